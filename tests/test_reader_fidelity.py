"""What the readers find of the labelled documents: letters of every gold decision, title and implementer, by format."""

import json
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractors import READERS
from extractors.document import Document, Paragraph
from extractors.errors import OcrMissingError, OfficeMissingError
from normalizers.text import clean

SHARED = Path(__file__).parents[2] / "shared"
CORPUS, GOLD = SHARED / "corpus", SHARED / "gold" / "corpus"
# The highest rate of wrong letters that is accepted.
ALLOWED = {
    "html-old": 0.002, "html-new": 0.002, "html-mso": 0.002, "docx": 0.002, "doc": 0.002, "pdf": 0.002,
    "pdf-chrome": 0.002, "txt": 0.002, "txt-tab": 0.002, "docx-mixed": 0.01, "docx-bijoy": 0.01, "doc-bijoy": 0.01,
    "html-bijoy": 0.01, "pdf-bijoy": 0.01, "scan200": 0.03, "scan300": 0.03, "scanhard": 0.06,
}  # fmt: skip
SCANS = ("scan200", "scan300", "scanhard")
SLOW_SAMPLE = 1  # documents of a scanned format, and of one that needs LibreOffice

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the labelled documents are not here")


def format_of(path: Path) -> str:
    return path.stem.split("_", 1)[1]


def letters(text: str) -> str:
    return "".join(character for character in clean(text) if unicodedata.category(character)[0] in "LMN")


def words_of(document: Document) -> str:
    parts = [document.page_title or ""]
    for block in document.blocks:
        parts += [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells()]
    return letters("".join(parts))


def gold_texts(path: Path) -> Iterator[str]:
    for meeting in json.loads(path.read_text())["meetings"]:
        for item in meeting["agenda"]:
            yield item.get("title") or ""
            for decision in item["decisions"]:
                yield decision["text"]
                yield from decision["implementers"]


def errors_of(text: str, words: str) -> int:
    if text in words:
        return 0
    found = fuzz.partial_ratio_alignment(text, words)
    if found is None:
        return len(text)
    margin = 3  # the best window has the text's own length; letters that were added make it longer
    return min(
        Levenshtein.distance(text, words[max(0, found.dest_start - before) : found.dest_end + after])
        for before in range(margin)
        for after in range(margin)
    )


def documents(kind: str) -> list[Path]:
    found = sorted(path for path in CORPUS.iterdir() if format_of(path) == kind)
    return found[:SLOW_SAMPLE] if kind in SCANS or (kind.startswith("doc") and not kind.startswith("docx")) else found


@pytest.mark.parametrize("kind", ALLOWED)
def test_every_gold_text_is_found(
    kind: str, read: Callable[[Path], Document], capsys: pytest.CaptureFixture[str]
) -> None:
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path in documents(kind):
        try:
            words = words_of(read(path))
        except (OcrMissingError, OfficeMissingError) as missing:
            pytest.skip(str(missing))
        for text in map(letters, gold_texts(GOLD / f"{path.stem}.json")):
            counted[path.stem][0] += errors_of(text, words) if text else 0
            counted[path.stem][1] += len(text)
    wrong, total = (sum(pair[place] for pair in counted.values()) for place in (0, 1))
    rate = wrong / max(1, total)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{kind:12} {len(counted):2} documents  {total:6} letters  CER {rate:.4f} (at most {ALLOWED[kind]})\n"
        )
    assert rate <= ALLOWED[kind], {name: pair for name, pair in counted.items() if pair[0]}


def test_every_format_has_a_threshold() -> None:
    assert READERS
    assert {format_of(path) for path in CORPUS.iterdir()} == set(ALLOWED)
