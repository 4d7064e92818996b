"""Rows of the tables from the ledger: places, copies and corrections put in, in the order of the documents."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.archive.account import problems
from pipeline.archive.contents import outcomes, traces
from pipeline.archive.copies import link, links
from pipeline.archive.corrections import Correction, correct, lost
from pipeline.archive.grouping import is_grouped, refill
from pipeline.archive.ledger import Ledger
from pipeline.process import failed
from pipeline.reasons import ISSUES
from pipeline.records import Rows, rows_of
from pipeline.sources import Origin

SUPERSEDED = "superseded"


@dataclass(slots=True, kw_only=True)
class Ungrouped:
    """How many decisions `siddhanto topics` has not looked at, where it ever looked."""

    decisions: int = 0


def assembled(ledger: Ledger, corrections: dict[str, list[Correction]], ungrouped: Ungrouped) -> Iterator[Rows]:
    """Yield the rows of every document, by document_id, whatever the order in which they were read."""
    same = links(traces(ledger))
    has_topics = is_grouped(ledger.connection)
    found = set()
    for rows in heapq.merge(_contents(ledger, same), iter(_problems(ledger)), key=_document_id):
        own = corrections.get(_document_id(rows))
        if own:
            correct(rows, own)
            found.add(_document_id(rows))
        if has_topics:
            by_hand = frozenset((one.row_id, one.field) for one in own or ())
            ungrouped.decisions += refill(ledger.connection, rows, by_hand)
        yield rows
    yield from lost(corrections, found)


def _contents(ledger: Ledger, same: dict[str, str]) -> Iterator[Rows]:
    for uris, is_superseded, rows in outcomes(ledger):
        for table in rows.values():
            for row in table:
                row["source_uri"] = uris[0]
        (document,) = rows["documents"]
        document["aliases"] = list(uris[1:])
        link(rows, same)
        if is_superseded:
            _supersede(rows, document)
        yield rows


def _problems(ledger: Ledger) -> list[Rows]:
    found = [
        rows_of(failed(Origin(uris=(uri,)), problem, detail)) for uri, problem, detail in problems(ledger.connection)
    ]
    return sorted(found, key=_document_id)


def _document_id(rows: Rows) -> str:
    return str(rows["documents"][0]["document_id"])


def _supersede(rows: Rows, document: dict[str, Any]) -> None:
    for meeting in rows["meetings"]:
        meeting["preferred"] = False
        meeting["flags"] = sorted({*meeting["flags"], SUPERSEDED})
    rows["issues"].append(
        {
            **dict.fromkeys(("meeting_id", "decision_id", "page", "field", "text")),
            "document_id": document["document_id"],
            "source_uri": document["source_uri"],
            "code": SUPERSEDED,
            "severity": "note",
            "detail": ISSUES[SUPERSEDED],
        }
    )
