"""DOC, RTF and ODT through LibreOffice. One conversion serves most tests: each run takes seconds."""

import os
import shutil
import subprocess
import time
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from extractors.document import Document, Paragraph, Table
from extractors.docx.package import OLE_SIGNATURE
from extractors.errors import (
    CorruptFileError,
    EncryptedFileError,
    ExtractionError,
    LimitExceededError,
    OfficeMissingError,
)
from extractors.office import convert, read_converted, read_doc, read_rtf
from extractors.options import Options

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
WORD_STREAM = "WordDocument".encode("utf-16-le")
RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Nikosh;}{\f1 SutonnyMJ;}}"
    rb"{\f0 \u2488?\u2477?\u2494? {\b \u2480?\u2453?}}\par{\f1 mfvi Kvh\'a9weeiYx}\par"
    rb"\trowd\cellx2000\cellx4000\intbl {\f1 1}\cell {\f1 mfv}\cell\row\pard "
    rb"{\f0 a {\field{\*\fldinst DATE}{\fldrslt 1/2/2003}}}\par}"
)
LOCKED_DOC = OLE_SIGNATURE + bytes(504) + b"\xec\xa5\xc1\x00" + bytes(7) + b"\x13" + bytes(500) + WORD_STREAM
BROKEN_DOC = OLE_SIGNATURE + bytes(504) + WORD_STREAM + bytes(4000)


def word_document() -> bytes:
    """Build what an office would write: Bijoy beside Unicode, a list, merged cells, a header."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "স্মারক নং ০৫.০০.০০০০.০০১"
    document.add_paragraph("সভার কার্যবিবরণী").alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
    run = document.add_paragraph().add_run("mfvi Kvh©weeiYx")
    run.font.name = "SutonnyMJ"
    document.add_paragraph("রাস্তা মেরামত করতে হবে", style="List Number")
    document.add_paragraph("সেতু নির্মাণ করতে হবে", style="List Number")
    table = document.add_table(3, 3)
    for index, cell in enumerate(table._cells):
        cell.text = f"ঘর {index}"
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(0, 0).merge(table.cell(0, 1))
    assert document.element.body.find(qn("w:tbl")) is not None
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def open_document_text(protection: str = "") -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:text="{space}:text:1.0" office:version="1.2">'
        "<office:body><office:text><text:p>সভার নোটিশ</text:p></office:text></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        f"{protection}</manifest:file-entry></manifest:manifest>"
    )
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return output.getvalue()


@pytest.fixture(scope="module")
def old_document(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("office")
    (folder / "a.docx").write_bytes(word_document())
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "doc"]
    subprocess.run([*command, "--outdir", folder, folder / "a.docx"], check=True, capture_output=True)
    return (folder / "a.doc").read_bytes()


@pytest.fixture(scope="module")
def converted(old_document: bytes) -> list[bytes | ExtractionError]:
    return convert([old_document, LOCKED_DOC, RTF, BROKEN_DOC, open_document_text()], Options())


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def table(document: Document) -> list[list[str | None]]:
    (found,) = (block for block in document.blocks if isinstance(block, Table))
    return [[None if cell is None else cell.text for cell in row] for row in found.rows]


@needs_office
def test_doc(converted: list[bytes | ExtractionError]) -> None:
    assert isinstance(converted[0], bytes)
    document = read_converted(converted[0], "doc", Options())
    assert (document.format, document.route) == ("doc", "doc")
    assert lines(document) == [
        "সভার কার্যবিবরণী",
        "সভার কার্যবিবরণী",
        "১. রাস্তা মেরামত করতে হবে",
        "২. সেতু নির্মাণ করতে হবে",
    ]
    assert table(document) == [
        ["ঘর 0\nঘর 1", None, "ঘর 2"],
        ["ঘর 3", "ঘর 4", "ঘর 5\nঘর 8"],
        ["ঘর 6", "ঘর 7", "ঘর 5\nঘর 8"],
    ]
    assert "স্মারক নং ০৫.০০.০০০০.০০১" in {line.text for line in document.furniture}


@needs_office
def test_rtf_without_the_day_of_the_conversion(converted: list[bytes | ExtractionError]) -> None:
    assert isinstance(converted[2], bytes)
    document = read_converted(converted[2], "rtf", Options())
    assert lines(document) == ["সভা রক", "সভার কার্যবিবরণী", "a"]
    assert [finding.code for finding in document.findings] == ["date_field"]
    assert document.is_complete
    assert table(document) == [["১", "সভা"]]


@needs_office
def test_odt(converted: list[bytes | ExtractionError]) -> None:
    assert isinstance(converted[4], bytes)
    assert lines(read_converted(converted[4], "odt", Options())) == ["সভার নোটিশ"]


@needs_office
def test_a_bad_file_costs_only_itself(converted: list[bytes | ExtractionError]) -> None:
    assert isinstance(converted[1], EncryptedFileError)
    assert isinstance(converted[3], CorruptFileError)


@needs_office
def test_time_limit() -> None:
    with pytest.raises(LimitExceededError):
        read_rtf(RTF, Options(office_seconds=0.05))


@needs_office
def test_open_document_text_with_a_password() -> None:
    (result,) = convert([open_document_text("<manifest:encryption-data/>")], Options())
    assert isinstance(result, EncryptedFileError)


@needs_office
def test_nothing_but_word_is_given_to_libreoffice() -> None:
    with pytest.raises(CorruptFileError):
        read_doc(OLE_SIGNATURE + bytes(4000), Options())


# A stand-in for LibreOffice, which cannot be made to hang on command: "converts" by copying.
OFFICE = """#!/bin/sh
while [ "$1" != "--outdir" ]; do shift; done
out=$2; shift 2
for file in "$@"; do
  if grep -q HANG "$file"; then sleep 60 & wait; fi
  if grep -q CRASH "$file"; then exit 139; fi
  if grep -q WRONG "$file"; then continue; fi
  cp "$file" "$out/${file%.*}.docx"
done
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "soffice"
    program.write_text(OFFICE)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path), os.environ["PATH"]]))
    return program


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize(("word", "error"), [(b"HANG", LimitExceededError), (b"CRASH", CorruptFileError)])
def test_a_file_that_ends_the_run_is_given_up_and_the_rest_is_read(
    place: int, word: bytes, error: type[ExtractionError]
) -> None:
    good = open_document_text()
    files = [good, b"{\\rtf WRONG", good]
    files.insert(place, b"{\\rtf " + word)
    begun = time.monotonic()
    results = convert(files, Options(office_seconds=0.7))
    assert time.monotonic() - begun < 30  # the sleeping child was ended too
    assert [type(result) for result in results if result != good] == (
        [error, CorruptFileError] if place < 2 else [CorruptFileError, error]
    )
    assert sum(result == good for result in results) == 2


def test_missing_libreoffice_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("extractors.office.OFFICE_FOLDERS", ())
    with pytest.raises(OfficeMissingError):
        read_rtf(RTF, Options())
