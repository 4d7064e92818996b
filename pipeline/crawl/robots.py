"""robots.txt, as RFC 9309 has it: 4xx allows all, a server that fails or is silent allows nothing."""

import asyncio
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from pipeline.crawl.campaign import Left, Refused, Unfit, Unreachable, campaign_of
from pipeline.crawl.failures import ANY, is_of_certificate, problem_of_failure

AGENT = "siddhanto"
LARGEST = 512 * 1024  # bytes that are heeded (RFC 9309: at least 500 KiB)
LONGEST_DELAY = 120.0  # seconds; a Crawl-delay of hours would mean never


class Robots:
    """Refuses what a host's robots.txt forbids, and tells the pace what Crawl-delay it asks for."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._campaign = campaign_of(crawler)
        self._rules: dict[str, asyncio.Future[Protego | IgnoreRequest]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Robots":
        """Return the robots rules of a crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Refuse a request that its host forbids."""
        if request.meta["kind"] == "robots":
            return
        for told in ("crawl_delay", "autothrottle_dont_adjust_delay"):  # by the host that redirected here
            request.meta.pop(told, None)
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._asked(f"{origin}/robots.txt"))
        rules = await asyncio.shield(self._rules[origin])
        if isinstance(rules, IgnoreRequest):
            raise type(rules)(str(rules))  # each with a traceback of its own
        if not rules.can_fetch(request.url, AGENT):
            raise Refused("robots.txt")
        if delay := rules.crawl_delay(AGENT):
            request.meta["crawl_delay"] = min(float(delay), LONGEST_DELAY)

    async def _asked(self, url: str) -> Protego | IgnoreRequest:
        """Return the rules, or what is to be said of every page of the host because they cannot be had."""
        engine = self._crawler.engine
        meta = {"kind": "robots", "is_forced": True, "download_maxsize": 20 * LARGEST}
        request = Request(url, callback=NO_CALLBACK, priority=1000, meta=meta)
        try:
            answer = await engine.download_async(request) if engine is not None else None
        except Left as error:
            return error
        except ANY as error:
            problem = problem_of_failure(error, request)
            return (Unfit if is_of_certificate(error) else Unreachable)(f"robots.txt cannot be had: {problem}")
        if answer is None:
            return Left("the crawl has ended")
        if answer.status == 429 or answer.status >= 500:
            return Unfit(f"robots.txt cannot be had: http_{answer.status}")
        text = answer.body[:LARGEST].decode("utf-8", "replace") if answer.status == 200 else ""
        return Protego.parse(text)
