"""Attendance lists: tables with a column of names, and enumerated names under উপস্থিত; the absent are marked."""

import re
from collections.abc import Iterator, Sequence

from extractors.document import Block, Table
from normalizers.letters import nfc
from normalizers.persons import split_person, without_address
from pipeline.interpret.labels import tidy
from pipeline.minutes import RawAttendee

_NAME = re.compile(nfc(r"(?<![ঀ-৿])নাম(?:ের|সমূহ)?(?![ঀ-৿])|Name"), re.IGNORECASE)
_POST = re.compile(nfc(r"পদ(?:বী|বি|মর্যাদা)?(?![ঀ-৿])|পদবী|পদবি|দপ্তর|ঠিকানা|প্রতিষ্ঠান|Designation|Post"), re.IGNORECASE)
_BUSINESS = re.compile(
    nfc(
        r"সিদ্ধান্ত|আলোচনা|বাস্তবায়ন|(?:প্রকল্প|কাজ|সংস্থা|স্কীম|স্কিম|পণ্য|এনজিও|ঠিকাদার|দরদাতা)\S*\s*(?:প্রতিষ্ঠানের\s*)?নাম|কাজের|টাকা|দর|বরাদ্দ|উপকারভোগী|পিতা|স্বামী|Decision"
    ),
    re.IGNORECASE,
)
_ABSENT = re.compile(nfc(r"অনুপস্থিত|গরহাজির|Absent"), re.IGNORECASE)
_PRESENT = re.compile(nfc(r"উপস্থিত|হাজিরা|Present|Attend"), re.IGNORECASE)
_LIST_HEAD = re.compile(
    nfc(
        r"^[^।]{0,60}(?:উপস্থিত|অনুপস্থিত|গরহাজির|হাজিরা|Members present|Present|Absent|Attendance|Participants|Attendees)[^।:ঃ]{0,60}(?:[:ঃ\-–]+|(?:তালিকা|বৃন্দ|গণ|নাম)|(?<=উপস্থিতি))\s*(?:\([^()]{1,60}\)\s*[:ঃ-]*)?\s*$"
    ),
    re.IGNORECASE,
)
_INLINE = re.compile(
    nfc(
        r"^[^।:ঃ]{0,40}(?:উপস্থিত|অনুপস্থিত|হাজিরা|Present|Absent|Attendance|Participants)[^।:ঃ]{0,40}[:ঃ][\s:ঃ-]*(?=[(\[]?[০-৯0-9]{1,2}[)\].।])"
    ),
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    nfc(
        r"^[^।:ঃ]{0,40}(?:উপস্থিত|Present|Participants)[^।:ঃ]{0,40}[:ঃ][\s:ঃ-]*(?=(?:জনাব|মিজ|Mr|Ms|Mrs)[^।]{0,400}[,;]\s*(?:জনাব|মিজ|Mr|Ms|Mrs)[^।]*।?\s*$)"
    ),
    re.IGNORECASE,
)
_NEXT_ADDRESS = re.compile(nfc(r"\s*(?:[,;]|\sও\s|\sএবং\s|\sand\s)\s*(?=(?:জনাব|মিজ|Mr|Ms|Mrs))"))
_SERIAL = re.compile(r"[(]?[০-৯0-9]{1,3}[.।)]*")
_ENTRY = re.compile(nfc(r"^\s*[(\[]?(?:[০-৯0-9]{1,3}|[ক-হ])(?:[)\].।:|]+|\s*[-–])\s*(?![০-৯0-9])(.+)$"))
_NEXT_ENTRY = re.compile(nfc(r"(?:^|[\s,;।])[(\[]?[০-৯0-9]{1,2}[)\].।]+\s*(?=[^০-৯0-9\s])"))
_SENTENCE = re.compile(nfc(r"(?:হয়|হলো|হল|হইল|করেন|করা|হবে|হইবে|ছিলেন|জানান|বলেন|থাকেন)\S*\s*[।.]?\s*$|যে,"))
_LONGEST = 120


