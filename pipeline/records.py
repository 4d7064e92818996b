"""Rows as bytes and back: what the ledger keeps of a document, so that tables can be made again without reading it."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from pipeline.rows import Outcome
from pipeline.schema import IMPORTED

Rows = dict[str, list[dict[str, Any]]]  # by table; the values are of the types of `pipeline.schema`


def rows_of(outcome: Outcome) -> Rows:
    """Return the rows of one document, by table."""
    return {
        "decisions": [asdict(row) for row in outcome.decisions],
        "meetings": [asdict(row) for row in outcome.meetings],
        "documents": [asdict(outcome.document)],
        "issues": [asdict(row) for row in outcome.issues],
        "reviews": [asdict(row) for row in outcome.reviews],
    }


def packed(outcome: Outcome) -> bytes:
    """Return the rows of one document as compressed JSON."""
    return zlib.compress(as_json(rows_of(outcome)))


def as_json(rows: Rows) -> bytes:
    """Return rows as JSON: dates as ISO text, money as text."""
    return json.dumps(rows, ensure_ascii=False, default=_plain).encode()


def unpacked(record: bytes) -> Rows:
    """Return the rows that `packed` was given, dates as dates and money as decimals; columns unknown by now are left out."""
    content: Mapping[str, list[dict[str, Any]]] = json.loads(zlib.decompress(record))
    return {
        table: [
            {column.name: _typed(row.get(column.name), column.type) for column in columns} for row in content.get(table, [])
        ]
        for table, columns in IMPORTED.items()
    }


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value)} is in no column")


def _typed(value: Any, kind: pa.DataType) -> Any:
    if value is None:
        return None
    if pa.types.is_date(kind):
        return date.fromisoformat(value)
    if pa.types.is_timestamp(kind):
        return datetime.fromisoformat(value)
    if pa.types.is_decimal(kind):
        return Decimal(value)
    if pa.types.is_list(kind):
        return [_typed(entry, kind.value_type) for entry in value]
    return value
