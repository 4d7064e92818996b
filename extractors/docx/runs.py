"""The text of one Word paragraph in runs of one font, as it is printed: nothing deleted, nothing hidden."""

import re
from dataclasses import dataclass, field

from lxml import etree

from extractors.docx.styles import Look, Styles
from extractors.docx.symbols import is_symbol_font, symbol, symbols, western
from extractors.docx.wordml import MC, VAL, M, V, W, number
from normalizers.bijoy import is_bijoy_font
from normalizers.text import BANGLA

LEFT_OUT = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "delText", "instrText", "delInstrText", "fldData", "pPr", "rPr", "sdtPr", "sdtEndPr",
        "smartTagPr", "customXmlPr", "rubyPr", "rt",
    )
)  # fmt: skip
PLAIN = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object")
TEXTS = (f"{W}t", f"{W}sym", f"{V}textpath")

_BANGLA = re.compile(BANGLA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text in one font."""

    text: str
    font: str | None
    bold: bool = False


@dataclass(slots=True, kw_only=True)
class Field:
    """An open field: an instruction, such as DATE, and after it the result that is printed (17.16.18)."""

    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True, kw_only=True)
class Line:
    """What one paragraph holds: its runs, and the boxes of text that are anchored in it."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    is_cut: bool = False  # a part of it is nested deeper than the bound
    fields: list[Field] = field(default_factory=list)  # the open ones, outermost first
    stale_fields: frozenset[str] = frozenset()  # whose results are left out
    has_stale_field: bool = False

    def add(self, text: str, look: Look) -> None:
        """Add what a run prints, unless it is hidden or belongs to a field and is not its result."""
        if text and not look.hidden and not (self.fields and any(map(self._is_silent, self.fields))):
            font = font_of(text, look)
            if is_symbol_font(font):
                text = symbols(text, font)
            self.runs.append(Run(text=western(text), font=font, bold=bool(look.bold)))

    def is_stale(self, instruction: str) -> bool:
        """Return whether the field of `instruction` is to be left out, and remember it."""
        stale = instruction.strip().partition(" ")[0].upper() in self.stale_fields
        self.has_stale_field |= stale
        return stale

    def _is_silent(self, open_field: Field) -> bool:
        return not open_field.in_result or self.is_stale(open_field.instruction)


def read_line(
    paragraph: etree._Element,
    styles: Styles,
    style: str | None,
    max_depth: int,
    stale_fields: frozenset[str] = frozenset(),
) -> Line:
    """Return the runs and boxes of `paragraph`, a w:p in the paragraph style `style`."""
    line = Line(stale_fields=stale_fields)
    _walk(paragraph, line, styles, style, max_depth)
    return line


def font_of(text: str, look: Look) -> str | None:
    """Return the font in which Word sets `text`.

    Word takes a font by the script of each character. Here it matters for Bijoy text alone, whose letters are of
    ASCII and of Western Europe; where the two fonts for these differ, the characters decide.
    """
    if _BANGLA.search(text):
        return look.complex_script or look.ascii
    if look.h_ansi and look.h_ansi != look.ascii and not text.isascii():
        return look.h_ansi
    return look.ascii or look.h_ansi


def _walk(parent: etree._Element, line: Line, styles: Styles, style: str | None, depth: int) -> None:
    if depth < 0:
        line.is_cut = True
        return
    for child in parent:
        tag = child.tag
        if tag == f"{W}r":
            _run(child, line, styles, style, depth)
        elif tag in LEFT_OUT or not isinstance(tag, str):  # comments and processing instructions have no tag
            continue
        elif tag == f"{MC}AlternateContent":
            branch = _alternative(child)
            if branch is not None:
                _walk(branch, line, styles, style, depth - 1)
        elif tag == f"{M}t":
            line.add(child.text or "", styles.look(style, None))
        elif len(child) and not line.is_stale(child.get(f"{W}instr", "")):
            # Links, insertions, tags, simple fields, controls: whatever wraps runs is looked through.
            _walk(child, line, styles, style, depth - 1)


def _run(run: etree._Element, line: Line, styles: Styles, style: str | None, depth: int) -> None:
    _print(run, styles.look(style, run.find(f"{W}rPr")), line, styles, style, depth)


def _print(content: etree._Element, look: Look, line: Line, styles: Styles, style: str | None, depth: int) -> None:
    for child in content:
        tag = child.tag
        if tag == f"{W}t":
            text = child.text or ""
            line.add(" ".join(text.splitlines()) if "\n" in text else text, look)
        elif tag in PLAIN:
            line.add(PLAIN[tag], look)
        elif tag == f"{W}sym":
            _symbol(child, line, look)
        elif tag == f"{W}fldChar":
            _field(child, line, look)
        elif tag == f"{W}instrText" and line.fields:
            line.fields[-1].instruction += child.text or ""
        elif tag in DRAWINGS:
            _drawing(child, line, look)
        elif tag == f"{MC}AlternateContent":
            branch = _alternative(child)
            if branch is not None:
                _print(branch, look, line, styles, style, depth)
        elif tag == f"{W}ruby":
            for reading in child.iterfind(f"{W}rubyBase"):
                _walk(reading, line, styles, style, depth - 1)


def _symbol(element: etree._Element, line: Line, look: Look) -> None:
    font = element.get(f"{W}font")
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return
    if not 0x20 <= code <= 0xFFFF or 0xD800 <= code <= 0xDFFF:
        return
    # A Bijoy font is a symbol font to Word's "Insert symbol": its characters are letters all the same.
    text = western(chr(code)) if is_bijoy_font(font or "") else symbol(code, font)
    plain = None if is_symbol_font(font) else font
    line.add(text, Look(ascii=plain, h_ansi=plain, bold=look.bold, hidden=look.hidden))


def _field(element: etree._Element, line: Line, look: Look) -> None:
    kind = element.get(f"{W}fldCharType")
    if kind == "begin":
        choices = element.find(f"{W}ffData/{W}ddList")
        if choices is not None:
            entries = [entry.get(VAL, "") for entry in choices.iterfind(f"{W}listEntry")]
            chosen = number(choices, f"{W}result") or number(choices, f"{W}default") or 0
            line.add(entries[chosen] if 0 <= chosen < len(entries) else "", look)
        line.fields.append(Field())
    elif kind == "separate" and line.fields:
        line.fields[-1].in_result = True
    elif kind == "end" and line.fields:
        line.fields.pop()


def _drawing(drawing: etree._Element, line: Line, look: Look) -> None:
    if look.hidden:
        return
    inner: set[etree._Element] = set()  # a box within a box is read with the outer one
    for box in drawing.iter(f"{W}txbxContent"):
        if box not in inner:
            inner.update(box.iterdescendants(f"{W}txbxContent"))
            line.boxes.append(box)
    for art in drawing.iter(f"{V}textpath"):  # WordArt of the old kind: how letterheads were drawn
        if art.get("string"):
            line.boxes.append(_lettering(art.get("string", ""), art.get("style", "")))


def _lettering(text: str, style: str) -> etree._Element:
    """Return a box with `text` in the font that a VML style such as `font-family:"SutonnyMJ"` names."""
    fonts = [part.partition(":")[2] for part in style.split(";") if part.strip().lower().startswith("font-family")]
    box = etree.Element(f"{W}txbxContent")
    run = etree.SubElement(etree.SubElement(box, f"{W}p"), f"{W}r")
    if fonts:
        font = fonts[0].split(",")[0].strip("\"' ")
        etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}rFonts", {f"{W}ascii": font, f"{W}hAnsi": font})
    etree.SubElement(run, f"{W}t").text = text
    return box


def _alternative(element: etree._Element) -> etree._Element | None:
    """Return the one branch of an AlternateContent that is read: the first that holds text.

    A new-style text box is the Choice, its copy for old programs the Fallback: reading both would tell it twice.
    """
    branches = (branch for branch in element if branch.tag in (f"{MC}Choice", f"{MC}Fallback"))
    return next((branch for branch in branches if next(branch.iter(*TEXTS), None) is not None), None)
