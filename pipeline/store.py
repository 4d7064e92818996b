"""Write the tables: an explicit schema, whole or not at all, the same rows always as the same bytes."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.rows import DecisionRow, DocumentRow, IssueRow, MeetingRow, Outcome
from pipeline.schema import TABLES, arrow_schema

Row = DecisionRow | MeetingRow | DocumentRow | IssueRow
PARTIAL = ".partial"
ROW_GROUP = 10_000


def write_tables(outcomes: Iterable[Outcome], folder: Path) -> dict[str, int]:
    """Write the tables of `outcomes` into `folder` and return how many rows each has.

    Outcomes are ordered by document, and rows keep the order they have in their document, so the bytes do not
    depend on the order or number of workers. The files appear under their names only when all are complete.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ordered = sorted(outcomes, key=lambda outcome: outcome.document.document_id)
    rows: dict[str, list[Row]] = {
        "decisions": [row for outcome in ordered for row in outcome.decisions],
        "meetings": [row for outcome in ordered for row in outcome.meetings],
        "documents": [outcome.document for outcome in ordered],
        "issues": [row for outcome in ordered for row in outcome.issues],
    }
    for name in TABLES:
        _write_partial(name, [asdict(row) for row in rows[name]], folder)
    for name in TABLES:
        (folder / f"{name}.parquet{PARTIAL}").replace(folder / f"{name}.parquet")
    return {name: len(rows[name]) for name in TABLES}


def write_json(content: Mapping[str, object], path: Path) -> None:
    """Write `content` as readable JSON; the file appears whole or not at all."""
    partial = path.with_name(path.name + PARTIAL)
    partial.write_text(json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n", "utf-8")
    partial.replace(path)


def _write_partial(name: str, rows: Sequence[Mapping[str, object]], folder: Path) -> None:
    schema = arrow_schema(name)
    path = folder / f"{name}.parquet{PARTIAL}"
    with path.open("wb") as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for start in range(0, max(len(rows), 1), ROW_GROUP):
            writer.write_table(pa.Table.from_pylist(rows[start : start + ROW_GROUP], schema=schema))
        file.flush()
        os.fsync(file.fileno())
