"""Ruled tables: grids from the rules of a page, and one table from its parts on several pages."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from extractors.pdf.lines import Line
from extractors.pdf.page import Glyph, Rule
from extractors.pdf.paragraphs import Margins

TOLERANCE = 3.0  # points between rules that are meant to meet; pdfplumber's own value
OPEN_RULES = 3  # rules ending at one place where none crosses: a page break went through a row
OTHER_COLUMNS = 2  # upright rules of each of two tables that touch and the other one does not have
MAX_RULES = 6000  # of one page; drawings have more, tables do not
MAX_CROSSINGS = 8000  # of joined rules: graph paper and maps, which would take seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """One cell of a grid, counted from 0, and its lines of text."""

    row: int
    column: int
    row_span: int
    column_span: int
    x0: float
    top: float
    x1: float
    bottom: float
    page: int
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ruled table, or its part on one page: where columns and rows part, and the cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    page: int
    last_page: int
    open_top: frozenset[int] = frozenset()  # columns without a rule there: their cells go on from the page before
    open_bottom: frozenset[int] = frozenset()
    ruled: bool = True
    places: dict[tuple[int, int], GridCell] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """How many rows the grid has."""
        return len(self.ys) - 1

    def at(self, x: float, y: float) -> GridCell | None:
        """Return the cell that covers a point."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = min(bisect_right(self.ys, y) - 1, len(self.ys) - 2)
        column = min(bisect_right(self.xs, x) - 1, len(self.xs) - 2)
        return self.places.get((row, column))

    def row(self, index: int) -> list[GridCell]:
        """Return the cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == index]


def grids_of(rules: Sequence[Rule], page: int) -> list[Grid]:
    """Return the ruled tables of a page from top to bottom; frames with a single cell are no tables."""
    if len(rules) < 4 or len(rules) > MAX_RULES:
        return []
    edges = merge_edges([_edge(rule) for rule in rules], TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    edges = [edge for edge in edges if edge["x1"] - edge["x0"] + edge["bottom"] - edge["top"] > TOLERANCE]
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if upright * (len(edges) - upright) > MAX_CROSSINGS:
        return []
    closing, open_levels = _closing_edges(edges)
    if closing:
        edges = merge_edges([*edges, *closing], TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    boxes = intersections_to_cells(edges_to_intersections(edges, TOLERANCE, TOLERANCE))
    groups = [part for group in cells_to_tables(boxes) for part in different_tables(_without_frames(group))]
    grids = [_grid(group, page, open_levels) for group in groups if len(group) > 1]
    outer = [grid for grid in grids if not any(_inside(grid, other) for other in grids if other is not grid)]
    return sorted(outer, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _edge(rule: Rule) -> dict[str, Any]:
    if rule.horizontal:
        return {
            "x0": rule.start,
            "x1": rule.end,
            "top": rule.at,
            "bottom": rule.at,
            "orientation": "h",
            "object_type": "line",
            "width": rule.end - rule.start,
            "height": 0,
            "doctop": rule.at,
        }
    return {
        "x0": rule.at,
        "x1": rule.at,
        "top": rule.start,
        "bottom": rule.end,
        "orientation": "v",
        "object_type": "line",
        "width": 0,
        "height": rule.end - rule.start,
        "doctop": rule.start,
    }


def _closing_edges(edges: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Rule]]:
    """Return rules for the ends of upright (level) rules that no level (upright) rule closes, and the level ones.

    Browsers draw no border where a page break cuts a row, and the piece of the row would be lost with its text. Where
    only a merged cell goes on, it alone is open.
    """
    closing: list[dict[str, Any]] = []
    open_levels: list[Rule] = []
    for upright in (True, False):
        along, low, high = ("x0", "top", "bottom") if upright else ("top", "x0", "x1")
        rules = [edge for edge in edges if (edge["orientation"] == "v") == upright]
        crossing = [edge for edge in edges if (edge["orientation"] == "v") != upright]
        for end in (low, high):
            for at, group in _near(rules, end):
                places = steps_of(edge[along] for edge in group)
                if len(places) < OPEN_RULES:
                    continue
                for first, last in pairwise(places):
                    middle = (first + last) / 2
                    between = [
                        edge[low]
                        for edge in crossing
                        if edge[along] - TOLERANCE <= middle <= edge["x1" if upright else "bottom"] + TOLERANCE
                    ]
                    # Without any rule between them the two are the sides of different tables.
                    if not between or any(abs(place - at) <= TOLERANCE + 1 for place in between):
                        continue
                    rule = Rule(upright, at, first, last)
                    closing.append(_edge(rule))
                    if upright:
                        open_levels.append(rule)
    return closing, open_levels


def _near(edges: Iterable[dict[str, Any]], key: str) -> Iterator[tuple[float, list[dict[str, Any]]]]:
    """Yield edges that agree in `key` within the tolerance, with the value they share."""
    group: list[dict[str, Any]] = []
    for edge in sorted(edges, key=lambda edge: float(edge[key])):
        if group and edge[key] - group[-1][key] > 2:
            yield sum(e[key] for e in group) / len(group), group
            group = []
        group.append(edge)
    if group:
        yield sum(e[key] for e in group) / len(group), group


def _without_frames(boxes: Sequence[Any]) -> list[tuple[float, float, float, float]]:
    """Return cells without those too small to hold a letter: the gaps of double rules."""
    return [box for box in boxes if box[2] - box[0] > 4 and box[3] - box[1] > 4]


def different_tables(
    boxes: Sequence[tuple[float, float, float, float]], tolerance: float = TOLERANCE
) -> Iterator[list[tuple[float, float, float, float]]]:
    """Yield the tables that touch in one group of cells: at a level that none crosses the columns become others."""
    rest = list(boxes)
    for level in steps_of(box[1] for box in boxes)[1:]:
        upper = [box for box in rest if box[3] <= level + tolerance]
        lower = [box for box in rest if box[1] >= level - tolerance]
        if len(upper) + len(lower) < len(rest) or not upper:
            continue
        above, below = (steps_of(x for box in part for x in (box[0], box[2])) for part in (upper, lower))
        if all(len(_others(*pair, tolerance)) >= OTHER_COLUMNS for pair in ((above, below), (below, above))):
            yield upper
            rest = lower
    yield rest


def _others(xs: Sequence[float], known: Sequence[float], tolerance: float) -> list[float]:
    return [x for x in xs if all(abs(x - other) > tolerance for other in known)]


def steps_of(values: Iterable[float]) -> tuple[float, ...]:
    """Return `values` in order, of those within the tolerance of each other the first."""
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] > TOLERANCE:
            steps.append(value)
    return tuple(steps)


def _grid(boxes: Sequence[tuple[float, float, float, float]], page: int, open_levels: Sequence[Rule]) -> Grid:
    xs = steps_of(x for box in boxes for x in (box[0], box[2]))
    ys = steps_of(y for box in boxes for y in (box[1], box[3]))
    cells = []
    places: dict[tuple[int, int], GridCell] = {}
    for x0, top, x1, bottom in sorted(boxes, key=lambda box: (box[1], box[0])):
        row, column = index_of(ys, top), index_of(xs, x0)
        cell = GridCell(
            row=row,
            column=column,
            row_span=max(1, index_of(ys, bottom) - row),
            column_span=max(1, index_of(xs, x1) - column),
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
            page=page,
        )
        cells.append(cell)
        for r in range(row, row + cell.row_span):
            for c in range(column, column + cell.column_span):
                places.setdefault((r, c), cell)
    return Grid(
        xs=xs,
        ys=ys,
        cells=tuple(cells),
        page=page,
        last_page=page,
        places=places,
        open_top=_open_columns(xs, ys[0], open_levels),
        open_bottom=_open_columns(xs, ys[-1], open_levels),
    )


def _open_columns(xs: Sequence[float], at: float, open_levels: Sequence[Rule]) -> frozenset[int]:
    here = [rule for rule in open_levels if abs(rule.at - at) <= TOLERANCE]
    return frozenset(
        column
        for column, (left, right) in enumerate(pairwise(xs))
        if any(rule.start <= (left + right) / 2 <= rule.end for rule in here)
    )


def index_of(steps: Sequence[float], value: float) -> int:
    """Return which of `steps` lies nearest to `value`."""
    return min(range(len(steps)), key=lambda index: abs(steps[index] - value))


def _inside(grid: Grid, other: Grid) -> bool:
    """Tell whether `grid` lies in one cell of `other`: its text then belongs to that cell."""
    margin = TOLERANCE
    return any(
        cell.x0 - margin <= grid.xs[0]
        and grid.xs[-1] <= cell.x1 + margin
        and cell.top - margin <= grid.ys[0]
        and grid.ys[-1] <= cell.bottom + margin
        for cell in other.cells
    )


def paddings(grid: Grid) -> dict[int, float]:
    """Return how far from their rule the lines of each column begin: the commonest distance, if it is common."""
    found: dict[int, list[float]] = {}
    for cell in grid.cells:
        found.setdefault(cell.column, []).extend(max(0.0, line.x0 - cell.x0) for line in cell.lines)
    usual: dict[int, float] = {}
    for column, distances in found.items():
        counted = Counter(round(2 * distance) for distance in distances).most_common(1)
        if counted and 2 * counted[0][1] >= len(distances):
            usual[column] = counted[0][0] / 2
    least = min(usual.values(), default=min((min(d) for d in found.values() if d), default=0.0))
    return {column: usual.get(column, least) for column in found}


def cell_margins(cell: GridCell, padding: Mapping[int, float], margins: Margins) -> Margins:
    """Return the room of lines in a cell: its width less the padding, taken to be the same on both sides."""
    beside = padding.get(cell.column, 0.0)
    right = max([cell.x1 - beside, *(line.x1 for line in cell.lines)])
    return replace(margins, left=cell.x0 + beside, right=right)


def assign(grids: Sequence[Grid]) -> Callable[[Glyph], object]:
    """Return a function that names the place of a glyph: (grid, row, column) of a cell, or None for running text."""

    def place_of(glyph: Glyph) -> object:
        x, y = (glyph.x0 + min(glyph.x1, glyph.x0 + glyph.size)) / 2, (glyph.top + glyph.bottom) / 2
        for number, grid in enumerate(grids):
            cell = grid.at(x, y)
            if cell is not None:
                return number, cell.row, cell.column
        return None

    return place_of
