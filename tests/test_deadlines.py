import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.deadlines import find_deadline, parse_deadline

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "corpus"
HELD = date(2023, 3, 29)  # a Wednesday

IN_WORDS = [
    ("কাজ পনেরো দিনের মধ্যে শেষ করতে হবে", "2023-04-13", "days"),
    ("১৫ (পনের) দিনের মধ্যে দাখিল করতে হবে", "2023-04-13", "days"),
    ("ভাউচার ১০ দিনের মধ্যে দিতে হবে", "2023-04-08", "days"),
    ("আগামী তিন কর্মদিবসের মধ্যে", "2023-04-03", "working_days"),
    ("আগামী দুই সপ্তাহের মধ্যে", "2023-04-12", "days"),
    ("চলতি মাসের মধ্যে", "2023-03-31", "month_end"),
    ("আগামী মাসের ১০ তারিখের মধ্যে", "2023-04-10", "date"),
    ("আগামী ৩০ জুনের মধ্যে", "2023-06-30", "date"),
    ("জুনের ১৫ তারিখের মধ্যে", "2023-06-15", "date"),
    ("জানুয়ারি মাসের ১৫ তারিখের মধ্যে", "2024-01-15", "date"),
    ("জুন ২০২৪ মাসের ১০ তারিখের মধ্যে", "2024-06-10", "date"),
    ("৩০/০৪/২০২৩ খ্রি. বিকাল ৫.০০ টার মধ্যে", "2023-04-30", "date"),
    ("২০ এপ্রিল, ২০২৩ খ্রিঃ এর মধ্যে", "2023-04-20", "date"),
    ("২০ বৈশাখ ১৪৩০ এর মধ্যে", "2023-05-03", "date"),
    ("০১/০৬/২০২৩ হতে ৩০/০৬/২০২৩ তারিখের মধ্যে", "2023-06-30", "date"),
    ("সভার তারিখ হতে ৭ দিনের মধ্যে", "2023-04-05", "days"),
    ("আগামী সভার পূর্বে দাখিল করতে হবে", None, "next_meeting"),
    ("পাহারা অব্যাহত রাখতে হবে", None, "continuous"),
    ("প্রতি মাসের ৫ তারিখের মধ্যে", None, "continuous"),
    ("প্রতি মাসের হিসাব পরবর্তী মাসের ৫ তারিখের মধ্যে", None, "continuous"),
    ("২৪ ঘণ্টার মধ্যে", None, None),
    ("The list shall be sent within 15 days.", "2023-04-13", "days"),
    ("Vouchers are to be handed in within the next five working days", "2023-04-05", "working_days"),
    ("The drain must be finished by 30 June 2023.", "2023-06-30", "date"),
    ("to be submitted on or before 15 April, 2023", "2023-04-15", "date"),
]
NO_BOUND = [
    "",
    "জন্মের ৪৫ দিনের মধ্যে নিবন্ধন করতে হবে",
    "আবেদন প্রাপ্তির ৭ কার্যদিবসের মধ্যে নিষ্পত্তি করতে হবে",
    "কার্যাদেশের তারিখ হতে ৩০ দিনের মধ্যে",
    "মৃত্যুর পর ৩০ দিনের মধ্যে",
    "১ অক্টোবর ২০২৩ হতে শুরু হবে",
    "গত ১২/০১/২০২৩ তারিখের মধ্যে প্রাপ্ত আবেদন",
    "২০২৩-২৪ অর্থ বছরের মধ্যে",
    "১৭ এপ্রিল ২০২৩ তারিখে মেলা হবে",
    "জুন মাসের মধ্যে",
    "জুন ২০২৩ এর মধ্যে",
    "৩০/০৬/২০২৩ পর্যন্ত চালু রাখতে হবে",
    "২৮ রমজান পর্যন্ত চালু রাখতে হবে",
    "কয়েক দিনের মধ্যে",
    "১৫ দিন পর পর পরিদর্শন করতে হবে",
    "Birth is to be registered within 45 days of delivery",
    "The meeting of 12 March 2023 was confirmed",
    "The training of 15 days was praised",
]
CELLS = [
    ("১৫ দিন অন্তর", None, "continuous"),
    ("০৭ দিন", "2023-04-05", "days"),
    ("৫ কার্য দিবস", "2023-04-05", "working_days"),
    ("৩০/০৬/২০২৩", "2023-06-30", "date"),
    ("৩১ বৈশাখ ১৪৩০ বঙ্গাব্দ", "2023-05-14", "date"),
    ("চলতি মাস", "2023-03-31", "month_end"),
    ("জুন, ২০২৩ মাসের মধ্যে", None, "month_end"),
    ("আগামী সভা", None, "next_meeting"),
    ("চলমান", None, "continuous"),
    ("Within 15 days", "2023-04-13", "days"),
    ("02 weeks", "2023-04-12", "days"),
    ("Before the next meeting", None, "next_meeting"),
    ("Ongoing", None, "continuous"),
    ("প্রতি মাসের ৫ তারিখ", None, "continuous"),
    ("১৫ রমজান ১৪৪৪", None, "date"),
]


@pytest.mark.parametrize(("text", "iso", "kind"), IN_WORDS)
def test_bounds_in_words(text: str, iso: str | None, kind: str | None) -> None:
    found = find_deadline(text, HELD)
    assert found
    assert (found.value and found.value.isoformat(), found.kind) == (iso, kind)


@pytest.mark.parametrize("text", NO_BOUND)
def test_no_bound(text: str) -> None:
    assert find_deadline(text, HELD) is None


@pytest.mark.parametrize(("text", "iso", "kind"), CELLS)
def test_cells(text: str, iso: str | None, kind: str) -> None:
    found = parse_deadline(text, HELD)
    assert found
    assert (found.value and found.value.isoformat(), found.kind, found.text) == (iso, kind, text)


@pytest.mark.parametrize("text", ["", "-", "যথাশীঘ্র", "১ অক্টোবর ২০২৩ হতে", "২০২২-২০২৩ অর্থ বছর"])
def test_cells_without_a_deadline(text: str) -> None:
    assert parse_deadline(text, HELD) is None


def test_without_the_day_of_the_meeting_only_dates_have_a_value() -> None:
    relative, absolute = find_deadline("৭ দিনের মধ্যে", None), find_deadline("৩০/০৬/২০২৩ এর মধ্যে", None)
    assert relative
    assert (relative.value, relative.kind) == (None, "days")
    assert absolute
    assert absolute.value == date(2023, 6, 30)


@given(
    st.text() | st.text(alphabet="০১২৩৯ দিনসপ্তাহমাসেরতারিখমধ্যে"),
    st.none() | st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)),
)
def test_total(text: str, held: date | None) -> None:
    parse_deadline(text, held)
    find_deadline(text, held)


@pytest.mark.skipif(not GOLD.exists(), reason="the labelled documents are not here")
def test_no_deadline_that_the_labels_do_not_have() -> None:
    for path in sorted(GOLD.glob("*.json")):
        for meeting in json.loads(path.read_text(encoding="utf-8"))["meetings"]:
            held = date.fromisoformat(meeting["meeting_date"]) if meeting["meeting_date"] else None
            for decision in (decision for item in meeting["agenda"] for decision in item["decisions"]):
                found = find_deadline(decision["text"], held)
                assert not (found and found.value) or found.value.isoformat() == decision["deadline"], decision["text"]
