"""Tables that lay out labelled text: "সিদ্ধান্ত | …" in their first column, or labels inside their cells."""

from collections.abc import Sequence

from pipeline.interpret.content import Grid, TextLine, place_of
from pipeline.interpret.marks import marks_of
from pipeline.interpret.serials import is_serial


def label_lines(grid: Grid) -> list[TextLine]:
    """Return the lines of a table that lays out labelled text; none for any other table."""
    lines: list[TextLine] = []
    labels = 0
    for index, row in enumerate(grid.table.rows):
        cells = [cell.text.strip() for cell in row if cell is not None and cell.row == index and cell.text.strip()]
        if not cells:
            continue
        texts = _row_lines(cells)
        labels += sum(next(marks_of(text)).kind != "text" for text in texts)
        place = place_of(grid.number, index, grid.table.page, None)
        lines += (TextLine(text=text, place=place, block=grid.block) for text in texts)
    decides = any(mark.kind == "decision" and mark.text for line in lines for mark in marks_of(line.text))
    return lines if decides and labels * 2 >= len(grid.table.rows) and labels > 1 else []


def _row_lines(cells: Sequence[str]) -> list[str]:
    head = cells[0].rstrip(":ঃ -") + ":"
    mark = next(marks_of(head))
    if len(cells) > 1 and mark.kind != "text" and not mark.text:
        rest = [cell for cell in cells[1:] if cell.strip(" :ঃ")]
        lines = f"{head} {' '.join(rest)}".splitlines()
    elif len(cells) > 1 and is_serial(cells[0]):
        number = cells[0].rstrip("।.|) ")
        lines = "\n".join(cells[1:]).splitlines()
        first = next(marks_of(lines[0]))
        if first.kind == "agenda" and first.number is None:
            lines[0] = first.text
        lines[0] = f"{number}। {lines[0]}"
    else:
        lines = "\n".join(cells).splitlines()
    return [line.strip() for line in lines if line.strip()]
