"""Committees: the body that met, out of the heading of its minutes, and the level it works at."""

import re

from normalizers.digits import ascii_digits
from normalizers.letters import nfc
from normalizers.text import BANGLA, clean, fold

_MONTH = (
    "জানুয়ার[িী]|জানুয়ারী|ফেব্র[ুূ]য়ার[িী]|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট|আগষ্ট|অগাস্ট|সেপ্টে?ম্বর|অক্টোবর|অক্টোবার|নভে?ম্বর|ডিসে?ম্বর|"
    "বৈশাখ|জ্যৈষ্ঠ|আষাঢ়|শ্রাবণ|ভাদ্র|আশ্বিন|কার্তিক|অগ্রহায়ণ|পৌষ|মাঘ|ফাল্গুন|চৈত্র"
)
_KIND = (
    "জরুরি|জরুরী|বিশেষ|মাসিক|দ্বি-?মাসিক|ত্রৈমাসিক|ত্রি-?মাসিক|ষাণ্মাসিক|ষান্মাসিক|অর্ধ-?বার্ষিক|বার্ষিক|সাপ্তাহিক|পাক্ষিক|সাধারণ|সাধারন|সমন্বয়|পর্যালোচনা|স্টাফ|"
    "মতবিনিময়|প্রস্তুতিমূলক|প্রস্তুতি|মূলতবি|মুলতবি|নিয়মিত|বর্ধিত|যৌথ|পরিচিতি|রাজস্ব|বাজেট|অনলাইন|ভার্চুয়াল|সম্মেলন"
)
# What opens the part of a heading that tells of the meeting and no more of the body.
_MEETING = re.compile(
    nfc(
        rf"(?<!{BANGLA})(?:"
        rf"(?:{_MONTH})(?:\s*(?:মাস)?\s*[,/'’ -]\s*\d{{2,4}}|\s*মাস(?!{BANGLA})|\s*মাসের)"
        r"|\d{4}\s*(?:-|–|/)\s*\d{2,4}\s*(?:অর্থ\s*বছর|অর্থবছর|অর্থ\s*বৎসর)|\d{4}\s*(?:সাল|খ্রি|সনের)|(?:চলতি|বিগত|গত)\s+মাসের"
        r"|\(?\d{1,3}\s*(?:তম|ম|য়|র্থ|ষ্ঠ|শ|শে)\)?\s|\d{1,3}\s*নং\s+সভা|(?:প্রথম|দ্বিতীয়|তৃতীয়|চতুর্থ|পঞ্চম|ষষ্ঠ|সপ্তম|অষ্টম|নবম|দশম)\s+(?:মাসিক\s|সাধারণ\s|ত্রৈমাসিক\s)?(?:সভা|বৈঠক)"
        r"|\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{2,4}|গত\s+\d"
        rf"|(?:(?:{_KIND})\s+){{1,4}}(?:সভা|বৈঠক)(?:র|য়|টি|টির)?"
        rf"|(?:সভা|বৈঠক)(?:র|য়|টি|টির|ের|ে|সমূহের)?(?!{BANGLA})"
        r"|কার্য\s*-?\s*বিবর[ণন][িী]|রেজু?্?যু?লেশন|রেজু[লি]েশন|রেজুলেশান|গৃহীত\s+সিদ্ধান্ত|মাসিক\s+সভা|সভার\s"
        r")"
    )
)
_BODY = re.compile(
    nfc(
        r"(?:উপ-?\s?কমিটি|সাব-?\s?কমিটি|কমিটি|কমিটী|পরিষদ|পর্ষদ|পরিষধ|বোর্ড|কাউন্সিল|কমিশন|ফোরাম|বডি|ট্রাস্ট|টাস্ক\s?ফোর্স|টাস্কফোর্স|টিম|সেল|প্যানেল|কর্তৃপক্ষ|মন্ত্রণালয়|মন্ত্রনালয়|বিভাগ|অধিদপ্তর|অধিদফতর|কার্যালয়|পৌরসভা|সিন্ডিকেট|সিনেট|জোট|গ্রুপ|ক্লাব|সংস্থা|ইনস্টিটিউট|ইন্সটিটিউট|কর্পোরেশন|করপোরেশন|একাডেমি|"
        r"দপ্তর|অফিস|শাখা|অনুবিভাগ|সমিতি|ফাউন্ডেশন|বিশ্ববিদ্যালয়|কলেজ|বিদ্যালয়|মাদ্রাসা|হাসপাতাল|কমপ্লেক্স|প্রশাসন|ইউনিট|সংঘ)"
    )
)
_ANY_BODY = frozenset(nfc(word) for word in ("কমিটি", "পরিষদ", "বোর্ড", "পর্ষদ", "বিভাগ", "শাখা", "দপ্তর", "অফিস", "কার্যালয়"))
_ENDINGS = tuple(nfc(ending) for ending in ("এর", "ের", "'র", "’র", "র"))
_HELD = re.compile(nfc(r"^(?:গত|বিগত|অদ্য)?\s*\d{1,2}[^।]{1,120}?অনুষ্ঠিত\s+"))
_DROPPED = re.compile(
    nfc(
        r"^(?:সভার\s+(?:নাম|শিরোনাম|বিষয়)|কমিটির\s+নাম|বিষয়|শিরোনাম)\s*[:ঃ：–-]+\s*"
        r"|^[\s\"“”'‘’*.।:-]+|^\d{1,2}\s*[.।)]\s*|^\d{4}\s*[-–/]\s*\d{2,4}\s*(?:অর্থ\s*বছর|অর্থবছর|অর্থ\s*বৎসর)(?:ের|র)?\s+|^\d{1,3}\s*(?:ম|য়|র্থ|ষ্ঠ|তম)\s+|^(?:অনুষ্ঠিত|অদ্য|অত্র|গত)\s+"
    )
)
_TRAILING = re.compile(nfc(r"(?:[\s,;:ঃ।/–—-]+|\s+(?:এর|র|এবং|ও|মাসের|মাস|অনুষ্ঠিত|সম্পর্কিত|বিষয়ে|জন্য|সংক্রান্ত|সংক্রান্তে))+$"))
_PERIOD = re.compile(r"\s*\([^()]{0,30}[০-৯0-9]{4}[^()]{0,20}\)\s*")  # (জানুয়ারি-মার্চ ২০২৪)
_ACRONYM = re.compile(r"\s*\([^()]{1,30}\)\s*(?:-?এর)?$")
_PLACE_BEHIND = re.compile(rf"(?:\s?,\s?{BANGLA}{{2,14}}(?:\s{BANGLA}{{2,12}})?){{1,2}}$")
_ENGLISH_MEETING = re.compile(
    r"^(?:the\s+)?(?:(?:draft\s+)?(?:minutes?|proceedings|resolutions?)\s+of\s+(?:the\s+)?)?(?:(?:(?!committee|council|board|commission|team|forum|syndicate|senate)[\w()/-]+\s+){0,4}meeting\s+of\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
_ENGLISH_BODY = re.compile(
    r"((?:[A-Z][\w&-]*\s+|(?:of|and|on|for|the)\s+){0,10}(?:Committee|Council|Board|Commission|Parishad|Team|Forum|Syndicate|Senate|Task\s?force|Working Group))\b"
)


def committee_of(title: str) -> str | None:
    """Return the body that met, without month, number of the meeting, "সভার কার্যবিবরণী" and case ending.

    None where the heading names a meeting of no body (a meeting "on" a matter), or no meeting.

    >>> committee_of("জেলা পরিবেশ ও বন উন্নয়ন কমিটির আগস্ট ২০১৯ মাসের সভার কার্যবিবরণী")
    'জেলা পরিবেশ ও বন উন্নয়ন কমিটি'
    >>> committee_of("১২তম সভার কার্যবিবরণী") is None
    True
    """
    text = " ".join(clean(title[:1000]).split())
    if not re.search(BANGLA, text):
        found = _ENGLISH_BODY.search(_ENGLISH_MEETING.sub("", text))
        return found[1].strip() if found else None
    text = _PERIOD.sub(" ", text)
    digits = ascii_digits(text)
    if held := _HELD.match(digits):
        text, digits = text[held.end() :], digits[held.end() :]
    start = _DROPPED.match(text)
    while start and start.end() < len(text) and start.end():
        text, digits = text[start.end() :], digits[start.end() :]
        start = _DROPPED.match(text)
    return _after(text, digits) or _opening(text, digits)


def _opening(text: str, digits: str) -> str | None:
    """The body where it opens the heading, up to the first words that tell of the meeting."""
    for mark in _MEETING.finditer(digits):
        body = _bare(text[: mark.start()])
        if body in _ANY_BODY:
            return None
        if body and _names_body(body):
            return body
    return None


def _after(text: str, digits: str) -> str | None:
    """The body that follows the month: "আগস্ট ২০১৯ মাসের X কমিটির সভার …"."""
    opening = re.compile(
        nfc(
            rf"(?:{_MONTH})\s*[,/ -]?\s*(?:\d{{2,4}})?\s*(?:খ্রিঃ|খ্রি\.|খ্রিষ্টাব্দ|সালের|সনের|ইং)?\s*(?:মাসের|মাসে)?\s+|\d{{1,3}}\s*(?:তম|ম|য়)\s+"
        )
    ).match(digits)
    return _opening(text[opening.end() :], digits[opening.end() :]) if opening else None


def _bare(text: str) -> str:
    text = _TRAILING.sub("", text.strip())
    acronym = _ACRONYM.search(text)
    if acronym and acronym.start():
        return f"{_bare(text[: acronym.start()])}{acronym[0][: acronym[0].rindex(')') + 1]}"
    text = re.sub(nfc(r"\s*-?এর$"), "", text)
    last = text.split(" ")[-1] if text else ""
    for ending in _ENDINGS:
        stem = last.removesuffix(ending)
        if stem != last and _ends_in_body(stem):
            text = text[: len(text) - len(last)] + stem
            break
    return text.strip(" ,;:ঃ–—-\"“”'‘’")


def _names_body(text: str) -> bool:
    return len(text.split()) <= 25 and _ends_in_body(_PLACE_BEHIND.sub("", _ACRONYM.sub("", text)))


def _ends_in_body(text: str) -> bool:
    return any(found.end() == len(text) for found in _BODY.finditer(text))


def committee_key(text: str) -> str | None:
    """Return a key that is equal for one committee over months, spellings and case endings; None where no letter is left.

    >>> committee_key("জেলা আইন-শৃঙ্খলা কমিটির") == committee_key("জেলা আইনশৃংখলা বিষয়ক কমিটি")
    True
    """
    name = _ACRONYM.sub("", _bare(" ".join(clean(text[:1000]).split())))
    name = re.sub(nfc(r"(?:^|(?<=\s))(?:বিষয়ক|সংক্রান্ত|সম্পর্কিত)(?=\s)"), "", name)
    name = re.sub(nfc(rf"(?<!{BANGLA})(?:ইউপি)(?!{BANGLA})"), nfc("ইউনিয়ন পরিষদ"), name)
    key = fold(name).replace(fold("কমিটী"), fold("কমিটি"))
    return key if re.search(r"[^\W\d_]", key) else None


_LEVELS = (
    (
        "union",
        r"ইউনিয়ন\s?(?:পরিষদ|উন্নয়ন|পর্যায়|কমিটি|\S+\s\S*কমিটি)|ইউনিয়ন|(?<!B)ইউপি|ইউডিসিসি|union\s+parishad|\bunion\b",
    ),
    (
        "municipality",
        r"পৌরসভা|পৌর\s|সিটি\s+ক[রর্]*পোরেশন|সিটি\s+কর্পোরেশন|নগর\s+ভবন|municipality|pourashava|city corporation",
    ),
    (
        "institution",
        r"বিশ্ববিদ্যালয়|কলেজ|বিদ্যালয়|মাদ্রাসা|মাদরাসা|হাসপাতাল|সিন্ডিকেট|সিনেট|একাডেমিক কাউন্সিল|ইনস্টিটিউট|university|college|school|hospital|institute",
    ),
    ("upazila", r"উপজেলা|থানা|upazila|upazilla"),
    ("district", r"জেলা|সিভিল সার্জন|পুলিশ সুপার|জিলা|district|zila|deputy commissioner"),
    ("division", r"বিভাগীয়|রেঞ্জ|divisional"),
    (
        "national",
        r"মন্ত্রণালয়|মন্ত্রনালয়|মন্ত্রিপরিষদ|মন্ত্রিসভা|অধিদপ্তর|অধিদফতর|পরিদপ্তর|জাতীয় (?:কমিটি|পরিষদ|কাউন্সিল|টাস্ক)|সচিবালয়|মহাপরিচালক|কর্পোরেশন|করপোরেশন|কমিশন|ব্যুরো|বোর্ড|কর্তৃপক্ষ|(?:স্থানীয় সরকার|অর্থ|পরিকল্পনা|জননিরাপত্তা|সুরক্ষা সেবা|স্বাস্থ্য সেবা|আইন ও বিচার|প্রযুক্তি|বিদ্যুৎ|সেতু|অভ্যন্তরীণ সম্পদ|আর্থিক প্রতিষ্ঠান|শিক্ষা|টেলিযোগাযোগ|মহাসড়ক|সমবায়|সংসদ বিষয়ক|খনিজ সম্পদ|মূল্যায়ন) বিভাগ|ministry|department|directorate|national|cabinet|commission",
    ),
)
_LEVEL_PATTERNS = tuple(
    (level, re.compile(nfc(rf"(?<!{BANGLA})(?:{pattern})"), re.IGNORECASE)) for level, pattern in _LEVELS
)


def level_of(text: str) -> str | None:
    """Return national, division, district, upazila, municipality, union or institution for a body or office; else None.

    The first word that names a level decides, so a body stands before the office that writes its minutes; a national
    body's field office counts for where it is.

    >>> level_of("উপজেলা শিক্ষা কমিটি"), level_of("চর আমখাওয়া ইউনিয়ন পরিষদ"), level_of("মৎস্য ও প্রাণিসম্পদ মন্ত্রণালয়")
    ('upazila', 'union', 'national')
    """
    told = clean(text[:1000])
    found = [
        (match.start(), rank, level)
        for rank, (level, pattern) in enumerate(_LEVEL_PATTERNS)
        if (match := pattern.search(told))
    ]
    local = [level for level in found if level[2] != "national"]
    return min(local or found)[2] if found else None
