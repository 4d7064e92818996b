"""The rows of a decision table, put together again where a page, a merged cell or a section row parts them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.document import Cell, Table
from pipeline.interpret.columns import Columns, Role, is_number_row
from pipeline.interpret.content import Grid, place_of
from pipeline.interpret.sentences import closes
from pipeline.interpret.titles import tidy_title
from pipeline.interpret.vocabulary import pattern
from pipeline.minutes import Place

PRINTED_SERIAL = pattern(
    r"^\s*(?:(?:(?:আলোচ্য|বিবেচ্য)\s*-?\s*(?:সূচি|সূচী|বিষয়)|এজেন্ডা|প্রস্তাব|agenda)\s*(?:নং|নম্বর|no\.?|item)?\s*[-–—:ঃ]?\s*)?"
    r"[(\[]?([০-৯0-9]{1,2}(?:\.[০-৯0-9]{1,2})*)\s*(?:নং\s*(?:আলোচ্য\s*(?:সূচি|সূচী|বিষয়))?)?\s*[)\]।.:ঃ|–-]*\s*"
)


@dataclass(slots=True, kw_only=True)
class Row:
    """One row of a decision table being put together: texts by role, and where they began."""

    texts: dict[Role, str] = field(default_factory=dict)
    cells: dict[Role, Cell] = field(default_factory=dict)
    place: Place
    section: tuple[str | None, str | None] = (None, None)
    columns: Columns
    originals: list[str] = field(default_factory=list)


_DITTO = pattern(r"[\s'‘’-]*(?:ঐ|[\"“”″〃]|''|,,|do|ditto|তদ্রূপ|উপরোক্ত|একই)[\s.।'‘’-]*")
_DITTOED: tuple[Role, ...] = ("implementer", "deadline", "subject")


def collect_rows(
    rows: list[Row],
    columns: Columns,
    grid: Grid,
    start: int,
    end: int,
    *,
    above: tuple[str | None, str | None] = (None, None),
) -> None:
    """Append the rows `start` to `end` of a table, joining those that go on with the row before."""
    section = above
    first = True
    columns = _filled(columns, grid.table, start, end)
    for index in range(start, end):
        cells = grid.table.rows[index]
        if is_number_row(cells) and len([cell for cell in cells if cell and cell.text.strip()]) > 2:
            continue
        heading = _section(cells, index, columns)
        if heading is not None:
            if not closes(heading):
                section = section_topic(heading)
            continue
        row = _row(columns, grid, index, section)
        if not row.texts:
            continue
        page_before = rows[-1].place.page if rows else None
        turned = first or (page_before is not None and row.place.page != page_before)
        if rows and _goes_on(row, rows[-1], columns, turned=turned):
            _join(rows[-1], row)
        else:
            if rows:
                _repeat(rows[-1], row)
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


def section_topic(heading: str) -> tuple[str | None, str | None]:
    """Return the serial and the topic of a heading over rows; None for what it does not hold."""
    match = PRINTED_SERIAL.match(heading)
    if match:
        return match[1], tidy_title(heading[match.end() :])
    return None, tidy_title(heading)


def _row(columns: Columns, grid: Grid, index: int, section: tuple[str | None, str | None]) -> Row:
    cells = grid.table.rows[index]
    filled = [cell for cell in cells if cell is not None]
    page = next((cell.page for cell in filled if cell.page is not None), grid.table.page)
    place = place_of(grid.number, index, page, None)
    row = Row(place=place, section=section, columns=columns)
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


def _goes_on(row: Row, before: Row, columns: Columns, *, turned: bool) -> bool:
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


def _begins(row: Row, columns: Columns) -> bool:
    """A row without a serial column begins an item where it names a topic, or every column is filled."""
    if columns.has("title"):
        return "title" in row.texts
    wanted = [role for role in columns.roles if role in {"discussion", "decision", "implementer"}]
    return all(role in row.texts for role in wanted)


def _ends(text: str) -> bool:
    return text.rstrip().endswith(("।", "|", ".", "ঃ", ":"))


def _repeat(before: Row, row: Row) -> None:
    """Put the words of the row before where the row only says ঐ."""
    for role in _DITTOED:
        if role in before.texts and _DITTO.fullmatch(row.texts.get(role, "")):
            row.texts[role] = before.texts[role]


def _join(before: Row, row: Row) -> None:
    for role, text in row.texts.items():
        head = before.texts.get(role)
        if head is None:
            before.texts[role] = text
            before.cells.setdefault(role, row.cells[role])
        elif row.cells[role] is not before.cells.get(role):
            before.texts[role] = f"{head}{chr(10) if _ends(head) else ' '}{text}"
    before.originals += row.originals
