"""Lines of words that OCR read, put together to the paragraphs of a page or of a cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.pdf.lines import TAB, Line
from extractors.pdf.paragraphs import Margins, join_runs, paragraphs_of
from extractors.scan.ocr import Word
from extractors.scan.ocr_wording import mended
from normalizers.text import clean

SEVERAL_WORDS = 3  # from so many on, the height of a line is that of its type


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadParagraph:
    """One paragraph: its text, the lines it was printed on, and how sure the reading is (0 to 1)."""

    text: str
    lines: tuple[Line, ...]
    confidence: float


def type_size(lines: Sequence[Sequence[Word]]) -> float:
    """Return the usual height of a word, which is close to the size of the type; 10 where nothing was read."""
    heights = [word.bottom - word.top for line in lines for word in line if len(word.text) > 1]
    return median(heights) if heights else 10.0


def line_of(words: Sequence[Word], size: float, page: int) -> Line:
    """Return a line of words with the spaces and tabs that its gaps stand for; the unit is that of the words."""
    ordered = sorted(words, key=lambda word: word.x0)
    own = median(word.bottom - word.top for word in ordered)
    if len(ordered) < SEVERAL_WORDS or abs(own - size) < 0.25 * size:
        own = size
    text = ordered[0].text
    for last, word in pairwise(ordered):
        text += ("\t" if word.x0 - last.x1 > TAB * own else " ") + word.text
    return Line(
        runs=((text, ""),),
        x0=ordered[0].x0,
        top=min(word.top for word in ordered),
        x1=max(word.x1 for word in ordered),
        bottom=max(word.bottom for word in ordered),
        size=own,
        first_word=ordered[0].x1 - ordered[0].x0,
        page=page,
    )


def confidence_of(words: Sequence[Word]) -> float:
    """Return the mean confidence of words, longer ones counting more; 0 where there are none."""
    letters = sum(len(word.text) for word in words)
    return round(sum(word.confidence * len(word.text) for word in words) / letters, 3) if letters else 0.0


def read_paragraphs(lines: Sequence[tuple[Line, float]], margins: Margins) -> list[ReadParagraph]:
    """Return the paragraphs that lines (with their confidence) form, in the order given."""
    sure = {id(line): confidence for line, confidence in lines}
    found = []
    for group in paragraphs_of([line for line, _ in lines], margins):
        text = clean(mended(clean("".join(text for text, _ in join_runs(group, margins)).strip())))
        if text:
            letters = sum(len(line.text) for line in group)
            confidence = sum(sure[id(line)] * len(line.text) for line in group) / max(1, letters)
            found.append(ReadParagraph(text=text, lines=tuple(group), confidence=round(confidence, 3)))
    return found
