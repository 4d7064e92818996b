"""What the columns promise beyond their types: keys, references, closed lists, forms, and where a value must stand."""

from types import NoneType
from typing import get_args, get_type_hints

from extractors import errors
from extractors.errors import ExtractionError
from extractors.findings import FINDINGS
from pipeline.analysis.derived import DERIVED
from pipeline.reasons import ISSUES, NO_DECISIONS, PARTIAL, READ_FAILED
from pipeline.rows import DecisionRow, DocumentRow, IssueRow, MeetingRow, ReviewRow
from pipeline.schema import TABLES

KEYS = {
    "decisions": "decision_id",
    "meetings": "meeting_id",
    "documents": "document_id",
    "topics": "topic_id",
    "reviews": "review_id",
}
REFERENCES = {
    "decisions": (("meeting_id", "meetings"), ("document_id", "documents"), ("topic_id", "topics")),
    "meetings": (("document_id", "documents"), ("same_meeting_as", "meetings")),
    "issues": (("document_id", "documents"), ("meeting_id", "meetings"), ("decision_id", "decisions")),
    "follow_ups": (
        ("decision_id", "decisions"), ("later_meeting_id", "meetings"), ("later_decision_id", "decisions"),
        ("review_id", "reviews"),
    ),
    "reviews": (("meeting_id", "meetings"), ("document_id", "documents")),
}  # fmt: skip
# An issue may be about a line of corrections.csv whose row is not there: that is what it says.
FREE_REFERENCES = {"issues": "code LIKE 'correction%'"}

_UNREAD = {cls.code for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, ExtractionError)}
_ROUTES = ("html", "docx", "doc", "text", "pdf-text", "pdf-ocr")
_ENCODINGS = ("unicode", "bijoy", "residue", "mixed")
_LEVELS = ("national", "division", "district", "upazila", "municipality", "union", "institution")
_FLAGS = tuple(sorted({*ISSUES, *FINDINGS, "corrected", "superseded"}))
CLOSED: dict[tuple[str, str], tuple[str, ...]] = {
    ("decisions", "kind"): ("decision", "confirmation", "condolence", "information"),
    ("decisions", "deadline_kind"): ("date", "days", "working_days", "month_end", "next_meeting", "continuous"),
    ("decisions", "route"): _ROUTES,
    ("decisions", "encoding"): _ENCODINGS,
    ("decisions", "level"): _LEVELS,
    ("decisions", "flags"): _FLAGS,
    ("meetings", "level"): _LEVELS,
    ("meetings", "flags"): _FLAGS,
    ("documents", "route"): _ROUTES,
    ("documents", "encoding"): _ENCODINGS,
    ("documents", "status"): ("decisions", "no_decisions", "partial", "failed"),
    ("documents", "reason"): tuple(sorted({*NO_DECISIONS, *PARTIAL, *READ_FAILED, *_UNREAD})),
    ("issues", "code"): tuple(sorted({*ISSUES, *FINDINGS, *READ_FAILED, *_UNREAD})),
    ("issues", "severity"): ("error", "warning", "note"),
    ("topics", "origin"): ("glossary", "similarity"),
    ("follow_ups", "status"): (
        "implemented", "in_progress", "not_implemented", "repeated", "discussed", "not_mentioned",
    ),
}  # fmt: skip
"""The values that columns, or the entries of lists, may have beside null."""

_MONTH = r"[12][0-9]{3}-(0[1-9]|1[0-2])"
_DIGEST = "[0-9a-f]{16}"
FORMS: dict[tuple[str, str], str] = {
    ("decisions", "meeting_month"): _MONTH,
    ("meetings", "meeting_month"): _MONTH,
    ("meetings", "start_time"): "([01][0-9]|2[0-3]):[0-5][0-9]",
    ("documents", "sha256"): "[0-9a-f]{64}",
    ("decisions", "decision_id"): f"{_DIGEST}/[1-9][0-9]*/[1-9][0-9]*",
    ("meetings", "meeting_id"): f"{_DIGEST}/[1-9][0-9]*",
    ("documents", "document_id"): _DIGEST,
    ("reviews", "review_id"): f"{_DIGEST}/[1-9][0-9]*/r[1-9][0-9]*",
}
"""Regular expressions that whole values match, in the syntax that ECMA-262 and RE2 share."""

_ROWS = {
    "decisions": DecisionRow, "meetings": MeetingRow, "documents": DocumentRow, "issues": IssueRow, "reviews": ReviewRow,
}  # fmt: skip
_DERIVED_NULLS = {
    "topics": {"first_date", "last_date"},
    "follow_ups": {"thread_id", "later_meeting_date", "later_decision_id", "review_id", "evidence", "score"},
}


def required(table: str) -> frozenset[str]:
    """Return the columns of `table` that are never null."""
    if table in _ROWS:
        hints = get_type_hints(_ROWS[table])
        return frozenset(name for name, hint in hints.items() if NoneType not in get_args(hint))
    columns = DERIVED[table] if table in DERIVED else TABLES[table]
    return frozenset(column.name for column in columns) - _DERIVED_NULLS[table]
