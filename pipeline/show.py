"""One file as a person would look at it: what was seen, what was understood, what was not."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table as Grid

from extractors import extract
from extractors.document import Document, Paragraph, Table
from extractors.findings import FINDINGS
from extractors.options import Options
from pipeline.analysis.derived import DERIVED
from pipeline.analysis.derived import TITLES as DERIVED_TITLES
from pipeline.interpret import interpret
from pipeline.normalize import normalize
from pipeline.rows import DecisionRow, MeetingRow, Outcome
from pipeline.schema import TABLES, TITLES
from pipeline.sources import Origin


def read_file(file: Path) -> tuple[Document, Outcome]:
    """Return what `file` says and the rows it gives.

    Raises:
        ExtractionError: it cannot be read.
    """
    data = file.read_bytes()
    document = extract(data, Options())
    origin = Origin(uris=(file.as_posix(),), digest=sha256(data).hexdigest(), bytes=len(data))
    return document, normalize(interpret(document), document, origin)


def show_json(file: Path) -> None:
    """Print the rows of `file` as one JSON object with the tables' names as keys."""
    _, outcome = read_file(file)
    content = {
        "document": asdict(outcome.document),
        "meetings": [asdict(row) for row in outcome.meetings],
        "decisions": [asdict(row) for row in outcome.decisions],
        "issues": [asdict(row) for row in outcome.issues],
    }
    print(json.dumps(content, ensure_ascii=False, indent=1, default=str))  # noqa: T201


def show_blocks(file: Path) -> None:
    """Print the paragraphs and tables of `file` in reading order, with page, number, encoding and OCR confidence."""
    console = Console()
    document = extract(file.read_bytes(), Options())
    console.print(
        f"{document.format}, {document.encoding}, {document.pages or 'no'} pages, {len(document.blocks)} blocks",
        style="bold",
    )
    paragraphs = tables = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            paragraphs += 1
            marks = [block.kind, block.encoding, *(["bold"] if block.bold else []), *_sure([block.confidence])]
            console.print(f"[dim]paragraph {paragraphs}{_at(block.page)}: {', '.join(marks)}[/dim]", highlight=False)
            console.print(escape(block.text), highlight=False)
        else:
            tables += 1
            cells = list(block.cells())
            size = f"{len(block.rows)} rows, {block.width} columns{'' if block.ruled else ', without rules'}"
            encodings = sorted({cell.encoding for cell in cells if cell.text})
            marks = [size, *encodings, *_sure([cell.confidence for cell in cells])]
            console.print(f"[dim]table {tables}{_at(block.page)}: {', '.join(marks)}[/dim]", highlight=False)
            console.print(_grid(block))
    for line in document.furniture:
        console.print(f"[dim]furniture{_at(line.page)}: {escape(line.text)}[/dim]", highlight=False)
    for finding in document.findings:
        told = " ".join(part for part in (finding.detail, FINDINGS.get(finding.code, "")) if part)
        console.print(f"{finding.severity}: {finding.code}{_at(finding.page)} {told}", style="yellow", markup=False)


def show_page(file: Path, page: int, png: Path) -> None:
    """Draw `page` of `file` with the boxes that were read, as the PNG file `png`.

    Raises:
        ExtractionError: it cannot be read or drawn.
        ValueError: its format has no pages, or not so many.
    """
    from pipeline.page_picture import draw_page

    data, options = file.read_bytes(), Options()
    draw_page(data, extract(data, options), page, options).save(png, format="PNG")


def show_outcome(file: Path) -> None:
    """Print the meetings, decisions and issues of `file` for a reader."""
    console = Console()
    document, outcome = read_file(file)
    row = outcome.document
    console.print(
        f"{file}: {row.format}, read as {row.route}, letters {row.encoding}, {len(document.blocks)} blocks",
        highlight=False,
    )
    console.print(f"status {row.status}" + (f", {row.reason}" if row.reason else ""), style="bold", highlight=False)
    for meeting in outcome.meetings:
        console.print(Panel(_meeting(meeting), title=escape(meeting.title or "(no title)"), title_align="left"))
        for decision in outcome.decisions:
            if decision.meeting_id == meeting.meeting_id:
                console.print(_decision(decision), highlight=False)
    if outcome.issues:
        table = Grid("severity", "code", "field", "text", "detail", title="issues", title_justify="left")
        for issue in outcome.issues:
            table.add_row(
                issue.severity, issue.code, issue.field or "", escape(issue.text or ""), escape(issue.detail or "")
            )
        console.print(table)


def show_json_schema(table: str | None) -> None:
    """Print the JSON Schema of the rows of `table`, or of those of all tables."""
    from pipeline.analysis.json_schema import row_schema, schemas

    print(json.dumps(row_schema(table) if table else schemas(), ensure_ascii=False, indent=1))  # noqa: T201


def show_schema(tables: Sequence[str], *, as_json: bool) -> None:
    """Print the columns of `tables`."""
    columns = {**TABLES, **DERIVED}
    titles = {**TITLES, **DERIVED_TITLES}
    if as_json:
        content = {
            name: [
                {"name": c.name, "type": str(c.type), "description": c.meaning, "label_bn": c.label}
                for c in columns[name]
            ]
            for name in tables
        }
        print(json.dumps(content, ensure_ascii=False, indent=1))  # noqa: T201
        return
    console = Console()
    for name in tables:
        grid = Grid("column", "type", "meaning", "বাংলা", title=f"{name}.parquet: {titles[name]}", title_justify="left")
        for column in columns[name]:
            grid.add_row(column.name, _short(str(column.type)), escape(column.meaning), column.label)
        console.print(grid)


def _short(kind: str) -> str:
    return kind if len(kind) < 40 else kind[:37] + "…"


def _at(page: int | None) -> str:
    return f", page {page}" if page is not None else ""


def _sure(confidences: Sequence[float | None]) -> list[str]:
    told = [confidence for confidence in confidences if confidence is not None]
    if len(told) < 2:
        return [f"confidence {confidence:.2f}" for confidence in told]
    return [f"confidence {sum(told) / len(told):.2f}, {min(told):.2f} at worst"]


def _grid(table: Table) -> Grid:
    grid = Grid(show_header=False, show_lines=True)
    for _ in range(table.width):
        grid.add_column()
    for index, row in enumerate(table.rows):
        cells = ["" if cell is None else escape(cell.text) if cell.row == index else "[dim]″[/dim]" for cell in row]
        grid.add_row(*cells, *[""] * (table.width - len(cells)))
    return grid


def _meeting(meeting: MeetingRow) -> str:
    facts = {
        name: value
        for name, value in asdict(meeting).items()
        if value not in (None, (), [], {}) and name not in _HIDDEN
    }
    return "\n".join(f"[dim]{name}[/dim] {escape(str(value))}" for name, value in facts.items())


_HIDDEN = {"meeting_id", "document_id", "source_uri", "title", "attendees", "memo", "preferred", "flags"}


def _decision(decision: DecisionRow) -> str:
    parts = [
        f"[bold]{decision.agenda_no or '–'}[/bold] {escape(decision.agenda_title or '')}",
        f"   [green]{escape(decision.decision)}[/green]",
    ]
    if decision.implementers:
        parts.append("   → " + escape("; ".join(decision.implementers)))
    if decision.deadline_text:
        parts.append(f"   by {decision.deadline or '?'} ({escape(decision.deadline_text)})")
    parts.append(
        f"   [dim]{decision.locator}{_at(decision.page)}, confidence {decision.confidence:.2f} {' '.join(decision.flags)}[/dim]"
    )
    return "\n".join(parts)
