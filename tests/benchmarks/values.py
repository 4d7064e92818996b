"""Megabytes of UTF-8 a second that numbers, money, dates, deadlines and times are found at: `python -m tests.benchmarks.values`."""

import sys
from collections.abc import Callable
from datetime import date
from time import perf_counter

from normalizers.dates import find_dates, parse_any, parse_month
from normalizers.deadlines import find_deadline
from normalizers.money import find_amounts
from normalizers.numbers import parse_number
from normalizers.times import parse_time

ROUNDS = 5
SENTENCE = (
    "সভায় সিদ্ধান্ত হয় যে, ৪,৫০০/- (চার হাজার পাঁচশত) টাকা ব্যয়ে নলকূপটি ১২ মে ২০২১ খ্রি. তারিখ সকাল ১০.৩০ ঘটিকার পর "
    "মেরামত করতে হবে এবং প্রতিবেদন আগামী ০৭ কার্যদিবসের মধ্যে দাখিল করতে হবে।\n"
)
FINDERS: dict[str, Callable[[str], object]] = {
    "find_dates": find_dates,
    "parse_month": parse_month,
    "parse_any": parse_any,
    "find_deadline": lambda text: find_deadline(text, date(2021, 5, 2)),
    "find_amounts": find_amounts,
    "parse_number": parse_number,
    "parse_time": parse_time,
}


def main() -> None:
    """Print a line for each function: on whole texts, and on one sentence at a time as the pipeline calls them."""
    text = SENTENCE * 300
    size = len(text.encode()) / 1e6
    for name, find in FINDERS.items():
        whole = min(_seconds(find, [text]) for _ in range(ROUNDS))
        pieces = min(_seconds(find, text.splitlines()) for _ in range(ROUNDS))
        sys.stdout.write(f"{name:14} {size / whole:6.2f} MB/s whole   {size / pieces:6.2f} MB/s by sentence\n")


def _seconds(find: Callable[[str], object], texts: list[str]) -> float:
    begun = perf_counter()
    for text in texts:
        find(text)
    return perf_counter() - begun


if __name__ == "__main__":
    main()
