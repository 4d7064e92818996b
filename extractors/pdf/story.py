"""The story a PDF tells: pages of lines and grids put together to paragraphs and tables that know no pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from extractors.document import Block, Box, Cell, Paragraph, Table
from extractors.page_joins import join_pages
from extractors.pdf.columns import unruled_grid
from extractors.pdf.furniture import furniture_of
from extractors.pdf.joins import join_parts
from extractors.pdf.lines import Line, box_of, draws_spaces, lines_of, place_glyphs
from extractors.pdf.page import Glyph, PageContent
from extractors.pdf.paragraphs import (
    Margins,
    ends_in_spaces,
    is_centred,
    join_runs,
    marks_texts,
    paragraphs_of,
    text_margins,
    usual_pitch,
)
from extractors.pdf.tables import Grid, GridCell, assign, cell_margins, grids_of, paddings
from extractors.pdf.text_columns import TextColumns, text_columns
from extractors.wording import one_encoding, worded_runs

MAX_UNRULED = 3  # tables without rules on one page
BODY = 0.92  # of a page's height: below stand footers


@dataclass(slots=True)
class PageStory:
    """One page: its lines outside of tables and its grids, or the blocks that OCR read from its picture."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    columns: TextColumns | None = None  # the stretch with running text side by side
    read: list[Block] | None = None


def page_story(content: PageContent, before: PageStory | None = None) -> PageStory:
    """Return the lines and grids of a page; the glyphs in a cell are its lines.

    `before` is the page before: a table without rules that it ends with may go on here.
    """
    spaced = draws_spaces(content.glyphs)
    grids = grids_of(content.rules, content.number)
    lines = _placed(content, grids, spaced)
    if any(map(_is_frame, grids)):
        grids = [grid for grid in grids if not _is_frame(grid)]
        lines = _placed(content, grids, spaced)
    for _ in range(MAX_UNRULED):
        outside = [line for line in lines if not any(grid.ys[0] <= line.top <= grid.ys[-1] for grid in grids)]
        carried = _last_unruled(before) if not grids else None
        unruled = unruled_grid(outside, content.glyphs, content.rules, content.number, carried)
        if unruled is None:
            break
        grids.append(unruled)
        lines = _placed(content, grids, spaced)
    columns = (
        None
        if grids
        else text_columns(_segments(content), content.number, before.columns if before is not None else None)
    )
    if columns is not None:
        lines = _placed(content, [], spaced, columns)
    for grid in grids:
        lines = _without_overflow(lines, grid)
    story = PageStory(content.number, content.width, content.height, lines=lines, columns=columns)
    story.grids = [grid for grid in grids if any(cell.lines for cell in grid.cells)]
    return story


def _placed(
    content: PageContent, grids: Sequence[Grid], spaced: bool, columns: TextColumns | None = None
) -> list[Line]:
    """Put the lines of a page into the cells of its grids and return those outside."""
    for grid in grids:
        for cell in grid.cells:
            cell.lines.clear()
    outside: list[Line] = []
    place_of = assign(grids) if columns is None else columns.column_of
    for place, segments in place_glyphs(content.glyphs, place_of).items():
        lines = lines_of(segments, content.number, spaced=spaced)
        if isinstance(place, int):
            outside += [replace(line, column=place) for line in lines]
            outside.sort(key=lambda line: line.top)
        elif isinstance(place, tuple):
            number, row, column = place
            grids[number].places[row, column].lines.extend(lines)
        else:
            outside = lines
    return outside


def _segments(content: PageContent) -> list[list[Glyph]]:
    return place_glyphs(content.glyphs, lambda _: None).get(None, [])


def _without_overflow(lines: Sequence[Line], grid: Grid) -> list[Line]:
    """Return `lines` without those that hang out of an open cell at the foot of `grid`, which are put into it.

    Browsers let the text of a merged cell run on below its last rule where a page break cuts it.
    """
    hanging: set[int] = set()
    for cell in grid.cells:
        if cell.row + cell.row_span != grid.height or cell.column not in grid.open_bottom:
            continue
        end = grid.ys[-1]
        for line in lines:
            if (
                cell.x0 <= line.x0
                and line.x1 <= cell.x1
                and line.top > grid.ys[-1] - line.size
                and line.top - end < line.size
            ):
                cell.lines.append(line)
                hanging.add(id(line))
                end = line.bottom
    return [line for line in lines if id(line) not in hanging]


def _is_frame(grid: Grid) -> bool:
    """Tell whether only one column of a grid holds text: a border around paragraphs."""
    return len({cell.column for cell in grid.cells if cell.lines}) <= 1


def _last_unruled(story: PageStory | None) -> Grid | None:
    """Return the table without rules that a page ends with."""
    if story is None or not story.grids:
        return None
    last = max(story.grids, key=lambda grid: grid.ys[-1])
    below = [line for line in story.lines if line.top > last.ys[-1] and line.top < BODY * story.height]
    return None if last.ruled or below else last


