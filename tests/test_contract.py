"""The contract in the words of others: JSON Schema for the rows, and a data package that its own validator accepts."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from pipeline.analysis import follow_ups
from pipeline.analysis.derived import DERIVED
from pipeline.analysis.export import export
from pipeline.analysis.json_schema import row_schema, schemas
from pipeline.analysis.topics.build import build as build_topics
from pipeline.cli import app
from pipeline.schema import TABLES


@pytest.fixture(scope="module")
def whole(imported_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = Path(shutil.copytree(imported_once, tmp_path_factory.mktemp("whole") / "tables"))
    build_topics(out)
    follow_ups.build(out)
    return out


def errors(schema: dict[str, Any], row: Any) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(row)]


def test_exported_rows_are_valid(whole: Path, tmp_path: Path) -> None:
    export(whole, "jsonl", tmp_path / "jsonl")
    for table in (*TABLES, *DERIVED):
        schema = json.loads((tmp_path / "jsonl" / f"{table}.schema.json").read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
        assert schema == row_schema(table)
        lines = (tmp_path / "jsonl" / f"{table}.jsonl").read_text("utf-8").splitlines()
        assert lines or table == "reviews"
        for line in lines:
            assert errors(schema, json.loads(line)) == []


WRONG = [
    ("decisions", "decision", None),
    ("decisions", "kind", "wish"),
    ("decisions", "meeting_date", "৫ মে"),
    ("decisions", "meeting_month", "2019-13"),
    ("decisions", "decision_no", "1"),
    ("decisions", "amounts_bdt", [5]),
    ("decisions", "implementers", [None]),
    ("decisions", "flags", ["strange"]),
    ("decisions", "surprise", 1),
    ("meetings", "attendees", [{"name": "ক"}]),
    ("meetings", "preferred", "yes"),
    ("follow_ups", "status", "done"),
]


def test_wrong_rows_are_not(whole: Path, tmp_path: Path) -> None:
    export(whole, "jsonl", tmp_path / "jsonl")
    for table, column, value in WRONG:
        row = json.loads((tmp_path / "jsonl" / f"{table}.jsonl").read_text("utf-8").splitlines()[0])
        assert errors(row_schema(table), row) == []
        assert errors(row_schema(table), row | {column: value}), (table, column)
        del row[next(iter(row))]
        assert errors(row_schema(table), row)


def test_the_command_prints_schemas() -> None:
    one = CliRunner().invoke(app, ["schema", "decisions", "--json-schema"])
    assert json.loads(one.stdout) == row_schema("decisions")
    every = json.loads(CliRunner().invoke(app, ["schema", "--json-schema"]).stdout)
    assert every == schemas()
    assert set(every["$defs"]) == {*TABLES, *DERIVED}
    Draft202012Validator.check_schema(every)


@pytest.mark.parametrize("table", [*TABLES, *DERIVED])
def test_every_table_is_told_in_two_languages(table: str) -> None:
    columns = json.loads(CliRunner().invoke(app, ["schema", table, "--json"]).stdout)[table]
    assert all(column["description"] and column["label_bn"] for column in columns)
    assert CliRunner().invoke(app, ["schema", table]).exit_code == 0


@pytest.mark.parametrize("bom", [False, True])
def test_the_data_package_is_valid_by_its_own_validator(whole: Path, tmp_path: Path, bom: bool) -> None:
    program = shutil.which("frictionless", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("frictionless is not installed")
    export(whole, "datapackage", tmp_path, bom=bom)
    done = subprocess.run(
        [program, "validate", "--json", "datapackage.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    report = json.loads(done.stdout)
    problems = [(task["name"], error["message"]) for task in report["tasks"] for error in task["errors"]]
    assert (done.returncode, problems) == (0, [])
    assert {task["name"] for task in report["tasks"]} == {name.replace("_", "-") for name in (*TABLES, *DERIVED)}
