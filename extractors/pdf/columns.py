"""Tables without upright rules: columns from the blank strips that run down between them.

Prose has blank strips too, so a table is looked for only under a line that reads like the head of one.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractors.pdf.lines import Line
from extractors.pdf.page import Glyph, Rule
from extractors.pdf.tables import Grid, GridCell
from normalizers.bijoy import is_bijoy_font, unicode_from_runs
from normalizers.digits import ascii_digits
from normalizers.text import clean

MIN_COLUMNS = 3
MIN_LINES = 3  # with the head; strips between fewer lines are chance
STRIP = 3.0  # points; narrower blanks are gaps between letters
APART = 1.25  # times the usual distance of lines: two rows
LEEWAY = 4.0  # points: how far a blank strip may lie elsewhere on the next page
CLOSE = 0.8  # times: no two lines of one cell are as close
SLACK = 0.2  # times: distances that differ less are alike
MOSTLY = 0.7  # of the rows
FAR = 2.6  # times: what follows is no longer the table
LONGEST_HEAD = 140  # characters
LONGEST_NAME = 5  # words
_HEADS = re.compile(
    clean(
        "(ক্রমিক|ক্রম|ক্রঃ|ক্র:|ক্র\\.|আলোচ্য|আলোচনা|বিষয়|সিদ্ধান্ত|বাস্তবায়ন|দায়িত্ব|সময়সীমা|মন্তব্য|অগ্রগতি"
        "|সুপারিশ|নাম|পদবি|পদবী|কর্মস্থল|স্বাক্ষর|মোবাইল)"
    )
)
_SERIAL = re.compile(r"\s*[(\[]?[0-9]{1,3}(?:\.[0-9]{1,2})?[)\].।|:]*\s*")


def head_names(line: Line) -> int:
    """Return how many columns of tables of minutes a line names; 0 if it is not parted into short names by wide gaps."""
    if len(line.text) > LONGEST_HEAD or line.text.count("\t") < MIN_COLUMNS - 1:
        return 0
    parts = [part for part in _unicode(line).split("\t") if part.strip()]
    named = [part for part in parts if _HEADS.search(part) and len(part.split()) <= LONGEST_NAME]
    if len(named) < max(MIN_COLUMNS, len(parts) - 1):
        return 0
    return max(len(parts), len(set(_HEADS.findall(" ".join(parts)))))


def _unicode(line: Line) -> str:
    if any(is_bijoy_font(font) for _, font in line.runs):
        return clean(unicode_from_runs(line.runs)[0])
    return clean(line.text)


def unruled_grid(
    lines: Sequence[Line], glyphs: Sequence[Glyph], rules: Sequence[Rule], page: int, carried: Grid | None
) -> Grid | None:
    """Return the first table without upright rules among the lines outside of ruled tables; None where there is none.

    `carried` is the table that the page before ends with: it goes on at the top of this one, with its columns.
    """
    if not lines:
        return None
    inks = _inks(lines, glyphs)
    names = [head_names(line) for line in lines]
    start = next((index for index, count in enumerate(names) if count >= MIN_COLUMNS), None)
    known = [(x - LEEWAY, x + LEEWAY) for x in carried.xs[1:-1]] if carried is not None else None
    has_head = not (known and start != 0)
    if not has_head:
        start = 0
    if start is None:
        return None
    pitch = _pitch(lines[start:], inks[start:])
    head = start
    if has_head:
        # Names that run into each other hide a strip that all rows below show.
        below = [_extent(lines, inks, start + 1, strips, pitch) for strips in ([None, known] if known else [None])]
        found = [_extent(lines, inks, start, None, pitch), *(one for one in below if len(one[1]) <= names[head])]
    else:
        found = [_extent(lines, inks, start, known, pitch)]
    end, strips = max(found, key=lambda extent: (extent[0], len(extent[1])))
    if end - start < (MIN_LINES if has_head else 1):
        return None
    if has_head:  # of more strips than names the narrowest are gaps between words that happen to lie below each other
        widest = sorted(strips, key=lambda strip: strip[0] - strip[1])[: names[head] - 1]
        strips = [strip for strip in strips if strip in widest]
        # Names in two lines stand half a line above and below those in one.
        while start and lines[start].top - lines[start - 1].top < CLOSE * pitch and names[start - 1] == 0:
            start -= 1
    left = min(box[0] for ink in inks[start:end] for box in ink)
    right = max(box[1] for ink in inks[start:end] for box in ink)
    edges = (left - 2, *((a + b) / 2 for a, b in strips if a > left and b < right), right + 2)
    if len(edges) <= MIN_COLUMNS:
        return None
    tops = _row_tops(lines[start:end], inks[start:end], edges, rules, pitch)
    if carried is not None and has_head:
        height = max((len(cell.lines) for cell in carried.row(0)), default=1)
        tops = sorted({*tops, *(line.top - 1 for line in lines[start + height : start + height + 1])})
    middles = [(line.top + line.bottom) / 2 for line in lines[start:end]]
    bottom = lines[end - 1].bottom + 1
    ys = [top for top, after in pairwise([*tops, bottom]) if any(top < middle < after for middle in middles)]
    return _grid(edges, [*ys, bottom], page)


def _extent(
    lines: Sequence[Line],
    inks: Sequence[Sequence[tuple[float, float]]],
    start: int,
    strips: list[tuple[float, float]] | None,
    pitch: float,
) -> tuple[int, list[tuple[float, float]]]:
    """Return the line before which the table ends that begins at `start`, and the strips that are blank until there."""
    least = MIN_COLUMNS - 1 if strips is None else len(strips)
    for index in range(start, len(lines)):
        far = index > start and lines[index].top - lines[index - 1].top > FAR * pitch
        narrowed = _narrowed(strips, inks[index])
        if strips and index - start >= MIN_LINES and len(narrowed) < len(strips) and _goes_on(inks, index, strips):
            continue
        if len(narrowed) < least or (far and not _starts_row(inks[index], strips)):
            return index, strips or []
        strips = narrowed
    return len(lines), strips or []


def _goes_on(inks: Sequence[Sequence[tuple[float, float]]], index: int, strips: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a line across the columns, a heading or a scribble, is followed by lines that keep to them."""
    middles = [(a + b) / 2 for a, b in strips]
    return (
        sum(
            len(_narrowed(strips, ink)) == len(strips) and _filled(ink, middles) > 1
            for ink in inks[index + 1 : index + 1 + MIN_LINES]
        )
        > MIN_LINES // 2
    )


