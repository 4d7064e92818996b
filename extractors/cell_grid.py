"""Rows of cells with spans, as pages and typed tables have them, put into the full grid of a `Table`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.document import Cell, Encoding, Table

MAX_SPAN = 1000  # of columns (HTML Living Standard, 4.9.11)


@dataclass(slots=True, kw_only=True)
class Draft:
    """A cell that does not know its place yet. `row_span` 0: down to the end of its group of rows."""

    text: str
    encoding: Encoding = "unicode"
    original: str | None = None
    is_head: bool = False
    row_span: int = 1
    column_span: int = 1


def places(rows: Sequence[Sequence[Draft]]) -> int:
    """Return how many places the grid of `rows` has and its spanning cells claim, at most: what building it costs."""
    widths = (sum(min(draft.column_span, MAX_SPAN) for draft in row) for row in rows)
    claimed = (
        (min(draft.row_span, len(rows)) or len(rows)) * min(draft.column_span, MAX_SPAN)
        for row in rows
        for draft in row
        if draft.row_span != 1 or draft.column_span != 1
    )
    return len(rows) * max(widths, default=0) + sum(claimed)


def grid_of(rows: Sequence[Sequence[Draft]], groups: Sequence[int]) -> Table | None:
    """Return the table of `rows`; `groups` says for each row in which row group (thead, tbody) it stands.

    Spans are cut where the group of rows ends, and columns that only spans claim are left out, as browsers do.
    None where no cell holds text.
    """
    taken: dict[tuple[int, int], tuple[Draft, bool]] = {}  # place → its cell, and whether it is the cell's left column
    starts: dict[int, tuple[int, int, int]] = {}
    ends = [len(rows)] * len(rows)  # where the group of each row ends
    for index in range(len(rows) - 2, -1, -1):
        ends[index] = ends[index + 1] if groups[index] == groups[index + 1] else index + 1
    for index, row in enumerate(rows):
        column = 0
        end = ends[index]
        for draft in row:
            while (index, column) in taken:
                column += 1
            height = min(draft.row_span, end - index) if draft.row_span else end - index
            width = min(draft.column_span, MAX_SPAN)
            while width > 1 and (index, column + width - 1) in taken:
                width -= 1
            starts[id(draft)] = (index, column, height)
            for below in range(index, index + height):
                for right in range(column, column + width):
                    taken.setdefault((below, right), (draft, right == column))
            column += width
    if not any(draft.text for row in rows for draft in row):
        return None
    width = 1 + max(column for _, column, _ in starts.values())
    cells = {
        id(draft): Cell(
            text=draft.text,
            encoding=draft.encoding,
            original=draft.original,
            is_head=draft.is_head,
            row=starts[id(draft)][0],
            column=starts[id(draft)][1],
            row_span=starts[id(draft)][2],
            column_span=_span(taken, draft, starts[id(draft)], width),
        )
        for row in rows
        for draft in row
    }
    grid = [
        tuple(
            cells[id(place[0])] if (place := taken.get((index, column))) is not None and place[1] else None
            for column in range(width)
        )
        for index in range(len(rows))
    ]
    return _without_empty_rows(Table(rows=tuple(grid)))


def _span(
    taken: dict[tuple[int, int], tuple[Draft, bool]], draft: Draft, start: tuple[int, int, int], width: int
) -> int:
    row, column, _ = start
    right = column
    while right < width and (place := taken.get((row, right))) is not None and place[0] is draft:
        right += 1
    return max(1, right - column)


def _without_empty_rows(table: Table) -> Table:
    """Leave out rows that hold no cell of their own text and are only reached by spans, or by nothing."""
    kept = [
        index
        for index, row in enumerate(table.rows)
        if any(cell is not None and cell.row == index and cell.text for cell in row)
    ]
    if len(kept) == len(table.rows):
        return table
    place = {old: new for new, old in enumerate(kept)}
    moved: dict[int, Cell] = {}
    rows = []
    for old in kept:
        line: list[Cell | None] = []
        for cell in table.rows[old]:
            if cell is None:
                line.append(None)
                continue
            if id(cell) not in moved:
                covered = [row for row in range(cell.row, cell.row + cell.row_span) if row in place]
                moved[id(cell)] = replace(cell, row=place[covered[0]], row_span=len(covered))
            line.append(moved[id(cell)])
        rows.append(tuple(line))
    return Table(rows=tuple(rows))
