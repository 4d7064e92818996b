"""Files that take the places of others together: a reader finds the old set or the new one, whatever ended the writer.

The new set is written and synced in a folder of its own. A journal that names it makes it valid: from then on whoever
opens the tables next moves what has not been moved yet. Without a journal the new set is litter. What remains is the
moment of the moves themselves, a few milliseconds: a reader that opens one table before it and another after it, or a
program that is not ours and comes after a kill in it, finds two sets.
"""

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from extractors.machine import sync_folder
from pipeline.lock import LockedError, lock

MEMORY = ".siddhanto"  # folder of what is kept beside the tables
JOURNAL = "replacement.json"
LOCK = "replacement.lock"
NEW = "new-"
PATIENCE = 30.0  # seconds: another process that moves a few files is done sooner


class UnfinishedError(ValueError):
    """The tables were being replaced when a program was ended, and this one may not finish that."""


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Yield an empty folder whose files and folders replace those of the same names in `folder` when the block ends.

    They do so together; where the block fails, `folder` stays as it was. One process at a time may be in such a block.
    """
    finish(folder)
    memory = folder / MEMORY
    memory.mkdir(parents=True, exist_ok=True)
    for litter in memory.glob(f"{NEW}*"):
        shutil.rmtree(litter)
    new = Path(mkdtemp(prefix=NEW, dir=memory))
    try:
        yield new
        for path in sorted(new.rglob("*")):
            sync_folder(path) if path.is_dir() else _sync(path)
        sync_folder(new)
        content = json.dumps({"new": new.name, "names": sorted(path.name for path in new.iterdir())})
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    partial = memory / f"{JOURNAL}.partial"
    partial.write_text(content, "utf-8")
    _sync(partial)
    partial.replace(memory / JOURNAL)
    sync_folder(memory)
    finish(folder)


def finish(folder: Path) -> None:
    """Move what a process that was ended in the middle of a replacement left to be moved; mostly there is nothing.

    Raises:
        UnfinishedError: there is something, and it cannot be moved.
    """
    journal = folder / MEMORY / JOURNAL
    if not journal.exists():
        return
    try:
        with _held(folder / MEMORY / LOCK):
            if journal.exists():
                _move(folder, journal)
    except (OSError, sqlite3.Error, LockedError) as error:
        raise UnfinishedError(
            f"{folder} is between two sets of tables, and this program may not finish their replacement ({error}); "
            f"give it access to write there, close programs that have the tables open, and run siddhanto status {folder}"
        ) from error


def _move(folder: Path, journal: Path) -> None:
    content = json.loads(journal.read_text("utf-8"))
    new = folder / MEMORY / content["new"]
    for name in content["names"]:
        source, target = new / name, folder / name
        if not source.exists():  # moved before
            continue
        if target.is_dir():
            shutil.rmtree(target)
        elif source.is_dir():
            target.unlink(missing_ok=True)
        source.replace(target)
    sync_folder(folder)
    journal.unlink()
    shutil.rmtree(new, ignore_errors=True)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with lock(path):
                yield
            return
        except LockedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
