"""Ruled tables in the picture of a page: rules that reach from one to the next, and the cells between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from extractors.pdf.tables import different_tables
from extractors.scan.picture import Gray
from extractors.scan.rules import LETTER, LONG, NEAR, PIECE, Stroke, long_stretches, masks, strokes, thin_ink

TOUCH = 0.07  # inches between rules that are meant to meet
FILLED = 0.5  # of a side of a cell must be drawn: copiers lose pieces, and of a side that was left out nothing is seen
FAINT = 12  # gray levels, of 255, between paper and the faintest rule
FILLED_FAINTLY = 0.8  # of a side, where it is that faint
DARK = 60  # gray levels, of 255, between paper and ink
INKED = 0.3  # of a side: a faint rule has no more of it in ink
BRIDGED = 0.45  # inches: rows as low may be passed over by the gaps that rules go on over
BLANK = 0.2  # of a side: what has less ink has no rule
MOSTLY = 0.6  # of the sides inside of a row
WHOLE = 0.9  # of a side that words do not only cross
OPEN_RULES = 3  # upright rules that end at one place: a page break went through a row


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPlace:
    """One cell of a grid: where it stands, counted from 0, and its corners."""

    row: int
    column: int
    row_span: int
    column_span: int
    x0: float
    top: float
    x1: float
    bottom: float

    def scaled(self, factor: float) -> "GridPlace":
        """Return the same cell in another unit."""
        x0, top, x1, bottom = (factor * value for value in (self.x0, self.top, self.x1, self.bottom))
        return replace(self, x0=x0, top=top, x1=x1, bottom=bottom)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanGrid:
    """One table of a page picture; `ruled` is False where white gaps alone part its columns."""

    cells: tuple[GridPlace, ...]
    ruled: bool = True

    def scaled(self, factor: float) -> "ScanGrid":
        """Return the same table in another unit."""
        return replace(self, cells=tuple(cell.scaled(factor) for cell in self.cells))

    @property
    def height(self) -> int:
        """How many rows it has."""
        return max(cell.row + cell.row_span for cell in self.cells)

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max(cell.column + cell.column_span for cell in self.cells)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Its left, top, right and bottom."""
        cells = self.cells
        return (
            min(cell.x0 for cell in cells),
            min(cell.top for cell in cells),
            max(cell.x1 for cell in cells),
            max(cell.bottom for cell in cells),
        )


@dataclass(slots=True)
class _Family:
    """Rules that meet one another: level and upright ones."""

    level: list[Stroke] = field(default_factory=list)
    upright: list[Stroke] = field(default_factory=list)


