"""Decision tables: a row per agenda item, whatever its columns."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from extractors.document import Cell, Table
from pipeline.interpret.columns import Columns, Role, by_content, is_number_row, read_head, with_serials
from pipeline.interpret.content import Content, Found, TextLine
from pipeline.interpret.decisions import decisions_of
from pipeline.interpret.enumerations import split_decisions, split_numbers
from pipeline.interpret.prologue import may_be_topic
from pipeline.interpret.sentences import closes, split_prose
from pipeline.interpret.serials import is_serial
from pipeline.interpret.table_rows import PRINTED_SERIAL, Row, collect_rows, section_topic
from pipeline.interpret.titles import split_topic, tidy_discussion, tidy_title
from pipeline.interpret.vocabulary import DECISION, PREVIOUS, SEPARATOR, pattern
from pipeline.minutes import AgendaItem

_REVIEW = pattern(rf"{PREVIOUS}[^।]{{0,60}}(?:{DECISION}|অগ্রগতি|বাস্তবায়ন)|অগ্রগতি\s*(?:পর্যালোচনা|প্রতিবেদন)")
_LABEL = pattern(rf"^\s*(?:{'গৃহীত|সভার'})?\s*{DECISION}(?:সমূহ|\s*সমূহ)?{SEPARATOR}|^\s*decisions?\s*:\s*")
_BOTH = pattern(rf"(?:^|(?<=[।|\s])){DECISION}\s*(?:সমূহ)?\s*[:ঃ]\s*[-–—]*|\bdecisions?\s*:")
_NO_TOPIC = pattern(rf"{DECISION}|আলোচনা|নিম্ন|decision|discussion|following|^\s*$")
_DECISION_SERIAL = pattern(r"^\s*[(\[]?([০-৯0-9]{1,2}(?:\.[০-৯0-9]{1,2})?)\s*[)\]।|]\s*(?=\S)|^\s*([০-৯0-9]{1,2})\.\s+")


def read_tables(contents: Sequence[Content]) -> Found | None:
    """Return the rows of all decision tables among `contents`; None where there is none."""
    rows: list[Row] = []
    explained = 0
    certainty = 1.0
    columns: Columns | None = None
    seen_any = False
    caption = ""
    for content in contents:
        if isinstance(content, TextLine):
            caption = content.text
            if closes(content.text):
                columns = None
            continue
        table = content.table
        parts, columns = _parts(table, columns)
        for part, start, end in parts:
            if part is None:
                continue
            part = with_serials(part, table.rows[start:end])
            if is_review(part, caption):
                explained += sum(1 for row in table.rows[start:end] if _serial_cell(row, part))
                seen_any = True
                continue
            certainty = min(certainty, part.certainty)
            seen_any = True
            collect_rows(rows, part, content, start, end, above=_topic_of(caption, part))
        caption = ""
    items = _items(rows)
    explained += sum(1 for item in items if not item.decisions)
    kept = tuple(item for item in items if item.decisions)
    if not seen_any:
        return None
    silent = tuple(item.serial_text for item in items if item.serial_text and not item.decisions)
    return Found(items=kept, layout="table", certainty=certainty, explained=explained, silent=silent)


def _parts(table: Table, before: Columns | None) -> tuple[list[tuple[Columns | None, int, int]], Columns | None]:
    """Cut a table at its head rows; the rows before the first head go on with the columns of the table before."""
    heads = [(index, *head) for index, row in enumerate(table.rows) if (head := _head(table, index, row))]
    parts: list[tuple[Columns | None, int, int]] = []
    first = heads[0][0] if heads else len(table.rows)
    if first > 0 and not heads:
        columns = before if before is not None and len(before.roles) == table.width else by_content(table)
        parts.append((columns, 0, first))
        return parts, columns
    if first > 0 and before is not None and len(before.roles) == table.width:
        parts.append((before, 0, first))
    for position, (index, columns, height) in enumerate(heads):
        end = heads[position + 1][0] if position + 1 < len(heads) else len(table.rows)
        parts.append((columns, index + height, end))
    return parts, heads[-1][1]


def _head(table: Table, index: int, row: Sequence[Cell | None]) -> tuple[Columns, int] | None:
    """The columns that the row heads, alone or with a second head row under it (merged heads), and its height."""
    if any(cell is not None and cell.row != index for cell in row):
        return None
    columns = read_head(row)
    if index + 1 >= len(table.rows):
        return None if columns is None else (columns, 1)
    below = table.rows[index + 1]
    spanning = any(cell is not None and cell.row_span > 1 for cell in row) and any(
        cell is not None and cell.column_span > 1 and cell.row_span == 1 for cell in row
    )
    if spanning and not is_number_row(below):
        joined = read_head([low if low is not None else top for top, low in zip(row, below, strict=True)]) or columns
        return None if joined is None else (joined, 2)
    return None if columns is None else (columns, 1)


def _topic_of(caption: str, columns: Columns) -> tuple[str | None, str | None]:
    """Serial and topic in the line above a table that has no column for either ("১। কৃষি বিভাগ")."""
    if columns.has("serial", "title", "subject") or _NO_TOPIC.search(caption):
        return None, None
    serial, topic = section_topic(caption)
    if topic is not None and may_be_topic(topic) and (serial or may_be_topic(caption)):
        return serial, topic
    return None, None


def is_review(columns: Columns, caption: str) -> bool:
    """True for a table that only reviews the decisions of an earlier meeting."""
    if not columns.has("decision", "both"):
        return True
    if not columns.has("progress") or columns.has("previous", "discussion", "title"):
        return False
    # Progress that stands before the decision led to it; behind it, it tells what became of an earlier one.
    after = max(columns.of("progress")) > min((*columns.of("decision"), *columns.of("both")))
    return after and bool(_REVIEW.search(caption))


def _items(rows: Sequence[Row]) -> list[AgendaItem]:
    items: list[AgendaItem] = []
    serial: str | None = None
    title: str | None = None
    groups: list[list[Row]] = []
    for row in rows:
        if groups and _same_item(groups[-1][-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    texts = [_merged(group) for group in groups]
    _drop_numbers_over_rows(groups, texts)
    for group, merged in zip(groups, texts, strict=True):
        row = group[0]
        own = merged.get("serial")
        named = "title" in merged or "subject" in merged
        if own is not None:
            serial, title = own, None
        elif row.section != (None, None):
            serial, title = row.section
        elif named or not row.columns.has("serial"):
            serial, title = None, None
        items.append(_item(row, merged, serial, title))
        title = items[-1].title
    return items


def _same_item(before: Row, row: Row) -> bool:
    """True where one merged decision cell covers both rows of one merged serial cell."""
    decision = row.cells.get("decision")
    serial = row.cells.get("serial")
    return (
        decision is not None
        and decision is before.cells.get("decision")
        and (serial is None or serial is before.cells.get("serial"))
    )


def _merged(group: Sequence[Row]) -> dict[Role, str]:
    merged = dict(group[0].texts)
    for before, row in pairwise(group):
        for role, text in row.texts.items():
            if row.cells[role] is not before.cells.get(role):
                merged[role] = f"{merged[role]}\n{text}" if role in merged else text
    return merged


def _drop_numbers_over_rows(groups: Sequence[Sequence[Row]], texts: Sequence[dict[Role, str]]) -> None:
    """Take the enumerators off decisions that one merged cell counts over its rows: "ক) …", and in the next row "খ) …"."""
    for _, run in groupby(range(len(groups)), key=lambda index: _item_cell(groups[index][0])):
        cells = [texts[index] for index in run]
        split = split_numbers("\n".join(cell.get("decision", "") for cell in cells)) if len(cells) > 1 else None
        if split is not None and not split[0] and len(split[1]) == len(cells):
            for cell, (_, entry) in zip(cells, split[1], strict=True):
                cell["decision"] = entry


def _item_cell(row: Row) -> int:
    """The cell that says which item the row is of, by identity: the serial's, else the topic's, else the row itself."""
    return id(row.cells.get("serial") or row.cells.get("title") or row)


def _item(row: Row, texts: dict[Role, str], serial: str | None, title: str | None) -> AgendaItem:
    if serial is None:
        serial = _printed_serial(texts)
    topic, discussion, decision = _matter(row, texts)
    if topic is None and "title" not in texts and "subject" not in texts:
        topic = title if title is not None else row.section[1]
    if serial is None and not row.columns.has("serial"):
        serial, decision = _numbered_decision(decision)
    return AgendaItem(
        place=row.place,
        serial_text=serial,
        title=topic,
        discussion=discussion,
        decisions=decisions_of(
            decision,
            texts.get("implementer"),
            texts.get("deadline"),
            title=topic,
            place=row.place,
            confidence=_confidence(row),
        ),
        original="\n".join(row.originals) or None,
    )


def _matter(row: Row, texts: dict[Role, str]) -> tuple[str | None, str | None, str]:
    """Topic, discussion and decision of a row, from whichever columns hold them."""
    decision = _LABEL.sub("", texts.get("decision", ""), count=1)
    discussion = texts.get("discussion")
    if discussion is None and "title" not in texts:
        discussion = texts.get("progress")
    if "both" in texts:
        said, decided = _said_and_decided(texts["both"])
        decision = f"{decision}\n{decided}".strip()
        discussion = "\n".join(filter(None, (discussion, said.strip()))) or None
    if "title" in texts:
        if discussion is None:
            topic, talk = split_topic(texts["title"])
            return topic, talk or texts.get("progress"), decision
        return tidy_title(texts["title"]), tidy_discussion(discussion), decision
    if "subject" in texts:
        return tidy_title(texts["subject"]), tidy_discussion(discussion) if discussion else None, decision
    if discussion is not None and not row.columns.has("progress", "title", "subject"):
        if row.section[1] is not None:
            return None, tidy_discussion(discussion), decision
        return *split_topic(discussion, of_discussion=True), decision
    return None, tidy_discussion(discussion) if discussion else None, decision


def _said_and_decided(text: str) -> tuple[str, str]:
    """Part a cell that holds discussion and decision: at the label, or where a sentence decides."""
    mark = _BOTH.search(text)
    if mark:
        return text[: mark.start()], text[mark.end() :].strip()
    return split_prose(text) or ("", text)


def _numbered_decision(text: str) -> tuple[str | None, str]:
    """Where no serial column stands, the number at the head of a lone decision is the row's serial."""
    match = _DECISION_SERIAL.match(text)
    if match is None or len(split_decisions(text).entries) > 1:
        return None, text
    return match[1] or match[2], text[match.end() :]


def _printed_serial(texts: dict[Role, str]) -> str | None:
    """Take the number at the head of the topic or the discussion, the row's serial where no column holds it."""
    roles: tuple[Role, ...] = ("title", "subject", "discussion")
    for role in roles:
        text = texts.get(role, "")
        match = PRINTED_SERIAL.match(text)
        if match is None or match.end() >= len(text) or not _marked(match[0]):
            continue
        numbers = split_numbers(text)
        if numbers is None or len(numbers[1]) == 1:
            texts[role] = text[match.end() :]
            return match[1]
    return None


def _marked(text: str) -> bool:
    return text.rstrip()[-1:] in "।.)|]:ঃ-–" or bool(pattern("আলোচ্য|এজেন্ডা|প্রস্তাব|agenda").search(text))


def _confidence(row: Row) -> float | None:
    known = [cell.confidence for cell in row.cells.values() if cell.confidence is not None]
    return min(known) if known else None


def _serial_cell(row: Sequence[Cell | None], columns: Columns) -> bool:
    serials = columns.of("serial")
    cell = row[serials[0]] if serials and serials[0] < len(row) else next((one for one in row if one), None)
    return cell is not None and is_serial(cell.text)
