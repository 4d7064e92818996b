"""Documents a second by format: one file after another, and whole imports by one and by two workers."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.documents import by_format, write_varied
from benchmarks.result import Result
from extractors.options import Options
from pipeline.archive.run import run
from pipeline.process import process
from pipeline.sources import Origin, discover

COUNTS = {"text": 400, "HTML": 400, "DOCX": 200, "PDF": 120, "scan": 4}


def results() -> Iterator[Result]:
    """Yield a line for each format; the samples with other dates, places and sums, so that none is a copy."""
    for form, sources in sorted(by_format().items()):
        with TemporaryDirectory() as folder:
            written = Path(folder, "minutes")
            write_varied(sources, COUNTS[form], written)
            rates = [COUNTS[form] / _imported(written, Path(folder, f"by{workers}"), workers) for workers in (1, 2)]
            alone = COUNTS[form] / _processed(written)
        yield Result(
            what=f"{form}: documents/s by 1 and 2 workers",
            figure=f"{rates[0]:.3g} and {rates[1]:.3g}",
            note=f"import of {COUNTS[form]} with its start and its tables, × {rates[1] / rates[0]:.2f} by the second worker;"
            f" {alone:.3g} a second of processor time by `process` alone",
        )


def _imported(written: Path, out: Path, workers: int) -> float:
    begun = perf_counter()
    summary = run(discover([written]), out, options=Options(), workers=workers)
    assert summary.reconciles
    assert not summary.duplicates
    return perf_counter() - begun


def _processed(written: Path) -> float:
    """Processor seconds of all but the first few, which load what is loaded once."""
    paths = sorted(path for path in written.rglob("*") if path.is_file())
    for path in paths[:6]:
        process(Origin(uris=(path.name,), digest="0" * 64), path, Options())
    begun = process_time()
    for path in paths:
        process(Origin(uris=(path.name,), digest="0" * 64), path, Options())
    return process_time() - begun
