"""Tables in scans without upright rules: columns from blank strips, as in PDF files, between the words that were read."""

from collections.abc import Callable, Sequence

from extractors.ocr import Word
from extractors.pdf_columns import unruled_grid
from extractors.pdf_page import Glyph, Rule
from extractors.pdf_tables import Grid
from extractors.scan_grid import GridPlace, ScanGrid
from extractors.scan_lines import line_of

Lines = list[list[Word]]


def unruled_table(
    lines: Sequence[Sequence[Word]],
    size: float,
    page: int,
    level_rules: Callable[[], Sequence[tuple[float, float, float]]],
) -> tuple[ScanGrid, list[tuple[GridPlace, Lines | None]], Lines] | None:
    """Return the table without upright rules among lines of words, its cells with their lines, and the other lines.

    All places are in points. `level_rules` gives those of the page, and is asked where there is a table at all.
    None where there is none.
    """
    ordered = sorted(lines, key=lambda words: min(word.top for word in words))
    printed = [line_of(words, size, page) for words in ordered]
    glyphs = [
        Glyph(word.text, word.x0, word.top, word.x1, word.bottom, "", size, False)
        for words in ordered
        for word in words
    ]
    if unruled_grid(printed, glyphs, [], page, None) is None:
        return None
    rules = [Rule(True, at, start, end) for at, start, end in level_rules()]
    grid = unruled_grid(printed, glyphs, rules, page, None)
    if grid is None:
        return None
    cells: dict[tuple[int, int], Lines] = {}
    others: Lines = []
    for words in ordered:
        inside = [_cell_at(grid, word) for word in words]
        if all(place is None for place in inside):
            others.append(list(words))
            continue
        parts: dict[tuple[int, int], list[Word]] = {}
        for place, word in zip(inside, words, strict=True):
            if place is not None:
                parts.setdefault(place, []).append(word)
        for place, part in parts.items():
            cells.setdefault(place, []).append(part)
    places = [
        GridPlace(
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            x0=cell.x0,
            top=cell.top,
            x1=cell.x1,
            bottom=cell.bottom,
        )
        for cell in grid.cells
    ]
    table = ScanGrid(cells=tuple(places), ruled=False)
    return table, [(place, cells.get((place.row, place.column))) for place in places], others


def _cell_at(grid: Grid, word: Word) -> tuple[int, int] | None:
    cell = grid.at(min(max((word.x0 + word.x1) / 2, grid.xs[0]), grid.xs[-1]), (word.top + word.bottom) / 2)
    return None if cell is None else (cell.row, cell.column)
