"""One crawl: what the user asked for, and what all parts of the crawler know of how it goes."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from normalizers.dates import parse_date
from pipeline.crawl.hosts import Territory
from pipeline.crawl.raw_store import RawStore

PARKED_AFTER = 8  # times in a row that a host did not answer
MOST_NAMED = 10_000  # URLs of one host that are refused: more are not counted
OUTSIDE = "outside of the allowed hosts"
DHAKA = timezone(timedelta(hours=6))  # no daylight saving since 2009


class Refused(IgnoreRequest):
    """A request that must not be made: the host, its address or its robots.txt forbids it. No failure."""


class Left(IgnoreRequest):
    """A request that is left for another run: the site's budget is spent."""


class Unfit(IgnoreRequest):
    """An answer that is not what was asked for, or a host that does not answer: a failure."""


class Unreachable(Unfit):
    """A host whose robots.txt could not be asked for, because no connection came about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How the user wants a crawl to go; times are in seconds, sizes in bytes."""

    since: date | None = None
    limit: int | None = None
    delay: float = 2.0
    timeout: float = 30.0  # without an answer, or while less than 1 KiB a second comes
    concurrency: int = 2  # requests under way at one address
    max_bytes: int = 100 * 2**20
    budget: int = 20_000  # requests to one site in a run
    revisit_days: float = 7.0
    accept_bad_certificates: bool = False
    window: tuple[time, time] | None = None  # of the day in Dhaka
    contact: str | None = None

    def is_too_old(self, told: str | None) -> bool:
        """Return whether a date as a list tells it is before the day the user named; one not understood is not."""
        day = parse_date(told) if told and self.since else None
        return self.since is not None and day is not None and day < self.since


@dataclass(slots=True, kw_only=True)
class Campaign:
    """The state of one crawl. `got` are the hashes of what this run has fetched, by key: it goes on after a kill."""

    store: RawStore
    run: int
    where: Territory
    wishes: Wishes
    got: dict[str, str] = field(default_factory=dict)
    tally: Counter[str] = field(default_factory=Counter)
    failed: dict[str, str] = field(default_factory=dict)
    silent: Counter[str] = field(default_factory=Counter)  # hosts (with port) that did not answer, times in a row
    parked: set[str] = field(default_factory=set)
    doubts: dict[tuple[str, int], str] = field(
        default_factory=dict
    )  # what is wrong with certificates, by host and port
    distrusted: set[tuple[str, int]] = field(default_factory=set)  # those of them that are asked all the same
    refused: dict[tuple[str, str], set[str]] = field(default_factory=dict)  # URLs, by why not and by host
    incomplete: list[str] = field(default_factory=list)  # lists that gave fewer rows than they say they have

    def refuse(self, url: str, why: str) -> None:
        """Note that something of minutes is not asked for; the user may want to allow its host."""
        urls = self.refused.setdefault((why, urlsplit(url).netloc), set())
        if url not in urls and len(urls) < MOST_NAMED:
            urls.add(url)
            self.tally["refused"] += 1

    def heard(self, host: str) -> None:
        """Note that a host answered."""
        self.silent.pop(host, None)

    def unheard(self, host: str) -> None:
        """Note that a host did not answer."""
        self.silent[host] += 1

    def is_silent(self, host: str) -> bool:
        """Return whether a host failed to answer so often in a row that it may be down."""
        return self.silent[host] >= PARKED_AFTER


class CampaignSpider(Spider):
    """A spider that carries its campaign to all parts of the crawler."""

    campaign: Campaign


def campaign_of(crawler: Crawler) -> Campaign:
    """Return the campaign of a running crawler."""
    spider = crawler.spider
    if not isinstance(spider, CampaignSpider):
        raise TypeError(f"{spider!r} has no campaign")
    return spider.campaign


def seconds_until(window: tuple[time, time] | None, at: datetime) -> float:
    """Return how long it is from `at` until requests may be made; a window may go over midnight.

    >>> seconds_until((time(22), time(6)), datetime(2024, 1, 1, 21, tzinfo=DHAKA))
    3600.0
    """
    if window is None:
        return 0.0
    begin, end = window
    local = at.astimezone(DHAKA)
    now = local.time()
    inside = begin <= now < end if begin <= end else now >= begin or now < end
    if inside:
        return 0.0
    opens = local.replace(hour=begin.hour, minute=begin.minute, second=0, microsecond=0)
    return (opens + timedelta(days=opens <= local) - local).total_seconds()
