"""OUT/.siddhanto/siddhanto.sqlite: made of the tables where they have changed since, whole or not at all."""

import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import duckdb

from normalizers.offices import office_key
from normalizers.text import fold, fold_words
from pipeline.analysis.ask import Filters, recurring
from pipeline.analysis.derived import part_files
from pipeline.archive.ledger import FOLDER
from pipeline.archive.report import OFTEN, missing_months
from pipeline.lock import lock
from pipeline.serve.layout import (
    COPIED,
    DETAILS,
    INDEXES,
    OPTIONAL,
    SEARCHED,
    STATES,
    VERSION,
    columns_of,
    decision_columns,
    script,
    selected,
)
from pipeline.store import PARTIAL

FILE = "siddhanto.sqlite"
BATCH = 2000  # rows in memory at a time
MEMORY = "400MB"  # for sorting; beyond it DuckDB uses the disk
WORDS = 2**17  # folded words that are remembered: most words of minutes are few
# Columns whose fill tells how good the data are, of main copies.
_TOLD = {
    "meetings": ("meeting_date", "meeting_month", "committee_key", "district", "memo_no", "chair_name"),
    "decisions": ("meeting_date", "district", "agenda_title", "implementers", "deadline", "topic_id"),
}
PLACE = ("committee_key", "level", "district", "upazila", "union")  # what tells one committee from others


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
        print_ = fingerprint(out)
        if fact(path, "fingerprint") != print_:
            tell("making the search index …")
            partial = path.with_name(FILE + PARTIAL)
            partial.unlink(missing_ok=True)
            try:
                _build(out, partial, print_)
            except BaseException:
                partial.unlink(missing_ok=True)
                raise
            partial.replace(path)
    return path


def fingerprint(out: Path) -> str:
    """Return what is the same for the same tables, whenever they were written."""
    digest = blake2b(VERSION.encode(), digest_size=16)
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


def _build(out: Path, path: Path, print_: str) -> None:
    spill = path.with_name(path.name + ".sorting")
    with closing(sqlite3.connect(path, isolation_level=None)) as database, closing(_tables(out, spill)) as tables:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536", "temp_store = FILE"):
            database.execute(f"PRAGMA {pragma}")
        database.executescript(script())
        database.execute("BEGIN")
        made = [table for table in OPTIONAL if part_files(out, table)]
        for table in COPIED:
            if table in made or table not in OPTIONAL:
                _copy(database, tables, table)
        committees = _committees(database, tables)
        _decisions(database, tables, committees)
        _implementers(database)
        _counts(database, tables, out)
        database.executemany("INSERT INTO facts VALUES (?, ?)", [("fingerprint", print_), ("made", ",".join(made))])
        database.execute("COMMIT")
        database.executescript(INDEXES)
        database.execute("DROP TABLE implementer_forms")
        database.execute("ANALYZE")
    shutil.rmtree(spill, ignore_errors=True)


def _tables(out: Path, spill: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    connection.execute("SET temp_directory = $folder", {"folder": str(spill)})
    for table in ("decisions", *COPIED):
        if files := part_files(out, table):
            names = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{names}])")
    return connection


def _batches(tables: duckdb.DuckDBPyConnection, query: str) -> Iterator[list[tuple[Any, ...]]]:
    answer = tables.execute(query)
    while rows := answer.fetchmany(BATCH):
        yield rows


def _selected(tables: duckdb.DuckDBPyConnection, table: str, names: Sequence[str]) -> str:
    present = {row[0] for row in tables.execute(f"DESCRIBE {table}").fetchall()}
    return ", ".join(selected(table, name, present) for name in names)


def _copy(database: sqlite3.Connection, tables: duckdb.DuckDBPyConnection, table: str) -> None:
    names = [column.name for column in columns_of(table)]
    into = f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})"
    for rows in _batches(tables, f"SELECT {_selected(tables, table, names)} FROM {table}"):
        database.executemany(into, rows)


def _committees(database: sqlite3.Connection, tables: duckdb.DuckDBPyConnection) -> dict[tuple[Any, ...], int]:
    """Fill the tables of committees and return the number of each, by key and place."""
    places = ", ".join(f'"{name}"' for name in PLACE)
    found = tables.execute(
        f"SELECT {places}, mode(committee ORDER BY committee), any_value(division ORDER BY division), "
        "count(DISTINCT meeting_id) FILTER (preferred), list(DISTINCT meeting_month ORDER BY meeting_month), "
        "sum(decisions) FILTER (preferred) "
        f"FROM meetings WHERE committee_key IS NOT NULL GROUP BY ALL ORDER BY 8 DESC, {places}"
    ).fetchall()
    numbers: dict[tuple[Any, ...], int] = {}
    for number, (*place, name, division, meetings, months, decisions) in enumerate(found, 1):
        key, level, district, upazila, union = place
        months = [month for month in months if month]
        numbers[tuple(place)] = number
        database.execute(
            "INSERT INTO committees VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                name,
                key,
                level,
                division,
                district,
                upazila,
                union,
                meetings,
                int(decisions or 0),
                *_ends(months),
            ),
        )
        if len(months) >= OFTEN:
            database.executemany(
                "INSERT INTO missing_months VALUES (?, ?)", ((number, month) for month in missing_months(months))
            )
    database.executemany(
        "INSERT INTO committee_names VALUES (?, ?)",
        tables.execute(
            "SELECT committee_key, mode(committee ORDER BY committee) FROM (SELECT committee_key, committee FROM decisions "
            "UNION ALL SELECT committee_key, committee FROM meetings) WHERE committee_key IS NOT NULL GROUP BY 1"
        ).fetchall(),
    )
    return numbers


