"""One decision's row: implementers, deadline and money beside their texts."""

from dataclasses import dataclass
from datetime import date

from extractors.document import Document
from normalizers.deadlines import Deadline, find_deadline, parse_deadline
from normalizers.implementers import split_implementers
from normalizers.money import find_amounts
from normalizers.offices import office_key
from normalizers.places import Placing
from pipeline.confidence import confidence_of
from pipeline.interpret.serials import parse_serial
from pipeline.kinds import kind_of
from pipeline.minutes import AgendaItem, Minutes, RawDecision
from pipeline.reasons import ISSUES
from pipeline.rows import DecisionRow, IssueRow, MeetingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Where a decision belongs: its item, its meeting, and its numbers there."""

    document: Document
    minutes: Minutes
    item: AgendaItem
    meeting: MeetingRow
    placing: Placing  # canonical names, where the meeting's row spells them as stated
    row_no: int  # 1-based within the meeting
    decision_no: int  # 1-based within the agenda item


def decision_row(decision: RawDecision, slot: Slot) -> tuple[DecisionRow, tuple[IssueRow, ...]]:
    """Return the row of `decision` and an issue for each of its texts that gave no value."""
    meeting, item = slot.meeting, slot.item
    decision_id = f"{meeting.meeting_id}/{slot.row_no}"
    deadline = _deadline(decision, meeting.meeting_date)
    implementers = split_implementers(decision.implementers_text) if decision.implementers_text else ()
    keys = dict.fromkeys(key for key in map(office_key, implementers) if key)
    box = decision.place.box
    found = []
    if decision.deadline_text and (deadline is None or deadline.kind is None):
        found.append(("deadline_not_understood", "deadline", "warning", decision.deadline_text))
    if deadline and deadline.value and meeting.meeting_date and deadline.value < meeting.meeting_date:
        found.append(("deadline_before_meeting", "deadline", "note", deadline.text))
    if decision.implementers_text and not implementers:
        found.append(("implementer_not_understood", "implementers", "warning", decision.implementers_text))
    if item.original:
        found.append(("residue_repaired", "decision", "note", item.original))
    issues = tuple(
        IssueRow(
            document_id=meeting.document_id,
            meeting_id=meeting.meeting_id,
            decision_id=decision_id,
            source_uri=meeting.source_uri,
            page=decision.place.page,
            field=field,
            code=code,
            severity=severity,
            text=text,
            detail=ISSUES[code],
        )
        for code, field, severity, text in found
    )
    row = DecisionRow(
        decision_id=decision_id,
        meeting_id=meeting.meeting_id,
        document_id=meeting.document_id,
        source_uri=meeting.source_uri,
        committee=meeting.committee,
        committee_key=meeting.committee_key,
        level=meeting.level,
        division=slot.placing.division,
        district=slot.placing.canonical_district or slot.placing.district,
        upazila=slot.placing.canonical_upazila or slot.placing.upazila,
        union=slot.placing.canonical_union or slot.placing.union,
        meeting_date=meeting.meeting_date,
        meeting_month=meeting.meeting_month,
        agenda_no=parse_serial(item.serial_text) if item.serial_text else None,
        agenda_title=item.title,
        discussion=item.discussion,
        decision_no=slot.decision_no,
        decision=decision.text,
        implementers=implementers,
        implementers_text=decision.implementers_text,
        implementer_keys=tuple(keys),
        deadline=deadline.value if deadline else None,
        deadline_text=deadline.text if deadline else decision.deadline_text,
        deadline_kind=deadline.kind if deadline else None,
        amounts_bdt=find_amounts(decision.text),
        kind=kind_of(item, decision),
        route=slot.document.route,
        encoding=slot.document.encoding,
        page=decision.place.page,
        locator=decision.place.locator,
        bbox=(box.x0, box.top, box.x1, box.bottom) if box else None,
        confidence=confidence_of(slot.document, slot.minutes, item, decision),
        flags=tuple(sorted({*meeting.flags, *(code for code, *_ in found)})),
    )
    return row, issues


def _deadline(decision: RawDecision, held: date | None) -> Deadline | None:
    """The deadline column holds for its row; without one, the decision's own words."""
    stated = parse_deadline(decision.deadline_text, held) if decision.deadline_text else None
    if stated and stated.value:
        return stated
    return find_deadline(decision.text, held) or stated
