"""Sources from files that name them: a list, or a table with what is known of each file. Both may be remote."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from pipeline.archive.remote import RemoteError, is_url, local_path, read_bytes, shown
from pipeline.process import told
from pipeline.sources import Fetched, Source, source_at

COLUMNS = ("path", "url", "published", "office")


class ManifestError(Exception):
    """The file is no manifest."""


def listed(place: str | Path) -> Iterator[str]:
    """Yield the places that the file names, one a line.

    Raises:
        ManifestError: the file is remote and cannot be had.
    """
    with _opened(place) as file:
        for line in io.TextIOWrapper(file, "utf-8-sig"):
            if named := line.strip():
                yield named


def read_manifest(place: str | Path) -> Iterator[Source]:
    """Yield a source for each row of a CSV or Parquet file with a column `path` (or `uri`).

    Relative paths count from the folder of the manifest; URLs name remote objects. `url` is where the file came from, and
    what the tables show; `published` its date, as the site wrote it; `office` the host of the office's site, that of the
    URL where it is empty.

    Raises:
        ManifestError: the file has no such column, is neither CSV nor Parquet, or is remote and cannot be had.
    """
    with _opened(place) as file:
        for row in _rows(file, shown(str(place))):
            named = row.get("path") or row.get("uri")
            if not named:
                continue
            location = _beside(place, named)
            url = row.get("url") or ""
            host = row.get("office") or urlsplit(url).hostname or ""
            published = row.get("published") or None
            source = source_at(
                url or shown(location),
                location,
                Fetched(office=host, at=None, published=published) if host or published else None,
            )
            is_folder = not source.problem and not source.remote and not source.path.is_file()
            yield replace(source, problem="not_found") if is_folder else source


def _beside(place: str | Path, named: str) -> str:
    if is_url(named):
        return named
    if is_url(place):
        return f"{str(place).rpartition('/')[0]}/{named}"
    return (local_path(place).parent / local_path(named)).as_posix()


@contextmanager
def _opened(place: str | Path) -> Iterator[BinaryIO]:
    if not is_url(place):
        with local_path(place).open("rb") as file:
            yield file
        return
    try:
        content = read_bytes(str(place))
    except RemoteError as error:
        raise ManifestError(f"{shown(str(place))}: {told(error.reason, error.cause).rstrip('.')}") from error
    yield io.BytesIO(content)


def _rows(file: BinaryIO, name: str) -> Iterator[dict[str, str]]:
    is_parquet = file.read(4) == b"PAR1"
    file.seek(0)
    if is_parquet:
        import pyarrow.parquet as pq

        table = pq.ParquetFile(file)
        _need_path(table.schema_arrow.names, name)
        names = [column for column in (*COLUMNS, "uri") if column in table.schema_arrow.names]
        for batch in table.iter_batches(columns=names):
            for row in batch.to_pylist():
                yield {column: _text(value) for column, value in row.items()}
        return
    try:
        lines = csv.DictReader(io.TextIOWrapper(file, "utf-8-sig", newline=""))
        _need_path(lines.fieldnames or (), name)
        for line in lines:
            yield {column: (line.get(column) or "").strip() for column in (*COLUMNS, "uri")}
    except (csv.Error, UnicodeDecodeError) as error:
        raise ManifestError(f"{name} is neither CSV in UTF-8 nor Parquet: {error}") from error


def _need_path(names: object, name: str) -> None:
    if not {"path", "uri"} & set(names if isinstance(names, list | tuple) else ()):
        raise ManifestError(f"{name} has no column path or uri; it may have {', '.join(COLUMNS)}")


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
