"""An OUT in a bucket: a local folder to work in, the ledger saved there now and then, the tables put there at the end.

In the bucket lie the tables, report.html, corrections.csv (read), run.json, and in .siddhanto the ledger and the lock.
run.json is written last and names every other file with size and SHA-256: while an import replaces them they do not
agree with it. What the bucket has is what holds: what a local folder has beyond it counts only where nobody else saved
there since.
"""

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from extractors.machine import cache_folder
from pipeline.archive.bucket_lock import HeldError, need, release, renew, take
from pipeline.archive.corrections import FILE as CORRECTIONS
from pipeline.archive.ledger import FILE as LEDGER
from pipeline.archive.ledger import FOLDER
from pipeline.archive.remote import (
    RemoteError,
    fetch_to,
    find,
    is_url,
    local_path,
    look,
    put_bytes,
    put_file,
    remove,
    shown,
)
from pipeline.archive.run import REPORT
from pipeline.lock import lock
from pipeline.schema import IMPORTED

RUN = "run.json"
LEDGER_NAME = f"{FOLDER}/{LEDGER}"
PAUSE = 60.0  # seconds at least between two savings of the ledger, and
SHARE = 20  # times what the last one took: so saving takes no more than 5 % of the time


class BucketError(ValueError):
    """What lies in a bucket and what lies in a folder do not fit; the sentence says why and what to do."""


@dataclass(slots=True, kw_only=True)
class _Desk:
    """A folder that works for a bucket."""

    url: str
    folder: Path
    token: str
    next_saving: float = 0.0

    def at(self, name: str) -> str:
        return f"{self.url}/{name}"

    @property
    def memory(self) -> Path:
        return self.folder / FOLDER


@contextmanager
def working_folder(
    out: str, work: Path | None, *, take_over: bool = False
) -> Iterator[tuple[Path, Callable[[], None]]]:
    """Yield the local folder to import into, and what to call after each document.

    For a local `out` that is itself, and there is nothing to do. For a URL it is `work`, or a folder in the user's cache;
    what was saved in the bucket is there when the block begins, and all is in the bucket when it ends well. However it
    ends, the ledger is saved as far as that can be.

    Raises:
        BucketError: `work` holds tables of something else.
        HeldError: another import holds the bucket, and `take_over` does not say to go on all the same.
        LockedError: another process of this machine works in the same folder.
        RemoteError: the bucket cannot be read or written.
    """
    if not is_url(out):
        yield local_path(out), lambda: None
        return
    url = out.rstrip("/")
    folder = work or _default_folder(url)
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    with lock(folder / FOLDER / "bucket.lock"):
        desk = _Desk(url=url, folder=folder, token=uuid4().hex)
        if (folder / LEDGER_NAME).exists() and not _note(desk):
            raise BucketError(f"{folder} holds tables of its own; name another folder with --work")
        take(url, desk.token, dead=_note(desk).get("token"), take_over=take_over)
        _set_note(desk, token=desk.token)
        try:
            _fetch(desk)
            yield folder, lambda: _save_now_and_then(desk)
            _save(desk)
            _publish(desk)
        except HeldError:
            raise
        except BaseException:
            with suppress(HeldError, RemoteError, OSError, sqlite3.Error):  # what ended the block is what is told
                _save(desk)
            raise
        finally:
            release(url, desk.token)


def _fetch(desk: _Desk) -> None:
    """Have in the folder what the bucket has: the corrections, and the ledger where it is not the one saved from here."""
    fetch_if_there(desk.at(CORRECTIONS), desk.folder / CORRECTIONS)
    saved = _stamp(desk.at(LEDGER_NAME))
    if saved == _note(desk).get("ledger") and (saved is None or (desk.memory / LEDGER).exists()):
        return
    for name in (*(f"{table}.parquet" for table in IMPORTED), REPORT):  # they follow from the ledger that was here
        path = desk.folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in desk.memory.glob(f"{LEDGER}*"):
        path.unlink()
    if saved is not None:
        partial = desk.memory / "ledger.partial"
        fetch_to(desk.at(LEDGER_NAME), partial)
        partial.replace(desk.memory / LEDGER)
    _set_note(desk, ledger=saved)


