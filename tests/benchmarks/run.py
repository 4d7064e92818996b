"""All benchmarks, on this machine: `make bench`, or `python tests/benchmarks/run.py [NAME…]` for some of them."""

import platform
import runpy
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
SAMPLES = sorted(map(str, (HERE.parents[1] / "data" / "samples").glob("*.pdf")))
ARGUMENTS = {"pdf_reading": [path for path in SAMPLES if "scan" not in path]}
LIBRARIES = ("beautifulsoup4", "lxml", "python-docx", "pdfplumber", "pypdfium2")


def machine() -> str:
    """Return what the figures were measured on."""
    cpu = platform.processor() or platform.machine()
    told = Path("/proc/cpuinfo")
    if told.is_file():
        models = [
            line.partition(":")[2].strip() for line in told.read_text().splitlines() if line.startswith("model name")
        ]
        cpu = f"{len(models)} × {models[0]}" if models else cpu
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"{cpu}, {platform.system()}, Python {platform.python_version()}; {libraries}"


def main(names: list[str]) -> None:
    """Run the benchmarks of these names, or all."""
    sys.stdout.write(f"{machine()}\n")
    for path in sorted(HERE.glob("*.py")):
        if path.name != Path(__file__).name and (not names or path.stem in names):
            sys.stdout.write(f"\n# {path.stem}\n")
            sys.stdout.flush()
            sys.argv = [str(path), *ARGUMENTS.get(path.stem, [])]
            runpy.run_path(str(path), run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
