"""From the bytes of a page or text file to its characters, whatever it claims about itself."""

import codecs
import re

from extractors.sniff import BYTE_ORDER_MARKS, utf16_without_bom

_DECLARED = re.compile(rb"(?:charset|encoding)\s{0,4}=\s{0,4}[\"']?\s{0,4}([A-Za-z0-9_:.-]{2,40})")
_SINGLE_BYTE = frozenset(["iso8859-1", "ascii", "latin-1"])  # what browsers read as windows-1252 (WHATWG Encoding)
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Bangla in UTF-8 is E0 A6/A7 xx; read as windows-1252 and saved again it shows as à¦ or à§ and one more.
_TWICE_ENCODED = re.compile("à[¦§].")
_WINDOWS = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
_TO_BYTE = {character: byte for byte, character in enumerate(_WINDOWS)} | {chr(byte): byte for byte in range(256)}


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of `data` and the name of the encoding it was in.

    A byte order mark is believed first, then the bytes (what decodes as UTF-8 is UTF-8), then what the page declares,
    then windows-1252: the order of browsers, except that they believe the declaration before the bytes and show
    such pages wrong. Text encoded twice is undone. Never fails: what cannot be read becomes U+FFFD.
    """
    text, name = _decoded(data)
    return _once_encoded(text).replace("\x00", ""), name


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, codec in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(codec, errors="replace").lstrip("\ufeff"), codec
    wide = utf16_without_bom(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data), "utf-8"  # tolerates a cut last character
    except UnicodeDecodeError:
        pass
    whole = sum(len(match[0]) for match in _UTF8_SEQUENCE.finditer(data))
    if whole > 0.9 * sum(data.count(bytes([byte])) for byte in range(0x80, 0x100)):
        return data.decode("utf-8", errors="replace"), "utf-8"
    declared = _DECLARED.search(data[:4096])
    if declared:
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
            if name not in _SINGLE_BYTE and not name.startswith(("utf", "cp1252")):
                return data.decode(name, errors="replace"), name
        except (LookupError, UnicodeError):
            pass
    return codecs.charmap_decode(data, "strict", _WINDOWS)[0], "windows-1252"


def _once_encoded(text: str) -> str:
    if len(_TWICE_ENCODED.findall(text[:20000])) < 20:
        return text
    return "\n".join(
        _undone(line) if _TWICE_ENCODED.search(line) else line for line in text.replace("\r\n", "\n").split("\n")
    )


def _undone(line: str) -> str:
    """Read a line's characters as bytes again; characters that are no byte of windows-1252 stay as they are."""
    try:
        return bytes(_TO_BYTE[character] for character in line).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return line
