"""Whether tables keep their promises: columns, keys, closed lists, references, dates in range, and the account."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.analysis.ask import connect
from pipeline.analysis.breaches import Breach
from pipeline.analysis.contract import CLOSED, FORMS, FREE_REFERENCES, KEYS, REFERENCES, required
from pipeline.analysis.derived import DERIVED, derived_schema, part_files
from pipeline.schema import SCHEMA_VERSION, TABLES, arrow_schema

FIRST_DAY, LAST_DAY = "1971-03-26", "2099-12-31"
_SHOWN = 3
_COPIED = ("committee", "committee_key", "level", "meeting_date", "meeting_month")
_BELONGS = {
    "decisions": ("decision_id", "meeting_id"),
    "meetings": ("meeting_id", "document_id"),
    "reviews": ("review_id", "meeting_id"),
}


class _Condition(NamedTuple):
    """What rows that break a promise have in common, in SQL; `t` is the table."""

    column: str
    code: str
    where: str


def check(out: Path) -> list[Breach]:
    """Return the promises the tables of `out` do not keep; none where all is well.

    Raises:
        FileNotFoundError: `out` holds no decisions.parquet.
    """
    breaches = list(_columns(out))
    if any(breach.code in {"table_missing", "column_missing", "other_type", "unreadable"} for breach in breaches):
        return breaches
    connection = connect(out)
    tables = {table for table in (*TABLES, *DERIVED) if part_files(out, table)}
    for table in (*TABLES, *DERIVED):
        if table in tables:
            for condition in (*_promised(table, tables), *_OF_TABLE.get(table, ())):
                breaches += _broken(connection, table, condition)
    if "topics" in tables:
        breaches += _broken(connection, "decisions", _OF_TOPIC)
    return breaches + list(_account(connection, out))


def _columns(out: Path) -> Iterator[Breach]:
    for table in (*TABLES, *DERIVED):
        files = part_files(out, table)
        if not files and table in TABLES:
            yield Breach(table=table, column=None, code="table_missing", rows=0, detail=f"no {table}.parquet")
        for path in files:
            try:
                schema = pq.read_schema(path)
            except (pa.ArrowException, OSError) as error:
                yield Breach(table=table, column=None, code="unreadable", rows=0, detail=f"{path.name}: {error}")
                continue
            version = (schema.metadata or {}).get(b"schema_version", b"").decode()
            if version != SCHEMA_VERSION:
                detail = f"schema_version {version or 'missing'}, this program has {SCHEMA_VERSION}"
                yield Breach(table=table, column=None, code="other_version", rows=0, detail=detail)
            yield from _against(table, _schema(table), schema)


def _schema(table: str) -> pa.Schema:
    return arrow_schema(table) if table in TABLES else derived_schema(table)


def _against(table: str, promised: pa.Schema, schema: pa.Schema) -> Iterator[Breach]:
    for field in promised:
        place = schema.get_field_index(field.name)
        if place < 0:
            yield Breach(table=table, column=field.name, code="column_missing", rows=0, detail=str(field.type))
        elif schema.field(place).type != field.type:
            detail = f"{schema.field(place).type} instead of {field.type}"
            yield Breach(table=table, column=field.name, code="other_type", rows=0, detail=detail)


def _promised(table: str, tables: set[str]) -> Iterator[_Condition]:
    """The conditions that follow from the contract."""
    if key := KEYS.get(table):
        yield _Condition(key, "key_twice", f"{key} IN (SELECT {key} FROM {table} GROUP BY 1 HAVING count(*) > 1)")
    if table in _BELONGS:
        own, parent = _BELONGS[table]
        yield _Condition(own, "not_its_parent", f"NOT starts_with({own}, {parent} || '/')")
    needed = required(table)
    for field in _schema(table):
        name = f'"{field.name}"'
        if field.name in needed:
            yield _Condition(field.name, "value_missing", f"{name} IS NULL")
        if values := CLOSED.get((table, field.name)):
            allowed = ", ".join(f"'{value}'" for value in values)
            wrong = (
                f"NOT list_has_all([{allowed}], {name})"
                if pa.types.is_list(field.type)
                else f"{name} NOT IN ({allowed})"
            )
            yield _Condition(field.name, "not_in_list", wrong)
        if form := FORMS.get((table, field.name)):
            yield _Condition(field.name, "not_of_form", f"NOT regexp_full_match({name}, '{form}')")
        if pa.types.is_date(field.type):
            outside = f"{name} NOT BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}'"
            yield _Condition(field.name, "date_out_of_range", outside)
    for column, other in REFERENCES.get(table, ()):
        if other in tables:
            missing = f"{column} IS NOT NULL AND {column} NOT IN (SELECT {KEYS[other]} FROM {other})"
            free = FREE_REFERENCES.get(table)
            yield _Condition(column, "no_such_row", f"{missing} AND NOT ({free})" if free else missing)


def _counted(table: str, key: str, column: str, of: str) -> _Condition:
    rows = f"coalesce((SELECT count(*) FROM {of} o WHERE o.{key} = t.{key}), 0)"
    return _Condition(column, "does_not_add_up", f"t.{column} <> {rows}")


_OF_TABLE: dict[str, tuple[_Condition, ...]] = {
    "decisions": (
        _Condition("confidence", "out_of_range", "confidence NOT BETWEEN 0 AND 1"),
        _Condition("decision", "empty", "trim(decision) = ''"),
        _Condition("decision_no", "out_of_range", "decision_no < 1"),
        _Condition("page", "out_of_range", "page < 1"),
        _Condition("bbox", "out_of_range", "len(bbox) <> 4 OR bbox[1] > bbox[3] OR bbox[2] > bbox[4]"),
        _Condition("amounts_bdt", "out_of_range", "list_min(amounts_bdt) < 0"),
        _Condition("deadline_kind", "contradicts", "deadline IS NOT NULL AND deadline_kind IN ('next_meeting', 'continuous')"),
        *(
            _Condition(
                name,
                "differs_from_meeting",
                f"NOT list_contains(flags, 'corrected') AND {name} IS DISTINCT FROM "
                f"(SELECT any_value({name}) FROM meetings m WHERE m.meeting_id = t.meeting_id)",
            )
            for name in _COPIED
        ),
    ),
    "meetings": (
        _counted("meetings", "meeting_id", "decisions", "decisions"),
        _Condition("same_meeting_as", "contradicts", "same_meeting_as IS NOT NULL AND preferred"),
        _Condition("same_meeting_as", "contradicts", "same_meeting_as = meeting_id"),
    ),
    "documents": (
        _counted("documents", "document_id", "decisions", "decisions"),
        _counted("documents", "document_id", "meetings", "meetings"),
        _Condition("reason", "contradicts", "(status = 'decisions') <> (reason IS NULL)"),
        _Condition("status", "contradicts", "(status = 'decisions' AND decisions = 0) OR (status IN ('failed', 'no_decisions') AND decisions > 0)"),
        _Condition("sha256", "contradicts", "sha256 IS NOT NULL AND document_id <> left(sha256, 16)"),
        _Condition("bytes", "out_of_range", "bytes < 0"),
        _Condition("pages", "out_of_range", "pages < 0"),
    ),
    "topics": (_Condition("topic", "empty", "trim(topic) = ''"), _Condition("items", "out_of_range", "items < meetings")),
    "follow_ups": (
        _Condition("score", "out_of_range", "score NOT BETWEEN 0 AND 1"),
        _Condition("status", "not_mentioned_but_told", "(status = 'not_mentioned') <> (evidence IS NULL)"),
    ),
}  # fmt: skip
_OF_TOPIC = _Condition(
    "topic",
    "differs_from_topic",
    "topic_id IS NOT NULL AND NOT list_contains(flags, 'corrected') AND topic IS DISTINCT FROM "
    "(SELECT any_value(topic) FROM topics o WHERE o.topic_id = t.topic_id)",
)


def _broken(connection: duckdb.DuckDBPyConnection, table: str, condition: _Condition) -> Iterator[Breach]:
    rows, values = connection.execute(
        f'SELECT count(*), list(t."{condition.column}"::VARCHAR)[1:{_SHOWN}] FROM {table} t WHERE {condition.where}'
    ).fetchall()[0]
    if rows:
        shown = ", ".join("nothing" if value is None else str(value) for value in values)
        shown += " …" if rows > _SHOWN else ""
        yield Breach(table=table, column=condition.column, code=condition.code, rows=rows, detail=shown)


def _account(connection: duckdb.DuckDBPyConnection, out: Path) -> Iterator[Breach]:
    path = out / "run.json"
    if not path.is_file():
        return
    try:
        run = json.loads(path.read_text("utf-8"))
        wrong = list(_sums(connection, run))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        yield Breach(table="run.json", column=None, code="unreadable", rows=0, detail=repr(error))
        return
    for column, told, counted in wrong:
        detail = f"{told} there, {counted} counted"
        yield Breach(table="run.json", column=column, code="does_not_add_up", rows=0, detail=detail)


def _sums(connection: duckdb.DuckDBPyConnection, run: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Name, number told and number counted of each sum of run.json that is wrong."""
    counted = sum(run["statuses"].values()) + run["duplicates"] + run["waiting"]
    if run["files"] != counted:
        yield "files", run["files"], counted
    for table in ("decisions", "meetings", "documents"):
        ((rows,),) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
        if run["rows"][table] != rows:
            yield f"rows.{table}", run["rows"][table], rows
    superseded = connection.execute("SELECT count(*) FROM issues WHERE code = 'superseded'").fetchall()[0][0]
    documents = sum(run["statuses"].values()) + superseded
    if run["rows"]["documents"] != documents:
        yield "statuses", documents - superseded, run["rows"]["documents"] - superseded
    reasons = sum(run["statuses"].values()) - run["statuses"]["decisions"]
    if sum(run["reasons"].values()) != reasons:
        yield "reasons", sum(run["reasons"].values()), reasons
