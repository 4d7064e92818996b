"""Everything of a meeting that is not its agenda: title, office, chair, day, place, memo, signature, people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractors.document import Block, Paragraph
from normalizers.letters import nfc
from pipeline.interpret.attendance import attendees_of
from pipeline.interpret.enumerations import is_bullet
from pipeline.interpret.heading import (
    find_office,
    find_place_texts,
    find_title,
    meeting_number,
    month_of_meeting,
    month_of_title,
)
from pipeline.interpret.labels import Field, bare_labels, fields_of, tidy
from pipeline.interpret.lines import Line, lines_of
from pipeline.interpret.marks import marks_of
from pipeline.interpret.opening import read_heading, read_opening
from pipeline.interpret.sentences import closes
from pipeline.interpret.signature import find_signature
from pipeline.minutes import RawAttendee

HEAD_LINES = 45  # of a header; labels far below it belong to something else
_SHORT = 50  # letters; a longer line does not go on with the value of the line above
_NARRATIVE = 160  # letters; a longer paragraph is prose, not a header line
_DATE_LIKE = re.compile(nfc(r"[০-৯0-9]{1,4}.{1,40}?[০-৯0-9]{2,4}"))
_WHEN = re.compile(
    nfc(r"[০-৯0-9]{1,2}\s*[/.-]\s*[০-৯0-9]{1,2}|[ঀ-৿]{2,8}\s?বার\)?$|(?:খ্রি|ইং|বঙ্গাব্দ|সাল)\S*$|^[০-৯0-9]{4}$")
)
_DAY = re.compile(
    nfc(
        r"[০-৯0-9]{1,2}\s*(?:[/.-]\s*[০-৯0-9]{1,2}\s*[/.-]\s*|(?:লা|রা|ঠা|ই|শে)?\s*[ঀ-৿A-Za-z]{2,12}[\s,/-]+)[০-৯0-9]{4}(?:\s*(?:খ্রি\S*|ইং|বঙ্গাব্দ|বাংলা|সাল))?"
    )
)
_HOLDS_DAY = re.compile(r"[০-৯0-9]{1,2}\s*[/.-]\s*[০-৯0-9]{1,2}\s*[/.-]\s*[০-৯0-9]{2}|[০-৯0-9]{4}")
_HOUR = re.compile(
    nfc(
        r"ঘটিকা|টায়|\sটা|[০-৯0-9]টা(?![ঀ-৿])|মিঃ|মিনিট|(?:ভোর|সকাল|বেলা|দুপুর|বিকাল|বিকেল|অপরাহ্[ণন]|পূর্বাহ্[ণন]|সন্ধ্যা|রাত)\s*[০-৯0-9]|[0-9]\s*[ap]\.?m"
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Raw texts of a meeting's header and end, under the names of `pipeline.minutes.Minutes`."""

    title: str | None = None
    office: str | None = None
    chair_text: str | None = None
    date_text: str | None = None
    time_text: str | None = None
    venue: str | None = None
    committee_text: str | None = None
    month_text: str | None = None
    meeting_no_text: str | None = None
    memo_text: str | None = None
    issued_on_text: str | None = None
    signatory_name: str | None = None
    signatory_designation: str | None = None
    attendees: tuple[RawAttendee, ...] = ()
    place_texts: tuple[str, ...] = ()


def read_header(blocks: Sequence[Block], furniture: Sequence[Paragraph] = (), page_title: str | None = None) -> Header:
    """Return the header of the meeting whose blocks these are; what it does not say is None."""
    lines = list(lines_of(blocks))
    start, end = _bounds(lines)
    head, tail = lines[:start], lines[end:]
    running = list(lines_of(furniture))
    title = find_title(head, page_title)
    fields = _fields(head)
    opening = read_opening(head + lines[start : start + 3])
    memo, issued = _memo_and_date(head, fields, tail, running)
    held, time = _day_and_time(head, fields, memo_line=_memo_line(fields), title=title)
    chair = _chair(head, fields) or opening.chair
    when, where = _together(fields, head)
    heading = read_heading(title) if title else opening
    name, designation = find_signature(tail, chair)
    return Header(
        title=title,
        office=find_office(head, running) or find_office(tail, [], on_top=False),
        chair_text=chair,
        date_text=held or when or opening.date or heading.date,
        time_text=time or (when if when and _HOUR.search(when) else None) or opening.time or heading.time,
        venue=_first(fields, "venue", head) or where or opening.venue or heading.venue,
        committee_text=_first(fields, "committee", head) or opening.committee,
        month_text=month_of_title(title) or _first(fields, "month", head) or month_of_meeting(head),
        meeting_no_text=_first(fields, "meeting_no", head) or meeting_number(title),
        memo_text=memo,
        issued_on_text=issued,
        signatory_name=name,
        signatory_designation=designation,
        attendees=attendees_of(blocks),
        place_texts=find_place_texts(head, tail, page_title),
    )


