"""Exports hold the same rows as the tables, and check finds what is wrong with tables."""

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from pipeline.analysis import follow_ups
from pipeline.analysis.check import check
from pipeline.analysis.datapackage import CLOSED
from pipeline.analysis.derived import derived_schema, replace_file
from pipeline.analysis.export import FORMATS, ExportError, export
from pipeline.analysis.topics.build import build as build_topics
from pipeline.cli import app
from pipeline.schema import TABLES, arrow_schema


@pytest.fixture
def whole(imported: Path) -> Path:
    """The tables of the samples with topics and follow-ups, and with a title that a spreadsheet would run."""
    build_topics(imported)
    follow_ups.build(imported)
    change(imported, "decisions", "agenda_title", '=HYPERLINK("http://a.b")')
    return imported


def change(out: Path, table: str, column: str, value: Any, row: int = 0) -> None:
    path = out / f"{table}.parquet"
    content = pq.read_table(path)
    values = content[column].to_pylist()
    values[row] = value
    place = content.schema.get_field_index(column)
    field = content.schema.field(place)
    replace_file(content.set_column(place, field, pa.array(values, field.type)), path)


def rows(out: Path, table: str = "decisions") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(out / f"{table}.parquet").to_pylist()
    return found


def test_csv_is_guarded_and_has_a_bom_where_asked(whole: Path, tmp_path: Path) -> None:
    export(whole, "csv", tmp_path / "csv", bom=True)
    text = (tmp_path / "csv" / "decisions.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    read = list(csv.DictReader(text.decode("utf-8-sig").splitlines(keepends=True)))
    assert read[0]["agenda_title"].startswith("'=HYPERLINK")
    assert [row["decision"] for row in read] == [row["decision"] for row in rows(whole)]
    export(whole, "csv", tmp_path / "csv")
    assert not (tmp_path / "csv" / "decisions.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_json_lines_hold_all_values(whole: Path, tmp_path: Path) -> None:
    export(whole, "jsonl", tmp_path)
    read = [json.loads(line) for line in (tmp_path / "decisions.jsonl").read_text("utf-8").splitlines()]
    assert [row["implementers"] for row in read] == [row["implementers"] for row in rows(whole)]


def test_xlsx_holds_texts_not_formulas(whole: Path, tmp_path: Path) -> None:
    (path,) = export(whole, "xlsx", tmp_path / "tables.xlsx")
    sheet = load_workbook(path)["decisions"]
    names = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, names.index("agenda_title") + 1)
    assert (cell.data_type, cell.value[:5]) == ("s", "=HYPE")
    assert sheet.max_row == 1 + len(rows(whole))


@pytest.mark.parametrize("form", ["sqlite", "duckdb"])
def test_databases_hold_all_tables(whole: Path, tmp_path: Path, form: str) -> None:
    (path,) = export(whole, form, tmp_path / "tables.db")
    connection = sqlite3.connect(path) if form == "sqlite" else duckdb.connect(str(path))
    for table in (*TABLES, "topics", "follow_ups"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (len(rows(whole, table)),)
    decisions = connection.execute("SELECT decision FROM decisions ORDER BY decision_id").fetchall()
    assert decisions == [(row["decision"],) for row in sorted(rows(whole), key=lambda row: str(row["decision_id"]))]
    connection.close()


def test_a_data_package_describes_every_column(whole: Path, tmp_path: Path) -> None:
    export(whole, "datapackage", tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        header = (tmp_path / resource["path"]).read_text("utf-8").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(field["title"] and field["description"] for field in resource["schema"]["fields"])


def test_what_cannot_be_exported_is_told(whole: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="not a format"):
        export(whole, "pdf", tmp_path)
    with pytest.raises(ExportError, match="no tables"):
        export(tmp_path, "csv", tmp_path)
    with pytest.raises(ExportError, match="folder"):
        export(whole, "sqlite", tmp_path)
    assert set(FORMATS) == {"csv", "jsonl", "xlsx", "sqlite", "duckdb", "datapackage"}


def test_tables_of_an_import_keep_their_promises(imported: Path) -> None:
    assert check(imported) == []
    build_topics(imported)
    follow_ups.build(imported)
    assert check(imported) == []
    assert CliRunner().invoke(app, ["check", str(imported)]).exit_code == 0


@pytest.mark.parametrize(
    ("table", "column", "value", "code"),
    [
        ("decisions", "kind", "wish", "not_in_list"),
        ("decisions", "meeting_id", "nowhere/1", "no_such_row"),
        ("decisions", "meeting_month", "2019-13", "not_a_month"),
        ("decisions", "confidence", 1.5, "out_of_range"),
        ("decisions", "decision", " ", "empty"),
        ("meetings", "meeting_id", None, "key_missing"),
        ("meetings", "decisions", 99, "does_not_add_up"),
        ("documents", "status", "good", "not_in_list"),
    ],
)
def test_broken_promises_are_found(imported: Path, table: str, column: str, value: Any, code: str) -> None:
    change(imported, table, column, value)
    assert (table, column, code) in [(breach.table, breach.column, breach.code) for breach in check(imported)]
    assert CliRunner().invoke(app, ["check", str(imported)]).exit_code == 1


def test_twice_the_same_key_and_a_lost_column_are_found(imported: Path) -> None:
    first, second = (row["decision_id"] for row in rows(imported)[:2])
    change(imported, "decisions", "decision_id", first, row=1)
    assert "key_twice" in {breach.code for breach in check(imported)}
    change(imported, "decisions", "decision_id", second, row=1)
    path = imported / "decisions.parquet"
    replace_file(pq.read_table(path).drop_columns(["page"]), path)
    assert [(breach.code, breach.column) for breach in check(imported)] == [("column_missing", "page")]


def test_closed_lists_are_of_columns_there_are() -> None:
    for table, column in CLOSED:
        schema = arrow_schema(table) if table in TABLES else derived_schema(table)
        assert column in schema.names
