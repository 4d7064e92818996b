"""The account of a document: decision marks and numbered rows that the source shows, against the rows that came out.

It looks at the source again by itself, not at what the recognisers took, so that what they overlooked is noticed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from normalizers.letters import nfc
from pipeline.interpret.columns import read_head
from pipeline.interpret.content import Content, Grid, TextLine
from pipeline.interpret.decisions import is_void
from pipeline.interpret.enumerations import split_decisions
from pipeline.interpret.marks import marks_of
from pipeline.interpret.sentences import closes, introduces, opens, sentences_of, states_decision
from pipeline.interpret.serials import is_serial, parse_serial, value_of
from pipeline.interpret.tables import is_review
from pipeline.minutes import AgendaItem

_BRACKET = re.compile(r"(?<=.)[\[(\n]")
_OWN_MARK = re.compile(nfc(r"^\s*[(\[]?(?:[০-৯0-9]{1,2}|[ক-হ])\s*[)\]।|.]+\s*"))
_NO_LETTER = re.compile(nfc(r"[^ঀ-৿A-Za-z]"))
_PROBE = 24  # letters that tell one decision from another
_FEWEST = 12


def overlooked(contents: Sequence[Content], items: Iterable[AgendaItem]) -> list[str]:
    """Return the texts that the source marks as decisions and that are in no row."""
    known = "\n".join(
        _letters(text)
        for item in items
        for text in (
            *(one.text for one in item.decisions),
            *(f"{item.title} {one.text}" for one in item.decisions if item.title),
            item.discussion or "",
        )
    )
    return [
        text
        for text in _marked(contents)
        if not is_void(text) and len(probe := _letters(text)[:_PROBE]) >= _FEWEST and probe not in known
    ]


def serial_gaps(items: Sequence[AgendaItem], silent: Iterable[str] = ()) -> list[str]:
    """Return the serials that are missing between two that follow each other; `silent` ones hold no decision."""
    gaps: list[str] = []
    values = [value for item in items if item.serial_text and (value := value_of(item.serial_text))]
    for before, value in pairwise(values):
        if len(before) == len(value) and before[:-1] == value[:-1] and before[-1] + 1 < value[-1] <= before[-1] + 5:
            gaps += [".".join(map(str, (*before[:-1], number))) for number in range(before[-1] + 1, value[-1])]
    printed = {parse_serial(text) for text in (*silent, *(item.serial_text or "" for item in items))}
    return [gap for gap in gaps if gap not in printed]


def _marked(contents: Sequence[Content]) -> Iterator[str]:
    begun = False
    caption = ""
    for content in contents:
        if isinstance(content, Grid):
            yield from _decision_cells(content, caption)
            continue
        caption = content.text
        if closes(content.text):
            if begun:
                return
            continue
        begun = begun or any(mark.kind == "decision" for mark in marks_of(content.text))
        yield from _in_line(content)


def _in_line(line: TextLine) -> Iterator[str]:
    for mark in marks_of(line.text):
        if mark.kind == "decision" and mark.text:
            yield split_decisions(mark.text).entries[0]
        elif mark.kind == "text" and not opens(line.text):
            yield from (text for text in sentences_of(mark.text) if states_decision(text) and not _leads_on(text))


def _leads_on(sentence: str) -> bool:
    """True for words before a list: the decisions are the entries below them."""
    return introduces(sentence) or sentence.rstrip().endswith((":", "ঃ", "-"))


def _decision_cells(grid: Grid, caption: str) -> Iterator[str]:
    """The decision cell of each numbered row of a decision table."""
    columns = None
    for index, row in enumerate(grid.table.rows):
        head = read_head(row)
        if head is not None:
            columns = head
            continue
        if columns is None or is_review(columns, caption) or not columns.has("decision") or not columns.has("serial"):
            continue
        serial, decision = row[columns.of("serial")[0]], row[columns.of("decision")[0]]
        if serial and decision and decision.row == index and is_serial(serial.text) and not is_serial(decision.text):
            yield from split_decisions(decision.text).entries


def _letters(text: str) -> str:
    text = _BRACKET.split(text.strip(), maxsplit=1)[0] if len(text) > _PROBE else text
    return _NO_LETTER.sub("", _OWN_MARK.sub("", text))
