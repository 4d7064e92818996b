"""Scanned pages: pictures in, the same blocks out as from any other format.

OpenCV and Tesseract are an extra of the installation, so what needs them is imported when a picture comes, and their
absence is an error of that file.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from extractors.document import Block, Document, Finding, Paragraph
from extractors.errors import LimitExceededError, OcrMissingError
from extractors.options import Options
from extractors.page_joins import join_pages
from extractors.scan.ocr_data import ocr_data

if TYPE_CHECKING:
    from extractors.scan.picture import Gray


class Place(Protocol):
    """A cell of a table that is known beforehand: where it stands, counted from 0, and its corners in points."""

    @property
    def row(self) -> int: ...  # noqa: D102
    @property
    def column(self) -> int: ...  # noqa: D102
    @property
    def row_span(self) -> int: ...  # noqa: D102
    @property
    def column_span(self) -> int: ...  # noqa: D102
    @property
    def x0(self) -> float: ...  # noqa: D102
    @property
    def top(self) -> float: ...  # noqa: D102
    @property
    def x1(self) -> float: ...  # noqa: D102
    @property
    def bottom(self) -> float: ...  # noqa: D102


class KnownGrid(Protocol):
    """A table whose cells are known beforehand, such as one drawn in a PDF with a damaged text layer."""

    @property
    def cells(self) -> Sequence[Place]: ...  # noqa: D102


def read_image(data: bytes, options: Options) -> Document:
    """Return what a JPEG, PNG or TIFF file of scanned pages says.

    Raises:
        OcrMissingError: the OCR part or its data is not installed.
        CorruptFileError: the picture cannot be decoded.
        LimitExceededError: no page is within the bounds.
    """
    modules = _ocr_modules(options)
    pages: list[list[Block]] = []
    furniture: list[Paragraph] = []
    findings: list[Finding] = []
    refused: LimitExceededError | None = None
    count = 0
    for picture in modules["picture"].pictures_of(data, options):
        if count == options.max_pages:
            refused = LimitExceededError(f"Read were {count} pages; max_pages is {options.max_pages}.")
            findings.append(Finding(code="limit_exceeded", page=count + 1, detail=str(refused)))
            break
        count += 1
        if isinstance(picture, LimitExceededError):
            refused = picture
            findings.append(Finding(code="limit_exceeded", page=count, detail=str(picture)))
            continue
        content = modules["page"].read_picture(picture.pixels, picture.dpi, count, ocr_data(options.ocr_data))
        pages.append(content.blocks)
        furniture += content.furniture
        findings += content.findings
    if refused is not None and not any(pages):
        raise refused
    return Document(
        format="image",
        route="pdf-ocr",
        blocks=tuple(join_pages(pages)),
        pages=count,
        furniture=tuple(furniture),
        findings=tuple(findings),
        is_complete=refused is None,
    )


def read_page(
    picture: "Gray", dpi: float, page: int, options: Options, grid: Sequence[KnownGrid] | None = None
) -> tuple[list[Block], list[Finding]]:
    """Return the blocks of one page picture, in points of the page, and what was noticed while reading.

    `picture` is gray (height × width) or RGB (height × width × 3) with 8 bits; colour helps, since stamps and
    signatures in coloured ink can be taken out. `grid` are the tables of a page that was drawn by a program, in points;
    where it is given, even empty, the picture is taken as straight and clean. Page numbers in the margin are left out.

    Raises:
        OcrMissingError: the OCR part or its data is not installed.
    """
    content = _ocr_modules(options)["page"].read_picture(picture, dpi, page, ocr_data(options.ocr_data), grid)
    return content.blocks, content.findings


def _ocr_modules(options: Options) -> dict[str, Any]:
    ocr_data(options.ocr_data)
    try:
        return {name: import_module(f"extractors.scan.{name}") for name in ("picture", "page")}
    except ImportError as error:
        raise OcrMissingError(f"{error.name} is not installed.") from error
