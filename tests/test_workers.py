"""Documents that hang or eat memory, in real workers: each costs itself and nothing else."""

import multiprocessing
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from extractors.machine import CAN_BOUND_MEMORY
from extractors.options import Options
from pipeline.archive.workers import Task, processed
from pipeline.sources import Origin

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "samples" / "01_river_committee.txt"


def task(path: Path) -> Task:
    data = path.read_bytes()
    return ((Origin(uris=(path.as_posix(),), digest=sha256(data).hexdigest(), bytes=len(data)), path),)


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = tmp_path / "long.txt"
    path.write_text(SAMPLE.read_text("utf-8") * 3000, "utf-8")
    return path


def test_a_document_that_takes_too_long_is_ended_alone(long: Path) -> None:
    outcomes = processed([task(long)], Options(), workers=1, seconds=0.2, memory=4 * 2**30)
    found = {outcome.document.reason for _, outcome in outcomes}
    assert found == {"timeout"}


@pytest.mark.skipif(not CAN_BOUND_MEMORY, reason="the system has no bound on memory")
def test_a_document_that_takes_too_much_memory_is_ended_alone(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(SAMPLE.read_bytes() * 15_000)
    outcomes = {
        Path(origin.uris[0]).name: outcome.document
        for origin, outcome in processed(
            [task(large), task(SAMPLE)], Options(), workers=1, seconds=100, memory=512 * 2**20
        )
    }
    assert outcomes["large.txt"].reason in {"memory", "crashed", "limit_exceeded"}
    assert outcomes[SAMPLE.name].status == "decisions"


@contextmanager
def killing(times: int) -> Iterator[None]:
    """Kill processes that read, as from outside, a moment after each has begun."""

    def kill() -> None:
        for _ in range(times):
            while not (children := multiprocessing.active_children()):
                time.sleep(0.05)
            time.sleep(2)
            children[0].kill()
            children[0].join()

    thread = threading.Thread(target=kill)
    thread.start()
    yield
    thread.join()


def test_a_document_is_read_once_more_where_its_process_was_killed(long: Path, tmp_path: Path) -> None:
    small = [tmp_path / f"{number}.txt" for number in range(3)]
    for path in small:
        shutil.copy(SAMPLE, path)
    with killing(1):
        done = list(processed([task(path) for path in (long, *small)], Options(), workers=1, seconds=6, memory=2**32))
    found = {Path(origin.uris[0]).name: outcome.document.reason for origin, outcome in done}
    assert found == {"long.txt": "timeout"} | {path.name: None for path in small}


def test_a_document_whose_process_ends_twice_is_crashed(long: Path) -> None:
    with killing(2):
        ((_, outcome),) = processed([task(long)], Options(), workers=1, seconds=100, memory=2**32)
    assert outcome.document.reason == "crashed"
    assert "exit code -9" in str(outcome.issues[0].detail)


def test_a_file_that_changed_meanwhile_is_not_read_under_its_old_name(tmp_path: Path) -> None:
    path = tmp_path / "changing.txt"
    shutil.copy(SAMPLE, path)
    before = task(path)
    path.write_text("অন্য কথা", "utf-8")
    ((_, outcome),) = processed([before], Options(), workers=1, seconds=60, memory=2**32)
    assert outcome.document.reason == "unreadable"
    assert "has changed" in str(outcome.issues[0].detail)


def test_no_more_tasks_are_taken_than_workers_can_use() -> None:
    taken = 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        for _ in range(6):
            taken += 1
            yield task(SAMPLE)

    done = processed(tasks(), Options(), workers=1, seconds=60, memory=4 * 2**30)
    next(done)
    assert taken <= 3
    assert sum(1 for _ in done) == 5
