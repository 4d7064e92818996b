from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.digits import bangla_digits
from normalizers.number_words import ORDINALS, UNITS
from normalizers.numbers import number_of, parse_number, parse_ordinal

UNDERSTOOD = [
    ("১২", 12),
    ("1২", 12),
    ("৭,২১,৬০০", 721600),
    ("১৫০,০০০", 150000),
    ("১,৫৬০৩৫", 156035),
    ("শূন্য", 0),
    ("পঁয়ষট্টি", 65),
    ("একশত", 100),
    ("তিনশ", 300),
    ("দুই হাজার পাঁচশত দশ", 2510),
    ("এক কোটি তেইশ লক্ষ পঁয়তাল্লিশ হাজার ছয়শত আটাত্তর", 12345678),
    ("৫ লাখ ২৫ হাজার", 525000),
    ("আড়াই", "2.5"),
    ("পৌনে দুই লক্ষ", 175000),
    ("সোয়া লক্ষ", 125000),
    ("সাড়ে পাঁচশত", 550),
    ("০৩ (তিন)", 3),
    ("১০টি", 10),
    ("দুইটি", 2),
    ("দুই হাজার কোটি", 20_000_000_000),
    ("এক লক্ষ কোটি", 10**12),
    ("নিরানব্বুই", 99),
    ("আড়াই শত", 250),
]
NOT_A_NUMBER = [
    "",
    "কয়েক",
    "পাঁচ ছয়",
    "৫, ৬",
    "০৩ (চার)",
    "১২/০৫",
    "হাজার লক্ষ",
    "হাজার কোটি",
    "-৫",
    "সাড়ে",
    "লাল",
    "১.২.৩",
    "৫ আম",
]
ORDINAL = [
    ("১ম", 1),
    ("২য় সভা", 2),
    ("৩য়", 3),
    ("৪র্থ", 4),
    ("১লা", 1),
    ("৪ঠা", 4),
    ("২৫শে", 25),
    ("২৬ শে", 26),
    ("৫ই", 5),
    ("০২ নং", 2),
]


@pytest.mark.parametrize(("text", "value"), UNDERSTOOD)
def test_understood(text: str, value: int | str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", NOT_A_NUMBER)
def test_not_a_number(text: str) -> None:
    assert parse_number(text) is None


def test_every_number_below_a_hundred_has_a_word() -> None:
    assert set(UNITS.values()) == set(range(100))


@pytest.mark.parametrize(
    ("text", "value"), [*ORDINAL, ("ষষ্ঠ", 6), ("দ্বাদশ সভা", 12), ("7th", 7), ("২১তম", 21), ("সভা নং-১২", 12)]
)
def test_ordinals(text: str, value: int) -> None:
    assert parse_ordinal(text) == value


@pytest.mark.parametrize("text", ["", "১ম ও ২য়", "সভা"])
def test_no_single_ordinal(text: str) -> None:
    assert parse_ordinal(text) is None


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_of_either_script_are_read(value: int) -> None:
    assert parse_number(bangla_digits(str(value))) == parse_number(f"{value:,}") == value


@given(
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(sorted(UNITS)),
)
def test_words_add_up_by_their_scales(crore: str, lakh: str, thousand: str, unit: str) -> None:
    expected = UNITS[crore] * 10**7 + UNITS[lakh] * 10**5 + UNITS[thousand] * 10**3 + UNITS[unit]
    assert number_of(f"{crore} কোটি {lakh} লক্ষ {thousand} হাজার {unit}") == expected


@given(st.text())
def test_total(text: str) -> None:
    parse_number(text)
    parse_ordinal(text)


def test_ordinal_words_are_no_cardinals() -> None:
    assert not set(ORDINALS) & set(UNITS)
