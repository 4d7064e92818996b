"""Paragraphs and tables of a piece of HTML, in the order in which they are read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bs4 import NavigableString, Tag
from bs4.element import CData

from extractors.cell_grid import Draft, grid_of, places
from extractors.document import Block, Finding, Paragraph, ParagraphKind, Table
from extractors.html.links import Links
from extractors.html.lists import Counter, counter_of, marker_of
from extractors.html.style import Look, Stylesheet, is_hidden, look_of, style_of
from extractors.options import Options
from extractors.wording import one_encoding, worded_runs

_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "ul", "td", "th", "tr", "caption", "rt-renderer"]
)  # fmt: skip
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "xml",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "colgroup",
        "col",
        "datalist",
        "math",
    ]
)
_POINTERS = frozenset(["iframe", "object", "embed"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_TEXTS = (NavigableString, CData)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_FRAME_SHARE = 0.6  # of a table's letters in one table inside it: the outer one only places it on the page
LONGEST_MARKER = 60  # of an entry that begins with lists in lists
PLACES = 5  # of all grids for each cell that a page may have


@dataclass(slots=True, kw_only=True)
class _Frame:
    children: Iterator[object]
    look: Look
    name: str
    counter: Counter | None = None  # of the list that the element stands in, or is


@dataclass(slots=True, kw_only=True)
class _Line:
    """The paragraph that is being read."""

    runs: list[tuple[str, str | None]] = field(default_factory=list)
    is_blank: bool = True
    marker: str = ""
    bold: bool = True
    has_letters: bool = False
    centred: bool = False
    in_heading: bool = False

    def add(self, text: str, look: Look) -> None:
        if not look.preformatted:
            text = _SPACE.sub(" ", text)
            if text.startswith(" ") and (not self.runs or self.runs[-1][0][-1] in " \n\t"):
                text = text[1:]
        if not text:
            return
        self.runs.append((text, look.font))
        if self.is_blank and text.strip():
            self.is_blank = False
        if any(map(str.isalpha, text)):
            self.bold = self.bold and look.bold
            self.centred = look.centred
            self.has_letters = True


@dataclass(slots=True, kw_only=True)
class Story:
    """The reading of one page: its rules of style, its links, and what its bounds left out."""

    sheet: Stylesheet
    options: Options
    outside: frozenset[int] = frozenset()  # the id() of elements that are passed over
    links: Links = field(default_factory=Links)
    findings: list[Finding] = field(default_factory=list)
    cells: int = 0
    places: int = 0  # of the grids, with those that spans claim

    def blocks(self, root: Tag, look: Look | None = None, depth: int = 0) -> list[Block]:
        """Return the paragraphs and tables in `root`. Only nested tables take a deeper call, so soup of any depth is read."""
        look = look or look_of(root, style_of(root, self.sheet), Look())
        if root.name == "table":
            return self.table(root, look, depth)
        blocks: list[Block] = []
        line = _Line(in_heading=root.name in _HEADINGS)
        frames = [_Frame(children=iter(root.contents), look=look, name=root.name)]
        while frames:
            frame = frames[-1]
            for child in frame.children:  # goes on where it was left for an element in it
                if isinstance(child, Tag):
                    line = self._enter(child, frames, line, blocks, depth)
                    if frames[-1] is not frame:
                        break
                elif type(child) in _TEXTS:
                    line.add(str(child), frame.look)
            else:
                frames.pop()
                if frame.name in _BLOCKS:
                    line = self._end(line, blocks)
                    if frame.name == "li":
                        line.marker = ""
                    line.in_heading = any(outer.name in _HEADINGS for outer in frames[-3:])
        self._end(line, blocks)
        return blocks

    def _enter(self, tag: Tag, frames: list[_Frame], line: _Line, blocks: list[Block], depth: int) -> _Line:
        """Go into `tag`, or take it as a whole; return the paragraph that is then being read."""
        name, outer = tag.name, frames[-1]
        if name == "br":
            return self._break(line, outer.look, blocks)
        if name in _SILENT or id(tag) in self.outside:
            return line
        if name in _POINTERS:
            self.links.note(tag)
            return line
        style = style_of(tag, self.sheet)
        if is_hidden(tag, style):
            return line
        if name in ("a", "img"):
            self.links.note(tag)
        look = look_of(tag, style, outer.look)
        if name == "hr":
            return self._end(line, blocks)
        if "mso-tab-count" in style:
            line.runs.append(("\t", look.font))
            return line
        if name == "table":
            line = self._end(line, blocks, keep_marker=False)
            if depth < self.options.max_depth:
                blocks += self.table(tag, look, depth + 1)
                return line
            self._note("nested_too_deep", f"Tables nested more than {self.options.max_depth} deep are read as lines.")
        counter = outer.counter
        if name in _BLOCKS:
            line = self._end(line, blocks)
            line.in_heading = name in _HEADINGS
            if name in ("ol", "ul"):
                counter = counter_of(tag, style)
            elif name == "li":
                marker = marker_of(tag, style, counter)
                line.marker += marker if len(line.marker) < LONGEST_MARKER else ""
        frames.append(_Frame(children=iter(tag.contents), look=look, name=name, counter=counter))
        return line

    def _break(self, line: _Line, look: Look, blocks: list[Block]) -> _Line:
        if line.is_blank:
            return line
        if line.runs[-1][0] == "\n":  # a blank line parts paragraphs
            return self._end(line, blocks)
        line.runs.append(("\n", look.font))
        return line

    def _end(self, line: _Line, blocks: list[Block], *, keep_marker: bool = True) -> _Line:
        """Put the paragraph that was being read among `blocks`; return an empty one."""
        if line.is_blank:
            if not keep_marker and line.marker.strip(" •"):
                blocks.append(Paragraph(text=line.marker.strip(), kind="list_item"))
                return _Line()
            return _Line(marker=line.marker)
        text, encoding, original = worded_runs(line.runs)
        if not text:
            return _Line(marker=line.marker)
        kind: ParagraphKind = "heading" if line.in_heading else "list_item" if line.marker else "paragraph"
        blocks.append(
            Paragraph(
                text=line.marker + text,
                kind=kind,
                encoding=encoding,
                original=None if original is None else line.marker + original,
                bold=line.bold and line.has_letters,
                centred=line.centred,
            )
        )
        return _Line()

    # Tables

    def table(self, tag: Tag, look: Look, depth: int = 0) -> list[Block]:
        """Return what the `<table>` `tag` says: a table, or the blocks in it where it only lays out the page."""
        before: list[Block] = []
        rows: list[list[tuple[Tag, list[Block]]]] = []
        groups: list[int] = []
        for row, group in _rows(tag):
            if self.cells > self.options.max_cells:
                self._note("too_many_cells", f"Cells beyond {self.options.max_cells} were left out.")
                break
            style = style_of(row, self.sheet)
            if is_hidden(row, style):
                continue
            own = look_of(row, style, look)
            if row.name == "caption":
                before += self.blocks(row, own, depth)
                continue
            cells = [(cell, self._cell(cell, own, depth)) for cell in _children(row, ("td", "th"))]
            self.cells += len(cells)
            rows.append(cells)
            groups.append(group)
        contents = [[content for _, content in row] for row in rows]
        if str(tag.get("role", "")).lower() in ("presentation", "none") or _only_lays_out(contents):
            return before + [block for row in contents for content in row for block in content]
        in_head = {id(row) for head in tag.find_all("thead", recursive=False) for row in _children(head, ("tr",))}
        drafts = [[draft for cell, content in row for draft in _drafts(cell, content, in_head)] for row in rows]
        self.places += places(drafts)
        if self.places > PLACES * self.options.max_cells:
            self._note(
                "spans_ignored", "Cells claim more rows and columns than any table has; each was given one place."
            )
            drafts = [[replace(draft, row_span=1, column_span=1) for draft in row] for row in drafts]
        table = grid_of(drafts, groups)
        return before if table is None else [*before, table]

    def _cell(self, cell: Tag, look: Look, depth: int) -> list[Block]:
        style = style_of(cell, self.sheet)
        if is_hidden(cell, style):
            return []
        return self.blocks(cell, look_of(cell, style, look), depth)

    def _note(self, code: str, detail: str) -> None:
        if all(finding.code != code for finding in self.findings):
            self.findings.append(Finding(code=code, detail=detail))


def _rows(table: Tag) -> Iterator[tuple[Tag, int]]:
    """Yield the rows and captions of `table` itself, with the number of the row group they stand in."""
    group = 0
    stack: list[Iterator[object]] = [iter(table.contents)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif isinstance(child, Tag) and child.name != "table":
            if child.name in ("tr", "caption"):
                yield child, group
            elif child.name not in ("td", "th"):
                group += child.name in ("thead", "tbody", "tfoot")
                stack.append(iter(child.contents))


def _children(tag: Tag, names: Sequence[str]) -> Iterator[Tag]:
    """Yield the children of `tag` of these names, also those inside a form or other stray element."""
    stack: list[Iterator[object]] = [iter(tag.contents)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif isinstance(child, Tag):
            if child.name in names:
                yield child
            elif child.name != "table":
                stack.append(iter(child.contents))


def _only_lays_out(rows: Sequence[Sequence[Sequence[Block]]]) -> bool:
    """Tell whether a table only places things on the page: one column, or a frame around the real table."""
    filled = [[content for content in row if content] for row in rows]
    if all(len(row) <= 1 for row in rows):
        return True
    letters = sum(_letters(block) for row in filled for content in row for block in content)
    for row in filled:
        inner = [block for content in row for block in content if isinstance(block, Table)]
        real = max((_letters(table) for table in inner if table.width > 1 and len(table.rows) > 1), default=0)
        if real > _FRAME_SHARE * letters and len(row) <= 2 and len(filled[0]) < 3:
            return True
    return False


def _letters(block: Block) -> int:
    return len(block.text) if isinstance(block, Paragraph) else sum(len(cell.text) for cell in block.cells())


def _drafts(cell: Tag, content: list[Block], in_head: set[int]) -> list[Draft]:
    """Return the grid cells that a `<td>` makes: one, or those of a one-row table that fills the columns it spans."""
    width, height = _span(cell, "colspan"), _span(cell, "rowspan")
    is_head = cell.name == "th" or id(cell.parent) in in_head
    only = content[0] if len(content) == 1 else None
    if isinstance(only, Table) and len(only.rows) == 1 and only.width == width > 1:
        return [
            Draft(text=inner.text, encoding=inner.encoding, original=inner.original, is_head=is_head,
                  row_span=height, column_span=inner.column_span)
            for inner in only.cells()
        ]  # fmt: skip
    parts = [part for block in content for part in _lines(block)]
    originals = [original or text for text, original in parts]
    encodings = [
        part.encoding
        for block in content
        for part in ((block,) if isinstance(block, Paragraph) else block.cells())
        if any(map(str.isalpha, part.text))
    ]
    return [
        Draft(
            text="\n".join(text for text, _ in parts),
            encoding=one_encoding(encodings),
            original="\n".join(originals) if any(original for _, original in parts) else None,
            is_head=is_head,
            row_span=height,
            column_span=width,
        )
    ]


def _lines(block: Block) -> Iterator[tuple[str, str | None]]:
    """Yield the text and the original of a block inside a cell: of a table each row is a line, cells parted by tabs."""
    if isinstance(block, Paragraph):
        yield block.text, block.original
        return
    for index, row in enumerate(block.rows):
        own = [cell for cell in row if cell is not None and cell.row == index]
        text = "\t".join(cell.text.replace("\n", " ") for cell in own)
        original = "\t".join((cell.original or cell.text).replace("\n", " ") for cell in own)
        yield text, original if original != text else None


def _span(cell: Tag, name: str) -> int:
    """Return a span as browsers read it; 0 only for `rowspan=0`, which reaches the end of the row group."""
    match = re.match(r"\s*\+?(\d{1,6})", str(cell.get(name, "")))
    if match is None:
        return 1
    return int(match[1]) or (0 if name == "rowspan" else 1)
