"""The raw store: every byte that came, once, under its SHA-256, and a log of every request that is only added to.

`sha256/ab/cd/<hash>` holds bodies as received (after content-encoding), written whole or not at all; `joined/` what was
made of several of them; `state.sqlite` the log and what is known of each page. A body is on the disk before the row that names it, so a crawl that is killed
loses at most the requests that were under way.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

STATE = "state.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS run (
  id INTEGER PRIMARY KEY, seeds TEXT NOT NULL, started_at TEXT NOT NULL, finished_at TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS fetch (
  id INTEGER PRIMARY KEY, run INTEGER NOT NULL, key TEXT NOT NULL, url TEXT NOT NULL, final_url TEXT NOT NULL,
  kind TEXT NOT NULL, method TEXT NOT NULL, status INTEGER, headers TEXT, tls TEXT, fetched_at TEXT NOT NULL,
  seconds REAL, sha256 TEXT, size INTEGER, referrer TEXT, problem TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS fetch_of_run ON fetch (run, key);
CREATE TRIGGER IF NOT EXISTS fetch_is_not_changed BEFORE UPDATE ON fetch
  BEGIN SELECT RAISE(ABORT, 'the fetch log is only added to'); END;
CREATE TRIGGER IF NOT EXISTS fetch_is_not_deleted BEFORE DELETE ON fetch
  BEGIN SELECT RAISE(ABORT, 'the fetch log is only added to'); END;
CREATE TABLE IF NOT EXISTS page (
  key TEXT PRIMARY KEY, url TEXT NOT NULL, kind TEXT NOT NULL, office TEXT NOT NULL, parent TEXT, title TEXT,
  published TEXT, archived TEXT, generation INTEGER, row_mark TEXT, sha256 TEXT, content TEXT, etag TEXT,
  last_modified TEXT, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, last_fetched TEXT, last_changed TEXT,
  vanished_at TEXT, same_as TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS listing (
  run INTEGER NOT NULL, key TEXT NOT NULL, url TEXT NOT NULL, total INTEGER, found INTEGER NOT NULL,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS joined (parts TEXT PRIMARY KEY, sha256 TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sweep (key TEXT PRIMARY KEY, at TEXT NOT NULL, rows TEXT NOT NULL) STRICT;
"""


@dataclass(slots=True, kw_only=True)
class Page:
    """What is known of one page, list or file; the columns of the table of that name.

    `office` is the host of the office whose page it is, also for files that another host keeps. `content` is the hash
    of what stands in the page, without the stamps and sliders around it. `same_as` is the key it was redirected to.
    """

    key: str
    url: str
    kind: str
    office: str
    parent: str | None = None
    title: str | None = None
    published: str | None = None
    archived: str | None = None
    generation: int | None = None
    row_mark: str | None = None  # of the list row that led to it
    sha256: str | None = None
    content: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    first_seen: str = ""
    last_seen: str = ""
    last_fetched: str | None = None
    last_changed: str | None = None
    vanished_at: str | None = None
    same_as: str | None = None