def _inks(lines: Sequence[Line], glyphs: Sequence[Glyph]) -> list[list[tuple[float, float]]]:
    """Return for each line the stretches that hold ink, from left to right."""
    levels = sorted(
        ((glyph.top + glyph.bottom) / 2, glyph.x0, glyph.x1) for glyph in glyphs if not glyph.text.isspace()
    )
    heights = [level for level, _, _ in levels]
    inks: list[list[tuple[float, float]]] = []
    for line in lines:
        here = sorted(
            level[1:] for level in levels[bisect_left(heights, line.top) : bisect_right(heights, line.bottom)]
        )
        stretches: list[tuple[float, float]] = []
        for x0, x1 in here:
            if stretches and x0 - stretches[-1][1] < STRIP:
                stretches[-1] = (stretches[-1][0], max(stretches[-1][1], x1))
            else:
                stretches.append((x0, x1))
        inks.append(stretches)
    return inks


def _narrowed(
    strips: Sequence[tuple[float, float]] | None, ink: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Return what is left of the blank strips beside the ink of one more line; its own blanks where there are none."""
    blanks = [(-1e6, ink[0][0]), *((a[1], b[0]) for a, b in pairwise(ink)), (ink[-1][1], 1e6)] if ink else [(-1e6, 1e6)]
    if strips is None:
        return [blank for blank in blanks[1:-1] if blank[1] - blank[0] >= STRIP]
    least = min(STRIP, 2.0)
    return [(max(a, c), min(b, d)) for a, b in strips for c, d in blanks if min(b, d) - max(a, c) >= least]


def _pitch(lines: Sequence[Line], inks: Sequence[Sequence[tuple[float, float]]]) -> float:
    """Return the usual distance of lines that stand below each other; those of other columns may lie between."""
    distances = []
    for index, (line, ink) in enumerate(zip(lines, inks, strict=True)):
        for after, below in zip(lines[index + 1 : index + 4], inks[index + 1 : index + 4], strict=True):
            if any(min(b, d) - max(a, c) > STRIP for a, b in ink for c, d in below):
                distances.append(after.top - line.top)
                break
    distances.sort()
    return distances[len(distances) // 4] if distances else 16.0


def _starts_row(ink: Sequence[tuple[float, float]], strips: Sequence[tuple[float, float]] | None) -> bool:
    return bool(ink and strips) and ink[0][0] < (strips or [(0.0, 0.0)])[0][0]


def _row_tops(
    lines: Sequence[Line],
    inks: Sequence[Sequence[tuple[float, float]]],
    edges: Sequence[float],
    rules: Sequence[Rule],
    pitch: float,
) -> list[float]:
    """Return where rows begin: at level rules, else at wide gaps, else where the first column has a number."""
    across: Counter[int] = Counter()
    for rule in rules:
        if rule.horizontal:
            across[round(rule.at)] += max(0, round(min(rule.end, edges[-1]) - max(rule.start, edges[0])))
    levels = sorted(level for level, length in across.items() if length > 0.6 * (edges[-1] - edges[0]))
    inside = [float(y) for y in levels if lines[0].bottom <= y <= lines[-1].top]
    if len(inside) >= 2:
        return [lines[0].top - 1, *inside]
    numbered = [
        index
        for index, (line, ink) in enumerate(zip(lines, inks, strict=True))
        if index and ink and ink[0][0] < edges[1] and _SERIAL.match(ascii_digits(_unicode(line)))
    ]
    apart = [index for index in range(1, len(lines)) if _distance(lines, index) > APART * pitch]
    if len(numbered) > 2:
        widest = [
            max(range(before + 1, after + 1), key=lambda index: _distance(lines, index))
            for before, after in pairwise([0, *numbered])
        ]
        high = [
            _distance(lines, serial) > _distance(lines, wide) - SLACK * pitch
            for serial, wide in zip(numbered, widest, strict=True)
        ]
        if sum(high) < MOSTLY * len(high):
            return sorted(
                {lines[0].top - 1, *(lines[index].top - 1 for index in widest)}
            )  # in the middle of their rows
    starts = apart if len(apart) >= max(2, MOSTLY * len(numbered)) else numbered
    if len(numbered) > 1 and len(set(numbered) & set(starts)) >= MOSTLY * len(numbered):
        # A line in one column alone is a new paragraph of the row; there may be less room below the head than elsewhere.
        starts = [index for index in starts if index in numbered or _filled(inks[index], edges) > 1]
        starts.append(numbered[0])
    return sorted({lines[0].top - 1, *(lines[index].top - 1 for index in starts)})


def _distance(lines: Sequence[Line], index: int) -> float:
    return lines[index].top - lines[index - 1].top


def _filled(ink: Sequence[tuple[float, float]], edges: Sequence[float]) -> int:
    """Return in how many columns a line holds ink."""
    return len({bisect_right(edges, (start + end) / 2) for start, end in ink})


def _grid(xs: Sequence[float], ys: Sequence[float], page: int) -> Grid:
    cells = [
        GridCell(row=row, column=column, row_span=1, column_span=1, x0=x0, top=top, x1=x1, bottom=bottom, page=page)
        for row, (top, bottom) in enumerate(pairwise(ys))
        for column, (x0, x1) in enumerate(pairwise(xs))
    ]
    places = {(cell.row, cell.column): cell for cell in cells}
    return Grid(xs=tuple(xs), ys=tuple(ys), cells=tuple(cells), page=page, last_page=page, ruled=False, places=places)
