"""The numbers that Word counts by itself, printed as a reader of the paper sees them (ECMA-376 part 1, 17.9)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from extractors.docx.styles import NO_LOOK, Look, Setting, Styles, run_look
from extractors.docx.symbols import bullet
from extractors.docx.wordml import W, number, switch, value
from normalizers.digits import bangla_digits

LEVELS = 9
MAX_NUMBER = 10**9
CONSONANTS = "কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ"
VOWELS = "অআইঈউঊঋএঐওঔ"
ROMAN = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What stands before the text of a list entry: a number such as "২।", or a bullet."""

    text: str
    gap: str  # what parts it from the text
    look: Look  # what the list says about its look; the rest is the paragraph's
    is_bullet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list counts and prints."""

    form: str
    text: str
    start: int
    restart: int | None  # the level after whose entries it starts anew, counted from 1; 0 never; None any above it
    gap: str
    look: Look
    style: str | None
    all_decimal: bool


@dataclass(slots=True, kw_only=True)
class Counting:
    """One definition (w:abstractNum) and where its levels stand. Lists that share a definition count on."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """One list (w:num): a definition, with what it overrides in it."""

    counting: Counting
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of one document, counted in document order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._lists = {} if root is None else _lists(root, styles)
        self._begun: set[tuple[str, int]] = set()

    def marker(self, setting: Setting) -> Marker | None:
        """Count the next entry and return its marker; None where the paragraph is in no list or prints none."""
        listing = self._lists.get(setting.list_id or "")
        if listing is None or setting.list_id is None:
            return None
        index = _level_of(setting, listing)
        level = listing.levels.get(index)
        if level is None:
            return None
        self._count(setting.list_id, listing, index)
        is_bullet = level.form == "bullet"
        text = bullet(level.text, level.look.ascii) if is_bullet else self._printed(listing, index, level)
        return Marker(text=text, gap=level.gap, look=level.look, is_bullet=is_bullet) if text else None

    def _count(self, list_id: str, listing: List, index: int) -> None:
        counts = listing.counting.counts
        # A start that a list overrides holds once, where the list begins: later it counts on like any other.
        if index in listing.starts and (list_id, index) not in self._begun:
            counts.pop(index, None)
        self._begun.add((list_id, index))
        counts[index] = counts[index] + 1 if index in counts else _start(listing, index)
        for deeper in [deeper for deeper in counts if deeper > index]:
            level = listing.levels.get(deeper)
            if level is None or level.restart is None or index < level.restart:
                del counts[deeper]

    def _printed(self, listing: List, index: int, level: Level) -> str:
        counts = listing.counting.counts

        def count(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            if place > index or place not in listing.levels:
                return ""
            form = "decimal" if level.all_decimal else listing.levels[place].form
            return printed(counts.get(place, _start(listing, place)), form)

        return re.sub("%([1-9])", count, level.text).strip()


def printed(count: int, form: str) -> str:
    """Return `count` in the number format `form` (w:numFmt, 17.18.59); in decimal where the format has no form here.

    The formats for Hindi are the only Indic ones that Word has, so Bangla documents use them.

    >>> printed(12, "hindiNumbers"), printed(3, "hindiConsonants"), printed(4, "lowerRoman")
    ('১২', 'গ', 'iv')
    """
    if form == "none":
        return ""
    return FORMS.get(form, str)(count)


def _letters(alphabet: str) -> Callable[[int], str]:
    # After its last letter Word doubles them: z, aa, bb.
    def letter(count: int) -> str:
        if not 1 <= count <= len(alphabet) * 10:
            return str(count)
        return alphabet[(count - 1) % len(alphabet)] * ((count - 1) // len(alphabet) + 1)

    return letter


def _roman(count: int) -> str:
    if not 1 <= count < 4000:
        return str(count)
    text = ""
    for worth, letters in ROMAN:
        text += letters * (count // worth)
        count %= worth
    return text


def _ordinal(count: int) -> str:
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02}",
    "numberInDash": lambda count: f"- {count} -",
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "ordinal": _ordinal,
    "lowerLetter": _letters("abcdefghijklmnopqrstuvwxyz"),
    "upperLetter": _letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "hindiNumbers": lambda count: bangla_digits(str(count)),
    "bengali": lambda count: bangla_digits(str(count)),
    "hindiConsonants": _letters(CONSONANTS),
    "hindiVowels": _letters(VOWELS),
}


def _level_of(setting: Setting, listing: List) -> int:
    if setting.list_style is not None:
        # A style's level is the one that names the style, whatever else the style says (17.9.23).
        linked = (index for index, level in listing.levels.items() if level.style == setting.list_style)
        return next(linked, setting.list_level or 0)
    return setting.list_level or 0


def _start(listing: List, index: int) -> int:
    if index in listing.starts:
        return listing.starts[index]
    return listing.levels[index].start if index in listing.levels else 1


def _lists(root: etree._Element, styles: Styles) -> dict[str, List]:
    definitions = {element.get(f"{W}abstractNumId"): element for element in root.iterfind(f"{W}abstractNum")}
    nums = {element.get(f"{W}numId", ""): element for element in root.iterfind(f"{W}num")}
    countings: dict[str | None, Counting] = {}
    lists = {}
    for list_id, num in nums.items():
        definition = value(num, f"{W}abstractNumId")
        element = definitions.get(definition)
        linked = None if element is None else styles.list_of_style(value(element, f"{W}numStyleLink"))
        if linked in nums:  # the definition stands where the numbering style has it
            definition = value(nums[linked], f"{W}abstractNumId")
            element = definitions.get(definition)
        if element is None:
            continue
        if definition not in countings:
            countings[definition] = Counting(levels=_levels(element))
        counting = countings[definition]
        levels, starts = dict(counting.levels), {}
        for override in num.iterfind(f"{W}lvlOverride"):
            index = _index(override)
            own = override.find(f"{W}lvl")
            start = number(override, f"{W}startOverride")
            if own is not None:
                levels[index] = _level(own)
            if start is not None:
                starts[index] = _bounded(start)
        lists[list_id] = List(counting=counting, levels=levels, starts=starts)
    return lists


def _levels(definition: etree._Element) -> dict[int, Level]:
    return {_index(element): _level(element) for element in definition.iterfind(f"{W}lvl")}


def _index(element: etree._Element) -> int:
    text = element.get(f"{W}ilvl", "0")
    return int(text) if text in "012345678" and text else LEVELS


def _level(element: etree._Element) -> Level:
    start = number(element, f"{W}start")
    properties = element.find(f"{W}rPr")
    return Level(
        form=_form(element),
        text=value(element, f"{W}lvlText") or "",
        start=_bounded(0 if start is None else start),
        restart=number(element, f"{W}lvlRestart"),
        gap="" if value(element, f"{W}suff") == "nothing" else " ",
        look=NO_LOOK if properties is None else run_look(properties, {}),
        style=value(element, f"{W}pStyle"),
        all_decimal=bool(switch(element, f"{W}isLgl")),
    )


def _form(level: etree._Element) -> str:
    # A format newer than the standard stands in an AlternateContent; its fallback is the nearest old one.
    found = next(level.iter(f"{W}numFmt"), None)
    if found is None:
        return "decimal"
    form, pattern = found.get(f"{W}val", "decimal"), found.get(f"{W}format", "")
    return "decimalZero" if form == "custom" and pattern.startswith("01") else form


def _bounded(count: int) -> int:
    return max(0, min(count, MAX_NUMBER))
