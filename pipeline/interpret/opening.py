"""The opening sentence of minutes without labels: "অদ্য … তারিখ … এর সভাপতিত্বে … সভা অনুষ্ঠিত হয়"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.letters import nfc
from pipeline.interpret.labels import tidy
from pipeline.interpret.lines import Line

_OPENS = re.compile(
    nfc(
        r"অদ্য|অদ্যকার|অদ্যকার|অদ্যাবধি|সভাপতিত্বে|সভাপতিত্ব\s*করেন|অনুষ্ঠিত\s*(?:হয়|হইল|হলো|হয়েছে)|presided|chairmanship|was held",
    ),
    re.IGNORECASE,
)
_DATE = re.compile(
    nfc(
        r"(?:[০-৯0-9]{1,2}\s*[/.\-]\s*[০-৯0-9]{1,2}\s*[/.\-]\s*[০-৯0-9]{2,4}|[০-৯0-9]{1,2}\s*(?:লা|রা|ঠা|ই|শে)?\s*[ঀ-৿]{2,12}[\s,/-]+[০-৯0-9]{4}|[0-9]{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8},?\s+[0-9]{4}|[A-Z][a-z]{2,8}\s+[0-9]{1,2},\s+[0-9]{4})\s*(?:খ্রি\S*|ইং|বাং|বঙ্গাব্দ)?(?:\s*তারিখ)?(?:\s*রোজ)?(?:\s*:?\s*[ঀ-৿]{2,8}\s*বার)?"
    )
)
_TIME = re.compile(
    nfc(
        r"(?:ভোর|সকাল|বেলা|দুপুর|বিকাল|বিকেল|অপরাহ্ন|অপরাহ্ণ|পূর্বাহ্ন|সন্ধ্যা|রাত)?\s*[:ঃ]?\s*(?:সাড়ে|পৌনে|সোয়া)?\s*[০-৯0-9]{1,2}(?:\s*[.:ঃ]\s*[০-৯0-9]{2})?\s*(?:ঘটিকা|টা(?=য়|র|\s|।|,)|মিঃ|মি\.|মিনিট)|[0-9]{1,2}(?:[:.][0-9]{2})?\s*[AaPp]\.?[Mm](?![a-z])"
    )
)
_CHAIR = re.compile(
    nfc(r"((?:[^।,]{0,90},\s*)?[^।]{3,160}?)\s*(?:-?\s*এর|-?\s*এঁর|ের|র|মহোদয়ের|সাহেবের|মহোদয়ার)?\s*সভাপতিত্বে")
)
_PRESIDES = re.compile(nfc(r"(?:সভাপতিত্ব|সভাপতির\s*আসন\s*(?:গ্রহণ|অলংকৃত|অলঙ্কৃত))\s*করেন\s*[:ঃ]?\s*([^।]{3,160})"))
_UNDER = re.compile(
    r"(?:under the chair(?:man|person)?ship of|presided over by|chaired by|with)\s+([A-Z][^;]{3,150}?)(?:\s+in the chair|\.?\s*$|(?<!Md)(?<!Mr)(?<!Ms)(?<!Dr)(?<!Mst)(?<!Mrs)(?<!Engr)(?<!Prof)\.\s+(?=[A-Z][a-z]{2,}\s))"
)
_ADDRESS = re.compile(nfc(r"(?:জনাবা?|মিজ|মিসেস|Mr\.?|Mrs\.?|Ms\.?)\s+"))
_HONORIFIC = re.compile(
    nfc(
        r"(জনাবা?|মিজ|বেগম|মিসেস|ড\.|ডাঃ|ডা\.|প্রফেসর|আলহাজ্ব?|এড\.|এডভোকেট|অ্যাডভোকেট|এ্যাডভোকেট|বীর\s*মুক্তিযোদ্ধা|Mr\.?|Mrs\.?|Ms\.?)\s*"
    )
)
_FIRST_NAME = re.compile(
    nfc(
        r"(?<![ঀ-৿])(?:মোঃ|মো:|মো\.|মোহাম্মদ|মুহাম্মদ|মোছাঃ|মোসাঃ|মোছা:|মোসা:|শ্রী|সৈয়দ|শেখ|এ্যাড\.|অধ্যাপক|অধ্যক্ষ|ইঞ্জি(?:নিয়ার|ঃ|\.))\s*"
    )
)
_POST_BEFORE = re.compile(
    nfc(r"(চেয়ারম্যান|মেয়র|প্রশাসক|নির্বাহী\s*অফিসার|প্রধান\s*শিক্ষক|সভাপতি|পরিচালক|কমিশনার|অধ্যক্ষ|প্যানেল\s*চেয়ারম্যান(?:-[০-৯0-9])?)\s*$")
)
_AFTER_POST = re.compile(
    nfc(
        r"(?:চেয়ারম্যান|মেয়র|প্রশাসক|অফিসার|শিক্ষক|সভাপতি|পরিচালক|কমিশনার|অধ্যক্ষ|সদস্য)\s+(?=[ঀ-৿]{2,}\s+[ঀ-৿]{2,}(?:\s+[ঀ-৿]{2,}){0,2}\s*$)"
    )
)
_LAST = re.compile(nfc(r"(?:গত|বিগত|আগামী)\s*(?:ইং\s*)?$"))
LONGEST_VENUE = 120
LONGEST_SENTENCE = 250
_VENUE_STARTS = re.compile(nfc(r"(?:ঘটিকা(?:র|য়)?\s*(?:সময়|সময়ে)?|টায়|টার\s*সময়|মিনিটে|মিঃ|তারিখে?|বারে?|সভাপতিত্বে)\s*,?\s+"))
_VENUE_ENDS = re.compile(
    nfc(
        r"(?:(?:সভা|সম্মেলন|কনফারেন্স)\s*-?\s*কক্ষ|মিলনায়তন|(?:হল|কনফারেন্স)\s*-?\s*রুম|অডিটোরিয়াম|সার্কিট\s*হাউ[জস]|কার্যালয়|অফিস\s*কক্ষ|ভবন|চত্বর|প্রাঙ্গণ|মাঠ)ে?(?![ঀ-৿])"
    )
)
_HELD = re.compile(nfc(r"(?<![ঀ-৿])(?:সভা|বৈঠক)(?:টি)?(?![ঀ-৿])"))
_BODY = re.compile(nfc(r"(?:পরিষদ|কমিটি|বোর্ড|কাউন্সিল|কমিশন|টাস্কফোর্স|পর্ষদ|সিন্ডিকেট)(?:ের|র|\s*-?\s*এর)\s"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What the opening sentence says; None for each thing it does not say."""

    chair: str | None = None
    date: str | None = None
    time: str | None = None
    venue: str | None = None
    committee: str | None = None  # in the genitive: "… পরিষদের"


