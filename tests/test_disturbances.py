"""What an import meets in the world, as it happens: a full disk, Ctrl-C, a killed program. Nothing is lost and nothing is left behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.program import ROOT, command, siddhanto

psutil = pytest.importorskip("psutil")

TEXT = (ROOT / "data" / "samples" / "01_river_committee.txt").read_text("utf-8")
TABLES = ("decisions", "meetings", "documents", "issues")
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def tables(out: Path) -> dict[str, bytes]:
    return {name: (out / f"{name}.parquet").read_bytes() for name in TABLES}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "archive").mkdir()
    for number in range(30):
        (tmp_path / "archive" / f"{number:02}.txt").write_text(f"{TEXT}\nঅনুলিপি {number}\n", "utf-8")
    return tmp_path / "archive"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "none", folder], capture_output=True, check=False
    )
    if not made or made.returncode:
        pytest.skip("only root can make a disk that is small")
    yield folder
    subprocess.run(["umount", folder], check=True)


def fill(disk: Path, free: int) -> Path:
    """Leave so many bytes of the disk."""
    status = os.statvfs(disk)
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(max(status.f_bavail * status.f_frsize - free, 0)))
    return ballast


def test_a_full_disk_under_the_ledger(small_disk: Path, archive: Path, tmp_path: Path) -> None:
    out = small_disk / "out"
    siddhanto("import", archive / "00.txt", "--out", out)
    before = tables(out)
    ballast = fill(small_disk, 60_000)
    full = siddhanto("import", archive, "--out", out)
    assert full.returncode == 3, full.stderr
    assert "Free some space" in full.stderr
    assert "goes on" in full.stderr
    assert tables(out) == before
    ballast.unlink()
    assert siddhanto("import", archive, "--out", out).returncode == 0
    siddhanto("import", archive, "--out", tmp_path / "whole")
    assert tables(out) == tables(tmp_path / "whole")


def test_a_full_disk_under_the_tables(small_disk: Path, archive: Path, tmp_path: Path) -> None:
    out = small_disk / "out"
    assert siddhanto("import", archive, "--out", out).returncode == 0
    before = tables(out)
    (decision,) = pq.read_table(out / "decisions.parquet").to_pylist()[:1]
    line = f"decision_id,field,value,who,why,date\n{decision['decision_id']},page,7,ক,দেখা,2024-01-01\n"
    (out / "corrections.csv").write_text(line, "utf-8")
    ballast = fill(small_disk, 20_000)
    full = siddhanto("import", archive, "--out", out)
    assert full.returncode == 3, full.stderr
    assert "Free some space" in full.stderr
    assert tables(out) == before
    ballast.unlink()
    assert siddhanto("import", archive, "--out", out).returncode == 0
    assert json.loads((out / "run.json").read_text("utf-8"))["read"] == 0
    (tmp_path / "whole").mkdir()
    shutil.copy(out / "corrections.csv", tmp_path / "whole")
    siddhanto("import", archive, "--out", tmp_path / "whole")
    assert tables(out) == tables(tmp_path / "whole") != before


def start(*arguments: str | Path, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*arguments),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | environment,
    )


def awaited(look: Callable[[], Any], seconds: float = 60) -> Any:
    until = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < until, "it does not come"
        time.sleep(0.02)
    return found


def offices(folder: Path) -> list[Any]:
    """The processes of LibreOffice with a profile in `folder`."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if any(str(folder) in part for part in process.cmdline()) and "soffice" in process.cmdline()[0]:
                found.append(process)
    return found


@pytest.fixture
def room() -> Iterator[Path]:
    """A place for temporary files with a short path: LibreOffice puts a socket there, whose path may have 108 letters."""
    with tempfile.TemporaryDirectory(prefix="room") as folder:
        yield Path(folder)


@posix
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_ctrl_c_ends_libreoffice_too(tmp_path: Path, room: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    for number in range(20):
        pages = f"minutes {number}\\par " * 20_000  # so that it takes a while
        (archive / f"{number}.rtf").write_text(f"{{\\rtf1\\ansi {pages}}}", "ascii")
    process = start("import", archive, "--out", tmp_path / "out", TMPDIR=str(room))
    awaited(lambda: offices(room))
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert not offices(room)
    assert not list(room.glob("siddhanto-*")), "the profile is gone"


@posix
def test_a_killed_import_leaves_no_process_behind(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(TEXT * 3000, "utf-8")
    process = start("import", tmp_path / "long.txt", "--out", tmp_path / "out")

    def readers() -> list[Any]:
        children = psutil.Process(process.pid).children(recursive=True)
        return [child for child in children if child.cpu_times().user > 1]  # it has begun to read

    awaited(readers)
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate()
    assert not psutil.wait_procs(children, 30)[1]


def test_a_full_disk_under_the_members_of_an_archive(small_disk: Path, archive: Path, tmp_path: Path) -> None:
    packed, out = tmp_path / "minutes.zip", small_disk / "out"
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("long.txt", TEXT * 200)
        file.write(archive / "00.txt", "00.txt")
    siddhanto("import", archive / "01.txt", "--out", out)
    ballast = fill(small_disk, 500_000)
    full = siddhanto("import", packed, "--out", out)
    assert full.returncode == 3, full.stderr
    ballast.unlink()
    assert siddhanto("import", packed, archive / "01.txt", "--out", out).returncode == 0
    siddhanto("import", packed, archive / "01.txt", "--out", tmp_path / "whole")
    assert tables(out) == tables(tmp_path / "whole")
