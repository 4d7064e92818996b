"""Decisions into SQLite, from the newest to the oldest, with the search index and the implementers of each."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import duckdb

from normalizers.offices import office_key
from normalizers.text import fold, fold_words
from pipeline.serve.layout import DETAILS, SEARCHED, decision_columns
from pipeline.serve.summaries import PLACE
from pipeline.serve.tables import BATCH, batches, columns_for

WORDS = 2**17  # folded words that are remembered: most words of minutes are few


def add_decisions(
    database: sqlite3.Connection, tables: duckdb.DuckDBPyConnection, committees: dict[tuple[Any, ...], int]
) -> None:
    """Fill decisions, their details, the search index and the implementers, from the newest to the oldest.

    They are put in order in the attached database `sorting`: neither the rows nor a sort of them need fit into memory.
    """
    shorts = [name for name in decision_columns() if name not in ("id", "committee_no", "is_copy")]
    names = [*shorts, *DETAILS]
    _stage(database, tables, names)
    at = {name: place for place, name in enumerate(names)}
    into = f"INSERT INTO decisions VALUES ({', '.join('?' * (len(shorts) + 3))})"
    details = f"INSERT INTO decision_details VALUES ({', '.join('?' * (len(DETAILS) + 1))})"
    search = f"INSERT INTO decisions_fts (rowid, {', '.join(SEARCHED)}) VALUES ({', '.join('?' * (len(SEARCHED) + 1))})"
    text, split = at["implementers_text"], at["implementers"]
    staged = database.execute(
        f"SELECT {', '.join(map(_quoted, names))}, is_copy FROM sorting.staged ORDER BY day DESC, meeting_id, row"
    )
    number = 0
    while rows := staged.fetchmany(BATCH):
        numbered = list(enumerate(rows, number + 1))
        number += len(rows)
        database.executemany(
            into,
            (
                (own, *row[: len(shorts)], committees.get(tuple(row[at[name]] for name in PLACE)), row[-1])
                for own, row in numbered
            ),
        )
        database.executemany(details, ((own, *row[len(shorts) : -1]) for own, row in numbered))
        database.executemany(
            search,
            (
                (own, *(_searched(row[at[name]]) for name in SEARCHED[:-1]), _searched(row[text] or row[split]))
                for own, row in numbered
            ),
        )
        _link_implementers(database, [(own, json.loads(row[split] or "[]")) for own, row in numbered])


def _stage(database: sqlite3.Connection, tables: duckdb.DuckDBPyConnection, names: Sequence[str]) -> None:
    database.execute(f"CREATE TABLE sorting.staged ({', '.join(map(_quoted, names))}, is_copy, day, row)")
    into = f"INSERT INTO sorting.staged VALUES ({', '.join('?' * (len(names) + 3))})"
    query = (
        f"SELECT {columns_for(tables, 'decisions', names)}, (NOT coalesce(preferred, true))::INTEGER, "
        "coalesce(meeting_date::VARCHAR, meeting_month || '-00', ''), string_split(decision_id, '/')[-1]::INTEGER "
        "FROM decisions LEFT JOIN (SELECT meeting_id, preferred FROM meetings) USING (meeting_id)"
    )
    for rows in batches(tables, query):
        database.executemany(into, rows)
    database.execute("CREATE INDEX sorting.in_order ON staged (day DESC, meeting_id, row)")


def _quoted(name: str) -> str:
    return f'"{name}"'


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


def name_implementers(database: sqlite3.Connection) -> None:
    """Name each implementer by its most frequent form, and count its decisions."""
    database.execute(
        "UPDATE implementers SET (implementer, decisions) = ("
        "SELECT (SELECT form FROM implementer_forms f WHERE f.implementer_key = implementers.implementer_key "
        "ORDER BY uses DESC, length(form), form LIMIT 1), "
        "(SELECT count(*) FROM decision_implementers l WHERE l.implementer_no = implementers.implementer_no))"
    )
    for number, form in database.execute("SELECT implementer_no, implementer FROM implementers").fetchall():
        database.execute("UPDATE implementers SET folded = ? WHERE implementer_no = ?", (fold_words(form), number))
