"""Time of the readers, and of documents all the way, beside the bare libraries they stand on.

A bare library reads less: no lists, no fonts, no merged cells, no repair of letters, no decisions. The ratio says what
these cost.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pdfplumber
from bs4 import BeautifulSoup
from pypdfium2 import PdfDocument

from benchmarks.documents import by_format
from benchmarks.result import Result
from benchmarks.timing import fastest
from extractors import extract
from extractors.errors import OcrMissingError
from extractors.options import Options
from extractors.scan.ocr_data import ocr_data
from pipeline.process import process
from pipeline.sources import Origin

DPI = 300
SHARE = 0.25  # of the time may be ours
SENTENCE = "সভায় বিস্তারিত আলোচনা শেষে {} নং রাস্তার কাজ আগামী মাসের মধ্যে শেষ করার সিদ্ধান্ত গৃহীত হয়।"
Read = Callable[[bytes], object]


def by_bs4(data: bytes) -> object:
    """Parse the page."""
    return BeautifulSoup(data, "lxml")


def by_python_docx(data: bytes) -> object:
    """Read all text that python-docx gives."""
    opened = docx.Document(BytesIO(data))
    return [paragraph.text for paragraph in opened.paragraphs], [
        cell.text for table in opened.tables for row in table.rows for cell in row.cells
    ]


def by_pdf_libraries(data: bytes) -> object:
    """Read the text of all pages by pypdfium2 and their tables by pdfplumber."""
    document = PdfDocument(data)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    with pdfplumber.open(BytesIO(data)) as opened:
        return texts, [page.extract_tables() for page in opened.pages]


def by_tesseract(data: bytes) -> object:
    """Draw all pages and have Tesseract read each as a whole."""
    from extractors.scan.ocr import engine

    reader = engine(ocr_data(None)).both
    texts = []
    for page in PdfDocument(data):
        reader.SetImage(page.render(scale=DPI / 72).to_pil())
        texts.append(reader.GetUTF8Text())
    return texts


BARE: Mapping[str, tuple[str, Read]] = {
    "HTML": ("BeautifulSoup on lxml", by_bs4),
    "DOCX": ("python-docx", by_python_docx),
    "PDF": ("pypdfium2 and pdfplumber's tables", by_pdf_libraries),
    "scan": (f"Tesseract, {DPI} dpi", by_tesseract),
}


def results() -> Iterator[Result]:
    """Yield a line for each format: our times over that of the bare library, and the share that is ours."""
    warnings.simplefilter("ignore")
    for form, (library, read) in BARE.items():
        contents = [sample.data for sample in by_format()[form]]
        try:
            yield _compared(f"{form} samples", library, read, contents)
        except OcrMissingError as missing:
            yield Result(what=f"{form} samples", figure="", note=f"not measured: {missing}")
    yield _compared("HTML, 2000 paragraphs and rows", *BARE["HTML"], [html_page(2000, 2000)])
    yield _compared("HTML by Word, 1000 paragraphs", *BARE["HTML"], [word_page(1000)])
    yield _compared("DOCX, 1000 paragraphs, 500 rows", *BARE["DOCX"], [word_document(1000, 500)])


def _compared(what: str, library: str, read: Read, contents: list[bytes]) -> Result:
    with TemporaryDirectory() as folder:
        paths = [Path(folder, str(number)) for number in range(len(contents))]
        for path, data in zip(paths, contents, strict=True):
            path.write_bytes(data)

        def whole(path: Path) -> object:
            return process(Origin(uris=(path.name,), digest="0" * 64), path, Options())

        sums = dict.fromkeys(("bare", "extract", "process"), 0.0)
        for path, data in zip(paths, contents, strict=True):
            sides: dict[str, Callable[[], object]] = {
                "bare": partial(read, data),
                "extract": partial(extract, data),
                "process": partial(whole, path),
            }
            for side, seconds in fastest(sides).items():
                sums[side] += seconds
    extracting, processing = sums["extract"] / sums["bare"], sums["process"] / sums["bare"]
    return Result(
        what=f"{what}: extract, process ÷ {library}",
        figure=f"{extracting:.2f}, {processing:.2f}",
        aim=f"≤ {1 / (1 - SHARE):.2f}",
        note=f"outside the library {_share(extracting)} of extract, {_share(processing)} of process; "
        f"{1000 * sums['bare'] / len(contents):.1f} ms a document by the library",
    )


def _share(ratio: float) -> str:
    return f"{100 * (1 - 1 / ratio):.0f} %" if ratio > 1 else "none"


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
