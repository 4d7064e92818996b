"""Killable processes that read documents: bounded in time, in memory, and in how many wait."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from hashlib import file_digest
from pathlib import Path
from time import monotonic

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from extractors.machine import START_METHOD, bound_memory, bound_time, end_with_parent
from extractors.options import Options
from pipeline.process import failed, process, process_office, told
from pipeline.rows import Outcome
from pipeline.sources import Origin

Task = tuple[tuple[Origin, Path], ...]  # one file, or several that one run of LibreOffice converts
Done = tuple[Origin, Outcome]
TASKS_A_WORKER = 200  # then it is replaced: OCR and PDF libraries leak a little
PATIENCE = 10.0  # seconds that the parent has to end a process that takes too long, before the system does
WAITING = 2  # tasks a worker has, with the one it is at: no more are taken from the source of tasks
LOOK = 1.0  # seconds between looks at whether a pool still works, and
SILENCE = 120.0  # seconds after the bound of all of its tasks when, without a result, it does not


class NoProcessesError(Exception):
    """No process that reads can be started, or none lives until it has read a file."""


def processed(tasks: Iterable[Task], options: Options, *, workers: int, seconds: float, memory: int) -> Iterator[Done]:
    """Yield what each file of `tasks` gives, as it comes; a file that ends its process costs only itself.

    `seconds` bound the reading of one file, `memory` is the most bytes of address space that a worker may take.
    Tasks are taken from the iterable as workers become free. A file whose process ended is read once more before it is
    called crashed: another program may have ended it.

    Raises:
        NoProcessesError: no process that reads can be started, or none lives until it has read a file.
    """
    source = iter(tasks)
    again: deque[Task] = deque()
    ended: set[Task] = set()  # whose process ended while it read them
    pool = _Pool(options, workers, seconds, memory)
    try:
        while True:
            while pool.has_room and (task := again.popleft() if again else next(source, None)):
                pool.add(task)
            if pool.is_empty:
                break
            for task, future in pool.finished():
                error = future.exception()  # of any kind: one file, or a fault of ours, never costs the batch
                if error is None:
                    ended.discard(task)
                    yield from zip((origin for origin, _ in task), future.result(), strict=True)
                elif isinstance(error, BrokenProcessPool):
                    again.append(task)
                elif len(task) > 1:  # find the one that did it
                    again += ((file,) for file in task)
                elif isinstance(error, ProcessExpired) and task not in ended:
                    ended.add(task)
                    again.append(task)
                else:
                    ended.discard(task)
                    yield task[0][0], _ended(task[0][0], error, seconds)
            if pool.is_broken:
                again += pool.left
                pool.end()
                if not pool.has_worked:
                    raise NoProcessesError
                pool = _Pool(options, workers, seconds, memory)
    finally:
        pool.end()


class _Pool:
    """Processes and the tasks they have. A process that is killed at a bad moment takes the locks of its pool with it."""

    def __init__(self, options: Options, workers: int, seconds: float, memory: int) -> None:
        context = multiprocessing.get_context(START_METHOD)
        if START_METHOD == "forkserver":
            context.set_forkserver_preload(["pipeline.archive.fork_server"])
        self._processes = ProcessPool(
            max_workers=workers,
            max_tasks=TASKS_A_WORKER,
            context=context,
            initializer=_begin,
            initargs=(memory,),
        )
        self._options = options
        self._seconds = seconds
        self._room = WAITING * workers
        self._waiting: dict[ProcessFuture, Task] = {}
        self._refused: list[Task] = []
        self._heard = monotonic()
        self.has_worked = False

    @property
    def has_room(self) -> bool:
        return len(self._waiting) < self._room and not self._refused

    @property
    def is_empty(self) -> bool:
        return not self.left

    @property
    def left(self) -> list[Task]:
        return [*self._waiting.values(), *self._refused]

    @property
    def is_broken(self) -> bool:
        bound = self._seconds * max(map(len, self._waiting.values()), default=0) + SILENCE
        return bool(self._refused) or not self._processes.active or monotonic() - self._heard > bound

    def add(self, task: Task) -> None:
        bound = self._seconds * len(task)
        try:
            future = self._processes.schedule(_work, args=(task, self._options, bound), timeout=bound)
        except RuntimeError:  # pebble's word for a pool that broke down
            self._refused.append(task)
        else:
            self._waiting[future] = task
            self._heard = monotonic()

    def finished(self) -> Iterator[tuple[Task, ProcessFuture]]:
        for future in wait(self._waiting, LOOK, FIRST_COMPLETED).done:
            self._heard = monotonic()
            self.has_worked |= not isinstance(future.exception(), BrokenProcessPool)
            yield self._waiting.pop(future), future

    def end(self) -> None:
        if self._processes.active:
            self._processes.stop()
        self._processes.join()


def _ended(origin: Origin, error: BaseException, seconds: float) -> Outcome:
    if isinstance(error, FutureTimeoutError):
        return failed(origin, "timeout", told("timeout", f"after {seconds:g} s"))
    cause = f"exit code {error.exitcode}" if isinstance(error, ProcessExpired) else f"{type(error).__name__}: {error}"
    return failed(origin, "crashed", told("crashed", cause[:200]))


def _begin(memory: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # at once, also in the middle of a library's work
    end_with_parent()
    bound_memory(memory)


def _work(task: Task, options: Options, seconds: float) -> list[Outcome]:
    bound_time(seconds + PATIENCE)
    try:
        if len(task) > 1 and not any(_has_changed(origin, path) for origin, path in task):
            return process_office(task, options)
        return [_read(origin, path, options) for origin, path in task]
    finally:
        bound_time(0)


def _read(origin: Origin, path: Path, options: Options) -> Outcome:
    if _has_changed(origin, path):  # its rows would stand under the name of what it was
        return failed(origin, "unreadable", told("unreadable", "it has changed since the import looked at it"))
    return process(origin, path, options)


def _has_changed(origin: Origin, path: Path) -> bool:
    return digest_at(path) not in (origin.digest, None)


def digest_at(path: Path) -> str | None:
    """Return the SHA-256 of a file, None where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
