"""Memo numbers: the registry number of a government letter, and the parts it is made of."""

import re
from dataclasses import dataclass

from normalizers.digits import ascii_digits
from normalizers.letters import nfc
from normalizers.text import clean

_LONGEST = 120
_LABEL = re.compile(
    nfc(
        r"^[\s(]*(?:(?:অফিস\s+)?(?:স্মারক|সূত্র|পত্র|নথি|ডকেট|মেমো|বিজ্ঞপ্তি|নোটিশ)\s*(?:পত্র\s*)?(?:সংখ্যা|নম্বর|নং)?|নম্বর|নং|memo(?:\s*no)?|no|ref)\s*(?:নং|নম্বর)?"
        r"\s*[.:;ঃ：–—=-]*\s*[:ঃ–—-]*\s*",
    ),
    re.IGNORECASE,
)
_DATE_AFTER = re.compile(nfc(r"\s*(?:,|।|\s)\s*(?:তারিখ|তাং|তাঃ|date|dated)(?=[\sঃ:.,-]|$).*$"), re.IGNORECASE | re.DOTALL)
_DATE_LABEL = re.compile(r"\s*(?:তারিখ|তাং|তাঃ|dated?\b)", re.IGNORECASE)
_DOT = r"\s{0,3}[.\u0964\u00b7]\s{0,3}"
_FORMS = (
    (
        "SI-2024",
        ("ministry", "department", "geo", "office", "section", "subject", "file", "year"),
        (2, 2, 4, 3, 3, 2, 4, 2),
    ),
    ("SI-2014", ("ministry", "department", "geo", "section", "subject", "file", "year"), (2, 2, 4, 3, 2, 3, 2)),
    (
        "SI-2008",
        ("ministry", "segment_2", "segment_3", "segment_4", "segment_5", "segment_6", "year"),
        (2, 3, 3, 2, 2, 3, 4),
    ),
)
_TAIL = (
    r"(?:\s{0,3}(?P<mark>[.\u0964/–—-])\s{0,3}(?P<issue>\d{1,6}))?"
    r"(?:\s{0,3}/\s{0,3}(?P<run>\d{1,4}))?(?:\s{0,3}\(\s{0,3}(?P<copies>\d{1,4})\s{0,3}\))?"
)
_PATTERNS = tuple(
    (name, parts, re.compile(_DOT.join(rf"(\d{{{length}}})" for length in lengths) + _TAIL))
    for name, parts, lengths in _FORMS
)
_PHONE = re.compile(r"(?:\+?88[-\s]?)?0\d{1,4}[-\s]?\d{5,9}|\+?\d{10,14}")
_DATE = re.compile(r"\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*(?:19|20)?\d{2}")
_MARKED = re.compile(r"\d\s{0,3}[./()–-]|[./(–-]\s{0,3}\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """A memo number: ASCII digits without spaces, its named parts, and the form (SI-2024, SI-2014, SI-2008 or text)."""

    number: str
    parts: dict[str, str]
    form: str


def parse_memo(text: str) -> Memo | None:
    """Return the memo number `text` consists of, its label dropped; None for a blank, a phone number or a date.

    Of 22, 18 or 19 digits (Secretariat Instructions 2024, 2014, 2008) the parts are named; `year` is the year the file
    was opened, not the letter's. Slashes, words and other local forms keep their text, and have no parts.

    >>> parse_memo("স্মারক নং-০৫.৪৫.৮৫০০.০১২.০৬.০০৭.১৯. ৩১২").number
    '05.45.8500.012.06.007.19.312'
    >>> parse_memo("নম্বরঃ ৪৬.০০.১৯০০.০৪১.৯৯.০০২.২৪-৮৮/১(১২)").parts["copies"], parse_memo("ফোন: ০১৭১১-০০০০০০")
    ('12', None)
    """
    told = ascii_digits(clean(" ".join(text[:_LONGEST].split())))
    if _DATE_LABEL.match(told):
        return None
    told = _DATE_AFTER.sub("", told)
    unlabelled = _LABEL.sub("", told, count=1)
    labelled = unlabelled != told
    told = unlabelled.strip(" ।,;:")
    for form, names, pattern in _PATTERNS:
        found = pattern.search(told)
        if found and _stands_alone(told, found):
            parts = dict(zip(names, found.groups()[: len(names)], strict=True))
            extra = {name: value for name, value in found.groupdict().items() if value and name != "mark"}
            return Memo(number=_number(found, len(names)), parts={**parts, **extra}, form=form)
    return _local(told, labelled)


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    return not re.search(r"[\d.]$", text[: found.start()]) and not re.match(r"\d", text[found.end() :])


def _number(found: re.Match[str], parts: int) -> str:
    number = ".".join(found.groups()[:parts])
    if found["issue"]:
        mark = "." if found["mark"] == "।" else found["mark"].replace("–", "-").replace("—", "-")
        number += mark + found["issue"]
    if found["run"]:
        number += f"/{found['run']}"
    return number + (f"({found['copies']})" if found["copies"] else "")


def _local(text: str, labelled: bool) -> Memo | None:
    """A number of an office's own making, as text: only where a label or its own marks make it one."""
    number = re.sub(r"\s+", "", text) if len(text.split()) <= 8 else ""
    number = number.rstrip(".-–/।:ঃ,")
    if not re.search(r"\d", number) or _PHONE.fullmatch(text) or _PHONE.fullmatch(number) or _DATE.fullmatch(number):
        return None
    if re.search(r"@|https?:|www\.|ফোন|পৃষ্ঠা|মোবা|ফ্যাক্স|ইমেইল|ই-মেইল", text, re.IGNORECASE):
        return None
    if not labelled and not (
        _MARKED.search(text) and re.search(r"[/(]", text) and re.search(r"[^\W\d_]|\(\d+\)", text)
    ):
        return None
    return Memo(number=number, parts={}, form="text")
