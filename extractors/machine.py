"""What differs between operating systems: bounds of a process, and the end of it with all that it started.

Nothing else asks which system it is, or imports a module that only some of them have.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    CAN_BOUND_MEMORY = False
else:
    CAN_BOUND_MEMORY = True

OFFICE_FOLDERS = (  # where LibreOffice is, if not on the path
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    str(Path(os.environ.get("PROGRAMFILES", "/"), "LibreOffice", "program")),
)
START_METHOD = "forkserver" if sys.platform == "linux" else "spawn"  # the fork server has no threads yet when it forks


def bound_memory(size: int) -> None:
    """Bound the address space of this process to `size` bytes, where the system has such a bound (`CAN_BOUND_MEMORY`)."""
    if sys.platform != "win32" and CAN_BOUND_MEMORY:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        bound = size if hard == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def bound_time(seconds: float) -> None:
    """Have the system end this process after so many seconds, whatever it is at; 0 takes that back.

    It is for a process whose parent is killed and can no longer end it. Windows has no such bound.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)  # SIGALRM ends a process that has no handler for it


def end_with_parent() -> None:
    """Have this process, one of `multiprocessing`, ask itself to end as soon as its parent is gone, however that went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    if sys.platform == "win32":
        _end_tree(os.getpid())
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def asked_to_end() -> Iterator[threading.Event]:
    """While the block runs, a request to end this process (SIGTERM) sets the event, and is followed when the block is left.

    Windows ends a process without asking, so that there the event is never set.
    """
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():  # which alone may handle signals
        yield asked
        return
    before = signal.signal(signal.SIGTERM, lambda *_: asked.set())
    try:
        yield asked
    finally:
        signal.signal(signal.SIGTERM, before)
        if asked.is_set():
            os.kill(os.getpid(), signal.SIGTERM)


def start_group(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a program in `folder`, without input and output, as the first of a group of its own."""
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # ignored by Windows, where `_end_tree` goes by parents
    )


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a program that `start_group` started and all that it started itself."""
    if sys.platform == "win32":
        _end_tree(process.pid)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _end_tree(number: int) -> None:
    subprocess.run(["taskkill", "/F", "/T", "/PID", str(number)], capture_output=True, check=False)


def cache_folder() -> Path:
    """Return the folder in which programs of this user keep what they can make again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def is_root() -> bool:
    """Return whether this process may install what belongs to the system."""
    return sys.platform != "win32" and os.geteuid() == 0


def sync_folder(folder: Path) -> None:
    """Have the names of files in `folder` last through a power cut; does nothing on Windows, which has no such call."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
