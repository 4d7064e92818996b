"""Files made to break a reader, and random ones: each gives a document or says why not, and none takes the night.

The sizes are such that work linear in the file is done in a second, and work that grows with its square is not in an hour.
"""

import base64
import random
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors import READERS, extract
from extractors.document import Document, Paragraph
from extractors.errors import ExtractionError, LimitExceededError
from extractors.html.reader import read_html
from extractors.options import Options
from extractors.sniff import sniff
from extractors.text.reader import read_text

WORDS = "সভায় সিদ্ধান্ত গৃহীত হয় "
HANGS = 120  # seconds


@pytest.fixture(autouse=True)
def no_endless_reading() -> Iterator[None]:
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def give_up(*_: object) -> None:
        pytest.fail("reading does not end")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(HANGS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def much(part: str, size: int = 150_000) -> bytes:
    return (part * (size // len(part.encode()) + 1)).encode()


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10 if level else "হা"}">' for level in range(12))
    return f'<?xml version="1.0"?><!DOCTYPE html [{entities}]><html><body><p>&l11;</p></body></html>'.encode()


def renderer(body: str) -> bytes:
    return f"<div class=content-viewer-widget><rt-renderer encoded-content='{body}'></rt-renderer></div>".encode()


HOSTILE = {
    "billion laughs": laughs(),
    "nested divs": b"<div>" * 50_000 + WORDS.encode(),
    "nested fonts": much("<font face=SutonnyMJ>"),
    "nested tables": much("<table><tr><td>ক"),
    "nested lists": much("<ol><li>"),
    "nested menus": much("<nav>ক"),
    "nested links": much("<a href=minutes.pdf><b>"),
    "nested values": b"<div id=left><div class=details>" + much("<div>", 20_000) + much("<p class=value>ক</p>", 60_000),
    "entries without a list": much("<li>ক", 100_000),
    "a million columns": b"<table>" + b"<tr><td colspan=1000000 rowspan=65534>x<td>y</tr>" * 500,
    "wide rows": b"<table>" + b"<tr><td colspan=1000>x<td>y" * 5000,
    "tables full of spans": much("<table><tr><td rowspan=0 colspan=1000>x<tr><td>y<tr><td>z</table>"),
    "a million elements": b"<p>" * 1_000_001,
    "breaks": b"<pre>" + much("<b> </b><br>"),
    "many attributes": b"<p " + b" ".join(b"a%d=1" % number for number in range(30_000)) + b">x",
    "many classes": b"<style>.a{font-weight:bold}</style><p class='" + much("a ") + b"'>x",
    "open comments of CSS": b"<style>" + much("/* ") + b"</style><p>x",
    "open rules of CSS": b"<style>" + much("a{") + b"</style><p>x",
    "chips": b"<div class=content-viewer-widget>" + much("<div class=chips>x</div><p>y</p>"),
    "broken base64": renderer("!!!!;a;ab;===="),
    "base64 of nothing known": renderer(base64.b64encode(bytes(range(256))).decode()),
    "markup never closed": much("<"),
    "one line of HTML": b"<p>" + much(WORDS, 5_000_000 // 5),
    "one line of text": much(WORDS, 5_000_000 // 5),
    "one word": much("কা"),
    "one line of spaces": b"x" + b" " * 5_000_000 + b"y",
    "lines of spaces": ("\n".join(["কথা " * 12] * 9 + [" " * 3_000_000 + "ক x"])).encode(),
    "bangla and spaces": "কথা".encode() + b" " * 100_000 + "কথা".encode(),
    "zero bytes": b"<p>" + ("সভা\0" * 500).encode() + b"\0" * 50,
    "surrogates by number": b"<p>&#xD800;&#xDFFF;&#55296;" + WORDS.encode(),
    "surrogates in UTF-8": b"<html><p>\xed\xa0\x80\xed\xbf\xbf " + WORDS.encode(),
    "surrogates in UTF-16": "\ufeffসভা ".encode("utf-16-le") * 20 + b"\x00\xd8" + "সভা".encode("utf-16-le"),
    "unassigned letters": " ".join(f"ক{chr(code)}খগ" for code in range(0x980, 0xA00)).encode(),
    "private characters": "wm×všÍ\U000fd800\U000f0041".encode(),
    "twice encoded": much("à¦•"),
    "tabs": much("ক\t", 100_000) + b"\n" + much("ক\tখ\n", 100_000),
    "rows of changing width": much("ক\tখ\nক\tখ\tগ\n", 100_000),
    "labels": much("নাম:\tx\n"),
    "labels and rows": much("নাম:\tx\nক\tখ\nগ:\tঘ\n"),
    "a row and no table": much("ক\tখ\n\n\nগ\n"),
    "bars of changing number": much("ক|খ|গ\nক|খ|গ|ঘ\n"),
    "rules of a table": much("-----|-----|\n"),
    "a row of many lines": b"+--+\n" * 3 + much("|ক|খ|\n", 500_000),
    "form feeds": much("\x0cক", 100_000),
    "Bijoy without a space": much("wm×všÍ"),
    "residue": much("িœেœ"),
    "signs without letters": much("্"),
    "joiners": much("\u200dক"),
    "noise": random.Random(7).randbytes(300_000),
    "noise of letters": "".join(random.Random(7).choices("কখ্ািে\u200d|.- \t\n<>&;=aZ০৯", k=100_000)).encode(),
}  # fmt: skip


def letters(document: Document) -> str:
    parts: list[str] = [document.page_title or ""]
    for block in document.blocks:
        parts += [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells()]
    return "\n".join(parts)


def read(data: bytes) -> Document | ExtractionError:
    try:
        document = extract(data)
    except ExtractionError as error:
        return error
    letters(document).encode()  # no lone surrogate would pass
    return document


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_a_document_or_a_reason(name: str) -> None:
    assert read(HOSTILE[name])


def test_entities_are_not_unfolded() -> None:
    document = read(laughs())
    assert isinstance(document, Document)
    assert len(letters(document)) < 10_000


def test_bounds_are_told() -> None:
    assert isinstance(read(HOSTILE["a million elements"]), LimitExceededError)
    wide = read(HOSTILE["a million columns"])
    assert isinstance(wide, Document)
    assert [finding.code for finding in wide.findings] == ["spans_ignored"]
    assert letters(wide).count("x") == 500
    broken = read(HOSTILE["broken base64"])
    assert isinstance(broken, Document)
    assert [finding.code for finding in broken.findings] == ["damaged_body"]
    rows = read_text(("ক\tখ\n" * 100).encode(), Options(max_cells=20))
    assert [finding.code for finding in rows.findings] == ["too_many_cells"]
    assert letters(rows).count("খ") == 100


FRAGMENTS = (
    "<table>", "</table>", "<tr>", "<td>", "</td>", "<td rowspan=2 colspan=3>", "<th rowspan=0>", "<thead>", "<p>", "</p>",
    "<br>", "<ol start=-5>", "<ol reversed>", "<li value=x>", "<ul>", "</ol>", "<font face='SutonnyMJ'>", "</font>", "<b>",
    "<span style='display:none'>", "<div style='font: 12pt/1 SutonnyMJ, x'>", "</div>", "<main>", "<nav class=menu>",
    "<div id=printable_area>", "<div id=left><div class=details>", "<div class=value>", "<rt-renderer encoded-content='PHA+'>",
    "<div class=content-viewer-widget>", "<a href='x.pdf'>", "<img src=data:x>", "<iframe src='viewer?url=a.pdf'>", "<title>",
    "<style>*{display:none}</style>", "<style>p{", "<!--", "-->", "<![CDATA[", "]]>", "<?xml?>", "&#x9be;", "&nbsp;", "&#0;",
    "<pre>", "<svg>", "<math>", "<frameset>", "<caption>", "<hr>", "<script>", "</script>", "<html>", "<body>", "</body>",
    "শিরোনাম", "বিস্তারিত", "প্রকাশের তারিখ", "সভা", "wm×všÍ", "১।", "\t", "\n", " ", "|", "\x00", "\x0c", "সিদ্ধামত্ম",
)  # fmt: skip
SOUP = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=40).map("".join)
CHARSETS = st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-8-sig", "cp1252", "utf-32"])
DRAWN = st.text(alphabet="||||++--==\t\t\n\n :ক১।a", max_size=200)
BYTES = st.binary(max_size=300) | st.tuples(SOUP | DRAWN, CHARSETS).map(lambda pair: pair[0].encode(pair[1], "replace"))
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@given(BYTES)
def test_html_reader_takes_any_bytes(data: bytes) -> None:
    try:
        document = read_html(data, Options())
    except ExtractionError:
        return
    letters(document).encode()
    assert all(
        cell.row_span >= 1 <= cell.column_span
        for block in document.blocks
        if not isinstance(block, Paragraph)
        for cell in block.cells()
    )


@FUZZ
@given(BYTES)
def test_text_reader_takes_any_bytes(data: bytes) -> None:
    try:
        letters(read_text(data, Options())).encode()
    except ExtractionError:
        return


@FUZZ
@given(BYTES)
def test_any_bytes_end_in_a_document_or_a_reason(data: bytes) -> None:
    kind = sniff(data)
    assert kind
    if READERS.get(kind) in (None, READERS["html"], READERS["text"]):
        assert read(data)
