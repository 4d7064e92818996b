"""The commands over the tables of an import; the libraries they need are imported when they run."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.archive.cli import local_folder
from pipeline.terminal import escaped

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.analysis.ask import Filters

NO_SKLEARN = (
    "scikit-learn is not installed, so titles that no subject of the glossary knows are together only where they have "
    "the same words: pip install 'siddhanto[topics]'"
)
NO_BNLP = "bnlp-toolkit is not installed: pip install bnlp-toolkit, or leave --tokenizer out."

Out = Annotated[
    Path, typer.Argument(help="Folder of tables that an import left.", parser=local_folder, show_default=False)
]

Form = Annotated[str, typer.Option("--format", "-f", help="table, csv, json, markdown or parquet.")]
Committee = Annotated[str | None, typer.Option(help="Words of the committee's name.", show_default=False)]
District = Annotated[str | None, typer.Option(help="District, in Bangla.", show_default=False)]
Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day of meetings.")]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day of meetings.")]
Copies = Annotated[bool, typer.Option("--copies", help="Count lesser copies of meetings too.")]


def register(app: typer.Typer) -> None:
    """Add the commands over tables to the command line."""
    app.command("follow-up")(follow_up)
    for command in (topics, recurring, search, decisions, thread, sql, export, check):
        app.command()(command)


def topics(
    out: Annotated[
        Path | None, typer.Argument(help="Folder of tables that an import left.", exists=True, file_okay=False)
    ] = None,
    titles: Annotated[
        Path | None,
        typer.Option(
            help="A TSV or CSV file of your own with a column title, instead of tables.", exists=True, dir_okay=False
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", "-f", help="Of --titles: tsv, table, csv, json, markdown or parquet.")
    ] = "tsv",
    tokenizer: Annotated[str, typer.Option(help="own, or bnlp: tokens and stop words of bnlp-toolkit.")] = "own",
) -> None:
    """Group agenda items into recurring topics: writes topics.parquet and fills topic_id and topic of the decisions.

    [bold]Examples[/bold]

        siddhanto topics tables

        siddhanto topics --titles titles.tsv > topics.tsv

        siddhanto topics --titles titles.csv --format markdown
    """
    if (out is None) == (titles is None):
        raise typer.BadParameter("name either a folder of tables, or a file with --titles.")
    if tokenizer not in {"own", "bnlp"}:
        raise typer.BadParameter("choose own or bnlp.", param_hint="--tokenizer")
    from pipeline.analysis.topics.words import Tokenizer, bnlp_tokenizer, own_tokens

    tokens: Tokenizer = own_tokens
    stops: frozenset[str] = frozenset()
    if tokenizer == "bnlp":
        try:
            tokens, stops = bnlp_tokenizer()
        except ImportError:
            typer.echo(NO_BNLP, err=True)
            raise typer.Exit(2) from None
    alike = find_spec("sklearn") is not None
    if not alike:
        typer.echo(NO_SKLEARN, err=True)
    try:
        if titles is not None:
            from pipeline.analysis.topics.titles import print_topics

            print_topics(titles, form, tokens=tokens, more_stops=stops, alike=alike)
        elif out is not None:
            from pipeline.analysis.topics.build import build
            from pipeline.archive.derivations import grouping
            from pipeline.endings import ended_well

            with ended_well(out), grouping(out):
                built = build(out, tokens=tokens, more_stops=stops, alike=alike)
            typer.echo(
                f"{built.items} agenda items of {built.topics} topics, in {out / 'topics.parquet'} and decisions.parquet"
            )
            for topic_id, places in built.moved.items():
                now = ", ".join(f"{place} {built.labels[place]}" for place in places)
                typer.echo(escaped(f"moved: {topic_id} {built.labels.get(topic_id, '')} is now in {now}"))
    except (FileNotFoundError, ValueError) as error:
        raise typer.BadParameter(f"{error}.") from error


def follow_up(
    out: Out,
    meetings: Annotated[int, typer.Option(min=1, help="How many later meetings of a committee are looked at.")] = 3,
) -> None:
    """Find what later meetings say of each decision: writes follow_ups.parquet (after siddhanto topics).

    A decision nobody mentions is not_mentioned, never done.

    [bold]Examples[/bold]

        siddhanto topics tables && siddhanto follow-up tables
    """
    with _answering():
        from pipeline.analysis.follow_ups import build
        from pipeline.archive.derivations import following
        from pipeline.endings import ended_well

        with ended_well(out), following(out):
            counts = build(out, meetings=meetings)
        told = ", ".join(f"{count} {status}" for status, count in counts.items()) or "no committee met twice"
        typer.echo(f"{told}, in {out / 'follow_ups.parquet'}")


def recurring(
    out: Out,
    committee: Committee = None,
    district: District = None,
    since: Since = None,
    until: Until = None,
    min_meetings: Annotated[int, typer.Option(min=1, help="Meetings that must have had the topic.")] = 2,
    by_committee: Annotated[bool, typer.Option("--by-committee", help="Count within each committee.")] = False,
    copies: Copies = False,
    form: Form = "table",
) -> None:
    """Show topics that came back, and what later meetings say of their decisions (after siddhanto topics, follow-up).

    [bold]Examples[/bold]

        siddhanto recurring tables --since 2019-01-01 --until 2019-12-31 --min-meetings 3 --by-committee
    """
    with _answering():
        from pipeline.analysis import ask

        filters = ask.Filters(
            committee=committee, district=district, since=_day(since), until=_day(until), copies=copies
        )
        found = ask.recurring(out, filters, min_meetings=min_meetings, by_committee=by_committee)
        _answer(ask.told(found) if form == "table" else found, form, out, filters, tells_silence=True)


def search(
    out: Out,
    words: Annotated[list[str], typer.Argument(help="Words that must all be there.", show_default=False)],
    committee: Committee = None,
    district: District = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, help="Most rows.")] = 50,
    copies: Copies = False,
    form: Form = "table",
) -> None:
    """Find decisions by words of title, decision or discussion, whatever their case endings and common misspellings.

    [bold]Examples[/bold]

        siddhanto search tables "সোশ্যাল মিডিয়া"
    """
    with _answering():
        from pipeline.analysis import ask

        filters = ask.Filters(
            committee=committee, district=district, since=_day(since), until=_day(until), copies=copies
        )
        text = " ".join(words)
        _answer(ask.search(out, text, filters, limit=limit), form, out, filters, words=text, limit=limit)


def decisions(
    out: Out,
    implementer: Annotated[str | None, typer.Option(help="Office or post that is to act.", show_default=False)] = None,
    overdue_on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only those whose deadline had passed on this day.")
    ] = None,
    topic: Annotated[str | None, typer.Option(help="topic_id, or words of its label.", show_default=False)] = None,
    committee: Committee = None,
    district: District = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, help="Most rows.")] = 500,
    copies: Copies = False,
    form: Form = "table",
) -> None:
    """Show decisions by who is to act, by topic, place and time, and those overdue on a day.

    [bold]Examples[/bold]

        siddhanto decisions tables --implementer "উপজেলা কৃষি অফিসার" --overdue-on 2020-01-01

        siddhanto decisions tables --district নাটোর --format csv > natore.csv
    """
    with _answering():
        from pipeline.analysis import ask

        filters = ask.Filters(
            committee=committee,
            district=district,
            since=_day(since),
            until=_day(until),
            copies=copies,
            topic=topic,
            implementer=implementer,
        )
        _answer(ask.decisions(out, filters, overdue_on=_day(overdue_on), limit=limit), form, out, filters, limit=limit)


def thread(
    out: Out,
    decision_id: Annotated[
        str, typer.Argument(help="A decision, as search and decisions name it.", show_default=False)
    ],
    form: Form = "table",
) -> None:
    """Follow the item of a decision from meeting to meeting of its committee.

    [bold]Examples[/bold]

        siddhanto thread tables 6cad150f9ebcf313/1/1
    """
    with _answering():
        from pipeline.analysis import ask
        from pipeline.analysis.answers import print_answer
        from pipeline.analysis.hints import silent_months_of

        print_answer(ask.thread(out, decision_id), form)
        if silence := silent_months_of(out, decision_id):
            typer.echo(silence, err=True)


def sql(
    out: Out,
    query: Annotated[str, typer.Argument(help="One SELECT in DuckDB's SQL.", show_default=False)],
    form: Form = "table",
) -> None:
    """Answer a SELECT over decisions, meetings, documents, issues, topics and follow_ups; nothing else is read or written.

    [bold]Examples[/bold]

        siddhanto sql tables "select district, count(*) from decisions group by 1 order by 2 desc"
    """
    with _answering():
        from pipeline.analysis import ask
        from pipeline.analysis.answers import print_answer

        print_answer(ask.sql(out, query), form)


def export(
    out: Out,
    form: Annotated[
        str, typer.Option("--to", help="csv, jsonl, xlsx, sqlite, duckdb or datapackage.", show_default=False)
    ],
    path: Annotated[
        Path | None,
        typer.Option("--path", "-o", help="Folder or file to write; beside the tables where none is named."),
    ] = None,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin CSV files with a BOM, by which Excel knows Bangla.")
    ] = False,
) -> None:
    """Write the tables in another format, all of them.

    [bold]Examples[/bold]

        siddhanto export tables --to csv --bom --path for-excel

        siddhanto export tables --to sqlite --path decisions.db
    """
    with _answering():
        from pipeline.analysis.export import FOLDERS
        from pipeline.analysis.export import export as write

        to = path or (out / "export" / form if form in FOLDERS else out / "export" / f"siddhanto.{form}")
        for file in write(out, form, to, bom=bom):
            typer.echo(file)


def check(out: Out) -> None:
    """Check that the tables keep their promises: columns, keys, closed lists, references, dates, and the account.

    Exit status 0: they do. 1: some do not; each is told.

    [bold]Examples[/bold]

        siddhanto check tables
    """
    with _answering():
        from pipeline.analysis.check import check as breaches_of

        breaches = breaches_of(out)
    for breach in breaches:
        typer.echo(escaped(breach.told))
    for advice in dict.fromkeys(breach.advice for breach in breaches):
        typer.echo(advice)
    if breaches:
        raise typer.Exit(1)
    typer.echo("The tables keep their promises.")


def _answer(
    table: "pa.Table",
    form: str,
    out: Path,
    filters: "Filters",
    *,
    words: str = "",
    limit: int | None = None,
    tells_silence: bool = False,
) -> None:
    """Print an answer, and on standard error what one should know of it."""
    from pipeline.analysis.answers import print_answer
    from pipeline.analysis.hints import hints, silent_months
    from pipeline.archive.derivations import older

    print_answer(table, form)
    notes = list(hints(out, filters, words)) if not table.num_rows else []
    if limit is not None and table.num_rows == limit:
        notes.append(f"These are the first {limit}; --limit {10 * limit} shows more.")
    bounded = filters.committee or filters.district or (filters.since and filters.until)
    if tells_silence and bounded and (silence := silent_months(out, filters)):
        notes.append(silence)
    if tells_silence:
        notes += older(out)
    for note in notes:
        typer.echo(escaped(note), err=True)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, ValueError) as error:
        typer.echo(f"{error}.", err=True)
        raise typer.Exit(2) from error
