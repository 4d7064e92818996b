"""The server: Datasette over the tables' SQLite copy, on loopback, until Ctrl-C."""

import signal
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.archive.ledger import FOLDER
from pipeline.serve.build import fact, up_to_date

HOST = "127.0.0.1"
PICTURES = "pictures"
HERE = Path(__file__).parent
SETTINGS: dict[str, Any] = {
    "default_page_size": 20,
    "default_facet_size": 30,
    "default_cache_ttl": 0,  # the same URL shows another language after the switch
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 2000,
    "suggest_facets": False,
    "truncate_cells_html": 400,
    "allow_download": False,
}


def serve(
    out: Path, port: int, *, tell: Callable[[str], None], ready: Callable[[str], None] = lambda url: None
) -> None:
    """Serve `out` on a port of loopback, a free one if `port` is 0, until the process is told to end.

    `tell` hears what is going on, `ready` the address once it answers.

    Raises:
        FileNotFoundError: `out` holds no tables of an import.
        LockedError: another process is making the database.
        OSError: the port is taken, or the folder cannot be written.
        ModuleNotFoundError: the extra `serve` is not installed.
    """
    listening = socket.create_server((HOST, port))
    try:
        _serve(out, listening, tell, ready)
    except KeyboardInterrupt:  # uvicorn ends its answers first and passes it on
        pass
    finally:
        listening.close()


def _serve(out: Path, listening: socket.socket, tell: Callable[[str], None], ready: Callable[[str], None]) -> None:
    import uvicorn
    from datasette.app import Datasette
    from datasette.plugins import DEFAULT_PLUGINS, pm

    from pipeline.serve.metadata import metadata
    from pipeline.serve.plugin import Plugin
    from pipeline.serve.site import Site, stamp_of
    from pipeline.serve.workshop import Workshop

    port = listening.getsockname()[1]
    stamp = stamp_of(out)
    database = up_to_date(out, tell)
    workshop = Workshop(out / FOLDER / PICTURES)
    try:
        workshop.warm_up()
        made = frozenset((fact(database, "made") or "").split(",")) - {""}
        hosts = frozenset(f"{name}:{port}" for name in (HOST, "localhost"))
        for name, _ in pm.list_name_plugin():  # whatever else is installed may write; errors are told by ours
            if name not in DEFAULT_PLUGINS or name == "datasette.handle_exception":
                pm.unregister(name=name)
        pm.register(Plugin(Site(out=out, made=made, stamp=stamp, workshop=workshop), hosts), name="siddhanto")
        datasette = Datasette(
            immutables=[quote(str(database))],  # Datasette makes a URI of it as it is
            metadata=metadata(),
            settings=SETTINGS,
            inspect_data={database.stem: _inspected(database)},
            template_dir=str(HERE / "templates"),
            static_mounts=[("assets", str(HERE / "assets"))],
        )
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # else the workshop's process would outlive us
        ready(f"http://{HOST}:{port}/")
        config = uvicorn.Config(datasette.app(), log_level="warning", access_log=False, lifespan="on")
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        workshop.close()


def _inspected(database: Path) -> dict[str, Any]:
    """Return what Datasette would find out itself by reading the whole file."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?immutable=1", uri=True)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'decisions_fts%' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}
    return {
        "hash": fact(database, "fingerprint"),
        "size": database.stat().st_size,
        "file": str(database),
        "tables": {name: {"count": count} for name, count in counts.items()},
    }
