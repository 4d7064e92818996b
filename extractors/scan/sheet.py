"""A scanned page made ready for reading: upright, straight, evenly lit, without stamps of coloured ink."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

from extractors.scan.picture import Gray

WORKING_DPI = 200.0  # measured: finer pictures read no better and take twice the time
FINEST = 3.0  # times: a picture as coarse as that holds no letters anyway
COLOURED = 14  # of 255, between the strongest and the weakest channel of ink
DARK = 140  # of 255, in the strongest channel: no shading that black letters stand on is darker
FILL = 0.12  # inches: the lowest row
TINTED = 12  # of 255, between the strongest and the weakest channel of paper
STROKE = 0.22  # inches: strokes of stamps and signatures are higher, letters are not
PRINTED = 0.35  # of the ink: a page with more colour is printed in it
STRIPS = 6  # across the page, in which slopes are measured
BANDS = 8  # down the page
STEEPEST = 0.09  # slope of a line, 5°; feeders and hands stay within it
EDGE = 0.04  # of a page's short side: shadows and holes stand there
SPECK = 75  # of an inch: nothing smaller than this square belongs to a letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Warp:
    """How the lines of a page run: the slope of level lines and how it changes down the page, the same of uprights."""

    level: float = 0.0
    level_change: float = 0.0
    upright: float = 0.0
    upright_change: float = 0.0

    def bent(self, x: Any, y: Any, width: float, height: float) -> tuple[Any, Any]:
        """Return where in the crooked picture a point of the straight one lies."""
        across, down = x - width / 2, y - height / 2
        return (
            x + down * (self.upright + self.upright_change * across),
            y + across * (self.level + self.level_change * down),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page ready for reading: gray, dark on white (255), and what leads back to the picture it was made from."""

    pixels: Gray
    dpi: float
    turns: int = 0  # quarter turns anticlockwise that made it upright
    scale: float = 1.0  # pixels of the sheet for one of the picture
    warp: Warp = Warp()

    def source(self, x: float, y: float) -> tuple[float, float]:
        """Return where in the picture (in its pixels) a point of the sheet was."""
        height, width = self.pixels.shape
        x, y = self.warp.bent(x, y, width, height)
        return _turned_back(x / self.scale, y / self.scale, width / self.scale, height / self.scale, self.turns)


def _turned_back(x: float, y: float, width: float, height: float, turns: int) -> tuple[float, float]:
    if turns == 1:
        return height - y, x
    if turns == 2:
        return width - x, height - y
    if turns == 3:
        return y, width - x
    return x, y


def plain_sheet(pixels: Gray, dpi: float) -> Sheet:
    """Return a page that was drawn by a program: it is straight and clean as it is."""
    return Sheet(pixels=pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dpi=dpi)


def sheet_of(pixels: Gray, dpi: float, turns: int | None = None) -> Sheet:
    """Return the scanned page `pixels` (gray or RGB) upright and straight, the paper white, at a working resolution.

    `turns` are the quarter turns anticlockwise that make it upright, where they are known.
    """
    scale = WORKING_DPI / dpi if abs(dpi - WORKING_DPI) > 0.2 * WORKING_DPI or dpi < WORKING_DPI else 1.0
    scale = min(scale, FINEST)
    if scale != 1.0:
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=way)
    pixels = without_dark_fills(pixels, dpi * scale)
    gray = without_colour(pixels, dpi * scale) if pixels.ndim == 3 else evenly_lit(pixels, dpi * scale)
    turns = quarter_turns(gray, dpi * scale) if turns is None else turns
    gray = np.ascontiguousarray(np.rot90(gray, turns))
    warp = warp_of(gray, dpi * scale)
    return Sheet(pixels=straightened(gray, warp), dpi=dpi * scale, turns=turns, scale=scale, warp=warp)


