"""What a crawl tells its user: while it is at work on a terminal, and at its end."""

import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import unquote

from scrapy import signals
from scrapy.crawler import Crawler
from twisted.internet.task import LoopingCall

from pipeline.crawl.campaign import DHAKA, OUTSIDE, Campaign, campaign_of, seconds_until

EVERY = 10.0  # seconds between two lines while the crawl is at work
TALLIES = ("requests", "new", "changed", "unchanged", "not_asked", "vanished", "refused", "left")
# Three bytes of UTF-8 each: U+0980 to U+09FF.
_BANGLA = re.compile(r"(?:%E0%A6%[89AB][0-9A-F]|%E0%A7%[89AB][0-9A-F])+", re.IGNORECASE)


def readable(url: str) -> str:
    """Return a URL with its Bangla letters as letters, and nothing else undone: it can still be asked for.

    >>> readable("https://x.gov.bd/%E0%A6%B8%E0%A6%AD%E0%A6%BE%20%1B")
    'https://x.gov.bd/সভা%20%1B'
    """
    return _BANGLA.sub(lambda found: unquote(found[0]), url)


def summary(campaign: Campaign) -> str:
    """Return how many requests were made and what came of them, in one line."""
    told = [f"{name.replace('_', ' ')} {campaign.tally[name]}" for name in TALLIES]
    return ", ".join([*told, f"failed {len(campaign.failed)}"])


def troubles(campaign: Campaign) -> Iterator[str]:
    """Yield a line for each page and list that could not be had, and for what the next crawl has to do."""
    for url, problem in sorted(campaign.failed.items()):
        yield f"failed: {readable(url)}: {problem}"
    for line in campaign.incomplete:
        yield f"incomplete list: {readable(line)}"
    for (why, host), urls in sorted(campaign.refused.items()):
        told = f"refused: {len(urls)} at {host}, {why}, such as {readable(min(urls))}"
        yield f"{told}; --allow-host {host} permits them" if why == OUTSIDE else told
    if left := campaign.tally["left"]:
        yield f"left: {left} to the next crawl, since the budget of their site (--budget) was spent or the crawl was ended"
    if campaign.tally["interrupted"]:
        yield "interrupted: the same command goes on where this one ended"


class Pulse:
    """Tells on a terminal how far the crawl is, or what it waits for."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._began = time.monotonic()
        self._call = LoopingCall(self._tell)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Pulse":
        """Return the pulse of a crawl."""
        pulse = cls(campaign_of(crawler))
        if sys.stderr.isatty():
            crawler.signals.connect(pulse.begin, signal=signals.spider_opened)
            crawler.signals.connect(pulse.end, signal=signals.spider_closed)
        return pulse

    def begin(self) -> None:
        """Tell from now on."""
        self._call.start(EVERY, now=False)

    def end(self) -> None:
        """Tell no more."""
        if self._call.running:
            self._call.stop()

    def _tell(self) -> None:
        window = self._campaign.wishes.window
        line = f"{time.monotonic() - self._began:.0f} s: {summary(self._campaign)}"
        if window is not None and seconds_until(window, datetime.now(UTC)):
            line = f"waiting until {window[0]:%H:%M} in Dhaka, where it is {datetime.now(DHAKA):%H:%M}"
        sys.stderr.write(f"{line}\n")
