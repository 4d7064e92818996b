"""Rows as bytes and back: what the ledger keeps of a document, so that tables can be made again without reading it."""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.rows import Outcome
from pipeline.schema import IMPORTED

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Rows = dict[str, list[dict[str, Any]]]  # by table; the values are of the types of `pipeline.schema`


def rows_of(outcome: Outcome) -> Rows:
    """Return the rows of one document, by table."""
    return {
        "decisions": [_columns(row) for row in outcome.decisions],
        "meetings": [
            {**_columns(row), "attendees": tuple(_columns(attendee) for attendee in row.attendees)}
            for row in outcome.meetings
        ],
        "documents": [_columns(outcome.document)],
        "issues": [_columns(row) for row in outcome.issues],
        "reviews": [_columns(row) for row in outcome.reviews],
    }


def _columns(row: "DataclassInstance") -> dict[str, Any]:
    """The fields of `row`, not copied: `dataclasses.asdict` copies every value, and takes ten times as long."""
    return {column.name: getattr(row, column.name) for column in fields(row)}


def packed(rows: Rows) -> bytes:
    """Return the rows of one document as compressed JSON."""
    return zlib.compress(as_json(rows))


def as_json(rows: Rows) -> bytes:
    """Return rows as JSON: dates as ISO text, money as text."""
    return json.dumps(rows, ensure_ascii=False, default=_plain).encode()


def unpacked(record: bytes) -> Rows:
    """Return the rows that `packed` was given, dates as dates and money as decimals; columns unknown by now are left out."""
    content: Mapping[str, list[dict[str, Any]]] = json.loads(zlib.decompress(record))
    return {
        table: [
            {name: value if (value := row.get(name)) is None or read is None else read(value) for name, read in columns}
            for row in content.get(table, [])
        ]
        for table, columns in _COLUMNS.items()
    }


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value)} is in no column")


def _reader(kind: pa.DataType) -> Callable[[Any], Any] | None:
    """What makes a value of `kind` out of what stands in the JSON; None where that is the value."""
    if pa.types.is_date(kind):
        return date.fromisoformat
    if pa.types.is_timestamp(kind):
        return datetime.fromisoformat
    if pa.types.is_decimal(kind):
        return Decimal
    inner = _reader(kind.value_type) if pa.types.is_list(kind) else None
    return (lambda values: [*map(inner, values)]) if inner else None


_COLUMNS = {table: [(column.name, _reader(column.type)) for column in columns] for table, columns in IMPORTED.items()}
