"""What later meetings of a committee say of its decisions: stated progress, repetition, or nothing.

Silence is `not_mentioned`, and an item that came up again without a word on the decision is `discussed`: neither says
that it was done. Rows of progress tables are not in the import's tables (they review, they do not decide); where minutes
state progress in discussions or decisions, those sentences are used.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from normalizers.text import fold
from pipeline.analysis.derived import read, write_derived
from pipeline.analysis.stated_progress import Statement, statements
from pipeline.analysis.topics.build import committee
from pipeline.analysis.topics.words import WEAK, words_of

MEETINGS = 3  # later meetings that are looked at
REPEATED = 0.7  # likeness from which a later decision is the earlier one again
TOLD = 0.5  # likeness of two decisions from which what one states is said of the other
SHARED = 2  # words a sentence must share with the decision it speaks of, where their decisions are less alike
COLUMNS = (
    "decision_id", "meeting_id", "committee_key", "level", "district", "upazila", "union", "meeting_date",
    "meeting_month", "discussion", "decision", "kind", "topic_id", "topic",
)  # fmt: skip
REVIEW = {"বিগত সভার সিদ্ধান্ত বাস্তবায়ন", "বিগত সভার কার্যবিবরণী অনুমোদন"}
NOT_AN_ITEM = REVIEW | {"বিবিধ", "শোক প্রস্তাব"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    row: Mapping[str, Any]
    words: frozenset[str]
    key: str
    told: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    rank: int  # a statement of progress tells more than a repetition, and that more than the item alone
    score: float
    status: str
    decision_id: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meeting:
    meeting_id: str
    day: date | None
    decisions: tuple[_Decision, ...]


def build(out: Path, *, meetings: int = MEETINGS) -> dict[str, int]:
    """Write follow_ups.parquet of `out` and return how many of its rows have each status.

    One row for each decision and each of the next `meetings` meetings of the same committee. Lesser copies of meetings,
    and meetings without committee or month, have none.

    Raises:
        FileNotFoundError: `out` holds no decisions.parquet or meetings.parquet.
        ValueError: topics are not built yet.
    """
    rows = read(out, "decisions", COLUMNS).to_pylist()
    if rows and not any(row["topic_id"] for row in rows):
        raise ValueError(f"topics are not built yet: siddhanto topics {out}")
    copies = {
        row["meeting_id"]
        for row in read(out, "meetings", ["meeting_id", "preferred"]).to_pylist()
        if not row["preferred"]
    }
    found = list(follow_ups([row for row in rows if row["meeting_id"] not in copies], meetings))
    write_derived("follow_ups", sorted(found, key=lambda row: (row["decision_id"], row["later_meeting_id"])), out)
    counts: dict[str, int] = defaultdict(int)
    for row in found:
        counts[row["status"]] += 1
    return dict(sorted(counts.items()))


def follow_ups(rows: Sequence[Mapping[str, Any]], meetings: int = MEETINGS) -> Iterator[dict[str, Any]]:
    """Yield the rows of follow_ups for decisions with COLUMNS, those of one committee together."""
    committees: dict[tuple[object, ...], dict[str, list[Mapping[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["committee_key"] and (row["meeting_date"] or row["meeting_month"]):
            committees[committee(row)][row["meeting_id"]].append(row)
    for key, by_meeting in sorted(committees.items(), key=lambda item: str(item[0])):
        if len(by_meeting) < 2:
            continue
        held = sorted((_meeting(meeting_id, found) for meeting_id, found in by_meeting.items()), key=_when)
        for place, earlier in enumerate(held):
            later = [one for one in held[place + 1 :] if _when(one)[0] > _when(earlier)[0]][:meetings]
            for decision in earlier.decisions:
                if decision.row["kind"] == "decision" and decision.row["topic"] not in NOT_AN_ITEM:
                    thread = _thread(key, decision.row)
                    yield from (_row(decision, one, thread) for one in later)


def _meeting(meeting_id: str, rows: Sequence[Mapping[str, Any]]) -> _Meeting:
    return _Meeting(
        meeting_id=meeting_id,
        day=rows[0]["meeting_date"],
        decisions=tuple(
            _Decision(
                row=row,
                words=frozenset(words_of(row["decision"])) - WEAK,
                key=fold(row["decision"]),
                told=statements(row["discussion"]) + statements(row["decision"]),
            )
            for row in rows
        ),
    )


def _when(meeting: _Meeting) -> tuple[str, str]:
    row = meeting.decisions[0].row
    return (meeting.day.isoformat() if meeting.day else f"{row['meeting_month']}-99", meeting.meeting_id)


def _thread(key: tuple[object, ...], row: Mapping[str, Any]) -> str | None:
    if not row["topic_id"]:
        return None
    return "h" + sha256(f"{key} {row['topic_id']}".encode()).hexdigest()[:10]


def _row(decision: _Decision, later: _Meeting, thread: str | None) -> dict[str, Any]:
    said = max(_said(decision, later), key=lambda one: (one.rank, one.score), default=None)
    return {
        "decision_id": decision.row["decision_id"],
        "thread_id": thread,
        "later_meeting_id": later.meeting_id,
        "later_meeting_date": later.day,
        "later_decision_id": said.decision_id if said else None,
        "status": said.status if said else "not_mentioned",
        "evidence": said.evidence if said else None,
        "score": said.score if said else None,
    }


def _said(decision: _Decision, later: _Meeting) -> Iterator[_Said]:
    """Yield all that the decisions and discussions of `later` say of `decision`."""
    for other in later.decisions:
        same_topic = bool(decision.row["topic_id"]) and other.row["topic_id"] == decision.row["topic_id"]
        likeness = _likeness(decision, other)
        # What another item says is no word on this decision, unless it reviews the last meeting or says the same.
        if not (same_topic or likeness >= REPEATED or other.row["topic"] in REVIEW):
            continue
        by = other.row["decision_id"]
        for statement in other.told:
            shared = len(decision.words & (frozenset(words_of(statement.text)) - WEAK))
            if shared >= SHARED or (same_topic and shared and likeness >= TOLD):
                score = min(1.0, max(likeness, shared / len(decision.words)))
                yield _Said(rank=2, score=score, status=statement.status, decision_id=by, evidence=statement.text)
        if likeness >= REPEATED and other.row["kind"] == "decision":
            yield _Said(rank=1, score=likeness, status="repeated", decision_id=by, evidence=other.row["decision"])
        elif same_topic:
            yield _Said(rank=0, score=likeness, status="discussed", decision_id=by, evidence=other.row["decision"])


def _likeness(one: _Decision, other: _Decision) -> float:
    """Dice's share of common words, or the share of common letters where the texts are nearly the same."""
    words = len(one.words) + len(other.words)
    dice = 2 * len(one.words & other.words) / words if words else 0.0
    return max(dice, fuzz.ratio(one.key, other.key, score_cutoff=80) / 100)
