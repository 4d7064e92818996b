"""The way through a list: from page to page, or from answer to answer of its API, until all that it has came."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from pipeline.crawl.campaign import Campaign
from pipeline.crawl.datatables import Api, form_of, read_answer
from pipeline.crawl.itinerary import Itinerary
from pipeline.crawl.lists import read_list
from pipeline.crawl.paging import Paging
from pipeline.crawl.rows import Row
from pipeline.crawl.urls import content_type, with_query, without_query
from pipeline.crawl.vocabulary import is_of_minutes, is_of_something_else

PRIORITY_OF_APIS = 3
OF_MINUTES = frozenset({"meetingminute", "minute", "resolution"})
SWEEP_DAYS = 30  # a list is read whole at least so often, for what its total does not show
FAILED_PAGES = 2  # of a list, one after the other: it is given up


class Ask(Protocol):
    """How the spider makes a request; None where none is to be made."""

    def __call__(
        self, url: str, kind: str, *, office: str | None = None, is_forced: bool = False, **meta: object
    ) -> Request | None:
        """Return the request for a URL of a kind, or None."""
        ...


class ListWalk:
    """Reads lists whole, follows their rows that are of minutes, and compares what came with what they say they have."""

    def __init__(
        self,
        campaign: Campaign,
        itinerary: Itinerary,
        ask: Ask,
        on_failure: Callable[[Failure], Iterator[Request]],
    ) -> None:
        self._campaign = campaign
        self._itinerary = itinerary
        self._request = ask
        self._on_failure = on_failure

    def on_list(self, response: Response) -> Iterator[Request]:
        """Follow the rows of a list's page, then its next page or its API."""
        paging = response.meta.get("paging")
        if not isinstance(paging, Paging):
            paging = Paging(
                key=response.meta["key"],
                url=response.url,
                is_of_minutes=_promises(response) or content_type(response.url) in OF_MINUTES,
                hops=response.meta.get("hops", 0),
                known=self._known(response.meta["key"]),
            )
        paging.failed = 0
        listing = read_list(response.body, response.url)
        if listing.api is not None:
            yield from self._rows(listing.rows, paging, response)
            yield from self.ask_api(listing.api, paging, response, start=0)
            return
        yield from self._follow(listing.rows, listing.total, paging, response)
        if listing.next_page and not paging.is_over:
            yield from self._next_page(listing.next_page, paging)
        else:
            yield from self._close(paging)

    def on_api(self, response: Response) -> Iterator[Request]:
        """Follow the rows of an API's answer, and ask for more until the total is reached."""
        paging, api, start = response.meta["paging"], response.meta["api"], response.meta["start"]
        answer = read_answer(response.body, response.url)
        if answer is None:
            if api.otherwise is not None:
                yield from self.ask_api(api.otherwise, paging, response, start=start)
            else:
                self._campaign.failed[response.url] = "not_json"
                yield from self._close(paging)
            return
        paging.unread += answer.count - len(answer.rows)
        yield from self._follow(answer.rows, answer.total, paging, response)
        if answer.count and not paging.is_over:
            yield from self.ask_api(api, paging, response, start=start + answer.count)
        else:
            yield from self._close(paging)

    def other_way(self, request: Request) -> Request | None:
        """Return the request by which a list that could not be had may be had all the same."""
        api = request.meta.get("api")
        if isinstance(api, Api) and api.otherwise is not None:
            return next(self.ask_api(api.otherwise, request.meta["paging"], request, start=request.meta["start"]))
        plain = without_query(request.url, "page_size")  # servers may have their own sizes
        if request.meta["kind"] != "list" or plain == request.url or "paging" in request.meta:
            return None
        told: dict[str, Any] = {
            name: request.meta.get(name) for name in ("is_of_minutes", "is_seed", "is_guess", "parent")
        }
        return self._request(plain, "list", office=request.meta["office"], **told)

    def on_failure(self, request: Request) -> Iterator[Request]:
        """Go on behind a page that could not be had; a list that loses several one after the other is given up."""
        paging = request.meta.get("paging")
        if not isinstance(paging, Paging):
            return
        paging.failed += 1
        paging.lost += 1
        if request.meta["kind"] == "list" and paging.pages and paging.failed < FAILED_PAGES:
            yield from self._next_page(with_query(request.url, page=paging.pages + paging.failed + 1), paging)
        else:
            yield from self._close(paging)

    def _follow(self, rows: Sequence[Row], total: int | None, paging: Paging, response: Response) -> Iterator[Request]:
        """Note the rows of one more page of a list, and follow them and those behind it that need no asking."""
        wishes = self._campaign.wishes
        paging.is_cut |= bool(rows) and all(wishes.is_too_old(row.date) for row in rows)
        paging.note(rows, total)
        rest = [] if paging.is_over else paging.rest()
        if rest:
            paging.note(rest, total)
            paging.is_spared = True
        yield from self._rows([*rows, *rest], paging, response)

    def _rows(self, rows: Sequence[Row], paging: Paging, response: Response) -> Iterator[Request]:
        """Follow the rows that are of minutes."""
        for row in rows:
            follows = is_of_minutes(row.title) or (paging.is_of_minutes and not is_of_something_else(row.title))
            if not follows or self._campaign.wishes.is_too_old(row.date):
                continue
            told: dict[str, Any] = {
                "title": row.title,
                "published": row.date,
                "row_mark": row.mark,
                "parent": response.url,
                "office": response.meta["office"],
                "row_files": row.files,
                "hops": paging.hops,
            }
            for target, kind in [(row.page, "page")] if row.page else [(target, "file") for target in row.files]:
                if not self._itinerary.is_new(target):
                    continue
                if not self._itinerary.takes_one():
                    paging.is_cut = paging.is_over = True
                    return
                request = self._request(target, kind, **told)
                if request is not None:
                    yield request

    def _next_page(self, url: str, paging: Paging) -> Iterator[Request]:
        request = self._request(url, "list", is_forced=paging.sweep > 1, paging=paging)
        if request is not None:
            yield request
        else:
            yield from self._close(paging)

    def ask_api(self, api: Api, paging: Paging, about: Request | Response, start: int) -> Iterator[Request]:
        """Ask an API for the rows of a list from `start` on; `about` is the list's page."""
        form = form_of(start)
        told = {"office": about.meta["office"], "parent": about.meta.get("parent") or about.url}
        yield Request(
            api.url if api.method == "POST" else with_query(api.url, **form),
            method=api.method,
            body=urlencode(form).encode() if api.method == "POST" else b"",
            headers={"Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "XMLHttpRequest"},
            callback=self.on_api,
            errback=self._on_failure,
            dont_filter=True,
            priority=PRIORITY_OF_APIS,
            meta={"kind": "api", "paging": paging, "api": api, "start": start, "is_forced": paging.sweep > 1, **told},
        )

    def _close(self, paging: Paging) -> Iterator[Request]:
        """Compare what came with what the list says it has, after a second sweep where it is less."""
        if paging.is_cut:
            return
        if paging.is_short and paging.sweep == 1:
            request = self._request(paging.url, "list", is_forced=True, paging=paging.again())
            if request is not None:
                yield request
                return
        store = self._campaign.store
        store.note_listing(self._campaign.run, paging.key, paging.url, paging.total, len(paging.found))
        if paging.is_whole and not paging.is_spared:
            store.note_sweep(paging.key, [row.mark for row in paging.found.values()])
        if paging.is_endless:
            self._campaign.incomplete.append(f"{paging.url}: left off after {paging.pages} pages")
        elif paging.is_short:
            self._campaign.incomplete.append(f"{paging.url}: {len(paging.found)} of {paging.total}")

    def _known(self, key: str) -> dict[str, Row]:
        marks = self._campaign.store.swept(key, datetime.now(UTC) - timedelta(days=SWEEP_DAYS))
        return {row.key: row for row in map(Row.of_mark, marks)}


def _promises(about: Request | Response) -> bool:
    """Return whether the words that led to a list promised minutes."""
    return bool(about.meta.get("is_of_minutes")) and not about.meta.get("is_seed")
