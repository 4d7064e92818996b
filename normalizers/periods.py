"""Months, fiscal years and ranges: stretches of time that are no single day."""

import re
from datetime import date, timedelta
from itertools import pairwise

from normalizers.bangla_calendar import bangla_from_gregorian, gregorian_from_bangla
from normalizers.date_spans import covered, dates_in, full_year, plain_text
from normalizers.date_words import BANGLA_ERA, GREGORIAN_ERA, GREGORIAN_MONTHS, ORDINAL_END, gregorian_month, one_of
from normalizers.text import BANGLA

_EDGE = f"(?![a-z]|{BANGLA})"
_TO = r"(?:হতে|হইতে|থেকে|থেকে|to|-|–|—|~)"
_MONTH = rf"(?<![a-z]|{BANGLA})(?P<month>{one_of(GREGORIAN_MONTHS)})(?:ের|র|ে)?[ঃ:.]?{_EDGE}"
_MONTH_YEAR = re.compile(
    rf"{_MONTH}\s?(?:মাস\s?)?[,/.’'‘`´:–-]{{0,2}}\s*"
    rf"(?P<year>(?:19|20)\d\d(?!\d)|(?<=[/.’'‘`´–-])\s?\d{{2}}(?![\d:.])|(?<=[/.’'‘`´–-]\s)\d{{2}}(?![\d:.]))"
    rf"(?!\s?(?:তারিখ|শে|,\s?\d{{4}}))(?:\s?{GREGORIAN_ERA})?",  # Aug. 25, 2019
    re.IGNORECASE,
)
_YEAR_MONTH = re.compile(rf"(?P<year>(?:19|20)\d\d)\s?(?:সালের|সনের)\s?{_MONTH}", re.IGNORECASE)
_NUMERIC_MONTH = re.compile(
    r"\D*?(?:[._…\s-]{2,}[/-]\s?)?(?<!\d)(?P<month>0?[1-9]|1[0-2])\s?[/-]\s?(?P<year>(?:19|20)\d\d)(?!\d)\D*"
)
_CELL = 80  # characters: a month in digits is one only where it stands alone
_ISO_MONTH = re.compile(r"\s*(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])\s*")
_MONTH_RANGE = re.compile(
    rf"(?<!{BANGLA})(?P<first>{one_of(GREGORIAN_MONTHS)})[ঃ.]?\s?(?:[,/’'-]?\s?(?P<year>\d{{4}}|(?<=[/’'-])\d{{2}}))?(?:\s?{GREGORIAN_ERA})?"
    rf"(?:\s?মাস)?\s*{_TO}\s*(?P<last>{one_of(GREGORIAN_MONTHS)})[ঃ.]?\s?[,/’'-]?\s?(?P<last_year>\d{{4}}|(?<=[/’'-])\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_LIST = re.compile(
    rf"(?<!{BANGLA})((?:(?:{one_of(GREGORIAN_MONTHS)})[ঃ.]?\s*(?:,|ও|এবং|&|and)\s*){{1,11}})(?P<last>{one_of(GREGORIAN_MONTHS)})[ঃ.]?\s?"
    rf"[,/’'-]?\s?(?P<year>\d{{4}}|(?<=[/’'-])\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_DAYS_OF_MONTH = re.compile(
    rf"(?<![\d./-])(?P<day>\d{{1,2}}){ORDINAL_END}?\s*(?:(?P<month>{one_of(GREGORIAN_MONTHS)})\s*)?{_TO}\s*\Z",
    re.IGNORECASE,
)
_BETWEEN_DATES = re.compile(rf"\s*(?:তারিখ)?\s*{_TO}\s*(?:তারিখ)?\s*", re.IGNORECASE)
_FISCAL_WORD = r"(?:অর্থ\s*-?\s*(?:বছর|বৎসর|সাল|সন)|অর্থবর্ষ|fiscal year|financial year|\bfy(?=\d|\b))"
_YEARS = rf"(?<![\d/-])(?P<{{0}}>(?:19|20)\d\d|\d\d)\s?(?:ইং|খ্রিঃ|খ্রি\.)?\s?[-–—/]\s?(?P<{{1}}>(?:19|20)\d\d|\d\d)(?![\d/-])\s?(?:{GREGORIAN_ERA})?"
_FISCAL = re.compile(
    rf"{_YEARS.format('first', 'last')}\s*{_FISCAL_WORD}|{_FISCAL_WORD}[\sঃ:-]*{_YEARS.format('first_after', 'last_after')}",
    re.IGNORECASE,
)
_YEAR = re.compile(rf"\s*(?P<year>(?:19|20)\d\d)(?:\s?{GREGORIAN_ERA}){{1,2}}\s*।?\s*")
_BANGLA_YEAR = re.compile(
    rf"\s*(?P<year>1[34]\d\d)\s?(?:(?:{BANGLA_ERA})\s?(?:সাল|সন)?|(?<=1[34][0-3]\d)\s?(?:সাল|সন))(?:ের|ে)?\s*।?\s*"
)  # later years that bear no era may be Hijri
_TWO_YEARS = re.compile(rf"\s*{_YEARS.format('first', 'last')}\s*।?\s*", re.IGNORECASE)


