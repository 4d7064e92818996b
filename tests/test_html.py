"""HTML: what a reader of the page sees comes out, in order, and nothing else does."""

import pytest

from extractors.document import Document, Paragraph, Table
from extractors.errors import ErrorPageError
from extractors.html.reader import read_html
from extractors.options import Options


def read(html: str | bytes) -> Document:
    return read_html(html if isinstance(html, bytes) else html.encode(), Options())


def texts(html: str | bytes) -> list[str]:
    return [block.text for block in read(html).blocks if isinstance(block, Paragraph)]


def grid(html: str) -> list[list[str | None]]:
    (table,) = (block for block in read(html).blocks if isinstance(block, Table))
    return [[None if cell is None else cell.text for cell in row] for row in table.rows]


def cells(table: Table) -> str:
    return "\n".join(cell.text for cell in table.cells())


LISTS = [
    ("<ol start=3><li>খাল খনন<li>বৃক্ষরোপণ</ol>", ["3. খাল খনন", "4. বৃক্ষরোপণ"]),
    ("<ol reversed><li>ক<li>খ</ol>", ["2. ক", "1. খ"]),
    ("<ol type=a><li>ক<ol type=i><li>খ</ol></ol>", ["a. ক", "i. খ"]),
    ("<ol style='list-style-type:bengali'><li>ক<li value=7>খ</ol>", ["১. ক", "৭. খ"]),
    ("<ul><li>ক</ul>", ["• ক"]),
    ("<ol><li><p>ক</p><p>খ</p></ol>", ["1. ক", "খ"]),
]


@pytest.mark.parametrize(("html", "expected"), LISTS)
def test_list_numbers_are_printed(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def test_spans_fill_the_grid() -> None:
    html = "<table><tr><td rowspan=2>১<td colspan=2>ক</tr><tr><td>খ<td>গ</tr></table>"
    assert grid(html) == [["১", "ক", None], ["১", "খ", "গ"]]


def test_a_nested_table_stays_in_its_cell() -> None:
    html = "<table><tr><th>ক<th>খ<th>গ<tr><td>১<td>ঘ<table><tr><td>ঙ<td>চ<tr><td>ছ<td>জ</table><td>ঝ</table>"
    assert grid(html)[1] == ["১", "ঘ\nঙ\tচ\nছ\tজ", "ঝ"]


def test_a_layout_table_is_taken_off() -> None:
    inner = "<table><tr><td>ক্রম<td>সিদ্ধান্ত<tr><td>১<td>নলকূপ বসাতে হবে</table>"
    html = f"<table><tr><td>পাশ<td>{inner}</table>"
    assert texts(html) == ["পাশ"]
    assert grid(html) == [["ক্রম", "সিদ্ধান্ত"], ["১", "নলকূপ বসাতে হবে"]]


def test_cells_keep_their_lines() -> None:
    assert grid("<table><tr><td>ক<br>খ<td><p>গ</p><p>ঘ</p></table>") == [["ক\nখ", "গ\nঘ"]]


def test_word_markup_leaves_only_words() -> None:
    html = (
        "<p class=MsoNormal style='mso-list:l0 level1'><![if !supportLists]><span style='mso-list:Ignore'>১।</span>"
        "<![endif]>খাল খনন<o:p></o:p></p><!--[if gte mso 9]><xml>x</xml><![endif]--><p style='display:none'>না</p>"
    )
    assert texts(html) == ["১।খাল খনন"]


BIJOY = [
    "<p><font face=SutonnyMJ>mfvi Kvh©weeiYx</font></p>",
    "<p style='font-family:\"SutonnyMJ\"'>mfvi <b>Kvh©</b>weeiYx</p>",
    "<style>p.Mso{font-family:SutonnyMJ}</style><p class=Mso>mfvi Kvh©weeiYx</p>",
]


@pytest.mark.parametrize("html", BIJOY)
@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
def test_bijoy_runs_become_unicode(html: str, charset: str) -> None:
    document = read(html.encode(charset))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["সভার কার্যবিবরণী"]
    assert document.encoding == "bijoy"


def test_the_bytes_are_believed_before_the_declared_charset() -> None:
    page = "<html><head><meta charset=iso-8859-1></head><body><p>সভার স্থান</p>"
    assert texts(page.encode()) == texts(page.encode("utf-16")) == ["সভার স্থান"]


def test_marks_of_a_heading() -> None:
    (one, two) = read("<p align=center><b>সভা</b></p><h2>সিদ্ধান্ত</h2>").blocks
    assert isinstance(one, Paragraph)
    assert isinstance(two, Paragraph)
    assert (one.bold, one.centred, one.kind) == (True, True, "paragraph")
    assert two.kind == "heading"


def test_deep_soup_is_read_and_deep_tables_are_bounded() -> None:
    assert texts("<font>" * 3000 + "গভীর") == ["গভীর"]
    deep = "<table><tr><td>এক<td>দুই" * 90
    document = read(deep)
    assert [finding.code for finding in document.findings] == ["nested_too_deep"]
    said = "".join(block.text if isinstance(block, Paragraph) else cells(block) for block in document.blocks)
    assert (said.count("এক"), said.count("দুই")) == (90, 90)


@pytest.mark.parametrize(
    "html",
    [
        "<title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>",
        "<p>Domain is not available: x</p>",
        "<title>সমস্যা হয়েছে | কোনো দপ্তর</title><p>দুঃখিত</p>",
    ],
)
def test_error_pages_are_refused(html: str) -> None:
    with pytest.raises(ErrorPageError):
        read(html)
