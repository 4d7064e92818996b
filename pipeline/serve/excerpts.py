"""The part of a source that a decision stands in: a picture cut from the page, or the table row or paragraphs as text.

These functions run in a process that may be ended: sources are files of strangers.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from extractors import extract
from extractors.document import Document, Paragraph, Table
from extractors.options import Options
from pipeline.page_picture import page_image
from pipeline.serve.source_files import Stored, content_of

MARGIN = 3.0  # points around the cell: its rules, and no letter of its neighbours
FRAME = (200, 30, 45)
LEAST = 8  # pixels of a picture's side
LETTERS = 20_000  # of one cell or paragraph
OPTIONS = Options(office_seconds=40.0)
_LOCATOR = re.compile(r"(table|paragraph) (\d+)(?: row (\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a decision stands: the file by its digest and places, and the place within."""

    digest: str
    places: tuple[Stored, ...]
    form: str
    by_ocr: bool
    page: int | None
    box: tuple[float, float, float, float] | None
    locator: str


def cell_picture(spot: Spot) -> bytes:
    """Return the cell, cut from the page, as PNG; the whole page where the cell is not known.

    Raises:
        SourceGoneError: the file is not there any more.
        ExtractionError: the page cannot be drawn.
    """
    picture, scale = _page(spot)
    if spot.box is not None:
        x0, top, x1, bottom = spot.box
        around = ((x0 - MARGIN) * scale, (top - MARGIN) * scale, (x1 + MARGIN) * scale, (bottom + MARGIN) * scale)
        left, upper = max(0, round(around[0])), max(0, round(around[1]))
        right, lower = min(picture.width, round(around[2])), min(picture.height, round(around[3]))
        if right - left >= LEAST and lower - upper >= LEAST:
            picture = picture.crop((left, upper, right, lower))
    return _saved(picture, "PNG")


def whole_page(spot: Spot) -> bytes:
    """Return the page as JPEG, with a frame around the cell.

    Raises:
        SourceGoneError: the file is not there any more.
        ExtractionError: the page cannot be drawn.
    """
    picture, scale = _page(spot)
    if spot.box is not None:
        x0, top, x1, bottom = (edge * scale for edge in spot.box)
        box = (x0 - 4, top - 4, max(x1, x0) + 4, max(bottom, top) + 4)
        ImageDraw.Draw(picture).rectangle(box, outline=FRAME, width=4)
    return _saved(picture, "JPEG")


def excerpt(spot: Spot) -> bytes:
    """Return the table row with the table's head, or the paragraph with those around it, as JSON.

    It is an object: `rows` of cells, or `paragraphs`; `here` counts from 0 which of them it is. Both are empty where
    the place is not found again.

    Raises:
        SourceGoneError: the file is not there any more.
        ExtractionError: it cannot be read any more.
    """
    document = extract(content_of(spot.places, spot.digest, OPTIONS), OPTIONS)
    return json.dumps(_found(document, spot.locator), ensure_ascii=False).encode()


def _found(document: Document, locator: str) -> dict[str, object]:
    match = _LOCATOR.fullmatch(locator)
    kind, number, row = match.groups() if match else ("", "0", None)
    place = int(number) - 1
    if kind == "table" and row:
        tables = [block for block in document.blocks if isinstance(block, Table)]
        if 0 <= place < len(tables) and 0 < int(row) <= len(tables[place].rows):
            return _row(tables[place], int(row) - 1)
    elif kind == "paragraph":
        paragraphs = [block.text[:LETTERS] for block in document.blocks if isinstance(block, Paragraph)]
        if 0 <= place < len(paragraphs):
            first = max(0, place - 1)
            return {"paragraphs": paragraphs[first : place + 3], "here": place - first}
    return {}


def _row(table: Table, row: int) -> dict[str, object]:
    heads = [index for index, cells in enumerate(table.rows[:row]) if any(cell and cell.is_head for cell in cells)]
    shown = [*(heads[:3] or range(min(row, 1))), row]
    return {"rows": [_texts(table.rows[index]) for index in shown], "here": len(shown) - 1}


def _texts(cells: Sequence[object]) -> list[str]:
    return [getattr(cell, "text", "")[:LETTERS] for cell in cells]


def _page(spot: Spot) -> tuple[Image.Image, float]:
    data = content_of(spot.places, spot.digest, OPTIONS)
    return page_image(data, spot.form, spot.page or 1, OPTIONS, by_ocr=spot.by_ocr)


def _saved(picture: Image.Image, form: str) -> bytes:
    output = BytesIO()
    picture.save(output, form, optimize=True, **({"quality": 75} if form == "JPEG" else {}))
    return output.getvalue()
