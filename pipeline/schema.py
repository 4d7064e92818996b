"""The promise to readers of the tables: columns, types and meaning, in Arrow's terms.

A column is written down once, here. `pipeline.rows` has the same names as dataclass fields (a test compares
them), and `siddhanto schema` prints this page.
"""

from collections.abc import Sequence
from typing import NamedTuple

import pyarrow as pa

SCHEMA_VERSION = "1.0"

LIST_OF_TEXT = pa.list_(pa.string())
MONEY = pa.decimal128(18, 2)
ATTENDEE = pa.struct([("name", pa.string()), ("designation", pa.string()), ("present", pa.bool_())])
MEMO_PARTS = ("ministry", "department", "geo", "office", "section", "subject", "file", "year", "issue", "run", "copies")
MEMO = pa.struct([(part, pa.string()) for part in ("form", *MEMO_PARTS)])


class Column(NamedTuple):
    """One column: its name, Arrow type, and what it means in English and Bangla."""

    name: str
    type: pa.DataType
    meaning: str
    label: str


_LEVEL = Column(
    "level",
    pa.string(),
    "national, division, district, upazila, municipality, union or institution; null if unknown",
    "প্রশাসনিক স্তর",
)
_PLACES = (
    Column("division", pa.string(), "division, canonical Bangla name", "বিভাগ"),
    Column("district", pa.string(), "district, canonical Bangla name", "জেলা"),
    Column("upazila", pa.string(), "upazila, canonical Bangla name", "উপজেলা"),
    Column("union", pa.string(), "union, canonical Bangla name", "ইউনিয়ন"),
)
_PLACES_AS_STATED = tuple(
    place._replace(meaning=f"{place.name}, in the document's own spelling where it states one") for place in _PLACES
)
_COMMITTEE = (
    Column("committee", pa.string(), "the body that met, as written, without month, number and case ending", "কমিটি"),
    Column("committee_key", pa.string(), "folded key of the committee, equal for spelling variants", "কমিটির চাবি"),
)
_SOURCE = Column(
    "source_uri", pa.string(), "path or URL the document came from; its last part is the file's name", "উৎস"
)
_FLAGS = Column("flags", LIST_OF_TEXT, "codes of the issues that touch this row", "চিহ্ন")

DECISIONS = (
    Column("decision_id", pa.string(), "<document_id>/<meeting no>/<row no>", "সিদ্ধান্তের পরিচয়"),
    Column("meeting_id", pa.string(), "key into meetings.parquet", "সভার পরিচয়"),
    Column("document_id", pa.string(), "key into documents.parquet", "দলিলের পরিচয়"),
    _SOURCE,
    *_COMMITTEE,
    _LEVEL,
    *_PLACES,
    Column("meeting_date", pa.date32(), "the day the meeting was held", "সভার তারিখ"),
    Column("meeting_month", pa.string(), "YYYY-MM, the month the minutes say they are of", "সভার মাস"),
    Column(
        "agenda_no",
        pa.string(),
        "number printed on the agenda item, ASCII digits; null where none is printed",
        "আলোচ্যসূচির ক্রমিক",
    ),
    Column("agenda_title", pa.string(), "topic as written; null where none", "আলোচ্য বিষয়"),
    Column("discussion", pa.string(), "discussion as written, without its label; null where none", "আলোচনা"),
    Column("decision_no", pa.int16(), "1-based number of the decision within its agenda item", "সিদ্ধান্তের ক্রমিক"),
    Column("decision", pa.string(), "the decision, as written, without enumerator and label", "সিদ্ধান্ত"),
    Column("implementers", LIST_OF_TEXT, "offices or persons to act, one each, as written", "বাস্তবায়নকারী"),
    Column("implementers_text", pa.string(), "the implementer cell as written", "বাস্তবায়নকারী (মূল লেখা)"),
    Column(
        "implementer_keys",
        LIST_OF_TEXT,
        "folded keys, equal for variants of one office or post; unresolved ones are left out",
        "বাস্তবায়নকারীর চাবি",
    ),
    Column("deadline", pa.date32(), "the day by which it is to be done, where that can be resolved", "সময়সীমা"),
    Column("deadline_text", pa.string(), "the words that state the deadline", "সময়সীমা (মূল লেখা)"),
    Column(
        "deadline_kind", pa.string(), "date, days, working_days, month_end, next_meeting or continuous", "সময়সীমার ধরন"
    ),
    Column("amounts_bdt", pa.list_(MONEY), "sums of money named in the decision, in taka", "টাকার অঙ্ক"),
    Column("kind", pa.string(), "decision, confirmation (of the last minutes), condolence or information", "ধরন"),
    Column(
        "topic_id",
        pa.string(),
        "recurring agenda topic the item belongs to; null until topics are built",
        "বিষয়গুচ্ছের পরিচয়",
    ),
    Column("topic", pa.string(), "label of that topic", "বিষয়গুচ্ছ"),
    Column("route", pa.string(), "how it was read: html, docx, doc, text, pdf-text or pdf-ocr", "পাঠের পথ"),
    Column("encoding", pa.string(), "how the letters were encoded: unicode, bijoy, residue or mixed", "লিপির সংকেত"),
    Column("page", pa.int32(), "1-based page; null where the format has none", "পৃষ্ঠা"),
    Column("locator", pa.string(), 'where it stands: "table 2 row 5" or "paragraph 14"', "অবস্থান"),
    Column("bbox", pa.list_(pa.float32()), "x0, top, x1, bottom on the page, in points", "পৃষ্ঠায় ঘর"),
    Column("confidence", pa.float32(), "0 to 1: of rows at 0.9 about nine in ten are right", "আস্থা"),
    _FLAGS,
)

