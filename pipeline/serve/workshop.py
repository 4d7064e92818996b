"""Where pictures and excerpts are made: one killable process, bounded in time and memory, and a folder of what it made."""

import asyncio
import hashlib
import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from extractors.errors import ExtractionError
from extractors.machine import START_METHOD, bound_memory, end_with_parent
from pipeline.serve.excerpts import Spot
from pipeline.serve.source_files import SourceGoneError
from pipeline.store import PARTIAL
from pipeline.version import VERSION

SECONDS = 45.0  # for one picture or excerpt; LibreOffice has 40 of them
MEMORY = 4 * 2**30  # bytes of address space, as for an import
WAITING = 12  # more readers than that are told to come again
KEPT, DROPPED = 2000, 400  # files in the folder, and how many of the oldest go when there are more
REMEMBERED = 500  # failures that are not tried again while the server runs


class NotMadeError(Exception):
    """Nothing can be shown; `reason` is a key of `pipeline.serve.wording`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Workshop:
    """Makes each thing once, keeps it in `folder`, and tells why where it cannot."""

    def __init__(self, folder: Path, *, seconds: float = SECONDS) -> None:
        self._folder = folder
        self._seconds = seconds
        self._pool = ProcessPool(
            max_workers=1,
            max_tasks=200,
            context=multiprocessing.get_context(START_METHOD),
            initializer=_begin,
            initargs=(MEMORY,),
        )
        self._making: dict[str, asyncio.Task[bytes]] = {}
        self._failed: dict[str, str] = {}

    def warm_up(self) -> None:
        """Start the process, so that the first reader does not wait for it."""
        self._pool.schedule(_ready)

    async def made(self, function: Callable[[Spot], bytes], spot: Spot, *, seconds: float | None = None) -> bytes:
        """Return what `function` makes of `spot`, waiting no longer than `seconds`; the work goes on without us.

        Raises:
            NotMadeError: it cannot be made, or not in time.
        """
        key = hashlib.sha256(f"{VERSION} {function.__name__} {spot}".encode()).hexdigest()[:40]
        path = self._folder / key
        if path.exists():
            return path.read_bytes()
        if key in self._failed:
            raise NotMadeError(self._failed[key])
        if key not in self._making:
            if len(self._making) >= WAITING:
                raise NotMadeError("source_busy")
            task = asyncio.create_task(self._make(function, spot, path))
            self._making[key] = task
            task.add_done_callback(lambda done: self._done(key, done))
        try:
            return await asyncio.wait_for(asyncio.shield(self._making[key]), seconds)
        except TimeoutError:
            raise NotMadeError("source_waits") from None

    def close(self) -> None:
        """End the process."""
        self._pool.stop()
        self._pool.join()

    async def _make(self, function: Callable[[Spot], bytes], spot: Spot, path: Path) -> bytes:
        future = self._pool.schedule(function, args=(spot,), timeout=self._seconds)
        try:
            content: bytes = await asyncio.wrap_future(future)
        except SourceGoneError as error:
            raise NotMadeError("source_changed" if error.changed else "source_moved") from error
        except (FutureTimeoutError, TimeoutError) as error:
            raise NotMadeError("source_too_slow") from error
        except (ExtractionError, ProcessExpired, MemoryError) as error:
            raise NotMadeError("source_unreadable") from error
        self._keep(path, content)
        return content

    def _done(self, key: str, task: "asyncio.Task[bytes]") -> None:
        self._making.pop(key, None)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, NotMadeError) and error.reason in ("source_too_slow", "source_unreadable"):
            if len(self._failed) >= REMEMBERED:
                self._failed.pop(next(iter(self._failed)))
            self._failed[key] = error.reason

    def _keep(self, path: Path, content: bytes) -> None:
        try:
            self._folder.mkdir(exist_ok=True)
            partial = path.with_name(path.name + PARTIAL)
            partial.write_bytes(content)
            partial.replace(path)
            kept = list(self._folder.iterdir())
            if len(kept) > KEPT:
                for old in sorted(kept, key=lambda file: file.stat().st_mtime_ns)[:DROPPED]:
                    old.unlink(missing_ok=True)
        except OSError:  # a full or read-only disk: made anew the next time
            return


def _begin(memory: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the server ends this process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent()
    bound_memory(memory)


def _ready() -> None:
    """Do nothing: to run it, the process has loaded this module and what it imports."""
