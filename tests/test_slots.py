"""Damaged readings of words from short lists."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.slots import LABELS, MONTHS, WEEKDAYS, nearest
from normalizers.text import clean
from pipeline.meeting_row import meeting_row
from pipeline.minutes import Minutes
from pipeline.sources import Origin

REPAIRED = [
    ("তার্দ", MONTHS, "ভাদ্র"),
    ("তাদ্র", MONTHS, "ভাদ্র"),
    ("সেপ্টম্বর", MONTHS, "সেপ্টেম্বর"),
    ("নডেম্বর", MONTHS, "নভেম্বর"),
    ("ফেব্রয়ারি", MONTHS, "ফেব্রুয়ারি"),
    ("কাতিক", MONTHS, "কার্তিক"),
    ("বৃহস্পতিবাব", WEEKDAYS, "বৃহস্পতিবার"),
    ("সিদ্বান্ত", LABELS, "সিদ্ধান্ত"),
    ("আলোচাসূচি", LABELS, "আলোচ্যসূচি"),
]
LEFT_ALONE = [
    ("সভাপতি", MONTHS),
    ("মাচ", MONTHS),
    ("জন", MONTHS),
    ("", MONTHS),
    ("১২", MONTHS),
    ("রবি", WEEKDAYS),
    ("বাজেট", LABELS),
]


@pytest.mark.parametrize(("text", "choices", "value"), REPAIRED)
def test_damaged_word_is_read(text, choices, value):
    found = nearest(text, choices)
    assert found is not None
    assert (found.value, found.repaired) == (normalize("NFC", value), True)


@pytest.mark.parametrize(("text", "choices"), LEFT_ALONE)
def test_doubtful_word_is_left_alone(text, choices):
    assert nearest(text, choices) is None


@pytest.mark.parametrize("choices", [MONTHS, WEEKDAYS, LABELS])
def test_sound_words_are_not_repaired(choices):
    for choice in choices:
        found = nearest(choice + "ঃ", choices)
        assert found is not None
        assert (found.value, found.repaired) == (choice, False)


def test_between_two_near_choices_none_is_taken():
    assert nearest("কখগঘঙ", ["কখগঘচ", "কখগঘছ"]) is None


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.lists(st.text(max_size=10), max_size=5))
def test_only_a_choice_is_returned(text, choices):
    found = nearest(text, choices)
    assert found is None or found.value in choices


def test_a_damaged_month_of_a_scan_gives_a_marked_date() -> None:
    minutes = Minutes(items=(), date_text=clean("২১ অক্টেবর ২০২২"))
    origin = Origin(uris=("a.pdf",), digest="0" * 64, bytes=1)
    scanned, _, issues = meeting_row(minutes, "m", origin, by_ocr=True)
    assert (scanned.meeting_date, [issue.code for issue in issues]) == (date(2022, 10, 21), ["date_repaired"])
    assert scanned.meeting_date_text == minutes.date_text
    typed, _, issues = meeting_row(minutes, "m", origin)
    assert (typed.meeting_date, [issue.code for issue in issues]) == (None, ["date_not_understood"])
