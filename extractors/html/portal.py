"""The national portal's pages: where the content stands, what the portal says of it, and what is only its dress.

Three generations of pages are known (ministries until 2025, field offices until 2025, all since); what they have in
common is the wording of their labels, so labels are read by their words, and text copied from a page is read alike.
"""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

from extractors.html.soup import parsed
from normalizers.text import one_line


@dataclass(slots=True, kw_only=True)
class Page:
    """What a portal page is made of. `parts` are the elements that hold its content, in order."""

    generation: int | None = None
    parts: list[Tag] = field(default_factory=list)
    attachments: list[Tag] = field(default_factory=list)  # elements outside of `parts` that link files
    title: str | None = None
    published: str | None = None
    archived: str | None = None
    furniture: list[str] = field(default_factory=list)
    outside: set[int] = field(default_factory=set)  # the id() of elements in them that are passed over
    undecoded: int = 0  # bodies whose base64 is damaged


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What copied portal text has around its content; `content` are the indices of the lines that are it."""

    content: tuple[int, ...]
    furniture: tuple[int, ...]
    title: str | None = None
    published: str | None = None
    archived: str | None = None


_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD])


def _key(text: str) -> str:
    """Return a label's words alone, for comparing; much quicker than `one_line`, for every line of a page is asked."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return " ".join(text.split()).strip(" :ঃ*-–—।").casefold()


def _keys(*texts: str) -> frozenset[str]:
    return frozenset(map(_key, texts))


_TITLE = _keys("শিরোনাম", "Title")
_BODY = _keys("বিস্তারিত", "বিস্তারিত বিবরণ", "Details", "Body")
_PUBLISHED = _keys("প্রকাশের তারিখ", "প্রকাশন তারিখ", "প্রকাশের তারিখ ও সময়", "Publish Date", "Published Date", "Publish on")
_ARCHIVED = _keys("আর্কাইভ তারিখ", "আর্কাইভের তারিখ", "Archive Date", "Archived Date")
_FILES = _keys("ছবি", "সংযুক্তি", "সংযুক্ত ফাইল", "ফাইল", "ডাউনলোড", "Image", "Attachment", "Attachments", "File", "Files",
               "Download")  # fmt: skip
_LABELS = _TITLE | _BODY | _PUBLISHED | _ARCHIVED | _FILES

# As the portals write them, misspellings included.
_START = _keys("Wellcome to National Portal", "Welcome to National Portal", "মেনু নির্বাচন করুন", "Select Menu",
               "Main Comtent Skiped", "Main Content Skiped", "Main Content Skipped", "Skip to main content")  # fmt: skip
_DRESS = _START | _keys(
    "Text size A A A", "Color C C C C", "Accessibility", "কনটেন্টটি শেয়ার করতে ক্লিক করুন",
    "এই কনটেন্টটি শেয়ার করতে ক্লিক করুন", "কারিগরি সহায়তায়:", "প্রিন্ট", "Share with", "ফাইল প্রিভিউ ওয়েব ব্রাউজারে সমর্থিত নয়",
)  # fmt: skip
_DRESS_BEGINS = tuple(
    map(
        _key,
        (
            "সর্ব-শেষ হাল-নাগাদ", "সর্বশেষ হালনাগাদ", "সাইটটি শেষ হাল-নাগাদ করা হয়েছে", "কনটেন্টটি শেষ হাল-নাগাদ করা হয়েছে",
            "Site was last updated", "পরিকল্পনা ও বাস্তবায়নে: মন্ত্রিপরিষদ বিভাগ", "Planning and Implementation: Cabinet",
            "label.column.",
        ),
    )
)  # fmt: skip
_UPDATE_STAMP = re.compile(r"[0-9০-৯]{4}-[0-9০-৯]{2}-[0-9০-৯]{2} [0-9০-৯]{2}:[0-9০-৯]{2}:[0-9০-৯]{2}")
_MAX_DRESS = 160  # letters: no line of dress is longer
_MAX_TAIL = 24  # lines: where the labels after the body stand
_DATED = re.compile(r"^\s*([^:ঃ]{4,30}?)\s*[:ঃ]\s*(\S.{3,40})$")


def read_page(soup: BeautifulSoup, source: str) -> Page:
    """Return the parts of the page `soup`; with `generation` None and no parts where it is no portal page.

    `source` is the text that `soup` was made of: looking there first spares other pages the search for elements.
    """
    for read, signs in _GENERATIONS:
        page = read(soup) if signs.search(source) else None
        if page is not None:
            return page
    return Page()


