"""`siddhanto parse KIND`, as it is run from a shell."""

import csv
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipeline.cli import PARSED
from pipeline.parse import KINDS, parse

CASES = Path(__file__).parents[2] / "shared" / "cases"

# Text and value of each kind; None: null.
LINES: dict[str, list[tuple[str, str | None]]] = {
    "text": [("সভার  কাজ শেষ ।", "সভার কাজ শেষ।"), ("চঁাদ", "চাঁদ"), ("Memo No. 5", "Memo No. 5"), ("", "")],
    "bijoy": [("mfvi Kvh©weeiYx", "সভার কার্যবিবরণী"), ("B-‡gBj: uno@example.gov.bd", "ই-মেইল: uno@example.gov.bd")],
    "residue": [("সিদ্ধামত্ম বাসত্মবায়ন", "সিদ্ধান্ত বাস্তবায়ন"), ("আত্মীয়", "আত্মীয়")],
    "digits": [("২৬/০৮/১৯", "26/08/19")],
    "number": [("পাঁচ লক্ষ পঁচিশ হাজার", "525000"), ("সাড়ে তিন", "3.5"), ("অনেক", None)],
    "money": [("৫,২৫,০০০/-", "525000"), ("১২.৫০ টাকা", "12.5"), ("৫ জন", None)],
    "percent": [("২৫%", "25"), ("৭০ শতাংশ", "70"), ("৭০", None)],
    "date": [
        ("৭ই মার্চ ২০২১ খ্রিঃ", "2021-03-07"),
        ("জুন/২২", "2022-06"),
        ("২০২১-২২ অর্থবছর", "2021-07-01/2022-06-30"),
        ("২০২০ সাল", "2020"),
        ("৩ হতে ৫ মে ২০২১", "2021-05-03/2021-05-05"),
        ("৩ ও ৫ মে ২০২১", "2021-05-03;2021-05-05"),
        ("মার্চ ও এপ্রিল ২০২১", "2021-03;2021-04"),
        ("সকাল ১০টায়", "10:00"),
        ("৩১/০৬/২০২১", None),
        ("২০২১-২২", None),
        ("আগামী ৭ দিনের মধ্যে", None),
        ("৫ রমজান ১৪৪২ হিজরি", None),
    ],
    "dates": [("০৩/০৫/২০২১ তারিখের সভা ১২/০৫/২০২১ তারিখে", "2021-05-03;2021-05-12"), ("সভা", None)],
    "deadline": [("৭ দিনের মধ্যে", "2023-05-17"), ("৩০ জুনের মধ্যে", "2023-06-30"), ("অব্যাহত", None)],
    "time": [("বিকাল ৪.৩০ ঘটিকা", "16:30"), ("সকাল ১০টা হতে দুপুর ১টা", "10:00/13:00"), ("১০ টাকা", None)],
    "memo": [("স্মারক নং-০৫.৪৫.৮৫০০.০১২.০৬.০০৭.১৯. ৩১২", "05.45.8500.012.06.007.19.312"), ("০১৭১১-০০০০০০", None)],
    "place": [("উপজেলাঃ ডিমলা, জেলাঃ নীলফামারী", "রংপুর/নীলফামারী/ডিমলা"), ("মাসিক সভা", None)],
    "office": [("ইউএনও", "uno"), ("উপজেলা নির্বাহী অফিসারগণ", "uno"), ("মেলা উদযাপন কমিটি", None)],
    "committee": [("জেলা পরিবেশ কমিটির জুন ২০২১ মাসের সভার কার্যবিবরণী", "জেলা পরিবেশ কমিটি"), ("সভার নোটিশ", None)],
    "implementers": [("১। সিভিল সার্জন ২। পুলিশ সুপার", "সিভিল সার্জন;পুলিশ সুপার"), ("প্রযোজ্য নয়", None)],
}


def nfc(text: str | None) -> str | None:
    return text if text is None else unicodedata.normalize("NFC", text)


def run(*arguments: str, lines: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "parse", *arguments],
        input=lines, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_every_kind_is_offered_and_tried() -> None:
    assert set(PARSED.split()) == set(KINDS) == set(LINES)


@pytest.mark.parametrize("kind", LINES)
def test_lines_of_standard_input(kind: str) -> None:
    options = ["--meeting-date", "2023-05-10"] if kind == "deadline" else []
    done = run(kind, *options, lines="".join(f"{text}\n" for text, _ in LINES[kind]))
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(row) for row in rows] == [["text", "value", "kind", "note"]] * len(LINES[kind])
    assert [(row["text"], row["value"]) for row in rows] == [(text, nfc(value)) for text, value in LINES[kind]]


def test_arguments_go_before_standard_input() -> None:
    assert [json.loads(line)["value"] for line in run("digits", "১", "২", lines="৩\n").stdout.splitlines()] == [
        "1",
        "2",
    ]


def test_an_unknown_kind_is_refused() -> None:
    assert run("weather", "মেঘ").returncode == 2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["", " ", "।", "\x00", "০" * 5000, "ক্" * 3000, "(" * 3000, "a-" * 3000, "১ " * 3000])
def test_any_text_is_taken(kind: str, text: str) -> None:
    assert set(parse(kind, text)) == {"text", "value", "kind", "note"}


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def unescaped(text: str) -> str:
    return text.encode("ascii").decode("unicode_escape")


def notation(told: str) -> str | None:
    """The value that a row of date_forms.tsv asks for in the notation of the command."""
    if re.match(r"INVALID|AMBIGUOUS|HIJRI|PRAYER|ANCHOR|RECUR|P\d", told):
        return None
    return told.removeprefix("T")


@pytest.mark.skipif(not CASES.exists(), reason="the shared case files are not here")
def test_every_row_of_the_shared_cases() -> None:
    def misses(kind: str, asked: Iterable[tuple[str, str | None]]) -> list[tuple[str, str | None, str | None]]:
        return [(text, nfc(value), got) for text, value in asked if (got := parse(kind, text)["value"]) != nfc(value)]

    assert misses("bijoy", [(row["bijoy"], row["unicode"]) for row in rows("bijoy_pairs.tsv")]) == []
    normal = [
        (unescaped(row["input_escaped"]), unescaped(row["expected_escaped"])) for row in rows("normalisation_cases.tsv")
    ]
    assert misses("text", normal) == []
    pairs = [
        (f"{row['bs_day']} {row['month_bn']} {row['bs_year']}", row["gregorian"]) for row in rows("calendar_pairs.tsv")
    ]
    assert misses("date", pairs) == []
    forms = rows("date_forms.tsv")
    missed = misses("date", [(row["raw"], notation(row["iso"])) for row in forms])
    missed += misses("time", [(row["raw"], notation(row["iso"])) for row in forms if row["kind"] == "time"])
    assert len(missed) <= 0.02 * len(forms), missed
    assert all(got is None for _, value, got in missed if value is None)
