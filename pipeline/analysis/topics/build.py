"""The tables with topics: topics.parquet, and topic_id and topic of the decisions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from normalizers.text import one_line
from pipeline.analysis.derived import part_files, read, write_derived, write_file
from pipeline.analysis.topics.grouping import Earlier, Topic, moved, topics_of
from pipeline.analysis.topics.words import Tokenizer, own_tokens
from pipeline.replacement import replacing

OF_KIND = {"confirmation": "বিগত সভার কার্যবিবরণী অনুমোদন", "condolence": "শোক প্রস্তাব"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a run made, and where the items of earlier topics went that are no longer all together."""

    topics: int
    items: int
    moved: Mapping[str, tuple[str, ...]]  # earlier topic_id: those its items have now
    labels: Mapping[str, str]  # of both


def build(out: Path, *, tokens: Tokenizer = own_tokens, more_stops: Iterable[str] = (), alike: bool = True) -> Built:
    """Group the agenda items of `out`: write topics.parquet, fill topic_id and topic in decisions.parquet.

    Rows without a title have no topic, but for confirmations of minutes and condolences, whose kind says it.

    Raises:
        FileNotFoundError: `out` holds no decisions.parquet or meetings.parquet.
    """
    columns = ["meeting_id", "committee_key", "level", "district", "upazila", "union", "meeting_date", "agenda_no"]
    rows = read(out, "decisions", [*columns, "agenda_title", "kind", "topic_id"]).to_pylist()
    preferred = {
        row["meeting_id"]: row["preferred"] for row in read(out, "meetings", ["meeting_id", "preferred"]).to_pylist()
    }
    before = read(out, "topics", ["topic_id", "topic", "origin"]).to_pylist() if part_files(out, "topics") else []
    titles = [row["agenda_title"] or OF_KIND.get(row["kind"]) for row in rows]
    earlier = Earlier(
        topic_of={
            one_line(title): row["topic_id"]
            for row, title in zip(rows, titles, strict=True)
            if title and row["topic_id"]
        },
        labels={row["topic_id"]: row["topic"] for row in before if row["origin"] == "similarity"},
    )
    found = topics_of(titles, tokens=tokens, more_stops=more_stops, earlier=earlier, alike=alike)
    items = _table(rows, titles, found, preferred)
    by_title = {title: topic for title, topic in zip(titles, found, strict=True) if title and topic}
    with replacing(out) as new:
        for path in part_files(out, "decisions"):
            write_file(_filled(pq.ParquetFile(path).read(), by_title), new / path.relative_to(out))
        write_derived("topics", items, new)
    return Built(
        topics=len(items),
        items=sum(row["items"] for row in items),
        moved=moved(earlier.topic_of, {one_line(title): topic.topic_id for title, topic in by_title.items()}),
        labels={row["topic_id"]: row["topic"] for row in (*before, *items)},
    )


def _filled(table: pa.Table, by_title: Mapping[str, Topic]) -> pa.Table:
    ids, labels = [], []
    for title, kind in zip(table["agenda_title"].to_pylist(), table["kind"].to_pylist(), strict=True):
        topic = by_title.get(title or OF_KIND.get(kind) or "")
        ids.append(topic.topic_id if topic else None)
        labels.append(topic.label if topic else None)
    for name, values in (("topic_id", ids), ("topic", labels)):
        place = table.schema.get_field_index(name)
        table = table.set_column(place, table.schema.field(name), pa.array(values, pa.string()))
    return table


def _table(
    rows: Sequence[Mapping[str, Any]],
    titles: Sequence[str | None],
    found: Sequence[Topic | None],
    preferred: Mapping[str, bool],
) -> list[dict[str, Any]]:
    items: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    committees: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    dates: dict[str, set[Any]] = defaultdict(set)
    topics: dict[str, Topic] = {}
    for row, title, topic in zip(rows, titles, found, strict=True):
        if topic is None:
            continue
        topics[topic.topic_id] = topic
        if not preferred.get(row["meeting_id"], True):
            continue
        items[topic.topic_id].add((row["meeting_id"], row["agenda_no"], title))
        committees[topic.topic_id].add(committee(row))
        if row["meeting_date"]:
            dates[topic.topic_id].add(row["meeting_date"])
    return [
        {
            "topic_id": topic_id,
            "topic": topic.label,
            "items": len(items[topic_id]),
            "meetings": len({item[0] for item in items[topic_id]}),
            "committees": len(committees[topic_id]),
            "first_date": min(dates[topic_id], default=None),
            "last_date": max(dates[topic_id], default=None),
            "examples": list(topic.examples),
            "words": list(topic.words),
            "origin": topic.origin,
        }
        for topic_id, topic in sorted(topics.items())
    ]


def committee(row: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what tells one committee from others: its key and its place; the meeting itself where no key is known."""
    if not row["committee_key"]:
        return ("of the meeting", row["meeting_id"])
    return tuple(row[name] for name in ("committee_key", "level", "district", "upazila", "union"))
