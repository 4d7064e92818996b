"""The spider: from an office's front page through its lists to the pages and files of minutes."""

from collections.abc import AsyncIterator, Callable, Container, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from pipeline.crawl.campaign import Campaign, CampaignSpider, Left, Refused, Unreachable
from pipeline.crawl.details import Detail, read_detail
from pipeline.crawl.failures import FAILURES, problem_of_failure
from pipeline.crawl.fetch_log import fetch_of
from pipeline.crawl.front_pages import leads, usual_leads
from pipeline.crawl.itinerary import MOST_HOPS, Itinerary
from pipeline.crawl.list_walk import ListWalk
from pipeline.crawl.lists import first_page
from pipeline.crawl.urls import identity_key, is_detail, kind_of, office_host
from pipeline.crawl.verdicts import is_html
from pipeline.crawl.vocabulary import is_of_minutes, is_of_something_else

LARGEST_PAGE = 10 * 2**20  # bytes: minutes of a whole year in one page have less than one
PRIORITY = {"home": 0, "sitemap": 1, "list": 2, "page": 4, "file": 5}


class MinutesSpider(CampaignSpider):
    """Visits each page once, whichever of its URLs leads to it."""

    name = "minutes"

    def __init__(self, campaign: Campaign, seeds: Sequence[str], bare: Container[str] = ()) -> None:
        super().__init__()
        self.campaign = campaign
        self._seeds = seeds
        self._bare = bare  # seeds that were named without a scheme
        self._itinerary = Itinerary(campaign)
        self._lists = ListWalk(campaign, self._itinerary, self._request, self.on_failure)
        self._has_revisited = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "MinutesSpider":
        """Return the spider, which hears when there is nothing left to do, and when it fails itself."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.idle, signal=signals.spider_idle)
        crawler.signals.connect(spider.on_error, signal=signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Begin at the seeds."""
        for seed in self._seeds:
            kind = kind_of(seed)
            url = first_page(seed) if kind == "list" else seed
            request = self._request(url, kind, title=None, is_seed=True, is_of_minutes=True)
            if request is not None:
                yield request

    def idle(self) -> None:
        """Look once, when all else is done, for the pages that no list names any more: have they vanished?"""
        wishes = self.campaign.wishes
        engine = self.crawler.engine
        if self._has_revisited or engine is None or wishes.since or wishes.limit is not None:
            return
        self._has_revisited = True
        offices = {office_host(urlsplit(seed).netloc) for seed in self._seeds if kind_of(seed) == "home"}
        stored = self.campaign.store.pages("page", "file")
        ours = [page for page in stored if page.office in offices and page.sha256 and not page.vanished_at]
        for page in ours:
            if not self._itinerary.holds(page.key):
                request = self._request(page.url, page.kind, office=page.office, is_doubtful=True)
                if request is not None:
                    engine.crawl(request)
        if engine.needs_backout() or not engine.spider_is_idle():
            raise DontCloseSpider

    def on_error(self, failure: Failure, response: Response) -> None:
        """Name an answer that could not be worked through: a fault of ours must not pass for a page without minutes."""
        self.campaign.failed[response.url] = f"internal: {type(failure.value).__name__}: {failure.value}"[:300]

    # What is asked for

    def _request(
        self, url: str, kind: str, *, office: str | None = None, is_forced: bool = False, **meta: object
    ) -> Request | None:
        """Return the request for a URL, or None where it was made already, may not be made, or is a trap."""
        if not self._itinerary.add(url, kind, is_forced=is_forced):
            return None
        told: dict[str, object] = {
            "kind": kind,
            "key": identity_key(url),
            "asked_url": url,
            "office": office or office_host(urlsplit(url).netloc),
        }
        if kind != "file":
            told["download_maxsize"] = min(self.campaign.wishes.max_bytes, LARGEST_PAGE)
        return Request(
            url,
            callback=self._readers[kind],
            errback=self.on_failure,
            dont_filter=True,
            priority=PRIORITY[kind],
            meta={**told, **meta, "is_forced": is_forced},
        )

    @property
    def _readers(self) -> dict[str, Callable[[Response], Iterator[Request]]]:
        return {
            "home": self.on_home, "sitemap": self.on_home, "list": self._lists.on_list, "page": self.on_page,
            "file": self.on_file,
        }  # fmt: skip

    # What comes back

    def on_home(self, response: Response) -> Iterator[Request]:
        """Follow the lists that may hold minutes, the pages that are called so, and the map of the site."""
        office = office_host(urlsplit(response.url).netloc)
        for lead in leads(response.body, response.url, self.campaign.where):
            if lead.kind in ("page", "file") and not (self._itinerary.is_new(lead.url) and self._itinerary.takes_one()):
                continue
            told: dict[str, Any] = {"title": lead.text, "is_of_minutes": lead.is_of_minutes, "parent": response.url}
            request = self._request(lead.url, lead.kind, office=office if lead.kind == "file" else None, **told)
            if request is not None:
                yield request
        for lead in usual_leads(response.body, response.url) if response.meta["kind"] == "home" else ():
            request = self._request(lead.url, lead.kind, is_guess=True, parent=response.url)
            if request is not None:
                yield request

    def on_page(self, response: Response) -> Iterator[Request]:
        """Follow the files of a page of minutes, and the pages of minutes that it links."""
        detail = response.meta.get("detail")
        if not isinstance(detail, Detail):
            if not is_html(response.body):  # a file behind the name of a page
                return
            detail = read_detail(response.body, response.url)
        told: dict[str, Any] = {
            "title": detail.title or response.meta.get("title"),
            "published": detail.published or response.meta.get("published"),
            "archived": detail.archived,
            "parent": response.url,
            "office": response.meta["office"],
            "is_doubtful": response.meta.get("is_changed", False),
        }
        self._note_seen(response)
        for attachment in detail.attachments:
            request = self._request(attachment.url, "file", **told)
            if request is not None:
                yield request
        yield from self._row_files(response)
        yield from self._linked(detail, response)
        if response.meta.get("is_seed") and not is_detail(response.url):  # the front page of another kind of site
            yield from self.on_home(response)

    def _linked(self, detail: Detail, response: Response) -> Iterator[Request]:
        """Follow the pages of minutes that a page links; all of a page that is called minutes, as a list kept by hand."""
        hops = response.meta.get("hops", 0) + 1
        called = f"{detail.title or ''} {response.meta.get('title') or ''}"
        for other in detail.pages if hops <= MOST_HOPS else ():
            kind, title = kind_of(other.url), other.title or ""
            is_row = is_of_minutes(called) and is_detail(other.url) and not is_of_something_else(title)
            if not (is_of_minutes(title) or is_row) or not self._itinerary.is_new(other.url):
                continue
            if kind == "list" or self._itinerary.takes_one():
                url = first_page(other.url) if kind == "list" else other.url
                told: dict[str, Any] = {"title": title, "parent": response.url, "hops": hops, "is_of_minutes": True}
                request = self._request(url, kind, office=response.meta["office"], **told)
                if request is not None:
                    yield request

    def on_file(self, response: Response) -> Iterator[Request]:
        """Note that a file is still there."""
        self._note_seen(response)
        yield from ()

    def on_failure(self, failure: Failure) -> Iterator[Request]:
        """Count what failed; the files that a list names are fetched even where its page cannot be."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error: BaseException = failure.value  # type: ignore[assignment]
        campaign = self.campaign
        if type(error) is IgnoreRequest:  # raised behind the log's back: bodies too large when unpacked, redirect loops
            campaign.store.log(
                campaign.run, fetch_of(campaign, request, None, problem=problem_of_failure(error, request))
            )
        other = None if isinstance(error, Left) else self._lists.other_way(request)
        if other is not None:
            yield other
            return
        if isinstance(error, Left):
            campaign.tally["left"] += 1
        elif request.meta.get("is_guess"):
            campaign.tally["guessed_wrong"] += 1
        elif isinstance(error, Refused) and not request.meta.get("is_seed"):
            campaign.refuse(request.url, str(error))
        elif isinstance(error, (*FAILURES, Unreachable)) and request.url in self._bare:  # not all offices have HTTPS
            plain = self._request(
                request.url.replace("https:", "http:", 1), request.meta["kind"], is_forced=True, is_seed=True
            )
            if plain is not None:
                yield plain
        elif isinstance(error, HttpError) and self._has_vanished(request, error.response.status):
            campaign.tally["vanished"] += 1
        else:
            problem = f"http_{error.response.status}" if isinstance(error, HttpError) else None
            self._fail(request.url, problem or problem_of_failure(error, request))
        yield from self._row_files(request)
        yield from self._lists.on_failure(request)

    # Accounts

    def _row_files(self, about: Request | Response) -> Iterator[Request]:
        meta = about.meta
        for target in meta.get("row_files", ()):
            told: dict[str, Any] = {
                name: meta.get(name) for name in ("title", "published", "row_mark", "parent", "office")
            }
            request = self._request(target, "file", **told)
            if request is not None:
                yield request

    def _note_seen(self, response: Response) -> None:
        """Take over what the way to a page told that was not asked for again."""
        if "stored" not in response.flags:
            return
        page = self.campaign.store.page(identity_key(response.url))
        if page is not None:
            page.title = page.title or response.meta.get("title")
            page.published = page.published or response.meta.get("published")
            page.archived = page.archived or response.meta.get("archived")
            page.row_mark = response.meta.get("row_mark") or page.row_mark
            self.campaign.store.save(page)

    def _has_vanished(self, request: Request, status: int) -> bool:
        page = self.campaign.store.page(identity_key(request.url))
        return status in (404, 410) and page is not None and page.sha256 is not None

    def _fail(self, url: str, problem: str) -> None:
        self.campaign.failed[url] = problem