def _fields(lines: Sequence[Line]) -> list[Field]:
    """The labelled fields; labels on lines of their own only where a kind has no other."""
    fields = fields_of(lines)
    kinds = {field.kind for field in fields}
    return sorted([*fields, *(f for f in bare_labels(lines) if f.kind not in kinds)], key=lambda field: field.line)


def _bounds(lines: Sequence[Line]) -> tuple[int, int]:
    """Where the header ends and where the end of the minutes begins, as indices of `lines`."""
    closings = [index for index, line in enumerate(lines) if closes(line.text)]
    body = [
        index
        for index, line in enumerate(lines)
        if line.tables or (not line.from_table and (len(line.text) > _NARRATIVE or _tells_business(line.text)))
    ]
    start = min([*body, *closings, HEAD_LINES, len(lines)])
    if closings:
        return start, closings[-1] + 1
    # Without a closing, the end is what follows the last table or the last long line.
    last = max((index + 1 if len(lines[index].text) > _NARRATIVE else index for index in _ends(lines)), default=start)
    return start, max(last, start)


def _tells_business(text: str) -> bool:
    return next(marks_of(text)).kind in {"discussion", "implementer"}


def _ends(lines: Sequence[Line]) -> list[int]:
    long = [index for index, line in enumerate(lines) if len(line.text) > _NARRATIVE and not line.from_table]
    tables = [index for index in range(1, len(lines)) if lines[index].tables > lines[index - 1].tables]
    return [*long[-1:], *tables[-1:]]


def _first(fields: Sequence[Field], kind: str, lines: Sequence[Line]) -> str | None:
    """The value of the first field of `kind`, or the line below it where its own line ends with the label."""
    taken = {field.line for field in fields}
    for field in fields:
        if field.kind != kind:
            continue
        below = _below(lines, field.line)
        free = below < len(lines) and below not in taken
        if not field.value:
            if free:
                return tidy(lines[below].text)
        elif free and lines[field.line].text.endswith(",") and len(lines[below].text) < _SHORT:
            return f"{field.value}, {tidy(lines[below].text)}"
        else:
            return field.value
    return None


def _below(lines: Sequence[Line], line: int) -> int:
    """The line below, past one that holds nothing but the colon of a label."""
    return line + 2 if line + 1 < len(lines) and not lines[line + 1].text.strip(" :ঃ-") else line + 1


def _chair(lines: Sequence[Line], fields: Sequence[Field]) -> str | None:
    """The chair's lines: the labelled one and the short ones below it, up to the next label or heading."""
    taken = {field.line for field in fields}
    for field in fields:
        if field.kind != "chair":
            continue
        parts = [field.value] if field.value else []
        below = _below(lines, field.line)
        for index in range(below, min(below + 4, len(lines))):
            line = lines[index]
            if index in taken or (line.from_table and "\t" in line.text) or len(line.text) > 90 or _ends_chair(line):
                break
            parts.append(tidy(line.text))
        post = next((other.value for other in fields if other.kind == "chair_post" and other.line > field.line), None)
        if len(parts) == 1 and post:
            parts.append(post)
        if parts:
            return "\n".join(parts)
    return None


