"""OUT/report.html: what came in, what failed and why, and which months are missing. One file, drawn by the browser."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.analysis.derived import part_files

BARS = 40  # of one chart; the rest is summed up
FAILURES = 2000  # rows of the table of failures
GAPS = 300  # committees
OFTEN = 3  # months that a committee met in before a missing one is a gap

STYLE = """
body{font:16px/1.5 "Noto Sans Bengali","Nirmala UI",Vrinda,"Bangla Sangam MN",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
td,th{text-align:left;vertical-align:top;padding:.15rem .6rem .15rem 0;overflow-wrap:anywhere}
td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}td.label{width:38%}
.bar{background:#2a6f97;height:1rem;min-width:1px}.failed .bar{background:#b23a48}td.draw{width:50%}
"""


def report(folder: Path, failures: Iterable[tuple[str, str, str, str]]) -> str:
    """Return the page about the tables in `folder`; `failures` are uri, status, reason and sentence of each."""
    statuses = _counts(folder, "documents", "status")
    months = _counts(folder, "meetings", "meeting_month")
    parts = [
        "<!doctype html><html lang='bn'><head><meta charset='utf-8'><title>Siddhanto</title>",
        f"<style>{STYLE}</style></head><body><h1>সিদ্ধান্ত · Siddhanto: what is in these tables</h1>",
        f"<p>{sum(statuses.values())} documents, {sum(_counts(folder, 'meetings', 'document_id').values())} meetings, "
        f"{sum(pq.ParquetFile(path).metadata.num_rows for path in part_files(folder, 'decisions'))} decisions.</p>",
        _chart("Documents by status", statuses),
        _chart("Documents without decisions, by reason", _counts(folder, "documents", "reason")),
        _chart("Documents by format", _counts(folder, "documents", "format")),
        _chart("Meetings by office", _counts(folder, "meetings", "office")),
        _chart("Meetings by month", dict(sorted((month or "", count) for month, count in months.items())), BARS * 6),
        _failures(failures),
        _gaps(folder),
        "</body></html>\n",
    ]
    return "\n".join(parts)


def missing_months(months: Iterable[str]) -> list[str]:
    """Return the months ("YYYY-MM") between the first and the last of `months` that are not among them.

    >>> missing_months(["2023-11", "2024-02"])
    ['2023-12', '2024-01']
    """
    numbers = {int(month[:4]) * 12 + int(month[5:7]) - 1 for month in months}
    if not numbers:
        return []
    return [
        f"{number // 12:04}-{number % 12 + 1:02}"
        for number in range(min(numbers), max(numbers))
        if number not in numbers
    ]


def _rows(folder: Path, table: str, columns: list[str]) -> Iterator[dict[str, Any]]:
    for path in part_files(folder, table):
        for batch in pq.ParquetFile(path).iter_batches(columns=columns):
            yield from batch.to_pylist()


def _counts(folder: Path, table: str, column: str) -> dict[str | None, int]:
    counts = Counter(row[column] for row in _rows(folder, table, [column]))
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0] or "")))


def _chart(title: str, counts: Mapping[str | None, int], bars: int = BARS) -> str:
    shown = {label: count for label, count in counts.items() if label}
    most = max(shown.values(), default=0)
    lines = [
        f"<tr class='{escape(label)}'><td class='label'>{escape(label)}</td><td class='n'>{count}</td>"
        f"<td class='draw'><div class='bar' style='width:{100 * count / most:.1f}%'></div></td></tr>"
        for label, count in list(shown.items())[:bars]
    ]
    rest = sum(list(shown.values())[bars:])
    if rest:
        lines.append(f"<tr><td class='label'>{len(shown) - bars} others</td><td class='n'>{rest}</td><td></td></tr>")
    unknown = sum(count for label, count in counts.items() if not label)
    if unknown:
        lines.append(f"<tr><td class='label'>–</td><td class='n'>{unknown}</td><td></td></tr>")
    return f"<h2>{escape(title)}</h2><table>{''.join(lines)}</table>"


def _failures(failures: Iterable[tuple[str, str, str, str]]) -> str:
    lines: list[str] = []
    more = 0
    for uri, status, reason, detail in failures:
        if len(lines) == FAILURES:
            more += 1
            continue
        cells = "".join(f"<td>{escape(text or '')}</td>" for text in (uri, status, reason, detail))
        lines.append(f"<tr>{cells}</tr>")
    if not lines:
        return "<h2>Failed or read in part</h2><p>None.</p>"
    rest = f"<p>and {more} more: siddhanto status names all.</p>" if more else ""
    head = "<tr><th>file</th><th>status</th><th>reason</th><th>what to know and do</th></tr>"
    return f"<h2>Failed or read in part</h2><table>{head}{''.join(lines)}</table>{rest}"


def _gaps(folder: Path) -> str:
    met: dict[tuple[str, ...], set[str]] = {}
    names: dict[tuple[str, ...], str] = {}
    places = ["district", "upazila", "union"]
    for row in _rows(folder, "meetings", ["committee_key", "committee", "meeting_month", *places]):
        if row["committee_key"] and row["meeting_month"]:
            key = (row["committee_key"], *(row[place] or "" for place in places))
            met.setdefault(key, set()).add(row["meeting_month"])
            names[key] = " · ".join([row["committee"], *filter(None, key[1:])])
    gaps = {key: missing_months(months) for key, months in met.items() if len(months) >= OFTEN}
    found = sorted(((key, gap) for key, gap in gaps.items() if gap), key=lambda entry: (-len(entry[1]), entry[0]))
    lines = [
        f"<tr><td>{escape(names[key])}</td><td class='n'>{len(gap)}</td><td>{', '.join(gap)}</td></tr>"
        for key, gap in found[:GAPS]
    ]
    if not lines:
        return "<h2>Months without minutes</h2><p>None between the first and the last of a committee.</p>"
    rest = f"<p>and {len(found) - GAPS} more committees.</p>" if len(found) > GAPS else ""
    return f"<h2>Months without minutes, by committee</h2><table>{''.join(lines)}</table>{rest}"
