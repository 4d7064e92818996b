"""The tables keep their promise: a column changes only with the schema version and a line in CHANGELOG.md."""

import json
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.rows import Attendee, DecisionRow, DocumentRow, IssueRow, MeetingRow, ReviewRow
from pipeline.schema import ATTENDEE, IMPORTED, SCHEMA_VERSION, TABLES, arrow_schema

ROOT = Path(__file__).parents[1]
ROWS = {
    "decisions": DecisionRow,
    "meetings": MeetingRow,
    "documents": DocumentRow,
    "issues": IssueRow,
    "reviews": ReviewRow,
}
# Whoever changes a column changes SCHEMA_VERSION, CHANGELOG.md and this line, in that order.
PROMISED = {"1.0": "2d1758d895fbc5d2"}


@pytest.mark.parametrize("table", IMPORTED)
def test_rows_have_the_columns_of_their_table(table: str) -> None:
    assert [field.name for field in fields(ROWS[table])] == [column.name for column in IMPORTED[table]]


def test_attendees_have_the_fields_of_their_struct() -> None:
    assert [field.name for field in fields(Attendee)] == [field.name for field in ATTENDEE]


@pytest.mark.parametrize("table", IMPORTED)
def test_every_column_says_what_it_means(table: str) -> None:
    for field in arrow_schema(table):
        assert field.metadata[b"description"]
        assert field.metadata[b"label_bn"].decode()


def test_columns_are_as_promised() -> None:
    columns = {name: [(column.name, str(column.type)) for column in table] for name, table in TABLES.items()}
    fingerprint = sha256(json.dumps(columns).encode()).hexdigest()[:16]
    assert PROMISED.get(SCHEMA_VERSION) == fingerprint, "columns changed: raise SCHEMA_VERSION and tell CHANGELOG.md"
    assert f"schema {SCHEMA_VERSION}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_shared_promise_is_kept() -> None:
    promise = ROOT.parent / "shared" / "SCHEMA.md"
    if not promise.exists():
        pytest.skip("the shared folder is not here")
    text = promise.read_text("utf-8")
    for table, columns in TABLES.items():
        section = text.split(f"## {table}.parquet")[1].split("\n## ")[0]
        missing = [column.name for column in columns if column.name not in section]
        assert not missing, f"{table}: {missing}"