def _save_now_and_then(desk: _Desk) -> None:
    if time.monotonic() < desk.next_saving:
        return
    began = time.monotonic()
    with suppress(RemoteError):  # the next one may do better, and the last one has to
        _save(desk)
    ended = time.monotonic()
    desk.next_saving = ended + max(PAUSE, SHARE * (ended - began))


def _save(desk: _Desk) -> None:
    """Put a copy of the ledger into the bucket, and a sign of life into the lock."""
    if not (desk.memory / LEDGER).exists():
        return
    need(desk.url, desk.token)
    copy = desk.memory / "ledger.copy"
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(desk.memory / LEDGER)) as ledger, closing(sqlite3.connect(copy)) as target:
        ledger.backup(target)
    place = desk.at(LEDGER_NAME)
    put_file(copy, place)
    _set_note(desk, ledger=_stamp(place))
    renew(desk.url, desk.token)
    copy.unlink()


def _publish(desk: _Desk) -> None:
    """Put the tables into the bucket, take away parts that are no longer of them, and write run.json last."""
    names = sorted(
        path.relative_to(desk.folder).as_posix()
        for table in IMPORTED
        for path in (desk.folder / f"{table}.parquet", *(desk.folder / f"{table}.parquet").rglob("*.parquet"))
        if path.is_file()
    )
    there = {listed.url: listed for listed in _objects(desk.url)}
    published = _note(desk).get("published", {})
    objects = {}
    stamps = {}
    for name in [*names, REPORT]:
        objects[name] = measured(desk.folder / name)
        before = there.get(desk.at(name))
        digest, stamp = published.get(name, (None, None))
        if before is None or not before.stamp or (digest, stamp) != (objects[name]["sha256"], before.stamp):
            put_file(desk.folder / name, desk.at(name))
            stamp = _stamp(desk.at(name))
        stamps[name] = (objects[name]["sha256"], stamp)
    _set_note(desk, published=stamps)
    for place in there:
        name = place.removeprefix(f"{desk.url}/")
        if name not in objects and name.partition("/")[0] in {f"{table}.parquet" for table in IMPORTED}:
            remove(place)
    need(desk.url, desk.token)
    run = json.loads((desk.folder / RUN).read_text("utf-8")) | {"objects": objects}
    put_bytes(desk.at(RUN), (json.dumps(run, ensure_ascii=False, indent=1) + "\n").encode())


def _objects(url: str) -> Iterator[Any]:
    try:
        yield from find(url)
    except RemoteError as error:
        if error.reason != "not_found":
            raise


def measured(path: Path) -> dict[str, object]:
    """Return size and SHA-256 of a file, as run.json names them."""
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": file_digest(file, "sha256").hexdigest()}


def fetch_if_there(url: str, path: Path) -> None:
    """Have in the file `path` what is at `url`; no file where nothing is."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        fetch_to(url, partial)
    except RemoteError as error:
        if error.reason != "not_found":
            raise
        path.unlink(missing_ok=True)
    else:
        partial.replace(path)


def _stamp(url: str) -> str | None:
    """What changes with the object's content; None where there is none."""
    try:
        listed = look(url)
    except RemoteError as error:
        if error.reason != "not_found":
            raise
        return None
    return listed.stamp or f"{listed.size} bytes"


def _note(desk: _Desk) -> dict[str, Any]:
    """What this folder knows of the bucket since it last worked for it."""
    path = desk.memory / "bucket.json"
    note = _json(path.read_bytes()) if path.exists() else {}
    return note if note.get("url") == shown(desk.url) else {}


def _set_note(desk: _Desk, **facts: object) -> None:
    note = _note(desk) | facts | {"url": shown(desk.url)}
    partial = desk.memory / "bucket.partial"
    partial.write_text(json.dumps(note), "utf-8")
    partial.replace(desk.memory / "bucket.json")


def _json(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _default_folder(url: str) -> Path:
    return cache_folder() / "siddhanto" / sha256(shown(url).encode()).hexdigest()[:16]
