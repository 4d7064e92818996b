"""Formats are told by bytes alone, and damaged files keep the name of their format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.sniff import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MEMBER = b"PK\x03\x04" + bytes(26)
CASES = [
    (b"%PDF-1.7\n", "pdf"),
    (b"\r\njunk\n%PDF-1.4", "pdf"),
    (OLE + "WordDocument\0".encode("utf-16-le"), "doc"),
    (OLE + "Workbook\0".encode("utf-16-le"), "xls"),
    (OLE, "ole"),
    (MEMBER + b"[Content_Types].xml\x00" + MEMBER + b"word/document.xml\x00", "docx"),
    (MEMBER + b"[Content_Types].xml", "docx"),  # cut short
    (MEMBER + b"[Content_Types].xml\x00" + MEMBER + b"xl/workbook.xml\x00", "xlsx"),
    (MEMBER + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    (MEMBER + b"minutes.pdf\x00", "zip"),
    (b"{\\rtf1\\ansi", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff\xe0", "image"),
    (b"II*\x00", "image"),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image"),
    ("সভার কার্যবিবরণী".encode(), "text"),
    ("সভার কার্যবিবরণী".encode("utf-16"), "text"),
    ("সভার কার্যবিবরণী".encode("utf-16-le"), "text"),
    (b'<!-- saved --><?xml version="1.0"?>\n<HTML><body>', "html"),
    ("\ufeff<p>সভা</p>".encode(), "html"),
    ("<table><tr><td>ক</td></tr></table>".encode("utf-16-be"), "html"),
    (b"wm\xd7v\x9a\xcd M\x84nxZ", "text"),  # Bijoy in windows-1252
    ('{"সভা": ["১"]}'.encode(), "json"),
    ("[১] সভার কার্যবিবরণী".encode(), "text"),
    (b"{unfinished", "text"),
    (bytes(range(256)) * 20, "unknown"),
]


@pytest.mark.parametrize(("data", "kind"), CASES)
def test_kind(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


@given(st.binary(max_size=400))
def test_any_bytes_have_a_kind(data: bytes) -> None:
    assert sniff(data)
