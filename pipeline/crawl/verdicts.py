"""Answers that are not what was asked for, though their status says 200: error pages, cut files, other things."""

import re
from unicodedata import normalize

_HEADING = r"<(?:title|h1|h2)\b[^>]{0,200}>\s{0,20}(?![^<]{0,200}কার্যবিবর)"
_SOFT_ERRORS = re.compile(
    normalize(
        "NFC",
        r"Domain is not available|সাময়িকভাবে নিষ্ক্রিয়"
        rf"|{_HEADING}(?:সমস্যা হয়েছে|দুঃখিত|(?:HTTP\s{{1,3}})?(?:Error\s{{1,3}})?[45]\d\d\b(?![/.-]\d))"
        rf"|{_HEADING}[^<]{{0,80}}(?:Not Found|পাওয়া যায়নি|Internal Server Error|Service Unavailable|Bad Gateway"
        r"|Request Rejected|Access Denied|Forbidden)",
    ),
    re.IGNORECASE,
)
_HTML = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_OPENED, _CLOSED = re.compile(rb"<table\b", re.IGNORECASE), re.compile(rb"</table\b", re.IGNORECASE)
_ZIP_END = b"PK\x05\x06"
_LOOKED_AT = 20_000  # bytes: an error page says so at its beginning


def problem_of(body: bytes, kind: str, url: str) -> str | None:
    """Return what is wrong with the body of an answer, or None.

    "empty"; "error_page": the portal says that something went wrong; "not_the_file": a web page in place of a file;
    "truncated": a PDF or ZIP file (DOCX is one) without its end, or a page that ends amid a table or a tag, which nothing
    in the transfer itself betrayed.
    """
    if not body.strip():
        return "empty"
    head = body[:_LOOKED_AT]
    if _HTML.match(head):
        if _SOFT_ERRORS.search(normalize("NFC", head.decode("utf-8", "replace"))):
            return "error_page"
        if _is_cut(body):
            return "truncated"
        if kind == "file" and not url.lower().endswith((".html", ".htm")):
            return "not_the_file"
    elif b"%PDF-" in body[:1024]:
        return None if b"%%EOF" in body[-65_536:] else "truncated"
    elif body.startswith(b"PK\x03\x04"):
        return None if _ZIP_END in body[-66_000:] else "truncated"
    elif body.startswith(b"\xff\xd8\xff"):
        return None if b"\xff\xd9" in body[-4_096:] else "truncated"
    elif body.startswith(b"\x89PNG"):
        return None if b"IEND" in body[-1_024:] else "truncated"
    return None


def _is_cut(page: bytes) -> bool:
    """Return whether a page was cut off; many that are whole lack `</html>`, so more than that must be missing."""
    tail = page[-4_096:].lower()
    if b"</html" in tail or b"</body" in tail:
        return False
    return tail.rfind(b"<") > tail.rfind(b">") or len(_OPENED.findall(page)) > len(_CLOSED.findall(page))


def is_html(body: bytes) -> bool:
    r"""Return whether a body is a web page, whatever its headers call it.

    >>> is_html(b"\n<!DOCTYPE html><html>"), is_html(b"%PDF-1.7 <html>")
    (True, False)
    """
    return body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"%PDF-" not in body[:1024]
