"""The labels of prose minutes: "আলোচ্যসূচি-১:", "আলোচনাঃ", "সিদ্ধান্ত-২:", "বাস্তবায়নেঃ", and numbered headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from rapidfuzz import fuzz

from normalizers.letters import nfc
from pipeline.interpret.serials import value_of
from pipeline.interpret.vocabulary import (
    AGENDA,
    DECISION,
    DISCUSSION,
    IMPLEMENT,
    MINUTES,
    NUMBER,
    TAKEN,
    pattern,
)

Kind = Literal["agenda", "discussion", "decision", "implementer", "deadline", "text"]

_SEP = r"(?:\s*[-–—]?\s*[:ঃ：]\s*[-–—]*|\s+t(?=\s)|t(?=\s))"
_LOOSE = rf"(?:{_SEP}|\s*[-–—]+(?=\s*[^\s০-৯0-9])|\s+[-–—]+\s+|\s*[।|]|\s*$)"
_ORDINAL = r"(?:ম|য়|র্থ|ষ্ঠ|তম|ই|শ)?"


def _which(group: str) -> str:
    return rf"(?:\s*(?:নং|নম্বর|no\.?|#)?\s*[-–—:ঃ(]?\s*(?P<{group}>{NUMBER}(?:\.{NUMBER})*|[ক-হ](?![ঀ-৿]))(?:/[০-৯0-9]{{2,4}})?\s*\)?(?:\s*(?:নং|নম্বর))?)"


_ORDINALS = ("প্রথম", "দ্বিতীয়", "তৃতীয়", "চতুর্থ", "পঞ্চম", "ষষ্ঠ", "সপ্তম", "অষ্টম", "নবম", "দশম")
_AGENDA = pattern(
    rf"(?:{AGENDA}|আলোচনার\s*বিষয়|বিষয়|প্রস্তাব(?:না)?|ক্রমিক|দফা|agenda(?:\s*item)?|item|topic)"
    + _which("n1")
    + r"(?:\s*[:ঃ।|.)-]+\s*[-–—]*|\s+t(?=\s)|t(?=\s)|\s+|\s*$)"
    + rf"|(?P<n2>{NUMBER})\s*{_ORDINAL}\s*(?:নং|নম্বর)?\s*(?:{AGENDA}|প্রস্তাব)(?:\s*(?:মতে|অনুযায়ী|মোতাবেক|আসিলে|আসলে))?"
    + rf"(?:{_SEP}|\s*[-–—।|]|\s+|\s*$)"
    + rf"|(?P<word>{'|'.join(_ORDINALS)})\s*(?:{AGENDA}|প্রস্তাব)(?:{_SEP}|\s*[-–—।|]|\s*$)"
    + rf"|(?:সভার\s*)?(?:{AGENDA}|প্রস্তাব(?:না)?|agenda(?:\s*item)?|topic)(?:\s*ও\s*{DISCUSSION})?(?:{_SEP})"
)
_DISCUSSION = pattern(
    rf"(?:বিস্তারিত\s*|সভার\s*)?(?:{DISCUSSION}|পর্যালোচনা|discussions?|deliberations?)" + _which("n5") + "?" + rf"{_LOOSE}"
)
_OF_ITEM = (
    rf"(?:(?:(?P<n6>{NUMBER})\s*{_ORDINAL}\s*(?:নং|নম্বর)?\s*-?\s*(?:{AGENDA}|প্রস্তাব)|(?:{AGENDA}|প্রস্তাব)\s*(?:নং|নম্বর)?\s*[-–]?\s*(?P<n7>{NUMBER})\s*(?:নং)?)"
    r"(?:ের|র)?\s*-?\s*(?:(?:এর|উপর|ওপর|আলোকে|বিষয়ে|প্রেক্ষিতে|সংক্রান্ত)\s*)*)?"
)
_DECISION = pattern(
    _OF_ITEM + rf"(?:(?:সর্বসম্মত|সভার|সভায়|সভায়\s*{TAKEN}|{TAKEN}|অদ্যকার\s*সভার|উপরোক্ত\s*আলোচনায়|বিস্তারিত\s*আলোচনান্তে)\s*)*"
    rf"(?:{DECISION}(?:\s*সমূহ|াবলী|াবলি)?(?:\s*{TAKEN}|\s*নিম্নরূপ(?=\s*[:ঃ।]))?|decisions?(?:\s*taken)?|resolutions?|resolved)"
    + _which("n3")
    + "?"
    + rf"{_LOOSE}"
)
_REMARK = pattern(rf"মন্তব্য\s*(?P<n4>{NUMBER})\s*[)।.:ঃ]+\s*")
_IMPLEMENTER = pattern(
    rf"(?:(?:সিদ্ধান্ত\s*)?{IMPLEMENT}(?:\s*ও\s*সময়সীমা)?(?:কারী|ে|ের\s*দায়িত্ব[ে]?|ের\s*জন্য|কারী\s*কর্তৃপক্ষ|\s*কর্তৃপক্ষ|কারী\s*(?:দপ্তর|সংস্থা|কর্মকর্তা|ব্যক্তি)(?:/[ঀ-৿]+)?|\s*করবেন|\s*করিবেন)?"
    rf"|দায়িত্ব(?:ে|প্রাপ্ত|প্রাপ্ত\s*(?:ব্যক্তি|কর্মকর্তা|দপ্তর))?|কার্যার্থে|ব্যবস্থা\s*গ্রহণে|(?:to be )?implement(?:ed|ation)?(?:\s*by)?|action(?:\s*by|\s*taken by)?|responsib(?:le|ility)(?:\s*(?:person|officer|office|party))?)"
    + r"\s*(?:\([^)]{0,30}\))?"
    + rf"(?:{_SEP}|\s*[-–—]+|\s*$)"
)
_DEADLINE = pattern(
    rf"(?:{IMPLEMENT}ের\s*)?(?:সময়\s*-?\s*সীমা|সময়কাল|মেয়াদ|শেষ\s*তারিখ|{IMPLEMENT}ের\s*(?:সময়|তারিখ)|deadline|time\s*-?\s*(?:line|frame|limit)|due(?:\s*date)?)"
    + rf"(?:{_SEP}|\s*[-–—]+|\s*$)"
)
_SUBJECT = pattern(rf"(?:আলোচনার\s*)?বিষয়(?:বস্তু)?(?:{_SEP})(?!.*{MINUTES})")
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("deadline", _DEADLINE),
    ("implementer", _IMPLEMENTER),
    ("decision", _REMARK),
    ("decision", _DECISION),
    ("discussion", _DISCUSSION),
    ("agenda", _AGENDA),
    ("agenda", _SUBJECT),
)
_DECORATION = pattern(r"^[\s*•●▪■◆➢➤►✓_#–—-]*")
_OWN_NUMBER = pattern(
    rf"^(?P<open>[(\[])?\s*(?P<number>{NUMBER}(?:\s?\.\s?{NUMBER})*|[ক-হ](?![ঀ-৿])|(?:[ivxIVX]{{1,5}}|[a-zA-Z])(?=\s?[)\]]))\s*(?P<close>[)\]][।.:]?|[।|](?![।|])|[.](?![০-৯0-9])|[:ঃ](?=\s)|(?<=\.[০-৯0-9])(?=\s)|(?<=\.[০-৯0-9][০-৯0-9])(?=\s)|\s?[-–—](?=\s))[\s|]*"
)
_INLINE = pattern(
    rf"(?<=[।.|?!)\]”’:ঃ])\s*[-–—]?\s+(?=(?:সভার\s*|{TAKEN}\s*)?{DECISION}(?:\s*সমূহ)?(?:\s*(?:নং)?\s*[-–—]?\s*{NUMBER})?(?:\s*[-–—]?\s*[:ঃ])|(?:{AGENDA}|প্রস্তাব)\s*(?:নং)?\s*[-–—]?\s*{NUMBER}\s*[:ঃ]|{NUMBER}\s*নং\s*(?:{AGENDA}|প্রস্তাব)\s*[:ঃ]|{IMPLEMENT}(?:কারী|ে)?\s*[-–—]?\s*[:ঃ]|সময়\s*-?\s*সীমা\s*[:ঃ]|{DISCUSSION}\s*[:ঃ]|(?:decisions?|implementation|action(?: by)?|deadline|responsib\w+)\s*:)"
)
_ANY_LABEL = pattern(rf"^([ঀ-৿]{{4,16}}(?:\s[ঀ-৿]{{2,12}})?)\s*-?\s*({NUMBER})?\s*[:ঃ]\s*-?\s*")
_CANONICAL: tuple[tuple[Kind, str], ...] = tuple(
    (kind, nfc(label))
    for kind, label in cast(
        "tuple[tuple[Kind, str], ...]",
        (
            ("decision", "সিদ্ধান্ত"),
            ("decision", "সিদ্ধান্তসমূহ"),
            ("discussion", "আলোচনা"),
            ("implementer", "বাস্তবায়নে"),
            ("implementer", "বাস্তবায়নকারী"),
            ("implementer", "বাস্তবায়ন"),
            ("deadline", "সময়সীমা"),
        ),
    )
)
_SIMILAR = 82  # of 100: one letter in six
_FEWEST = 6
_SECOND = pattern(r"\s[(\[]?(?:০?২|0?2)\s*[)\]।|.](?![০-৯0-9])")
_SENTENCE_START = pattern(
    r"^(?:গৃহীত|গ্রহণ|নেওয়া|হয়|হলো|অনুযায়ী|মোতাবেক|বাস্তবায়ন[ঀ-৿]*|সমূহের|যে|was|is|has|have|were|that)(?![ঀ-৿a-z])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a line: what its label calls it, its number, and the words after label and number."""

    kind: Kind
    text: str
    number: str | None = None
    style: str = ""  # "।", ")", "(": how the number is marked; "" where a label carries it
    raw: str = ""  # with its number, as printed


