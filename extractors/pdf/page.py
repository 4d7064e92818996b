"""What stands on one page of a PDF: glyphs with font and place, and ruled lines.

Both readers of page content fill the same shape, so that tables, lines and the judgement of the text layer do not
know which of them ran. Coordinates are points from the top left corner of the page as it is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

THIN = 3.0  # points: a filled shape no thicker than this is a rule, whatever operator drew it
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
