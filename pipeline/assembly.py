"""Rows of the tables from the ledger: places put in, superseded contents marked, in the order of the documents."""

import heapq
from collections.abc import Iterator
from typing import Any

from pipeline.ledger import Ledger
from pipeline.process import failed
from pipeline.reasons import ISSUES
from pipeline.records import Rows, rows_of
from pipeline.sources import Origin

SUPERSEDED = "superseded"


def assembled(ledger: Ledger) -> Iterator[Rows]:
    """Yield the rows of every document, by document_id, whatever the order in which they were read."""
    yield from heapq.merge(_contents(ledger), iter(_problems(ledger)), key=_document_id)


def _contents(ledger: Ledger) -> Iterator[Rows]:
    for uris, is_superseded, rows in ledger.outcomes():
        for table in rows.values():
            for row in table:
                row["source_uri"] = uris[0]
        (document,) = rows["documents"]
        document["aliases"] = list(uris[1:])
        if is_superseded:
            _supersede(rows, document)
        yield rows


def _problems(ledger: Ledger) -> list[Rows]:
    found = [rows_of(failed(Origin(uris=(uri,)), problem, detail)) for uri, problem, detail in ledger.problems()]
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
