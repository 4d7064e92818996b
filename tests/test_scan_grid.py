"""Tables in pictures of pages: rules are drawn here, so no font and no OCR is needed."""

import pytest

cv2 = pytest.importorskip("cv2")
np = pytest.importorskip("numpy")

from extractors.scan.grid import grids_of, without_rules  # noqa: E402
from extractors.scan.sheet import sheet_of, without_colour, without_dark_fills  # noqa: E402

DPI = 200.0
XS = (130, 210, 460, 1120, 1500)
YS = (300, 350, 620, 900, 1010)


def page(width=1654, height=2339):
    return np.full((height, width), 255, np.uint8)


def line(picture, x0, y0, x1, y1, gray=30):
    cv2.line(picture, (x0, y0), (x1, y1), gray, 3)


def draw(picture, xs=XS, ys=YS, gray=30):
    for x in xs:
        line(picture, x, ys[0], x, ys[-1], gray)
    for y in ys:
        line(picture, xs[0], y, xs[-1], y, gray)
    return picture


def word(picture, x, y, width=150):
    """Draw what looks like a Bangla word: a headline with stems hanging from it."""
    cv2.line(picture, (x, y), (x + width, y), 0, 3)
    for stem in range(x + 14, x + width, 28):
        cv2.line(picture, (stem, y), (stem, y + 22), 0, 3)


def shape(picture):
    return [(grid.height, grid.width, len(grid.cells)) for grid in grids_of(picture, DPI)]


def test_a_regular_table_is_found_with_its_corners():
    (grid,) = grids_of(draw(page()), DPI)
    assert (grid.height, grid.width, len(grid.cells)) == (4, 4, 16)
    assert grid.box == pytest.approx((XS[0], YS[0], XS[-1], YS[-1]), abs=3)


def test_headlines_of_words_are_no_rules():
    picture = draw(page())
    for top in range(370, 880, 40):
        for left in (480, 650, 820):
            word(picture, left, top)
    assert shape(picture) == [(4, 4, 16)]


def test_running_text_is_no_table():
    picture = page()
    for top in range(300, 1500, 42):
        for left in range(150, 1400, 170):
            word(picture, left, top, 160)
    assert shape(picture) == []


def test_merged_cells_are_one_cell():
    picture = draw(page())
    picture[612:628, 140:450] = 255  # rows 2 and 3 of the first two columns
    line(picture, XS[1], YS[1], XS[1], YS[3])
    picture[306:346, XS[2] - 5 : XS[2] + 6] = 255  # a head over columns 2 and 3
    (grid,) = grids_of(picture, DPI)
    spans = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in grid.cells}
    assert spans[1, 0] == spans[1, 1] == (2, 1)
    assert spans[0, 1] == (1, 2)
    assert len(grid.cells) == 13


def test_a_low_row_without_sides_is_one_cell():
    picture = draw(page(), ys=(300, 350, 398, 620, 900))
    for x in XS[1:-1]:
        picture[353:396, x - 4 : x + 5] = 255
    word(picture, 150, 363)  # a heading over rows, across the first side
    (grid,) = grids_of(picture, DPI)
    spans = {(cell.row, cell.column): cell.column_span for cell in grid.cells}
    assert spans[1, 0] == 4
    assert len(grid.cells) == 13


def test_words_in_the_middle_of_a_merged_cell_are_no_faint_rule():
    picture = draw(page())
    picture[612:628, 134:456] = 255  # rows 2 and 3 of the first two columns
    line(picture, XS[1], YS[1], XS[1], YS[3])
    word(picture, 216, 612, 240)
    (grid,) = grids_of(picture, DPI)
    spans = {(cell.row, cell.column): cell.row_span for cell in grid.cells}
    assert spans[1, 1] == 2


def test_a_row_cut_by_a_page_break_is_closed():
    picture = draw(page())
    picture[YS[-1] - 5 : YS[-1] + 6, XS[0] + 4 : XS[-1] - 4] = 255
    for x in XS:
        line(picture, x, YS[-2], x, YS[-1])
    assert shape(picture) == [(4, 4, 16)]


def test_a_broken_rule_goes_on():
    picture = draw(page())
    picture[YS[2] - 4 : YS[2] + 5, 700:725] = 255
    picture[480:500, XS[3] - 4 : XS[3] + 5] = 255
    assert shape(picture) == [(4, 4, 16)]


@pytest.mark.parametrize("gray", [30, 120, 170])
def test_faint_rules_are_seen(gray):
    assert shape(draw(page(), gray=gray)) == [(4, 4, 16)]


def test_two_tables_stay_two():
    picture = draw(draw(page()), xs=(130, 700, 1500), ys=(1300, 1350, 1400, 1450))
    assert shape(picture) == [(4, 4, 16), (3, 2, 6)]


