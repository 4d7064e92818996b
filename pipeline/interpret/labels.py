"""Labelled fields of a header: "সভার স্থান ঃ …", "তারিখ ও সময়:- …", in all the ways offices write them.

A label counts only at the start of a line or after another field's end, and only with a separator behind it, since
the words come back in the prose ("সভাপতি সভায় জানান"; FIELD_GUIDE a).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalizers.letters import nfc
from pipeline.interpret.lines import Line

# Kind of field -> the words that may name it, longest first where one is the start of another.
LABELS: dict[str, tuple[str, ...]] = {
    "chair": (
        r"(?:সভার\s*|(?:সভা\s*)?অনুষ্ঠানের\s*)?সভাপতি(?:ত্ব\s*করেন|র\s*নাম)?(?:\s*\(\s*ভারপ্রাপ্ত\s*\))?",
        r"সভাপতিত্বে",
        r"Chair(?:person|man|ed by)?",
        r"Presided over by",
        r"President",
    ),
    "everything": (
        r"(?:সভার\s*|(?:সভা\s*)?অনুষ্ঠানের\s*)?(?:তারিখ|সময়|বার)(?:\s*(?:,|ও|এবং|/)\s*(?:তারিখ|সময়|বার)){0,2}\s*(?:,|ও|এবং|/)\s*স্থান",
        r"(?:সভার\s*|(?:সভা\s*)?অনুষ্ঠানের\s*)?স্থান(?:\s*(?:,|ও|এবং|/)\s*(?:তারিখ|সময়|বার)){1,3}",
        r"(?:Date|Time)(?:\s*(?:,|and|&)\s*(?:Date|Time))?\s*(?:,|and|&)\s*(?:Venue|Place)",
        r"(?:Venue|Place)(?:\s*(?:,|and|&)\s*(?:Date|Time)){1,2}",
    ),
    "chair_post": (r"(?:সভাপতির\s*)?পদ(?:বী|বি)(?:\s*ও\s*(?:কর্মস্থল|দপ্তর|ঠিকানা))?", r"Designation"),
    "venue": (
        r"(?:সভার\s*|মিটিংয়ের\s*|(?:সভা\s*)?অনুষ্ঠানের\s*)?স্থান",
        r"সভাস্থল",
        r"ভেন্যু",
        r"ভেনু",
        r"Venue",
        r"Place(?: of (?:the )?meeting)?",
    ),
    "date_time": (
        r"(?:সভার\s*|(?:সভা\s*)?অনুষ্ঠানের\s*)?তারিখ\s*(?:ও|এবং|,|/)\s*সময়",
        r"(?:সভার\s*|(?:সভা\s*)?অনুষ্ঠানের\s*)?সময়\s*(?:ও|এবং|,|/)\s*তারিখ",
        r"(?:সভার\s*|(?:সভা\s*)?অনুষ্ঠানের\s*)?তারিখ\s*,\s*বার\s*ও\s*সময়",
        r"Date\s*(?:and|&)\s*Time",
    ),
    "meeting_date": (
        r"সভার\s*(?:তারিখ|তাং|দিন)(?:\s*ও\s*বার)?",
        r"সভা\s*অনুষ্ঠানের\s*তারিখ",
        r"তারিখ\s*ও\s*বার",
        r"(?:বার|দিন)\s*ও\s*তারিখ",
        r"Date of (?:the )?[Mm]eeting",
        r"Meeting [Dd]ate",
    ),
    "date": (r"তারিখ", r"তাং", r"তাংঃ?", r"Date", r"Dated"),
    "time": (r"(?:সভার\s*|(?:সভা\s*)?অনুষ্ঠানের\s*)?সময়(?:কাল)?", r"সভা\s*(?:শুরুর|আরম্ভের)\s*সময়", r"Time"),
    "weekday": (r"বার", r"রোজ", r"Day"),
    "memo": (
        r"(?:পত্র\s*)?(?:স্মারক|স্বারক|সূত্রক)\s*(?:নং|নম্বর|সংখ্যা|নাম্বার)",
        r"স্মারক",
        r"পত্র\s*(?:নং|নম্বর|সংখ্যা)",
        r"নথি\s*(?:নং|নম্বর)",
        r"নম্বর",
        r"নং",
        r"Memo(?:randum)?(?:\s*(?:No|Number))?",
        r"Ref(?:erence)?(?:\s*No)?",
    ),
    "reference": (r"সূত্র",),
    "attendance": (
        r"(?:সভার\s*|সভায়\s*)?উপস্থিত(?:ি|\s*সদস্য)?(?:\s*(?:সদস্য|কর্মকর্তা|প্রতিনিধি)?(?:গণ|গন|বৃন্দ|মন্ডলী|মণ্ডলী)?(?:ের|র|দের)?)?\s*(?:তালিকা|নাম\s*ও\s*(?:স্বাক্ষর|সাক্ষর))?",
        r"(?:সদস্যদের|উপস্থিত)\s*(?:নাম|তালিকা)[^:ঃ]{0,40}",
        r"হাজিরা",
        r"Attendance",
        r"Members? [Pp]resent",
        r"Present",
    ),
    "agenda": (r"(?:সভার\s*|(?:সভা\s*)?অনুষ্ঠানের\s*)?আলোচ্য\s*(?:সূচি|সূচী|বিষয়(?:সূচি|সূচী|সমূহ|াবলী|াবলি)?)", r"Agenda"),
    "month": (r"(?:মাসিক\s*)?সভার\s*মাস", r"মাসের\s*নাম", r"মাস", r"মাসিক\s*সভা", r"Month"),
    "meeting_no": (r"(?:সভার?|বৈঠক)\s*(?:নং|নম্বর|ক্রমিক)", r"Meeting No"),
    "convener": (r"সঞ্চালক|সঞ্চালনায়|উপস্থাপনায়|আহবায়ক|আহ্বায়ক|প্রধান\s*অতিথি|বিশেষ\s*অতিথি|অতিথি|সদস্য[\s-]*সচিব",),
    "place": (r"ইউনিয়ন|উপজেলা|জেলা|ডাকঘর|থানা|বিভাগ",),
    "committee": (r"(?:সভার|কমিটির|পরিষদের)\s*নাম", r"Name of (?:the )?(?:[Cc]ommittee|[Mm]eeting)", r"Committee"),
    "subject": (r"বিষয়", r"Subject"),
    "contact": (r"(?:টেলি)?ফোন|মোবাইল|ফ্যাক্স|ই-?মেইল|ওয়েব\s*সাইট|E-?mail|Phone|Fax|Web(?:site)?",),
}

_ALTERNATIVES = "|".join(
    f"(?P<{kind}{index}>{word})" for kind, words in LABELS.items() for index, word in enumerate(words)
)
# A colon or visarga with dashes around it, a dash of its own, or the t that old converters left of a visarga; a memo
# number may follow its label at once.
_SEPARATOR = r"(?:\s*(?:[:ঃ：=][\s:ঃ]*[-–—]*|\.\s*[:ঃ]|[-–—]+\s*[:ঃ]?|(?<=\s)t(?=\s)|t(?=\s)|\|+\s*[:ঃ]?|\t+[:ঃ]?|\s{3,}(?=\S)|(?<=তাং)\s*(?=[০-৯0-9])|(?<=[ংর])\s+(?=[০-৯0-9]{2}\.\s?[০-৯0-9]{2})|(?:(?<=মারক\sনং)|(?<=বারক\sনং)|(?<=মারক\sনম্বর))\s+(?=[^\s:ঃ]{0,40}/[^\s]{0,40}[০-৯0-9])|(?<=সময়)(?=\s+(?:ভোর|সকাল|বেলা|দুপুর|বিকাল|বিকেল|সন্ধ্যা|রাত)\s*[:ঃ]?\s*[০-৯0-9]))\s*)"
_FIELD = re.compile(
    nfc(
        rf"(?:(?<=^)|(?<=[।|;,\t(])|(?<=\s\s)|(?<=[)\]]\s)|(?<=[।|;,]\s)|(?<=ঃ\s)|(?<=\s))(?:{_ALTERNATIVES})\.?{_SEPARATOR}"
    ),
    re.IGNORECASE,
)
_BARE_KINDS = ("chair", "chair_post", "venue", "everything", "date_time", "meeting_date", "date", "time")
_BARE = re.compile(
    nfc("|".join(f"(?P<{kind}{index}>{word})" for kind in _BARE_KINDS for index, word in enumerate(LABELS[kind]))),
    re.IGNORECASE,
)
_JOINS = re.compile(nfc(r"\s*(?:ও|এবং|and)\s*"))
_ENUMERATOR = re.compile(nfc(r"^\s*[(\[]?(?:[০-৯0-9]{1,2}|[ক-ঙ])[)\].।:]+\s*"))
_LONGEST = 1000  # letters of a line of a header; labels behind them belong to prose
_LAID_OUT = re.compile(r"\s{3,}$")  # a gap for a colon: no sign of a label within a line
_LATER_FIELDS = {
    "chair",
    "venue",
    "everything",
    "date_time",
    "meeting_date",
    "date",
    "time",
    "memo",
    "month",
    "weekday",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A label with its value: the rest of its line up to the next label, and the lines that go on with it."""

    kind: str
    value: str
    line: int  # index of the line that holds the label
    begins_line: bool


