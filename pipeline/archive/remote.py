"""Objects in buckets and on servers, by fsspec: what a listing says of them, and their bytes on any machine.

`fetch_to(url, path)` and `read_bytes(url)` are pure functions of the URL and can be pickled: any process of any machine
may call them. Endpoints and credentials come from the environment of that machine, as the library for the protocol
reads them (AWS_ENDPOINT_URL, AWS_PROFILE, …), and are never in a message.
"""

import errno
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import has_magic
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from urllib.request import url2pathname

TRIES = 3  # but one of S3, whose library itself tries five times, with growing pauses
PAUSE = 0.5  # seconds before the second try, doubled before each further one
STAMPS = ("ETag", "etag", "md5Hash", "checksum", "content_md5")  # what changes exactly when the content does
TIMES = ("LastModified", "last_modified", "mtime", "updated", "modified", "created")
EXTRAS = {"s3": "pip install 'siddhanto[s3]'", "s3a": "pip install 'siddhanto[s3]'", "gs": "pip install gcsfs"}
SETTLED = 2.0  # seconds: an object changed so shortly before may change again within one tick of its clock
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)  # two letters at least: C:// is a drive
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a listing says of an object; `stamp` is "" where it tells nothing that changes with the content."""

    url: str
    size: int | None = None
    stamp: str = ""


class RemoteError(Exception):
    """An object or folder could not be had; `reason` is a code of `pipeline.reasons`, `cause` a few words."""

    def __init__(self, reason: str, cause: str) -> None:
        super().__init__(reason, cause)
        self.reason = reason
        self.cause = cause


class NoAccessError(Exception):
    """The package for a protocol is not installed; the message says which command mends it."""


class TooLargeError(Exception):
    """An object is larger than the bound; nothing of it was kept."""


def is_url(place: str | Path) -> bool:
    r"""Return whether `place` is the URL of something that is not on this machine's disks.

    >>> is_url("s3://bucket/minutes"), is_url("file:///minutes"), is_url(r"C:\\minutes")
    (True, False, False)
    """
    return isinstance(place, str) and bool(_URL.match(place)) and not place.lower().startswith("file://")


def local_path(place: str | Path) -> Path:
    """Return the path that a file:// URL or a plain name stands for."""
    if isinstance(place, str) and place.lower().startswith("file://"):
        return Path(url2pathname(urlsplit(place).path))
    return Path(place)


def shown(url: str) -> str:
    """Return `url` without user and password, as it may be told and kept.

    >>> shown("ftp://user:secret@host/minutes.pdf")
    'ftp://host/minutes.pdf'
    """
    start, mark, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return start + mark + host.rpartition("@")[2] + slash + path


def access_of(url: str) -> tuple[str, str] | None:
    """Return protocol and host of `url`, and the user and password it gives for them; None where it gives none.

    >>> access_of("ftp://user:secret@host/minutes.pdf")
    ('ftp://host', 'user:secret')
    """
    start, mark, rest = url.partition("://")
    access, at, host = rest.partition("/")[0].rpartition("@")
    return (start + mark + host, access) if at else None


def with_access(url: str, access: Mapping[str, str]) -> str:
    """Return `url` with the user and password that `access` has for its protocol and host.

    >>> with_access("ftp://host/minutes.pdf", {"ftp://host": "user:secret"})
    'ftp://user:secret@host/minutes.pdf'
    """
    start, mark, rest = url.partition("://")
    given = access.get(start + mark + rest.partition("/")[0])
    return f"{start}{mark}{given}@{rest}" if given else url


def find(url: str) -> Iterator[Listed]:
    """Yield what is at `url`: an object, all objects below a folder, or those that a pattern matches.

    Folders come in sorted order; hidden objects and folders (a name that begins with a dot) are no documents. An HTTP
    URL names one object: a web site has no folders.

    Raises:
        RemoteError: nothing is there, or it could not be listed (wholly; what was found before was yielded).
        NoAccessError: the package for the protocol is not installed.
    """
    system, path = _opened(url)
    if _is_web(url):
        yield look(url)
        return
    try:
        if has_magic(path) and not system.exists(path):
            found = system.glob(path, detail=True)
            for name in sorted(found):
                if found[name]["type"] == "file":
                    yield _listed(system, found[name], url)
            return
        info = system.info(path)
        if info["type"] == "file":
            yield _listed(system, info, url)
            return
        for _, folders, files in system.walk(path, detail=True, on_error="raise"):
            for name in sorted(folders):
                if name.startswith("."):
                    del folders[name]
            for name in sorted(files):
                if name and not name.startswith("."):  # "" marks the folder itself
                    yield _listed(system, files[name], url)
    except FileNotFoundError as error:
        raise RemoteError("not_found", "") from error
    except _failures() as error:
        raise RemoteError("unlisted", _cause(error)) from error


def look(url: str) -> Listed:
    """Return what is said of the object at `url`.

    Raises:
        RemoteError: there is none, or it could not be asked.
        NoAccessError: the package for the protocol is not installed.
    """
    system, path = _opened(url)
    return _tried(system, lambda: _listed(system, system.info(path), url))


