"""The agenda items that sections of labelled prose give."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.interpret.content import TextLine
from pipeline.interpret.decisions import decisions_of, implementers_within
from pipeline.interpret.enumerations import split_numbers
from pipeline.interpret.marks import marks_of
from pipeline.interpret.sentences import directs, opens, performs, split_prose
from pipeline.interpret.serials import value_of
from pipeline.interpret.titles import is_agenda, split_topic, tidy_discussion
from pipeline.minutes import AgendaItem, RawDecision

_BARE_NUMBER = re.compile(r"^([০-৯0-9]{1,2})\s+(?=\S)")


@dataclass(slots=True, kw_only=True)
class Group:
    """One decision label with what follows it."""

    line: TextLine
    decision: list[str] = field(default_factory=list)
    implementer: list[str] = field(default_factory=list)
    deadline: list[str] = field(default_factory=list)
    number: str | None = None


@dataclass(slots=True, kw_only=True)
class Section:
    """An agenda item being put together."""

    line: TextLine
    number: str | None = None
    style: str = ""
    title: str | None = None
    has_label: bool = False  # of an agenda item
    is_labelled: bool = False  # its discussion is
    enumerated: bool = False  # its groups are entries of one list
    discussion: list[str] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)


def with_bare_numbers(sections: list[Section]) -> list[Section]:
    """Take "১ সার বিতরণ" apart where such numbers without a mark count up over all topics."""
    matches = [_BARE_NUMBER.match(section.title or "") for section in sections if section.groups]
    values = [value_of(match[1]) if match else None for match in matches]
    if len(values) > 1 and values == [(number,) for number in range(1, len(values) + 1)]:
        for section, match in zip((one for one in sections if one.groups), matches, strict=True):
            if match and section.number is None and section.title:
                section.number, section.title = match[1], section.title[match.end() :]
    return sections


def items_of(section: Section, *, strict: bool) -> list[AgendaItem]:
    """The item of a section; decisions that are numbered themselves where no agenda is are items of their own."""
    title, discussion = section.title, "\n".join(section.discussion).strip() or None
    if title is None and discussion and not section.has_label and section.number:
        title, discussion = split_topic(discussion, of_discussion=section.is_labelled)
    elif discussion:
        discussion = tidy_discussion(discussion)
    if section.number is None and not section.has_label and section.groups and section.title is None:
        discussion = None if discussion and opens(discussion) else discussion
        if len(section.groups) == 1 and _lists_topics(section.groups[0]):
            return []
        listed = _numbered_entries(section.groups[0]) if len(section.groups) == 1 else []
        if listed:
            return [
                AgendaItem(
                    place=section.groups[0].line.place,
                    serial_text=number,
                    discussion=discussion if section.is_labelled else None,
                    decisions=_decisions(group, None),
                )
                for number, group in listed
            ]
        if all(group.number for group in section.groups):
            return [
                AgendaItem(
                    place=group.line.place,
                    serial_text=group.number,
                    title=_take_topic(group),
                    discussion=discussion if len(section.groups) == 1 else None,
                    decisions=_decisions(group, None),
                )
                for group in section.groups
            ]
    if not section.groups and section.number and discussion:
        return [_from_prose(section, title, discussion, strict=strict)]
    _share(section.groups)
    decisions = tuple(decision for group in section.groups for decision in _decisions(group, title))
    place = section.groups[0].line.place if section.groups else section.line.place
    serial = section.number or (
        None if section.enumerated else next((group.number for group in section.groups if group.number), None)
    )
    return [AgendaItem(place=place, serial_text=serial, title=title, discussion=discussion, decisions=decisions)]


def _take_topic(group: Group) -> str | None:
    """Take the topic that a decision of its own sets apart before it says what has to be done."""
    title, rest = split_topic("\n".join(group.decision))
    if not title or not rest or not (directs(rest) or performs(rest)):
        return None
    group.decision = [rest]
    return title


def _share(groups: Sequence[Group]) -> None:
    """Those named once, behind the last of several labelled decisions, act on all of them."""
    for before in groups[:-1] if not any(group.implementer or group.deadline for group in groups[:-1]) else ():
        before.implementer = groups[-1].implementer
        before.deadline = groups[-1].deadline


def _lists_topics(group: Group) -> bool:
    """True for an agenda under the head "সিদ্ধান্ত"."""
    entries = [next(marks_of(text)).text for text in group.decision]
    return len(entries) > 1 and is_agenda(entries)


def _numbered_entries(group: Group) -> list[tuple[str, Group]]:
    """The numbered entries under a head "সিদ্ধান্তসমূহ", each a decision of its own with its number."""
    split = split_numbers("\n".join(group.decision))
    if split is None or split[0] or len(split[1]) < 2 or value_of(split[1][0][0]) is None:
        return []
    texts, named = implementers_within([entry for _, entry in split[1]])
    return [
        (
            number,
            Group(
                line=group.line,
                number=number,
                decision=[text],
                implementer=[whom] if whom else group.implementer,
                deadline=group.deadline,
            ),
        )
        for (number, _), text, whom in zip(split[1], texts, named, strict=True)
    ]


def _from_prose(section: Section, title: str | None, text: str, *, strict: bool) -> AgendaItem:
    """An item without a decision label: the sentences that decide are its decision."""
    said, decided = split_prose(text, strict=strict) or (text, "")
    return AgendaItem(
        place=section.line.place,
        serial_text=section.number,
        title=title,
        discussion=said or None,
        decisions=decisions_of(
            decided, None, None, title=title, place=section.line.place, confidence=section.line.confidence
        ),
    )


def _decisions(group: Group, title: str | None) -> tuple[RawDecision, ...]:
    text = "\n".join(group.decision)
    return decisions_of(
        text,
        "\n".join(group.implementer) or None,
        "\n".join(group.deadline) or None,
        title=title,
        place=group.line.place,
        confidence=group.line.confidence,
    )
