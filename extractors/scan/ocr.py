"""Words from a picture of text: Tesseract with its Bangla and English data."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

# Processes read documents side by side, so threads in each would only wait for one another. OpenMP reads this once.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

import cv2
import tesserocr

from extractors.errors import OcrMissingError
from extractors.scan.picture import Gray

# ben alone turns English words into Bangla noise; measured: CER 0.04 against 0.01. Together they turn a Bangla word
# into English noise now and then, so such a word is read by ben alone once more.
BOTH, BANGLA = "ben+eng", "ben"
BLOCK, LINE, WORD = 6, 7, 8  # page segmentation modes of Tesseract: one block of text, one line, one word
NUMERALS = "০১২৩৪৫৬৭৮৯।.()"  # and the marks behind and around them
MARGIN = 12  # pixels of blank paper around a picture; Tesseract misses letters at the very edge


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word as read: its box in pixels of the picture, its confidence from 0 to 1."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Tesseract, loaded twice: with both languages, and with Bangla alone for second readings."""

    both: Any
    bangla: Any


@cache
def engine(data: Path) -> Engine:
    """Return Tesseract with the data in a folder; one per process, since loading takes half a second.

    Raises:
        OcrMissingError: Tesseract does not accept the data.
    """
    return Engine(both=_loaded(data, BOTH), bangla=_loaded(data, BANGLA))


def _loaded(data: Path, languages: str) -> Any:
    try:
        api = tesserocr.PyTessBaseAPI(path=str(data), lang=languages, psm=BLOCK)
    except RuntimeError as error:
        raise OcrMissingError(f"Tesseract cannot read the data in {data}: {error}") from error
    api.SetVariable("debug_file", os.devnull)
    api.SetVariable("tessedit_do_invert", "0")  # pictures come dark on light; trying the other way doubles the time
    return api


def numeral_of(api: Any, picture: Gray, dpi: float) -> Word | None:
    """Return the Bangla number that a picture of one word holds, read as nothing else; None where it holds none."""
    api.SetVariable("tessedit_char_whitelist", NUMERALS)
    try:
        readings = [
            [word for line in words_of(api, picture, dpi, mode) for word in line] for mode in (WORD, LINE)
        ]  # a figure is surest as a word, one with a dari as a line
    finally:
        api.SetVariable("tessedit_char_whitelist", "")
    numbers = [words[0] for words in readings if len(words) == 1 and any("০" <= one <= "৯" for one in words[0].text)]
    return max(numbers, key=lambda word: word.confidence, default=None)


def words_of(api: Any, picture: Gray, dpi: float, mode: int) -> list[list[Word]]:
    """Return the lines of words that Tesseract reads in `picture`, dark on light, in its own reading order."""
    framed = cv2.copyMakeBorder(picture, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=255)
    height, width = framed.shape
    api.SetPageSegMode(mode)
    api.SetImageBytes(framed.tobytes(), width, height, 1, width)
    api.SetSourceResolution(round(dpi))
    lines: list[list[Word]] = []
    if not api.Recognize():
        return lines
    found = api.GetIterator()
    if found is None:
        return lines
    level = tesserocr.RIL.WORD
    for piece in tesserocr.iterate_level(found, level):
        if piece.Empty(level):
            continue
        if not lines or piece.IsAtBeginningOf(tesserocr.RIL.TEXTLINE):
            lines.append([])
        text = piece.GetUTF8Text(level).strip()
        box = piece.BoundingBox(level)
        if text and box:
            x0, top, x1, bottom = (value - MARGIN for value in box)
            confidence = max(0.0, min(1.0, piece.Confidence(level) / 100))
            lines[-1].append(Word(text=text, x0=x0, top=top, x1=x1, bottom=bottom, confidence=confidence))
    return [line for line in lines if line]
