"""Lists whose rows a script fetches (first generation): the address that it asks, the form that it sends, the answers."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode, urljoin, urlsplit

from pipeline.crawl.links import parsed
from pipeline.crawl.rows import Row, rows_of
from pipeline.crawl.urls import resolve

PAGE_SIZE = 100
MOST_ADDRESSES = 3
_QUOTED = r"""['"]?\s{0,9}[=:]\s{0,9}['"]?([^'",;\s]{1,500})"""
_SETTINGS = {
    name: re.compile(rf"\b{name}{_QUOTED}")
    for name in ("domainId", "domain_id", "subdomain", "contentType", "content_type", "sAjaxSource")
}
_AJAX = re.compile(
    r"""['"]?\bajax['"]?\s{0,9}:\s{0,9}(?:\{[^{}]{0,300}?\burl['"]?\s{0,9}:\s{0,9})?['"]([^'"\s]{1,500})['"]"""
)
_ADDRESS = re.compile(r"""['"]([^'"\s]{0,300}/api/datatable/[^'"\s]{1,500})['"]""")
_PATH = re.compile(r"(?:https?:)?//\S+|/\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """The address from which a list's script fetches its rows; `otherwise` is what to try when it does not answer.

    `is_named` says that the script names it; else it was made by the known pattern.
    """

    url: str
    method: str = "POST"
    is_named: bool = True
    otherwise: "Api | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Some rows of a list, and how many the whole list has; `count` counts rows that nothing could be read of too."""

    rows: tuple[Row, ...]
    count: int
    total: int | None


def api_of(source: str, url: str) -> Api | None:
    """Return the API that the script of a list page names, and the ways to ask it, the likeliest first.

    Where the script puts the address together, it is made by the known pattern. An address at another office's host (the
    script was copied, or the office has a new name) is looked for at the page's own host first; some of the portal's
    servers answer GET alone.
    """
    told = {name: found[1] for name, pattern in _SETTINGS.items() if (found := pattern.search(source))}
    content = told.get("contentType") or told.get("content_type")
    subdomain, domain = told.get("subdomain"), told.get("domainId") or told.get("domain_id")
    named = [told.get("sAjaxSource"), *(found[1] for found in _ADDRESS.finditer(source))]
    if content or "DataTable" in source:
        named += [found[1] for found in _AJAX.finditer(source)]
    addresses: dict[str, None] = {}
    for address in named:
        if address and _PATH.fullmatch(address) and not address.endswith(("=", "/")):  # else the script completes it
            target = resolve(address.replace("&amp;", "&"), url)
            if target:
                parts = urlsplit(target)
                addresses.setdefault(urljoin(url, f"{parts.path}?{parts.query}"))
                addresses.setdefault(target)
    is_named = bool(addresses)
    if content and subdomain and domain:
        asked = {"domain_id": domain, "lang": "bn", "subdomain": subdomain, "content_type": content}
        addresses.setdefault(urljoin(url, f"/api/datatable/{content}_view.php?{urlencode(asked)}"))
    api = None
    for method in ("GET", "POST"):
        for address in reversed(list(addresses)[:MOST_ADDRESSES]):
            api = Api(url=address, method=method, is_named=is_named, otherwise=api)
    return api


def form_of(start: int) -> dict[str, str]:
    """Return the form that asks an API for the rows from `start` on (the names are those of DataTables 1.9)."""
    return {"sEcho": "1", "iDisplayStart": str(start), "iDisplayLength": str(PAGE_SIZE), "sSearch": ""}


def read_answer(body: bytes, url: str) -> Answer | None:
    """Return what one answer of a list's API says, or None where it is no such answer."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    cells = (answer.get("aaData") or answer.get("data") or []) if isinstance(answer, dict) else None
    if not isinstance(cells, list):
        return None
    rows: list[Row] = []
    for row in cells:
        table = "".join(_cells(row))
        root = parsed(f"<table><tr>{table}</tr></table>".encode())
        rows += rows_of(root, url) if root is not None else ()
    told = (answer.get(name) for name in ("iTotalDisplayRecords", "iTotalRecords", "recordsFiltered", "recordsTotal"))
    total = next((str(number) for number in told if number is not None), "")
    return Answer(
        rows=tuple(rows), count=len(cells), total=int(total) if total.isascii() and total.isdecimal() else None
    )


def _cells(row: object) -> Iterator[str]:
    """Yield the cells of a row as HTML; the names of columns, where the answer has them, and addresses as links."""
    if isinstance(row, dict):
        named = [(f' data-column="{escape(str(name))}"', value) for name, value in row.items()]
    else:
        named = [("", value) for value in row] if isinstance(row, list) else []
    for name, value in named:
        parts = value if isinstance(value, list) else [value]
        texts = ["" if part is None else str(part) for part in parts]
        linked = [f'<a href="{escape(text)}"></a>' if _PATH.fullmatch(text) else text for text in texts]
        yield f"<td{name}>{' '.join(linked)}</td>"