def parse_month(text: str) -> str | None:
    """Return the one month that `text` names, "YYYY-MM"; None where it names none or several.

    A day counts as its month only where no month stands alone.

    >>> parse_month("অক্টোবর/২০"), parse_month("মে, ২০২২ খ্রি. মাসের সভা"), parse_month("Oct-20")
    ('2020-10', '2022-05', '2020-10')
    >>> parse_month("জুলাই-সেপ্টেম্বর ২০১৯") is None
    True
    """
    plain = plain_text(text)
    if month_range(text) or date_range(text) or month_list(text):
        return None
    dates = dates_in(text)
    days = covered(dates, len(plain))
    months = {
        f"{full_year(match['year'].strip())}-{gregorian_month(match['month']):02}"
        for pattern in (_MONTH_YEAR, _YEAR_MONTH)
        for match in pattern.finditer(plain)
        if not any(days[match.start() : match.end()])
    }
    if not months and len(plain) <= _CELL and (match := _NUMERIC_MONTH.fullmatch(plain) or _ISO_MONTH.fullmatch(plain)):
        months = {f"{match['year']}-{int(match['month']):02}"}
    if not months and not any(found.value is None for found in dates):
        months = {f"{found.value:%Y-%m}" for found in dates if found.kind == "gregorian"}
    return months.pop() if len(months) == 1 else None


def parse_fiscal_year(text: str) -> tuple[date, date] | None:
    """Return first and last day of the one fiscal year (July to June) that `text` names.

    None without the word অর্থবছর, or where the years do not follow each other.

    >>> parse_fiscal_year("২০২০-২১ অর্থ-বছর")
    (datetime.date(2020, 7, 1), datetime.date(2021, 6, 30))
    >>> parse_fiscal_year("২০১৯-২০"), parse_fiscal_year("২০১১-২০১৩ অর্থবছর")
    (None, None)
    """
    found = set()
    for match in _FISCAL.finditer(plain_text(text)):
        first = full_year(match["first"] or match["first_after"])
        last = match["last"] or match["last_after"]
        if (full_year(last) if len(last) == 4 else first - first % 100 + int(last) + 100 * (last == "00")) == first + 1:
            found.add(first)
    if len(found) != 1:
        return None
    first = found.pop()
    return date(first, 7, 1), date(first + 1, 6, 30)


def date_range(text: str) -> tuple[date, date] | None:
    """Return the first and last day of the range that `text` names with both ends.

    >>> date_range("২৫ থেকে ২৭ আগস্ট ২০১৯")
    (datetime.date(2019, 8, 25), datetime.date(2019, 8, 27))
    """
    plain = plain_text(text)
    dates = dates_in(text)
    for first, last in pairwise(dates):
        if (
            first.value
            and last.value
            and first.kind == last.kind
            and _BETWEEN_DATES.fullmatch(plain, first.end, last.start)
        ):
            return (first.value, last.value) if first.value < last.value else None
    for last in dates:
        start = _DAYS_OF_MONTH.search(plain, max(0, last.start - 60), last.start) if last.value else None
        if last.value and start:
            day = _first_day(start, last.value, last.kind)
            return (day, last.value) if day and day < last.value else None
    return None


def _first_day(start: re.Match[str], last: date, kind: str) -> date | None:
    """The day "২৫" or "২৫ আগস্ট" that stands before the last day of a range."""
    if kind == "bangla":
        year, month, _ = bangla_from_gregorian(last)
        return None if start["month"] else gregorian_from_bangla(year, month, int(start["day"]))
    month = (gregorian_month(start["month"]) or 0) if start["month"] else last.month
    try:
        return date(last.year - (month > last.month), month, int(start["day"]))
    except ValueError:
        return None


def month_range(text: str) -> tuple[str, str] | None:
    """Return the first and last month, each "YYYY-MM", of a range of months.

    >>> month_range("জুলাই/১৯ হতে জুন/২০"), month_range("জুলাই-সেপ্টেম্বর ২০১৯")
    (('2019-07', '2020-06'), ('2019-07', '2019-09'))
    """
    match = _MONTH_RANGE.search(plain_text(text))
    if not match:
        return None
    last_year = full_year(match["last_year"])
    first, last = gregorian_month(match["first"]) or 0, gregorian_month(match["last"]) or 0
    year = full_year(match["year"]) if match["year"] else last_year - (first > last)
    ends = f"{year}-{first:02}", f"{last_year}-{last:02}"
    return ends if ends[0] < ends[1] else None


def month_list(text: str) -> tuple[str, ...]:
    """Return the months, each "YYYY-MM", of a list that shares one year; empty where `text` holds none.

    >>> month_list("মার্চ ও এপ্রিল ২০২১"), month_list("এপ্রিল ২০২১")
    (('2021-03', '2021-04'), ())
    """
    match = _MONTH_LIST.search(plain_text(text))
    if not match:
        return ()
    names = [*re.split(r"[ঃ.]?\s*(?:,|ও|এবং|&|and)\s*", match[1].strip())[:-1], match["last"]]
    months = [gregorian_month(name) or 0 for name in names]
    if any(first >= last for first, last in pairwise(months)):
        return ()
    return tuple(f"{full_year(match['year'])}-{month:02}" for month in months)


def year_of(text: str) -> tuple[str | None, str] | None:
    """Return value and kind of a text that is a year and nothing else; None where it is none.

    >>> year_of("২০২০ সাল"), year_of("১৪২৬ বঙ্গাব্দ"), year_of("২০১৯-২০")
    (('2020', 'year'), ('2019-04-14/2020-04-13', 'bangla-year'), (None, 'ambiguous'))
    """
    plain = plain_text(text)
    if match := _YEAR.fullmatch(plain):
        return match["year"], "year"
    if match := _BANGLA_YEAR.fullmatch(plain):
        first = gregorian_from_bangla(int(match["year"]), 1, 1)
        after = gregorian_from_bangla(int(match["year"]) + 1, 1, 1)
        return (f"{first}/{after - timedelta(days=1)}", "bangla-year") if first and after else None
    return (None, "ambiguous") if _TWO_YEARS.fullmatch(plain) else None
