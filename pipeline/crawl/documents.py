"""What of a raw store is to be imported: the pages and files of minutes, each with its URL, office and dates."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from normalizers.dates import parse_date
from normalizers.text import fold
from pipeline.crawl.raw_store import STATE, Page, body_path, joined_path


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """One page or file: where it was got and when, whose it is, and what the portal says of its dates.

    `url` is the newest copy's, `aliases` are those of other copies of the same item. `published` and `archived` are as
    the portal wrote them, for files those of the page or list row that links them.
    """

    url: str
    path: Path
    sha256: str
    office: str
    fetched_at: datetime
    title: str | None
    published: str | None
    archived: str | None
    aliases: tuple[str, ...] = ()


def documents(folder: Path) -> Iterator[StoredDocument]:
    """Yield every page and file of minutes in the store at `folder`, ordered by URL; the store is only read.

    Pages that vanished from the portal are among them: their bytes are kept. Copies of one item that the portal's old
    and new generation hold (same office, title and date) are one document, that of the newer generation.
    """
    pages, sets = _read(folder)
    copies = _copies(pages)
    joined = _joined(pages, sets)
    others = {key for parts, _ in joined.values() for key in parts[1:]}
    aliases: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        if page.key in copies and copies[page.key] is not page:
            aliases[copies[page.key].key].append(page.url)
    urls = {page.key: page.url for page in pages}
    for page in pages:
        if page.key in others or (page.key in copies and copies[page.key] is not page):
            continue
        path, digest = body_path(folder, str(page.sha256)), str(page.sha256)
        if page.key in joined:
            parts, digest = joined[page.key]
            path = joined_path(folder, digest)
            aliases[page.key] += [urls[key] for key in parts[1:]]
        yield StoredDocument(
            url=page.url,
            path=path,
            sha256=digest,
            office=page.office.partition(":")[0],
            fetched_at=datetime.fromisoformat(page.last_fetched or page.last_seen),
            title=page.title,
            published=page.published,
            archived=page.archived,
            aliases=tuple(aliases[page.key]),
        )


def _read(folder: Path) -> tuple[list[Page], list[tuple[str, str]]]:
    """Return the pages and files of a store, and what was joined: its parts as the store writes them, and its hash."""
    where = (folder / STATE).resolve().as_uri()
    for mode in ("mode=ro", "immutable=1"):  # the second for stores in folders that cannot be written to
        connection = sqlite3.connect(f"{where}?{mode}", uri=True, timeout=30)
        connection.row_factory = sqlite3.Row
        try:
            found = connection.execute(
                "SELECT * FROM page WHERE kind IN ('page', 'file') AND sha256 IS NOT NULL ORDER BY url"
            ).fetchall()
            has_sets = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'joined'").fetchone()
            sets = connection.execute("SELECT parts, sha256 FROM joined ORDER BY parts").fetchall() if has_sets else []
            return [Page(**dict(row)) for row in found], [(row["parts"], row["sha256"]) for row in sets]
        except sqlite3.OperationalError:
            if mode == "immutable=1":
                raise
        finally:
            connection.close()
    return [], []


def _joined(pages: Sequence[Page], sets: Sequence[tuple[str, str]]) -> dict[str, tuple[list[str], str]]:
    """Return, by the key of its first picture, the keys and the hash of each set whose pictures are still the same."""
    now = {page.key: page.sha256 for page in pages}
    found: dict[str, tuple[list[str], str]] = {}
    taken: set[str] = set()
    for told, digest in sorted(sets, key=lambda one: len(one[0]), reverse=True):  # the one with most pictures
        parts = [(key, part) for key, part in json.loads(told)]
        if all(now.get(key) == part and key not in taken for key, part in parts):
            found[parts[0][0]] = ([key for key, _ in parts], digest)
            taken.update(key for key, _ in parts)
    return found


def _copies(pages: Sequence[Page]) -> dict[str, Page]:
    """Return, for pages that several generations of the portal hold, the newest copy of each.

    A title that one generation has twice on a day joins nothing, unless what stands in the pages is the same too.
    """
    items: dict[tuple[str, ...], list[Page]] = defaultdict(list)
    for page in pages:
        if page.kind == "page" and page.title and page.published:
            day = parse_date(page.published)  # each generation writes it in another way
            item = (page.office, fold(page.title), day.isoformat() if day else fold(page.published))
            items[item].append(page)
            if page.content:
                items[*item, page.content].append(page)
    joined: dict[str, Page] = {}
    for key, copies in items.items():
        generations = [page.generation or 0 for page in copies]
        if len(copies) > 1 and (len(set(generations)) == len(copies) or len(key) > 3):
            newest = max(copies, key=lambda page: (page.generation or 0, page.url))
            joined.update((page.key, newest) for page in copies)
    return joined
