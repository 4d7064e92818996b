"""Golden documents: every sample gives exactly the rows that were written down when it was authored."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors import extract
from extractors.errors import OcrMissingError
from normalizers.text import fold
from pipeline.interpret import interpret
from pipeline.normalize import normalize
from pipeline.rows import DecisionRow, MeetingRow, Outcome
from pipeline.sources import Origin

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "data" / "samples"
CASES = sorted((ROOT / "tests" / "golden").glob("[0-9]*.json"))
SCANS = {"11_ict_committee_scan"}  # OCR: close, not to the letter
MEETING_FIELDS = (
    "title", "committee", "venue", "chair_name", "chair_designation", "office", "signatory_name", "meeting_month",
    "meeting_date", "start_time", "memo_no", "issued_on", "district", "upazila", "union",
)  # fmt: skip


@cache
def outcome_of(name: str) -> Outcome:
    data = (SAMPLES / name).read_bytes()
    document = extract(data)
    return normalize(interpret(document), document, Origin(uris=(name,), digest="0" * 64, bytes=len(data)))


def read(path: Path) -> tuple[dict[str, Any], Outcome]:
    golden = json.loads(path.read_text("utf-8"))
    try:
        return golden, outcome_of(golden["document"]["file"])
    except OcrMissingError as error:
        pytest.skip(str(error))


def row_of(decision: DecisionRow) -> tuple[Any, ...]:
    return (
        decision.agenda_no,
        fold(decision.agenda_title or ""),
        fold(decision.discussion or ""),
        fold(decision.decision),
        tuple(map(fold, decision.implementers)),
        str(decision.deadline or ""),
    )


def rows_of(meeting: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (
            item["serial"],
            fold(item["title"] or ""),
            fold(item["discussion"] or ""),
            fold(decision["text"]),
            tuple(map(fold, decision["implementers"])),
            decision["deadline"] or "",
        )
        for item in meeting["agenda"]
        for decision in item["decisions"]
    ]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_decision_is_found_with_its_fields(path: Path) -> None:
    golden, outcome = read(path)
    expected = [row for meeting in golden["meetings"] for row in rows_of(meeting)]
    found = [row_of(decision) for decision in outcome.decisions]
    if path.stem in SCANS:
        assert [row[0] for row in found] == [row[0] for row in expected]
    else:
        assert found == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_meeting_has_its_header(path: Path) -> None:
    golden, outcome = read(path)
    assert len(outcome.meetings) == len(golden["meetings"])
    if path.stem in SCANS:
        return
    for expected, meeting in zip(golden["meetings"], outcome.meetings, strict=True):
        wanted = {name: fold(str(expected[name] or "")) for name in MEETING_FIELDS if name in expected}
        assert {name: fold(str(value_of(meeting, name) or "")) for name in wanted} == wanted
        people = [(fold(person["name"]), fold(person["designation"])) for person in expected.get("attendees", [])]
        assert [(fold(person.name), fold(person.designation or "")) for person in meeting.attendees] == people


def value_of(meeting: MeetingRow, name: str) -> object:
    return getattr(meeting, name)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_told_of_earlier_decisions_is_no_decision_of_the_meeting(path: Path) -> None:
    golden, outcome = read(path)
    reviews = [review for meeting in golden["meetings"] for review in meeting.get("reviews", [])]
    expected = [(fold(review["decision"]), fold(review["progress"])) for review in reviews]
    found = [(fold(row.decision), fold(row.progress or "")) for row in outcome.reviews if row.decision]
    assert found == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_rows_reconcile(path: Path) -> None:
    _, outcome = read(path)
    assert outcome.document.status in {"decisions", "no_decisions"}, outcome.issues


def test_there_are_samples_of_every_form() -> None:
    assert len(CASES) >= 12
    assert {path.name.split(".")[0] for path in SAMPLES.iterdir()} == {path.stem for path in CASES}
