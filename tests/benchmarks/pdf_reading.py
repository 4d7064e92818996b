"""How long `read_pdf` takes a page beside its parts: `python -m tests.benchmarks.pdf_reading FILE…`."""

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pdfplumber
from pypdfium2 import PdfDocument

from extractors.options import Options
from extractors.pdf.interpreter import InterpretedPages
from extractors.pdf.objects import read_objects
from extractors.pdf.reader import read_pdf

ROUNDS = 3


def by_pdfplumber(data: bytes) -> None:
    """Read text and tables as pdfplumber gives them."""
    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


def by_interpreter(data: bytes) -> None:
    """Read the content of pages through pdfminer."""
    pages = InterpretedPages(data)
    for index in range(pages.count):
        pages.read(index)


def by_objects(data: bytes) -> None:
    """Read the content of pages through pdfium."""
    document = PdfDocument(data)
    for index in range(len(document)):
        read_objects(document, index)
    document.close()


def whole(data: bytes) -> None:
    """Read the document."""
    read_pdf(data, Options())


READERS: dict[str, Callable[[bytes], None]] = {
    "pdfplumber": by_pdfplumber,
    "interpreter": by_interpreter,
    "objects": by_objects,
    "read_pdf": whole,
}


def main() -> None:
    """Print the best of some rounds for each file, in milliseconds a page."""
    print("file".ljust(40), *(name.rjust(12) for name in READERS))  # noqa: T201
    for path in map(Path, sys.argv[1:]):
        data = path.read_bytes()
        pages = InterpretedPages(data).count
        times = []
        for read in READERS.values():
            rounds = []
            for _ in range(ROUNDS):
                begun = perf_counter()
                read(data)
                rounds.append(perf_counter() - begun)
            times.append(1000 * min(rounds) / pages)
        print(path.name.ljust(40), *(f"{time:12.1f}" for time in times))  # noqa: T201


if __name__ == "__main__":
    main()
