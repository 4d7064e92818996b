"""The agenda as a list of its own, above the decisions: its topics by number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.content import Content, Found, TextLine
from pipeline.interpret.decisions import is_confirmation
from pipeline.interpret.marks import Mark, marks_of
from pipeline.interpret.serials import value_of
from pipeline.interpret.titles import says_nothing, tidy_title
from pipeline.interpret.vocabulary import AGENDA, pattern
from pipeline.minutes import AgendaItem

_FEWEST = 2
_TOPIC = pattern(rf"^[^:ঃ]{{0,20}}{AGENDA}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaList:
    """The marks from the head "আলোচ্যসূচি:" up to the last topic, as indices, and the topics."""

    start: int
    end: int  # behind the last topic
    topics: dict[tuple[int, ...], str]


def agenda_list(marks: Sequence[Mark]) -> AgendaList | None:
    """Return the first list of topics under a head of its own; None where there is none."""
    for start, head in enumerate(marks):
        if head.kind != "agenda" or head.number is not None or head.text:
            continue
        topics: dict[tuple[int, ...], str] = {}
        for mark in marks[start + 1 :]:
            if mark.kind != "text" or mark.number is None or not says_nothing(mark.text):
                break
            value, topic = value_of(mark.number), tidy_title(mark.text)
            if value != (len(topics) + 1,) or topic is None:
                break
            topics[value] = topic
        if len(topics) >= _FEWEST:
            return AgendaList(start=start, end=start + 1 + len(topics), topics=topics)
    return None


def answers(marks: Sequence[Mark], topics: AgendaList) -> bool:
    """True where the decisions behind the list go by its numbers: one label each, or one list as long."""
    after = marks[topics.end :]
    labels = [mark for mark in after if mark.kind == "decision"]
    if any(mark.kind == "agenda" for mark in after):
        return False
    if len(labels) > 1:
        return all(mark.number and value_of(mark.number) in topics.topics for mark in labels)
    return len(labels) == 1 and not labels[0].text and _counted(after, labels[0]) == len(topics.topics)


def _counted(marks: Sequence[Mark], label: Mark) -> int:
    """How far the numbered lines behind `label` count up from one."""
    count = 0
    for mark in marks[marks.index(label) + 1 :]:
        if mark.number and value_of(mark.number) == (count + 1,):
            count += 1
    return count


def _number_alike(found: Found, topics: AgendaList) -> bool:
    """True where each topic has its one numbered paragraph, deciding or silent, and none has a topic of its own.

    The last may be missing: the one that closes the meeting.
    """
    if found.layout not in {"numbered paragraphs", "sections"} or any(item.title for item in found.items):
        return False
    values = sorted([*map(_value, found.items), *(value_of(serial) or () for serial in found.silent)])
    numbers = list(topics.topics)
    return values in (numbers, numbers[:-1])


def _call_topics(marks: Sequence[Mark]) -> bool:
    """True where items that carry a label are called what the list is, not প্রস্তাব, whose number is its own."""
    return all(_TOPIC.search(mark.raw) for mark in marks if mark.kind == "agenda" and mark.number)


def _value(item: AgendaItem) -> tuple[int, ...]:
    return value_of(item.serial_text or "") or ()


def with_topics(found: Found, contents: Sequence[Content]) -> Found:
    """Return the items with the topics of an agenda list whose numbers they answer; items with words of their own stay."""
    marks = [mark for content in contents if isinstance(content, TextLine) for mark in marks_of(content.text)]
    topics = agenda_list(marks)
    if topics is None:
        return found
    if _number_alike(found, topics) and _call_topics(marks[topics.end :]):
        return replace(found, items=tuple(_titled(item, topics.topics[_value(item)]) for item in found.items))
    if not answers(marks, topics):
        return found
    items = tuple(
        _titled(item, topics.topics.get(_value(item)))
        if item.serial_text and item.title is None and item.discussion is None
        else item
        for item in found.items
    )
    return replace(found, items=items)


def _titled(item: AgendaItem, title: str | None) -> AgendaItem:
    decisions = (replace(one, is_confirmation=is_confirmation(title, one.text)) for one in item.decisions)
    return replace(item, title=title, decisions=tuple(decisions))
