"""The tables appear whole and all together, in either layout, whatever ends the program that writes them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.replacement import JOURNAL, MEMORY, NEW, UnfinishedError, finish, replacing
from pipeline.schema import IMPORTED

ROOT = Path(__file__).parents[1]

# Ends itself by SIGKILL before the n-th call that changes the disk, for every n; the audit hook is the interpreter's own.
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
import pyarrow.parquet
from pipeline.schema import IMPORTED
from pipeline.store import write_tables

CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "tempfile.mkdtemp"}

def rows(day):
    from datetime import date
    empty = {name: [] for name in IMPORTED}
    meeting = dict(meeting_id="m", document_id="d", source_uri=day, meeting_date=date.fromisoformat(day), meeting_month=day[:7])
    return empty | {"meetings": [meeting], "decisions": [meeting | {"decision_id": "e"}]}

def write(folder, day, by_year, last):
    seen = 0
    def count(event, arguments):
        nonlocal seen
        if event in CHANGES or (event == "open" and arguments[1] not in ("r", "rb", None) and "rb" not in str(arguments[1])):
            if seen == last:
                os.kill(os.getpid(), signal.SIGKILL)
            seen += 1
    if last is not None:
        sys.addaudithook(count)
    write_tables([rows(day)], folder, by_year=by_year)

base, before, after = Path(sys.argv[1]), sys.argv[2] == "True", sys.argv[3] == "True"
write(base / "old", "2019-01-01", before, None)
for n in range(1000):
    shutil.copytree(base / "old", base / str(n))
    child = os.fork()
    if not child:
        write(base / str(n), "2020-02-02", after, n)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        print(n)
        break
"""


def state(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.parquet"))
        if path.is_file() and MEMORY not in path.relative_to(folder).parts
    }


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("was_by_year", "by_year"), [(False, False), (False, True), (True, False)])
def test_a_kill_at_any_point_leaves_the_old_set_or_the_new_one(
    tmp_path: Path, was_by_year: bool, by_year: bool
) -> None:
    arguments = [sys.executable, "-c", KILLED, str(tmp_path), str(was_by_year), str(by_year)]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    kills = int(done.stdout)
    new = state(tmp_path / str(kills))
    assert len(new) == len(IMPORTED)
    states = []
    mended = 0
    for n in range(kills):
        folder = tmp_path / str(n)
        mended += (folder / MEMORY / JOURNAL).exists()
        finish(folder)
        states.append(state(folder))
        assert not (folder / MEMORY / JOURNAL).exists()
    old = states[0]
    assert old != new
    assert len(old) == len(IMPORTED)
    assert all(found in (old, new) for found in states)
    assert states == sorted(states, key=lambda found: found == new), "once new, always new"
    assert mended > len(IMPORTED), "the kill came between the moves"


def test_litter_of_a_killed_writer_goes_with_the_next_one(tmp_path: Path) -> None:
    (tmp_path / MEMORY / f"{NEW}killed").mkdir(parents=True)
    with replacing(tmp_path) as new:
        (new / "a").write_text("1")
    assert (tmp_path / "a").read_text() == "1"
    assert not list((tmp_path / MEMORY).glob(f"{NEW}*"))
    with pytest.raises(IsADirectoryError), replacing(tmp_path) as new:
        new.write_text("2")
    assert (tmp_path / "a").read_text() == "1"
    assert not list((tmp_path / MEMORY).glob(f"{NEW}*"))


def test_a_reader_that_may_not_mend_says_so(tmp_path: Path) -> None:
    (tmp_path / MEMORY / JOURNAL).mkdir(parents=True)  # as unreadable as one of another user
    with pytest.raises(UnfinishedError, match="siddhanto status"):
        finish(tmp_path)
    os.rmdir(tmp_path / MEMORY / JOURNAL)  # noqa: PTH106
    finish(tmp_path)
