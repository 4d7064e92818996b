"""Characters of symbol fonts: the ticks, boxes and arrows that Wingdings and Symbol draw for other codes."""

import re

SYMBOL_FONTS = ("wingdings", "webdings", "symbol", "marlett", "zapfdingbats")
BULLET = "•"

# What stands in minutes: ticks, boxes, bullets, arrows. Measured against the character tables of the fonts.
WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□",
    0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "☒", 0x9E: "·", 0x9F: "•",
    0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦",
    0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA3: "□", 0xA2: "■"}
GREEK = dict(
    zip(
        map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
SYMBOL = GREEK | {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xA8: "♦", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xDE: "⇒",
}  # fmt: skip

_MOVED = re.compile("[\uf020-\uf0ff]")
_SYMBOL = re.compile("[\x21-\xff\uf020-\uf0ff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def is_symbol_font(font: str | None) -> bool:
    """Return whether `font` draws symbols in the place of letters."""
    return font is not None and font.lower().startswith(SYMBOL_FONTS)


def symbol(code: int, font: str | None) -> str:
    """Return the Unicode character that `font` draws for `code`, "" where it is not known.

    Word moves the codes of symbol fonts to the private use area from U+F000 (17.3.3.30).
    """
    code = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    name = (font or "").lower()
    if name.startswith("wingdings 2"):
        return WINGDINGS_2.get(code, "")
    if name.startswith("wingdings 3"):
        return {0x7D: "▶", 0x84: "◀", 0x67: "→", 0x66: "←"}.get(code, "")
    if name.startswith("wingdings"):
        return WINGDINGS.get(code, "")
    if name.startswith("symbol") and code in SYMBOL:
        return SYMBOL[code]
    if is_symbol_font(font) and not (name.startswith("symbol") and 0x20 <= code < 0x7F):
        return ""
    return chr(code)


def symbols(text: str, font: str | None) -> str:
    """Return `text` typed in a symbol font as the characters that stand on paper; Bangla has no place in such fonts."""
    return _SYMBOL.sub(lambda match: symbol(ord(match[0]), font), text)


def western(text: str) -> str:
    """Return `text` with codes of a symbol-encoded letter font (many Bijoy fonts are) as the letters they stand for."""
    return _MOVED.sub(lambda match: bytes([ord(match[0]) & 0xFF]).decode("cp1252", "ignore"), text)


def bullet(text: str, font: str | None) -> str:
    """Return the sign that a list of bullets prints for its level text `text` in `font`."""
    if is_symbol_font(font):
        return symbols(text, font).strip() or BULLET
    if text.strip() in ("o", "") or _PRIVATE.search(text):
        return BULLET
    return text.strip()
