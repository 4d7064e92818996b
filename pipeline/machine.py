"""What differs between operating systems: locks on files and bounds on memory. Nothing else asks which one it is."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CAN_BOUND_MEMORY = sys.platform != "win32"
START_METHOD = "forkserver" if sys.platform == "linux" else "spawn"  # the fork server has no threads yet when it forks


class LockedError(Exception):
    """Another process holds the lock."""


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the lock on `path` while the block runs; the system frees it when the process ends, however that is.

    Raises:
        LockedError: another process holds it.
    """
    with path.open("ab") as file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise LockedError(str(path)) from error
        yield


def bound_memory(size: int) -> None:
    """Bound the address space of this process to `size` bytes; does nothing on Windows, which has no such bound."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        bound = size if hard == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def sync_folder(folder: Path) -> None:
    """Have the names of files in `folder` last through a power cut; does nothing on Windows, which has no such call."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
