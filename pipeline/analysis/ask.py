"""Questions to the tables of an import: DuckDB in memory, the tables as views, nothing written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from normalizers.letters import nfc
from normalizers.offices import office_key
from normalizers.text import one_line
from pipeline.analysis.derived import part_files

TABLES = ("decisions", "meetings", "documents", "issues", "topics", "follow_ups", "reviews")
# As `normalizers.text.fold`, in SQL and with the word borders kept: spellings that count as the same.
_LOOSE = (
    "CREATE MACRO loose(s) AS replace(replace(translate(lower(s), "
    f"'{nfc('ীূঈঊণশষৎ')}০১২৩৪৫৬৭৮৯\u0981\u0983\u200c\u200d', '{nfc('িুইউনসসত')}0123456789'), 'ঙ\u09cd', 'ং'), '\u09dc', 'ড\u09bc')"
)
# A word begins where no Bangla letter or sign stands before it; it may go on with a case ending.
_FINDS = "CREATE MACRO finds(s, word) AS regexp_matches(loose(s), '(^|[^\u0980-\u09ffa-z0-9])' || regexp_escape(loose(word)))"
_MONTH = "try_cast(meeting_month || '-01' AS DATE)"
_SAME_COMMITTEE = "d.committee_key = o.committee_key AND " + " AND ".join(
    f'd."{name}" IS NOT DISTINCT FROM o."{name}"' for name in ("level", "district", "upazila", "union")
)
STATES = ("implemented", "in_progress", "not_implemented", "repeated", "discussed", "not_mentioned")
SELECTS = {"SELECT", "EXPLAIN"}


class QuestionError(ValueError):
    """A question that cannot be answered; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What rows of decisions a question is about; None and empty mean all."""

    committee: str | None = None
    district: str | None = None
    topic: str | None = None
    implementer: str | None = None
    since: date | None = None
    until: date | None = None
    copies: bool = field(default=False)  # lesser copies of meetings too


def connect(out: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection whose views are the tables of `out`, and that can read nothing else.

    Raises:
        FileNotFoundError: `out` holds no decisions.parquet.
    """
    if not part_files(out, "decisions"):
        raise FileNotFoundError(f"{out} holds no decisions.parquet")
    connection = duckdb.connect()
    connection.execute(_LOOSE)
    connection.execute(_FINDS)
    for table in TABLES:
        files = [str(path.resolve()) for path in part_files(out, table)]
        if files:
            names = ", ".join("'" + name.replace("'", "''") + "'" for name in files)
            connection.execute(
                f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{names}], hive_partitioning = false)"
            )
    folder = str(out.resolve()).replace("'", "''")
    connection.execute(f"SET allowed_directories = ['{folder}']")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def sql(out: Path, query: str) -> pa.Table:
    """Return the answer to one SELECT over decisions, meetings, documents, issues, topics and follow_ups.

    Raises:
        QuestionError: the query is not one SELECT, or DuckDB refuses it.
    """
    connection = connect(out)
    try:
        statements = connection.extract_statements(query)
        if len(statements) != 1 or statements[0].type.name not in SELECTS:
            raise QuestionError("one SELECT is answered; nothing is written")
        return _table(connection, query)
    except duckdb.Error as error:
        raise QuestionError(str(error)) from error


def recurring(out: Path, filters: Filters, *, min_meetings: int = 2, by_committee: bool = False) -> pa.Table:
    """Return topics on the agenda of at least `min_meetings` meetings, most frequent first, and what became of them.

    Raises:
        QuestionError: topics are not built yet.
    """
    connection = connect(out)
    if not part_files(out, "topics"):
        raise QuestionError(f"topics are not built yet: siddhanto topics {out}")
    where, values = _where(filters)
    stated = part_files(out, "follow_ups")
    states = ", ".join(f"count(*) FILTER (state = '{state}') AS {state}" for state in STATES)
    # The latest statement of progress; where none states any, the most that was said. Silence only where all are silent.
    progress = "status IN ('implemented', 'in_progress', 'not_implemented')"
    latest = (
        f"LEFT JOIN (SELECT decision_id, coalesce(arg_max(status, later_meeting_date) FILTER ({progress}), "
        "max(status) FILTER (status IN ('discussed', 'repeated')), 'not_mentioned') AS state "
        "FROM follow_ups GROUP BY decision_id) USING (decision_id)"
    )
    own = "committee, district, upazila, " if by_committee else ""
    return _table(
        connection,
        f"SELECT topic_id, min(topic) AS topic, {own}count(DISTINCT meeting_id) AS meetings, "
        'count(DISTINCT hash(committee_key, district, upazila, "union")) AS committees, count(*) AS decisions, '
        f"min(meeting_date) AS first_date, max(meeting_date) AS last_date{', ' + states if stated else ''} "
        f"FROM decisions {latest if stated else ''} WHERE topic_id IS NOT NULL AND {where} "
        f"GROUP BY ALL HAVING meetings >= {int(min_meetings)} ORDER BY meetings DESC, topic_id",
        values,
    )


