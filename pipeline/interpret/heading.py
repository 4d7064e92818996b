"""The heading of the minutes and the letterhead over it: title, month, meeting number, office, places."""

import re
from collections.abc import Sequence

from normalizers.letters import nfc
from pipeline.interpret.labels import fields_of, tidy
from pipeline.interpret.lines import Line

_MINUTES = r"কার্য্?\s*-?\s*বিব[রড়][ণন][ীি]|কার্যাবলী|রেজুলেশন|রেজ্যুলেশন|রেজুলিউশন|সিদ্ধান্ত\s*(?:সমূহ|াবলী|াবলি)|(?:গৃহীত|সভার)\s*সিদ্ধান্ত|minutes|resolutions?|proceedings"
_TITLE = re.compile(nfc(_MINUTES), re.IGNORECASE)
_MEETING = re.compile(nfc(r"সভা|বৈঠক|কমিটি|পরিষদ|meeting|committee|council"), re.IGNORECASE)
_ENDS_WITH_TITLE = re.compile(
    nfc(rf"(?:{_MINUTES})(?:র\s*অনুলিপি|\s*ও\s*সিদ্ধান্ত\S*)?(?:\s*\([^()]{{2,20}}\))?[\s।:ঃ.\-–—]*$"), re.IGNORECASE
)
_SENTENCE = re.compile(nfc(r"(?:হয়|হলো|হল|হইল|করেন|করা|হবে|হইবে|হয়েছে|জানান|অনুরোধ|নির্দেশ)\S*\s*[।:ঃ]?\s*$"))
_ANNEX = re.compile(
    nfc(
        rf"^\s*(?:বিষয়|সূত্র|সংযুক্ত|পরিশিষ্ট|অনুলিপি|বিতরণ)|(?:{_MINUTES}).{{0,60}}(?:পাঠ|দৃঢ়|উপস্থাপন|অনুমোদন|নিশ্চিত|confirm|approv)"
        r"|(?:পাঠ|দৃঢ়ীকরণ|confirmation|approval)\s*(?:ও|এবং|of)\s"
    ),
    re.IGNORECASE,
)
_SUBJECT = re.compile(nfc(r"^\s*(?:বিষয়|Subject)\s*[-–]?\s*[:ঃ][\s-]*"), re.IGNORECASE)
_GENITIVE = re.compile(nfc(r"(?:র|এর|-এর|ের|of the|of)\s*$"))
_ENDS_WITH_MEETING = re.compile(nfc(r"(?:সভা|বৈঠক|meeting)\s*$"), re.IGNORECASE)
_STATE = re.compile(nfc(r"গণ(?:প্রজা|প্রাজা|প্রজা)তন্ত্রী\s*বাংলাদেশ|People.?s\s+Republic"), re.IGNORECASE)
_OFFICE = re.compile(
    nfc(
        r"কার্যালয়|অধিদপ্তর|অধিদফতর|মন্ত্রণালয়|দপ্তর|দফতর|পরিদপ্তর|অফিস(?!ার)|পরিষদ|পৌরসভা|কর্পোরেশন|কমিশন|ইনস্টিটিউট|ইন্সটিটিউট|বিশ্ববিদ্যালয়|কলেজ|বিদ্যালয়|মাদ্রাসা|মাদরাসা|একাডেমি|একাডেমী|কর্তৃপক্ষ|বোর্ড|ব্যুরো|সচিবালয়|গ্রন্থাগার|পাঠাগার|জাদুঘর|হাসপাতাল|স্বাস্থ্য\s*কমপ্লেক্স|কারাগার|ফাউন্ডেশন|ব্যাংক|(?:উপজেলা|জেলা)\s*প্রশাসন(?=\s*,|\s*$)|(?:জেলা|মেট্রোপলিটন|রেঞ্জ)\s*পুলিশ(?=\s*,|\s*$)|সমিতি|ফেডারেশন|চেম্বার|কাউন্সিল(?!র)|সংস্থা|ট্রাস্ট|লিমিটেড|Office(?!r)|Ministry|Department|Directorate|Council|Authority|Board|Corporation|Commission|Institute|University|College|Hospital"
    )
)
_ENTRY = re.compile(nfc(r"[(\[]|[০-৯0-9]{1,3}\s*[।.):ঃ|]|[০-৯0-9]{4}"))
_POST = re.compile(
    nfc(r"(?:[ঀ-৿]+\s+)?(?:চেয়ারম্যান|সভাপতি|সচিব|মেয়র|সদস্য|অধ্যক্ষ|প্রধান\s*শিক্ষক|পরিচালক|উপাচার্য|রেজিস্ট্রার)\s*(?:[,।]|$|ও\s)")
)
_PLACED = re.compile(rf"{_OFFICE.pattern}|{nfc('সংস্থা|সমিতি|ক্লাব|সংঘ|থানা|সার্কেল|স্টেশন|কেন্দ্র|দপ্তর')}", re.IGNORECASE)
_BUREAU = re.compile(nfc(r"কার্যালয়|Office(?!r)"), re.IGNORECASE)
_BRANCH = re.compile(
    nfc(r"(?:[ঀ-৿]+\s)?(?:জেলা|উপজেলা|বিভাগীয়|আঞ্চলিক|জোনাল)\s*(?:কার্যালয়|অফিস)(?![ঀ-৿])")
)  # of the office above it
_SECTION = re.compile(
    nfc(r"^\(.{2,60}\)$|শাখা\s*[।,]?\s*$|অধিশাখা|অনুবিভাগ|^(?:https?://)?www\.|@|\.gov\.bd|^\S+\.com|সচিবালয়,\s*ঢাকা")
)
_BARE_PLACE = re.compile(nfc(r"^(?:[ঀ-৿]+(?:[\s-][ঀ-৿]+)?\s*[,।-]?\s*){1,3}$"))
_LABELLED_PLACE = re.compile(nfc(r"(?:উপজেলা|জেলা|ইউনিয়ন|থানা|বিভাগ)\s*[:ঃ\-–]|ডাকঘর"))
_MONTHS = (
    r"জানুয়ারি|জানুয়ারী|জানুয়ারি|ফেব্রুয়ারি|ফেব্রুয়ারী|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট|আগষ্ট|অাগস্ট|সেপ্টেম্বর|সেপ্টম্বর|অক্টোবর|নভেম্বর|ডিসেম্বর|ডিসম্বের|"
    r"বৈশাখ|জ্যৈষ্ঠ|আষাঢ়|শ্রাবণ|ভাদ্র|আশ্বিন|কার্তিক|অগ্রহায়ণ|পৌষ|মাঘ|ফাল্গুন|চৈত্র|"
    r"January|February|March|April|May|June|July|August|September|October|November|December"
)
_MONTH = re.compile(
    nfc(rf"(?<![ঀ-৿A-Za-z])(?:{_MONTHS})(?:[\s,/'’`‘\-–—]|মাস|সাল|/){{0,4}}(?:[০-৯0-9]{{4}}|[০-৯0-9]{{2}})(?![০-৯0-9])"),
    re.IGNORECASE,
)
_NUMBER = re.compile(
    nfc(
        r"([০-৯0-9]+\s*(?:ম|য়|র্থ|ষ্ঠ|তম|শ|st|nd|rd|th)(?![ঀ-৿])|[ঀ-৿]+(?:ম|য়|র্থ|ষ্ঠ|তম))\s*(?:(?:মাসিক|সাধারণ|বিশেষ|জরুরি|জরুরী|সমন্বয়|নিয়মিত|বার্ষিক|ত্রৈমাসিক|[ঀ-৿]+ক)\s*)?(?:সভা|meeting)"
    ),
    re.IGNORECASE,
)
_ORDINAL_WORD = re.compile(nfc(r"^(?:প্রথম|দ্বিতীয়|তৃতীয়|চতুর্থ|পঞ্চম|ষষ্ঠ|সপ্তম|অষ্টম|নবম|দশম|একাদশ|দ্বাদশ|[ঀ-৿]*(?:তম|শতম))$"))
_NUMBERED = re.compile(nfc(r"^\s*[(\[]?[০-৯0-9]{1,2}\s*[।.)\]]"))
_BODY = re.compile(
    nfc(r"কমিটি|পরিষদ|বোর্ড|টাস্কফোর্স|সিন্ডিকেট|মন্ত্রণালয়|অধিদপ্তর|পৌরসভা|committee|council|board"), re.IGNORECASE
)
_LONGEST = 260
_SHORT = 120


