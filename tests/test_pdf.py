"""PDF files, made here operator by operator, so that each shows one thing that PDF writers do."""

import json
import unicodedata
from collections.abc import Sequence
from hashlib import md5
from pathlib import Path

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pypdfium2 import PdfDocument
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractors.document import Document, Paragraph, Table
from extractors.errors import CorruptFileError, EncryptedFileError, LimitExceededError, OcrMissingError
from extractors.options import Options
from extractors.pdf.gate import signals_of
from extractors.pdf.glyphs import REPH, in_spoken_order, letters_of_glyphs
from extractors.pdf.interpreter import InterpretedPages
from extractors.pdf.objects import NotPlainError, read_objects
from extractors.pdf.reader import read_pdf
from extractors.pdf.story import blocks_of, page_story

SHARED = Path(__file__).parents[2] / "shared"
CORPUS = sorted((SHARED / "corpus").glob("*_pdf*.pdf"))
DAMAGED = sorted((SHARED / "cases" / "pdf_text_layers").glob("*.pdf"))
FONTS = {"F1": "Helvetica", "F2": "SutonnyMJ", "F3": "Helvetica-Bold", "F4": "Boishakhi"}
SIZE = 10.0
WIDTH, HEIGHT = 595, 842


def pdf(*pages: str, rotate: int = 0, properties: str = "", password: str | None = None) -> bytes:
    """Return a PDF of A4 pages with these contents, and four fonts that are not embedded.

    With a `password` it is encrypted; "" opens without one, as files do that only forbid printing.
    """
    fonts = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 "
        f"/Widths [{' '.join(['500'] * 224)}] /FontDescriptor << /Type /FontDescriptor /FontName /{name} /Flags 32 "
        "/FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>"
        for key, name in FONTS.items()
    )
    lock, key = locks(password) if password is not None else ("", None)
    kids = " ".join(f"{2 * number + 3} 0 R" for number in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()]
    for number, content in enumerate(pages):
        place = 2 * number + 4
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate} /Contents {place} 0 R "
            f"/Resources << /Font << {fonts} >> /Properties << {properties} >> >> >>".encode()
        )
        stream = content.encode("cp1252")
        if key is not None:
            stream = rc4(md5(key + place.to_bytes(3, "little") + bytes(2)).digest()[:10], stream)
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
    body = b"%PDF-1.7\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    return (
        body
        + (
            f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer << /Size {count} /Root 1 0 R {lock} >>\n"
            f"startxref\n{len(body)}\n%%EOF\n"
        ).encode()
    )


def locks(password: str) -> tuple[str, bytes]:
    """Return the trailer entries and the key of 40-bit encryption (ISO 32000-1, 7.6.3, revision 2)."""
    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    user, owner = ((word.encode() + pad)[:32] for word in (password, "owner"))
    mark, forbidden, name = rc4(md5(owner).digest()[:5], user), (-44).to_bytes(4, "little", signed=True), b"0" * 16
    key = md5(user + mark + forbidden + name).digest()[:5]
    entries = f"/O <{mark.hex()}> /U <{rc4(key, pad).hex()}>"
    return f"/ID [<{name.hex()}> <{name.hex()}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -44 {entries} >>", key


def rc4(key: bytes, data: bytes) -> bytes:
    state, j, i, out = list(range(256)), 0, 0, bytearray()
    for n in range(256):
        j = (j + state[n] + key[n % len(key)]) % 256
        state[n], state[j] = state[j], state[n]
    j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def say(text: str, x: float, y: float, *, font: str = "F1") -> str:
    """Return operators that draw `text` at x, y from the top left: a glyph a cluster, its letters in ActualText."""
    parts = [f"BT /{font} {SIZE} Tf {x} {HEIGHT - y} Td"]
    for index, word in enumerate(text.split(" ")):
        if index:
            parts.append("( ) Tj")
        parts.append(f"/Span << /ActualText <FEFF{word.encode('utf-16-be').hex()}> >> BDC ({'n' * len(word)}) Tj EMC")
    return " ".join([*parts, "ET\n"])


