"""The command `serve`; what it needs is imported when it runs."""

import sys
import webbrowser
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

NOT_INSTALLED = "The pages need Datasette, which is not installed: pip install 'siddhanto[serve]'"

Out = Annotated[
    Path, typer.Argument(help="Folder of tables that an import left.", exists=True, file_okay=False, show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(serve)


def serve(
    out: Out,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this computer; 0 takes a free one.")] = 0,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Look at the tables in a browser: search, facets, timeline, and each decision with the picture of its source.

    Only this computer can read the pages; nothing is written but OUT/.siddhanto. Ctrl-C ends it.

    [bold]Examples[/bold]

        siddhanto serve tables --open
    """
    from pipeline.lock import LockedError
    from pipeline.replacement import UnfinishedError
    from pipeline.serve.server import serve as run

    def tell(sentence: str) -> None:
        sys.stderr.write(f"{sentence}\n")

    def ready(url: str) -> None:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        tell("Ctrl-C ends it.")
        if open_:
            Thread(target=webbrowser.open, args=(url,), daemon=True).start()  # browsers of terminals do not come back

    try:
        run(out, port, tell=tell, ready=ready)
    except (FileNotFoundError, UnfinishedError) as error:
        _end(f"{error}.")
    except LockedError:
        _end(f"Another siddhanto serve is making the search index of {out}; try again when it is done.")
    except OSError as error:
        _end(f"{error.strerror}: choose another --port, or give access to {out}.")
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in {"datasette", "uvicorn", "markupsafe", "jinja2", "pluggy"}:
            raise
        _end(NOT_INSTALLED)


def _end(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
