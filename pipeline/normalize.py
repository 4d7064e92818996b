"""Values beside texts: one interpreted document becomes rows, and what was not understood becomes issues.

The normalizers stay silent; this is where a text that gave no value is noticed and reported.
"""

from dataclasses import replace
from datetime import date

from extractors.document import Document
from extractors.findings import FINDINGS
from normalizers.dates import parse_date
from pipeline.decision_row import Slot, decision_row
from pipeline.interpret.serials import parse_serial
from pipeline.meeting_row import meeting_row
from pipeline.minutes import Interpretation, Minutes
from pipeline.rows import DecisionRow, DocumentRow, IssueRow, MeetingRow, Outcome, ReviewRow
from pipeline.sources import Origin
from pipeline.version import VERSION


def normalize(interpretation: Interpretation, document: Document, origin: Origin) -> Outcome:
    """Return the rows of one document, and an issue for each text that gave no value."""
    issues = [
        IssueRow(
            document_id=origin.document_id,
            source_uri=origin.uris[0],
            page=finding.page,
            code=finding.code,
            severity=finding.severity,
            text=finding.text or None,
            detail=finding.detail or FINDINGS.get(finding.code),
        )
        for finding in (*document.findings, *interpretation.findings)
    ]
    meetings: list[MeetingRow] = []
    reviews: list[ReviewRow] = []
    decisions: list[DecisionRow] = []
    for number, minutes in enumerate(interpretation.minutes, 1):
        meeting, placing, found = meeting_row(
            minutes, f"{origin.document_id}/{number}", origin, by_ocr=document.route == "pdf-ocr"
        )
        issues += found
        before = len(decisions)
        for item in minutes.items:
            for decision_no, decision in enumerate(item.decisions, 1):
                slot = Slot(
                    document=document,
                    minutes=minutes,
                    item=item,
                    meeting=meeting,
                    placing=placing,
                    row_no=len(decisions) - before + 1,
                    decision_no=decision_no,
                )
                row, found = decision_row(decision, slot)
                decisions.append(row)
                issues += found
        reviews += _reviews(minutes, meeting)
        meetings.append(replace(meeting, decisions=len(decisions) - before))
    published, archived = _portal_dates(document, origin, issues)
    missing = interpretation.rows_seen - interpretation.rows_explained - len(decisions)
    if missing > 0:
        issues.append(
            IssueRow(
                document_id=origin.document_id,
                source_uri=origin.uris[0],
                field="rows_expected",
                code="rows_unexplained",
                severity="warning",
                detail=f"{interpretation.rows_seen} numbered rows or decision marks seen, {len(decisions)} rows out, "
                f"{interpretation.rows_explained} explained: {missing} missing.",
            )
        )
    status, reason = _status(document, interpretation, decisions=len(decisions), missing=missing)
    row_of_document = DocumentRow(
        document_id=origin.document_id,
        sha256=origin.digest,
        source_uri=origin.uris[0],
        aliases=origin.uris[1:],
        format=document.format,
        bytes=origin.bytes,
        pages=document.pages,
        page_title=document.page_title,
        published_on=published,
        archived_on=archived,
        fetched_at=origin.fetched.at if origin.fetched else None,
        route=document.route,
        encoding=document.encoding,
        status=status,
        reason=reason,
        meetings=len(meetings),
        decisions=len(decisions),
        rows_expected=interpretation.rows_seen,
        extractor_version=VERSION,
    )
    return Outcome(
        document=row_of_document,
        meetings=tuple(meetings),
        decisions=tuple(decisions),
        issues=tuple(issues),
        reviews=tuple(reviews),
    )


def _reviews(minutes: Minutes, meeting: MeetingRow) -> list[ReviewRow]:
    return [
        ReviewRow(
            review_id=f"{meeting.meeting_id}/r{number}",
            meeting_id=meeting.meeting_id,
            document_id=meeting.document_id,
            source_uri=meeting.source_uri,
            review_no=parse_serial(review.serial_text) if review.serial_text else None,
            decision=review.decision,
            progress=review.progress,
            implementers_text=review.implementers_text,
            page=review.place.page,
            locator=review.place.locator,
        )
        for number, review in enumerate(minutes.reviews, 1)
    ]


def _status(
    document: Document, interpretation: Interpretation, *, decisions: int, missing: int
) -> tuple[str, str | None]:
    if not document.is_complete:
        return "partial", "incomplete_reading"
    if missing > 0:
        return "partial", "rows_unexplained"
    if decisions:
        return "decisions", None
    return "no_decisions", interpretation.reason or "no_minutes"


def _portal_dates(document: Document, origin: Origin, issues: list[IssueRow]) -> tuple[date | None, date | None]:
    values = []
    fetched = origin.fetched
    published = document.published_text or (fetched.published if fetched else None)
    archived = document.archived_text or (fetched.archived if fetched else None)
    for field, text in (("published_on", published), ("archived_on", archived)):
        value = parse_date(text) if text else None
        if text and value is None:
            issues.append(
                IssueRow(
                    document_id=origin.document_id,
                    source_uri=origin.uris[0],
                    field=field,
                    code="date_not_understood",
                    severity="note",
                    text=text,
                )
            )
        values.append(value)
    return values[0], values[1]
