"""Tables for a terminal: columns that fit side by side, or else one block a row.

Widths are counted as terminals do, by wcwidth: a spacing vowel sign (া, ি, ী …) takes a cell of its own, a sign above or
below takes none. rich counts both as none, which shifts all that stands to the right of Bangla.
"""

import unicodedata
from collections.abc import Iterator, Sequence

GAP = "  "
FIXED = 18  # cells: columns as narrow as that are not narrowed
READABLE = 14  # cells that a column of text needs at least
WIDEST = 72


def width(text: str) -> int:
    """Return how many cells `text` takes.

    >>> width("সাতক্ষীরা"), width("abc"), width("কি")
    (8, 3, 2)
    """
    return sum(map(_cells, text))


def wrapped(text: str, cells: int) -> list[str]:
    """Return `text` in lines of at most `cells`, parted at spaces, and within words before a letter, not before its signs."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            while width(word) > cells:
                if line:
                    lines.append(line)
                head = _fitting(word, cells)
                lines.append(head)
                line, word = "", word[len(head) :]
            if line and width(line) + 1 + width(word) > cells:
                lines.append(line)
                line = word
            elif word:
                line = f"{line} {word}" if line else word
        if line or not paragraph:
            lines.append(line)
    return lines or [""]


def drawn(names: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool], cells: int) -> list[str]:
    """Return the lines of the table within `cells`: under their names where the columns fit, else each row by itself."""
    widths = _widths(names, rows, cells)
    if widths is None:
        return [line for row in rows for line in (*_block(names, row, cells), "")]
    lines = [*_lines(names, widths, numeric), GAP.join("─" * one for one in widths)]
    for row in rows:
        below = _lines(row, widths, numeric)
        lines += [*below, ""] if len(below) > 1 else below
    return lines


def _widths(names: Sequence[str], rows: Sequence[Sequence[str]], cells: int) -> list[int] | None:
    natural = [
        max(width(name), *(min(width(line), WIDEST) for row in rows for line in row[index].split("\n")))
        if rows
        else width(name)
        for index, name in enumerate(names)
    ]
    room = cells - len(GAP) * (len(names) - 1)
    if sum(natural) <= room:
        return natural
    loose = [index for index, one in enumerate(natural) if one > FIXED]
    rest = room - sum(one for index, one in enumerate(natural) if index not in loose)
    if not loose or rest < READABLE * len(loose):
        return None
    for index in sorted(loose, key=lambda index: natural[index]):  # what the narrower ones leave goes to the wider
        natural[index] = min(natural[index], rest // len(loose))
        rest -= natural[index]
        loose = loose[1:]
    return natural


def _lines(row: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> list[str]:
    parts = [wrapped(text, one) for text, one in zip(row, widths, strict=True)]
    height = max(map(len, parts), default=0)
    return [_line([part[at] if at < len(part) else "" for part in parts], widths, numeric) for at in range(height)]


def _line(texts: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = [
        " " * (one - width(text)) + text if right else text + " " * (one - width(text))
        for text, one, right in zip(texts, widths, numeric, strict=True)
    ]
    return GAP.join(padded).rstrip()


def _block(names: Sequence[str], row: Sequence[str], cells: int) -> Iterator[str]:
    label = max((width(name) for name, text in zip(names, row, strict=True) if text), default=0)
    if cells - label - len(GAP) < READABLE:
        for name, text in zip(names, row, strict=True):
            if text:
                yield from (name, *(f"{GAP}{line}" for line in wrapped(text, cells - len(GAP))))
        return
    for name, text in zip(names, row, strict=True):
        if text:
            first, *others = wrapped(text, cells - label - len(GAP))
            yield f"{name}{' ' * (label - width(name))}{GAP}{first}"
            yield from (f"{' ' * label}{GAP}{line}" for line in others)


def _fitting(word: str, cells: int) -> str:
    """The longest beginning of `word` that fits, with at least one letter and all signs of its last letter."""
    taken = 0
    end = 0
    for index, letter in enumerate(word):
        taken += _cells(letter)
        if taken > cells and end:
            return word[:end]
        if index + 1 == len(word) or not unicodedata.category(word[index + 1]).startswith("M"):
            end = index + 1
    return word


def _cells(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1
