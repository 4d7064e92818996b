"""Dates as Bangla minutes write them: in Bangla and ASCII digits, in three calendars, with weekday and era."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from normalizers.bangla_calendar import bangla_from_gregorian
from normalizers.date_spans import FoundDate, dates_in, plain_text
from normalizers.date_words import HIJRI_ERA, HIJRI_MONTHS, WEEKDAYS, one_of
from normalizers.periods import date_range, month_list, month_range, parse_fiscal_year, parse_month, year_of
from normalizers.relative import relative_notation
from normalizers.text import BANGLA
from normalizers.times import parse_time, parse_time_range

__all__ = [
    "DateReading",
    "FoundDate",
    "find_dates",
    "parse_any",
    "parse_date",
    "parse_fiscal_year",
    "parse_month",
    "read_date",
]

_WEEKDAYS = [re.compile(rf"(?<![a-z]|{BANGLA})(?:{name})", re.IGNORECASE) for name in WEEKDAYS]
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HIJRI = re.compile(rf"(?<!{BANGLA}){one_of(HIJRI_MONTHS)}(?!{BANGLA})|1[34]\d\d\s?{HIJRI_ERA}")
_NUMBER = re.compile(r"\s*\d+\.\d+\s*")  # ১০.৩০ alone may be anything
_LIST_MARK = re.compile(r"\s*(?:তারিখ)?\s*(?:,|;|ও|এবং|&|and)\s*", re.IGNORECASE)
# Some papers printed 1 Kartik a day early when the calendar changed (bdnews24, 16 October 2019).
_CHANGE = date(2019, 10, 16), date(2019, 11, 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """What a text says about one day."""

    value: date | None
    kind: str  # gregorian, bangla, pair, hijri, range, none
    note: str | None = None  # why there is no value, or what is doubtful about it
    derived: bool = False  # a damaged month was read from the date in the other calendar
    conflict: bool = False  # the weekday or the other calendar says otherwise; the value stands as written


def read_date(text: str) -> DateReading:
    """Return the one day `text` names, checked against a weekday and a second calendar where it gives them.

    The value is None, with a note, for no date, an impossible one, two different ones, a range, and a Hijri date. A
    contradiction leaves the (Gregorian) date as written and sets `conflict`.

    >>> read_date("১১ ভাদ্র, ১৪২৬ / ২৬ আগস্ট, ২০১৯").kind, read_date("৩১/০৯/২০২২").note
    ('pair', 'no such day: 31/09/2022')
    >>> read_date("১১ তার্দ, ১৪২৬ ২৬ আগস্ট, ২০১৯").derived
    True
    >>> read_date("২০/০৬/২০১৪খ্রিঃ রোজ মঙ্গল বার").note
    'weekday: 2014-06-20 is a Friday'
    """
    found = dates_in(text)
    if ends := date_range(text):
        return DateReading(value=None, kind="range", note=f"range: {ends[0]}/{ends[1]}")
    solar = [one for one in found if one.kind != "hijri"]
    if not solar:
        note = next((one.note for one in found), None)
        is_hijri = bool(found) or _HIJRI.search(plain_text(text)) is not None
        return DateReading(value=None, kind="hijri" if is_hijri else "none", note=note or "no date")
    reading = _one(solar)
    if reading.value and not reading.conflict:
        return _weekday_checked(reading, plain_text(text))
    return reading


def parse_date(text: str) -> date | None:
    """Return the one day `text` names, None where `read_date` gives none.

    >>> parse_date("২৩/৭/১৯"), parse_date("৯ ফাল্গুন ১৪২৫"), parse_date("অক্টোবর/২০"), parse_date("৩০মে/২০১৬ইং")
    (datetime.date(2019, 7, 23), datetime.date(2019, 2, 21), None, datetime.date(2016, 5, 30))
    """
    return read_date(text).value


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Return the days named in running text, in order; a day named twice in two calendars once, impossible ones not.

    >>> [found.value.isoformat() for found in find_dates("১২ ও ১৪ মে ২০২১ এবং ২৩/০৭/২০২১ তারিখে; ২০২০-২১ অর্থবছর") if found.value]
    ['2021-05-12', '2021-05-14', '2021-07-23']
    """
    days: list[FoundDate] = []
    for one in dates_in(text):
        if not one.value:
            continue
        for day in one.listed:
            if day < one.day:
                days.append(
                    FoundDate(
                        value=one.value.replace(day=day), kind=one.kind, text=one.text, start=one.start, end=one.end
                    )
                )
        twin = days and days[-1].value == one.value and days[-1].kind != one.kind and one.start - days[-1].end <= 20
        if not twin:
            days.append(one)
    return tuple(days)