def is_dress(text: str) -> bool:
    """Return whether a line is what the portal prints around every page, not the content of this one."""
    return len(text) <= _MAX_DRESS and _is_dress(_key(text))


def _is_dress(key: str) -> bool:
    return key in _DRESS or key.startswith(_DRESS_BEGINS) or _UPDATE_STAMP.fullmatch(key) is not None


def frame_of(lines: Sequence[str]) -> Frame:
    """Return what of `lines`, copied from a portal page, is content, and what the labels around it say.

    Labels are heeded before the body (শিরোনাম, বিস্তারিত) and after it (ছবি, প্রকাশের তারিখ, আর্কাইভ তারিখ) only, and only in
    text that shows itself to be a portal page: minutes have lines of their own that say বিস্তারিত.
    """
    filled = [index for index, line in enumerate(lines) if line.strip()]
    keys = {index: _key(lines[index]) for index in filled if len(lines[index]) <= _MAX_DRESS}
    dress = {index for index, key in keys.items() if _is_dress(key)}
    told: dict[str, str] = {}
    spent = set(dress)
    rest = [index for index in filled if index not in dress]
    head = rest[:8]
    is_portal = any(keys.get(index) in _START for index in filled[:12])
    label = next((index for index in head if keys.get(index) in _TITLE), None)
    body = next((index for index in head if keys.get(index) in _BODY), None)
    if label is not None and (is_portal or body is not None):
        above = [index for index in head if index > label and (body is None or index < body)][: 3 if body else 1]
        told["title"] = one_line(" ".join(lines[index] for index in above))
        spent.update((label, *above))
    if body is not None and (is_portal or label is not None):
        spent.add(body)
        is_portal = True
    tail = [index for index in rest if index not in spent][-_MAX_TAIL:]
    told_after, used = _tail(lines, tail, keys, is_portal=is_portal)
    told.update(told_after)
    spent |= used
    if "title" not in told and is_portal:
        first = next((index for index in rest if index not in spent), None)
        if first is not None and len(lines[first]) <= 300:
            told["title"] = one_line(lines[first])  # it stays content, for it may be the heading of the minutes too
    return Frame(
        content=tuple(index for index in range(len(lines)) if index not in spent),
        furniture=tuple(sorted(dress)),
        title=told.get("title") or None,
        published=told.get("published"),
        archived=told.get("archived"),
    )


def _tail(
    lines: Sequence[str], tail: Sequence[int], keys: dict[int, str], *, is_portal: bool
) -> tuple[dict[str, str], set[int]]:
    """Read the labels after the body; they count only when nothing but their values follows them."""
    told: dict[str, str] = {}
    used: set[int] = set()
    names = {**dict.fromkeys(_PUBLISHED, "published"), **dict.fromkeys(_ARCHIVED, "archived")}
    waiting: list[int] = []  # lines below the label that is yet to be met, walking upwards
    for index in reversed(tail):
        key = keys.get(index, "")
        dated = _DATED.match(lines[index]) if len(lines[index]) <= _MAX_DRESS else None
        if key in names:
            if len(waiting) > 1 or (waiting and not _is_date(lines[waiting[0]])):
                break
            if waiting:
                told.setdefault(names[key], one_line(lines[waiting[0]]))
        elif dated and _key(dated[1]) in names and _is_date(dated[2]) and not waiting:
            told.setdefault(names[_key(dated[1])], one_line(dated[2]))
        elif key in _FILES and (is_portal or told):
            if len(waiting) > 6:
                break
        else:
            waiting.append(index)
            if len(waiting) > 6:
                break
            continue
        used.update((index, *waiting))
        waiting = []
    return told, used


def _is_date(text: str) -> bool:
    return len(text) <= 40 and sum(character.isdecimal() for character in text) >= 4


def _third(soup: BeautifulSoup) -> Page | None:
    viewer = soup.select_one(".content-viewer-widget")
    listing = soup.select_one(".datatable-widget")
    bodies = soup.select("rt-renderer")
    if viewer is None and not bodies and listing is None:
        return None
    page = Page(generation=3)
    where: Tag = viewer or soup
    heading = where.select_one(".title-with-image-content-widget h2, .title-with-image-content-widget h1")
    page.title = one_line(heading.get_text(" ")) or None if heading else None
    for chip in where.select(".basic-chip"):
        _note_date(page, chip.get_text(" "))
    update = where.select_one(".content-update-block")
    if update is not None:
        page.furniture.append(one_line(update.get_text(" ")))
    page.parts += (_decoded(body, page) for body in bodies)
    page.attachments += where.select(".image-list, .title-with-image-content-widget-content-files")
    if not bodies and viewer is not None:
        dress = viewer.select(
            ".chips, .content-update-block, .print-widget, .title-with-image-content-widget > h2,"
            " .title-with-image-content-widget-content-files"
        )
        page.outside.update(map(id, dress))
        page.parts.append(viewer)
    elif not bodies and listing is not None:
        page.parts += listing.select("table")
    return page


