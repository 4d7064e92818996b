"""What several tests share: the labelled documents, each read once a session, and the tables of the samples."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from extractors import extract
from extractors.document import Document
from pipeline.cli import app

if TYPE_CHECKING:
    from tests.s3_server import S3


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


def with_topics(out: Path) -> Path:
    """Build topics and follow-ups of `out`, as a person does."""
    for command in ("topics", "follow-up"):
        done = CliRunner().invoke(app, [command, str(out)])
        assert done.exit_code == 0, done.output
    return out


@pytest.fixture(scope="session")
def followed(imported_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those tables with topics and follow-ups; a test must not change them."""
    return with_topics(Path(shutil.copytree(imported_once, tmp_path_factory.mktemp("followed") / "tables")))


@pytest.fixture(scope="session")
def of_nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All tables of an archive whose only file is broken; a test must not change them."""
    folder = tmp_path_factory.mktemp("nothing")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    done = CliRunner().invoke(app, ["import", str(folder / "broken.pdf"), "--out", str(folder / "tables")])
    assert done.exit_code == 1, done.output
    return with_topics(folder / "tables")


@pytest.fixture(scope="session")
def s3() -> "Iterator[S3]":
    """One server for all: the libraries keep their connections, and with them the address."""
    pytest.importorskip("s3fs")
    pytest.importorskip("moto")
    from tests.s3_server import S3

    with S3().running() as server, pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        yield server
