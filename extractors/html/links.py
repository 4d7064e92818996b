"""Attachments and inline scans that a page points to."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from bs4 import NavigableString, Tag

from extractors.document import Link
from normalizers.text import one_line

_FILE = re.compile(
    r"\.(?:pdf|docx?|docm|rtf|odt|xlsx?|pptx?|zip|rar|7z|jpe?g|png|gif|tiff?|bmp|webp)(?=$|[?#])", re.IGNORECASE
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|tiff?|bmp|webp)(?=$|[?#])", re.IGNORECASE)
# Pictures that belong to the page's dress, on all three generations of the portal.
_DRESS = re.compile(
    r"/themes/|/site-assets/|/widget-assets/|/file-icons/|print_btn|/icons?/|spacer\.gif", re.IGNORECASE
)
_STORES = ("/sites/default/files/", "/V2Ministry/", "file-", "/uploads/")
_MAX_URL = 2000
_MAX_NAME = 200  # elements and texts in a link that are looked at for its words


class Links:
    """The links of one page, each file once, in the order in which the page shows them."""

    def __init__(self) -> None:
        self._found: dict[str, Link] = {}

    def all(self) -> tuple[Link, ...]:
        """Return the links that were found."""
        return tuple(self._found.values())

    def note(self, tag: Tag) -> None:
        """Keep what `tag` points to if that is a file or a scan."""
        if tag.name == "a":
            url = _attribute(tag, "href")
            if tag.has_attr("download") or _FILE.search(url) or any(store in url for store in _STORES):
                self._keep(url, _name(tag), is_image=bool(_PICTURE.search(url)))
        elif tag.name == "img":
            url = _attribute(tag, "src")
            if not _DRESS.search(url):
                self._keep(url, one_line(_attribute(tag, "alt")), is_image=True)
        elif tag.name in ("object", "embed", "iframe"):
            url = _attribute(tag, "data") or _attribute(tag, "src")
            viewed = parse_qs(urlsplit(url).query).get("url") if "viewer" in url and "url=" in url else None
            url = viewed[0] if viewed else url
            if _FILE.search(url):
                self._keep(url, "", is_image=bool(_PICTURE.search(url)))

    def _keep(self, url: str, text: str, *, is_image: bool) -> None:
        if not url or url.lower().startswith(("javascript:", "mailto:", "tel:", "about:", "#")):
            return
        if url.startswith("data:"):
            url = url[:64] + "…"  # a picture inside the page itself
        elif len(url) > _MAX_URL:
            return
        key = re.sub(r"(?<!:)/{2,}", "/", re.sub(r"^(?:https?:)?//", "", unquote(url)))
        kept = self._found.get(key)
        if kept is None or (text and not kept.text):
            self._found[key] = Link(url=url, text=text, is_image=is_image)


def _name(tag: Tag) -> str:
    """Return the file's name for people: the link's words, else a title on it or on the chip around it."""
    words = one_line(" ".join(str(part) for part in _within(tag) if type(part) is NavigableString))
    if words:
        return words
    around = tag.parent
    if around is not None and "chip" in (around.get("class") or ()):
        return one_line(_attribute(around, "title"))
    return one_line(_attribute(tag, "title"))


def _within(tag: Tag) -> Iterator[object]:
    """Yield the first elements and texts in `tag`."""
    left = _MAX_NAME
    stack: list[Iterator[object]] = [iter(tag.contents)]
    while stack and left:
        part = next(stack[-1], None)
        if part is None:
            stack.pop()
            continue
        left -= 1
        yield part
        if isinstance(part, Tag):
            stack.append(iter(part.contents))


def _attribute(tag: Tag, name: str) -> str:
    setting = tag.get(name)
    return re.sub(r"[\r\n\t]", "", setting).strip() if isinstance(setting, str) else ""
