"""Chapters of labelled prose: "১.০ সার বিতরণ", and below it "১.১ …" and "১.২ সিদ্ধান্ত: …"."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.interpret.section_starts import Piece
from pipeline.interpret.serials import value_of
from pipeline.interpret.titles import says_nothing

_PARAGRAPH = 2  # parts of the number of a paragraph of a chapter


def with_chapters(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with the heads of chapters as agenda items, and their paragraphs without numbers of their own.

    Unchanged where a numbered decision label stands in no chapter: then its number is an item's.
    """
    heads = _heads(pieces)
    decisions = [piece for piece in pieces if piece.mark.kind == "decision" and piece.mark.style]
    if not decisions or not all(_chapter(piece) in heads for piece in decisions):
        return pieces
    found: list[Piece] = []
    within = False
    for index, piece in enumerate(pieces):
        mark = piece.mark
        if index in heads.values():
            within = True
            mark = replace(mark, kind="agenda", style="")
        elif within and _chapter(piece) in heads:
            mark = replace(mark, number=None, style="", raw=mark.text)
        found.append(replace(piece, mark=mark))
    return found


def _heads(pieces: Sequence[Piece]) -> dict[int, int]:
    """The chapters, "৩." or "৩.০" before words that only name a matter: their numbers and indices, counting up."""
    heads: dict[int, int] = {}
    for index, piece in enumerate(pieces):
        value = value_of(piece.mark.number or "")
        names = piece.mark.kind == "text" and value is not None and says_nothing(piece.mark.text)
        if names and value and value[1:] in {(), (0,)} and value[0] > max(heads, default=0):
            heads[value[0]] = index
    return heads


def _chapter(piece: Piece) -> int | None:
    """The chapter of a numbered paragraph, "৩" of "৩.২"; None for others."""
    value = value_of(piece.mark.number or "")
    return value[0] if value and len(value) == _PARAGRAPH and value[1] else None
