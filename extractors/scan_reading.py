"""Reading regions of a page picture: where ink is, what OCR makes of it, and what it left out."""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from extractors.ocr import BLOCK, LINE, Word, words_of
from extractors.scan_picture import Gray

INK = 150  # gray level; paper is 255
SPECK = 0.018  # inches: dust is smaller across, the dot of র is not
LETTER = 0.033  # inches: a letter has at least one part as large
LINE_HEIGHT = 0.24  # inches: what is lower holds one line of text
PADDING = 2  # pixels kept around ink


def without_specks(gray: Gray, dpi: float) -> Gray:
    """Return the page without specks of dust."""
    ink = (gray < 200).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    largest = SPECK * dpi
    small = (stats[:, cv2.CC_STAT_WIDTH] <= largest) & (stats[:, cv2.CC_STAT_HEIGHT] <= largest)
    small[0] = False
    clean = gray.copy()
    clean[small[labels]] = 255
    return clean


def ink_box(gray: Gray, dpi: float) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of the letters in a region; None where it holds none."""
    if gray.size == 0:
        return None
    count, _, stats, _ = cv2.connectedComponentsWithStats((gray < INK).astype(np.uint8), connectivity=8)
    letter = LETTER * dpi
    boxes = [tuple(int(value) for value in row[:4]) for row in stats[1:count]]
    if not any(max(width, height) >= letter for _, _, width, height in boxes):
        return None
    height, width = gray.shape
    return (
        max(0, min(x for x, _, _, _ in boxes) - PADDING),
        max(0, min(y for _, y, _, _ in boxes) - PADDING),
        min(width, max(x + w for x, _, w, _ in boxes) + PADDING),
        min(height, max(y + h for _, y, _, h in boxes) + PADDING),
    )


def read_region(api: Any, gray: Gray, dpi: float) -> list[list[Word]] | None:
    """Return the lines of words in a region, from top to bottom, in its pixels; None where it holds no ink.

    Tesseract drops whole lines now and then, without a word: rows of ink under none of its words are read again
    by themselves.
    """
    box = ink_box(gray, dpi)
    if box is None:
        return None
    left, top, right, bottom = box
    crop = gray[top:bottom, left:right]
    mode = LINE if bottom - top < LINE_HEIGHT * dpi else BLOCK
    lines = words_of(api, crop, dpi, mode)
    if mode == BLOCK or not lines:
        for start, end in _unread(crop, lines, dpi):
            again = words_of(api, crop[start:end], dpi, LINE)
            lines += [[_moved(word, 0, start) for word in line] for line in again]
    lines.sort(key=lambda line: sum(word.top + word.bottom for word in line) / len(line))
    return [[_moved(word, left, top) for word in line] for line in lines]


def _moved(word: Word, across: float, down: float) -> Word:
    return Word(
        text=word.text,
        x0=word.x0 + across,
        top=word.top + down,
        x1=word.x1 + across,
        bottom=word.bottom + down,
        confidence=word.confidence,
    )


def _unread(crop: Gray, lines: Sequence[Sequence[Word]], dpi: float) -> list[tuple[int, int]]:
    """Return the bands of rows (start, end) that hold ink and no word."""
    ink = (crop < INK).sum(axis=1)
    words = [word for line in lines for word in line]
    covered = np.zeros(len(ink), bool)
    for word in words:
        covered[max(0, round(word.top) - PADDING) : max(0, round(word.bottom) + PADDING)] = True
    open_rows = (ink > 0) & ~covered
    bands: list[tuple[int, int]] = []
    start: int | None = None
    for row in range(len(open_rows) + 1):
        is_open = row < len(open_rows) and bool(open_rows[row])
        if is_open and start is None:
            start = row
        elif not is_open and start is not None:
            # Signs above and below letters stick out of the boxes of words; a line of text is higher.
            if row - start >= 0.07 * dpi and ink[start:row].sum() >= 0.08 * dpi * (row - start):
                bands.append((max(0, start - PADDING), min(len(ink), row + PADDING)))
            start = None
    return bands
