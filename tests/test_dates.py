import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.dates import find_dates, parse_any, parse_date, parse_fiscal_year, parse_month, read_date
from normalizers.digits import bangla_digits

FORMS = Path(__file__).parents[2] / "shared" / "cases" / "date_forms.tsv"

WRITTEN = [
    ("০৫/০২/২০১৮খ্রিঃ রোজ সোমবার", "2018-02-05"),
    ("১৪ সেপ্টম্বর, ২০১৭", "2017-09-14"),
    ("১৭মার্চ ২০২০খ্রিঃ", "2020-03-17"),
    ("৩০মে/২০১৬ইং", "2016-05-30"),
    ("৫ ডিসম্বের ২০২০", "2020-12-05"),
    ("২২-এ জুন ২০১৯", "2019-06-22"),
    ("পহেলা বৈশাখ ১৪২৭", "2020-04-14"),
    ("April 5, 2021", "2021-04-05"),
    ("২৩ /০৭/ ২০১৯", "2019-07-23"),
    ("২১/০৮/২০১৬ খ্রিt", "2016-08-21"),
    ("অদ্য ১৫/১১/২০২১ ইং তারিখ রোজ সোমবার সকাল ১১.০০ ঘটিকায়", "2021-11-15"),
    ("৩ বৈশাখ ১৪১৬ বঙ্গাব্দ/১৬ এপ্রিল ২০০৯ খ্রিষ্টাব্দ", "2009-04-16"),
    ("২৬ আগস্ট ২০১৯/১১ ভাদ্র ১৪২৬", "2019-08-26"),
    ("২০২০ সালের ১২ই অক্টোবর তারিখে", "2020-10-12"),
    ("১৪২৬ সনের ১১ ভাদ্র", "2019-08-26"),
    ("৩০ জুন, ২১", "2021-06-30"),
    ("২৬। ০৮। ২০১৯", "2019-08-26"),
    ("১৪ অক্টোবার ২০২১", "2021-10-14"),
    ("১১/০৫/১৪২৬ বঙ্গাব্দ", "2019-08-26"),
    ("২৬/০৮/২০১৯ইং, ১১/০৫/১৪২৬ বাং", "2019-08-26"),
    ("25th of August 2019", "2019-08-25"),
    ("Aug. 25, 2019", "2019-08-25"),
]
NOT_DATES = [
    "",
    "০৫.৪৪.৫০০০.০২১.১৮.০০৩.২১.১১৮",
    "০১৭১২-৩৪৫৬৭৮",
    "৩১ জুন ২০২০",
    "১৪-০৬-২০২১৫",
    "২২ জুন ১৮৬৩",
    "২০১৯-২০২০",
    "১২ মে ২০২০ এবং ১৩ জুন ২০২০",
    "১৬ ডিসেম্বর",
    "১০ মহররম ১৪৪২",
    "৩০-৩১শে মার্চ ২০১৬",
    "৩০/৩১ মার্চ ২০১৬",
    "জুলাই’১৯-জুন’২০",
]
ANY = [
    ("৩০-৩১শে মার্চ ২০১৬", "2016-03-30/2016-03-31"),
    ("২৮ আগস্ট হতে ২ সেপ্টেম্বর ২০১৯", "2019-08-28/2019-09-02"),
    ("সেপ্টেম্বর /২০১৭", "2017-09"),
    ("২০২১ সালের জুলাই মাসের", "2021-07"),
    ("২০১৩ইং-২০১৪ইং অর্থ বছরে", "2013-07-01/2014-06-30"),
    ("জানুয়ারি-মার্চ/২০২০", "2020-01/2020-03"),
    ("জুলাই/১৯-জুন/২০", "2019-07/2020-06"),
    ("০৩/০৫/২০২১-০৭/০৫/২০২১", "2021-05-03/2021-05-07"),
    ("০৩-০৭/০৫/২০২১", "2021-05-03/2021-05-07"),
    ("১-৩ বৈশাখ ১৪২৭", "2020-04-14/2020-04-16"),
    ("১২, ১৩ ও ১৪ মে ২০২১", "2021-05-12;2021-05-13;2021-05-14"),
    ("১২/০৫/২০২১ ও ১৪/০৫/২০২১", "2021-05-12;2021-05-14"),
    ("১৪/০৫/২০২১ হতে ১২/০৫/২০২১", None),
    ("মার্চ ও এপ্রিল ২০২১", "2021-03;2021-04"),
    ("১৪২৮ সন", "2021-04-14/2022-04-13"),
    ("১৪৪২ সাল", None),
    ("২০২০—২১ অর্থবছর", "2020-07-01/2021-06-30"),
    ("২০২১ ইং সাল", "2021"),
    ("মার্চ মাস, ২০২০", "2020-03"),
    ("১০.৩০", None),
    ("FY2021-22", "2021-07-01/2022-06-30"),
    ("২০২০-২০২১", None),
    ("সারা বৎসর", None),
]


