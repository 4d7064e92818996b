"""What several tests share: the labelled documents, each read once a session, and the tables of the samples."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from extractors import extract
from extractors.document import Document


@pytest.fixture(scope="session")
def read() -> Callable[[Path], Document]:
    """A reader that remembers: OCR and LibreOffice are slow, and several tests look at the same documents."""

    @cache
    def read_once(path: Path) -> Document:
        return extract(path.read_bytes())

    return read_once


@pytest.fixture(scope="session")
def imported_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the samples that need neither OCR nor LibreOffice, by the real import."""
    from extractors.options import Options
    from pipeline.archive.run import run
    from pipeline.sources import discover

    out = tmp_path_factory.mktemp("imported")
    samples = sorted((Path(__file__).parents[1] / "data" / "samples").iterdir())
    run(discover([path for path in samples if "scan" not in path.stem]), out, options=Options())
    return out


@pytest.fixture
def imported(imported_once: Path, tmp_path: Path) -> Path:
    """A copy of those tables that a test may change."""
    return Path(shutil.copytree(imported_once, tmp_path / "tables"))
