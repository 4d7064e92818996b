"""All that is known of one decision or one meeting, read from the database for its page."""

import json
from dataclasses import dataclass
from typing import Any

from datasette.database import Database

from pipeline.serve.excerpts import Spot
from pipeline.serve.source_files import Stored

THREAD = 100  # decisions of a thread that are shown
DECISIONS = 300  # of a meeting
COPIES = 50
PICTURED = ("pdf", "image")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A decision with everything around it."""

    decision: Row
    meeting: Row
    document: Row
    copies: list[Row]
    follow_ups: list[Row]
    thread: list[Row]
    issues: list[Row]


async def facts_of(database: Database, decision_id: str) -> Facts | None:
    """Return what is known of a decision; None where there is no such decision."""
    found = await _rows(
        database,
        "SELECT * FROM decisions JOIN decision_details USING (id) WHERE decision_id = ?",
        decision_id,
    )
    if not found:
        return None
    decision = found[0]
    for name in ("implementers", "amounts_bdt", "bbox", "flags"):
        decision[name] = json.loads(decision[name]) if decision[name] else []
    meeting = await meeting_of(database, decision["meeting_id"]) or {}
    documents = await _rows(database, "SELECT * FROM documents WHERE document_id = ?", decision["document_id"])
    document = documents[0] if documents else {}
    document["aliases"] = json.loads(document.get("aliases") or "[]")
    follow_ups = await _rows(
        database,
        "SELECT f.*, d.agenda_title AS later_title FROM follow_ups f "
        "LEFT JOIN decisions d ON d.decision_id = f.later_decision_id WHERE f.decision_id = ? "
        "ORDER BY f.later_meeting_date, f.later_meeting_id LIMIT 20",
        decision_id,
    )
    issues = await _rows(
        database, "SELECT field, code, severity, text, detail FROM issues WHERE decision_id = ? LIMIT 20", decision_id
    )
    return Facts(
        decision=decision,
        meeting=meeting,
        document=document,
        copies=await copies_of(database, meeting),
        follow_ups=follow_ups,
        thread=await _thread(database, decision),
        issues=issues,
    )


async def meeting_of(database: Database, meeting_id: str) -> Row | None:
    """Return a meeting; None where there is no such meeting."""
    found = await _rows(database, "SELECT * FROM meetings WHERE meeting_id = ?", meeting_id)
    for meeting in found:
        meeting["attendees"] = json.loads(meeting["attendees"] or "[]")
        return meeting
    return None


async def decisions_of(database: Database, meeting_id: str) -> list[Row]:
    """Return the decisions of a meeting, in its order."""
    return await _rows(
        database, f"SELECT * FROM decisions WHERE meeting_id = ? ORDER BY id LIMIT {DECISIONS}", meeting_id
    )


async def copies_of(database: Database, meeting: Row) -> list[Row]:
    """Return the other copies of a meeting, the main one first."""
    main = meeting.get("same_meeting_as") or meeting.get("meeting_id")
    if not main:
        return []
    return await _rows(
        database,
        "SELECT meeting_id, source_uri, preferred FROM meetings WHERE (meeting_id = ?1 OR same_meeting_as = ?1) "
        f"AND meeting_id <> ?2 ORDER BY preferred DESC, meeting_id LIMIT {COPIES}",
        main,
        meeting["meeting_id"],
    )


def spot_of(facts: Facts, places: list[Stored]) -> Spot:
    """Return where the decision stands in its source, which is at one of `places`."""
    decision, document = facts.decision, facts.document
    box = decision["bbox"]
    return Spot(
        digest=document["sha256"],
        places=tuple(places),
        form=document["format"],
        by_ocr=decision["route"] == "pdf-ocr",
        page=decision["page"],
        box=(box[0], box[1], box[2], box[3]) if len(box) == 4 else None,
        locator=decision["locator"],
    )


def is_pictured(facts: Facts) -> bool:
    """Return whether the source has pages that can be drawn."""
    return facts.document.get("format") in PICTURED and bool(facts.document.get("sha256"))


async def _thread(database: Database, decision: Row) -> list[Row]:
    if decision["topic_id"] is None or decision["committee_no"] is None:
        return []
    return await _rows(
        database,
        "SELECT d.decision_id, d.meeting_id, d.meeting_date, d.meeting_month, d.agenda_title, d.decision, "
        "(SELECT status FROM follow_ups f WHERE f.decision_id = d.decision_id AND status <> 'not_mentioned' "
        "ORDER BY later_meeting_date DESC LIMIT 1) AS status "
        "FROM decisions d WHERE d.committee_no = ? AND d.topic_id = ? AND (d.is_copy = 0 OR d.decision_id = ?) "
        f"ORDER BY coalesce(d.meeting_date, d.meeting_month), d.id LIMIT {THREAD}",
        decision["committee_no"],
        decision["topic_id"],
        decision["decision_id"],
    )


async def _rows(database: Database, query: str, *values: object) -> list[Row]:
    return [dict(row) for row in (await database.execute(query, values)).rows]
