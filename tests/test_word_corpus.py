"""Every title, decision and implementer of the labelled Word documents is found in what was read of them."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractors.document import Document, Paragraph
from extractors.docx.reader import read_docx
from extractors.office import convert, read_converted
from extractors.options import Options
from normalizers.text import fold

SHARED = Path(__file__).parents[2] / "shared"
ALLOWED = {"docx": 0.002, "docx-mixed": 0.01, "docx-bijoy": 0.01, "doc": 0.002, "doc-bijoy": 0.01}
pytestmark = pytest.mark.skipif(not (SHARED / "corpus").exists(), reason="the labelled documents are not here")


def documents(form: str) -> Iterator[tuple[str, Document]]:
    paths = sorted((SHARED / "corpus").glob(f"*_{form}.*"))
    files = [path.read_bytes() for path in paths]
    if form.startswith("docx"):
        read = [read_docx(data, Options()) for data in files]
    else:
        read = [read_converted(made, "doc", Options()) for made in convert(files, Options()) if isinstance(made, bytes)]
    return zip((path.stem for path in paths), read, strict=True)


def letters(text: str) -> str:
    return "".join(char for char in fold(text) if not char.isdigit())


def wanted(name: str) -> Iterator[str]:
    gold = json.loads((SHARED / "gold" / "corpus" / f"{name}.json").read_text("utf-8"))
    for meeting in gold["meetings"]:
        yield meeting["title"] or ""
        for item in meeting["agenda"]:
            yield item["title"] or ""
            for decision in item["decisions"]:
                yield decision["text"]
                yield from decision["implementers"]


@pytest.mark.parametrize("form", ALLOWED)
def test_words_are_found(form: str) -> None:
    if not form.startswith("docx") and shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    wrong = total = 0
    for name, document in documents(form):
        parts = [
            part.text
            for block in document.blocks
            for part in ((block,) if isinstance(block, Paragraph) else block.cells())
        ]
        said = letters(" ".join(parts))
        for text in filter(None, map(letters, wanted(name))):
            total += len(text)
            if text not in said:
                place = fuzz.partial_ratio_alignment(text, said)
                wrong += (
                    len(text) if place is None else Levenshtein.distance(text, said[place.dest_start : place.dest_end])
                )
    assert total
    assert wrong / total <= ALLOWED[form]
