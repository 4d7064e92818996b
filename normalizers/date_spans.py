"""Where dates stand in a text: days of the Gregorian, the Bangla and the Hijri calendar."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from normalizers.bangla_calendar import gregorian_from_bangla
from normalizers.date_words import (
    BANGLA_ERA,
    BANGLA_MONTHS,
    GREGORIAN_ERA,
    GREGORIAN_MONTHS,
    HIJRI_ERA,
    HIJRI_MONTHS,
    ORDINAL_END,
    bangla_month,
    gregorian_month,
    hijri_month,
    one_of,
)
from normalizers.digits import ascii_digits
from normalizers.text import BANGLA, clean

_CASE = f"(?:ের|র|ে)?[ঃ:.]?(?![a-z]|{BANGLA})"
_SEPARATOR = r"\s?[/.|–-]\s?"
_YEAR = (
    r"(?P<year>\d{4,6}(?!\d)|(?<=[/.’'‘`´-])\s?\d{2}(?!\d)|(?<=[/.’'‘`´-]\s)\d{2}(?!\d)"
    rf"|(?<=,)\s?\d{{2}}(?=\s*।?\s*\Z|\s?{GREGORIAN_ERA}))"
)
_BEFORE_YEAR = r"(?:মাস|সাল)?\s?[,/.’'‘`´:-]{0,2}\s*"

_NUMERIC = re.compile(
    rf"""(?<![\d/])(?:(?<!\d[.-])|(?<=[./]\d{{4}}-)|(?<=\A\d\d-)|(?<=[^\d./-]\d\d-))(?:
      (?P<day>\d{{1,2}})(?:{_SEPARATOR}|।\s?)(?P<month>\d{{1,2}})(?P<mark>{_SEPARATOR}|।\s?)(?P<year>\d{{4,6}}|\d{{2}})
    | (?P<year_first>(?:19|20)\d\d)(?P<dash>[/.-])(?P<month_second>\d{{1,2}})(?P=dash)(?P<day_last>\d{{1,2}})
    )(?!\d|[./]\d|-\d(?!\d?[./]\d{{1,2}}[./]\d))(?:\s?(?:{GREGORIAN_ERA}|(?P<bangla_era>{BANGLA_ERA})))?""",
    re.VERBOSE | re.IGNORECASE,
)
_NAMED = re.compile(
    rf"""(?<!\d)(?<!\d\.)(?<!\A\d\d/)(?<!\D\d\d/)(?P<day>\d{{1,2}}){ORDINAL_END}?\s*(?:[,/.’'-]|of\s)?\s*
    (?:(?P<gregorian>{one_of(GREGORIAN_MONTHS)})|(?P<bangla>{one_of(BANGLA_MONTHS)})|(?P<hijri>{one_of(HIJRI_MONTHS)})){_CASE}
    (?:\s*{BANGLA_ERA})?{_BEFORE_YEAR}{_YEAR}
    (?:\s?(?:{GREGORIAN_ERA}|{BANGLA_ERA}|{HIJRI_ERA}))?""",
    re.VERBOSE | re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})\s?(?:সালের|সনের|খ্রিস্টাব্দের|খ্রিষ্টাব্দের|বঙ্গাব্দের)\s?(?P<day>\d{{1,2}}){ORDINAL_END}?\s*"
    rf"(?:(?P<gregorian>{one_of(GREGORIAN_MONTHS)})|(?P<bangla>{one_of(BANGLA_MONTHS)})){_CASE}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?P<gregorian>{one_of(GREGORIAN_MONTHS)})[.ঃ]?\s+(?P<day>\d{{1,2}}){ORDINAL_END}?\s*,\s*(?P<year>\d{{4}})(?!\d)(?:\s?{GREGORIAN_ERA})?",
    re.IGNORECASE,
)
_DAMAGED = re.compile(
    rf"(?<!\d)(?<!\d\.)(?P<day>\d{{1,2}}){ORDINAL_END}?\s*,?\s*(?P<word>{BANGLA}{{2,14}})\s*,?\s*(?P<year>\d{{4}})(?!\d)"
    rf"(?:\s?(?:{GREGORIAN_ERA}|{BANGLA_ERA}))?"
)
_DIGIT = re.compile(r"\d")
_DAY_LIST = re.compile(rf"(?<![\d./-])(?:\d{{1,2}}{ORDINAL_END}?\s*(?:,|ও|এবং|&|and)\s*){{1,6}}\Z", re.IGNORECASE)
_WORD_DAYS = {"পহেলা": "১", "পয়লা": "১", "দোসরা": "২", "তেসরা": "৩", "চৌঠা": "৪"}
_WORD_DAY = re.compile("|".join(map(clean, _WORD_DAYS)))
_OF_MONTH_BEFORE = re.compile(rf"{one_of(GREGORIAN_MONTHS)}[ঃ.]?\s?[/’'‘`´-]\s?\Z", re.IGNORECASE)
_EARLIEST, _LATEST = 1900, 2100  # years that minutes can speak of as days
_CENTURY_SPLIT = 60  # two-digit years: 60 to 99 are of the twentieth century


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text: `start` and `end` count characters of `clean(text)`."""

    value: date | None  # None where there is no such day, or it is a Hijri or damaged date
    kind: str  # gregorian, bangla, hijri, damaged
    text: str
    start: int
    end: int
    note: str | None = None
    day: int = 0
    year: int = 0
    listed: tuple[int, ...] = ()  # earlier days that share its month: ১২, ১৩ ও ১৪ মে ২০২১


def dates_in(text: str) -> tuple[FoundDate, ...]:
    """Return every date of `text` in order, impossible, Hijri and damaged ones too (value None, with a note).

    >>> [str(found.value) for found in dates_in("২৬ আগস্ট, ২০১৯ খ্রিঃ / ১১ ভাদ্র ১৪২৬; ৩১/০৯/২০২২")]
    ['2019-08-26', '2019-08-26', 'None']
    """
    plain = plain_text(text)
    if _DIGIT.search(plain) is None:  # most sentences
        return ()
    found: list[FoundDate] = []
    taken = bytearray(len(plain))
    for pattern in (_NUMERIC, _YEAR_FIRST, _NAMED, _MONTH_FIRST, _DAMAGED):
        for match in pattern.finditer(plain):
            if (read := _read(match)) and not any(taken[match.start() : match.end()]):
                found.append(read)
                taken[match.start() : match.end()] = b"\1" * len(match[0])
    return tuple(sorted(found, key=lambda read: read.start))


def covered(dates: Iterable[FoundDate], length: int) -> bytearray:
    """Return a mask of a text of `length` characters: 1 where one of `dates` stands."""
    mask = bytearray(length)
    for found in dates:
        mask[found.start : found.end] = b"\1" * (found.end - found.start)
    return mask


def plain_text(text: str) -> str:
    """Return `clean(text)` with ASCII digits, as long as `clean(text)` is: the text that spans of dates count in."""
    plain = clean(text)
    if _WORD_DAY.search(plain):
        for word, digit in _WORD_DAYS.items():
            plain = plain.replace(clean(word), digit.ljust(len(clean(word))))
    return ascii_digits(plain)


def full_year(digits: str) -> int:
    """Return the year of two or four digits: 19 is 2019, 98 is 1998."""
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= _CENTURY_SPLIT else 2000)


def _read(match: re.Match[str]) -> FoundDate | None:
    groups = match.groupdict()
    if groups.get("word"):
        return _damaged(match)
    if re.match(r"\d\d\s?[-–]", match[0]) and _OF_MONTH_BEFORE.search(
        match.string, max(0, match.start() - 20), match.start()
    ):
        return None  # the year of জুলাই/১৯-জুন/২০
    day = int(groups.get("day") or groups["day_last"])
    digits = (groups.get("year") or groups["year_first"]).strip()
    year = full_year(digits)
    if (
        (mark := groups.get("mark"))
        and len(digits) == 2
        and "." in mark
        and not re.fullmatch(r"\d\d\.\d\d\.\d\d.*", match[0])
    ):
        return None  # 2.1.12 is rather a serial
    value: date | None = None
    note = None
    kind = "gregorian"
    if groups.get("hijri"):
        if not 1300 <= year <= 1500:
            return None
        kind, note = "hijri", f"HIJRI:{year}-{hijri_month(groups['hijri']):02}-{day:02}"
    elif (named := groups.get("bangla")) or (groups.get("bangla_era") and year < _EARLIEST):
        kind = "bangla"
        month = bangla_month(named) if named else int(groups["month"])
        value = gregorian_from_bangla(year, month or 0, day) if 1300 <= year <= 1500 else None
    else:
        named = groups.get("gregorian")
        month = gregorian_month(named) if named else int(groups.get("month") or groups["month_second"])
        value = _day(year, month or 0, day)
    if value is None and note is None:
        possible = _EARLIEST <= year <= _LATEST or kind == "bangla"
        note = f"no such day: {match[0].strip()}" if possible else f"no such year: {year}"
    return FoundDate(
        value=value, kind=kind, text=match[0], start=match.start(), end=match.end(), note=note, day=day, year=year,
        listed=_listed(match),
    )  # fmt: skip


def _listed(match: re.Match[str]) -> tuple[int, ...]:
    if not match.groupdict().get("gregorian"):
        return ()
    days = _DAY_LIST.search(match.string, max(0, match.start() - 60), match.start())
    listed = tuple(int(day) for day in re.findall(r"\d+", days[0])) if days else ()
    return listed if all(one < other for one, other in pairwise((*listed, int(match["day"])))) else ()


def _damaged(match: re.Match[str]) -> FoundDate | None:
    year, day, word = int(match["year"]), int(match["day"]), match["word"]
    if not (1 <= day <= 32 and (1300 <= year <= 1500 or 1950 <= year <= 2100)) or word in _NO_MONTH:
        return None
    note = f"no month is called {word}"
    return FoundDate(
        value=None, kind="damaged", text=match[0], start=match.start(), end=match.end(), note=note, day=day, year=year
    )


_NO_MONTH = frozenset(
    map(clean, ("জন", "টি", "নং", "হতে", "থেকে", "হইতে", "এবং", "সাল", "সালে", "তারিখ", "জুলাই", "দিন", "টাকা", "মাস", "ইং"))
)


def _day(year: int, month: int, day: int) -> date | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
