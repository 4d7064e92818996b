"""The memory of a folder of tables: which places hold which contents, and what each content gave.

One SQLite database in OUT/.siddhanto. It is written in small transactions, so that whatever ends the program costs
the batch in flight; the tables can be made from it at any time. Nothing is removed because it was absent.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.archive.copies import Trace, traces
from pipeline.archive.grouping import LAYOUT as GROUPING
from pipeline.archive.history import LAYOUT as HISTORY
from pipeline.archive.wanted import LAYOUT as WANTED
from pipeline.records import Rows, packed, rows_of, unpacked
from pipeline.rows import Outcome
from pipeline.sources import Fetched, Origin, Source, fetched_as_text, fetched_of, source_at

FOLDER = ".siddhanto"
FILE = "ledger.sqlite"
BATCH = 20  # documents of one transaction
PLACES = 1000  # places of one transaction
PAGE = 200  # rows taken at a time, so that memory does not grow with the archive
ANYWAY = ("ocr_missing", "office_missing", "unreadable")  # causes outside of the file: tried again at every import
# What was said on the command line, and of no interest to the next run.
PASSING = ("not_found", "empty_folder", "unlisted")

LAYOUT = """
CREATE TABLE IF NOT EXISTS places (
    uri TEXT PRIMARY KEY, path TEXT NOT NULL, container TEXT, is_archive INTEGER NOT NULL DEFAULT 0,
    size INTEGER, mtime_ns INTEGER, digest TEXT, problem TEXT, detail TEXT, fetched TEXT,
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, stamp TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS places_of_digest ON places (digest, uri);
CREATE INDEX IF NOT EXISTS places_of_container ON places (container) WHERE container IS NOT NULL;
CREATE TABLE IF NOT EXISTS history (
    digest TEXT, uri TEXT, until TEXT NOT NULL, PRIMARY KEY (digest, uri)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contents (
    digest TEXT PRIMARY KEY, bytes INTEGER NOT NULL, is_office INTEGER NOT NULL,
    version TEXT, fetched TEXT, status TEXT, reason TEXT, outcome BLOB
);
CREATE TABLE IF NOT EXISTS meetings (
    meeting_id TEXT PRIMARY KEY, digest TEXT NOT NULL, collection TEXT NOT NULL, trace TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS meetings_of_digest ON meetings (digest);
CREATE INDEX IF NOT EXISTS meetings_of_collection ON meetings (collection);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""

_FETCHED = "(SELECT fetched FROM places WHERE digest = c.digest AND fetched IS NOT NULL ORDER BY uri LIMIT 1)"
_UNREAD = f"(c.version IS NOT :version OR c.fetched IS NOT {_FETCHED} OR c.reason IN {ANYWAY})"
_PENDING = f"""
FROM contents c
WHERE {_UNREAD} AND EXISTS (SELECT 1 FROM places WHERE digest = c.digest AND last_seen = :now)
"""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One content that is to be read."""

    origin: Origin
    path: Path
    is_office: bool


class Ledger:
    """An open ledger; use `open_ledger`. `now` marks what this run has seen, `version` what it would read anew."""

    def __init__(self, connection: sqlite3.Connection, now: str, version: str) -> None:
        self._db = connection
        self._now = now
        self._version = version
        self._waiting = 0

    def place(self, uri: str) -> Place | None:
        """Return what is known of the place `uri`."""
        row = self._db.execute(
            "SELECT path, is_archive, size, mtime_ns, digest, problem, last_seen, fetched, stamp FROM places WHERE uri = ?",
            (uri,),
        ).fetchone()
        return Place._make((row[0], bool(row[1]), *row[2:7], fetched_of(row[7]), row[8])) if row else None

    def has_seen(self, place: Place | None) -> bool:
        """Return whether this run came by the place before."""
        return place is not None and place.last_seen == self._now

    def is_settled(self, uri: str) -> bool:
        """Return whether what is at the place has been read, and of an archive all members, so that it need not be opened."""
        return next(self.unread_at(uri), None) is None

    def is_unread(self, digest: str) -> bool:
        """Return whether a content that some place holds is to be read."""
        row = self._db.execute(
            f"SELECT 1 FROM contents c WHERE digest = :digest AND {_UNREAD}", self._marks() | {"digest": digest}
        ).fetchone()
        return row is not None

    def unread_at(self, uri: str) -> Iterator[Work]:
        """Yield the content at the place, and of an archive those of its members, that are to be read."""
        rows = self._db.execute(
            f"SELECT DISTINCT c.digest, c.bytes, c.is_office, {_FETCHED} FROM places p JOIN contents c USING (digest) "
            f"WHERE (p.uri = :uri OR p.container = :uri) AND {_UNREAD} ORDER BY c.digest",
            self._marks() | {"uri": uri},
        ).fetchall()
        for digest, size, is_office, fetched in rows:
            yield self._work(digest, size, is_office, fetched)

    def see(self, uri: str) -> None:
        """Note that the place is there as it was, with what it contains."""
        self._db.execute("UPDATE places SET last_seen = ? WHERE uri = ? OR container = ?", (self._now, uri, uri))
        self.after(PLACES)

    def set_problem(
        self,
        uri: str,
        location: str,
        problem: str,
        detail: str,
        container: str | None = None,
        size: int | None = None,
        stamp: str | None = None,
    ) -> None:
        """Note that nothing could be read at a place; what it held before is kept."""
        known = self.place(uri)
        if known is not None and known.digest is not None:
            self.see(uri)
            return
        self._put(uri, location, container=container, problem=problem, detail=detail, size=size, stamp=stamp)

    def set_archive(
        self, uri: str, location: str, size: int, *, mtime_ns: int | None = None, stamp: str | None = None
    ) -> None:
        """Note that an archive is at the place; its members are places of their own."""
        self._put(uri, location, size=size, mtime_ns=mtime_ns, stamp=stamp, is_archive=1)

    def set_content(
        self,
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
        known = self.place(uri)
        if known is not None and known.digest not in (None, digest):
            self._db.execute("INSERT OR REPLACE INTO history VALUES (?, ?, ?)", (known.digest, uri, self._now))
        self._db.execute(
            "INSERT OR IGNORE INTO contents (digest, bytes, is_office) VALUES (?, ?, ?)", (digest, size, is_office)
        )
        self._put(
            uri,
            location,
            size=size,
            mtime_ns=mtime_ns,
            stamp=stamp,
            digest=digest,
            container=container,
            fetched=fetched_as_text(fetched),
        )

    def forget_passing(self) -> None:
        """Drop what earlier runs were asked for and did not find."""
        self._db.execute(
            f"DELETE FROM places WHERE problem IN {PASSING} AND digest IS NULL AND last_seen <> ?", (self._now,)
        )
        if self._db.execute("SELECT changes()").fetchone()[0]:
            self.set_fact("built", "")
        self.commit()

    def forget_reading(self, statuses: tuple[str, ...]) -> None:
        """Have contents of these statuses read again."""
        marks = ",".join("?" * len(statuses))
        self._db.execute(f"UPDATE contents SET version = NULL WHERE status IN ({marks})", statuses)
        self.commit()

    def count_pending(self) -> int:
        """Return how many contents are to be read."""
        row = self._db.execute(f"SELECT count(*) {_PENDING}", self._marks()).fetchone()
        return int(row[0])

    def pending(self) -> Iterator[Work]:
        """Yield what is to be read, by digest; results may be stored meanwhile."""
        last = ""
        while True:
            rows = self._db.execute(
                f"SELECT c.digest, c.bytes, c.is_office, {_FETCHED} {_PENDING} AND c.digest > :last "
                f"ORDER BY c.digest LIMIT {PAGE}",
                self._marks() | {"last": last},
            ).fetchall()
            if not rows:
                return
            for digest, size, is_office, fetched in rows:
                yield self._work(digest, size, is_office, fetched)
            last = rows[-1][0]

    def store(self, origin: Origin, outcome: Outcome) -> None:
        """Keep what a content gave."""
        document = outcome.document
        rows = rows_of(outcome)
        record = packed(rows)
        self._db.execute("DELETE FROM meetings WHERE digest = ?", (origin.digest,))
        self._db.executemany(
            "INSERT OR REPLACE INTO meetings VALUES (?, ?, ?, ?)",
            (
                (trace.meeting_id, origin.digest, trace.group, json.dumps(asdict(trace), ensure_ascii=False))
                for trace in traces(rows)
            ),
        )
        (before,) = self._db.execute("SELECT outcome FROM contents WHERE digest = ?", (origin.digest,)).fetchone()
        if before != record:
            self.set_fact("built", "")
        self._db.execute(
            "UPDATE contents SET version = ?, fetched = ?, status = ?, reason = ?, outcome = ? WHERE digest = ?",
            (
                self._version,
                fetched_as_text(origin.fetched),
                document.status,
                document.reason,
                record,
                origin.digest,
            ),
        )
        self.after(BATCH)

    def outcomes(self) -> Iterator[tuple[tuple[str, ...], bool, Rows]]:
        """Yield the places, whether other content took them over, and the rows of every content read, by digest."""
        last = ""
        while True:
            rows = self._db.execute(
                f"SELECT digest, outcome FROM contents WHERE outcome IS NOT NULL AND digest > ? ORDER BY digest LIMIT {PAGE}",
                (last,),
            ).fetchall()
            if not rows:
                return
            for digest, outcome in rows:
                uris = self._uris("places", digest)
                yield uris or self._uris("history", digest), not uris, unpacked(outcome)
            last = rows[-1][0]

    def traces(self) -> Iterator[Trace]:
        """Yield a trace of each meeting whose committee met more than once in its month, by committee and month."""
        for text, is_superseded in self._db.execute(
            "SELECT m.trace, NOT EXISTS (SELECT 1 FROM places WHERE digest = m.digest) FROM meetings m "
            "WHERE (SELECT count(*) FROM (SELECT 1 FROM meetings WHERE collection = m.collection LIMIT 2)) > 1 "
            "ORDER BY m.collection, m.meeting_id"
        ):
            trace = json.loads(text)
            tuples = {name: tuple(trace[name]) for name in ("places", "rank", "decisions")}
            yield Trace(**trace | tuples | {"is_superseded": bool(is_superseded)})

    def rows_of_document(self, document_id: str) -> Rows | None:
        """Return the rows that a document gave, as they were read; None where no content has that id."""
        row = self._db.execute(
            "SELECT outcome FROM contents WHERE digest >= ? AND digest < ? AND outcome IS NOT NULL",
            (document_id, document_id + "g"),  # digests are hexadecimal
        ).fetchone()
        return unpacked(row[0]) if row and len(document_id) == 16 else None

    def unfinished(self) -> Iterator[Source]:
        """Yield the places that gave nothing or only a part; members of archives by their archive."""
        rows = self._db.execute(
            "SELECT DISTINCT coalesce(a.uri, p.uri), coalesce(a.path, p.path), iif(a.uri IS NULL, p.fetched, NULL) "
            "FROM places p LEFT JOIN contents c USING (digest) LEFT JOIN places a ON a.uri = p.container "
            "WHERE c.status IN ('failed', 'partial') OR (p.digest IS NULL AND p.problem IS NOT NULL) ORDER BY 1"
        ).fetchall()
        for uri, location, fetched in rows:
            yield source_at(uri, location, fetched_of(fetched))

    def fact(self, name: str) -> str | None:
        """Return a fact that was set before."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_fact(self, name: str, value: str) -> None:
        """Keep a fact."""
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def commit(self) -> None:
        """Make everything so far last."""
        self._db.commit()
        self._waiting = 0

    @contextmanager
    def whole(self) -> Iterator[sqlite3.Connection]:
        """Make all that the block does last, or nothing of it where it fails or is ended, however that is."""
        self.commit()
        try:
            yield self._db
        except BaseException:
            self._db.rollback()
            raise
        self.commit()

    @property
    def connection(self) -> sqlite3.Connection:
        """The database, for what is kept beside the places and contents."""
        return self._db

    @property
    def now(self) -> str:
        """When this run began."""
        return self._now

    def _marks(self) -> dict[str, str]:
        return {"version": self._version, "now": self._now}

    def _uris(self, table: str, digest: str) -> tuple[str, ...]:
        rows = self._db.execute(f"SELECT uri FROM {table} WHERE digest = ? ORDER BY uri", (digest,))
        return tuple(uri for (uri,) in rows)

    def _work(self, digest: str, size: int, is_office: int, fetched: str | None) -> Work:
        places = self._db.execute(
            "SELECT uri, path, stamp FROM places WHERE digest = ? AND last_seen = ? ORDER BY uri", (digest, self._now)
        ).fetchall()
        local = [path for _, path, stamp in places if stamp is None]  # one at hand, where there is one
        origin = Origin(uris=tuple(uri for uri, _, _ in places), digest=digest, bytes=size, fetched=fetched_of(fetched))
        return Work(origin=origin, path=Path(local[0] if local else ""), is_office=bool(is_office))

    def _put(self, uri: str, location: str, **values: object) -> None:
        names = ("container", "is_archive", "size", "mtime_ns", "digest", "problem", "detail", "fetched", "stamp")
        row = {name: values.get(name) for name in names} | {"is_archive": values.get("is_archive", 0)}
        before = self._db.execute(f"SELECT {', '.join(names)} FROM places WHERE uri = ?", (uri,)).fetchone()
        if before is None or [row[name] for name in ("digest", "problem", "fetched")] != [
            before[4],
            before[5],
            before[7],
        ]:
            self.set_fact("built", "")
        self._db.execute(
            f"INSERT INTO places (uri, path, first_seen, last_seen, {', '.join(names)}) "
            f"VALUES (?, ?, ?, ?, {', '.join('?' * len(names))}) ON CONFLICT (uri) DO UPDATE SET path = excluded.path, "
            f"last_seen = excluded.last_seen, {', '.join(f'{name} = excluded.{name}' for name in names)}",
            (uri, location, self._now, self._now, *row.values()),
        )
        self.after(PLACES)

    def after(self, changes: int) -> None:
        """Count a change, and make all last after so many."""
        self._waiting += 1
        if self._waiting >= changes:
            self.commit()


@contextmanager
def open_ledger(out: Path, now: str, version: str) -> Iterator[Ledger]:
    """Open the ledger of the folder `out`, made where it is not there; what was stored lasts, whatever ends the block."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / FILE)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(LAYOUT + WANTED + HISTORY + GROUPING)
        if "stamp" not in {name for _, name, *_ in connection.execute("PRAGMA table_info(places)")}:
            connection.execute("ALTER TABLE places ADD COLUMN stamp TEXT")  # made before there were remote places
        ledger = Ledger(connection, now, version)
        try:
            yield ledger
        finally:
            ledger.commit()
    finally:
        connection.close()
