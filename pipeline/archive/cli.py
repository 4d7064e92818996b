"""Commands on a folder of tables that is already there: what is in it, what failed, and what people know better."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.rows import Outcome


def local_folder(place: str) -> Path:
    """Return the folder of that name on this machine; for a URL, say how what lies there comes here."""
    from pipeline.archive.remote import is_url, local_path, shown

    if is_url(place):
        raise typer.BadParameter(f"{shown(place)} is not on this machine: siddhanto download {shown(place)} FOLDER")
    folder = local_path(place)
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder {place}.")
    return folder


Out = Annotated[Path, typer.Argument(help="Folder of tables made by import.", parser=local_folder, show_default=False)]
Work = Annotated[
    Path | None,
    typer.Option(help="Local folder to work in for an OUT in a bucket; one in your cache where none is named."),
]
TakeOver = Annotated[
    bool,
    typer.Option("--take-over", help="Go on although an import on another machine holds the bucket: it was killed."),
]

# How files are read: the same options for `import` and `retry`.
Workers = Annotated[int, typer.Option(min=1, help="How many files are read at once.")]
Timeout = Annotated[float, typer.Option(min=1, help="Seconds after which the reading of one file is ended.")]
Memory = Annotated[int, typer.Option(min=512, help="Megabytes of memory that the reading of one file may take.")]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--dask",
        metavar="ADDRESS",
        help="Read on the Dask cluster with its scheduler there, as tcp://10.0.0.5:8786; its threads count, not --workers.",
        show_default=False,
    ),
]
Fonts = Annotated[
    Path | None,
    typer.Option(help="Folder of font files, for PDFs whose text layer is damaged.", exists=True, file_okay=False),
]


def file_or_url(place: str | None) -> str | None:
    """Return the name of a file that is there, or a URL."""
    from pipeline.archive.remote import is_url, local_path

    if place is not None and not is_url(place) and not local_path(place).is_file():
        raise typer.BadParameter(f"there is no file {place}.")
    return place


def status(out: Out, as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False) -> None:
    """Say what is in the tables, what failed and why, and what to do about each.

    [bold]Example[/bold]

        siddhanto status tables
    """
    from pipeline.archive.status import print_status, print_status_json
    from pipeline.endings import ended_well

    _need_ledger(out)
    with ended_well(out):
        print_status_json(out) if as_json else print_status(out)


def retry(
    out: Annotated[str, typer.Argument(help="Folder of tables made by import, or its URL.", show_default=False)],
    workers: Workers = 1,
    timeout: Timeout = 300.0,
    memory: Memory = 4096,
    dask: Cluster = None,
    fonts: Fonts = None,
    work: Work = None,
    take_over: TakeOver = False,
) -> None:
    """Read again what failed or was read in part, and nothing else.

    Give --fonts if the import had it. Exit status as for import.

    [bold]Example[/bold]

        siddhanto retry tables --timeout 900
    """
    from extractors.options import Options
    from pipeline.archive.bucket import working_folder
    from pipeline.archive.progress import Progress
    from pipeline.archive.run import run
    from pipeline.archive.summary import print_summary
    from pipeline.endings import ended_well

    with (
        ended_well(out),
        working_folder(out, work, take_over=take_over) as (folder, keep),
        Progress(sys.stderr) as progress,
    ):
        _need_ledger(folder)

        def on_done(outcome: "Outcome") -> None:
            progress.done(outcome)
            keep()

        summary = run(
            (),
            folder,
            options=Options(fonts=fonts),
            workers=workers,
            seconds=timeout,
            memory=memory * 2**20,
            cluster=dask,
            again=True,
            on_found=progress.found,
            on_done=on_done,
        )
    print_summary(summary, out)
    raise typer.Exit(1 if summary.statuses["failed"] else 0)


def correct(
    out: Out,
    row: Annotated[str, typer.Argument(metavar="ID", help="A decision_id, meeting_id or document_id.")],
    field: Annotated[str, typer.Argument(help="The column that is wrong.")],
    value: Annotated[
        str, typer.Argument(help='What is right; dates as YYYY-MM-DD, lists with ";" between, "" for empty.')
    ],
    who: Annotated[str, typer.Option(help="Who says so.")],
    why: Annotated[str, typer.Option(help="How that is known.")],
) -> None:
    """Correct one value, for this and all later imports.

    The line goes to corrections.csv in the folder, which may also be edited by hand, and the tables are made anew.

    [bold]Example[/bold]

        siddhanto correct tables 3f2a90c1d4e5b678/1/2 deadline 2023-06-30 --who "R. Khatun" --why "seen on paper"
    """
    from pipeline.archive.contents import rows_of_document
    from pipeline.archive.corrections import IDS, Correction, add_correction, row_of, value_of
    from pipeline.archive.run import build, opened
    from pipeline.endings import ended_well

    _need_ledger(out)
    with ended_well(out), opened(out, datetime.now(UTC)) as ledger:
        rows = rows_of_document(ledger, row.split("/")[0])
        found = row_of(rows, row) if rows else None
        if found is None:
            raise typer.BadParameter(f"no decision, meeting or document has the id {row}.", param_hint="ID")
        table, text = found
        try:
            value_of(table, field, value)
        except ValueError as error:
            raise typer.BadParameter(f"{error}.", param_hint="FIELD VALUE") from error
        line = {IDS[table]: row, "field": field, "value": value, "who": who, "why": why, "text": text or ""}
        add_correction(out, Correction(**line, date=f"{datetime.now(UTC):%Y-%m-%d}"))
        build(ledger, out, "correct")
    typer.echo(f"{field} of {row} is {value or 'empty'} by now; it stands in {out / 'corrections.csv'}.")


def changes(
    out: Out,
    since: Annotated[
        str | None,
        typer.Option(help="A run, or the cursor of the last change taken; 0 for all.", show_default=False),
    ] = None,
    tables: Annotated[
        list[str] | None,
        typer.Option("--table", "-t", help="Only this table; may be given several times.", show_default=False),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Most changes.", show_default=False)] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="jsonl, json, csv or parquet.")] = "jsonl",
) -> None:
    """Tell other programs what changed in the tables since a run; without --since, list the runs.

    One JSON line for each row of decisions, meetings, documents and issues that was added, changed (the columns, with old
    and new values) or withdrawn, and because of what. The cursor of the last line is what to give to --since next time.
    Rows of files that are gone or superseded stay in the tables, so they are not withdrawn.

    [bold]Examples[/bold]

        siddhanto changes tables

        siddhanto changes tables --since 3 > changes.jsonl

        siddhanto changes tables --since 3.120 --table decisions --limit 1000 --format csv
    """
    from itertools import islice

    from pipeline.archive.changes import KEYS
    from pipeline.archive.changes import changes as changes_since
    from pipeline.archive.feed import print_changes, print_runs
    from pipeline.archive.history import runs
    from pipeline.archive.ledger import open_ledger

    _need_ledger(out)
    unknown = sorted(set(tables or ()) - set(KEYS))
    if unknown:
        raise typer.BadParameter(f"there is no table {unknown[0]} in the feed; choose {', '.join(KEYS)}.")
    with open_ledger(out, "", "") as ledger:
        if since is None:
            print_runs(runs(ledger.connection), "table" if sys.stdout.isatty() or form == "jsonl" else form)
            return
        try:
            found = changes_since(ledger, since, frozenset(tables or KEYS))
            cursor = print_changes(islice(found, limit), form)
        except ValueError as error:
            raise typer.BadParameter(f"{error}.") from error
    typer.echo(f"Go on with --since {cursor}" if cursor else "Nothing changed.", err=True)


def download(
    url: Annotated[str, typer.Argument(help="What --out of an import was, like s3://bucket/tables.")],
    folder: Annotated[Path, typer.Argument(help="Folder for the copy; made if it is not there.", file_okay=False)],
) -> None:
    """Copy the tables of a bucket here, for the commands that ask them.

    Every file is compared with the sizes and digests in run.json, so that the copy is one whole set.

    [bold]Example[/bold]

        siddhanto download s3://bucket/tables tables
    """
    from pipeline.archive.bucket_copy import copy
    from pipeline.endings import ended_well

    with ended_well(url):
        names = copy(url, folder)
    typer.echo(f"{len(names)} files in {folder}")


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    for command in (status, retry, correct, changes, download):
        app.command()(command)


def _need_ledger(out: Path) -> None:
    if not (out / ".siddhanto" / "ledger.sqlite").exists():
        raise typer.BadParameter(f"{out} holds no tables made by import.", param_hint="OUT")
