"""Words that OCR took for Latin in a line of Bangla: read again, or left out where they are scribble."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.scan.ocr import LINE, WORD, Engine, Word, numeral_of, words_of
from extractors.scan.picture import Gray
from normalizers.text import BANGLA

PADDING = 4  # pixels around a line
SCRIBBLE = 0.45  # confidence below which a Latin word is no word; measured: true ones have 0.8 and more
SURE = 0.6  # of a second reading, measured: right ones have 0.65 and more
SURE_ALONE = 0.7  # of a reading of the word alone; measured: right ones have 0.8 and more
TRUE_LATIN = 0.8  # of a first reading that needs no such second one
NUMERAL = 0.65  # of a figure that stands alone, read as nothing but a number; a dash has 0.55
CERTAIN = 0.9  # of a reading that needs no second
_WORD = re.compile(rf"{BANGLA}{{2}}|[A-Za-z]{{3}}")
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
        if second is None or not _is_better(second, word):
            second = _alone(ocr, picture, word, dpi) if word in doubtful and word.confidence < TRUE_LATIN else None
        if second is not None:
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


def _alone(ocr: Engine, picture: Gray, word: Word, dpi: float) -> Word | None:
    """Return what Bangla alone reads where `word` stands, out of its line; None where that is no surer."""
    if not _LATIN.search(word.text) or _BANGLA.search(word.text):
        return None
    left, top, right, bottom = (round(value) for value in (word.x0, word.top, word.x1, word.bottom))
    crop = picture[max(0, top - PADDING) : bottom + PADDING, max(0, left - PADDING) : right + PADDING]
    readings = [[one for line in words_of(ocr.bangla, crop, dpi, mode) for one in line] for mode in (WORD, LINE)]
    found = [words[0] for words in readings if len(words) == 1 and not _LATIN.search(words[0].text)]
    best = max((one for one in found if _BANGLA.search(one.text)), key=lambda one: one.confidence, default=None)
    return best if best is not None and best.confidence > max(SURE_ALONE, word.confidence) else None


def numeral(ocr: Engine, picture: Gray, lines: Sequence[Sequence[Word]], dpi: float) -> Word | None:
    """Return the Bangla number that stands alone in a small `picture`, where the reading `lines` of it is less sure.

    Tesseract takes a single figure for a Latin letter or for dust. Measured on scans of 200 dpi: read as a number only,
    figures have 0.69 and more, and words are read as none.
    """
    words = [word for line in lines for word in line]
    if len(words) > 1 or any(_WORD.search(word.text) for word in words):
        return None
    sure = max((word.confidence for word in words if _BANGLA.search(word.text)), default=0.0)
    if sure >= CERTAIN:
        return None
    found = numeral_of(ocr.bangla, picture, dpi)
    return found if found is not None and found.confidence >= max(NUMERAL, sure) else None


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
