"""Questions to a million decisions: `siddhanto recurring` and `search`, with the tables' own columns."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.documents import MONTHS, samples
from benchmarks.result import Result
from pipeline.analysis.ask import Filters, recurring, search
from pipeline.analysis.derived import derived_schema
from pipeline.schema import arrow_schema
from pipeline.store import ROW_GROUP

ROWS, DECISIONS_A_MEETING, TOPICS, OFFICES = 1_000_000, 5, 3000, 5000
ROUNDS = 5
STATES = ("implemented", "in_progress", "repeated", "discussed", "not_mentioned")


def results() -> Iterator[Result]:
    """Yield a line for each question."""
    with TemporaryDirectory() as folder:
        out = Path(folder)
        _write(out)
        for what, aim, ask in (
            ("recurring topics", "< 1 s", lambda: recurring(out, Filters(), min_meetings=3)),
            ("recurring topics of each committee", "", lambda: recurring(out, Filters(), by_committee=True)),
            ("recurring topics in one district", "", lambda: recurring(out, Filters(district="জেলা ৭"))),
            ("search of two words", "", lambda: search(out, "রাস্তা মেরামত", Filters())),
        ):
            seconds, processor = [], []
            for _ in range(ROUNDS):
                begun, worked = perf_counter(), process_time()
                found = ask()
                seconds.append(perf_counter() - begun)
                processor.append(process_time() - worked)
            yield Result(
                what=f"{what} among {ROWS:,} decisions",
                figure=f"{min(seconds):.2f} s",
                aim=aim,
                note=f"{found.num_rows:,} rows; {min(processor):.2f} s of processor time, over all cores",
            )


def _write(out: Path) -> None:
    """Write decisions, meetings, topics and follow-ups of invented offices; texts are those of the samples."""
    chance = random.Random(0)
    texts = [
        (item["title"], item["discussion"], decision["text"], "; ".join(decision["implementers"]))
        for sample in samples()
        for meeting in sample.golden["meetings"]  # type: ignore[attr-defined]
        for item in meeting["agenda"]
        for decision in item["decisions"]
    ]
    meetings = ROWS // DECISIONS_A_MEETING
    days = [date(2012, 1, 1) + timedelta(days=30 * (number // OFFICES) + number % 28) for number in range(meetings)]
    _table(
        out,
        "meetings",
        meetings,
        meeting_id=[f"{number:016x}/1" for number in range(meetings)],
        document_id=[f"{number:016x}" for number in range(meetings)],
        preferred=[number % 50 > 0 for number in range(meetings)],
    )
    for start in range(0, ROWS, ROWS // 10):
        rows = range(start, start + ROWS // 10)
        of_meeting = [row // DECISIONS_A_MEETING for row in rows]
        topics = [min(int(TOPICS * chance.random() ** 3), TOPICS - 1) for _ in rows]
        said = [chance.choice(texts) for _ in rows]
        _table(
            out / "decisions.parquet",
            "decisions",
            len(rows),
            name=f"{start:07}",
            decision_id=[
                f"{m:016x}/1/{row % DECISIONS_A_MEETING + 1}" for row, m in zip(rows, of_meeting, strict=True)
            ],
            meeting_id=[f"{m:016x}/1" for m in of_meeting],
            document_id=[f"{m:016x}" for m in of_meeting],
            source_uri=[f"https://office{m % OFFICES}.gov.bd/minutes/{m}" for m in of_meeting],
            committee=[f"কমিটি {m % 20}" for m in of_meeting],
            committee_key=[f"কমিটি{m % 20}" for m in of_meeting],
            district=[f"জেলা {m % 64}" for m in of_meeting],
            upazila=[f"উপজেলা {m % 495}" for m in of_meeting],
            meeting_date=[days[m] for m in of_meeting],
            meeting_month=[f"{days[m]:%Y-%m}" for m in of_meeting],
            agenda_title=[text[0] for text in said],
            discussion=[text[1] for text in said],
            decision=[f"{text[2]} ({row})" for row, text in zip(rows, said, strict=True)],
            implementers_text=[text[3] for text in said],
            implementers=[text[3].split("; ") for text in said],
            deadline=[days[m] + timedelta(days=30) if m % 3 else None for m in of_meeting],
            topic_id=[f"t{topic:010x}" if topic % 25 else None for topic in topics],
            topic=[f"বিষয় {MONTHS[topic % 12]} {topic}" if topic % 25 else None for topic in topics],
            locator=["table 1, row 1" for _ in rows],
        )
        _table(
            out / "follow_ups.parquet",
            "follow_ups",
            len(rows),
            name=f"{start:07}",
            decision_id=[
                f"{m:016x}/1/{row % DECISIONS_A_MEETING + 1}" for row, m in zip(rows, of_meeting, strict=True)
            ],
            later_meeting_id=[f"{m + OFFICES:016x}/1" for m in of_meeting],
            later_meeting_date=[days[m] + timedelta(days=30) for m in of_meeting],
            status=[chance.choice(STATES) for _ in rows],
        )
    _table(out, "topics", TOPICS, topic_id=[f"t{topic:010x}" for topic in range(TOPICS)])


def _table(folder: Path, table: str, count: int, *, name: str = "", **columns: list[object]) -> None:
    """Write a table of the promised columns, null in those that are not given."""
    schema = derived_schema(table) if table in ("topics", "follow_ups") else arrow_schema(table)
    arrays = [pa.array(columns.get(field.name, [None] * count), field.type) for field in schema]
    folder.mkdir(exist_ok=True)
    pq.write_table(
        pa.Table.from_arrays(arrays, schema=schema),
        folder / f"{name or table}.parquet",
        compression="zstd",
        row_group_size=ROW_GROUP,
    )
