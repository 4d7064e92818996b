"""Rows of the portal's lists: what is called what, its page, its files and its date, by the heads of the columns."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from lxml import html

from normalizers.dates import parse_date
from normalizers.digits import ascii_digits
from normalizers.text import one_line
from pipeline.crawl.urls import is_detail, kind_of, resolve

_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_LONGEST_DATE = 40  # letters of a cell that holds a date
# What heads of columns (and `data-column`, which is English) say of the cells below them; the first that fits counts.
_HEADS = {
    "file": re.compile(normalize("NFC", "ডাউনলোড|ফাইল|সংযুক্ত|সংযোজনী|পিডিএফ|download|file|attach|pdf"), re.IGNORECASE),
    "published": re.compile(normalize("NFC", "প্রকাশ.*তারিখ|publi"), re.IGNORECASE),
    "date": re.compile(normalize("NFC", "তারিখ|date"), re.IGNORECASE),
    "title": re.compile(normalize("NFC", "শিরোনাম|বিষয়|(?<!কার্য)বিবরণ|title|subject|name|নাম"), re.IGNORECASE),
}
_FILE_WORDS = re.compile(normalize("NFC", "ডাউনলোড|সংযুক্তি|ফাইল|পিডিএফ|download|attachment|pdf|docx?"), re.IGNORECASE)
_VERBS = frozenset(
    normalize("NFC", word)
    for word in (
        "দেখুন",
        "ডাউনলোড",
        "বিস্তারিত",
        "বিস্তারিত দেখুন",
        "আরও",
        "view",
        "download",
        "details",
        "pdf",
        "more",
        "open",
    )
)
_DRESS = "./ancestor::*[self::nav or self::header or self::footer or contains(@id,'menu') or contains(@class,'menu')]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a list: what it is called, its page, its files, and the date in it as it is written.

    Of a row without links, which counts among those that the list says it has, the title is all of its words.
    """

    title: str
    page: str | None = None
    files: tuple[str, ...] = ()
    date: str | None = None

    @property
    def is_linked(self) -> bool:
        """Whether the row leads anywhere."""
        return self.page is not None or bool(self.files)

    @property
    def key(self) -> str:
        """What tells the row from the others of its list."""
        return self.page or self.mark

    @property
    def mark(self) -> str:
        """What changes when the office changes the row."""
        return json.dumps([self.title, self.page, self.files, self.date], ensure_ascii=False)

    @classmethod
    def of_mark(cls, mark: str) -> "Row":
        """Return the row that has a mark."""
        title, page, files, date = json.loads(mark)
        return cls(title=title, page=page, files=tuple(files), date=date)


def rows_of(root: html.HtmlElement, url: str, *, with_cards: bool = True) -> Iterator[Row]:
    """Yield the rows of the tables in `root`; where none of them links anything, its cards and plain lists of links."""
    found = False
    heads: list[str] = []
    for element in root.iter("tr"):
        cells = [cell for cell in element.iterchildren("td") if cell.find(".//table") is None]
        named = [one_line(cell.text_content()) for cell in element.iterchildren("th")]
        if len(named) > 1 and not cells:
            heads = named
            continue
        row = _row(element, cells, heads if len(heads) == len(cells) else [""] * len(cells), url) if cells else None
        if row is not None:
            found |= row.is_linked
            yield row
    if with_cards and not found:
        yield from _cards(root, url)


def _cards(root: html.HtmlElement, url: str) -> Iterator[Row]:
    for anchor in root.iterfind(".//a[@href]"):
        target = resolve(anchor.get("href", ""), url)
        title = one_line(anchor.text_content()) or one_line(anchor.get("title") or "")
        if not target or not title or anchor.xpath(_DRESS):
            continue
        if kind_of(target) == "file":
            yield Row(title=title, files=(target,))
        elif is_detail(target):
            yield Row(title=title, page=target)


def _row(element: html.HtmlElement, cells: Sequence[html.HtmlElement], heads: Sequence[str], url: str) -> Row | None:
    kinds = [_kind_of_column(cell.get("data-column") or head) for cell, head in zip(cells, heads, strict=True)]
    texts = [one_line(cell.text_content()) for cell in cells]
    pages: list[tuple[str, str]] = []
    files: dict[str, None] = {}
    for kind, cell in zip(kinds, cells, strict=True):
        for anchor in cell.iterfind(".//a[@href]"):
            target = resolve(anchor.get("href", ""), url)
            text = one_line(anchor.text_content())
            if target and _is_file(target, text, anchor, kind):
                files[target] = None
            elif target and kind_of(target) == "page":
                pages.append((target, text))
    if not pages and not files:
        is_empty = len([text for text in texts if text]) < 2 or bool(element.xpath(".//input"))
        return None if is_empty else Row(title=" ".join(texts))
    told = [text for kind, text in zip(kinds, texts, strict=True) if kind == "title" and text]
    linked = sorted((text for _, text in pages if _is_name(text)), key=len, reverse=True)
    dates = [
        (kind != "published", kind != "date", text)
        for kind, text in zip(kinds, texts, strict=True)
        if kind not in ("title", "file") and text not in linked and _is_date(text)
    ]
    others = [
        text
        for kind, text in zip(kinds, texts, strict=True)
        if kind not in ("file", "date", "published") and _is_name(text) and not _is_date(text)
    ]
    title = (told or linked or sorted(others, key=len, reverse=True) or [one_line(element.text_content())])[0]
    return Row(
        title=title,
        page=pages[0][0] if pages else None,
        files=tuple(files),
        date=min(dates)[2] if dates else None,
    )


def _kind_of_column(head: str) -> str:
    head = normalize("NFC", head)
    return next((kind for kind, words in _HEADS.items() if words.search(head)), "")


def _is_file(target: str, text: str, anchor: html.HtmlElement, kind: str) -> bool:
    """Return whether a link leads to a file: by its URL, the head of its column, its words or the sign in it.

    The portals' file hosts give names without an ending too.
    """
    if kind_of(target) == "file" or anchor.get("download") is not None:
        return True
    if is_detail(target):
        return False
    return kind == "file" or (len(text) < 30 and _FILE_WORDS.search(text) is not None) or is_file_sign(anchor)


def is_file_sign(anchor: html.HtmlElement) -> bool:
    """Return whether a link shows the picture of a file or of a download."""
    return bool(
        anchor.xpath(".//*[contains(@class,'download') or contains(@class,'file') or contains(@src,'file-icons')]")
    )


def _is_name(text: str) -> bool:
    return len(text) > 3 and text.casefold() not in _VERBS


def _is_date(text: str) -> bool:
    digits = ascii_digits(text)
    if not text or len(text) > _LONGEST_DATE or not any(map(str.isdigit, digits)):
        return False
    return _DATE.search(digits) is not None or parse_date(text) is not None
