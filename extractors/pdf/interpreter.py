"""Page content through pdfminer's interpreter: slow, and right about everything the file says of its text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTCurve, LTFigure, LTImage, LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import dict_value, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from extractors.errors import CorruptFileError
from extractors.pdf.glyphs import GlyphNames
from extractors.pdf.page import Glyph, PageContent, Rule, bare_font, drawn_bullet, is_bold_font, path_rules, turned

INVISIBLE = 3  # text render mode: text that scanners put behind the picture
FILL_AND_STROKE = 2  # text render mode: how Bangla fonts without a bold cut are made bold
FAULTS = (
    PDFException,
    PSException,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    RecursionError,
    OverflowError,
    MemoryError,
)
"""What pdfminer raises on damaged pages: it trusts the types of what it finds in the file."""


class _Interpreter(PDFPageInterpreter):  # type: ignore[misc]  # pdfminer is read untyped
    """Looks up property lists that marked content names instead of writing out."""

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802
        if isinstance(props, PSLiteral):
            properties = dict_value(self.resources.get("Properties") or {})
            props = resolve1(properties.get(props.name))
        super().do_BDC(tag, props if isinstance(props, dict) else {})


class _ActualTextDevice(PDFPageAggregator):  # type: ignore[misc]
    """Gives the first glyph of an ActualText span the text of the span and the room of all its glyphs.

    PDF writers draw a Bangla cluster in visual order and tell its letters only there (ISO 32000-1, 14.9.4).
    """

    def __init__(self, manager: PDFResourceManager, names: GlyphNames | None = None) -> None:
        super().__init__(manager, laparams=None)
        self._names = names
        self._spans: list[tuple[str, list[LTChar]] | None] = []
        self._marked: list[int | None] = []
        self._bold = False
        self.hidden = 0  # pieces of text that are invisible, less those that are not

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        actual = resolve1(props.get("ActualText")) if isinstance(props, dict) else None
        self._spans.append((decode_text(actual), []) if isinstance(actual, bytes) else None)
        number = resolve1(props.get("MCID")) if isinstance(props, dict) else None
        outer = self._marked[-1] if self._marked else None
        self._marked.append(number if isinstance(number, int) else outer)

    def end_tag(self) -> None:
        if self._spans:
            self._spans.pop()
            self._marked.pop()

    def render_string(self, textstate: Any, seq: Any, *rest: Any) -> None:
        self._bold = textstate.render == FILL_AND_STROKE
        self.hidden += len(seq) if textstate.render == INVISIBLE else -len(seq)
        super().render_string(textstate, seq, *rest)

    def render_char(self, *arguments: Any, **named: Any) -> float:
        advance: float = super().render_char(*arguments, **named)
        drawn = self.cur_item._objs
        if not drawn or not isinstance(drawn[-1], LTChar):
            return advance
        char = drawn[-1]
        char.is_stroked = self._bold
        char.marked = self._marked[-1] if self._marked else None
        if self._names is not None:
            char._text = self._names(arguments[1], arguments[5]) or char._text
            return advance
        span = next((span for span in self._spans if span), None)
        if span and span[1]:
            first = span[1][0]
            first.set_bbox(
                (min(first.x0, char.x0), min(first.y0, char.y0), max(first.x1, char.x1), max(first.y1, char.y1))
            )
            drawn.pop()
        elif span:
            char._text = span[0]
            span[1].append(char)
        return advance


class InterpretedPages:
    """The pages of a PDF, opened by pdfminer; each is read when asked for."""

    def __init__(self, data: bytes, password: str = "") -> None:
        """Open the file.

        Raises:
            CorruptFileError: pdfminer finds no pages in it.
        """
        try:
            document = PDFDocument(PDFParser(BytesIO(data)), password=password)
            self._pages = list(PDFPage.create_pages(document))
        except FAULTS as error:
            raise CorruptFileError(f"the PDF cannot be opened: {error}") from error
        self._manager = PDFResourceManager()
        self.count = len(self._pages)

    def read(self, index: int, names: GlyphNames | None = None) -> PageContent:
        """Return what stands on page `index`, counted from 0; `names` tells the letters of glyphs in the file's stead.

        Raises:
            CorruptFileError: the page's content is damaged.
        """
        device = _ActualTextDevice(self._manager, names)
        try:
            _Interpreter(self._manager, device).process_page(self._pages[index])
            page: LTPage = device.get_result()
            return replace(_content(page, index + 1), is_hidden=device.hidden > 0)
        except FAULTS as error:
            raise CorruptFileError(f"page {index + 1} cannot be read: {error}") from error


def _content(page: LTPage, number: int) -> PageContent:
    glyphs: list[Glyph] = []
    bullets: list[Glyph] = []
    rules: list[Rule] = []
    covered = 0.0
    outlines = 0
    directions: Counter[int] = Counter()
    for item in _flat(page):
        if isinstance(item, LTChar):
            font = bare_font(str(item.fontname))
            bold = bool(getattr(item, "is_stroked", False)) or is_bold_font(font)
            text = item.get_text()
            if text:
                directions[_quarters(item.matrix)] += 1
                top, bottom = page.height - item.y1, page.height - item.y0
                glyphs.append(
                    Glyph(text, item.x0, top, item.x1, bottom, font, item.size, bold, getattr(item, "marked", None))
                )
        elif isinstance(item, LTImage):
            covered += max(0.0, item.width) * max(0.0, item.height)
        elif isinstance(item, LTCurve) and (item.stroke or item.fill):
            points = [(x, page.height - y) for x, y in item.pts]
            curved = any(len(step) > 2 for step in item.original_path or ())
            rules += path_rules(points, stroked=bool(item.stroke), curved=curved)
            outlines += curved
            bullet = drawn_bullet(points) if curved and points else None
            if bullet is not None:
                bullets.append(bullet)
    share = covered / (page.width * page.height) if page.width and page.height else 0.0
    content = PageContent(
        number=number,
        width=page.width,
        height=page.height,
        glyphs=[*glyphs, *bullets] if glyphs else [],
        rules=rules,
        picture_share=min(1.0, share),
        outlines=outlines,
    )
    return turned(content, directions.most_common(1)[0][0]) if directions else content


def _quarters(matrix: Sequence[float]) -> int:
    """Return how many quarters clockwise text of this matrix has to be turned to run from left to right."""
    across, up = matrix[0], matrix[1]
    if abs(across) >= abs(up):
        return 0 if across >= 0 else 2
    return 1 if up > 0 else 3


def _flat(container: LTPage | LTFigure) -> Iterator[Any]:
    """Yield what a page holds; forms (pages within pages) are opened."""
    for item in container._objs:
        if isinstance(item, LTFigure):
            yield from _flat(item)
        else:
            yield item