def parse_any(text: str) -> tuple[str | None, str, str | None]:
    """Return value, kind and note of whatever stretch of time `text` names.

    Days are ISO dates, months YYYY-MM, years YYYY, times HH:MM, ranges and fiscal years "a/b". What has no value of
    its own (relative, Hijri, prayer times, impossible dates) gives None and its meaning or the reason as the note.

    >>> parse_any("২০২০-২১ অর্থ-বছর"), parse_any("জুলাই/১৯ হতে জুন/২০")
    (('2020-07-01/2021-06-30', 'fiscal-year', None), ('2019-07/2020-06', 'month-range', None))
    >>> parse_any("আগামী ৭ দিনের মধ্যে"), parse_any("১০ মহররম ১৪৪২ হিঃ")
    ((None, 'relative', 'P7D'), (None, 'hijri', 'HIJRI:1442-01-10'))
    """
    if days := date_range(text):
        return f"{days[0]}/{days[1]}", "range", None
    if listed := _listed(text):
        return ";".join(map(str, listed)), "list", None
    if dates_in(text) and not (_blank_day(text) and parse_month(text)):
        reading = read_date(text)
        return (reading.value.isoformat() if reading.value else None), reading.kind, reading.note
    if fiscal := parse_fiscal_year(text):
        return f"{fiscal[0]}/{fiscal[1]}", "fiscal-year", None
    if months := month_range(text):
        return f"{months[0]}/{months[1]}", "month-range", None
    if several := month_list(text):
        return ";".join(several), "month-list", None
    if month := parse_month(text):
        return month, "month", None
    if year := year_of(text):
        return year[0], year[1], None if year[0] else "fiscal year or a range of years"
    if notation := relative_notation(text, parse_time(text)):
        return None, "relative", notation
    if times := parse_time_range(text):
        return f"{times[0]}/{times[1]}", "time", None
    if (time := parse_time(text)) and not _NUMBER.fullmatch(plain_text(text)):
        return time, "time", None
    return None, read_date(text).kind, "not understood"


def _listed(text: str) -> list[date]:
    """The days of a list: ২৫ ও ২৬ আগস্ট ২০১৯, or whole dates with nothing but commas and ও between them."""
    plain, found = plain_text(text), find_dates(text)
    apart = (plain[one.end : other.start] for one, other in pairwise(found) if one.end <= other.start)
    values = sorted({one.value for one in found if one.value})
    same_calendar = len({one.kind for one in found}) == 1 and len(found) == len(values)
    return values if len(values) > 1 and same_calendar and all(map(_LIST_MARK.fullmatch, apart)) else []


def _blank_day(text: str) -> bool:
    return re.match(r"\W*[._…]{2,}\s*/", plain_text(text)) is not None


def _one(found: list[FoundDate]) -> DateReading:
    damaged = [one for one in found if one.kind == "damaged"]
    good = [one for one in found if one.value]
    values = {one.value for one in good}
    if not good:
        return DateReading(value=None, kind=found[0].kind if not damaged else "none", note=found[0].note)
    gregorian = [one for one in good if one.kind == "gregorian"]
    bangla = [one for one in good if one.kind == "bangla"]
    if len({one.value for one in gregorian}) > 1 or len({one.value for one in bangla}) > 1:
        return DateReading(value=None, kind="none", note="several dates: " + ", ".join(sorted(map(str, values))))
    if gregorian and bangla:
        return _pair(gregorian[0], bangla[0])
    impossible = [one for one in found if not one.value and one.kind != "damaged"]
    if impossible:
        other = impossible[0].kind != good[0].kind
        note = impossible[0].note
        return DateReading(
            value=good[0].value if other else None, kind=good[0].kind if other else "none", note=note, conflict=other
        )
    if damaged:
        return _completed(good[0], damaged[0])
    return DateReading(value=good[0].value, kind=good[0].kind)


def _pair(gregorian: FoundDate, bangla: FoundDate) -> DateReading:
    value, other = gregorian.value, bangla.value
    assert value
    assert other
    if value == other or (abs(value - other) <= timedelta(days=1) and _CHANGE[0] <= value <= _CHANGE[1]):
        return DateReading(value=value, kind="pair")
    note = f"calendars: {bangla.text.strip()} is {other}"
    return DateReading(value=value, kind="pair", note=note, conflict=True)


def _completed(good: FoundDate, damaged: FoundDate) -> DateReading:
    """A date of one calendar beside one of the other whose month is unreadable."""
    assert good.value
    year, _, day = bangla_from_gregorian(good.value)
    expected = (year, day) if good.kind == "gregorian" else (good.value.year, good.value.day)
    if (damaged.year, damaged.day) == expected:
        return DateReading(
            value=good.value, kind="pair", note=f"{damaged.note}; read from {good.text.strip()}", derived=True
        )
    if (damaged.year < 1600) == (good.kind == "bangla"):
        return DateReading(value=good.value, kind=good.kind)  # of the same calendar: other words with a number
    return DateReading(value=good.value, kind=good.kind, note=damaged.note, conflict=True)


def _weekday_checked(reading: DateReading, plain: str) -> DateReading:
    named = [number for number, name in enumerate(_WEEKDAYS) if name.search(plain)]
    if len(named) != 1 or not reading.value or named[0] == reading.value.weekday():
        return reading
    note = f"weekday: {reading.value} is a {_ENGLISH_DAYS[reading.value.weekday()]}"
    return DateReading(value=reading.value, kind=reading.kind, note=note, derived=reading.derived, conflict=True)
