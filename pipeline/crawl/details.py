"""Pages of minutes: what the portal says of them, and which files belong to them."""

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qs, unquote, urlsplit

from bs4 import BeautifulSoup, Tag

from extractors.html.portal import read_page
from normalizers.text import one_line
from pipeline.crawl.urls import is_detail, kind_of, office_host, resolve

SMALLEST_SCAN = 300  # pixels of width or height, where the page states them: smaller pictures are signs
_DRESS = ("/themes/", "/site-assets/", "/widget-assets/", "file-icons")
_STYLED = re.compile(r"(?:^|;)\s{0,9}(?:width|height)\s{0,9}:\s{0,9}(\d{1,5})px")
_VIEWERS = ("url", "file", "src")  # parameters by which a viewer is told the file that it shows
_FILE_SIGN = re.compile("download|file-icon|fa-file|paperclip")


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
    pages: tuple[Attachment, ...]  # other pages and lists that the content links: some offices keep lists by hand
    content: str


def read_detail(body: bytes, url: str) -> Detail:
    """Return the facts, the files and the hash of a page's content; of a page that is no portal's, of all of it."""
    source = body.decode("utf-8", "replace")
    with warnings.catch_warnings():  # of pages that look like file names or XML, which this one may
        warnings.simplefilter("ignore")
        soup = BeautifulSoup(body, "lxml", from_encoding="utf-8")
    heading = soup.title.get_text(" ") if soup.title else ""
    if soup.base and soup.base.get("href"):
        url = resolve(str(soup.base["href"]), url) or url
    page = read_page(soup, source)
    parts: list[Tag] = [*page.parts, *page.attachments]
    if not parts:
        parts = [soup.body] if isinstance(soup.body, Tag) else []
    files: dict[str, str | None] = {}
    declared = soup.select("object[data], embed[src], a[download]")  # some stand beside the content
    for target, title in _files([*_tags(parts, page.attachments), *((tag, True) for tag in declared)], url):
        files[target] = files.get(target) or title
    words = "\n".join(one_line(part.get_text(" ")) for part in page.parts or parts)
    told = "\n".join((page.title or "", page.published or "", page.archived or "", words, *files))
    return Detail(
        generation=page.generation,
        title=page.title or one_line(heading) or None,
        published=page.published,
        archived=page.archived,
        attachments=tuple(Attachment(url=target, title=title) for target, title in files.items()),
        pages=tuple(Attachment(url=target, title=title) for target, title in _pages(parts, url) if target not in files),
        content=sha256(told.encode()).hexdigest(),
    )


def _tags(parts: Iterable[Tag], attached: Iterable[Tag]) -> Iterator[tuple[Tag, bool]]:
    """Yield what may lead to a file, and whether the page says that it does: by its label, or by the box it is in."""
    labelled = {id(part) for part in attached}
    for part in parts:
        for tag in (part, *part.find_all(["a", "img", "object", "iframe", "embed"])):
            yield tag, id(part) in labelled


def _files(tags: Iterable[tuple[Tag, bool]], url: str) -> Iterator[tuple[str, str | None]]:
    for tag, is_labelled in tags:
        address = str(tag.get("href") or tag.get("data-src") or tag.get("src") or tag.get("data") or "")
        shown = _viewed(address) if tag.name in ("iframe", "embed", "object") else None
        target = resolve(shown or address, url)
        if not target or any(sign in target for sign in _DRESS) or (tag.name == "img" and _is_small(tag)):
            continue
        kind = kind_of(target)
        is_file = kind == "file" or tag.get("download") is not None or tag.name == "img" or shown is not None
        if is_file or (kind == "page" and not is_detail(target) and (is_labelled or _has_file_sign(tag))):
            yield target, _name(tag) or unquote(target.rpartition("/")[2])


def _viewed(address: str) -> str | None:
    """Return the file that a viewer shows, such as that of Google Docs or pdf.js; None where it is no viewer."""
    asked = parse_qs(urlsplit(address).query) if "?" in address else {}
    told = next((asked[name][0] for name in _VIEWERS if name in asked), None)
    return told if told and "/" in told else None


def _has_file_sign(tag: Tag) -> bool:
    if tag.name != "a":
        return False
    inner = [tag, *tag.find_all(["i", "img", "span", "svg"])]
    signs = " ".join(f"{' '.join(part.get_attribute_list('class', []))} {part.get('src', '')}" for part in inner)
    return _FILE_SIGN.search(signs) is not None


def _pages(parts: Iterable[Tag], url: str) -> Iterator[tuple[str, str]]:
    """Yield the pages and lists that the content links: the office's own, and what may be a file on whichever host."""
    home = office_host(urlsplit(url).netloc)
    for part in parts:
        for anchor in part.find_all("a", href=True):
            target = resolve(str(anchor["href"]), url)
            if target and kind_of(target) in ("page", "list"):
                is_bare = kind_of(target) == "page" and not is_detail(target)
                if is_bare or office_host(urlsplit(target).netloc) == home:
                    yield target, one_line(anchor.get_text(" "))


def _is_small(tag: Tag) -> bool:
    sizes = [str(tag.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    sizes += _STYLED.findall(str(tag.get("style") or ""))
    stated = [int(size) for size in sizes if size.isascii() and size.isdecimal()]
    return bool(stated) and max(stated) < SMALLEST_SCAN


def _name(tag: Tag) -> str | None:
    chip = tag.find_parent(class_="chip")
    if isinstance(chip, Tag) and chip.get("title"):
        return one_line(str(chip["title"]))
    return one_line(tag.get_text(" ")) or None
