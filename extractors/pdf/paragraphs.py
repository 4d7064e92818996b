"""Paragraphs from lines: which line goes on in the next one, told by the room that it left."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from unicodedata import category

from extractors.pdf.lines import Line, Run
from normalizers.bijoy import is_bijoy_font, joins_bijoy

SPACE = 0.32  # of the font size: the widest usual space
NARROW_SPACE = 0.27  # … and one that surely has room
LOOSE = 1.35  # times the usual pitch: more is the space between paragraphs
ENDS_SENTENCE = re.compile(r"[।॥|?!:;ঃ.)\]]\s*$")
LIST_MARK = re.compile(
    r"\s*(?:[(\[]?(?:[0-9০-৯]{1,3}|[ক-হ]|[ivxIVX]{1,4}|[a-zA-Z])[)\]।|.](?![0-9০-৯])|[(\[][0-9০-৯ক-হa-z]{1,3}[)\]]|[•●▪■◦➢✓*\-–—]\s)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """The room a line has: its left and right end, and the usual distance between lines by font size."""

    left: float
    right: float
    pitch: float = 1.6
    spaced_ends: bool = False  # lines broken at a space end in a glyph for it, as word processors write them
    marked_texts: bool = False  # marked content holds whole texts, so that its end is that of a line of the author


def is_wrapped(line: Line, following: Line, margins: Margins) -> bool:
    """Tell whether `line` was broken only because the first word of `following` had no room left on it."""
    room = room_left(line, following, margins)
    return following.first_word + SPACE * line.size > room


def room_left(line: Line, following: Line, margins: Margins) -> float:
    """Return how much room `line` left unused, for the side that its alignment leaves open."""
    slack = 0.6 * line.size
    if abs(line.x1 - margins.right) < slack and line.x0 - margins.left > 4 * line.size:
        return line.x0 - margins.left
    if is_centred(line, margins) and is_centred(following, margins):
        return (margins.right - margins.left) - (line.x1 - line.x0)
    return margins.right - line.x1


def is_centred(line: Line, margins: Margins) -> bool:
    """Tell whether `line` stands in the middle with room on both sides."""
    left, right = line.x0 - margins.left, margins.right - line.x1
    return (
        left > 2 * line.size
        and right > 2 * line.size
        and abs(left - right) < max(1.2 * line.size, 0.04 * (margins.right - margins.left))
    )


def paragraphs_of(lines: Sequence[Line], margins: Margins) -> list[list[Line]]:
    """Return `lines` grouped into paragraphs.

    A line goes on in the next one when the next one's first word would not have fitted, the distance is that of
    lines and not of paragraphs, and the next line does not begin an entry of a list after a finished sentence.
    """
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        if last is not None and _continues(last, line, margins):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _continues(last: Line, line: Line, margins: Margins) -> bool:
    if not is_wrapped(last, line, margins):
        return False
    if margins.marked_texts and _ends_content(last, line):
        return False
    if _break_after(last, line, margins) == "paragraph":
        return False
    if LIST_MARK.match(line.text) and ENDS_SENTENCE.search(last.text):
        return False
    if line.page != last.page:
        return not ENDS_SENTENCE.search(last.text)
    if last.bold != line.bold and not (last.bold and "\t" in last.text):
        return abs(last.size - line.size) < 0.5 and not ENDS_SENTENCE.search(last.text)
    return line.top - last.top <= LOOSE * margins.pitch * max(last.size, line.size)


def usual_pitch(groups: Iterable[tuple[Sequence[Line], Margins]]) -> float:
    """Return the distance of lines by font size, from those that wrap in their margins; 1.6 where none does."""
    ratios = [
        (line.top - last.top) / max(last.size, 1.0)
        for lines, margins in groups
        for last, line in pairwise(lines)
        if last.page == line.page
        and is_wrapped(last, line, margins)
        and 0.9 < (line.top - last.top) / max(last.size, 1.0) < 3.2
    ]
    return sorted(ratios)[len(ratios) // 3] if ratios else 1.6


def ends_in_spaces(groups: Iterable[Sequence[Line]]) -> bool:
    """Tell whether most lines of paragraphs end in a glyph for the space they were broken at."""
    ends = [line.text.endswith(" ") for lines in groups for line in lines[:-1]]
    return 2 * sum(ends) > len(ends)


def marks_texts(groups: Iterable[Sequence[Line]]) -> bool:
    """Tell whether marked content goes on over the ends of lines in most paragraphs, as browsers write it.

    `groups` are paragraphs as the room of lines tells them. Programs that mark every line by itself say nothing.
    """
    pairs = [
        pair for lines in groups for pair in pairwise(lines) if None not in (pair[0].contents[1], pair[1].contents[0])
    ]
    return 2 * sum(last.contents[1] == line.contents[0] for last, line in pairs) > len(pairs)


def _ends_content(last: Line, line: Line) -> bool:
    """Tell whether two lines of one page are different marked contents: the author parted them.

    Where the font changes as well, a word may have been set apart in the middle of a text, unless whole lines are bold.
    """
    end, start = last.contents[1], line.contents[0]
    if last.page != line.page or end is None or start is None or end == start:
        return False
    return last.runs[-1][1] == line.runs[0][1] or last.bold != line.bold


def join_runs(lines: Sequence[Line], margins: Margins) -> list[Run]:
    """Return the runs of the lines of one paragraph, with a space where a line was broken at one."""
    runs: list[Run] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        runs += line.runs
        if (
            following is not None
            and not line.text.endswith((" ", "\t"))
            and _break_after(line, following, margins) != "word"
        ):
            runs.append((" ", line.runs[-1][1]))
    return runs


def _break_after(line: Line, following: Line, margins: Margins) -> Literal["space", "word", "paragraph"]:
    """Return what a line that does not end in a space was broken at, when the next one's first word had no room.

    Where the writer draws the space at the end of a line, its lack means something if it had room: a word that was
    too long for its cell, a hyphen, a sign that Bijoy uses as a letter (`সৃষ্টি` is broken after its second one, as
    word processors take that for punctuation), or else the end of the paragraph.
    """
    text = line.text
    if text.endswith(" "):
        return "space"
    if text.endswith("-") and not text[:-1].endswith(" "):
        return "word"
    if is_bijoy_font(line.runs[-1][1]) and joins_bijoy(text, following.text):
        return "word"
    room = (margins.right - line.x1) / max(line.size, 1.0)
    if not margins.spaced_ends or room < NARROW_SPACE:
        return "space"
    alone = " " not in text.strip()
    if (alone and room < 0.75) or text.endswith("/") or _is_sign(text[-1:]):
        return "word"
    if _is_sign(following.text[:1]) and following.text[0] not in "†‡ˆ‰":
        return "word"
    return "paragraph" if room > 0.45 else "space"


def _is_sign(character: str) -> bool:
    return character > "\x7f" and category(character) in ("Po", "Pd", "So", "Sc", "Sk", "Sm")


def text_margins(lines: Sequence[Line], width: float) -> Margins:
    """Return the margins of running text on pages `width` wide.

    The right one is where several lines end; where too few do, pages are taken to have equal margins.
    """
    if not lines:
        return Margins(left=0.0, right=width)
    left = min(line.x0 for line in lines)
    ends = sorted(line.x1 for line in lines)
    furthest = ends[-1]
    near = len(ends) - bisect_right(ends, furthest - 0.04 * width)
    right = furthest if near >= 3 and furthest > 0.6 * width else max(furthest, width - left)
    return Margins(left=left, right=right)
