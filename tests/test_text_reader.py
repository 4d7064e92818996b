"""Plain text: tables typed with tabs or bars, wrapped lines, Bijoy."""

import pytest

from extractors.document import Paragraph, Table
from extractors.options import Options
from extractors.text.reader import read_text
from normalizers.letters import nfc


def blocks(text: str, charset: str = "utf-8") -> list[str | list[list[str]]]:
    found: list[str | list[list[str]]] = []
    for block in read_text(text.encode(charset), Options()).blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Table):
            found.append([["" if cell is None else cell.text for cell in row] for row in block.rows])
    return found


def test_tab_table_goes_on_after_blank_lines() -> None:
    text = "ক্রম\tবিষয়\tসিদ্ধান্ত\t\n১\tক\tখ\t\n\n\n২\tগ\tঘ\n\nশেষ"
    assert blocks(text) == [[["ক্রম", "বিষয়", "সিদ্ধান্ত"], ["১", "ক", "খ"], ["২", "গ", "ঘ"]], "শেষ"]


def test_line_breaks_inside_cells() -> None:
    text = "ক্রম\tবিষয়\tসিদ্ধান্ত\n১\tক\nখ\tগ\n২\tঘ\tঙ\nচ\n৩\tছ\tজ"
    assert blocks(text) == [[["ক্রম", "বিষয়", "সিদ্ধান্ত"], ["১", "ক\nখ", "গ"], ["২", "ঘ", "ঙ\nচ"], ["৩", "ছ", "জ"]]]


def test_labels_set_out_with_tabs_are_lines() -> None:
    assert blocks("স্থান\t:\tমিলনায়তন\nসময়\t:\tসকাল ১০টা") == ["স্থান\t:\tমিলনায়তন", "সময়\t:\tসকাল ১০টা"]


def test_a_dash_beside_a_number_is_an_empty_cell() -> None:
    assert blocks("১\t-\tক\n২\tখ\tগ") == [[["১", "-", "ক"], ["২", "খ", "গ"]]]


def test_a_table_follows_lines_of_labels() -> None:
    labels = ["স্থান\t:\tমিলনায়তন", "সময়\t:\tসকাল ১০টা"]
    assert blocks("\n".join([*labels, "১\tক\tখ", "২\tগ\tঘ"])) == [*labels, [["১", "ক", "খ"], ["২", "গ", "ঘ"]]]


def test_tables_of_bars() -> None:
    assert blocks("| ক্রম | সিদ্ধান্ত |\n|---|---|\n| ১ | ক |") == [[["ক্রম", "সিদ্ধান্ত"], ["১", "ক"]]]
    drawn = "+--+--+\n| ক | খ |\n+--+--+\n| ১ | গ |\n|   | ঘ |\n+--+--+"
    assert blocks(drawn) == [[["ক", "খ"], ["১", "গ\nঘ"]]]


def test_bars_for_daris_are_no_table() -> None:
    lines = ["১| গত সভার কার্যবিবরণী পাঠ|", "২| নলকূপ স্থাপন|"]
    assert blocks("\n".join(lines)) == [nfc(line.replace("|", "।")) for line in lines]


def test_tables_of_gaps() -> None:
    text = """ক্র:    আলোচ্য বিষয়        সিদ্ধান্ত
১.      ঋণ আদায়          লক্ষ্যমাত্রা দিতে হবে এবং
                          তালিকা পাঠাতে হবে

২.      নতুন সমিতি        সমিতি গঠন করতে হবে
শেষ"""
    rows = [
        ["ক্র:", "আলোচ্য বিষয়", "সিদ্ধান্ত"],
        ["১.", "ঋণ আদায়", "লক্ষ্যমাত্রা দিতে হবে এবং তালিকা পাঠাতে হবে"],
        ["২.", "নতুন সমিতি", "সমিতি গঠন করতে হবে"],
    ]
    assert blocks(text) == [[[nfc(cell) for cell in row] for row in rows], "শেষ"]


NO_GAP_TABLES = [
    "তারিখ: ১২/০৬/২০২১     সময়: সকাল ১০টা     স্থান: মিলনায়তন\nসভাপতি: নূর আলম",
    "নূর আলম        রওশন আরা        গোলাম রব্বানী\nসদস্য        সদস্য        সভাপতি\nফেনী        ফেনী        ফেনী",
]


@pytest.mark.parametrize("text", NO_GAP_TABLES)
def test_words_set_apart_are_no_table(text: str) -> None:
    assert all(isinstance(block, str) for block in blocks(text))


def test_bars_at_one_end_only() -> None:
    drawn = "+--+\n+--+\n|ক|খ\nগ|ঘ|ঙ\n+--+"
    assert blocks(drawn) == [[["ক\nগ", "খ\nঘ", "ঙ"]]]


def test_wrapped_lines_are_joined() -> None:
    words = "উপজেলার সকল খালের সীমানা চিহ্নিত করে তালিকা প্রস্তুত করতে হবে এবং প্রতিবেদন দাখিল করতে হবে " * 6
    lines, line = [], ""
    for word in words.split():
        if len(line) + 1 + len(word) > 60:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    assert blocks("\n".join([*lines, line])) == [words.strip()]


def test_encodings() -> None:
    assert blocks("সভার স্থান", "utf-16") == blocks("সভার স্থান", "utf-8-sig") == ["সভার স্থান"]
    document = read_text("Dc‡Rjvi mfvi Kvh©weeiYx I wm×všÍ".encode("cp1252"), Options())
    assert document.encoding == "bijoy"