def _decoded(body: Tag, page: Page) -> Tag:
    """Return the HTML in `encoded-content`: base64 blocks parted by `;`, which may cut a letter in two."""
    encoded = body.get("encoded-content")
    blocks = str(encoded).split(";") if encoded else []
    try:
        data = b"".join(base64.b64decode(block.strip() + "=" * (-len(block.strip()) % 4)) for block in blocks)
    except (binascii.Error, ValueError):
        page.undecoded += 1
        return body
    if not data.strip():
        return body
    inner = parsed(data.decode("utf-8", errors="replace")).body
    return inner if isinstance(inner, Tag) else body


def _second(soup: BeautifulSoup) -> Page | None:
    left = soup.find(id="left")
    root = left.find(_is_details) if isinstance(left, Tag) else None
    if not isinstance(left, Tag) or not isinstance(root, Tag):
        return None
    page = Page(generation=2)
    values = list(_outermost(root, "value"))
    for value in values:
        _read_field(page, value)
    if not values:
        page.outside.update(map(id, _outermost(root, "pagination")))
        page.parts.append(root)
    return page


def _is_details(tag: Tag) -> bool:
    names = tag.get("class") or ()
    return tag.name == "div" and ("details" in names or "list" in names)


def _read_field(page: Page, value: Tag) -> None:
    sibling = value.find_previous_sibling()
    is_label = isinstance(sibling, Tag) and "value" not in sibling.attrs.get("class", ())
    label = one_line(sibling.get_text(" ")) if isinstance(sibling, Tag) and is_label else ""
    if len(label) > _MAX_DRESS:
        label = ""
    key = _key(label)
    if key in _TITLE:
        page.title = one_line(value.get_text(" ")) or None
    elif key in _PUBLISHED | _ARCHIVED:
        _note_date(page, f"{label}: {value.get_text(' ')}")
    elif key in _FILES:
        page.attachments.append(value)
    else:
        if label and key not in _BODY and not key.startswith(_DRESS_BEGINS) and value.get_text(strip=True):
            value.insert(0, f"{label}: ")
        page.parts.append(value)


def _first(soup: BeautifulSoup) -> Page | None:
    root = soup.find(id="printable_area")
    if not isinstance(root, Tag):
        return None
    page = Page(generation=1, parts=[root])
    heading = next((child for child in _element_children(root) if child.name in ("h1", "h2", "h3", "h4")), None)
    if heading is not None and not _letters_before(heading):
        page.title = one_line(heading.get_text(" ")) or None
        if page.title:
            page.outside.add(id(heading))
    for child in _element_children(root):
        if child.name in ("a", "iframe") or "multifile-viewer-list" in (child.get("class") or ()):
            page.attachments.append(child)
            page.outside.add(id(child))
    update = soup.find(class_="updateText")
    if isinstance(update, Tag):
        page.furniture.append(one_line(update.get_text(" ")))
    return page


def _outermost(root: Tag, name: str) -> Iterator[Tag]:
    """Yield the elements of a class in `root` that stand in no other of it."""
    stack = [_element_children(root)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif name in child.attrs.get("class", ()):
            yield child
        else:
            stack.append(_element_children(child))


def _element_children(tag: Tag) -> Iterator[Tag]:
    return (child for child in tag.contents if isinstance(child, Tag))


def _letters_before(heading: Tag) -> bool:
    return any(
        (sibling.get_text() if isinstance(sibling, Tag) else str(sibling)).strip()
        for sibling in heading.previous_siblings
    )


def _note_date(page: Page, text: str) -> None:
    label, _, setting = one_line(text).partition(":")
    setting = setting.strip()
    if not setting:
        return
    if _key(label) in _PUBLISHED:
        page.published = page.published or setting
    elif _key(label) in _ARCHIVED:
        page.archived = page.archived or setting


_GENERATIONS = (
    (_third, re.compile("content-viewer-widget|datatable-widget|rt-renderer")),
    (_second, re.compile(r"""\bid\s{0,9}=\s{0,9}["']?left(?=["'\s>])""", re.IGNORECASE)),
    (_first, re.compile("printable_area")),
)
