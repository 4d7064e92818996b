"""Answers as a table on the terminal, or as CSV, JSON, Markdown or Parquet for other programs."""

import csv
import io
import json
import shutil
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.analysis.columns import drawn
from pipeline.terminal import escaped

FORMATS = ("table", "csv", "json", "markdown", "parquet")
CELL = 240  # letters of a cell that a terminal table shows
PIPED = 100  # cells of a line where there is no terminal
_C1 = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}  # JSON leaves these controls as they are
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def print_answer(table: pa.Table, form: str) -> None:
    """Print `table` on standard output in one of FORMATS.

    Raises:
        ValueError: Parquet is asked for on a terminal, or `form` is not one of FORMATS.
    """
    if form == "table":
        _print_table(table)
    elif form == "csv":
        sys.stdout.write(_shown(csv_text(table)))
    elif form == "json":
        rows = [dict(zip(table.column_names, row, strict=True)) for row in _rows(table)]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1, default=plain).translate(_C1) + "\n")
    elif form == "markdown":
        sys.stdout.write(escaped(markdown(table)))
    elif form == "parquet":
        if sys.stdout.isatty():
            raise ValueError("Parquet is bytes: send it to a file, … --format parquet > answer.parquet")
        buffer = io.BytesIO()
        pq.write_table(table, buffer, compression="zstd")
        sys.stdout.buffer.write(buffer.getvalue())
    else:
        raise ValueError(f"{form} is not a format; the formats are {', '.join(FORMATS)}")


def plain(value: object) -> object:
    """Return `value` as JSON can hold it: days as ISO text, money as text with its two digits."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return str(value)


def cell(value: object) -> str:
    """Return `value` as text of one cell: lists parted by "; ", structs as JSON, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        if any(isinstance(entry, dict) for entry in value):
            return json.dumps(value, ensure_ascii=False, default=plain)
        return "; ".join(cell(entry) for entry in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=plain)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(plain(value)) if isinstance(value, date) else str(value)


def guarded(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula (OWASP, "CSV injection"): an apostrophe before it.

    >>> guarded("=HYPERLINK(1)"), guarded("-৫"), guarded("সভা")
    ("'=HYPERLINK(1)", "'-৫", 'সভা')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_text(table: pa.Table, *, header: bool = True) -> str:
    """Return `table` as CSV (RFC 4180), texts guarded against formulas; numbers stay numbers."""
    text = io.StringIO()
    writer = csv.writer(text)
    if header:
        writer.writerow(table.column_names)
    for row in _rows(table):
        writer.writerow(
            [
                value
                if isinstance(value, int | float | Decimal) and not isinstance(value, bool)
                else guarded(cell(value))
                for value in row
            ]
        )
    return text.getvalue()


def markdown(table: pa.Table) -> str:
    """Return `table` in GitHub's table syntax, marks, tags and line breaks in cells escaped."""
    lines = [table.column_names, ["---"] * table.num_columns, *([cell(value) for value in row] for row in _rows(table))]
    return "".join("| " + " | ".join(_in_markdown(text) for text in line) + " |\n" for line in lines)


def _in_markdown(text: str) -> str:
    for mark in "\\`|[":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("<", "&lt;").replace("\r", "").replace("\n", "<br>")


def _shown(text: str) -> str:
    """As it is for programs; on a terminal without what would move its cursor."""
    return escaped(text) if sys.stdout.isatty() else text


def values_of(column: pa.ChunkedArray) -> list[object]:
    """Return the values of a column; numbers of single precision with the digits they have: 0.98, not 0.9800000190734863."""
    kind = column.type.value_type if pa.types.is_list(column.type) else column.type
    values: list[object] = column.to_pylist()
    return [_shortest(value) for value in values] if pa.types.is_float32(kind) else values


def _shortest(value: object) -> object:
    if isinstance(value, list):
        return [_shortest(entry) for entry in value]
    return float(f"{value:.7g}") if isinstance(value, float) else value


def _rows(table: pa.Table) -> list[Sequence[object]]:
    return list(zip(*map(values_of, table.columns), strict=True)) if table.num_columns else []


def _print_table(table: pa.Table) -> None:
    rows = [[_short(cell(_rounded(value))) for value in row] for row in _rows(table)]
    numeric = [pa.types.is_integer(field.type) or pa.types.is_floating(field.type) for field in table.schema]
    cells = shutil.get_terminal_size((PIPED, 24)).columns
    for line in drawn(table.column_names, rows, numeric, cells) if rows else ():
        sys.stdout.write(line + "\n")
    sys.stdout.write(f"{table.num_rows} {'row' if table.num_rows == 1 else 'rows'}\n")


def _rounded(value: object) -> object:
    return round(value, 2) if isinstance(value, float) else value


def _short(text: str) -> str:
    return escaped(text if len(text) <= CELL else text[: CELL - 1] + "…")
