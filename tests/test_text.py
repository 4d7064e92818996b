"""Text in one normal form."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.digits import ascii_digits, bangla_digits
from normalizers.letters import nfc
from normalizers.text import clean, fold, one_line

CASES = Path(__file__).parents[2] / "shared" / "cases" / "normalisation_cases.tsv"

REPAIRED = [
    ("অারও", "আরও"),
    ("ঁ" * 2 + "ক", "ঁ" * 2 + "ক"),
    ("দাঁড়া়", "দাঁড়া"),
    ("গৃৃহিত", "গৃহিত"),
    ("ট্র্র্যাক্টর", "ট্র্যাক্টর"),
    ("মৃতু্য", "মৃত্যু"),
    ("সু্যোগ", "সুযোগ"),
    ("হঁ্যা", "হ্যাঁ"),
    ("উত্\u200dসব", "উৎসব"),
    ("র\u200c্যালি", "র\u200d্যালি"),
    ("র্\u200dযাব", "র\u200d্যাব"),
    ("ব্র\u200d্যাক", "ব্র্যাক"),
    ("ব\u09bcংপুর", "রংপুর"),
    ("কাযর্ালয়", "কার্যালয়"),
    ("কাজ শেষ ।", "কাজ শেষ।"),
    ("ক\u00a0 খ", "ক খ"),
    ("উপ\u00adজেলা", "উপজেলা"),
    ("১\u09f7 বিবিধ", "১। বিবিধ"),
    ("ক\n..........\nখ", "ক\n\nখ"),
    ("নাম ..........", "নাম ..."),
    ("শেষ হয়|", "শেষ হয়।"),
    ("ক\r\nখ", "ক\nখ"),
    ("শিৰা", "শিক্ষা"),
    ("আ্ব্দুল", "আব্দুল"),
    ("দু্র্গা", "দুর্গা"),
]
KEPT = [
    "কার্য্যবিবরণী", "অ্যাপ", "এ্যাকশন", "উদ্\u200cঘাটন", "র\u200d্যাব", "দুঃখ", "মোঃ", "৳ ৫০০", "॥", "“ক” ‘খ’", "ক\tখ\nগ",
    "| ক | খ |", "👩\u200d🌾", "ৎ", "বাক্", "ষষ্ঠ", "আকাঙ্ক্ষা", "  plain   ASCII ", "हिन्दी २",
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), REPAIRED)
def test_clean_repairs_what_no_word_can_hold(written: str, meant: str) -> None:
    assert clean(written) == unicodedata.normalize("NFC", meant)


@pytest.mark.parametrize("text", KEPT)
def test_clean_keeps_what_may_be_meant(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.skipif(not CASES.exists(), reason="the shared case files are not here")
def test_shared_cases() -> None:
    with CASES.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    decoded = [
        [row[key].encode().decode("unicode_escape") for key in ("input_escaped", "expected_escaped")] for row in rows
    ]
    assert [(i, clean(i)) for i, expected in decoded if clean(i) != unicodedata.normalize("NFC", expected)] == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("কার্য্য-বিবরনী (২০১৯)", "কার্যবিবরণী 2019"),
        ("আগষ্ট", "আগস্ট"),
        ("মোঃ", "মো:"),
        ("শৃংখলা", "শৃঙ্খলা"),
        ("E-Nothi", "e nothi"),
    ],
)
def test_fold_is_equal_for_spellings(left: str, right: str) -> None:
    assert fold(left) == fold(right)


def test_digits_go_both_ways() -> None:
    assert ascii_digits(bangla_digits("26/08/2019")) == "26/08/2019"


TEXTS = st.text() | st.text(alphabet="কতরযবড়ঢয়অআইএািীুূৃেৈোৌ\u09d7ঁংঃ\u09bc্\u200c\u200d\u00a0 \n\t।|.২ৎa\u09f0", max_size=16)


@given(TEXTS)
def test_clean_is_idempotent_and_nfc(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert unicodedata.is_normalized("NFC", clean(text))


@given(TEXTS)
def test_text_that_is_in_form_is_what_cleaning_would_make_it(text: str) -> None:
    assert clean("ক" + text) == clean("\u200bক" + text)  # an invisible space sends it the long way


@given(TEXTS | st.text(st.characters(min_codepoint=0x80, max_codepoint=0x2FFF)))
def test_nfc_is_nfc(text: str) -> None:
    assert nfc(text) == unicodedata.normalize("NFC", text)


@given(TEXTS)
def test_any_text_is_taken(text: str) -> None:
    assert "\n" not in one_line(text)
    fold(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_stays(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("text", ["ক…….খ", "—……", "ক -……", "খ.…", "……-ক", "...…"])
def test_leaders_settle_at_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
