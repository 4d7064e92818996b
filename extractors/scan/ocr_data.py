"""Where the data for OCR lies: Tesseract's `ben.traineddata` and `eng.traineddata`."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from extractors.errors import OcrMissingError

LANGUAGES = ("ben", "eng")
VARIABLE = "SIDDHANTO_OCR_DATA"


def ocr_data(chosen: Path | None) -> Path:
    """Return the first folder that holds the data of both languages.

    Looked at are the folder that the caller chose, the one the environment variable SIDDHANTO_OCR_DATA names, the
    user's own data folder, and the one that `make ocr` fills.

    Raises:
        OcrMissingError: no folder holds the data, or the one that was named does not.
    """
    named = chosen or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    for folder in [named] if named else _usual_folders():
        if all((folder / f"{language}.traineddata").is_file() for language in LANGUAGES):
            return folder
    where = f"{named} does not hold" if named else "There is no"
    raise OcrMissingError(f"{where} data for OCR (ben.traineddata and eng.traineddata).")


def _usual_folders() -> Iterator[Path]:
    # XDG Base Directory Specification; Windows keeps such data below LOCALAPPDATA.
    own = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    yield (Path(own) if own else Path("~/.local/share").expanduser()) / "siddhanto" / "tessdata"
    yield Path(sys.prefix) / "share" / "siddhanto" / "tessdata"
