"""Who signed: the name under the minutes, with the post below it."""

import re
from collections.abc import Sequence

from normalizers.letters import nfc
from normalizers.persons import split_person
from normalizers.text import fold
from pipeline.interpret.labels import fields_of, tidy
from pipeline.interpret.lines import Line
from pipeline.interpret.marks import marks_of

_IN_BRACKETS = re.compile(
    nfc(r"^\s*[(\[]\s*((?:মো|ডা|ড|এ|আ|মোছা|মোসা)?[^()\[\]\d০-৯]{3,60}?)\s*[)\]]\s*(?:,[^()]{3,60})?$")
)
_SIGNED_BEFORE = re.compile(
    nfc(r"^\s*(?:স্বাক্ষরিত|স্বাক্ষর|স্বাঃ|Signed|Sd)\s*/?\s*[-–]?\s*[:ঃ]\s*-?\s*(?=\S)"), re.IGNORECASE
)
_SIGNED = re.compile(
    nfc(r"^\s*(?:স্বাক্ষরিত|স্বাক্ষর|স্বাঃ|স্বা/-|Sd/?-?|Signed)\s*[/=]?\s*[-–=]?\s*(?:অস্পষ্ট)?\s*[০-৯0-9/.\-]*\s*$"),
    re.IGNORECASE,
)
_CHAIR = re.compile(nfc("সভাপতি|চেয়ারম্যান|Chair"), re.IGNORECASE)
_HAND_DATE = re.compile(r"\s*[০-৯0-9]{1,2}\s*[/.\-]\s*[০-৯0-9]{1,2}\s*[/.\-]\s*[০-৯0-9]{2,4}\s*$")
_GAP = re.compile(r"\t+|\s{4,}|(?<=\))\s+(?=\()")
_SIGNATURES = 20  # lines after the closing that may hold signatures
_ONE_LINE = 90  # letters of name and post on one line
_BLOCK = 8  # lines of a signature: name, posts, office, place, telephone
_AFTER = re.compile(nfc(r"^(?:স্মারক|স্বারক|নং|নম্বর|তারিখ|অনুলিপি|বিতরণ|সদয়|সংযুক্ত|কার্যার্থে|জ্ঞাতার্থে|গণপ্রজা|পরিশিষ্ট|উপস্থিত)"))
_CONTACT = re.compile(nfc(r"ফোন|মোবাইল|ফ্যাক্স|ই-?মেইল|e-?mail|@|www\.|^\+?[০-৯0-9\-\s]{7,}$"), re.IGNORECASE)
_POST = re.compile(
    nfc(
        r"চেয়ারম্যান|সভাপতি|সচিব|প্রশাসক|কর্মকর্তা|অফিসার|পরিচালক|কমিশনার|মেয়র|ম্যাজিস্ট্রেট|সার্জন|প্রকৌশলী|অধ্যক্ষ|শিক্ষক|মহাপরিচালক|সুপার|প্রোগ্রামার|সদস্য|প্রধান|তত্ত্বাবধায়ক|ইনচার্জ|ব্যবস্থাপক|পরিদর্শক|প্রভাষক|লাইব্রেরিয়ান|গ্রন্থাগারিক|কাউন্সিলর|মন্ত্রী|আহ্?বায়ক|নিয়ন্ত্রক|ডিন|উপাচার্য|রেজিস্ট্রার|Chair|Secretary|Officer|Director|Commissioner|Engineer|Manager|Registrar|Principal|Convener|Mayor"
    )
)
_PERSON = re.compile(nfc(r"^[ঀ-৿A-Za-z.\s\-‘’'ঃ:]{4,45}$"))
_PERSONS = re.compile(nfc(r"^[ঀ-৿A-Za-z.\s\-‘’'ঃ:]{4,90}$"))


def find_signature(tail: Sequence[Line], chair: str | None = None) -> tuple[str | None, str | None]:
    """Return name and designation of who signed the minutes, from the lines after their closing; None where unsigned.

    The name stands in brackets of its own line, or alone above a line that names a post. Of several, the
    chair's counts: the name that `chair` holds, or the one above the post সভাপতি.
    """
    lines = [line.text for line in tail]
    presided = split_person(chair).name if chair else None
    signed: list[tuple[bool, bool, str, str | None]] = []
    for index, text in enumerate(lines[:_SIGNATURES]):
        if _AFTER.match(text):
            break
        columns = _columns(lines, index)
        above = _GAP.split(lines[index - 1].strip()) if index else []
        over = above if len(above) == len(columns) > 1 else [""] * len(columns)
        for column, post in zip(columns, over, strict=True):
            if name := _name(column, presided):
                designation = _designation(column[1:])
                signed.append((_is_in(name, chair), bool(_CHAIR.search(f"{designation} {post}")), name, designation))
    if not signed:
        return None, None
    # The first of equals: max keeps the order.
    return max(signed, key=lambda one: one[:2])[2:]


def _is_in(name: str, chair: str | None) -> bool:
    return chair is not None and fold(name) in fold(chair)


def _columns(lines: Sequence[str], index: int) -> list[list[str]]:
    """The lines from `index` on; parted where tabs, wide gaps or brackets set several signatures side by side."""
    parts = [_GAP.split(text.strip()) for text in lines[index : index + _BLOCK]]
    width = len(parts[0])
    if width < 2:
        return [list(lines[index : index + _BLOCK])]
    return [[part[column] for part in parts if len(part) == width] for column in range(width)]


def _name(column: Sequence[str], chair: str | None) -> str | None:
    text = _SIGNED_BEFORE.sub("", column[0].strip())
    bracket = _IN_BRACKETS.match(text)
    if bracket and not _SIGNED.match(bracket[1]):
        return tidy(bracket[1])
    if next(marks_of(text)).kind != "text":
        return None
    if _SIGNED.match(text) or _AFTER.match(text) or _CONTACT.search(text) or _POST.search(text.split(",")[0]):
        return None
    person = split_person(text) if "," in text and len(text) < _ONE_LINE and not text.endswith("।") else None
    if person and person.name and _PERSON.match(person.name) and _POST.search(person.designation or ""):
        return person.name
    below = next((line.strip() for line in column[1:] if not _SIGNED.match(line) and not _HAND_DATE.match(line)), "")
    # The chair's name alone, or beside another that lost the gap between them.
    beside = chair and (fold(text) == fold(chair) or text.endswith(f" {chair}") or text.startswith(f"{chair} "))
    if beside and _PERSONS.match(text):
        return chair
    if _PERSON.match(text) and _POST.search(below) and len(below) < 80 and not text.endswith("।"):
        return tidy(text)
    return None


def _designation(lines: Sequence[str]) -> str | None:
    parts = []
    for text in lines:
        if (
            _AFTER.match(text)
            or _CONTACT.search(text)
            or _IN_BRACKETS.match(text)
            or len(text) > 80
            or fields_of([Line(text=text)])
        ):
            break
        if not _SIGNED.match(text) and not _HAND_DATE.match(text):
            parts.append(tidy(text))
    return ", ".join(part for part in parts if part).replace(nfc(", ও, "), nfc(" ও ")) or None