def fields_of(lines: Sequence[Line]) -> list[Field]:
    """Return the labelled fields of `lines` in order, each with its value on its own line only."""
    return [
        Field(kind=kind, value=value, line=index, begins_line=begins)
        for index, line in enumerate(lines)
        for kind, value, begins in _labelled(line.text[:_LONGEST])
    ]


def bare_labels(lines: Sequence[Line]) -> list[Field]:
    """Return the labels that fill a line of their own, without a separator, above their value: cells put one below the other."""
    found: list[Field] = []
    for index, line in enumerate(lines[:-1]):
        match = _BARE.fullmatch(line.text.strip())
        kind = _kind(match) if match else None
        before = lines[index - 1].text if index else ""
        if kind and not _BARE.fullmatch(lines[index + 1].text.strip()) and not _JOINS.fullmatch(before):
            found.append(Field(kind=kind, value="", line=index, begins_line=True))
    return found


def _kind(match: re.Match[str]) -> str:
    return next(name for name, value in match.groupdict().items() if value is not None).rstrip("0123456789")


@lru_cache(maxsize=1 << 10)  # several parts of a header are looked for in the same lines
def _labelled(text: str) -> tuple[tuple[str, str, bool], ...]:
    """The kind and value of each labelled field of a line, and whether its label begins the line."""
    head = _ENUMERATOR.match(text)
    start = head.end() if head else 0
    found: list[tuple[str, bool, re.Match[str]]] = []
    for match in _FIELD.finditer(text, start):
        kind = _kind(match)
        begins = match.start() == start or not text[start : match.start()].strip()
        dates_memo = kind == "date" and any(entry[0] == "memo" for entry in found)
        before = text[: match.start()]
        follows = kind in _LATER_FIELDS and (_ends_a_value(before) or (bool(found) and _parts(before, match[0])))
        if begins or dates_memo or (follows and not _LAID_OUT.search(match[0].lstrip())):
            found.append((kind, begins, match))
    if not found or not found[0][1]:
        # A line that does not begin with a label is prose, save for a memo's date at its end.
        found = [entry for entry in found if entry[0] in {"date", "memo"} and len(text) < 160]
    told = []
    for position, (kind, begins, match) in enumerate(found):
        end = found[position + 1][2].start() if position + 1 < len(found) else len(text)
        value = tidy(text[match.end() : end])
        told.append((kind, value if kind == "chair" else value.replace("\n", " "), begins))
    return tuple(told)


def _ends_a_value(before: str) -> bool:
    return bool(re.search(nfc(r"(?:\s\s|\t|[।|;,)\]]\s*|ঃ\s*|:\s*|খ্রি\S*\s|ইং\s|[০-৯0-9]\s)$"), before))


def _parts(before: str, label: str) -> bool:
    """True for a label with a colon behind one space, unless the word before belongs to it ("যোগদানের তারিখ:", "সহ সভাপতি:")."""
    return bool(re.search("[:ঃ]", label)) and not re.search(nfc(r"(?:র|সহ|সহ-|ও|এবং)\s$"), before)


def tidy(value: str) -> str:
    """Return `value` without the separators and closing marks around it."""
    return re.sub(
        nfc(r"^[\s:ঃ=\-–—.,|]+(?=\S)|[\s।|,;:\-–—]+$|(?<=[\u0980-\u09ff]{4})(?<!খ্রি)\s*ঃ[\s।\-]*$"),
        "",
        value.replace("\t", " "),
    ).strip()
