"""The rows as JSON Schema, draft 2020-12: what `siddhanto export --to jsonl` writes, line by line."""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from pipeline.analysis.contract import CLOSED, FORMS, required
from pipeline.analysis.derived import DERIVED, TITLES, derived_schema
from pipeline.schema import SCHEMA_VERSION, TABLES, arrow_schema
from pipeline.schema import TITLES as IMPORT_TITLES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def row_schema(table: str) -> dict[str, Any]:
    """Return the JSON Schema of one row of `table`."""
    needed = required(table)
    schema = arrow_schema(table) if table in TABLES else derived_schema(table)
    return {
        "$schema": DIALECT,
        "title": f"{table} {SCHEMA_VERSION}",
        "description": {**TITLES, **IMPORT_TITLES}[table],
        "type": "object",
        "properties": {field.name: _property(table, field, is_needed=field.name in needed) for field in schema},
        "required": schema.names,
        "additionalProperties": False,
    }


def schemas(tables: Iterable[str] = (*TABLES, *DERIVED)) -> dict[str, Any]:
    """Return one JSON Schema document with the rows of `tables` under $defs."""
    definitions = {table: row_schema(table) for table in tables}
    for definition in definitions.values():
        del definition["$schema"]
    return {"$schema": DIALECT, "title": f"siddhanto {SCHEMA_VERSION}", "$defs": definitions}


def _property(table: str, field: pa.Field, *, is_needed: bool) -> dict[str, Any]:
    content: dict[str, Any] = {
        "title": (field.metadata or {}).get(b"label_bn", b"").decode(),
        "description": (field.metadata or {}).get(b"description", b"").decode(),
        **_type(field.type),
    }
    values = CLOSED.get((table, field.name))
    if values and "items" in content:
        content["items"] = content["items"] | {"enum": list(values)}
    elif values:
        content["enum"] = [*values, *([] if is_needed else [None])]
    if form := FORMS.get((table, field.name)):
        content["pattern"] = f"^(?:{form})$"
    if not is_needed:
        content["type"] = [content["type"], "null"]
    return content


def _type(kind: pa.DataType) -> dict[str, Any]:
    if pa.types.is_list(kind):
        return {"type": "array", "items": _type(kind.value_type)}
    if pa.types.is_struct(kind):
        parts = {part.name: _type(part.type) for part in kind}
        for part in parts.values():
            part["type"] = [part["type"], "null"]
        return {"type": "object", "properties": parts, "required": list(parts), "additionalProperties": False}
    if pa.types.is_boolean(kind):
        return {"type": "boolean"}
    if pa.types.is_integer(kind):
        return {"type": "integer"}
    if pa.types.is_floating(kind):
        return {"type": "number"}
    if pa.types.is_decimal(kind):
        return {"type": "string", "pattern": f"^-?[0-9]+\\.[0-9]{{{kind.scale}}}$"}
    if pa.types.is_date(kind):
        return {"type": "string", "format": "date"}
    return {"type": "string", "format": "date-time"} if pa.types.is_timestamp(kind) else {"type": "string"}
