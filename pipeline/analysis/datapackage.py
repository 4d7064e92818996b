"""The Frictionless Data Package descriptor of the tables as CSV files (specs.frictionlessdata.io, version 1)."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from pipeline.analysis.contract import CLOSED, FORMS, KEYS, REFERENCES, required


def descriptor(schemas: Mapping[str, pa.Schema]) -> dict[str, Any]:
    """Return the descriptor of the tables named, each as `<table>.csv` beside it."""
    return {
        "profile": "data-package",
        "name": "siddhanto",
        "title": "সিদ্ধান্ত: decisions of meeting minutes",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.replace("_", "-"),
                "title": (schema.metadata or {}).get(b"description", b"").decode(),
                "path": f"{table}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": _table_schema(table, schema, set(schemas)),
            }
            for table, schema in schemas.items()
        ],
    }


def _table_schema(table: str, schema: pa.Schema, tables: set[str]) -> dict[str, Any]:
    content: dict[str, Any] = {"fields": [_field(table, field) for field in schema], "missingValues": [""]}
    if table in KEYS:
        content["primaryKey"] = KEYS[table]
    references = [(column, other) for column, other in REFERENCES.get(table, ()) if other in tables]
    if references:
        content["foreignKeys"] = [
            {"fields": column, "reference": {"resource": other.replace("_", "-"), "fields": KEYS[other]}}
            for column, other in references
        ]
    return content


def _field(table: str, field: pa.Field) -> dict[str, Any]:
    metadata = field.metadata or {}
    content: dict[str, Any] = {"name": field.name, "type": _type(field.type)}
    if label := metadata.get(b"label_bn"):
        content["title"] = label.decode()
    if meaning := metadata.get(b"description"):
        content["description"] = meaning.decode()
    constraints: dict[str, Any] = {}
    if field.name in required(table) and not pa.types.is_list(field.type):  # an empty list is an empty cell
        constraints["required"] = True
    if not pa.types.is_list(field.type) and (values := CLOSED.get((table, field.name))):
        constraints["enum"] = list(values)
    if form := FORMS.get((table, field.name)):
        constraints["pattern"] = form
    return content | ({"constraints": constraints} if constraints else {})


def _type(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return "number"
    return "date" if pa.types.is_date(kind) else "string"
