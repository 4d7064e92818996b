"""Pages of lists, of all three generations: their rows, their total, and where the next page is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import html

from normalizers.digits import ascii_digits
from normalizers.text import one_line
from pipeline.crawl.datatables import PAGE_SIZE, Api, api_of
from pipeline.crawl.links import base_of, parsed
from pipeline.crawl.rows import Row, rows_of
from pipeline.crawl.urls import form_of_path, is_detail, kind_of, resolve, with_query

_TOTAL = re.compile(
    normalize("NFC", r"মোট\s{0,5}[:ঃ]?\s{0,5}(\d[\d,]{0,9})\s{0,5}(?:টি\s{0,3})?এন্ট্র|\bof\s(\d[\d,]{0,9})\sentries"),
    re.IGNORECASE,
)
_NEXT = frozenset(normalize("NFC", word) for word in ("পরবর্তী", "পরের", "পরবর্তী পৃষ্ঠা", "next", "next page", "›", ">"))
_ROOTS = (".//*[contains(@class,'datatable-widget')]", "//*[@id='left']", "//*[@id='printable_area']")
_PAGERS = "//*[contains(@class,'pagination') or contains(@class,'pager')]//a[@href] | //a[@href and @rel='next']"
_OFF = "./ancestor-or-self::*[contains(concat(' ',@class,' '),' disabled ')]"
# Addresses of pages and files in what a script draws a list from.
_IN_SCRIPTS = re.compile(r"""["'(]((?:https?:)?(?://[^/"'\s<>]{1,200})?/(?:pages|n|site)/[^"'\s<>\\]{10,1000})["')]""")
_MOST_IN_SCRIPTS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a list. `total` is how many rows the portal says the whole list has."""

    rows: tuple[Row, ...]
    total: int | None = None
    api: Api | None = None
    next_page: str | None = None


def first_page(url: str) -> str:
    """Return the URL at which the whole of a list begins: archived items too, in the largest pages there are."""
    if form_of_path(url).startswith("/pages/") and "page=" not in urlsplit(url).query:
        return with_query(url, archived="true", page=1, page_size=PAGE_SIZE)
    return url


def read_list(body: bytes, url: str) -> Listing:
    """Return the rows of one page of a list, and where the next page is.

    A page with an API may show its first rows all the same; a page whose total says that it has rows, but that shows none, is drawn by a script, and
    its rows are what that names. With a total there is a next page until all came (`Paging` sees to that); with a pager,
    while that promises more; without either, until a page is empty or repeats another.
    """
    root = parsed(body)
    if root is None:
        return Listing(rows=())
    source = body.decode("utf-8", "replace")
    api = api_of(source, url)
    where = next((found[0] for path in _ROOTS if (found := root.xpath(path))), None)
    rows = tuple(rows_of(root if where is None else where, base_of(root, url), with_cards=api is None))
    told = _TOTAL.search(ascii_digits(one_line((root if where is None else where).text_content())))
    total = int((told[1] or told[2]).replace(",", "")) if told else None
    has_rows = any(row.is_linked for row in rows)
    if not has_rows and api is None and total:
        rows = tuple(_scripted(root, url))
    if has_rows and api is not None and not api.is_named:
        api = None
    return Listing(rows=rows, total=total, api=api, next_page=_next(root, url, rows, total))


def _scripted(root: html.HtmlElement, url: str) -> list[Row]:
    """Return rows for the pages that the scripts of a list name; what they are called is told by their slugs."""
    found: dict[str, Row] = {}
    for script in root.iter("script"):
        text = (script.text or "").replace("\\/", "/")
        for address in _IN_SCRIPTS.finditer(text):
            target = resolve(address[1], url)
            if target and is_detail(target):
                slug = unquote(urlsplit(target).path).rpartition("/")[2]
                found[target] = Row(title=one_line(re.sub("-[0-9a-z]{6}-[0-9a-f]{24}$|-", " ", slug)), page=target)
            elif target and kind_of(target) == "file":
                found[target] = Row(title=unquote(target.rpartition("/")[2]), files=(target,))
            if len(found) >= _MOST_IN_SCRIPTS:
                return list(found.values())
    return list(found.values())


def _next(root: html.HtmlElement, url: str, rows: Sequence[Row], total: int | None) -> str | None:
    if not any(row.is_linked for row in rows):
        return None
    page = _number(parse_qs(urlsplit(url).query), 1)
    if total is not None:
        return with_query(url, page=page + 1)
    pager = [
        (target, anchor)
        for anchor in root.xpath(_PAGERS)
        if (target := resolve(anchor.get("href", ""), url)) and target != url and not anchor.xpath(_OFF)
    ]
    for target, anchor in pager:
        if anchor.get("rel") == "next" or one_line(anchor.text_content()).casefold() in _NEXT:
            return target
    numbers = [_number(parse_qs(urlsplit(target).query), 0) for target, _ in pager]
    if any(numbers) and max(numbers) <= page:
        return None
    return with_query(url, page=page + 1)


def _number(query: dict[str, list[str]], otherwise: int) -> int:
    told = query.get("page", [""])[0]
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 9 else otherwise
