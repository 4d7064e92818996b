"""All files of a run: distinct contents, killable processes, the tables, and the account."""

import multiprocessing
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from extractors.archives import is_archive, members
from extractors.errors import EmptyFileError, ExtractionError
from extractors.options import Options
from extractors.sniff import sniff
from pipeline.process import OFFICE_FORMATS, failed, process, process_office, told
from pipeline.rows import Outcome
from pipeline.schema import SCHEMA_VERSION
from pipeline.sources import Fetched, Origin, Source
from pipeline.store import write_json, write_tables
from pipeline.version import VERSION

STATUSES = ("decisions", "no_decisions", "partial", "failed")
Task = tuple[tuple[Origin, Path], ...]  # one file, or several that one run of LibreOffice converts
OFFICE_BATCH = 20
TASKS_A_WORKER = 200  # then it is replaced: OCR and PDF libraries leak a little


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did: the account in which files in = the four statuses + duplicates."""

    files: int
    statuses: Mapping[str, int]
    duplicates: int
    reasons: Mapping[str, int]
    rows: Mapping[str, int]
    seconds: float
    failed: tuple[tuple[str, str, str], ...]  # uri, reason, what to know and do

    @property
    def reconciles(self) -> bool:
        """Every file that came in is accounted for."""
        return self.files == sum(self.statuses.values()) + self.duplicates


def run(
    sources: Iterable[Source],
    out: Path,
    *,
    options: Options,
    workers: int = 1,
    seconds: float = 300.0,
    on_found: Callable[[int], None] = lambda files: None,
    on_done: Callable[[Outcome], None] = lambda outcome: None,
) -> Summary:
    """Import every source into the tables in `out` and return the account.

    Each file is read in a process of its own that is ended after `seconds`, so that one bad file costs only itself.
    """
    started = datetime.now(UTC)
    clock = time.monotonic()
    with TemporaryDirectory(prefix="siddhanto-") as spool:
        tasks, outcomes = _distinct(sources, options, Path(spool))
        on_found(sum(map(len, tasks)) + len(outcomes))
        for outcome in outcomes:
            on_done(outcome)
        for outcome in _processed(tasks, options, workers, seconds):
            outcomes.append(outcome)
            on_done(outcome)
    files = sum(len(outcome.document.aliases) + 1 for outcome in outcomes)
    rows = write_tables(outcomes, out)
    summary = _summary(outcomes, files, rows, time.monotonic() - clock)
    write_json(_run_json(summary, started), out / "run.json")
    return summary


def _distinct(sources: Iterable[Source], options: Options, spool: Path) -> tuple[list[Task], list[Outcome]]:
    """Return what is to be read, places with the same bytes joined, and outcomes of places that cannot be opened.

    Members of ZIP archives are places of their own ("archive.zip!/member"); their bytes wait in `spool`.
    """
    places: dict[str, list[tuple[str, Path, int]]] = {}
    office: set[str] = set()
    unopened: list[Outcome] = []
    seen: set[Path | str] = set()
    fetched: dict[str, Fetched] = {}

    def found(uri: str, data: bytes, path: Path) -> None:
        digest = sha256(data).hexdigest()
        places.setdefault(digest, []).append((uri, path, len(data)))
        if sniff(data) in OFFICE_FORMATS:
            office.add(digest)

    for source in sources:
        place = source.uri if source.fetched else source.path  # a raw store keeps the bytes of many URLs in one file
        if place in seen:  # named twice, by itself and by its folder: one file
            continue
        seen.add(place)
        if source.problem:
            unopened.append(failed(Origin(uris=(source.uri,)), source.problem, told(source.problem)))
            continue
        try:
            data = source.path.read_bytes()
        except OSError as error:
            unopened.append(failed(Origin(uris=(source.uri,)), "unreadable", told("unreadable", error.strerror)))
            continue
        if source.fetched:
            fetched.setdefault(sha256(data).hexdigest(), source.fetched)
        if not is_archive(data):
            found(source.uri, data, source.path)
            continue
        for uri, content in _unpacked(source.uri, data, options):
            if isinstance(content, ExtractionError):
                unopened.append(failed(Origin(uris=(uri,)), content.code, f"{content} {content.advice}"))
                continue
            path = spool / sha256(content).hexdigest()
            path.write_bytes(content)
            found(uri, content, path)
    files: dict[str, tuple[Origin, Path]] = {}
    for digest, entries in sorted(places.items()):
        entries.sort()
        uris = tuple(uri for uri, _, _ in entries)
        origin = Origin(uris=uris, digest=digest, bytes=entries[0][2], fetched=fetched.get(digest))
        files[digest] = (origin, entries[0][1])
    together = [files[digest] for digest in files if digest in office]
    tasks: list[Task] = [(files[digest],) for digest in files if digest not in office]
    tasks += [tuple(together[start : start + OFFICE_BATCH]) for start in range(0, len(together), OFFICE_BATCH)]
    return tasks, unopened


def _unpacked(uri: str, data: bytes, options: Options) -> Iterator[tuple[str, bytes | ExtractionError]]:
    """The members of an archive with their places; an archive that gives none is an error of its own place."""
    empty = True
    try:
        for name, content in members(data, options):
            empty = False
            yield f"{uri}!/{name}", content
    except ExtractionError as error:
        yield uri, error
        return
    if empty:
        yield uri, EmptyFileError("The archive holds no files.")


def _processed(tasks: Sequence[Task], options: Options, workers: int, seconds: float) -> Iterator[Outcome]:
    # The fork server copies a process that has no threads yet; Windows and macOS start afresh.
    context = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
    with ProcessPool(max_workers=workers, max_tasks=TASKS_A_WORKER, context=context) as pool:
        waiting = deque((task, _schedule(pool, task, options, seconds)) for task in tasks)
        while waiting:
            task, future = waiting.popleft()
            try:
                yield from future.result()
            except (FutureTimeoutError, ProcessExpired) as error:
                if len(task) > 1:  # find the one that did it
                    waiting.extend(((file,), _schedule(pool, (file,), options, seconds)) for file in task)
                elif isinstance(error, ProcessExpired):
                    yield failed(task[0][0], "crashed", told("crashed", f"exit code {error.exitcode}"))
                else:
                    yield failed(task[0][0], "timeout", told("timeout", f"after {seconds:g} s"))
            except KeyboardInterrupt:
                pool.stop()
                raise


def _schedule(pool: ProcessPool, task: Task, options: Options, seconds: float) -> ProcessFuture:
    return pool.schedule(_work, args=(task, options), timeout=seconds * len(task))


def _work(task: Task, options: Options) -> list[Outcome]:
    if len(task) > 1:
        return process_office(task, options)
    return [process(*task[0], options)]


def _summary(outcomes: Sequence[Outcome], files: int, rows: Mapping[str, int], seconds: float) -> Summary:
    documents = [outcome.document for outcome in outcomes]
    statuses = Counter(document.status for document in documents)
    reasons = Counter(document.reason for document in documents if document.reason)
    told = {outcome.document.document_id: outcome.issues[0].detail or "" for outcome in outcomes if outcome.issues}
    return Summary(
        files=files,
        statuses={status: statuses[status] for status in STATUSES},
        duplicates=sum(len(document.aliases) for document in documents),
        reasons=dict(sorted(reasons.items())),
        rows=rows,
        seconds=seconds,
        failed=tuple(
            (document.source_uri, document.reason or "", told.get(document.document_id, ""))
            for document in sorted(documents, key=lambda document: document.source_uri)
            if document.status == "failed"
        ),
    )


def _run_json(summary: Summary, started: datetime) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "version": VERSION,
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": summary.files,
        "statuses": dict(summary.statuses),
        "duplicates": summary.duplicates,
        "reconciles": summary.reconciles,
        "reasons": dict(summary.reasons),
        "rows": dict(summary.rows),
        "rows_per_second": round(summary.rows["decisions"] / max(summary.seconds, 1e-9), 2),
        "failed": [{"source_uri": uri, "reason": reason, "detail": detail} for uri, reason, detail in summary.failed],
    }
