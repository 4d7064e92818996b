"""The version that stands beside every document, so that a table says which program read it."""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

VERSION = version("siddhanto")
READING = ("extractors", "normalizers", "pipeline/interpret")  # what decides the rows that a document gives
ROWS = ("normalize", "meeting_row", "decision_row", "confidence", "kinds", "process", "records", "rows")


def reading_version() -> str:
    """Return the version with a digest of the code that reads: a clone that was pulled may read otherwise by the same number."""
    root = Path(__file__).parents[1]
    files = [
        path for folder in READING for path in (root / folder).rglob("*") if path.suffix in (".py", ".csv", ".txt")
    ]
    files += [root / "pipeline" / f"{name}.py" for name in ROWS]
    digest = sha256()
    for path in sorted(files):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{VERSION}+{digest.hexdigest()[:16]}"
