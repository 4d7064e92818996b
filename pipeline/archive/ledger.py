"""The memory of a folder of tables: which places hold which contents, and what each content gave.

One SQLite database in OUT/.siddhanto. It is written in small transactions, so that whatever ends the program costs
the batch in flight; the tables can be made from it at any time. Nothing is removed because it was absent.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.archive.layout import LAYOUT

FOLDER = ".siddhanto"
FILE = "ledger.sqlite"


class Ledger:
    """An open ledger; use `open_ledger`. `places`, `contents`, `wanted` and `history` ask and change what it holds.

    `now` is when this run began, and marks what it has seen; contents that were read by another `version` are read again.
    """

    def __init__(self, connection: sqlite3.Connection, now: str, version: str) -> None:
        self.connection = connection
        self.now = now
        self.version = version
        self._waiting = 0

    def fact(self, name: str) -> str | None:
        """Return a fact that was set before."""
        row = self.connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_fact(self, name: str, value: str) -> None:
        """Keep a fact."""
        self.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def commit(self) -> None:
        """Make everything so far last."""
        self.connection.commit()
        self._waiting = 0

    @contextmanager
    def whole(self) -> Iterator[sqlite3.Connection]:
        """Make all that the block does last, or nothing of it where it fails or is ended, however that is."""
        self.commit()
        try:
            yield self.connection
        except BaseException:
            self.connection.rollback()
            raise
        self.commit()

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
        connection.executescript(LAYOUT)
        if "stamp" not in {name for _, name, *_ in connection.execute("PRAGMA table_info(places)")}:
            connection.execute("ALTER TABLE places ADD COLUMN stamp TEXT")  # made before there were remote places
        ledger = Ledger(connection, now, version)
        try:
            yield ledger
        finally:
            ledger.commit()
    finally:
        connection.close()
