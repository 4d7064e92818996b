"""Pages of a PDF as pictures, read by OCR."""

from importlib import import_module

import pypdfium2
from pypdfium2 import PdfDocument

from extractors.document import Block
from extractors.errors import LimitExceededError, OcrMissingError
from extractors.options import Options

DPI = 300.0  # measured: cells read better than at 200 in fonts with fine strokes
LOWEST_DPI = 100.0  # below it Bangla conjuncts cannot be told apart


def read_picture(document: PdfDocument, index: int, options: Options) -> list[Block]:
    """Return what OCR reads on page `index` (from 0), with places in points.

    Raises:
        OcrMissingError: OCR is not installed.
        LimitExceededError: the page is too large for a picture within `options.max_pixels`.
    """
    try:
        scan = import_module("extractors.scan")
    except ImportError as error:
        raise OcrMissingError(str(error)) from error
    page = document[index]
    try:
        width, height = page.get_size()
        dpi = min(DPI, 72.0 * (options.max_pixels / max(1.0, width * height)) ** 0.5)
        if dpi < LOWEST_DPI:
            raise LimitExceededError(f"Page {index + 1} measures {width:.0f} by {height:.0f} points.")
        picture = page.render(scale=dpi / 72, rev_byteorder=True).to_numpy()
    except pypdfium2.PdfiumError as error:
        raise LimitExceededError(f"Page {index + 1} cannot be drawn: {error}") from error
    finally:
        page.close()
    blocks: list[Block] = scan.read_page_picture(picture, dpi, options, page=index + 1)
    return blocks
