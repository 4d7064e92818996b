"""Bytes in, `Document` out: what a file says, with no opinion about meaning.

`extract` is the only door. It sniffs the format from the bytes, because names lie, and calls the one
reader that knows the format. Readers are imported when first used, so that starting the program stays
cheap. Every failure is an `ExtractionError` with a code and a sentence for people.
"""

from importlib import import_module

from extractors.document import Document
from extractors.errors import EmptyFileError, UnsupportedFormatError
from extractors.options import Options
from extractors.sniff import sniff

READERS: dict[str, str] = {
    "html": "extractors.html.reader:read_html",
    "text": "extractors.text.reader:read_text",
    "docx": "extractors.docx.reader:read_docx",
    "pdf": "extractors.pdf.reader:read_pdf",
    "image": "extractors.scan.reader:read_image",
    "doc": "extractors.office:read_doc",
    "rtf": "extractors.office:read_rtf",
    "odt": "extractors.office:read_odt",
}


def extract(data: bytes, options: Options | None = None) -> Document:
    """Return what the file `data` says.

    Raises:
        ExtractionError: one subclass per cause; nothing else is raised for bad input.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise EmptyFileError
    kind = sniff(data)
    if kind not in READERS:
        raise UnsupportedFormatError(kind)
    module, function = READERS[kind].split(":")
    document: Document = getattr(import_module(module), function)(data, options or Options())
    return document
