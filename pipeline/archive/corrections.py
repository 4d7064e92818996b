"""What people corrected: OUT/corrections.csv, put over the rows whenever the tables are made."""

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyarrow as pa

from normalizers.text import fold
from pipeline.reasons import ISSUES
from pipeline.records import Rows
from pipeline.schema import IMPORTED, TABLES

FILE = "corrections.csv"
CORRECTED, OUTDATED, UNKNOWN = "corrected", "correction_outdated", "correction_unknown"
ANCHORS = {"decisions": "decision", "meetings": "title"}  # the text by which a row is known again
IDS = {"decisions": "decision_id", "meetings": "meeting_id", "documents": "document_id"}
FIXED = {  # what says where a row comes from is no matter of opinion
    *IDS.values(), "source_uri", "sha256", "aliases", "bytes", "extractor_version", "flags", "attendees", "memo", "bbox",
    "locator", "preferred", "same_meeting_as", "status", "reason", "meetings", "decisions", "rows_expected", "fetched_at",
}  # fmt: skip
SHARED = {column.name for column in TABLES["decisions"]} & {column.name for column in TABLES["meetings"]} - FIXED


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line of corrections.csv: one id, the field, its right value, who says so, why and when.

    `text` is the decision or the title as it was read then: where it reads otherwise by now, a person should look.
    """

    decision_id: str = ""
    meeting_id: str = ""
    document_id: str = ""
    field: str
    value: str
    who: str = ""
    why: str = ""
    date: str = ""
    text: str = ""

    @property
    def row_id(self) -> str:
        """The id of the row, whichever table it is in."""
        return self.decision_id or self.meeting_id or self.document_id

    @property
    def table(self) -> str:
        """The table of the row."""
        return "decisions" if self.decision_id else "meetings" if self.meeting_id else "documents"


COLUMNS = tuple(field.name for field in fields(Correction))


def read_corrections(out: Path) -> dict[str, list[Correction]]:
    """Return the corrections in `out` by document_id, in the order in which they were written; the last one holds."""
    found: dict[str, list[Correction]] = {}
    path = out / FILE
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:  # spreadsheets write a byte order mark
            for line in csv.DictReader(file):
                given = {name: (line.get(name) or "").strip() for name in COLUMNS}
                correction = Correction(**given)
                found.setdefault(correction.row_id.split("/")[0], []).append(correction)
    return found


def add_correction(out: Path, correction: Correction) -> None:
    """Add a line to the file; it is there whole or as it was before."""
    path = out / FILE
    text = io.StringIO()
    before = path.read_text("utf-8-sig") if path.exists() else ""
    # A file made by hand may have its columns in another order.
    named = next(csv.reader(before.splitlines())) if before else list(COLUMNS)
    writer = csv.DictWriter(text, named, lineterminator="\n")
    if not before:
        writer.writeheader()
    elif not before.endswith("\n"):
        text.write("\n")
    writer.writerow({name: getattr(correction, name, "") for name in named})
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("w", encoding="utf-8", newline="") as file:
        file.write(before + text.getvalue())
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def value_of(table: str, field: str, value: str) -> Any:
    """Return `value` as the column has it: "" is null, the entries of a list stand between semicolons.

    Raises:
        ValueError: the table has no such column, it may not be corrected, or the value is not of its type.
    """
    types = {column.name: column.type for column in TABLES[table]}
    if field not in types or field in FIXED:
        allowed = ", ".join(name for name in types if name not in FIXED)
        raise ValueError(f"{field} is not a field that can be corrected; those are {allowed}")
    return _typed(types[field], value)


def row_of(rows: Rows, row_id: str) -> tuple[str, str | None] | None:
    """Return the table of the row and the text by which it will be known again; None where there is no such row."""
    for table, name in IDS.items():
        for row in rows[table]:
            if row[name] == row_id:
                return table, row[ANCHORS[table]] if table in ANCHORS else None
    return None


def correct(rows: Rows, corrections: list[Correction]) -> None:
    """Put the corrections of one document over its rows; what does not fit becomes an issue."""
    for correction in corrections:
        try:
            value = value_of(correction.table, correction.field, correction.value)
        except ValueError as error:
            _report(rows, correction, UNKNOWN, f"{ISSUES[UNKNOWN]} ({error})")
            continue
        row, is_sure = _find(rows, correction)
        if row is None:
            _report(rows, correction, OUTDATED if is_sure else UNKNOWN)
            continue
        if not is_sure:
            _report(rows, correction, OUTDATED)
        row[correction.field] = value
        changed = [row]
        if correction.table == "meetings" and correction.field in SHARED:
            changed += [line for line in rows["decisions"] if line["meeting_id"] == row["meeting_id"]]
        for line in changed:
            line[correction.field] = value
            if "flags" in line:
                line["flags"] = sorted({*line["flags"], CORRECTED})


def lost(corrections: dict[str, list[Correction]], found: set[str]) -> Iterator[Rows]:
    """Yield issues of corrections whose document is not there."""
    for document_id in sorted(set(corrections) - found):
        rows: Rows = {name: [] for name in IMPORTED}
        for correction in corrections[document_id]:
            _report(rows, correction, UNKNOWN)
        yield rows


def _find(rows: Rows, correction: Correction) -> tuple[dict[str, Any] | None, bool]:
    """The row, and whether its text is still what it was; a decision that moved within its document is followed.

    No row with True: there is one of that id, but it is another decision by now.
    """
    table = rows[correction.table]
    row = next((row for row in table if row[IDS[correction.table]] == correction.row_id), None)
    anchor = ANCHORS.get(correction.table)
    if anchor is None or not correction.text:
        return row, row is not None
    text = fold(correction.text)
    if row is not None and fold(row[anchor] or "") == text:
        return row, True
    moved = [other for other in table if fold(other[anchor] or "") == text]
    if len(moved) == 1:
        return moved[0], True
    if correction.table == "decisions":
        return None, row is not None
    return row, False


def _report(rows: Rows, correction: Correction, code: str, detail: str | None = None) -> None:
    documents = rows["documents"]
    rows["issues"].append(
        {
            "document_id": correction.row_id.split("/")[0],
            "meeting_id": correction.meeting_id or None,
            "decision_id": correction.decision_id or None,
            "source_uri": documents[0]["source_uri"] if documents else FILE,
            "page": None,
            "field": correction.field,
            "code": code,
            "severity": "warning",
            "text": correction.value or None,
            "detail": detail or ISSUES[code],
        }
    )


def _typed(kind: pa.DataType, value: str) -> Any:
    if pa.types.is_list(kind):
        return [_typed(kind.value_type, part.strip()) for part in value.split(";") if part.strip()]
    if not value:
        return None
    try:
        if pa.types.is_date(kind):
            return date.fromisoformat(value)
        if pa.types.is_decimal(kind):
            return Decimal(value)
        if pa.types.is_integer(kind):
            return int(value)
        if pa.types.is_floating(kind):
            return float(value)
    except (ValueError, InvalidOperation) as error:
        raise ValueError(f"{value} is no {kind}; dates are written YYYY-MM-DD") from error
    return value
