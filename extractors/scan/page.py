"""The blocks of one scanned page: tables cell by cell, the text between them line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from extractors.document import Block, Box, Cell, Finding, Paragraph, Table
from extractors.pdf.furniture import furniture_of
from extractors.pdf.lines import Line
from extractors.pdf.paragraphs import Margins, is_centred, text_margins, usual_pitch
from extractors.scan.columns import parted_head, unruled_table
from extractors.scan.grid import GridPlace, ScanGrid, grids_of, without_rules
from extractors.scan.lines import ReadParagraph, confidence_of, line_of, read_paragraphs, type_size
from extractors.scan.ocr import Engine, Word, engine
from extractors.scan.ocr_wording import bangla_figures, bangla_numbers, counts_in_bangla
from extractors.scan.picture import Gray
from extractors.scan.reader import KnownGrid
from extractors.scan.reading import read_region, without_edges, without_specks
from extractors.scan.rules import level_rules
from extractors.scan.sheet import Sheet, plain_sheet, sheet_of

POINTS = 72.0  # in an inch
UNREADABLE = 0.5  # mean confidence of a page that lies on its side or upside down; measured: 0.2 to 0.4
UNSURE = 0.6  # mean confidence of a page below which it is reported

Words = list[list[Word]]
Sure = tuple[Line, float]  # a line and how sure its reading is


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBlocks:
    """What stands on one page, and what was noticed while reading it."""

    blocks: list[Block]
    furniture: list[Paragraph]
    findings: list[Finding]
    confidence: float | None  # mean of its words; None where there are none


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """How places on the sheet (in points) are told as places on the page of the picture."""

    sheet: Sheet
    picture_dpi: float
    page: int

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        scale = self.sheet.dpi / POINTS
        corners = [self.sheet.source(x * scale, y * scale) for x in (x0, x1) for y in (top, bottom)]
        back = POINTS / self.picture_dpi
        xs, ys = [x * back for x, _ in corners], [y * back for _, y in corners]
        return Box(x0=round(min(xs), 2), top=round(min(ys), 2), x1=round(max(xs), 2), bottom=round(max(ys), 2))


def read_picture(
    picture: Gray, dpi: float, page: int, data: Path, known: Sequence[KnownGrid] | None = None
) -> PageBlocks:
    """Return the blocks of a page picture, read with the OCR data in a folder.

    `known` are its tables, in points, where the page was drawn by a program; a scan is searched for them.
    """
    ocr = engine(data)
    if known is not None:
        tables = [_in_pixels(grid, dpi) for grid in known]
        return read_sheet(ocr, plain_sheet(picture, dpi), tables, dpi, page, has_specks=False)
    sheet = sheet_of(picture, dpi)
    content = read_sheet(ocr, sheet, grids_of(sheet.pixels, sheet.dpi), dpi, page)
    if content.confidence is None or content.confidence >= UNREADABLE:
        return content
    # Few lines, or none of Bangla, may have told the wrong way up.
    for turns in {0, 1, 2, 3} - {sheet.turns}:
        sheet = sheet_of(picture, dpi, turns)
        other = read_sheet(ocr, sheet, grids_of(sheet.pixels, sheet.dpi), dpi, page)
        if (other.confidence or 0.0) > (content.confidence or 0.0) + 0.15:
            content = other
    return content


def _in_pixels(grid: KnownGrid, dpi: float) -> ScanGrid:
    scale = dpi / POINTS
    cells = [
        GridPlace(
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            x0=cell.x0 * scale,
            top=cell.top * scale,
            x1=cell.x1 * scale,
            bottom=cell.bottom * scale,
        )
        for cell in grid.cells
    ]
    return ScanGrid(cells=tuple(cells))


def read_sheet(
    ocr: Engine, sheet: Sheet, grids: Sequence[ScanGrid], picture_dpi: float, page: int, *, has_specks: bool = True
) -> PageBlocks:
    """Return the blocks of a page from top to bottom.

    `grids` are its tables, in pixels of the sheet. Boxes are in points of the picture, which had `picture_dpi`. A page
    without specks is read as it is: in small type the dots of র and য় are as small as dust.
    """
    plain = without_rules(sheet.pixels, grids, sheet.dpi)
    if has_specks:
        plain = without_specks(plain, sheet.dpi)
    scale = POINTS / sheet.dpi
    tables = [[(cell, _cell_words(ocr, plain, cell, sheet.dpi)) for cell in grid.cells] for grid in grids]
    split = [parted_head(grid, table, scale) for grid, table in zip(grids, tables, strict=True)]
    grids, tables = [grid for grid, _ in split], [table for _, table in split]
    running = [
        _in_points(line, 0, top, scale)
        for top, region in _between(plain, grids)
        for line in read_region(ocr, region, sheet.dpi) or []
    ]
    in_cells = [line for table in tables for _, words in table for line in words or []]
    size = type_size([*running, *in_cells])
    aligned = unruled_table(running, size, page, lambda: _rules_in_points(sheet))
    if aligned is not None:
        grid, cells, running = aligned
        in_cells += [line for _, words in cells for line in words or []]
        grids, tables = (
            [*grids, grid.scaled(1 / scale)],
            [*tables, [(cell.scaled(1 / scale), words) for cell, words in cells]],
        )
    height, width = (side * scale for side in plain.shape)

    lines = [(line_of(words, size, page), confidence_of(words)) for words in running]
    lines.sort(key=lambda sure: sure[0].top)
    edges = {page: (min(g.box[1] for g in grids) * scale, max(g.box[3] for g in grids) * scale)} if grids else {}
    apart = furniture_of({page: [line for line, _ in lines]}, edges, height)
    body = [sure for sure in lines if id(sure[0]) not in apart]
    margins = text_margins([line for line, _ in body], width)
    if grids:
        # Tables are as wide as the text; where few lines are full, they tell the margin better than the paper does.
        furthest = max([grid.box[2] * scale for grid in grids] + [line.x1 for line, _ in body])
        margins = replace(margins, right=min(margins.right, furthest))
    rooms = [
        [(cell, *_cell_lines(words, size, page, cell, scale, margins)) for cell, words in table] for table in tables
    ]
    groups = [([line for line, _ in body], margins)]
    groups += [
        ([line for line, _ in cell_lines], room) for table in rooms for _, cell_lines, room in table if cell_lines
    ]
    pitch = usual_pitch(groups)
    frame = _Frame(sheet=sheet, picture_dpi=picture_dpi, page=page)

    found: list[tuple[float, Block]] = []
    for grid, table in zip(grids, rooms, strict=True):
        found.append((grid.box[1] * scale, _table(grid, table, pitch, frame, scale)))
    for stretch in _stretches(body, [grid.box[1] * scale for grid in grids]):
        for paragraph in read_paragraphs(stretch, replace(margins, pitch=pitch)):
            found.append((paragraph.lines[0].top, _paragraph(paragraph, margins, frame)))
    found.sort(key=lambda pair: pair[0])
    furniture = [
        _paragraph(one, margins, frame)
        for one in read_paragraphs([sure for sure in lines if id(sure[0]) in apart], margins)
    ]
    blocks = [block for _, block in found]
    if counts_in_bangla(" ".join(word.text for line in [*running, *in_cells] for word in line)):
        blocks = [_with_figures(block) for block in blocks]
    sure = confidence_of([word for line in [*running, *in_cells] for word in line])
    unsure = (running or in_cells) and sure < UNSURE
    findings = [Finding(code="ocr_unsure", page=page, detail=f"mean confidence {sure:.2f}")] if unsure else []
    return PageBlocks(
        blocks=blocks, furniture=furniture, findings=findings, confidence=sure if running or in_cells else None
    )


def _in_points(words: Sequence[Word], across: float, down: float, scale: float) -> list[Word]:
    return [
        replace(
            word,
            x0=(word.x0 + across) * scale,
            top=(word.top + down) * scale,
            x1=(word.x1 + across) * scale,
            bottom=(word.bottom + down) * scale,
        )
        for word in words
    ]


def _rules_in_points(sheet: Sheet) -> list[tuple[float, float, float]]:
    scale = POINTS / sheet.dpi
    return [(at * scale, start * scale, end * scale) for at, start, end in level_rules(sheet.pixels, sheet.dpi)]


def _cell_words(ocr: Engine, plain: Any, cell: GridPlace, dpi: float) -> Words | None:
    """Return the lines of a cell in points of the sheet; None where it holds no ink."""
    left, top, right, bottom = (max(0, round(value)) for value in (cell.x0, cell.top, cell.x1, cell.bottom))
    words = read_region(ocr, without_edges(plain[top : bottom + 1, left : right + 1], dpi), dpi)
    return None if words is None else [_in_points(line, left, top, POINTS / dpi) for line in words]


def _between(plain: Any, grids: Sequence[ScanGrid]) -> Iterator[tuple[int, Any]]:
    """Yield the parts of the page outside of tables: the row where each begins, and its pixels."""
    rest = plain.copy()
    cuts = {0, plain.shape[0]}
    for grid in grids:
        left, top, right, bottom = (max(0, round(value)) for value in grid.box)
        rest[top : bottom + 1, left : right + 1] = 255
        cuts |= {min(top, plain.shape[0]), min(bottom, plain.shape[0])}
    ordered = sorted(cuts)
    for top, bottom in pairwise(ordered):
        yield top, rest[top:bottom]


def _cell_lines(
    words: Words | None, size: float, page: int, cell: GridPlace, scale: float, margins: Margins
) -> tuple[list[Sure] | None, Margins]:
    if words is None:
        return None, margins
    lines = [(line_of(line, size, page), confidence_of(line)) for line in words]
    left, right = cell.x0 * scale, cell.x1 * scale
    padding = max(0.0, min((line.x0 - left for line, _ in lines), default=0.0))
    # Texts begin beside the rule in most cells; a centred one tells nothing about the room at its right.
    padding = padding if padding < 1.2 * size else 0.4 * size
    return lines, replace(margins, left=left + padding, right=right - padding)


def _stretches(lines: Sequence[Sure], tops: Sequence[float]) -> Iterator[list[Sure]]:
    """Yield the lines between tables."""
    ends = [*sorted(tops), float("inf")]
    start = float("-inf")
    for end in ends:
        stretch = [sure for sure in lines if start <= sure[0].top < end]
        if stretch:
            yield stretch
        start = end


def _paragraph(read: ReadParagraph, margins: Margins, frame: _Frame) -> Paragraph:
    return Paragraph(
        text=read.text,
        page=frame.page,
        box=frame.box(*_hull(read.lines)),
        confidence=read.confidence,
        centred=all(is_centred(line, margins) for line in read.lines),
    )


def _with_figures(block: Block) -> Block:
    """Return a block of a page that counts in Bangla with its misread figures put right."""
    if isinstance(block, Paragraph):
        return replace(block, text=bangla_figures(block.text))
    cells = {(cell.row, cell.column): replace(cell, text=bangla_figures(cell.text)) for cell in block.cells()}
    for column in range(block.width):
        places = [place for place in cells if place[1] == column]
        for place, text in zip(places, bangla_numbers([cells[place].text for place in places]), strict=True):
            cells[place] = replace(cells[place], text=text)
    rows = tuple(tuple(cell and cells[cell.row, cell.column] for cell in row) for row in block.rows)
    return replace(block, rows=rows)


def _hull(lines: Sequence[Line]) -> tuple[float, float, float, float]:
    return (
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )


def _table(
    grid: ScanGrid,
    cells: Sequence[tuple[GridPlace, list[Sure] | None, Margins]],
    pitch: float,
    frame: _Frame,
    scale: float,
) -> Table:
    rows: list[list[Cell | None]] = [[None] * grid.width for _ in range(grid.height)]
    for place, lines, room in cells:
        read = read_paragraphs(lines or [], replace(room, pitch=pitch))
        letters = sum(len(one.text) for one in read)
        sure = sum(one.confidence * len(one.text) for one in read) / letters if letters else 0.0
        cell = Cell(
            text="\n".join(one.text for one in read),
            row=place.row,
            column=place.column,
            row_span=place.row_span,
            column_span=place.column_span,
            page=frame.page,
            box=frame.box(place.x0 * scale, place.top * scale, place.x1 * scale, place.bottom * scale),
            confidence=None if lines is None else round(sure, 3),
        )
        for row in range(place.row, place.row + place.row_span):
            rows[row][place.column] = cell
    left, top, right, bottom = (value * scale for value in grid.box)
    return Table(
        rows=tuple(tuple(row) for row in rows),
        page=frame.page,
        box=frame.box(left, top, right, bottom),
        ruled=grid.ruled,
    )
