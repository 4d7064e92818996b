"""`show --png`: the page with the boxes that were read."""

from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from typer.testing import CliRunner

from extractors import extract
from extractors.document import Box, Cell, Document, Paragraph, Table
from extractors.options import Options
from pipeline.cli import app
from pipeline.page_picture import COLOURS, draw_page, marks_of

SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "09_fisheries.pdf"
RUNNER = CliRunner()


def box(x0: float, top: float) -> Box:
    return Box(x0=x0, top=top, x1=x0 + 50, bottom=top + 10)


def test_only_what_stands_on_the_page_is_marked() -> None:
    cells = [Cell(text="ক", row=row, column=0, page=row + 1, box=box(10, 10), is_head=row == 0) for row in range(2)]
    document = Document(
        format="pdf",
        route="pdf-text",
        pages=2,
        blocks=(
            Paragraph(text="এক", page=1, box=box(0, 0), kind="heading"),
            Table(rows=((cells[0],), (cells[1],)), page=1, box=box(5, 5)),
            Paragraph(text="দুই", page=2, box=box(0, 90), confidence=0.5),
        ),
        furniture=(Paragraph(text="১", page=2, box=box(0, 200)),),
    )
    assert [(mark.kind, mark.label) for mark in marks_of(document, 1)] == [
        ("heading", "1"),
        ("table", "table 1"),
        ("head cell", "r1 c1"),
    ]
    assert [(mark.kind, mark.label) for mark in marks_of(document, 2)] == [
        ("table", "table 1"),
        ("cell", "r2 c1"),
        ("paragraph", "2"),
        ("furniture", ""),
    ]


def lying(turn: int, left: float) -> bytes:
    """Return the sample with its page turned and cropped."""
    with closing(PdfDocument(SAMPLE)) as pdf:
        pdf[0].set_rotation(turn)
        pdf[0].set_cropbox(left, 0, 600, 780)
        output = BytesIO()
        pdf.save(output)
        return output.getvalue()


@pytest.mark.parametrize(("turn", "left"), [(0, 0), (0, 50), (90, 0), (180, 0), (270, 50)])
def test_boxes_lie_on_the_letters(turn: int, left: float) -> None:
    data = lying(turn, left)
    document = extract(data)
    picture = draw_page(data, document, 1, Options())
    first = next(block for block in document.blocks if isinstance(block, Paragraph))
    assert first.box is not None
    scale = picture.width / 612.0  # the sample is on paper of letter size
    corner = round(first.box.x0 * scale), round(first.box.top * scale)
    near = {picture.getpixel((corner[0] + x, corner[1] + y)) for x in range(-3, 4) for y in range(-3, 4)}
    assert COLOURS["paragraph"] in near
    inside = picture.crop((corner[0], corner[1], round(first.box.x1 * scale), round(first.box.bottom * scale)))
    assert any(byte != 255 for byte in inside.convert("1", dither=Image.Dither.NONE).tobytes()), (
        "there are letters in the box"
    )


def test_the_command_writes_the_picture(tmp_path: Path) -> None:
    target = tmp_path / "page.png"
    assert RUNNER.invoke(app, ["show", str(SAMPLE), "--page", "1", "--png", str(target)]).exit_code == 0
    with Image.open(target) as picture:
        assert picture.format == "PNG"
        assert picture.width > 1000


@pytest.mark.parametrize("arguments", [["--page", "9"], ["--page", "0"]])
def test_a_page_that_is_not_there_is_a_usage_error(tmp_path: Path, arguments: list[str]) -> None:
    result = RUNNER.invoke(app, ["show", str(SAMPLE), "--png", str(tmp_path / "page.png"), *arguments])
    assert result.exit_code == 2
    assert not list(tmp_path.iterdir())


def test_formats_without_pages_are_a_usage_error(tmp_path: Path) -> None:
    text = tmp_path / "minutes.txt"
    text.write_text("সভার কার্যবিবরণী", "utf-8")
    assert RUNNER.invoke(app, ["show", str(text), "--png", str(tmp_path / "page.png")]).exit_code == 2


def test_blocks_are_printed_with_what_is_known_of_them() -> None:
    printed = RUNNER.invoke(app, ["show", str(SAMPLE), "--blocks"]).output
    assert "paragraph 1, page 1: paragraph, unicode" in printed
    assert "rows, 5 columns, unicode" in printed
