"""Why a question found nothing: names that are not there, with those that are like them, and days without meetings."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from normalizers.letters import nfc
from normalizers.text import fold
from pipeline.analysis.ask import Filters, connect, months, months_of, words_of
from pipeline.analysis.derived import part_files
from pipeline.archive.report import missing_months

LIKE = 70.0  # of 100: names under that are no help
SHOWN = 3
MONTHS = 24  # that are named


def hints(out: Path, filters: Filters, words: str = "") -> Iterator[str]:
    """Yield a sentence for each part of a question that by itself finds nothing."""
    connection = connect(out)

    def values(query: str, *given: Any) -> list[Any]:
        return [row[0] for row in connection.execute(query, list(given)).fetchall()]

    names = "SELECT DISTINCT {0} FROM decisions WHERE {0} IS NOT NULL"
    if filters.committee and not values(
        "SELECT 1 FROM decisions WHERE finds(committee, ?) LIMIT 1", nfc(filters.committee)
    ):
        yield _unknown("committee", filters.committee, values(names.format("committee")))
    if filters.district and not values(
        "SELECT 1 FROM decisions WHERE loose(district) = loose(?) LIMIT 1", nfc(filters.district)
    ):
        yield _unknown("district", filters.district, values(names.format("district")))
    if filters.implementer and not values(
        "SELECT 1 FROM decisions WHERE finds(implementers_text, ?) LIMIT 1", nfc(filters.implementer)
    ):
        offices = values("SELECT DISTINCT unnest(implementers) FROM decisions")
        yield _unknown("implementer", filters.implementer, offices)
    if filters.topic and not values(
        "SELECT 1 FROM decisions WHERE topic_id = ? OR finds(topic, ?) LIMIT 1", filters.topic, nfc(filters.topic)
    ):
        if part_files(out, "topics"):
            yield _unknown("topic", filters.topic, values("SELECT topic FROM topics"))
        else:
            yield f"topics are not built yet: siddhanto topics {out}"
    for word in words_of(words):
        text = "concat_ws(' ', agenda_title, topic, decision, discussion)"
        if not values(f"SELECT 1 FROM decisions WHERE finds({text}, ?) LIMIT 1", word):
            known = "SELECT DISTINCT unnest(regexp_split_to_array(concat_ws(' ', agenda_title, topic), '[\\s,।:()/-]+')) FROM decisions"
            yield _unknown("decision", word, values(known), scorer=fuzz.ratio)
    if filters.since or filters.until:
        first, last = connection.execute("SELECT min(meeting_month), max(meeting_month) FROM meetings").fetchall()[0]
        if first:
            yield f"the minutes are of {first} to {last}"


def silent_months(out: Path, filters: Filters) -> str | None:
    """Return a sentence that names the months without minutes among those of a question; None where there are none."""
    found = months(out, filters)
    bounds = {f"{day:%Y-%m}" for day in (filters.since, filters.until) if day}
    return _silence({*missing_months([*found, *bounds]), *bounds} - found)


def silent_months_of(out: Path, decision_id: str) -> str | None:
    """Return a sentence that names the months without minutes of the committee of a decision; None where there are none."""
    return _silence(set(missing_months(months_of(out, decision_id))))


def _silence(missing: set[str]) -> str | None:
    shown = sorted(missing)
    if len(shown) > MONTHS:
        shown = [*shown[:MONTHS], f"and {len(shown) - MONTHS} more"]
    return f"No minutes of {', '.join(shown)}: nothing is known of those months." if shown else None


def _unknown(kind: str, name: str, known: Sequence[str], scorer: Callable[..., float] = fuzz.WRatio) -> str:
    keys = {name: fold(name) for name in known if name}
    found = process.extract(fold(name), keys, scorer=scorer, score_cutoff=LIKE, limit=SHOWN)
    like = "; ".join(name for _, _, name in found)
    return f"no {kind} has “{name}”" + (f"; there are: {like}" if like else "")
