"""Words that OCR took for Latin in a line of Bangla: read again, or left out where they are scribble."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.scan.ocr import LINE, Engine, Word, words_of
from extractors.scan.picture import Gray
from normalizers.text import BANGLA

PADDING = 4  # pixels around a line
SCRIBBLE = 0.45  # confidence below which a Latin word is no word; measured: true ones have 0.8 and more
SURE = 0.6  # of a second reading, measured: right ones have 0.65 and more
_DOUBTFUL = re.compile(r"[A-Za-z0-9©¢$®€£\\[\]{}~*%&]")
_LATIN = re.compile(r"[A-Za-z©¢$®€£\\[\]{}~*&]")
_BANGLA = re.compile(BANGLA)


def without_noise(ocr: Engine, picture: Gray, line: Sequence[Word], dpi: float) -> list[Word]:
    """Return `line` with its doubtful words as Bangla alone reads them, where that is the surer reading.

    Short Latin words that neither reading is sure of are strokes of signatures and stamps, and are left out.
    """
    doubtful = [word for word in line if _DOUBTFUL.search(word.text)]
    if not doubtful:
        return list(line)
    left, top = (max(0, round(min(values)) - PADDING) for values in zip(*((w.x0, w.top) for w in line), strict=True))
    right, bottom = (round(max(values)) + PADDING for values in zip(*((w.x1, w.bottom) for w in line), strict=True))
    again = [word for words in words_of(ocr.bangla, picture[top:bottom, left:right], dpi, LINE) for word in words]
    again = [
        replace(word, x0=word.x0 + left, x1=word.x1 + left, top=word.top + top, bottom=word.bottom + top)
        for word in again
    ]
    kept = []
    for word in line:
        second = _same_place(word, again) if word in doubtful else None
        if second is not None and _is_better(second, word):
            kept.append(replace(word, text=second.text, confidence=second.confidence))
        elif (
            word in doubtful
            and _LATIN.search(word.text)
            and not _BANGLA.search(word.text)
            and word.confidence < SCRIBBLE
        ):
            continue
        else:
            kept.append(word)
    return kept


def _same_place(word: Word, others: Sequence[Word]) -> Word | None:
    """Return the one of `others` that stands where `word` does, alone."""
    shared = [
        other
        for other in others
        if min(word.x1, other.x1) - max(word.x0, other.x0) > 0.3 * min(word.x1 - word.x0, other.x1 - other.x0)
    ]
    if len(shared) != 1:
        return None
    other = shared[0]
    longest = max(word.x1 - word.x0, other.x1 - other.x0)
    return other if min(word.x1, other.x1) - max(word.x0, other.x0) > 0.7 * longest else None


def _is_better(second: Word, first: Word) -> bool:
    if not _BANGLA.search(second.text) or _LATIN.search(second.text):
        return False
    if _LATIN.search(first.text):
        return second.confidence > min(SURE, first.confidence)
    return second.confidence > first.confidence  # digits
