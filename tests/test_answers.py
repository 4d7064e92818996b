"""Answers on a terminal: columns that line up under Bangla, and what is said where nothing is found."""

import csv
import io
import json
import shutil
import unicodedata
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipeline.analysis import follow_ups
from pipeline.analysis.answers import csv_text, markdown, print_answer
from pipeline.analysis.ask import Filters, decisions, recurring, told
from pipeline.analysis.columns import drawn, width, wrapped
from pipeline.analysis.derived import replace_file
from pipeline.analysis.hints import hints, silent_months
from pipeline.analysis.topics.build import build as build_topics
from pipeline.cli import app

HOSTILE = "\x1b[2J\x07ক|খ\n<b>[x](http://a)`\u202eগ\x9b31m"
FORMULAS = ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "＝1"]


@pytest.fixture(scope="module")
def whole(imported_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = Path(shutil.copytree(imported_once, tmp_path_factory.mktemp("whole") / "tables"))
    build_topics(out)
    follow_ups.build(out)
    return out


@pytest.mark.parametrize("cells", [30, 60, 100, 200])
def test_columns_line_up_and_fit(cells: int) -> None:
    names = ["topic", "meetings", "what became of them"]
    rows = [
        ["জন্ম ও মৃত্যু নিবন্ধন কার্যক্রমের অগ্রগতি", "12", "4 implemented"],
        ["সাতক্ষীরা", "3", "ক্ষতিগ্রস্ত পরিবারের তালিকা হালনাগাদ করার বিষয়ে আলোচনা করা হয়েছে"],
    ]
    lines = drawn(names, rows, [False, True, False], cells)
    assert all(width(line) <= cells for line in lines)
    rule = next((line for line in lines if line.startswith("─")), None)
    assert (rule is None) == (cells < 60)
    gaps = [at for at, mark in enumerate(rule or "") if mark == " "]
    for line in lines:
        taken = "".join(letter * width(letter) for letter in line)  # one mark a cell
        assert not any(taken[gap : gap + 1].strip() for gap in gaps)


@given(st.text(alphabet="কিাীু্রয়ষ় abc\n", max_size=80), st.integers(min_value=4, max_value=30))
def test_wrapping_keeps_all_letters_and_parts_no_sign_from_its_letter(text: str, cells: int) -> None:
    lines = wrapped(text, cells)
    assert "".join("".join(line.split()) for line in lines) == "".join(text.split())
    for line, words in ((line, text.split()) for line in lines[1:]):
        begins_word = any(word.startswith(line.split(" ")[0]) for word in words)
        assert not line or begins_word or not unicodedata.category(line[0]).startswith("M")


def test_hostile_texts_are_harmless_in_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    table = pa.table({"text": [HOSTILE], "n": [1.23456]})
    for form in ("table", "markdown"):
        print_answer(table, form)
        shown = capsys.readouterr().out
        assert not set("\x1b\x07\x9b\u202e") & set(shown)
    print_answer(table, "json")
    shown = capsys.readouterr().out
    assert not set("\x1b\x07\x9b") & set(shown)
    assert json.loads(shown)[0]["text"] == HOSTILE
    text = markdown(table)
    assert text.count("\n") == 3
    assert "ক\\|খ<br>&lt;b>\\[x](http://a)\\`" in text
    rows = list(csv.reader(io.StringIO(csv_text(pa.table({"text": FORMULAS})))))
    assert all(row[0].startswith("'") for row in rows[1:])


def test_what_became_of_topics_stands_in_one_column_for_people(whole: Path) -> None:
    found = recurring(whole, Filters(), min_meetings=2, by_committee=True)
    shown = told(found)
    assert shown.num_rows == found.num_rows
    assert shown.column_names[-2:] == ["what became of them", "topic_id"]
    assert told(found.slice(0, 0)).num_rows == 0


WRONG_NAMES = [
    (Filters(committee="আইন শৃংখলা কমটি"), "there are: "),
    (Filters(district="ভোলাা"), "no district"),
    (Filters(implementer="প্রকোশলি"), "no implementer"),
    (Filters(topic="নলকুপ স্থাপনা"), "no topic"),
    (Filters(since=date(2050, 1, 1)), "the minutes are of"),
]


@pytest.mark.parametrize(("filters", "sentence"), WRONG_NAMES)
def test_a_name_that_is_not_there_is_told_with_those_like_it(whole: Path, filters: Filters, sentence: str) -> None:
    assert decisions(whole, filters).num_rows == 0
    assert any(sentence in hint for hint in hints(whole, filters))


def test_words_that_nothing_has_are_told(whole: Path) -> None:
    assert list(hints(whole, Filters(), "সভার গ্রহাণুপুঞ্জ")) == ["no decision has “গ্রহাণুপুঞ্জ”"]


def test_months_without_minutes_are_told(whole: Path) -> None:
    filters = Filters(since=date(2019, 1, 1), until=date(2020, 3, 31))
    silence = silent_months(whole, filters)
    assert silence is not None
    assert "2020-02" in silence
    assert silent_months(whole, Filters(since=date(2019, 2, 1), until=date(2019, 2, 28))) is None


def test_a_meeting_of_which_only_the_month_is_known_is_in_its_month(whole: Path) -> None:
    path = whole / "decisions.parquet"
    table = pq.read_table(path)
    place = table.schema.get_field_index("meeting_date")
    nothing = pa.nulls(table.num_rows, pa.date32())
    replace_file(table.set_column(place, table.schema.field(place), nothing), path)
    months = {row["meeting_month"] for row in table.to_pylist()}
    assert "2019-02" in months
    found = decisions(whole, Filters(since=date(2019, 2, 10), until=date(2019, 2, 12)))
    replace_file(table, path)
    assert found.num_rows > 0


def test_notes_stand_on_standard_error(whole: Path) -> None:
    done = CliRunner().invoke(app, ["decisions", str(whole), "--limit", "1", "-f", "json"])
    assert len(json.loads(done.stdout)) == 1
    assert "first 1" in done.stderr
    done = CliRunner().invoke(app, ["search", str(whole), "গ্রহাণুপুঞ্জ"])
    assert (done.stdout, done.exit_code) == ("0 rows\n", 0)