def without_dark_fills(pixels: Gray, dpi: float) -> Gray:
    """Return a page with its dark areas inverted, where head rows have light letters on a dark ground.

    Shadows at the edge of the page are left alone.
    """
    gray = pixels if pixels.ndim == 2 else pixels.max(axis=2)
    dark = (gray < DARK).astype(np.uint8)
    letters, least = round(STROKE / 2 * dpi), round(FILL * dpi)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((letters // 4, letters // 4), np.uint8))
    if not solid.any():
        return pixels
    areas = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((letters, letters), np.uint8))
    areas = cv2.morphologyEx(areas, cv2.MORPH_OPEN, np.ones((least, 4 * least), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(areas, connectivity=8)
    height, width = gray.shape
    inverted = pixels.copy()
    for label in range(1, count):
        x, y, across, down, _ = boxes[label]
        area = labels[y : y + down, x : x + across] == label
        if min(x, y) <= least or x + across >= width - least or y + down >= height - least:
            continue
        if dark[y : y + down, x : x + across][area].mean() < 0.5:
            continue
        part = inverted[y : y + down, x : x + across]
        part[area] = 255 - part[area]
    return inverted


def without_colour(pixels: Gray, dpi: float) -> Gray:
    """Return an RGB page as gray, the paper at 255, with stamps and signatures of coloured ink taken out.

    Coloured marks whose strokes are larger than letters are taken for such; coloured lines of text are kept, and so is
    everything on a page that is printed in colour.
    """
    lit = np.dstack([evenly_lit(np.ascontiguousarray(pixels[..., channel]), dpi) for channel in range(3)])
    gray: Gray = cv2.cvtColor(lit, cv2.COLOR_RGB2GRAY)
    strongest, weakest = lit.max(axis=2), lit.min(axis=2)
    tint = cv2.GaussianBlur(_off_paper(pixels, strongest - weakest), (3, 3), 0)
    coloured = ((tint > COLOURED) & (weakest < 225)).astype(np.uint8)
    if not coloured.any() or coloured.sum() > PRINTED * (gray < 150).sum():
        return gray
    reach = round(0.05 * dpi)
    _, groups, boxes, _ = cv2.connectedComponentsWithStats(cv2.dilate(coloured, np.ones((reach, reach), np.uint8)))
    strokes = cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((reach // 2 + 1, reach // 2 + 1), np.uint8))
    _, stroke, sizes, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    tall = (sizes[:, cv2.CC_STAT_HEIGHT] > STROKE * dpi)[stroke]
    for label, (x, y, width, height, _) in enumerate(boxes[1:], 1):
        if height < STROKE * dpi:
            continue
        part = np.s_[y : y + height, x : x + width]
        ink = (groups[part] == label) & (coloured[part] > 0)
        if (ink & tall[part]).sum() < 0.5 * ink.sum():
            continue
        tone = strongest[part]
        own = float(np.median(tone[ink]))
        # Black shows through translucent ink: what is much darker than the ink's own tone is text below it.
        below = tone < own - 45 if own > 110 else np.zeros_like(ink)
        edge = cv2.dilate(ink.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        gray[part][edge & ~below & ((tint[part] > COLOURED // 2) | ink)] = 255
    return gray


def _off_paper(pixels: Gray, tint: Gray) -> Gray:
    """Return how far each pixel is from the colours of black ink on the paper; `tint` where the paper is white.

    JPEG keeps colour at half the resolution, so that thin black strokes on coloured paper have some of its colour.
    """
    sample = pixels[::5, ::5].reshape(-1, 3).astype(np.float32)
    paper = np.median(sample[sample.sum(axis=1) >= np.median(sample.sum(axis=1))], axis=0)
    hue = paper - paper.mean()
    if np.ptp(paper) < TINTED:
        return tint
    colour = pixels.astype(np.float32)
    colour -= colour.mean(axis=2, keepdims=True)
    share = np.clip(colour @ (hue / (hue @ hue)).astype(np.float32), 0.0, 1.0)
    colour -= share[..., None] * hue
    off: Gray = np.clip(colour.max(axis=2) - colour.min(axis=2), 0, 255).astype(np.uint8)
    return off


def evenly_lit(gray: Gray, dpi: float) -> Gray:
    """Return the page with its paper at 255 everywhere, whatever shadows and folds lay on it."""
    small = cv2.resize(gray, None, fx=50 / dpi, fy=50 / dpi, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 9)
    paper = cv2.resize(paper, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    sample = gray[::7, ::7].astype(np.float32)
    grain = float(np.median(np.abs(sample - np.median(sample))))
    lit: Gray = cv2.divide(gray, np.maximum(paper, 40), scale=255 + min(20.0, grain))
    return lit


def quarter_turns(gray: Gray, dpi: float) -> int:
    """Return how many quarter turns anticlockwise make the page upright.

    Lines of text make a sharp profile across their direction. Bangla letters hang from a headline, so the profile of
    an upright line rises faster, going down, than it falls.
    """
    small = cv2.resize(gray, None, fx=100 / dpi, fy=100 / dpi, interpolation=cv2.INTER_AREA)
    ink = (small < 160).astype(np.float32)
    rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, 60), np.uint8)) + cv2.morphologyEx(
        ink, cv2.MORPH_OPEN, np.ones((60, 1), np.uint8)
    )
    ink[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 0
    if min(ink.shape) < 250:
        return 0  # a cutting: too few lines to tell
    edge = round(EDGE * min(ink.shape))
    ink = ink[edge:-edge, edge:-edge]
    sharpness, lean = [], []
    for page in (ink, np.rot90(ink)):
        strips = np.array_split(page, 8, axis=1)
        rises = np.concatenate([np.diff(strip.mean(axis=1)) for strip in strips])
        sharpness.append(float(np.square(rises).sum()))
        lean.append(float((rises**3).sum() / max(1e-9, (np.abs(rises) ** 3).sum())))
    # The shadow of an edge, or a page of few lines, can be the sharper way; letters hang from lines in one way only.
    turned = sharpness[1] > 1.15 * sharpness[0] and abs(lean[1]) > abs(lean[0])
    upside_down = lean[turned] < -0.15
    return int(turned) + 2 * int(upside_down)


def warp_of(gray: Gray, dpi: float) -> Warp:
    """Return how level lines (of text or of tables) and upright rules run on a page."""
    factor = 100 / dpi
    small = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = (small < 170).astype(np.float32)
    level, level_change = _slopes(ink)
    tall = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8))
    tall = cv2.morphologyEx(cv2.dilate(tall, np.ones((1, 3), np.uint8)), cv2.MORPH_OPEN, np.ones((28, 1), np.uint8))
    upright, upright_change = _slopes(np.ascontiguousarray(np.minimum(tall, ink).T), sparse=True)
    if upright == 0.0 and upright_change == 0.0:
        upright = -level  # a page that was only turned
    # Slopes are ratios; their change counts in pixels of this picture.
    return Warp(
        level=level, level_change=level_change * factor, upright=upright, upright_change=upright_change * factor
    )


def _slopes(ink: Any, *, sparse: bool = False) -> tuple[float, float]:
    """Return the slope of level lines at the middle of the page, and its change for every pixel further down.

    In each strip and band of the page the best slope is the one whose profile is sharpest.
    """
    height, width = ink.shape
    slopes = np.linspace(-STEEPEST, STEEPEST, 91)
    edges = np.linspace(0, height, BANDS + 1).astype(int)
    found = []
    for strip in np.array_split(np.arange(width), STRIPS):
        part = np.ascontiguousarray(ink[:, strip[0] : strip[-1] + 1])
        middle = part.shape[1] / 2
        energy = np.zeros((len(slopes), BANDS))
        for index, slope in enumerate(slopes):
            shear = np.array([[1, 0, 0], [slope, 1, -slope * middle]], np.float32)
            # Blending pixels would blunt every profile but the one of slope 0.
            moved = cv2.warpAffine(part, shear, (part.shape[1], height), flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP)
            steps = np.square(np.diff(moved.sum(axis=1)))
            energy[index] = [steps[a:b].sum() for a, b in pairwise(edges)]
        for band in range(BANDS):
            column = energy[:, band]
            best, usual = column.max(), float(np.median(column))
            if best > 40 and best > (1.6 if sparse else 1.25) * usual:
                near = column > 0.5 * (best + usual)
                slope = float((slopes * column * near).sum() / (column * near).sum())
                found.append((slope, (edges[band] + edges[band + 1]) / 2 - height / 2, best - usual))
    if len(found) < 3:
        return 0.0, 0.0
    return _line_through(np.array(found))


def _line_through(points: Any) -> tuple[float, float]:
    """Return value and change of the line through points (value, place, weight), those far off left aside."""
    values, places, weights = points.T
    weights = np.sqrt(weights)
    kept = np.abs(values - np.median(values)) < 0.02
    value = change = 0.0
    for _ in range(4):
        if kept.sum() < 3:
            return float(np.median(values)), 0.0
        spread = float(np.ptp(places[kept]))
        design = np.stack([np.ones(int(kept.sum())), places[kept] if spread else np.zeros(int(kept.sum()))], axis=1)
        root = np.sqrt(weights[kept])
        solved = np.linalg.lstsq(design * root[:, None], values[kept] * root, rcond=None)[0]
        value, change = float(solved[0]), float(solved[1])
        kept = np.abs(values - value - change * places) < 0.005
    return value, change


def straightened(gray: Gray, warp: Warp) -> Gray:
    """Return the page with its lines level and its uprights upright."""
    if (
        max(abs(warp.level), abs(warp.upright)) < 0.0008
        and max(abs(warp.level_change), abs(warp.upright_change)) < 5e-7
    ):
        return gray
    height, width = gray.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    source_x, source_y = warp.bent(x, y, width, height)
    straight: Gray = cv2.remap(
        gray,
        source_x.astype(np.float32),
        source_y.astype(np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )
    return straight
