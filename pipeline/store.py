"""Write the tables: an explicit schema, whole or not at all, the same rows always as the same bytes."""

import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.records import Rows
from pipeline.replacement import replacing
from pipeline.schema import IMPORTED, arrow_schema

PARTIAL = ".partial"
ROW_GROUP = 10_000
DATED = ("decisions", "meetings")  # what is parted by year; documents and issues have no day of their own
PART = "part-0.parquet"
UNKNOWN_YEAR = "__HIVE_DEFAULT_PARTITION__"  # readers of such folders take it as null


def write_tables(records: Iterable[Rows], folder: Path, *, by_year: bool = False) -> dict[str, int]:
    """Write the tables of `records`, which come in the order of their documents, and return how many rows each has.

    Memory is bounded by a row group of each table. The tables take the places of those before together, when all are
    complete; what was there before stays where writing fails. With `by_year`, decisions and meetings are folders of the
    same name, with a file for each year of the meeting: decisions.parquet/year=2019/part-0.parquet; a table in which no
    year is known stays one file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder) as new, ExitStack() as stack:
        tables = {
            name: _Table(name, new / f"{name}.parquet", stack, by_year=by_year and name in DATED) for name in IMPORTED
        }
        for rows in records:
            for name, table in tables.items():
                table.add(rows[name])
        for table in tables.values():
            table.end()
    return {name: table.rows for name, table in tables.items()}


def write_json(content: Mapping[str, object], path: Path) -> None:
    """Write `content` as readable JSON; the file appears whole or not at all."""
    write_text(json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n", path)


def write_text(text: str, path: Path) -> None:
    """Write `text`; the file appears whole or not at all."""
    partial = path.with_name(path.name + PARTIAL)
    partial.write_text(text, "utf-8")
    partial.replace(path)


class _Table:
    """One table that is being written, a row group at a time."""

    def __init__(self, name: str, path: Path, stack: ExitStack, *, by_year: bool) -> None:
        self._schema = arrow_schema(name)
        self._path = path
        self._stack = stack
        self._by_year = by_year
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._waiting: dict[str, list[dict[str, Any]]] = {}
        self._count = 0
        self.rows = 0

    def add(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            self._waiting.setdefault(_year(row) if self._by_year else "", []).append(row)
            self._count += 1
            self.rows += 1
            if self._count == ROW_GROUP:
                self._write(max(self._waiting, key=lambda year: (len(self._waiting[year]), year)))

    def end(self) -> None:
        if not self.rows:  # a table without rows has its columns all the same
            self._waiting[UNKNOWN_YEAR if self._by_year else ""] = []
        for year in sorted(self._waiting):
            self._write(year)
        if list(self._writers) == [UNKNOWN_YEAR]:  # Arrow cannot tell the type of a year that no folder has
            self._writers[UNKNOWN_YEAR].close()
            folder = self._path.replace(self._path.with_suffix(".folder"))
            (folder / f"year={UNKNOWN_YEAR}" / PART).replace(self._path)
            shutil.rmtree(folder)

    def _write(self, year: str) -> None:
        if year not in self._writers:
            path = self._path / f"year={year}" / PART if self._by_year else self._path
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writers[year] = self._stack.enter_context(pq.ParquetWriter(path, self._schema, compression="zstd"))
        rows = self._waiting.pop(year)
        self._count -= len(rows)
        self._writers[year].write_table(pa.Table.from_pylist(rows, schema=self._schema))


def _year(row: dict[str, Any]) -> str:
    """The year of the meeting; of its month where no day is known."""
    if row["meeting_date"]:
        return f"{row['meeting_date'].year:04}"
    return str(row["meeting_month"])[:4] if row["meeting_month"] else UNKNOWN_YEAR
