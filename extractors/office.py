"""DOC, RTF and ODT, through LibreOffice.

LibreOffice is another program and runs as one: with a profile of its own, a time limit, and an end for every
process it started. It writes DOCX in the form of Word 2007, which keeps the fonts, so that Bijoy is undone by the
DOCX reader run by run. Measured: a run takes 1.3 to 2.7 s to start and 0.05 s for a file, so `convert` takes many.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic
from zipfile import is_zipfile

from extractors.archives import open_zip, read_member
from extractors.document import Document, Format
from extractors.docx.package import ENCRYPTED_STREAM, OLE_SIGNATURE
from extractors.docx.reader import read_docx
from extractors.errors import (
    CorruptFileError,
    EncryptedFileError,
    ExtractionError,
    LimitExceededError,
    OfficeMissingError,
)
from extractors.machine import OFFICE_FOLDERS, asked_to_end, end_group, start_group
from extractors.options import Options

FILTER = "docx:MS Word 2007 XML"
PROGRAMS = ("soffice", "libreoffice")
TODAY = frozenset({"DATE", "TIME"})  # fields that LibreOffice fills with the day of the conversion
LOOK = 0.2  # seconds between looks at whether this process is asked to end
SECTOR = 512
WORD_STREAM = "WordDocument".encode("utf-16-le")
WORD_SIGNATURE = b"\xec\xa5"  # wIdent of the file information block, [MS-DOC] 2.5.2
WORD_ENCRYPTED = 0x01  # fEncrypted, in the byte 11 from its start
ODF_ENCRYPTION = b"encryption-data"  # element of the manifest, OpenDocument 1.3 part 2, 4.8
MANIFEST_SIZE = 2**22

# The profile of a run: no macro is run, nothing is fetched that a document links to.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
</oor:items>
"""


def read_doc(data: bytes, options: Options) -> Document:
    """Return what the Word 97-2003 document `data` says.

    Raises:
        OfficeMissingError: LibreOffice is not installed.
        ExtractionError: the file is locked, damaged, or took longer than the bounds allow.
    """
    return _read(data, "doc", options)


def read_rtf(data: bytes, options: Options) -> Document:
    """Return what the RTF document `data` says; it fails as `read_doc` does."""
    return _read(data, "rtf", options)


def read_odt(data: bytes, options: Options) -> Document:
    """Return what the OpenDocument text `data` says; it fails as `read_doc` does."""
    return _read(data, "odt", options)


def read_converted(docx: bytes, form: Format, options: Options) -> Document:
    """Return the document in `docx`, one result of `convert`, as the one of format `form` that it was made from."""
    return replace(read_docx(docx, options, stale_fields=TODAY), format=form, route="doc")


def convert(files: Sequence[bytes], options: Options) -> list[bytes | ExtractionError]:
    """Return each of `files` (DOC, RTF, ODT) as DOCX, or the reason why there is none, in the same order.

    One run of LibreOffice converts them all. Where it breaks down or takes longer than `options.office_seconds`, the
    file it had come to gets a run of its own, is given up if that ends so too, and the rest goes into another run.

    Raises:
        OfficeMissingError: LibreOffice is not installed.
    """
    program = _program()
    results: dict[int, bytes | ExtractionError] = {}
    for index, data in enumerate(files):
        problem = _problem(data, options)
        if problem is not None:
            results[index] = problem
    waiting = [index for index in range(len(files)) if index not in results]
    batch = waiting
    while waiting:
        ended, made = _run(program, {index: files[index] for index in batch}, options.office_seconds)
        results |= made
        if ended is None:  # it went through the whole list
            reached = len(batch)
        elif len(batch) == 1:
            results.setdefault(batch[0], ended)
            reached = 1
        else:
            # Files are taken in order: what stands before the last result without one could not be loaded, and
            # one of those behind it ended the run.
            reached = batch.index(max(made)) + 1 if made else 0
        unread = [index for index in batch[:reached] if index not in results]
        results |= {index: CorruptFileError("LibreOffice could not read it.") for index in unread}
        waiting = waiting[reached:]
        batch = waiting if ended is None or len(batch) == 1 else waiting[:1]  # alone it has all of the time
    return [results[index] for index in range(len(files))]


