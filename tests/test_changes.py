"""The feed of changes: whoever takes all of it has the tables; history never shows in the tables themselves."""

import csv
import io
import json
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from pipeline.archive.changes import BECAUSE
from pipeline.archive.contents import store
from pipeline.archive.derivations import grouping
from pipeline.archive.ledger import open_ledger
from pipeline.archive.run import build, opened
from pipeline.cli import app
from pipeline.process import failed
from pipeline.schema import TABLES
from pipeline.sources import Origin
from tests.program import ROOT, rows

SAMPLES = ROOT / "data" / "samples"
TEXT = (SAMPLES / "01_river_committee.txt").read_text("utf-8")
HTML = (SAMPLES / "04_law_and_order_gen2.html").read_text("utf-8")
KEYS = {"decisions": "decision_id", "meetings": "meeting_id", "documents": "document_id"}


def siddhanto(*arguments: str | Path, status: int = 0) -> str:
    done = CliRunner().invoke(app, [*map(str, arguments)])
    assert done.exit_code == status, done.output
    return done.stdout if status == 0 else done.output


def feed(out: Path, since: str = "0", *more: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in siddhanto("changes", out, "--since", since, *more).splitlines()]


def ran(out: Path) -> list[str]:
    return [line["cause"] for line in map(json.loads, siddhanto("changes", out, "-f", "json").splitlines())]


def tables(out: Path) -> dict[str, bytes]:
    return {name: (out / f"{name}.parquet").read_bytes() for name in TABLES}


