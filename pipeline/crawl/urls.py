"""URLs of the portal: the form in which they are asked for, and the key by which one page is one page."""

import csv
import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from unicodedata import normalize as unicode_normalize
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

MAX_LENGTH = 4096  # letters: Bangla takes nine each, so a browser's usual 2,083 would cut real slugs off
MAX_SEGMENTS = 8  # of a path that names /site/ twice: slugs themselves may hold slashes
MAX_REPEATS = 3  # of one segment in a path: more is a page that links itself, ever deeper
_KEEP = "/%:@!$&'()*+,;=~-._"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD])
_SKIPPED = re.compile(r"/site/view/vcard|\[front\]", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_UUID = re.compile(r"(/site/[^/]+/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:/.*)?", re.IGNORECASE)
_OBJECT_ID = re.compile(r"/pages/.+?([0-9a-f]{24})/?", re.IGNORECASE)
_FILE_NAME = re.compile(r"\.(?:pdf|docx?|rtf|odt|zip|rar|7z|jpe?g|png|tiff?|bmp|gif|webp)$", re.IGNORECASE)
# Where the portals keep files, whose names need not have an ending; the second is the object store's.
_FILE_PATHS = re.compile(r"/sites/default/files/|^/n/[^/]+/b/[^/]+/o/|/uploads?/|^/files/|/download(?:s|file)?/.")
_LIST = re.compile(r"(?:/site/view/[^/]+(?:/.*)?|/pages/[^/]+|/views/[^/]+)/?")
_DETAIL = re.compile(r"/site/(?!view/)[^/]+/.+|/pages/[^/]+/.+")
_ENDLESS = frozenset({
    "month", "year", "day", "date", "week", "time", "from", "to", "start", "end", "search", "s", "q", "query", "keyword", "sort",
    "order", "sid", "session", "phpsessid", "token",
})  # fmt: skip
_PREFIX = re.compile(r"^/(?!site/|pages/|views/)[\w.-]{1,60}(?:/(?:bn|en))?(?=/(?:site|pages|views)/)", re.ASCII)
_HOME = re.compile(r"/?|/index\.(?:html?|php)|/site/?|/home/?")


def resolve(href: str, base: str = "") -> str | None:
    """Return the URL that `href` on the page `base` asks for, or None where it leads nowhere or into a trap.

    Paths lose `.`, `..` and doubled slashes (editors of the portal wrote `/uploader/server/../../sites/…`), letters are
    percent-encoded as UTF-8, the fragment goes. Nowhere: other schemes, credentials, backslashes, contact cards,
    template gaps. Traps: relative menu links that grow the path on every page.

    >>> resolve("//x.gov.bd/uploader/server/../../sites/a%20b/ক.pdf ", "https://y.gov.bd/")
    'https://x.gov.bd/sites/a%20b/%E0%A6%95.pdf'
    >>> resolve("javascript:;", "https://y.gov.bd/") is None
    True
    """
    href = _CONTROL.sub("", href).strip()
    if not href or href.startswith("#") or "\\" in href:
        return None
    try:
        scheme, netloc, path, query, _ = urlsplit(urljoin(base, href) if base else href)
        host, port = urlsplit(f"//{netloc}").hostname, urlsplit(f"//{netloc}").port
        host = host.rstrip(".").encode("idna").decode() if host and not host.isascii() else host and host.rstrip(".")
    except (ValueError, UnicodeError):
        return None
    if scheme not in _DEFAULT_PORTS or not host or "@" in netloc or "%" in host or any(map(str.isspace, host)):
        return None
    authority = f"[{host}]" if ":" in host else host
    if port and port != _DEFAULT_PORTS[scheme]:
        authority += f":{port}"
    url = urlunsplit((scheme, authority, _path(path, host), _encoded(query, _KEEP + "?"), ""))
    return None if len(url) > MAX_LENGTH or _SKIPPED.search(unquote(url)) or is_trap(url) else url


def _encoded(text: str, keep: str) -> str:
    return quote(re.sub("%(?![0-9A-Fa-f]{2})", "%25", text), safe=keep)


def _path(path: str, host: str) -> str:
    """Return the path with what climbs or stands still taken out; in an object store every slash is part of a name."""
    parts: list[str] = []
    segments = re.sub("%2e", ".", path, flags=re.IGNORECASE).split("/")
    for segment in segments:
        if segment == "..":
            del parts[-1:]
        elif segment != "." and (segment or host.startswith("objectstorage.")):
            parts.append(segment)
    joined = "/".join(parts).lstrip("/")
    ending = "/" if joined and segments[-1] in ("", ".", "..") else ""
    return _encoded(f"/{joined}{ending}", _KEEP)


def is_trap(url: str) -> bool:
    """Return whether a path grows with every page that serves it.

    >>> is_trap("http://x.gov.bd" + "/site/page/5c2432b0" * 3)
    True
    """
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    sites = [after for before, after in pairwise(segments) if before == "site"]
    if len(sites) > len(set(sites)) or (len(sites) > 1 and len(segments) > MAX_SEGMENTS):
        return True
    return any(segments.count(segment) > MAX_REPEATS for segment in set(segments) if not segment.startswith("0"))


def identity_key(url: str) -> str:
    """Return what is the same for all URLs of one page, and different for any other.

    The scheme, `www.`, `.portal` of an office's old name, the language and a slug after an identifier do not count.

    >>> identity_key("http://www.x.gov.bd/en/site/notices/a5Qx-নমুনা")
    'x.gov.bd/site/notices/a5Qx-নমুনা'
    >>> identity_key("https://x.gov.bd/pages/notices/নমুনা-q024hu-6a9965bb1fa8cd87d1f4bf6a")
    'x.gov.bd/pages/6a9965bb1fa8cd87d1f4bf6a'
    """
    scheme, netloc, path, query, _ = urlsplit(url)
    if scheme == "http":
        netloc = netloc.removesuffix(":80")
    elif scheme == "https":
        netloc = netloc.removesuffix(":443")
    path = _without_language(unicode_normalize("NFC", unquote(path).translate(_INVISIBLE))).removesuffix("/-")
    if found := _OBJECT_ID.fullmatch(path):
        path = f"/pages/{found[1].lower()}"
    elif found := _UUID.fullmatch(path):
        path = found[1].lower()
    pairs = sorted((name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "lang")
    return office_host(netloc) + (path.rstrip("/") or "/") + (f"?{urlencode(pairs)}" if pairs else "")


def office_host(netloc: str) -> str:
    """Return the one name of an office's host: its `www.` and `.portal` twins and its district's former name are the same.

    >>> office_host("www.moa.portal.gov.bd"), office_host("file-khulna.portal.gov.bd")
    ('moa.gov.bd', 'file-khulna.portal.gov.bd')
    >>> office_host("lalmai.comilla.gov.bd")
    'lalmai.cumilla.gov.bd'
    """
    host = netloc.lower().removeprefix("www.")
    if host.startswith("file-"):
        return host
    host = re.sub(r"\.portal\.gov\.bd(?=:|$)", ".gov.bd", host)
    former, gov, rest = host.partition(".gov.bd")
    above, _, label = former.rpartition(".")
    present = _renamed().get(label) if gov and rest[:1] in ("", ":") else None
    return f"{above}.{present}{gov}{rest}".removeprefix(".") if present else host


@cache
def _renamed() -> dict[str, str]:
    """Return the labels of renamed districts' hosts, by their former ones."""
    table = files("pipeline.crawl").joinpath("tables", "renamed_hosts.csv").read_text("utf-8")
    return {row["former"]: row["present"] for row in csv.DictReader(table.splitlines())}


def _without_language(path: str) -> str:
    return re.sub(r"^/(?:bn|en)(?=/|$)", "", path)


def form_of_path(url: str) -> str:
    """Return the path by which the portal's URLs are told apart: without the language, and the folder of a mirrored site."""
    return _PREFIX.sub("", _without_language(unquote(urlsplit(url).path)))


def kind_of(url: str) -> str:
    """Return home, sitemap, list, file or page: what a URL of the portal leads to, as far as it tells."""
    path = form_of_path(url)
    if _HOME.fullmatch(path):
        return "home"
    if path.rstrip("/").endswith(("/views/sitemap", "/site/view/sitemap")):
        return "sitemap"
    if _FILE_NAME.search(path) or _FILE_PATHS.search(path):
        return "file"
    return "list" if _LIST.fullmatch(path) else "page"


def is_detail(url: str) -> bool:
    """Return whether a URL has the form of a page of the portal, not of a list or a file.

    >>> is_detail("https://x.gov.bd/bn/site/page/a6qp-ক"), is_detail("https://x.gov.bd/pages/notices")
    (True, False)
    """
    return kind_of(url) == "page" and _DETAIL.fullmatch(form_of_path(url)) is not None


def content_type(url: str) -> str:
    """Return the portal's name of what a list or page holds, in one spelling, or "" where the URL tells none.

    >>> content_type("https://x.gov.bd/pages/innovation-corners"), content_type("https://x.gov.bd/bn/site/view/notices")
    ('innovationcorner', 'notice')
    """
    found = re.match(r"/(?:site/view|site|pages)/([^/]+)", form_of_path(url))
    return re.sub("[-_]", "", found[1]).lower().rstrip("s") if found else ""


def with_query(url: str, **changes: str | int) -> str:
    """Return `url` with parameters of its query set."""
    parts = urlsplit(url)
    pairs = dict(parse_qsl(parts.query, keep_blank_values=True))
    pairs.update({name: str(value) for name, value in changes.items()})
    return urlunsplit(parts._replace(query=urlencode(pairs)))


def without_query(url: str, name: str) -> str:
    """Return `url` without a parameter of its query."""
    parts = urlsplit(url)
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
    return urlunsplit(parts._replace(query=urlencode(pairs))) if name in parts.query else url


def is_endless(url: str) -> bool:
    """Return whether a URL asks for a span of time or for something searched: calendars and searches have no end.

    >>> is_endless("https://x.gov.bd/pages/files?category=7"), is_endless("https://x.gov.bd/events?month=2031-05")
    (False, True)
    """
    return any(name.lower() in _ENDLESS for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True))


def has_strange_query(url: str) -> bool:
    """Return whether a list is asked for by more than pages and kinds."""
    known = {"page", "page_size", "rows", "archived", "filters", "lang"}
    return any(name not in known for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True))
