"""Which format bytes are, told by the bytes alone: names and content types lie.

The answer is a word of `extractors.READERS`, the name of a known format that is not read here ("xlsx"), or
"unknown". A damaged file still answers with its format, so that its reader can say what is wrong with it.
"""

import codecs
import json
import re

_HEAD = 1024  # Adobe's readers accept %PDF- anywhere in the first KB (ISO 32000-1, annex H.3.4.1)
_MARKUP_WINDOW = 8192
_TEXT_WINDOW = 65536

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"II+\x00", "image"),
    (b"MM\x00+", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x7fELF", "program"),
    (b"AT&TFORM", "djvu"),
    (b"%!PS", "postscript"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "docx"),  # a DOCX with a password: its reader says so
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_ZIP_PARTS: tuple[tuple[bytes, str], ...] = (
    (b"word/", "docx"),
    (b"xl/", "xlsx"),
    (b"ppt/", "pptx"),
)
_OPENDOCUMENT: tuple[tuple[bytes, str], ...] = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
    (b"application/epub+zip", "epub"),
)
BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEFORE_MARKUP = re.compile(r"(?:\s|\ufeff|<\?xml[^>]{0,300}>|<!--.{0,4000}?-->)*+", re.DOTALL)
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|base|link|script|style|table|div|section|article|main|h[1-6]|p|span"
    r"|font|center|form|ul|ol|pre|br|hr|img|a|b|strong|iframe|noscript|nav|header|footer|aside|blockquote|rt-renderer)(?=[\s>/])",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?:table|tr|td|div|p|span|font|br|ul|ol|li|h[1-6])(?=[\s>/])[^<>]{0,2000}>", re.IGNORECASE)
_FEW_TAGS = 6
_ODD = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")


def sniff(data: bytes) -> str:
    """Return the name of the format of `data`; "unknown" where the bytes are neither a known format nor text."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image"
    if data.startswith(b"BM") and len(data) > 26 and data[6:10] == bytes(4):
        return "image"
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data)
    if b"%PDF-" in data[:_HEAD]:
        return "pdf"
    start = data.lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if start[:1] in (b"{", b"[") and _is_json(data):
        return "json"
    return _text_kind(data)


def utf16_without_bom(data: bytes) -> str | None:
    """Return "utf-16-le" or "utf-16-be" where `data` is one of them without a byte order mark, else None.

    Bangla and Latin text in UTF-16 has 0x09, 0x00 or 0x20 at every second place, and next to no zeros between.
    """
    sample = data[:4096]
    sample = sample[: len(sample) & ~1]
    if len(sample) < 8:
        return None
    for codec, high, low in (
        ("utf-16-le", sample[1::2], sample[0::2]),
        ("utf-16-be", sample[0::2], sample[1::2]),
    ):
        expected = high.count(0x00) + high.count(0x09) + high.count(0x20)
        is_wide = expected >= 0.95 * len(high) and high.count(0x20) < 0.2 * len(high)
        if is_wide and low.count(0) < 0.05 * len(low):
            return codec
    return None


def _is_json(data: bytes) -> bool:
    """Data for programs is no minutes, though it is text: its quoting would be read as words."""
    try:
        return isinstance(json.loads(data), dict | list)
    except (ValueError, RecursionError):
        return False


def _ole_kind(data: bytes) -> str:
    """Tell a compound file by the names in its directory, which UTF-16 spells out wherever its sectors lie."""
    for stream, name in _OLE_STREAMS:
        if (stream + "\0").encode("utf-16-le") in data:
            return name
    return "ole"


def _zip_kind(data: bytes) -> str:
    """Tell a ZIP by its member names, read from local and central headers alike, so that cut files answer too."""
    if b"mimetype" in data[:60]:
        for mimetype, name in _OPENDOCUMENT:
            if mimetype in data[:200]:
                return name
    names = [
        match.group(1) for match in re.finditer(rb"PK(?:\x03\x04.{26}|\x01\x02.{42})([^\x00]{1,40})", data, re.DOTALL)
    ]
    if any(name.startswith(b"[Content_Types].xml") for name in names):
        for prefix, kind in _ZIP_PARTS:
            if any(name.startswith(prefix) for name in names):
                return kind
        # Cut so short that only its first member is left: most such files are Word's.
        return "zip" if b"PK\x05\x06" in data[-66000:] else "docx"
    return "zip"


def _text_kind(data: bytes) -> str:
    """Tell HTML from plain text, and both from rubbish."""
    text = _first_characters(data)
    if text is None or _is_rubbish(text):
        return "unknown"
    before = _BEFORE_MARKUP.match(text)
    start = before.end() if before else 0
    if _MARKUP.match(text, start):
        return "html"
    if re.match(r"<\?xml", text.lstrip("\ufeff \t\r\n")) and not re.search(r"<html[\s>]", text[:_MARKUP_WINDOW], re.I):
        return "xml"
    if len(_TAG.findall(text)) >= _FEW_TAGS:
        return "html"
    return "text"


def _first_characters(data: bytes) -> str | None:
    """Decode the beginning of `data` well enough to look at it."""
    head = data[:_TEXT_WINDOW]
    for mark, codec in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return head[: len(head) & ~3].decode(codec, errors="replace")
    codec = utf16_without_bom(head) or "utf-8"
    if codec == "utf-8":
        try:
            return codecs.getincrementaldecoder("utf-8")().decode(head)
        except UnicodeDecodeError:
            return head.decode("latin-1")
    return head[: len(head) & ~1].decode(codec, errors="replace")


def _is_rubbish(text: str) -> bool:
    """Text has next to no control characters; programs, fonts and ciphers have many."""
    return len(_ODD.findall(text)) > 0.02 * len(text)
