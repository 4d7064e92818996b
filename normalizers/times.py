"""Times of day, with the parts of the day Bangla names them by, on the 24-hour clock."""

import re
from dataclasses import dataclass
from itertools import pairwise

from normalizers.digits import ascii_digits
from normalizers.letters import nfc
from normalizers.number_words import UNITS
from normalizers.text import BANGLA, clean, fold

_PARTS = {
    "morning": "ভোর|প্রত্যু[ষস]ে?|সকাল|পূর্বাহ্[নণ]",
    "late": "বেলা",
    "noon": "দুপুর|মধ্যাহ্[নণ]",
    "afternoon": "বিকা?ে?ল|অপরাহ্[নণ]",
    "evening": "সন্ধ্যা|সন্ধা",
    "night": "রাত(?:্র(?:ি)?)?|দিবাগত\\s+রাত|মধ্যরাত",
}
_HOUR_WORDS = sorted({word for word, value in UNITS.items() if 1 <= value <= 12}, key=len, reverse=True)
_PART = "|".join(f"(?P<{name}>{nfc(words)})" for name, words in _PARTS.items())
_UNIT = nfc(
    rf"(?:ঘটিকা(?:র|য়|তে)?|ঘটিকার\s+সময়|টা(?:র|য়|তে|ই)?|ঘ[ঃ:.]|মি(?:নিট|ঃ|:|\.)?(?:ে|এ)?|hrs?|hours)(?!{BANGLA}|[a-z])"
)
_MINUTES = r"মি(?:নিট|ঃ|:|\.)?"
_MERIDIEM = rf"(?P<meridiem>(?:এ|পি)[.\s]?\s?এম\.?|[ap]\.?m\.?)(?!{BANGLA}|[a-z])"
_FRACTION = nfc("সাড়ে|পৌনে|সোয়া|সওয়া")
_TIME = re.compile(
    rf"""(?:(?<!{BANGLA})(?:{_PART})(?:ে|র|ের|এ)?(?!{BANGLA})\s*(?:[:ঃ–-]+|বেলা)?\s*)?
    (?:(?P<fraction>{_FRACTION})\s*)?
    (?:(?<![\d.:/,])(?:(?<!\d-)|(?<=[.:]\d\d-))(?P<hour>\d{{1,2}})(?!\d|/)
        (?:\s?(?P<mark>[.:ঃ-])\s?(?P<minute>\d{{2}})(?![\d./:]|-(?!\s?\d{{1,2}}[.:]\d\d)))?
      |(?<!{BANGLA})(?P<word>{BANGLA}{{2,8}}?)(?=\s?(?:টা|ঘটিকা)))
    \s*(?:(?P<unit>{_UNIT})(?:\s*(?P<after>\d{{1,2}}|{BANGLA}{{2,10}})\s*{_MINUTES})?)?(?:\s*{_MERIDIEM})?""",
    re.VERBOSE | re.IGNORECASE,
)
_PART_BEHIND = re.compile(rf"\s*[(\[]\s*(?:{_PART})ে?\s*[)\]]")  # ৩.০০ ঘটিকা (অপরাহ্ন)
_TO = re.compile(r"\s*(?:হতে|হইতে|থেকে|থেকে|-|–|to)\s*", re.IGNORECASE)
_BARE_RANGE = re.compile(
    r"\s*(0?[7-9]|1\d|2[0-3])[:.]([0-5]\d)\s*(?:হতে|থেকে|-|–|to)\s*(0?[7-9]|1\d|2[0-3])[:.]([0-5]\d)\s*।?\s*",
    re.IGNORECASE,
)
_BARE = re.compile(r"\s*(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?\s*।?\s*")
_QUARTERS = {"00", "15", "30", "45"}


def parse_time(text: str) -> str | None:
    """Return the first time of day in `text`, "HH:MM"; the start of a range.

    None where there is none, where it is impossible, and where the half of the day stays open (৩টা).

    >>> parse_time("দুপুর ১:৩০ টায়"), parse_time("বেলা ২.৩০ ঘটিকায়"), parse_time("রাত ১২টায়"), parse_time("সাড়ে দশটায়")
    ('13:30', '14:30', '00:00', '10:30')
    >>> parse_time("সকাল ১১.০০ হতে ১২.০০ ঘটিকা পর্যন্ত"), parse_time("বাদ আসর"), parse_time("১০ টাকা")
    ('11:00', None, None)
    """
    times = _times(text)
    return times[0].clock if times else None


