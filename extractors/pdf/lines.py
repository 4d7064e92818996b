"""Lines from glyphs.

A PDF knows no lines: it says where glyphs stand. Glyphs are taken in the order they were drawn, because the signs of
a Bangla cluster overlap and sorting them by place would change the word.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.document import Box
from extractors.pdf.page import Glyph

Run = tuple[str, str]  # text, font

GAP_BESIDE_SPACES = 0.6  # of the font size; a page that draws its spaces has other gaps from justified text
GAP_ALONE = 0.22  # … a page that draws none shows word gaps only; measured: Bangla fonts' space is 0.22 to 0.3 wide
SPACES = 0.03  # of the glyphs of a page that draws its spaces, at least
LEVEL = 0.4  # of a line's height; what stands no lower is part of the line
BESIDE = 0.8  # … a label that is centred beside the two lines of its value belongs to the first
TAB = 1.6  # of the font size


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a cell or of the page: runs of one font, with the spaces and tabs that its gaps stand for."""

    runs: tuple[Run, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    first_word: float  # width of its first word: what would have had to fit on the line before
    page: int
    bold: bool = False
    contents: tuple[int | None, int | None] = (None, None)  # the marked content that it begins and ends in
    column: int = 0  # of running text: 1 and 2 where a page has two

    @property
    def text(self) -> str:
        """The line as drawn, Bijoy not yet undone."""
        return "".join(text for text, _ in self.runs)


@dataclass(slots=True)
class _Segment:
    """Glyphs drawn one after the other along one line, without a jump."""

    glyphs: list[Glyph]
    place: object
    top: float
    bottom: float


def place_glyphs(glyphs: Iterable[Glyph], place_of: Callable[[Glyph], object]) -> dict[object, list[list[Glyph]]]:
    """Return the stretches of glyphs that were drawn without a jump, by the place each of them starts in.

    A glyph that follows its predecessor without a gap stays with it, also where a word runs over a table's rule.
    """
    segments: list[_Segment] = []
    last: Glyph | None = None
    for glyph in glyphs:
        current = segments[-1] if segments else None
        if current is None or last is None or not _goes_on(last, glyph, current):
            segments.append(_Segment([glyph], place_of(glyph), glyph.top, glyph.bottom))
        else:
            touching = -0.5 * glyph.size < glyph.x0 - last.x1 < 0.1 * glyph.size and not last.text.isspace()
            if touching or place_of(glyph) == current.place or glyph.text.isspace():
                current.glyphs.append(glyph)
                current.top, current.bottom = min(current.top, glyph.top), max(current.bottom, glyph.bottom)
            else:
                segments.append(_Segment([glyph], place_of(glyph), glyph.top, glyph.bottom))
        last = glyph
    placed: dict[object, list[list[Glyph]]] = {}
    for segment in segments:
        if any(not glyph.text.isspace() for glyph in segment.glyphs):
            placed.setdefault(segment.place, []).append(segment.glyphs)
    return placed


def _goes_on(last: Glyph, glyph: Glyph, segment: _Segment) -> bool:
    middle = (glyph.top + glyph.bottom) / 2
    size = max(glyph.size, last.size, 1.0)
    same_level = segment.top <= middle <= segment.bottom
    went_back = glyph.x1 < last.x0 + 0.1 * size
    return same_level and not went_back and glyph.x0 - last.x1 < TAB * size


def draws_spaces(glyphs: Sequence[Glyph]) -> bool:
    """Tell whether a page draws the spaces between its words, so that other gaps are no spaces.

    Where word processors take spaces from another font than the words, they draw them before the words of the line,
    and most gaps have none between their neighbours.
    """
    spaces = apart = 0
    following: Glyph | None = None
    for glyph in reversed(glyphs):
        if not glyph.text.isspace():
            following = glyph
            spaces += glyph.text.endswith(" ")
        elif following is None or abs(following.bottom - glyph.bottom) > glyph.size or following.x0 > glyph.x0:
            spaces += 1
        else:
            apart += 1
    return spaces > max(apart, SPACES * len(glyphs))


def lines_of(segments: Sequence[Sequence[Glyph]], page: int, *, spaced: bool) -> list[Line]:
    """Return the lines that `segments` form, from top to bottom, each from left to right.

    `spaced` tells that the page draws its spaces as glyphs.
    """
    measured = sorted(
        (((min(g.top for g in s) + max(g.bottom for g in s)) / 2, s) for s in segments), key=lambda pair: pair[0]
    )
    gap = GAP_BESIDE_SPACES if spaced else GAP_ALONE
    levels: list[tuple[float, list[Sequence[Glyph]]]] = []
    for middle, segment in measured:
        height = max(g.bottom - g.top for g in segment)
        below = middle - levels[-1][0] if levels else height
        if below < LEVEL * height or (below < BESIDE * height and _is_beside(segment, levels[-1][1])):
            levels[-1][1].append(segment)
        else:
            levels.append((middle, [segment]))
    return [_line(_in_order(parts), page, gap) for _, parts in levels]


def _is_beside(segment: Sequence[Glyph], parts: Sequence[Sequence[Glyph]]) -> bool:
    """True where `segment` stands in front of or behind all of `parts`, and over none of them."""
    x0, x1 = segment[0].x0, max(glyph.x1 for glyph in segment)
    return all(x1 <= part[0].x0 or max(glyph.x1 for glyph in part) <= x0 for part in parts)


def _in_order(parts: Sequence[Sequence[Glyph]]) -> list[Sequence[Glyph]]:
    """Return the segments of one line from left to right; one drawn into the gaps of another parts it there.

    Word processors draw what a font lacks, such as quotation marks or the full stops of a web address, after the rest
    of the line. A space beside such a sign may not be drawn at all.
    """
    ordered = sorted(parts, key=lambda part: part[0].x0)
    if all(part[-1].x1 <= after[0].x0 + 0.3 * part[-1].size for part, after in pairwise(ordered)):
        return ordered
    pieces: list[tuple[float, int, list[Glyph]]] = []
    for number, part in enumerate(ordered):
        pieces.append((part[0].x0, number, [part[0]]))
        for last, glyph in pairwise(part):
            if glyph.x0 - last.x1 > 0.08 * glyph.size:
                pieces.append((glyph.x0, number, []))
            pieces[-1][2].append(glyph)
    pieces.sort(key=lambda piece: piece[0])
    for (_, number, before), (_, other, piece) in pairwise(pieces):
        last, glyph = before[-1], piece[0]
        if (
            number != other
            and glyph.x0 - last.x1 > 0.15 * glyph.size
            and not (last.text.isspace() or glyph.text.isspace())
        ):
            before.append(glyph._replace(text=" ", x0=last.x1, x1=glyph.x0))
    return [piece for _, _, piece in pieces]


def _line(parts: Sequence[Sequence[Glyph]], page: int, gap: float) -> Line:
    runs: list[list[str]] = []
    glyphs = [glyph for part in parts for glyph in part]
    end, ends_in_space = glyphs[0].x0, True
    first_word: float | None = None
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    start = inked[0].x0
    for glyph in glyphs:
        space = glyph.text.isspace()
        distance = (glyph.x0 - end) / max(glyph.size, 1.0)
        parting = "" if space else "\t" if distance > TAB else " " if distance > gap and not ends_in_space else ""
        if parting == "\t" and runs and runs[-1][0].endswith(" "):
            runs[-1][0] = runs[-1][0].rstrip(" ")
        if (space or parting) and first_word is None and end > start:
            first_word = end - start
        text = parting + (" " if space else glyph.text)
        if runs and runs[-1][1] == glyph.font:
            runs[-1][0] += text
        else:
            runs.append([text, glyph.font])
        if not space:
            end = max(end, glyph.x1) if glyph.x0 < end + TAB * glyph.size else glyph.x1
        ends_in_space = space
        if space:
            end = max(end, glyph.x1)
    right = max(glyph.x1 for glyph in inked)
    runs[0][0] = runs[0][0].lstrip(" \t")
    return Line(
        runs=tuple((text, font) for text, font in runs if text),
        x0=start,
        top=min(glyph.top for glyph in inked),
        x1=right,
        bottom=max(glyph.bottom for glyph in inked),
        size=median(glyph.size for glyph in inked),
        first_word=first_word if first_word is not None else right - start,
        page=page,
        bold=all(glyph.bold for glyph in inked),
        contents=(inked[0].content, inked[-1].content),
    )


def box_of(lines: Sequence[Line]) -> Box:
    """Return the rectangle around `lines` (of one page)."""
    return Box(
        x0=round(min(line.x0 for line in lines), 2),
        top=round(min(line.top for line in lines), 2),
        x1=round(max(line.x1 for line in lines), 2),
        bottom=round(max(line.bottom for line in lines), 2),
    )
