"""How well the whole pipeline does on the labelled documents: the score by format, and how honest the confidence is."""

import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extractors.document import Document
from extractors.errors import OcrMissingError, OfficeMissingError
from pipeline.interpret import interpret
from pipeline.normalize import normalize
from pipeline.rows import Outcome
from pipeline.sources import Origin

SHARED = Path(__file__).parents[2] / "shared"
CORPUS, GOLD, SCORER = SHARED / "corpus", SHARED / "gold" / "corpus", SHARED / "score" / "score.py"
SCANS = {"scan200": 0.92, "scan300": 0.92, "scanhard": 0.85}
LOWEST_F1, LOWEST_FIELD = 0.98, 0.95
FIELDS = ("serial", "agenda_title", "discussion", "implementers", "deadline", "meeting")
BINS = (0.0, 0.7, 0.8, 0.9, 0.95, 1.01)
FEWEST = 20  # rows of a bin that say something
HONEST = 0.1  # how much more a bin may say of itself than is right
MODEST = 0.15  # and how much less: the rules were made with these documents in view

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="the labelled documents are not here")
Read = Callable[[Path], Document]


@pytest.fixture(scope="session")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outcomes(read: Read) -> Iterator[tuple[str, dict[str, Any], Outcome]]:
    """The format, right answer and rows of each document; of scans and old Word files one of each format."""
    slow: set[str] = set()
    for path in sorted(CORPUS.iterdir()):
        kind = path.stem.split("_", 1)[1]
        if kind in SCANS or kind in {"doc", "doc-bijoy"}:
            if kind in slow:
                continue
            slow.add(kind)
        try:
            document = read(path)
        except (OcrMissingError, OfficeMissingError):
            continue
        gold = json.loads((GOLD / f"{path.stem}.json").read_text("utf-8"))
        origin = Origin(uris=(path.name,), digest="0" * 64, bytes=1)
        yield kind, gold, normalize(interpret(document), document, origin)


def test_scores_reach_their_aim(read: Read, scorer: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    marks: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for kind, gold, outcome in outcomes(read):
        rows = [asdict(row) for row in outcome.decisions]
        for key, values in scorer.score_document(gold, rows, [asdict(row) for row in outcome.meetings]).items():
            marks[kind][key] += values
        if not gold["meetings"]:
            assert not rows
    totals = {kind: scorer.summary(values) for kind, values in sorted(marks.items())}
    with capsys.disabled():
        sys.stdout.write("\n" + f"{'format':12}" + "".join(f"{name:>14}" for name in ("f1", *FIELDS)) + "\n")
        for kind, total in totals.items():
            sys.stdout.write(f"{kind:12}" + "".join(f"{total[name]:>14.3f}" for name in ("f1", *FIELDS)) + "\n")
    for kind, total in totals.items():
        assert total["f1"] >= SCANS.get(kind, LOWEST_F1), kind
        if kind not in SCANS:
            assert {name: total[name] for name in FIELDS if total[name] < LOWEST_FIELD} == {}, kind


def test_confidence_is_honest(read: Read, scorer: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """A row is right when its decision and its serial are; offices are the folds."""
    judged: list[tuple[str, float, bool]] = []
    for _, gold, outcome in outcomes(read):
        rows = [asdict(row) for row in outcome.decisions]
        wanted = [row for meeting in gold["meetings"] for row in scorer.rows_of(meeting)]
        right = {
            got["decision_id"]
            for want, got in scorer.pair(wanted, rows, "text", "decision", scorer.SAME)
            if scorer.fold(want["serial"]) == scorer.fold(got["agenda_no"])
        }
        office = gold["document"]["file"].split("_")[0]
        judged += [(office, row["confidence"], row["decision_id"] in right) for row in rows]
    with capsys.disabled():
        sys.stdout.write("\nconfidence     rows   said  right  worst office\n")
        for low, high in pairwise(BINS):
            of_bin = [entry for entry in judged if low <= entry[1] < high]
            if not of_bin:
                continue
            said = sum(confidence for _, confidence, _ in of_bin) / len(of_bin)
            share = sum(is_right for *_, is_right in of_bin) / len(of_bin)
            # Leaving one office out after another: the share must hold without the easiest of them.
            offices = {office for office, *_ in of_bin}
            left = [
                sum(ok for office, _, ok in of_bin if office != out)
                / max(1, sum(office != out for office, *_ in of_bin))
                for out in offices
            ]
            worst = min(left) if len(offices) > 1 else share
            sys.stdout.write(f"{low:.2f} to {min(high, 1):.2f} {len(of_bin):6} {said:6.2f} {share:6.2f} {worst:6.2f}\n")
            if len(of_bin) >= FEWEST:
                assert -MODEST <= said - share <= HONEST
                assert worst >= said - HONEST
