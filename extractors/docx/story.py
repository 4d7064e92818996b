"""Paragraphs and tables of a Word document, in the order in which they are read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from extractors.document import Block, Cell, Encoding, Finding, Paragraph, Severity, Table
from extractors.docx.numbering import Marker, Numbering
from extractors.docx.runs import Run, font_of, read_line
from extractors.docx.styles import Setting, Styles, is_marked
from extractors.docx.wordml import MC, W, number, switch, value
from extractors.options import Options
from extractors.wording import encoding_of, worded, worded_runs
from normalizers.bijoy import is_bijoy_font, is_legacy_font, unicode_from_bijoy
from normalizers.digits import bangla_digits
from normalizers.text import BANGLA

MAX_SPAN = 63  # columns that a table of Word can have
WRAPPERS = frozenset(
    [f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")]
    + [f"{MC}AlternateContent", f"{MC}Choice"]
)

_BANGLA = re.compile(BANGLA)
_LATIN = re.compile("[A-Za-z]")
_NOT_PLAIN = re.compile("[A-Za-z]|[^\x00-\x7f\u0964\u0965\u0980-\u09ff]")


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A cell whose height is not known yet."""

    content: list[Block]
    row: int
    column: int
    width: int
    is_head: bool
    height: int = 1


@dataclass(slots=True, kw_only=True)
class Story:
    """The reading of one document: where its lists stand, and what its bounds left out."""

    styles: Styles
    numbering: Numbering
    options: Options
    stale_fields: frozenset[str] = frozenset()
    findings: list[Finding] = field(default_factory=list)
    cells: int = 0
    has_bangla: bool = False  # scripts read so far, for a number that stands alone in its cell
    has_latin: bool = False

    def blocks(self, container: etree._Element, depth: int = 0) -> list[Block]:
        """Return the paragraphs and tables in `container`: a body, a cell, a header, a text box."""
        blocks: list[Block] = []
        carried: list[Run] = []  # text whose paragraph mark is deleted runs on into the next paragraph
        for element in self._unwrapped(container, depth):
            if element.tag == f"{W}p":
                carried = self._paragraph(element, carried, blocks, depth)
            elif element.tag == f"{W}tbl":
                blocks += self._table(element, depth)
            elif element.tag == f"{W}altChunk":
                self._note("embedded_document", "A document embedded in this one was not read.")
        if carried:
            blocks += self._text(carried, None, Setting())
        return blocks

    def _unwrapped(self, container: etree._Element, depth: int) -> Iterator[etree._Element]:
        if depth > self.options.max_depth:
            self._note("nested_too_deep", f"Parts nested more than {self.options.max_depth} deep were left out.")
            return
        for element in container:
            if element.tag in WRAPPERS:
                yield from self._unwrapped(element, depth + 1)
            else:
                yield element

    def _note(self, code: str, detail: str, severity: Severity = "warning") -> None:
        finding = Finding(code=code, severity=severity, detail=detail)
        if finding not in self.findings:
            self.findings.append(finding)

    # Paragraphs

    def _paragraph(self, element: etree._Element, carried: list[Run], blocks: list[Block], depth: int) -> list[Run]:
        """Add a paragraph and its text boxes to `blocks`; return the runs that belong to the next one."""
        properties = element.find(f"{W}pPr")
        style = self.styles.paragraph_style(properties)
        line = read_line(element, self.styles, style, self.options.max_depth - depth, self.stale_fields)
        if line.is_cut:
            self._note("nested_too_deep", f"Parts nested more than {self.options.max_depth} deep were left out.")
        if line.has_stale_field:
            self._note(
                "date_field", "A field of the day's date was left out: the day it was filled in is lost.", "note"
            )
        runs, rest = carried + line.runs, []
        if is_marked(properties, "del", "moveFrom"):
            runs, rest = [], runs
        else:
            setting = self.styles.setting(properties)
            marker = self.numbering.marker(setting)
            if marker is not None and not any(run.text.strip() for run in runs) and is_marked(properties, "vanish"):
                marker = None
            if marker is not None:
                mark = None if properties is None else properties.find(f"{W}rPr")
                look = marker.look.over(self.styles.look(style, mark))
                marker = _in_unicode(marker, font_of(marker.text, look))
            blocks += self._text(runs, marker, setting)
        for box in line.boxes:
            blocks += self.blocks(box, depth + 1)
        return rest

    def _text(self, runs: list[Run], marker: Marker | None, setting: Setting) -> list[Paragraph]:
        text, encoding, original = self._worded(runs)
        in_bangla = self._is_bangla(text)
        if marker is not None and (text or not marker.is_bullet):
            mark = bangla_digits(marker.text) if in_bangla else marker.text
            text = (mark + marker.gap + text).strip()
            original = None if original is None else (mark + marker.gap + original).strip()
        if not text:
            return []
        bold = all(run.bold or not any(map(str.isalpha, run.text)) for run in runs)
        heading = setting.outline is not None and setting.outline < 9
        return [
            Paragraph(
                text=text,
                kind="heading" if heading else "list_item" if marker is not None else "paragraph",
                encoding=encoding,
                original=original,
                bold=bold and any(run.bold for run in runs),
                centred=setting.alignment == "center",
            )
        ]

    def _is_bangla(self, text: str) -> bool:
        if _BANGLA.search(text):
            self.has_bangla = True
            return True
        if _LATIN.search(text):
            self.has_latin = True
            return False
        return self.has_bangla or not self.has_latin

    def _worded(self, runs: list[Run]) -> tuple[str, Encoding, str | None]:
        written = "".join(run.text for run in runs)
        fonts = {run.font for run in runs if _is_ansi_font(run.font)}
        # Most text is plain Bangla in a Unicode font, where there is nothing to convert.
        is_plain = not fonts and _NOT_PLAIN.search(written) is None
        text, encoding, original = worded(written) if is_plain else worded_runs([(run.text, run.font) for run in runs])
        for font in sorted(font for font in fonts if font is not None and is_legacy_font(font)):
            if any(run.font == font and _LATIN.search(run.text) for run in runs):
                self._note("unknown_font", f"Text in the font {font}, whose encoding is not known, stands as it is.")
        return text, encoding, original

    # Tables

    def _table(self, element: etree._Element, depth: int) -> list[Block]:
        grid: list[list[_Draft | None]] = []
        above: dict[int, _Draft] = {}  # cells that go on downwards, by their column
        for row in self._unwrapped(element, depth + 1):
            if row.tag != f"{W}tr" or _is_left_out(row):
                continue
            line, above = self._row(row, len(grid), above, depth + 1)
            grid.append(line)
            self.cells += len(line)
            if self.cells > self.options.max_cells:
                self._note("too_many_cells", f"Cells beyond {self.options.max_cells} were left out.")
                break
        drafts = [
            draft for index, line in enumerate(grid) for draft in line if draft is not None and draft.row == index
        ]
        width = max(map(len, grid), default=0)
        filled = [draft for draft in drafts if draft.content]
        if not filled:
            return []
        if (width == 1 or len(filled) == 1) and any(map(_is_wide, filled)):
            return [block for draft in filled for block in draft.content]  # a frame around the real table
        cells = {id(draft): _cell(draft) for draft in drafts}
        rows = (tuple(None if draft is None else cells[id(draft)] for draft in line) for line in grid)
        return [Table(rows=tuple(row + (None,) * (width - len(row)) for row in rows))]

    def _row(
        self, element: etree._Element, index: int, above: dict[int, _Draft], depth: int
    ) -> tuple[list[_Draft | None], dict[int, _Draft]]:
        """Return one row of the grid, and the cells in it that go on into the next row."""
        properties = element.find(f"{W}trPr")
        is_head = bool(switch(properties, f"{W}tblHeader"))
        line: list[_Draft | None] = [None] * _span(properties, "gridBefore", 0)
        going_on: dict[int, _Draft] = {}
        last: _Draft | None = None
        for cell in self._unwrapped(element, depth):
            if cell.tag != f"{W}tc":
                continue
            own = cell.find(f"{W}tcPr")
            column, span = len(line), _span(own, "gridSpan", 1)
            if last is not None and _merge(own, "hMerge") == "continue":
                last.width += span
                line += [None] * span
                continue
            vertical = _merge(own, "vMerge")
            draft = above.get(column) if vertical == "continue" else None
            if draft is not None:
                draft.height += 1
            else:
                is_deleted = own is not None and own.find(f"{W}cellDel") is not None
                content = [] if is_deleted else self.blocks(cell, depth + 1)
                draft = _Draft(content=content, row=index, column=column, width=span, is_head=is_head)
            if vertical is not None:
                going_on[column] = draft
            line += [draft, *[None] * (span - 1)]
            last = draft
        return line + [None] * _span(properties, "gridAfter", 0), going_on