def blocks_of(stories: Sequence[PageStory]) -> tuple[list[Block], list[Paragraph]]:
    """Return the document's blocks in reading order, and its furniture.

    Tables and paragraphs that a page break cuts are put together when nothing but furniture stands between.
    """
    outside = {story.number: story.lines for story in stories if story.lines}
    edges = {s.number: (min(g.ys[0] for g in s.grids), max(g.ys[-1] for g in s.grids)) for s in stories if s.grids}
    height = max((story.height for story in stories), default=0.0)
    furniture = furniture_of(outside, edges, height)
    apart = [line for page in outside.values() for line in page if id(line) in furniture]
    body = [part for part in _elements(stories, furniture) if isinstance(part, Line)]
    margins = _margins(stories, body)
    parts: list[list[Block]] = []
    for is_picture, members in groupby(stories, key=lambda story: story.read is not None):
        if is_picture:
            parts += [story.read or [] for story in members]
        else:
            parts.append(_text_blocks(list(members), furniture, margins))
    blocks = join_pages(parts)
    return blocks, [_paragraph([line], margins) for line in apart]


def _text_blocks(stories: Sequence[PageStory], furniture: set[int], margins: Margins) -> list[Block]:
    blocks: list[Block] = []
    for _, members in groupby(_elements(stories, furniture), key=type):
        alike = list(members)
        grids = [part for part in alike if isinstance(part, Grid)]
        lines = [part for part in alike if isinstance(part, Line)]
        for flow, room in _flows(lines, margins):
            blocks += [_paragraph(group, room) for group in paragraphs_of(flow, room)]
        blocks += [_table(grid, margins) for grid in join_parts(grids, margins)]
    return blocks


def _elements(stories: Sequence[PageStory], furniture: set[int]) -> Iterator[Line | Grid]:
    for story in stories:
        here: list[Line | Grid] = [line for line in story.lines if id(line) not in furniture]
        top = story.columns.top if story.columns is not None else 0.0
        yield from sorted([*here, *story.grids], key=lambda part: _place(part, top))


def _place(part: Line | Grid, columns_top: float) -> tuple[float, int, float]:
    """Return what sorts the parts of a page in reading order; a column is read to its end before the next one."""
    if isinstance(part, Grid):
        return part.ys[0], 0, part.ys[0]
    return (columns_top, part.column, part.top) if part.column else (part.top, 0, part.top)


def _flows(lines: Sequence[Line], margins: Margins) -> Iterator[tuple[list[Line], Margins]]:
    """Yield the columns of running text among lines in reading order, and the room of each."""
    for (_, column), members in groupby(lines, key=lambda line: (line.column and line.page, line.column)):
        flow = list(members)
        if column:
            yield flow, replace(margins, left=min(line.x0 for line in flow), right=max(line.x1 for line in flow))
        else:
            yield flow, margins


def _margins(stories: Sequence[PageStory], body: Sequence[Line]) -> Margins:
    width = max((story.width for story in stories), default=0.0)
    margins = text_margins(body, width)
    cells: list[tuple[list[Line], Margins]] = []
    for grid in (grid for story in stories for grid in story.grids):
        padding = paddings(grid)
        cells += [(cell.lines, cell_margins(cell, padding, margins)) for cell in grid.cells]
    pitch = usual_pitch([*_flows(body, margins), *cells])
    margins = replace(margins, pitch=pitch)
    groups: list[list[Line]] = []
    for lines, room in [*_flows(body, margins), *cells]:
        groups += paragraphs_of(lines, Margins(left=room.left, right=room.right, pitch=pitch))
    return replace(margins, spaced_ends=ends_in_spaces(groups), marked_texts=marks_texts(groups))


def _paragraph(lines: Sequence[Line], margins: Margins) -> Paragraph:
    text, encoding, original = worded_runs(join_runs(lines, margins))
    first = [line for line in lines if line.page == lines[0].page]
    return Paragraph(
        text=text,
        page=lines[0].page,
        box=box_of(first),
        encoding=encoding,
        original=original,
        bold=all(line.bold for line in lines),
        centred=all(is_centred(line, margins) for line in lines),
    )


def _table(grid: Grid, margins: Margins) -> Table:
    width = len(grid.xs) - 1
    rows: list[list[Cell | None]] = [[None] * width for _ in range(grid.height)]
    padding = paddings(grid)
    for part in grid.cells:
        cell = _cell(part, cell_margins(part, padding, margins))
        for row in range(part.row, min(part.row + part.row_span, grid.height)):
            rows[row][part.column] = cell
    here = [cell for cell in grid.cells if cell.page == grid.page]
    box = Box(
        x0=round(min(cell.x0 for cell in here), 2),
        top=round(min(cell.top for cell in here), 2),
        x1=round(max(cell.x1 for cell in here), 2),
        bottom=round(max(cell.bottom for cell in here), 2),
    )
    return Table(rows=tuple(tuple(row) for row in rows), page=grid.page, box=box, ruled=grid.ruled)


def _cell(part: GridCell, margins: Margins) -> Cell:
    worded = [worded_runs(join_runs(group, margins)) for group in paragraphs_of(part.lines, margins)]
    changed = any(original is not None for _, _, original in worded)
    return Cell(
        text="\n".join(text for text, _, _ in worded if text),
        row=part.row,
        column=part.column,
        row_span=part.row_span,
        column_span=part.column_span,
        page=part.page,
        box=Box(x0=round(part.x0, 2), top=round(part.top, 2), x1=round(part.x1, 2), bottom=round(part.bottom, 2)),
        encoding=one_encoding(encoding for text, encoding, _ in worded if text),
        original="\n".join(text if original is None else original for text, _, original in worded) if changed else None,
    )