def find_title(head: Sequence[Line], page_title: str | None) -> str | None:
    """Return the heading of the minutes on one line; the portal's page title where the text has none."""
    best: tuple[int, int] | None = None
    for index, line in enumerate(head):
        score = _title_score(line)
        if score and (best is None or score > best[0]):
            best = (score, index)
    if best:
        return tidy(_SUBJECT.sub("", _joined(head, best[1])))
    if page_title and _TITLE.search(page_title):
        return tidy(page_title)
    return next((tidy(line.text) for line in head if _names_meeting(line)), None)


def _names_meeting(line: Line) -> bool:
    """True for a heading that names the meeting and not its minutes: "পৌর পরিষদের মাসিক সভা"."""
    text = line.text
    return (
        len(text) < _SHORT
        and bool(_ENDS_WITH_MEETING.search(text))
        and not _is_labelled_row(line)
        and not _NUMBERED.match(text)
        and not fields_of([line])
    )


def _is_labelled_row(line: Line) -> bool:
    return line.from_table and "\t" in line.text


def _title_score(line: Line) -> int:
    text = _SUBJECT.sub("", line.text)
    if text != line.text and not _ENDS_WITH_TITLE.search(text):
        return 0
    if (
        len(text) > _LONGEST
        or _is_labelled_row(line)
        or not _TITLE.search(text)
        or _SENTENCE.search(text)
        or _ANNEX.search(text)
        or _NUMBERED.match(text)
    ):
        return 0
    if text == line.text and fields_of([line]) and not _ENDS_WITH_TITLE.search(text):
        return 0
    # A heading that names the body and the month tells more than "মাসিক সভার সিদ্ধান্ত সমূহ" above it.
    telling = 2 * bool(_MEETING.search(text)) + 2 * bool(_MONTH.search(text)) + bool(_BODY.search(text))
    return 1 + 4 * bool(_ENDS_WITH_TITLE.search(text)) + telling + line.is_heading


