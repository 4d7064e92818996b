"""Deadlines: by when a decision is to be done, in a column of its own or in the decision's words."""

import re
from dataclasses import dataclass
from datetime import date

from normalizers.date_spans import covered, dates_in, plain_text
from normalizers.date_words import GREGORIAN_MONTHS, HIJRI_MONTHS, ORDINAL_END, RECENT, gregorian_month, one_of
from normalizers.letters import nfc
from normalizers.periods import parse_fiscal_year
from normalizers.relative import DAY_OF_MONTH, MONTH_DAY, MONTH_END, PERIOD, Period, day_after, day_in_month, period_of
from normalizers.text import BANGLA, clean

_WITHIN = rf"(?:মধ্যে|মধ্যেই|নাগাদ|ভিতর(?:ে)?|ভেতর(?:ে)?|অভ্যন্তরে)(?!{BANGLA})"
_BEFORE = rf"(?:পূর্বে|পূর্বেই|আগে|আগেই)(?!{BANGLA})"
_AFTER_DATE = re.compile(
    nfc(
        rf"[\s,।.\-–]{{0,3}}(?:রোজ\s)?(?:\(?{BANGLA}{{2,9}}\s?বার\)?[\s,]*)?(?:সাল(?:ের)?\s*)?(?:তারিখ(?:ের)?|ের|র)?[\s-]*(?:এর|র)?\s*"
        rf"(?:(?:সকাল|দুপুর|বেলা|বিকাল|বিকেল|সন্ধ্যা|রাত)?\s*\d{{1,2}}(?:[.:]\d{{2}})?\s*(?:টার|টা|ঘটিকার|ঘটিকা|মিনিটের)\s*)?"
        rf"(?:(?P<within>{_WITHIN})|(?P<before>{_BEFORE}))"
    )
)
_AFTER_PERIOD = re.compile(rf"[\s-]*(?:এর\s*)?(?:{_WITHIN})")
_DAY_MONTH = re.compile(
    rf"(?<![\d/.-])(?P<day>\d{{1,2}}){ORDINAL_END}?\s*(?P<month>{one_of(GREGORIAN_MONTHS)})(?:ের|র)?(?!{BANGLA}|\s?[,/’'-]?\s?\d)"
)
_MONTH_DAY = re.compile(
    rf"(?<!{BANGLA})(?P<month>{one_of(GREGORIAN_MONTHS)})(?:[\s,/’'-]*(?P<year>\d{{4}}))?(?:ের|র)?\s*(?:মাসের\s*)?(?P<day>\d{{1,2}})\s*{ORDINAL_END}?\s*(?=তারিখ)"
)
_BARE_MONTH = re.compile(rf"(?<!{BANGLA})(?:{one_of((*GREGORIAN_MONTHS, *HIJRI_MONTHS))})(?:ের|র)?(?!{BANGLA})")
_HIJRI_MONTH = re.compile(rf"(?<!{BANGLA}){one_of(HIJRI_MONTHS)}")
_MEETING = re.compile(
    rf"(?<!{BANGLA})(?:আগামী|পরবর্তী)\s+(?:মাসিক\s+|সমন্বয়\s+|মাসের\s+)?(?:সভা|মিটিং|বৈঠক)(?:র|য়|ের|ে|তে)?".replace(
        "য়", nfc("য়")
    )
)
_MEETING_BOUND = re.compile(rf"\s*(?:{_WITHIN}|{_BEFORE})")
_CONTINUOUS = re.compile(
    rf"(?<!{BANGLA})(?:অব্যাহত|চলমান|নিয়মিত|সার্বক্ষণিক|সারা\s?ব(?:ছর|ৎসর)|বছর\s?ব্যাপী|বছরব্যাপী|অবিরত|প্রতি\s?(?:মাস|সপ্তাহ|দিন)|প্রতিদিন|দৈনিক|সর্বদা)".replace(
        "য়", nfc("য়")
    )
)
_EVERY = re.compile(rf"\s*(?:পর\s?পর|অন্তর)(?!{BANGLA})")  # ১৫ দিন পর পর: again and again
_WEEK_OF_MONTH = re.compile(rf"\s*{BANGLA}+\s+সপ্তাহ")
_GOES_ON = re.compile(r"অব্যাহত\s+(?:রাখ|থাক)")
_ENGLISH_PERIOD = re.compile(
    r"(?<![a-z\d./-])(?P<within>within\s+(?:the\s+)?(?:next\s+)?)?(?P<count>\d{1,3}|[a-z]{3,9})\s*(?:\([^()]{1,20}\)\s*)?"
    r"(?:(?P<working_days>(?:working|business|office)\s+days?)|(?P<days>days?)|(?P<weeks>weeks?)|(?P<months>months?))(?![a-z])",
    re.IGNORECASE,
)
_ENGLISH_COUNTS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "fifteen": 15,
}
_ENGLISH_EVENT = re.compile(r"\s+(?:of|from|after)\s+(?!(?:the|this) meeting|today)", re.IGNORECASE)
_ENGLISH_BOUND = re.compile(
    r"(?<![a-z])(?:within|by|before|no(?:t)? later than|on or before|until)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_ENGLISH_MEETING = re.compile(r"(?<![a-z])(?:next|upcoming|following)\s+meeting(?![a-z])", re.IGNORECASE)
_ENGLISH_CONTINUOUS = re.compile(
    r"(?<![a-z])(?:continuous|continuing|on-?\s?going|regular|round the year|throughout the year|always)", re.IGNORECASE
)
_START = re.compile(nfc(rf"[\s,]*(?:খ্রি[ঃ:.]?)?\s*(?:তারিখ\s*)?(?:হতে|হইতে|থেকে|থেকে)(?!{BANGLA})"))
_RECURRING = re.compile(rf"(?<!{BANGLA})(?:প্রতি|প্রত্যেক)\s?(?:মাস|সপ্তাহ|বছর|বৎসর|দিন|ত্রৈমাসিক)")

# What stands before a period that runs from an event of its subject, not from the meeting.
_FROM_NOW = re.compile(nfc(rf"(?<!{BANGLA})(?:আগামী|অদ্য|আজ|এখন|সভার?|অনুষ্ঠানের)(?!{BANGLA})[^।;,]{{0,25}}\Z"))
_FROM_EVENT = re.compile(
    nfc(
        rf"(?:(?<!{BANGLA})(?:প্রতি|গত|বিগত|প্রথম|শেষ)|{BANGLA}+(?<!দ)(?<!ফ)ের|{BANGLA}*(?:এর|য়ের|ওয়ার|নোর)"
        rf"|(?:জন্ম|মৃত্যু|প্রাপ্তি|ঘটনা|জারি|ইস্যু|সমাপ্তি|করা|কেনা|শুরু|ভর্তি|শিশু|বন্যা|দুর্ঘটনা|পাওনা|চিঠি)র"
        rf"|(?<!{BANGLA})(?:পর|পরে|হতে|হইতে|থেকে|থেকে)|(?:পর|পরবর্তী)(?:\s+পরবর্তী)?)\s*\Z"
    )
)
_OF_SUBJECT = re.compile(
    nfc(
        rf"\s*(?:যারা\s|যে\sসকল\s)?(?:{BANGLA}+\s){{0,1}}?(?:জন্মগ্রহণ|জন্ম\sনেওয়া|জমাকৃত|দাখিলকৃত|প্রাপ্ত(?!{BANGLA})|আবেদনকৃত|মৃত্যুবরণ|সম্পাদিত|অনুষ্ঠিত)"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """By when something is to be done."""

    value: date | None  # None for a bound that no calendar day can stand for, or without the day it counts from
    kind: str | None  # date, days, working_days, month_end, next_meeting, continuous; None: a bound of none of these
    text: str  # the words that say so


def parse_deadline(text: str, meeting_date: date | None) -> Deadline | None:
    """Return the deadline that a cell of a column of deadlines holds, None where it holds none.

    Days count from the day after the meeting; working days leave out Friday and Saturday; bare months, Hijri dates and
    the next meeting have no value (the annotation rules of the project).

    >>> held = date(2024, 4, 25)
    >>> parse_deadline("৩১ বৈশাখ ১৪৩১ বঙ্গাব্দ", held).value, parse_deadline("০৫ কার্যদিবস", held).value
    (datetime.date(2024, 5, 14), datetime.date(2024, 5, 2))
    >>> parse_deadline("আগামী সভার পূর্বে", held)
    Deadline(value=None, kind='next_meeting', text='আগামী সভার পূর্বে')
    """
    plain = plain_text(text)
    whole = " ".join(clean(text).split())
    if not whole:
        return None
    if found := _within(text, meeting_date):
        return Deadline(value=found.value, kind=found.kind, text=whole)
    if _MEETING.search(plain) or _ENGLISH_MEETING.search(plain):
        return Deadline(value=None, kind="next_meeting", text=whole)
    if _CONTINUOUS.search(plain) or _ENGLISH_CONTINUOUS.search(plain):
        return Deadline(value=None, kind="continuous", text=whole)
    value, kind = _cell_value(text, plain, meeting_date)
    return Deadline(value=value, kind=kind, text=whole) if kind else None


def find_deadline(text: str, meeting_date: date | None) -> Deadline | None:
    """Return what bounds the doing of a decision in its own words, None where nothing does.

    Not taken: a period of its subject, a start, the day of an event, a fiscal year, what has passed.

    >>> held = date(2023, 3, 29)
    >>> find_deadline("তালিকা আগামী ০৫ কার্যদিবসের মধ্যে প্রেরণ করতে হবে।", held)
    Deadline(value=datetime.date(2023, 4, 5), kind='working_days', text='০৫ কার্যদিবসের মধ্যে')
    >>> find_deadline("জন্মের ৪৫ দিনের মধ্যে নিবন্ধন করতে হবে।", held) is None
    True
    >>> find_deadline("২৮ রমজান পর্যন্ত চালু রাখতে হবে।", held) is None
    True
    """
    if found := _within(text, meeting_date):
        return found
    plain, shown = plain_text(text), clean(text)
    for match in _MEETING.finditer(plain):
        if bound := _MEETING_BOUND.match(plain, match.end()):
            return Deadline(value=None, kind="next_meeting", text=shown[match.start() : bound.end()])
    if goes_on := _GOES_ON.search(plain):
        return Deadline(value=None, kind="continuous", text=goes_on[0])
    return None


def _within(text: str, held: date | None) -> Deadline | None:
    """The first bound of `text` that says so (মধ্যে, নাগাদ, পূর্বে), one with a value before one without."""
    plain, shown = plain_text(text), clean(text)
    bounds = [*_dates(text, plain, shown, held), *_days_of_months(plain, shown, held), *_periods(plain, shown, held)]
    bounds += _english_periods(plain, shown, held)
    bounds.sort(key=lambda bound: bound[0])
    deadlines = [deadline for _, deadline in bounds]
    return next((deadline for deadline in deadlines if deadline.value), deadlines[0] if deadlines else None)


def _dates(text: str, plain: str, shown: str, held: date | None) -> list[tuple[int, Deadline]]:
    bounds = []
    dates = dates_in(text)
    for found in dates:
        after = _AFTER_DATE.match(plain, found.end)
        if (
            not after
            and found.kind == "gregorian"
            and (said := _ENGLISH_BOUND.search(plain, max(0, found.start - 30), found.start))
        ):
            bounds.append((found.start, Deadline(value=found.value, kind="date", text=shown[said.start() : found.end])))
        if not after or RECENT.search(plain, max(0, found.start - 20), found.start) or found.kind == "damaged":
            continue
        past = held is not None and found.value is not None and found.value < held
        if past and (after["before"] or _OF_SUBJECT.match(plain, after.end())):
            continue
        bounds.append((found.start, Deadline(value=found.value, kind="date", text=shown[found.start : after.end()])))
    taken = covered((found for found in dates if found.kind != "damaged"), len(plain))
    for match in (*_DAY_MONTH.finditer(plain), *_MONTH_DAY.finditer(plain)):
        if (
            (after := _AFTER_DATE.match(plain, match.end()))
            and not any(taken[match.start() : match.end()])
            and not RECENT.search(plain, max(0, match.start() - 20), match.start())
        ):
            value = _day_named(match, held)
            bounds.append((match.start(), Deadline(value=value, kind="date", text=shown[match.start() : after.end()])))
    return bounds


def _day_named(match: re.Match[str], held: date | None) -> date | None:
    """The day of a month by its name, of the year that stands beside it or the first on or after the meeting."""
    month, day = gregorian_month(match["month"]) or 0, int(match["day"])
    if not match.groupdict().get("year"):
        return _next(held, month, day)
    try:
        return date(int(match["year"]), month, day)
    except ValueError:
        return None


def _days_of_months(plain: str, shown: str, held: date | None) -> list[tuple[int, Deadline]]:
    bounds: list[tuple[int, Deadline]] = []
    for match in MONTH_DAY.finditer(plain):
        if after := _AFTER_DATE.match(plain, match.end()):
            recurs = match["every"] or _RECURRING.search(plain, 0, match.start())
            value = None if recurs or not held else day_in_month(held, 1 if match["next"] else 0, int(match["day"]))
            deadline = Deadline(
                value=value, kind="continuous" if recurs else "date", text=shown[match.start() : after.end()]
            )
            bounds.append((match.start(), deadline))
    for match in DAY_OF_MONTH.finditer(plain):
        bound = _AFTER_DATE.match(plain, match.end())
        if bound and not re.search(rf"{BANGLA}\s*\Z", plain[max(0, match.start() - 2) : match.start()]):
            value = (
                day_in_month(held, int(int(match["day"]) < held.day), int(match["day"]))
                if held and match["next"]
                else None
            )
            bounds.append((match.start(), Deadline(value=value, kind="date", text=shown[match.start() : bound.end()])))
    for match in MONTH_END.finditer(plain):
        if (after := _AFTER_PERIOD.match(plain, match.end())) and not match["every"]:
            value = day_in_month(held, 1 if match["next"] else 0, 31, clamp=True) if held else None
            bounds.append(
                (match.start(), Deadline(value=value, kind="month_end", text=shown[match.start() : after.end()]))
            )
    return bounds


def _periods(plain: str, shown: str, held: date | None) -> list[tuple[int, Deadline]]:
    bounds = []
    for match in PERIOD.finditer(plain):
        after = _AFTER_PERIOD.match(plain, match.end())
        period = period_of(match) if after else None
        if not after or not period or _counts_from_event(plain, match.start()):
            continue
        kind = {"hours": None, "working_days": "working_days"}.get(period.unit, "days")
        value = day_after(period, held) if held else None
        bounds.append((match.start(), Deadline(value=value, kind=kind, text=shown[match.start() : after.end()])))
    return bounds


def _english_periods(plain: str, shown: str, held: date | None) -> list[tuple[int, Deadline]]:
    """Periods after "within", as in "within seven working days"; one that runs from an event is none."""
    bounds = []
    for match in _ENGLISH_PERIOD.finditer(plain):
        if match["within"] and not _ENGLISH_EVENT.match(plain, match.end()):
            value, kind = _english_value(match, held)
            if kind:
                bounds.append(
                    (match.start(), Deadline(value=value, kind=kind, text=shown[match.start() : match.end()]))
                )
    return bounds


def _english_value(match: re.Match[str], held: date | None) -> tuple[date | None, str | None]:
    count = int(match["count"]) if match["count"].isdigit() else _ENGLISH_COUNTS.get(match["count"].lower(), 0)
    unit = next(name for name in ("working_days", "days", "weeks", "months") if match[name])
    if not count:
        return None, None
    kind = "working_days" if unit == "working_days" else "days"
    return (day_after(Period(count=count, unit=unit), held) if held else None), kind


def _counts_from_event(plain: str, start: int) -> bool:
    before = plain[max(0, start - 60) : start]
    return _FROM_EVENT.search(before) is not None and _FROM_NOW.search(before) is None


def _cell_value(text: str, plain: str, held: date | None) -> tuple[date | None, str | None]:
    """Value and kind of a cell without a word such as মধ্যে."""
    found = [
        one
        for one in dates_in(text)
        if one.kind != "damaged" and not RECENT.search(plain, max(0, one.start - 20), one.start)
    ]
    if found:
        last = found[-1]
        started = _START.match(plain, last.end)
        return (None, None) if started else (last.value, "date")
    if match := MONTH_DAY.search(plain):
        if match["every"]:
            return None, "continuous"
        return (day_in_month(held, 1 if match["next"] else 0, int(match["day"])) if held else None), "date"
    if (
        (match := PERIOD.search(plain))
        and (period := period_of(match))
        and not _counts_from_event(plain, match.start())
    ):
        if _EVERY.match(plain, match.end()):
            return None, "continuous"
        kind = {"hours": None, "working_days": "working_days"}.get(period.unit, "days")
        return (day_after(period, held) if held else None), kind
    if match := _ENGLISH_PERIOD.fullmatch(plain.strip(" .।")):
        return _english_value(match, held)
    if (match := MONTH_END.search(plain)) and not _WEEK_OF_MONTH.match(plain, match.end()):
        return (day_in_month(held, 1 if match["next"] else 0, 31, clamp=True) if held else None), "month_end"
    if match := _DAY_MONTH.search(plain):
        started = _START.match(plain, match.end())
        return (
            (None, None) if started else (_next(held, gregorian_month(match["month"]) or 0, int(match["day"])), "date")
        )
    if (match := DAY_OF_MONTH.search(plain)) and match["next"]:
        return (day_in_month(held, int(int(match["day"]) < held.day), int(match["day"])) if held else None), "date"
    if _BARE_MONTH.search(plain) and not parse_fiscal_year(text):
        return None, "date" if _HIJRI_MONTH.search(plain) else "month_end"
    return None, None


def _next(held: date | None, month: int, day: int) -> date | None:
    """The first such day on or after the meeting."""
    if held is None:
        return None
    for year in (held.year, held.year + 1):
        try:
            value = date(year, month, day)
        except ValueError:
            continue
        if value >= held:
            return value
    return None
