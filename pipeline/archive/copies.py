"""The same meeting in several documents: draft, signed scan, corrigendum, portal page. Linked, never dropped.

Measured on 82 pairs of copies (texts, pages, PDFs and scans of 22 meetings) and 142 pairs of meetings that are not one (of a
committee in neighbouring months, of such committees elsewhere), all as if their days were unknown: with `ALIKE` from 80 to
95 every copy is linked and nothing else; with 75 two neighbours are. Decisions of copies are alike by 91 at least, of
scans too; 99 of 100 with a few words replaced and a year put behind by 81; of neighbouring months 19 of 20 by less than 83.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from normalizers.text import fold
from pipeline.records import Rows

PLACES = ("division", "district", "upazila", "union")
ROUTES = ("html", "docx", "doc", "text", "pdf-text", "pdf-ocr")  # best first; an unknown one is last
COMPARED = 60  # decisions of a meeting, and
LETTERS = 300  # letters of a decision
ALIKE = 80.0  # of 100; the module says from what
SHARE = 0.5  # of the decisions of the shorter one, and more
FRAGMENT = 8  # letters
ANCHORED = re.compile(f"র.{{{FRAGMENT - 1}}}")  # about one letter in fifteen is a র
COMMON = 50  # meetings of one committee and month that share a fragment: more, and it tells nothing
NEAR = 5  # meetings that one is compared with


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What tells whether two meetings are one."""

    meeting_id: str
    group: str  # committee and month
    day: str | None
    places: tuple[str | None, ...]
    rank: tuple[int, int, int]  # smaller is better: route, rows, what is missing of memo and signature
    decisions: tuple[str, ...]
    is_superseded: bool = False

    @property
    def document_id(self) -> str:
        """The document that the meeting stands in."""
        return self.meeting_id.split("/")[0]


def traces(rows: Rows) -> Iterator[Trace]:
    """Yield a trace of each meeting of a document that has a committee, a month and decisions."""
    for meeting in rows["meetings"]:
        decisions = [row for row in rows["decisions"] if row["meeting_id"] == meeting["meeting_id"]]
        if not (meeting["committee_key"] and meeting["meeting_month"] and decisions):
            continue
        route = decisions[0]["route"]
        yield Trace(
            meeting_id=meeting["meeting_id"],
            group=f"{meeting['meeting_month']} {meeting['committee_key']}",
            day=str(meeting["meeting_date"]) if meeting["meeting_date"] else None,
            places=tuple(meeting[name] for name in PLACES),
            rank=(
                ROUTES.index(route) if route in ROUTES else len(ROUTES),
                -len(decisions),
                (meeting["memo_no"] is None) + (meeting["signatory_name"] is None),
            ),
            decisions=tuple(fold(row["decision"])[:LETTERS] for row in decisions[:COMPARED]),
        )


def links(found: Iterable[Trace]) -> dict[str, str]:
    """Return the meeting_id of the preferred copy for each lesser copy; `found` comes ordered by group.

    Two meetings are one where committee, month and day agree, no place contradicts, and more than half of the decisions
    are alike; where one of them has no day, two decisions at least. Time grows with the number of meetings, also where
    one committee meets in five hundred places in a month: a meeting is compared with those that share rare words with it.
    """
    same: dict[str, str] = {}
    for _, members in groupby(found, key=lambda trace: trace.group):
        best_first = sorted(members, key=lambda trace: (trace.is_superseded, trace.rank, trace.meeting_id))
        kept: list[Trace] = []
        holders: dict[str, list[int]] = {}  # by fragment, numbers of kept ones
        for trace in best_first:
            fragments = _fragments(trace)
            twin = next((kept[number] for number in _near(fragments, holders) if _are_one(trace, kept[number])), None)
            if twin is not None:
                same[trace.meeting_id] = twin.meeting_id
                continue
            for fragment in fragments:
                holders.setdefault(fragment, []).append(len(kept))
            kept.append(trace)
    return same


def link(rows: Rows, same: Mapping[str, str]) -> None:
    """Mark the lesser copies among the meetings of a document."""
    for meeting in rows["meetings"]:
        preferred: Any = same.get(meeting["meeting_id"])
        if preferred is not None:
            meeting["preferred"] = False
            meeting["same_meeting_as"] = preferred


def _fragments(trace: Trace) -> set[str]:
    """Places in the decisions that copies of them share, however much stands before: what follows a letter, and the start."""
    found = {text[:FRAGMENT] for text in trace.decisions}
    for text in trace.decisions:
        found.update(ANCHORED.findall(text))
    return found


def _near(fragments: set[str], holders: Mapping[str, list[int]]) -> list[int]:
    """The numbers of those that share the most fragments, the best copies first."""
    shared: Counter[int] = Counter()
    for fragment in fragments:
        numbers = holders.get(fragment, ())
        if len(numbers) <= COMMON:
            shared.update(numbers)
    return sorted(number for number, _ in shared.most_common(NEAR))


def _are_one(trace: Trace, other: Trace) -> bool:
    if trace.document_id == other.document_id:
        return False
    if trace.day and other.day and trace.day != other.day:
        return False
    if any(mine and theirs and mine != theirs for mine, theirs in zip(trace.places, other.places, strict=True)):
        return False
    shorter, longer = sorted((trace.decisions, other.decisions), key=len)
    alike = sum(extractOne(text, longer, scorer=ratio, score_cutoff=ALIKE) is not None for text in shorter)
    is_same_day = trace.day is not None and trace.day == other.day
    return alike > SHARE * len(shorter) and (is_same_day or alike > 1)
