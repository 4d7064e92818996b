"""Scans from the picture to the blocks; the picture shows minutes made up for this test, with a stamp over them."""

from io import BytesIO
from pathlib import Path

import pytest

from extractors.document import Box, Cell, Paragraph, Table
from extractors.errors import CorruptFileError, LimitExceededError, OcrMissingError
from extractors.options import Options
from extractors.page_joins import join_pages
from extractors.scan.ocr_data import VARIABLE, ocr_data
from extractors.scan.ocr_wording import bangla_numbers, mended
from extractors.scan.reader import read_image, read_page

DPI = 200  # of the picture
PICTURE = Path(__file__).parent / "golden" / "scanned_minutes.png"


def is_installed():
    try:
        import cv2  # noqa: F401
        import tesserocr  # noqa: F401

        ocr_data(None)
    except (ImportError, OcrMissingError):
        return False
    return True


needs_ocr = pytest.mark.skipif(not is_installed(), reason="OCR is not installed: make ocr")

ROWS = [
    ["ক্রমিক", "আলোচ্য বিষয়", "সিদ্ধান্ত", "বাস্তবায়ন"],
    ["১", "খেয়াঘাট ইজারা", "ঘাটের ইজারা বিজ্ঞপ্তি আগামী ৭ দিনের মধ্যে প্রকাশ করতে হবে।", "উপজেলা প্রকৌশলী"],
    ["১", "খেয়াঘাট ইজারা", "যাত্রী ছাউনি মেরামত করতে হবে।", "সচিব"],
    ["২", "পাঠাগার", "নতুন বই কেনার জন্য তালিকা প্রস্তুত করতে হবে।", "গ্রন্থাগারিক"],
]


def letters(text):
    import unicodedata

    return [c for c in unicodedata.normalize("NFC", text) if not c.isspace()]


def distance(first, second):
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


@needs_ocr
def test_a_scan_gives_its_table_and_its_text():
    document = read_image(PICTURE.read_bytes(), Options())
    heading, chair, table, closing = document.blocks
    assert (document.format, document.route, document.pages) == ("image", "pdf-ocr", 1)
    assert heading.text == "নীলখালী উপজেলা পরিষদের মাসিক সভার কার্যবিবরণী"
    assert heading.centred
    assert chair.text.startswith("সভাপতি")
    assert closing.text.endswith("শেষ করেন।")
    assert [len(row) for row in table.rows] == [4, 4, 4, 4]
    read = [[cell.text for cell in row] for row in table.rows]
    wrong = sum(
        distance(letters(a), letters(b)) for x, y in zip(read, ROWS, strict=True) for a, b in zip(x, y, strict=True)
    )
    assert wrong <= 3
    assert table.rows[1][0] is table.rows[2][0]
    assert table.rows[1][0].row_span == 2


@needs_ocr
def test_places_are_points_of_the_picture_and_readings_have_a_confidence():
    document = read_image(PICTURE.read_bytes(), Options())
    table = document.blocks[2]
    # In the picture the table's corners are at about (75, 172) and (1105, 558) pixels, at 200 to the inch.
    assert (table.box.x0, table.box.top) == pytest.approx((27, 62), abs=4)
    assert (table.box.x1, table.box.bottom) == pytest.approx((398, 201), abs=4)
    assert all(0.5 < cell.confidence <= 1 for cell in table.cells())


@needs_ocr
def test_a_page_upside_down_is_read_all_the_same():
    from PIL import Image

    with Image.open(PICTURE) as image:
        turned = image.rotate(180)
    data = BytesIO()
    turned.save(data, "PNG", dpi=(200, 200))
    blocks = read_image(data.getvalue(), Options()).blocks
    assert blocks[0].text == "নীলখালী উপজেলা পরিষদের মাসিক সভার কার্যবিবরণী"


