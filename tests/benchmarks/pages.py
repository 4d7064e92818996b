"""`siddhanto serve` over a hundred thousand decisions: how long the database takes to be made, and each page to come."""

import random
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from urllib.parse import quote, urlsplit

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.result import Result
from pipeline.analysis.derived import derived_schema
from pipeline.schema import arrow_schema
from pipeline.serve.build import up_to_date
from pipeline.store import ROW_GROUP

DECISIONS, A_MEETING, TOPICS, OFFICES, KINDS = 100_000, 8, 400, 500, 40
VOCABULARY, STREAM = 30_000, 2_000_000
TITLE, DECISION, DISCUSSION = 4, 35, 70  # words
ROUNDS = 3
LETTERS, SIGNS = "কখগঘচছজঝটঠডঢণতথদধনপফবভমযরলশসহ", ("", "া", "ি", "ী", "ু", "ে", "ো", "্য")
OFTEN = "রাস্তা মেরামত করতে হবে সভায় উপজেলা পরিষদের সোশ্যাল মিডিয়ায় গুজব প্রতিরোধ বিদ্যালয়ের সংশ্লিষ্ট সকলকে অনুরোধ"
PAGES = (
    ("the front page", "/"),
    ("the list of all decisions", "/siddhanto/decisions"),
    ("a search for a word that nearly all hold", "/siddhanto/decisions?_q=রাস্তা"),
    ("a search within a district", "/siddhanto/decisions?_q=রাস্তা&district=জেলা7"),
    ("a search for a rare word", "/siddhanto/decisions?_q={rare}"),
    ("an implementer's decisions", "/siddhanto/decisions?_implementer=3"),
    ("a decision", "/decision/{decision}"),
    ("the timeline", "/timeline"),
    ("the timeline of a district", "/timeline?district=জেলা7"),
    ("the question what came back", "/siddhanto/recurring"),
    ("the question what is overdue", "/siddhanto/overdue"),
)


def results() -> Iterator[Result]:
    """Yield a line for the database and for each page; with a warm disk, as on the second look."""
    with TemporaryDirectory() as folder:
        out = Path(folder)
        words = _write(out)
        begun = perf_counter()
        size = up_to_date(out).stat().st_size
        seconds = perf_counter() - begun
        yield Result(
            what=f"database of {DECISIONS:,} decisions",
            figure=f"{seconds:.0f} s",
            aim="< 60 s",
            note=f"{size / 2**20:.0f} MB",
        )
        command = [sys.executable, "-m", "pipeline", "serve", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            port = urlsplit(server.stdout.readline().strip()).port
            try:
                for what, path in PAGES:
                    asked = path.format(rare=words[-1], decision=f"{_identity(1)}/1/1")
                    taken, length = zip(*(_asked(port or 0, asked) for _ in range(ROUNDS)), strict=True)
                    yield Result(
                        what=what, figure=f"{min(taken):.2f} s", aim="< 1 s", note=f"{length[0] / 1024:.0f} KB"
                    )
            finally:
                server.send_signal(signal.SIGINT)


def _asked(port: int, path: str) -> tuple[float, int]:
    begun = perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", quote(path, safe="/?&=%"))
    response = connection.getresponse()
    length = len(response.read())
    connection.close()
    assert response.status == 200, f"{path}: {response.status}"
    return perf_counter() - begun, length


def _identity(meeting: int) -> str:
    return sha256(f"meeting {meeting}".encode()).hexdigest()[:16]


def _write(out: Path) -> list[str]:
    """Write the tables of invented offices, texts of invented words of Zipf's frequencies; return the words."""
    chance = random.Random(7)
    syllables = [letter + sign for letter in LETTERS for sign in SIGNS]
    words = [*OFTEN.split(), *("".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(VOCABULARY))]
    stream = chance.choices(words, [1 / (rank + 1) ** 0.9 for rank in range(len(words))], k=STREAM)

    def text(length: int) -> str:
        start = chance.randrange(STREAM - length)
        return " ".join(stream[start : start + length]) + "।"

    topics = [(f"t{number:010x}", f"{words[number * 3 + 50]} কার্যক্রম") for number in range(TOPICS)]
    offices = [f"উপজেলা {words[number + 2000]} কর্মকর্তা" for number in range(OFFICES)]
    tables: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("decisions", "meetings", "documents", "issues", "follow_ups")
    }
    for meeting in range(DECISIONS // A_MEETING):
        district, day = chance.randrange(64), date(2012, 1, 1) + timedelta(days=chance.randrange(12 * 365))
        kind, document = chance.randrange(KINDS), _identity(meeting)
        shared = {
            "document_id": document, "meeting_id": f"{document}/1", "source_uri": f"minutes/{meeting}.pdf",
            "committee": f"{words[kind]} কমিটি", "committee_key": f"{words[kind]}কমিটি", "level": "upazila",
            "district": f"জেলা{district}", "upazila": f"উপজেলা{district}-{chance.randrange(8)}",
            "meeting_date": day, "meeting_month": f"{day:%Y-%m}",
        }  # fmt: skip
        tables["meetings"].append(
            shared | {"title": "সভার কার্যবিবরণী", "decisions": A_MEETING, "preferred": meeting % 20 > 0}
        )
        tables["documents"].append(shared | {"format": "pdf", "status": "decisions", "sha256": document * 4})
        for number in range(A_MEETING):
            topic = topics[min(int(chance.expovariate(1 / 60)), TOPICS - 1)]
            acting = chance.sample(offices, 2)
            row = shared | {
                "decision_id": f"{document}/1/{number + 1}", "agenda_no": f"{number + 1}",
                "agenda_title": f"{topic[1]} {text(TITLE)}", "decision": text(DECISION), "discussion": text(DISCUSSION),
                "implementers": acting, "implementers_text": "; ".join(acting), "decision_no": 1, "kind": "decision",
                "deadline": day + timedelta(days=30) if number % 3 else None, "topic_id": topic[0], "topic": topic[1],
                "route": "pdf-text", "locator": f"table 1 row {number + 2}", "page": 1, "confidence": 0.9,
            }  # fmt: skip
            tables["decisions"].append(row)
            if number % 2:
                tables["follow_ups"].append(row | {"later_meeting_id": row["meeting_id"], "status": "discussed"})
            if number % 3 == 0:
                tables["issues"].append(row | {"code": "deadline_not_understood", "severity": "warning"})
    for name, rows in tables.items():
        _table(out, name, rows)
    _table(
        out, "topics", [{"topic_id": topic_id, "topic": label, "words": label.split()} for topic_id, label in topics]
    )
    return words


def _table(out: Path, name: str, rows: Sequence[dict[str, Any]]) -> None:
    schema = derived_schema(name) if name in ("topics", "follow_ups") else arrow_schema(name)
    with pq.ParquetWriter(out / f"{name}.parquet", schema, compression="zstd") as file:
        for start in range(0, len(rows), ROW_GROUP):
            file.write_table(pa.Table.from_pylist(list(rows[start : start + ROW_GROUP]), schema=schema))
