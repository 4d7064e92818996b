"""What one string becomes: `siddhanto parse KIND`, for people who wonder, and for scoring.

A value is written as the tables write it: ISO dates, YYYY-MM for months, YYYY for a year, HH:MM for times, `a/b` for ranges
and fiscal years, `a;b` for several; null where the string is not understood or not possible.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from normalizers.bijoy import unicode_from_bijoy
from normalizers.committees import committee_key, committee_of
from normalizers.dates import find_dates, parse_any
from normalizers.deadlines import find_deadline, parse_deadline
from normalizers.digits import ascii_digits
from normalizers.implementers import split_implementers
from normalizers.memos import parse_memo
from normalizers.money import parse_money, parse_percent
from normalizers.numbers import parse_number
from normalizers.offices import office_key
from normalizers.places import find_places
from normalizers.residue import repair_residue
from normalizers.text import clean
from normalizers.times import parse_time, parse_time_range

Parsed = tuple[str | None, str, str | None]  # value, kind of value, note


def parse(kind: str, text: str, meeting_date: date | None = None) -> dict[str, str | None]:
    """Return `text`, the value it has as a `kind` of KINDS, what sort of value that is, and a note where there is one."""
    value, found, note = KINDS[kind](text, meeting_date)
    return {"text": text, "value": value, "kind": found, "note": note}


def _plain(kind: str, normalize: Callable[[str], str]) -> Callable[[str, date | None], Parsed]:
    return lambda text, _: (normalize(text), kind, None)


def _amount(kind: str, understand: Callable[[str], Decimal | None]) -> Callable[[str, date | None], Parsed]:
    def parsed(text: str, _: date | None) -> Parsed:
        value = understand(text)
        return (None if value is None else _decimal(value)), kind, None

    return parsed


def _decimal(value: Decimal) -> str:
    """Digits without exponent or idle zeros: 525000, 12.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(text: str, _: date | None) -> Parsed:
    return parse_any(text)


def _dates(text: str, _: date | None) -> Parsed:
    values = [found.value.isoformat() for found in find_dates(text) if found.value]
    return ";".join(values) or None, "dates", None


def _deadline(text: str, meeting_date: date | None) -> Parsed:
    found = parse_deadline(text, meeting_date) or find_deadline(text, meeting_date)
    if found is None:
        return None, "deadline", None
    return (found.value.isoformat() if found.value else None), found.kind or "deadline", None


def _time(text: str, _: date | None) -> Parsed:
    if ends := parse_time_range(text):
        return f"{ends[0]}/{ends[1]}", "range", None
    return parse_time(text), "time", None


def _memo(text: str, _: date | None) -> Parsed:
    found = parse_memo(text)
    if found is None:
        return None, "memo", None
    return found.number, "memo", found.form


def _place(text: str, _: date | None) -> Parsed:
    found = find_places([text], None)
    parts = [part for part in (found.division, found.district, found.upazila, found.union) if part]
    return "/".join(parts) or None, "place", found.code


def _office(text: str, _: date | None) -> Parsed:
    return office_key(text), "office", None


def _committee(text: str, _: date | None) -> Parsed:
    found = committee_of(text)
    return found, "committee", committee_key(found) if found else None


def _implementers(text: str, _: date | None) -> Parsed:
    return ";".join(split_implementers(text)) or None, "implementers", None


KINDS: dict[str, Callable[[str, date | None], Parsed]] = {
    "text": _plain("text", clean),
    "bijoy": _plain("bijoy", unicode_from_bijoy),
    "residue": _plain("residue", repair_residue),
    "digits": _plain("digits", ascii_digits),
    "number": _amount("number", parse_number),
    "money": _amount("money", parse_money),
    "percent": _amount("percent", parse_percent),
    "date": _date,
    "dates": _dates,
    "deadline": _deadline,
    "time": _time,
    "memo": _memo,
    "place": _place,
    "office": _office,
    "committee": _committee,
    "implementers": _implementers,
}