@needs_ocr
def test_pages_of_a_tiff_are_counted():
    from PIL import Image

    data = BytesIO()
    with Image.open(PICTURE) as image:
        gray = image.convert("L").crop((0, 60, 1180, 180))
    gray.save(data, "TIFF", save_all=True, append_images=[gray], dpi=(200, 200))
    document = read_image(data.getvalue(), Options())
    assert document.pages == 2
    assert [block.page for block in document.blocks if block.text.startswith("নীলখালী")] == [1, 2]


@needs_ocr
def test_a_known_grid_needs_no_search():
    import numpy as np
    from PIL import Image

    from extractors.scan.grid import GridPlace, ScanGrid

    picture = np.full((400, 1200), 255, np.uint8)
    with Image.open(PICTURE) as image:
        words = np.asarray(image.convert("L"))[190:245, 380:520]
    picture[100 : 100 + words.shape[0], 100 : 100 + words.shape[1]] = words
    place = GridPlace(row=0, column=0, row_span=1, column_span=1, x0=30, top=30, x1=300, bottom=70)
    other = GridPlace(row=0, column=1, row_span=1, column_span=1, x0=300, top=30, x1=400, bottom=70)
    blocks, _ = read_page(picture, 200, 3, Options(), [ScanGrid(cells=(place, other))])
    (table,) = blocks
    assert [cell.text for cell in table.rows[0]] == ["সিদ্ধান্ত", ""]
    assert table.rows[0][1].confidence is None
    assert table.page == 3


@needs_ocr
def test_a_blank_page_says_nothing():
    import numpy as np

    blocks, findings = read_page(np.full((2339, 1654), 250, np.uint8), 200, 1, Options())
    assert (blocks, findings) == ([], [])


@needs_ocr
@pytest.mark.parametrize("size", [0, 30, 2000])
def test_a_damaged_picture_is_an_error(size):
    with pytest.raises(CorruptFileError):
        read_image(PICTURE.read_bytes()[:size], Options())


@needs_ocr
def test_a_picture_with_too_many_pixels_is_an_error():
    with pytest.raises(LimitExceededError, match="max_pixels"):
        read_image(PICTURE.read_bytes(), Options(max_pixels=1000))


def test_without_data_there_is_no_empty_success(tmp_path):
    with pytest.raises(OcrMissingError, match="data for OCR"):
        read_image(PICTURE.read_bytes(), Options(ocr_data=tmp_path))


def test_data_is_looked_for_where_it_was_said_to_be(tmp_path, monkeypatch):
    for language in ("ben", "eng"):
        (tmp_path / f"{language}.traineddata").touch()
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert ocr_data(None) == tmp_path
    with pytest.raises(OcrMissingError):
        ocr_data(tmp_path / "elsewhere")


def table_of(page, *rows, sure=0.9):
    box = Box(x0=50, top=50, x1=450, bottom=400)
    cells = [
        [
            Cell(
                text=text,
                row=r,
                column=c,
                page=page,
                confidence=sure if text else None,
                box=Box(x0=50 + 100 * c, top=0, x1=150, bottom=9),
            )
            for c, text in enumerate(row)
        ]
        for r, row in enumerate(rows)
    ]
    return Table(rows=tuple(map(tuple, cells)), page=page, box=box)


HEAD = ("ক্রমিক", "সিদ্ধান্ত", "বাস্তবায়ন")


def texts(table):
    return [tuple(cell.text for cell in row) for row in table.rows]


def test_a_table_goes_on_over_the_page_and_its_head_is_said_once():
    first = table_of(1, HEAD, ("১", "নলকূপ বসাতে হবে।", "প্রকৌশলী"))
    second = table_of(2, ("ক্রমিক", "সিদ্ধান্ত", "বাস্তবায়ণ"), ("২", "সেতু মেরামত করতে হবে।", "প্রকৌশলী"))
    (table,) = join_pages([[first], [second]])
    assert texts(table) == [HEAD, ("১", "নলকূপ বসাতে হবে।", "প্রকৌশলী"), ("২", "সেতু মেরামত করতে হবে।", "প্রকৌশলী")]
    assert [cell.row for cell in table.cells()] == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_a_row_without_ink_in_its_first_cell_goes_on():
    first = table_of(1, HEAD, ("১", "নলকূপ", "প্রকৌশলী"))
    (table,) = join_pages([[first], [table_of(2, ("", "বসাতে হবে।", ""), ("২", "পাঠাগার খোলা রাখতে হবে।", "সচিব"))]])
    assert texts(table)[1:] == [("১", "নলকূপ বসাতে হবে।", "প্রকৌশলী"), ("২", "পাঠাগার খোলা রাখতে হবে।", "সচিব")]


