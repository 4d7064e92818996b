"""A page as a picture, with the boxes that were read: what the reader saw, for a person to check.

Coordinates of a document are points from the page's top left corner, so one factor leads from them to pixels.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont
from pypdfium2 import PdfDocument, PdfiumError, PdfPage
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

from extractors.document import Box, Document, Paragraph
from extractors.errors import CorruptFileError, LimitExceededError
from extractors.options import Options

POINTS = 72.0  # to the inch
WIDTH = 1400  # pixels of the picture: letters of 10 points can be read
LARGEST_SCALE = 4.0  # pixels to the point
LABEL, LEGEND = 15, 22  # pixels: height of a label's letters, of a line of the legend
UNSURE, DOUBTFUL = 0.6, 0.8  # OCR confidence below which a label is red, or amber
COLOURS = {
    "paragraph": (25, 95, 200),
    "heading": (135, 40, 175),
    "list_item": (0, 130, 130),
    "table": (190, 30, 45),
    "cell": (20, 130, 50),
    "head cell": (205, 105, 0),
    "furniture": (130, 130, 130),
}
PAPER, INK, RED, AMBER = (255, 255, 255), (30, 30, 30), (190, 20, 30), (200, 130, 0)

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A box that was read: its kind, and the label that tells it from others of its kind."""

    kind: str
    box: Box
    label: str
    confidence: float | None = None


def marks_of(document: Document, page: int) -> list[Mark]:
    """Return the boxes of one page. Paragraphs and tables are numbered as `show --blocks` numbers them."""
    marks: list[Mark] = []
    paragraphs = tables = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            paragraphs += 1
            if block.page == page and block.box is not None:
                marks.append(Mark(kind=block.kind, box=block.box, label=f"{paragraphs}", confidence=block.confidence))
            continue
        tables += 1
        cells = [(cell, cell.box) for cell in block.cells() if cell.page == page and cell.box is not None]
        if cells:
            marks.append(Mark(kind="table", box=_around([box for _, box in cells]), label=f"table {tables}"))
        for cell, box in cells:
            kind = "head cell" if cell.is_head else "cell"
            label = f"r{cell.row + 1} c{cell.column + 1}{_span(cell.row_span, cell.column_span)}"
            marks.append(Mark(kind=kind, box=box, label=label, confidence=cell.confidence))
    marks += (
        Mark(kind="furniture", box=line.box, label="")
        for line in document.furniture
        if line.page == page and line.box is not None
    )
    return marks


def draw_page(data: bytes, document: Document, page: int, options: Options) -> Image.Image:
    """Return a picture of `page` (from 1) of the file `data`, with what `document` holds of it and a legend below.

    Raises:
        ValueError: the format has no pages, or not so many.
        CorruptFileError: the page cannot be drawn.
        LimitExceededError: the page's own picture is larger than the bounds allow.
    """
    if document.format not in ("pdf", "image") or not document.pages:
        raise ValueError(f"a file of the format {document.format} has no pages to draw")
    if not 1 <= page <= document.pages:
        raise ValueError(f"there is no page {page}; the file has {document.pages}")
    marks = marks_of(document, page)
    by_ocr = any(mark.confidence is not None for mark in marks)
    picture, scale = page_image(data, document.format, page, options, by_ocr=by_ocr)
    _draw(picture, marks, scale)
    return _with_legend(picture, [*_told(document, page), *_counted(marks)])


def page_image(data: bytes, form: str, page: int, options: Options, *, by_ocr: bool) -> tuple[Image.Image, float]:
    """Return `page` (from 1) of a PDF or picture as its reader saw it, and the pixels to a point of its boxes.

    Raises:
        CorruptFileError: the page cannot be drawn.
        LimitExceededError: the page's own picture is larger than the bounds allow.
    """
    return _image_page(data, page, options) if form == "image" else _pdf_page(data, page, as_shown=by_ocr)


