"""How long `read_docx` takes beside python-docx alone: `python -m tests.benchmarks.docx_reading`."""

import sys
from collections.abc import Callable
from io import BytesIO
from time import perf_counter

import docx

from extractors.docx import read_docx
from extractors.options import Options

ROUNDS = 5
SIZES = ((20, 10), (200, 100), (2000, 400))  # paragraphs, rows of a table with five columns


def document(paragraphs: int, rows: int) -> bytes:
    """Build minutes of a given length."""
    made = docx.Document()
    for number in range(paragraphs):
        made.add_paragraph(f"সভায় বিস্তারিত আলোচনা শেষে {number} নং সিদ্ধান্ত গৃহীত হয়।", style="List Number")
    for row in made.add_table(rows, 5)._tbl.tr_lst:
        for cell in row.tc_lst:
            cell.p_lst[0].add_r().text = "সংশ্লিষ্ট সকল কর্মকর্তা"
    output = BytesIO()
    made.save(output)
    return output.getvalue()


def read_with_python_docx(data: bytes) -> None:
    """Read all text that python-docx gives: no lists, no fonts, no merged cells."""
    opened = docx.Document(BytesIO(data))
    _ = [paragraph.text for paragraph in opened.paragraphs]
    _ = [cell.text for table in opened.tables for cell in table._cells]


def seconds(read: Callable[[bytes], object], data: bytes) -> float:
    """Return the best of some rounds."""
    times = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        read(data)
        times.append(perf_counter() - begun)
    return min(times)


def main() -> None:
    """Print a line for each size."""
    for paragraphs, rows in SIZES:
        data = document(paragraphs, rows)
        ours = seconds(lambda data: read_docx(data, Options()), data)
        bare = seconds(read_with_python_docx, data)
        size = f"{paragraphs} paragraphs, {rows} rows"
        sys.stdout.write(f"{size:28} {ours * 1000:8.1f} ms   python-docx {bare * 1000:8.1f} ms   {ours / bare:.2f}\n")


if __name__ == "__main__":
    main()
