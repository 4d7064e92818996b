"""Grouping of agenda titles: time and memory for many titles with errors, most of which no glossary knows."""

import random
import sys
from collections.abc import Iterator
from time import process_time

from benchmarks.documents import MONTHS
from benchmarks.result import Result
from normalizers.vocabulary import bangla_words
from pipeline.analysis.topics.glossary import glossary
from pipeline.analysis.topics.grouping import topics_of

SIZES = (10_000, 100_000, 300_000)
LETTERS = "কখগচজতদনপবমরলসহািীুে"


def results() -> Iterator[Result]:
    """Yield a line for each number of titles."""
    for size in SIZES:
        titles = _titles(size)
        begun = process_time()
        found = topics_of(titles)
        seconds = process_time() - begun
        topics = {topic.topic_id for topic in found if topic}
        yield Result(
            what=f"{size:,} titles, {len(set(titles)):,} of them distinct",
            figure=f"{seconds:.0f} s",
            aim="minutes" if size == SIZES[-1] else "",
            note=f"of processor time; {len(topics):,} topics; most memory so far {_megabytes():.0f} MB",
        )


def _titles(number: int) -> list[str]:
    chance = random.Random(1)
    labels = [subject.label for subject in glossary()]
    words = sorted(word for word in bangla_words() if len(word) > 3)
    titles = []
    for _ in range(number):
        title = chance.choice(labels) if chance.random() < 0.6 else " ".join(chance.choices(words, k=4))
        if chance.random() < 0.5:  # a letter wrong
            place = chance.randrange(len(title))
            title = title[:place] + chance.choice(LETTERS) + title[place + 1 :]
        if chance.random() < 0.5:
            title = f"{chance.choice(MONTHS)}/২০১৯ মাসের {title}"
        titles.append(f"{title} {chance.choice(words)}" if chance.random() < 0.3 else title)
    return titles


def _megabytes() -> float:
    if sys.platform == "win32":
        return float("nan")
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)
