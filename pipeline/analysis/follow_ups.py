"""What later meetings of a committee say of its decisions: stated progress, repetition, or nothing.

Silence is `not_mentioned`, and an item that came up again without a word on the decision is `discussed`: neither says
that it was done. Progress is taken from tables that review earlier decisions, from what is told where the last minutes
are confirmed, and from the discussion of the same item.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from normalizers.progress import Statement, find_progress, parse_progress
from pipeline.analysis.derived import part_files, read, write_derived
from pipeline.analysis.mentions import Text, likeness, meant, text_of, told_of
from pipeline.analysis.topics.build import committee

MEETINGS = 3  # later meetings that are looked at
BACK = 12  # meetings before one that reviews, whose decisions it may review
REVIEWED = 0.6  # likeness from which a row of a review is about a decision
QUOTED, SHORTENED = 2.0, 0.9  # weight of the words that a shortened decision must share, and what the share counts
REPEATED = 0.7  # likeness from which a later decision is the earlier one again
TOLD = 0.34  # share of common words from which a sentence of a review is about a decision
LATE = 0.6  # share of common words from which a statement is believed in meetings after those that are looked at
SHARED = 1.4  # weight of the words that a sentence must share with the decision it speaks of
COLUMNS = (
    "decision_id", "meeting_id", "committee_key", "level", "district", "upazila", "union", "meeting_date",
    "meeting_month", "discussion", "decision", "kind", "topic_id", "topic",
)  # fmt: skip
REVIEWS = ("review_id", "meeting_id", "decision", "progress")
REVIEW = {"বিগত সভার সিদ্ধান্ত বাস্তবায়ন", "বিগত সভার কার্যবিবরণী অনুমোদন"}
NOT_AN_ITEM = REVIEW | {"বিবিধ", "শোক প্রস্তাব"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    row: Mapping[str, Any]
    text: Text
    told: tuple[tuple[Statement, Text], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    rank: int  # a review tells more than a statement, that more than a repetition, and that more than the item alone
    score: float
    status: str
    evidence: str
    decision_id: str | None = None
    review_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meeting:
    meeting_id: str
    when: tuple[str, str]
    day: date | None
    decisions: tuple[_Decision, ...]
    reviews: tuple[Mapping[str, Any], ...]


def build(out: Path, *, meetings: int = MEETINGS) -> dict[str, int]:
    """Write follow_ups.parquet of `out` and return how many of its rows have each status.

    One row for each decision and each of the next `meetings` meetings of the same committee, and for each later one that
    reviews it or plainly states its progress. Lesser copies of meetings, and meetings without committee or month, have none.

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
    reviews = read(out, "reviews", REVIEWS).to_pylist() if part_files(out, "reviews") else []
    found = list(follow_ups([row for row in rows if row["meeting_id"] not in copies], meetings, reviews))
    write_derived("follow_ups", sorted(found, key=lambda row: (row["decision_id"], row["later_meeting_id"])), out)
    counts: dict[str, int] = defaultdict(int)
    for row in found:
        counts[row["status"]] += 1
    return dict(sorted(counts.items()))


