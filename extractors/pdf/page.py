"""What stands on one page of a PDF: glyphs with font and place, and ruled lines.

Both readers of page content fill the same shape, so that tables, lines and the judgement of the text layer do not
know which of them ran. Coordinates are points from the top left corner of the page as it is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot
from typing import NamedTuple

THIN = 3.0  # points: a filled shape no thicker than this is a rule, whatever operator drew it
BULLET = (2.0, 8.0)  # points: how wide the bullets of lists are
ROUND = 0.2  # of the radius, that a circle's points may be off
LINE = 12.0  # points
SHORT = 3.0  # points: shorter strokes are dots, ticks and glyph parts


class Glyph(NamedTuple):
    """A piece of text that was drawn at once: one character, or one ActualText span with all of its glyphs."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    font: str  # without the subset tag
    size: float
    bold: bool
    content: int | None = None  # number of the marked content it is part of (MCID): what was one text to its program


class Rule(NamedTuple):
    """A straight line, across or down the page: `at` is its fixed coordinate, `start` and `end` the other two."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """One page: its glyphs in the order they were drawn, its rules, and what else is on it.

    `picture_share` is how much of it pictures cover (0 to 1); `outlines` counts curved shapes, which are letters where
    a page has no text: some programs write those only.
    """

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    rules: Sequence[Rule]
    picture_share: float
    outlines: int = 0
    is_hidden: bool = False  # most of its text is drawn invisibly, as scanners do with what their OCR read


def turned(content: PageContent, quarters: int) -> PageContent:
    """Return a page turned clockwise by quarters of a circle: one whose text runs up or down its side."""
    for _ in range(quarters % 4):
        height = content.height
        glyphs = [
            glyph._replace(
                x0=height - glyph.bottom,
                top=glyph.x0,
                x1=height - glyph.top,
                bottom=glyph.x1,
                size=glyph.x1 - glyph.x0,
            )
            for glyph in content.glyphs
        ]
        rules = [
            Rule(False, height - rule.at, rule.start, rule.end)
            if rule.horizontal
            else Rule(True, rule.at, height - rule.end, height - rule.start)
            for rule in content.rules
        ]
        content = replace(content, width=height, height=content.width, glyphs=glyphs, rules=rules)
    return content


def path_rules(points: Sequence[tuple[float, float]], *, stroked: bool, curved: bool = False) -> list[Rule]:
    """Return the rules that one painted path through `points` (x, top) draws.

    A thin rectangle is one rule, a stroked one four; other strokes give their level and upright pieces. Broad fills
    are shading, not rules.
    """
    if len(points) < 2:
        return []
    x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    if bottom - top <= THIN and x1 - x0 > SHORT:
        return [Rule(True, (top + bottom) / 2, x0, x1)]
    if x1 - x0 <= THIN and bottom - top > SHORT:
        return [Rule(False, (x0 + x1) / 2, top, bottom)]
    if not stroked or curved:
        return []
    found = []
    for (ax, ay), (bx, by) in pairwise(points):
        if abs(by - ay) <= 1 and abs(bx - ax) > SHORT:
            found.append(Rule(True, (ay + by) / 2, min(ax, bx), max(ax, bx)))
        elif abs(bx - ax) <= 1 and abs(by - ay) > SHORT:
            found.append(Rule(False, (ax + bx) / 2, min(ay, by), max(ay, by)))
    return found


def drawn_bullet(points: Sequence[tuple[float, float]]) -> Glyph | None:
    """Return the bullet that a small round shape through `points` (x, top) is, as a browser draws those of a list.

    It stands in the middle of a line of ordinary size. None for other shapes.
    """
    x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    x, y, radius = (x0 + x1) / 2, (top + bottom) / 2, (x1 - x0) / 2
    if not BULLET[0] <= x1 - x0 <= BULLET[1] or abs((bottom - top) - (x1 - x0)) > ROUND * radius:
        return None
    # The points that steer the curves of a circle stand a little outside of it.
    if not all(abs(hypot(px - x, py - y) - radius) <= ROUND * radius for px, py in points):
        return None
    return Glyph("•", x0, y - LINE / 2, x1, y + LINE / 2, "", LINE, bold=False)


def bare_font(name: str) -> str:
    """Return a font's name without the tag of a subset.

    >>> bare_font("BAAAAA+SutonnyMJ")
    'SutonnyMJ'
    """
    head, plus, rest = name.partition("+")
    return rest if plus and len(head) == 6 and head.isupper() else name


def is_bold_font(name: str) -> bool:
    """Tell whether a font's name says that it is bold.

    >>> is_bold_font("Kalpurush-Bold"), is_bold_font("Nikosh")
    (True, False)
    """
    lowered = name.lower()
    return any(word in lowered for word in ("bold", "black", "heavy"))
