"""Running text in two columns, which lines across the page would mix."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.pdf.lines import Line, lines_of
from extractors.pdf.page import Glyph

GUTTER = 9.0  # points: the narrowest room between columns of text
MIDDLE = 0.3, 0.7  # of the text's width, between which it lies
HEAD = 40.0  # points: what stands above columns that go on is a running head
STEP = 3.0  # points from one place that is tried to the next
LINES = 7  # no fewer stand in each column; blocks of signatures and labels are lower
RAGGED = 0.2  # of a column's width: a line that was broken leaves no more room
MOSTLY = 0.4  # of the lines; entries of a list side by side have all lengths

Segments = Sequence[Sequence[Glyph]]
Box4 = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class TextColumns:
    """A stretch of a page with text in two columns: from `top` to `bottom`, parted at `gutter`."""

    gutter: float
    top: float
    bottom: float

    def column_of(self, glyph: Glyph) -> int:
        """Return 1 for a glyph in the left column, 2 in the right one, 0 above and below."""
        if not self.top <= (glyph.top + glyph.bottom) / 2 <= self.bottom:
            return 0
        return 1 if glyph.x0 < self.gutter else 2


def text_columns(segments: Segments, page: int, before: TextColumns | None) -> TextColumns | None:
    """Return the stretch of a page with two columns of prose; None where there is none.

    `segments` are glyphs drawn without a jump. Columns are told by a blank strip in the middle of the page and by lines
    that fill the room on both sides of it. `before` are the columns of the page before, which may end on this one.
    """
    boxes = [
        (min(g.x0 for g in part), min(g.top for g in part), max(g.x1 for g in part), max(g.bottom for g in part))
        for part in segments
    ]
    if before is not None:
        highest = min(box[1] for box in boxes)
        across = [(top, bottom) for _, top, _, bottom in _crossing(boxes, before.gutter)]
        head = max((bottom for _, bottom in across if bottom < highest + HEAD), default=highest)
        end = min((top for top, _ in across if top >= head), default=max(box[3] for box in boxes))
        if end > head + HEAD:
            return TextColumns(gutter=before.gutter, top=head, bottom=end)
    if len(boxes) < 2 * LINES:
        return None
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    low, high = (left + share * (right - left) for share in MIDDLE)
    found: list[TextColumns] = []
    gutter = low
    while gutter <= high:
        top, bottom = _stretch(boxes, gutter)
        found.append(TextColumns(gutter=gutter, top=top, bottom=bottom))
        gutter += STEP
    longest = max(columns.bottom - columns.top for columns in found)
    widest = [columns for columns in found if columns.bottom - columns.top > longest - 1]
    columns = widest[len(widest) // 2]
    return columns if all(_is_prose(segments, columns, side, page) for side in (1, 2)) else None


def _crossing(boxes: Sequence[Box4], gutter: float) -> list[Box4]:
    return [box for box in boxes if box[0] < gutter + GUTTER / 2 and box[2] > gutter - GUTTER / 2]


def _stretch(boxes: Sequence[Box4], gutter: float) -> tuple[float, float]:
    """Return top and bottom of the longest stretch of text that leaves a gutter blank."""
    crossing = sorted((top, bottom) for _, top, _, bottom in _crossing(boxes, gutter))
    end = min(top for _, top, _, _ in boxes) - 1
    last = max(bottom for _, _, _, bottom in boxes) + 1
    best = (end, end)
    for top, bottom in [*crossing, (last, last)]:
        if top - end > best[1] - best[0]:
            best = (end, top)
        end = max(end, bottom)
    return best


def _is_prose(segments: Segments, columns: TextColumns, side: int, page: int) -> bool:
    here = [part for part in segments if columns.column_of(part[0]) == side]
    lines: list[Line] = lines_of(here, page, spaced=True) if here else []
    if len(lines) < LINES:
        return False
    right = max(line.x1 for line in lines)
    width = right - min(line.x0 for line in lines)
    return sum(right - line.x1 <= RAGGED * width for line in lines) >= MOSTLY * len(lines)