def read_opening(lines: Sequence[Line]) -> Opening:
    """Return chair, day, time, place and body of the first sentence that opens a meeting."""
    for line in lines:
        text = line.text
        if len(text) < 60 or not _OPENS.search(text):
            continue
        sentence = text[:600]
        chair = _chair(sentence)
        held = re.search(nfc("সভা|বৈঠক|meeting"), sentence)
        date = _DATE.search(sentence)
        if not held or (chair is None and date is None):
            continue
        today = date is not None and (_is_told(sentence, date) or _LAST.search(sentence[: date.start()]) is None)
        time = _TIME.search(sentence)
        return Opening(
            chair=chair,
            date=tidy(date[0]) if date and today else None,
            time=tidy(time[0]) if time and today else None,
            venue=_venue(sentence) if today else None,
            committee=_committee(sentence),
        )
    return Opening(chair=next((chair for line in lines if (chair := _presiding(line.text))), None))


def _presiding(text: str) -> str | None:
    """The chair of a sentence of its own: "সভাপতিত্ব করেন …", "সভাপতির আসন গ্রহণ করেন …"."""
    return _chair(text) if len(text) < LONGEST_SENTENCE and _PRESIDES.search(text) else None


def _is_told(sentence: str, date: re.Match[str]) -> bool:
    """True where the clause of the day itself says who presided and that the meeting was held: "গত …" is this meeting's day."""
    clause = sentence[sentence.rfind("।", 0, date.start()) + 1 :].split("।")[0]
    return bool(re.search(nfc("সভাপতিত্বে"), clause) and re.search(nfc(r"(?<![ঀ-৿])সভা(?:টি)?\s[^।]*অনুষ্ঠিত\s*হ"), clause))


