"""The program as people run it, in a process of its own, and what it leaves."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.analysis.derived import replace_file

ROOT = Path(__file__).parents[1]


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of the program with `arguments`."""
    return [sys.executable, "-m", "pipeline", *map(str, arguments)]


def siddhanto(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the program to its end; a traceback is never what a person should see."""
    done = subprocess.run(
        command(*arguments),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        cwd=ROOT,
        check=False,
        **options,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table that the program wrote."""
    found: list[dict[str, Any]] = pq.read_table(out / f"{table}.parquet").to_pylist()
    return found


def change(out: Path, table: str, column: str, value: Any, row: int = 0) -> None:
    """Put `value` into a row of a table that the program wrote."""
    path = out / f"{table}.parquet"
    content = pq.read_table(path)
    values = content[column].to_pylist()
    values[row] = value
    place = content.schema.get_field_index(column)
    field = content.schema.field(place)
    replace_file(content.set_column(place, field, pa.array(values, field.type)), path)
