"""The rows of the tables, as frozen dataclasses whose fields are the columns of `pipeline.schema`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """One entry of an attendance list: present unless the list is of absentees."""

    name: str
    designation: str | None
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One decision (decisions.parquet)."""

    decision_id: str
    meeting_id: str
    document_id: str
    source_uri: str
    committee: str | None = None
    committee_key: str | None = None
    level: str | None = None
    division: str | None = None
    district: str | None = None
    upazila: str | None = None
    union: str | None = None
    meeting_date: date | None = None
    meeting_month: str | None = None
    agenda_no: str | None = None
    agenda_title: str | None = None
    discussion: str | None = None
    decision_no: int
    decision: str
    implementers: tuple[str, ...] = ()
    implementers_text: str | None = None
    implementer_keys: tuple[str, ...] = ()
    deadline: date | None = None
    deadline_text: str | None = None
    deadline_kind: str | None = None
    amounts_bdt: tuple[Decimal, ...] = ()
    kind: str = "decision"
    topic_id: str | None = None
    topic: str | None = None
    route: str
    encoding: str
    page: int | None = None
    locator: str
    bbox: tuple[float, ...] | None = None
    confidence: float
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One meeting in a document (meetings.parquet)."""

    meeting_id: str
    document_id: str
    source_uri: str
    title: str | None = None
    committee: str | None = None
    committee_key: str | None = None
    level: str | None = None
    office: str | None = None
    division: str | None = None
    district: str | None = None
    upazila: str | None = None
    union: str | None = None
    place_code: str | None = None
    meeting_no: str | None = None
    meeting_month: str | None = None
    meeting_date: date | None = None
    meeting_date_text: str | None = None
    start_time: str | None = None
    time_text: str | None = None
    venue: str | None = None
    chair_name: str | None = None
    chair_designation: str | None = None
    memo_no: str | None = None
    memo: Mapping[str, str | None] | None = None
    issued_on: date | None = None
    issued_on_text: str | None = None
    signatory_name: str | None = None
    signatory_designation: str | None = None
    attendees: tuple[Attendee, ...] = ()
    decisions: int = 0
    preferred: bool = True
    same_meeting_as: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One distinct file content, or one place that could not be read at all (documents.parquet)."""

    document_id: str
    sha256: str | None
    source_uri: str
    aliases: tuple[str, ...] = ()
    format: str | None = None
    bytes: int | None = None
    pages: int | None = None
    page_title: str | None = None
    published_on: date | None = None
    archived_on: date | None = None
    fetched_at: datetime | None = None
    route: str | None = None
    encoding: str | None = None
    status: str
    reason: str | None = None
    meetings: int = 0
    decisions: int = 0
    rows_expected: int | None = None
    extractor_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """One thing not understood or doubtful (issues.parquet)."""

    document_id: str
    meeting_id: str | None = None
    decision_id: str | None = None
    source_uri: str
    page: int | None = None
    field: str | None = None
    code: str
    severity: str
    text: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """What a meeting tells of an earlier decision (reviews.parquet)."""

    review_id: str
    meeting_id: str
    document_id: str
    source_uri: str
    review_no: str | None = None
    decision: str | None = None
    progress: str | None = None
    implementers_text: str | None = None
    page: int | None = None
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All rows that one file gives."""

    document: DocumentRow
    meetings: tuple[MeetingRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()
    issues: tuple[IssueRow, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()
