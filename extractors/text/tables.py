"""Tables in plain text: rows parted by tabs, or drawn with bars."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from extractors.cell_grid import Draft, grid_of
from extractors.document import Table
from extractors.wording import worded_runs
from normalizers.digits import ascii_digits

_BARS = re.compile(r"[|│┃║¦]")
_RULE = re.compile(r"^[\s+|│┃║=:_\-–—┌┬┐├┼┤└┴┘─━═╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛╞╪╡╟╫╢]{3,}$")
_SERIAL = re.compile(r"^\(?[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}\)?[.)।]?$")
_MAX_PIECES = 30  # lines that one broken row may be spread over
MAX_WIDTH = 200  # columns
_LABEL_ENDS = (":", "ঃ", ":-")
_TOLD = 40  # rows that tell a table from lines of "label : value"


def tab_table(lines: Sequence[str], start: int, max_cells: int) -> tuple[Table | None, int]:
    """Return the table that begins at `lines[start]` with cells parted by tabs, and the index after its last line.

    All its rows have the places of the first one; empty cells at the end may be missing. Blank lines and page breaks
    may stand between rows, and line breaks inside cells. "Label : value" lines set out with tabs are no table; where
    there is none, the index is that of the next line where one may begin. It has no more than `max_cells` cells.
    """
    width = len(lines[start].rstrip("\t ").split("\t"))
    if not 2 <= width <= MAX_WIDTH:
        return None, start + 1
    rows: list[list[str]] = []
    labels = 0
    index = end = start
    while index < len(lines) and (len(rows) + 1) * width <= max_cells:
        if not lines[index].strip():
            index += 1
            continue
        read = _row(lines, index, width, is_apart=index > end, is_first=not rows)
        if read is not None:
            cells, index = read
            if cells[1] in _LABEL_ENDS or (cells[1] == "-" and not _is_serial(cells[0])):
                return None, index
            rows.append(cells)
            labels += width == 2 and (cells[0].endswith(_LABEL_ENDS) or cells[1].startswith(":"))
            if len(rows) == _TOLD and labels > _TOLD / 2:
                return None, start + 1
        elif index == end and rows and "\t" not in lines[index] and _goes_on(lines, index, width):
            rows[-1][-1] += "\n" + lines[index].strip()  # a line break in the last cell
            index += 1
        else:
            break
        end = index
    if len(rows) < 2 or (len(rows) < _TOLD and labels > len(rows) / 2):
        return None, start + 1
    table = _table(rows)
    return table, start + 1 if table is None else end


def bar_table(lines: Sequence[str], start: int, max_cells: int) -> tuple[Table | None, int]:
    """Return the table that begins at `lines[start]` and is drawn with bars, and the index after its last line.

    Where rules stand between all rows, the lines between two rules are one row. Where there is no table, the index is
    that of the next line where one may begin. It has no more than `max_cells` cells.
    """
    end, cells = start, 0
    while end < len(lines) and cells < max_cells:
        count = 0 if _RULE.match(lines[end]) else _bars(lines[end])
        if count == 1 or (count == 0 and not _RULE.match(lines[end])):
            break
        cells += count
        end += 1
    drawn = lines[start:end]
    bars = [None if _RULE.match(line) else _bars(line) for line in drawn]
    content = [count for count in bars if count is not None]
    if len(content) < 2:
        return None, max(start + 1, end)
    if len(set(content)) > 1:
        last = next(place for place in range(len(bars) - 1, -1, -1) if bars[place] not in (None, content[-1]))
        return None, start + last + 1
    rules = bars.count(None)
    rows: list[list[list[str]]] = []  # each made of the cells of one or more lines
    is_new = True
    for line, bar_count in zip(drawn, bars, strict=True):
        if bar_count is None:
            is_new = True
            continue
        pieces = [piece.strip() for piece in _BARS.split(_without_outer_bars(line))]
        if is_new or rules < 3:
            rows.append([])
        rows[-1].append(pieces)
        is_new = False
    texts = [["\n".join(column).strip() for column in zip_longest(*row, fillvalue="")] for row in rows]
    if not rules and all(len(row) == 2 and _is_serial(row[0]) for row in texts):
        return None, end  # a numbered list, with bars for daris
    table = _table(texts)
    return table, start + 1 if table is None else end


def starts_bar_table(line: str) -> bool:
    """Return whether a table drawn with bars may begin here."""
    return _bars(line) >= 2 or (bool(_RULE.match(line)) and line.count("+") + line.count("|") + len(_corners(line)) > 1)


def _corners(line: str) -> list[str]:
    return re.findall("[┌┬┐├┼┤╔╦╗╠╬╣┏┳┓┣╋┫]", line)


def _bars(line: str) -> int:
    return len(_BARS.findall(line))


def _without_outer_bars(line: str) -> str:
    line = line.strip()
    line = line[1:] if line and _BARS.match(line[0]) else line
    return line[:-1] if line and _BARS.match(line[-1]) else line


def _row(
    lines: Sequence[str], index: int, width: int, *, is_apart: bool, is_first: bool
) -> tuple[list[str], int] | None:
    """Return the cells of the row that begins at `lines[index]`, and the index after it; None where none begins there."""
    line = lines[index]
    if "\t" not in line:
        return None
    cells = line.split("\t")
    full = len(line.rstrip("\t ").split("\t"))
    if is_first or full == width:
        return [cell.strip() for cell in cells[:width]], index + 1
    if full > width:
        return None
    if is_apart and not _is_serial(cells[0]):
        return None
    if len(cells) < width:
        joined = line
        for later in range(index + 1, min(index + _MAX_PIECES, len(lines))):
            piece = lines[later]
            if not piece.strip() or _is_serial(piece.split("\t")[0]):
                break
            joined += "\n" + piece
            count = len(joined.rstrip("\t ").split("\t"))
            if count == width:
                return [cell.strip() for cell in joined.split("\t")[:width]], later + 1
            if count > width:
                break
    filled = [cell.strip() for cell in cells] + [""] * width
    return filled[:width], index + 1


def _goes_on(lines: Sequence[str], index: int, width: int) -> bool:
    """Return whether the line without tabs at `index` stands between two rows of the table."""
    for later in range(index + 1, min(index + _MAX_PIECES, len(lines))):
        if not lines[later].strip():
            return False
        if "\t" in lines[later]:
            return len(lines[later].rstrip("\t ").split("\t")) == width
    return False


def _is_serial(text: str) -> bool:
    return _SERIAL.match(ascii_digits(text.strip())) is not None


def _table(rows: Sequence[Sequence[str]]) -> Table | None:
    drafts = []
    for row in rows:
        line = []
        for cell in row:
            text, encoding, original = worded_runs([(cell, None)])
            line.append(Draft(text=text, encoding=encoding, original=original))
        drafts.append(line)
    return grid_of(drafts, [0] * len(drafts))
