"""The command line: every command is a few lines over the library, and its docstring is its help."""

import io
import sys
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.analysis.cli import register as register_analysis
from pipeline.archive.cli import Cluster, Fonts, Memory, TakeOver, Timeout, Work, Workers, file_or_url
from pipeline.archive.cli import register as register_archive
from pipeline.crawl.cli import register as register_crawl
from pipeline.serve.cli import register as register_serve

if TYPE_CHECKING:
    from pipeline.rows import Outcome

app = typer.Typer(
    name="siddhanto",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="সিদ্ধান্ত: Bangladeshi government meeting minutes in, one clean table of decisions out.",
)

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2


@app.command("import")
def import_(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders with all below them, ZIP archives, raw stores of a crawl, patterns like 'a/**/*.pdf'; "
            "the same by URL: s3://bucket/folder.",
            show_default=False,
        ),
    ] = None,
    *,
    out: Annotated[
        str,
        typer.Option(
            "--out",
            "-o",
            help="Folder for the tables, made if it is not there; or s3://bucket/folder.",
            show_default=False,
        ),
    ],
    workers: Workers = 1,
    timeout: Timeout = 300.0,
    memory: Memory = 4096,
    dask: Cluster = None,
    fonts: Fonts = None,
    partition_by: Annotated[
        str | None,
        typer.Option(help="year: make decisions and meetings folders with a file a year; else one file each."),
    ] = None,
    list_: Annotated[
        str | None,
        typer.Option("--list", help="File, or URL of one, that names sources, one a line.", callback=file_or_url),
    ] = None,
    manifest: Annotated[
        str | None,
        typer.Option(
            help="CSV or Parquet with path, url, published and office of each file; or its URL.", callback=file_or_url
        ),
    ] = None,
    work: Work = None,
    take_over: TakeOver = False,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="Tell the progress as JSON lines on standard error.")
    ] = False,
) -> None:
    """Read minutes and write the tables of decisions, meetings, documents and issues.

    What was read before is not read again, and what is gone stays in the tables. A run that was ended, however it
    was, is taken up by the same command. Every file is accounted for: decisions, no_decisions, partial, failed or a duplicate of another.
    Exit status 0: done. 1: done, but some files failed; the summary and documents.parquet say why. 2: wrong usage,
    another import is at work in the folder, or no cluster that can be used. 3: the disk is full or broken. 130: ended by Ctrl-C.

    [bold]Examples[/bold]

        siddhanto import minutes/ --out tables

        siddhanto import a.pdf b.docx scans/ archive.zip --out tables --workers 2

        siddhanto import --manifest downloads.csv --out tables

        siddhanto import s3://bucket/minutes --out s3://bucket/tables

        siddhanto import /shared/minutes --out /shared/tables --dask tcp://10.0.0.5:8786
    """
    if not (sources or list_ or manifest):
        raise typer.BadParameter("Missing argument: name files or folders, or give --list or --manifest.")
    if partition_by not in (None, "year"):
        raise typer.BadParameter("tables can be parted by year.", param_hint="--partition-by")
    from extractors.options import Options
    from pipeline.archive.bucket import working_folder
    from pipeline.archive.manifest import listed, read_manifest
    from pipeline.archive.progress import JsonProgress, Progress
    from pipeline.archive.remote import is_url, local_path
    from pipeline.archive.run import run
    from pipeline.archive.summary import print_summary
    from pipeline.endings import ended_well
    from pipeline.sources import discover

    if not is_url(out) and local_path(out).is_file():
        raise typer.BadParameter(f"{out} is a file; name a folder.", param_hint="--out")
    found = discover(chain(sources or (), listed(list_) if list_ else ()))
    with (
        ended_well(out),
        working_folder(out, work, take_over=take_over) as (folder, keep),
        (JsonProgress if log_json else Progress)(sys.stderr) as progress,
    ):

        def on_done(outcome: "Outcome") -> None:
            progress.done(outcome)
            keep()

        summary = run(
            chain(found, read_manifest(manifest) if manifest else ()),
            folder,
            options=Options(fonts=fonts),
            workers=workers,
            seconds=timeout,
            memory=memory * 2**20,
            by_year=partition_by == "year",
            cluster=dask,
            on_found=progress.found,
            on_done=on_done,
        )
    print_summary(summary, out)
    raise typer.Exit(SOME_FAILED if summary.statuses["failed"] else DONE)


