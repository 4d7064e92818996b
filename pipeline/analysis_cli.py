"""The commands over the tables of an import; the libraries they need are imported when they run."""

import sys
from pathlib import Path
from typing import Annotated

import typer

NO_SKLEARN = "Grouping needs scikit-learn, which is not installed: pip install 'siddhanto[analysis]'"
NO_BNLP = (
    "bnlp-toolkit is not installed (pip install 'siddhanto[analysis]'): the built-in tokenizer and stop words are used."
)

Out = Annotated[
    Path, typer.Argument(help="Folder of tables that an import left.", exists=True, file_okay=False, show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the commands over tables to the command line."""
    for command in (topics,):
        app.command()(command)


def topics(
    out: Annotated[
        Path | None, typer.Argument(help="Folder of tables that an import left.", exists=True, file_okay=False)
    ] = None,
    titles: Annotated[
        Path | None,
        typer.Option(
            help="A TSV file of your own with a column title, instead of tables.", exists=True, dir_okay=False
        ),
    ] = None,
    tokenizer: Annotated[str, typer.Option(help="own; bnlp; or auto: bnlp where it is installed.")] = "auto",
) -> None:
    """Group agenda items into recurring topics: writes topics.parquet and fills topic_id and topic of the decisions.

    [bold]Examples[/bold]

        siddhanto topics tables

        siddhanto topics --titles titles.tsv > topics.tsv
    """
    if (out is None) == (titles is None):
        raise typer.BadParameter("name either a folder of tables, or a file with --titles.")
    if tokenizer not in {"auto", "own", "bnlp"}:
        raise typer.BadParameter("choose own, bnlp or auto.", param_hint="--tokenizer")
    from pipeline.topic_words import Tokenizer, bnlp_tokenizer, own_tokens

    tokens: Tokenizer = own_tokens
    stops: frozenset[str] = frozenset()
    if tokenizer != "own":
        try:
            tokens, stops = bnlp_tokenizer()
        except ImportError:
            typer.echo(NO_BNLP, err=True)
            if tokenizer == "bnlp":
                raise typer.Exit(2) from None
    try:
        if titles is not None:
            from pipeline.topic_titles import print_topics

            print_topics(titles, sys.stdout, tokens=tokens, more_stops=stops)
        elif out is not None:
            from pipeline.topics import build

            groups, items = build(out, tokens=tokens, more_stops=stops)
            typer.echo(f"{items} agenda items of {groups} topics, in {out / 'topics.parquet'} and decisions.parquet")
    except ModuleNotFoundError as error:
        if error.name not in {"sklearn", "scipy", "numpy"}:
            raise
        typer.echo(NO_SKLEARN, err=True)
        raise typer.Exit(2) from error
    except (FileNotFoundError, ValueError) as error:
        raise typer.BadParameter(f"{error}.") from error
