"""One ruled table from its parts on several pages."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from extractors.pdf.paragraphs import ENDS_SENTENCE, Margins, is_wrapped
from extractors.pdf.tables import TOLERANCE, Grid, GridCell, cell_margins, index_of, paddings, steps_of


def join_parts(parts: Sequence[Grid], margins: Margins) -> list[Grid]:
    """Return whole tables from `parts` that follow each other with nothing between but the end of a page.

    Parts go together when their columns do. The head that the later part repeats is dropped; its first row goes on
    with the last one when no rule was drawn at the break, or when its first cell holds no ink.
    """
    joined: list[Grid] = []
    for part in parts:
        follows = joined and part.page == joined[-1].last_page + 1
        both = _joined(joined[-1], part, margins) if follows else None
        if both is not None:
            joined[-1] = both
        else:
            joined.append(part)
    return joined


def _joined(table: Grid, part: Grid, margins: Margins) -> Grid | None:
    columns = _common_columns(table, part)
    if columns is None:
        return None
    xs, first_map, second_map = columns
    cells = [_moved(cell, 0, first_map) for cell in table.cells]
    skipped = _repeated_rows(table, part)
    if skipped == part.height:
        return replace(table, open_bottom=_mapped(part.open_bottom, second_map), last_page=part.page)
    rows = table.height
    offset = rows - skipped
    rest = [_moved(cell, offset, second_map) for cell in part.cells if cell.row >= skipped]
    if _row_goes_on(table, part, skipped, margins):
        offset -= 1
        rest = [_moved(cell, -1, None) for cell in rest]
        cells, rest = _merged_row(cells, rest, rows - 1)
    elif going_on := _mapped(_columns_going_on(table, part, skipped, margins), first_map):
        cells, rest = _merged_cells(cells, rest, rows, going_on)
    height = offset + part.height
    ys = tuple(float(y) for y in range(height + 1))
    open_bottom = _mapped(part.open_bottom, second_map)
    return replace(table, xs=xs, ys=ys, cells=(*cells, *rest), last_page=part.page, open_bottom=open_bottom)


def _mapped(columns: Iterable[int], moved: Callable[[int], int]) -> frozenset[int]:
    return frozenset(moved(column) for column in columns)


def _common_columns(
    table: Grid, part: Grid
) -> tuple[tuple[float, ...], Callable[[int], int], Callable[[int], int]] | None:
    """Return the columns of both parts and where each part's columns stand among them; None if they are others."""
    if table.ruled != part.ruled:
        return None
    if not table.ruled:  # such edges lie between what happens to stand on a page
        return (table.xs, lambda index: index, lambda index: index) if len(table.xs) == len(part.xs) else None
    shift = part.xs[0] - table.xs[0]
    if abs((part.xs[-1] - table.xs[-1]) - shift) > 2 * TOLERANCE or abs(shift) > 40:
        return None
    moved = [x - shift for x in part.xs]
    xs = steps_of([*table.xs, *moved])
    if len(xs) > max(len(table.xs), len(moved)):
        if len(table.xs) != len(moved):
            return None
        xs = table.xs  # a column was dragged on one page
        return xs, lambda index: index, lambda index: index
    return xs, lambda index: index_of(xs, table.xs[index]), lambda index: index_of(xs, moved[index])


def _moved(cell: GridCell, rows: int, columns: Callable[[int], int] | None) -> GridCell:
    if columns is None:
        return replace(cell, row=cell.row + rows)
    left, right = columns(cell.column), columns(cell.column + cell.column_span)
    return replace(cell, row=cell.row + rows, column=left, column_span=max(1, right - left))


def _letters(cells: Iterable[GridCell]) -> list[str]:
    return ["".join("".join(line.text.split()) for line in cell.lines) for cell in cells]


def _repeated_rows(table: Grid, part: Grid) -> int:
    """Return how many first rows of `part` repeat the head of `table`."""
    count = 0
    while count < min(part.height, table.height, 4):
        first, second = _letters(table.row(count)), _letters(part.row(count))
        if first != second or not any(first):
            break
        count += 1
    return count


def _row_goes_on(table: Grid, part: Grid, skipped: int, margins: Margins) -> bool:
    """Tell whether the first row of `part` after its repeated head is the rest of the last row of `table`."""
    last = {cell.column: cell for cell in table.cells if cell.row + cell.row_span == table.height}
    if table.open_bottom:
        return table.open_bottom >= last.keys()
    if not skipped and part.open_top:
        return part.open_top >= {cell.column for cell in part.row(0)}
    first = part.row(skipped)
    if not first or first[0].column != 0:
        return False
    inked = [cell for cell in first if cell.lines]
    if not inked:
        return True
    runs_on = [_runs_on(table, last[cell.column], cell, margins) for cell in inked if cell.column in last]
    if first[0].lines:
        return len(runs_on) == len(inked) and all(runs_on) and len(first[0].lines) + len(last[0].lines) > 2
    spanned = 0 in last and last[0].row_span > 1
    unnumbered = any(not cell.lines for cell in table.cells if cell.column == 0 and cell.row > 0)
    return any(runs_on) if spanned or unnumbered else True


def _columns_going_on(table: Grid, part: Grid, skipped: int, margins: Margins) -> set[int]:
    """Return the columns of cells that go on over the break though the row does not: serials and topics of more rows."""
    if table.open_bottom:
        return set(table.open_bottom)
    last = {cell.column: cell for cell in table.cells if cell.row + cell.row_span == table.height}
    first = {cell.column: cell for cell in part.row(skipped)}
    if 0 not in last or 0 not in first or last[0].row_span < 2 or first[0].lines:
        return set()
    return {
        column
        for column, cell in first.items()
        if column in last
        and last[column].row == last[0].row
        and (not cell.lines or _runs_on(table, last[column], cell, margins))
    }


def _runs_on(table: Grid, cell: GridCell, following: GridCell, margins: Margins) -> bool:
    """Tell whether the text of `cell` breaks off in the middle, so that `following` finishes it."""
    if not cell.lines or not following.lines:
        return False
    last = cell.lines[-1]
    room = cell_margins(cell, paddings(table), margins)
    return is_wrapped(last, following.lines[0], room) and not ENDS_SENTENCE.search(last.text)


def _merged_cells(
    cells: Sequence[GridCell], rest: Sequence[GridCell], row: int, columns: Collection[int]
) -> tuple[list[GridCell], list[GridCell]]:
    """Return both lists with the pieces of the cells in `columns` put together; `rest` begins in `row`, below them."""
    ending = {cell.column: index for index, cell in enumerate(cells) if cell.row + cell.row_span == row}
    merged, others = list(cells), []
    for cell in rest:
        index = ending.get(cell.column)
        if cell.row != row or index is None or cell.column not in columns:
            others.append(cell)
            continue
        above = merged[index]
        merged[index] = replace(above, lines=[*above.lines, *cell.lines], row_span=above.row_span + cell.row_span)
    return merged, others


def _merged_row(cells: Sequence[GridCell], rest: Sequence[GridCell], row: int) -> tuple[list[GridCell], list[GridCell]]:
    """Return both lists with the pieces of `row` put together; `rest` begins in that row."""
    ending = {cell.column: index for index, cell in enumerate(cells) if cell.row + cell.row_span - 1 == row}
    merged, others = list(cells), []
    for cell in rest:
        index = ending.get(cell.column)
        if cell.row != row or index is None:
            others.append(cell)
            continue
        above = merged[index]
        merged[index] = replace(above, lines=[*above.lines, *cell.lines], row_span=above.row_span + cell.row_span - 1)
    return merged, others