def _ends(months: Sequence[str]) -> tuple[str | None, str | None]:
    return (months[0], months[-1]) if months else (None, None)


def _decisions(
    database: sqlite3.Connection, tables: duckdb.DuckDBPyConnection, committees: dict[tuple[Any, ...], int]
) -> None:
    """Fill decisions, their details, the search index and the implementers, from the newest to the oldest."""
    shorts = [name for name in decision_columns() if name not in ("id", "committee_no", "is_copy")]
    names = [*shorts, *DETAILS]
    at = {name: place for place, name in enumerate(names)}
    into = f"INSERT INTO decisions VALUES ({', '.join('?' * (len(shorts) + 3))})"
    details = f"INSERT INTO decision_details VALUES ({', '.join('?' * (len(DETAILS) + 1))})"
    search = f"INSERT INTO decisions_fts (rowid, {', '.join(SEARCHED)}) VALUES ({', '.join('?' * (len(SEARCHED) + 1))})"
    text, split = at["implementers_text"], at["implementers"]
    number = 0
    for rows in _batches(tables, _newest_first(_selected(tables, "decisions", names))):
        numbered = list(enumerate(rows, number + 1))
        number += len(rows)
        database.executemany(
            into,
            (
                (own, *row[: len(shorts)], committees.get(tuple(row[at[name]] for name in PLACE)), row[-2])
                for own, row in numbered
            ),
        )
        database.executemany(details, ((own, *row[len(shorts) : -2]) for own, row in numbered))
        database.executemany(
            search,
            (
                (own, *(_searched(row[at[name]]) for name in SEARCHED[:-1]), _searched(row[text] or row[split]))
                for own, row in numbered
            ),
        )
        _link_implementers(database, [(own, row[-1] or ()) for own, row in numbered])


def _newest_first(columns: str) -> str:
    return (
        f"SELECT {columns}, (NOT coalesce(preferred, true))::INTEGER, implementers "
        "FROM decisions d LEFT JOIN (SELECT meeting_id, preferred FROM meetings) USING (meeting_id) "
        "ORDER BY coalesce(meeting_date::VARCHAR, meeting_month || '-00') DESC NULLS LAST, document_id, meeting_id, "
        "string_split(decision_id, '/')[-1]::INTEGER"
    )


def _link_implementers(database: sqlite3.Connection, acting: Sequence[tuple[int, Sequence[str]]]) -> None:
    links: set[tuple[int, str]] = set()
    forms: dict[tuple[str, str], int] = defaultdict(int)
    for number, implementers in acting:
        for form in implementers:
            if key := _implementer(form):
                links.add((number, key))
                forms[key, form] += 1
    database.executemany(
        "INSERT INTO implementer_forms VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET uses = uses + excluded.uses",
        ((key, form, uses) for (key, form), uses in forms.items()),
    )
    database.executemany(
        "INSERT OR IGNORE INTO implementers (implementer_key) VALUES (?)",
        ((key,) for key in sorted({key for _, key in links})),
    )
    database.executemany(
        "INSERT INTO decision_implementers SELECT implementer_no, ? FROM implementers WHERE implementer_key = ?",
        sorted(links),
    )


@lru_cache(WORDS)
def _implementer(form: str) -> str | None:
    return office_key(form) or fold(form) or None


@lru_cache(WORDS)
def _folded(word: str) -> str:
    return fold_words(word)


def _searched(text: str | None) -> str:
    """Return `text` as `fold_words` folds it, word by word, since the same words come again and again."""
    return " ".join(map(_folded, text.split())) if text else ""


def _implementers(database: sqlite3.Connection) -> None:
    """Name each implementer by its most frequent form, and count its decisions."""
    database.execute(
        "UPDATE implementers SET (implementer, decisions) = ("
        "SELECT (SELECT form FROM implementer_forms f WHERE f.implementer_key = implementers.implementer_key "
        "ORDER BY uses DESC, length(form), form LIMIT 1), "
        "(SELECT count(*) FROM decision_implementers l WHERE l.implementer_no = implementers.implementer_no))"
    )
    for number, form in database.execute("SELECT implementer_no, implementer FROM implementers").fetchall():
        database.execute("UPDATE implementers SET folded = ? WHERE implementer_no = ?", (fold_words(form), number))


def _counts(database: sqlite3.Connection, tables: duckdb.DuckDBPyConnection, out: Path) -> None:
    """Count ahead what would take a page too long: how often topics came back, and how much is filled."""
    if part_files(out, "topics"):
        rows = recurring(out, Filters(), min_meetings=1).to_pylist()
        database.executemany(
            f"INSERT INTO topic_counts VALUES (?, ?, ?, ?, ?{', ?' * len(STATES)})",
            (
                (
                    row["topic_id"],
                    row["meetings"],
                    row["decisions"],
                    _iso(row["first_date"]),
                    _iso(row["last_date"]),
                    *map(row.get, STATES),
                )
                for row in rows
            ),
        )
    for table, columns in _TOLD.items():
        main = "preferred" if table == "meetings" else "meeting_id IN (SELECT meeting_id FROM meetings WHERE preferred)"
        counts = ", ".join(
            "count(*) FILTER (len(implementers) > 0)" if column == "implementers" else f"count({column})"
            for column in columns
        )
        found = tables.execute(f"SELECT count(*), {counts} FROM {table} WHERE {main}").fetchall()[0]
        database.executemany(
            "INSERT INTO filled VALUES (?, ?, ?)",
            ((f"{table}.{column}", count, found[0]) for column, count in zip(columns, found[1:], strict=True)),
        )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
