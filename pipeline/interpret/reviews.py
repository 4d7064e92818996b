"""Earlier decisions that a meeting reviews, with the progress stated: they are no decisions of that meeting."""

from collections.abc import Iterator, Sequence

from extractors.document import Cell
from normalizers.progress import find_progress
from pipeline.interpret.columns import Columns, Role, is_number_row, read_head
from pipeline.interpret.content import Content, Grid, TextLine, place_of
from pipeline.interpret.enumerations import split_decisions
from pipeline.interpret.sentences import closes
from pipeline.interpret.serials import is_serial
from pipeline.interpret.tables import is_review
from pipeline.interpret.vocabulary import DECISION, MINUTES, PREVIOUS, pattern
from pipeline.minutes import AgendaItem, RawReview

_TOLD = pattern(rf"{PREVIOUS}[^।]{{0,40}}(?:{DECISION}|{MINUTES})")
_SHORTEST = 60  # letters of a paragraph that tells what became of decisions
_REVIEWED: tuple[Role, ...] = ("decision", "title", "subject", "discussion")
_STATED: tuple[Role, ...] = ("progress", "remarks", "discussion")


def reviews_of(contents: Sequence[Content], items: Sequence[AgendaItem]) -> tuple[RawReview, ...]:
    """Return the rows of tables that review earlier decisions, and paragraphs that tell of them outside of `items`."""
    found: list[RawReview] = []
    columns: Columns | None = None
    caption = ""
    for content in contents:
        if isinstance(content, Grid):
            columns = _take(found, content, columns, caption)
            caption = ""
            continue
        caption = content.text
        if closes(content.text):
            break
    endings = _endings(items)
    told = (line for line in contents if isinstance(line, TextLine) and _tells(line.text, endings))
    found += (RawReview(place=line.place, progress=line.text.strip()) for line in told)
    return tuple(found)


def _take(found: list[RawReview], grid: Grid, columns: Columns | None, caption: str) -> Columns | None:
    """Append what the rows of a table review; return the columns that hold at its end."""
    rows = grid.table.rows
    if columns is not None and len(columns.roles) != grid.table.width:
        columns = None
    before = len(found)
    for index, row in enumerate(rows):
        head = read_head(row)
        if head is not None:
            columns = head
            continue
        if columns is None or is_number_row(row) or not _reviews(columns, caption):
            continue
        texts = _texts(row, columns)
        reviewed = _first(texts, ("previous",) if columns.has("previous") else _REVIEWED)
        stated = _first(texts, _STATED)
        if len(found) > before and "serial" not in texts and columns.has("serial") and not (reviewed and stated):
            found[-1] = _joined(found[-1], reviewed, stated)  # it goes on behind a page break
        elif reviewed:
            place = place_of(grid.number, index, next((cell.page for cell in row if cell), grid.table.page), None)
            serial = texts.get("serial")
            for decision, progress in _paired(reviewed, stated):
                found.append(
                    RawReview(
                        place=place,
                        decision=decision,
                        progress=progress,
                        serial_text=serial if serial and is_serial(serial) else None,
                        implementers_text=texts.get("implementer"),
                    )
                )
    return columns


def _reviews(columns: Columns, caption: str) -> bool:
    return columns.has("progress", "remarks") and (columns.has("previous") or is_review(columns, caption))


def _texts(row: Sequence[Cell | None], columns: Columns) -> dict[Role, str]:
    texts: dict[Role, str] = {}
    for role, cell in zip(columns.roles, row, strict=False):
        if cell is not None and (text := cell.text.strip()):
            texts[role] = f"{texts[role]} {text}" if role in texts else text
    return texts


def _first(texts: dict[Role, str], roles: Sequence[Role]) -> str | None:
    return next((texts[role] for role in roles if role in texts), None)


def _joined(review: RawReview, reviewed: str | None, stated: str | None) -> RawReview:
    return RawReview(
        place=review.place,
        decision=" ".join(filter(None, (review.decision, reviewed))) or None,
        progress=" ".join(filter(None, (review.progress, stated))) or None,
        serial_text=review.serial_text,
        implementers_text=review.implementers_text,
    )


def _paired(reviewed: str, stated: str | None) -> Iterator[tuple[str, str | None]]:
    """Decisions that are enumerated in one cell, each with the entry of the progress that stands beside it."""
    decisions = split_decisions(reviewed).entries
    progress = split_decisions(stated).entries if stated else ()
    if len(decisions) == len(progress) and len(decisions) > 1:
        yield from zip(decisions, progress, strict=True)
    else:
        yield from ((decision, stated) for decision in decisions)


def _endings(items: Sequence[AgendaItem]) -> set[str]:
    """How the paragraphs of items end: labels and topics at their heads are cut off there."""
    texts = (text for item in items for text in (item.discussion, *(one.text for one in item.decisions)) if text)
    return {line.strip()[-_SHORTEST:] for text in texts for line in text.split("\n")}


def _tells(text: str, endings: set[str]) -> bool:
    if len(text) < _SHORTEST or not _TOLD.search(text) or text.strip()[-_SHORTEST:] in endings:
        return False
    return bool(find_progress(text))
