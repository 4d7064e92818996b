"""Pages as trees, and the links in them."""

from dataclasses import dataclass

from lxml import etree, html

from normalizers.text import one_line
from pipeline.crawl.urls import resolve


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link with its words."""

    url: str
    text: str


def parsed(body: bytes) -> html.HtmlElement | None:
    """Return the page in `body`, or None where there is nothing in it."""
    try:
        return html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.ParserError, ValueError):
        return None


def base_of(root: html.HtmlElement, url: str) -> str:
    """Return the URL that the links of the page at `url` are relative to: its own, or the one that it names."""
    told = root.xpath("string(//base/@href)")
    return resolve(told, url) or url if told else url


def read_links(body: bytes, url: str) -> list[Link]:
    """Return the links of a page (menus, sitemaps) that lead somewhere, each once with its longest words."""
    root = parsed(body)
    found: dict[str, str] = {}
    base = base_of(root, url) if root is not None else url
    for anchor in root.iterfind(".//a[@href]") if root is not None else ():
        target = resolve(anchor.get("href", ""), base)
        text = one_line(anchor.text_content()) or one_line(anchor.get("title") or "")
        if target and len(text) >= len(found.get(target, "")):
            found[target] = text
    return [Link(url=target, text=text) for target, text in found.items()]
