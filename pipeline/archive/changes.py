"""The feed of changes for other programs: what each run added to the tables, changed in them, or took out of them.

A row is known by its id from run to run; an issue has none and is known by all it says. Rows of a file that was
superseded, or that is gone from the folder, stay in the tables and are no `withdrawn` rows: only a document that was
read anew, and gives other rows, withdraws some.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.archive.assembly import SUPERSEDED
from pipeline.archive.corrections import CORRECTED
from pipeline.archive.history import PlainRows, Run, Version, runs, versions
from pipeline.archive.ledger import Ledger

KEYS = {"decisions": "decision_id", "meetings": "meeting_id", "documents": "document_id", "issues": None}
BECAUSE = {
    "new": "the document is new",
    "read_again": "the document was read anew and says otherwise",
    "superseded": "its file holds other content by now; the rows stay",
    "linked": "another copy of the meeting came or went",
    "placed": "the same bytes are at other places",
    "corrected": "a person corrected it",
    "grouped": "siddhanto topics put it into a topic",
    "gone": "a place that could not be read is no longer asked for, or can be read by now",
}
_CURSOR = re.compile(r"([0-9]{1,18})(?:\.([0-9]{1,18}))?")
_GROUPED = {"topic_id", "topic"}
_LINKED = {"preferred", "same_meeting_as"}
_PLACED = {"source_uri", "aliases", "fetched_at"}
_Row = dict[str, Any]


class CursorError(ValueError):
    """There is no such run or place in the feed; the message says which there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row that a run added, changed or withdrew."""

    cursor: str  # "<run>.<number within the run>": --since this goes on behind it
    run: int
    at: str
    table: str
    id: str | None
    document_id: str
    change: str  # added, changed, withdrawn
    because: str  # one of BECAUSE
    columns: tuple[str, ...]  # those that changed
    old: Mapping[str, Any] | None  # of the columns that changed; the whole row where it was withdrawn
    new: Mapping[str, Any] | None  # of the columns that changed; the whole row where it was added


def changes(ledger: Ledger, since: str, tables: frozenset[str] = frozenset(KEYS)) -> Iterator[Change]:
    """Yield what changed after `since`, a run or a cursor, in an order that never changes; "0" is before the first run.

    Memory is bounded by the rows of a few documents.

    Raises:
        CursorError: there is no such run.
    """
    ran = {run.run: run for run in runs(ledger.connection)}
    match = _CURSOR.fullmatch(since)
    if match is None or not (int(match[1]) in ran or since == "0"):
        known = f"runs are 1 to {max(ran)}" if ran else "no run changed anything yet"
        raise CursorError(f"there is no run {since}; {known}")
    begun = int(match[1]) if match[2] else None  # the run that is to be gone on with
    passed = int(match[2] or 0)
    run = number = 0
    first = begun if begun is not None else int(match[1]) + 1
    for version in versions(ledger.connection, first, max(ran, default=0)):
        if version.run != run:
            run, number = version.run, 0
        for table, old, new in _differences(version):
            number += 1
            if table not in tables or (run == begun and number <= passed):
                continue
            yield _change(ran[run], version, table, old, new, number)


def _differences(version: Version) -> Iterator[tuple[str, _Row | None, _Row | None]]:
    """Table, row before and row after of each row that differs, in the order of the tables and of the rows."""
    for table, key in KEYS.items():
        before, after = _rows(version.before, table), _rows(version.after, table)
        if key is None:
            yield from _counted(table, before, after)
            continue
        old = {row[key]: row for row in before}
        new = {row[key]: row for row in after}
        for row_id in {**new, **old}:
            if old.get(row_id) != new.get(row_id):
                yield table, old.get(row_id), new.get(row_id)


def _counted(table: str, before: list[_Row], after: list[_Row]) -> Iterator[tuple[str, _Row | None, _Row | None]]:
    counts = Counter(map(_text, after))
    counts.subtract(map(_text, before))
    for text, count in counts.items():
        for _ in range(abs(count)):
            row = json.loads(text)
            yield (table, None, row) if count > 0 else (table, row, None)


def _change(run: Run, version: Version, table: str, old: _Row | None, new: _Row | None, number: int) -> Change:
    key = KEYS[table]
    row: _Row = new or old or {}
    columns: tuple[str, ...] = ()
    because = _because(run, version, old, new)
    if old is not None and new is not None:
        columns = tuple(name for name in {**new, **old} if old.get(name) != new.get(name))
        old, new = {name: old.get(name) for name in columns}, {name: new.get(name) for name in columns}
    return Change(
        cursor=f"{run.run}.{number}",
        run=run.run,
        at=run.at,
        table=table,
        id=row[key] if key else None,
        document_id=version.document_id,
        change="changed" if columns else "added" if old is None else "withdrawn",
        because=because,
        columns=columns,
        old=old,
        new=new,
    )


def _because(run: Run, version: Version, old: _Row | None, new: _Row | None) -> str:
    if old is None or new is None:
        code = str((new or old or {}).get("code"))
        if code == SUPERSEDED:
            return "superseded"
        if code.startswith("correction"):
            return "corrected"
        return "new" if version.before is None else "gone" if version.after is None else "read_again"
    changed = {name for name in new if old.get(name) != new[name]}
    flags = set(new.get("flags") or ()) - set(old.get("flags") or ())
    if changed <= _GROUPED:
        return "grouped"
    if run.cause == "correct" or CORRECTED in flags:
        return "corrected"
    if SUPERSEDED in flags:
        return "superseded"
    return "linked" if changed <= _LINKED else "placed" if changed <= _PLACED else "read_again"


def _rows(rows: PlainRows | None, table: str) -> list[_Row]:
    return rows.get(table, []) if rows else []


def _text(row: _Row) -> str:
    return json.dumps(row, ensure_ascii=False)
