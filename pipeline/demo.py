"""What `make demo` prints after the import: decisions as rows of the table, and an item that came back with its fate."""

import sys
from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from pipeline.analysis.ask import Filters, decisions, recurring, thread
from pipeline.analysis.derived import part_files

SHOWN = ("committee", "meeting_date", "agenda_no", "agenda_title", "decision", "implementers", "deadline")


def main(folder: Path) -> None:
    """Print two rows of decisions.parquet, and the item that came back most often, where topics are built."""
    console = Console()
    for title, row in _rows(folder):
        table = Table(show_header=False, title=title, title_justify="left")
        table.add_column(style="bold")
        table.add_column()
        for name in SHOWN:
            value = row[name]
            table.add_row(
                name, "; ".join(value) if isinstance(value, list) else str(value if value is not None else "–")
            )
        console.print(table)
    if part_files(folder, "topics") and part_files(folder, "follow_ups"):
        console.print(_item(folder))
    console.print(
        "Next: siddhanto show data/samples/06_disaster_committee.docx, and siddhanto schema. The program is .venv/bin/siddhanto.",
        highlight=False,
    )


def _rows(folder: Path) -> Iterable[tuple[str, dict[str, object]]]:
    """Two decisions of two documents, those that say who and by when first."""
    rows = pq.read_table(folder / "decisions.parquet", columns=[*SHOWN, "source_uri"]).to_pylist()
    rows.sort(key=lambda row: (row["deadline"] is None, not row["implementers"], row["source_uri"]))
    chosen: dict[str, dict[str, object]] = {}
    for row in rows:
        chosen.setdefault(row["source_uri"], row)
    return list(chosen.items())[:2]


def _item(folder: Path) -> Table:
    """The item that came back most often in one committee, from meeting to meeting."""
    most = recurring(folder, Filters(), min_meetings=1, by_committee=True).slice(0, 1).to_pylist()
    table = Table(title="An item that came back, and what later meetings say of each decision", title_justify="left")
    for name in ("meeting_date", "decision", "later_meetings"):
        table.add_column(name)
    for row in most:
        of_item = Filters(topic=row["topic_id"], committee=row["committee"], district=row["district"])
        (last,) = decisions(folder, of_item, limit=1).to_pylist()
        for step in thread(folder, last["decision_id"]).to_pylist():
            table.add_row(str(step["meeting_date"]), step["decision"], "\n".join(step["later_meetings"] or ["–"]))
    return table


if __name__ == "__main__":
    main(Path(sys.argv[1]))