@pytest.mark.parametrize(("text", "iso"), WRITTEN)
def test_written(text: str, iso: str) -> None:
    assert parse_date(text) == date.fromisoformat(iso)


@pytest.mark.parametrize("text", NOT_DATES)
def test_not_a_date(text: str) -> None:
    assert parse_date(text) is None
    assert read_date(text).note


@pytest.mark.parametrize(("text", "value"), ANY)
def test_any(text: str, value: str | None) -> None:
    assert parse_any(text)[0] == value


def test_a_list_of_months_is_no_month() -> None:
    assert parse_month("মার্চ ও এপ্রিল ২০২১ মাসের সভা") is None


def test_contradictions_are_told_and_not_repaired() -> None:
    weekday = read_date("২০/০৬/২০১৪ রোজ মঙ্গল বার")
    calendars = read_date("১২ ভাদ্র ১৪২৬ / ২৬ আগস্ট ২০১৯")
    assert (weekday.value, weekday.conflict) == (date(2014, 6, 20), True)
    assert (calendars.value, calendars.conflict) == (date(2019, 8, 26), True)


def test_a_damaged_month_is_read_from_the_other_calendar() -> None:
    for text in ("১১ তার্দ, ১৪২৬\n২৬ আগস্ট, ২০১৯", "২৬ আগন্ট ২০১৯, ১১ ভাদ্র ১৪২৬"):
        reading = read_date(text)
        assert (reading.value, reading.derived, reading.conflict) == (date(2019, 8, 26), True, False)
    assert read_date("১৩ তার্দ, ১৪২৬ / ২৬ আগস্ট, ২০১৯").conflict


def test_several_dates() -> None:
    text = "১২, ১৩ ও ১৪ মে ২০২১ এবং ২৩/০৭/২০২১ তারিখে"
    assert [str(found.value) for found in find_dates(text)] == ["2021-05-12", "2021-05-13", "2021-05-14", "2021-07-23"]


def test_months_and_fiscal_years() -> None:
    assert parse_month("কমিটির আগস্ট ২০১৯ মাসের সভা") == "2019-08"
    assert parse_month("মে ২০১৯ ও জুন ২০১৯") is None
    assert parse_fiscal_year("২২-২৩ অর্থবছর") == (date(2022, 7, 1), date(2023, 6, 30))


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2059, 12, 31)), st.sampled_from("/-."))
def test_numeric_dates_come_back(day: date, mark: str) -> None:
    assert parse_date(bangla_digits(f"{day:%d{mark}%m{mark}%Y}") + " খ্রিঃ") == day


@given(st.text() | st.text(alphabet="০১২৩৯ /-.,আগস্টমেভাদ্রখ্রিঃশে১৪২০"))
def test_total(text: str) -> None:
    parse_any(text)
    find_dates(text)
    parse_month(text)


def _rows() -> list[dict[str, str]]:
    if not FORMS.exists():
        return []
    with FORMS.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["raw"])
def test_date_forms(row: dict[str, str]) -> None:
    value, kind, note = parse_any(row["raw"])
    match row["kind"], row["iso"]:
        case _, "INVALID" | "AMBIGUOUS":
            assert value is None
        case "hijri" | "relative", iso:
            assert (value, kind, note) == (None, row["kind"], iso)
        case "time", iso:
            assert value == (iso[1:] if iso.startswith("T") else None)
        case _, iso:
            assert value == iso