def _ends_chair(line: Line) -> bool:
    return (
        is_bullet(line.text)
        or next(marks_of(line.text)).kind != "text"
        or bool(
            re.search(
                nfc(
                    r"(?:[ঀ-৿]{4}|\s)[:ঃ]-?\s*\S|সভা(?:র|য়)\s|কার্য\s*-?\s*বিবর|রেজুলেশন|উপস্থিত|তালিকা|আলোচনা|সারসংক্ষেপ|পরিশিষ্ট|[০-৯0-9]{2}[/-][০-৯0-9]{2}|^[(\[]?[০-৯0-9]{1,2}[।.)]"
                ),
                line.text,
            )
        )
    )


def _memo_line(fields: Sequence[Field]) -> int | None:
    return next((field.line for field in fields if field.kind == "memo" and _is_memo(field.value)), None)


def _is_memo(value: str) -> bool:
    return bool(re.search(r"[০-৯0-9]", value)) and len(value) < 90


def _memo_and_date(
    head: Sequence[Line], fields: Sequence[Field], tail: Sequence[Line], running: Sequence[Line]
) -> tuple[str | None, str | None]:
    """The memo number and the date that belongs to it: on its line or the few lines below; head before end."""
    for lines in (head, running, tail):
        found = fields if lines is head else fields_of(lines)
        for field in found:
            if field.kind == "memo" and field.begins_line and _is_memo(field.value):
                return field.value, _date_beside(lines, found, field.line)
    return None, None


def _date_beside(lines: Sequence[Line], fields: Sequence[Field], memo: int) -> str | None:
    for field in fields:
        if field.kind == "date" and memo <= field.line <= memo + 2:
            parts = [field.value] if field.value else []
            # Both calendars are often stacked, one below the other.
            for line in lines[field.line + 1 : field.line + 3]:
                if len(line.text) < 40 and _DATE_LIKE.search(line.text) and not fields_of([line]):
                    parts.append(tidy(line.text))
                else:
                    break
            return "\n".join(parts) or None
    above = next((field.value for field in fields if field.kind == "date" and field.line == memo - 1), None)
    if above:
        return above
    below = [tidy(line.text) for line in lines[memo + 1 : memo + 4]]
    dates = list(takewhile(_DAY.fullmatch, below))
    return "\n".join(dates) or None


def _day_and_time(
    lines: Sequence[Line], fields: Sequence[Field], *, memo_line: int | None, title: str | None
) -> tuple[str | None, str | None]:
    day = _first(fields, "meeting_date", lines)
    both = _first(fields, "date_time", lines)
    time = _first(fields, "time", lines)
    if day is None and both and _HOLDS_DAY.search(both):
        day = both
    if time is None and both:
        time = both
    if day is None:
        title_line = next(
            (index for index, line in enumerate(lines) if title and line.text.startswith(title[:20])), None
        )
        issued = _issue_line(fields, memo_line)
        for field in fields:
            beside_memo = issued is not None and field.line == issued
            before_title = title_line is not None and field.line < title_line
            if field.kind == "date" and not beside_memo and not (before_title and memo_line is not None):
                day = field.value or _first([field], "date", lines)
                break
    weekday = next((field.value for field in fields if field.kind == "weekday" and field.value), None)
    if day and weekday and weekday not in day and len(weekday) < 20:
        day = f"{day} {weekday}"
    if time is None and day and _HOUR.search(day):
        time = day
    return day, time


def _issue_line(fields: Sequence[Field], memo: int | None) -> int | None:
    """The line of the date that belongs to the memo: on its own line or the two below it, else above it."""
    if memo is None:
        return None
    dates = [field.line for field in fields if field.kind == "date"]
    return next((line for line in dates if memo <= line <= memo + 2), memo - 1 if memo - 1 in dates else None)


def _together(fields: Sequence[Field], lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """When and where of one label for both ("তারিখ ও স্থান"): parts at marks, those of a day or an hour first."""
    value = _first(fields, "everything", lines)
    if not value:
        return None, None
    parts = [part.strip() for part in re.split(r"[;।\n]|,\s", value) if part.strip()]
    when = [part for part in parts if _DATE_LIKE.fullmatch(part) or _HOUR.search(part) or _WHEN.search(part)]
    return ", ".join(when) or None, ", ".join(part for part in parts if part not in when) or None