@app.command()
def show(
    file: Annotated[
        Path,
        typer.Argument(help="One file of minutes.", exists=True, dir_okay=False, readable=True, show_default=False),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    blocks: Annotated[
        bool, typer.Option("--blocks", help="Print only what the reader saw: paragraphs and tables.")
    ] = False,
    png: Annotated[
        Path | None,
        typer.Option(
            help="Draw a page of a PDF or picture, with the boxes that were read, into this file.", dir_okay=False
        ),
    ] = None,
    page: Annotated[int, typer.Option(min=1, help="The page that --png draws.")] = 1,
) -> None:
    """Show what was seen in one file, what was understood, and what was not.

    [bold]Examples[/bold]

        siddhanto show minutes.pdf

        siddhanto show minutes.docx --blocks

        siddhanto show minutes.html --json | jq .decisions

        siddhanto show scan.pdf --page 2 --png page2.png
    """
    from extractors.errors import ExtractionError
    from pipeline.show import show_blocks, show_json, show_outcome

    try:
        if png is not None:
            _draw(file, page, png)
        elif as_json:
            show_json(file)
        elif blocks:
            show_blocks(file)
        else:
            show_outcome(file)
    except ExtractionError as error:
        typer.echo(f"{file}: {error} {error.advice}", err=True)
        raise typer.Exit(SOME_FAILED) from error


def _draw(file: Path, page: int, png: Path) -> None:
    from pipeline.show import show_page

    if not png.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {png.parent}.", param_hint="--png")
    try:
        show_page(file, page, png)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.", param_hint="--page") from error


@app.command()
def schema(
    table: Annotated[
        str | None,
        typer.Argument(
            help="A table, as decisions, issues or follow_ups; all where none is named.", show_default=False
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    as_json_schema: Annotated[
        bool, typer.Option("--json-schema", help="Print the JSON Schema of the rows (draft 2020-12).")
    ] = False,
) -> None:
    """Print the columns of the tables with their types and meaning.

    [bold]Examples[/bold]

        siddhanto schema

        siddhanto schema decisions --json

        siddhanto schema decisions --json-schema
    """
    from pipeline.analysis.derived import DERIVED
    from pipeline.schema import TABLES
    from pipeline.show import show_json_schema, show_schema

    known = (*TABLES, *DERIVED)
    if table is not None and table not in known:
        raise typer.BadParameter(f"there is no table {table}; the tables are {', '.join(known)}.", param_hint="TABLE")
    if as_json_schema:
        show_json_schema(table)
    else:
        show_schema([table] if table else list(known), as_json=as_json)


PARSED = (
    "text bijoy residue digits number money percent date dates deadline time memo place office committee implementers"
)


@app.command()
def parse(
    kind: Annotated[str, typer.Argument(help=f"One of: {PARSED}.", show_default=False)],
    texts: Annotated[
        list[str] | None,
        typer.Argument(help="Strings; the lines of standard input where none is given.", show_default=False),
    ] = None,
    meeting_date: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day the meeting was held, for deadlines counted from it."),
    ] = None,
) -> None:
    """Print what a string becomes: one JSON line each, with text, value, kind and note.

    The value is null where the string is not understood or not possible.

    [bold]Examples[/bold]

        siddhanto parse date "১১ ভাদ্র, ১৪২৬" "২৫ আগস্ট, ২০১৯ খ্রি."

        siddhanto parse deadline "১৫ দিনের মধ্যে" --meeting-date 2023-05-10

        siddhanto parse bijoy < lines.txt
    """
    import json

    if kind not in PARSED.split():
        raise typer.BadParameter(f"{kind} is not a kind; the kinds are {', '.join(PARSED.split())}.", param_hint="KIND")
    from pipeline.parse import parse as parse_text

    day = meeting_date.date() if meeting_date else None
    for text in texts or (line.rstrip("\r\n") for line in sys.stdin):
        typer.echo(json.dumps(parse_text(kind, text, day), ensure_ascii=False))


def _version(wanted: bool) -> None:
    if wanted:
        from pipeline.version import VERSION

        typer.echo(f"siddhanto {VERSION}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


register_archive(app)
register_crawl(app)
register_analysis(app)
register_serve(app)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Windows consoles and C locales would refuse Bangla
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()