def _around(boxes: list[Box]) -> Box:
    return Box(
        x0=min(box.x0 for box in boxes),
        top=min(box.top for box in boxes),
        x1=max(box.x1 for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )


def _span(rows: int, columns: int) -> str:
    return f" ({rows}x{columns})" if rows > 1 or columns > 1 else ""


def _pdf_page(data: bytes, page: int, *, as_shown: bool) -> tuple[Image.Image, float]:
    """Return a page's picture and its pixels to the point.

    OCR reads a page as it is shown. A text layer is read with what is cropped, and upright whichever way the page lies.
    """
    turns = 0
    try:
        with closing(PdfDocument(data)) as document:
            if not as_shown:
                with closing(document[page - 1]) as sheet:
                    sheet.set_cropbox(*sheet.get_mediabox())
                    turns = _turns(sheet)
            with closing(document[page - 1]) as sheet:
                scale = min(LARGEST_SCALE, WIDTH / max(sheet.get_size()[turns % 2], 1.0))
                return sheet.render(scale=scale, rotation=90 * turns).to_pil().convert("RGB"), scale
    except PdfiumError as error:
        raise CorruptFileError(f"page {page} cannot be drawn: {error}") from error


def _turns(sheet: PdfPage) -> int:
    """Return how many quarters clockwise a page as it is shown has to be turned for most of its text to be upright."""
    ways: Counter[int] = Counter()
    for text in sheet.get_objects(filter=[FPDF_PAGEOBJ_TEXT]):
        across, up, *_ = text.get_matrix().get()
        if abs(across) >= abs(up):
            ways[0 if across >= 0 else 2] += 1
        else:
            ways[1 if up > 0 else 3] += 1
    quarters: int = sheet.get_rotation() // 90
    return (ways.most_common(1)[0][0] - quarters) % 4 if ways else 0


def _image_page(data: bytes, page: int, options: Options) -> tuple[Image.Image, float]:
    from extractors.scan.picture import pictures_of

    for number, picture in enumerate(pictures_of(data, options), 1):
        if number == page:
            if isinstance(picture, LimitExceededError):
                raise picture
            image = Image.fromarray(picture.pixels).convert("RGB")
            factor = WIDTH / image.width
            scaled = image.resize((WIDTH, max(1, round(image.height * factor))))
            return scaled, picture.dpi / POINTS * factor
    raise CorruptFileError(f"page {page} cannot be found again")


def _draw(picture: Image.Image, marks: list[Mark], scale: float) -> None:
    canvas = ImageDraw.Draw(picture, "RGBA")
    font = ImageFont.load_default(LABEL)
    for mark in marks:
        colour = COLOURS[mark.kind]
        box = mark.box
        corners = (box.x0 * scale, box.top * scale, max(box.x1, box.x0) * scale, max(box.bottom, box.top) * scale)
        canvas.rectangle(
            corners,
            outline=colour,
            width=4 if mark.kind == "table" else 2,
            fill=(*colour, 0 if mark.kind == "table" else 22),
        )
    for mark in marks:  # above all boxes
        label = mark.label if mark.confidence is None else f"{mark.label} {mark.confidence:.0%}".strip()
        if label:
            _draw_label(canvas, mark, label, scale, font)


def _draw_label(
    canvas: ImageDraw.ImageDraw,
    mark: Mark,
    label: str,
    scale: float,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
) -> None:
    """Write a label where it hides the fewest letters: beside a paragraph, low in a cell, above a table."""
    left, top, right, bottom = canvas.textbbox((0, 0), label, font=font)
    width, height = right - left + 6, bottom - top + 6
    box = mark.box
    if mark.kind == "table":
        x, y = box.x1 * scale - width, box.top * scale - height
    elif mark.kind in ("cell", "head cell"):
        x, y = box.x1 * scale - width, box.bottom * scale - height
    else:
        x, y = min(box.x1 * scale, WIDTH - width), box.top * scale
    x, y = max(0.0, x), max(0.0, y)
    canvas.rectangle((x, y, x + width, y + height), fill=(*_label_colour(mark), 215))
    canvas.text((x + 3 - left, y + 3 - top), label, fill=PAPER, font=font)


def _label_colour(mark: Mark) -> Colour:
    if mark.confidence is None or mark.confidence >= DOUBTFUL:
        return COLOURS[mark.kind]
    return RED if mark.confidence < UNSURE else AMBER


def _told(document: Document, page: int) -> Iterator[tuple[Colour | None, str]]:
    """Yield the lines of the legend that are about the page as a whole."""
    yield None, f"page {page} of {document.pages}, read as {document.route}, letters {document.encoding}"
    for finding in document.findings:
        if finding.page in (page, None):
            yield RED, f"{finding.severity}: {finding.code}"


def _counted(marks: list[Mark]) -> Iterator[tuple[Colour | None, str]]:
    """Yield a line of the legend for each kind of box."""
    for kind, colour in COLOURS.items():
        own = [mark for mark in marks if mark.kind == kind]
        if own:
            sure = [mark.confidence for mark in own if mark.confidence is not None]
            told = f", OCR confidence {sum(sure) / len(sure):.0%} on average, {min(sure):.0%} at worst" if sure else ""
            yield colour, f"{kind}: {len(own)}{told}"
    if not marks:
        yield RED, "nothing was read on this page"
    if any(mark.confidence is not None for mark in marks):
        yield AMBER, f"a label like this: OCR confidence below {DOUBTFUL:.0%}"
        yield RED, f"a label like this: OCR confidence below {UNSURE:.0%}"


def _with_legend(picture: Image.Image, lines: list[tuple[Colour | None, str]]) -> Image.Image:
    font = ImageFont.load_default(LABEL + 1)
    whole = Image.new("RGB", (picture.width, picture.height + LEGEND * (len(lines) + 1)), PAPER)
    whole.paste(picture, (0, 0))
    canvas = ImageDraw.Draw(whole)
    canvas.line((0, picture.height, picture.width, picture.height), fill=INK, width=2)
    for place, (colour, text) in enumerate(lines):
        top = picture.height + LEGEND // 2 + LEGEND * place
        if colour is not None:
            canvas.rectangle((12, top + 3, 34, top + LEGEND - 5), fill=colour)
        canvas.text((44, top), text, fill=INK, font=font)
    return whole
