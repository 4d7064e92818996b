"""What a document says, cut fine: lines of text and tables, each with its place, in reading order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.document import Block, Box, Paragraph, Table
from pipeline.interpret.vocabulary import pattern
from pipeline.minutes import AgendaItem, Place

# Lines of the portal's own frame, where a reader or a copy left them in.
_FRAME = pattern(
    r"^\s*(?:পরিকল্পনা\s*ও\s*বাস্তবায়নে\s*[:ঃ]|Planning and Implementation\s*:|কারিগরি\s*সহায়তায়\s*[:ঃ]|সাইটটি\s*শেষ\s*হাল|Site was last updated"
    r"|কনটেন্টটি\s*শেয়ার|মেনু\s*নির্বাচন\s*করুন|Wellcome to National Portal|Main Comtent Skiped)"
)
_BLANKS = re.compile(r"[^\S\n]{9,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line of a paragraph, or of a table that only lays out text."""

    text: str
    place: Place
    block: int  # index among the document's blocks
    confidence: float | None = None
    is_heading: bool = False
    original: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table with its number in the document."""

    table: Table
    number: int
    block: int


Content = TextLine | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a recogniser made of a meeting: its items, and the account of what it saw."""

    items: tuple[AgendaItem, ...]
    layout: str
    certainty: float
    explained: int = 0  # numbered rows or marks that rightly gave no decision
    silent: tuple[str, ...] = ()  # serials of items that hold no decision


def contents_of(blocks: Sequence[Block]) -> list[Content]:
    """Return the lines and tables of `blocks`; a table of one column is text."""
    contents: list[Content] = []
    paragraphs = tables = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            paragraphs += 1
            contents += _lines_of_paragraph(block, paragraphs, index)
        else:
            tables += 1
            if filled_width(block) <= 1:
                contents += _lines_of_table(block, tables, index)
            else:
                contents.append(Grid(table=block, number=tables, block=index))
    return contents


def filled_width(table: Table) -> int:
    """Return how many columns of the table hold text."""
    return len({cell.column for cell in table.cells() if cell.text.strip()})


def lines_in(contents: Iterable[Content]) -> list[TextLine]:
    """Return the lines of `contents`."""
    return [content for content in contents if isinstance(content, TextLine)]


def squeeze(text: str) -> str:
    """Return the text with long runs of blanks cut short; patterns need not look through them."""
    return _BLANKS.sub(" " * 8, text)


def _lines_of_paragraph(paragraph: Paragraph, number: int, block: int) -> Iterator[TextLine]:
    place = Place(locator=f"paragraph {number}", page=paragraph.page, box=paragraph.box)
    for text in paragraph.text.splitlines():
        if text.strip() and not _FRAME.match(text):
            yield TextLine(
                text=squeeze(text.strip()),
                place=place,
                block=block,
                confidence=paragraph.confidence,
                is_heading=paragraph.kind == "heading" or paragraph.bold or paragraph.centred,
                original=paragraph.original,
            )


def _lines_of_table(table: Table, number: int, block: int) -> Iterator[TextLine]:
    for cell in table.cells():
        place = place_of(number, cell.row, cell.page or table.page, cell.box)
        for text in cell.text.splitlines():
            if text.strip():
                yield TextLine(
                    text=squeeze(text.strip()),
                    place=place,
                    block=block,
                    confidence=cell.confidence,
                    original=cell.original,
                )


def place_of(table: int, row: int, page: int | None, box: Box | None) -> Place:
    """Return the place of a table's row, counted from 1."""
    return Place(locator=f"table {table} row {row + 1}", page=page, box=box)
