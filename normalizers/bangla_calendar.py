"""The Bangla calendar of Bangladesh, before and after its change of 1426 (October 2019)."""

from datetime import date, timedelta

# Both eras begin the year on 14 April. Until 15 October 2019 months 1-5 had 31 days, 6-12 had 30, and Falgun 31 in leap
# years; from 1426 months 1-6 have 31, Falgun 29 (30 in leap years), the rest 30. Bangla Academy's reform as told by
# bdnews24, 16 October 2019. The eras meet without a gap: they differ only from 16 October to 14 March.
_REFORM_YEAR = 1426
_YEAR_OFFSET = 593
_FALGUN = 11


def gregorian_from_bangla(year: int, month: int, day: int) -> date | None:
    """Return the day of a Bangla date, by the rule of its own era; None where that month has no such day.

    >>> gregorian_from_bangla(1426, 5, 11)
    datetime.date(2019, 8, 26)
    >>> gregorian_from_bangla(1425, 11, 9), gregorian_from_bangla(1431, 11, 8)
    (datetime.date(2019, 2, 21), datetime.date(2025, 2, 21))
    >>> gregorian_from_bangla(1427, 11, 30) is None
    True
    """
    if not (1 <= year <= 9000 and 1 <= month <= 12):
        return None
    lengths = _month_lengths(year)
    if not 1 <= day <= lengths[month - 1]:
        return None
    return date(year + _YEAR_OFFSET, 4, 14) + timedelta(days=sum(lengths[: month - 1]) + day - 1)


def bangla_from_gregorian(day: date) -> tuple[int, int, int]:
    """Return year, month and day of `day` in the Bangla calendar of its time.

    >>> bangla_from_gregorian(date(2019, 8, 26))
    (1426, 5, 11)
    """
    year = day.year - _YEAR_OFFSET - (day < date(day.year, 4, 14))
    left = (day - date(year + _YEAR_OFFSET, 4, 14)).days if year + _YEAR_OFFSET >= 1 else 0
    month = 1
    for length in _month_lengths(year):
        if left < length:
            break
        left -= length
        month += 1
    return year, month, left + 1


def _month_lengths(year: int) -> list[int]:
    spring = year + _YEAR_OFFSET + 1  # Falgun lies in the next Gregorian year
    leap = spring % 4 == 0 and (spring % 100 != 0 or spring % 400 == 0)
    if year < _REFORM_YEAR:
        lengths = [31] * 5 + [30] * 7
        lengths[_FALGUN - 1] = 30 + leap
    else:
        lengths = [31] * 6 + [30] * 6
        lengths[_FALGUN - 1] = 29 + leap
    return lengths
