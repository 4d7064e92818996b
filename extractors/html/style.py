"""How a page makes its letters look, as far as reading needs it: font, weight, alignment, and what is hidden."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from bs4 import Tag

Declarations = Mapping[str, str]
Stylesheet = dict[str, dict[str, str]]
"""Declarations by simple selector: `p`, `.name`, `p.name`, `#name` or `*`."""

_COMMENT_OF_MARKUP = re.compile("<!--|-->")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*|\*)?(?:[.#][A-Za-z_-][\w-]*)?")
_FONT_SHORTHAND = re.compile(r"(?:^|\s)[\d.]+(?:pt|px|em|rem|%|cm|mm|in)(?:/\S+)?\s+(.+)$", re.IGNORECASE)
_READ = frozenset(["font", "font-family", "font-weight", "text-align", "display", "visibility", "list-style-type",
                   "list-style", "white-space", "mso-hide", "mso-list", "mso-tab-count"])  # fmt: skip
_MAX_RULES = 3000
_MAX_STYLE = 8000  # letters of one element's declarations
_MAX_SHEETS = 500_000  # letters of all style sheets
_BOLD_TAGS = frozenset(["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"])
_LOOKING_TAGS = _BOLD_TAGS | {"font", "center", "pre"}
_UNSTYLED: Declarations = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What an element hands down to the text in it."""

    font: str | None = None
    bold: bool = False
    centred: bool = False
    preformatted: bool = False


@lru_cache(maxsize=1024)  # what Word saves repeats few styles on every word
def declarations(style: str) -> Declarations:
    """Return the declarations of a `style` attribute that matter here, by lower-case property name."""
    found: dict[str, str] = {}
    for part in style.split(";"):
        name, colon, setting = part.partition(":")
        name = name.strip().lower()
        if colon and name in _READ:
            found[name] = setting.strip()
    return found


def stylesheet(texts: Iterable[str]) -> Stylesheet:
    """Return the rules of the page's `<style>` elements whose selector is a simple one."""
    sheet: Stylesheet = {}
    text = _COMMENT_OF_MARKUP.sub(" ", "\n".join(texts)[:_MAX_SHEETS])
    text = " ".join(piece.partition("/*")[0] for piece in text.split("*/"))
    for rule in text.split("}", _MAX_RULES)[:_MAX_RULES]:
        selectors, brace, body = rule.rpartition("{")
        settings = declarations(body[:_MAX_STYLE]) if brace else _UNSTYLED
        if not settings:
            continue
        for selector in selectors.rpartition("{")[2].split(","):
            if (selector := selector.strip()) and _SIMPLE.fullmatch(selector):
                sheet.setdefault(selector, {}).update(settings)
    return sheet


def style_of(tag: Tag, sheet: Stylesheet) -> Declarations:
    """Return what the page's rules and the element's own `style` say of it."""
    own = tag.attrs.get("style")
    said = declarations(own[:_MAX_STYLE]) if isinstance(own, str) else _UNSTYLED
    if not sheet:
        return said
    names = _classes(tag)
    selectors = ("*", tag.name, *(f".{name}" for name in names), *(f"{tag.name}.{name}" for name in names),
                 f"#{tag.attrs.get('id')}")  # fmt: skip
    rules = [rule for selector in selectors if (rule := sheet.get(selector))]
    if not rules:
        return said
    found: dict[str, str] = {}
    for settings in (*rules, said):
        found.update(settings)
    return found


def look_of(tag: Tag, style: Declarations, outer: Look) -> Look:
    """Return the look of the text in `tag`, which stands in text of the look `outer`."""
    if not style and tag.name not in _LOOKING_TAGS and "align" not in tag.attrs:
        return outer
    look = outer
    font = _font(tag, style)
    if font is not None:
        look = replace(look, font=font)
    weight = style.get("font-weight", "")
    if weight:
        look = replace(look, bold=weight.startswith("bold") or (weight.isdecimal() and int(weight[:4]) >= 600))
    elif tag.name in _BOLD_TAGS:
        look = replace(look, bold=True)
    alignment = style.get("text-align") or tag.get("align")
    if tag.name == "center":
        alignment = "center"
    if isinstance(alignment, str):
        look = replace(look, centred=alignment.lower().startswith("center"))
    if tag.name == "pre" or style.get("white-space", "").startswith("pre"):
        look = replace(look, preformatted=style.get("white-space") != "pre-line")
    return look


def is_hidden(tag: Tag, style: Declarations) -> bool:
    """Return whether a browser shows nothing of `tag`."""
    return "hidden" in tag.attrs or (
        bool(style)
        and (
            style.get("display", "").startswith("none")
            or style.get("visibility", "").startswith("hidden")
            or style.get("mso-hide", "").startswith("all")
        )
    )


def _font(tag: Tag, style: Declarations) -> str | None:
    family = style.get("font-family") or (tag.get("face") if tag.name == "font" else None)
    if not family and "font" in style:
        shorthand = _FONT_SHORTHAND.search(style["font"])
        family = shorthand[1] if shorthand else None
    if not isinstance(family, str):
        return None
    return family.split(",")[0].split("!")[0].strip(" \"'") or None


def _classes(tag: Tag) -> list[str]:
    names = tag.attrs.get("class")
    return [names] if isinstance(names, str) else [str(name) for name in names or []]
