"""What a reader may use and how far it may go."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Bounds that keep one bad file from costing the batch, and folders that some readers use."""

    max_bytes: int = 200 * 2**20
    max_unpacked: int = 400 * 2**20  # of a ZIP container (DOCX, ODT), to refuse zip bombs
    max_pages: int = 500
    max_pixels: int = 60_000_000  # of one page picture
    max_depth: int = 60  # of nested tables, boxes or elements that a reader follows
    max_cells: int = 200_000  # of one document
    max_elements: int = 1_000_000  # of a page; each takes about 1 KB of memory while it is read
    office_seconds: float = 120.0  # for one run of LibreOffice
    fonts: Path | None = None  # font files for damaged text layers
    ocr_data: Path | None = None  # folder of *.traineddata; None: where `make ocr` puts it
