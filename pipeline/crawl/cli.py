"""The commands of crawling; the libraries they need are imported when they run."""

from datetime import datetime, time
from pathlib import Path
from typing import Annotated

import typer

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2
NOT_INSTALLED = "Crawling needs Scrapy, which is not installed: pip install 'siddhanto[crawl]'"

Raw = Annotated[Path, typer.Argument(help="Folder of a raw store.", exists=True, file_okay=False, show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands of crawling to the command line."""
    for command in (crawl, reparse, sites, warc):
        app.command()(command)


def crawl(
    urls: Annotated[
        list[str] | None,
        typer.Argument(metavar="[URL]...", help="Sites, lists or pages of minutes.", show_default=False),
    ] = None,
    store: Annotated[
        Path, typer.Option("--store", help="Folder of the raw store; made if it is not there.", show_default=False)
    ] = ...,  # type: ignore[assignment]
    sites: Annotated[
        Path | None,
        typer.Option("--sites", help="File of sites: one URL or host a line.", exists=True, dir_okay=False),
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Leave out what lists date before this day.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="Follow no more than so many items of minutes.")] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            help="One more host that may be asked, besides *.gov.bd and those of the URLs: HOST, or HOST:PORT for one port."
        ),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Permit loopback addresses among exactly the hosts you named.")
    ] = False,
    delay: Annotated[float, typer.Option(min=0, help="Least seconds between two requests to one address.")] = 2.0,
    timeout: Annotated[
        float, typer.Option(min=0.1, help="Seconds in which something must come, else a request is given up.")
    ] = 30.0,
    concurrency: Annotated[int, typer.Option(min=1, help="Requests under way at one address.")] = 2,
    max_size: Annotated[float, typer.Option(min=0.01, help="Largest file to fetch, in MiB.")] = 100.0,
    budget: Annotated[int, typer.Option(min=1, help="Most requests to one site in a run.")] = 20_000,
    revisit: Annotated[
        float,
        typer.Option(min=0, help="Most days after which what has neither ETag nor Last-Modified is fetched again."),
    ] = 7.0,
    accept_bad_certificates: Annotated[
        bool,
        typer.Option(
            "--accept-bad-certificates", help="Fetch from hosts whose certificate fails too; the log says so."
        ),
    ] = False,
    hours: Annotated[
        str | None, typer.Option(metavar="HH:MM-HH:MM", help="Make requests at these hours of Dhaka only: 20:00-07:00.")
    ] = None,
    contact: Annotated[str | None, typer.Option(help="Who crawls: an address or URL, told to the servers.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print what happens.")] = False,
) -> None:
    """Fetch minutes from sites of the national portal into a raw store, politely; run it again for what is new.

    At the end it counts requests; pages and files that are new, changed and unchanged; those not asked for again (they
    have no ETag and were fetched a few days ago); vanished from the portal (their bytes are kept); refused by robots.txt
    or for their host; left to the next crawl.

    Exit status 0: done. 1: some pages or lists could not be had; they are named. 2: wrong usage.

    [bold]Examples[/bold]

        siddhanto crawl https://natore.gov.bd --store raw

        siddhanto crawl --sites offices.txt --store raw --since 2024-01-01 --hours 20:00-07:00

        siddhanto import raw --out tables
    """
    try:
        from pipeline.crawl.account import summary, troubles
        from pipeline.crawl.campaign import Wishes
        from pipeline.crawl.crawl import crawl as run_crawl
    except ModuleNotFoundError as error:
        typer.echo(f"{NOT_INSTALLED} ({error})", err=True)
        raise typer.Exit(WRONG_USAGE) from error
    from pipeline.crawl.hosts import is_refused_literal, territory
    from pipeline.lock import LockedError

    if store.exists() and not store.is_dir():
        raise typer.BadParameter(f"{store} is a file; name a folder.", param_hint="--store")
    named = [*(urls or ()), *(_lines(sites) if sites else ())]
    if not named:
        raise typer.BadParameter("name a URL, or a file of them with --sites.", param_hint="URL")
    seeds = _seeds(named)
    try:
        where = territory(seeds, allow_host or (), allow_private=allow_private)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.", param_hint="--allow-host") from error
    for seed in seeds:
        if is_refused_literal(seed, where):
            raise typer.BadParameter(f"{seed} has a private address; --allow-private permits loopback.")
    wishes = Wishes(
        since=since.date() if since else None,
        limit=limit,
        delay=delay,
        timeout=timeout,
        concurrency=concurrency,
        max_bytes=int(max_size * 2**20),
        budget=budget,
        revisit_days=revisit,
        accept_bad_certificates=accept_bad_certificates,
        window=_hours(hours) if hours else None,
        contact=contact,
    )
    bare = frozenset(_seeds([text for text in named if "://" not in text]))
    try:
        campaign = run_crawl(seeds, store, where, wishes, bare=bare, verbose=verbose)
    except LockedError as error:
        typer.echo(f"Another crawl is at work in {store}; wait until it has ended.", err=True)
        raise typer.Exit(SOME_FAILED) from error
    typer.echo(summary(campaign))
    for line in troubles(campaign):
        typer.echo(line, err=True)
    is_whole = not (campaign.failed or campaign.incomplete or campaign.tally["interrupted"])
    raise typer.Exit(DONE if is_whole else SOME_FAILED)


def reparse(store: Raw) -> None:
    """Read titles, dates and kinds anew from the bytes of a raw store; the network is never touched.

    [bold]Examples[/bold]

        siddhanto reparse raw
    """
    from pipeline.crawl.raw_store import is_raw_store
    from pipeline.crawl.reparse import reparse as read_anew

    if not is_raw_store(store):
        raise typer.BadParameter(f"{store} is no raw store.")
    read, changed = read_anew(store)
    typer.echo(f"pages read {read}, changed {changed}")


def sites(
    level: Annotated[str | None, typer.Option(help="national, division, district, upazila or union only.")] = None,
    within: Annotated[str | None, typer.Option(help="Only what lies in a division, district or upazila.")] = None,
    hosts: Annotated[bool, typer.Option("--hosts", help="Print hosts alone, for crawl --sites.")] = False,
) -> None:
    """Print the offices' sites as CSV: host, office, level, places and their code.

    [bold]Examples[/bold]

        siddhanto sites --level upazila --within নাটোর

        siddhanto sites --level district --hosts > offices.txt
    """
    import csv
    import io
    from dataclasses import asdict, fields

    from pipeline.crawl.sites import LEVELS, Site, find_sites

    if level is not None and level not in LEVELS:
        raise typer.BadParameter(f"{level} is no level; the levels are {', '.join(LEVELS)}.", param_hint="--level")
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in fields(Site)], lineterminator="\n")
    writer.writeheader()
    for site in find_sites(level=level, within=within):
        if hosts:
            typer.echo(site.host)
        else:
            writer.writerow(asdict(site))
    if not hosts:
        typer.echo(text.getvalue(), nl=False)


def warc(
    store: Raw,
    file: Annotated[Path, typer.Argument(help="The WARC file to write; ends in .warc.gz.", show_default=False)],
) -> None:
    """Write what a raw store holds as a WARC file, the form in which web archives exchange.

    [bold]Examples[/bold]

        siddhanto warc raw minutes.warc.gz
    """
    from pipeline.crawl.raw_store import is_raw_store
    from pipeline.crawl.warc import write_warc

    if not is_raw_store(store):
        raise typer.BadParameter(f"{store} is no raw store.")
    typer.echo(f"records {write_warc(store, file)}")


def _lines(path: Path) -> list[str]:
    """Return the sites of a file: lists of URLs, and tables whose first column is the host."""
    lines = (line.partition("#")[0].partition(",")[0].strip() for line in path.read_text("utf-8-sig").splitlines())
    return [line for line in lines if line and line != "host"]


def _seeds(told: list[str]) -> list[str]:
    """Return the URLs to begin at; a bare host is one too."""
    from pipeline.crawl.urls import resolve

    seeds: dict[str, None] = {}
    for text in told:
        url = resolve(text if "://" in text else f"https://{text}")
        if url is None:
            raise typer.BadParameter(f"{text} is no URL that can be crawled.", param_hint="URL")
        seeds[url] = None
    return list(seeds)


def _hours(text: str) -> tuple[time, time]:
    try:
        begin, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError as error:
        raise typer.BadParameter(f"{text} is no span of hours, as 20:00-07:00.", param_hint="--hours") from error
    return begin, end
