"""`Document`: what a file says, the same shape for every format.

A document is a row of blocks in reading order; a block is a paragraph or a table. Text is Unicode (Bijoy
and other legacy encodings are undone by the reader, as a charset would be), NFC, as written otherwise.
Coordinates are points (1/72 inch) from the top left corner of the page; pages count from 1.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Format = Literal["html", "text", "docx", "doc", "rtf", "odt", "pdf", "image"]
Route = Literal["html", "docx", "doc", "text", "pdf-text", "pdf-ocr"]
Encoding = Literal["unicode", "bijoy", "residue", "mixed"]
ParagraphKind = Literal["paragraph", "heading", "list_item"]
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in points from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph, heading or list entry.

    `text` may hold tabs and line breaks that the document holds. A number or bullet that the format counts
    by itself (Word lists, `<ol>`) is printed at its start ("১। …"), since readers of the paper see it there.
    """

    text: str
    kind: ParagraphKind = "paragraph"
    page: int | None = None
    box: Box | None = None
    encoding: Encoding = "unicode"
    confidence: float | None = None  # 0 to 1, OCR only
    original: str | None = None  # the text before converter residue was repaired, where that changed it
    bold: bool = False  # all of its letters are bold: how many offices mark a heading
    centred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table; paragraphs and line breaks in it are parted by a newline.

    `row` and `column` say where its top left corner stands, counted from 0.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    is_head: bool = False  # the format itself marks it as a head (<th>, w:tblHeader)
    page: int | None = None
    box: Box | None = None
    encoding: Encoding = "unicode"
    confidence: float | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as a full grid.

    Every row has `width` entries. A cell that spans rows stands in every row it covers (the same object, so
    `cell.row` tells where it began); in the columns it spans it stands once, at its left, and None follows.
    None without a spanning cell to its left is a place the source does not fill.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    page: int | None = None
    box: Box | None = None
    ruled: bool = True  # False where columns were found by alignment alone

    @property
    def width(self) -> int:
        """How many columns the grid has."""
        return max((len(row) for row in self.rows), default=0)

    def cells(self) -> Iterator[Cell]:
        """Yield each cell once, row by row."""
        for index, row in enumerate(self.rows):
            yield from (cell for cell in row if cell is not None and cell.row == index)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An attachment or inline picture that the document points to, not read here."""

    url: str
    text: str = ""
    is_image: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a reader noticed and wants reported: a page it could not read, a font it does not know."""

    code: str
    severity: Severity = "warning"
    page: int | None = None
    text: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All that one file says."""

    format: Format
    route: Route
    blocks: tuple[Block, ...]
    encoding: Encoding = "unicode"
    pages: int | None = None  # None where the format has no pages
    page_title: str | None = None  # the portal's or file's own title of the page
    published_text: str | None = None  # প্রকাশের তারিখ of the portal page, as written
    archived_text: str | None = None  # আর্কাইভ তারিখ, as written
    furniture: tuple[Paragraph, ...] = ()  # running heads, footers, page numbers: said, but not content
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_complete: bool = True  # False: a bound was reached or a page failed; `findings` say which
