"""HTML: portal pages of three generations, pages of other sites, and what Word saves as a page."""

import re
from collections.abc import Iterator

from bs4 import NavigableString, Tag
from bs4.element import CData

from extractors.charset import decode
from extractors.document import Block, Document, Finding, Paragraph
from extractors.errors import ErrorPageError, LimitExceededError
from extractors.html.portal import Page, frame_of, is_dress, read_page
from extractors.html.soup import parsed
from extractors.html.story import Story
from extractors.html.style import Look, look_of, style_of, stylesheet
from extractors.options import Options
from extractors.wording import encoding_of, worded
from normalizers.text import one_line

_ERROR = re.compile(
    r"domain is not available|সাময়িকভাবে নিষ্ক্রিয় রাখা|^সমস্যা হয়েছে\s*(?:[|।!]|$)|internal server error|bad gateway"
    r"|service (?:temporarily )?unavailable|gateway time-?out|^(?:error )?(?:40[0-9]|50[0-9])\b.{0,60}$"
    r"|(?:page|file|object) not found|error establishing a database connection|whoops, looks like something went wrong"
    r"|fatal error: |sqlstate\[|account (?:has been )?suspended|access denied|request rejected"
    r"|web server is (?:down|returning an unknown error)|server error in '/' application|^forbidden$"
    r"|পৃষ্ঠাটি (?:খুঁজে )?পাওয়া যায়নি|পাতাটি (?:খুঁজে )?পাওয়া যায়নি",
    re.IGNORECASE | re.MULTILINE,
)
_ERROR_LETTERS = 1500  # an error page says little besides its error
_STYLE, _TITLE = re.compile("<style", re.IGNORECASE), re.compile("<title", re.IGNORECASE)
_TITLE_END = re.compile(r"\s*(?:\||\s-\s?).*$")
_MAIN_TAGS = frozenset(["main", "article"])
_OUTSIDE_TAGS = frozenset(["nav", "footer", "aside"])
_OUTSIDE_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "complementary"])
_OUTSIDE_NAMES = re.compile(
    r"(?:^|[-_ ])(?:menu|jmenu|navbar|navigation|breadcrumbs?|sidebar|side-bar|footer|share|social|cookie|copyright|skip)(?:$|[-_ ])",
    re.IGNORECASE,
)
_MAIN_SHARE = 0.4  # of the page's letters: <main> or the only <article> is then the content


def read_html(data: bytes, options: Options) -> Document:
    """Return what the page `data` says: its content, not the menus, side bars and credits around it.

    Raises:
        ErrorPageError: the page is a server's excuse, though it was sent as a good answer.
        LimitExceededError: the page is larger than the bounds allow.
    """
    if len(data) > options.max_bytes:
        raise LimitExceededError(f"{len(data)} bytes, more than max_bytes ({options.max_bytes})")
    text, _ = decode(data)
    if (elements := text.count("<")) > options.max_elements:
        raise LimitExceededError(f"{elements} elements, more than max_elements ({options.max_elements})")
    soup = parsed(text)
    sheet = stylesheet(style.get_text() for style in soup.find_all("style")) if _STYLE.search(text) else {}
    title = soup.title if _TITLE.search(text) else None
    page_name = one_line(title.get_text()) if title else ""
    page = read_page(soup, text)
    body = soup.body or soup
    if not page.parts and page.generation is None:
        part, outside = _main_part(body)
        page.parts.append(part)
        page.outside |= outside
    story = Story(sheet=sheet, options=options, outside=frozenset(page.outside))
    outer = look_of(body, style_of(body, sheet), Look())
    blocks = [block for part in page.parts for block in story.blocks(part, look_of(part, style_of(part, sheet), outer))]
    _refuse_error_page(page_name, body, story.outside, blocks)
    for part in page.attachments:
        story.links.note(part)
        story.blocks(part)
    blocks, furniture = _set_apart(blocks, page)
    links = story.links.all()
    findings = list(story.findings)
    if page.undecoded:
        findings.append(Finding(code="damaged_body", detail="The page's encoded body is damaged and was not read."))
    if not blocks and links:
        detail = "It holds links to files or pictures and no text: they have to be read themselves."
        findings.append(Finding(code="pictures_only", detail=detail))
    return Document(
        format="html",
        route="html",
        blocks=tuple(blocks),
        encoding=encoding_of(blocks),
        page_title=worded(page.title or _TITLE_END.sub("", page_name))[0] or None,
        published_text=page.published,
        archived_text=page.archived,
        furniture=tuple(Paragraph(text=one_line(text)) for text in furniture if text),
        links=links,
        findings=tuple(findings),
        is_complete=not findings,
    )


