"""What a Dask worker does: it has a batch of documents read by a process of its own, which ends with it.

A Dask worker may have no children by multiprocessing, as the readers of `workers.py` are. So it runs a program that may:
`python -m pipeline.archive.cluster_worker FOLDER`.
"""

import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from extractors.options import Options
from pipeline.archive.remote import NoAccessError, RemoteError, TooLargeError, fetch_to, is_url
from pipeline.archive.workers import Done, Task, digest_at, processed
from pipeline.sources import Origin
from pipeline.version import reading_version

JOB, RESULT, LOG = "job", "result", "log"
SITES = ("http://", "https://")  # where a crawl has been: nobody is to be asked again for what is in its store
LOOK = 0.2  # seconds between looks at whether the batch is still wanted
END = 10.0  # seconds that the program has to end by itself


class UnfitError(Exception):
    """This machine would read otherwise than the one that asks it to; the sentence says why."""


class BatchError(Exception):
    """The program that reads the batch broke down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How documents are read."""

    options: Options
    seconds: float  # for one document
    memory: int  # bytes of address space of one process
    version: str  # of the code that reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Documents by their paths on the machine that asks, and the contents of those that cannot be seen elsewhere."""

    tasks: Sequence[Sequence[tuple[Origin, str]]]
    contents: Mapping[str, bytes]


def fault(version: str, fonts: Path | None) -> str | None:
    """Return why this machine would read otherwise than one of that version with those fonts; None where it would not."""
    here = reading_version()
    if here != version:
        return (
            f"{socket.gethostname()} in the cluster reads by version {here}, and this machine by {version}: "
            "install the same on both, and start that part of the cluster again."
        )
    if fonts is not None and not fonts.is_dir():
        return f"{socket.gethostname()} in the cluster has no folder {fonts}, which --fonts names."
    return None


def read_batch(batch: Batch, bounds: Bounds) -> tuple[list[Done], list[int]]:
    """Return what the documents of a batch gave, and the numbers of its tasks that are not to be seen from here.

    Raises:
        UnfitError: this machine would read otherwise.
        BatchError: the program that reads broke down, or nobody waits for the batch any more.
    """
    reason = fault(bounds.version, bounds.options.fonts)
    if reason is not None:
        raise UnfitError(reason)
    tasks: list[Task] = []
    unseen: list[int] = []
    with TemporaryDirectory(prefix="siddhanto-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for number, files in enumerate(batch.tasks):
            task = [
                (origin, path) for origin, place in files if (path := _placed(origin, place, batch, bounds, folder))
            ]
            if len(task) == len(files):
                tasks.append(tuple(task))
            else:
                unseen.append(number)
        return (_run(tasks, bounds, folder) if tasks else []), unseen


def _placed(origin: Origin, place: str, batch: Batch, bounds: Bounds, folder: Path) -> Path | None:
    """Where the content of `origin` is on this machine, fetched where it is in a bucket; None where it cannot be had."""
    own = folder / f"{origin.digest}.bytes"
    if place in batch.contents:
        own.write_bytes(batch.contents[place])
        return own
    if digest_at(Path(place)) == origin.digest:
        return Path(place)
    for url in origin.uris:
        if is_url(url) and not url.startswith(SITES):
            with suppress(RemoteError, NoAccessError, TooLargeError):
                fetch_to(url, own, bounds.options.max_bytes)
                if digest_at(own) == origin.digest:
                    return own
    return None


def _run(tasks: list[Task], bounds: Bounds, folder: Path) -> list[Done]:
    (folder / JOB).write_bytes(pickle.dumps((tasks, bounds)))
    command = [sys.executable, "-m", "pipeline.archive.cluster_worker", str(folder)]
    is_wanted = _watch()
    with (
        (folder / LOG).open("wb") as log,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log) as process,
    ):
        try:
            while process.poll() is None and is_wanted():
                with suppress(subprocess.TimeoutExpired):
                    process.wait(LOOK)
        finally:
            _end(process)
    if process.returncode != 0:
        told = (folder / LOG).read_text("utf-8", "replace").strip()
        raise BatchError(f"exit code {process.returncode} {told[-500:]}")
    done: list[Done] = pickle.loads((folder / RESULT).read_bytes())
    return done


def _watch() -> Callable[[], bool]:
    """Return a question that is asked from this thread: whether the scheduler still wants its task done."""
    from distributed import Status, get_worker

    worker = get_worker()
    key = worker.get_current_task()

    def is_wanted() -> bool:
        task = worker.state.tasks.get(key)
        return task is not None and task.state != "cancelled" and worker.status not in (Status.closing, Status.closed)

    return is_wanted


def _end(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    process.stdin.close()  # the program ends with it, and its readers with the program
    try:
        process.wait(END)
    except subprocess.TimeoutExpired:
        process.kill()


def _end_with_input() -> None:
    os.read(sys.stdin.fileno(), 1)  # nothing is ever written: it returns when the worker is gone, however it went
    os._exit(1)


def main(folder: Path) -> None:
    """Read the batch in `folder` and leave what it gave there."""
    Thread(target=_end_with_input, daemon=True).start()
    tasks, bounds = pickle.loads((folder / JOB).read_bytes())
    done = list(processed(tasks, bounds.options, workers=1, seconds=bounds.seconds, memory=bounds.memory))
    (folder / RESULT).write_bytes(pickle.dumps(done))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
