"""Sources into the ledger: what is where, by size and time where that tells, else by reading it."""

import errno
import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from extractors.archives import SIGNATURES, is_archive, members
from extractors.errors import EmptyFileError, ExtractionError, LimitExceededError
from extractors.options import Options
from extractors.sniff import sniff
from pipeline.archive import contents, places
from pipeline.archive.contents import Work
from pipeline.archive.fetching import Arrival
from pipeline.archive.ledger import Ledger
from pipeline.archive.places import Place
from pipeline.archive.remote import Listed, access_of
from pipeline.archive.wanted import Wanted, is_wanted, unwant, want
from pipeline.process import OFFICE_FORMATS, told
from pipeline.sources import Fetched, Source

SETTLED = 2 * 10**9  # nanoseconds: a file changed so shortly before may change again within one tick of its clock


@dataclass(slots=True, kw_only=True)
class Intake:
    """How many sources there were, and how many of them had to be read to know what they are."""

    sources: int = 0
    hashed: int = 0
    access: dict[str, str] = field(
        default_factory=dict
    )  # user and password by host, of URLs that have them; never kept


def take_in(ledger: Ledger, sources: Iterable[Source], options: Options, spool: Path) -> Intake:
    """Note in the ledger what is at every source; members of ZIP archives that may be read wait in `spool`.

    A file of the size and time it had before is not opened. An object that is not listed as it was before is noted as
    wanted: `receive` takes it in when it was fetched.
    """
    counts = Intake()
    for source in sources:
        known = places.place_at(ledger, source.uri)
        if places.has_seen(ledger, known) or (source.remote and is_wanted(ledger.connection, source.uri, ledger.now)):
            continue  # named twice, by itself and by its folder: one file
        counts.sources += 1
        if source.problem:
            places.set_problem(ledger, source.uri, source.location, source.problem, told(source.problem, source.cause))
            continue
        if source.remote is not None:
            _want(ledger, source, source.remote, known, counts)
            continue
        try:
            status = source.path.stat()
            if (
                known is not None
                and (known.size, known.mtime_ns) == (status.st_size, status.st_mtime_ns)
                and (not known.is_archive or contents.is_settled(ledger, source.uri))
                and source.fetched == known.fetched
            ):
                places.see(ledger, source.uri)
                continue
            is_sure = time.time_ns() - status.st_mtime_ns > SETTLED
            counts.hashed += 1
            place = _Place(
                uri=source.uri,
                location=source.location,
                size=status.st_size,
                mtime_ns=status.st_mtime_ns if is_sure else None,
                fetched=source.fetched,
            )
            _look(ledger, place, source.path, options, spool)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):  # of the spool, and no fault of the file
                raise
            places.set_problem(ledger, source.uri, source.location, "unreadable", told("unreadable", error.strerror))
    ledger.commit()
    return counts


def receive(ledger: Ledger, arrival: Arrival, options: Options, spool: Path) -> Iterator[Work]:
    """Note in the ledger what was fetched, and yield what of it is to be read; it waits in `spool`, by its digest."""
    wanted = arrival.wanted
    place = _Place(uri=wanted.uri, location=wanted.url, size=wanted.size, stamp=wanted.stamp, fetched=wanted.fetched)
    if arrival.problem == LimitExceededError.code:  # it will be so until it changes
        places.set_problem(
            ledger, place.uri, place.location, arrival.problem, arrival.detail, size=place.size, stamp=place.stamp
        )
    elif arrival.problem:
        places.set_problem(ledger, place.uri, place.location, arrival.problem, arrival.detail)
    else:
        digest = _look(ledger, place, arrival.path, options, spool)
        if digest and contents.is_unread(ledger, digest) and not (spool / digest).exists():
            arrival.path.replace(spool / digest)
        else:
            arrival.path.unlink()
    unwant(ledger.connection, wanted.uri)
    ledger.after(contents.BATCH)
    for work in contents.unread_at(ledger, wanted.uri):
        path = spool / str(work.origin.digest)
        if path.exists():  # or it was read meanwhile, for another place
            yield replace(work, path=path)


def _want(ledger: Ledger, source: Source, remote: Listed, known: Place | None, counts: Intake) -> None:
    if (
        known is not None
        and remote.stamp
        and known.stamp == remote.stamp
        and remote.size in (None, known.size)
        and source.fetched == known.fetched
        and contents.is_settled(ledger, source.uri)
    ):
        places.see(ledger, source.uri)
        return
    access = access_of(remote.url)
    if access is not None:
        counts.access.update([access])
    wanted = Wanted(uri=source.uri, url=source.location, size=remote.size, stamp=remote.stamp, fetched=source.fetched)
    want(ledger.connection, wanted, ledger.now)
    ledger.after(places.BATCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A place whose bytes are at hand."""

    uri: str
    location: str
    size: int | None
    mtime_ns: int | None = None
    stamp: str | None = None
    fetched: Fetched | None = None


def _look(ledger: Ledger, place: _Place, path: Path, options: Options, spool: Path) -> str | None:
    """Note what is in the file `path`; return its digest, or None where it is an archive, of its members."""
    with path.open("rb") as file:
        start = file.read(len(SIGNATURES[0]))
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        if size > options.max_bytes and start not in SIGNATURES:  # no reader takes it, so it need not fit into memory
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            _set_content(ledger, place, digest, size, is_office=False)
            return digest
        data = file.read()
    if not is_archive(data):
        digest = hashlib.sha256(data).hexdigest()
        _set_content(ledger, place, digest, len(data), is_office=sniff(data) in OFFICE_FORMATS)
        return digest
    places.set_archive(ledger, place.uri, place.location, len(data), mtime_ns=place.mtime_ns, stamp=place.stamp)
    for uri, content in _unpacked(place.uri, data, options):
        if isinstance(content, ExtractionError):
            container = place.uri if uri != place.uri else None
            places.set_problem(ledger, uri, place.location, content.code, f"{content} {content.advice}", container)
            continue
        digest = hashlib.sha256(content).hexdigest()
        waiting = spool / digest
        places.set_content(
            ledger,
            uri,
            str(waiting),
            digest,
            len(content),
            is_office=sniff(content) in OFFICE_FORMATS,
            container=place.uri,
            fetched=place.fetched,
        )
        if contents.is_unread(ledger, digest) and not waiting.exists():
            waiting.write_bytes(content)
    return None


def _set_content(ledger: Ledger, place: _Place, digest: str, size: int, *, is_office: bool) -> None:
    places.set_content(
        ledger,
        place.uri,
        place.location,
        digest,
        size,
        is_office=is_office,
        mtime_ns=place.mtime_ns,
        stamp=place.stamp,
        fetched=place.fetched,
    )


def _unpacked(uri: str, data: bytes, options: Options) -> Iterator[tuple[str, bytes | ExtractionError]]:
    """The members of an archive with their places; an archive that gives none is an error of its own place."""
    empty = True
    try:
        for name, content in members(data, options):
            empty = False
            yield f"{uri}!/{name}", content
    except ExtractionError as error:
        yield uri, error
        return
    if empty:
        yield uri, EmptyFileError("The archive holds no files.")
