"""The lock of an OUT in a bucket: an object that one import alone can make, and that says who made it."""

import json
import os
import socket
from datetime import UTC, datetime
from typing import Any

from pipeline.archive.ledger import FOLDER
from pipeline.archive.remote import RemoteError, create, put_bytes, read_bytes, remove, shown

LOCK = f"{FOLDER}/lock"


class HeldError(Exception):
    """Another import holds the bucket; the sentence says which and what to do."""


def take(url: str, token: str, *, dead: str | None, take_over: bool) -> None:
    """Make the lock of the tables at `url`, or take over that of an import which is known to be dead.

    `dead` is the token of one; with `take_over`, whoever has the lock is.

    Raises:
        HeldError: another import has it.
        RemoteError: the bucket cannot be written.
    """
    if create(f"{url}/{LOCK}", _content(token)):
        return
    holder = _read(url)
    if not take_over and (dead is None or holder.get("token") != dead):
        raise HeldError(
            f"An import on {holder.get('host', '?')} works in {shown(url)} since {holder.get('since', '?')}; its last sign of "
            f"life is of {holder.get('alive', '?')} (UTC). Wait until it is done. If it was killed, the same command on that "
            "machine goes on; on another one add --take-over"
        )
    put_bytes(f"{url}/{LOCK}", _content(token))


def need(url: str, token: str) -> str:
    """Return since when the lock is held by the import of this `token`.

    Raises:
        HeldError: it is not: another one has taken over.
    """
    holder = _read(url)
    if holder.get("token") != token:
        raise HeldError(f"Another import has taken over {shown(url)}; this one has stopped")
    return str(holder.get("since", ""))


def renew(url: str, token: str) -> None:
    """Give a sign of life.

    Raises:
        HeldError: another import has taken over.
    """
    put_bytes(f"{url}/{LOCK}", _content(token, need(url, token)))


def release(url: str, token: str) -> None:
    """Remove the lock, where it is still that of `token` and the bucket can be reached."""
    try:
        need(url, token)
        remove(f"{url}/{LOCK}")
    except (HeldError, RemoteError):
        return


def _content(token: str, since: str | None = None) -> bytes:
    now = f"{datetime.now(UTC):%Y-%m-%d %H:%M}"
    content = {"token": token, "host": socket.gethostname(), "pid": os.getpid(), "since": since or now, "alive": now}
    return json.dumps(content).encode()


def _read(url: str) -> dict[str, Any]:
    try:
        found = json.loads(read_bytes(f"{url}/{LOCK}"))
    except RemoteError as error:
        if error.reason != "not_found":
            raise
        return {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
