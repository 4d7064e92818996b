"""The lines of a meeting as a reader's eye meets them: paragraphs, and label tables laid out as lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.document import Block, Paragraph, Table
from normalizers.letters import nfc

_NAME_HEAD = re.compile(nfc(r"^\s*(?:উপস্থিত\s*)?(?:সদস্য\S*\s*|কর্মকর্তা\S*\s*)?নাম|^\s*Name"), re.IGNORECASE)
_NUMBER = re.compile(r"[(]?[০-৯0-9]{1,2}[.।)]*")
_HEADER_LABEL = re.compile(nfc(r"(?:সভার?\s*)?(?:সভাপতি|তারিখ|সময়|স্থান|উপস্থিত)|Chair|Date|Time|Venue"), re.IGNORECASE)
_LABEL_LENGTH = 30
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
            for text in _table_lines(block):
                yield Line(text=text, from_table=True, tables=tables)
        elif not any(_NAME_HEAD.search(cell.text) for cell in block.rows[0] if cell is not None):
            tables += 1


def _table_lines(table: Table) -> list[str]:
    """The lines of a label table; a row with nothing but a value goes on with the value above it."""
    if _is_crosswise(table):
        below = table.rows[1]
        return [f"{label.text.strip()}\t{below[column].text.strip()}" for column, label in enumerate(table.rows[0])]  # type: ignore[union-attr]
    if _is_paired(table):
        return [
            f"{label.text.strip()}\t{value.text.strip()}"
            for row in table.rows
            for label, value in ((row[0], row[1]), (row[2], row[3]))
            if label is not None and value is not None and label.text.strip()
        ]
    lines: list[str] = []
    first = 1 if _numbers_rows(table) else 0
    for index, row in enumerate(table.rows):
        own = [cell for cell in row if cell is not None and cell.row == index and cell.text.strip()]
        cells = list(dict.fromkeys(cell for cell in own if cell.column >= first))
        if lines and len(cells) == 1 and cells[0].column == _filled_width(table) - 1 > 0 and "\t" in lines[-1]:
            lines[-1] += f"\n{cells[0].text.strip()}"
        else:
            lines += _row_lines([cell.text for cell in cells])
    return lines


def _row_lines(texts: Sequence[str]) -> Iterator[str]:
    """One line for a label and its value, whose paragraphs stay apart; cells of several paragraphs one after the other."""
    cells = [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]
    if len(cells) > 1 and min(map(len, cells)) == 1:
        yield "\t".join("\n".join(lines) for lines in cells)
    else:
        yield from (line for lines in cells for line in lines)


def is_label_table(table: Table) -> bool:
    """True for a table that only lays out "label : value" lines or a signature: a number, a label, a colon and a value."""
    if _is_crosswise(table) or _is_paired(table):
        return True
    width = _filled_width(table)
    first = 1 if _numbers_rows(table) else 0
    return (
        width <= LABEL_COLUMNS
        and not any(len(text) > 200 for text in (cell.text for cell in table.cells()))
        and (width - first <= 2 or all(_is_separator_column(table, column) for column in range(first + 1, width - 1)))
    )


def _is_paired(table: Table) -> bool:
    """True for two labels with their values in each row: label, value, label, value."""
    if table.width != LABEL_COLUMNS:
        return False
    labels = [text for column in (0, 2) for text in _column(table, column) if text]
    return len(labels) > 1 and all(_HEADER_LABEL.match(text) and len(text) <= _LABEL_LENGTH for text in labels)


def _filled_width(table: Table) -> int:
    """How many columns there are up to the last that holds anything."""
    return max((column + 1 for column in range(table.width) if any(_column(table, column))), default=table.width)


def _is_crosswise(table: Table) -> bool:
    """True for labels side by side with their values in the one row below them."""
    if len(table.rows) != 2 or table.width < 2 or any(cell is None for row in table.rows for cell in row):
        return False
    labels = [cell.text.strip() for cell in table.rows[0] if cell is not None]
    return all(_HEADER_LABEL.match(text) and len(text) <= _LABEL_LENGTH for text in labels)


def _numbers_rows(table: Table) -> bool:
    """True where the first column numbers the labels of a header, which stand in the second."""
    if table.width < 3 or not all(_NUMBER.fullmatch(text) for text in _column(table, 0)):
        return False
    return sum(bool(_HEADER_LABEL.match(text)) for text in _column(table, 1)) > 1


def _is_separator_column(table: Table, column: int) -> bool:
    return all(len(text) <= 2 for text in _column(table, column))


def _column(table: Table, column: int) -> list[str]:
    cells = [row[column] for row in table.rows if column < len(row)]
    return [cell.text.strip() for cell in cells if cell is not None]
