"""What the tables said after each run: one version of a document's rows for each run that changed them.

The tables show only what is; this is the memory beside them, in the ledger. A version is written in the transaction that
ends with the tables in their place, so that a killed run leaves neither a version nor a number behind.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from pipeline.records import Rows, as_json

LAYOUT = """
CREATE TABLE IF NOT EXISTS runs (
    run INTEGER PRIMARY KEY, at TEXT NOT NULL, cause TEXT NOT NULL, documents INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS versions (
    document_id TEXT, run INTEGER, digest BLOB NOT NULL, rows BLOB, PRIMARY KEY (document_id, run)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS versions_of_run ON versions (run, document_id);
"""
PAGE = 100  # versions taken at a time
_GONE = b""  # digest of a document whose rows are no longer there

PlainRows = dict[str, list[dict[str, Any]]]  # by table; values as JSON has them


class Run(NamedTuple):
    """One run that changed the tables."""

    run: int
    at: str  # when it began, ISO 8601
    cause: str  # import, retry, correct or topics
    documents: int  # whose rows it changed


class Version(NamedTuple):
    """The rows of a document after a run and before it; None where there were none."""

    run: int
    document_id: str
    before: PlainRows | None
    after: PlainRows | None


def kept(connection: sqlite3.Connection, records: Iterable[Rows], now: str, cause: str) -> Iterator[Rows]:
    """Yield `records`, the rows of every document, and keep those that differ from what the last run left.

    A run gets its number where anything differs; the caller ends the transaction.
    """
    connection.execute("DROP TABLE IF EXISTS temp.seen")
    connection.execute("CREATE TEMP TABLE seen (document_id TEXT PRIMARY KEY) WITHOUT ROWID")
    run = last_run(connection) + 1
    changed = 0
    for rows in records:
        yield rows
        document_id = _document_id(rows)
        connection.execute("INSERT OR IGNORE INTO temp.seen VALUES (?)", (document_id,))
        content = as_json(rows)
        digest = sha256(content).digest()[:16]
        if digest != _latest(connection, document_id):
            changed += 1
            connection.execute(
                "INSERT OR REPLACE INTO versions VALUES (?, ?, ?, ?)",
                (document_id, run, digest, zlib.compress(content)),
            )
    changed += connection.execute(
        "INSERT INTO versions SELECT document_id, ?, ?, NULL FROM versions v WHERE digest <> ? "
        "AND run = (SELECT max(run) FROM versions WHERE document_id = v.document_id) "
        "AND document_id NOT IN (SELECT document_id FROM temp.seen)",
        (run, _GONE, _GONE),
    ).rowcount
    if changed:
        connection.execute("INSERT INTO runs VALUES (?, ?, ?, ?)", (run, now, cause, changed))


def last_run(connection: sqlite3.Connection) -> int:
    """Return the number of the last run that changed the tables; 0 where there was none."""
    (run,) = connection.execute("SELECT coalesce(max(run), 0) FROM runs").fetchone()
    return int(run)


def runs(connection: sqlite3.Connection) -> list[Run]:
    """Return the runs that changed the tables, oldest first."""
    return [Run._make(row) for row in connection.execute("SELECT run, at, cause, documents FROM runs ORDER BY run")]


def versions(connection: sqlite3.Connection, first: int, last: int) -> Iterator[Version]:
    """Yield what the runs `first` to `last` changed, by run and document; a page of rows at a time."""
    at = (first, "")
    while True:
        page = connection.execute(
            "SELECT run, document_id, rows, (SELECT rows FROM versions WHERE document_id = v.document_id AND run < v.run "
            f"ORDER BY run DESC LIMIT 1) FROM versions v WHERE (run, document_id) > (?, ?) AND run <= ? "
            f"ORDER BY 1, 2 LIMIT {PAGE}",
            (*at, last),
        ).fetchall()
        if not page:
            return
        for run, document_id, after, before in page:
            yield Version(run=run, document_id=document_id, before=_plain(before), after=_plain(after))
        at = page[-1][:2]


def _latest(connection: sqlite3.Connection, document_id: str) -> bytes | None:
    row = connection.execute(
        "SELECT digest FROM versions WHERE document_id = ? ORDER BY run DESC LIMIT 1", (document_id,)
    ).fetchone()
    return row[0] if row else None


def _plain(record: bytes | None) -> PlainRows | None:
    if record is None:
        return None
    rows: PlainRows = json.loads(zlib.decompress(record))
    return rows


def _document_id(rows: Rows) -> str:
    return str((rows["documents"] or rows["issues"])[0]["document_id"])
