"""Objects that a listing told of and that are yet to be fetched. Kept in the ledger, so that a killed run is accounted for."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.sources import Fetched, fetched_as_text, fetched_of

PAGE = 200  # rows taken at a time, so that memory does not grow with the archive
LAYOUT = """
CREATE TABLE IF NOT EXISTS wanted (
    uri TEXT PRIMARY KEY, url TEXT NOT NULL, size INTEGER, stamp TEXT NOT NULL, fetched TEXT, last_seen TEXT NOT NULL
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An object that is to be fetched, as it was listed; `url` is without user and password."""

    uri: str
    url: str
    size: int | None
    stamp: str
    fetched: Fetched | None


def want(connection: sqlite3.Connection, wanted: Wanted, now: str) -> None:
    """Note that the run of `now` is to fetch an object."""
    connection.execute(
        "INSERT OR REPLACE INTO wanted VALUES (?, ?, ?, ?, ?, ?)",
        (wanted.uri, wanted.url, wanted.size, wanted.stamp, fetched_as_text(wanted.fetched), now),
    )


def unwant(connection: sqlite3.Connection, uri: str) -> None:
    """Note that an object was fetched, or cannot be."""
    connection.execute("DELETE FROM wanted WHERE uri = ?", (uri,))


def is_wanted(connection: sqlite3.Connection, uri: str, now: str) -> bool:
    """Return whether the run of `now` is to fetch what is at the place."""
    found = connection.execute("SELECT 1 FROM wanted WHERE uri = ? AND last_seen = ?", (uri, now)).fetchone()
    return found is not None


def count_wanted(connection: sqlite3.Connection, now: str) -> int:
    """Return how many objects the run of `now` is to fetch."""
    return int(connection.execute("SELECT count(*) FROM wanted WHERE last_seen = ?", (now,)).fetchone()[0])


def count_unfetched(connection: sqlite3.Connection) -> int:
    """Return how many objects are known from a listing only."""
    row = connection.execute(
        "SELECT count(*) FROM wanted w WHERE NOT EXISTS (SELECT 1 FROM places WHERE uri = w.uri AND is_archive = 0)"
    ).fetchone()
    return int(row[0])


def all_wanted(connection: sqlite3.Connection, now: str) -> Iterator[Wanted]:
    """Yield what the run of `now` is to fetch, by uri; objects may be noted as fetched meanwhile."""
    last = ""
    while True:
        rows = connection.execute(
            f"SELECT uri, url, size, stamp, fetched FROM wanted WHERE last_seen = ? AND uri > ? ORDER BY uri LIMIT {PAGE}",
            (now, last),
        ).fetchall()
        if not rows:
            return
        for uri, url, size, stamp, fetched in rows:
            yield Wanted(uri=uri, url=url, size=size, stamp=stamp, fetched=fetched_of(fetched))
        last = rows[-1][0]
