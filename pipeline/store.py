"""Write the tables: an explicit schema, whole or not at all, the same rows always as the same bytes."""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.records import Rows
from pipeline.schema import TABLES, arrow_schema

PARTIAL = ".partial"
ROW_GROUP = 10_000


def write_tables(records: Iterable[Rows], folder: Path) -> dict[str, int]:
    """Write the tables of `records`, which come in the order of their documents, and return how many rows each has.

    Memory is bounded by a row group of each table. The files appear under their names only when all are complete;
    what was there before stays where writing fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    partial = {name: folder / f"{name}.parquet{PARTIAL}" for name in TABLES}
    try:
        with ExitStack() as stack:
            tables = {name: _Table(name, path, stack) for name, path in partial.items()}
            for rows in records:
                for name, table in tables.items():
                    table.add(rows[name])
            for table in tables.values():
                table.end()
        for path in partial.values():
            _sync(path)
    except BaseException:
        for path in partial.values():
            path.unlink(missing_ok=True)
        raise
    for name, path in partial.items():
        path.replace(folder / f"{name}.parquet")
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

    def __init__(self, name: str, path: Path, stack: ExitStack) -> None:
        self._schema = arrow_schema(name)
        self._writer = stack.enter_context(pq.ParquetWriter(path, self._schema, compression="zstd"))
        self._waiting: list[dict[str, Any]] = []
        self.rows = 0

    def add(self, rows: list[dict[str, Any]]) -> None:
        self._waiting += rows
        self.rows += len(rows)
        while len(self._waiting) >= ROW_GROUP:
            self._write(self._waiting[:ROW_GROUP])
            self._waiting = self._waiting[ROW_GROUP:]

    def end(self) -> None:
        if self._waiting or not self.rows:  # a table without rows has its columns all the same
            self._write(self._waiting)

    def _write(self, rows: list[dict[str, Any]]) -> None:
        self._writer.write_table(pa.Table.from_pylist(rows, schema=self._schema))


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
