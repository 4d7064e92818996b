"""Whole archives: time and memory as they grow, and the import of an archive in which nothing is new.

Documents in the cheap formats (HTML, text), so that the archive and not the reading is measured.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.documents import ROOT, cheap, write_varied
from benchmarks.result import Result

SIZES = (1_000, 10_000, 100_000)
WORKERS = 2
TICK = 0.25  # seconds between two looks at the processes
AGAIN = 30.0  # seconds that a second import of 100,000 documents may take


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    seconds: float
    processor: float  # seconds of processor time of all processes, but for the last moment of each
    memory: float  # megabytes, parent and workers together, at the worst moment
    parent: float  # of them, the parent at its own worst moment


def results(largest: int) -> Iterator[Result]:
    """Yield lines for each size up to `largest` documents."""
    before: tuple[int, _Run] | None = None
    for size in [size for size in SIZES if size <= largest] or [largest]:
        with TemporaryDirectory() as folder:
            minutes, out = Path(folder, "minutes"), Path(folder, "tables")
            write_varied(cheap(), size, minutes)
            time.sleep(3)  # files older than two seconds are known by size and time
            first, again = _imported(minutes, out), _imported(minutes, out)
        growth = memory_growth = ""
        if before:
            smaller, run = before
            growth = (
                f"; a document takes × {first.processor / size / (run.processor / smaller):.2f} the processor time, "
                f"× {first.seconds / size / (run.seconds / smaller):.2f} the time that it takes among {smaller:,}"
            )
            memory_growth = f"; × {first.memory / run.memory:.2f} that at {smaller:,}"
        yield Result(
            what=f"import of {size:,} documents by {WORKERS} workers",
            figure=f"{size / first.seconds:.0f} documents/s",
            aim="linear ± 10 %" if before else "",
            note=f"{1000 * first.processor / size:.1f} ms of processor time a document{growth}",
        )
        yield Result(
            what=f"memory at {size:,} documents",
            figure=f"{first.memory:.0f} MB",
            aim="does not grow once row groups are full" if before else "",
            note=f"parent and workers together; the parent alone {first.parent:.0f} MB{memory_growth}",
        )
        yield Result(
            what=f"import again of {size:,} documents, nothing new",
            figure=f"{again.seconds:.1f} s",
            aim=f"< {AGAIN:.0f} s for 100,000",
            note=f"{again.processor:.1f} s of processor time",
        )
        before = size, first


def _imported(minutes: Path, out: Path) -> _Run:
    """Import as a person does, by the command, and watch its processes."""
    import psutil

    command = [sys.executable, "-m", "pipeline", "import", str(minutes), "--out", str(out), "--workers", str(WORKERS)]
    begun = time.perf_counter()
    times: dict[int, float] = {}
    most = most_of_parent = 0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as started:
        parent = psutil.Process(started.pid)
        while started.poll() is None:
            try:
                memory = {}
                for process in (parent, *parent.children(recursive=True)):
                    memory[process.pid] = _bytes(process.memory_full_info())
                    times[process.pid] = sum(process.cpu_times()[:2])
            except psutil.Error:
                pass  # one of them ended between two looks
            else:
                most, most_of_parent = max(most, sum(memory.values())), max(most_of_parent, memory[started.pid])
            time.sleep(TICK)
    if started.returncode:
        raise RuntimeError(f"the import ended with {started.returncode}")
    return _Run(
        seconds=time.perf_counter() - begun,
        processor=sum(times.values()),
        memory=most / 1e6,
        parent=most_of_parent / 1e6,
    )


def _bytes(told: Any) -> int:
    """Memory of a process, with its part of what it shares with others where the system tells it."""
    return int(getattr(told, "pss", told.uss))
