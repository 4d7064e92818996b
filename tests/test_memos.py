"""Memo numbers."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.memos import parse_memo

UNDERSTOOD = [
    ("স্মারক নং-০৫.৪৫.৮৫০০.০১২.০৬.০০৭.১৯. ৩১২", "05.45.8500.012.06.007.19.312", "SI-2014"),
    ("স্মারকনং ৫১. ০১. ৮৫২৭. ০০০.৪১. ০০৫. ২২.৩০", "51.01.8527.000.41.005.22.30", "SI-2014"),
    ("নম্বর: ০৪.00.0000.৪২৩.২২.০০১.২১.৭০", "04.00.0000.423.22.001.21.70", "SI-2014"),
    ("স্মারক নম্বরঃ ৪৬.০০.১৯০০.০৪১.৯৯.০০২.২৪-৮৮(১২)", "46.00.1900.041.99.002.24-88(12)", "SI-2014"),
    ("স্মারক নং ৪৬.০০.১৯০০.০৪১.৯৯.০০২.২৪-৮৮/১(১২)", "46.00.1900.041.99.002.24-88/1(12)", "SI-2014"),
    ("স্মারক নং: ০৫.৪৭.৮৫০০.০১২.০৩১.০৬.০০০৪.২৫-২১ তারিখঃ ০৩/০৪/২০২৫", "05.47.8500.012.031.06.0004.25-21", "SI-2024"),
    ("০৫.২০৬.০৩৩.০০.০০.০৬৮.২০০৮.৮৭", "05.206.033.00.00.068.2008.87", "SI-2008"),
    ("স্মারক নং-৫৯৮(৩০)", "598(30)", "text"),
    ("স্মারক নং-১২৩, তারিখঃ ১২/০২/২০২২", "123", "text"),
    ("শাপৌ/প্রশা/২০২৩/১৭ ", "শাপৌ/প্রশা/2023/17", "text"),
]
NOT_A_MEMO = [
    "",
    "স্মারক নং-",
    "স্মারক নং- তাং-",
    "ফোন: ০৭৭১-৬২৪৩১",
    "০১৭১২৩৪৫৬৭৮",
    "+৮৮ ০১৭১২-৩৪৫৬৭৮",
    "২৫/০৮/২০১৯",
    "২৫.০৮.২০১৯",
    "সভার তারিখ",
    "পৃষ্ঠা ১/২",
    "বিকাল ৩.০০",
    "তারিখঃ ২৬/০৮/২০১৯",
    "তাং- ২৬/০৮/২০১৯ ইং",
]


@pytest.mark.parametrize(("text", "number", "form"), UNDERSTOOD)
def test_number_is_read(text, number, form):
    memo = parse_memo(text)
    assert memo is not None
    assert (memo.number, memo.form) == (number, form)
    assert parse_memo("স্মারক নং-" + memo.number) == memo


@pytest.mark.parametrize("text", NOT_A_MEMO)
def test_other_numbers_are_refused(text):
    assert parse_memo(text) is None


def test_parts_are_named():
    memo = parse_memo("০৫.৪৫.৮৫০০.০১২.০৬.০০৭.১৯.৩১২(৫)")
    assert memo is not None
    assert memo.parts == {
        "ministry": "05",
        "department": "45",
        "geo": "8500",
        "section": "012",
        "subject": "06",
        "file": "007",
        "year": "19",
        "issue": "312",
        "copies": "5",
    }


@given(st.text(alphabet=st.sampled_from("০১২৩0123456.-/() ।নংস্মারকab"), max_size=80))
def test_number_has_no_space_and_no_bangla_digit(text):
    memo = parse_memo(text)
    if memo:
        assert not set(memo.number) & set(" \n০১২৩৪৫৬৭৮৯")


def test_labelled_numbers_of_the_corpus():
    gold = Path(__file__).parents[2] / "shared" / "gold" / "corpus"
    if not gold.is_dir():
        pytest.skip("no shared material")
    for path in sorted(gold.glob("*.json")):
        for meeting in json.loads(path.read_text("utf-8"))["meetings"]:
            if number := meeting.get("memo_no"):
                memo = parse_memo(number)
                assert memo is not None
                assert memo.number == number