def draw(text: str, x: float, y: float, *, font: str = "F2") -> str:
    """Return operators that draw the characters of `text` themselves, as Bijoy text is."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {SIZE} Tf {x} {HEIGHT - y} Td ({escaped}) Tj ET\n"


def rules(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Return operators that draw all rules of a grid."""
    across = [f"{xs[0]} {HEIGHT - y} m {xs[-1]} {HEIGHT - y} l S\n" for y in ys]
    down = [f"{x} {HEIGHT - ys[0]} m {x} {HEIGHT - ys[-1]} l S\n" for x in xs]
    return "".join([*across, *down])


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grids(document: Document) -> list[list[list[str | None]]]:
    return [
        [[None if cell is None else cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def by_interpreter(data: bytes) -> list[object]:
    pages = InterpretedPages(data)
    return list(blocks_of([page_story(pages.read(index)) for index in range(pages.count)])[0])


def by_objects(data: bytes) -> list[object]:
    document = PdfDocument(data)
    try:
        return list(blocks_of([page_story(read_objects(document, index)) for index in range(len(document))])[0])
    finally:
        document.close()


def plain(blocks: Sequence[object]) -> list[object]:
    found: list[object] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append((block.text, block.bold, block.centred))
        elif isinstance(block, Table):
            found += [tuple(None if cell is None else cell.text for cell in row) for row in block.rows]
    return found


XS = [50, 90, 320, 545]
HEAD = say("ক্রমিক", 54, 112) + say("আলোচনা", 94, 112) + say("সিদ্ধান্ত", 324, 112)
LONG = "সড়কের পাশে গাছ লাগানোর কাজ আগামী বর্ষার আগেই শেষ করার জন্য সকলকে অনুরোধ করা হলো এবং"


@pytest.fixture(scope="module")
def no_ocr(tmp_path_factory: pytest.TempPathFactory) -> Options:
    return Options(ocr_data=tmp_path_factory.mktemp("no_data"))


def test_letters_come_from_actual_text() -> None:
    data = pdf(say("পরবর্তী সভা উপজেলা মিলনায়তনে", 60, 100))
    assert texts(read_pdf(data, Options())) == [unicodedata.normalize("NFC", "পরবর্তী সভা উপজেলা মিলনায়তনে")]
    assert plain(by_interpreter(data)) == plain(by_objects(data))


def test_actual_text_of_a_named_property_list() -> None:
    content = f"BT /F1 10 Tf 60 {HEIGHT - 100} Td /Span /P0 BDC (nn) Tj EMC ET"
    data = pdf(content, properties=f"/P0 << /ActualText <FEFF{'সভা'.encode('utf-16-be').hex()}> >>")
    assert texts(read_pdf(data, Options())) == ["সভা"]
    assert plain(by_interpreter(data)) == [("সভা", False, False)]


def test_a_rotated_page() -> None:
    data = pdf(say("সভার সিদ্ধান্ত সকলকে জানাতে হবে", 60, 100), rotate=90)
    with pytest.raises(NotPlainError):
        by_objects(data)
    assert texts(read_pdf(data, Options())) == ["সভার সিদ্ধান্ত সকলকে জানাতে হবে"]


def test_wrapped_lines_are_one_paragraph() -> None:
    lines = [""]
    for word in (LONG + " " + LONG + " সকলে একমত হন।").split():
        if len(lines[-1]) + 1 + len(word) > 99:  # 5 points each, between the margins at 50 and 545
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    assert len(lines) == 2
    body = "".join(say(line, 50, 200 + 16 * number) for number, line in enumerate(lines))
    read = texts(read_pdf(pdf(say("উপস্থিত সদস্য:", 50, 100) + say("সময়: সকাল", 50, 130) + body), Options()))
    assert len(read) == 3
    assert "\n" not in read[2]
    assert read[2].count(" ") == LONG.count(" ") * 2 + 4


def test_a_cell_over_two_rows() -> None:
    cross = rules(XS, [100, 120]) + rules(XS[1:], [120, 140, 160])
    frame = f"50 {HEIGHT - 120} m 50 {HEIGHT - 160} l S 50 {HEIGHT - 160} m 90 {HEIGHT - 160} l S\n"
    body = say("১", 54, 132) + say("সড়ক", 94, 132) + say("মেরামত হবে", 324, 132)
    data = pdf(cross + frame + HEAD + body + say("নালা", 94, 152) + say("খনন হবে", 324, 152))
    document = read_pdf(data, Options())
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [len(row) for row in table.rows] == [3, 3, 3]
    assert table.rows[1][0] is table.rows[2][0]
    assert table.rows[2][1] is not None
    assert table.rows[2][1].text == "নালা"


def test_a_row_goes_on_where_no_rule_was_drawn() -> None:
    top = f"{XS[0]} {HEIGHT - 100} m {XS[-1]} {HEIGHT - 100} l S {XS[0]} {HEIGHT - 120} m {XS[-1]} {HEIGHT - 120} l S\n"
    down = "".join(f"{x} {HEIGHT - 100} m {x} {HEIGHT - 800} l S\n" for x in XS)
    first = pdf_row(1, 132, "কাজ শেষ করতে", "তাগিদ দিতে")
    rest = "".join(f"{x} {HEIGHT - 40} m {x} {HEIGHT - 60} l S\n" for x in XS)
    close = f"{XS[0]} {HEIGHT - 60} m {XS[-1]} {HEIGHT - 60} l S\n"
    data = pdf(top + down + HEAD + first, rest + close + say("হবে।", 94, 52) + say("হবে।", 324, 52))
    assert [row[1] for row in grids(read_pdf(data, Options()))[0][1:]] == ["কাজ শেষ করতে\nহবে।"]


def pdf_row(number: int, y: float, discussion: str, decision: str) -> str:
    return say(str(number), 54, y) + say(discussion, 94, y) + say(decision, 324, y)


def test_a_merged_cell_that_goes_on_over_the_page_is_one() -> None:
    """Browsers close only the cells that end at the foot of the page, and let text of the others hang out below."""
    down = "".join(f"{x} {HEIGHT - 100} m {x} {HEIGHT - 160} l S\n" for x in XS)
    across = "".join(f"{XS[0]} {HEIGHT - y} m {XS[-1]} {HEIGHT - y} l S\n" for y in (100, 120))
    part = "".join(f"{XS[2]} {HEIGHT - y} m {XS[-1]} {HEIGHT - y} l S\n" for y in (140, 160))
    body = pdf_row(4, 132, "খালের উপর সেতু", "সেতু রং হবে।") + say("খাল খনন হবে।", 324, 152) + say("নড়বড়ে।", 94, 166)
    rest = rules([50, 90, 320, 545], [40, 60, 80]) + HEAD.replace(f"{HEIGHT - 112}", f"{HEIGHT - 52}")
    data = pdf(across + part + down + HEAD + body, rest + say("নতুন নকশা হবে।", 324, 72))
    document = read_pdf(data, Options())
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [row[2].text for row in table.rows[1:] if row[2]] == ["সেতু রং হবে।", "খাল খনন হবে।", "নতুন নকশা হবে।"]
    assert table.rows[1][0] is table.rows[3][0]
    assert table.rows[1][1] is table.rows[3][1]
    assert (table.rows[1][1].text if table.rows[1][1] else "").split()[-1] == unicodedata.normalize("NFC", "নড়বড়ে।")
    assert texts(document) == []


def test_a_line_of_the_author_ends_where_its_marked_content_does() -> None:
    def marked(number: int, text: str) -> str:
        return f"/P << /MCID {number} >> BDC {text} EMC\n"

    office = marked(3, say("উপজেলা প্রকৌশলী", 324, 132)) + marked(4, say("উপজেলা কৃষি কর্মকর্তার দপ্তর", 324, 146))
    long = marked(1, say("সড়কের পাশে গাছ লাগানোর কাজ আগামী বর্ষার", 94, 132) + say("আগেই শেষ করা হবে।", 94, 146))
    more = marked(5, say("নতুন নলকূপ বসানোর কাজ এই মাসের মধ্যে অবশ্য", 94, 172) + say("শেষ করা হবে।", 94, 186))
    xs = [50, 90, 320, 440]
    data = pdf(rules(xs, [100, 120, 160, 200]) + HEAD + office + long + more)
    for blocks in (by_objects(data), by_interpreter(data)):
        (table,) = [block for block in blocks if isinstance(block, Table)]
        assert [cell.text.count("\n") for cell in (table.rows[1][1], table.rows[1][2]) if cell] == [0, 1]


def test_a_repeated_head_is_dropped_and_a_row_without_number_joined() -> None:
    one = rules(XS, [100, 120, 140]) + HEAD + pdf_row(1, 132, "সড়ক", "মেরামত করতে")
    body = say("নিয়ে কথা হয়", 94, 132) + say("হবে", 324, 132) + pdf_row(2, 152, "নালা", "খনন করতে হবে")
    two = rules(XS, [100, 120, 140, 160]) + HEAD + body
    (table,) = grids(read_pdf(pdf(one, two), Options()))
    assert [row[0] for row in table] == ["ক্রমিক", "1", "2"]
    assert (table[1][2] or "").split() == ["মেরামত", "করতে", "হবে"]


def test_rows_without_numbers_stay_rows_where_that_is_usual() -> None:
    one = rules(XS, [100, 120, 140, 160]) + HEAD + pdf_row(1, 132, "সড়ক", "মেরামত করতে হবে।")
    one += say("নালা", 94, 152) + say("খনন করতে হবে।", 324, 152)
    two = rules(XS, [100, 120]) + say("সেতু", 94, 112) + say("রং করতে হবে।", 324, 112)
    (table,) = grids(read_pdf(pdf(one, two), Options()))
    assert [row[1] for row in table[1:]] == [unicodedata.normalize("NFC", word) for word in ("সড়ক", "নালা", "সেতু")]


def test_tables_with_other_columns_are_not_joined() -> None:
    one = rules(XS, [100, 120, 140]) + HEAD + pdf_row(1, 132, "সড়ক", "মেরামত")
    two = rules([50, 300, 545], [100, 120, 140]) + say("নাম", 54, 112) + say("পদবি", 304, 112) + say("করিম", 54, 132)
    assert [len(table[0]) for table in grids(read_pdf(pdf(one, two), Options()))] == [3, 2]


def test_columns_without_rules() -> None:
    head = say("ক্রমিক", 54, 112) + say("আলোচনা", 150, 112) + say("সিদ্ধান্ত", 324, 112)
    body = "".join(
        say(f"{number}।", 54, 90 + 40 * number) + say("সড়ক নিয়ে আলোচনা", 150, 90 + 40 * number)
        + say("কাজ শেষ", 324, 90 + 40 * number) + say("করতে হবে।", 324, 104 + 40 * number)
        for number in (1, 2, 3)
    )  # fmt: skip
    (table,) = [block for block in read_pdf(pdf(head + body), Options()).blocks if isinstance(block, Table)]
    assert not table.ruled
    assert [len(row) for row in table.rows] == [3, 3, 3, 3]
    assert [(row[0].text, row[2].text.split()) for row in table.rows[1:] if row[0] and row[2]] == [
        (f"{number}।", ["কাজ", "শেষ", "করতে", "হবে।"]) for number in (1, 2, 3)
    ]


def test_tables_that_touch_are_two_where_their_columns_differ() -> None:
    one = rules([50, 90, 200, 260, 545], [100, 120, 140]) + say("নাম", 94, 112) + say("রহিমা", 264, 132)
    two = rules([50, 90, 320, 450, 545], [142, 160, 180]) + say("সিদ্ধান্ত", 324, 154) + say("নালা", 94, 174)
    assert [len(table[0]) for table in grids(read_pdf(pdf(one + two), Options()))] == [4, 4]


def test_rows_without_rules_whose_texts_stand_in_the_middle() -> None:
    head = say("ক্রমিক", 54, 112) + say("আলোচনা", 150, 112) + say("সিদ্ধান্ত", 324, 112)
    body = "".join(
        say(f"{number}।", 54, 85 + 60 * number) + say("সড়কটি ভাঙা", 150, 77 + 60 * number)
        + say("বলে জানান", 150, 93 + 60 * number) + say("কাজটি আগামী", 324, 69 + 60 * number)
        + say("মাসে শেষ", 324, 85 + 60 * number) + say("করতে হবে।", 324, 101 + 60 * number)
        for number in (1, 2, 3)
    )  # fmt: skip
    (table,) = grids(read_pdf(pdf(head + body), Options()))
    assert [[" ".join((text or "").split()) for text in row] for row in table[1:]] == [
        [f"{number}।", unicodedata.normalize("NFC", "সড়কটি ভাঙা বলে জানান"), "কাজটি আগামী মাসে শেষ করতে হবে।"]
        for number in (1, 2, 3)
    ]


def test_paragraphs_of_a_row_without_rules_are_no_rows() -> None:
    head = say("ক্রমিক", 54, 112) + say("আলোচনা", 150, 112) + say("সিদ্ধান্ত", 324, 112)
    body = "".join(
        say(f"{number}।", 54, 66 + 66 * number) + say("নালা ভরাট", 150, 66 + 66 * number)
        + say("(ক) খনন হবে।", 324, 66 + 66 * number) + say("(খ) রক্ষণ হবে।", 324, 92 + 66 * number)
        + say("অন্যথায় জরিমানা।", 324, 106 + 66 * number)
        for number in (1, 2, 3)
    )  # fmt: skip
    (table,) = grids(read_pdf(pdf(head + body), Options()))
    assert [row[0] for row in table] == ["ক্রমিক", "1।", "2।", "3।"]


def test_prose_that_names_columns_is_no_table() -> None:
    lines = ["ক্রমিক অনুসারে আলোচনা ও সিদ্ধান্ত গৃহীত হয়।", "সিদ্ধান্ত: বাস্তবায়ন করতে হবে।", "আলোচনা শেষ হয়।"]
    assert not grids(read_pdf(pdf("".join(say(line, 50, 100 + 14 * n) for n, line in enumerate(lines))), Options()))


def test_text_in_two_columns_is_read_one_after_the_other() -> None:
    left, right = LONG.split(), (LONG + " " + LONG).split()
    sides = []
    for words, x in ((left * 5, 50), (right * 2, 310)):
        lines = [""]
        for word in words:
            if len(lines[-1]) + 1 + len(word) > 46:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        sides.append((x, lines))
    body = "".join(say(line, x, 200 + 15 * number) for x, lines in sides for number, line in enumerate(lines))
    title = say("সভার কার্যবিবরণী", 250, 100) + say("সকল সদস্য সভায় উপস্থিত ছিলেন এবং সভাপতি সভা শুরু করেন।", 50, 130)
    read = "".join("".join(text.split()) for text in texts(read_pdf(pdf(title + body), Options())))
    meant = "".join("".join(" ".join(words).split()) for words in (left * 5, right * 2))
    assert unicodedata.normalize("NFC", meant) in read


def test_a_frame_around_a_paragraph_is_no_table() -> None:
    data = pdf(rules([50, 545], [90, 130]) + say("বিশেষ দ্রষ্টব্য: সভা মুলতবি করা হয়।", 60, 112))
    document = read_pdf(data, Options())
    assert not grids(document)
    assert len(texts(document)) == 1


def test_running_heads_and_page_numbers_are_furniture() -> None:
    pages = [
        say("মাসিক সভা, পরিষদ কার্যালয়", 200, 30)
        + say(f"বিষয় {'কখগ'[number]}: আলোচনা করা হয়", 50, 200)
        + say(f"পৃষ্ঠা {number + 1}", 280, 825)
        for number in range(3)
    ]
    document = read_pdf(pdf(*pages), Options())
    assert len(texts(document)) == 3
    assert len(document.furniture) == 6


def test_bold_and_centred() -> None:
    data = pdf(say("কার্যবিবরণী", 270, 60, font="F3") + say(LONG + " আরও কিছু", 50, 120) + say("সভাপতি", 50, 200))
    blocks = [block for block in read_pdf(data, Options()).blocks if isinstance(block, Paragraph)]
    assert [(block.bold, block.centred) for block in blocks] == [(True, True), (False, False), (False, False)]


def test_bijoy_by_its_font() -> None:
    document = read_pdf(pdf(draw("mfvi wm×všÍmg~n M„nxZ nq|", 50, 100)), Options())
    assert texts(document) == ["সভার সিদ্ধান্তসমূহ গৃহীত হয়।".replace("য়", "য\u09bc")]
    assert document.encoding == "bijoy"


def test_bijoy_in_a_font_of_another_name() -> None:
    lines = ["mfvi wm×všÍmg~n M„nxZ nq Ges Kvh©weeiYx Aby‡gv`b Kiv nq|", "cÖ‡Z¨K m`m¨ Zvi gZvgZ e¨³ K‡ib|"]
    data = pdf("".join(draw(line, 50, 100 + 30 * number, font="F1") for number, line in enumerate(lines)))
    assert "প্রত্যেক" in texts(read_pdf(data, Options()))[1]


BROKEN = [
    "িসদ্ধা\ufffd \ufffdহীত হয়, সভায় িবস্তািরত আেলাচনা হয়",
    "উপ\ufffdজলার সকল কম\ufffdকতা উপি\ufffdত িছেলন",
]


def damaged() -> str:
    return "".join(say(line, 50, 100 + 20 * number) for number, line in enumerate(BROKEN))


def test_a_damaged_text_layer_is_kept_out(no_ocr: Options) -> None:
    data = pdf(damaged(), say("সভার সিদ্ধান্ত সকলকে জানাতে হবে", 50, 100))
    document = read_pdf(data, no_ocr)
    assert texts(document) == ["সভার সিদ্ধান্ত সকলকে জানাতে হবে"]
    assert [(finding.code, finding.page) for finding in document.findings] == [("damaged_text_layer", 1)]
    assert not document.is_complete


def test_nothing_to_read_without_ocr(no_ocr: Options) -> None:
    picture = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x20 EI Q"
    for data in (pdf(damaged()), pdf(picture)):
        with pytest.raises(OcrMissingError):
            read_pdf(data, no_ocr)


def test_text_behind_a_scan_without_ocr(no_ocr: Options) -> None:
    picture = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x20 EI Q "
    known = picture + "3 Tr " + say("সভার সিদ্ধান্ত সকলকে জানাতে হবে", 50, 200)
    document = read_pdf(pdf(known), no_ocr)
    assert texts(document) == ["সভার সিদ্ধান্ত সকলকে জানাতে হবে"]
    assert [finding.code for finding in document.findings] == ["hidden_text_layer"]
    with pytest.raises(OcrMissingError):
        read_pdf(pdf(picture + "3 Tr " + draw("Xrwx fbTif Kqkf zvwq Jklm nopq rstu", 50, 200, font="F1")), no_ocr)


def test_graph_paper_is_no_table() -> None:
    paper = rules(range(50, 550, 4), range(100, 700, 4))
    document = read_pdf(pdf(paper + say("সভার সিদ্ধান্ত সকলকে জানাতে হবে", 50, 90)), Options())
    assert not grids(document)


def test_an_unknown_code_table_is_kept_out(no_ocr: Options) -> None:
    with pytest.raises(OcrMissingError):
        read_pdf(pdf(draw("Avgvi †mvbvi evsjv Avwg †Zvgvq fvjevwm", 50, 100, font="F4")), no_ocr)


def test_page_bound() -> None:
    document = read_pdf(pdf(*[say("সভার কাজ শুরু হয়", 50, 200)] * 3), Options(max_pages=2))
    assert document.pages == 3
    assert [finding.code for finding in document.findings] == ["page_limit"]
    assert not document.is_complete


def test_size_bound() -> None:
    with pytest.raises(LimitExceededError):
        read_pdf(pdf(say("সভা", 50, 100)), Options(max_bytes=100))


def test_files_that_do_not_open() -> None:
    whole = pdf(say("সভার কাজ শুরু হয়", 50, 100))
    for data in (b"%PDF-1.7\nnothing", whole[:60], whole[: whole.index(b"xref")], b"%PDF-1.4\n" + bytes(3000)):
        with pytest.raises(CorruptFileError):
            read_pdf(data, Options())


def test_a_file_without_its_end_is_not_complete() -> None:
    whole = pdf(*[say("সভার কাজ শুরু হয় এবং আলোচনা চলে", 50, 200)] * 3)
    document = read_pdf(whole.removesuffix(b"%%EOF\n"), Options())
    assert not document.is_complete
    assert [finding.code for finding in document.findings] == ["cut_short"]


def test_a_file_with_lost_bytes_is_not_complete() -> None:
    whole = pdf(say("সভার কাজ শুরু হয় এবং আলোচনা চলে", 50, 200), say("সভা শেষ হয়", 50, 200))
    document = read_pdf(whole.replace(b"/CapHeight 700", b"", 1), Options())
    assert [finding.code for finding in document.findings] == ["damaged_file"]
    assert not document.is_complete
    assert read_pdf(b"\n\n" + whole, Options()).is_complete  # all offsets shifted by what stands before the header


def test_locked_files() -> None:
    content = say("পরবর্তী সভা আগামী মাসে হবে", 50, 200)
    with pytest.raises(EncryptedFileError):
        read_pdf(pdf(content, password="secret"), Options())
    data = pdf(content, password="")
    assert texts(read_pdf(data, Options())) == ["পরবর্তী সভা আগামী মাসে হবে"]
    assert plain(by_interpreter(data)) == plain(by_objects(data))


def test_signals_of_an_empty_page() -> None:
    assert signals_of(" \n").is_empty
    assert signals_of("২").is_empty


def test_letters_of_a_font_and_its_substitutions() -> None:
    names = [".notdef", "ka", "ssa", "ra", "hasanta", "kssa", "reph", "ka.alt"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x0995: "ka", 0x09B7: "ssa", 0x09B0: "ra", 0x09CD: "hasanta"})
    builder.setupGlyf({name: Glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupMaxp()
    rules = "feature akhn { sub ka hasanta ssa by kssa; } akhn; feature rphf { sub ra hasanta by reph; } rphf; "
    addOpenTypeFeaturesFromString(builder.font, rules + "feature ss01 { sub ka by ka.alt; } ss01;")
    found = letters_of_glyphs(builder.font)
    assert [found.get(number) for number in (1, 5, 6, 7)] == ["ক", "ক্ষ", REPH, "ক"]


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("িক", "কি"),
        ("েকা", "কো"),
        ("িস\u09cdথ", "স্থি"),
        (f"কম{REPH}", "কর্ম"),
        (f"ধম{REPH}ী", "ধর্মী"),
        ("পু\u09cdর", "প্রু"),
    ],
)
def test_spoken_order(drawn: str, text: str) -> None:
    assert in_spoken_order(drawn) == text


@pytest.mark.skipif(not DAMAGED, reason="the damaged files are not here")
@pytest.mark.parametrize("path", DAMAGED, ids=lambda path: path.stem)
def test_damaged_layers_are_seen(path: Path, no_ocr: Options) -> None:
    with pytest.raises(OcrMissingError):
        read_pdf(path.read_bytes(), no_ocr)


def letters(text: str | None) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text or "") if unicodedata.category(c)[0] in "LMN")


