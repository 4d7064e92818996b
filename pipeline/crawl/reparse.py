"""Read the pages of a raw store anew, so that a better reader needs no request."""

from dataclasses import replace
from pathlib import Path

from pipeline.crawl.details import read_detail
from pipeline.crawl.raw_store import Page, RawStore, body_path
from pipeline.crawl.scans import join_scans
from pipeline.crawl.urls import identity_key
from pipeline.crawl.verdicts import is_html


def reparse(folder: Path) -> tuple[int, int]:
    """Return how many pages were read from their stored bytes, and of how many pages and files the facts changed."""
    store = RawStore(folder)
    try:
        pages = {page.key: page for page in store.pages()}
        anew = dict(pages)
        read = 0
        for page in pages.values():
            if page.kind != "page" or not page.sha256 or not body_path(folder, page.sha256).is_file():
                continue
            body = store.body(page.sha256)
            if not is_html(body):
                continue
            read += 1
            detail = read_detail(body, page.url)
            anew[page.key] = replace(
                page,
                generation=detail.generation,
                title=detail.title or page.title,
                published=detail.published or page.published,
                archived=detail.archived or page.archived,
                content=detail.content,
            )
            for attachment in detail.attachments:
                _tell(anew, identity_key(attachment.url), anew[page.key])
        changed = [page for key, page in anew.items() if page != pages[key]]
        for page in changed:
            store.save(page)
        join_scans(store)
    finally:
        store.close()
    return read, len(changed)


def _tell(pages: dict[str, Page], key: str, parent: Page) -> None:
    """Give a file the dates of the page that it belongs to."""
    page = pages.get(key)
    if page is not None and page.kind == "file" and page.parent in (None, parent.url):
        pages[key] = replace(
            page, published=parent.published or page.published, archived=parent.archived or page.archived
        )
