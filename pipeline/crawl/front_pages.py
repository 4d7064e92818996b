"""Front pages and maps of sites: which of their links lead to minutes, and where lists are though no link says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from pipeline.crawl.hosts import Territory
from pipeline.crawl.links import read_links
from pipeline.crawl.lists import first_page
from pipeline.crawl.urls import content_type, has_strange_query, is_endless, kind_of, office_host
from pipeline.crawl.vocabulary import LISTS_WITH_MINUTES, is_of_meetings, is_of_minutes, is_sitemap

# What shows a front page's generation, and where each has its lists: some menus are drawn by scripts.
_USUAL = (
    (b"/site-assets/", ("/views/sitemap", "/pages/notices")),
    (b"/themes/responsive_npf/", ("/site/view/notices", "/site/view/meeting_minutes")),
    (b"Main Comtent Skiped", ("/bn/site/view/notices",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Where to look next; `is_of_minutes` says that the words of the link promise minutes."""

    url: str
    kind: str
    text: str
    is_of_minutes: bool = False


def leads(body: bytes, url: str, where: Territory) -> Iterator[Lead]:
    """Yield the links of an office's front page to lists that may hold minutes, to pages called so, and to its map.

    Links to other offices are left out, unless the user named them: those are sites of their own.
    """
    home = office_host(urlsplit(url).netloc)
    for link in read_links(body, url):
        kind = kind_of(link.url)
        promises = is_of_minutes(link.text)
        parts = urlsplit(link.url)
        is_ours = office_host(parts.netloc) == home or where.is_named(parts.hostname or "")
        if not is_ours and kind != "file":
            continue
        if kind == "sitemap" or (is_sitemap(link.text) and kind != "file"):
            yield Lead(url=link.url, kind="sitemap", text=link.text)
        elif kind == "list":
            is_likely = content_type(link.url) in LISTS_WITH_MINUTES or is_of_meetings(link.text)
            if (promises and not is_endless(link.url)) or (is_likely and not has_strange_query(link.url)):
                yield Lead(url=first_page(link.url), kind=kind, text=link.text, is_of_minutes=promises)
        elif promises and kind in ("page", "file") and not is_endless(link.url):
            yield Lead(url=link.url, kind=kind, text=link.text, is_of_minutes=True)


def usual_leads(body: bytes, url: str) -> Iterator[Lead]:
    """Yield where a front page of this generation has its lists as a rule."""
    for sign, paths in _USUAL:
        if sign in body:
            for path in paths:
                kind = kind_of(urljoin(url, path))
                yield Lead(
                    url=first_page(urljoin(url, path)) if kind == "list" else urljoin(url, path), kind=kind, text=""
                )
            return
