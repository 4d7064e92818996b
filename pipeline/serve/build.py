"""OUT/.siddhanto/siddhanto.sqlite: made of the tables where they have changed since, whole or not at all."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipeline.analysis.derived import part_files
from pipeline.archive.ledger import FOLDER
from pipeline.lock import lock
from pipeline.serve.decision_index import add_decisions, name_implementers
from pipeline.serve.layout import COPIED, INDEXES, OPTIONAL, columns_of, script
from pipeline.serve.summaries import add_committees, add_counts
from pipeline.serve.tables import batches, columns_for, opened
from pipeline.store import PARTIAL
from pipeline.version import VERSION

FILE = "siddhanto.sqlite"
SORTING = "sorting-"


def up_to_date(out: Path, tell: Callable[[str], None] = lambda sentence: None) -> Path:
    """Return the database of `out`, made anew if the tables, or the layout, are not those it was made of.

    Raises:
        FileNotFoundError: `out` holds no tables of an import.
        LockedError: another process is making it.
    """
    for table in ("decisions", *COPIED):
        if table not in OPTIONAL and not part_files(out, table):
            raise FileNotFoundError(f"{out} holds no {table}.parquet")
    folder = out / FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / FILE
    with lock(folder / "serve.lock"):
        made_of = fingerprint(out)
        if fact(path, "fingerprint") != made_of:
            tell("making the search index …")
            partial = path.with_name(FILE + PARTIAL)
            partial.unlink(missing_ok=True)
            for litter in folder.glob(f"{SORTING}*"):  # of a process that was killed
                shutil.rmtree(litter, ignore_errors=True)
            try:
                with TemporaryDirectory(prefix=SORTING, dir=folder) as spill:
                    _build(out, partial, Path(spill), made_of)
            except BaseException:
                partial.unlink(missing_ok=True)
                raise
            partial.replace(path)
    return path


def fingerprint(out: Path) -> str:
    """Return what is the same for the same tables and the same layout, whenever they were written."""
    digest = blake2b(f"{VERSION} {script()} {INDEXES}".encode(), digest_size=16)
    for table in ("decisions", *COPIED):
        for file in part_files(out, table):
            digest.update(f"{table} {file.stat().st_size} ".encode())
            with file.open("rb") as content:
                while piece := content.read(2**20):
                    digest.update(piece)
    return digest.hexdigest()


def fact(path: Path, name: str) -> str | None:
    """Return a fact that stands in the database; None where there is none, or no sound database."""
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as database:
            row = database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    except sqlite3.DatabaseError:
        return None
    return row[0] if row else None


def _build(out: Path, path: Path, spill: Path, made_of: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database, closing(opened(out, spill)) as tables:
        database.execute("ATTACH ? AS sorting", [str(spill / "sorting.sqlite")])
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -32768"):
            for schema in ("main", "sorting"):
                database.execute(f"PRAGMA {schema}.{pragma}")
        database.executescript(script())
        database.execute("BEGIN")
        made = [table for table in OPTIONAL if part_files(out, table)]
        for table in COPIED:
            if table in made or table not in OPTIONAL:
                _copy(database, tables, table)
        add_decisions(database, tables, add_committees(database, tables))
        name_implementers(database)
        add_counts(database, tables, out)
        database.executemany("INSERT INTO facts VALUES (?, ?)", [("fingerprint", made_of), ("made", ",".join(made))])
        database.execute("COMMIT")
        database.executescript(INDEXES)
        database.execute("DROP TABLE implementer_forms")
        database.execute("ANALYZE")


def _copy(database: sqlite3.Connection, tables: duckdb.DuckDBPyConnection, table: str) -> None:
    names = [column.name for column in columns_of(table)]
    into = f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})"
    for rows in batches(tables, f"SELECT {columns_for(tables, table, names)} FROM {table}"):
        database.executemany(into, rows)