def test_a_frame_is_no_table():
    assert shape(draw(page(), xs=(100, 1550), ys=(100, 2200))) == []


def test_a_narrow_column_of_single_lines_belongs_to_the_table():
    assert shape(draw(page(), xs=(130, 190, 1100, 1500), ys=(300, 355, 410, 465))) == [(3, 3, 9)]


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_turned_and_crooked_page_becomes_upright_and_straight(turns):
    picture = draw(page())
    for top in [*range(370, 880, 50), *range(1100, 2000, 50)]:
        for left in (480, 650, 820):
            word(picture, left + top * 37 % 60, top)
    crooked = cv2.warpAffine(picture, cv2.getRotationMatrix2D((827, 1170), 1.4, 1), (1654, 2339), borderValue=255)
    sheet = sheet_of(np.ascontiguousarray(np.rot90(crooked, turns)), DPI)
    assert (sheet.turns + turns) % 4 == 0
    assert shape(sheet.pixels) == [(4, 4, 16)]


def test_places_lead_back_to_the_picture():
    picture = draw(page())
    turned = np.ascontiguousarray(np.rot90(picture, 3))
    sheet = sheet_of(turned, DPI)
    (grid,) = grids_of(sheet.pixels, DPI)
    x, y = sheet.source(grid.box[0], grid.box[1])
    assert turned[round(y) - 4 : round(y) + 5, round(x) - 4 : round(x) + 5].min() < 100


def test_rules_are_painted_out_and_letters_are_not():
    picture = draw(page())
    word(picture, 480, 400)
    plain = without_rules(picture, grids_of(picture, DPI), DPI)
    assert plain[395:430, 480:630].min() < 50
    plain[390:430, 475:640] = 255
    assert (plain < 128).sum() < 60


def test_tables_that_touch_are_two_where_their_columns_differ():
    picture = draw(page(), ys=(300, 350, 420))
    draw(picture, xs=(130, 300, 700, 900, 1500), ys=(420, 480, 560))
    assert shape(picture) == [(2, 4, 8), (2, 4, 8)]


def test_a_side_in_pieces_still_parts_two_cells():
    picture = draw(page())
    for top in range(YS[0] + 8, YS[1], 34):
        picture[top : top + 10, XS[1] - 5 : XS[1] + 6] = 255
    assert shape(picture) == [(4, 4, 16)]


def test_level_rules_outside_of_tables_are_painted_out():
    picture = page()
    line(picture, 150, 500, 1400, 500)
    word(picture, 150, 600)
    plain = without_rules(picture, [], DPI)
    assert plain[490:510].min() == 255
    assert (plain[600:625, 150:301] == picture[600:625, 150:301]).all()


def test_black_ink_on_coloured_paper_is_no_stamp():
    """JPEG blurs colour, so that thin strokes have some of the paper's."""
    picture = draw(page())
    for top in range(370, 880, 40):
        word(picture, 480, top, 500)
    colour = np.dstack([picture] * 3).astype(float) * (250, 240, 190) / 255
    colour[picture < 255] = (80, 70, 30)
    assert without_colour(colour.astype(np.uint8), DPI)[picture == 0].max() < 120


def test_the_shadow_of_an_edge_does_not_turn_a_page():
    picture = page()
    for top in range(300, 420, 42):
        word(picture, 300, top, 900)
    picture[:, :50] = np.linspace(20, 255, 50).astype(np.uint8)
    picture[:, 60:64] = 40
    assert sheet_of(picture, DPI).turns == 0


def test_light_letters_on_a_dark_ground_become_dark_ones():
    picture = page()
    picture[300:350, 130:1500] = 60
    word(picture, 200, 400)
    light = picture.copy()
    cv2.line(light, (200, 315), (320, 315), 255, 3)
    plain = without_dark_fills(light, DPI)
    assert plain[315, 250] == 0
    assert plain[330, 250] == 255 - 60
    assert (plain[390:] == light[390:]).all()


def test_a_faint_rule_in_long_pieces_goes_on():
    picture = draw(page())
    for left, right in ((135, 200), (420, 520), (800, 900), (1250, 1400)):
        picture[YS[2] - 5 : YS[2] + 6, left:right] = 255
    assert [grid.height for grid in grids_of(picture, DPI)] == [4]


def test_a_rule_too_faint_for_ink_in_one_column_parts_its_cells_all_the_same():
    picture = draw(page())
    picture[YS[2] - 5 : YS[2] + 6, XS[0] + 4 : XS[1] - 4] = 255
    picture[YS[2] - 1 : YS[2] + 2, XS[0] + 4 : XS[1] - 4] = 235
    picture[YS[3] - 5 : YS[3] + 6, XS[0] + 4 : XS[1] - 4] = 255
    (grid,) = grids_of(picture, DPI)
    assert [cell.row_span for cell in grid.cells if cell.column == 0] == [1, 1, 2]
