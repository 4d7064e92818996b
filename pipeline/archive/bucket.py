"""An OUT in a bucket: a local folder to work in, the ledger saved there now and then, the tables put there at the end.

In the bucket lie the tables, report.html, corrections.csv (read), run.json, and in .siddhanto the ledger and the lock.
run.json is written last and names every other file with size and SHA-256: while an import replaces them they do not
agree with it. The lock is an object that one process alone can make (a put with If-None-Match). The bucket is what
holds: what a local folder has beyond it counts only where nobody else saved there since.
"""

import json
import os
import shutil
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from extractors.machine import cache_folder
from pipeline.archive.corrections import FILE as CORRECTIONS
from pipeline.archive.ledger import FILE as LEDGER
from pipeline.archive.ledger import FOLDER
from pipeline.archive.remote import (
    RemoteError,
    create,
    fetch_to,
    find,
    is_url,
    look,
    put_bytes,
    put_file,
    read_bytes,
    remove,
    shown,
)
from pipeline.archive.run import REPORT
from pipeline.lock import lock
from pipeline.replacement import replacing
from pipeline.schema import IMPORTED

RUN = "run.json"
PAUSE = 60.0  # seconds at least between two savings of the ledger, and
SHARE = 20  # times what the last one took: so saving takes no more than 5 % of the time


class HeldError(Exception):
    """Another import holds the bucket; the sentence says which and what to do."""


class TornError(ValueError):
    """What lies in the bucket is no whole set of tables."""


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
        HeldError: another import holds the bucket, and `take_over` does not say to go on all the same.
        LockedError: another process of this machine works in the same folder.
        RemoteError: the bucket cannot be read or written.
    """
    if not is_url(out):
        yield Path(out), lambda: None
        return
    url = out.rstrip("/")
    folder = work or _default_folder(url)
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    with lock(folder / FOLDER / "bucket.lock"):
        desk = _Desk(url=url, folder=folder, token=uuid4().hex)
        _take(desk, take_over=take_over)
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
            _release(desk)


def download(url: str, folder: Path) -> list[str]:
    """Copy the tables, report, corrections and ledger of a bucket into `folder`, all together, and return their names.

    Raises:
        TornError: they are not those that run.json names, even after a while.
        RemoteError: they cannot be fetched.
    """
    url = url.rstrip("/")
    run = json.loads(read_bytes(f"{url}/{RUN}"))
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder) as new:
        for name, said in run["objects"].items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                fetch_to(f"{url}/{name}", path)
            except RemoteError as error:
                if error.reason == "not_found":
                    raise _torn(url) from error
                raise
            if _measured(path) != said:
                raise _torn(url)
        (new / RUN).write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", "utf-8")
    _fetch_if_there(f"{url}/{CORRECTIONS}", folder / CORRECTIONS)
    _fetch_if_there(f"{url}/{FOLDER}/{LEDGER}", folder / FOLDER / LEDGER)
    return sorted(run["objects"])


def _torn(url: str) -> TornError:
    return TornError(
        f"{shown(url)} is between two sets of tables: an import is at work there, or was ended while it put them there; "
        "wait, or import into it once more"
    )


def _take(desk: _Desk, *, take_over: bool) -> None:
    place = desk.at(f"{FOLDER}/lock")
    content = _lock_content(desk)
    if not create(place, content):
        holder = _json(read_bytes(place))
        mine = _note(desk).get("token")  # of a process that was killed: it held the lock of the folder, which we have
        if not take_over and (mine is None or holder.get("token") != mine):
            raise HeldError(
                f"An import on {holder.get('host', '?')} works in {shown(desk.url)} since {holder.get('since', '?')}; its last "
                f"sign of life is of {holder.get('alive', '?')} (UTC). Wait until it is done. If it was killed, the same "
                "command on that machine goes on; on another one add --take-over"
            )
        put_bytes(place, content)
    _set_note(desk, token=desk.token)


def _lock_content(desk: _Desk, since: str | None = None) -> bytes:
    now = f"{datetime.now(UTC):%Y-%m-%d %H:%M}"
    content = {
        "token": desk.token,
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "since": since or now,
        "alive": now,
    }
    return json.dumps(content).encode()


def _holder(desk: _Desk) -> dict[str, Any]:
    """What the lock says; raises where it is no longer ours."""
    try:
        holder = _json(read_bytes(desk.at(f"{FOLDER}/lock")))
    except RemoteError as error:
        if error.reason != "not_found":
            raise
        holder = {}
    if holder.get("token") != desk.token:
        raise HeldError(f"Another import has taken over {shown(desk.url)}; this one has stopped")
    return holder


def _release(desk: _Desk) -> None:
    try:
        _holder(desk)
    except (HeldError, RemoteError):
        return
    remove(desk.at(f"{FOLDER}/lock"))


def _fetch(desk: _Desk) -> None:
    """Have in the folder what the bucket has: the corrections, and the ledger where it is not the one saved from here."""
    _fetch_if_there(desk.at(CORRECTIONS), desk.folder / CORRECTIONS)
    saved = _stamp(desk.at(f"{FOLDER}/{LEDGER}"))
    if saved == _note(desk).get("ledger") and (saved is None or (desk.memory / LEDGER).exists()):
        return
    for name in (*(f"{table}.parquet" for table in IMPORTED), REPORT):  # they follow from the ledger that was here
        path = desk.folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in desk.memory.glob(f"{LEDGER}*"):
        path.unlink()
    if saved is not None:
        partial = desk.memory / "ledger.partial"
        fetch_to(desk.at(f"{FOLDER}/{LEDGER}"), partial)
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
    holder = _holder(desk)
    copy = desk.memory / "ledger.copy"
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(desk.memory / LEDGER)) as ledger, closing(sqlite3.connect(copy)) as target:
        ledger.backup(target)
    place = desk.at(f"{FOLDER}/{LEDGER}")
    put_file(copy, place)
    _set_note(desk, ledger=_stamp(place))
    put_bytes(desk.at(f"{FOLDER}/lock"), _lock_content(desk, holder.get("since")))
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
        objects[name] = _measured(desk.folder / name)
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
    _holder(desk)
    run = json.loads((desk.folder / RUN).read_text("utf-8")) | {"objects": objects}
    put_bytes(desk.at(RUN), (json.dumps(run, ensure_ascii=False, indent=1) + "\n").encode())


def _objects(url: str) -> Iterator[Any]:
    try:
        yield from find(url)
    except RemoteError as error:
        if error.reason != "not_found":
            raise


def _measured(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": file_digest(file, "sha256").hexdigest()}


def _fetch_if_there(url: str, path: Path) -> None:
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
