"""Sources from files that name them: a list, or a table with what is known of each file."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.sources import Fetched, Source

COLUMNS = ("path", "url", "published", "office")


class ManifestError(Exception):
    """The file is no manifest."""


def listed(path: Path) -> Iterator[str]:
    """Yield the places that the file names, one a line."""
    with path.open(encoding="utf-8-sig") as file:
        for line in file:
            if place := line.strip():
                yield place


def read_manifest(path: Path) -> Iterator[Source]:
    """Yield a source for each row of a CSV or Parquet file with a column `path` (or `uri`).

    Relative paths count from the folder of the manifest. `url` is where the file came from, and what the tables show;
    `published` its date, as the site wrote it; `office` the host of the office's site, that of the URL where it is empty.

    Raises:
        ManifestError: the file has no such column, or is neither CSV nor Parquet.
    """
    for row in _rows(path):
        place = row.get("path") or row.get("uri")
        if not place:
            continue
        file = path.parent / place
        url = row.get("url") or ""
        host = row.get("office") or urlsplit(url).hostname or ""
        published = row.get("published") or None
        yield Source(
            uri=url or file.as_posix(),
            path=file,
            problem=None if file.is_file() else "not_found",
            fetched=Fetched(office=host, at=None, published=published) if host or published else None,
        )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open("rb") as binary:
        is_parquet = binary.read(4) == b"PAR1"
    if is_parquet:
        import pyarrow.parquet as pq

        table = pq.ParquetFile(path)
        _need_path(table.schema_arrow.names, path)
        names = [name for name in (*COLUMNS, "uri") if name in table.schema_arrow.names]
        for batch in table.iter_batches(columns=names):
            for row in batch.to_pylist():
                yield {name: _text(value) for name, value in row.items()}
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file)
            _need_path(lines.fieldnames or (), path)
            for line in lines:
                yield {name: (line.get(name) or "").strip() for name in (*COLUMNS, "uri")}
    except (csv.Error, UnicodeDecodeError) as error:
        raise ManifestError(f"{path} is neither CSV in UTF-8 nor Parquet: {error}") from error


def _need_path(names: object, path: Path) -> None:
    if not {"path", "uri"} & set(names if isinstance(names, list | tuple) else ()):
        raise ManifestError(f"{path} has no column path or uri; it may have {', '.join(COLUMNS)}")


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
