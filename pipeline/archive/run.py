"""All files of a run: what is new is read in killable processes, and the tables and the account follow from the ledger."""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain
from pathlib import Path

from extractors.options import Options
from pipeline.analysis.derived import keep_known
from pipeline.archive.account import count_contents, count_files, failures, problems
from pipeline.archive.assembly import Ungrouped, assembled
from pipeline.archive.cluster import need_cluster, processed_on
from pipeline.archive.contents import Work, count_pending, forget_reading, pending, store
from pipeline.archive.corrections import FILE as CORRECTIONS
from pipeline.archive.corrections import read_corrections
from pipeline.archive.fetching import arrivals
from pipeline.archive.history import kept, last_run
from pipeline.archive.intake import Intake, receive, take_in
from pipeline.archive.ledger import FOLDER, Ledger, open_ledger
from pipeline.archive.places import forget_passing, unfinished
from pipeline.archive.report import report
from pipeline.archive.wanted import all_wanted, count_wanted
from pipeline.archive.workers import Task, processed
from pipeline.lock import lock
from pipeline.replacement import finish
from pipeline.rows import Outcome
from pipeline.schema import IMPORTED, SCHEMA_VERSION, TABLES
from pipeline.sources import Origin, Source
from pipeline.store import write_json, write_tables, write_text
from pipeline.version import VERSION, reading_version