def test_a_number_that_could_not_be_read_is_no_missing_number():
    first = table_of(1, HEAD, ("১", "নলকূপ বসাতে হবে।", "প্রকৌশলী"))
    second = table_of(2, ("২", "সেতু মেরামত করতে হবে।", "প্রকৌশলী"))
    unread = Table(
        rows=((Cell(text="", row=0, column=0, page=2, confidence=0.0), *second.rows[0][1:]),), page=2, box=second.box
    )
    (table,) = join_pages([[first], [unread]])
    assert len(table.rows) == 3


def test_rows_that_look_alike_are_not_taken_for_a_head():
    first = table_of(1, HEAD, ("১", "সড়ক মেরামত করতে হবে।", "প্রকৌশলী"))
    second = table_of(2, HEAD, ("২", "সড়ক মেরামত করতে হবে।", "প্রকৌশলী"))
    (table,) = join_pages([[first], [second]])
    assert [row[0] for row in texts(table)] == ["ক্রমিক", "১", "২"]


def test_a_head_with_a_name_misread_is_a_head_all_the_same():
    head = ("ক্রঃ", "আলোচনা", "সিদ্ধান্ত", "বাস্তবায়ন")
    row = ("১", "নালা ভরাট হয়েছে।", "খনন করতে হবে।", "প্রকৌশলী")
    second = table_of(2, ("ug", *head[1:]), ("২", *row[1:]))
    (table,) = join_pages([[table_of(1, head, row)], [second]])
    assert [cells[0] for cells in texts(table)] == ["ক্রঃ", "১", "২"]


def test_other_columns_are_another_table():
    second = table_of(2, ("নাম", "পদবি"), ("শাহানা বেগম", "সদস্য"))
    assert len(join_pages([[table_of(1, HEAD)], [second]])) == 2


def test_a_paragraph_goes_on_over_the_page():
    box = Box(x0=50, top=50, x1=540, bottom=60)
    first = Paragraph(text="সভায় উপস্থিত সকলে", page=1, box=box)
    second = Paragraph(text="প্রস্তাবটি সমর্থন করেন।", page=2, box=box)
    (joined,) = join_pages([[first], [second]])
    assert joined.text == "সভায় উপস্থিত সকলে প্রস্তাবটি সমর্থন করেন।"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("প্রকল্প গ্রহণ কর| হইল |", "প্রকল্প গ্রহণ করা হইল।"),
        ("সময় ০ঃ সকাল ১০টা", "সময় ঃ সকাল ১০টা"),
        ("সভা শেষ করেন |", "সভা শেষ করেন।"),
        ("তালিকা প্রস্তুত করা। হবে।", "তালিকা প্রস্তুত করা হবে।"),
        ("'উপজেলা প্রকৌশলী", "উপজেলা প্রকৌশলী"),
        ("- উপজেলা প্রকৌশলী", "- উপজেলা প্রকৌশলী"),
        ("Zoom app | Google Meet", "Zoom app | Google Meet"),
        ("কে) উপজেল। প্রকৌশলী", "(ক) উপজেলা প্রকৌশলী"),
        ("সভা শেষ হয়। ছাড়। পত্র", "সভা শেষ হয়। ছাড়। পত্র"),
    ],
)
def test_marks_are_mended(read, meant):
    assert mended(read) == meant