def applied(events: list[dict[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    """The rows that a program has which did what the feed says."""
    state: dict[str, dict[str, dict[str, Any]]] = {table: {} for table in KEYS}
    for event in events:
        if event["table"] not in KEYS:
            continue
        table = state[event["table"]]
        if event["change"] == "added":
            assert event["id"] not in table
            table[event["id"]] = event["new"]
        elif event["change"] == "changed":
            row = table[event["id"]]
            assert {name: row[name] for name in event["columns"]} == event["old"]
            row |= event["new"]
        else:
            assert table.pop(event["id"]) == event["old"]
    return state


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return written(tmp_path)


def written(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.html").write_text(HTML, "utf-8")
    return folder


@pytest.fixture(scope="module")
def lived_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of tables that saw all kinds of runs, beside its archive."""
    tmp_path = tmp_path_factory.mktemp("lived")
    archive = written(tmp_path)
    out = tmp_path / "out"
    siddhanto("import", archive / "a.txt", tmp_path / "later.txt", "--out", out, status=1)
    (tmp_path / "later.txt").write_text(TEXT + "\nপরে\n", "utf-8")
    siddhanto("import", archive, tmp_path / "later.txt", "--out", out)
    first = rows(out, "decisions")[0]["decision_id"]
    siddhanto("correct", out, first, "deadline", "2023-06-30", "--who", "ক", "--why", "দেখা")
    siddhanto("topics", out)
    (archive / "b.html").write_text(HTML.replace("</body>", "<p>সংশোধিত</p></body>"), "utf-8")
    siddhanto("import", archive, "--out", out)
    return out


@pytest.fixture
def lived(lived_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(lived_once, tmp_path / "out"))


def test_whoever_takes_the_whole_feed_has_the_tables(lived: Path) -> None:
    assert ran(lived) == ["import", "import", "correct", "topics", "import"]
    events = feed(lived)
    state = applied(events)
    for table, key in KEYS.items():
        found = {row[key]: row for row in rows(lived, table)}
        assert set(state[table]) == set(found)
        for row_id, row in found.items():
            for name in ("decision", "topic_id", "title", "preferred", "status", "source_uri"):
                assert state[table][row_id].get(name) == row.get(name)
            assert state[table][row_id].get("deadline") == (str(row["deadline"]) if row.get("deadline") else None)
    reasons = {event["because"] for event in events}
    assert reasons >= {"new", "gone", "linked", "corrected", "grouped", "superseded"}
    assert reasons <= set(BECAUSE)
    (correction,) = [event for event in events if event["because"] == "corrected"]
    assert correction["columns"] == ["deadline", "flags"]
    assert correction["new"]["deadline"] == "2023-06-30"


def test_what_is_superseded_is_not_withdrawn(lived: Path) -> None:
    events = feed(lived, "4")
    assert {event["change"] for event in events if event["table"] == "decisions"} == {"added"}
    (old,) = [event for event in events if event["table"] == "meetings" and event["because"] == "superseded"]
    assert old["columns"] == ["preferred", "same_meeting_as", "flags"]
    assert not [event for event in events if event["change"] == "withdrawn"]


def test_a_cursor_goes_on_where_a_reader_stopped(lived: Path) -> None:
    whole = feed(lived)
    taken: list[dict[str, Any]] = []
    since = "0"
    while batch := feed(lived, since, "--limit", "7"):
        taken += batch
        since = batch[-1]["cursor"]
    assert taken == whole == feed(lived)
    assert feed(lived, "2") == [event for event in whole if event["run"] > 2]
    assert feed(lived, "0", "-t", "meetings") == [event for event in whole if event["table"] == "meetings"]
    assert feed(lived, "5") == []


def test_every_format_holds_the_same_changes(lived: Path) -> None:
    whole = feed(lived)
    assert json.loads(siddhanto("changes", lived, "--since", "0", "-f", "json")) == whole
    assert json.loads(siddhanto("changes", lived, "--since", "5", "-f", "json")) == []
    as_csv = list(csv.DictReader(io.StringIO(siddhanto("changes", lived, "--since", "0", "-f", "csv"))))
    done = CliRunner().invoke(app, ["changes", str(lived), "--since", "0", "-f", "parquet"])
    as_parquet = pq.read_table(io.BytesIO(done.stdout_bytes)).to_pylist()
    for found in (as_csv, as_parquet):
        assert [row["cursor"] for row in found] == [event["cursor"] for event in whole]
        assert [json.loads(row["new"]) if row["new"] else None for row in found] == [event["new"] for event in whole]


@pytest.mark.parametrize("since", ["6", "-1", "0.5", "x", "", "1.2.3", "১", "9" * 30])
def test_an_unknown_run_is_told(lived: Path, since: str) -> None:
    assert "there is no run" in siddhanto("changes", lived, f"--since={since}", status=2)


def test_what_cannot_be_asked_is_told(lived: Path) -> None:
    assert "not a format" in siddhanto("changes", lived, "--since", "0", "-f", "xml", status=2)
    assert "no table" in siddhanto("changes", lived, "--since", "0", "-t", "topics", status=2)


def test_an_import_that_changes_nothing_is_no_run(lived: Path, lived_once: Path) -> None:
    before = tables(lived)
    siddhanto("import", lived_once.parent / "archive", "--out", lived)
    with opened(lived, datetime.now(UTC)) as ledger:
        ledger.set_fact("built", "")
        build(ledger, lived, "import")
    assert len(ran(lived)) == 5
    assert tables(lived) == before


def test_topics_outlive_a_rebuild_and_new_rows_are_told(lived: Path) -> None:
    grouped = {row["decision_id"]: row["topic_id"] for row in rows(lived, "decisions")}
    assert sum(topic is not None for topic in grouped.values()) >= 3
    told = siddhanto("status", lived)
    assert "not grouped yet: run siddhanto topics" in told
    siddhanto("topics", lived)
    assert "not grouped yet" not in siddhanto("status", lived)
    again = {row["decision_id"]: row["topic_id"] for row in rows(lived, "decisions")}
    assert all(again[row_id] == topic for row_id, topic in grouped.items() if topic)


def test_topics_leave_the_bytes_that_a_rebuild_leaves(lived: Path) -> None:
    siddhanto("topics", lived)
    before = tables(lived)
    with opened(lived, datetime.now(UTC)) as ledger:
        ledger.set_fact("built", "")
        build(ledger, lived, "import")
    assert tables(lived) == before


def test_a_corrected_topic_stays(lived: Path) -> None:
    first = rows(lived, "decisions")[0]["decision_id"]
    siddhanto("correct", lived, first, "topic", "নদী", "--who", "ক", "--why", "খ")
    siddhanto("topics", lived)
    assert rows(lived, "decisions")[0]["topic"] == "নদী"


def test_a_document_that_is_read_anew_withdraws_rows(lived: Path) -> None:
    document = next(row for row in rows(lived, "documents") if row["source_uri"].endswith("a.txt"))
    decisions = [row for row in rows(lived, "decisions") if row["document_id"] == document["document_id"]]
    siddhanto("follow-up", lived)
    origin = Origin(uris=(document["source_uri"],), digest=document["sha256"], bytes=document["bytes"])
    outcome = failed(origin, "timeout", "…")
    with opened(lived, datetime.now(UTC)) as ledger:
        store(ledger, origin, replace(outcome, document=replace(outcome.document, document_id=origin.document_id)))
        build(ledger, lived, "import")
    events = feed(lived, "5", "-t", "decisions")
    assert {event["id"] for event in events} == {row["decision_id"] for row in decisions}
    assert {(event["change"], event["because"]) for event in events} == {("withdrawn", "read_again")}
    known = {row["decision_id"] for row in rows(lived, "decisions")}
    assert {row["decision_id"] for row in rows(lived, "follow_ups")} <= known


def test_a_killed_run_leaves_no_number_behind(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for number in range(40):
        (archive / f"{number}.txt").write_text(TEXT + f"\n{number}\n", "utf-8")
    command = [sys.executable, "-m", "pipeline", "import", str(archive), "--out", str(out)]
    for pause in (1, 2):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(pause)
        process.kill()
        process.wait()
    siddhanto("import", archive, "--out", out)
    state = applied(feed(out))
    assert set(state["decisions"]) == {row["decision_id"] for row in rows(out, "decisions")}
    with open_ledger(out, "", "") as ledger:
        numbers = [run for (run,) in ledger.connection.execute("SELECT DISTINCT run FROM versions ORDER BY 1")]
    assert numbers == list(range(1, len(ran(out)) + 1))


def test_a_fault_while_tables_are_written_leaves_neither_tables_nor_history(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    siddhanto("import", archive, "--out", out)
    before = tables(out)
    (archive / "c.txt").write_text(TEXT + "\nগ\n", "utf-8")
    (out / "report.html.partial").mkdir()  # the page cannot be written
    CliRunner().invoke(app, ["import", str(archive), "--out", str(out)])
    assert len(ran(out)) == 1
    (out / "report.html.partial").rmdir()
    siddhanto("import", archive, "--out", out)
    assert len(ran(out)) == 2
    assert tables(out) != before


def test_topics_that_are_ended_half_way_leave_no_trace(lived: Path, lived_once: Path) -> None:
    before = tables(lived)

    def broken() -> None:
        with grouping(lived):
            (lived / "decisions.parquet").write_bytes(b"half")
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        broken()
    siddhanto("import", lived_once.parent / "archive", "--out", lived)
    assert tables(lived) == before
    assert len(ran(lived)) == 5


def test_the_feed_can_be_read_while_tables_are_written(lived: Path) -> None:
    with opened(lived, datetime.now(UTC)) as ledger, ledger.whole() as connection:
        connection.execute("INSERT INTO runs VALUES (99, '', 'import', 1)")
        assert len(ran(lived)) == 5
        assert len(feed(lived, "4")) > 0
        connection.execute("DELETE FROM runs WHERE run = 99")
