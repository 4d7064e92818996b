"""The words of dates, months, weekdays and eras, in the spellings minutes use, as regex source."""

import re

from normalizers.letters import nfc
from normalizers.text import BANGLA

GREGORIAN_MONTHS = tuple(
    map(
        nfc,
        (
            "জান[ুূ](?:(?:য়|য)?া?(?:র[িী]|রি)?)|january|jan",
            "ফেব্?র?[ুূ]?(?:(?:য়|য)া?র[িী])?|february|feb",
            "মার্চ|march|mar",
            "এপ্র[িী]ল?|april|apr",
            "মে|may",
            "জুন|june|jun",
            "জুলা(?:ই|য়)?|july|jul",
            "[আঅ]গা?(?:স্ট|ষ্ট|ষ্ঠ|স্ত|ষ্ঠ|সট|ষট)|august|aug",
            "সেপ্?টে?(?:ম্বে?র|মবে?র)|সেপ্টে?|september|sept|sep",
            "অক্টো?[বভ](?:ে|া)?র|অক্টো?|october|oct",
            "ন[ভব]ে?(?:ম্বে?র|মবে?র)|নভে?|november|nov",
            "ড[িী]সে?(?:ম্বে?র|মবে?র)|ডিসে?|december|dec",
        ),
    )
)
BANGLA_MONTHS = tuple(
    map(
        nfc,
        (
            "বৈ?শাখ",
            "জ্?যৈ?ষ্?[ঠট](?:্য)?|জৈ(?:্য)?ষ্?[ঠট](?:্য)?",
            "[আঅ]ষা(?:ঢ়|ড়|ঢ|ড)",
            "শ্রাব[নণ]",
            "ভাদ্র",
            "আশ্ব[িী]ন",
            "কার্(?:ত্ত|ত)[িী]ক",
            "অগ্র?হা(?:য়|য)[নণ]|অগ্রা(?:য়|য)[নণ]|অঘ্রা[নণ]",
            "প[ৌো][ষস]",
            "মাঘ",
            "ফাল?্?গু?[নণ]",
            "চৈত্র",
        ),
    )
)
HIJRI_MONTHS = tuple(
    map(
        nfc,
        (
            "ম[ুো]?হা?র+্?[রম]?া?ম",
            "স[ফপ]র",
            "রবিউল\\s*[আঅ]উ(?:য়|ও)াল|রবিউল\\s*আওয়াল",
            "রবিউস\\s*সানি|রবিউস\\s*সানী|রবিউল\\s*[আা]খের",
            "জমাদিউ(?:ল|স)\\s*[আঅ]উ(?:য়|ও)াল|জমাদিউল\\s*আওয়াল",
            "জমাদিউ(?:স|ল)\\s*সান[িী]",
            "রজব",
            "শা['’]?বান",
            "রম(?:জ|য)া?ন|মাহে\\s*রমজান",
            "শাও(?:য়)?াল",
            "জ্?ি?ল?ি?ল?[কক্]বদ|জ্?বি?লকদ|জিলকদ",
            "জিলহা?জ্?জ?ব?|জ্বিলহা?জ্?ব?",
        ),
    )
)
WEEKDAYS = tuple(
    map(
        nfc,
        (
            "সোম\\s*বার|monday",
            "মঙ্গল\\s*বার|মংগল\\s*বার|tuesday",
            "বুধ\\s*বার|wednesday",
            "বৃ(?:হস্পতি|হষ্পতি|হঃ)\\s*বার|thursday",
            "শুক্র\\s*বার|friday",
            "শনি\\s*বার|saturday",
            "র(?:বি|োব)\\s*বার|sunday",
        ),
    )
)
ORDINAL_END = nfc(rf"(?:\s*-?\s*(?:শে|ই|লা|রা|ঠা|এ|তম)(?!{BANGLA})|(?:st|nd|rd|th)\b)")
GREGORIAN_ERA = nfc(
    rf"(?:খ(?:্র)?[ীিৃ]+(?:স্টা?ব্দ|ষ্টা?ব্দ|স্টাঃ|ষ্টাঃ|[ঃ:.।t])?|ইং(?:রেজ[িী])?|ঈসায়ী|সাল(?:ের|ে)?|সন(?:ের|ে)?|a\.?d\.?)(?!{BANGLA})"
)
BANGLA_ERA = nfc(rf"(?:বঙ্গা?ব্দ|বাংলা|বাং|ব[.:ঃ])(?!{BANGLA})")
HIJRI_ERA = nfc(rf"(?:হিজর[িী]|হি[ঃ:.]?)(?!{BANGLA})")
RECENT = re.compile(rf"(?<!{BANGLA})(?:গত|বিগত|পূর্ববর্তী)\s*\Z")
"""A time that has passed stands after it."""


def one_of(names: tuple[str, ...]) -> str:
    """Return regex source of any of `names` (as a group), with whatever ending of case or abbreviation it bears."""
    return f"(?:{'|'.join(names)})"


_GREGORIAN = [re.compile(name, re.IGNORECASE) for name in GREGORIAN_MONTHS]
_BANGLA = [re.compile(name) for name in BANGLA_MONTHS]
_HIJRI = [re.compile(name) for name in HIJRI_MONTHS]


def gregorian_month(word: str) -> int | None:
    """Return 1 to 12 for a month's name without endings.

    >>> gregorian_month("আগষ্ট"), gregorian_month("ডিসম্বের"), gregorian_month("ভাদ্র")
    (8, 12, None)
    """
    return _place(word, _GREGORIAN)


def bangla_month(word: str) -> int | None:
    """Return 1 (Baishakh) to 12 for the name of a Bangla month.

    >>> bangla_month("জৈষ্ঠ্য"), bangla_month("কার্ত্তিক")
    (2, 7)
    """
    return _place(word, _BANGLA)


def hijri_month(word: str) -> int | None:
    """Return 1 to 12 for the name of a Hijri month.

    >>> hijri_month("রবিউল আউয়াল"), hijri_month("জিলহজ")
    (3, 12)
    """
    return _place(word, _HIJRI)


def _place(word: str, names: list[re.Pattern[str]]) -> int | None:
    word = nfc(word)
    return next((number for number, name in enumerate(names, 1) if name.fullmatch(word)), None)
