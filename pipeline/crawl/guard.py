"""What stands before every request, redirected ones too: may it be made, is it needed, when, and to which address."""

import asyncio
import socket
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response

from pipeline.crawl.campaign import Campaign, Left, Refused, Unfit, campaign_of, seconds_until
from pipeline.crawl.raw_store import Page
from pipeline.crawl.urls import identity_key, is_trap, office_host


def request_key(request: Request) -> str:
    """Return the identity of what is asked for; of a form, with what it says."""
    form = f"\n{request.body.decode('utf-8', 'replace')}" if request.method == "POST" else ""
    return identity_key(request.url) + form


def stored_answer(request: Request, body: bytes) -> Response:
    """Return bytes of the store as the answer to a request that need not be made."""
    return Response(request.url, status=200, body=body, request=request, flags=["stored"])


class Frontier:
    """Refuses what leaves the territory; answers from the store what this run, or a fresh enough one, has got."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Frontier":
        """Return the frontier of a crawl."""
        return cls(campaign_of(crawler))

    def process_request(self, request: Request) -> Response | None:
        """Refuse, answer, or let go on, with the validators of the copy that is there."""
        campaign = self._campaign
        if not campaign.where.holds(request.url) or is_trap(request.url):
            raise Refused("outside of the allowed hosts")
        for validator in ("If-None-Match", "If-Modified-Since"):  # those of the page that redirected here
            request.headers.pop(validator, None)
        if request.meta.get("is_forced"):
            return None
        key = request_key(request)
        if (digest := campaign.got.get(key)) is not None:
            return stored_answer(request, campaign.store.body(digest))
        page = campaign.store.page(key)
        if page is None or page.sha256 is None:
            return None
        if page.etag or page.last_modified:
            if page.etag:
                request.headers["If-None-Match"] = page.etag
            if page.last_modified:
                request.headers["If-Modified-Since"] = page.last_modified
        elif not self._is_due(page, request):
            campaign.tally["not_asked"] += 1
            return stored_answer(request, campaign.store.body(page.sha256))
        return None

    def _is_due(self, page: Page, request: Request) -> bool:
        """Lists always are; pages and files without validators when their row changed or some days have gone by."""
        if request.meta["kind"] not in ("page", "file") or request.meta.get("is_doubtful") or page.vanished_at:
            return True
        mark = request.meta.get("row_mark")
        if page.last_fetched is None or (mark and page.row_mark and mark != page.row_mark):
            return True
        age = datetime.now(UTC) - datetime.fromisoformat(page.last_fetched)
        return age >= timedelta(days=self._campaign.wishes.revisit_days)


class Pace:
    """Waits for the hours that the user allows, keeps the budget, and puts hosts of one address into one slot."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._campaign = campaign_of(crawler)
        self._addresses: dict[str, tuple[str, ...]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Pace":
        """Return the pace of a crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request go on when it may; it is counted against the budget of its site."""
        campaign = self._campaign
        host = urlsplit(request.url).hostname or ""
        while pause := seconds_until(campaign.wishes.window, datetime.now(UTC)):
            await asyncio.sleep(min(pause, 60))
        addresses = await self._resolved(host)
        if not addresses:
            raise Refused("the host has a private address")
        if host in campaign.parked:
            raise Unfit("the host does not answer")
        site = f"budget of {office_host(urlsplit(request.url).netloc)}"
        if campaign.tally[site] >= campaign.wishes.budget:
            raise Left("the budget of the site is spent")
        campaign.tally[site] += 1
        campaign.tally["requests"] += 1
        request.meta["download_slot"] = self._slot(request, host, addresses)

    async def _resolved(self, host: str) -> tuple[str, ...]:
        """Return the addresses of a host, or none when one of them may not be connected to."""
        if host not in self._addresses:
            try:
                found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
            except OSError as error:
                raise CannotResolveHostError(host) from error
            addresses = sorted({str(told[4][0]) for told in found}, key=lambda text: (":" in text, text))
            admitted = all(self._campaign.where.admits(host, address) for address in addresses)
            self._addresses[host] = tuple(addresses) if admitted else ()
        return self._addresses[host]

    def _slot(self, request: Request, host: str, addresses: tuple[str, ...]) -> str:
        """Return the queue of a request: thousands of the portal's hosts are one machine, and share one."""
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
