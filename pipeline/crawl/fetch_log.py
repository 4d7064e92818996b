"""Every answer and every failure goes to the log of the raw store before anything else is done with it."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response

from pipeline.crawl.campaign import Campaign, Unfit, campaign_of
from pipeline.crawl.details import read_detail
from pipeline.crawl.failures import NO_ANSWER, is_of_certificate, problem_of_failure
from pipeline.crawl.guard import request_key, stored_answer
from pipeline.crawl.raw_store import Fetch, Page, now
from pipeline.crawl.urls import kind_of
from pipeline.crawl.verdicts import is_html, problem_of

KEPT_KINDS = ("page", "file", "list", "home", "sitemap")  # of which is known what they were last time
LONGEST_PAUSE = 60.0  # seconds between requests to an address that asks for patience
PARKING_PAUSE = 600.0  # a Retry-After beyond it: the host is left in peace for this run


def fetch_of(
    campaign: Campaign,
    request: Request,
    answer: Response | None,
    *,
    digest: str | None = None,
    problem: str | None = None,
) -> Fetch:
    """Return the row of the log for an answer, or for none."""
    tls = None
    if request.url.startswith("https:"):
        is_accepted = answer is not None and tls_name(request) not in campaign.distrusted
        tls = "verified" if is_accepted else campaign.doubts.get(tls_name(request))
    return Fetch(
        key=request_key(request),
        url=(request.meta.get("redirect_urls") or [request.url])[0],
        final_url=request.url,
        kind=request.meta["kind"],
        method=request.method,
        status=answer.status if answer is not None else None,
        headers={
            name.decode("latin-1"): [value.decode("latin-1") for value in values]
            for name, values in (answer.headers.items() if answer is not None else ())
        },
        tls=tls,
        seconds=request.meta.get("download_latency"),
        sha256=digest,
        size=len(answer.body) if answer is not None and digest else None,
        referrer=request.meta.get("parent"),
        problem=problem,
    )


def tls_name(request: Request) -> tuple[str, int]:
    """Return what a certificate is for: a host, and the port where it is shown."""
    parts = urlsplit(request.url)
    return parts.hostname or "", parts.port or 443


class FetchLog:
    """Logs what is no plain answer: redirects, errors, nothing new, failures of the network and of certificates."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._campaign = campaign_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "FetchLog":
        """Return the log of a crawl."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Log an answer that is not 200; where nothing is new, the bytes that are there stand for it."""
        if "stored" in response.flags:
            return response
        campaign = self._campaign
        campaign.heard(urlsplit(request.url).netloc)
        if response.status == 200:
            return response
        if response.status == 429 or response.status >= 500:
            self._slow_down(request, response)
        page = campaign.store.page(request_key(request)) if response.status in (304, 404, 410) else None
        known = page is not None and page.sha256 is not None
        problem = f"http_{response.status}" if response.status >= 400 else None
        if page is not None and known and response.status == 304:
            page.last_seen = page.last_fetched = now()
            page.vanished_at = None
        elif page is not None and known:
            page.vanished_at = page.vanished_at or now()
        campaign.store.log(
            campaign.run, fetch_of(campaign, request, response, problem=problem), page if known else None
        )
        if response.status == 304 and page is not None and page.sha256:
            campaign.got[page.key] = page.sha256
            campaign.tally["unchanged"] += 1
            return stored_answer(request, campaign.store.body(page.sha256))
        return response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Log a failure; a certificate that fails is asked again without it only where the user wants that."""
        campaign = self._campaign
        host = urlsplit(request.url).netloc
        is_of_trust = is_of_certificate(exception)
        if is_of_trust:
            request.meta["doubt"] = campaign.doubts.get(tls_name(request), "not verified")
        campaign.store.log(
            campaign.run, fetch_of(campaign, request, None, problem=problem_of_failure(exception, request))
        )
        if isinstance(exception, NO_ANSWER):
            campaign.unheard(host)
        if (
            is_of_trust
            and campaign.wishes.accept_bad_certificates
            and request.meta.get("unchecked") != tls_name(request)
        ):
            campaign.distrusted.add(tls_name(request))
            campaign.doubts.setdefault(tls_name(request), "not verified")
            return request.replace(dont_filter=True, meta={**request.meta, "unchecked": tls_name(request)})
        has_hung = isinstance(exception, DownloadTimeoutError) and request.meta.get("retry_times", 0) >= 1
        if is_of_trust or has_hung or host in campaign.parked:
            request.meta["dont_retry"] = True
        return None

    def _slow_down(self, request: Request, response: Response) -> None:
        """Ask an address that fails or is overloaded less often; AutoThrottle lets it recover."""
        told = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
        pause = float(told) if told.isdecimal() else 0.0
        if not pause and told:
            try:
                pause = (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds()
            except (ValueError, TypeError):  # no date, or one without a zone
                pause = 0.0
        if pause > PARKING_PAUSE:
            self._campaign.parked.add(urlsplit(request.url).netloc)
        engine = self._crawler.engine
        slot = engine.downloader.slots.get(request.meta.get("download_slot", "")) if engine is not None else None
        if slot is not None:
            least = 1.0 if response.status in (429, 503) else 0.25
            slot.delay = min(LONGEST_PAUSE, max(slot.delay * 2, pause, least))
            slot.lastseen = monotonic()  # patience begins with the answer


class Keeper:
    """Judges the body of an answer, keeps it, and notes what it tells of its page."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._campaign = campaign_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Keeper":
        """Return the keeper of a crawl."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Keep the body of a plain answer; ask again for one that is cut off, and give up one that is something else."""
        if response.status != 200 or "stored" in response.flags:
            return response
        campaign = self._campaign
        kind = request.meta["kind"]
        digest = campaign.store.keep(response.body)
        problem = problem_of(response.body, kind, request.url) if kind not in ("robots", "api") else None
        if not problem and kind in ("page", "file") and kind_of(request.url) == "home":
            problem = "error_page"  # what is gone is often sent to the front page
        if not problem and kind == "page":
            problem = self._read(request, response)
        page = self._page(request, response, digest) if not problem and kind in KEPT_KINDS else None
        campaign.store.log(campaign.run, fetch_of(campaign, request, response, digest=digest, problem=problem), page)
        if problem:
            spider = self._crawler.spider
            if problem == "truncated" and spider is not None:
                again = get_retry_request(request, spider=spider, reason=problem)
                if again is not None:
                    return again
            raise Unfit(problem)
        campaign.got[request_key(request)] = digest
        return response

    def _read(self, request: Request, response: Response) -> str | None:
        """Read a page, and return what is wrong with it: one that was the portal's does not become another's page."""
        if not is_html(response.body):
            return None
        request.meta["detail"] = detail = read_detail(response.body, request.url)
        known = self._campaign.store.page(request_key(request))
        was_of_portal = known is not None and known.generation is not None and known.kind == "page"
        return "error_page" if was_of_portal and detail.generation is None else None

    def _page(self, request: Request, response: Response, digest: str) -> Page:
        """Return what is known of a page now; its bytes stay the old ones when only the dress around them is new."""
        store, meta = self._campaign.store, request.meta
        key = request_key(request)
        kind = "file" if meta["kind"] == "page" and not is_html(response.body) else meta["kind"]
        page = store.page(key) or Page(key=key, url=request.url, kind=kind, office=meta["office"], first_seen=now())
        page.url, page.kind, page.last_seen, page.vanished_at = request.url, kind, now(), None
        page.last_fetched = page.last_seen
        page.parent = page.parent or meta.get("parent")
        page.row_mark = meta.get("row_mark") or page.row_mark
        page.title = meta.get("title") or page.title
        page.published = meta.get("published") or page.published
        page.archived = meta.get("archived") or page.archived
        content = digest
        if kind == "page":
            detail = meta["detail"]
            page.generation, content = detail.generation, detail.content
            page.title = detail.title or page.title
            page.published = detail.published or page.published
            page.archived = detail.archived or page.archived
        if page.content != content:
            meta["is_changed"] = page.sha256 is not None
            if kind in ("page", "file"):
                self._campaign.tally["changed" if page.sha256 else "new"] += 1
            page.sha256, page.content, page.last_changed = digest, content, page.last_seen
        elif kind in ("page", "file"):
            self._campaign.tally["unchanged"] += 1
        page.etag = _header(response, "ETag")
        page.last_modified = _header(response, "Last-Modified")
        if (asked := meta.get("key", key)) != key:
            seen, office = page.last_seen, page.office
            alias = Page(key=asked, url=meta["asked_url"], kind=kind, office=office, first_seen=seen, last_seen=seen)
            alias.same_as = key
            store.save(alias)
        return page


def _header(response: Response, name: str) -> str | None:
    told = response.headers.get(name)
    return told.decode("latin-1") if told else None