def told(table: pa.Table) -> pa.Table:
    """Return an answer of `recurring` for people: what became of the decisions in one column, the id at the end."""
    rows = table.to_pylist()
    places = [name for name in ("committee", "district", "upazila") if name in table.column_names]
    shown = []
    for row in rows:
        line = {"topic": row["topic"]}
        if places:
            line["committee"] = ", ".join(filter(None, (row[name] for name in places)))
        else:
            line["committees"] = row["committees"]
        line |= {name: row[name] for name in ("meetings", "decisions", "first_date", "last_date")}
        if STATES[0] in row:
            counts = {state: row[state] for state in STATES if row[state]}
            rest = row["decisions"] - sum(counts.values())
            if counts and rest:
                counts["without a later meeting"] = rest
            line["what became of them"] = ", ".join(f"{count} {state}" for state, count in counts.items())
        shown.append(line | {"topic_id": row["topic_id"]})
    return pa.Table.from_pylist(shown) if shown else table


def search(out: Path, words: str, filters: Filters, *, limit: int = 50) -> pa.Table:
    """Return decisions that hold every word of `words` in title, decision or discussion; those in titles first.

    Words are found whatever their case ending and the spelling of ী/ি, ূ/ু, ণ/ন, শ/ষ/স.

    Raises:
        QuestionError: `words` holds no word.
    """
    wanted = words_of(words)
    if not wanted:
        raise QuestionError("name a word to search for")
    where, values = _where(filters)
    text = "concat_ws(' ', agenda_title, topic, decision, discussion)"
    every = " AND ".join([f"finds({text}, ?)"] * len(wanted))
    score = " + ".join(["3 * finds(coalesce(agenda_title, ''), ?)::INT + finds(decision, ?)::INT"] * len(wanted))
    return _table(
        connect(out),
        f"SELECT decision_id, committee, meeting_date, agenda_title, decision, implementers_text, source_uri, page "
        f"FROM decisions WHERE {every} AND {where} "
        f"ORDER BY {score} DESC, meeting_date DESC NULLS LAST, decision_id LIMIT {int(limit)}",
        [*wanted, *values, *(word for word in wanted for _ in range(2))],
    )


def words_of(text: str) -> list[str]:
    """Return the words of `text` that can be searched for."""
    return [word for word in one_line(text).split() if any(letter.isalnum() for letter in word)]


def months(out: Path, filters: Filters) -> set[str]:
    """Return the months ("YYYY-MM") of which there are minutes within `filters`."""
    where, values = _where(filters)
    found = connect(out).execute(
        f"SELECT DISTINCT coalesce(meeting_month, strftime(meeting_date, '%Y-%m')) FROM decisions WHERE {where}", values
    )
    return {month for (month,) in found.fetchall() if month}


def months_of(out: Path, decision_id: str) -> set[str]:
    """Return the months of which there are minutes of the committee of a decision."""
    found = connect(out).execute(
        "SELECT DISTINCT coalesce(d.meeting_month, strftime(d.meeting_date, '%Y-%m')) FROM decisions d, decisions o "
        f"WHERE o.decision_id = ? AND {_SAME_COMMITTEE}",
        [decision_id],
    )
    return {month for (month,) in found.fetchall() if month}


