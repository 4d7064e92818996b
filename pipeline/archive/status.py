"""What a folder of tables holds, without changing it: counts, and every failure with its cause and what to do."""

import json
import sys
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from rich.console import Console

from pipeline.archive.account import count_contents, count_files, failures, problems
from pipeline.archive.history import Run, runs
from pipeline.archive.ledger import open_ledger
from pipeline.archive.run import STATUSES, outdated
from pipeline.replacement import finish
from pipeline.terminal import escaped

SHOWN = 20  # files of one reason on the screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file that gave nothing, or only a part."""

    source_uri: str
    status: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The account of a folder, and its failures by reason."""

    files: int
    statuses: dict[str, int]
    duplicates: int
    waiting: int
    superseded: int
    failures: tuple[Failure, ...]
    runs: tuple[Run, ...]
    outdated: tuple[str, ...]


def status_of(out: Path) -> Status:
    """Return what is in the ledger of `out`; a run may be at work in it."""
    finish(out)
    with open_ledger(out, "", "") as ledger:
        counts = count_contents(ledger.connection)
        files, duplicates, superseded = count_files(ledger.connection)
        found = failures(ledger.connection)
        failed = [Failure(source_uri=u, status=s, reason=r or "", detail=d) for u, s, r, d in found]
        unread = problems(ledger.connection)
        failed += [Failure(source_uri=u, status="failed", reason=r, detail=d) for u, r, d in unread]
        changing = tuple(runs(ledger.connection))
        older = tuple(outdated(ledger, out))
    return Status(
        files=files,
        statuses={name: sum(count for (status, _), count in counts.items() if status == name) for name in STATUSES},
        duplicates=duplicates,
        waiting=sum(count for (status, _), count in counts.items() if not status),
        superseded=superseded,
        failures=tuple(sorted(failed, key=lambda failure: (failure.status, failure.reason, failure.source_uri))),
        runs=changing,
        outdated=older,
    )


def print_status(out: Path) -> None:
    """Print the account for people."""
    found = status_of(out)
    console = Console()
    parts = " + ".join(f"{found.statuses[name]} {name}" for name in STATUSES)
    parts += f" + {found.duplicates} duplicates" + (f" + {found.waiting} waiting" if found.waiting else "")
    console.print(f"{found.files} files = {parts}", highlight=False, soft_wrap=True)
    if found.waiting:
        console.print("Waiting: an import was ended before it came to them; import the same places again.")
    if found.superseded:
        console.print(f"{found.superseded} earlier contents of changed files are kept.", highlight=False)
    if found.runs:
        last = found.runs[-1]
        console.print(
            f"Last changed by run {last.run}, {last.cause}, {last.at[:16].replace('T', ' ')} UTC; siddhanto changes {out} lists all.",
            highlight=False,
            markup=False,
            soft_wrap=True,
        )
    for sentence in found.outdated:
        console.print(sentence, style="yellow", highlight=False, markup=False, soft_wrap=True)
    for (status, reason), group in groupby(found.failures, key=lambda failure: (failure.status, failure.reason)):
        failures = list(group)
        console.print(f"\n{len(failures)} {status}: {reason}", style="bold", highlight=False, markup=False)
        for failure in failures[:SHOWN]:
            console.print(
                escaped(f"  {failure.source_uri}: {failure.detail}"), highlight=False, markup=False, soft_wrap=True
            )
        if len(failures) > SHOWN:
            console.print(f"  and {len(failures) - SHOWN} more: siddhanto status {out} --json", highlight=False)
    if found.failures:
        console.print(
            f"\nWhen that is done: siddhanto retry {out} reads these again, and nothing else.",
            highlight=False,
            markup=False,
            soft_wrap=True,
        )


def print_status_json(out: Path) -> None:
    """Print the account for programs."""
    found = status_of(out)
    content = {name: getattr(found, name) for name in ("files", "statuses", "duplicates", "waiting", "superseded")}
    failures = [
        {name: getattr(failure, name) for name in ("source_uri", "status", "reason", "detail")}
        for failure in found.failures
    ]
    more = {"failures": failures, "runs": [run._asdict() for run in found.runs], "outdated": found.outdated}
    json.dump(content | more, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
