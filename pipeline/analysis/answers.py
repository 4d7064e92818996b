"""Answers as a table on the terminal, or as CSV, JSON, Markdown or Parquet for other programs."""

import csv
import io
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

FORMATS = ("table", "csv", "json", "markdown", "parquet")
CELL = 240  # letters of a cell that a terminal table shows
NARROW = 11  # letters a column needs at least
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def print_answer(table: pa.Table, form: str) -> None:
    """Print `table` on standard output in one of FORMATS.

    Raises:
        ValueError: Parquet is asked for on a terminal, or `form` is not one of FORMATS.
    """
    if form == "table":
        _print_table(table)
    elif form == "csv":
        sys.stdout.write(csv_text(table))
    elif form == "json":
        rows = [dict(zip(table.column_names, row, strict=True)) for row in _rows(table)]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1, default=plain) + "\n")
    elif form == "markdown":
        sys.stdout.write(markdown(table))
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
    """Return `table` in GitHub's table syntax, bars and line breaks in cells escaped."""
    lines = [table.column_names, ["---"] * table.num_columns, *([cell(value) for value in row] for row in _rows(table))]
    return "".join("| " + " | ".join(_in_markdown(text) for text in line) + " |\n" for line in lines)


def _in_markdown(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\r", "").replace("\n", "<br>")


def _rows(table: pa.Table) -> list[Sequence[object]]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True)) if table.num_columns else []


def _print_table(table: pa.Table) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    rows = [[_short(cell(value)) for value in row] for row in _rows(table)]
    if table.num_columns * NARROW > console.width:  # too many columns to stand side by side: one block a row
        for row in rows:
            block = Table.grid(padding=(0, 2))
            for name, text in zip(table.column_names, row, strict=True):
                if text:
                    block.add_row(Text(name, style="bold"), Text(text))
            console.print(block, "")
    else:
        shown = Table(show_lines=True)
        for field in table.schema:
            numeric = pa.types.is_integer(field.type)
            shown.add_column(field.name, overflow="fold", justify="right" if numeric else "left")
        for row in rows:
            shown.add_row(*map(Text, row))
        console.print(shown)
    console.print(f"{table.num_rows} rows")


def _short(text: str) -> str:
    return text if len(text) <= CELL else text[: CELL - 1] + "…"
