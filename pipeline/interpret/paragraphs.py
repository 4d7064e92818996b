"""Prose put into the paragraphs that belong together: a numbered item with its lines, an entry of a list of decisions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from normalizers.letters import nfc
from pipeline.interpret.content import Content, Grid, TextLine
from pipeline.interpret.enumerations import is_bullet, letter_value, roman_value, split_marks, split_numbers
from pipeline.interpret.marks import Mark, marks_of
from pipeline.interpret.sentences import closes, directs, introduces, performs, without_closing
from pipeline.interpret.serials import follows, value_of
from pipeline.interpret.titles import split_topic
from pipeline.interpret.vocabulary import DECISION, DISCUSSION, TAKEN, pattern

_LIST_HEAD = pattern(
    rf"(?:{TAKEN}|সভার|নিম্ন[ঀ-৿]*|সভায়)\s*(?:[ঀ-৿]+\s*)?{DECISION}\s*(?:সমূহ|াবলী|াবলি|গুলি|গুলো)?\s*(?:সর্ব\s*-?\s*সম্মত[ঀ-৿]*\s*)?(?:{TAKEN}\s*(?:হয়|হলো|হইল))?\s*[:ঃ।-]*\s*$"
    rf"|{DECISION}\s*(?:সমূহ|াবলী|াবলি)\s*(?:নিম্ন[ঀ-৿]*)?\s*[:ঃ।-]*\s*$|decisions?\s*(?:taken|were taken)?\s*:?\s*$|resolved\s*:?$"
)
_BOTH_HEAD = pattern(
    rf"^\s*(?:সভার\s*|বিস্তারিত\s*|দফাওয়ারী\s*)?(?:{DISCUSSION}|কার্যক্রম|প্রস্তাব)\s*(?:ও|এবং|/|,)\s*(?:{TAKEN}\s*)?{DECISION}[ঀ-৿]*\s*(?:সমূহ)?\s*(?:নিম্নরূপ)?\s*[:ঃ।-]*\s*$"
)
_DATE = re.compile(nfc(r"\s*[০-৯0-9]{1,2}\s*[./-]\s*[০-৯0-9]{1,2}\s*[./-]\s*[০-৯0-9]{2,4}"))
_FEWEST = 2  # entries of a list


@dataclass(slots=True, kw_only=True)
class Paragraphs:
    """A numbered paragraph with the ones that go on with it, an entry of a list, or one unnumbered paragraph."""

    line: TextLine
    number: str | None = None
    texts: list[str] = field(default_factory=list)
    in_list: bool = False  # under a head that calls what follows decisions

    @property
    def text(self) -> str:
        """All of it, paragraphs parted by a newline."""
        return "\n".join(self.texts).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rank:
    """The place of a line in a list: by number, by letter, by Roman numeral, or a bullet."""

    kind: Literal["number", "letter", "roman", "bullet"]
    value: tuple[int, ...] = ()

    def goes_on(self, before: "_Rank | None") -> bool:
        return before is not None and before.kind == self.kind and (not self.value or follows(self.value, before.value))


def paragraphs_of(contents: Sequence[Content]) -> list[Paragraphs]:
    """Return the paragraphs of `contents` up to the closing of the meeting."""
    groups: list[Paragraphs] = []
    in_list = False
    outer: _Rank | None = None
    inner: _Rank | None = None
    for content in contents:
        if isinstance(content, Grid):
            continue
        text = content.text
        if closes(text):
            text = without_closing(text)
            if not text:
                if outer is not None:
                    break
                continue
        inline = _inline_list(text)
        if inline:
            groups += (Paragraphs(line=content, number=number, texts=[entry], in_list=True) for number, entry in inline)
            outer, inner = _rank_of_label(inline[-1][0]), None
            continue
        mark = next(marks_of(text))
        rank = _rank(text, mark)
        current = groups[-1] if groups and outer is not None else None
        if rank is None:
            if (_LIST_HEAD.search(text) or (mark.kind == "decision" and not mark.text)) and not directs(text):
                in_list, outer, inner = True, None, None
                groups.append(Paragraphs(line=content, texts=[text]))
            elif in_list and outer is None and (directs(text) or performs(text)) and not introduces(text):
                # Entries whose bullets were drawn, not written.
                groups.append(Paragraphs(line=content, texts=[text], in_list=True))
            elif current is not None:
                current.texts.append(mark.text if mark.kind == "discussion" else text)
            else:
                groups.append(Paragraphs(line=content, texts=[text]))
        elif current is not None and _is_inside(rank, current, outer, inner):
            current.texts.append(text)
            inner = rank
        elif rank.kind == "number" or in_list or (rank.kind == "letter" and all(split_topic(mark.text))):
            entry = mark.text if rank.kind != "bullet" else (split_marks(text) or ("", [text]))[1][0]
            number = mark.number if rank.kind != "bullet" else None
            groups.append(Paragraphs(line=content, number=number, texts=[entry], in_list=in_list))
            outer, inner = rank, None
        else:
            groups.append(Paragraphs(line=content, texts=[text]))
    return groups


def _rank(text: str, mark: Mark) -> _Rank | None:
    if is_bullet(text):
        return _Rank(kind="bullet")
    if not mark.number or not mark.style or _DATE.match(text):
        return None
    return _rank_of_label(mark.number)


def _rank_of_label(label: str) -> _Rank | None:
    value = value_of(label)
    if value is not None:
        return _Rank(kind="number", value=value)
    if roman := roman_value(label):
        return _Rank(kind="roman", value=(roman,))
    letter = letter_value(label)
    return _Rank(kind="letter", value=(letter,)) if letter else None


def _is_inside(rank: _Rank, current: Paragraphs, outer: _Rank | None, inner: _Rank | None) -> bool:
    """True for an entry of a list inside the item: another kind of mark, or a list that the item introduces."""
    if _BOTH_HEAD.match(current.texts[-1]):
        return False
    if rank.goes_on(inner) and (not rank.value or inner is None or rank.value[-1] == inner.value[-1] + 1):
        return True
    if outer is not None and rank.kind != outer.kind:
        return True
    return rank.value[-1:] == (1,) and introduces(current.texts[-1])


def _inline_list(text: str) -> list[tuple[str, str]]:
    """The decisions that one paragraph lists behind its introduction: "নিম্নরূপ সিদ্ধান্ত গৃহীত হয়ঃ ১। … ২। …"."""
    split = split_numbers(text)
    if split is None or len(split[1]) < _FEWEST:
        return []
    names = re.search(nfc(DECISION), split[0]) or re.search("decision|resol", split[0], re.IGNORECASE)
    return split[1] if names and introduces(split[0]) else []
