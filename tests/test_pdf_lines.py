"""Lines of a PDF page from where its glyphs stand."""

from math import cos, pi, sin

import pytest

from extractors.pdf.lines import draws_spaces, lines_of, place_glyphs
from extractors.pdf.page import Glyph, drawn_bullet

SIZE = 12.0


def drawn(text: str, x: float, top: float, font: str = "Mukti", advance: float = 6.0) -> list[Glyph]:
    """Glyphs of `text` one after the other; an underscore is a gap of a space's width without a glyph."""
    glyphs: list[Glyph] = []
    for letter in text:
        width = 3.2 if letter in "_ " else advance
        if letter != "_":
            glyphs.append(Glyph(letter, x, top, x + width, top + SIZE, font, SIZE, bold=False))
        x += width
    return glyphs


def read(glyphs: list[Glyph]) -> list[str]:
    segments = place_glyphs(glyphs, lambda _: None)[None]
    return [line.text for line in lines_of(segments, 1, spaced=draws_spaces(glyphs))]


def test_spaces_of_another_font_are_drawn_before_the_words() -> None:
    words = drawn("কখ_গঘ_ঙচ", 50, 100)
    spaces = [
        glyph._replace(text=" ", font="Sans", x0=x, x1=x + 3.2) for glyph, x in zip(words, (62.0, 77.2), strict=False)
    ]
    assert read([*spaces, *words]) == ["কখ গঘ ঙচ"]


def test_gaps_beside_drawn_spaces_are_none() -> None:
    assert read(drawn("কখ গঘ_ঙচ ছজ", 50, 100)) == ["কখ গঘঙচ ছজ"]


def test_a_label_centred_beside_two_lines_belongs_to_the_first() -> None:
    label, first, second = drawn("সভাপতি:", 36, 101.8), drawn("নূরআলম", 96, 92.8), drawn("সচিবমহোদয়", 96, 110)
    assert read([*label, *first, *second]) == ["সভাপতি: নূরআলম", "সচিবমহোদয়"]


def test_lines_above_each_other_stay_apart() -> None:
    assert read([*drawn("কখগ", 50, 100), *drawn("ঘঙচ", 50, 109)]) == ["কখগ", "ঘঙচ"]


CIRCLE = [(52.5 + 2.3 * cos(turn * pi / 8), 381.8 + 2.3 * sin(turn * pi / 8)) for turn in range(17)]
SHAPES = [  # points, and whether they are a bullet
    (CIRCLE, True),
    ([(x * 10, y * 10) for x, y in CIRCLE], False),
    ([(x, y / 2) for x, y in CIRCLE], False),
    ([(50, 380), (54, 380), (54, 384), (50, 384)], False),
]


@pytest.mark.parametrize(("points", "is_bullet"), SHAPES)
def test_a_small_circle_is_a_bullet(points: list[tuple[float, float]], is_bullet: bool) -> None:
    assert (drawn_bullet(points) is not None) == is_bullet


def test_a_bullet_stands_before_its_line() -> None:
    bullet = drawn_bullet(CIRCLE)
    assert bullet is not None
    assert read([*drawn("কখ গঘ", 66, 376), *drawn("ঙচ ছজ", 66, 393), bullet]) == ["• কখ গঘ", "ঙচ ছজ"]
