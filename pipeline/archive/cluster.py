"""Documents read on a Dask cluster: the workers of `workers.py`, on many machines."""

import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from extractors.options import Options
from pipeline.archive.cluster_worker import Batch, BatchError, Bounds, UnfitError, fault, read_batch
from pipeline.archive.workers import Done, Task
from pipeline.process import failed, told
from pipeline.version import reading_version

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT = 10.0  # seconds for the scheduler to answer, and
FIRST_WORKER = 60.0  # for the first worker to come
DOCUMENTS = 500  # of a batch: the program that reads takes 2 s to start, and a small document 0.03 s
BYTES = 8 * 2**20  # of a batch, so that one of scans is done in a minute or two
WAITING = 2  # batches that a thread of the cluster has, with the one it is at
CONTENTS = 256 * 2**20  # bytes of contents on their way to workers: the scheduler keeps them in its memory
RETRIES = 3  # where a worker cannot even begin, for want of disk


class ClusterError(Exception):
    """The cluster cannot be used; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """A batch on the cluster, and how many bytes of contents went with it."""

    tasks: list[Task]
    size: int


def need_cluster(address: str, options: Options) -> None:
    """Say at once, before files are looked for, what `processed_on` would raise.

    Raises:
        ClusterError: no scheduler is at `address`, or its workers would not read as this machine does.
    """
    with _connected(address) as client:
        _check(client, address, options)


def processed_on(
    address: str, tasks: Iterable[Task], options: Options, *, seconds: float, memory: int
) -> Iterator[Done]:
    """Yield what each file of `tasks` gives, as it comes; a file that ends its process costs only itself.

    The bounds are those of `workers.processed`; each thread of the cluster reads one file at a time. What a lost worker
    had is read by another one. A file that a worker does not find at its path, or finds with other content there, is
    sent to it. How much waits on the cluster does not depend on how many files there are.

    Raises:
        ClusterError: no scheduler is at `address`, it was lost, or its workers would not read as this machine does.
    """
    bounds = Bounds(options=options, seconds=seconds, memory=memory, version=reading_version())
    with _connected(address) as client:
        _check(client, address, options)
        yield from _Reading(client, bounds).processed(_batches(tasks))


class _Reading:
    """What is on the cluster, and what is to go there once more."""

    def __init__(self, client: "Client", bounds: Bounds) -> None:
        from distributed import as_completed

        self._client = client
        self._bounds = bounds
        self._sent: dict[Future, _Sent] = {}
        self._done = as_completed(loop=client.loop)
        self._again: deque[list[Task]] = deque()
        self._unseen: set[Path] = set()  # folders that a worker could not see
        self._keys = (f"siddhanto-{uuid4().hex}-{number}" for number in count())

    def processed(self, batches: Iterator[list[Task]]) -> Iterator[Done]:
        try:
            while True:
                while self._has_room() and (tasks := self._again.popleft() if self._again else next(batches, None)):
                    yield from self._send(tasks)
                if not self._sent:
                    return
                future = next(self._done)
                yield from self._received(future, self._sent.pop(future).tasks)
        finally:
            if self._sent:
                self._client.cancel(list(self._sent), force=True)

    def _has_room(self) -> bool:
        threads = sum(self._client.nthreads().values())
        size = sum(sent.size for sent in self._sent.values())
        return len(self._sent) < WAITING * max(threads, 1) and size < CONTENTS

    def _send(self, tasks: list[Task]) -> Iterator[Done]:
        sent: list[Task] = []
        contents: dict[str, bytes] = {}
        for task in tasks:
            files = []
            for origin, path in task:
                try:
                    if path.parent in self._unseen:
                        contents[str(path)] = path.read_bytes()
                    files.append((origin, path))
                except OSError as error:
                    yield origin, failed(origin, "unreadable", told("unreadable", error.strerror))
            sent.append(tuple(files))
        batch = Batch(tasks=[[(origin, str(path)) for origin, path in task] for task in sent], contents=contents)
        future = self._client.submit(read_batch, batch, self._bounds, key=next(self._keys), pure=False, retries=RETRIES)
        self._sent[future] = _Sent(tasks=sent, size=sum(map(len, contents.values())))
        self._done.add(future)

    def _received(self, future: "Future", tasks: list[Task]) -> Iterator[Done]:
        from distributed import KilledWorker

        if future.status not in ("finished", "error"):
            raise ClusterError("The scheduler of the cluster was lost.")
        error = future.exception()
        files = [file for task in tasks for file in task]
        if error is None:
            done, unseen = future.result()
            if unseen:
                self._unseen |= {path.parent for number in unseen for _, path in tasks[number]}
                self._again.append([tasks[number] for number in unseen])
            yield from done
        elif isinstance(error, UnfitError):
            raise ClusterError(str(error)) from error
        elif not isinstance(error, KilledWorker | BatchError):
            raise ClusterError(f"A worker cannot read ({type(error).__name__}: {error}).") from error
        elif len(files) == 1:
            ((origin, _),) = files
            yield origin, failed(origin, "crashed", told("crashed", str(error)[:200]))
        else:  # find the one that did it
            self._again += ([(file,)] for file in files)


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    batch: list[Task] = []
    documents = size = 0
    for task in tasks:
        more = sum(origin.bytes or 0 for origin, _ in task)
        if batch and (documents + len(task) > DOCUMENTS or size + more > BYTES):
            yield batch
            batch, documents, size = [], 0, 0
        batch.append(task)
        documents += len(task)
        size += more
    if batch:
        yield batch


@contextmanager
def _connected(address: str) -> Iterator["Client"]:
    try:
        import dask
        from distributed import Client
        from distributed.comm import get_address_host_port
        from distributed.versions import VersionMismatchWarning
    except ImportError as error:
        raise ClusterError(f"{error.name} is missing: install the extra `dask`.") from error
    # Contents of files go with their batch, since what the scheduler has is not lost with a worker.
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):
        try:
            get_address_host_port(address)  # a client made for a wrong one does not end well
            with warnings.catch_warnings(action="ignore", category=VersionMismatchWarning):
                client = Client(address, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(f"No scheduler answers at {address}: {error}.") from error
        with client:
            yield client


def _check(client: "Client", address: str, options: Options) -> None:
    try:
        client.wait_for_workers(1, timeout=FIRST_WORKER)
    except TimeoutError as error:
        raise ClusterError(f"The scheduler at {address} has no workers: `dask worker {address}` starts one.") from error
    version = reading_version()
    found = client.run(fault, version, options.fonts, on_error="return")
    try:  # which takes the work of the client apart, and needs the names in it
        found[address] = client.run_on_scheduler(fault, version, None)
    except ImportError as error:
        found[address] = error
    for place, answer in found.items():
        if isinstance(answer, Exception):
            raise ClusterError(f"Siddhanto, or a part of it, is not installed at {place}: {answer}.")
        if answer is not None:
            raise ClusterError(answer)
