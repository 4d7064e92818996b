"""What several tests share: the labelled documents, each read once a session."""

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
