"""Tables made from the tables of an import: topics and follow-ups; their columns, and writing them."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.replacement import finish
from pipeline.schema import LIST_OF_TEXT, REVIEWS, Column, schema_of
from pipeline.schema import TITLES as IMPORT_TITLES
from pipeline.store import PARTIAL, ROW_GROUP

TOPICS = (
    Column("topic_id", pa.string(), "stable id of the topic", "বিষয়গুচ্ছের পরিচয়"),
    Column("topic", pa.string(), "short label", "বিষয়গুচ্ছ"),
    Column("items", pa.int32(), "agenda items of the topic, lesser copies of a meeting left out", "আলোচ্যসূচির সংখ্যা"),
    Column("meetings", pa.int32(), "meetings that had it on their agenda", "সভার সংখ্যা"),
    Column("committees", pa.int32(), "committees that had it on their agenda, told apart by place", "কমিটির সংখ্যা"),
    Column("first_date", pa.date32(), "day of the first dated meeting", "প্রথম তারিখ"),
    Column("last_date", pa.date32(), "day of the last dated meeting", "শেষ তারিখ"),
    Column("examples", LIST_OF_TEXT, "its most frequent titles, as written", "উদাহরণ"),
    Column("words", LIST_OF_TEXT, "the words that tie its titles together, most frequent first", "যোগসূত্র শব্দ"),
    Column("origin", pa.string(), "glossary or similarity: what tied them", "ভিত্তি"),
)
FOLLOW_UPS = (
    Column("decision_id", pa.string(), "the earlier decision, key into decisions.parquet", "সিদ্ধান্তের পরিচয়"),
    Column("thread_id", pa.string(), "the item's thread: one topic within one committee", "ধারার পরিচয়"),
    Column("later_meeting_id", pa.string(), "a later meeting of the committee", "পরবর্তী সভা"),
    Column("later_meeting_date", pa.date32(), "the day of that meeting", "পরবর্তী সভার তারিখ"),
    Column("later_decision_id", pa.string(), "the decision under whose item it is said, if any", "পরবর্তী সিদ্ধান্ত"),
    Column("review_id", pa.string(), "the row of reviews.parquet that says it, if any", "পর্যালোচনার পরিচয়"),
    Column(
        "status",
        pa.string(),
        "stated there: implemented, in_progress, not_implemented, repeated, discussed, or not_mentioned (never 'done')",
        "অবস্থা",
    ),
    Column("evidence", pa.string(), "the words that say it, as written", "প্রমাণ"),
    Column("score", pa.float32(), "likeness of the two items, 0 to 1; null where not mentioned", "মিলের মান"),
)
DERIVED: dict[str, tuple[Column, ...]] = {"topics": TOPICS, "follow_ups": FOLLOW_UPS, "reviews": REVIEWS}
TITLES = {
    "topics": "one row per agenda topic",
    "follow_ups": "one row per decision and later meeting of its committee",
    "reviews": IMPORT_TITLES["reviews"],
}


def derived_schema(table: str) -> pa.Schema:
    """Return the Arrow schema of `table`, with meanings and Bangla labels as in the tables of an import."""
    return schema_of(table, DERIVED[table], TITLES[table])


def part_files(out: Path, table: str) -> list[Path]:
    """Return the files of `table` in `out`: one, those of a folder of that name, or none."""
    finish(out)
    path = out / f"{table}.parquet"
    if path.is_dir():
        return sorted(path.rglob("*.parquet"))
    return [path] if path.is_file() else []


def read(out: Path, table: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Return `table` of `out`, of all its part files.

    Raises:
        FileNotFoundError: `out` holds no such table.
    """
    files = part_files(out, table)
    if not files:
        raise FileNotFoundError(f"{out} holds no {table}.parquet")
    return pa.concat_tables([pq.ParquetFile(file).read(columns=columns) for file in files])


def write_derived(table: str, rows: Sequence[Mapping[str, object]], out: Path) -> None:
    """Write `rows` as `table` of `out`; the file appears whole or not at all."""
    replace_file(pa.Table.from_pylist(list(rows), schema=derived_schema(table)), out / f"{table}.parquet")


def keep_known(out: Path) -> None:
    """Drop follow-ups whose decision or later meeting is no longer in the tables: its document was read anew."""
    for path in part_files(out, "follow_ups"):
        table = pq.ParquetFile(path).read()
        decisions = read(out, "decisions", ["decision_id"])["decision_id"]
        meetings = read(out, "meetings", ["meeting_id"])["meeting_id"]
        known = pc.and_(
            pc.is_in(table["decision_id"], value_set=decisions), pc.is_in(table["later_meeting_id"], value_set=meetings)
        )
        if not pc.all(known).as_py():
            replace_file(table.filter(known), path)


def replace_file(table: pa.Table, path: Path) -> None:
    """Write `table` to `path`, which is as it was until all is written."""
    partial = path.with_name(path.name + PARTIAL)
    write_file(table, partial)
    partial.replace(path)


def write_file(table: pa.Table, path: Path) -> None:
    """Write `table` to `path` and onto the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pq.write_table(table, file, compression="zstd", row_group_size=ROW_GROUP)
        file.flush()
        os.fsync(file.fileno())