MEETINGS = (
    Column("meeting_id", pa.string(), "<document_id>/<meeting no>", "সভার পরিচয়"),
    Column("document_id", pa.string(), "key into documents.parquet", "দলিলের পরিচয়"),
    _SOURCE,
    Column("title", pa.string(), "heading of the minutes, as written, on one line", "শিরোনাম"),
    *_COMMITTEE,
    _LEVEL,
    Column("office", pa.string(), "issuing office of the letterhead with its place", "অফিস"),
    *_PLACES_AS_STATED,
    Column("place_code", pa.string(), "BBS geocode of the narrowest place known", "স্থানের জিও কোড"),
    Column("meeting_no", pa.string(), "number of the meeting, as a number in ASCII digits", "সভা নম্বর"),
    Column("meeting_month", pa.string(), "YYYY-MM, the month the minutes say they are of", "সভার মাস"),
    Column("meeting_date", pa.date32(), "the day the meeting was held", "সভার তারিখ"),
    Column("meeting_date_text", pa.string(), "that date as written", "সভার তারিখ (মূল লেখা)"),
    Column("start_time", pa.string(), "HH:MM, 24 hours", "সভার সময়"),
    Column("time_text", pa.string(), "the time as written", "সভার সময় (মূল লেখা)"),
    Column("venue", pa.string(), "place of the meeting, as written", "সভার স্থান"),
    Column("chair_name", pa.string(), "who was in the chair, without জনাব and the like", "সভাপতির নাম"),
    Column("chair_designation", pa.string(), "the chair's post, office and place, as written", "সভাপতির পদবি"),
    Column("memo_no", pa.string(), "memo number, ASCII digits, no spaces", "স্মারক নম্বর"),
    Column("memo", MEMO, "parts of the memo number", "স্মারক নম্বরের অংশ"),
    Column("issued_on", pa.date32(), "date of the memo", "জারির তারিখ"),
    Column("issued_on_text", pa.string(), "that date as written", "জারির তারিখ (মূল লেখা)"),
    Column("signatory_name", pa.string(), "who signed the minutes", "স্বাক্ষরকারীর নাম"),
    Column("signatory_designation", pa.string(), "the signatory's post, as written", "স্বাক্ষরকারীর পদবি"),
    Column(
        "attendees", pa.list_(ATTENDEE), "everybody in an attendance list; absentees have present = false", "উপস্থিতি"
    ),
    Column("decisions", pa.int32(), "how many decisions of the meeting are in decisions.parquet", "সিদ্ধান্তের সংখ্যা"),
    Column("preferred", pa.bool_(), "false for a lesser copy of a meeting that another document holds too", "প্রধান কপি"),
    Column("same_meeting_as", pa.string(), "meeting_id of the preferred copy", "একই সভা"),
    _FLAGS,
)

