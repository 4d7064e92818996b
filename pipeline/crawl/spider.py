"""The spider: from an office's front page through its lists to the pages and files of minutes."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Container, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

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
from pipeline.crawl.lists import Api, Listing, api_form, first_page, read_api, read_list
from pipeline.crawl.paging import Paging
from pipeline.crawl.urls import content_type, identity_key, kind_of, office_host
from pipeline.crawl.verdicts import is_html
from pipeline.crawl.vocabulary import is_of_minutes, is_of_something_else

MOST_VARIANTS = 50  # of one path with different queries: more is a page that invents links
LARGEST_PAGE = 10 * 2**20  # bytes: minutes of a whole year in one page have less than one
PRIORITY = {"home": 0, "sitemap": 1, "list": 2, "api": 3, "page": 4, "file": 5}
OF_MINUTES = frozenset({"meetingminute", "minute", "resolution"})


class MinutesSpider(CampaignSpider):
    """Visits each page once, whichever of its URLs leads to it."""

    name = "minutes"

    def __init__(self, campaign: Campaign, seeds: Sequence[str], bare: Container[str] = ()) -> None:
        super().__init__()
        self.campaign = campaign
        self._seeds = seeds
        self._bare = bare  # seeds that were named without a scheme
        self._seen: set[str] = set()
        self._variants: Counter[str] = Counter()
        self._items = 0
        self._has_revisited = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "MinutesSpider":
        """Return the spider, which hears when there is nothing left to do."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.idle, signal=signals.spider_idle)
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
        for page in list(self.campaign.store.pages()):
            if page.kind not in ("page", "file") or not page.sha256 or page.office not in offices:
                continue
            if page.key not in self._seen and not page.vanished_at:
                request = self._request(page.url, page.kind, office=page.office, is_doubtful=True)
                if request is not None:
                    engine.crawl(request)
        if engine.needs_backout() or not engine.spider_is_idle():
            raise DontCloseSpider

    # What is asked for

    def _request(
        self, url: str, kind: str, *, office: str | None = None, is_forced: bool = False, **meta: object
    ) -> Request | None:
        """Return the request for a URL, or None where it was made already, may not be made, or is a trap."""
        key = identity_key(url)
        path = url.partition("?")[0]
        if not self.campaign.where.holds(url) or (key in self._seen and not is_forced):
            return None
        if key not in self._seen and kind in ("page", "file"):
            self._variants[path] += 1
            if self._variants[path] > MOST_VARIANTS:
                return None
        self._seen.add(key)
        told: dict[str, object] = {
            "kind": kind,
            "key": key,
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
            "home": self.on_home, "sitemap": self.on_home, "list": self.on_list, "page": self.on_page,
            "file": self.on_file,
        }  # fmt: skip

    # What comes back

    def on_home(self, response: Response) -> Iterator[Request]:
        """Follow the lists that may hold minutes, the pages that are called so, and the map of the site."""
        has_lists = False
        office = office_host(urlsplit(response.url).netloc)
        for lead in leads(response.body, response.url):
            if lead.kind in ("page", "file") and not (self._is_new(lead.url) and self._takes_one()):
                continue
            request = self._request(
                lead.url,
                lead.kind,
                office=office,
                title=lead.text,
                is_of_minutes=lead.is_of_minutes,
                parent=response.url,
            )
            if request is not None:
                has_lists |= lead.kind in ("list", "sitemap")
                yield request
        if not has_lists and response.meta["kind"] == "home":
            for lead in usual_leads(response.body, response.url):
                request = self._request(lead.url, lead.kind, is_guess=True, parent=response.url)
                if request is not None:
                    yield request

    def on_list(self, response: Response) -> Iterator[Request]:
        """Follow the rows of a list's page, then its next page or its API."""
        paging = response.meta.get("paging")
        if not isinstance(paging, Paging):
            is_minutes = bool(response.meta.get("is_of_minutes")) and (
                not response.meta.get("is_seed") or content_type(response.url) in OF_MINUTES
            )
            paging = Paging(
                key=response.meta["key"],
                url=response.url,
                is_of_minutes=is_minutes or content_type(response.url) in OF_MINUTES,
            )
        listing = read_list(response.body, response.url)
        yield from self._rows(listing, paging, response)
        if listing.api is not None:
            yield from self._api(listing.api, paging, response, start=0)
        elif listing.next_page and not paging.is_over(listing):
            request = self._request(listing.next_page, "list", is_forced=paging.sweep > 1, paging=paging)
            if request is not None:
                yield request
            else:
                yield from self._close(paging)
        else:
            yield from self._close(paging)

    def on_api(self, response: Response) -> Iterator[Request]:
        """Follow the rows of an API's answer, and ask for more until the total is reached."""
        paging, api, start = response.meta["paging"], response.meta["api"], response.meta["start"]
        listing = read_api(response.body, response.url)
        if listing is None:
            self._fail(response.url, "not_json")
            return
        yield from self._rows(listing, paging, response)
        reached = start + len(listing.rows)
        if listing.rows and (paging.total is None or reached < paging.total) and not paging.is_over(listing):
            yield from self._api(api, paging, response, start=reached)
        else:
            yield from self._close(paging)

    def on_page(self, response: Response) -> Iterator[Request]:
        """Follow the files of a page of minutes."""
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
        for other in detail.pages:
            if self._is_new(other.url) and self._takes_one():
                request = self._request(
                    other.url, "page", office=told["office"], title=other.title, parent=response.url
                )
                if request is not None:
                    yield request
        yield from self._row_files(response)

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
            campaign.store.log(campaign.run, fetch_of(campaign, request, None, problem=problem_of_failure(error)))
        if isinstance(error, Left):
            campaign.tally["left"] += 1
        elif request.meta.get("is_guess"):
            campaign.tally["guessed_wrong"] += 1
        elif isinstance(error, Refused) and not request.meta.get("is_seed"):
            campaign.tally["refused"] += 1
        elif isinstance(error, (*FAILURES, Unreachable)) and request.url in self._bare:  # not all offices have HTTPS
            plain = self._request(
                request.url.replace("https:", "http:", 1), request.meta["kind"], is_forced=True, is_seed=True
            )
            if plain is not None:
                yield plain
        elif isinstance(error, HttpError) and self._has_vanished(request, error.response.status):
            campaign.tally["vanished"] += 1
        else:
            problem = f"http_{error.response.status}" if isinstance(error, HttpError) else problem_of_failure(error)
            self._fail(request.url, problem)
        yield from self._row_files(request)
        paging = request.meta.get("paging")
        if isinstance(paging, Paging):
            yield from self._close(paging)

    # Lists

    def _rows(self, listing: Listing, paging: Paging, response: Response) -> Iterator[Request]:
        paging.note(listing)
        wishes = self.campaign.wishes
        paging.is_cut |= bool(listing.rows) and all(wishes.is_too_old(row.date) for row in listing.rows)
        for row in listing.rows:
            follows = is_of_minutes(row.title) or (paging.is_of_minutes and not is_of_something_else(row.title))
            if not follows or wishes.is_too_old(row.date):
                continue
            meta: dict[str, Any] = {
                "title": row.title,
                "published": row.date,
                "row_mark": row.mark,
                "parent": response.url,
            }
            targets = [(row.page, "page")] if row.page else [(target, "file") for target in row.files]
            for target, kind in targets:
                if not self._is_new(target):
                    continue
                if not self._takes_one():
                    paging.is_cut = True
                    return
                office = response.meta["office"]
                request = self._request(target, kind, office=office, row_files=row.files, **meta)
                if request is not None:
                    yield request

    def _api(self, api: Api, paging: Paging, response: Response, start: int) -> Iterator[Request]:
        if not self.campaign.where.holds(api.url):
            self.campaign.tally["refused"] += 1
            return
        yield Request(
            api.url,
            method="POST",
            body=urlencode(api_form(api, start)).encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "XMLHttpRequest"},
            callback=self.on_api,
            errback=self.on_failure,
            dont_filter=True,
            priority=PRIORITY["api"],
            meta={
                "kind": "api", "paging": paging, "api": api, "start": start, "office": response.meta["office"],
                "parent": response.url, "is_forced": paging.sweep > 1,
            },
        )  # fmt: skip

    def _close(self, paging: Paging) -> Iterator[Request]:
        """Compare what came with what the list says it has, after a second sweep where it is less."""
        if paging.is_cut:
            return
        if paging.is_short and paging.sweep == 1:
            request = self._request(paging.url, "list", is_forced=True, paging=paging.again())
            if request is not None:
                yield request
                return
        store = self.campaign.store
        store.note_listing(self.campaign.run, paging.key, paging.url, paging.total, len(paging.found))
        if paging.is_short:
            self.campaign.incomplete.append(f"{paging.url}: {len(paging.found)} of {paging.total}")

    def _is_new(self, url: str) -> bool:
        return identity_key(url) not in self._seen and self.campaign.where.holds(url)

    # Accounts

    def _takes_one(self) -> bool:
        """Count one more item of minutes, and return whether the user's limit lets it be followed."""
        limit = self.campaign.wishes.limit
        if limit is not None and self._items >= limit:
            return False
        self._items += 1
        return True

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
