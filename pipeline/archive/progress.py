"""Progress of long work: a bar on a terminal, plain or JSON lines elsewhere. Never on standard output."""

import json
import time
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from extractors.machine import CAN_BOUND_MEMORY
from pipeline.rows import Outcome
from pipeline.terminal import escaped

UNBOUND = "This system has no bound on the memory of a process, so --memory is not kept; --timeout is."
LINE_EVERY = 10.0  # seconds between lines where there is no terminal


class JsonProgress:
    """Writes a JSON line for what is to be read and for each file that was, for programs that watch a run."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def found(self, files: int) -> None:
        """Say how many files there are."""
        self._write(event="found", files=files)
        if not CAN_BOUND_MEMORY:
            self._write(event="warning", detail=UNBOUND)

    def done(self, outcome: Outcome) -> None:
        """Tell what a file gave; a failed one with its reason."""
        document = outcome.document
        self._write(
            event="read",
            source_uri=document.source_uri,
            document_id=document.document_id,
            format=document.format,
            status=document.status,
            reason=document.reason,
            decisions=document.decisions,
            detail=outcome.issues[0].detail if document.status == "failed" else None,
        )

    def _write(self, **event: object) -> None:
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds")} | event
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._stream.flush()


class Progress:
    """Shows how many files are done and how many of them failed."""

    def __init__(self, stream: TextIO) -> None:
        console = Console(file=stream)
        self._stream = stream
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[rate]:.1f} a second, {task.fields[failed]} failed"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None
        self._files = self._done = self._failed = 0
        self._told = self._began = time.monotonic()

    def __enter__(self) -> Self:
        self._bar.start()
        self._task = self._bar.add_task("reading", total=None, failed=0, rate=0.0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def found(self, files: int) -> None:
        """Say how many files there are."""
        self._files = files
        if not CAN_BOUND_MEMORY:
            self._bar.console.print(UNBOUND, style="yellow", highlight=False, soft_wrap=True)
        if self._task is not None:
            self._bar.update(self._task, total=files)

    def done(self, outcome: Outcome) -> None:
        """Count one file; a failed one is named at once."""
        self._done += 1
        document = outcome.document
        if document.status == "failed":
            self._failed += 1
            self._bar.console.print(
                escaped(f"failed: {document.source_uri}: {outcome.issues[0].detail}"),
                style="red",
                markup=False,
                highlight=False,
                soft_wrap=True,
            )
        if self._task is not None:
            rate = self._done / max(time.monotonic() - self._began, 1e-9)
            self._bar.update(self._task, completed=self._done, failed=self._failed, rate=rate)
        if self._bar.disable and (time.monotonic() - self._told > LINE_EVERY):
            self._told = time.monotonic()
            print(f"{self._done} of {self._files} read, {self._failed} failed", file=self._stream, flush=True)
