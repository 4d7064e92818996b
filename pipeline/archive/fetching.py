"""Objects fetched into the spool ahead of those who read them: a few at a time, whatever their number."""

import queue
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from extractors.archives import SIGNATURES
from extractors.errors import LimitExceededError
from extractors.options import Options
from pipeline.archive.remote import RemoteError, TooLargeError, fetch_to, read_bytes, with_access
from pipeline.archive.wanted import Wanted
from pipeline.process import told

THREADS = 4
AHEAD = 12  # objects that are fetched or wait to be taken, and
ROOM = 512 * 2**20  # bytes of them; one object of any size is always let in
UNKNOWN = 2**20  # bytes, where the listing tells no size


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An object in the file `path`, or a code of `pipeline.reasons` and a sentence where there is none."""

    wanted: Wanted
    path: Path
    problem: str | None = None
    detail: str = ""


def arrivals(wanted: Iterable[Wanted], spool: Path, options: Options, access: Mapping[str, str]) -> Iterator[Arrival]:
    """Yield each wanted object as it comes; whoever takes it also removes its file.

    `access` has user and password by protocol and host. What fails costs only itself, but for a full disk.
    """
    jobs: SimpleQueue[tuple[Wanted, Path] | None] = SimpleQueue()
    done: SimpleQueue[Arrival | BaseException] = SimpleQueue()
    for _ in range(THREADS):  # daemons: Ctrl-C does not wait for a server that does not answer
        threading.Thread(target=_fetch, args=(jobs, done, options, access), daemon=True).start()
    source = enumerate(wanted)
    waiting = size = 0
    try:
        while True:
            while waiting < AHEAD and (size < ROOM or not waiting) and (entry := next(source, None)):
                jobs.put((entry[1], spool / f"fetched-{entry[0]}"))
                waiting += 1
                size += entry[1].size or UNKNOWN
            if not waiting:
                return
            arrival = _next(done)
            if isinstance(arrival, BaseException):
                raise arrival
            waiting -= 1
            size -= arrival.wanted.size or UNKNOWN
            yield arrival
    finally:
        for _ in range(THREADS):
            jobs.put(None)


def _next(done: "SimpleQueue[Arrival | BaseException]") -> Arrival | BaseException:
    while True:
        try:
            return done.get(timeout=1.0)  # on Windows, Ctrl-C is heard between two waits
        except queue.Empty:
            continue


def _fetch(
    jobs: "SimpleQueue[tuple[Wanted, Path] | None]",
    done: "SimpleQueue[Arrival | BaseException]",
    options: Options,
    access: Mapping[str, str],
) -> None:
    while (job := jobs.get()) is not None:
        try:
            done.put(_arrival(*job, options, access))
        except BaseException as error:  # of any kind: raised where the arrivals are taken
            done.put(error)


def _arrival(wanted: Wanted, path: Path, options: Options, access: Mapping[str, str]) -> Arrival:
    url = with_access(wanted.url, access)
    most = max(options.max_bytes, options.max_unpacked)  # of an archive; only documents are bounded by max_bytes
    try:
        if wanted.size is not None and wanted.size > options.max_bytes:
            is_zip = wanted.size <= most and read_bytes(url, 0, len(SIGNATURES[0])) in SIGNATURES
            if not is_zip:
                raise TooLargeError
        fetch_to(url, path, most)
    except TooLargeError:
        error = LimitExceededError(f"It is larger than {options.max_bytes} bytes.")
        return Arrival(wanted=wanted, path=path, problem=error.code, detail=f"{error} {error.advice}")
    except RemoteError as failure:
        sentence = told(failure.reason, failure.cause)
        return Arrival(wanted=wanted, path=path, problem=failure.reason, detail=sentence)
    return Arrival(wanted=wanted, path=path)
