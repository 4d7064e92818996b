"""Check finds every promise that tables break, and says what to do."""

import json
import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from pipeline.analysis import check as checks
from pipeline.analysis import follow_ups
from pipeline.analysis.breaches import BREACHES, Breach
from pipeline.analysis.check import check
from pipeline.analysis.contract import CLOSED, FORMS, KEYS, REFERENCES, required
from pipeline.analysis.derived import DERIVED, derived_schema, replace_file
from pipeline.analysis.topics.build import build as build_topics
from pipeline.cli import app
from pipeline.schema import TABLES, arrow_schema
from tests.program import change


@pytest.fixture(scope="module")
def whole_once(imported_once: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """All tables of the samples, with topics and follow-ups, and run.json as a table of one cell."""
    out = Path(shutil.copytree(imported_once, tmp_path_factory.mktemp("whole") / "tables"))
    build_topics(out)
    follow_ups.build(out)
    tables = {table: pq.read_table(out / f"{table}.parquet") for table in (*TABLES, *DERIVED)}
    return tables | {"run": pa.table({"text": [(out / "run.json").read_text("utf-8")]})}


@pytest.fixture
def whole(whole_once: dict[str, pa.Table], tmp_path: Path) -> Path:
    for table, content in whole_once.items():
        if table == "run":
            (tmp_path / "run.json").write_text(content["text"][0].as_py(), "utf-8")
        else:
            replace_file(content, tmp_path / f"{table}.parquet")
    return tmp_path


def found(out: Path) -> set[tuple[str, str | None, str]]:
    return {(breach.table, breach.column, breach.code) for breach in check(out)}


def test_tables_of_an_import_keep_their_promises(imported: Path, whole: Path) -> None:
    assert check(imported) == []
    assert check(whole) == []
    done = CliRunner().invoke(app, ["check", str(whole)])
    assert (done.exit_code, "keep their promises" in done.stdout) == (0, True)


BROKEN = [
    ("decisions", "kind", "wish", "not_in_list"),
    ("decisions", "deadline_kind", "soon", "not_in_list"),
    ("decisions", "route", "fax", "not_in_list"),
    ("decisions", "encoding", "latin", "not_in_list"),
    ("decisions", "level", "planet", "not_in_list"),
    ("decisions", "flags", ["strange"], "not_in_list"),
    ("decisions", "meeting_id", "nowhere/1", "no_such_row"),
    ("decisions", "decision_id", "0123456789abcdef/1/1", "not_its_parent"),
    ("decisions", "document_id", "nowhere", "no_such_row"),
    ("decisions", "topic_id", "t0", "no_such_row"),
    ("decisions", "topic", "অন্য", "differs_from_topic"),
    ("decisions", "decision_id", "x", "not_of_form"),
    ("decisions", "meeting_month", "2019-13", "not_of_form"),
    ("decisions", "meeting_date", date(2001, 2, 3), "differs_from_meeting"),
    ("decisions", "committee", "অন্য কমিটি", "differs_from_meeting"),
    ("decisions", "deadline", date(1950, 1, 1), "date_out_of_range"),
    ("decisions", "deadline", date(2150, 1, 1), "date_out_of_range"),
    ("decisions", "confidence", 1.5, "out_of_range"),
    ("decisions", "confidence", None, "value_missing"),
    ("decisions", "decision", " ", "empty"),
    ("decisions", "decision", None, "value_missing"),
    ("decisions", "decision_no", 0, "out_of_range"),
    ("decisions", "page", 0, "out_of_range"),
    ("decisions", "bbox", [1.0, 2.0], "out_of_range"),
    ("decisions", "amounts_bdt", [Decimal("-1.00")], "out_of_range"),
    ("meetings", "meeting_id", None, "value_missing"),
    ("meetings", "meeting_id", "x/1", "not_its_parent"),
    ("meetings", "start_time", "25:00", "not_of_form"),
    ("meetings", "decisions", 99, "does_not_add_up"),
    ("meetings", "same_meeting_as", "nowhere/1", "no_such_row"),
    ("meetings", "same_meeting_as", "nowhere/1", "contradicts"),
    ("documents", "status", "good", "not_in_list"),
    ("documents", "status", "failed", "contradicts"),
    ("documents", "reason", "because", "not_in_list"),
    ("documents", "reason", "news", "contradicts"),
    ("documents", "sha256", "0" * 64, "contradicts"),
    ("documents", "sha256", "x", "not_of_form"),
    ("documents", "meetings", 7, "does_not_add_up"),
    ("documents", "decisions", 7, "does_not_add_up"),
    ("documents", "bytes", -1, "out_of_range"),
    ("documents", "pages", -1, "out_of_range"),
    ("topics", "items", 0, "out_of_range"),
    ("topics", "topic", "", "empty"),
    ("topics", "origin", "dream", "not_in_list"),
    ("follow_ups", "status", "done", "not_in_list"),
    ("follow_ups", "score", 2.0, "out_of_range"),
    ("follow_ups", "decision_id", "x", "no_such_row"),
    ("follow_ups", "later_meeting_id", "x", "no_such_row"),
    ("reviews", "meeting_id", "x", "no_such_row"),
    ("reviews", "review_id", "x", "not_of_form"),
]


@pytest.mark.parametrize("part", range(3))
@pytest.mark.parametrize("table", sorted({table for table, *_ in BROKEN}))
def test_broken_promises_are_found(whole: Path, table: str, part: int) -> None:
    broken = [(column, value, code) for name, column, value, code in BROKEN if name == table][part::3]
    rows = pq.read_table(whole / f"{table}.parquet").num_rows
    assert len(broken) <= rows or table == "reviews"
    for row, (column, value, _) in enumerate(broken):
        change(whole, table, column, value, row=min(row, rows - 1))
    assert {(table, column, code) for column, _, code in broken} <= found(whole)


def test_words_for_silence_are_found(whole: Path) -> None:
    statuses = pq.read_table(whole / "follow_ups.parquet")["status"].to_pylist()
    change(whole, "follow_ups", "evidence", "করা হয়েছে", row=statuses.index("not_mentioned"))
    assert ("follow_ups", "status", "not_mentioned_but_told") in found(whole)


def test_twice_the_same_key_is_found(whole: Path) -> None:
    for table, key in KEYS.items():
        path = whole / f"{table}.parquet"
        content = pq.read_table(path)
        replace_file(pa.concat_tables([content, content.slice(0, 1)]), path)
        assert (table, key, "key_twice") in found(whole)
        replace_file(content, path)


def test_lost_columns_tables_and_versions_are_found(whole: Path) -> None:
    path = whole / "decisions.parquet"
    content = pq.read_table(path)
    replace_file(content.set_column(0, "decision_id", pa.array(range(content.num_rows), pa.int64())), path)
    assert ("decisions", "decision_id", "other_type") in found(whole)
    replace_file(content.replace_schema_metadata({"schema_version": "0.1"}), path)
    assert found(whole) == {("decisions", None, "other_version")}
    replace_file(content.drop_columns(["page"]), path)
    assert found(whole) == {("decisions", "page", "column_missing")}
    replace_file(content, path)
    (whole / "issues.parquet").unlink()
    (whole / "meetings.parquet").write_bytes(b"PAR1")
    assert found(whole) == {("issues", None, "table_missing"), ("meetings", None, "unreadable")}


ACCOUNTS = [
    ("files", 99, "files"),
    ("rows", {"decisions": 1, "meetings": 1, "documents": 1}, "rows.decisions"),
    ("statuses", {"decisions": 1, "failed": 0}, "statuses"),
    ("reasons", {"news": 50}, "reasons"),
    ("duplicates", "many", None),
]


@pytest.mark.parametrize(("name", "value", "column"), ACCOUNTS)
def test_an_account_that_does_not_add_up_is_found(whole: Path, name: str, value: Any, column: str | None) -> None:
    path = whole / "run.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {name: value}), "utf-8")
    assert ("run.json", column, "does_not_add_up" if column else "unreadable") in found(whole)


def test_what_is_wrong_is_told_with_what_to_do(whole: Path) -> None:
    change(whole, "decisions", "kind", "\x1b[31mwish")
    done = CliRunner().invoke(app, ["check", str(whole)])
    assert done.exit_code == 1
    assert "the value is not in the closed list in 1 row (not_in_list): \\x1b[31mwish" in done.stdout
    assert "siddhanto correct" in done.stdout


def test_every_code_has_words_and_is_made_to_fail_here() -> None:
    used = set(re.findall(r'"([a-z_]+)"', Path(checks.__file__).read_text("utf-8"))) & set(BREACHES)
    assert used == set(BREACHES)
    tested = set(re.findall(r'"([a-z_]+)"', Path(__file__).read_text("utf-8")))
    assert set(BREACHES) <= tested
    assert all(Breach(table="t", column=None, code=code, rows=1, detail="").advice.endswith(".") for code in BREACHES)


def test_the_contract_is_of_columns_there_are() -> None:
    names = {
        table: (arrow_schema(table) if table in TABLES else derived_schema(table)).names
        for table in (*TABLES, *DERIVED)
    }
    for table, column in (*CLOSED, *FORMS, *KEYS.items()):
        assert column in names[table]
    for table, references in REFERENCES.items():
        assert {column for column, _ in references} <= set(names[table])
    for table, columns in names.items():
        assert required(table) <= set(columns)