def _joined(head: Sequence[Line], index: int) -> str:
    """The heading may be broken over lines: the line before ends in a genitive, or the meeting stands alone above."""
    text = head[index].text
    begins_late = re.match(nfc(rf"(?:{_MONTHS}|মাস|সভা|এর|[০-৯0-9]+)"), text) and not _BODY.search(text)
    if _MEETING.search(_TITLE.sub("", text)) and not begins_late:
        return text
    above = head[index - 1].text if index else ""
    if above and len(above) < 120 and _GENITIVE.search(above) and not fields_of([head[index - 1]]):
        return f"{above} {text}"
    if not _MEETING.search(_TITLE.sub("", text)):
        for begin in range(index - 1, max(index - 3, -1), -1):
            lines = [line.text for line in head[begin:index]]
            if _ENDS_WITH_MEETING.search(lines[0]) and len(lines[0]) < 120:
                return " ".join([*lines, text])
            if not _MONTH.search(lines[0]):
                break
    return text


def month_of_title(title: str | None) -> str | None:
    """Return the words of the heading that name the month of business ("অক্টোবর/২০"), None where it names none."""
    match = _MONTH.search(title) if title else None
    return match[0] if match else None


def month_of_meeting(head: Sequence[Line]) -> str | None:
    """Return the words of a line of its own that name the month of the meeting ("জুলাই/২০১৮ মাসের সভা"), None without one."""
    return next((month for line in head if _names_meeting(line) and (month := month_of_title(line.text))), None)


