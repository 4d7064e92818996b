"""What a crawl has set out to ask for: each page once, no more than the user wants, none that invent themselves."""

from collections import Counter
from urllib.parse import urlsplit

from pipeline.crawl.campaign import OUTSIDE, Campaign
from pipeline.crawl.urls import identity_key

MOST_VARIANTS = 50  # of one path with different queries: more is a page that invents links
MOST_MAPS = 30  # of one site
MOST_HOPS = 3  # from page to page, away from a list or a menu: calendars go on for ever


class Itinerary:
    """The keys of all that was asked for, whichever of its URLs led there, and how many items of minutes are among it."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._seen: set[str] = set()
        self._variants: Counter[str] = Counter()
        self._items = 0

    def is_new(self, url: str) -> bool:
        """Return whether a URL may be asked for and leads to something that was not asked for yet."""
        return self._is_allowed(url) and identity_key(url) not in self._seen

    def holds(self, key: str) -> bool:
        """Return whether what has this key was asked for."""
        return key in self._seen

    def add(self, url: str, kind: str, *, is_forced: bool = False) -> bool:
        """Note a URL and return whether it is to be asked for; `is_forced` asks once more for what was asked for."""
        key = identity_key(url)
        if not self._is_allowed(url) or (key in self._seen and not is_forced):
            return False
        if key not in self._seen and kind in ("page", "file", "sitemap"):
            is_map = kind == "sitemap"
            named = urlsplit(url).netloc if is_map else url.partition("?")[0]
            self._variants[named] += 1
            if self._variants[named] > (MOST_MAPS if is_map else MOST_VARIANTS):
                return False
        self._seen.add(key)
        return True

    def _is_allowed(self, url: str) -> bool:
        if self._campaign.where.holds(url):
            return True
        self._campaign.refuse(url, OUTSIDE)
        return False

    def takes_one(self) -> bool:
        """Count one more item of minutes, and return whether the user's limit lets it be followed."""
        limit = self._campaign.wishes.limit
        if limit is not None and self._items >= limit:
            return False
        self._items += 1
        return True
