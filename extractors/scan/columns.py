"""Columns in scans where upright rules are missing: from blank strips, as in PDF files, between the words that were read."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.pdf.columns import unruled_grid
from extractors.pdf.page import Glyph, Rule
from extractors.pdf.tables import Grid
from extractors.scan.grid import GridPlace, ScanGrid
from extractors.scan.lines import line_of
from extractors.scan.ocr import Word
from normalizers.text import BANGLA

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


def parted_head(
    grid: ScanGrid, table: list[tuple[GridPlace, Lines | None]], scale: float
) -> tuple[ScanGrid, list[tuple[GridPlace, Lines | None]]]:
    """Return a table with the cells of its first row parted where the columns below do and every part has its words.

    On a dark ground the upright rules of a head cannot be seen, and scribble hides them. Scribble crosses them, but it
    is not read as Bangla.
    """
    edges = {cell.column: cell.x0 for cell in grid.cells if cell.row > 0}
    parted: list[tuple[GridPlace, Lines | None]] = []
    for cell, words in table:
        inner = [column for column in sorted(edges) if cell.column < column < cell.column + cell.column_span]
        ends = [cell.column, *inner, cell.column + cell.column_span]
        xs = [cell.x0, *(edges[column] for column in inner), cell.x1]
        shares: list[Lines] = [
            [part for line in words or [] if (part := [w for w in line if x0 <= (w.x0 + w.x1) / 2 / scale < x1])]
            for x0, x1 in pairwise(xs)
        ]
        crossed = any(w.x0 / scale < x < w.x1 / scale for w in _bangla_words(words) for x in xs[1:-1])
        if cell.row > 0 or not inner or crossed or not all(map(_bangla_words, shares)):
            parted.append((cell, words))
            continue
        for (column, after), (x0, x1), share in zip(pairwise(ends), pairwise(xs), shares, strict=True):
            parted.append((replace(cell, column=column, column_span=after - column, x0=x0, x1=x1), share))
    return replace(grid, cells=tuple(cell for cell, _ in parted)), parted


def _bangla_words(words: Lines | None) -> list[Word]:
    return [word for line in words or [] for word in line if re.search(BANGLA, word.text)]