def attendees_of(blocks: Sequence[Block]) -> tuple[RawAttendee, ...]:
    """Return everybody in the attendance lists of `blocks`; those of a list of absentees have `present` False."""
    found: list[RawAttendee] = []
    present = True
    listing = False
    for block in blocks:
        if isinstance(block, Table):
            found += _of_table(block, present) or (_of_bare_table(block, present) if listing else [])
            listing = False
            continue
        for text in block.text.splitlines():
            if _ABSENT.search(text) and len(text) < _LONGEST:
                present = False
            elif _PRESENT.search(text) and len(text) < _LONGEST:
                present = True
            entry = _ENTRY.match(text)
            if inline := _INLINE.match(text):
                found += [_person(part, present) for part in _inline_entries(text[inline.end() :])]
            elif addressed := _ADDRESSED.match(text):
                found += [_person(part, present) for part in _NEXT_ADDRESS.split(text[addressed.end() :].strip(" ।"))]
            elif _LIST_HEAD.search(text):
                listing = True
            elif listing and entry and _is_entry(text):
                found.append(_person(entry[1], present))
            elif text.strip():
                listing = False
    return tuple(found)


def lines_of_lists(lines: Sequence[str]) -> set[int]:
    """Return the indices of the enumerated names under the head of an attendance list: none is a matter or a decision."""
    found: set[int] = set()
    listing = False
    for index, text in enumerate(lines):
        if _LIST_HEAD.search(text):
            listing = True
        elif listing and _is_entry(text):
            found.add(index)
        elif text.strip():
            listing = False
    return found


def _is_entry(text: str) -> bool:
    return len(text) < _LONGEST and _ENTRY.match(text) is not None and not _SENTENCE.search(text)


def _inline_entries(text: str) -> Iterator[str]:
    """The entries of "১। ক, পদ ২। খ, পদ" on one line."""
    starts = [match.end() for match in _NEXT_ENTRY.finditer(text)]
    ends = [*(match.start() for match in _NEXT_ENTRY.finditer(text)), len(text)][1:]
    for start, end in zip(starts, ends, strict=True):
        entry = text[start:end].strip(" ,;।")
        if entry and not _SENTENCE.search(entry):
            yield entry


def _of_table(table: Table, present: bool) -> list[RawAttendee]:
    """The rows of a table whose head names a name column and a post column, and no business of a meeting."""
    head = next(
        (index for index, row in enumerate(table.rows[:3]) if any(cell and _NAME.search(cell.text) for cell in row)),
        None,
    )
    if head is None:
        return []
    texts = [cell.text if cell else "" for cell in table.rows[head]]
    above = [cell.text for row in table.rows[:head] for cell in row if cell]
    if any(_BUSINESS.search(text) for text in [*above, *texts]):
        return []
    name = next(index for index, text in enumerate(texts) if _NAME.search(text))
    post = next((index for index, text in enumerate(texts) if index != name and _POST.search(text)), None)
    status = next(
        (index for index, text in enumerate(texts) if _ABSENT.search(text) and _PRESENT.search(_ABSENT.sub("", text))),
        None,
    )
    absent = status is None and bool(_ABSENT.search(" ".join(texts)))
    people = []
    for row in table.rows[head + 1 :]:
        cell = row[name] if name < len(row) else None
        text = tidy(cell.text.replace("\n", ", ")) if cell else ""
        if not text or re.fullmatch(r"[০-৯0-9\s]+", text):
            continue
        designation = row[post] if post is not None and post < len(row) else None
        written = tidy(designation.text.replace("\n", " ")) if designation else ""
        mark = row[status] if status is not None and status < len(row) else None
        here = present and not absent and not (mark and _ABSENT.search(mark.text))
        if written:
            people.append(RawAttendee(name=without_address(text), designation=written, present=here))
        else:
            people.append(_person(text, here))
    return people


def _of_bare_table(table: Table, present: bool) -> list[RawAttendee]:
    """The rows of a table without a head under the heading of a list: a number, a name and a post."""
    people = []
    for row in table.rows:
        texts = [tidy(cell.text.replace("\n", ", ")) for cell in row if cell is not None]
        texts = [text for text in texts if text and not _SERIAL.fullmatch(text)]
        if not texts or len(texts[0]) > _LONGEST or any(_SENTENCE.search(text) for text in texts[:2]):
            return []
        if len(texts) > 1:
            people.append(RawAttendee(name=without_address(texts[0]), designation=texts[1], present=present))
        else:
            people.append(_person(texts[0], present))
    return people


def _person(text: str, present: bool) -> RawAttendee:
    person = split_person(re.sub(r"\t+", "\n", text))
    if person.name is None:
        return RawAttendee(name=text, present=present)
    return RawAttendee(name=person.name, designation=person.designation, present=present)
