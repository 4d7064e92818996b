"""The account of a ledger: how many files there are by what became of them, and which failed and why."""

import sqlite3
from collections.abc import Iterator

from pipeline.archive.wanted import count_unfetched
from pipeline.records import unpacked


def problems(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Yield uri, code and sentence of each place at which nothing could be read."""
    yield from connection.execute(
        "SELECT uri, problem, detail FROM places WHERE problem IS NOT NULL AND digest IS NULL ORDER BY uri"
    )


def failures(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str, str]]:
    """Yield uri, status, code and sentence of each failed or partial content, by place."""
    for _, status, reason, outcome, uri in connection.execute(
        "SELECT c.digest, c.status, c.reason, c.outcome, min(p.uri) FROM contents c JOIN places p USING (digest) "
        "WHERE c.status IN ('failed', 'partial') GROUP BY c.digest ORDER BY min(p.uri)"
    ):
        issues = unpacked(outcome)["issues"]
        yield uri, status, reason, (issues[0]["detail"] or "") if issues else ""


def count_contents(connection: sqlite3.Connection) -> dict[tuple[str, str | None], int]:
    """Return how many contents there are by status and reason; the status is "" where one is yet to be read."""
    rows = connection.execute(
        "SELECT iif(version IS NULL AND outcome IS NULL, '', status), reason, count(*) FROM contents c "
        "WHERE EXISTS (SELECT 1 FROM places WHERE digest = c.digest) GROUP BY 1, 2"
    ).fetchall()
    found = {(status, reason): count for status, reason, count in rows}
    for _, problem, _ in problems(connection):
        found["failed", problem] = found.get(("failed", problem), 0) + 1
    if unfetched := count_unfetched(connection):
        found["", None] = found.get(("", None), 0) + unfetched
    return found


def count_files(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Return how many files there are, how many of them are duplicates, and how many contents are superseded."""
    files, distinct = connection.execute(
        "SELECT count(*), count(DISTINCT digest) FROM places WHERE digest IS NOT NULL"
    ).fetchone()
    unread = sum(1 for _ in problems(connection))
    (superseded,) = connection.execute(
        "SELECT count(*) FROM contents c WHERE NOT EXISTS (SELECT 1 FROM places WHERE digest = c.digest)"
    ).fetchone()
    return files + unread + count_unfetched(connection), files - distinct, superseded
