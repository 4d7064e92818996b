"""Where a numbered line of labelled prose begins an agenda item, and where it is an entry of a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.interpret.content import TextLine
from pipeline.interpret.enumerations import letter_value
from pipeline.interpret.marks import Kind, Mark
from pipeline.interpret.section_items import Section
from pipeline.interpret.serials import follows, value_of

_ITEMS_AHEAD = 12
_MOST_ENTRIES = 200  # lines of a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A labelled or unlabelled stretch of a line, with the line."""

    mark: Mark
    line: TextLine


def begins_item(
    pieces: Sequence[Piece], index: int, sections: Sequence[Section], mode: Kind, *, by_agenda: bool
) -> bool:
    """True where a numbered line begins an agenda item, rather than an entry of a decision or of a list."""
    mark = pieces[index].mark
    if mark.number is None:
        return False
    value = value_of(mark.number)
    if value is None and not by_agenda:
        return _begins_by_letter(pieces, index, sections)
    if by_agenda or value is None or _lists_discussion(pieces, index):
        return False
    last = next((section for section in reversed(sections) if section.number), None)
    before = value_of(last.number) if last and last.number else None
    if last is not None and before is None:
        return False  # the items go by letters
    if mode in {"decision", "implementer"} and last is not None:
        continues = _is_entry(pieces, index, value)
        if continues and not (before and follows(value, before) and _leads_to_decision(pieces, index)):
            return False
        if not continues and before is not None and follows(value, before):
            return True
    if before is not None and last is not None and last.groups and not follows(value, before):
        return False
    if _leads_to_decision(pieces, index) or (before is not None and follows(value, before) and len(value) > 1):
        return True
    follows_on = follows(value, before) if before is not None else value[-1] == 1
    return mode not in {"decision", "implementer"} and follows_on and _is_among_items(pieces, index, value)


def _begins_by_letter(pieces: Sequence[Piece], index: int, sections: Sequence[Section]) -> bool:
    """True where items go by letters, "ক) …" and "খ) …": each counts on and leads straight to its own decision."""
    value = letter_value(pieces[index].mark.number or "")
    last = next((section.number for section in reversed(sections) if section.number), None)
    if value is None or value != (1 if last is None else (letter_value(last) or -1) + 1):
        return False
    for piece in pieces[index + 1 : index + _MOST_ENTRIES]:
        if piece.mark.kind == "decision":
            return not piece.mark.style
        if piece.mark.kind not in {"text", "discussion"} or piece.mark.number is not None:
            return False
    return False


def _lists_discussion(pieces: Sequence[Piece], index: int) -> bool:
    """True for an entry of one list of what was said, with one list of what was decided below it."""
    above = reversed(pieces[max(0, index - _MOST_ENTRIES) : index])
    label = next((piece.mark for piece in above if piece.mark.kind != "text"), None)
    if label is None or label.kind != "discussion" or label.text or label.number:
        return False
    ahead = range(index, min(index + _MOST_ENTRIES, len(pieces)))
    below = next((one for one in ahead if pieces[one].mark.kind != "text"), None)
    if below is None or pieces[below].mark.kind != "decision" or pieces[below].mark.text or pieces[below].mark.number:
        return False
    first = pieces[below + 1].mark if below + 1 < len(pieces) else None
    return first is not None and first.kind == "text" and first.number is not None and value_of(first.number) == (1,)


def _is_entry(pieces: Sequence[Piece], index: int, value: tuple[int, ...]) -> bool:
    """True where the number goes on with an enumeration that began after the last label."""
    if value[-1] == 1:
        return True
    for piece in reversed(pieces[max(0, index - _MOST_ENTRIES) : index]):
        if piece.mark.kind != "text":
            own = value_of(piece.mark.text[:4]) if piece.mark.text[:1] in "১1(" else None
            return own is not None and own[-1] == value[-1] - 1
        if piece.mark.number is not None:
            earlier = value_of(piece.mark.number)
            return earlier is not None and earlier[-1] == value[-1] - 1 and piece.mark.style == pieces[index].mark.style
    return False


def _is_among_items(pieces: Sequence[Piece], index: int, value: tuple[int, ...]) -> bool:
    """True where the next numbers count on from this one to an item with a decision label."""
    style = pieces[index].mark.style
    position, last = index, value
    for _ in range(_ITEMS_AHEAD):
        after = next(
            (
                one
                for one in range(position + 1, len(pieces))
                if pieces[one].mark.number and pieces[one].mark.style == style
            ),
            None,
        )
        value_after = value_of(pieces[after].mark.number or "") if after is not None else None
        if after is None or value_after is None or value_after[:-1] != last[:-1] or value_after[-1] != last[-1] + 1:
            return False
        if _leads_to_decision(pieces, after):
            return True
        position, last = after, value_after
    return False


def _leads_to_decision(pieces: Sequence[Piece], index: int) -> bool:
    """True where a decision label comes before the next line that is numbered in the same way."""
    style = pieces[index].mark.style
    for piece in pieces[index + 1 :]:
        if piece.mark.kind == "decision":
            return not piece.mark.style  # a numbered head "৩.০ সিদ্ধান্ত" stands beside the matter, not under it
        if piece.mark.kind == "agenda" or (
            piece.mark.kind == "text" and piece.mark.number and piece.mark.style == style
        ):
            return False
    return False
