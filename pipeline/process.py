"""One file all the way, or a few old Word files together: bytes in, an `Outcome` out, whatever happens."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from extractors import extract
from extractors.document import Document
from extractors.errors import ExtractionError, LimitExceededError
from extractors.office import convert, read_converted
from extractors.options import Options
from extractors.sniff import sniff
from pipeline.interpret import interpret
from pipeline.normalize import normalize
from pipeline.reasons import ADVICE, READ_FAILED
from pipeline.rows import DocumentRow, IssueRow, Outcome
from pipeline.sources import Origin
from pipeline.version import VERSION

OFFICE_FORMATS = ("doc", "rtf", "odt")  # read through LibreOffice, whose start costs more than a document


def process(origin: Origin, path: Path, options: Options) -> Outcome:
    """Take one file all the way; a file that cannot be read becomes a failed document, a bug still raises."""
    try:
        if (origin.bytes or 0) > options.max_bytes:
            raise LimitExceededError(f"It is larger than {options.max_bytes} bytes.")
        document = extract(path.read_bytes(), options)
        return normalize(interpret(document), document, origin)
    except ExtractionError as error:
        return failed(origin, error.code, f"{error} {error.advice}")
    except OSError as error:
        return failed(origin, "unreadable", told("unreadable", error.strerror))
    except MemoryError:
        return failed(origin, "memory", told("memory"))


def process_office(files: Sequence[tuple[Origin, Path]], options: Options) -> list[Outcome]:
    """Take DOC, RTF and ODT files all the way with one run of LibreOffice; the outcomes are in the order of `files`."""
    try:
        contents = [path.read_bytes() for _, path in files]
        converted = convert(contents, options)
    except (ExtractionError, OSError, MemoryError):  # whatever it is, each file is told its own reason
        return [process(origin, path, options) for origin, path in files]
    outcomes = []
    for (origin, _), data, result in zip(files, contents, converted, strict=True):
        try:
            if isinstance(result, ExtractionError):
                raise result
            document: Document = read_converted(result, _office_format(data), options)
        except ExtractionError as error:
            outcomes.append(failed(origin, error.code, f"{error} {error.advice}"))
        else:
            outcomes.append(normalize(interpret(document), document, origin))
    return outcomes


def _office_format(data: bytes) -> Literal["doc", "rtf", "odt"]:
    form = sniff(data)
    return "rtf" if form == "rtf" else "odt" if form == "odt" else "doc"


def failed(origin: Origin, reason: str, detail: str) -> Outcome:
    """Return the outcome of a file that gave no document: a row that says so, and an issue that says why."""
    document = DocumentRow(
        document_id=origin.document_id,
        sha256=origin.digest,
        source_uri=origin.uris[0],
        aliases=origin.uris[1:],
        bytes=origin.bytes,
        status="failed",
        reason=reason,
        extractor_version=VERSION,
    )
    issue = IssueRow(
        document_id=document.document_id,
        source_uri=document.source_uri,
        code=reason,
        severity="error",
        detail=detail,
    )
    return Outcome(document=document, issues=(issue,))


def told(reason: str, cause: str | None = None) -> str:
    """Return what `reason` means and what to do about it, for people."""
    return " ".join(filter(None, (READ_FAILED[reason], f"({cause})" if cause else None, ADVICE[reason])))