DOCUMENTS = (
    Column("document_id", pa.string(), "first 16 hex digits of the SHA-256 of the content", "দলিলের পরিচয়"),
    Column("sha256", pa.string(), "SHA-256 of the content; null where the file could not be opened", "SHA-256"),
    _SOURCE,
    Column("aliases", LIST_OF_TEXT, "other places with the same bytes", "একই ফাইলের অন্য স্থান"),
    Column("format", pa.string(), "format found in the bytes: html, text, docx, doc, rtf, odt, pdf or image", "ফরম্যাট"),
    Column("bytes", pa.int64(), "size of the content", "বাইট"),
    Column("pages", pa.int32(), "number of pages; null where the format has none", "পৃষ্ঠাসংখ্যা"),
    Column("page_title", pa.string(), "title of the portal page or file", "পাতার শিরোনাম"),
    Column("published_on", pa.date32(), "date of publication on the portal", "প্রকাশের তারিখ"),
    Column("archived_on", pa.date32(), "date on which the portal archives the page", "আর্কাইভ তারিখ"),
    Column("fetched_at", pa.timestamp("us", tz="UTC"), "when the crawler fetched it", "সংগ্রহের সময়"),
    Column("route", pa.string(), "how it was read: html, docx, doc, text, pdf-text or pdf-ocr", "পাঠের পথ"),
    Column("encoding", pa.string(), "how the letters were encoded: unicode, bijoy, residue or mixed", "লিপির সংকেত"),
    Column("status", pa.string(), "decisions, no_decisions, partial or failed", "অবস্থা"),
    Column("reason", pa.string(), "code from a closed list; null for status decisions", "কারণ"),
    Column("meetings", pa.int32(), "meetings found", "সভার সংখ্যা"),
    Column("decisions", pa.int32(), "decisions found", "সিদ্ধান্তের সংখ্যা"),
    Column("rows_expected", pa.int32(), "numbered rows or decision marks seen in the source", "উৎসে দেখা সারি"),
    Column("extractor_version", pa.string(), "version of the program that read it", "পাঠকের সংস্করণ"),
)

ISSUES = (
    Column("document_id", pa.string(), "key into documents.parquet", "দলিলের পরিচয়"),
    Column(
        "meeting_id", pa.string(), "key into meetings.parquet; null where it concerns the whole document", "সভার পরিচয়"
    ),
    Column(
        "decision_id",
        pa.string(),
        "key into decisions.parquet; null where it concerns more than one row",
        "সিদ্ধান্তের পরিচয়",
    ),
    _SOURCE,
    Column("page", pa.int32(), "1-based page", "পৃষ্ঠা"),
    Column("field", pa.string(), "the column it is about", "ঘর"),
    Column("code", pa.string(), "what is wrong: a code from a closed list", "সংকেত"),
    Column("severity", pa.string(), "error, warning or note", "গুরুত্ব"),
    Column("text", pa.string(), "the words it is about, as written", "মূল লেখা"),
    Column("detail", pa.string(), "what a person should know, in a sentence", "বিস্তারিত"),
)

REVIEWS = (
    Column("review_id", pa.string(), "<meeting_id>/r<number>", "পর্যালোচনার পরিচয়"),
    Column("meeting_id", pa.string(), "the meeting that reviews, key into meetings.parquet", "সভার পরিচয়"),
    Column("document_id", pa.string(), "key into documents.parquet", "দলিলের পরিচয়"),
    _SOURCE,
    Column("review_no", pa.string(), "number printed on the row, ASCII digits", "ক্রমিক"),
    Column(
        "decision",
        pa.string(),
        "the earlier decision as it is repeated there; null where a paragraph tells of several",
        "পূর্ববর্তী সিদ্ধান্ত",
    ),
    Column("progress", pa.string(), "what is told of it, as written", "অগ্রগতি"),
    Column("implementers_text", pa.string(), "the implementer cell as written", "বাস্তবায়নকারী (মূল লেখা)"),
    Column("page", pa.int32(), "1-based page; null where the format has none", "পৃষ্ঠা"),
    Column("locator", pa.string(), 'where it stands: "table 2 row 5" or "paragraph 14"', "অবস্থান"),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "decisions": DECISIONS,
    "meetings": MEETINGS,
    "documents": DOCUMENTS,
    "issues": ISSUES,
}

TITLES = {
    "decisions": "one row per decision",
    "meetings": "one row per meeting in a document",
    "documents": "one row per distinct file content",
    "issues": "one row for everything not understood or doubtful",
    "reviews": "one row per earlier decision that a meeting reviews, with the progress it states",
}


# What an import writes: the promised tables, and beside them what minutes tell of earlier decisions.
IMPORTED = {**TABLES, "reviews": REVIEWS}


def arrow_schema(table: str) -> pa.Schema:
    """Return the Arrow schema of `table`, with every column's meaning and Bangla label in its metadata."""
    return schema_of(table, IMPORTED[table], TITLES[table])


def schema_of(table: str, columns: Sequence[Column], title: str) -> pa.Schema:
    """Return the Arrow schema of `columns`, with their meanings and Bangla labels, and `title` for the whole table."""
    fields = [
        pa.field(column.name, column.type, metadata={"description": column.meaning, "label_bn": column.label})
        for column in columns
    ]
    return pa.schema(fields, metadata={"schema_version": SCHEMA_VERSION, "table": table, "description": title})
