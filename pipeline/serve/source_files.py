"""Where the bytes of a document are, as the ledger or the tables name it; nothing a request says reaches the disk."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from extractors.archives import members
from extractors.errors import ExtractionError
from extractors.options import Options
from pipeline.archive.ledger import FILE, FOLDER


@dataclass(frozen=True, slots=True)
class Stored:
    """A place that held the document: a file, or a member of a ZIP archive."""

    path: str
    member: str | None = None


class SourceGoneError(Exception):
    """The bytes that were read are not there any more: `changed` where other bytes are in their place."""

    def __init__(self, changed: bool) -> None:
        super().__init__(changed)
        self.changed = changed


def places_of(out: Path, digest: str, uris: Sequence[str]) -> list[Stored]:
    """Return the places of a content with this SHA-256: those of the ledger, or `uris` where there is no ledger."""
    path = out / FOLDER / FILE
    if path.exists():
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as ledger:
                rows = ledger.execute(
                    "SELECT coalesce(a.path, p.path), p.uri, p.container FROM places p "
                    "LEFT JOIN places a ON a.uri = p.container WHERE p.digest = ? ORDER BY p.uri",
                    (digest,),
                ).fetchall()
        except sqlite3.DatabaseError:
            rows = []
        if rows:
            return [Stored(file, uri[len(archive) + 2 :] if archive else None) for file, uri, archive in rows]
    return [Stored(uri) for uri in uris if "://" not in uri and "!/" not in uri]


def content_of(places: Sequence[Stored], digest: str, options: Options) -> bytes:
    """Return the bytes whose SHA-256 is `digest`.

    Raises:
        SourceGoneError: none of `places` holds them.
    """
    changed = False
    for place in places:
        path = Path(place.path)
        try:
            if not path.is_file() or path.stat().st_size > options.max_bytes:
                continue
            data = path.read_bytes()
            if place.member is not None:
                data = _member(data, place.member, options)
        except (OSError, ExtractionError):
            continue
        if sha256(data).hexdigest() == digest:
            return data
        changed = True
    raise SourceGoneError(changed)


def _member(archive: bytes, name: str, options: Options) -> bytes:
    for found, content in members(archive, options):
        if found == name and isinstance(content, bytes):
            return content
    return b""
