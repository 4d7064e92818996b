"""Meetings, agenda items and decisions in a document: which words are a decision, whose, by when.

The layout families are a plain list of recognisers over the same contents, whatever format they came from; the
first that finds decisions reads the meeting.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace

from extractors.document import Block, Document
from pipeline.interpret.content import Content, Found, Grid, contents_of
from pipeline.interpret.flattened import read_flattened
from pipeline.interpret.header import Header, read_header
from pipeline.interpret.meetings import cut_meetings
from pipeline.interpret.negatives import is_news, is_notice, is_stock, reason_for
from pipeline.interpret.resolutions import read_resolutions
from pipeline.interpret.sections import read_sections
from pipeline.interpret.sentences import directs, performs, states_decision
from pipeline.interpret.tables import read_tables
from pipeline.minutes import AgendaItem, Interpretation, Minutes

Recogniser = Callable[[Sequence[Content]], Found | None]

RECOGNISERS: tuple[Recogniser, ...] = (read_tables, read_flattened, read_sections, read_resolutions)


def interpret(document: Document) -> Interpretation:
    """Return the meetings of a document with their decisions, or why there are none."""
    contents = contents_of(document.blocks)
    founds: list[tuple[Sequence[Content], Found]] = []
    explained = 0
    for part in cut_meetings(contents, lambda some: _holds_decisions(some)):
        found = recognise(part)
        if found is not None:
            explained += found.explained
            if found.items:
                founds.append((part, found))
    if not founds:
        return Interpretation(
            reason=reason_for(contents, reviews=explained), rows_seen=explained, rows_explained=explained
        )
    minutes = tuple(_minutes(document, part, found) for part, found in founds)
    decisions = sum(len(item.decisions) for one in minutes for item in one.items)
    return Interpretation(minutes=minutes, rows_seen=decisions + explained, rows_explained=explained)


def recognise(contents: Sequence[Content]) -> Found | None:
    """Return what the first recogniser that finds decisions makes of one meeting's contents."""
    account: Found | None = None
    for read in RECOGNISERS:
        if read is read_resolutions and (is_notice(contents) or is_news(contents) or is_stock(contents)):
            continue
        found = read(contents)
        if found is not None and found.items:
            return _with_prose(found, contents) if read is read_tables else found
        account = account or found
    return account


def _with_prose(found: Found, contents: Sequence[Content]) -> Found:
    """Add the items that stand in labelled prose before or after the decision tables."""
    tables = [index for index, content in enumerate(contents) if isinstance(content, Grid)]
    before, after = contents[: tables[0]], contents[tables[-1] + 1 :]
    items = (*_plainly_decided(before), *found.items, *_plainly_decided(after))
    return replace(found, items=items, layout="table and prose" if len(items) > len(found.items) else found.layout)


def _plainly_decided(contents: Sequence[Content]) -> tuple[AgendaItem, ...]:
    found = read_sections(contents)
    if found is None:
        return ()
    return tuple(
        item
        for item in found.items
        if all(directs(one.text) or performs(one.text) or states_decision(one.text) for one in item.decisions)
    )


def _holds_decisions(contents: Sequence[Content]) -> bool:
    found = recognise(contents)
    return found is not None and bool(found.items)


def _minutes(document: Document, part: Sequence[Content], found: Found) -> Minutes:
    blocks: list[Block] = [document.blocks[index] for index in sorted({content.block for content in part})]
    header: Header = read_header(blocks, document.furniture, document.page_title)
    values = {field.name: getattr(header, field.name) for field in fields(header)}
    return Minutes(items=found.items, layout=found.layout, certainty=found.certainty, **values)