def read_heading(title: str) -> Opening:
    """Return day, time and place of a heading that names them: "০৪/০৫/২০২২ তারিখে … অনুষ্ঠিত … সভার কার্যবিবরণী"."""
    date = _DATE.search(title)
    held = re.compile(nfc(r"অনুষ্ঠিত|তারিখের|held")).search(title, date.start()) if date else None
    # Where two meetings are named behind the day, it is that of the earlier one.
    if date is None or held is None or len(re.findall(nfc(r"সভার?(?![ঀ-৿])"), title[held.end() :])) > 1:
        return Opening()
    time = _TIME.search(title, date.end())
    return Opening(date=tidy(date[0]), time=tidy(time[0]) if time else None, venue=_venue(title[: held.start()]))


def _chair(sentence: str) -> str | None:
    if under := _UNDER.search(sentence):
        return tidy(under[1])
    match = _CHAIR.search(sentence) or _PRESIDES.search(sentence)
    if not match:
        return None
    before = match[1]
    start = _name_start(before)
    if start is None:
        return None
    name = re.sub(r"\s+", " ", before[start:])
    post = None if "," in name else _POST_BEFORE.search(before[:start])
    return tidy(name) + (f", {post[1]}" if post else "")


def _name_start(before: str) -> int | None:
    """Where the chair's name begins: at the last run of honorifics, else at a first name such as মোঃ."""
    for marks in (_ADDRESS, _HONORIFIC, _FIRST_NAME, _AFTER_POST):
        found = list(marks.finditer(before))
        if found:
            start = found[-1].start()
            for mark in reversed(found[:-1]):
                if mark.end() == start:
                    start = mark.start()
            return start if marks is not _AFTER_POST else found[-1].end()
    return None


def _venue(sentence: str) -> str | None:
    """The words between the hour and the room: what stands between belongs to the day and the time."""
    room = _VENUE_ENDS.search(sentence)
    starts = [match.end() for match in _VENUE_STARTS.finditer(sentence, 0, room.start())] if room else []
    if room is None or not starts or room.end() - starts[-1] > LONGEST_VENUE:
        return None
    return _nominative(sentence[starts[-1] : room.end()])


def _committee(sentence: str) -> str | None:
    """The words that name a body before সভা, behind the day, the hour, the room and the chair."""
    held = _HELD.search(sentence)
    if held is None:
        return None
    starts = [
        match.end() for mark in (_VENUE_STARTS, _VENUE_ENDS) for match in mark.finditer(sentence, 0, held.start())
    ]
    named = list(_BODY.finditer(sentence, max(starts), held.start())) if starts else []
    return tidy(sentence[max(starts) : named[-1].end()]) if named else None


def _nominative(place: str) -> str:
    """Take the locative ending off: কক্ষে → কক্ষ."""
    return tidy(
        re.sub(
            nfc(r"(কক্ষ|মিলনায়তন|রুম|অডিটোরিয়াম|হাউ[জস]|কার্যালয়|ভবন|চত্বর|প্রাঙ্গণ|মাঠ)ে$"),
            r"\1",
            re.sub(nfc(r"^(?:সময়|অত্র)\s+"), "", place),
        )
    )