def plain_lines(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield `blocks` as paragraphs: of a table each row is one, its cells parted by tabs."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        encoding = encoding_of([block])
        for index, row in enumerate(block.rows):
            cells = [cell for cell in row if cell is not None and cell.row == index]
            text = "\t".join(cell.text.replace("\n", " ") for cell in cells).strip()
            if text:
                yield Paragraph(text=text, encoding=encoding)


def _cell(draft: _Draft) -> Cell:
    lines = list(plain_lines(draft.content))
    changed = any(line.original is not None for line in lines)
    return Cell(
        text="\n".join(line.text for line in lines),
        row=draft.row,
        column=draft.column,
        row_span=draft.height,
        column_span=draft.width,
        is_head=draft.is_head,
        encoding=encoding_of(lines),
        original="\n".join(line.original or line.text for line in lines) if changed else None,
    )


def _is_wide(draft: _Draft) -> bool:
    return any(isinstance(block, Table) and block.width > 1 for block in draft.content)


def _in_unicode(marker: Marker, font: str | None) -> Marker:
    """Return a number that is printed in a Bijoy font as it looks on paper: "1|" is ১।."""
    if marker.is_bullet or font is None or not _is_ansi_font(font) or not is_bijoy_font(font):
        return marker
    return Marker(text=unicode_from_bijoy(marker.text), gap=marker.gap, look=marker.look, is_bullet=False)


@lru_cache(maxsize=256)
def _is_ansi_font(font: str | None) -> bool:
    return font is not None and (is_bijoy_font(font) or is_legacy_font(font))


def _is_left_out(row: etree._Element) -> bool:
    properties = row.find(f"{W}trPr")
    return any(switch(properties, f"{W}{name}") for name in ("del", "hidden"))


def _merge(properties: etree._Element | None, name: str) -> str | None:
    """Return "restart" or "continue" for a cell that is merged with others, None for one that is not."""
    if properties is None or properties.find(f"{W}{name}") is None:
        return None
    return value(properties, f"{W}{name}") or "continue"


def _span(properties: etree._Element | None, name: str, least: int) -> int:
    return max(least, min(number(properties, f"{W}{name}") or least, MAX_SPAN))
