"""Topics for a plain list of titles: a TSV file with a column `title` becomes the same file with topics."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from pipeline.analysis.topics.grouping import topics_of
from pipeline.analysis.topics.words import Tokenizer, own_tokens


def print_topics(path: Path, to: TextIO, *, tokens: Tokenizer = own_tokens, more_stops: Iterable[str] = ()) -> None:
    """Print the rows of the TSV file `path`, with topic_id and topic of each title, to `to`.

    Columns of these names that the file has already are kept as given_topic_id and given_topic.

    Raises:
        ValueError: the file has no column `title`.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(reader, [])
        if "title" not in header:
            raise ValueError(
                f"{path} has no column named title; its first line is the names of the columns, parted by tabs"
            )
        rows = [row + [""] * (len(header) - len(row)) for row in reader if row]
    place = header.index("title")
    kept = [f"given_{name}" if name in {"topic_id", "topic"} else name for name in header]
    found = topics_of([row[place] for row in rows], tokens=tokens, more_stops=more_stops)
    print("topic_id", "topic", *kept, sep="\t", file=to)
    for row, topic in zip(rows, found, strict=True):
        print(topic.topic_id if topic else "", topic.label if topic else "", *row, sep="\t", file=to)
