"""Questions to the tables of the samples, as a person asks them on the command line."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from pipeline.analysis import follow_ups
from pipeline.analysis.answers import csv_text, markdown
from pipeline.analysis.ask import Filters, QuestionError, decisions, recurring, search, sql, thread
from pipeline.analysis.topics.build import build
from pipeline.cli import app


def siddhanto(*arguments: str | Path) -> str:
    done = CliRunner().invoke(app, [*map(str, arguments)])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize(
    "words",
    ["বাল্যবিবাহ", "বাল্যবিবাহ প্রতিরোধ কমিটি", "প্রতীরোধ কমিটী", "বিদ্যালয়ে", "বিদ্যাল\u09dfে"],
)
def test_words_are_found_in_any_spelling_of_their_vowels(imported: Path, words: str) -> None:
    found = search(imported, words, Filters()).to_pylist()
    assert any("প্রতিরোধ কমিটি গঠন" in row["decision"] for row in found)


@pytest.mark.parametrize("words", ["ল্যবিবাহ", "বাল্যবিবাহ ক্রিকেট", "বাল্য.*", "বাল্য%"])
def test_parts_of_words_and_patterns_are_not(imported: Path, words: str) -> None:
    assert search(imported, words, Filters()).num_rows == 0


def test_a_search_needs_a_word(imported: Path) -> None:
    with pytest.raises(QuestionError, match="word"):
        search(imported, "% ।", Filters())


def test_decisions_are_filtered(imported: Path) -> None:
    assert decisions(imported, Filters(implementer="উপজেলা মাধ্যমিক শিক্ষা অফিসার")).num_rows >= 1
    assert decisions(imported, Filters(implementer="নভোচারী")).num_rows == 0
    late = decisions(imported, Filters(), overdue_on=date(2025, 1, 1)).to_pylist()
    assert late
    assert all(row["deadline"] < date(2025, 1, 1) and row["days_late"] > 0 for row in late)
    for row in decisions(imported, Filters(since=date(2022, 1, 1), until=date(2022, 12, 31))).to_pylist():
        assert row["meeting_date"].year == 2022


def test_topics_that_came_back_are_counted(imported: Path) -> None:
    with pytest.raises(QuestionError, match="siddhanto topics"):
        recurring(imported, Filters())
    build(imported)
    rows = {row["topic"]: row for row in recurring(imported, Filters(), min_meetings=3).to_pylist()}
    assert all(row["meetings"] >= 3 for row in rows.values())
    assert rows["বিগত সভার কার্যবিবরণী অনুমোদন"]["committees"] >= 3
    assert rows["বাল্যবিবাহ প্রতিরোধ"]["committees"] == 2
    by = recurring(imported, Filters(), by_committee=True).to_pylist()
    assert all(row["committees"] == 1 for row in by)


@pytest.mark.parametrize(
    "query",
    [
        "drop view decisions",
        "copy decisions to 'x.csv'",
        "select 1; select 2",
        "select * from read_text('/etc/hosts')",
        "selct",
        "",
    ],
)
def test_sql_reads_the_tables_and_nothing_else(imported: Path, query: str) -> None:
    with pytest.raises(QuestionError):
        sql(imported, query)


def test_sql_answers(imported: Path) -> None:
    rows = pq.read_table(imported / "decisions.parquet").num_rows
    assert sql(imported, "select count(*) as n from decisions").to_pylist() == [{"n": rows}]
    assert sql(imported, "with d as (select 1 as n) select * from d").num_rows == 1


def test_every_format_prints_the_same_rows(imported: Path) -> None:
    ask = ("decisions", imported, "--limit", "5")
    as_csv = list(csv.DictReader(io.StringIO(siddhanto(*ask, "--format", "csv"))))
    as_json = json.loads(siddhanto(*ask, "--format", "json"))
    assert [row["decision_id"] for row in as_csv] == [row["decision_id"] for row in as_json]
    assert siddhanto(*ask, "--format", "markdown").count("\n") == 2 + 5
    assert "5 rows" in siddhanto(*ask)
    done = CliRunner().invoke(app, ["decisions", str(imported), "--format", "parquet"])
    assert pq.read_table(io.BytesIO(done.stdout_bytes)).num_rows > 5
    assert CliRunner().invoke(app, ["decisions", str(imported), "--format", "xml"]).exit_code == 2
    assert CliRunner().invoke(app, ["search", str(imported.parent), "ক"]).exit_code == 2


def test_cells_are_harmless_and_whole() -> None:
    table = pa.table({"text": ["=1+1", "ক|খ\nগ", None, "<b>"], "number": [-1, 2, 3, None]})
    rows = list(csv.reader(io.StringIO(csv_text(table))))
    assert rows[1:] == [["'=1+1", "-1"], ["ক|খ\nগ", "2"], ["", "3"], ["<b>", ""]]
    assert "ক\\|খ<br>গ" in markdown(table)
    assert "&lt;b>" in markdown(table)


def test_an_item_is_followed_from_meeting_to_meeting(imported: Path) -> None:
    with pytest.raises(QuestionError, match="no decision"):
        thread(imported, "nowhere/1/1")
    rows = pq.read_table(imported / "decisions.parquet").to_pylist()
    months = [row for row in rows if row["kind"] == "confirmation" and row["agenda_title"] is None]
    with pytest.raises(QuestionError, match="siddhanto topics"):
        thread(imported, months[0]["decision_id"])
    build(imported)
    follow_ups.build(imported)
    found = thread(imported, months[0]["decision_id"]).to_pylist()
    assert [row["decision_id"] for row in found] == [row["decision_id"] for row in months]