def parse_time_range(text: str) -> tuple[str, str] | None:
    """Return both ends of a range of times; one that goes past midnight must name the part of the day it ends in.

    >>> parse_time_range("সকাল ঃ ১১.০০ হতে ১২.০০ ঘটিকা পর্যন্ত"), parse_time_range("রাত ১০টা হতে ভোর ৬টা")
    (('11:00', '12:00'), ('22:00', '06:00'))
    """
    plain = _plain(text)
    for first, last in pairwise(_times(text)):
        if _TO.fullmatch(plain, first.end, last.start):
            in_order = first.clock < last.clock or (first.clock != last.clock and last.part is not None)
            return (first.clock, last.clock) if in_order else None
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    clock: str
    start: int
    end: int
    part: str | None  # of the day, in words or as a.m. and p.m.


def _plain(text: str) -> str:
    return ascii_digits(clean(text))


def _times(text: str) -> list[_Time]:
    plain = _plain(text)
    if bare := _bare(plain):
        return bare
    found: list[_Time] = []
    matches = list(_TIME.finditer(plain))
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        told_in = match if any(match[name] for name in _PARTS) else _PART_BEHIND.match(plain, match.end())
        part = next((name for name in _PARTS if told_in and told_in[name]), None)
        joined = following is not None and _TO.fullmatch(plain, match.end(), following.start())
        told = part or match["unit"] or match["meridiem"] or (joined and following is not None and following["unit"])
        after_time = found and _TO.fullmatch(plain, found[-1].end, match.start())
        told = told or (after_time and match["minute"])
        if told and (clock := _read(match, part, found[-1].clock if after_time else None)):
            found.append(_Time(clock=clock, start=match.start(), end=match.end(), part=part or match["meridiem"]))
    return found


def _bare(plain: str) -> list[_Time]:
    """The times of a text that is digits alone: only hours that no half of the day can make another."""
    if both := _BARE_RANGE.fullmatch(plain):
        first, last = f"{int(both[1]):02}:{both[2]}", f"{int(both[3]):02}:{both[4]}"
        return [
            _Time(clock=first, start=0, end=both.end(2), part=None),
            _Time(clock=last, start=both.start(3), end=len(plain), part=None),
        ]
    if (one := _BARE.fullmatch(plain)) and (int(one["hour"]) >= 7 or int(one["hour"]) == 0):
        return [_Time(clock=f"{int(one['hour']):02}:{one['minute']}", start=0, end=len(plain), part=None)]
    return []


def _read(match: re.Match[str], part: str | None, since: str | None) -> str | None:
    hour = _hour(match)
    unit = match["unit"] or ""
    if hour is None or (unit.startswith("মি") and match["minute"] is None):
        return None
    minute = match["minute"] or _minutes_after(match["after"] or "0")
    if minute is None:
        return None
    if match["mark"] == "-" and match["minute"] not in _QUARTERS:
        return None  # ১২-০২ টা may be from twelve to two
    minutes = hour[0] * 60 + int(minute) + hour[1]
    if int(minute) > 59 or minutes >= 24 * 60 or (hour[1] and match["minute"]):
        return None
    clock = _on_24_hours(minutes, part or _meridiem(match["meridiem"]), since)
    return None if clock is None else f"{clock // 60:02}:{clock % 60:02}"


def _minutes_after(told: str) -> str | None:
    """The minutes of "১০টা ৩০ মিনিট", in digits or in a word."""
    return told if told.isdigit() else str(UNITS[fold(told)]) if fold(told) in UNITS else None


def _hour(match: re.Match[str]) -> tuple[int, int] | None:
    """The hour and the minutes a fraction adds to it."""
    extra = {"সা": 30, "পৌ": -15, "সো": 15, "সও": 15}.get((match["fraction"] or "")[:2], 0)
    if match["hour"]:
        return int(match["hour"]), extra
    key = fold(match["word"])
    if key == fold("দেড়"):
        return 1, 30
    if key == fold("আড়াই"):
        return 2, 30
    return (UNITS[key], extra) if key in _HOUR_WORDS else None


def _meridiem(text: str | None) -> str | None:
    return None if text is None else ("am" if text[0] in "এaA" else "pm")


def _on_24_hours(minutes: int, part: str | None, since: str | None) -> int | None:
    hour = minutes // 60
    if hour >= 13 or (hour == 0 and minutes < 45):
        return minutes if part not in ("morning", "am") or hour == 0 else None
    noon = minutes + 12 * 60 if hour < 12 else minutes
    match part:
        case "morning":
            return minutes
        case "late" | "noon":
            return minutes if hour >= 7 else noon
        case "afternoon" | "evening" | "pm":
            return noon
        case "night":
            return minutes - 12 * 60 if hour == 12 else (minutes if hour < 6 else noon)
        case "am":
            return minutes - 12 * 60 if hour == 12 else minutes
        case _ if hour >= 7:
            return minutes
        case _ if since:  # সকাল ১১টা হতে ১টা: the first such time after the start
            return noon if f"{minutes // 60:02}:{minutes % 60:02}" <= since else minutes
        case _:
            return None
