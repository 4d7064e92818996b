"""A person as minutes name one: the name, and the post and office behind it."""

import re
import unicodedata
from dataclasses import dataclass

from normalizers.letters import nfc

_ADDRESS = re.compile(
    nfc(r"^(?:মাননীয়\s+)?(?:জনাবা?|মিজ|মিস্|বেগম(?=\s+\S+\s+\S)|মিসেস|Mr\.?|Mrs\.?|Ms\.?|Md\. Mr\.)\s*[:ঃ]?\s+")
)
_ADDRESSED_LATER = re.compile(nfc(r"[\s,]+(?:জনাবা?|মিজ|মিসেস|Mr\.?|Mrs\.?|Ms\.?)\s+"))
_BEFORE_POST = (
    r"অতিরিক্ত|উপ|সহকারী|যুগ্ম|সিনিয়র|জ্যেষ্ঠ|ভারপ্রাপ্ত|প্যানেল|জেলা|উপজেলা|থানা|বিভাগীয়|পৌর|প্রধান|নির্বাহী|মাননীয়|মহা|তত্ত্বাবধায়ক|ইউনিয়ন|"
    r"Senior|Assistant|Joint|Deputy|Additional|Acting|Chief|Executive|Upazila|District"
)
_POSTS = (
    r"চেয়ারম্যান|সভাপতি|সচিব|প্রশাসক|কর্মকর্তা|অফিসার|পরিচালক|কমিশনার|মেয়র|ম্যাজিস্ট্রেট|সার্জন|প্রকৌশলী|অধ্যক্ষ|শিক্ষক|সুপার|প্রোগ্রামার|মন্ত্রী|উপাচার্য|নিয়ন্ত্রক|ডিরেক্টর|রেজিস্ট্রার|কাউন্সিলর|তত্ত্বাবধায়ক|"
    r"Chairman|Chairperson|Secretary|Officer|Director|Commissioner|Engineer|Mayor|Principal|Registrar|Vice[\s-]Chancellor"
)
_POST = re.compile(
    nfc(rf"(?:(?:{_BEFORE_POST})[\s-]*)*(?:{_POSTS})|(?:Deputy|Additional)\s|(?:প্রতিনিধি|সদস্য|সদস্য[\s-]সচিব)(?=\s*,|$)")
)
_SUBJECTS = (
    r"কৃষি|শিক্ষা|মৎস্য|প্রাণিসম্পদ|সমাজসেবা|যুব|মহিলা|সমবায়|স্বাস্থ্য|পরিবার|নির্বাচন|পরিসংখ্যান|খাদ্য|তথ্য|আনসার|বন|পরিবেশ|স্টেশন|শাখা|পুলিশ|"
    r"সিভিল|হিসাব|পল্লী|জনস্বাস্থ্য|পরিকল্পনা|প্রকল্প|মেডিকেল|আবাসিক|ভূমি|বিভাগ|প্রশাসনিক|অফিস|স্যানিটারি|ট্যাগ"
)
_BEGINS_AS_POST = re.compile(nfc(rf"(?:{_BEFORE_POST}|{_SUBJECTS})(?=[\s-])"))
# A post behind a name without a comma: two words at the least are the name.
_POST_BEHIND = re.compile(
    nfc(
        rf"(?<=[\u0980-\u09ffA-Za-z.])\s+(?=(?:(?:{_BEFORE_POST})[\s-]+)*(?:(?<=জেলা\s)(?:[\u0980-\u09ff]+\s+){{1,5}}?)?(?:{_POSTS}|সদস্য|প্রতিনিধি)(?![\u0980-\u09ffA-Za-z]))"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A name and a designation as written; either may be None, never both."""

    name: str | None
    designation: str | None


def split_person(text: str) -> Person:
    """Return name and designation of a line such as a chair's.

    The name ends at the first comma, bracket, dash or line break; forms of address (জনাব, মিজ, Mr.) are dropped, titles
    that belong to the name (ড., ডাঃ, প্রফেসর, আলহাজ্ব, এড.) stay. A line that is a post alone has no name.

    >>> split_person("জনাব আবদুল করিম, উপজেলা নির্বাহী অফিসার, মেলান্দহ।")
    Person(name='আবদুল করিম', designation='উপজেলা নির্বাহী অফিসার, মেলান্দহ')
    >>> split_person("অতিরিক্ত জেলা প্রশাসক (সার্বিক), বগুড়া")
    Person(name=None, designation='অতিরিক্ত জেলা প্রশাসক (সার্বিক), বগুড়া')
    """
    lines = [line.strip(" \t।,;") for line in unicodedata.normalize("NFC", text).splitlines()]
    whole = ", ".join(line for line in lines if line)
    whole = re.sub(nfc(r",\s*ও,\s*"), nfc(" ও "), whole)
    whole = _name_first(without_address(whole))
    first, mark, rest = _parted(whole)
    if (
        _POST.match(first)
        or _BEGINS_AS_POST.match(whole)
        or (not mark and _POST.search(first) and " " not in first.strip())
    ):
        return Person(name=None, designation=whole or None)
    return Person(name=first.strip() or None, designation=rest.strip(" ,।-–") or None)


def _name_first(text: str) -> str:
    """Turn "জেলা প্রশাসক জনাব ক, খ" into name, post, rest."""
    match = _ADDRESSED_LATER.search(text)
    if not match or not _POST.search(text[: match.start()]):
        return text
    name, comma, rest = text[match.end() :].partition(",")
    return f"{name.strip()}, {text[: match.start()].strip(' ,')}{comma}{rest}"


def without_address(name: str) -> str:
    """Return a name without a form of address before it: জনাব, মিজ, বেগম, Mr.; titles such as ড. and প্রফেসর stay.

    >>> without_address("জনাবা সুফিয়া খানম")
    'সুফিয়া খানম'
    """
    return _ADDRESS.sub("", unicodedata.normalize("NFC", name)).strip()


def _parted(text: str) -> tuple[str, str, str]:
    """Name, mark and post, parted at the first mark, or where a post begins behind two words of a name."""
    match = re.search(r"\s*,\s*|\s+[-–—]\s*|\s*\((?=[^)]{6,}|সদস্য|সচিব)", text)
    behind = _POST_BEHIND.search(text)
    if behind and " " in text[: behind.start()].strip() and (match is None or behind.start() < match.start()):
        return text[: behind.start()], " ", text[behind.end() :]
    if not match:
        return text, "", ""
    rest = text[match.end() :]
    if "(" in match[0]:
        rest = re.sub(r"\)(\s*,|\s*$)", r"\1", rest, count=1)
    return text[: match.start()], match[0], rest
