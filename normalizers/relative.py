"""Periods and days told from the day of the meeting: N দিন, N কার্যদিবস, চলতি মাস, আগামী মাসের ১০ তারিখ."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from normalizers.date_spans import plain_text
from normalizers.letters import nfc
from normalizers.numbers import parse_number
from normalizers.text import BANGLA

_FRIDAY, _SATURDAY = 4, 5  # the weekend of Bangladesh

_UNITS = {
    "working_days": "(?:কার্য|কার্য্য|কর্ম|অফিস)\\s*-?\\s*(?:দিবস|দিন)",
    "days": "দিন|দিবস",
    "weeks": "সপ্তাহ",
    "months": "মাস",
    "hours": "ঘন্টা|ঘণ্টা",
}
_UNIT = "|".join(f"(?P<{name}>{nfc(words)})" for name, words in _UNITS.items())
_COUNT = rf"(?P<count>\d{{1,4}}|{BANGLA}{{2,12}})(?:\s*\([^()]{{1,30}}\))?\s*(?:টি\s*)?"
PERIOD = re.compile(rf"(?<!\d[-/.,])(?<![\d{BANGLA[1:-1]}]){_COUNT}\s*-?\s*(?:{_UNIT})(?P<case>ের|র)?(?!{BANGLA})")
_MONTH = nfc(
    rf"(?<!{BANGLA})(?:(?P<this>চলতি|চলমান|বর্তমান|এই|এ)|(?P<next>আগামী|পরবর্তী|সামনের)|(?P<every>প্রতি|প্রত্যেক))\s*মাস"
)
MONTH_DAY = re.compile(rf"(?:{_MONTH})ের\s*(?P<day>\d{{1,2}})\s*(?:শে|ই|লা|রা|ঠা)?\s*তারিখ(?:ের|ে)?(?!{BANGLA})")
MONTH_END = re.compile(rf"(?:{_MONTH})(?:ের)?(?:\s*শেষ(?:ের)?(?:\s*(?:দিন|তারিখ)(?:ের)?)?)?(?!{BANGLA})")
DAY_OF_MONTH = re.compile(
    rf"(?<![\d/.-])(?:(?P<next>{nfc('আগামী')})\s*)?(?P<day>\d{{1,2}})\s*(?:শে|ই|লা|রা|ঠা)?\s*তারিখ(?:ের|ে)?(?!{BANGLA})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A length of time: `unit` is days, working_days, weeks, months or hours."""

    count: int
    unit: str


def period_of(match: re.Match[str]) -> Period | None:
    """Return the period that a match of PERIOD names, None where its count is no number (কয়েক দিন)."""
    count = parse_number(match["count"])
    if count is None or count != int(count) or not 0 < count <= 1500:
        return None
    return Period(count=int(count), unit=next(name for name in _UNITS if match[name]))


def day_after(period: Period, start: date) -> date | None:
    """Return the last day of `period` counted from the day after `start`; None for hours.

    Working days leave out Friday and Saturday, not holidays.

    >>> day_after(Period(count=5, unit="working_days"), date(2023, 3, 29))
    datetime.date(2023, 4, 5)
    """
    match period.unit:
        case "days":
            return start + timedelta(days=period.count)
        case "weeks":
            return start + timedelta(days=7 * period.count)
        case "months":
            return day_in_month(start, period.count, start.day, clamp=True)
        case "working_days":
            day, left = start, period.count
            while left:
                day += timedelta(days=1)
                left -= day.weekday() not in (_FRIDAY, _SATURDAY)
            return day
    return None


def day_in_month(start: date, months: int, day: int, *, clamp: bool = False) -> date | None:
    """Return `day` of the month that is `months` after that of `start`; None where it has no such day.

    With `clamp` its last day stands for any later one.

    >>> day_in_month(date(2021, 9, 16), 1, 5), day_in_month(date(2021, 1, 31), 1, 30)
    (datetime.date(2021, 10, 5), None)
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    if clamp:
        day = min(day, last)
    return date(year, month + 1, day) if 1 <= day <= last else None


def relative_notation(text: str, time: str | None = None) -> str | None:
    """Return how a relative date counts: P7D, P5WD, P2W, P1M, ANCHOR+1M-10, ANCHOR-MONTH-END, RECUR-MONTHLY-05, ANCHOR-25T11:00.

    >>> relative_notation("আগামী মাসের ১০ তারিখের মধ্যে"), relative_notation("৫ কার্যদিবসের মধ্যে")
    ('ANCHOR+1M-10', 'P5WD')
    """
    plain = plain_text(text)
    if match := MONTH_DAY.search(plain):
        day = f"{int(match['day']):02}"
        return f"RECUR-MONTHLY-{day}" if match["every"] else f"ANCHOR+{1 if match['next'] else 0}M-{day}"
    if (match := MONTH_END.search(plain)) and not match["every"]:
        return "ANCHOR+1M-END" if match["next"] else "ANCHOR-MONTH-END"
    if match := DAY_OF_MONTH.search(plain):
        return f"ANCHOR-{int(match['day']):02}" + (f"T{time}" if time else "")
    if (match := PERIOD.search(plain)) and (period := period_of(match)):
        unit = {"days": "D", "working_days": "WD", "weeks": "W", "months": "M", "hours": "H"}[period.unit]
        return f"P{'T' if unit == 'H' else ''}{period.count}{unit}"
    return None
