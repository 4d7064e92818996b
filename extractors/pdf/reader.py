"""PDF files: the text layer where it is sound, its repair or OCR where it is not, decided page by page."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

from extractors.document import Document, Finding, Severity
from extractors.errors import CorruptFileError, EncryptedFileError, LimitExceededError, OcrMissingError
from extractors.options import Options
from extractors.pdf.gate import Signals, signals_of
from extractors.pdf.glyphs import GlyphNames, glyph_names, spoken
from extractors.pdf.interpreter import InterpretedPages
from extractors.pdf.objects import NotPlainError, read_objects
from extractors.pdf.page import PageContent
from extractors.pdf.picture import read_picture
from extractors.pdf.story import PageStory, blocks_of, page_story
from extractors.pdf.tables import Grid
from extractors.wording import encoding_of
from normalizers.bijoy import is_bijoy_font, is_legacy_font

END_MARK = b"%%EOF"
_TABLE_PLACE = re.compile(rb"startxref\s+([0-9]{1,12})")
_TABLE = re.compile(rb"\s*(?:xref|[0-9]+\s+[0-9]+\s+obj)")
TAIL = 4096  # bytes at the end of a file, in which its end mark stands
SCANNED = 0.5  # of the page is picture: one without text is a scan
OUTLINES = 150  # curved shapes on a page without text: its letters were turned into drawings
MOSTLY = 0.5  # of a scanner's text is Bangla: it knew the letters
LEGACY = 0.1  # of the characters in fonts of unknown code tables: the page is read by OCR
BIJOY = "SutonnyMJ"  # the name that fonts get whose letters show what they are


def read_pdf(data: bytes, options: Options) -> Document:
    """Return what a PDF says.

    A page's text layer is used when it is sound (`extractors.pdf.gate`). A damaged one is repaired with the fonts in
    `options.fonts`, or else the page is read by OCR, as is a page that is only a picture; where OCR is not installed
    such a page is left out, with a finding, and the document is not complete.

    Raises:
        EncryptedFileError: it does not open without a password.
        CorruptFileError: it does not open, or none of its pages can be read.
        OcrMissingError: nothing can be read without OCR, which is not installed.
        LimitExceededError: it is larger than `options.max_bytes`.
    """
    if len(data) > options.max_bytes:
        raise LimitExceededError(f"{len(data)} bytes, more than the {options.max_bytes} allowed (max_bytes).")
    document = _opened(data)
    try:
        return _Reading(data, document, options).document()
    finally:
        document.close()


def _opened(data: bytes) -> PdfDocument:
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
            raise EncryptedFileError from error
        raise CorruptFileError(f"It does not open as a PDF: {error}") from error


def _has_table_in_place(data: bytes) -> bool:
    """Tell whether the cross-reference table stands where the end of the file says (ISO 32000-1, 7.5.5)."""
    found = _TABLE_PLACE.search(data, data.rfind(b"startxref"))
    if found is None:
        return False
    place = int(found[1])
    return any(_TABLE.match(data, place + shift) for shift in (0, max(0, data.find(b"%PDF-"))))


@dataclass(slots=True)
class _Reading:
    """One PDF being read: which pages gave what, and what was noticed."""

    data: bytes
    pdf: PdfDocument
    options: Options
    findings: list[Finding] = field(default_factory=list)
    is_complete: bool = True
    interpreted: InterpretedPages | None = None
    names: GlyphNames | None = None
    by_ocr: int = 0
    by_text: int = 0
    failed: int = 0
    ocr_missing: OcrMissingError | None = None

    def document(self) -> Document:
        count = len(self.pdf)
        if END_MARK not in self.data[-TAIL:]:
            self._lost("cut_short", None, "The file ends before its end mark: pages or pictures may be missing.")
        elif not _has_table_in_place(self.data):
            self._lost(
                "damaged_file", None, "Its table of objects is not where the file says: bytes are lost or added."
            )
        if count > self.options.max_pages:
            self._lost("page_limit", None, f"{count} pages, of which the first {self.options.max_pages} were read.")
            count = self.options.max_pages
        stories: list[PageStory] = []
        cells = 0
        for index in range(count):
            stories.append(self._page(index, stories[-1] if stories else None))
            cells += sum(len(grid.cells) for grid in stories[-1].grids)
            if cells > self.options.max_cells:
                self._lost(
                    "cell_limit", index + 1, f"More than {self.options.max_cells} cells: later pages were not read."
                )
                break
        blocks, furniture = blocks_of(stories)
        if not blocks:
            if self.ocr_missing:
                raise self.ocr_missing
            if self.failed or not self.is_complete:
                raise CorruptFileError("; ".join(finding.detail for finding in self.findings))
        return Document(
            format="pdf",
            route="pdf-ocr" if self.by_ocr > self.by_text else "pdf-text",
            blocks=tuple(blocks),
            encoding=encoding_of(blocks),
            pages=len(self.pdf),
            furniture=tuple(furniture),
            findings=tuple(self.findings),
            is_complete=self.is_complete,
        )

    def _page(self, index: int, before: PageStory | None) -> PageStory:
        try:
            content = self._content(index)
        except CorruptFileError as error:
            self.failed += 1
            self._lost("page_failed", index + 1, str(error))
            return PageStory(index + 1, 0.0, 0.0)
        story, signals = _judged(content, before)
        if signals.is_empty:
            if content.picture_share > SCANNED or content.outlines > OUTLINES:
                return self._by_ocr(story, "scan_not_read", "The page is a picture, and OCR is not installed.", None)
            return story
        if content.is_hidden and content.picture_share > SCANNED:
            return self._behind_picture(story, signals)
        if legacy := _legacy_font(content):
            detail = f"The text is in {legacy}, a font with a code table of its own; OCR is not installed."
            return self._by_ocr(story, "unknown_font", detail, story.grids)
        if signals.is_damaged:
            story, signals = self._second_opinion(index, before, story, signals)
        if signals.is_damaged and self.options.fonts is not None:
            story, signals = self._by_fonts(index, before, self.options.fonts, story, signals)
        if signals.is_damaged:
            detail = f"The text layer is damaged ({signals}) and was left out; OCR is not installed."
            return self._by_ocr(story, "damaged_text_layer", detail, story.grids)
        self.by_text += 1
        return story

    def _behind_picture(self, story: PageStory, signals: Signals) -> PageStory:
        """Return a scan that carries the text of somebody's OCR: read anew, since few know Bangla and none its tables."""
        complete = self.is_complete
        read = self._by_ocr(story, "scan_not_read", "The page is a picture, and OCR is not installed.", None)
        if read.read is not None or signals.is_damaged or signals.bangla < MOSTLY:
            return read
        self.is_complete = complete
        detail = "The text was put behind the picture of the page by a scanner; it was not read anew without OCR."
        self.findings[-1] = Finding(code="hidden_text_layer", page=story.number, detail=detail)
        self.by_text += 1
        return story

    def _content(self, index: int) -> PageContent:
        try:
            return read_objects(self.pdf, index)
        except NotPlainError:
            return self._interpret(index)

    def _interpret(self, index: int) -> PageContent:
        return self._interpreter().read(index)

    def _interpreter(self) -> InterpretedPages:
        if self.interpreted is None:
            self.interpreted = InterpretedPages(self.data)
        return self.interpreted

    def _second_opinion(
        self, index: int, before: PageStory | None, story: PageStory, signals: Signals
    ) -> tuple[PageStory, Signals]:
        """Return the page as the interpreter reads it, if that is better: faults may be the reader's."""
        try:
            other, others = _judged(self._interpret(index), before)
        except CorruptFileError:
            return story, signals
        return (story, signals) if others.is_damaged or others.is_empty else (other, others)

    def _by_fonts(
        self, index: int, before: PageStory | None, folder: Path, story: PageStory, signals: Signals
    ) -> tuple[PageStory, Signals]:
        """Return the page as the fonts in a folder tell its glyphs, if that is sound."""
        if self.names is None:
            self.names = glyph_names(folder)
        try:
            other, others = _judged(spoken(self._interpreter().read(index, self.names)), before)
        except CorruptFileError:
            return story, signals
        if others.is_damaged or others.is_empty:
            return story, signals
        detail = f"The text layer is damaged ({signals}); its glyphs were read from the shapes of known fonts."
        self.findings.append(Finding(code="repaired_text_layer", severity="note", page=index + 1, detail=detail))
        return other, others

    def _by_ocr(self, story: PageStory, code: str, detail: str, grids: list[Grid] | None) -> PageStory:
        blank = PageStory(story.number, story.width, story.height)
        try:
            blank.read, noticed = read_picture(self.pdf, story.number - 1, self.options, grids)
        except OcrMissingError as error:
            self.ocr_missing = error
            self._lost(code, story.number, detail)
            return blank
        except LimitExceededError as error:
            self._lost("page_too_large", story.number, str(error))
            return blank
        except CorruptFileError as error:
            self.failed += 1
            self._lost("page_failed", story.number, str(error))
            return blank
        self.findings += noticed
        self.by_ocr += 1
        return blank

    def _lost(self, code: str, page: int | None, detail: str, severity: Severity = "warning") -> None:
        self.is_complete = False
        self.findings.append(Finding(code=code, severity=severity, page=page, detail=detail))


