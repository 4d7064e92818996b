"""Attendance lists: tables with a column of names, and numbered lines under উপস্থিতি; the absent are marked."""

import re
from collections.abc import Sequence

from extractors.document import Block, Table
from pipeline.interpret.labels import tidy
from pipeline.interpret.lines import nfc
from pipeline.minutes import RawAttendee

_NAME = re.compile(nfc(r"নাম|Name"), re.IGNORECASE)
_POST = re.compile(nfc(r"পদ(?:বী|বি|মর্যাদা)?(?![ঀ-৿])|পদবী|পদবি|দপ্তর|ঠিকানা|প্রতিষ্ঠান|Designation|Post"), re.IGNORECASE)
_BUSINESS = re.compile(
    nfc(r"সিদ্ধান্ত|আলোচনা|বাস্তবায়ন|প্রকল্পের\s*নাম|কাজের|টাকা|দর|বরাদ্দ|উপকারভোগী|পিতা|স্বামী|Decision"), re.IGNORECASE
)
_ABSENT = re.compile(nfc(r"অনুপস্থিত|Absent"), re.IGNORECASE)
_PRESENT = re.compile(nfc(r"উপস্থিত|Present|Attendance"), re.IGNORECASE)
_LIST_HEAD = re.compile(
    nfc(r"(?:অনুপস্থিত|উপস্থিত|উপস্থিতি|Members present|Present|Absent)[^।]{0,60}[:ঃ\-–]\s*$"), re.IGNORECASE
)
_ENTRY = re.compile(nfc(r"^\s*[(\[]?[০-৯0-9]{1,3}[)\].।:]+\s*(?![০-৯0-9])(.+)$"))
_SENTENCE = re.compile(nfc(r"(?:হয়|হলো|হল|হইল|করেন|করা|হবে|হইবে|ছিলেন|জানান|বলেন|থাকেন)\S*\s*[।.]?\s*$|যে,"))
_LONGEST = 120


def attendees_of(blocks: Sequence[Block]) -> tuple[RawAttendee, ...]:
    """Return everybody in the attendance lists of `blocks`; those of a list of absentees have `present` False."""
    found: list[RawAttendee] = []
    present = True
    listing = False
    for block in blocks:
        if isinstance(block, Table):
            listing = False
            found += _of_table(block, present)
            continue
        for text in block.text.splitlines():
            if _ABSENT.search(text) and len(text) < _LONGEST:
                present = False
            elif _PRESENT.search(text) and len(text) < _LONGEST:
                present = True
            entry = _ENTRY.match(text)
            if _LIST_HEAD.search(text):
                listing = True
            elif listing and entry and len(text) < _LONGEST and not _SENTENCE.search(text):
                found.append(_person(entry[1], present))
            elif text.strip():
                listing = False
    return tuple(found)


def _of_table(table: Table, present: bool) -> list[RawAttendee]:
    """The rows of a table whose head names a name column and a post column, and no business of a meeting."""
    head = next(
        (index for index, row in enumerate(table.rows[:3]) if any(cell and _NAME.search(cell.text) for cell in row)),
        None,
    )
    if head is None:
        return []
    texts = [cell.text if cell else "" for cell in table.rows[head]]
    if any(_BUSINESS.search(text) for text in texts):
        return []
    name = next(index for index, text in enumerate(texts) if _NAME.search(text))
    post = next((index for index, text in enumerate(texts) if index != name and _POST.search(text)), None)
    absent = bool(_ABSENT.search(" ".join(texts)))
    people = []
    for row in table.rows[head + 1 :]:
        cell = row[name] if name < len(row) else None
        text = tidy(cell.text.replace("\n", " ")) if cell else ""
        if not text or re.fullmatch(r"[০-৯0-9\s]+", text):
            continue
        designation = row[post] if post is not None and post < len(row) else None
        people.append(
            RawAttendee(
                name=_without_address(text),
                designation=tidy(designation.text.replace("\n", " ")) or None if designation else None,
                present=present and not absent,
            )
        )
    return people


def _person(text: str, present: bool) -> RawAttendee:
    name, _, designation = text.partition(",")
    return RawAttendee(name=_without_address(tidy(name)), designation=tidy(designation) or None, present=present)


def _without_address(name: str) -> str:
    return re.sub(nfc(r"^(?:জনাবা?|মিজ|বেগম(?=\s+\S+\s)|মিসেস|Mr\.?|Mrs\.?|Ms\.?)\s+"), "", name)
