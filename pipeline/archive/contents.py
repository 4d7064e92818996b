"""Contents in the ledger: which are to be read, and what each gave."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.archive.copies import Trace
from pipeline.archive.copies import traces as traces_of
from pipeline.archive.ledger import Ledger
from pipeline.records import Rows, packed, rows_of, unpacked
from pipeline.rows import Outcome
from pipeline.sources import Origin, fetched_as_text, fetched_of

BATCH = 20  # documents of one transaction
PAGE = 200  # rows taken at a time, so that memory does not grow with the archive
ANYWAY = ("ocr_missing", "office_missing", "unreadable")  # causes outside of the file: tried again at every import

_FETCHED = "(SELECT fetched FROM places WHERE digest = c.digest AND fetched IS NOT NULL ORDER BY uri LIMIT 1)"
_UNREAD = f"(c.version IS NOT :version OR c.fetched IS NOT {_FETCHED} OR c.reason IN {ANYWAY})"
_PENDING = f"""
FROM contents c
WHERE {_UNREAD} AND EXISTS (SELECT 1 FROM places WHERE digest = c.digest AND last_seen = :now)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One content that is to be read."""

    origin: Origin
    path: Path
    is_office: bool


def is_settled(ledger: Ledger, uri: str) -> bool:
    """Return whether what is at the place has been read, and of an archive all members, so that it need not be opened."""
    return next(unread_at(ledger, uri), None) is None


def is_unread(ledger: Ledger, digest: str) -> bool:
    """Return whether a content that some place holds is to be read."""
    row = ledger.connection.execute(
        f"SELECT 1 FROM contents c WHERE digest = :digest AND {_UNREAD}", _marks(ledger) | {"digest": digest}
    ).fetchone()
    return row is not None


def unread_at(ledger: Ledger, uri: str) -> Iterator[Work]:
    """Yield the content at the place, and of an archive those of its members, that are to be read."""
    rows = ledger.connection.execute(
        f"SELECT DISTINCT c.digest, c.bytes, c.is_office, {_FETCHED} FROM places p JOIN contents c USING (digest) "
        f"WHERE (p.uri = :uri OR p.container = :uri) AND {_UNREAD} ORDER BY c.digest",
        _marks(ledger) | {"uri": uri},
    ).fetchall()
    for digest, size, is_office, fetched in rows:
        yield _work(ledger, digest, size, is_office, fetched)


def forget_reading(ledger: Ledger, statuses: tuple[str, ...]) -> None:
    """Have contents of these statuses read again."""
    marks = ",".join("?" * len(statuses))
    ledger.connection.execute(f"UPDATE contents SET version = NULL WHERE status IN ({marks})", statuses)
    ledger.commit()


def count_pending(ledger: Ledger) -> int:
    """Return how many contents are to be read."""
    row = ledger.connection.execute(f"SELECT count(*) {_PENDING}", _marks(ledger)).fetchone()
    return int(row[0])


def pending(ledger: Ledger) -> Iterator[Work]:
    """Yield what is to be read, by digest; results may be stored meanwhile."""
    last = ""
    while True:
        rows = ledger.connection.execute(
            f"SELECT c.digest, c.bytes, c.is_office, {_FETCHED} {_PENDING} AND c.digest > :last "
            f"ORDER BY c.digest LIMIT {PAGE}",
            _marks(ledger) | {"last": last},
        ).fetchall()
        if not rows:
            return
        for digest, size, is_office, fetched in rows:
            yield _work(ledger, digest, size, is_office, fetched)
        last = rows[-1][0]


def store(ledger: Ledger, origin: Origin, outcome: Outcome) -> None:
    """Keep what a content gave."""
    document = outcome.document
    rows = rows_of(outcome)
    record = packed(rows)
    ledger.connection.execute("DELETE FROM meetings WHERE digest = ?", (origin.digest,))
    ledger.connection.executemany(
        "INSERT OR REPLACE INTO meetings VALUES (?, ?, ?, ?)",
        (
            (trace.meeting_id, origin.digest, trace.group, json.dumps(asdict(trace), ensure_ascii=False))
            for trace in traces_of(rows)
        ),
    )
    (before,) = ledger.connection.execute("SELECT outcome FROM contents WHERE digest = ?", (origin.digest,)).fetchone()
    if before != record:
        ledger.set_fact("built", "")
    ledger.connection.execute(
        "UPDATE contents SET version = ?, fetched = ?, status = ?, reason = ?, outcome = ? WHERE digest = ?",
        (
            ledger.version,
            fetched_as_text(origin.fetched),
            document.status,
            document.reason,
            record,
            origin.digest,
        ),
    )
    ledger.after(BATCH)


def outcomes(ledger: Ledger) -> Iterator[tuple[tuple[str, ...], bool, Rows]]:
    """Yield the places, whether other content took them over, and the rows of every content read, by digest."""
    last = ""
    while True:
        rows = ledger.connection.execute(
            f"SELECT digest, outcome FROM contents WHERE outcome IS NOT NULL AND digest > ? ORDER BY digest LIMIT {PAGE}",
            (last,),
        ).fetchall()
        if not rows:
            return
        for digest, outcome in rows:
            uris = _uris(ledger, "places", digest)
            yield uris or _uris(ledger, "history", digest), not uris, unpacked(outcome)
        last = rows[-1][0]


def traces(ledger: Ledger) -> Iterator[Trace]:
    """Yield a trace of each meeting whose committee met more than once in its month, by committee and month."""
    for text, is_superseded in ledger.connection.execute(
        "SELECT m.trace, NOT EXISTS (SELECT 1 FROM places WHERE digest = m.digest) FROM meetings m "
        "WHERE (SELECT count(*) FROM (SELECT 1 FROM meetings WHERE collection = m.collection LIMIT 2)) > 1 "
        "ORDER BY m.collection, m.meeting_id"
    ):
        trace = json.loads(text)
        tuples = {name: tuple(trace[name]) for name in ("places", "rank", "decisions")}
        yield Trace(**trace | tuples | {"is_superseded": bool(is_superseded)})


def rows_of_document(ledger: Ledger, document_id: str) -> Rows | None:
    """Return the rows that a document gave, as they were read; None where no content has that id."""
    row = ledger.connection.execute(
        "SELECT outcome FROM contents WHERE digest >= ? AND digest < ? AND outcome IS NOT NULL",
        (document_id, document_id + "g"),  # digests are hexadecimal
    ).fetchone()
    return unpacked(row[0]) if row and len(document_id) == 16 else None


def _marks(ledger: Ledger) -> dict[str, str]:
    return {"version": ledger.version, "now": ledger.now}


def _uris(ledger: Ledger, table: str, digest: str) -> tuple[str, ...]:
    rows = ledger.connection.execute(f"SELECT uri FROM {table} WHERE digest = ? ORDER BY uri", (digest,))
    return tuple(uri for (uri,) in rows)


def _work(ledger: Ledger, digest: str, size: int, is_office: int, fetched: str | None) -> Work:
    places = ledger.connection.execute(
        "SELECT uri, path, stamp FROM places WHERE digest = ? AND last_seen = ? ORDER BY uri", (digest, ledger.now)
    ).fetchall()
    local = [path for _, path, stamp in places if stamp is None]  # one at hand, where there is one
    origin = Origin(uris=tuple(uri for uri, _, _ in places), digest=digest, bytes=size, fetched=fetched_of(fetched))
    return Work(origin=origin, path=Path(local[0] if local else ""), is_office=bool(is_office))
