"""Tables in plain text whose columns are set apart by runs of spaces."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category

from extractors.cell_grid import Draft, grid_of
from extractors.document import Table
from extractors.wording import worded_runs
from normalizers.digits import ascii_digits

_PIECE = re.compile(r"\S+(?: \S+)*")
_GAP = re.compile(r"\S {2,}\S")
_SERIAL = re.compile(r"^\(?[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}\)?[.)।]?$")
_LABEL_ENDS = (":", "ঃ")
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2  # with a number of their own
_MOST_COLUMNS = 12
_LOOSE = 6  # places that a cell may stand off its column; signs over and under letters take none


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int  # place on the line
    text: str


def starts_gap_table(line: str) -> bool:
    """Return whether a table parted by runs of spaces may begin here."""
    return "\t" not in line and len(_GAP.findall(line)) >= _FEWEST_COLUMNS - 1


def gap_table(lines: Sequence[str], start: int, max_cells: int) -> tuple[Table | None, int]:
    """Return the table whose head is `lines[start]`, and the index after its last line.

    Each row below the head begins with a number and has as many pieces; a line of fewer pieces goes on with the cells
    it stands under, and blank lines may part rows. Where there is no such table, the index is that of the next line.
    """
    head = _pieces(lines[start])
    width = len(head)
    if not _FEWEST_COLUMNS <= width <= _MOST_COLUMNS or any(piece.text.endswith(_LABEL_ENDS) for piece in head[1:]):
        return None, start + 1
    rows = [[piece.text for piece in head]]
    starts = [piece.start for piece in head]
    index = end = start + 1
    while index < len(lines) and (len(rows) + 1) * width <= max_cells and "\t" not in lines[index]:
        pieces = _pieces(lines[index])
        if len(pieces) == width and _is_serial(pieces[0].text):
            rows.append([piece.text for piece in pieces])
            starts = [piece.start for piece in pieces]
        elif pieces and index == end and (columns := _under(pieces, starts)):
            for column, piece in zip(columns, pieces, strict=True):
                rows[-1][column] = f"{rows[-1][column]} {piece.text}".strip()
        elif pieces:
            break
        index += 1
        end = index if pieces else end
    if len(rows) <= _FEWEST_ROWS:
        return None, start + 1
    drafts = []
    for row in rows:
        worded = [worded_runs([(cell, None)]) for cell in row]
        drafts.append([Draft(text=text, encoding=encoding, original=original) for text, encoding, original in worded])
    return grid_of(drafts, [0] * len(drafts)), end


def _pieces(line: str) -> list[_Piece]:
    """The stretches of a line between runs of spaces, each with the place where it begins."""
    return [
        _Piece(start=sum(category(letter) != "Mn" for letter in line[: match.start()]), text=match[0])
        for match in _PIECE.finditer(line)
    ]


def _under(pieces: Sequence[_Piece], starts: Sequence[int]) -> list[int] | None:
    """The columns that the pieces of a line stand under, from left to right; None where one stands under none or a number."""
    columns: list[int] = []
    for piece in pieces:
        nearest = min(range(len(starts)), key=lambda column: abs(starts[column] - piece.start))
        if not nearest or abs(starts[nearest] - piece.start) > _LOOSE or nearest <= max(columns, default=0):
            return None
        columns.append(nearest)
    return columns


def _is_serial(text: str) -> bool:
    return _SERIAL.match(ascii_digits(text)) is not None
