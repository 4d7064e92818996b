"""How well follow-ups are found in minutes of several layouts: tests/golden/follow_ups.txt, end to end."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extractors.options import Options
from normalizers.text import fold
from pipeline.analysis import follow_ups
from pipeline.analysis.topics import build as topics
from pipeline.archive.run import run
from pipeline.sources import discover
from tests.follow_up_minutes import Meeting, meetings, write

STATED = ("implemented", "in_progress", "not_implemented")
QUIET = ("repeated", "discussed", "not_mentioned")
AT_LEAST = {  # status: precision, recall; measured and held
    "implemented": (0.96, 0.96), "in_progress": (0.95, 0.95), "not_implemented": (0.92, 0.95),
    "repeated": (1.0, 1.0), "discussed": (0.6, 1.0), "not_mentioned": (0.98, 0.94),
}  # fmt: skip


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Counter[tuple[str, str]]:
    """How often each status was meant and found."""
    folder = tmp_path_factory.mktemp("minutes")
    written = meetings()
    for number, meeting in enumerate(written):
        write(meeting, folder / f"{number:02}")
    out = folder / "tables"
    run(discover([folder]), out, options=Options())
    topics.build(out)
    follow_ups.build(out)
    return Counter((meant, found) for _, _, meant, found, _ in pairs(written, out))


def pairs(written: list[Meeting], out: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Name of the decision, day of the later meeting, status meant, status found and evidence."""
    decisions = pq.read_table(out / "decisions.parquet").to_pylist()
    ids = {(str(row["meeting_date"]), fold(row["decision"])): row["decision_id"] for row in decisions}
    found = {
        (row["decision_id"], str(row["later_meeting_date"])): row
        for row in pq.read_table(out / "follow_ups.parquet").to_pylist()
    }
    for meeting in written:
        later = [one for one in written if one.committee == meeting.committee and one.day > meeting.day][:3]
        for item in meeting.items:
            decision_id = ids.get((str(meeting.day), fold(item.decision)))
            assert decision_id, item
            for one in later:
                row = found.get((decision_id, str(one.day)), {"status": "no row", "evidence": ""})
                yield item.name, str(one.day), one.says.get(item.name, "not_mentioned"), row["status"], row["evidence"]


def scores(counts: Counter[tuple[str, str]]) -> dict[str, tuple[float, float, int]]:
    """Precision, recall and how often it was meant, by status; `silent` counts only where progress was found."""
    result = {}
    for status in (*STATED, *QUIET):
        right = counts[status, status]
        found = sum(n for (meant, one), n in counts.items() if one == status and (meant != "silent" or one in STATED))
        meant = sum(n for (one, _), n in counts.items() if one == status)
        result[status] = (right / found if found else 1.0, right / meant if meant else 1.0, meant)
    return result


@pytest.mark.parametrize("status", AT_LEAST)
def test_follow_ups_are_found(scored: Counter[tuple[str, str]], status: str) -> None:
    precision, recall, _ = scores(scored)[status]
    assert precision >= AT_LEAST[status][0]
    assert recall >= AT_LEAST[status][1]


def test_silence_is_never_done(scored: Counter[tuple[str, str]]) -> None:
    assert not sum(scored[meant, "implemented"] for meant in ("not_mentioned", "discussed", "silent"))