def marks_of(line: str) -> Iterator[Mark]:
    """Yield the labelled stretches of a line; a line without labels is one stretch of kind "text"."""
    parts = _INLINE.split(line)
    for index, part in enumerate(parts):
        if index == 0 or part.strip():
            yield _mark(part.strip())


@lru_cache(maxsize=1 << 10)  # each recogniser looks at the same lines
def _mark(text: str) -> Mark:
    bare = _DECORATION.sub("", text, count=1)
    labelled = _labelled(bare)
    if labelled:
        return labelled
    own = _OWN_NUMBER.match(bare)
    if own:
        rest = bare[own.end() :]
        style = (own["open"] or "") + (own["close"].strip()[:1] or ".")
        inner = _labelled(rest)
        if inner and inner.kind != "text":
            number = inner.number or own["number"]
            return Mark(kind=inner.kind, text=inner.text, number=number, style=style, raw=text)
        return Mark(kind="text", text=rest.strip(), number=own["number"], style=style, raw=text)
    return Mark(kind="text", text=text, raw=text)


def _labelled(text: str) -> Mark | None:
    for kind, words in _KINDS:
        match = words.match(text)
        if not match:
            continue
        rest = text[match.end() :].strip()
        if kind in {"decision", "discussion"} and words is not _REMARK and _is_sentence(match[0], rest):
            continue
        number = next((value for value in match.groupdict().values() if value), None)
        if kind == "agenda" and match.groupdict().get("word"):
            number = str([nfc(word) for word in _ORDINALS].index(match["word"]) + 1)
        if kind == "agenda" and _SECOND.search(rest) and value_of(number or "") == (1,):
            return Mark(kind="agenda", text="", raw=text)  # the whole agenda on one line
        return Mark(kind=kind, text=rest, number=number, raw=text)
    return _misread(text)


def _misread(text: str) -> Mark | None:
    """A label that OCR or typing bent: short words before a colon that are nearly one of the labels."""
    match = _ANY_LABEL.match(text)
    if not match:
        return None
    word = re.sub(r"\s", "", match[1])
    score, kind = max((fuzz.ratio(word, label), kind) for kind, label in _CANONICAL)
    if score < _SIMILAR or len(word) < _FEWEST:
        return None
    return Mark(kind=kind, text=text[match.end() :].strip(), number=match[2], raw=text)


def _is_sentence(label: str, rest: str) -> bool:
    """True where the word is no label but begins a sentence: "সিদ্ধান্ত গৃহীত হয় …"."""
    if not rest or re.search(nfc("[:ঃ]"), label):
        return False
    return bool(_SENTENCE_START.match(rest)) or label.rstrip()[-1:] in "।|"