def follow_ups(
    rows: Sequence[Mapping[str, Any]], meetings: int = MEETINGS, reviews: Sequence[Mapping[str, Any]] = ()
) -> Iterator[dict[str, Any]]:
    """Yield the rows of follow_ups for decisions with COLUMNS and rows of reviews with REVIEWS, committee by committee."""
    committees: dict[tuple[object, ...], dict[str, list[Mapping[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["committee_key"] and (row["meeting_date"] or row["meeting_month"]):
            committees[committee(row)][row["meeting_id"]].append(row)
    reviewing: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for review in reviews:
        reviewing[review["meeting_id"]].append(review)
    for key, by_meeting in sorted(committees.items(), key=lambda item: str(item[0])):
        if len(by_meeting) > 1:
            held = (_meeting(meeting_id, found, reviewing[meeting_id]) for meeting_id, found in by_meeting.items())
            yield from _of_committee(key, sorted(held, key=lambda meeting: meeting.when), meetings)


def _of_committee(key: tuple[object, ...], held: Sequence[_Meeting], meetings: int) -> Iterator[dict[str, Any]]:
    told = [_reviewed(held, place) for place in range(len(held))]
    for place, earlier in enumerate(held):
        after = [index for index in range(place + 1, len(held)) if held[index].when[0] > earlier.when[0]]
        for decision in earlier.decisions:
            if not _is_followed(decision):
                continue
            decision_id = decision.row["decision_id"]
            thread = _thread(key, decision.row)
            for index in after[:meetings]:
                said = [*told[index].get(decision_id, ()), *_said(decision, held[index])]
                yield _row(decision, held[index], thread, said)
            for index in after[meetings:BACK]:
                said = [one for one in told[index].get(decision_id, ()) if one.rank == 3]
                said += (one for one in _stated(decision, held[index]) if one.score >= LATE)
                if said:
                    yield _row(decision, held[index], thread, said)


def _is_followed(decision: _Decision) -> bool:
    return decision.row["kind"] == "decision" and decision.row["topic"] not in NOT_AN_ITEM


def _meeting(meeting_id: str, rows: Sequence[Mapping[str, Any]], reviews: Sequence[Mapping[str, Any]]) -> _Meeting:
    day = rows[0]["meeting_date"]
    return _Meeting(
        meeting_id=meeting_id,
        when=(day.isoformat() if day else f"{rows[0]['meeting_month']}-99", meeting_id),
        day=day,
        reviews=tuple(reviews),
        decisions=tuple(
            _Decision(
                row=row,
                text=text_of(row["decision"]),
                told=tuple(
                    (statement, text_of(statement.text))
                    for text in (row["discussion"], row["decision"])
                    for statement in find_progress(text)
                ),
            )
            for row in rows
        ),
    )


def _thread(key: tuple[object, ...], row: Mapping[str, Any]) -> str | None:
    if not row["topic_id"]:
        return None
    return "h" + sha256(f"{key} {row['topic_id']}".encode()).hexdigest()[:10]


def _row(decision: _Decision, later: _Meeting, thread: str | None, found: Sequence[_Said]) -> dict[str, Any]:
    said = max(found, key=lambda one: (one.rank, one.score), default=None)
    return {
        "decision_id": decision.row["decision_id"],
        "thread_id": thread,
        "later_meeting_id": later.meeting_id,
        "later_meeting_date": later.day,
        "later_decision_id": said.decision_id if said else None,
        "review_id": said.review_id if said else None,
        "status": said.status if said else "not_mentioned",
        "evidence": said.evidence if said else None,
        "score": said.score if said else None,
    }


def _reviewed(held: Sequence[_Meeting], place: int) -> dict[str, list[_Said]]:
    """What the meeting tells of decisions before it, by decision_id: each row or sentence of those it fits best."""
    later = held[place]
    earlier = [
        one
        for meeting in reversed(held[max(0, place - BACK) : place])
        for one in meeting.decisions
        if meeting.when[0] < later.when[0]
    ]
    earlier = [one for one in earlier if _is_followed(one)]
    found: dict[str, list[_Said]] = defaultdict(list)
    for review in later.reviews:
        told = [(statement, text_of(statement.text)) for statement in find_progress(review["progress"])]
        if review["decision"] is None:
            _tell(found, earlier, told, review_id=review["review_id"])
            continue
        about = text_of(review["decision"])
        scores = [max(likeness(about, one.text), SHORTENED * told_of(about, one.text, QUOTED)) for one in earlier]
        status = parse_progress(review["progress"]) or "discussed"
        evidence = review["progress"] or review["decision"]
        for index in meant(scores, REVIEWED):
            found[earlier[index].row["decision_id"]].append(
                _Said(rank=3, score=scores[index], status=status, evidence=evidence, review_id=review["review_id"])
            )
    for other in later.decisions:
        if other.row["topic"] in REVIEW:
            _tell(found, earlier, other.told, decision_id=other.row["decision_id"])
    return found


def _tell(
    found: dict[str, list[_Said]],
    earlier: Sequence[_Decision],
    told: Sequence[tuple[Statement, Text]],
    *,
    decision_id: str | None = None,
    review_id: str | None = None,
) -> None:
    for statement, text in told:
        scores = [told_of(text, one.text, SHARED) for one in earlier]
        for index in meant(scores, TOLD):
            found[earlier[index].row["decision_id"]].append(
                _Said(
                    rank=2,
                    score=min(1.0, scores[index]),
                    status=statement.status,
                    evidence=statement.text,
                    decision_id=decision_id,
                    review_id=review_id,
                )
            )


def _stated(decision: _Decision, later: _Meeting) -> Iterator[_Said]:
    """Yield the progress that items of the same topic state."""
    for other in later.decisions:
        if decision.row["topic_id"] and other.row["topic_id"] == decision.row["topic_id"]:
            for statement, text in other.told:
                if score := told_of(text, decision.text, SHARED):
                    by = other.row["decision_id"]
                    yield _Said(rank=2, score=score, status=statement.status, decision_id=by, evidence=statement.text)


def _said(decision: _Decision, later: _Meeting) -> Iterator[_Said]:
    """Yield all that the items of `later` say of `decision`; what another item says is no word on it."""
    for other in later.decisions:
        same_topic = bool(decision.row["topic_id"]) and other.row["topic_id"] == decision.row["topic_id"]
        alike = likeness(decision.text, other.text)
        if not (same_topic or alike >= REPEATED) or other.row["topic"] in REVIEW:
            continue
        by = other.row["decision_id"]
        for statement, text in other.told:
            score = told_of(text, decision.text, 1.0 if alike >= REPEATED else SHARED)
            if score:
                score = max(alike, score)
                yield _Said(rank=2, score=score, status=statement.status, decision_id=by, evidence=statement.text)
        if alike >= REPEATED and other.row["kind"] == "decision":
            yield _Said(rank=1, score=alike, status="repeated", decision_id=by, evidence=other.row["decision"])
        elif same_topic:
            yield _Said(rank=0, score=alike, status="discussed", decision_id=by, evidence=other.row["decision"])
