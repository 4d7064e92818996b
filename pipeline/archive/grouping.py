"""What `siddhanto topics` decided, kept beside the rows it is about, so that a rebuild of the tables does not lose it.

Topics and follow-ups rest on all decisions, so they are not made anew by every import; it says where they are older.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.records import Rows

LAYOUT = """
CREATE TABLE IF NOT EXISTS grouped (
    decision_id TEXT PRIMARY KEY, title TEXT, kind TEXT NOT NULL, topic_id TEXT, topic TEXT
) WITHOUT ROWID;
"""


def remember(connection: sqlite3.Connection, decisions: Iterable[Mapping[str, Any]]) -> None:
    """Keep the topic of every decision, and the title and kind by which it came to it."""
    connection.execute("DELETE FROM grouped")
    connection.executemany(
        "INSERT INTO grouped VALUES (:decision_id, :agenda_title, :kind, :topic_id, :topic)", map(dict, decisions)
    )


def is_grouped(connection: sqlite3.Connection) -> bool:
    """Return whether topics were ever built."""
    return connection.execute("SELECT 1 FROM grouped LIMIT 1").fetchone() is not None


def refill(connection: sqlite3.Connection, rows: Rows, corrected: frozenset[tuple[str, str]]) -> int:
    """Put the topics back into the decisions of a document, but where people corrected them; `corrected` are (id, field).

    A decision whose title or kind is another by now has none. Returns how many decisions topics have not looked at.
    """
    decisions = rows["decisions"]
    if not decisions:
        return 0
    document_id = decisions[0]["document_id"]
    found = {
        decision_id: (title, kind, topic_id, topic)
        for decision_id, title, kind, topic_id, topic in connection.execute(
            "SELECT * FROM grouped WHERE decision_id > ? AND decision_id < ?", (f"{document_id}/", f"{document_id}0")
        )  # "0" comes next after "/"
    }
    new = 0
    for row in decisions:
        title, kind, topic_id, topic = found.get(row["decision_id"], (None, None, None, None))
        if (title, kind) != (row["agenda_title"], row["kind"]):
            new += 1
            continue
        for field, value in (("topic_id", topic_id), ("topic", topic)):
            if (row["decision_id"], field) not in corrected:
                row[field] = value
    return new
