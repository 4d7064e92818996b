"""All benchmarks, on this machine, as one table: `make bench`. Some of them: `cd tests; python -m benchmarks.run NAME…`."""

import argparse
import platform
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

from benchmarks import archive, normalizer_rates, pages, peers, questions, reading, throughput, topic_titles
from benchmarks.result import Result, markdown

LIBRARIES = ("beautifulsoup4", "lxml", "python-docx", "pdfplumber", "pypdfium2", "pyarrow", "duckdb")


def main() -> None:
    """Run the benchmarks that are named, or all, and print what each gave as it comes and the table at the end."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("names", nargs="*", metavar="NAME", help="which; all without one")
    arguments.add_argument("--largest", type=int, default=10_000, help="documents of the largest archive")
    arguments.add_argument("--write", type=Path, help="file for the table")
    chosen = arguments.parse_args()
    benchmarks: dict[str, Callable[[], Iterable[Result]]] = {
        "reading": reading.results,
        "throughput": throughput.results,
        "archive": partial(archive.results, chosen.largest),
        "questions": questions.results,
        "topics": topic_titles.results,
        "pages": pages.results,
        "peers": peers.results,
        "normalizers": normalizer_rates.results,
    }
    unknown = set(chosen.names) - set(benchmarks)
    if unknown:
        arguments.error(f"no benchmark is called {', '.join(sorted(unknown))}: {', '.join(benchmarks)}")
    found = []
    for name in chosen.names or benchmarks:
        for result in benchmarks[name]():
            found.append((name, result))
            sys.stderr.write(f"{name}: {result.what}: {result.figure} ({result.note})\n")
    table = f"{datetime.now(UTC):%Y-%m-%d}. {machine()}.\n\n{markdown(found)}"
    sys.stdout.write(table)
    if chosen.write:
        chosen.write.write_text(f"# Benchmarks\n\n{table}", "utf-8")


def machine() -> str:
    """Return what the figures were measured on."""
    cpu = platform.processor() or platform.machine()
    told = Path("/proc/cpuinfo")
    if told.is_file():
        models = [line.partition(":")[2].strip() for line in told.read_text().splitlines() if "model name" in line]
        cpu = f"{len(models)} × {models[0]}" if models else cpu
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"{cpu}, {platform.system()}, Python {platform.python_version()}; {libraries}"


if __name__ == "__main__":
    main()