def _main_part(body: Tag) -> tuple[Tag, frozenset[int]]:
    """Return the element of a page of no known make that holds its content, and what in it surely is none, by id()."""
    measured = _measured(body)
    everything = measured.pop()[1]
    for tag, letters in measured:
        if _is_main(tag) and letters >= _MAIN_SHARE * everything:
            return tag, frozenset()
    return body, frozenset(
        id(tag) for tag, letters in measured if _is_outside(tag) and letters < _MAIN_SHARE * everything
    )


def _measured(body: Tag) -> list[tuple[Tag, int]]:
    """Return the elements that may be the content or surely are none, with their letters; last of all `body`."""
    found: list[tuple[Tag, int]] = []
    letters = 0
    open_tags: list[tuple[Iterator[object], int, int]] = [(iter(body.contents), -1, 0)]
    while open_tags:
        children, place, before = open_tags[-1]
        for child in children:
            if isinstance(child, Tag):
                place = -1
                if _is_outside(child) or _is_main(child):
                    place = len(found)
                    found.append((child, 0))
                open_tags.append((iter(child.contents), place, letters))
                break
            if type(child) in (NavigableString, CData):
                letters += len(str(child))
        else:
            open_tags.pop()
            if place >= 0:
                found[place] = (found[place][0], letters - before)
    return [*found, (body, letters)]


def _is_main(tag: Tag) -> bool:
    return tag.name in _MAIN_TAGS or tag.attrs.get("role") == "main"


def _is_outside(tag: Tag) -> bool:
    if tag.name in _OUTSIDE_TAGS:
        return True
    attributes = tag.attrs
    if not attributes:
        return False
    names = " ".join((str(attributes.get("id", "")), *attributes.get("class", ()))).strip()
    return attributes.get("role") in _OUTSIDE_ROLES or (names != "" and _OUTSIDE_NAMES.search(names) is not None)


def _set_apart(blocks: list[Block], page: Page) -> tuple[list[Block], list[str]]:
    """Take the portal's own lines out of `blocks`, and its labels where the page's make is not known."""
    if page.generation is not None:
        kept: list[Block] = []
        furniture = list(page.furniture)
        for block in blocks:
            if isinstance(block, Paragraph) and is_dress(block.text):
                furniture.append(block.text)
            else:
                kept.append(block)
        return kept, furniture
    frame = frame_of([block.text if isinstance(block, Paragraph) else "|" for block in blocks])
    page.title = page.title or frame.title
    page.published = page.published or frame.published
    page.archived = page.archived or frame.archived
    furniture = [block.text for index in frame.furniture if isinstance(block := blocks[index], Paragraph)]
    return [blocks[index] for index in frame.content], furniture


def _refuse_error_page(name: str, body: Tag, outside: frozenset[int], blocks: list[Block]) -> None:
    if any(not isinstance(block, Paragraph) for block in blocks):
        return
    said = one_line(_beginning(body, outside, 2 * _ERROR_LETTERS))
    if len(said) > _ERROR_LETTERS:
        return
    first = "\n".join(block.text for block in blocks[:4] if isinstance(block, Paragraph))
    found = _ERROR.search(name) or _ERROR.search(first) or _ERROR.search(said[:200])
    if found:
        raise ErrorPageError(f"The page says: {one_line(found[0])[:80]}")


def _beginning(body: Tag, outside: frozenset[int], letters: int) -> str:
    """Return the first words in `body`, at least as many letters if it has them."""
    words: list[str] = []
    stack: list[Iterator[object]] = [iter(body.contents)]
    while stack and letters > 0:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif isinstance(child, Tag):
            if id(child) not in outside:
                stack.append(iter(child.contents))
        elif type(child) is NavigableString and (text := " ".join(child.split())):
            words.append(text)
            letters -= len(text)
    return " ".join(words)
