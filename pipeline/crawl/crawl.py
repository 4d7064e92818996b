"""Run one crawl, in a process of its own: the reactor cannot be started twice."""

from collections.abc import Container, Sequence
from pathlib import Path
from typing import Any

from scrapy.crawler import CrawlerProcess

from pipeline.crawl.campaign import Campaign, Wishes
from pipeline.crawl.hosts import Territory
from pipeline.crawl.raw_store import RawStore
from pipeline.crawl.robots import AGENT
from pipeline.crawl.scans import join_scans
from pipeline.crawl.spider import MinutesSpider
from pipeline.crawl.urls import MAX_LENGTH
from pipeline.lock import lock
from pipeline.version import VERSION

RETRIED = [408, 429, 500, 502, 503, 504, 522, 524]
REDIRECTS = 5
_OFF = (
    "offsite.OffsiteMiddleware", "robotstxt.RobotsTxtMiddleware", "redirect.MetaRefreshMiddleware",
    "httpauth.HttpAuthMiddleware", "cookies.CookiesMiddleware", "httpproxy.HttpProxyMiddleware",
)  # fmt: skip

_EXTENSIONS_OFF = (
    "remote_control.RemoteControl", "telnet.TelnetConsole", "feedexport.FeedExporter", "spiderstate.SpiderState",
)  # fmt: skip


def crawl(
    seeds: Sequence[str],
    folder: Path,
    where: Territory,
    wishes: Wishes,
    *,
    bare: Container[str] = (),
    verbose: bool = False,
) -> Campaign:
    """Crawl from `seeds` into the raw store at `folder` and return how it went.

    Those of the seeds that are `bare`, named without a scheme, are asked over HTTP where HTTPS does not answer.

    A crawl that was killed goes on: what its run has got is not asked for again. The run is finished when there is
    nothing left to do, not when the user ended it.

    Raises:
        LockedError: another crawl is at work in this store.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with lock(folder / "lock"):
        store = RawStore(folder)
        run = store.begin_run(seeds)
        campaign = Campaign(store=store, run=run, where=where, wishes=wishes, got=store.fetched_in(run))
        process = CrawlerProcess(settings(wishes, verbose=verbose))
        crawler = process.create_crawler(MinutesSpider)
        process.crawl(crawler, campaign=campaign, seeds=seeds, bare=bare)
        process.start()
        if crawler.stats is not None and crawler.stats.get_value("finish_reason") == "finished":
            store.finish_run(run)
        else:
            campaign.tally["interrupted"] = 1
        join_scans(store)
        store.close()
    return campaign


def settings(wishes: Wishes, *, verbose: bool) -> dict[str, Any]:
    """Return Scrapy's settings: polite, with its caches, cookies and proxies off and our parts in their places."""
    handler = "pipeline.crawl.connections.Connections"
    return {
        "USER_AGENT": f"{AGENT}/{VERSION} (archive of public meeting minutes; {wishes.contact or 'contact not given'})",
        "ROBOTSTXT_OBEY": False,  # pipeline.crawl.robots does, more strictly
        "CONCURRENT_REQUESTS": 32,
        "CONCURRENT_REQUESTS_PER_DOMAIN": wishes.concurrency,
        "DOWNLOAD_DELAY": wishes.delay,
        "DOWNLOAD_DELAY_JITTER": 0.0,  # what the user and Retry-After say is the least
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": wishes.delay,
        "AUTOTHROTTLE_MAX_DELAY": 60.0,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 0.5 if wishes.delay else 8.0,
        "DOWNLOAD_TIMEOUT": wishes.timeout,
        "DOWNLOAD_MAXSIZE": wishes.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "RETRY_TIMES": 2,
        "RETRY_HTTP_CODES": RETRIED,
        "REDIRECT_MAX_TIMES": REDIRECTS,
        "URLLENGTH_LIMIT": MAX_LENGTH,
        "DEPTH_LIMIT": 0,  # lists are as deep as they have pages; kinds of pages bound the rest
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,  # a server that runs whatever code it is sent, on unless told otherwise
        "REFERER_ENABLED": False,
        "LOG_LEVEL": "INFO" if verbose else "CRITICAL",
        "LOG_ENABLED": verbose,
        "LOG_INSTALL_ROOT_HANDLER": verbose,
        "DNS_TIMEOUT": 20,
        "TWISTED_DNS_RESOLVER": "pipeline.crawl.connections.CheckedResolver",
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "data": None, "file": None, "ftp": None, "s3": None},
        "EXTENSIONS": {
            **{f"scrapy.extensions.{name}": None for name in _EXTENSIONS_OFF},
            "pipeline.crawl.account.Pulse": 500,
        },
        "DOWNLOADER_MIDDLEWARES": {
            **{f"scrapy.downloadermiddlewares.{name}": None for name in _OFF},
            "pipeline.crawl.guard.Frontier": 50,
            "pipeline.crawl.robots.Robots": 100,
            "pipeline.crawl.pace.Pace": 110,
            "pipeline.crawl.fetch_log.Keeper": 585,  # bodies are unpacked by then
            "pipeline.crawl.fetch_log.FetchLog": 610,  # sees redirects, and answers before they are asked again
        },
    }
