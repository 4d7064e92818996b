"""A second import: nothing is read twice, nothing is lost, whatever ended the first one."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.lock import lock
from pipeline.schema import TABLES
from tests.program import ROOT, command, rows, siddhanto

SAMPLES = ROOT / "data" / "samples"
TEXT = (SAMPLES / "01_river_committee.txt").read_text("utf-8")
HOUR = 3600


def account(out: Path) -> dict:
    content = json.loads((out / "run.json").read_text("utf-8"))
    assert content["reconciles"]
    return content


def tables(out: Path) -> dict[str, bytes]:
    return {name: (out / f"{name}.parquet").read_bytes() for name in TABLES}


def has_begun(out: Path) -> bool:
    """Whether the ledger holds what a document gave."""
    try:
        with closing(sqlite3.connect(f"file:{out}/.siddhanto/ledger.sqlite?mode=ro", uri=True)) as ledger:
            return ledger.execute("SELECT 1 FROM contents WHERE outcome IS NOT NULL").fetchone() is not None
    except sqlite3.OperationalError:
        return False


def write(path: Path, text: str, age: int = HOUR) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (time.time() - age, time.time() - age))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    for number in range(12):
        write(tmp_path / "archive" / f"{number:02}.txt", TEXT + f"\nঅনুলিপি {number}\n")
    return tmp_path / "archive"


def test_what_is_known_is_neither_opened_nor_read(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    siddhanto("import", archive, "--out", out)
    assert (account(out)["opened"], account(out)["read"]) == (12, 12)
    before = {name: (out / f"{name}.parquet").stat().st_mtime_ns for name in TABLES}
    siddhanto("import", archive, "--out", out)
    assert (account(out)["opened"], account(out)["read"]) == (0, 0)
    assert {name: (out / f"{name}.parquet").stat().st_mtime_ns for name in TABLES} == before
    write(archive / "new.txt", TEXT + "নতুন")
    shutil.copy2(archive / "01.txt", archive / "again.txt")
    siddhanto("import", archive, "--out", out)
    assert (account(out)["opened"], account(out)["read"], account(out)["duplicates"]) == (2, 1, 1)
    siddhanto("import", archive, "--out", tmp_path / "afresh")
    assert tables(out) == tables(tmp_path / "afresh")


def test_the_number_and_order_of_sittings_do_not_show(archive: Path, tmp_path: Path) -> None:
    files = sorted(archive.iterdir())
    random.Random(3).shuffle(files)
    siddhanto("import", *files[:6], "--out", tmp_path / "parts", "--workers", "2")
    siddhanto("import", *files[4:], "--out", tmp_path / "parts", "--workers", "2")
    siddhanto("import", archive, "--out", tmp_path / "whole")
    assert tables(tmp_path / "parts") == tables(tmp_path / "whole")


def test_what_is_gone_stays_and_what_has_changed_is_superseded(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    siddhanto("import", archive, "--out", out)
    (archive / "00.txt").unlink()
    write(archive / "01.txt", TEXT + "\nসংশোধিত\n", age=HOUR // 2)
    siddhanto("import", archive, "--out", out)
    content = account(out)
    assert (content["files"], content["superseded"], content["read"]) == (12, 1, 1)
    documents = rows(out, "documents")
    assert len(documents) == 13
    assert any(Path(row["source_uri"]).name == "00.txt" for row in documents)
    (old,) = [row["document_id"] for row in rows(out, "issues") if row["code"] == "superseded"]
    both = [row["document_id"] for row in documents if Path(row["source_uri"]).name == "01.txt"]
    assert old in both
    assert len(both) == 2
    assert {row["preferred"] for row in rows(out, "meetings") if row["document_id"] == old} == {False}


def test_a_place_that_can_be_opened_later_is_no_issue_any_more(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    late = archive / "late.txt"
    assert siddhanto("import", archive, late, "--out", out).returncode == 1
    write(late, TEXT)
    assert siddhanto("import", archive, "--out", out).returncode == 0
    assert account(out)["statuses"]["failed"] == 0


def test_a_killed_import_is_taken_up_where_it_was(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    database = out / ".siddhanto" / "ledger.sqlite"
    for pause in (0.5, 1, 2):  # at whatever it is then: looking, reading, writing
        process = subprocess.Popen(command("import", archive, "--out", out), cwd=ROOT, stderr=subprocess.DEVNULL)
        time.sleep(pause)
        process.kill()
        process.wait()
    assert not (out / "run.json").exists() or account(out)
    process = subprocess.Popen(command("import", archive, "--out", out), cwd=ROOT, stdout=subprocess.DEVNULL)
    assert process.wait(60) == 0
    assert database.exists()
    assert account(out)["waiting"] == 0
    siddhanto("import", archive, "--out", tmp_path / "whole")
    assert tables(out) == tables(tmp_path / "whole")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_it_and_keeps_what_is_done(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for number in range(300):
        write(archive / f"more{number}.txt", TEXT + f"\nআরও {number}\n")
    process = subprocess.Popen(
        command("import", archive, "--out", out), cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while not has_begun(out) and process.poll() is None:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=10)
    assert process.returncode == 130, told
    assert "goes on" in told
    assert siddhanto("import", archive, "--out", out).returncode == 0
    assert 0 < account(out)["read"] < 312


def test_a_second_import_into_one_folder_is_refused(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / ".siddhanto").mkdir(parents=True)
    with lock(tmp_path / "out" / ".siddhanto" / "lock"):
        refused = siddhanto("import", archive, "--out", tmp_path / "out")
    assert refused.returncode == 2
    assert "Another import is at work" in refused.stderr
    assert siddhanto("import", archive, "--out", tmp_path / "out").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="rlimits")
def test_a_full_disk_loses_nothing(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    siddhanto("import", archive / "00.txt", "--out", out)
    before = tables(out)

    import resource

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    full = siddhanto("import", archive, "--out", out, preexec_fn=small_disk)
    assert full.returncode == 3, full.stderr
    assert "goes on" in full.stderr
    assert tables(out) == before
    assert not list(out.glob("*.partial"))
    assert siddhanto("import", archive, "--out", out).returncode == 0
    assert account(out)["waiting"] == 0
    siddhanto("import", archive, "--out", tmp_path / "whole")
    assert tables(out) == tables(tmp_path / "whole")
