"""What of a raw store is to be imported: the pages and files of minutes, each with its URL, office and dates."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from normalizers.text import fold
from pipeline.crawl.raw_store import STATE, Page, body_path


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
    pages = _pages(folder)
    copies = _copies(pages)
    aliases: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        if page.key in copies and copies[page.key] is not page:
            aliases[copies[page.key].key].append(page.url)
    for page in pages:
        if page.key in copies and copies[page.key] is not page:
            continue
        yield StoredDocument(
            url=page.url,
            path=body_path(folder, str(page.sha256)),
            sha256=str(page.sha256),
            office=page.office.partition(":")[0],
            fetched_at=datetime.fromisoformat(page.last_fetched or page.last_seen),
            title=page.title,
            published=page.published,
            archived=page.archived,
            aliases=tuple(aliases[page.key]),
        )


def _pages(folder: Path) -> list[Page]:
    where = (folder / STATE).resolve().as_uri()
    for mode in ("mode=ro", "immutable=1"):  # the second for stores in folders that cannot be written to
        connection = sqlite3.connect(f"{where}?{mode}", uri=True, timeout=30)
        connection.row_factory = sqlite3.Row
        try:
            found = connection.execute(
                "SELECT * FROM page WHERE kind IN ('page', 'file') AND sha256 IS NOT NULL ORDER BY url"
            )
            return [Page(**dict(row)) for row in found]
        except sqlite3.OperationalError:
            if mode == "immutable=1":
                raise
        finally:
            connection.close()
    return []


def _copies(pages: Sequence[Page]) -> dict[str, Page]:
    """Return, for pages that several generations of the portal hold, the newest copy of each.

    A title that one generation has twice on a day joins nothing, unless what stands in the pages is the same too.
    """
    items: dict[tuple[str, ...], list[Page]] = defaultdict(list)
    for page in pages:
        if page.kind == "page" and page.title and page.published:
            items[page.office, fold(page.title), fold(page.published)].append(page)
            if page.content:
                items[page.office, fold(page.title), fold(page.published), page.content].append(page)
    joined: dict[str, Page] = {}
    for key, copies in items.items():
        generations = [page.generation or 0 for page in copies]
        if len(copies) > 1 and (len(set(generations)) == len(copies) or len(key) > 3):
            newest = max(copies, key=lambda page: (page.generation or 0, page.url))
            joined.update((page.key, newest) for page in copies)
    return joined
