"""Decisions carried by a sentence: numbered paragraphs, lists of decisions, and resolution prose without a label."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from normalizers.letters import nfc
from pipeline.interpret.content import Content, Found, TextLine
from pipeline.interpret.decisions import decisions_of
from pipeline.interpret.enumerations import is_bullet, split_marks
from pipeline.interpret.marks import marks_of
from pipeline.interpret.paragraphs import Paragraphs, paragraphs_of
from pipeline.interpret.prologue import is_header_line
from pipeline.interpret.sentences import (
    directs,
    introduces,
    opens,
    performs,
    resolves,
    sentences_of,
    split_prose,
    states_decision,
)
from pipeline.interpret.table_rows import section_topic
from pipeline.interpret.titles import is_agenda, is_heading, names_matter, says_nothing, split_topic
from pipeline.interpret.vocabulary import AGENDA, DECISION, NUMBER, pattern
from pipeline.minutes import AgendaItem

_FEWEST = 2  # paragraphs that set their topics apart
_TELLS = pattern(
    r"(?:জানান|জানিয়েছেন|বলেন|বলেছেন|উল্লেখ\s*করেন|অবহিত\s*করেন|অনুরোধ\s*(?:করেন|জানান)|প্রস্তাব\s*করেন|(?:মত|মতামত|অভিমত)\s*(?:দেন|ব্যক্ত|প্রকাশ|প্রদান))"
)
_ORDINAL = pattern(
    rf"\s*(?:অদ্যকার\s*)?(?:সভায়\s*|সভার\s*)?({NUMBER})\s*(?:ম|য়|র্থ|ষ্ঠ|তম|ই|নং|নম্বর)\s*(?:প্রস্তাব|{AGENDA})(?:ে|র|টি|নায়|ের)?(?![ঀ-৿])"
)


def read_resolutions(contents: Sequence[Content]) -> Found | None:
    """Return the items whose decisions are carried by sentences; None where no sentence decides."""
    groups = _joined(paragraphs_of(contents))
    numbered = [group for group in groups if group.number]
    listed = [group for group in groups if group.in_list]
    if listed and not is_agenda([group.text for group in listed]):
        items = _shared([_listed_item(group) for group in listed if not _is_opening(group)], listed[-1])
        layout, certainty = "decision list", 0.92
    elif (by_topic := _directed_topics(numbered)) or any(_parted(group.text, strict=False) for group in numbered):
        # Beside a list that is announced as the decisions, what else happened is only told.
        announced = any(_announces(group.text) for group in numbered)
        items = [
            item
            for group in numbered
            if (item := _item(group, strict=announced and not _announces(group.text), by_topic=by_topic))
        ]
        layout, certainty = "numbered paragraphs", 0.88
    else:
        items = [item for group in groups if (item := _item(group, strict=True))]
        layout, certainty = "prose", 0.7
    kept = tuple(item for item in items if item.decisions)
    silent = tuple(item.serial_text for item in items if item.serial_text and not item.decisions)
    return Found(items=kept, layout=layout, certainty=certainty, silent=silent) if kept else None


def _directed_topics(groups: Sequence[Paragraphs]) -> bool:
    """True where each numbered paragraph sets its topic apart and most of them say what has to be done."""
    parts = [split_topic(group.text) for group in groups if not _is_opening(group)]
    if len(parts) < _FEWEST or not all(title and body for title, body in parts):
        return False
    return sum(bool(body and _directed(body)) for _, body in parts) * 2 > len(parts)


def _directed(text: str) -> tuple[str, str] | None:
    """What was said and what has to be done, from the first sentence that directs."""
    sentences = sentences_of(text)
    first = next((index for index, one in enumerate(sentences) if directs(one) and not _TELLS.search(one)), None)
    if first is None:
        return None
    return " ".join(sentences[:first]), " ".join(sentences[first:])


def _announces(text: str) -> bool:
    """True for a paragraph that leads to an enumerated list of decisions."""
    lines = text.split("\n")
    return any(
        introduces(line) and re.search(nfc(DECISION), line) and bool(split_marks("\n".join(lines[index + 1 :])))
        for index, line in enumerate(lines[:-1])
    )


def read_headed_list(contents: Sequence[Content]) -> AgendaItem | None:
    """Return the item of a topic with enumerated decisions right below it ("বিবিধ:"); None where there is none."""
    lines = [content for content in contents if isinstance(content, TextLine)]
    for index, line in enumerate(lines):
        serial, topic = section_topic(line.text)
        if topic is None or not is_heading(topic) or introduces(topic):
            continue
        below = takewhile(lambda one: is_bullet(one.text) or bool(next(marks_of(one.text)).style), lines[index + 1 :])
        entries = [one.text for one in below]
        if entries and all(directs(text) or performs(text) or states_decision(text) for text in entries):
            decisions = decisions_of("\n".join(entries), None, None, title=topic, place=lines[index + 1].place)
            return AgendaItem(place=line.place, serial_text=serial, title=topic, decisions=decisions)
    return None


def lists_topic(line: str) -> bool:
    """True for a numbered line that only names a matter."""
    mark = next(marks_of(line))
    return bool(mark.number) and says_nothing(mark.text)


def _joined(groups: Sequence[Paragraphs]) -> list[Paragraphs]:
    """Join unnumbered paragraphs up to the one that decides: what was said before belongs to it."""
    joined: list[Paragraphs] = []
    pending: Paragraphs | None = None
    leads: Paragraphs | None = None  # to a list of what its sentence takes up
    for group in groups:
        if group.number or group.in_list:
            pending = None
            if leads is not None and not group.in_list and says_nothing(group.texts[0]):
                leads.texts += [group.line.text, *group.texts[1:]]
            else:
                leads = None
                joined.append(group)
            continue
        text = group.text
        leads = None
        if (opens(text) and not states_decision(text)) or is_header_line(text):
            pending = None
            continue
        if pending is None:
            pending = Paragraphs(line=group.line)
            joined.append(pending)
        pending.texts += group.texts
        pending.line = group.line
        if any(states_decision(sentence) or resolves(sentence) for sentence in sentences_of(text)):
            leads = pending if introduces(text) else None
            pending = None
    return joined


def _is_opening(group: Paragraphs) -> bool:
    """True for a numbered welcome, which may confirm the last minutes in passing."""
    return opens(group.text) and not any(states_decision(sentence) for sentence in sentences_of(group.text))


def _listed_item(group: Paragraphs) -> AgendaItem:
    """An entry of a list of decisions is one as a whole, but for a topic or a discussion that leads to it."""
    title, rest = split_topic(group.text)
    text = rest if title and rest else group.text
    said, decided = "", text
    if any(states_decision(sentence) for sentence in sentences_of(text)):
        said, decided = split_prose(text) or ("", text)
    return _agenda_item(group, title if title and rest else None, said, decided)


def _shared(items: list[AgendaItem], last: Paragraphs) -> list[AgendaItem]:
    """Those named on a line of their own below a list act on all of its entries."""
    named = [one.implementers_text for item in items for one in item.decisions]
    if len(last.texts) < _FEWEST or not named or not named[-1] or any(named[:-1]):
        return items
    return [
        replace(item, decisions=tuple(replace(one, implementers_text=named[-1]) for one in item.decisions))
        for item in items
    ]


def _item(group: Paragraphs, *, strict: bool = False, by_topic: bool = False) -> AgendaItem | None:
    text = group.text
    if group.number and _is_opening(group):
        return None
    split = _parted(text, strict=strict) or (_directed(text) if by_topic else None)
    if split is None:
        return None
    said, decided = split
    title: str | None = None
    if group.number and said:
        is_sentence = said.endswith(("।", "|")) and not names_matter(said)
        title, discussion = split_topic(said, of_discussion=is_sentence)
        said = discussion or ""
    elif group.number:
        topic, rest = split_topic(decided) if not introduces(decided.split("\n")[0]) else (None, None)
        if topic and rest and (states_decision(rest) or performs(rest) or directs(rest)):
            title, decided = topic, rest
    item = _agenda_item(group, title, said, decided)
    if strict and not group.number and all(one.is_confirmation for one in item.decisions):
        return None  # the opening narrative confirms the last minutes in passing
    return item


def _parted(text: str, *, strict: bool) -> tuple[str, str] | None:
    """What was said and what was decided, the decision a sentence or a list that a sentence leads to."""
    split = split_prose(text, strict=strict)
    if split is not None:
        return split
    lines = text.split("\n")
    for index, line in enumerate(lines[:-1]):
        if introduces(line) and re.search(nfc(DECISION), line) and split_marks("\n".join(lines[index + 1 :])):
            *before, lead = sentences_of(line)
            return "\n".join([*lines[:index], *([" ".join(before)] if before else [])]), "\n".join(
                [lead, *lines[index + 1 :]]
            )
    return None


def _ordinal(text: str) -> str | None:
    """The number of "সভায় ২য় প্রস্তাবে …", which stands within the words."""
    match = _ORDINAL.match(text)
    return match[1] if match else None


def _agenda_item(group: Paragraphs, title: str | None, said: str, decided: str) -> AgendaItem:
    place, confidence = group.line.place, group.line.confidence
    return AgendaItem(
        place=place,
        serial_text=group.number or _ordinal(said or decided),
        title=title,
        discussion=said.strip() or None,
        decisions=decisions_of(decided, None, None, title=title, place=place, confidence=confidence),
    )
