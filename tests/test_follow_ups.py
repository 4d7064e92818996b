"""What later meetings say of a decision, and that silence is never "done"."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from normalizers.progress import find_progress as statements
from pipeline.analysis.ask import Filters, recurring
from pipeline.analysis.derived import DERIVED
from pipeline.analysis.follow_ups import COLUMNS, build, follow_ups
from pipeline.analysis.topics.build import build as build_topics

SAID = [
    ("বাজারের ড্রেন মেরামত করা হয়েছে।", "implemented"),
    ("পাইপ বিতরণ সম্পন্ন হয়েছে", "implemented"),
    ("ড্রেনের কাজ চলমান আছে।", "in_progress"),
    ("প্রস্তাবটি প্রক্রিয়াধীন", "in_progress"),
    ("ড্রেন মেরামত করা সম্ভব হয়নি।", "not_implemented"),
    ("তালিকা এখনও দাখিল করা হয় নাই", "not_implemented"),
]
SAYS_NOTHING = [
    "ড্রেন মেরামত করতে হবে।",
    "ড্রেন মেরামত করা হয়েছে কি না তা জানাতে হবে।",
    "কাজ চলমান রাখার জন্য অনুরোধ করা হলো।",
    "মেরামত সম্পন্ন হলে বিল দেওয়া যাবে।",
    "",
    "আলোচনা হয়েছে।",
]


@pytest.mark.parametrize(("text", "status"), SAID)
def test_progress_is_read(text: str, status: str) -> None:
    assert [found.status for found in statements(text)] == [status]


@pytest.mark.parametrize("text", SAYS_NOTHING)
def test_orders_and_questions_state_nothing(text: str) -> None:
    assert not statements(text)


def decision(number: int, month: int, text: str, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {"decision_id": f"d{number}", "meeting_id": f"m{month}", "committee_key": "ক", "kind": "decision"}
    row |= {"meeting_date": date(2019, month, 10), "decision": text, "topic_id": "t1", "topic": "ড্রেন"}
    return row | more


FIRST = decision(1, 1, "বাজারের পশ্চিম পাশের ড্রেন ১৫ দিনের মধ্যে মেরামত করতে হবে।")


def later(**more: Any) -> Mapping[str, Any]:
    text = more.pop("decision", "খেয়াঘাটে নতুন বেঞ্চ বসাতে হবে।")
    rows = [row for row in follow_ups([FIRST, decision(2, 2, text, **more)]) if row["decision_id"] == "d1"]
    return rows[0] if rows else {"status": None}


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"topic_id": "t2"}, "not_mentioned"),
        ({"topic_id": None, "topic": None}, "not_mentioned"),
        ({"topic_id": "t2", "discussion": "সেতু মেরামত করা হয়েছে।"}, "not_mentioned"),
        ({}, "discussed"),
        ({"discussion": "স্কুলের মাঠ সংস্কার করা হয়েছে।"}, "discussed"),
        ({"decision": "বাজারের পশ্চিম পাশের ড্রেন ৭ দিনের মধ্যে মেরামত করিতে হবে।"}, "repeated"),
        ({"decision": FIRST["decision"], "topic_id": "t2", "topic": "অন্য"}, "repeated"),
        ({"discussion": "বাজারের ড্রেন মেরামত করা হয়েছে।"}, "implemented"),
        ({"discussion": "বাজারের ড্রেন মেরামত করা সম্ভব হয়নি।"}, "not_implemented"),
        ({"discussion": "বাজারের পশ্চিম পাশের ড্রেনের কাজ চলমান।"}, "in_progress"),
        (
            {"topic_id": "t9", "topic": "বিগত সভার সিদ্ধান্ত বাস্তবায়ন", "discussion": "বাজারের ড্রেন মেরামত করা হয়েছে।"},
            "implemented",
        ),
        ({"committee_key": "খ"}, None),
        ({"upazila": "অন্য"}, None),
        ({"meeting_date": None, "meeting_month": None}, None),
    ],
)
def test_a_later_meeting_says_it_or_does_not(more: dict[str, Any], status: str | None) -> None:
    row = later(**more)
    assert row["status"] == status
    assert (row.get("evidence") is None) == (status in (None, "not_mentioned"))


def test_only_so_many_later_meetings_are_looked_at_and_never_earlier_ones() -> None:
    rows = [decision(month, month, f"{month} নং সেতু") for month in range(1, 8)]
    found = [row for row in follow_ups(rows, 2) if row["decision_id"] == "d4"]
    assert [row["later_meeting_id"] for row in found] == ["m5", "m6"]


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"discussion": "বাজারের পশ্চিম পাশের ড্রেন মেরামত করা হয়েছে।"}, "implemented"),
        ({"discussion": "কাজ শেষ করা হয়েছে।"}, None),
        ({"topic_id": "t2", "discussion": "বাজারের পশ্চিম পাশের ড্রেন মেরামত করা হয়েছে।"}, None),
        ({}, None),
    ],
)
def test_what_is_plainly_stated_much_later_counts_too(more: dict[str, Any], status: str | None) -> None:
    others = [decision(month, month, f"{month} নং সেতু", topic_id="t3") for month in range(2, 6)]
    last = decision(9, 9, "খেয়াঘাটে নতুন বেঞ্চ বসাতে হবে।", **more)
    found = [row for row in follow_ups([FIRST, *others, last]) if row["decision_id"] == "d1"]
    assert [row["status"] for row in found[3:]] == ([status] if status else [])


def test_tables_get_follow_ups(imported: Path) -> None:
    with pytest.raises(ValueError, match="siddhanto topics"):
        build(imported)
    build_topics(imported)
    counts = build(imported)
    table = pq.read_table(imported / "follow_ups.parquet")
    assert table.column_names == [column.name for column in DERIVED["follow_ups"]]
    assert table.num_rows == sum(counts.values()) > 0
    assert "not_mentioned" in recurring(imported, Filters(), min_meetings=1).column_names
