"""The feed of changes on standard output: JSON lines, or one JSON, CSV or Parquet file."""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from pipeline.analysis.answers import csv_text
from pipeline.archive.changes import Change
from pipeline.archive.history import Run

FORMATS = ("jsonl", "json", "csv", "parquet")
BATCH = 1000
SCHEMA = pa.schema(
    [
        ("cursor", pa.string()),
        ("run", pa.int64()),
        ("at", pa.string()),
        ("table", pa.string()),
        ("id", pa.string()),
        ("document_id", pa.string()),
        ("change", pa.string()),
        ("because", pa.string()),
        ("columns", pa.list_(pa.string())),
        ("old", pa.string()),  # JSON
        ("new", pa.string()),  # JSON
    ]
)


def print_changes(changes: Iterable[Change], form: str) -> str | None:
    """Print `changes` in one of FORMATS, a batch in memory at a time; return the cursor of the last one, if any.

    Raises:
        ValueError: Parquet is asked for on a terminal, or `form` is not one of FORMATS.
    """
    if form not in FORMATS:
        raise ValueError(f"{form} is not a format; the formats are {', '.join(FORMATS)}")
    if form == "parquet" and sys.stdout.isatty():
        raise ValueError("Parquet is bytes: send it to a file, … --format parquet > changes.parquet")
    last = None
    if form == "jsonl":
        for last in changes:
            sys.stdout.write(_json(last) + "\n")
    elif form == "json":
        before = "["
        for last in changes:
            sys.stdout.write(f"{before}\n{_json(last)}")
            before = ","
        sys.stdout.write("\n]\n" if last else "[]\n")
    elif form == "csv":
        sys.stdout.write(csv_text(SCHEMA.empty_table()))
        for batch in _batches(changes):
            last = batch[-1]
            sys.stdout.write(csv_text(_table(batch), header=False))
    else:
        with tempfile.TemporaryFile() as file:
            with pq.ParquetWriter(file, SCHEMA, compression="zstd") as writer:
                for batch in _batches(changes):
                    last = batch[-1]
                    writer.write_table(_table(batch))
            file.seek(0)
            shutil.copyfileobj(file, sys.stdout.buffer)
    return last.cursor if last else None


def print_runs(runs: Iterable[Run], form: str) -> None:
    """Print the runs that changed the tables: a table for people, or JSON lines."""
    if form != "table":
        for run in runs:
            sys.stdout.write(json.dumps(run._asdict()) + "\n")
        return
    table = Table("run", "begun (UTC)", "by", "documents changed")
    for run in runs:
        table.add_row(str(run.run), run.at[:19].replace("T", " "), run.cause, str(run.documents))
    Console().print(table)


def _json(change: Change) -> str:
    return json.dumps(_row(change), ensure_ascii=False)


def _row(change: Change) -> dict[str, Any]:
    return {name: getattr(change, name) for name in SCHEMA.names}


def _batches(changes: Iterable[Change]) -> Iterator[list[Change]]:
    iterator = iter(changes)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _table(batch: list[Change]) -> pa.Table:
    texts = ("old", "new")
    rows = [
        _row(change)
        | {
            name: json.dumps(value, ensure_ascii=False)
            for name in texts
            if (value := getattr(change, name)) is not None
        }
        for change in batch
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)
