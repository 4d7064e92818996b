"""Where documents come from: files, folders, ZIP archives and objects in buckets, as `Source`s."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from glob import has_magic, iglob
from hashlib import sha256
from pathlib import Path

from pipeline.archive.remote import Listed, RemoteError, find, is_url, local_path, look, shown
from pipeline.crawl.documents import documents
from pipeline.crawl.raw_store import is_raw_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a crawl knows of a document: the host of the office whose it is, when it came, the portal's dates of it.

    `published` and `archived` are texts as the portal wrote them.
    """

    office: str
    at: datetime | None = None
    published: str | None = None
    archived: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place that should hold one document.

    `uri` is what the tables show: a path, or a URL without user and password. It is a file at `path`, or what a listing
    said of an object that is `remote`. `problem` is a code of `pipeline.reasons` where discovery already found that
    nothing can be read there, `cause` a few words about it.
    """

    uri: str
    path: Path = Path()
    remote: Listed | None = None
    problem: str | None = None
    cause: str | None = None
    fetched: Fetched | None = None

    @property
    def location(self) -> str:
        """The path or URL by which it is found again, without user and password."""
        return shown(self.remote.url) if self.remote else str(self.path.absolute())


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Distinct content and every place that holds it; `digest` and `bytes` are None where it cannot be opened."""

    uris: tuple[str, ...]
    digest: str | None = None  # SHA-256 of the content
    bytes: int | None = None
    fetched: Fetched | None = None

    @property
    def document_id(self) -> str:
        """16 hex digits: of the content's SHA-256, or of the place where there is no content to name it by."""
        return (self.digest or sha256(f"no bytes at {self.uris[0]}".encode()).hexdigest())[:16]


def discover(places: Iterable[str | Path]) -> Iterator[Source]:
    """Yield a source for every file named or found below a folder, and one with a problem for what is not there.

    A pattern (`minutes/**/*.pdf`) gives what it matches. The raw store of a crawl gives its documents, each at its URLs. Other folders are
    walked in sorted order; hidden files and folders (a name that begins with a dot) are not documents. A URL (s3://…)
    gives the objects there, in the same way.

    Raises:
        NoAccessError: the package for the protocol of a URL is not installed.
    """
    for place in places:
        path = local_path(place)
        if is_url(place):
            yield from _remote(str(place))
        elif not os.path.lexists(path) and has_magic(str(place)):  # shells on Windows leave patterns to the program
            yield from _matching(str(place))
        elif is_raw_store(path):
            yield from _stored(path)
        elif path.is_dir():
            yield from _walk(path)
        elif os.path.lexists(path):
            yield Source(uri=path.as_posix(), path=path)
        else:
            yield Source(uri=path.as_posix(), path=path, problem="not_found")


def fetched_as_text(fetched: Fetched | None) -> str | None:
    """Return what `fetched_of` takes back."""
    if fetched is None:
        return None
    at = fetched.at.isoformat() if fetched.at else None
    return json.dumps([fetched.office, at, fetched.published, fetched.archived], ensure_ascii=False)


def fetched_of(text: str | None) -> Fetched | None:
    """Return what `fetched_as_text` was given."""
    if text is None:
        return None
    office, at, published, archived = json.loads(text)
    return Fetched(office=office, at=datetime.fromisoformat(at) if at else None, published=published, archived=archived)


def source_at(uri: str, location: str, fetched: Fetched | None = None) -> Source:
    """Return the source at a path or URL, shown as `uri`; with a problem where nothing is there."""
    if not is_url(location):
        path = local_path(location)
        return Source(uri=uri, path=path, problem=None if path.exists() else "not_found", fetched=fetched)
    try:
        return Source(uri=uri, remote=look(location), fetched=fetched)
    except RemoteError as error:
        listed = Listed(url=location)
        return Source(uri=uri, remote=listed, problem=error.reason, cause=error.cause, fetched=fetched)


def _remote(url: str) -> Iterator[Source]:
    found = False
    try:
        for listed in find(url):
            found = True
            yield Source(uri=shown(listed.url), remote=listed)
    except RemoteError as error:
        yield Source(uri=shown(url), remote=Listed(url=url), problem=error.reason, cause=error.cause)
        return
    if not found:
        problem = "not_found" if has_magic(url) else "empty_folder"
        yield Source(uri=shown(url), remote=Listed(url=url), problem=problem)


def _matching(pattern: str) -> Iterator[Source]:
    matches = sorted(iglob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    yield from discover(path for path in matches if not ("**" in pattern and Path(path).is_dir()))
    if not matches:
        yield Source(uri=pattern, path=Path(pattern), problem="not_found")


def _stored(folder: Path) -> Iterator[Source]:
    found = False
    for document in documents(folder):
        found = True
        fetched = Fetched(
            office=document.office,
            at=document.fetched_at,
            published=document.published,
            archived=document.archived,
        )
        for url in (document.url, *document.aliases):
            yield Source(uri=url, path=document.path, fetched=fetched)
    if not found:
        yield Source(uri=folder.as_posix(), path=folder, problem="empty_folder")


def _walk(folder: Path) -> Iterator[Source]:
    found = False
    problems: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                found = True
                path = Path(root, name)
                yield Source(uri=path.as_posix(), path=path)
    for problem in problems:
        found = True
        path = Path(os.fsdecode(problem.filename))
        yield Source(uri=path.as_posix(), path=path, problem="unreadable")
    if not found:
        yield Source(uri=folder.as_posix(), path=folder, problem="empty_folder")
