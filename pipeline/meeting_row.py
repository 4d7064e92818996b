"""One meeting's row: the values of its header beside their texts."""

from datetime import date
from functools import partial
from urllib.parse import urlsplit

from normalizers.committees import committee_key, committee_of, level_of
from normalizers.dates import parse_month, read_date
from normalizers.memos import Memo, parse_memo
from normalizers.numbers import parse_ordinal
from normalizers.persons import split_person
from normalizers.places import Placing, find_places
from normalizers.slots import months_repaired
from normalizers.text import one_line
from normalizers.times import parse_time
from pipeline.minutes import Minutes
from pipeline.reasons import ISSUES
from pipeline.rows import Attendee, IssueRow, MeetingRow
from pipeline.schema import MEMO_PARTS
from pipeline.sources import Origin

_MEETING = "সভা"


def meeting_row(
    minutes: Minutes, meeting_id: str, origin: Origin, *, by_ocr: bool = False
) -> tuple[MeetingRow, Placing, tuple[IssueRow, ...]]:
    """Return the row of `minutes`, its canonical place, and an issue for each text of its header that gave no value."""
    issues: list[IssueRow] = []
    issue = partial(_issue, issues, meeting_id=meeting_id, document_id=origin.document_id, source_uri=origin.uris[0])
    held = _date(minutes.date_text, "meeting_date", issue, by_ocr=by_ocr)
    issued = _date(minutes.issued_on_text, "issued_on", issue, by_ocr=by_ocr)
    month = parse_month(minutes.month_text) if minutes.month_text else None
    if minutes.month_text and month is None:
        issue("month_not_understood", field="meeting_month", text=minutes.month_text)
    start = parse_time(minutes.time_text) if minutes.time_text else None
    if minutes.time_text and start is None:
        issue("time_not_understood", field="start_time", text=minutes.time_text)
    memo = parse_memo(minutes.memo_text) if minutes.memo_text else None
    if minutes.memo_text and memo is None:
        issue("memo_not_understood", field="memo_no", text=minutes.memo_text)
    number = parse_ordinal(minutes.meeting_no_text) if minutes.meeting_no_text else None
    chair = split_person(minutes.chair_text) if minutes.chair_text else None
    committee = _committee(minutes)
    placing = find_places(_place_texts(minutes, committee), _host(origin))
    row = MeetingRow(
        meeting_id=meeting_id,
        document_id=origin.document_id,
        source_uri=origin.uris[0],
        title=one_line(minutes.title) if minutes.title else None,
        committee=committee,
        committee_key=committee_key(committee) if committee else None,
        level=level_of(" ".join(filter(None, (committee, minutes.office)))),
        office=minutes.office,
        division=placing.division,
        district=placing.district,
        upazila=placing.upazila,
        union=placing.union,
        place_code=placing.code,
        meeting_no=str(number) if number is not None else None,
        meeting_month=month or (f"{held:%Y-%m}" if held else None),
        meeting_date=held,
        meeting_date_text=minutes.date_text,
        start_time=start,
        time_text=minutes.time_text,
        venue=minutes.venue,
        chair_name=chair.name if chair else None,
        chair_designation=chair.designation if chair else None,
        memo_no=memo.number if memo else None,
        memo=_memo_parts(memo) if memo else None,
        issued_on=issued,
        issued_on_text=minutes.issued_on_text,
        signatory_name=minutes.signatory_name,
        signatory_designation=minutes.signatory_designation,
        attendees=tuple(Attendee(name=a.name, designation=a.designation, present=a.present) for a in minutes.attendees),
        flags=tuple(sorted({found.code for found in issues})),
    )
    return row, placing, tuple(issues)


def _committee(minutes: Minutes) -> str | None:
    """The body of the heading, else that of a label, which names it alone."""
    named = committee_of(minutes.title) if minutes.title else None
    return named or (committee_of(f"{minutes.committee_text} {_MEETING}") if minutes.committee_text else None)


def _issue(
    issues: list[IssueRow], code: str, *, severity: str = "warning", detail: str | None = None, **fields: str | None
) -> None:
    told = " ".join(filter(None, (ISSUES[code], detail)))
    issues.append(IssueRow(code=code, severity=severity, detail=told, **fields))  # type: ignore[arg-type]


def _date(text: str | None, field: str, issue: partial[None], *, by_ocr: bool) -> date | None:
    if not text:
        return None
    reading = read_date(text)
    if reading.value is None and by_ocr:
        repaired = read_date(months_repaired(text))
        if repaired.value is not None:
            issue("date_repaired", severity="note", field=field, text=text)
            return repaired.value
    if reading.value is None:
        code = "date_impossible" if (reading.note or "").startswith("no such day") else "date_not_understood"
        issue(code, field=field, text=text, detail=reading.note)
    elif reading.conflict:
        issue("date_conflict", field=field, text=text, detail=reading.note)
    elif reading.derived:
        issue("date_derived", severity="note", field=field, text=text, detail=reading.note)
    return reading.value


def _memo_parts(memo: Memo) -> dict[str, str | None]:
    return {"form": memo.form, **{part: memo.parts.get(part) for part in MEMO_PARTS}}


def _place_texts(minutes: Minutes, committee: str | None) -> tuple[str, ...]:
    told = (
        minutes.office,
        committee,
        minutes.chair_text,
        minutes.signatory_designation,
        minutes.venue,
        *minutes.place_texts,
    )
    return tuple(text for text in told if text)


def _host(origin: Origin) -> str | None:
    """The office's host, which for files that a crawl fetched is not the host that keeps them."""
    if origin.fetched:
        return origin.fetched.office
    uri = origin.uris[0]
    return urlsplit(uri).hostname if uri.startswith(("http://", "https://")) else None
