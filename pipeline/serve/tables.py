"""The tables of a folder as DuckDB sees them while they are copied: in batches, whatever version wrote them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipeline.analysis.derived import part_files
from pipeline.serve.layout import COPIED, selected

BATCH = 2000  # rows in memory at a time
MEMORY = "300MB"  # of DuckDB


def opened(out: Path, spill: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection whose views are the tables of `out`; sorts that do not fit into memory use the folder `spill`."""
    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    connection.execute("SET temp_directory = $folder", {"folder": str(spill)})
    for table in ("decisions", *COPIED):
        if files := part_files(out, table):
            names = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{names}])")
    return connection


def batches(tables: duckdb.DuckDBPyConnection, query: str) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of an answer, a bounded number at a time."""
    answer = tables.execute(query)
    while rows := answer.fetchmany(BATCH):
        yield rows


def columns_for(tables: duckdb.DuckDBPyConnection, table: str, names: Sequence[str]) -> str:
    """Return the SQL of these columns of `table`, as SQLite holds them; null where an earlier version had none."""
    present = {row[0] for row in tables.execute(f"DESCRIBE {table}").fetchall()}
    return ", ".join(selected(table, name, present) for name in names)
