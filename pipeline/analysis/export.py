"""The tables in other formats: CSV, JSON Lines, XLSX, SQLite, DuckDB, and a Frictionless data package of CSV files."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.analysis.answers import cell, csv_text, plain, values_of
from pipeline.analysis.ask import TABLES
from pipeline.analysis.datapackage import descriptor
from pipeline.analysis.derived import part_files
from pipeline.analysis.json_schema import row_schema
from pipeline.store import PARTIAL, write_json

BOM = "\ufeff"
BATCH = 10_000
XLSX_ROWS = 1_048_575  # of a sheet, below its header
XLSX_CELL = 32_767  # letters; longer texts are cut and end in …


class ExportError(ValueError):
    """What was asked for cannot be written; the message says why."""


def export(out: Path, form: str, to: Path, *, bom: bool = False) -> list[Path]:
    """Write all tables of `out` into `to` as `form` and return the files; what is there under their names is replaced.

    csv, jsonl and datapackage make one file a table in the folder `to`, the last two with the JSON Schema of rows; xlsx, sqlite and duckdb make one file `to`.
    Texts of CSV and XLSX that a spreadsheet would take for a formula get an apostrophe; lists are parted by "; ".

    Raises:
        ExportError: there are no tables, the format is not known, or a sheet cannot hold the rows.
    """
    tables = [table for table in TABLES if part_files(out, table)]
    if not tables:
        raise ExportError(f"{out} holds no tables")
    if form not in FORMATS:
        raise ExportError(f"{form} is not a format; the formats are {', '.join(FORMATS)}")
    if form in FOLDERS:
        to.mkdir(parents=True, exist_ok=True)
    elif to.is_dir():
        raise ExportError(f"{to} is a folder; name a file")
    else:
        to.parent.mkdir(parents=True, exist_ok=True)
    return FORMATS[form](out, tables, to, bom)


def _batches(out: Path, table: str) -> Iterator[pa.Table]:
    for path in part_files(out, table):
        for batch in pq.ParquetFile(path).iter_batches(BATCH):
            yield pa.Table.from_batches([batch])


def _schema(out: Path, table: str) -> pa.Schema:
    return pq.read_schema(part_files(out, table)[0])


def _csv(out: Path, tables: list[str], to: Path, bom: bool) -> list[Path]:
    files = []
    for table in tables:
        path = to / f"{table}.csv"
        partial = path.with_name(path.name + PARTIAL)
        with partial.open("w", encoding="utf-8", newline="") as file:
            file.write(BOM if bom else "")
            file.write(csv_text(_schema(out, table).empty_table()))
            for batch in _batches(out, table):
                file.write(csv_text(batch, header=False))
        files.append(partial.replace(path))
    return files


def _jsonl(out: Path, tables: list[str], to: Path, bom: bool) -> list[Path]:
    files = []
    for table in tables:
        path = to / f"{table}.jsonl"
        partial = path.with_name(path.name + PARTIAL)
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            for batch in _batches(out, table):
                for values in zip(*map(values_of, batch.columns), strict=True):
                    row = dict(zip(batch.column_names, values, strict=True))
                    file.write(json.dumps(row, ensure_ascii=False, default=plain) + "\n")
        files.append(partial.replace(path))
    return [*files, *_schemas(tables, to)]


def _datapackage(out: Path, tables: list[str], to: Path, bom: bool) -> list[Path]:
    files = _csv(out, tables, to, bom)
    path = to / "datapackage.json"
    content = descriptor({table: _schema(out, table) for table in tables})
    write_json(content, path)
    return [*files, path, *_schemas(tables, to)]


def _schemas(tables: list[str], to: Path) -> list[Path]:
    """The JSON Schema of the rows of each table, as export to jsonl writes them."""
    files = []
    for table in tables:
        path = to / f"{table}.schema.json"
        write_json(row_schema(table), path)
        files.append(path)
    return files


def _xlsx(out: Path, tables: list[str], to: Path, bom: bool) -> list[Path]:
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    except ImportError as error:
        raise ExportError("XLSX needs openpyxl, which is not installed: pip install 'siddhanto[analysis]'") from error
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table)
        sheet.freeze_panes = "A2"
        sheet.append(_schema(out, table).names)
        rows = 0
        for batch in _batches(out, table):
            rows += batch.num_rows
            if rows > XLSX_ROWS:
                raise ExportError(
                    f"{table} has more rows than a sheet of XLSX holds ({XLSX_ROWS}); choose csv or sqlite"
                )
            for values in zip(*map(values_of, batch.columns), strict=True):
                cells = []
                for value in values:
                    if isinstance(value, int | float | date | Decimal) and not isinstance(value, datetime):
                        cells.append(value)
                        continue
                    text = ILLEGAL_CHARACTERS_RE.sub("", cell(value))
                    written = WriteOnlyCell(sheet)
                    if text:
                        written.value = text if len(text) <= XLSX_CELL else text[: XLSX_CELL - 1] + "…"
                        written.data_type = "s"  # a text, whatever it begins with: never a formula
                    cells.append(written)
                sheet.append(cells)
    partial = to.with_name(to.name + PARTIAL)
    book.save(partial)
    return [partial.replace(to)]


def _sqlite(out: Path, tables: list[str], to: Path, bom: bool) -> list[Path]:
    partial = to.with_name(to.name + PARTIAL)
    partial.unlink(missing_ok=True)
    connection = sqlite3.connect(partial)
    try:
        for table in tables:
            schema = _schema(out, table)
            columns = ", ".join(f'"{field.name}" {_sqlite_type(field.type)}' for field in schema)
            connection.execute(f'CREATE TABLE "{table}" ({columns})')
            insert = f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(schema))})'
            for batch in _batches(out, table):
                rows = zip(
                    *([_in_sqlite(value) for value in values_of(column)] for column in batch.columns), strict=True
                )
                connection.executemany(insert, rows)
            if schema.names[0].endswith("_id"):
                connection.execute(f'CREATE INDEX "{table}_key" ON "{table}" ("{schema.names[0]}")')
        connection.commit()
    finally:
        connection.close()
    return [partial.replace(to)]


def _sqlite_type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(kind) else "TEXT"


def _in_sqlite(value: Any) -> Any:
    """Lists and structs become JSON, which SQLite's own functions read; days become ISO text."""
    if value is None or isinstance(value, int | float | str):
        return value
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=plain)
    return plain(value)


def _duckdb(out: Path, tables: list[str], to: Path, bom: bool) -> list[Path]:
    import duckdb

    partial = to.with_name(to.name + PARTIAL)
    partial.unlink(missing_ok=True)
    with duckdb.connect(str(partial)) as connection:
        for table in tables:
            files = [str(path) for path in part_files(out, table)]
            select = "SELECT * FROM read_parquet($files, hive_partitioning = false)"
            connection.execute(f'CREATE TABLE "{table}" AS {select}', {"files": files})
            for field in _schema(out, table):
                meaning = (field.metadata or {}).get(b"description", b"").decode().replace("'", "''")
                connection.execute(f'COMMENT ON COLUMN "{table}"."{field.name}" IS \'{meaning}\'')
    return [partial.replace(to)]


FOLDERS = {"csv", "jsonl", "datapackage"}
FORMATS: dict[str, Callable[[Path, list[str], Path, bool], list[Path]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "xlsx": _xlsx,
    "sqlite": _sqlite,
    "duckdb": _duckdb,
    "datapackage": _datapackage,
}