def without_rules(gray: Gray, grids: Sequence[ScanGrid], dpi: float) -> Gray:
    """Return the page with the rules of `grids` painted out, so that letters touching them can be read.

    Short thin strokes go only beside the edges of cells: elsewhere they are headlines. Level rules that are longer than
    any headline go everywhere.
    """
    level, upright, wide = masks(gray, dpi, PIECE)
    reach = max(3, round(0.03 * dpi))
    beside_level, beside_upright = np.zeros_like(gray), np.zeros_like(gray)
    for cell in (cell for grid in grids if grid.ruled for cell in grid.cells):
        left, top, right, bottom = (round(value) for value in (cell.x0, cell.top, cell.x1, cell.bottom))
        for y in (top, bottom):
            beside_level[max(0, y - reach) : y + reach + 1, max(0, left - reach) : right + reach + 1] = 255
        for x in (left, right):
            beside_upright[max(0, top - reach) : bottom + reach + 1, max(0, x - reach) : x + reach + 1] = 255
    rules = cv2.bitwise_or(cv2.bitwise_and(level, beside_level), cv2.bitwise_and(upright, beside_upright))
    rules = cv2.bitwise_or(rules, wide)
    plain = gray.copy()
    plain[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 255
    return plain


def grids_of(gray: Gray, dpi: float) -> list[ScanGrid]:
    """Return the ruled tables of a straight page from top to bottom, their corners in pixels.

    A frame around a single cell is no table. Rows that a page break cuts are closed at the end of the upright rules.
    """
    level_mask, upright_mask, _ = masks(gray, dpi, LETTER)
    level = strokes(level_mask, dpi, level=True)
    upright = strokes(upright_mask, dpi, level=False)
    pieces = long_stretches(thin_ink(np.ascontiguousarray(gray.T), dpi), None, PIECE * dpi).T
    grids = []
    for family in _families(level, upright, TOUCH * dpi):
        grid = _grid(family, gray, pieces, dpi)
        if grid is not None:
            grids += _different_tables(grid, TOUCH * dpi)
    outer = [grid for grid in grids if not any(_inside(grid, other) for other in grids if other is not grid)]
    return sorted(outer, key=lambda grid: (grid.box[1], grid.box[0]))


def _families(level: Sequence[Stroke], upright: Sequence[Stroke], touch: float) -> list[_Family]:
    """Return groups of rules that touch; a level stroke that meets fewer than two uprights is an underline."""
    parents = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for number, rule in enumerate(level):
        met = [
            index
            for index, other in enumerate(upright, len(level))
            if rule.start - touch <= other.at <= rule.end + touch
            and other.start - touch <= rule.at <= other.end + touch
        ]
        if len(met) > 1:
            for index in met:
                parents[root(index)] = root(number)
    families: dict[int, _Family] = {}
    for index, rule in enumerate([*level, *upright]):
        family = families.setdefault(root(index), _Family())
        (family.level if index < len(level) else family.upright).append(rule)
    return [family for family in families.values() if family.level and len(family.upright) > 1]


def _grid(family: _Family, gray: Gray, pieces: Gray, dpi: float) -> ScanGrid | None:
    """Return the table that a group of rules draws on the page `gray`, of whose upright ink `pieces` are the stretches."""
    touch = TOUCH * dpi
    _close_ends(family, touch)
    family.upright = [
        rule for rule in family.upright if rule.length > LONG * dpi or _ends_at(rule, family.level, touch)
    ]
    if not family.upright:
        return None
    xs = _steps([rule.at for rule in family.upright], touch)
    ys = _steps([rule.at for rule in family.level], touch)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    # Which sides are drawn: above[r][c] over the place (r, c), before[r][c] at its left.
    above = [
        [
            _drawn(family.level, ys[r], xs[c], xs[c + 1], touch) or _faintly_drawn(gray, ys[r], xs[c], xs[c + 1], dpi)
            for c in range(columns)
        ]
        for r in range(rows + 1)
    ]
    before = [
        [
            _drawn(family.upright, xs[c], ys[r], ys[r + 1], touch)
            or _in_pieces(pieces, family.upright, xs[c], ys[r], ys[r + 1], touch)
            for c in range(columns + 1)
        ]
        for r in range(rows)
    ]
    for row in range(rows):
        _without_bridges(before[row], gray, xs, ys[row], ys[row + 1], dpi)
    cells = []
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < columns and not before[row][right] and (row, right) not in taken:
                right += 1
            bottom = row + 1
            while (
                bottom < rows
                and not any(above[bottom][column:right])
                and not any(before[bottom][c] for c in range(column + 1, right))
            ):
                bottom += 1
            taken.update((r, c) for r in range(row, bottom) for c in range(column, right))
            cells.append(
                GridPlace(
                    row=row, column=column, row_span=bottom - row, column_span=right - column,
                    x0=xs[column], top=ys[row], x1=xs[right], bottom=ys[bottom],
                )
            )  # fmt: skip
    return ScanGrid(cells=tuple(cells)) if len(cells) > 1 else None


def _different_tables(grid: ScanGrid, touch: float) -> list[ScanGrid]:
    """Return the tables that touch in one grid: at a level that no cell crosses the columns become others."""
    boxes = {(cell.x0, cell.top, cell.x1, cell.bottom): cell for cell in grid.cells}
    parts = [[boxes[box] for box in part] for part in different_tables(list(boxes), touch)]
    return [grid] if len(parts) == 1 else [_renumbered(part) for part in parts]


def _renumbered(cells: Sequence[GridPlace]) -> ScanGrid:
    rows = sorted({value for cell in cells for value in (cell.row, cell.row + cell.row_span)})
    columns = sorted({value for cell in cells for value in (cell.column, cell.column + cell.column_span)})
    return ScanGrid(
        cells=tuple(
            replace(
                cell,
                row=rows.index(cell.row),
                column=columns.index(cell.column),
                row_span=rows.index(cell.row + cell.row_span) - rows.index(cell.row),
                column_span=columns.index(cell.column + cell.column_span) - columns.index(cell.column),
            )
            for cell in cells
        )
    )


def _close_ends(family: _Family, touch: float) -> None:
    """Add a level rule where upright ones end and none crosses; many programs draw none at a page break."""
    for end in (min(rule.start for rule in family.upright), max(rule.end for rule in family.upright)):
        ending = [rule for rule in family.upright if min(abs(rule.start - end), abs(rule.end - end)) <= 2 * touch]
        closed = any(abs(rule.at - end) <= 2 * touch for rule in family.level)
        if len(ending) >= OPEN_RULES and not closed:
            family.level.append(Stroke(end, min(rule.at for rule in ending), max(rule.at for rule in ending)))


def _ends_at(rule: Stroke, others: Sequence[Stroke], touch: float) -> bool:
    """Tell whether both ends of an upright rule lie on level ones; stems of letters that line up end anywhere."""
    return all(any(abs(other.at - end) <= 1.5 * touch for other in others) for end in (rule.start, rule.end))


def _steps(values: Sequence[float], touch: float) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= touch:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _drawn(rules: Sequence[Stroke], at: float, start: float, end: float, touch: float) -> bool:
    covered = sum(max(0.0, min(end, rule.end) - max(start, rule.start)) for rule in rules if abs(rule.at - at) <= touch)
    return covered >= FILLED * (end - start)


def _faintly_drawn(gray: Gray, at: float, start: float, end: float, dpi: float) -> bool:
    """Tell whether a rule that is seen elsewhere goes on here, too faint for ink, with blank paper above and below."""
    near, inset = round(NEAR * dpi), round(TOUCH / 2 * dpi)
    middle, left, right = round(at), round(start) + inset, round(end) - inset
    if middle < 3 * near or middle + 3 * near > gray.shape[0] or right - left < inset:
        return False
    band = cv2.blur(gray[middle - 3 * near : middle + 3 * near + 1, left:right], (15, 1)).astype(np.int16)
    beside = np.concatenate([band[:near], band[-near:]])
    paper = int(np.median(beside))
    if (beside < paper - FAINT).mean() > 1 - FILLED_FAINTLY:
        return False
    rule = band[2 * near : -2 * near].min(axis=0)
    if (rule < paper - DARK).mean() > INKED:
        return False  # words in the middle of a merged cell
    return float((rule < paper - FAINT).mean()) >= FILLED_FAINTLY


def _without_bridges(
    before: list[bool], gray: Gray, xs: Sequence[float], top: float, bottom: float, dpi: float
) -> None:
    """Open the sides inside of a row where most of them have no ink: rules go on over gaps, and a low row is one.

    A heading over the rows of a section stands in such a row; its words may cross a side.
    """
    near, inset = round(NEAR * dpi), round(TOUCH / 2 * dpi)
    band = gray[round(top) + inset : round(bottom) - inset]
    if len(band) < inset or bottom - top > BRIDGED * dpi:
        return
    paper = int(np.median(band))
    inner = range(1, len(xs) - 1)
    inked = {
        c: float((band[:, round(xs[c]) - near : round(xs[c]) + near].min(axis=1) < paper - DARK).mean()) for c in inner
    }
    blank = sum(inked[c] < BLANK for c in inner)
    if blank >= max(2, MOSTLY * len(inner)):
        for c in inner:
            before[c] = before[c] and inked[c] >= WHOLE


def _in_pieces(pieces: Gray, rules: Sequence[Stroke], at: float, start: float, end: float, touch: float) -> bool:
    """Tell whether most of a side is drawn by pieces that are too short for rules; copiers break those up."""
    places = [rule.at for rule in rules if abs(rule.at - at) <= touch]
    near = max(2, round(touch / 2))
    top, bottom = round(start), round(end)
    left, right = max(0, round(min(places)) - near), round(max(places)) + near + 1
    drawn = pieces[top:bottom, left:right].any(axis=1)
    return bool(drawn.size) and float(drawn.mean()) >= FILLED


def _inside(grid: ScanGrid, other: ScanGrid) -> bool:
    x0, top, x1, bottom = grid.box
    a, b, c, d = other.box
    return a <= x0 and b <= top and x1 <= c and bottom <= d
