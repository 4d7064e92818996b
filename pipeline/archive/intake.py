"""Sources into the ledger: what is where, by size and time where that tells, else by reading it."""

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.archives import SIGNATURES, is_archive, members
from extractors.errors import EmptyFileError, ExtractionError
from extractors.options import Options
from extractors.sniff import sniff
from pipeline.archive.ledger import Ledger
from pipeline.process import OFFICE_FORMATS, told
from pipeline.sources import Source

SETTLED = 2 * 10**9  # nanoseconds: a file changed so shortly before may change again within one tick of its clock


@dataclass(slots=True, kw_only=True)
class Intake:
    """How many sources there were, and how many of them had to be read to know what they are."""

    sources: int = 0
    hashed: int = 0


def take_in(ledger: Ledger, sources: Iterable[Source], options: Options, spool: Path) -> Intake:
    """Note in the ledger what is at every source; members of ZIP archives that may be read wait in `spool`.

    A file of the size and time it had before is not opened.
    """
    counts = Intake()
    for source in sources:
        known = ledger.place(source.uri)
        if ledger.has_seen(known):  # named twice, by itself and by its folder: one file
            continue
        counts.sources += 1
        if source.problem:
            ledger.set_problem(source.uri, source.path, source.problem, told(source.problem))
            continue
        try:
            status = source.path.stat()
            if (
                known is not None
                and (known.size, known.mtime_ns) == (status.st_size, status.st_mtime_ns)
                and (not known.is_archive or ledger.is_settled(source.uri))
                and source.fetched == known.fetched
            ):
                ledger.see(source.uri)
                continue
            is_sure = time.time_ns() - status.st_mtime_ns > SETTLED
            counts.hashed += 1
            _look(ledger, source, status.st_size, status.st_mtime_ns if is_sure else None, options, spool)
        except OSError as error:
            ledger.set_problem(source.uri, source.path, "unreadable", told("unreadable", error.strerror))
    ledger.commit()
    return counts


def _look(ledger: Ledger, source: Source, size: int, mtime_ns: int | None, options: Options, spool: Path) -> None:
    path = source.path.absolute()
    with path.open("rb") as file:
        start = file.read(len(SIGNATURES[0]))
        file.seek(0)
        if size > options.max_bytes and start not in SIGNATURES:  # no reader takes it, so it need not fit into memory
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            ledger.set_content(source.uri, path, digest, size, is_office=False, mtime_ns=mtime_ns)
            return
        data = file.read()
    if not is_archive(data):
        ledger.set_content(
            source.uri,
            path,
            hashlib.sha256(data).hexdigest(),
            len(data),
            is_office=sniff(data) in OFFICE_FORMATS,
            mtime_ns=mtime_ns,
            fetched=source.fetched,
        )
        return
    ledger.set_archive(source.uri, path, size, mtime_ns)
    for uri, content in _unpacked(source.uri, data, options):
        if isinstance(content, ExtractionError):
            container = source.uri if uri != source.uri else None
            ledger.set_problem(uri, path, content.code, f"{content} {content.advice}", container)
            continue
        digest = hashlib.sha256(content).hexdigest()
        waiting = spool / digest
        waiting.write_bytes(content)
        ledger.set_content(
            uri,
            waiting,
            digest,
            len(content),
            is_office=sniff(content) in OFFICE_FORMATS,
            container=source.uri,
            fetched=source.fetched,
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