STATUSES = ("decisions", "no_decisions", "partial", "failed")
OFFICE_BATCH = 20
REPORT = "report.html"
LAYOUT = "layout"  # the fact that says whether the tables are parted by year
FOLLOWED = "followed"  # the run whose tables follow-up has looked at
# Bytes of address space of one worker, about double of what the heaviest documents take. Measured: OCR of the largest page
# that is read (60 million pixels, in colour) 2.1 GiB, of A4 at 600 dpi 1.6 GiB, a PDF of 305 pages 0.4 GiB.
MEMORY = 4 * 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is in the tables, and what the run did: files = the four statuses + duplicates + waiting."""

    files: int
    statuses: Mapping[str, int]
    duplicates: int
    waiting: int  # known from a run that was ended, and not among the sources of this one
    superseded: int  # contents whose place holds other content by now; no files any more
    reasons: Mapping[str, int]
    rows: Mapping[str, int]
    seconds: float
    sources: int  # of this run
    opened: int  # of them, the files that had to be opened to see whether they are known
    read: int  # documents that were read in this run
    failed: tuple[tuple[str, str, str], ...]  # uri, reason, what to know and do
    run: int  # number of the last run that changed the tables
    outdated: tuple[str, ...]  # what is no longer up to date, and what to do, in sentences

    @property
    def reconciles(self) -> bool:
        """Every file that came in is accounted for."""
        return self.files == sum(self.statuses.values()) + self.duplicates + self.waiting


def run(
    sources: Iterable[Source],
    out: Path,
    *,
    options: Options,
    workers: int = 1,
    seconds: float = 300.0,
    memory: int = MEMORY,
    by_year: bool = False,
    cluster: str | None = None,
    again: bool = False,
    on_found: Callable[[int], None] = lambda files: None,
    on_done: Callable[[Outcome], None] = lambda outcome: None,
) -> Summary:
    """Import every source into the tables in `out` and return the account.

    Contents that this version of the program has read before are not read again. Each file is read in a process of
    its own that is ended after `seconds` or at `memory` bytes, so that one bad file costs only itself. Whatever ends
    the run, the next one goes on where it was. With `cluster`, the address of a Dask scheduler, files are read there and
    not by `workers` of this machine. With `again`, what gave nothing or only a part is read once more, and `sources`
    are not looked at.

    With `by_year`, decisions and meetings become folders with a file a year; `again` keeps the layout that is there.

    Raises:
        LockedError: another run is at work in `out`.
        ClusterError: the cluster cannot be used.
    """
    started = datetime.now(UTC)
    clock = time.monotonic()
    read = 0
    if cluster is not None:
        need_cluster(cluster, options)
    with opened(out, started, options) as ledger, _spool(out) as spool:
        if again:
            sources = list(unfinished(ledger))
            forget_reading(ledger, ("failed", "partial"))
        else:
            ledger.set_fact(LAYOUT, "year" if by_year else "")
        intake = take_in(ledger, sources, options, spool)
        forget_passing(ledger)
        on_found(count_pending(ledger) + count_wanted(ledger.connection, ledger.now))
        under_way: set[str | None] = set()
        works = chain(pending(ledger), _fetched(ledger, intake, options, spool))
        tasks = _tasks(work for work in works if _begins(work, under_way))
        if cluster is None:
            done = processed(tasks, options, workers=workers, seconds=seconds, memory=memory)
        else:
            done = processed_on(cluster, tasks, options, seconds=seconds, memory=memory)
        for origin, outcome in done:
            store(ledger, origin, outcome)
            under_way.discard(origin.digest)
            (spool / str(origin.digest)).unlink(missing_ok=True)
            read += 1
            on_done(outcome)
        ledger.commit()
        rows = build(ledger, out, "retry" if again else "import")
        summary = summarize(
            ledger, rows, out, seconds=time.monotonic() - clock, sources=intake.sources, opened=intake.hashed, read=read
        )
        write_json(_run_json(summary, started), out / "run.json")
    return summary


def build(ledger: Ledger, out: Path, cause: str) -> dict[str, int]:
    """Make the tables from the ledger where they are not what it says, and return how many rows each has.

    What differs from the tables before is kept as a run of its own, by `cause`: together with the tables or not at all.
    """
    corrections = out / CORRECTIONS
    content = corrections.read_bytes() if corrections.exists() else b""
    by_year = ledger.fact(LAYOUT) == "year"
    fingerprint = f"{SCHEMA_VERSION} {VERSION} {sha256(content).hexdigest()}{' by year' if by_year else ''}"
    built = (ledger.fact("built") or "").split("|")
    if (
        built[0] == fingerprint
        and len(built) == 1 + len(TABLES)
        and last_run(ledger.connection)
        and all((out / name).exists() for name in (*(f"{name}.parquet" for name in IMPORTED), REPORT))
    ):
        return dict(zip(TABLES, map(int, built[1:]), strict=True))
    ungrouped = Ungrouped()
    with ledger.whole() as connection:
        records = assembled(ledger, read_corrections(out), ungrouped)
        rows = write_tables(kept(connection, records, ledger.now, cause), out, by_year=by_year)
        unread = ((uri, "failed", reason, told) for uri, reason, told in problems(connection))
        keep_known(out)
        write_text(report(out, chain(failures(connection), unread)), out / REPORT)
        ledger.set_fact("built", "|".join([fingerprint, *(str(rows[name]) for name in TABLES)]))
        ledger.set_fact("ungrouped", str(ungrouped.decisions))
    return rows


def summarize(
    ledger: Ledger, rows: Mapping[str, int], out: Path, *, seconds: float, sources: int, opened: int, read: int
) -> Summary:
    """Return the account of everything in the ledger."""
    counts = count_contents(ledger.connection)
    files, duplicates, superseded = count_files(ledger.connection)
    reasons: dict[str, int] = {}
    for (status, reason), count in counts.items():
        if status and reason:
            reasons[reason] = reasons.get(reason, 0) + count
    failed = [(uri, reason, told) for uri, status, reason, told in failures(ledger.connection) if status == "failed"]
    return Summary(
        files=files,
        statuses={name: sum(count for (status, _), count in counts.items() if status == name) for name in STATUSES},
        duplicates=duplicates,
        waiting=sum(count for (status, _), count in counts.items() if not status),
        superseded=superseded,
        reasons=dict(sorted(reasons.items())),
        rows=rows,
        seconds=seconds,
        sources=sources,
        opened=opened,
        read=read,
        failed=tuple(sorted([*failed, *problems(ledger.connection)])),
        run=last_run(ledger.connection),
        outdated=tuple(outdated(ledger, out)),
    )


def outdated(ledger: Ledger, out: Path) -> Iterator[str]:
    """Yield a sentence for each table that rests on the decisions and is older than they, with what to do."""
    ungrouped = int(ledger.fact("ungrouped") or 0)
    if ungrouped:
        verb = "decisions are" if ungrouped > 1 else "decision is"
        yield f"{ungrouped} new {verb} not grouped yet: run siddhanto topics {out}"
    followed = ledger.fact(FOLLOWED)
    if followed is not None and int(followed) < last_run(ledger.connection):
        yield f"What later meetings say is older than the decisions: run siddhanto follow-up {out}"


@contextmanager
def opened(out: Path, started: datetime, options: Options | None = None) -> Iterator[Ledger]:
    """Hold the lock of `out` and its ledger while the block runs."""
    (out / FOLDER).mkdir(parents=True, exist_ok=True)
    version = f"{reading_version()} {options or Options()}"
    with lock(out / FOLDER / "lock"), open_ledger(out, started.isoformat(), version) as ledger:
        finish(out)
        yield ledger


@contextmanager
def _spool(out: Path) -> Iterator[Path]:
    folder = out / FOLDER / "spool"
    shutil.rmtree(folder, ignore_errors=True)  # of a run that was killed
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fetched(ledger: Ledger, intake: Intake, options: Options, spool: Path) -> Iterator[Work]:
    for arrival in arrivals(all_wanted(ledger.connection, ledger.now), spool, options, intake.access):
        intake.hashed += 1
        yield from receive(ledger, arrival, options, spool)


def _begins(work: Work, under_way: set[str | None]) -> bool:
    """Whether the content is not yet being read: objects of the same bytes arrive one after the other."""
    if work.origin.digest in under_way:
        return False
    under_way.add(work.origin.digest)
    return True


def _tasks(works: Iterable[Work]) -> Iterator[Task]:
    together: list[tuple[Origin, Path]] = []
    for work in works:
        if not work.is_office:
            yield ((work.origin, work.path),)
            continue
        together.append((work.origin, work.path))
        if len(together) == OFFICE_BATCH:
            yield tuple(together)
            together = []
    if together:
        yield tuple(together)


def _run_json(summary: Summary, started: datetime) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "version": VERSION,
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": summary.files,
        "statuses": dict(summary.statuses),
        "duplicates": summary.duplicates,
        "waiting": summary.waiting,
        "superseded": summary.superseded,
        "reconciles": summary.reconciles,
        "reasons": dict(summary.reasons),
        "rows": dict(summary.rows),
        "rows_per_second": round(summary.rows["decisions"] / max(summary.seconds, 1e-9), 2),
        "sources": summary.sources,
        "opened": summary.opened,
        "read": summary.read,
        "run": summary.run,
        "failed": [{"source_uri": uri, "reason": reason, "detail": detail} for uri, reason, detail in summary.failed],
    }