def test_a_column_that_counts_in_latin_digits_is_left_alone():
    assert bangla_numbers(["No", "1", "2", "8"]) == ["No", "1", "2", "8"]


@needs_ocr
def test_columns_without_rules_are_told_by_the_blanks_between_them():
    from extractors.scan.columns import unruled_table
    from extractors.scan.ocr import Word

    def words(top, *texts):
        starts = (50, 120, 400)
        return [
            Word(text=word, x0=x + 40 * i, top=top, x1=x + 40 * i + 36, bottom=top + 10, confidence=0.9)
            for x, text in zip(starts, texts, strict=True)
            for i, word in enumerate(text.split())
        ]

    lines = [
        words(100, "ক্রমিক", "সিদ্ধান্ত", "বাস্তবায়নকারী"),
        words(130, "১", "নলকূপ বসাতে হবে।", "প্রকৌশলী"),
        words(160, "২", "সেতু মেরামত করতে হবে।", "প্রকৌশলী"),
        words(190, "৩", "পাঠাগার খোলা রাখতে হবে।", "সচিব"),
    ]
    grid, cells, others = unruled_table(lines, 10, 1, list)
    assert (grid.height, grid.width, grid.ruled, others) == (4, 3, False, [])
    read = {
        (place.row, place.column): " ".join(word.text for line in inside for word in line) for place, inside in cells
    }
    assert read[2, 1] == "সেতু মেরামত করতে হবে।"
    assert unruled_table([words(100 + 20 * i, "সভায়", "সকলে একমত", "হন।") for i in range(5)], 10, 1, list) is None


@needs_ocr
def test_a_head_is_parted_where_the_columns_below_are():
    from extractors.scan.columns import parted_head
    from extractors.scan.grid import GridPlace, ScanGrid
    from extractors.scan.ocr import Word

    def place(row, column, span, x0, x1):
        return GridPlace(
            row=row, column=column, row_span=1, column_span=span, x0=x0, top=20 * row, x1=x1, bottom=20 * row + 20
        )

    def word(text, x0, x1):
        return Word(text=text, x0=x0, top=4, x1=x1, bottom=16, confidence=0.9)

    grid = ScanGrid(cells=(place(0, 0, 2, 0, 200), place(1, 0, 1, 0, 100), place(1, 1, 1, 100, 200)))
    below = [(cell, None) for cell in grid.cells[1:]]
    apart = [[word("আলোচনা", 20, 60), word("\\J", 80, 120), word("সিদ্ধান্ত", 130, 180)]]
    head, table = parted_head(grid, [(grid.cells[0], apart), *below], 1.0)
    assert [(cell.row, cell.column, cell.column_span) for cell in head.cells][:2] == [(0, 0, 1), (0, 1, 1)]
    assert [words[0][-1].text for _, words in table[:2]] == ["আলোচনা", "সিদ্ধান্ত"]
    across = [[word("আলোচনা ও সিদ্ধান্ত", 60, 140)]]
    assert len(parted_head(grid, [(grid.cells[0], across), *below], 1.0)[0].cells) == 3


@needs_ocr
@pytest.mark.parametrize(("row", "column", "number"), [(1, 0, "১"), (3, 0, "২"), (1, 1, None), (3, 1, None)])
def test_figures_alone_are_read_as_numbers_and_words_are_not(row, column, number):
    import cv2
    import numpy as np

    from extractors.scan.ocr import engine, numeral_of

    picture = cv2.imdecode(np.frombuffer(PICTURE.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    (table,) = (block for block in read_image(PICTURE.read_bytes(), Options()).blocks if isinstance(block, Table))
    box, scale = table.rows[row][column].box, DPI / 72
    sides = (
        slice(round(low * scale) + 6, round(high * scale) - 6)
        for low, high in ((box.top, box.bottom), (box.x0, box.x1))
    )
    found = numeral_of(engine(ocr_data(None)).bangla, np.ascontiguousarray(picture[tuple(sides)]), DPI)
    assert (found and found.text) == number
