"""What is counted ahead: committees with their missing months, how often topics came back, and how much is filled."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipeline.analysis.ask import Filters, recurring
from pipeline.analysis.derived import part_files
from pipeline.archive.report import OFTEN, missing_months
from pipeline.serve.layout import STATES

PLACE = ("committee_key", "level", "district", "upazila", "union")  # what tells one committee from others
# Columns whose fill tells how good the data are, of main copies.
_FILLED = {
    "meetings": ("meeting_date", "meeting_month", "committee_key", "district", "memo_no", "chair_name"),
    "decisions": ("meeting_date", "district", "agenda_title", "implementers", "deadline", "topic_id"),
}


def add_committees(database: sqlite3.Connection, tables: duckdb.DuckDBPyConnection) -> dict[tuple[Any, ...], int]:
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


def add_counts(database: sqlite3.Connection, tables: duckdb.DuckDBPyConnection, out: Path) -> None:
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
    for table, columns in _FILLED.items():
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
