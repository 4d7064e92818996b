"""The lines of a meeting as a reader's eye meets them: paragraphs, and label tables laid out as lines."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from extractors.document import Block, Paragraph, Table


def nfc(text: str) -> str:
    """Return `text` in the normal form of document texts, for patterns that are written here."""
    return unicodedata.normalize("NFC", text)


_NAME_HEAD = re.compile(nfc(r"^\s*(?:উপস্থিত\s*)?(?:সদস্য\S*\s*|কর্মকর্তা\S*\s*)?নাম|^\s*Name"), re.IGNORECASE)
LABEL_COLUMNS = 4  # label | : | value, at the most with an empty column beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line or paragraph, or one row of a label table: its cells parted by tabs, their paragraphs by newlines."""

    text: str
    is_heading: bool = False  # centred, bold, or a heading by its format
    from_table: bool = False
    tables: int = 0  # tables of data, attendance lists aside, that stand before it


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """Yield the lines of paragraphs and of label tables; tables of data give no lines but are counted."""
    tables = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            heading = block.centred or block.bold or block.kind == "heading"
            for text in block.text.splitlines():
                if text.strip():
                    yield Line(text=text.strip(), is_heading=heading, tables=tables)
        elif is_label_table(block):
            for row in block.rows:
                texts = [cell.text.strip() for cell in row if cell is not None and cell.text.strip()]
                for text in _row_lines(texts):
                    yield Line(text=text, from_table=True, tables=tables)
        elif not any(_NAME_HEAD.search(cell.text) for cell in block.rows[0] if cell is not None):
            tables += 1


def _row_lines(texts: Sequence[str]) -> Iterator[str]:
    """One line for a label and its value, whose paragraphs stay apart; cells of several paragraphs go line by line."""
    cells = [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]
    if len(cells) > 1 and min(map(len, cells)) == 1:
        yield "\t".join("\n".join(lines) for lines in cells)
        return
    for parts in zip_longest(*cells, fillvalue=""):
        yield "\t".join(part for part in parts if part)


def is_label_table(table: Table) -> bool:
    """True for a table that only lays out "label : value" lines or a signature, two columns and a colon at most."""
    return (
        table.width <= LABEL_COLUMNS
        and not any(len(text) > 200 for text in (cell.text for cell in table.cells()))
        and (table.width <= 2 or all(_is_separator_column(table, column) for column in range(1, table.width - 1)))
    )


def _is_separator_column(table: Table, column: int) -> bool:
    texts = [row[column].text.strip() for row in table.rows if column < len(row) and row[column] is not None]  # type: ignore[union-attr]
    return all(len(text) <= 2 for text in texts)
