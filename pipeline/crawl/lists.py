"""Lists of the portal's three generations: their rows, their totals, and how the next page is asked for."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import normalize
from urllib.parse import parse_qs, urlencode, urlsplit

from lxml import etree, html

from normalizers.digits import ascii_digits
from normalizers.text import one_line
from pipeline.crawl.urls import kind_of, resolve, with_query

PAGE_SIZE = 100
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_TOTAL = re.compile(normalize("NFC", r"মোট\s{0,5}(\d[\d,]{0,9})\s{0,5}(?:টি\s{0,3})?এন্ট্রি"))
_VERBS = frozenset(
    normalize("NFC", word) for word in ("দেখুন", "ডাউনলোড", "বিস্তারিত", "view", "download", "details", "pdf")
)
_DATATABLE = {
    name: re.compile(rf"""\b{name}\s{{0,9}}[=:]\s{{0,9}}['"]([^'"]{{1,500}})['"]""")
    for name in ("domainId", "subdomain", "contentType", "sAjaxSource")
}
_ROOTS = (".//*[contains(@class,'datatable-widget')]", "//*[@id='left']", "//*[@id='printable_area']")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a list: what it is called, its page, its files, and the date in it as it is written."""

    title: str
    page: str | None = None
    files: tuple[str, ...] = ()
    date: str | None = None

    @property
    def mark(self) -> str:
        """What changes when the office changes the row."""
        return json.dumps([self.title, self.page, self.files, self.date], ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """The address from which a list's script fetches its rows (first generation), and the form it sends."""

    url: str
    form: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a list. `total` is how many rows the portal says the whole list has."""

    rows: tuple[Row, ...]
    total: int | None = None
    api: Api | None = None
    next_page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link with its words."""

    url: str
    text: str


def first_page(url: str) -> str:
    """Return the URL at which the whole of a list begins: archived items too, in the largest pages there are."""
    if urlsplit(url).path.startswith("/pages/") and "page=" not in urlsplit(url).query:
        return with_query(url, archived="true", page=1, page_size=PAGE_SIZE)
    return url


def read_links(body: bytes, url: str) -> list[Link]:
    """Return the links of a page (menus, sitemaps) that lead somewhere, each once with its longest words."""
    root = _parsed(body)
    found: dict[str, str] = {}
    for anchor in root.iterfind(".//a[@href]") if root is not None else ():
        target = resolve(anchor.get("href", ""), url)
        text = one_line(anchor.text_content() or anchor.get("title") or "")
        if target and len(text) >= len(found.get(target, "")):
            found[target] = text
    return [Link(url=target, text=text) for target, text in found.items()]


def read_list(body: bytes, url: str) -> Listing:
    """Return the rows of one page of a list, and where the next page is.

    A page has rows or an API. Without a pager the next page is asked for until one is empty or repeats; with a pager
    it is asked for while the pager or the total promises more.
    """
    root = _parsed(body)
    if root is None:
        return Listing(rows=())
    api = _api(body.decode("utf-8", "replace"), url)
    where = next((found[0] for path in _ROOTS if (found := root.xpath(path))), root)
    rows = tuple(_rows(where, url))
    told = _TOTAL.search(ascii_digits(one_line(where.text_content())))
    total = int(told[1].replace(",", "")) if told else None
    return Listing(rows=rows, total=total, api=None if rows else api, next_page=_next(root, url, rows, total))


def read_api(body: bytes, url: str) -> Listing | None:
    """Return the rows of one answer of a list's API, or None where it is no such answer."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    cells = (answer.get("aaData") or answer.get("data") or []) if isinstance(answer, dict) else None
    if not isinstance(cells, list):
        return None
    rows: list[Row] = []
    for row in cells:
        values = row.values() if isinstance(row, dict) else row if isinstance(row, list) else ()
        table = "".join(f"<td>{value}</td>" for value in values)
        root = _parsed(f"<table><tr>{table}</tr></table>".encode())
        rows += _rows(root, url) if root is not None else ()
    total = answer.get("iTotalDisplayRecords", answer.get("iTotalRecords"))
    told = str(total) if total is not None else ""
    return Listing(rows=tuple(rows), total=int(told) if told.isascii() and told.isdecimal() else None)


def api_form(api: Api, start: int) -> dict[str, str]:
    """Return the form that asks an API for the rows from `start` on (the names are those of DataTables 1.9)."""
    return {**api.form, "sEcho": "1", "iDisplayStart": str(start), "iDisplayLength": str(PAGE_SIZE), "sSearch": ""}


def _parsed(body: bytes) -> html.HtmlElement | None:
    try:
        return html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.ParserError, ValueError):  # nothing in it
        return None


def _rows(root: html.HtmlElement, url: str) -> Iterator[Row]:
    found = False
    for element in root.iter("tr"):
        cells = [cell for cell in element.iterchildren("td") if cell.find(".//table") is None]
        row = _row(element, cells, url) if cells else None
        if row is not None:
            found = True
            yield row
    if not found:  # cards and plain lists
        for anchor in root.iterfind(".//li//a[@href]"):
            target = resolve(anchor.get("href", ""), url)
            title = one_line(anchor.text_content())
            if target and title and kind_of(target) in ("page", "file"):
                is_page = kind_of(target) == "page"
                yield Row(title=title, page=target if is_page else None, files=() if is_page else (target,))


def _row(element: html.HtmlElement, cells: list[html.HtmlElement], url: str) -> Row | None:
    links = [
        (target, one_line(anchor.text_content()), anchor)
        for anchor in element.iterfind(".//a[@href]")
        if (target := resolve(anchor.get("href", ""), url))
    ]
    if not links:
        return None
    files = tuple(dict.fromkeys(target for target, _, anchor in links if _is_file(target, anchor)))
    pages = [(target, text) for target, text, _ in links if kind_of(target) == "page" and target not in files]
    texts = [one_line(cell.text_content()) for cell in cells]
    named = [text for cell, text in zip(cells, texts, strict=True) if cell.get("data-column") == "title"]
    linked = [text for _, text, _ in links if len(text) > 3 and text.casefold() not in _VERBS]
    title = (named or sorted(linked, key=len, reverse=True) or sorted(texts, key=len, reverse=True))[0]
    dates = [
        text for text in texts if len(text) <= 40 and _DATE.search(ascii_digits(text)) and text != title
    ]  # a title may name a day too
    return Row(
        title=title or one_line(element.text_content()),
        page=pages[0][0] if pages else None,
        files=files,
        date=dates[0] if dates else None,
    )


def _is_file(target: str, anchor: html.HtmlElement) -> bool:
    return kind_of(target) == "file" or anchor.get("download") is not None


def _api(source: str, url: str) -> Api | None:
    """Read the API from the script of a list page; where the script names none, it is made by the known pattern."""
    told = {name: found[1] for name, pattern in _DATATABLE.items() if (found := pattern.search(source))}
    address = told.get("sAjaxSource")
    content = told.get("contentType")
    if address is None and content and {"domainId", "subdomain"} <= told.keys():
        asked = urlencode(
            {
                "domain_id": told["domainId"],
                "lang": "bn",
                "subdomain": told["subdomain"],
                "content_type": content,
            }
        )
        address = f"/api/datatable/{content}_view.php?{asked}"
    target = resolve(address, url) if address else None
    return Api(url=target) if target else None


def _next(root: html.HtmlElement, url: str, rows: tuple[Row, ...], total: int | None) -> str | None:
    if not rows:
        return None
    asked = parse_qs(urlsplit(url).query)
    page = int(number) if (number := asked.get("page", ["1"])[0]).isascii() and number.isdecimal() else 1
    if total is not None:
        size = int(told) if (told := asked.get("page_size", ["10"])[0]).isascii() and told.isdecimal() else 10
        # Servers that know no such page size answer with smaller pages.
        return with_query(url, page=page + 1) if page * min(size, len(rows)) < total else None
    pagers = root.xpath("//*[contains(@class,'pagination') or contains(@class,'pager')]")
    links = [resolve(anchor.get("href", ""), url) or "" for pager in pagers for anchor in pager.iterfind(".//a[@href]")]
    if pagers and not any(parse_qs(urlsplit(link).query).get("page") == [str(page + 1)] for link in links):
        return None
    return with_query(url, page=page + 1)
