"""Meetings, agenda items and decisions in a document: which words are a decision, whose, by when.

The layout families are a plain list of recognisers over the same contents, whatever format they came from; the
first that finds decisions reads the meeting.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace

from extractors.document import Block, Document, Finding
from pipeline.interpret.agenda_lists import with_topics
from pipeline.interpret.attendance import lines_of_lists
from pipeline.interpret.content import Content, Found, Grid, TextLine, contents_of, lines_in
from pipeline.interpret.endings import without_ending
from pipeline.interpret.flattened import read_flattened
from pipeline.interpret.header import Header, read_header
from pipeline.interpret.meetings import Meeting, cut_meetings
from pipeline.interpret.negatives import is_news, is_notice, is_order, is_stock, reason_for, speaks_of_meeting
from pipeline.interpret.reconciliation import overlooked, serial_gaps
from pipeline.interpret.resolutions import read_headed_list, read_resolutions
from pipeline.interpret.reviews import reviews_of
from pipeline.interpret.sections import read_sections
from pipeline.interpret.sentences import closes, directs, performs, states_decision
from pipeline.interpret.serial_repair import repair_serials
from pipeline.interpret.tables import read_tables
from pipeline.minutes import AgendaItem, Interpretation, Minutes

Recogniser = Callable[[Sequence[Content]], Found | None]

RECOGNISERS: tuple[Recogniser, ...] = (read_tables, read_flattened, read_sections, read_resolutions)

_LETTER = 160  # letters of a line before the heading: prose, not a header
# Reasons that do not explain a decision mark by themselves.
_SURPRISING = ("no_minutes", "no_decisions_stated")


def interpret(document: Document) -> Interpretation:
    """Return the meetings of a document with their decisions, or why there are none."""
    contents = contents_of(document.blocks)
    meetings: list[tuple[Meeting, Found]] = []
    explained = 0
    missing: list[str] = []
    findings: list[Finding] = []
    for meeting in cut_meetings(contents, recognise):
        found = meeting.found
        if found is None or not found.items:
            explained += found.explained if found else 0
            continue
        found = replace(found, items=repair_serials(found.items))
        explained += found.explained
        missing += overlooked(meeting.contents, found.items)
        findings += (Finding(code="serial_gap", text=gap) for gap in serial_gaps(found.items, found.silent))
        meetings.append((meeting, found))
    if not meetings:
        reason = reason_for(contents, reviews=explained)
        marked = len(overlooked(contents, ())) if reason in _SURPRISING else 0
        return Interpretation(reason=reason, rows_seen=explained + marked, rows_explained=explained)
    findings += (Finding(code="decision_overlooked", text=text) for text in missing)
    minutes = tuple(_minutes(document, meeting, found) for meeting, found in meetings)
    decisions = sum(len(item.decisions) for one in minutes for item in one.items)
    return Interpretation(
        minutes=minutes,
        rows_seen=decisions + explained + len(missing),
        rows_explained=explained,
        findings=tuple(findings),
    )


def recognise(contents: Sequence[Content]) -> Found | None:
    """Return what the first recogniser that finds decisions makes of one meeting's contents."""
    account: Found | None = None
    contents = without_ending(_without_people(contents))
    for read in RECOGNISERS:
        found = read(contents)
        if read is read_resolutions and found is not None and not _is_minuted(found, contents):
            continue
        if found is not None and found.items:
            return _with_prose(found, contents) if read is read_tables else with_topics(found, contents)
        account = account or found
    return account


def _without_people(contents: Sequence[Content]) -> list[Content]:
    people = lines_of_lists([content.text if isinstance(content, TextLine) else "-" for content in contents])
    return [content for index, content in enumerate(contents) if index not in people]


def _is_minuted(found: Found, contents: Sequence[Content]) -> bool:
    """False where sentences that decide stand in a notice, in news or in stock text."""
    if is_notice(contents) or is_order(contents) or not speaks_of_meeting(contents):
        return False
    if found.layout != "prose" and len(found.items) > 1:
        return True
    return not is_news(contents) and not is_stock(contents)


def _with_prose(found: Found, contents: Sequence[Content]) -> Found:
    """Add the items that stand in labelled prose before or after the decision tables."""
    tables = [index for index, content in enumerate(contents) if isinstance(content, Grid)]
    before, after = contents[: tables[0]], contents[tables[-1] + 1 :]
    items = (*_plainly_decided(before), *found.items, *(_plainly_decided(after) or _resolved(after)))
    return replace(found, items=items, layout="table and prose" if len(items) > len(found.items) else found.layout)


def _plainly_decided(contents: Sequence[Content]) -> tuple[AgendaItem, ...]:
    found = read_sections(contents)
    if found is None:
        told = read_resolutions(contents)
        return tuple(item for item in told.items if item.serial_text and item.title) if told else ()
    return tuple(
        item
        for item in found.items
        if all(directs(one.text) or performs(one.text) or states_decision(one.text) for one in item.decisions)
    )


def _resolved(contents: Sequence[Content]) -> tuple[AgendaItem, ...]:
    """Return the items of prose behind the tables of a meeting, up to its end, whose sentences state a decision."""
    end = next((index for index, line in enumerate(contents) if isinstance(line, TextLine) and closes(line.text)), None)
    listed = read_headed_list(contents[:end])
    if listed is not None:
        return (listed,)
    found = read_resolutions(contents[:end])
    if found is None or found.layout != "prose":
        return ()
    return tuple(item for item in found.items if all(states_decision(one.text) for one in item.decisions))


def _minutes(document: Document, meeting: Meeting, found: Found) -> Minutes:
    whole = _header(document, (*meeting.before, *meeting.contents))
    header = whole
    if any(len(line.text) > _LETTER for line in lines_in(meeting.before)):
        # A letter that forwards the minutes: only what they do not say themselves.
        own = _header(document, meeting.contents)
        header = replace(
            own,
            title=own.title or whole.title,
            memo_text=own.memo_text or whole.memo_text,
            issued_on_text=own.issued_on_text or whole.issued_on_text,
            office=own.office or whole.office,
            attendees=own.attendees or whole.attendees,
            place_texts=(*own.place_texts, *whole.place_texts),
        )
    values = {field.name: getattr(header, field.name) for field in fields(header)}
    reviews = reviews_of(meeting.contents, found.items)
    return Minutes(items=found.items, reviews=reviews, layout=found.layout, certainty=found.certainty, **values)


def _header(document: Document, contents: Sequence[Content]) -> Header:
    blocks: list[Block] = [document.blocks[index] for index in sorted({content.block for content in contents})]
    return read_header(blocks, document.furniture, document.page_title)
