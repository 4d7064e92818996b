"""The last step that the words of every format go through: one normal form, and converter residue repaired."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from extractors.document import Block, Encoding, Paragraph
from normalizers.bijoy import is_bijoy_font, looks_bijoy, unicode_from_bijoy, unicode_from_runs
from normalizers.residue import repair_residue
from normalizers.text import clean

_LATIN_WORD = re.compile("[A-Za-z].?[A-Za-z]")  # a lone sign is no evidence of a font

Runs = Sequence[tuple[str, str | None]]


def worded(text: str, encoding: Literal["unicode", "bijoy", "mixed"] = "unicode") -> tuple[str, Encoding, str | None]:
    """Return `text` in its final form, how its letters were encoded, and the text before repair where that changed it.

    `text` is Unicode already; `encoding` says what it was in the file. Text that came out of Bijoy here holds no
    residue of other people's converters and is not searched for any.
    """
    if text.isascii():
        return text.strip(), encoding, None
    cleaned = clean(text).strip()
    if encoding == "bijoy":
        return cleaned, encoding, None
    # Repair comes first: clean() takes letters for slips of typing that tell the repair what a converter did.
    mended = repair_residue(text)
    repaired = cleaned if mended == text else clean(mended).strip()
    if repaired == cleaned:
        return cleaned, encoding, None
    return repaired, "residue" if encoding == "unicode" else encoding, text.strip()


def worded_runs(runs: Runs) -> tuple[str, Encoding, str | None]:
    """Return what `worded` returns, for the (text, font) runs of one paragraph: Bijoy runs become Unicode.

    Where no font is said to be Bijoy, a line that can be nothing else is taken for it: fonts get lost in copying.
    """
    if any(font is not None and _is_bijoy(font) for font in {font for _, font in runs}):
        text, encoding = unicode_from_runs(runs)
        return worded(text, encoding)
    written = "".join([text for text, _ in runs])
    if _LATIN_WORD.search(written) is None:
        return worded(written)
    lines = written.split("\n")
    is_bijoy = [_LATIN_WORD.search(line) is not None and looks_bijoy(line) for line in lines]
    if not any(is_bijoy):
        return worded(written)
    text = "\n".join(unicode_from_bijoy(line) if bijoy else line for line, bijoy in zip(lines, is_bijoy, strict=True))
    rest = any(line.strip() and not bijoy for line, bijoy in zip(lines, is_bijoy, strict=True))
    return worded(text, "mixed" if rest else "bijoy")


@lru_cache(maxsize=256)
def _is_bijoy(font: str) -> bool:
    return is_bijoy_font(font)


def one_encoding(encodings: Iterable[Encoding]) -> Encoding:
    """Return the encoding of texts together: theirs where all have the same one, else "mixed".

    Residue is found in some words of a text only, so a text with any is one of residue.
    """
    kinds = set(encodings)
    if "residue" in kinds:
        kinds.discard("unicode")
    return kinds.pop() if len(kinds) == 1 else "mixed" if kinds else "unicode"


def encoding_of(blocks: Iterable[Block]) -> Encoding:
    """Return the encoding of all paragraphs and cells that hold a letter; "unicode" where none does."""
    found: set[Encoding] = set()
    for block in blocks:
        for part in (block,) if isinstance(block, Paragraph) else block.cells():
            if any(map(str.isalpha, part.text)):
                found.add(part.encoding)
    return one_encoding(found)
