"""How text in a Word document looks: what styles, the theme and the text itself add up to."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.docx.wordml import VAL, A, W, number, switch, value

MAX_CHAIN = 50  # styles that one style may be based on in turn
THEME_FONTS = {  # theme attribute of w:rFonts -> where the theme says it (ECMA-376 part 1, 17.18.96)
    "majorAscii": ("majorFont", "latin"),
    "majorHAnsi": ("majorFont", "latin"),
    "majorBidi": ("majorFont", "cs"),
    "minorAscii": ("minorFont", "latin"),
    "minorHAnsi": ("minorFont", "latin"),
    "minorBidi": ("minorFont", "cs"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Character properties; None is what is not mentioned.

    Word sets a character in one of three fonts by its script: `ascii` for the characters of ASCII, `h_ansi` for
    other Western ones (Bijoy text uses these two), `complex_script` for Bangla in Unicode.
    """

    ascii: str | None = None
    h_ansi: str | None = None
    complex_script: str | None = None
    bold: bool | None = None
    hidden: bool | None = None

    def over(self, lower: "Look") -> "Look":
        """Return this look where it says something, and `lower` where it does not."""
        return Look(
            ascii=self.ascii or lower.ascii,
            h_ansi=self.h_ansi or lower.h_ansi,
            complex_script=self.complex_script or lower.complex_script,
            bold=lower.bold if self.bold is None else self.bold,
            hidden=lower.hidden if self.hidden is None else self.hidden,
        )


NO_LOOK = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Paragraph properties; None is what is not mentioned."""

    alignment: str | None = None
    outline: int | None = None  # 0 to 8 is a heading level, 9 body text
    list_id: str | None = None  # "0" takes the paragraph out of its style's list
    list_level: int | None = None
    list_style: str | None = None  # the style that put the paragraph in its list

    def over(self, lower: "Setting") -> "Setting":
        """Return this setting where it says something, and `lower` where it does not."""
        from_lower = self.list_id is None
        return Setting(
            alignment=self.alignment or lower.alignment,
            outline=lower.outline if self.outline is None else self.outline,
            list_id=lower.list_id if from_lower else self.list_id,
            list_level=lower.list_level if from_lower and self.list_level is None else self.list_level,
            list_style=lower.list_style if from_lower else self.list_style,
        )


NO_SETTING = Setting()


@dataclass(slots=True, kw_only=True)
class Styles:
    """The styles of one document, each worked out once."""

    elements: dict[str, etree._Element]
    theme: dict[str, str]
    default_paragraph: str | None
    defaults: Look
    settings: dict[str | None, Setting] = field(default_factory=dict)
    looks: dict[str | None, Look] = field(default_factory=dict)
    mixed: dict[tuple[str | None, str | None], Look] = field(default_factory=dict)

    def setting(self, properties: etree._Element | None) -> Setting:
        """Return what the properties (w:pPr) of a paragraph and its style add up to."""
        style = self.paragraph_style(properties)
        if style not in self.settings:
            setting = NO_SETTING
            for element in self._chain(style):
                own = paragraph_setting(element.find(f"{W}pPr"), element.get(f"{W}styleId"))
                name = (value(element, f"{W}name") or "").lower()
                if own.outline is None and (name == "title" or name.startswith("heading ")):
                    own = Setting(outline=0).over(own)
                setting = setting.over(own)
            self.settings[style] = setting
        return paragraph_setting(properties, None).over(self.settings[style])

    def look(self, paragraph: str | None, properties: etree._Element | None) -> Look:
        """Return the look of a run with `properties` (w:rPr) in a paragraph of the style `paragraph`."""
        character = value(properties, f"{W}rStyle")
        key = paragraph, character
        if key not in self.mixed:
            upper, lower = self._style_look(character), self._style_look(paragraph)
            self.mixed[key] = Look(
                bold=_toggled(upper.bold, lower.bold), hidden=_toggled(upper.hidden, lower.hidden)
            ).over(upper.over(lower).over(self.defaults))
        if properties is None or not len(properties):
            return self.mixed[key]
        return run_look(properties, self.theme).over(self.mixed[key])

    def paragraph_style(self, properties: etree._Element | None) -> str | None:
        """Return the style of a paragraph with `properties` (w:pPr), the document's default where it names none."""
        style = value(properties, f"{W}pStyle")
        return style if style in self.elements else self.default_paragraph

    def list_of_style(self, style: str | None) -> str | None:
        """Return the list (w:numId) that a numbering style leads to."""
        element = self.elements.get(style or "")
        return value(element, f"{W}pPr/{W}numPr/{W}numId")

    def _style_look(self, style: str | None) -> Look:
        if style not in self.looks:
            look = NO_LOOK
            for element in self._chain(style):
                look = look.over(run_look(element.find(f"{W}rPr"), self.theme))
            self.looks[style] = look
        return self.looks[style]

    def _chain(self, style: str | None) -> Iterator[etree._Element]:
        for _ in range(MAX_CHAIN):
            element = self.elements.get(style or "")
            if element is None:
                return
            yield element
            style = value(element, f"{W}basedOn")


