"""What interpretation finds: meetings, agenda items and decisions, as raw texts with their places.

Nothing here is understood yet: dates, numbers and offices are the strings of the document. `normalize` puts
values beside them.
"""

from dataclasses import dataclass, field

from extractors.document import Box, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a row stands in its source."""

    locator: str  # "table 2 row 5" or "paragraph 14", counted from 1
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDecision:
    """One decision, as written, without its enumerator or label."""

    text: str
    place: Place
    implementers_text: str | None = None
    deadline_text: str | None = None  # of a deadline column or label; a date inside `text` is found later
    confidence: float | None = None  # of the OCR, 0 to 1
    is_confirmation: bool = False  # the item's matter is to confirm the last minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One item of the agenda with what was said and decided under it (perhaps nothing)."""

    place: Place
    decisions: tuple[RawDecision, ...]
    serial_text: str | None = None  # "০২।", "আলোচ্যসূচি-৩": as printed
    title: str | None = None
    discussion: str | None = None
    original: str | None = None  # the decision cell before converter residue was repaired, where that changed it


@dataclass(frozen=True, slots=True, kw_only=True)
class RawReview:
    """What a meeting tells of an earlier decision; of several, where `decision` is None."""

    place: Place
    decision: str | None = None  # the earlier decision as it is repeated there
    progress: str | None = None
    serial_text: str | None = None
    implementers_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawAttendee:
    """One line of an attendance list."""

    name: str
    designation: str | None = None
    present: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """One meeting in a document."""

    items: tuple[AgendaItem, ...]
    title: str | None = None
    office: str | None = None  # letterhead office with its place
    committee_text: str | None = None  # of a label such as কমিটির নাম
    chair_text: str | None = None  # the chair's lines: name, post, office
    date_text: str | None = None
    time_text: str | None = None
    venue: str | None = None
    month_text: str | None = None  # where a label or the heading names the month of business
    meeting_no_text: str | None = None
    memo_text: str | None = None
    issued_on_text: str | None = None
    signatory_name: str | None = None
    signatory_designation: str | None = None
    attendees: tuple[RawAttendee, ...] = ()
    reviews: tuple[RawReview, ...] = ()
    place_texts: tuple[str, ...] = ()  # other lines that may name district, upazila, union, most telling first
    layout: str = ""  # the recogniser that found the rows, and how sure its column roles are
    certainty: float = 1.0  # 0 to 1: how plainly the layout named its columns or labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """All meetings of a document, and the account of what was seen but gave no row."""

    minutes: tuple[Minutes, ...] = ()
    reason: str | None = None  # why there are no decisions: a code of `pipeline.reasons.NO_DECISIONS`
    rows_seen: int = 0  # numbered rows or decision marks in the source
    rows_explained: int = 0  # of those, rows that rightly gave no decision (review table, empty cell …)
    findings: tuple[Finding, ...] = field(default=())
