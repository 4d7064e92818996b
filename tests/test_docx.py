"""Word documents: what stands on paper comes out, once, in order, and nothing else does."""

import contextlib
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Document, Paragraph, Table
from extractors.docx.numbering import printed
from extractors.docx.reader import read_docx
from extractors.errors import CorruptFileError, EncryptedFileError, ExtractionError, LimitExceededError
from extractors.options import Options

SHARED = Path(__file__).parents[2] / "shared"
FEATURES = SHARED / "prototypes" / "pdf" / "features.docx"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>নোটিশ বোর্ড</w:t></w:r></w:p></w:txbxContent>"


def package(body: str, numbering: str = "", styles: str = "") -> bytes:
    """Build a document whose body, list definitions and added styles are the given XML."""
    document = docx.Document()
    element = document.element.body
    section = element[-1]
    for child in list(element):
        element.remove(child)
    for child in parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"):
        element.append(child)
    element.append(section)
    for child in parse_xml(f"<w:styles {NAMESPACES}>{styles}</w:styles>"):
        document.styles.element.append(child)
    root = document.part.numbering_part.element
    for child in parse_xml(f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"):
        root.append(child)
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def read(body: str, numbering: str = "", styles: str = "") -> Document:
    return read_docx(package(body, numbering, styles), Options())


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def table_of(document: Document) -> Table:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return table


def grid(table: Table) -> list[list[str | None]]:
    return [[None if cell is None else cell.text for cell in row] for row in table.rows]


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(text: str, properties: str = "", content: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}{p(r(text))}</w:tc>"


def tr(cells: Iterable[str], properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


PRINTED = {
    "a word in two runs": (p(r("সিদ্") + r("ধান্ত")), ["সিদ্ধান্ত"]),
    "insertion": (p(r("সভা ") + f"<w:ins>{r('মুলতবি')}</w:ins>"), ["সভা মুলতবি"]),
    "deletion": (p(r("সভা") + "<w:del><w:r><w:delText>বাতিল</w:delText></w:r></w:del>"), ["সভা"]),
    "move": (p(f"<w:moveTo>{r('এখানে')}</w:moveTo><w:moveFrom>{r('সেখানে')}</w:moveFrom>"), ["এখানে"]),
    "link": (p(f"<w:hyperlink>{r('লিংক')}</w:hyperlink>"), ["লিংক"]),
    "smart tag": (p(f'<w:smartTag w:element="d">{r("ঢাকা")}</w:smartTag>'), ["ঢাকা"]),
    "custom XML": (p(f'<w:customXml w:element="d">{r("ঢাকা")}</w:customXml>'), ["ঢাকা"]),
    "control in a paragraph": (p(f"<w:sdt><w:sdtContent>{r('ঘর')}</w:sdtContent></w:sdt>"), ["ঘর"]),
    "control around a paragraph": (f"<w:sdt><w:sdtContent>{p(r('ঘর'))}</w:sdtContent></w:sdt>", ["ঘর"]),
    "simple field": (p(f'<w:fldSimple w:instr="PAGE">{r("৭")}</w:fldSimple>'), ["৭"]),
    "field": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>IF </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("ভিতরে")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("ফল")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" পরে")
        ),
        ["ফল পরে"],
    ),
    "drop-down field": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="হ্যাঁ"/>'
            '<w:listEntry w:val="না"/></w:ddList></w:ffData></w:fldChar></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        ["না"],
    ),
    "text box, told twice": (
        p(
            r("আগে") + f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx>"
            f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        ),
        ["আগে", "নোটিশ বোর্ড"],
    ),
    "text box, in the fallback only": (
        p(
            "<w:r><mc:AlternateContent><mc:Choice Requires='new'><w:drawing/></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        ),
        ["নোটিশ বোর্ড"],
    ),
    "old text box": (p(f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"), ["নোটিশ বোর্ড"]),
    "old WordArt": (p('<w:r><w:pict><v:shape><v:textpath string="শিরোনাম"/></v:shape></w:pict></w:r>'), ["শিরোনাম"]),
    "hidden": (p(r("দেখা") + r("গোপন", "<w:vanish/>")), ["দেখা"]),
    "hidden by its character style": (p(r("দেখা") + r("গোপন", '<w:rStyle w:val="Unseen"/>')), ["দেখা"]),
    "hidden by its paragraph style": (p(r("গোপন"), '<w:pStyle w:val="UnseenLine"/>'), []),
    "shown against its style": (p(r("দেখা", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="UnseenLine"/>'), ["দেখা"]),
    "tab, hyphens, tick, break": (
        p(
            "<w:r><w:t>ক</w:t><w:tab/><w:t>খ</w:t><w:noBreakHyphen/><w:t>গ</w:t><w:softHyphen/><w:t>ঘ</w:t><w:br/>"
            '<w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
        ),
        ["ক\tখ-গঘ\n✓"],
    ),
    "tick typed in Wingdings": (p(r("ü", font("Wingdings")) + r(" হ্যাঁ")), ["✓ হ্যাঁ"]),
    "Bangla in a font of symbols": (p(r("•\tসভা", font("Wingdings") + '<w:rFonts w:ascii="Wingdings"/>')), ["•\tসভা"]),
    "formula": (p("<m:oMath><m:r><m:t>x=২</m:t></m:r></m:oMath>"), ["x=২"]),
    "paragraph mark deleted": (
        p(r("সভার "), "<w:rPr><w:del/></w:rPr>") + p(r("সিদ্ধান্ত")),
        ["সভার সিদ্ধান্ত"],
    ),
    "comment in the markup": (p("<!-- x -->" + r("ক")), ["ক"]),
}  # fmt: skip
HIDING = (
    '<w:style w:type="character" w:styleId="Unseen"><w:basedOn w:val="UnseenBase"/></w:style>'
    '<w:style w:type="character" w:styleId="UnseenBase"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="UnseenLine"><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize(("body", "expected"), PRINTED.values(), ids=PRINTED)
def test_prints_what_stands_on_paper(body: str, expected: list[str]) -> None:
    assert texts(read(body, styles=HIDING)) == expected


def level(index: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def definition(name: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{more}{"".join(levels)}</w:abstractNum>'


def num(name: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def item(name: int, text: str = "ক", index: int = 0) -> str:
    return p(r(text) if text else "", f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{name}"/></w:numPr>')


START_AT_5 = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
NUMBERED = {
    "own format": (definition(70, level(0, "hindiNumbers", "%1।")) + num(70, 70), item(70) * 2, ["১। ক", "২। ক"]),
    "digits as the text has them": (
        definition(70, level(0, "decimal", "(%1)")) + num(70, 70),
        item(70) + item(70, "Roads"),
        ["(১) ক", "(2) Roads"],
    ),
    "levels, and deeper ones anew": (
        definition(70, level(0, "decimal", "%1।"), level(1, "decimal", "%1.%2")) + num(70, 70),
        item(70) + item(70, index=1) * 2 + item(70) + item(70, index=1),
        ["১। ক", "১.১ ক", "১.২ ক", "২। ক", "২.১ ক"],
    ),
    "level that never begins anew": (
        definition(70, level(0, "decimal", "%1।"), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')) + num(70, 70),
        (item(70) + item(70, index=1)) * 2,
        ["১। ক", "১) ক", "২। ক", "২) ক"],
    ),
    "lists of one definition count on": (
        definition(70, level(0, "decimal", "%1।")) + num(70, 70) + num(71, 70),
        item(70) + item(71),
        ["১। ক", "২। ক"],
    ),
    "start override holds once": (
        definition(70, level(0, "decimal", "%1।")) + num(70, 70) + num(71, 70, START_AT_5),
        item(70) + item(71) * 2,
        ["১। ক", "৫। ক", "৬। ক"],
    ),
    "level override": (
        definition(70, level(0, "decimal", "%1।"))
        + num(70, 70, f'<w:lvlOverride w:ilvl="0">{level(0, "hindiConsonants", "(%1)")}</w:lvlOverride>'),
        item(70) * 2,
        ["(ক) ক", "(খ) ক"],
    ),
    "legal numbering": (
        definition(70, level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(70, 70),
        item(70, "Roads") + item(70, "Bridges", 1),
        ["I Roads", "1.1 Bridges"],
    ),
    "no gap": (
        definition(70, level(0, "decimal", "%1।", '<w:suff w:val="nothing"/>')) + num(70, 70), item(70), ["১।ক"],
    ),
    "bullets": (
        definition(70, level(0, "bullet", "\uf0b7"), level(1, "bullet", "-"), level(2, "bullet", "o")) + num(70, 70),
        item(70) + item(70, index=1) + item(70, index=2) + item(70, ""),
        ["• ক", "- ক", "• ক"],
    ),
    "numbering by style": (
        definition(70, level(0, "decimal", "%1।"), level(1, "lowerLetter", "%2)", '<w:pStyle w:val="Sub"/>')) + num(70, 70),
        p(r("ক"), '<w:pStyle w:val="Main"/>') + p(r("খ"), '<w:pStyle w:val="Sub"/>') + p(r("গ"), '<w:pStyle w:val="Main"/>'),
        ["১। ক", "a) খ", "২। গ"],
    ),
    "taken out of the style's list": (
        definition(70, level(0, "decimal", "%1।")) + num(70, 70),
        p(r("ক"), '<w:pStyle w:val="Main"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        ["ক"],
    ),
    "definition in a numbering style": (
        definition(70, more='<w:numStyleLink w:val="Listed"/>') + definition(71, level(0, "decimal", "%1।"))
        + num(70, 70) + num(71, 71),
        item(70), ["১। ক"],
    ),
    "entry that is deleted": (
        definition(70, level(0, "decimal", "%1।")) + num(70, 70),
        item(70)
        + p("<w:del><w:r><w:delText>খ</w:delText></w:r></w:del>", '<w:numPr><w:numId w:val="70"/></w:numPr><w:rPr><w:del/></w:rPr>')
        + item(70),
        ["১। ক", "২। ক"],
    ),
    "list that is not there": ("", item(777), ["ক"]),
}  # fmt: skip
LISTED = (
    '<w:style w:type="paragraph" w:styleId="Main"><w:pPr><w:numPr><w:numId w:val="70"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Main"/><w:pPr><w:numPr><w:ilvl w:val="5"/>'
    '<w:numId w:val="70"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="numbering" w:styleId="Listed"><w:pPr><w:numPr><w:numId w:val="71"/></w:numPr></w:pPr></w:style>'
)


@pytest.mark.parametrize(("numbering", "body", "expected"), NUMBERED.values(), ids=NUMBERED)
def test_prints_numbers_that_word_counts(numbering: str, body: str, expected: list[str]) -> None:
    document = read(body, numbering, LISTED)
    assert texts(document) == expected


def test_counts_on_in_cells_in_document_order() -> None:
    numbering = definition(70, level(0, "decimal", "%1।")) + num(70, 70)
    cell = f"<w:tc>{item(70, '')}</w:tc>"
    document = read(item(70) + tbl(tr([cell, tc("রাস্তা")]), tr([cell, tc("সেতু")])) + item(70, "খ"), numbering)
    assert texts(document) == ["১। ক", "৪। খ"]
    assert grid(table_of(document)) == [["২।", "রাস্তা"], ["৩।", "সেতু"]]


def test_number_alone_in_its_cell_has_the_digits_of_the_document() -> None:
    numbering = definition(70, level(0, "decimal", "%1.")) + num(70, 70)
    cell = f"<w:tc>{item(70, '')}</w:tc>"
    bangla = read(tbl(tr([tc("ক্রম"), tc("দপ্তর")]), tr([cell, tc("UNO")]), tr([cell, tc("DC")])), numbering)
    assert [row[0] for row in grid(table_of(bangla))] == ["ক্রম", "১.", "২."]
    english = read(tbl(tr([tc("No"), tc("Office")]), tr([cell, tc("UNO")])), numbering)
    assert [row[0] for row in grid(table_of(english))] == ["No", "1."]


@pytest.mark.parametrize(
    ("count", "form", "expected"),
    [
        (4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (27, "lowerLetter", "aa"), (7, "decimalZero", "07"),
        (3, "hindiConsonants", "গ"), (2, "hindiVowels", "আ"), (12, "bengali", "১২"), (22, "ordinal", "22nd"),
        (5, "none", ""), (5, "chineseCounting", "5"), (0, "lowerRoman", "0"), (0, "lowerLetter", "0"),
    ],
)  # fmt: skip
def test_number_formats(count: int, form: str, expected: str) -> None:
    assert printed(count, form) == expected


def test_table_is_a_full_grid() -> None:
    table = table_of(
        read(
            tbl(
                tr([tc("ক্রম"), tc("সিদ্ধান্ত"), tc("বাস্তবায়নকারী")], "<w:tblHeader/>"),
                tr([tc("১"), tc("ক"), tc("ইউএনও", '<w:vMerge w:val="restart"/>')]),
                tr([tc("২"), tc("খ"), tc("", "<w:vMerge/>")]),
                tr([tc("বিবিধ", '<w:gridSpan w:val="2"/>'), tc("পিআইও")]),
                tr([tc("৪"), tc("মুছে ফেলা"), tc("")], "<w:del/>"),
                tr([tc("গ"), tc("ঘ")], '<w:gridBefore w:val="1"/>'),
                tr([tc("ঙ")], '<w:gridAfter w:val="2"/>'),
            )
        )
    )
    assert grid(table) == [
        ["ক্রম", "সিদ্ধান্ত", "বাস্তবায়নকারী"],
        ["১", "ক", "ইউএনও"],
        ["২", "খ", "ইউএনও"],
        ["বিবিধ", None, "পিআইও"],
        [None, "গ", "ঘ"],
        ["ঙ", None, None],
    ]
    assert table.rows[1][2] is table.rows[2][2]
    merged, wide = table.rows[1][2], table.rows[3][0]
    assert merged is not None
    assert wide is not None
    assert (merged.row, merged.column, merged.row_span) == (1, 2, 2)
    assert (wide.column_span, wide.row_span) == (2, 1)
    assert all(cell is not None and cell.is_head for cell in table.rows[0])


def test_merged_cell_below_a_deleted_row_keeps_its_own_text() -> None:
    rows = [tr([tc("ক", '<w:vMerge w:val="restart"/>'), tc("১")], "<w:del/>"), tr([tc("খ", "<w:vMerge/>"), tc("২")])]
    assert grid(table_of(read(tbl(*rows)))) == [["খ", "২"]]


def test_old_horizontal_merge() -> None:
    row = tr([tc("ক", '<w:hMerge w:val="restart"/>'), tc("", '<w:hMerge w:val="continue"/>'), tc("খ")])
    table = table_of(read(tbl(row)))
    assert grid(table) == [["ক", None, "খ"]]


def test_controls_around_rows_and_cells() -> None:
    cell = f"<w:sdt><w:sdtContent>{tc('খ')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent>{tr([tc('ক'), cell])}</w:sdtContent></w:sdt>"
    assert grid(table_of(read(tbl(row)))) == [["ক", "খ"]]


def test_nested_table_is_text_of_its_cell() -> None:
    inner = tbl(tr([tc("ভিতর ১"), tc("ভিতর ২")]), tr([tc("ভিতর ৩"), tc("ভিতর ৪")]))
    assert grid(table_of(read(tbl(tr([tc("ক"), tc("শেষ", content=inner)]))))) == [
        ["ক", "ভিতর ১\tভিতর ২\nভিতর ৩\tভিতর ৪\nশেষ"]
    ]


def test_frame_of_one_cell_around_the_real_table_is_taken_off() -> None:
    inner = tbl(tr([tc("ক"), tc("খ")]))
    for row in ([tc("নিচে স্বাক্ষর", content=inner)], [tc(""), tc("নিচে স্বাক্ষর", content=inner)]):
        document = read(tbl(tr(row)))
        assert grid(table_of(document)) == [["ক", "খ"]]
        assert texts(document) == ["নিচে স্বাক্ষর"]


def test_bijoy_by_run_by_style_and_by_theme() -> None:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="Old"><w:basedOn w:val="Older"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="Older"><w:rPr>{font("SutonnyMJ")}</w:rPr></w:style>'
        f'<w:style w:type="character" w:styleId="OldRun"><w:rPr>{font("SutonnyMJ")}</w:rPr></w:style>'
    )
    document = read(
        p(r("mfvi Kvh©weeiYx", font("SutonnyMJ")))
        + p(r("mfvi Kvh©weeiYx"), '<w:pStyle w:val="Old"/>')
        + p(r("mfv", '<w:rStyle w:val="OldRun"/>'))
        + p(r("ICT Cell", font("Arial")), '<w:pStyle w:val="Old"/>')
        + p(r("সভা"), '<w:pStyle w:val="Old"/>'),
        styles=styles,
    )
    assert texts(document) == ["সভার কার্যবিবরণী", "সভার কার্যবিবরণী", "সভা", "ICT Cell", "সভা"]
    assert [block.encoding for block in document.blocks if isinstance(block, Paragraph)][:4] == [
        "bijoy", "bijoy", "bijoy", "unicode",
    ]  # fmt: skip
    assert document.encoding == "mixed"


def test_bijoy_word_split_over_runs_is_converted_whole() -> None:
    old = font("SutonnyMJ")
    (text,) = texts(read(p(r("m", old) + r("fvi Kvh", old + "<w:b/>") + r("©weeiYx", old))))
    assert text == "সভার কার্যবিবরণী"


def test_number_in_a_bijoy_font() -> None:
    numbering = definition(70, level(0, "decimal", "%1|", "")) + num(70, 70)
    properties = f'<w:numPr><w:numId w:val="70"/></w:numPr><w:rPr>{font("SutonnyMJ")}</w:rPr>'
    (text,) = texts(read(p(r("mfv", font("SutonnyMJ")), properties), numbering))
    assert text == "১। সভা"


def test_look_of_a_paragraph() -> None:
    document = read(
        p(r("কার্যবিবরণী", "<w:b/><w:bCs/>"), '<w:jc w:val="center"/>')
        + p(r("ভূমিকা"), '<w:pStyle w:val="Heading1"/>')
        + p(r("ক", "<w:bCs/>") + r(" ") + r("খ"))
        + p(r("গ"), '<w:outlineLvl w:val="1"/>')
    )
    looks = [(b.kind, b.bold, b.centred) for b in document.blocks if isinstance(b, Paragraph)]
    assert looks == [
        ("paragraph", True, True),
        ("heading", True, False),
        ("paragraph", False, False),
        ("heading", False, False),
    ]


def test_headers_and_footers_are_furniture_where_they_are_printed() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "চলমান শিরোনাম"
    section.first_page_header.paragraphs[0].text = "স্মারক নং ০৫.০০.০০০০.০০১"
    section.first_page_header.add_table(1, 2, docx.shared.Inches(4)).cell(0, 0).text = "পত্রশীর্ষ"
    section.footer.paragraphs[0].text = "পৃষ্ঠা"
    document.add_paragraph("সভা")
    for different_first, expected in (
        (True, {"চলমান শিরোনাম", "স্মারক নং ০৫.০০.০০০০.০০১", "পত্রশীর্ষ", "পৃষ্ঠা"}),
        (False, {"চলমান শিরোনাম", "পৃষ্ঠা"}),
    ):
        section.different_first_page_header_footer = different_first
        output = BytesIO()
        document.save(output)
        read_again = read_docx(output.getvalue(), Options())
        assert {line.text for line in read_again.furniture} == expected
        assert texts(read_again) == ["সভা"]


def rewritten(data: bytes, change: dict[str, tuple[bytes, bytes]], left_out: str = "") -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != left_out:
                new.writestr(name, old.read(name).replace(*change.get(name, change.get("*", (b"\0", b"\0")))))
    return output.getvalue()


SOUND = package(p(r("সভা")) + item(70), definition(70, level(0, "decimal", "%1।")) + num(70, 70))


def test_document_with_macros_and_strict_edition() -> None:
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = rewritten(
        SOUND, {"[Content_Types].xml": (main, b"application/vnd.ms-word.document.macroEnabled.main+xml")}
    )
    strict = rewritten(
        SOUND,
        {
            "*": (
                b"http://schemas.openxmlformats.org/officeDocument/2006/",
                b"http://purl.oclc.org/ooxml/officeDocument/",
            )
        },
    )
    strict = rewritten(
        strict,
        {
            "*": (
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
                b"http://purl.oclc.org/ooxml/wordprocessingml/",
            )
        },
    )
    assert texts(read_docx(macros, Options())) == texts(read_docx(strict, Options())) == ["সভা", "১। ক"]


def test_parts_that_are_missing_do_not_matter() -> None:
    assert texts(read_docx(rewritten(SOUND, {}, "word/theme/theme1.xml"), Options())) == ["সভা", "১। ক"]
    assert texts(read_docx(rewritten(SOUND, {}, "word/styles.xml"), Options())) == ["সভা", "১। ক"]
    dangling = (b'Target="styles.xml"', b'Target="../NULL"')
    assert texts(read_docx(rewritten(SOUND, {"word/_rels/document.xml.rels": dangling}), Options())) == ["সভা", "১। ক"]


DAMAGED = {
    "cut short": SOUND[: len(SOUND) // 2],
    "no ZIP": b"PK\x03\x04" + b"\0" * 200,
    "no main part": rewritten(SOUND, {}, "word/document.xml"),
    "no relationships": rewritten(SOUND, {}, "_rels/.rels"),
    "XML cut short": rewritten(SOUND, {"word/document.xml": (b"</w:body>", b"")}),
    "XML with entities": rewritten(SOUND, {"word/document.xml": (b"<w:document", b'<!DOCTYPE x [<!ENTITY e "e">]><w:document')}),
    "no body": rewritten(SOUND, {"word/document.xml": (b"w:body", b"w:nobody")}),
    "OLE": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
}  # fmt: skip


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_damaged_file_is_told(data: bytes) -> None:
    with pytest.raises(CorruptFileError):
        read_docx(data, Options())


def test_document_with_a_password_is_told() -> None:
    with pytest.raises(EncryptedFileError):
        read_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), Options())


def test_bounds() -> None:
    with pytest.raises(LimitExceededError):
        read_docx(SOUND, Options(max_unpacked=1000))
    rows = tbl(*[tr([tc("ক"), tc("খ")])] * 20)
    cut = read_docx(package(rows), Options(max_cells=10))
    assert not cut.is_complete
    assert [finding.code for finding in cut.findings] == ["too_many_cells"]
    nested = tbl(tr([tc("ভিতরে"), tc("")]))
    for _ in range(8):
        nested = tbl(tr([tc("ক", content=nested), tc("খ")]))
    deep = read_docx(package(nested), Options(max_depth=6))
    assert [finding.code for finding in deep.findings] == ["nested_too_deep"]
    assert table_of(deep).rows[0][1] is not None
    wide = table_of(read(tbl(tr([tc("ক", '<w:gridSpan w:val="999999999"/>')]))))
    assert wide.width <= 63


def test_what_is_not_text_is_told() -> None:
    objects = "".join(f'<o:OLEObject ProgID="{name}"/>' for name in ("Excel.Sheet.12", "Equation.3"))
    space = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    document = read(p(r("সভা") + f"<w:r><w:object {space}>{objects}</w:object></w:r>"))
    assert [finding.code for finding in document.findings] == ["embedded_document"]
    output = BytesIO(SOUND)
    with zipfile.ZipFile(output, "a") as archive:
        archive.writestr("word/media/image1.jpeg", b"picture")
    scanned = read_docx(output.getvalue(), Options())
    assert [finding.code for finding in scanned.findings] == ["pictures_only"]
    assert not scanned.is_complete


def test_deeply_nested_markup_is_bounded() -> None:
    wrapped = r("ক")
    for _ in range(100):
        wrapped = f"<w:smartTag>{wrapped}</w:smartTag>"
    assert not read(p(wrapped) + p(r("খ"))).is_complete
    bomb = rewritten(SOUND, {"word/document.xml": (b"<w:body>", b"<w:body>" + b"<w:sdt>" * 5000)})
    with pytest.raises(ExtractionError):
        read_docx(bomb, Options())


@given(st.integers(0, len(SOUND) - 1), st.binary(max_size=40))
def test_any_damage_is_an_extraction_error_or_a_document(place: int, noise: bytes) -> None:
    with contextlib.suppress(ExtractionError):
        read_docx(SOUND[:place] + noise + SOUND[place + len(noise) :], Options())


@pytest.mark.skipif(not FEATURES.exists(), reason="the material of the measurements is not here")
def test_features_document() -> None:
    document = read_docx(FEATURES.read_bytes(), Options())
    lines = texts(document)
    table = table_of(document)
    everything = "\n".join([*lines, *(cell.text for cell in table.cells())])
    for once in (
        "নতুন_সংযোজিত", "হাইপারলিংক", "স্মার্টট্যাগ", "এসডিটি_রান", "এসডিটি_ব্লক", "ফিল্ড", "বাক্সলেখা", "ভিতর১", "ভিতর২", "র1ক4", "র3ক2",
    ):  # fmt: skip
        assert everything.count(once) == 1, once
    for never in ("মুছে_ফেলা", "লুকানো"):
        assert never not in everything
    assert {"হেডার_স্মারক নং ০৫.৪৩", "ফুটার_পৃষ্ঠা"} <= {line.text for line in document.furniture}
    assert {"১. প্রথম সিদ্ধান্ত", "২. দ্বিতীয় সিদ্ধান্ত", "১। সভার শুরু", "(ক) উপ ধারা", "২। আলোচনা"} <= set(lines)
    assert [row[0].text for row in table.rows[1:] if row[0] is not None] == ["৩।", "৪।", "৫।"]
    assert table.rows[1][4] is table.rows[2][4]
    assert table.rows[3][3] is None
    assert lines[:2] == ["সভার কার্যবিবরণী", "সভাপতি ICT Cell"]
