"""Plain text: copied portal pages, tables typed with tabs or bars, and what OCR programs write."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.charset import decode
from extractors.document import Block, Document, Finding, Paragraph
from extractors.errors import ErrorPageError, LimitExceededError
from extractors.html.portal import frame_of
from extractors.options import Options
from extractors.text.gaps import gap_table, starts_gap_table
from extractors.text.tables import MAX_WIDTH, bar_table, starts_bar_table, tab_table
from extractors.wording import encoding_of, worded_runs
from normalizers.digits import ascii_digits
from normalizers.text import BANGLA, one_line

_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ERROR = re.compile(r"domain is not available|internal server error|bad gateway|service unavailable", re.IGNORECASE)
_ERROR_LETTERS = 400
_SENTENCE_END = ("।", "॥", "?", "!", ":", "ঃ", ":-", "|")
_ITEM = re.compile(
    r"(?:[(\[]?(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}|[ক-হ]|[a-zA-Z])[.)।\]:]|[•*-]\s|.{2,30}?\s*[:ঃ](?:-|\s))"
)
_BEGINNING = 80  # letters of a line that show whether it is an item
_MIN_WRAPPED = 5  # lines, to tell wrapping from chance
_BROKEN_WORD = re.compile(f"(?<={BANGLA})-$")


def read_text(data: bytes, options: Options) -> Document:
    """Return what the text file `data` says: one paragraph a line, but wrapped lines joined, and tables as tables.

    Raises:
        ErrorPageError: the text is a server's excuse.
        LimitExceededError: the file is larger than the bounds allow.
    """
    if len(data) > options.max_bytes:
        raise LimitExceededError(f"{len(data)} bytes, more than max_bytes ({options.max_bytes})")
    text, _ = decode(data)
    lines = _LINE_END.sub("\n", text).split("\n")
    if len(text) < _ERROR_LETTERS and (found := _ERROR.search(text)):
        raise ErrorPageError(f"The text says: {found[0]}")
    frame = frame_of(lines)
    kept = set(frame.content)
    content = [line if index in kept else "" for index, line in enumerate(lines)]
    blocks, findings = _blocks(content, options)
    title = worded_runs([(frame.title, None)])[0] if frame.title else None
    return Document(
        format="text",
        route="text",
        blocks=tuple(blocks),
        encoding=encoding_of(blocks),
        page_title=title or None,
        published_text=frame.published,
        archived_text=frame.archived,
        furniture=tuple(Paragraph(text=one_line(lines[index])) for index in frame.furniture),
        findings=tuple(findings),
        is_complete=not findings,
    )


def _blocks(lines: Sequence[str], options: Options) -> tuple[list[Block], list[Finding]]:
    """Return the tables and paragraphs of `lines`, and what was noticed. Past the bound of cells, rows are read as lines."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    left = options.max_cells
    width = wrapped_at(lines)
    index = after = tabs_from = bars_from = 0
    while index < len(lines):
        line = lines[index]
        table = None
        if index >= tabs_from and "\t" in line.strip():
            table, after = tab_table(lines, index, left)
            tabs_from = after
        if table is None and index >= bars_from and starts_bar_table(line):
            table, after = bar_table(lines, index, left)
            bars_from = after
        if table is None and starts_gap_table(line):
            table, after = gap_table(lines, index, left)
        if table is not None:
            blocks.append(table)
            left -= len(table.rows) * table.width
            index = after
            if left < MAX_WIDTH and not findings:
                detail = f"Of its tables {options.max_cells} cells were read; the rows after them are read as lines."
                findings.append(Finding(code="too_many_cells", detail=detail))
            continue
        end = index + 1
        while width and end < len(lines) and _runs_on(lines[end - 1], lines[end], width):
            end += 1
        pieces = [piece.strip(" ") for piece in lines[index:end]]
        gaps = ("" if _BROKEN_WORD.search(piece[-2:]) else " " for piece in pieces)
        joined = "".join(part for pair in zip(pieces, gaps, strict=True) for part in pair)
        whole, encoding, original = worded_runs([(joined, None)])
        if whole:
            blocks.append(Paragraph(text=whole, encoding=encoding, original=original))
        index = end
    return blocks, findings


def wrapped_at(lines: Sequence[str]) -> int | None:
    """Return the length at which the lines of running text are wrapped; None where they are not.

    Wrapped lines that another one follows are nearly all as long as fits (at least 3/4 of the longest) and mostly end
    inside a sentence. Lines of a list, of a letterhead or one paragraph each differ in length or end with it.
    """
    inner = [
        len(line.strip())
        for line, following in pairwise(lines)
        if line.strip() and following.strip() and "\t" not in line and not line.rstrip().endswith(_SENTENCE_END)
    ]
    lengths = sorted(inner)
    if len(lengths) < _MIN_WRAPPED:
        return None
    longest = lengths[int(len(lengths) * 0.9)]
    long_ones = sum(0.75 * longest <= length <= 1.15 * longest for length in lengths)
    filled = sum(1 for line in lines if line.strip())
    is_wrapped = 35 <= longest <= 160 and long_ones >= 0.6 * len(lengths) and long_ones >= 0.25 * filled
    return longest if is_wrapped else None


def _runs_on(line: str, following: str, width: int) -> bool:
    """Return whether `line` was broken only for want of room: the first word of `following` did not fit."""
    if not line.strip() or not following.strip() or "\t" in line or "\t" in following:
        return False
    if _ITEM.match(ascii_digits(following.lstrip()[:_BEGINNING])):
        return False
    return len(line.strip()) + 1 + len(following.split(None, 1)[0]) > 0.88 * width
