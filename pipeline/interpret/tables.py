"""Decision tables: a row per agenda item, whatever its columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.document import Cell, Table
from pipeline.interpret.columns import Columns, Role, by_content, is_number_row, read_head
from pipeline.interpret.content import Content, Found, Grid, TextLine, place_of
from pipeline.interpret.enumerations import pair, split_decisions
from pipeline.interpret.sentences import closes, confirms, split_prose, without_closing
from pipeline.interpret.serials import is_serial, value_of
from pipeline.interpret.titles import split_topic, tidy_discussion, tidy_title
from pipeline.interpret.vocabulary import DECISION, IMPLEMENT, PREVIOUS, SEPARATOR, pattern
from pipeline.minutes import AgendaItem, Place, RawDecision

_REVIEW = pattern(rf"{PREVIOUS}[^।]{{0,60}}(?:{DECISION}|অগ্রগতি|বাস্তবায়ন)|অগ্রগতি\s*(?:পর্যালোচনা|প্রতিবেদন)")
_LABEL = pattern(rf"^\s*(?:{'গৃহীত|সভার'})?\s*{DECISION}(?:সমূহ|\s*সমূহ)?{SEPARATOR}|^\s*decisions?\s*:\s*")
_BOTH = pattern(rf"(?:^|(?<=[।|\s])){DECISION}\s*(?:সমূহ)?\s*[:ঃ]\s*[-–—]*|\bdecisions?\s*:")
_SECTION_SERIAL = pattern(
    r"^\s*(?:(?:আলোচ্য\s*-?\s*(?:সূচি|সূচী|বিষয়)|এজেন্ডা|প্রস্তাব|agenda)\s*(?:নং|নম্বর|no\.?|item)?\s*[-–—:ঃ]?\s*)?"
    r"[(\[]?([০-৯0-9]{1,2}(?:\.[০-৯0-9]{1,2})*)\s*(?:নং\s*(?:আলোচ্য\s*(?:সূচি|সূচী|বিষয়))?)?\s*[)\]।.:ঃ|–-]*\s*"
)
_DECISION_SERIAL = pattern(r"^\s*[(\[]?([০-৯0-9]{1,2}(?:\.[০-৯0-9]{1,2})?)\s*[)\]।|]\s*(?=\S)|^\s*([০-৯0-9]{1,2})\.\s+")
_IMPLEMENTED_BY = rf"(?:{IMPLEMENT}(?:কারী|ে|ের\s*দায়িত্বে?)?|দায়িত্বে|action\s*by|responsib\w+)\s*[-–—]?\s*[:ঃ-]\s*-?"
_IMPLEMENTER_WITHIN = pattern(
    rf"\s*[(\[]\s*{_IMPLEMENTED_BY}\s*([^)\]]{{2,160}})[)\]]\s*[।.]?\s*$|\n\s*{_IMPLEMENTED_BY}\s*([^\n]{{2,200}})\s*$"
)
_EMPTY = pattern(r"^[\s\-–—.।/]*$|^\s*(?:নাই|নেই|প্রযোজ্য\s*নয়|nil|n/?a)\s*[।.]?\s*$")


@dataclass(slots=True, kw_only=True)
class _Row:
    """One row of a decision table being put together: texts by role, and where they began."""

    texts: dict[Role, str] = field(default_factory=dict)
    cells: dict[Role, Cell] = field(default_factory=dict)
    place: Place
    section: tuple[str | None, str | None] = (None, None)
    columns: Columns
    originals: list[str] = field(default_factory=list)


def read_tables(contents: Sequence[Content]) -> Found | None:
    """Return the rows of all decision tables among `contents`; None where there is none."""
    rows: list[_Row] = []
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
            if _is_review(part, caption):
                explained += sum(1 for row in table.rows[start:end] if _serial_cell(row, part))
                seen_any = True
                continue
            certainty = min(certainty, part.certainty)
            seen_any = True
            _collect(rows, part, content, start, end)
        caption = ""
    items = _items(rows)
    explained += sum(1 for item in items if not item.decisions)
    kept = tuple(item for item in items if item.decisions)
    if not seen_any:
        return None
    return Found(items=kept, layout="table", certainty=certainty, explained=explained)


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
    if columns is None:
        return None
    if index + 1 >= len(table.rows):
        return columns, 1
    below = table.rows[index + 1]
    spanning = any(cell is not None and cell.row_span > 1 for cell in row) and any(
        cell is not None and cell.column_span > 1 and cell.row_span == 1 for cell in row
    )
    if spanning and not is_number_row(below):
        joined = read_head([low if low is not None else top for top, low in zip(row, below, strict=True)])
        return joined or columns, 2
    return columns, 1


def _is_review(columns: Columns, caption: str) -> bool:
    """True for a table that only reviews the decisions of an earlier meeting."""
    if not columns.has("decision", "both"):
        return True
    return (
        columns.has("progress") and not columns.has("previous", "discussion", "title") and bool(_REVIEW.search(caption))
    )


def _collect(rows: list[_Row], columns: Columns, grid: Grid, start: int, end: int) -> None:
    """Append the rows `start` to `end` of a table, joining those that go on with the row before."""
    section: tuple[str | None, str | None] = (None, None)
    first = True
    columns = _filled(columns, grid.table, start, end)
    for index in range(start, end):
        cells = grid.table.rows[index]
        if is_number_row(cells) and len([cell for cell in cells if cell and cell.text.strip()]) > 2:
            continue
        heading = _section(cells, index, columns)
        if heading is not None:
            if not closes(heading):
                section = _section_topic(heading)
            continue
        row = _row(columns, grid, index, section)
        if not row.texts:
            continue
        page_before = rows[-1].place.page if rows else None
        turned = first or (page_before is not None and row.place.page != page_before)
        if rows and _goes_on(row, rows[-1], columns, turned=turned):
            _join(rows[-1], row)
        else:
            rows.append(row)
        first = False


def _filled(columns: Columns, table: Table, start: int, end: int) -> Columns:
    """A serial column without any number (a list that lost its numbering) is none."""
    serials = columns.of("serial")
    cells = [row[column] for row in table.rows[start:end] for column in serials if column < len(row)]
    if any(cell is not None and cell.text.strip() for cell in cells):
        return columns
    return replace(columns, roles=tuple("other" if role == "serial" else role for role in columns.roles))


def _section(cells: Sequence[Cell | None], index: int, columns: Columns) -> str | None:
    """The text of a row whose only cell spans the table; None for a row of data."""
    filled = [cell for cell in cells if cell is not None and cell.text.strip()]
    distinct = {id(cell) for cell in cells if cell is not None}
    if len(filled) != 1 or len(cells) < 3:
        return None
    only = filled[0]
    if only.row != index or (only.column_span < len(cells) - 1 and len(distinct) > 1):
        return None
    return only.text.strip()


def _section_topic(heading: str) -> tuple[str | None, str | None]:
    match = _SECTION_SERIAL.match(heading)
    if match:
        return match[1], tidy_title(heading[match.end() :])
    return None, tidy_title(heading)


def _row(columns: Columns, grid: Grid, index: int, section: tuple[str | None, str | None]) -> _Row:
    cells = grid.table.rows[index]
    filled = [cell for cell in cells if cell is not None]
    page = next((cell.page for cell in filled if cell.page is not None), grid.table.page)
    place = place_of(grid.number, index, page, None)
    row = _Row(place=place, section=section, columns=columns)
    for column, cell in enumerate(cells):
        if cell is None or not cell.text.strip():
            continue
        role = columns.roles[column] if column < len(columns.roles) else "other"
        if role in {"other", "remarks", "previous", "person"}:
            continue
        text = cell.text.strip()
        row.texts[role] = f"{row.texts[role]} {text}" if role in row.texts else text
        row.cells.setdefault(role, cell)
        if cell.original and role in {"decision", "both"}:
            row.originals.append(cell.original)
    decision = row.cells.get("decision") or row.cells.get("both")
    if decision is not None:
        row.place = place_of(grid.number, index, decision.page or page, decision.box)
    return row


def _goes_on(row: _Row, before: _Row, columns: Columns, *, turned: bool) -> bool:
    """True where the row has no serial of its own and goes on with the one before."""
    if columns.has("serial") and "serial" in row.texts:
        return False
    if not columns.has("serial"):
        return turned and not _begins(row, columns) and row.place.locator != before.place.locator
    if "title" in row.texts and not turned:
        return False
    if turned:
        return "title" not in row.texts or not _ends(before.texts.get("title", "।"))
    return "decision" not in row.texts and "both" not in row.texts


def _begins(row: _Row, columns: Columns) -> bool:
    """A row without a serial column begins an item where it names a topic, or every column is filled."""
    if columns.has("title"):
        return "title" in row.texts
    wanted = [role for role in columns.roles if role in {"discussion", "decision", "implementer"}]
    return all(role in row.texts for role in wanted)


def _ends(text: str) -> bool:
    return text.rstrip().endswith(("।", "|", ".", "ঃ", ":"))


def _join(before: _Row, row: _Row) -> None:
    for role, text in row.texts.items():
        head = before.texts.get(role)
        if head is None:
            before.texts[role] = text
            before.cells.setdefault(role, row.cells[role])
        elif row.cells[role] is not before.cells.get(role):
            before.texts[role] = f"{head}{chr(10) if _ends(head) else ' '}{text}"
    before.originals += row.originals


def _items(rows: Sequence[_Row]) -> list[AgendaItem]:
    items: list[AgendaItem] = []
    serial: str | None = None
    title: str | None = None
    groups: list[list[_Row]] = []
    for row in rows:
        if groups and _same_item(groups[-1][-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    for group in groups:
        row = group[0]
        merged = _merged(group)
        own = merged.get("serial")
        if own is not None:
            serial, title = own, None
        elif row.section != (None, None):
            serial, title = row.section
        elif not row.columns.has("serial"):
            serial, title = None, None
        items.append(_item(row, merged, serial, title))
        title = items[-1].title
    return items


def _same_item(before: _Row, row: _Row) -> bool:
    """True where one merged decision cell covers both rows of one merged serial cell."""
    decision = row.cells.get("decision")
    serial = row.cells.get("serial")
    return (
        decision is not None
        and decision is before.cells.get("decision")
        and (serial is None or serial is before.cells.get("serial"))
    )


def _merged(group: Sequence[_Row]) -> dict[Role, str]:
    merged = dict(group[0].texts)
    for before, row in pairwise(group):
        for role, text in row.texts.items():
            if row.cells[role] is not before.cells.get(role):
                merged[role] = f"{merged[role]}\n{text}" if role in merged else text
    return merged


def _item(row: _Row, texts: dict[Role, str], serial: str | None, title: str | None) -> AgendaItem:
    topic, discussion, decision = _matter(row, texts)
    if topic is None and "title" not in texts and "subject" not in texts:
        topic = title if title is not None else row.section[1]
    if serial is None and not row.columns.has("serial"):
        serial, decision = _numbered_decision(decision)
    if serial is None or (texts.get("serial") and value_of(serial) is None and not is_serial(serial)):
        serial, topic, discussion = _printed_serial(serial, topic, discussion)
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


def _matter(row: _Row, texts: dict[Role, str]) -> tuple[str | None, str | None, str]:
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
        return *split_topic(discussion), decision
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


def _printed_serial(
    serial: str | None, title: str | None, discussion: str | None
) -> tuple[str | None, str | None, str | None]:
    """A number printed at the head of the topic is the item's serial where no serial column stands."""
    if serial is not None:
        return serial, title, discussion
    for text in (title, discussion):
        match = _SECTION_SERIAL.match(text) if text else None
        if text and match and match.end() < len(text) and not match[0].strip().isdigit() and _marked(match[0]):
            rest = text[match.end() :]
            return (match[1], rest, discussion) if text is title else (match[1], title, rest)
    return None, title, discussion