def _judged(content: PageContent, before: PageStory | None) -> tuple[PageStory, Signals]:
    """Return a page's story and what its text shows; Bijoy text is not judged as Bangla."""
    content = _named(content)
    story = page_story(content, before)
    lines = [*story.lines, *(line for grid in story.grids for cell in grid.cells for line in cell.lines)]
    text = "\n".join("".join(text for text, font in line.runs if not is_bijoy_font(font)) for line in lines)
    signals = signals_of(text)
    characters = sum(len(line.text) for line in lines)
    return story, replace(signals, characters=max(signals.characters, characters))


def _legacy_font(content: PageContent) -> str | None:
    """Return the name of a font whose letters cannot be told, if a good part of the page is set in such fonts."""
    counts = Counter(glyph.font for glyph in content.glyphs if not glyph.text.isspace())
    legacy = {font: count for font, count in counts.items() if is_legacy_font(font)}
    if sum(legacy.values()) <= LEGACY * counts.total():
        return None
    return max(legacy, key=lambda font: legacy[font])


def _named(content: PageContent) -> PageContent:
    """Return the page with the fonts that hold Bijoy text named as such, whatever they were called."""
    texts: dict[str, list[str]] = {}
    for glyph in content.glyphs:
        texts.setdefault(glyph.font, []).append(glyph.text)
    hidden = {
        font
        for font, parts in texts.items()
        if not is_bijoy_font(font) and not is_legacy_font(font) and signals_of("".join(parts)).is_bijoy
    }
    if not hidden:
        return content
    glyphs = [glyph._replace(font=BIJOY) if glyph.font in hidden else glyph for glyph in content.glyphs]
    return replace(content, glyphs=glyphs)