@pytest.mark.skipif(not CORPUS, reason="the labelled documents are not here")
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
class TestCorpus:
    def test_both_routes_read_the_same(self, path: Path) -> None:
        data = path.read_bytes()
        assert plain(by_objects(data)) == plain(by_interpreter(data))

    def test_nothing_is_lost(self, path: Path) -> None:
        gold = json.loads((SHARED / "gold" / "corpus" / f"{path.stem}.json").read_text())
        document = read_pdf(path.read_bytes(), Options())
        parts = [c.text for b in document.blocks for c in (b.cells() if isinstance(b, Table) else [b])]
        read = letters("".join(parts))
        size = lost = 0
        for item in (item for meeting in gold["meetings"] for item in meeting["agenda"]):
            wanted = [item["title"], *(d["text"] for d in item["decisions"])]
            wanted += [name for decision in item["decisions"] for name in decision["implementers"]]
            for text in filter(None, map(letters, wanted)):
                size += len(text)
                if text not in read:
                    at = fuzz.partial_ratio_alignment(text, read)
                    lost += Levenshtein.distance(text, read[at.dest_start : at.dest_end]) if at else len(text)
        assert lost <= size * (0.01 if "bijoy" in path.stem else 0.002)
        assert document.route == "pdf-text"
        assert document.is_complete
