"""The numbers and bullets that a browser prints before the entries of a list."""

from dataclasses import dataclass

from bs4 import Tag

from extractors.html.style import Declarations

BULLET = "•"
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_BANGLA_DIGITS = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
          (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(slots=True)
class Counter:
    """Where one list stands: the number of its next entry, and how it is printed."""

    number: int
    step: int
    style: str


def counter_of(tag: Tag, style: Declarations) -> Counter:
    """Return the counter of an `<ol>` or `<ul>`, before its first entry."""
    kind = _TYPES.get(str(tag.get("type", "")), "decimal" if tag.name == "ol" else "disc")
    kind = style.get("list-style-type") or (style.get("list-style", "").split() or [kind])[0] or kind
    backwards = tag.name == "ol" and tag.has_attr("reversed")
    number = _integer(tag.get("start"))
    if number is None:
        entries = (child for child in tag.contents if isinstance(child, Tag) and child.name == "li")
        number = sum(1 for _ in entries) if backwards else 1
    return Counter(number=number, step=-1 if backwards else 1, style=kind)


def marker_of(entry: Tag, style: Declarations, counter: Counter | None) -> str:
    """Return what stands before the `<li>` `entry`, with its space, and move `counter` on; "" for no marker."""
    if counter is None:
        return f"{BULLET} "
    number = _integer(entry.get("value"))
    if number is None:
        number = counter.number
    counter.number = number + counter.step
    kind = style.get("list-style-type") or _TYPES.get(str(entry.get("type", "")), counter.style)
    if kind == "none":
        return ""
    printed = _printed(number, kind)
    return f"{BULLET} " if printed is None else f"{printed}. "


def _printed(number: int, style: str) -> str | None:
    """Return `number` in a counter style of CSS Counter Styles 3; None for bullets."""
    if style in ("disc", "circle", "square"):
        return None
    if style == "bengali":
        return str(number).translate(_BANGLA_DIGITS)
    if style == "decimal-leading-zero":
        return f"{number:02d}"
    if style.endswith(("-alpha", "-latin")) and number > 0:
        letters = ""
        while number:
            number, place = divmod(number - 1, len(_LATIN))
            letters = _LATIN[place] + letters
        return letters.upper() if style.startswith("upper") else letters
    if style.endswith("-roman") and 0 < number < 4000:
        letters = ""
        for size, sign in _ROMAN:
            letters += sign * (number // size)
            number %= size
        return letters.upper() if style.startswith("upper") else letters
    return str(number)


def _integer(setting: object) -> int | None:
    text = str(setting).strip() if setting is not None else ""
    digits = text[1:] if text.startswith("-") else text
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) < 7 else None
