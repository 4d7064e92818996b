"""A lock that one process holds at a time, and that the system frees when the process ends, however that is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


class LockedError(Exception):
    """Another process holds the lock."""


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the lock on the file `path`, made where it is not there, while the block runs.

    SQLite takes the lock, which does it right on every operating system; the file stays empty.

    Raises:
        LockedError: another process holds it.
    """
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as database:
        try:
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise LockedError(str(path)) from error
        yield
