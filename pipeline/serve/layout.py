"""The SQLite copy of the tables that pages are made from: its tables, what is searched, and what is looked up.

Short columns stand in `decisions`, which facets scan; long texts stand beside it in `decision_details`. Decisions are
numbered from the newest to the oldest, so that the natural order is the one that readers want.
"""

from collections.abc import Container

import pyarrow as pa

from pipeline.analysis.derived import DERIVED
from pipeline.schema import TABLES, Column

STATES = ("implemented", "in_progress", "not_implemented", "repeated", "discussed", "not_mentioned")
DETAILS = ("discussion", "implementers_text", "deadline_text", "amounts_bdt", "route", "encoding", "locator", "bbox", "source_uri")  # fmt: skip
OPTIONAL = tuple(DERIVED)  # made by commands of their own
COPIED = ("meetings", "documents", "issues", *OPTIONAL)
SEARCHED = ("agenda_title", "decision", "discussion", "committee", "implementers")

# Bangla vowel signs, hasanta and nukta are marks (Mn, Mc), which FTS5's own default takes for borders of words.
_TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"

_KEYS = {"meetings": "meeting_id", "documents": "document_id", "topics": "topic_id"}
_REFERENCES = {
    "committee_key": "committee_names(committee_key)",
    "topic_id": "topics(topic_id)",
    "committee_no": "committees(committee_no)",
    "meeting_id": "meetings(meeting_id)",
    "document_id": "documents(document_id)",
}
_OWN = """
CREATE TABLE committee_names (committee_key TEXT PRIMARY KEY, committee TEXT);
CREATE TABLE committees (
    committee_no INTEGER PRIMARY KEY, committee TEXT, committee_key TEXT, level TEXT, division TEXT, district TEXT,
    upazila TEXT, "union" TEXT, meetings INTEGER, decisions INTEGER, first_month TEXT, last_month TEXT
);
CREATE TABLE missing_months (committee_no INTEGER REFERENCES committees(committee_no), month TEXT);
CREATE TABLE implementers (
    implementer_no INTEGER PRIMARY KEY, implementer TEXT, implementer_key TEXT UNIQUE, folded TEXT, decisions INTEGER
);
CREATE TABLE decision_implementers (
    implementer_no INTEGER, id INTEGER, PRIMARY KEY (implementer_no, id)
) WITHOUT ROWID;
CREATE TABLE implementer_forms (implementer_key TEXT, form TEXT, uses INTEGER, PRIMARY KEY (implementer_key, form)) WITHOUT ROWID;
CREATE TABLE topic_counts (
    topic_id TEXT PRIMARY KEY REFERENCES topics(topic_id), meetings INTEGER, decisions INTEGER, first_date TEXT, last_date TEXT,
    implemented INTEGER, in_progress INTEGER, not_implemented INTEGER, repeated INTEGER, discussed INTEGER, not_mentioned INTEGER
);
CREATE TABLE filled (what TEXT PRIMARY KEY, filled INTEGER, "of" INTEGER);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT);
"""
INDEXES = """
CREATE UNIQUE INDEX decisions_by_decision_id ON decisions (decision_id);
CREATE INDEX decisions_by_meeting ON decisions (meeting_id);
CREATE INDEX decisions_by_committee ON decisions (is_copy, committee_key);
CREATE INDEX decisions_by_district ON decisions (is_copy, district);
CREATE INDEX decisions_by_month ON decisions (is_copy, meeting_month);
CREATE INDEX decisions_by_topic ON decisions (is_copy, topic_id, meeting_month, meeting_id);
CREATE INDEX decisions_by_thread ON decisions (committee_no, topic_id);
CREATE INDEX decisions_by_deadline ON decisions (deadline) WHERE deadline IS NOT NULL;
CREATE INDEX decision_implementers_by_decision ON decision_implementers (id);
CREATE INDEX meetings_by_date ON meetings (meeting_date);
CREATE INDEX meetings_by_copy ON meetings (same_meeting_as) WHERE same_meeting_as IS NOT NULL;
CREATE INDEX issues_by_decision ON issues (decision_id) WHERE decision_id IS NOT NULL;
CREATE INDEX issues_by_code ON issues (severity, code, field);
CREATE INDEX topic_counts_by_meetings ON topic_counts (meetings);
CREATE INDEX documents_by_status ON documents (status, reason);
CREATE INDEX missing_months_by_committee ON missing_months (committee_no);
CREATE INDEX follow_ups_by_decision ON follow_ups (decision_id);
"""


def columns_of(table: str) -> tuple[Column, ...]:
    """Return the promised columns of a table, of the import or derived."""
    return TABLES.get(table) or DERIVED[table]


def decision_columns() -> list[str]:
    """Return the columns that `decisions` has in SQLite, in order."""
    kept = [column.name for column in columns_of("decisions") if column.name not in DETAILS]
    kept.remove("implementer_keys")
    return ["id", *kept, "committee_no", "is_copy"]


def script() -> str:
    """Return the SQL that makes the empty tables."""
    types = {column.name: sqlite_type(column.type) for column in columns_of("decisions")}
    kinds = types | {"id": "INTEGER PRIMARY KEY", "committee_no": "INTEGER", "is_copy": "INTEGER"}
    details = ", ".join(f'"{name}" {types[name]}' for name in DETAILS)
    return "\n".join(
        [
            _table("decisions", {name: kinds[name] for name in decision_columns()}),
            f"CREATE TABLE decision_details (id INTEGER PRIMARY KEY REFERENCES decisions(id), {details});",
            *(
                _table(table, {column.name: sqlite_type(column.type) for column in columns_of(table)})
                for table in COPIED
            ),
            _OWN,
            f"CREATE VIRTUAL TABLE decisions_fts USING fts5 ({', '.join(SEARCHED)}, content='', columnsize=0, tokenize=\"{_TOKENIZER}\");",
            "INSERT INTO decisions_fts (decisions_fts, rank) VALUES ('hashsize', 33554432);",
        ]
    )


def selected(table: str, column: str, present: Container[str]) -> str:
    """Return the SQL of DuckDB that gives a column as SQLite holds it: lists and structs as JSON, days as ISO text.

    A column that is not `present`, in tables of an earlier version, is null.
    """
    if column not in present:
        return "NULL"
    kind = next(known.type for known in columns_of(table) if known.name == column)
    if pa.types.is_nested(kind):
        return f'to_json("{column}")::VARCHAR'
    if pa.types.is_timestamp(kind):
        return f'make_timestamp(epoch_us("{column}"))::VARCHAR'
    return f'"{column}"::VARCHAR' if pa.types.is_date(kind) else f'"{column}"'


def _table(name: str, types: dict[str, str]) -> str:
    parts = []
    for column, kind in types.items():
        key = " PRIMARY KEY" if _KEYS.get(name) == column else ""
        target = _REFERENCES.get(column, "")
        reference = f" REFERENCES {target}" if target and not key else ""
        parts.append(f'"{column}" {kind}{key}{reference}')
    return f"CREATE TABLE {name} ({', '.join(parts)});"


def sqlite_type(kind: pa.DataType) -> str:
    """Return the SQLite type that holds values of an Arrow type."""
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(kind) else "TEXT"