def _read(data: bytes, form: Format, options: Options) -> Document:
    (result,) = convert([data], options)
    if isinstance(result, ExtractionError):
        raise result
    return read_converted(result, form, options)


def _program() -> str:
    found = (shutil.which(name) or shutil.which(name, path=os.pathsep.join(OFFICE_FOLDERS)) for name in PROGRAMS)
    program = next((path for path in found if path is not None), None)
    if program is None:
        raise OfficeMissingError
    return program


def _problem(data: bytes, options: Options) -> ExtractionError | None:
    """Return why `data` need not be given to LibreOffice, which would ask for a password and wait."""
    if len(data) > options.max_bytes:
        return LimitExceededError(f"It is larger than {options.max_bytes} bytes.")
    if data.startswith(OLE_SIGNATURE):
        if ENCRYPTED_STREAM in data or _is_encrypted_doc(data):
            return EncryptedFileError()
        if WORD_STREAM not in data:  # LibreOffice would import the bytes of a broken container as text
            return CorruptFileError("An OLE container, and no Word document in it.")
    if data.startswith(b"PK") and _is_encrypted_odt(data):
        return EncryptedFileError()
    return None


def _is_encrypted_doc(data: bytes) -> bool:
    """Return whether the file information block, at the start of a sector of the OLE container, says so."""
    for start in range(SECTOR, len(data) - 12, SECTOR):
        if data.startswith(WORD_SIGNATURE, start):
            return bool(data[start + 11] & WORD_ENCRYPTED)
    return False


def _is_encrypted_odt(data: bytes) -> bool:
    try:
        with open_zip(data) as archive:
            manifest = read_member(archive, archive.getinfo("META-INF/manifest.xml"), MANIFEST_SIZE)
    except (ExtractionError, KeyError):
        return False  # LibreOffice may yet repair it
    return ODF_ENCRYPTION in manifest


def _extension(data: bytes) -> str:
    if data.startswith(OLE_SIGNATURE):
        return "doc"
    if data.startswith(b"PK"):
        return "odt"
    return "rtf" if data.lstrip().startswith(b"{\\rt") else "doc"


def _run(
    program: str, files: dict[int, bytes], seconds: float
) -> tuple[ExtractionError | None, dict[int, bytes | ExtractionError]]:
    """Convert `files` in one run; return how it ended early, if it did, and the results by the keys of `files`."""
    with asked_to_end() as asked, TemporaryDirectory(prefix="siddhanto-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile, source, target = folder / "profile", folder / "in", folder / "out"
        for path in (profile / "user", source, target):
            path.mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
        names = {index: f"{index:06}.{_extension(data)}" for index, data in files.items()}
        for index, data in files.items():
            (source / names[index]).write_bytes(data)
        ended = _execute(
            [
                program, "--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault",
                f"-env:UserInstallation={profile.as_uri()}",
                "--convert-to", FILTER, "--outdir", str(target), *names.values(),
            ],
            source,
            folder,
            seconds,
            asked,
        )  # fmt: skip
        made = {index: target / f"{index:06}.docx" for index in files}
        results: dict[int, bytes | ExtractionError] = {
            index: path.read_bytes()
            for index, path in made.items()
            if is_zipfile(path)  # the last one may be half written
        }
        return ended, results


def _execute(command: list[str], folder: Path, home: Path, seconds: float, asked: Event) -> ExtractionError | None:
    """Run `command` in `folder` to its end, for `seconds`, or until `asked`; return why it ended early, if it did."""
    environment = os.environ | {"HOME": str(home), "TMPDIR": str(home), "SAL_USE_VCLPLUGIN": "svp"}
    process = start_group(command, folder, environment)
    deadline = monotonic() + seconds
    try:
        while process.poll() is None and not asked.is_set():
            left = deadline - monotonic()
            if left <= 0:
                return LimitExceededError(f"LibreOffice took longer than {seconds:g} seconds.")
            with suppress(subprocess.TimeoutExpired):
                process.wait(min(left, LOOK))
    finally:
        end_group(process)  # soffice is a script that starts the program proper: the group holds both
    return (
        None
        if process.returncode == 0
        else CorruptFileError(f"LibreOffice broke down on it (exit status {process.returncode}).")
    )
