"""Topics for a plain list of titles: a TSV or CSV file with a column `title` becomes the same list with topics."""

import csv
import io
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.analysis.answers import print_answer
from pipeline.analysis.topics.grouping import topics_of
from pipeline.analysis.topics.words import Tokenizer, own_tokens

TSV = "tsv"
TITLE = "title"
ADDED = ("topic_id", "topic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """The rows of a file, all as long as its header, and where among their cells the title is."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    place: int


def read_titles(path: Path) -> Titles:
    """Return the rows of `path`: UTF-8 or UTF-16 with or without BOM, parted by tabs, or by commas where no tab heads it.

    Cells beyond the header are kept as column_5 and so on; empty lines are left out.

    Raises:
        ValueError: it is no such text, or has no column `title` (in any case of letters).
    """
    data = path.read_bytes()
    encoding = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not UTF-8 text; save it again as UTF-8") from None
    tabs = "\t" in text.partition("\n")[0] or "," not in text.partition("\n")[0]
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter="\t", quoting=csv.QUOTE_NONE) if tabs else csv.reader(source)
    try:
        header = [name.strip() for name in next(reader, [])]
        rows = [row for row in reader if any(row)]
    except csv.Error as error:
        raise ValueError(f"{path}, line {reader.line_num}: {error}") from None
    names = [name.casefold() for name in header]
    if TITLE not in names:
        told = ", ".join(header) or "nothing"
        raise ValueError(
            f"{path} has no column named title; its first line must name the columns, parted by tabs or commas, and "
            f"names {told}"
        )
    width = max(len(header), max(map(len, rows), default=0))
    header += [f"column_{number}" for number in range(len(header) + 1, width + 1)]
    return Titles(
        header=tuple(header),
        rows=tuple(tuple(row + [""] * (width - len(row))) for row in rows),
        place=names.index(TITLE),
    )


def print_topics(
    path: Path, form: str = TSV, *, tokens: Tokenizer = own_tokens, more_stops: Iterable[str] = (), alike: bool = True
) -> None:
    """Print the rows of `path` on standard output, with topic_id and topic of each title before them.

    Columns of these names that the file has already are kept as given_topic_id and given_topic.

    Raises:
        ValueError: the file cannot be read (see `read_titles`), or `form` is neither TSV nor a form of an answer.
    """
    titles = read_titles(path)
    kept = [f"given_{name}" if name in ADDED else name for name in titles.header]
    found = topics_of([row[titles.place] for row in titles.rows], tokens=tokens, more_stops=more_stops, alike=alike)
    rows = [
        (topic.topic_id if topic else "", topic.label if topic else "", *row)
        for topic, row in zip(found, titles.rows, strict=True)
    ]
    if form == TSV:
        for line in ((*ADDED, *kept), *rows):
            sys.stdout.write("\t".join(" ".join(cell.split("\t")) for cell in map(_one_line, line)) + "\n")
        return
    columns = zip(*rows, strict=True) if rows else ([] for _ in (*ADDED, *kept))
    print_answer(pa.table([pa.array(column, pa.string()) for column in columns], [*ADDED, *kept]), form)


def _one_line(cell: str) -> str:
    return cell.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
