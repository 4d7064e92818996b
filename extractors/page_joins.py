"""Tables and paragraphs that a page break cut, put together again from the blocks of single pages."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extractors.document import Block, Cell, Paragraph, Table
from extractors.pdf.paragraphs import ENDS_SENTENCE, LIST_MARK
from normalizers.text import fold

SAME_HEAD = 75.0  # rapidfuzz ratio: a head that is read twice by OCR differs in a letter or two
SHIFT = 0.04  # of a table's width: how far its columns may stand elsewhere on the next page
HEAD_ROWS = 3
WIDE = 4  # columns: so many names tell a head though one of them is misread
NUMBER = 2  # letters: a text no longer may be a number


def join_pages(pages: Sequence[Sequence[Block]]) -> list[Block]:
    """Return the blocks of all pages, with what goes on over a page break in one piece.

    `pages` holds the blocks of each page without its furniture. A table goes on when the next page begins with one
    whose columns are the same: a head that is printed again is dropped, and a first row whose first cell holds no ink
    is the rest of the row before. A cell that OCR could not read holds ink, so it has a confidence; one without has none.
    """
    joined: list[Block] = []
    for blocks in pages:
        rest = list(blocks)
        if joined and rest:
            both = _joined(joined[-1], rest[0])
            if both is not None:
                joined[-1] = both
                rest = rest[1:]
        joined += rest
    return joined


def _joined(last: Block, first: Block) -> Block | None:
    if isinstance(last, Table) and isinstance(first, Table):
        return join_tables(last, first)
    if isinstance(last, Paragraph) and isinstance(first, Paragraph) and _paragraph_goes_on(last, first):
        parting = "" if last.text.endswith("-") else " "
        sure = [p.confidence for p in (last, first) if p.confidence is not None]
        return replace(last, text=last.text + parting + first.text, confidence=min(sure) if sure else None)
    return None


def _paragraph_goes_on(last: Paragraph, first: Paragraph) -> bool:
    if ENDS_SENTENCE.search(last.text) or LIST_MARK.match(first.text) or last.centred or first.centred:
        return False
    if last.box is None or first.box is None or last.bold != first.bold:
        return False
    width = last.box.x1 - last.box.x0
    return width > 250 and abs(last.box.x0 - first.box.x0) < 0.1 * width


def join_tables(table: Table, part: Table) -> Table | None:
    """Return `table` with `part`, its continuation on the next page; None where their columns differ."""
    if table.width != part.width or table.ruled != part.ruled or not _same_columns(table, part):
        return None
    skipped = _repeated_rows(table, part)
    rows = [[replace(cell, row=cell.row - skipped) if cell else None for cell in row] for row in part.rows[skipped:]]
    if not rows:
        return table
    goes_on = _row_goes_on(table, rows[0], part.rows[skipped:])
    above = [list(row) for row in table.rows]
    offset = len(above) - (1 if goes_on else 0)
    moved: dict[tuple[int, int], Cell] = {}
    placed: list[list[Cell | None]] = []
    for row in rows:
        placed.append([])
        for cell in row:
            if cell is None:
                placed[-1].append(None)
                continue
            key = (cell.row, cell.column)
            moved.setdefault(key, replace(cell, row=cell.row + offset))
            placed[-1].append(moved[key])
    if goes_on:
        _merge(above, placed[0], placed[1:])
        placed = placed[1:]
    return replace(table, rows=tuple(tuple(row) for row in [*above, *placed]))


def _same_columns(table: Table, part: Table) -> bool:
    """Tell whether single cells of both parts begin at the same places, the whole table perhaps shifted."""
    first, second = _edges(table), _edges(part)
    shared = sorted(first.keys() & second.keys())
    if not shared or table.box is None or part.box is None:
        return True
    width = table.box.x1 - table.box.x0
    if abs((part.box.x1 - part.box.x0) - width) > 2 * SHIFT * width:
        return False
    shift = part.box.x0 - table.box.x0
    return all(abs(second[column] - first[column] - shift) <= SHIFT * width for column in shared)


def _edges(table: Table) -> dict[int, float]:
    return {cell.column: cell.box.x0 for cell in table.cells() if cell.box is not None}


def _repeated_rows(table: Table, part: Table) -> int:
    """Return how many first rows of `part` repeat the head of `table`."""
    count = 0
    while count < min(len(table.rows), len(part.rows), HEAD_ROWS):
        first, second = (["" if cell is None else fold(cell.text) for cell in t.rows[count]] for t in (table, part))
        others = [pair for pair in zip(first, second, strict=True) if not _same_words(*pair)]
        # One name of a head may be misread beyond recognition; rows that differ in a number are rows.
        misread = count == 0 and len(others) == 1 and len(first) >= WIDE and _are_words(*others[0])
        if not any(second) or (others and not misread):
            break
        count += 1
    return count


def _same_words(first: str, second: str) -> bool:
    """Tell whether two cells say the same, a misread letter aside; numbers have to agree."""
    return first == second or (min(len(first), len(second)) > NUMBER and fuzz.ratio(first, second) >= SAME_HEAD)


def _are_words(first: str, second: str) -> bool:
    return bool(first and second) and not any(character.isdigit() for character in first + second)


def _holds_ink(cell: Cell | None) -> bool:
    return cell is not None and (bool(cell.text) or cell.confidence is not None)


def _row_goes_on(table: Table, first: Sequence[Cell | None], rows: Sequence[Sequence[Cell | None]]) -> bool:
    """Tell whether the row `first` is the rest of the last row of `table`."""
    if len(table.rows) < 2 or first[0] is None or first[0].column_span > 1 or _holds_ink(first[0]):
        return False
    last = table.rows[-1]
    if last[0] is not None and last[0].column_span > 1:
        return False
    inked = [(above, cell) for above, cell in zip(last, first, strict=False) if _holds_ink(cell)]
    if not inked:
        return True
    # Where single rows go without a number anyway, only a text that breaks off tells a continuation.
    body = [row for row in [*table.rows[1:], *rows[1:]] if row[0] is not None]
    unnumbered = any(not _holds_ink(row[0]) for row in body)
    if not unnumbered and (last[0] is None or last[0].row_span == 1):
        return True
    return any(above is not None and bool(above.text) and not ENDS_SENTENCE.search(above.text) for above, _ in inked)


def _merge(above: list[list[Cell | None]], rest: Sequence[Cell | None], below: list[list[Cell | None]]) -> None:
    """Append the texts of `rest` to the last row of `above`, in every row that their cells stand in."""
    for column, cell in enumerate(rest):
        old = above[-1][column]
        if cell is None or (old is None and not _holds_ink(cell)):
            continue
        new = cell if old is None else _together(old, cell)
        for row in above:
            row[column] = new if row[column] is old and old is not None else row[column]
        above[-1][column] = new
        for row in below:
            row[column] = new if row[column] is cell else row[column]


def _together(old: Cell, cell: Cell) -> Cell:
    """Return one cell from its pieces: a sentence that breaks off goes on, a finished one is followed by a new line."""
    parting = "" if not old.text or not cell.text else "\n" if _is_whole(old.text, cell.text) else " "
    sure = [piece.confidence for piece in (old, cell) if piece.confidence is not None]
    return replace(
        old,
        text=old.text + parting + cell.text,
        row_span=old.row_span + cell.row_span - 1,
        confidence=min(sure) if sure else None,
    )


def _is_whole(text: str, following: str) -> bool:
    return bool(LIST_MARK.match(following)) and bool(ENDS_SENTENCE.search(text))
