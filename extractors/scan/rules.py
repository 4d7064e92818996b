"""Straight rules in the picture of a page.

Bangla letters hang from a headline (matra) that the usual search for long level runs of ink takes for a rule. Rules
differ in two ways: nothing hangs from them, and they are longer than any headline or go on from one that is.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.scan.picture import Gray

THICK = 0.026  # inches: the thickest rule, about 2 points
LETTER = 0.30  # inches: no stretch of a letter is as long and thin, up to type of 20 points
LONG = 1.0  # inches: no headline is as long without a stem
WIDE = 2.5  # inches: nor is one in a copy that lost the stems
PIECE = 0.1  # inches: what is left of a rule between two letters that touch it
GAP = 0.22  # inches: a rule that a stamp, a fold or text interrupts goes on
LONG_PIECE, LONG_GAP = 0.85, 0.8  # inches: pieces of faint rules as long go on over larger gaps
NEAR = 0.035  # inches by which pieces of a rule on a folded or bent page lie higher or lower
CROSSING = 9  # pixels around a rule that belong to neither way where two cross
PAPER = 0.12  # inches: strokes are narrower, shading is not
CONTRAST = 48  # gray levels, of 255, between a weakly copied rule and its paper


@dataclass(slots=True)
class Stroke:
    """A straight piece of a rule: `at` across it, `start` and `end` along it."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """How long it is."""
        return self.end - self.start


def masks(gray: Gray, dpi: float, shortest: float) -> tuple[Gray, Gray, Gray]:
    """Return the pixels of level and of upright rules, no piece of them shorter than `shortest` inches.

    The third picture holds the level rules alone that are wider than any headline, whatever is left of its stems.
    """
    turned = np.ascontiguousarray(gray.T)
    # A rule is cut to pieces where others cross it, since ink goes on there: each way is helped by the other's rules.
    across, down = thin_ink(gray, dpi), thin_ink(turned, dpi)
    whole = _whole_rules(across, dpi, LONG)
    wide = _whole_rules(across, dpi, WIDE)
    upright = long_stretches(down, whole.T, shortest * dpi)
    level = cv2.bitwise_or(whole, long_stretches(across, _whole_rules(down, dpi, LONG / 2).T, shortest * dpi))
    return level * 255, np.ascontiguousarray(upright.T) * 255, wide * 255


def thin_ink(gray: Gray, dpi: float) -> Gray:
    """Return the ink (1) that is no higher than a rule is thick.

    Headlines have stems hanging from them: where ink goes on across the stroke, it is no rule. Ink is what is darker
    than the paper around it, which may be the shading of a head row.
    """
    wide = round(PAPER * dpi) | 1
    paper = cv2.morphologyEx(gray, cv2.MORPH_CLOSE, np.ones((wide, wide), np.uint8))
    smooth = cv2.GaussianBlur(gray, (9, 1), 0)
    ink = (cv2.subtract(paper, smooth) > CONTRAST).astype(np.uint8)
    broad = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(3, round(THICK * dpi)) + 2, 1), np.uint8))
    thin: Gray = ink & ~broad & 1
    return thin


def _whole_rules(thin: Gray, dpi: float, longest: float) -> Gray:
    """Return the rules in thin ink that have a stretch of more than `longest` inches, from end to end.

    Stretches as short as a narrow column belong to a rule where they go on from a long one; elsewhere they may be
    headlines.
    """
    bridge = np.ones((3, 2 * CROSSING + 1), np.uint8)
    certain = cv2.morphologyEx(long_stretches(thin, None, LETTER * dpi), cv2.MORPH_CLOSE, bridge)
    certain = cv2.morphologyEx(certain, cv2.MORPH_OPEN, np.ones((1, round(longest * dpi)), np.uint8))
    pieces = cv2.morphologyEx(long_stretches(thin, None, PIECE * dpi), cv2.MORPH_CLOSE, bridge)
    count, labels = cv2.connectedComponents(pieces, connectivity=8)
    whole = np.zeros(count, np.uint8)
    whole[np.unique(labels[certain > 0])] = 1
    whole[0] = 0
    rules: Gray = whole[labels]
    return rules


def long_stretches(thin: Gray, crossing: Gray | None, shortest: float) -> Gray:
    """Return the stretches of thin ink that are at least `shortest` pixels long, whole across the rules that cross."""
    if crossing is not None:
        thin = cv2.bitwise_or(thin, cv2.dilate(crossing, np.ones((CROSSING, CROSSING), np.uint8)))
    # A slope of a pixel in every half inch is left after straightening.
    thin = cv2.morphologyEx(thin, cv2.MORPH_CLOSE, np.ones((3, 5), np.uint8))
    long: Gray = cv2.morphologyEx(thin, cv2.MORPH_OPEN, np.ones((1, round(shortest)), np.uint8))
    return long


def level_rules(gray: Gray, dpi: float) -> list[tuple[float, float, float]]:
    """Return the level rules of a page as (y, left, right) in pixels, longer ones than words alone."""
    mask = _whole_rules(thin_ink(gray, dpi), dpi, LONG) * 255
    return [(rule.at, rule.start, rule.end) for rule in strokes(mask, dpi, level=True)]


def strokes(mask: Gray, dpi: float, *, level: bool) -> list[Stroke]:
    """Return the strokes of a mask, pieces that follow one another on one line put together."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    pieces = []
    for (x, y, width, height, _), (middle_x, middle_y) in zip(stats[1:], centres[1:], strict=True):
        if level:
            pieces.append(Stroke(float(middle_y), float(x), float(x + width)))
        else:
            pieces.append(Stroke(float(middle_x), float(y), float(y + height)))
    near, gap = NEAR * dpi, GAP * dpi
    pieces.sort(key=lambda piece: piece.start)
    joined: list[Stroke] = []
    for piece in pieces:
        for other in joined:
            both_long = level and min(piece.length, other.length) >= LONG_PIECE * dpi
            if abs(other.at - piece.at) <= near and piece.start - other.end <= (LONG_GAP * dpi if both_long else gap):
                weight = other.length + piece.length
                other.at = (other.at * other.length + piece.at * piece.length) / weight
                other.end = max(other.end, piece.end)
                break
        else:
            joined.append(piece)
    return joined
