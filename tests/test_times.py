import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.digits import bangla_digits
from normalizers.times import parse_time, parse_time_range

UNDERSTOOD = [
    ("সকাল ১১.০০টা", "11:00"),
    ("বিকাল ০৪ ঘটিকায়", "16:00"),
    ("সকাল ১১.00 মি", "11:00"),
    ("০০.০১ ঘটিকা", "00:01"),
    ("৩.০০ ঘটিকা (অপরাহ্ন)", "15:00"),
    ("সকাল সাড়ে ৯টায়", "09:30"),
    ("বেলা: ০২:০০ ঘটিকা", "14:00"),
    ("০৭/১১/২০১৯ খ্রিঃ সকাল ১০ ঘটিকা", "10:00"),
    ("বিকাল পৌনে চারটায়", "15:45"),
    ("সকাল ১০ টা ৩০ মিনিটে", "10:30"),
    ("2:30 pm", "14:30"),
    ("রাত ১টায়", "01:00"),
    ("দুপুর দেড়টায়", "13:30"),
    ("সকাল দশ ঘটিকায়", "10:00"),
    ("ভোর ৫ টায়", "05:00"),
    ("14:00", "14:00"),
    ("সকাল-১০.০০ ঘটিকা", "10:00"),
    ("২:৩০ পিএম", "14:30"),
    ("বিকাল চারটা ত্রিশ মিনিট", "16:30"),
    ("১০.১৫-১১.০০ টা", "10:15"),
]
NOT_A_TIME = ["", "৩টা", "১০ টাকা", "১০টি", "২০ মিনিট", "২৫.৬০ ঘটিকা", "দুপুর: ১২-০২ টা", "বাদ আসর", "ক্রমিক ১০, সকাল"]


@pytest.mark.parametrize(("text", "time"), UNDERSTOOD)
def test_understood(text: str, time: str) -> None:
    assert parse_time(text) == time


@pytest.mark.parametrize("text", NOT_A_TIME)
def test_not_a_time(text: str) -> None:
    assert parse_time(text) is None


def test_ranges() -> None:
    assert parse_time_range("৯.৩০ হতে ১.০০ ঘটিকা") == ("09:30", "13:00")
    assert parse_time_range("সন্ধ্যা ৬টা থেকে রাত ৯টা") == ("18:00", "21:00")
    assert parse_time_range("সকাল ৯.০০-১১.০০ টা") == ("09:00", "11:00")
    assert parse_time_range("সকাল ১০:০০-১১:০০") == ("10:00", "11:00")
    assert parse_time_range("10:00 - 12:30") == ("10:00", "12:30")
    assert parse_time_range("রাত ১০টা হতে ভোর ৬টা") == ("22:00", "06:00")
    assert parse_time_range("সকাল ১০টা") is None
    assert parse_time_range("১০:০০-০২:০০") is None


@given(st.integers(13, 23), st.integers(0, 59), st.sampled_from(".:"))
def test_the_24_hour_clock_comes_back(hour: int, minute: int, mark: str) -> None:
    assert parse_time(bangla_digits(f"{hour}{mark}{minute:02} ঘটিকা")) == f"{hour}:{minute:02}"


@given(st.text() | st.text(alphabet="০১২৩৯ .:-টাঘটিকয়সকালরাতসাড়ে"))
def test_total(text: str) -> None:
    parse_time(text)
    parse_time_range(text)
