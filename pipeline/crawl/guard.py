"""What stands before every request, redirected ones too: may it be made, and is it needed."""

from datetime import UTC, datetime, timedelta

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from pipeline.crawl.campaign import OUTSIDE, Campaign, Refused, campaign_of
from pipeline.crawl.raw_store import Page
from pipeline.crawl.urls import identity_key, is_detail, is_trap

DAY = timedelta(days=1)
STABLE = 10  # what has been the same for so many days is asked for again a day later, what is older after more


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
            raise Refused(OUTSIDE)
        for validator in ("If-None-Match", "If-Modified-Since"):  # those of the page that redirected here
            request.headers.pop(validator, None)
        if request.meta.get("is_forced"):
            return None
        key = request_key(request)
        if (digest := campaign.got.get(key)) is not None and campaign.store.has(digest):
            return stored_answer(request, campaign.store.body(digest))
        page = campaign.store.page(key)
        if page is None or page.sha256 is None or not campaign.store.has(page.sha256):
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
        """Lists always are; pages and files without validators when their row changed or some days have gone by.

        Offices correct minutes, and take them away, in the first days; then they stay as they are.
        """
        if request.meta["kind"] not in ("page", "file") or request.meta.get("is_doubtful") or page.vanished_at:
            return True
        if request.meta.get("is_seed") and not is_detail(request.url):  # it may be a front page
            return True
        mark = request.meta.get("row_mark")
        if page.last_fetched is None or (mark and page.row_mark and mark != page.row_mark):
            return True
        fetched = datetime.fromisoformat(page.last_fetched)
        stable = fetched - datetime.fromisoformat(page.last_changed or page.first_seen)
        patience = min(timedelta(days=self._campaign.wishes.revisit_days), max(DAY, stable / STABLE))
        return datetime.now(UTC) - fetched >= patience
