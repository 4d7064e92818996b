"""Whether tables keep their promises: columns, keys, closed lists, references, dates in range, and the account."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.analysis.ask import connect
from pipeline.analysis.datapackage import CLOSED, KEYS, REFERENCES
from pipeline.analysis.derived import DERIVED, derived_schema, part_files
from pipeline.schema import SCHEMA_VERSION, TABLES, arrow_schema

FIRST_DAY, LAST_DAY = "1971-03-26", "2100-01-01"
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One promise that is not kept: where, what, how often, and a few values."""

    table: str
    column: str | None
    code: str
    rows: int
    detail: str


def check(out: Path) -> list[Breach]:
    """Return the promises the tables of `out` do not keep; none where all is well.

    Raises:
        FileNotFoundError: `out` holds no decisions.parquet.
    """
    breaches = list(_columns(out))
    if any(breach.code in {"table_missing", "column_missing"} for breach in breaches):
        return breaches
    connection = connect(out)
    tables = [table for table in (*TABLES, *DERIVED) if part_files(out, table)]
    for table in tables:
        breaches += _rows_of(connection, table, tables)
    return breaches + list(_account(connection, out))


def _columns(out: Path) -> Iterator[Breach]:
    for table in (*TABLES, *DERIVED):
        files = part_files(out, table)
        if not files and table in TABLES:
            yield Breach(table=table, column=None, code="table_missing", rows=0, detail=f"no {table}.parquet")
        promised = arrow_schema(table) if table in TABLES else derived_schema(table)
        for path in files:
            schema = pq.read_schema(path)
            version = (schema.metadata or {}).get(b"schema_version", b"").decode()
            if version != SCHEMA_VERSION:
                yield Breach(
                    table=table, column=None, code="other_version", rows=0,
                    detail=f"schema_version {version or 'missing'}, this program has {SCHEMA_VERSION}",
                )  # fmt: skip
            yield from _against(table, promised, schema)


def _against(table: str, promised: pa.Schema, schema: pa.Schema) -> Iterator[Breach]:
    for field in promised:
        place = schema.get_field_index(field.name)
        if place < 0:
            yield Breach(table=table, column=field.name, code="column_missing", rows=0, detail=str(field.type))
        elif schema.field(place).type != field.type:
            detail = f"{schema.field(place).type} instead of {field.type}"
            yield Breach(table=table, column=field.name, code="other_type", rows=0, detail=detail)


def _rows_of(connection: duckdb.DuckDBPyConnection, table: str, tables: list[str]) -> Iterator[Breach]:
    conditions: list[tuple[str, str, str]] = []
    if table in KEYS:
        key = KEYS[table]
        conditions.append((key, "key_missing", f'"{key}" IS NULL'))
        conditions.append(
            (key, "key_twice", f'"{key}" IN (SELECT "{key}" FROM {table} GROUP BY 1 HAVING count(*) > 1)')
        )
    for (owner, column), values in CLOSED.items():
        if owner == table:
            allowed = ", ".join(f"'{value}'" for value in values)
            conditions.append((column, "not_in_list", f'"{column}" NOT IN ({allowed})'))
    for column, other in REFERENCES.get(table, ()):
        if other in tables:
            conditions.append(
                (
                    column,
                    "no_such_row",
                    f'"{column}" IS NOT NULL AND "{column}" NOT IN (SELECT "{KEYS[other]}" FROM {other})',
                )
            )
    for field in arrow_schema(table) if table in TABLES else derived_schema(table):
        if pa.types.is_date(field.type):
            outside = f"\"{field.name}\" NOT BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}'"
            conditions.append((field.name, "date_out_of_range", outside))
        if field.name.endswith("_month"):
            conditions.append(
                (field.name, "not_a_month", f"NOT regexp_full_match(\"{field.name}\", '[12]\\d{{3}}-(0[1-9]|1[0-2])')")
            )
    if table == "decisions":
        conditions.append(("confidence", "out_of_range", "confidence NOT BETWEEN 0 AND 1"))
        conditions.append(("decision", "empty", "trim(coalesce(decision, '')) = ''"))
        conditions.append(("decision_no", "out_of_range", "decision_no < 1"))
    for column, code, condition in conditions:
        found = connection.execute(
            f'SELECT count(*), list("{column}"::VARCHAR)[1:{_SHOWN}] FROM {table} WHERE {condition}'
        ).fetchall()
        if found[0][0]:
            shown = ", ".join(str(value) for value in found[0][1])
            yield Breach(table=table, column=column, code=code, rows=found[0][0], detail=shown)


def _account(connection: duckdb.DuckDBPyConnection, out: Path) -> Iterator[Breach]:
    for table, owner in (("meetings", "meeting_id"), ("documents", "document_id")):
        wrong = connection.execute(
            f"SELECT count(*) FROM {table} LEFT JOIN (SELECT {owner}, count(*) AS n FROM decisions GROUP BY 1) "
            f"USING ({owner}) WHERE decisions <> coalesce(n, 0)"
        ).fetchall()[0][0]
        if wrong:
            detail = "decisions counted there are not those in decisions.parquet"
            yield Breach(table=table, column="decisions", code="does_not_add_up", rows=wrong, detail=detail)
    path = out / "run.json"
    if not path.is_file():
        return
    try:
        run = json.loads(path.read_text("utf-8"))
        files, counted = run["files"], sum(run["statuses"].values()) + run["duplicates"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        yield Breach(table="run.json", column=None, code="unreadable", rows=0, detail=repr(error))
        return
    if files != counted:
        detail = f"{files} files, but statuses and duplicates are {counted}"
        yield Breach(table="run.json", column="files", code="does_not_add_up", rows=1, detail=detail)