def decisions(out: Path, filters: Filters, *, overdue_on: date | None = None, limit: int = 500) -> pa.Table:
    """Return decisions, the newest first; with `overdue_on`, those whose deadline had passed on that day.

    A decision that a meeting up to that day states as implemented is not overdue; of one that nobody mentioned nothing
    is known, so it is.
    """
    where, values = _where(filters)
    if overdue_on:
        where += " AND deadline < ?"
        values = [*values, overdue_on]
        if part_files(out, "follow_ups"):
            where += (
                " AND decision_id NOT IN (SELECT decision_id FROM follow_ups WHERE status = 'implemented' "
                "AND coalesce(later_meeting_date <= ?, true))"
            )
            values = [*values, overdue_on]
    late = f", date_diff('day', deadline, DATE '{overdue_on}') AS days_late" if overdue_on else ""
    return _table(
        connect(out),
        "SELECT decision_id, committee, district, upazila, meeting_date, agenda_no, agenda_title, decision, implementers, "
        f"deadline, deadline_text{late}, topic, confidence, source_uri, page FROM decisions WHERE {where} "
        f"ORDER BY {'days_late DESC, ' if overdue_on else ''}meeting_date DESC NULLS LAST, decision_id LIMIT {int(limit)}",
        values,
    )


def thread(out: Path, decision_id: str) -> pa.Table:
    """Return the item of a decision from meeting to meeting: the committee's decisions on its topic, oldest first.

    With follow-ups built, each has what the next meetings say of it; null where none was looked at.

    Raises:
        QuestionError: there is no such decision, or it has no topic or committee to follow.
    """
    connection = connect(out)
    found = _table(
        connection, "SELECT topic_id, committee_key FROM decisions WHERE decision_id = ?", [decision_id]
    ).to_pylist()
    if not found:
        raise QuestionError(f"there is no decision {decision_id}")
    if None in found[0].values():
        raise QuestionError(
            f"the decision {decision_id} has no topic or no committee; topics are built by siddhanto topics"
        )
    said = (
        ", (SELECT list(f.status || ' (' || coalesce(f.later_meeting_date::VARCHAR, f.later_meeting_id) || ')' "
        "ORDER BY f.later_meeting_date) FROM follow_ups f WHERE f.decision_id = d.decision_id) AS later_meetings"
    )
    return _table(
        connection,
        "SELECT d.decision_id, d.meeting_date, d.meeting_month, d.agenda_title, d.decision, d.implementers, d.deadline"
        f"{said if part_files(out, 'follow_ups') else ''}, d.source_uri, d.page "
        "FROM decisions d, decisions o WHERE o.decision_id = ? AND d.topic_id = o.topic_id "
        f"AND {_SAME_COMMITTEE} "
        "AND d.meeting_id NOT IN (SELECT meeting_id FROM meetings WHERE NOT preferred) "
        "ORDER BY coalesce(d.meeting_date::VARCHAR, d.meeting_month) NULLS LAST, d.decision_id",
        [decision_id],
    )


def _where(filters: Filters) -> tuple[str, list[Any]]:
    parts, values = ["true"], []
    for condition, value in (
        ("finds(committee, ?)", filters.committee),
        ("loose(district) = loose(?)", filters.district),
        (f"coalesce(meeting_date, last_day({_MONTH})) >= ?", filters.since),  # where only the month is known,
        (f"coalesce(meeting_date, {_MONTH}) <= ?", filters.until),  # any of its days may be meant
    ):
        if value is not None:
            parts.append(condition)
            values.append(nfc(value) if isinstance(value, str) else value)
    if filters.topic is not None:
        parts.append("(topic_id = ? OR finds(topic, ?))")
        values += [filters.topic, nfc(filters.topic)]
    if filters.implementer is not None:
        parts.append("(list_contains(implementer_keys, ?) OR finds(implementers_text, ?))")
        values += [office_key(filters.implementer) or "", nfc(filters.implementer)]
    if not filters.copies:
        parts.append("meeting_id NOT IN (SELECT meeting_id FROM meetings WHERE NOT preferred)")
    return " AND ".join(parts), values


def _table(connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> pa.Table:
    return connection.sql(query, params=list(values)).to_arrow_table()