def meeting_number(title: str | None) -> str | None:
    """Return the ordinal before সভা in the heading ("২য়"), None where there is none."""
    if not title:
        return None
    if english := re.search(r"([0-9]+(?:st|nd|rd|th))\s+(?:[\w()-]+\s+){0,5}meeting", title, re.IGNORECASE):
        return english[1]
    for match in _NUMBER.finditer(title):
        word = match[1].strip()
        if re.match(r"[০-৯0-9]", word) and re.search(nfc(r"(?:ম|য়|র্থ|ষ্ঠ|তম|শ|st|nd|rd|th)$"), word):
            return word
        if _ORDINAL_WORD.match(word):
            return word
    return None


def find_office(lines: Sequence[Line], running: Sequence[Line], *, on_top: bool = True) -> str | None:
    """Return the office of the letterhead with its place: the narrowest office named over the heading.

    `on_top` says that `lines` begin where the page does: an office there needs no state's name over it.
    """
    for block in (lines, running):
        found: list[tuple[int, int]] = []
        for index, line in enumerate(block):
            text = line.text
            if (
                _is_labelled_row(line)
                or len(text) > 120
                or _title_score(line)
                or fields_of([line])
                or _SENTENCE.search(text)
            ):
                if found:
                    break
                continue
            if (
                (_OFFICE.search(text) or (index and _is_division(block[index - 1].text, text)))
                and not _SECTION.search(text)
                and not _STATE.search(text)
                and not _ENTRY.match(text)
                and not _POST.match(text)
            ):
                found.append((2 if _BUREAU.search(text) else 1, index))
        if found and _is_letterhead(block, found, on_top=on_top):
            _, index = max(found)
            text = tidy(_STATE.split(block[index].text)[-1]) or block[index].text
            if _BRANCH.match(text) and index and _OFFICE.search(block[index - 1].text):
                return f"{tidy(block[index - 1].text)}, {text}"
            return _with_place(text, block, index)
    return None


def _is_division(above: str, text: str) -> bool:
    """A division stands below its ministry: its name alone says no office."""
    return bool(re.search(nfc(r"মন্ত্রণালয়\s*$"), above) and re.search(nfc(r"\sবিভাগ\s*$"), text) and len(text) < 60)


def _is_letterhead(lines: Sequence[Line], found: Sequence[tuple[int, int]], *, on_top: bool) -> bool:
    """An office alone is a letterhead only as কার্যালয়, under the state's name, or at the very top."""
    first = found[0][1]
    named = any(score == 2 for score, _ in found) or any(_STATE.search(line.text) for line in lines[:first])
    return named or (on_top and first <= 1)


def _with_place(text: str, lines: Sequence[Line], index: int) -> str:
    """The office with the bare place on the line below it; the name of a section may stand between the two."""
    if "," in text:
        return text
    for line in lines[index + 1 : index + 3]:
        below = line.text
        if _SECTION.search(below):
            continue
        bare = (
            len(below) < 50
            and not _MEETING.search(below)
            and _BARE_PLACE.match(below)
            and not _OFFICE.search(below)
            and not _title_score(line)
        )
        return f"{text}, {tidy(below)}" if bare and not fields_of([line]) else text
    return text


def find_place_texts(head: Sequence[Line], tail: Sequence[Line], page_title: str | None) -> tuple[str, ...]:
    """Return the short lines that may name the district, upazila and union, the letterhead's first."""
    lines = [
        line.text
        for line in head
        if len(line.text) < 120
        and (_LABELLED_PLACE.search(line.text) or _PLACED.search(line.text) or _BARE_PLACE.match(line.text))
    ]
    ends = [
        line.text
        for line in tail[:14]
        if len(line.text) < 80 and not re.match(nfc(r"^[০-৯0-9]{1,2}\s*[।.)]"), line.text)
    ]
    return (*lines, *ends, *((page_title,) if page_title else ()))
