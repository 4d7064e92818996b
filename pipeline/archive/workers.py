"""Killable processes that read documents: bounded in time, in memory, and in how many wait."""

import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures import TimeoutError as FutureTimeoutError
from itertools import islice
from pathlib import Path

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


def processed(tasks: Iterable[Task], options: Options, *, workers: int, seconds: float, memory: int) -> Iterator[Done]:
    """Yield what each file of `tasks` gives, as it comes; a file that ends its process costs only itself.

    `seconds` bound the reading of one file, `memory` is the most bytes of address space that a worker may take.
    Tasks are taken from the iterable as workers become free.
    """
    context = multiprocessing.get_context(START_METHOD)
    if START_METHOD == "forkserver":
        context.set_forkserver_preload(["pipeline.archive.fork_server"])
    pool = ProcessPool(
        max_workers=workers,
        max_tasks=TASKS_A_WORKER,
        context=context,
        initializer=_begin,
        initargs=(memory,),
    )
    waiting: dict[ProcessFuture, Task] = {}

    def schedule(task: Task) -> None:
        bound = seconds * len(task)
        future = pool.schedule(_work, args=(task, options, bound), timeout=bound)
        waiting[future] = task

    source = iter(tasks)
    try:
        while True:
            for task in islice(source, max(WAITING * workers - len(waiting), 0)):
                schedule(task)
            if not waiting:
                break
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                task = waiting.pop(future)
                error = future.exception()  # of any kind: one file, or a fault of ours, never costs the batch
                if error is None:
                    yield from zip((origin for origin, _ in task), future.result(), strict=True)
                elif len(task) == 1:
                    yield task[0][0], _ended(task[0][0], error, seconds)
                else:  # find the one that did it
                    for file in task:
                        schedule((file,))
        pool.close()
    finally:
        if pool.active:
            pool.stop()
        pool.join()


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
        if len(task) == 1:
            origin, path = task[0]
            return [process(origin, path, options)]
        return process_office(task, options)
    finally:
        bound_time(0)
