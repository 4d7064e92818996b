"""Exports hold the same rows as the tables."""

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from pipeline.analysis import follow_ups
from pipeline.analysis.export import FORMATS, ExportError, export
from pipeline.analysis.topics.build import build as build_topics
from pipeline.schema import TABLES
from tests.program import change


@pytest.fixture
def whole(imported: Path) -> Path:
    """The tables of the samples with topics and follow-ups, and with a title that a spreadsheet would run."""
    build_topics(imported)
    follow_ups.build(imported)
    change(imported, "decisions", "agenda_title", '=HYPERLINK("http://a.b")')
    return imported


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
    assert {row["confidence"] for row in read} <= {round(row["confidence"], 2) for row in read}
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
