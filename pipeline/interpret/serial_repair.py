"""Serials that OCR misread, told by the ones around them: after ৩ and before ৫ stands ৪, whatever was read."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.interpret.serials import value_of
from pipeline.minutes import AgendaItem

_FEWEST = 3  # serials that must agree


def repair_serials(items: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Return the items with misread serials put right, where they were read by OCR and count up one by one.

    A serial is replaced only between two that agree with their distance, or at an end of a list of which at least
    half agrees; anything else stays as it was read.
    """
    runs = _runs(items)
    if any(decision.confidence is None for item in items for decision in item.decisions):
        return tuple(items)
    values = [_single(run[0].serial_text) for run in runs]
    kept = _longest_chain(values)
    if len(kept) < _FEWEST or len(kept) * 2 < len(values):
        return tuple(items)
    known = {position: values[position] or 0 for position in kept}
    repaired: list[AgendaItem] = []
    for position, run in enumerate(runs):
        number = known.get(position) or _between(position, known)
        wrong = number is not None and values[position] != number
        repaired += (replace(item, serial_text=str(number)) if wrong else item for item in run)
    return tuple(repaired)


def _runs(items: Sequence[AgendaItem]) -> list[list[AgendaItem]]:
    """Items that stand under one serial together."""
    runs: list[list[AgendaItem]] = []
    for item in items:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and item.serial_text is not None
            and (last.serial_text, last.title)
            == (
                item.serial_text,
                item.title,
            )
        ):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _single(text: str | None) -> int | None:
    value = value_of(text) if text else None
    return value[0] if value and len(value) == 1 else None


def _longest_chain(values: Sequence[int | None]) -> list[int]:
    """Positions of the longest row of serials that count up at least as fast as their rows do."""
    best: list[list[int]] = []
    for position, value in enumerate(values):
        if value is None:
            best.append([])
            continue
        before = [chain for chain in best if chain and value - (values[chain[-1]] or 0) in _steps(position - chain[-1])]
        best.append([*max(before, key=len, default=[]), position])
    return max(best, key=len, default=[])


def _steps(rows: int) -> range:
    return range(rows, rows + 3)  # an item without a decision in between gives no row


def _between(position: int, known: dict[int, int]) -> int | None:
    before = max((one for one in known if one < position), default=None)
    after = min((one for one in known if one > position), default=None)
    if before is None and after is not None:
        first = known[after] - (after - position)
        return first if first >= 1 and known[after] - after == 1 else None
    if before is not None and after is None:
        return known[before] + position - before
    if before is not None and after is not None and known[after] - known[before] == after - before:
        return known[before] + position - before
    return None
