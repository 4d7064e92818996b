"""Places of documents in the ledger: what is at each, as it was when it was last seen. None is removed because it was absent."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.archive.ledger import Ledger
from pipeline.sources import Fetched, Source, fetched_as_text, fetched_of, source_at

BATCH = 1000  # places of one transaction
# What was said on the command line, and of no interest to the next run.
PASSING = ("not_found", "empty_folder", "unlisted")


class Place(NamedTuple):
    """What is known of one place from earlier."""

    path: str
    is_archive: bool
    size: int | None
    mtime_ns: int | None
    digest: str | None
    problem: str | None
    last_seen: str
    fetched: Fetched | None
    stamp: str | None


def place_at(ledger: Ledger, uri: str) -> Place | None:
    """Return what is known of the place `uri`."""
    row = ledger.connection.execute(
        "SELECT path, is_archive, size, mtime_ns, digest, problem, last_seen, fetched, stamp FROM places WHERE uri = ?",
        (uri,),
    ).fetchone()
    return Place._make((row[0], bool(row[1]), *row[2:7], fetched_of(row[7]), row[8])) if row else None


def has_seen(ledger: Ledger, place: Place | None) -> bool:
    """Return whether this run came by the place before."""
    return place is not None and place.last_seen == ledger.now


def see(ledger: Ledger, uri: str) -> None:
    """Note that the place is there as it was, with what it contains."""
    ledger.connection.execute("UPDATE places SET last_seen = ? WHERE uri = ? OR container = ?", (ledger.now, uri, uri))
    ledger.after(BATCH)


def set_problem(
    ledger: Ledger,
    uri: str,
    location: str,
    problem: str,
    detail: str,
    container: str | None = None,
    size: int | None = None,
    stamp: str | None = None,
) -> None:
    """Note that nothing could be read at a place; what it held before is kept."""
    known = place_at(ledger, uri)
    if known is not None and known.digest is not None:
        see(ledger, uri)
        return
    _put(ledger, uri, location, container=container, problem=problem, detail=detail, size=size, stamp=stamp)


def set_archive(
    ledger: Ledger, uri: str, location: str, size: int, *, mtime_ns: int | None = None, stamp: str | None = None
) -> None:
    """Note that an archive is at the place; its members are places of their own."""
    _put(ledger, uri, location, size=size, mtime_ns=mtime_ns, stamp=stamp, is_archive=1)


def set_content(
    ledger: Ledger,
    uri: str,
    location: str,
    digest: str,
    size: int,
    *,
    is_office: bool,
    mtime_ns: int | None = None,
    stamp: str | None = None,
    container: str | None = None,
    fetched: Fetched | None = None,
) -> None:
    """Note which content is at a place; other content that was there is superseded, and kept."""
    known = place_at(ledger, uri)
    if known is not None and known.digest not in (None, digest):
        ledger.connection.execute("INSERT OR REPLACE INTO history VALUES (?, ?, ?)", (known.digest, uri, ledger.now))
    ledger.connection.execute(
        "INSERT OR IGNORE INTO contents (digest, bytes, is_office) VALUES (?, ?, ?)", (digest, size, is_office)
    )
    _put(
        ledger,
        uri,
        location,
        size=size,
        mtime_ns=mtime_ns,
        stamp=stamp,
        digest=digest,
        container=container,
        fetched=fetched_as_text(fetched),
    )


def forget_passing(ledger: Ledger) -> None:
    """Drop what earlier runs were asked for and did not find."""
    ledger.connection.execute(
        f"DELETE FROM places WHERE problem IN {PASSING} AND digest IS NULL AND last_seen <> ?", (ledger.now,)
    )
    if ledger.connection.execute("SELECT changes()").fetchone()[0]:
        ledger.set_fact("built", "")
    ledger.commit()


def unfinished(ledger: Ledger) -> Iterator[Source]:
    """Yield the places that gave nothing or only a part; members of archives by their archive."""
    rows = ledger.connection.execute(
        "SELECT DISTINCT coalesce(a.uri, p.uri), coalesce(a.path, p.path), iif(a.uri IS NULL, p.fetched, NULL) "
        "FROM places p LEFT JOIN contents c USING (digest) LEFT JOIN places a ON a.uri = p.container "
        "WHERE c.status IN ('failed', 'partial') OR (p.digest IS NULL AND p.problem IS NOT NULL) ORDER BY 1"
    ).fetchall()
    for uri, location, fetched in rows:
        yield source_at(uri, location, fetched_of(fetched))


def _put(ledger: Ledger, uri: str, location: str, **values: object) -> None:
    names = ("container", "is_archive", "size", "mtime_ns", "digest", "problem", "detail", "fetched", "stamp")
    row = {name: values.get(name) for name in names} | {"is_archive": values.get("is_archive", 0)}
    before = ledger.connection.execute(f"SELECT {', '.join(names)} FROM places WHERE uri = ?", (uri,)).fetchone()
    if before is None or [row[name] for name in ("digest", "problem", "fetched")] != [
        before[4],
        before[5],
        before[7],
    ]:
        ledger.set_fact("built", "")
    ledger.connection.execute(
        f"INSERT INTO places (uri, path, first_seen, last_seen, {', '.join(names)}) "
        f"VALUES (?, ?, ?, ?, {', '.join('?' * len(names))}) ON CONFLICT (uri) DO UPDATE SET path = excluded.path, "
        f"last_seen = excluded.last_seen, {', '.join(f'{name} = excluded.{name}' for name in names)}",
        (uri, location, ledger.now, ledger.now, *row.values()),
    )
    ledger.after(BATCH)
