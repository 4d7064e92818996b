"""Words that minutes are made of, in the spellings that occur, as regex sources.

Sources: FIELD_GUIDE a, c, d (spellings seen on portals) and the residue that Bijoy converters leave (f1). Patterns
are compiled by `pattern`, which puts them into the normal form of document texts.
"""

import re

from normalizers.letters import nfc

# সিদ্ধান্ত, সিদ্বান্ত, সিদ্ব্যান্ত, সিন্ধান্ত, সিধান্ত; সিদ্ধামত্ম, সিদ্দামত্ম are converter residue.
DECISION = r"সি(?:[দধন]্)?[ধদব](?:্ব)?(?:্য)?া?(?:ন্ত|মত্ম|ন্তম|মন্ত|ম্ত|ত্ম|ন্ত্ম|ম্ম)"
MINUTES = r"(?:কার্য(?:্য)?\s*-?\s*বিব(?:র|ড়)[ণন][ীি]|রেজ(?:ু|্যু)লে?শন|রেজ(?:ু|্যু)লিউশন)"
IMPLEMENT = r"বা(?:স্ত|সত্ম|স্থ|ন্ত|স্ত্ম)ব(?:া)?(?:য়|য)ন"
DISCUSSION = r"আলো?চ[নণ]া"
AGENDA = r"(?:(?:আলোচ্য|বিবেচ্য)\s*-?\s*(?:সূচী|সূচি|সুচী|সুচি|বিষয়|বিষয)|এজেন্ডা|এজেণ্ডা|কার্যসূচি|কার্যসূচী)"
PREVIOUS = r"(?<![ঀ-৿])(?:বিগত|গত|পূর্ববর্তী|পূর্বের|পূর্ব|সর্বশেষ|আগের|ইতোপূর্বের|ইতঃপূর্বে|previous|last)"
TAKEN = r"(?:গৃ+হ[িী]ত|গ্রহীত|গ্রহিত|গ্রিহিত)"
NUMBER = r"[০-৯0-9]{1,3}"
# The label before those who act, inside a sentence or behind it.
IMPLEMENTED_BY = rf"(?:{IMPLEMENT}(?:কারী|ে|ের\s*দায়িত্বে?)?|দায়িত্ব(?:ে|প্রাপ্ত(?:\s*(?:ব্যক্তি|কর্মকর্তা|দপ্তর))?)?|action\s*by|responsib\w+)\s*[-–—]?\s*[:ঃ-]\s*-?"
SEPARATOR = r"(?:\s*[-–—]?\s*[:ঃ：]\s*[-–—]*|\s*[-–—]+\s*|\s+t\s+|t\s+)"
BEFORE_WORD = r"(?<![ঀ-৿A-Za-z])"
AFTER_WORD = r"(?![ঀ-৿A-Za-z])"


def pattern(source: str) -> re.Pattern[str]:
    """Compile `source` for texts in normal form, blind to the case of Latin letters."""
    return re.compile(nfc(source), re.IGNORECASE)