PAGE_COLUMNS = tuple(Page.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One request and what became of it. `tls` is None over plain HTTP, "verified", or what failed."""

    key: str
    url: str
    final_url: str
    kind: str
    method: str = "GET"
    status: int | None = None
    headers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    tls: str | None = None
    seconds: float | None = None
    sha256: str | None = None
    size: int | None = None
    referrer: str | None = None
    problem: str | None = None


def now() -> str:
    """Return the time as the store writes it: ISO 8601, UTC, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def is_raw_store(folder: Path) -> bool:
    """Return whether a crawl keeps its bytes in `folder`."""
    return (folder / STATE).is_file()


def body_path(folder: Path, digest: str) -> Path:
    """Return where the bytes with a hash are kept."""
    return folder / "sha256" / digest[:2] / digest[2:4] / digest


def joined_path(folder: Path, digest: str) -> Path:
    """Return where what was made by joining files is kept."""
    return folder / "joined" / f"{digest}.pdf"


def _parts(parts: Sequence[tuple[str, str]]) -> str:
    return json.dumps([list(part) for part in parts], ensure_ascii=False)


def _write_whole(path: Path, body: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".partial-{path.name}")  # one crawl at a time works in a store
    with partial.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


class RawStore:
    """A raw store, open for one crawl."""

    def __init__(self, folder: Path) -> None:
        (folder / "sha256").mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._connection = sqlite3.connect(folder / STATE, isolation_level=None, timeout=30)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the log; nothing is waiting to be written."""
        self._connection.close()

    def begin_run(self, seeds: Sequence[str]) -> int:
        """Return a new run, or the last one when it had the same seeds and was not finished."""
        told = json.dumps(sorted(seeds), ensure_ascii=False)
        last = self._connection.execute("SELECT * FROM run ORDER BY id DESC LIMIT 1").fetchone()
        if last is not None and last["finished_at"] is None and last["seeds"] == told:
            return int(last["id"])
        row = self._connection.execute("INSERT INTO run (seeds, started_at) VALUES (?, ?)", (told, now()))
        return int(row.lastrowid or 0)

    def finish_run(self, run: int) -> None:
        """Note that a run went through all it had to."""
        self._connection.execute("UPDATE run SET finished_at = ? WHERE id = ?", (now(), run))

    def keep(self, body: bytes) -> str:
        """Write bytes that are not there yet, whole or not at all, and return their SHA-256."""
        digest = sha256(body).hexdigest()
        _write_whole(body_path(self.folder, digest), body)
        return digest

    def has(self, digest: str) -> bool:
        """Return whether the bytes with a hash are there: a store may have been copied in part."""
        return body_path(self.folder, digest).is_file()

    def body(self, digest: str) -> bytes:
        """Return the bytes with a hash."""
        return body_path(self.folder, digest).read_bytes()

    def begins(self, digest: str) -> bytes:
        """Return the first bytes of those with a hash, enough to tell what they are."""
        with body_path(self.folder, digest).open("rb") as file:
            return file.read(16)

    def log(self, run: int, fetch: Fetch, page: Page | None = None) -> None:
        """Add a request to the log and, in the same transaction, what it told of the page."""
        row = (
            run, fetch.key, fetch.url, fetch.final_url, fetch.kind, fetch.method, fetch.status,
            json.dumps({name: list(values) for name, values in fetch.headers.items()}), fetch.tls, now(),
            fetch.seconds, fetch.sha256, fetch.size, fetch.referrer, fetch.problem,
        )  # fmt: skip
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(
            "INSERT INTO fetch (run, key, url, final_url, kind, method, status, headers, tls, fetched_at, seconds,"
            f" sha256, size, referrer, problem) VALUES ({', '.join('?' * len(row))})",
            row,
        )
        if page is not None:
            self._write(page)
        self._connection.execute("COMMIT")

    def save(self, page: Page) -> None:
        """Write what is known of a page."""
        self._write(page)

    def _write(self, page: Page) -> None:
        self._connection.execute(
            f"INSERT OR REPLACE INTO page ({', '.join(PAGE_COLUMNS)}) VALUES ({', '.join('?' * len(PAGE_COLUMNS))})",
            tuple(getattr(page, name) for name in PAGE_COLUMNS),
        )

    def page(self, key: str) -> Page | None:
        """Return what is known of a page."""
        row = self._connection.execute("SELECT * FROM page WHERE key = ?", (key,)).fetchone()
        return Page(**dict(row)) if row is not None else None

    def pages(self, *kinds: str) -> Iterator[Page]:
        """Yield all that is known of pages, or of those of some kinds, in the order of their keys."""
        wanted = f" WHERE kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
        for row in self._connection.execute(f"SELECT * FROM page{wanted} ORDER BY key", kinds):
            yield Page(**dict(row))

    def fetched_in(self, run: int) -> dict[str, str]:
        """Return what a run has got already: the hash of each key."""
        found = self._connection.execute(
            "SELECT f.key, coalesce(f.sha256, p.sha256) FROM fetch f LEFT JOIN page p ON p.key = f.key WHERE f.run = ?"
            " AND f.problem IS NULL AND f.status IN (200, 304) ORDER BY f.id",
            (run,),
        )
        return {key: digest for key, digest in found if digest}

    def note_listing(self, run: int, key: str, url: str, total: int | None, found: int) -> None:
        """Note how many rows a list says it has, and how many came."""
        self._connection.execute(
            "INSERT OR REPLACE INTO listing (run, key, url, total, found) VALUES (?, ?, ?, ?, ?)",
            (run, key, url, total, found),
        )

    def note_sweep(self, key: str, marks: Sequence[str]) -> None:
        """Keep the rows of a list that was read from its first page to its last."""
        self._connection.execute(
            "INSERT OR REPLACE INTO sweep (key, at, rows) VALUES (?, ?, ?)",
            (key, now(), json.dumps(marks, ensure_ascii=False)),
        )

    def swept(self, key: str, since: datetime) -> list[str]:
        """Return the rows of a list as they were when all of it was read last; none where that was before `since`."""
        row = self._connection.execute("SELECT at, rows FROM sweep WHERE key = ?", (key,)).fetchone()
        is_fresh = row is not None and datetime.fromisoformat(row["at"]) >= since
        return list(json.loads(row["rows"])) if is_fresh else []

    def note_joined(self, parts: Sequence[tuple[str, str]], body: bytes) -> None:
        """Keep what was made by joining several files, given by key and hash; it is no byte that came."""
        digest = sha256(body).hexdigest()
        _write_whole(joined_path(self.folder, digest), body)
        self._connection.execute("INSERT OR REPLACE INTO joined (parts, sha256) VALUES (?, ?)", (_parts(parts), digest))

    def is_joined(self, parts: Sequence[tuple[str, str]]) -> bool:
        """Return whether these files, as they are, were joined already."""
        row = self._connection.execute("SELECT sha256 FROM joined WHERE parts = ?", (_parts(parts),)).fetchone()
        return row is not None and joined_path(self.folder, row["sha256"]).is_file()

    def fetches(self) -> Iterator[sqlite3.Row]:
        """Yield the log, oldest first."""
        yield from self._connection.execute("SELECT * FROM fetch ORDER BY id")
