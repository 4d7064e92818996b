"""The account of a run, for people."""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.archive.run import STATUSES, Summary
from pipeline.reasons import NO_DECISIONS, PARTIAL
from pipeline.terminal import escaped

SHOWN = 50  # failed files on the screen
MEANINGS = {
    "decisions": "minutes whose decisions are in the table",
    "no_decisions": "read whole; they hold no decision",
    "partial": "read in part, or some rows missing: look at the issues",
    "failed": "could not be read",
}


def print_summary(summary: Summary, out: Path | str) -> None:
    """Print the counts by status and reason, the reconciliation, and where the tables are."""
    console = Console()
    table = Table(
        title=f"{summary.files} files, {summary.read} read now in {summary.seconds:.1f} s", title_justify="left"
    )
    table.add_column("status")
    table.add_column("files", justify="right")
    table.add_column("meaning")
    for status in STATUSES:
        table.add_row(status, str(summary.statuses[status]), MEANINGS[status])
    table.add_row("duplicates", str(summary.duplicates), "the same bytes as another file")
    if summary.waiting:
        table.add_row("waiting", str(summary.waiting), "not read yet: import their folder again")
    console.print(table)
    for reason, count in summary.reasons.items():
        told = NO_DECISIONS.get(reason) or PARTIAL.get(reason)
        if told:
            console.print(f"  {count:>6}  {reason}: {told}", highlight=False, markup=False)
    for uri, reason, detail in summary.failed[:SHOWN]:
        console.print(
            escaped(f"  failed  {uri} ({reason}): {detail}"), style="red", highlight=False, markup=False, soft_wrap=True
        )
    if len(summary.failed) > SHOWN:
        console.print(f"  failed  {len(summary.failed) - SHOWN} more: run.json names all", style="red", highlight=False)
    parts = " + ".join(f"{summary.statuses[status]} {status}" for status in STATUSES)
    if summary.waiting:
        parts += f" + {summary.waiting} waiting"
    verdict = "adds up" if summary.reconciles else "DOES NOT ADD UP: please report this"
    console.print(
        f"{summary.files} files = {parts} + {summary.duplicates} duplicates: {verdict}.",
        highlight=False,
        soft_wrap=True,
    )
    rows = summary.rows
    console.print(
        f"{rows['decisions']} decisions of {rows['meetings']} meetings, {rows['issues']} issues, in {out}/*.parquet",
        highlight=False,
        soft_wrap=True,
    )
    for sentence in summary.outdated:
        console.print(sentence, style="yellow", highlight=False, markup=False, soft_wrap=True)
