"""Decisions carried by a sentence: numbered paragraphs and resolution prose without a label."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.interpret.content import Content, Found, Grid, TextLine
from pipeline.interpret.decisions import decisions_of
from pipeline.interpret.enumerations import split_marks, split_numbers
from pipeline.interpret.lines import nfc
from pipeline.interpret.marks import marks_of
from pipeline.interpret.prologue import is_header_line
from pipeline.interpret.sentences import (
    closes,
    directs,
    introduces,
    opens,
    resolves,
    sentences_of,
    split_prose,
    states_decision,
    without_closing,
)
from pipeline.interpret.serials import follows, value_of
from pipeline.interpret.titles import is_agenda, says_nothing, split_topic
from pipeline.interpret.vocabulary import DECISION, TAKEN, pattern
from pipeline.minutes import AgendaItem

_LIST_HEAD = pattern(
    rf"(?:{TAKEN}|সভার|নিম্ন[ঀ-৿]*|সভায়)\s*(?:[ঀ-৿]+\s*)?{DECISION}\s*(?:সমূহ|াবলী|াবলি|গুলি|গুলো)?\s*(?:{TAKEN}\s*(?:হয়|হলো|হইল))?\s*[:ঃ।-]*\s*$|"
    rf"{DECISION}\s*(?:সমূহ|াবলী|াবলি)\s*(?:নিম্ন[ঀ-৿]*)?\s*[:ঃ।-]*\s*$|decisions?\s*(?:taken|were taken)?\s*:?\s*$|resolved\s*:?$"
)


@dataclass(slots=True, kw_only=True)
class _Paragraphs:
    """A numbered paragraph with the ones that go on with it, or a run of unnumbered ones."""

    line: TextLine
    number: str | None = None
    texts: list[str] = field(default_factory=list)
    in_list: bool = False  # under a head that calls what follows decisions


def read_resolutions(contents: Sequence[Content]) -> Found | None:
    """Return the items whose decisions are carried by sentences; None where no sentence decides."""
    groups = _groups(contents)
    numbered = [group for group in groups if group.number]
    listed = [group for group in groups if group.in_list]
    if listed and not is_agenda(["\n".join(group.texts) for group in listed]):
        items = [_listed_item(group) for group in listed]
        layout, certainty = "decision list", 0.92
    elif any(split_prose("\n".join(group.texts)) for group in numbered):
        items = [item for group in numbered if (item := _item(group))]
        layout, certainty = "numbered paragraphs", 0.88
    else:
        items = [item for group in groups if (item := _item(group, strict=True))]
        layout, certainty = "prose", 0.7
    kept = tuple(item for item in items if item.decisions)
    return Found(items=kept, layout=layout, certainty=certainty) if kept else None


def _groups(contents: Sequence[Content]) -> list[_Paragraphs]:
    groups: list[_Paragraphs] = []
    in_list = False
    last: tuple[int, ...] | None = None
    inner: tuple[int, ...] | None = None
    for content in contents:
        if isinstance(content, Grid):
            continue
        text = content.text
        if closes(text):
            text = without_closing(text)
            if not text:
                if groups and groups[-1].number:
                    break
                continue
        inline = _inline_list(text)
        if inline:
            groups += (
                _Paragraphs(line=content, number=number, texts=[entry], in_list=True) for number, entry in inline
            )
            last, inner = value_of(inline[-1][0]), None
            continue
        mark = next(marks_of(text))
        value = value_of(mark.number) if mark.number and mark.style else None
        if value is not None and _is_date(text):
            value = None
        if in_list and value is None and (last is None or groups[-1].number is None) and split_marks(text):
            entry = (split_marks(text) or ("", [text]))[1][0]
            groups.append(_Paragraphs(line=content, number=mark.number, texts=[entry], in_list=True))
            continue
        if value is not None and groups and groups[-1].number and _leads_on(groups[-1], value, inner):
            groups[-1].texts.append(text)  # an entry of a list inside the item
            inner = value
        elif value is not None and (follows(value, last) or value[-1] == 1):
            groups.append(_Paragraphs(line=content, number=mark.number, texts=[mark.text], in_list=in_list))
            last, inner = value, None
        elif _LIST_HEAD.search(text) and value is None and not directs(text):
            in_list, last = True, None
        elif groups and groups[-1].number and value is None:
            groups[-1].texts.append(text)
        else:
            groups.append(_Paragraphs(line=content, texts=[text]))
    return _joined(groups)


def _inline_list(text: str) -> list[tuple[str, str]]:
    """The decisions that one paragraph lists behind its introduction: "নিম্নরূপ সিদ্ধান্ত গৃহীত হয়ঃ ১। … ২। …"."""
    split = split_numbers(text)
    if split is None or len(split[1]) < 2:
        return []
    names = re.search(nfc(DECISION), split[0]) or re.search("decision|resol", split[0], re.IGNORECASE)
    return split[1] if names and introduces(split[0]) else []


def _leads_on(group: _Paragraphs, value: tuple[int, ...], inner: tuple[int, ...] | None) -> bool:
    if inner is not None:
        return follows(value, inner) and value[-1] == inner[-1] + 1
    return value[-1] == 1 and introduces(group.texts[-1])


def _joined(groups: Sequence[_Paragraphs]) -> list[_Paragraphs]:
    """Join unnumbered paragraphs up to the one that decides: what was said before belongs to it."""
    joined: list[_Paragraphs] = []
    pending: _Paragraphs | None = None
    for group in groups:
        if group.number:
            pending = None
            joined.append(group)
            continue
        text = "\n".join(group.texts)
        if (opens(text) and not states_decision(text)) or is_header_line(text):
            pending = None
            continue
        if pending is None:
            pending = _Paragraphs(line=group.line, texts=[])
            joined.append(pending)
        pending.texts += group.texts
        pending.line = group.line
        if any(states_decision(sentence) or resolves(sentence) for sentence in sentences_of(text)):
            pending = None
    return joined


def _is_date(text: str) -> bool:
    return bool(re.match(r"\s*[০-৯0-9]{1,2}\s*[./-]\s*[০-৯0-9]{1,2}\s*[./-]\s*[০-৯0-9]{2,4}", text))


def lists_topic(line: str) -> bool:
    """True for a numbered line that only names a matter."""
    mark = next(marks_of(line))
    return bool(mark.number) and says_nothing(mark.text)


def _listed_item(group: _Paragraphs) -> AgendaItem:
    text = "\n".join(group.texts)
    return AgendaItem(
        place=group.line.place,
        serial_text=group.number,
        decisions=decisions_of(text, None, None, title=None, place=group.line.place, confidence=group.line.confidence),
    )


def _item(group: _Paragraphs, *, strict: bool = False) -> AgendaItem | None:
    text = "\n".join(group.texts).strip()
    if group.number and opens(text) and not any(states_decision(sentence) for sentence in sentences_of(text)):
        return None
    split = split_prose(text, strict=strict)
    if split is None:
        return None
    said, decided = split
    title: str | None = None
    if group.number and said:
        title, said = _topic(said)
    decisions = decisions_of(decided, None, None, title=title, place=group.line.place, confidence=group.line.confidence)
    return AgendaItem(
        place=group.line.place, serial_text=group.number, title=title, discussion=said or None, decisions=decisions
    )


def _topic(said: str) -> tuple[str | None, str]:
    title, discussion = split_topic(said)
    return title, discussion or ""
