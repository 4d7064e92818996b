"""Where documents come from: files, folders and ZIP archives, as `Source`s that know their bytes."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from glob import has_magic, iglob
from hashlib import sha256
from pathlib import Path

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

    `uri` is what the tables show: a path, or the URL of what a crawl fetched. `problem` is a code of `pipeline.reasons`
    where discovery already found that nothing can be read there.
    """

    uri: str
    path: Path
    problem: str | None = None
    fetched: Fetched | None = None


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
    walked in sorted order; hidden files and folders (a name that begins with a dot) are not documents.
    """
    for place in places:
        path = Path(place)
        if not os.path.lexists(path) and has_magic(str(place)):  # shells on Windows leave patterns to the program
            yield from _matching(str(place))
        elif is_raw_store(path):
            yield from _stored(path)
        elif path.is_dir():
            yield from _walk(path)
        elif os.path.lexists(path):
            yield Source(uri=path.as_posix(), path=path)
        else:
            yield Source(uri=path.as_posix(), path=path, problem="not_found")


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
