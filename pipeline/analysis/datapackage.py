"""The Frictionless Data Package descriptor of the tables as CSV files (specs.frictionlessdata.io, version 1)."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

KEYS = {
    "decisions": "decision_id",
    "meetings": "meeting_id",
    "documents": "document_id",
    "topics": "topic_id",
}
REFERENCES = {
    "decisions": (("meeting_id", "meetings"), ("document_id", "documents"), ("topic_id", "topics")),
    "meetings": (("document_id", "documents"),),
    "issues": (("document_id", "documents"),),
    "follow_ups": (("decision_id", "decisions"),),
}
STATUSES = ("decisions", "no_decisions", "partial", "failed")
CLOSED: dict[tuple[str, str], tuple[str, ...]] = {
    ("decisions", "kind"): ("decision", "confirmation", "condolence", "information"),
    ("decisions", "deadline_kind"): ("date", "days", "working_days", "month_end", "next_meeting", "continuous"),
    ("decisions", "route"): ("html", "docx", "doc", "text", "pdf-text", "pdf-ocr"),
    ("decisions", "encoding"): ("unicode", "bijoy", "residue", "mixed"),
    ("decisions", "level"): ("national", "division", "district", "upazila", "municipality", "union", "institution"),
    ("meetings", "level"): ("national", "division", "district", "upazila", "municipality", "union", "institution"),
    ("documents", "status"): STATUSES,
    ("issues", "severity"): ("error", "warning", "note"),
    ("follow_ups", "status"): (
        "implemented", "in_progress", "not_implemented", "repeated", "discussed", "not_mentioned",
    ),
}  # fmt: skip
"""The values that columns may have beside null."""


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
    if values := CLOSED.get((table, field.name)):
        content["constraints"] = {"enum": list(values)}
    return content


def _type(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return "number"
    return "date" if pa.types.is_date(kind) else "string"
