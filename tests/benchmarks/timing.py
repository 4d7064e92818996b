"""Times that can be compared although other programs want the processor too."""

from collections.abc import Callable, Mapping
from time import process_time

ROUNDS, SECONDS = 9, 6.0  # all sides are timed at most so often, and not again after so long


def fastest(sides: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return the least processor seconds of each side.

    The sides take turns, so that a noisy minute falls on all of them; a first turn, which loads libraries, is not timed.
    """
    for run in sides.values():
        run()
    least = dict.fromkeys(sides, float("inf"))
    spent = 0.0
    for _ in range(ROUNDS):
        for name, run in sides.items():
            begun = process_time()
            run()
            seconds = process_time() - begun
            least[name] = min(least[name], seconds)
            spent += seconds
        if spent > SECONDS:
            break
    return least
