"""Running heads, footers and page numbers: lines that belong to the sheet and not to the text."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from extractors.pdf.lines import Line

EDGE_LINES = 3  # looked at from the top and from the bottom of each page
TOP_BAND, BOTTOM_BAND = 0.12, 0.88  # of the page's height, where running heads and footers stand
MARGIN = 0.065  # of the height: where word processors put them, half an inch from the edge
_PAGE_NUMBER = re.compile(
    r"[\s\-–—|(\[]*(?:(?:পৃষ্ঠা|পাতা|পৃ|page)\s*(?:নং|নম্বর|no)?\s*[:.\-–]?\s*)?[0-9০-৯]{1,4}"
    r"(?:\s*(?:/|of|এর|-এর|\|)\s*[0-9০-৯]{1,4}|\s*\|?\s*(?:পৃষ্ঠা|পাতা|page))?[\s\-–—|)\]]*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?|file):/\S+(?:\s+[0-9]+/[0-9]+)?\s*")


def furniture_of(
    pages: Mapping[int, Sequence[Line]], edges: Mapping[int, tuple[float, float]], height: float
) -> set[int]:
    """Return the ids of lines that are furniture.

    `pages` are the lines outside of tables by page, from top to bottom; `edges` says where each page's tables begin
    and end, so that a line between two tables is not taken for the end of the page. Furniture is what stands in the
    same place of every second page, digits aside, in the margin (of nearly all pages elsewhere), and page numbers.
    """
    seen: Counter[tuple[str, int]] = Counter()
    candidates: dict[int, list[tuple[Line, tuple[str, int]]]] = {}
    for page, lines in pages.items():
        first, last = edges.get(page, (height, 0.0))
        top = [
            line
            for line in lines[:EDGE_LINES]
            if line.bottom <= max(first + 2, TOP_BAND * height) and line.top < TOP_BAND * height
        ]
        bottom = [
            line
            for line in lines[-EDGE_LINES:]
            if line.top >= min(last - 2, BOTTOM_BAND * height) and line.bottom > BOTTOM_BAND * height
        ]
        marked = [(line, (_key(line), round(line.top / 6))) for line in dict.fromkeys([*top, *bottom])]
        candidates[page] = marked
        seen.update({place for _, place in marked})
    often = max(2, (len(pages) + 1) // 2)
    always = max(3, round(0.8 * len(pages)))  # first lines in the body may be the heads of several minutes in one file
    found: set[int] = set()
    for marked in candidates.values():
        for line, (key, level) in marked:
            in_margin = line.top < MARGIN * height or line.bottom > (1 - MARGIN) * height
            count = max(seen[key, near] for near in (level - 1, level, level + 1))
            repeated = bool(key) and count >= (often if in_margin else always)
            if repeated or _is_page_number(line, height) or _ADDRESS.fullmatch(line.text.strip()):
                found.add(id(line))
    return found


def _key(line: Line) -> str:
    return re.sub("[0-9০-৯]+", "#", "".join(line.text.split()))


def _is_page_number(line: Line, height: float) -> bool:
    in_margin = line.top > 0.9 * height or line.bottom < 0.08 * height
    return in_margin and bool(_PAGE_NUMBER.fullmatch(line.text.strip()))