def fetch_to(url: str, path: Path, limit: int | None = None) -> None:
    """Write the object at `url` to the file `path`, streaming; on any failure there is no such file.

    Passing faults are tried again after a pause.

    Raises:
        RemoteError: there is no such object, or it could not be fetched.
        TooLargeError: it has more than `limit` bytes.
        NoAccessError: the package for the protocol is not installed.
    """
    from fsspec.callbacks import Callback

    def bound(_: int | None, fetched: int) -> None:
        if limit is not None and fetched > limit:
            raise TooLargeError

    system, name = _opened(url)
    try:
        _tried(system, lambda: system.get_file(name, str(path), callback=Callback(hooks={"bound": bound})))
        if limit is not None and path.stat().st_size > limit:  # a library that reports no progress
            raise TooLargeError
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def read_bytes(url: str, start: int | None = None, end: int | None = None) -> bytes:
    """Return the bytes of the object at `url`, or those from `start` to before `end`.

    Raises:
        RemoteError: there is no such object, or it could not be fetched.
        NoAccessError: the package for the protocol is not installed.
    """
    system, path = _opened(url)
    return bytes(_tried(system, lambda: system.cat_file(path, start=start, end=end)))


def put_file(path: Path, url: str) -> None:
    """Make the object at `url` of the file `path`; readers see the whole of it or what was there before.

    Raises:
        RemoteError: it could not be written.
    """
    system, name = _opened(url)
    _tried(system, lambda: system.put_file(str(path), name))


def put_bytes(url: str, content: bytes) -> None:
    """Make the object at `url` of `content`.

    Raises:
        RemoteError: it could not be written.
    """
    system, name = _opened(url)
    _tried(system, lambda: system.pipe_file(name, content))


def create(url: str, content: bytes) -> bool:
    """Make the object at `url` where there is none, and return whether that was so: of several processes, for one.

    The server decides (a put with If-None-Match); one that does not know that condition at least refuses the later one.

    Raises:
        RemoteError: it could not be written.
        NoAccessError: nothing can be written there.
    """
    system, name = _opened(url)

    def ask() -> bool:
        try:
            if system.exists(name):
                return False
            system.pipe_file(name, content, mode="create")
        except FileExistsError:
            return False
        return True

    try:
        return _tried(system, ask)
    except NotImplementedError as error:
        raise NoAccessError(f"{shown(url)}: nothing can be written there") from error


def remove(url: str) -> None:
    """Remove the object at `url`.

    Raises:
        RemoteError: there is none, or it could not be removed.
    """
    system, name = _opened(url)
    _tried(system, lambda: system.rm_file(name))


def _opened(url: str) -> tuple[Any, str]:
    """The file system of `url` and the path within; a name is never taken for a chain of URLs ("::")."""
    protocol = url.partition("://")[0].lower()
    if protocol in EXTRAS and access_of(url):
        raise NoAccessError(
            f"{shown(url)} was named with user and password: those of a bucket belong into the environment or the "
            "configuration of its library (AWS_PROFILE, AWS_ACCESS_KEY_ID, …)"
        )
    try:
        from fsspec import get_filesystem_class

        kind = get_filesystem_class(protocol)
    except ImportError as error:
        how = EXTRAS.get(protocol, "pip install fsspec and its package for this protocol")
        raise NoAccessError(f"{protocol}:// needs a package that is not installed: {how}") from error
    except ValueError as error:
        raise NoAccessError(f"{protocol}:// is no protocol that fsspec knows") from error
    options = kind._get_kwargs_from_urls(url)
    return kind(use_listings_cache=False, **options), kind._strip_protocol(url)


def _is_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def _listed(system: Any, info: dict[str, Any], url: str) -> Listed:
    if info["type"] != "file":
        raise FileNotFoundError
    size = info.get("size")
    name = url if _is_web(url) else system.unstrip_protocol(info["name"])
    access = access_of(url)
    if access is not None:
        name = with_access(shown(name), dict([access]))
    return Listed(url=name, size=None if size is None else int(size), stamp=_stamp(info))


def _stamp(info: dict[str, Any]) -> str:
    for name in STAMPS:
        if info.get(name):
            return str(info[name]).strip('"')
    for name in TIMES:
        value = info.get(name)
        if isinstance(value, datetime):
            moment = value if value.tzinfo else value.replace(tzinfo=UTC)
            return moment.isoformat() if time.time() - moment.timestamp() > SETTLED else ""
        if value:
            return str(value)
    return ""


def _tried(system: Any, ask: Callable[[], Answer]) -> Answer:
    pause = PAUSE
    for left in reversed(range(1 if "s3" in system.protocol else TRIES)):
        try:
            return ask()
        except (FileNotFoundError, IsADirectoryError) as error:
            raise RemoteError("not_found", "") from error
        except _failures() as error:
            if getattr(error, "errno", None) in FULL:  # of this machine, and no fault of the object
                raise
            if not left or _is_final(error):
                raise RemoteError("unreachable", _cause(error)) from error
            time.sleep(pause)
            pause *= 2
    raise AssertionError


def _failures() -> tuple[type[BaseException], ...]:
    """What the libraries raise where a server does not answer as it should; they are asked only where they are loaded."""
    found: list[type[BaseException]] = [OSError]
    if botocore := sys.modules.get("botocore.exceptions"):
        found += [botocore.BotoCoreError, botocore.ClientError]
    if aiohttp := sys.modules.get("aiohttp"):
        found.append(aiohttp.ClientError)
    return tuple(found)


def _is_final(error: BaseException) -> bool:
    """Whether the same question would get the same answer: access was refused, or there is nothing to ask with."""
    status = getattr(error, "status", None)
    refused = isinstance(status, int) and 400 <= status < 500 and status not in (408, 429)  # RFC 9110, 6585: come again
    return refused or isinstance(error, PermissionError) or "Credential" in type(error).__name__


def _cause(error: BaseException) -> str:
    """A few words without the message of the library, which may name an endpoint or hold parts of a request."""
    status = getattr(error, "status", None)
    if isinstance(status, int):
        return f"HTTP status {status}"
    number = getattr(error, "errno", None)
    return os.strerror(number) if isinstance(number, int) else type(error).__name__