def read_styles(styles: etree._Element | None, theme: etree._Element | None) -> Styles:
    """Return the styles of a document from the roots of its styles and theme parts."""
    fonts = {} if theme is None else _theme_fonts(theme)
    elements = [] if styles is None else styles.findall(f"{W}style")
    defaults = None if styles is None else styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return Styles(
        elements={element.get(f"{W}styleId", ""): element for element in elements},
        theme=fonts,
        default_paragraph=next(
            (
                element.get(f"{W}styleId")
                for element in elements
                if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true", "on")
            ),
            None,
        ),
        defaults=run_look(defaults, fonts),
    )


def run_look(properties: etree._Element | None, theme: dict[str, str]) -> Look:
    """Return what run properties (w:rPr) say by themselves. A theme font beats a named one (17.3.2.26)."""
    if properties is None:
        return NO_LOOK
    ascii_font = h_ansi = complex_script = None
    bold = hidden = None
    for child in properties:
        tag = child.tag
        if tag == f"{W}rFonts":
            ascii_font = theme.get(child.get(f"{W}asciiTheme", "")) or child.get(f"{W}ascii")
            h_ansi = theme.get(child.get(f"{W}hAnsiTheme", "")) or child.get(f"{W}hAnsi")
            complex_script = theme.get(child.get(f"{W}cstheme", "")) or child.get(f"{W}cs")
        elif tag in (f"{W}b", f"{W}bCs"):  # Word writes both, other makers the one or the other
            bold = bold or child.get(VAL, "1") not in ("0", "false", "off")
        elif tag == f"{W}vanish":
            hidden = child.get(VAL, "1") not in ("0", "false", "off")
    return Look(ascii=ascii_font, h_ansi=h_ansi, complex_script=complex_script, bold=bold, hidden=hidden)


def paragraph_setting(properties: etree._Element | None, style: str | None) -> Setting:
    """Return what paragraph properties (w:pPr) say by themselves; `style` names the style they are of, if any."""
    if properties is None:
        return NO_SETTING
    list_properties = properties.find(f"{W}numPr")
    return Setting(
        alignment=value(properties, f"{W}jc"),
        outline=number(properties, f"{W}outlineLvl"),
        list_id=value(list_properties, f"{W}numId"),
        list_level=number(list_properties, f"{W}ilvl"),
        list_style=style,
    )


def is_marked(properties: etree._Element | None, *marks: str) -> bool:
    """Return whether a paragraph's end mark carries one of the switches `marks`, such as a tracked deletion."""
    run_properties = None if properties is None else properties.find(f"{W}rPr")
    return any(switch(run_properties, f"{W}{mark}") for mark in marks)


def _toggled(character: bool | None, paragraph: bool | None) -> bool | None:
    """Return a toggle property over two styles: bold on bold is not bold (17.7.3)."""
    if character is None or paragraph is None:
        return paragraph if character is None else character
    return character != paragraph


def _theme_fonts(theme: etree._Element) -> dict[str, str]:
    scheme = theme.find(f"{A}themeElements/{A}fontScheme")
    fonts = {}
    for name, (family, script) in THEME_FONTS.items():
        found = None if scheme is None else scheme.find(f"{A}{family}/{A}{script}")
        if found is not None and found.get("typeface"):
            fonts[name] = found.get("typeface", "")
    return fonts
