"""What `make demo` prints after the import: three decisions, as rows of the table."""

import sys
from pathlib import Path

import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

SHOWN = (
    "committee",
    "meeting_date",
    "agenda_no",
    "agenda_title",
    "decision",
    "implementers",
    "deadline",
    "source_uri",
    "locator",
)


def main(folder: Path) -> None:
    """Print three rows of decisions.parquet, one of each of three documents, one with a deadline first."""
    rows = pq.read_table(folder / "decisions.parquet", columns=list(SHOWN)).to_pylist()
    rows.sort(key=lambda row: (row["deadline"] is None, row["source_uri"]))
    chosen = {row["source_uri"]: row for row in reversed(rows)}
    console = Console()
    for row in list(reversed(chosen.values()))[:3]:
        table = Table(show_header=False, title=row["source_uri"], title_justify="left")
        table.add_column(style="bold")
        table.add_column()
        for name in SHOWN[:-2]:
            value = row[name]
            table.add_row(
                name, "; ".join(value) if isinstance(value, list) else str(value if value is not None else "–")
            )
        console.print(table)
    console.print(
        "Next: siddhanto show data/samples/06_disaster_committee.docx, and siddhanto schema. The program is .venv/bin/siddhanto.",
        highlight=False,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
