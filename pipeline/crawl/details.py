"""Pages of minutes: what the portal says of them, and which files belong to them."""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qs, unquote, urlsplit

from bs4 import BeautifulSoup, Tag

from extractors.html.portal import read_page
from normalizers.text import one_line
from pipeline.crawl.urls import kind_of, resolve
from pipeline.crawl.vocabulary import is_of_minutes

SMALLEST_SCAN = 300  # pixels of width or height, where the page states them: smaller pictures are signs
_DRESS = ("/themes/", "/site-assets/", "/widget-assets/", "file-icons")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that belongs to a page, and what the page calls it."""

    url: str
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What a page says of itself; `content` is a hash of its words alone, the same whenever the portal draws it anew."""

    generation: int | None
    title: str | None
    published: str | None
    archived: str | None
    attachments: tuple[Attachment, ...]
    pages: tuple[Attachment, ...]  # other pages of minutes, linked from the content: some offices keep lists by hand
    content: str


def read_detail(body: bytes, url: str) -> Detail:
    """Return the facts, the files and the hash of a page's content; of a page that is no portal's, of all of it."""
    source = body.decode("utf-8", "replace")
    with warnings.catch_warnings():  # of pages that look like file names or XML, which this one may
        warnings.simplefilter("ignore")
        soup = BeautifulSoup(body, "lxml", from_encoding="utf-8")
    heading = soup.title.get_text(" ") if soup.title else ""
    page = read_page(soup, source)
    parts: list[Tag] = [*page.parts, *page.attachments]
    if not parts:
        parts = [soup.body] if isinstance(soup.body, Tag) else []
    files: dict[str, str | None] = {}
    for target, title in _files(parts, url):
        files[target] = files.get(target) or title
    words = "\n".join(one_line(part.get_text(" ")) for part in page.parts or parts)
    told = "\n".join((page.title or "", page.published or "", page.archived or "", words, *files))
    return Detail(
        generation=page.generation,
        title=page.title or one_line(heading) or None,
        published=page.published,
        archived=page.archived,
        attachments=tuple(Attachment(url=target, title=title) for target, title in files.items()),
        pages=tuple(Attachment(url=target, title=title) for target, title in _pages(parts, url)),
        content=sha256(told.encode()).hexdigest(),
    )


def _files(parts: Iterable[Tag], url: str) -> Iterator[tuple[str, str | None]]:
    for part in parts:
        for tag in part.find_all(["a", "img", "object", "iframe", "embed"]):
            address = str(tag.get("href") or tag.get("src") or tag.get("data") or "")
            if tag.name == "iframe" and "docs.google.com" in address:  # a viewer, which is told the file
                address = parse_qs(urlsplit(address).query).get("url", [""])[0]
            target = resolve(address, url)
            if not target or any(sign in target for sign in _DRESS) or (tag.name == "img" and _is_small(tag)):
                continue
            if kind_of(target) == "file" or tag.get("download") is not None:
                yield target, _name(tag) or unquote(target.rpartition("/")[2])


def _pages(parts: Iterable[Tag], url: str) -> Iterator[tuple[str, str]]:
    for part in parts:
        for anchor in part.find_all("a", href=True):
            title = one_line(anchor.get_text(" "))
            if is_of_minutes(title):
                target = resolve(str(anchor["href"]), url)
                if target and kind_of(target) == "page" and urlsplit(target).netloc == urlsplit(url).netloc:
                    yield target, title


def _is_small(tag: Tag) -> bool:
    sizes = [str(tag.get(name) or "").removesuffix("px") for name in ("width", "height")]
    stated = [int(size) for size in sizes if size.isascii() and size.isdecimal()]
    return bool(stated) and max(stated) < SMALLEST_SCAN


def _name(tag: Tag) -> str | None:
    chip = tag.find_parent(class_="chip")
    if isinstance(chip, Tag) and chip.get("title"):
        return one_line(str(chip["title"]))
    return one_line(tag.get_text(" ")) or None
