"""Reading regions of a page picture: where ink is, what OCR makes of it, and what it left out."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.scan.ocr import BLOCK, LINE, Engine, Word, words_of
from extractors.scan.ocr_doubts import numeral, without_noise
from extractors.scan.picture import Gray

INK = 150  # gray level; paper is 255
DOT = 0.028  # inches: the dot of র in print of 9 points and more is no larger than this …
BESIDE = 0.04  # … and no farther from its letter
COLON = 0.085  # inches from dot to dot
GRAIN = 0.012  # inches: no dot is as small
LETTER = 0.033  # inches: a letter has at least one part as large
EDGE = 0.06  # inches beside an upright rule, where no letter stands
RULE = 0.03  # inches: what is left of a rule is no wider
LINE_HEIGHT = 0.24  # inches: what is lower holds one line of text
NUMBER = 0.25  # inches: two figures with a dari are no wider
PADDING = 2  # pixels kept around ink


def without_specks(gray: Gray, dpi: float) -> Gray:
    """Return the page without dust: specks as small as the dot of a letter that have no letter beside them."""
    ink = (gray < 200).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    size = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    small = size <= DOT * dpi
    small[0] = False
    reach = 2 * round(BESIDE * dpi) + 1
    beside = cv2.dilate(ink & ~small[labels], np.ones((reach, reach), np.uint8))
    near = np.zeros(len(stats), bool)
    near[np.unique(labels[(beside > 0) & (ink > 0)])] = True
    dust = (small & ~near & ~_in_colons(labels, small, dpi)) | (size <= GRAIN * dpi)
    dust[0] = False
    clean = gray.copy()
    clean[dust[labels]] = 255
    return clean


def _in_colons(labels: NDArray[np.int32], small: NDArray[np.bool_], dpi: float) -> NDArray[np.bool_]:
    """Return which specks stand in pairs, one above the other: offices set a colon apart from its label."""
    dots = small[labels].astype(np.uint8)
    _, columns = cv2.connectedComponents(
        cv2.morphologyEx(dots, cv2.MORPH_CLOSE, np.ones((round(COLON * dpi), 1), np.uint8))
    )
    pairs = np.unique(np.stack([columns[dots > 0], labels[dots > 0]]), axis=1)
    _, first, members = np.unique(pairs[0], return_inverse=True, return_counts=True)
    colon = np.zeros(len(small), bool)
    colon[pairs[1][members[first] == 2]] = True
    return colon


def without_edges(gray: Gray, dpi: float) -> Gray:
    """Return a cell without what is left of its upright rules: thin strokes beside its edges."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats((gray < 200).astype(np.uint8), connectivity=8)
    left, width, height = (stats[:, side] for side in (cv2.CC_STAT_LEFT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT))
    # At the right a dari may end a line, but not as close to the rule.
    beside = (left + width <= EDGE * dpi) | (left >= gray.shape[1] - EDGE / 2 * dpi)
    rest = beside & (width <= RULE * dpi) & (height >= 2 * RULE * dpi)
    rest[0] = False
    if not rest.any():
        return gray
    clean = gray.copy()
    clean[rest[labels]] = 255
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


def read_region(ocr: Engine, gray: Gray, dpi: float) -> list[list[Word]] | None:
    """Return the lines of words in a region, from top to bottom, in its pixels; None where it holds no ink.

    Tesseract drops whole lines now and then, without a word: rows of ink under none of its words are read again
    by themselves.
    """
    box = ink_box(gray, dpi)
    if box is None:
        return None
    left, top, right, bottom = box
    crop = gray[top:bottom, left:right]
    if bottom - top < LINE_HEIGHT * dpi:
        lines = words_of(ocr.both, crop, dpi, LINE) or words_of(ocr.both, crop, dpi, BLOCK)
    else:
        lines = words_of(ocr.both, crop, dpi, BLOCK)
        for start, end in _unread(crop, lines, dpi):
            lines += [_moved(line, 0, start) for line in words_of(ocr.both, crop[start:end], dpi, LINE)]
    small = right - left < NUMBER * dpi and bottom - top < LINE_HEIGHT * dpi
    if small and (number := numeral(ocr, crop, lines, dpi)):
        lines = [[number]]
    lines = [sure for line in lines if (sure := without_noise(ocr, crop, line, dpi))]
    lines.sort(key=lambda line: sum(word.top + word.bottom for word in line) / len(line))
    return [_moved(line, left, top) for line in lines]


def _moved(line: Sequence[Word], across: float, down: float) -> list[Word]:
    return [
        replace(word, x0=word.x0 + across, top=word.top + down, x1=word.x1 + across, bottom=word.bottom + down)
        for word in line
    ]


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
