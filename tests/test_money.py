from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.money import find_amounts, parse_money, parse_percent

UNDERSTOOD = [
    ("৭,২১,৬০০/-", "721600"),
    ("৬,৯৯,৪০১/=", "699401"),
    ("=২৫০,০০০/-", "250000"),
    ("১,৫৬০৩৫ টাকা", "156035"),
    ("২,৮১,৫৫২.০০ টাকা", "281552"),
    ("৭৮ হাজার ৩ শত টাকা", "78300"),
    ("৮৭,৭৫০/- (সাতাশি হাজার সাতশত পঞ্চাশ) টাকা", "87750"),
    ("৳ ৫০০", "500"),
    ("৳৫.২৫ কোটি", "52500000"),
    ("Tk. 1,200", "1200"),
    ("দেড় কোটি টাকা", "15000000"),
    ("১২৫.৫০ লক্ষ টাকা", "12550000"),
    ("পাঁচ হাজার টাকা মাত্র", "5000"),
    ("২ (দুই) টাকা", "2"),
    ("টাকা ৫,২৫,০০০", "525000"),
    ("টাকা ৫.০০ লক্ষ", "500000"),
    ("টাকা- ২৫,০০০/-", "25000"),
    ("Tk. 5 lakh", "500000"),
    ("1.5 crore taka", "15000000"),
    ("১০ (দশ) লক্ষ টাকা", "1000000"),
    ("১০ টাকা ৫০ পয়সা", "10.5"),
    ("৫ হাজার কোটি টাকা", "50000000000"),
]
NOT_MONEY = [
    "",
    "জাল টাকা",
    "লক্ষ লক্ষ টাকা",
    "স্বাক্ষরিত/-",
    "১%",
    "২-৩ লক্ষ টাকা",
    "৫০০ ও ৬০০ টাকা",
    "হাজার কোটি টাকা",
    "১০ (বার) লক্ষ টাকা",
    "৫০ পয়সা",
    "১৫.০০০/-",
    "২,০০০/- (তিন হাজার) টাকা",
    "৫ জন",
    "১৬/১২/২০২০",
]
RUNNING = [
    ("৩টি ফ্যান বাবদ ৪,৫০০/- টাকা ও রং বাবদ ২ হাজার টাকা", ("4500", "2000")),
    ("২০২১-২২ অর্থবছরে ৩ লক্ষ টাকা", ("300000",)),
    ("৫ জন শ্রমিক ১০ দিন কাজ করবে", ()),
    ("মজুরি ৫০০ টাকা হতে ১০০০ টাকা", ("500", "1000")),
]


@pytest.mark.parametrize(("text", "value"), UNDERSTOOD)
def test_understood(text: str, value: str) -> None:
    assert parse_money(text) == Decimal(value)


@pytest.mark.parametrize("text", NOT_MONEY)
def test_not_money(text: str) -> None:
    assert parse_money(text) is None


@pytest.mark.parametrize(("text", "values"), RUNNING)
def test_sums_in_running_text(text: str, values: tuple[str, ...]) -> None:
    assert find_amounts(text) == tuple(map(Decimal, values))


def test_percent() -> None:
    assert (parse_percent("১%"), parse_percent("৭০ শতাংশ"), parse_percent("৭০ টাকা")) == (1, 70, None)


@given(st.text(alphabet="০১২৩৯,./-= টাকলক্ষ()৳দুই"))
def test_total(text: str) -> None:
    find_amounts(text)
    parse_money(text)
