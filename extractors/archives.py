"""ZIP archives: their members as bytes, whatever the names and sizes inside claim."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from lzma import LZMAError
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from extractors.errors import (
    CorruptFileError,
    EncryptedFileError,
    ExtractionError,
    LimitExceededError,
    UnsupportedFormatError,
)
from extractors.options import Options

MAX_MEMBERS = 50_000  # of one archive with all that are nested in it
MAX_NESTING = 4  # archives within archives
CHUNK = 2**20
SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")  # a first member; an empty archive
CONTAINERS = {"[Content_Types].xml", "mimetype"}  # Office Open XML and OpenDocument: a ZIP that is one document
LITTER = {"thumbs.db", "desktop.ini"}
UNICODE_PATH = 0x7075  # Info-ZIP extra field: the UTF-8 name of a member whose header holds another charset
UTF8_NAME = 0x800  # general purpose flag, bit 11


def members(data: bytes, options: Options) -> Iterator[tuple[str, bytes | ExtractionError]]:
    """Yield the name and the bytes of every file in the ZIP archive `data`, or the reason why it has none.

    Archives inside are opened too, their members named "inner.zip/member". Names are relative and never climb
    out of the archive; hidden files, folders and the litter of operating systems are not documents. When a bound
    is reached the last entry is its `LimitExceededError`.

    Raises:
        CorruptFileError: `data` is no ZIP archive, or one cut short.
    """
    yield from _Unpacking(options).members(data, "", 1)


def is_archive(data: bytes) -> bool:
    """Return whether `data` is a ZIP of files, and not a document that is a ZIP inside (DOCX, ODT, XLSX)."""
    if not data.startswith(SIGNATURES):
        return False
    try:
        with open_zip(data) as archive:
            return CONTAINERS.isdisjoint(archive.namelist())
    except CorruptFileError:
        return False


def open_zip(data: bytes) -> ZipFile:
    """Return the opened archive.

    Raises:
        CorruptFileError: `data` is no ZIP archive, or one cut short.
    """
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise CorruptFileError(f"The ZIP container cannot be opened: {error}") from error


def read_member(archive: ZipFile, member: ZipInfo, limit: int) -> bytes:
    """Return the bytes of one member, unpacking no more than `limit` of them.

    Raises:
        EncryptedFileError: the member is locked with a password.
        UnsupportedFormatError: it is packed by a method that is not read here.
        CorruptFileError: its data are damaged.
        LimitExceededError: it is larger than `limit`, whatever its header claims.
    """
    if member.flag_bits & 1:
        raise EncryptedFileError
    parts: list[bytes] = []
    size = 0
    try:
        with archive.open(member) as stream:
            while part := stream.read(min(CHUNK, limit + 1 - size)):
                parts.append(part)
                size += len(part)
                if size > limit:
                    raise LimitExceededError(f"Unpacked it is larger than {limit} bytes.")
    except NotImplementedError as error:
        raise UnsupportedFormatError(f"ZIP compression method {member.compress_type}") from error
    except (BadZipFile, zlib.error, LZMAError, EOFError, OSError, ValueError) as error:
        raise CorruptFileError(f"A member of the ZIP container is damaged: {error}") from error
    return b"".join(parts)


def member_name(member: ZipInfo) -> str:
    r"""Return the name of a member as its maker meant it, with "/" between folders and no way out of the archive.

    The charset is UTF-8 where the archive says so or where the bytes are UTF-8 (many programs forget the flag),
    else code page 437, as the ZIP specification has it (APPNOTE.TXT, appendix D).
    """
    name = member.orig_filename
    if not member.flag_bits & UTF8_NAME:
        raw = name.encode("cp437", "replace")
        name = _unicode_path(member.extra, raw) or _decoded(raw)
    parts = re.sub(r"^[A-Za-z]:", "", name.replace("\0", "")).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_PATH and field[:1] == b"\x01" and int.from_bytes(field[1:5], "little") == zlib.crc32(raw):
            return field[5:].decode("utf-8", "replace")
    return None


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _is_litter(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        not path.parts
        or any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
        or path.name.startswith("~$")  # the lock file that Word leaves beside an open document
        or path.name.lower() in LITTER
    )


class _Unpacking:
    """What is left of the bounds, over one archive and all that are nested in it."""

    def __init__(self, options: Options) -> None:
        self.bytes_left = options.max_unpacked
        self.largest = options.max_bytes
        self.members_left = MAX_MEMBERS
        self.is_over = False

    def members(self, data: bytes, prefix: str, depth: int) -> Iterator[tuple[str, bytes | ExtractionError]]:
        seen: dict[str, int] = {}
        with open_zip(data) as archive:
            for member in archive.infolist():
                name = member_name(member)
                if member.is_dir() or _is_litter(name):
                    continue
                seen[name] = seen.get(name, 0) + 1
                if seen[name] > 1:
                    name = f"{name} ({seen[name]})"
                content = self._content(archive, member)
                yield from self._opened(prefix + name, content, depth)
                if self.is_over:
                    return

    def _opened(
        self, name: str, content: bytes | ExtractionError, depth: int
    ) -> Iterator[tuple[str, bytes | ExtractionError]]:
        if isinstance(content, ExtractionError) or not is_archive(content):
            yield name, content
        elif depth >= MAX_NESTING:
            yield name, LimitExceededError(f"An archive {MAX_NESTING + 1} archives deep is not opened.")
        else:
            yield from self.members(content, name + "/", depth + 1)

    def _content(self, archive: ZipFile, member: ZipInfo) -> bytes | ExtractionError:
        self.members_left -= 1
        if self.members_left < 0:
            self.is_over = True
            return LimitExceededError(f"The archive has more than {MAX_MEMBERS} members; the rest was left out.")
        limit = min(self.bytes_left, self.largest)
        try:
            content = read_member(archive, member, limit)
        except LimitExceededError as error:
            # One large member costs only itself; a spent total ends the archive, or a bomb would be unpacked
            # up to the limit once for each of its members.
            self.bytes_left -= limit
            self.is_over = self.bytes_left <= 0
            return error
        except ExtractionError as error:
            return error
        self.bytes_left -= len(content)
        return content