def _marked(text: str) -> bool:
    return text.rstrip()[-1:] in "।.)|]:ঃ-–" or bool(pattern("আলোচ্য|এজেন্ডা|প্রস্তাব|agenda").search(text))


def decisions_of(
    text: str,
    implementers: str | None,
    deadline: str | None,
    *,
    title: str | None,
    place: Place,
    confidence: float | None = None,
) -> tuple[RawDecision, ...]:
    """Return the decisions of one cell or section, each with its implementers and deadline."""
    text = without_closing(text).strip()
    if not text or _EMPTY.match(text):
        return ()
    entries, named = _implementers_within(split_decisions(text).entries)
    whom = [own or who for own, who in zip(named, pair(entries, implementers), strict=True)]
    until = pair(entries, deadline)
    return tuple(
        RawDecision(
            text=entry,
            place=place,
            implementers_text=who,
            deadline_text=by,
            confidence=confidence,
            is_confirmation=is_confirmation(title, entry),
        )
        for entry, who, by in zip(entries, whom, until, strict=True)
    )


def _implementers_within(entries: Sequence[str]) -> tuple[list[str], list[str | None]]:
    """Take "(বাস্তবায়নে: …)" and a last line "বাস্তবায়নে: …" out of decisions; such a last line holds for all."""
    texts: list[str] = []
    named: list[str | None] = []
    for entry in entries:
        match = _IMPLEMENTER_WITHIN.search(entry)
        if match and match.start() > 0:
            texts.append(entry[: match.start()].strip())
            named.append((match[1] or match[2]).strip())
        else:
            texts.append(entry)
            named.append(None)
    if len(entries) > 1 and named[-1] and not any(named[:-1]) and "\n" in entries[-1]:
        named = [named[-1]] * len(named)
    return texts, named


def is_confirmation(title: str | None, decision: str) -> bool:
    """True where the matter is to confirm the minutes of the last meeting."""
    return confirms(decision) if not title else confirms(title) or confirms(decision)


def _confidence(row: _Row) -> float | None:
    known = [cell.confidence for cell in row.cells.values() if cell.confidence is not None]
    return min(known) if known else None


def _serial_cell(row: Sequence[Cell | None], columns: Columns) -> bool:
    serials = columns.of("serial")
    cell = row[serials[0]] if serials and serials[0] < len(row) else next((one for one in row if one), None)
    return cell is not None and is_serial(cell.text)
