"""When a request is made, and in which queue: hours, budgets, silent hosts, and one queue for all hosts of one address."""

import asyncio
import socket
import time
from datetime import UTC, datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http.request import NO_CALLBACK

from pipeline.crawl.campaign import Left, Refused, Unfit, campaign_of, seconds_until
from pipeline.crawl.failures import ANY
from pipeline.crawl.urls import office_host

UNKNOWN_FOR = 60.0  # seconds in which a name without an address is not asked for again
LOOKS_UP_EVERY = 1.0  # seconds, while it waits for the hours: the user may end the crawl meanwhile


class Pace:
    """Waits for the hours that the user allows, keeps the budget, and puts hosts of one address into one slot."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._campaign = campaign_of(crawler)
        self._addresses: dict[str, tuple[str, ...]] = {}
        self._unknown: dict[str, float] = {}  # when a host's name was found to have no address
        self._probes: dict[str, asyncio.Future[None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Pace":
        """Return the pace of a crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request go on when it may; it is counted against the budget of its site."""
        campaign = self._campaign
        parts = urlsplit(request.url)
        while pause := seconds_until(campaign.wishes.window, datetime.now(UTC)):
            if not self._crawler.crawling:
                raise Left("the crawl was ended before its hours began")
            await asyncio.sleep(min(pause, LOOKS_UP_EVERY))
        addresses = await self._resolved(parts.hostname or "")
        if not addresses:
            raise Refused("the host has a private address")
        if campaign.is_silent(parts.netloc) and request.meta["kind"] != "robots":
            await self._probe(f"{parts.scheme}://{parts.netloc}/robots.txt", parts.netloc)
        if parts.netloc in campaign.parked:
            raise Unfit("the host does not answer")
        site = f"budget of {office_host(parts.netloc)}"
        if campaign.tally[site] >= campaign.wishes.budget:
            raise Left("the budget of the site is spent")
        campaign.tally[site] += 1
        campaign.tally["requests"] += 1
        request.meta["download_slot"] = self._slot(request, parts.hostname or "", addresses)

    async def _probe(self, url: str, host: str) -> None:
        """Ask a silent host something that every server can answer at once, and park it for this run if it does not.

        Some pages of a server that is well may hang; they must not cost the others.
        """
        if host not in self._probes:
            self._probes[host] = asyncio.ensure_future(self._asked(url, host))
        await asyncio.shield(self._probes[host])
        self._probes.pop(host, None)

    async def _asked(self, url: str, host: str) -> None:
        engine = self._crawler.engine
        if engine is None:
            return
        meta = {"kind": "robots", "is_forced": True, "dont_retry": True, "is_probe": True}
        try:
            await engine.download_async(Request(url, callback=NO_CALLBACK, priority=1000, meta=meta))
        except ANY:
            self._campaign.parked.add(host)
        self._campaign.heard(host)

    async def _resolved(self, host: str) -> tuple[str, ...]:
        """Return the addresses of a host, or none when one of them may not be connected to."""
        if host not in self._addresses:
            if time.monotonic() - self._unknown.get(host, -UNKNOWN_FOR) < UNKNOWN_FOR:
                raise CannotResolveHostError(host)
            try:
                found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
            except OSError as error:
                self._unknown[host] = time.monotonic()
                raise CannotResolveHostError(host) from error
            addresses = sorted({str(told[4][0]) for told in found}, key=lambda text: (":" in text, text))
            admitted = all(self._campaign.where.admits(host, address) for address in addresses)
            self._addresses[host] = tuple(addresses) if admitted else ()
        return self._addresses[host]

    def _slot(self, request: Request, host: str, addresses: tuple[str, ...]) -> str:
        """Return the queue of a request: thousands of the portal's hosts are one machine, and share one."""
        if request.meta.get("is_probe"):  # what hangs must not keep it waiting
            return f"probe {host}"
        wished = request.meta.get("crawl_delay")
        first = ip_address(addresses[0].partition("%")[0])
        if not wished:
            return str(first)
        slot = f"{first} {host}"  # a host that wants more patience must not slow down its neighbours
        engine = self._crawler.engine
        if engine is not None:
            delay = max(float(wished), self._campaign.wishes.delay)
            engine.downloader.per_slot_settings.setdefault(slot, {"concurrency": 1, "delay": delay, "jitter": 0})
        request.meta["autothrottle_dont_adjust_delay"] = True
        return slot
