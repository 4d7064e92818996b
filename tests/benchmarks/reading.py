"""Processor time of the readers beside the bare libraries they stand on: `python tests/benchmarks/reading.py`.

A bare library reads less: no lists, no fonts, no merged cells, no repair of letters. The ratio says what these cost.
"""

import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from time import process_time

import docx
import pdfplumber
from bs4 import BeautifulSoup
from lxml import etree
from pypdfium2 import PdfDocument

from extractors import extract
from extractors.errors import OcrMissingError
from extractors.pdf.interpreter import InterpretedPages
from extractors.scan.ocr_data import ocr_data

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
SECONDS, ROUNDS = 1.0, 5  # a case is repeated at most so often, and not after so long
DPI = 300
SENTENCE = "সভায় বিস্তারিত আলোচনা শেষে {} নং রাস্তার কাজ আগামী মাসের মধ্যে শেষ করার সিদ্ধান্ত গৃহীত হয়।"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One document, and the bare libraries that are asked to read it."""

    name: str
    data: bytes
    bare: Mapping[str, Callable[[bytes], object]]
    pages: int = 1


def by_lxml(data: bytes) -> object:
    return etree.fromstring(data, etree.HTMLParser(huge_tree=True))


def by_bs4(data: bytes) -> object:
    return BeautifulSoup(data, "lxml")


def by_python_docx(data: bytes) -> object:
    """Read all text that python-docx gives."""
    opened = docx.Document(BytesIO(data))
    return [paragraph.text for paragraph in opened.paragraphs], [
        cell.text for table in opened.tables for row in table.rows for cell in row.cells
    ]


def by_pdfplumber(data: bytes) -> object:
    """Read text and tables as pdfplumber gives them."""
    with pdfplumber.open(BytesIO(data)) as document:
        return [(page.extract_text(), page.extract_tables()) for page in document.pages]


def by_device(data: bytes) -> object:
    """Read the letters of all pages through pdfplumber's interpreter with the ActualText device; no tables."""
    pages = InterpretedPages(data)
    return [pages.read(index) for index in range(pages.count)]


def by_tesseract(data: bytes) -> object:
    """Draw all pages and have Tesseract read each as a whole."""
    from PIL import Image

    from extractors.scan.ocr import engine

    reader = engine(ocr_data(None)).both
    texts = []
    for page in PdfDocument(data):
        picture: Image.Image = page.render(scale=DPI / 72).to_pil()
        reader.SetImage(picture)
        texts.append(reader.GetUTF8Text())
    return texts


HTML, DOCX, PDF = (
    {"bs4 on lxml": by_bs4, "lxml": by_lxml},
    {"python-docx": by_python_docx},
    {"pdfplumber": by_pdfplumber, "device alone": by_device},
)


def html_page(paragraphs: int, rows: int) -> bytes:
    """Build a page of minutes as an editor in a browser writes it."""
    lines = "".join(f"<p>{SENTENCE.format(number)}</p>\n" for number in range(paragraphs))
    cells = "".join(
        f"<tr><td>{number}</td><td><p>{SENTENCE.format(number)}</p></td><td>উপজেলা প্রকৌশলী</td></tr>\n"
        for number in range(rows)
    )
    return f"<html><head><title>সভা</title></head><body>{lines}<table>{cells}</table></body></html>".encode()


def word_page(paragraphs: int) -> bytes:
    """Build a page of minutes as Word saves it: a style on every run."""
    style = 'style=\'font-size:12.0pt;font-family:"Nikosh","sans-serif";mso-bidi-language:BN\''
    runs = (
        "".join(f"<span lang=BN {style}>{part} </span>" for part in SENTENCE.format(number).split())
        for number in range(paragraphs)
    )
    lines = "".join(f"<p class=MsoNormal style='text-align:justify'>{line}<o:p></o:p></p>\n" for line in runs)
    return f"<html><head><style>p.MsoNormal {{margin:0in}}</style></head><body>{lines}</body></html>".encode()


def word_document(paragraphs: int, rows: int) -> bytes:
    """Build a DOCX of minutes with numbered paragraphs and a table."""
    made = docx.Document()
    for number in range(paragraphs):
        made.add_paragraph(SENTENCE.format(number), style="List Number")
    for number, row in enumerate(made.add_table(rows, 3)._tbl.tr_lst):
        for cell, text in zip(row.tc_lst, (str(number), SENTENCE.format(number), "উপজেলা প্রকৌশলী"), strict=True):
            cell.p_lst[0].add_r().text = text
    output = BytesIO()
    made.save(output)
    return output.getvalue()


def cases() -> Iterator[Case]:
    for path in sorted(SAMPLES.iterdir()):
        data = path.read_bytes()
        if path.suffix == ".html":
            yield Case(name=path.name, data=data, bare=HTML)
        elif path.suffix == ".docx":
            yield Case(name=path.name, data=data, bare=DOCX)
        elif path.suffix == ".pdf":
            bare = {f"Tesseract, {DPI} dpi": by_tesseract} if "scan" in path.stem else PDF
            yield Case(name=path.name, data=data, bare=bare, pages=len(PdfDocument(data)))
        elif path.suffix == ".txt":
            yield Case(name=path.name, data=data, bare={})
    yield Case(name="page, 100 paragraphs, 100 rows", data=html_page(100, 100), bare=HTML)
    yield Case(name="page, 5000 paragraphs, 5000 rows", data=html_page(5000, 5000), bare=HTML)
    yield Case(name="page by Word, 200 paragraphs", data=word_page(200), bare=HTML)
    yield Case(name="page by Word, 2000 paragraphs", data=word_page(2000), bare=HTML)
    yield Case(name="DOCX, 100 paragraphs, 100 rows", data=word_document(100, 100), bare=DOCX)
    yield Case(name="DOCX, 2000 paragraphs, 500 rows", data=word_document(2000, 500), bare=DOCX)
    lines = "\n".join(SENTENCE.format(number) for number in range(20000))
    yield Case(name="text, 20000 lines", data=lines.encode(), bare={"decode": lambda data: data.decode()})


def seconds(read: Callable[[bytes], object], data: bytes) -> float:
    """Return the least processor time of some rounds."""
    times: list[float] = []
    while len(times) < ROUNDS and sum(times) < SECONDS:
        begun = process_time()
        read(data)
        times.append(process_time() - begun)
    return min(times)


def main() -> None:
    """Print for each document milliseconds a page, and the ratio to each bare library."""
    warnings.simplefilter("ignore")
    for case in cases():
        try:
            extract(case.data)  # loads what is loaded once
            ours = seconds(extract, case.data)
            told = f"{case.name:34} {len(case.data) / 1e6:6.2f} MB {1000 * ours / case.pages:9.1f} ms a page"
            for name, read in case.bare.items():
                bare = seconds(read, case.data)
                told += f"   {name} {1000 * bare / case.pages:.1f} ms, ratio {ours / bare:.2f}"
        except OcrMissingError as missing:
            told = f"{case.name:34} not measured: {missing}"
        sys.stdout.write(told + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
