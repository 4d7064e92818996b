"""What a benchmark found, and many of them as one Markdown table."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One line of the table: the thing measured, its figure with the unit, what it should be, and what to know."""

    what: str
    figure: str
    aim: str = ""
    note: str = ""


def markdown(results: Iterable[tuple[str, Result]]) -> str:
    """Return the table of (benchmark, result) pairs."""
    lines = ["| benchmark | what | measured | aim | note |", "| --- | --- | ---: | --- | --- |"]
    for benchmark, result in results:
        cells = (benchmark, result.what, result.figure, result.aim, result.note)
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
