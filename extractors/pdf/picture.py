"""Pages of a PDF as pictures, read by OCR."""

from collections.abc import Sequence
from contextlib import closing

from pypdfium2 import PdfDocument, PdfiumError, PdfPage
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from extractors.document import Block, Finding
from extractors.errors import CorruptFileError, LimitExceededError, OcrMissingError
from extractors.options import Options
from extractors.pdf.tables import Grid
from extractors.scan.reader import read_page

DPI = 300.0  # measured: cells read better than at 200 in fonts with fine strokes
COARSEST_DPI, FINEST_DPI = 150.0, 400.0  # of a scan that is drawn at its own resolution
LOWEST_DPI = 100.0  # below it Bangla conjuncts cannot be told apart


def read_picture(
    document: PdfDocument, index: int, options: Options, grids: Sequence[Grid] | None
) -> tuple[list[Block], list[Finding]]:
    """Return what OCR reads on page `index` (from 0), with places in points, and what it noticed.

    `grids` are the tables of a page that a program drew; None stands for a scan, whose tables have to be found.

    Raises:
        OcrMissingError: OCR is not installed.
        CorruptFileError: the page cannot be drawn.
        LimitExceededError: the page is too large for a picture within `options.max_pixels`.
    """
    try:
        with closing(document[index]) as page:
            width, height = page.get_size()
            dpi = _scanned_at(page, width) if grids is None else DPI
            dpi = min(dpi, 72.0 * (options.max_pixels / max(1.0, width * height)) ** 0.5)
            if dpi < LOWEST_DPI:
                raise LimitExceededError(f"Page {index + 1} measures {width:.0f} by {height:.0f} points.")
            picture = page.render(scale=dpi / 72, rev_byteorder=True).to_numpy()
    except PdfiumError as error:
        raise CorruptFileError(f"page {index + 1} cannot be drawn: {error}") from error
    except ImportError as error:
        raise OcrMissingError(f"{error.name} is not installed.") from error
    return read_page(picture, dpi, index + 1, options, grids)


def _scanned_at(page: PdfPage, width: float) -> float:
    """Return the resolution of the picture that fills a page: drawn at its own, it is not resampled."""
    for image in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, _, right, _ = image.get_bounds()
        if right - left > 0.7 * width:
            finest: float = 72.0 * image.get_px_size()[0] / (right - left)
            return min(FINEST_DPI, max(COARSEST_DPI, finest))
    return DPI
