"""Other programs on the same files: their time, and what of the right answer is in what they give.

Speed alone says nothing where the letters are wrong, so beside it stands how many of the golden titles, discussions and
decisions are in the output letter by letter (spaces and punctuation left out), and the error rate of their letters.
"""

import logging
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from benchmarks.documents import SAMPLES, Sample, by_format
from benchmarks.result import Result
from benchmarks.timing import fastest
from extractors import extract
from extractors.document import Table

Read = Callable[[Path], str]
DIGITS = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")


def by_siddhanto(path: Path) -> str:
    """Read all text."""
    document = extract(path.read_bytes())
    return "\n".join(
        "\n".join(cell.text for cell in block.cells()) if isinstance(block, Table) else block.text
        for block in document.blocks
    )


@cache
def _markitdown() -> Any:
    from markitdown import MarkItDown

    return MarkItDown(enable_plugins=False)


def by_markitdown(path: Path) -> str:
    """Convert the file to Markdown."""
    return str(_markitdown().convert_local(str(path)).text_content)


def by_docx2python(path: Path) -> str:
    """Read the whole body as docx2python gives it."""
    from docx2python import docx2python

    with docx2python(BytesIO(path.read_bytes())) as opened:
        return str(opened.text)


def by_pdfplumber(path: Path) -> str:
    """Read the text and the cells of tables, as pdfplumber gives them."""
    texts = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            texts.append(page.extract_text())
            texts += [cell or "" for table in page.extract_tables() for row in table for cell in row]
    return "\n".join(texts)


def by_camelot(path: Path) -> str:
    """Read the cells of ruled tables."""
    from camelot.io import read_pdf

    tables = read_pdf(str(path), pages="all", flavor="lattice")
    return "\n".join(str(cell) for table in tables for row in table.df.values.tolist() for cell in row)


PEERS: dict[str, tuple[str, dict[str, Read]]] = {  # module that must be there, and what reads each format
    "markitdown": ("markitdown", dict.fromkeys(("HTML", "DOCX", "PDF"), by_markitdown)),
    "docx2python": ("docx2python", {"DOCX": by_docx2python}),
    "stock pdfplumber": ("pdfplumber", {"PDF": by_pdfplumber}),
    "camelot (lattice)": ("camelot", {"PDF": by_camelot}),
}


def results() -> Iterator[Result]:
    """Yield a line for each format and peer; a peer that is not installed is skipped with a word."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    for form, sources in by_format().items():
        for peer, (module, reads) in PEERS.items():
            if form not in reads:
                continue
            what = f"{form}: {peer}"
            if find_spec(module) is None:
                yield Result(what=what, figure="", note="not installed: `pip install -e '.[bench]'`")
                continue
            yield _compared(what, reads[form], sources)


def _compared(what: str, read: Read, sources: list[Sample]) -> Result:
    ours = theirs = 0.0
    for sample in sources:
        path = SAMPLES / sample.name
        times = fastest({"theirs": partial(read, path), "ours": partial(by_siddhanto, path)})
        ours, theirs = ours + times["ours"], theirs + times["theirs"]
    our_right, our_errors = _accuracy(by_siddhanto, sources)
    right, errors = _accuracy(read, sources)
    return Result(
        what=f"{what} ÷ our reader, time",
        figure=f"{theirs / ours:.2f}",
        note=f"golden texts that are whole in it {right:.0%}, in ours {our_right:.0%}; "
        f"wrong letters {errors:.1%}, in ours {our_errors:.1%}",
    )


def _accuracy(read: Read, sources: list[Sample]) -> tuple[float, float]:
    """The share of golden texts that are there whole, and edits a letter of all of them, each at its best place."""
    whole = texts = edits = letters = 0
    for sample in sources:
        output = _letters(read(SAMPLES / sample.name))
        for text in map(_letters, _texts(sample)):
            texts += 1
            letters += len(text)
            if text in output:
                whole += 1
                continue
            place = partial_ratio_alignment(text, output) if output else None
            window = output[place.dest_start : place.dest_end] if place else ""
            edits += min(Levenshtein.distance(text, window), len(text))
    return whole / texts, edits / letters


def _texts(sample: Sample) -> list[str]:
    found = [
        text
        for meeting in sample.golden["meetings"]  # type: ignore[attr-defined]
        for item in meeting["agenda"]
        for text in (item["title"], item["discussion"], *(decision["text"] for decision in item["decisions"]))
    ]
    return [text for text in found if text]


def _letters(text: str) -> str:
    kept = unicodedata.normalize("NFC", text).translate(DIGITS)
    return "".join(letter for letter in kept if unicodedata.category(letter)[0] in "LMN").casefold()
