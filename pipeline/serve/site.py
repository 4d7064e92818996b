"""What the pages of one server share: the folder of tables, the workshop of pictures, and the language of a request."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Request

from pipeline.serve.layout import COPIED
from pipeline.serve.wording import LANGUAGES, say
from pipeline.serve.workshop import Workshop

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One server's own things."""

    out: Path
    made: frozenset[str]  # which of topics and follow_ups there are
    stamp: Stamp
    workshop: Workshop

    def has_changed(self) -> bool:
        """Return whether the tables are not those the server began with."""
        return stamp_of(self.out) != self.stamp

    def say(self, key: str, request: Request | None) -> str:
        """Return a sentence in the language of `request`."""
        return say(key, language_of(request))


def language_of(request: Request | None) -> str:
    """Return the language that the reader chose; Bangla where none was."""
    chosen: Any = request.cookies.get("language") if request is not None else None
    return chosen if chosen in LANGUAGES else "bn"


def stamp_of(out: Path) -> Stamp:
    """Return names, sizes and times of the tables' files, without waiting for whoever is at work on them."""
    found = []
    for table in ("decisions", *COPIED):
        path = out / f"{table}.parquet"
        for file in sorted(path.rglob("*.parquet")) if path.is_dir() else (path,):
            with suppress(OSError):
                status = file.stat()
                found.append((file.name, status.st_size, status.st_mtime_ns))
    return tuple(found)
