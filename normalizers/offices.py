"""Offices and posts: a key that is equal for the ways minutes write one office or post."""

import csv
import re
from functools import cache
from importlib.resources import files

from normalizers.letters import nfc
from normalizers.places import is_place
from normalizers.residue import repair_residue
from normalizers.text import clean, fold

_LONGEST = 300
_ADDRESS = re.compile(nfc(r"^(?:মাননীয়|জনাবা?|বিজ্ঞ|মিজ|সম্মানিত)\s+|\s+(?:মহোদয়া?|সাহেব|মহাশয়)(?=$|\s)"))
_EVERY = nfc(r"সকল|সংশ্লিষ্ট|সকলে|সব|প্রতিটি")
_EVERY_BRACKET = re.compile(rf"\s*\(\s*(?:{_EVERY})(?:\s+(?:{_EVERY}))?\s*\)")
_EVERY_BEFORE = re.compile(rf"^(?:(?:{_EVERY})\s+)+")
# Endings by the length of what must stay, so that no short word loses its own letters.
_ENDINGS = re.compile(
    nfc(
        r"(?<=[\u0980-\u09ff]{3})(?:\s*(?:গণের|গণকে|গণ|গন|বৃন্দের|বৃন্দকে|বৃন্দ|সমূহের|সমূহ|সমুহ)|দেরকে|দের|য়ের|ের|কে|-?এর)$|(?<=[\u0980-\u09ff]{3})\s+-?(?:এর|কে)$"
    )
)
_NUMBER_BEFORE = re.compile(r"^[০-৯0-9]{1,2}\s*(?:নং|নম্বর)\s*")
_OFFICER = re.compile(nfc(r"(?<![\u0980-\u09ff])কর্মকর্তা(?![\u0980-\u09ff])"))
_OFFICE_OF = re.compile(nfc(r"^(.{3,80}?)(?:য়ের|ের|র|-?এর)\s+(?:কার্যালয়|অফিস|দপ্তর)$"))


@cache
def _keys() -> dict[str, str]:
    table = files("normalizers").joinpath("tables", "offices.csv").read_text("utf-8")
    keys: dict[str, str] = {}
    for row in csv.DictReader(table.splitlines()):
        for form in (row["form"], _OFFICER.sub(nfc("অফিসার"), nfc(row["form"]))):
            keys.setdefault(_folded(form), row["key"])
    return keys


def _folded(text: str) -> str:
    # Words about the field say nothing of the post: "বিষয়ক কর্মকর্তা" is "কর্মকর্তা".
    return fold(re.sub(nfc(r"(?<![\u0980-\u09ff])বিষয়ক(?![\u0980-\u09ff])"), "", clean(text)))


def office_key(text: str) -> str | None:
    """Return the key of the office or post that `text` names, by `tables/offices.csv`; None where it names none of them.

    Place, plural, case ending, form of address and "(সকল)" do not change the key; কর্মকর্তা and অফিসার are the same where
    the table holds the post. A post with an office in brackets or behind a comma has both keys, `post:office`; where the
    office is not in the table the post says too little, and there is no key.

    >>> {office_key(form) for form in ("ইউএনও", "উপজেলা নির্বাহী অফিসারগণ", "উপজেলা নির্বাহী কর্মকর্তা (সকল), ফেনী", "UNO")}
    {'uno'}
    >>> office_key("নির্বাহী প্রকৌশলী (পাউবো)"), office_key("সংশ্লিষ্ট সকল"), office_key("মেলা উদযাপন কমিটি")
    ('executive_engineer:bwdb', 'all_concerned', None)
    """
    told = " ".join(clean(repair_residue(text[:_LONGEST])).split()).strip(" ।.,;:-")
    found = _known(told)
    if found:
        return found
    parts = [part.strip() for part in told.split(",")]
    while len(parts) > 1 and is_place(parts[-1]):
        for station in _without_place(parts[-1]):
            if key := _known(f"{parts[-2]} {station}"):
                return key  # ভারপ্রাপ্ত কর্মকর্তা, মেলান্দহ থানা
        parts.pop()
    post = parts[0]
    if len(parts) == 1:
        return _known(post) or _bracketed(post)
    if len(parts) != 2:
        return None
    post, office = _EVERY_BRACKET.sub("", post), _EVERY_BEFORE.sub("", parts[1])
    keys = [_known(f"{post} {own}") or _joined(post, own) for own in (office, *_without_place(office))]
    return next(filter(None, keys), None)


def _without_place(office: str) -> list[str]:
    """What may be an office's own name: পৌরসভা of "নাটোর পৌরসভা"."""
    words = _NUMBER_BEFORE.sub("", office).split()
    return [" ".join(words[at:]) for at in range(1, len(words)) if is_place(" ".join(words[:at]))]


def _bracketed(text: str) -> str | None:
    """The key of "post (office)"."""
    found = re.fullmatch(r"([^()]+)\(([^()]+)\)", _EVERY_BRACKET.sub("", text).strip())
    return _joined(found[1], found[2]) if found else None


def _joined(post: str, office: str) -> str | None:
    of_post, of_office = _known(post), _known(office)
    return f"{of_post}:{of_office}" if of_post and of_office else None


def _known(text: str) -> str | None:
    """The key of a form in the table, tried with less and less around it."""
    keys = _keys()
    text = text.strip(" ।.,;:-")
    for _ in range(4):
        key = keys.get(_folded(text)) or keys.get(_folded(_OFFICER.sub(nfc("অফিসার"), text)))
        if key:
            return key
        shorter = _ADDRESS.sub("", _EVERY_BRACKET.sub("", text)).strip()
        if shorter == text:
            shorter = _ENDINGS.sub("", text).strip()
        if shorter == text:
            shorter = _EVERY_BEFORE.sub("", text).strip()
        if shorter == text:
            break
        text = shorter
    holder = _OFFICE_OF.match(text)
    if holder:
        return keys.get(_folded(holder[1])) or keys.get(_folded(_OFFICER.sub(nfc("অফিসার"), holder[1])))
    words = text.split()
    if len(words) > 1 and is_place(words[-1]):
        return keys.get(_folded(" ".join(words[:-1])))
    return None
