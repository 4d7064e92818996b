"""Bijoy (SutonnyMJ and its sisters): Latin characters that show as Bangla, turned into Unicode and back."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from normalizers import bijoy_tables as tables
from normalizers.bijoy_glyphs import glyphs_from_letters, letters_from_glyphs
from normalizers.bijoy_words import english_segments, kind_of, kinds_in_context, looks_bijoy

__all__ = [
    "bijoy_from_unicode",
    "is_bijoy_font",
    "is_legacy_font",
    "joins_bijoy",
    "looks_bijoy",
    "unicode_from_bijoy",
    "unicode_from_runs",
]

Encoding = Literal["unicode", "bijoy", "mixed"]

_BANGLA = re.compile("[\u0980-\u09ff]")
_LATIN_OR_GLYPH = re.compile(f"[A-Za-z_`~^{re.escape(''.join(sorted(tables.GLYPHS)))}]")
_PLAIN = str.maketrans({**tables.DIGITS, "|": "।"})

# Words cut by a line's end. A half glyph or a sign drawn before its letter needs the next glyph; a sign drawn after its
# letter, a lower half and the conjuncts that begin no Bangla word need the one before.
_OPEN = "†‡ˆ‰˜™š›¤¯®"
_CLOSING = "š›˜™ƒ‚„©¨ªÖ«¬\xadøæ§¥¦¡¢£œŸŒ‹Íúè¿Š" + "°±²³´¹º»¼½¾ÀÂÃÄÅÆÇÈÉÊÐËÌÏ×ÚÛÜÝÞßàáâãäçéêëìíîðñòóôõýþ"
_CUT = re.compile(
    f"(?<=[{_OPEN}w])[ \t]*\n[ \t]*(?=[A-Za-z_`\u0080-\uffff])"
    f"|(?<=[A-Za-z_`\u0080-\uffff])[ \t]*\n[ \t]*(?=[{_CLOSING}vxyz~^]\\S|¤[ú¢£^§])"
    "|(?<=[K-Z_`a-r]…)\n(?=[A-Za-z_`†‡ˆ])"
    f"|(?<=[A-Za-z_`][™š›¤¯]) (?=[A-Za-z_`\u0080-\uffff])"
    f"|(?<=[A-Za-z_`\u0080-\uffff]) (?=[©¨ª¢œ§¥¦¡Íøæúè£ŸŒ‹][A-Za-z_`\u0080-\uffff])"
)

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"(?:[\s,_-]*(?:regular|normal|bold|italic|oblique|roman|medium|light|mt|ps))+$", re.IGNORECASE)
_LEGACY = re.compile(
    r"boishakhi|lekhoni|proshika|adarsha?lipi|falgunt?$|sulekha|sutonny(?!o)|sushree|alpona|aalpona|munier|shabda|"
    r"shree-?ban|stm-?ben|geetanjali|aabp|bnttdurga|ekattor|gontobbo|satyajit|banglawrd|bangsee",
    re.IGNORECASE,
)


def unicode_from_bijoy(text: str) -> str:
    """Return text set in a Bijoy font as NFC Unicode, both code tables and bytes left as C1 controls included.

    English words, addresses on the web and Bangla that is Unicode already stay; digits become Bangla, as the font shows
    them, unless nothing but English is there. A word cut by a line's end is made whole.

    >>> unicode_from_bijoy("‡Rjv cÖkvm‡Ki Kvh©vjq, www.natore.gov.bd")
    'জেলা প্রশাসকের কার্যালয়, www.natore.gov.bd'
    >>> unicode_from_bijoy("wk¶v I ¯^v¯’¨ Lv‡Z 5,25,000/- UvKv (25%)|")
    'শিক্ষা ও স্বাস্থ্য খাতে ৫,২৫,০০০/- টাকা (২৫%)।'
    """
    text = text.translate(tables.WINDOWS_1252)
    has_bangla = bool(_BANGLA.search(text))
    if not _LATIN_OR_GLYPH.search(text):
        return text if has_bangla else text.translate(_PLAIN)
    pieces = re.split(r"(\s+)", _CUT.sub(_rejoined, text))
    kinds = kinds_in_context(pieces[::2])
    digits_are_bangla = "bijoy" in kinds or not (has_bangla or "english" in kinds)
    for index, kind in enumerate(kinds):
        piece = pieces[2 * index]
        if kind == "bijoy":
            pieces[2 * index] = _unicode_from_chunk(piece)
        elif kind == "neither" and digits_are_bangla and not _BANGLA.search(piece):
            pieces[2 * index] = letters_from_glyphs(piece)
    return "".join(pieces)


def bijoy_from_unicode(text: str) -> str:
    """Return Unicode Bangla in the code table of Bijoy 2003: for tests and for those who must print with it.

    >>> bijoy_from_unicode("সিদ্ধান্ত গৃহীত হয়।")
    'wm×všÍ M…nxZ nq|'
    """
    return glyphs_from_letters(text)


def joins_bijoy(before: str, after: str) -> bool:
    """Whether the break between two lines of Bijoy falls inside a word, so that no space belongs there.

    >>> joins_bijoy("D™", "¢vebx"), joins_bijoy("e…", "w× Ki‡Z"), joins_bijoy("mfvi", "Kvh©weeiYx")
    (True, True, False)
    """
    cut = before[-64:].rstrip() + "\n" + after[:64].lstrip()
    return "\n" not in _CUT.sub(_rejoined, cut.translate(tables.WINDOWS_1252))


@lru_cache(maxsize=1 << 12)
def is_bijoy_font(name: str) -> bool:
    """Whether a font of this name (with a PDF's subset tag or a style word, or first in a CSS list) is set in Bijoy.

    Bijoy's fonts end in MJ; those that end in OMJ are Unicode.

    >>> is_bijoy_font("BAAAAA+SutonnyMJ,Bold"), is_bijoy_font("SutonnyOMJ"), is_bijoy_font("Nikosh")
    (True, False, False)
    """
    bare = _bare_font(name)
    return bare.endswith("mj") and not bare.endswith("omj")


@lru_cache(maxsize=1 << 12)
def is_legacy_font(name: str) -> bool:
    """Whether a font of this name is Bangla in a code table that is neither Unicode nor Bijoy, so not to be guessed.

    >>> is_legacy_font("Boishakhi"), is_legacy_font("SutonnyMJ"), is_legacy_font("SutonnyOMJ")
    (True, False, False)
    """
    bare = _bare_font(name)
    return not bare.endswith("mj") and bool(_LEGACY.search(bare))


_LONE_MARKS = str.maketrans({glyph: mark for glyph, mark in tables.PUNCTUATION.items() if not glyph.isascii()})


def unicode_from_runs(runs: Sequence[tuple[str, str | None]]) -> tuple[str, Encoding]:
    """Return the Unicode text of one paragraph's (text, font) runs, and how it was encoded.

    Runs in a Bijoy font are joined before they are converted, since Word cuts runs inside conjuncts. A run without a
    font, or with one that is not Bangla, is judged by its text.

    >>> unicode_from_runs([("wm×v", "SutonnyMJ"), ("šÍ", "SutonnyMJ"), (": সভা", "Nikosh")])
    ('সিদ্ধান্ত: সভা', 'mixed')
    """
    marks = _marked(runs)
    texts: list[str] = []
    converted = bangla = False
    at = 0
    while at < len(runs):
        end = at + 1
        while end < len(runs) and marks[end] == marks[at]:
            end += 1
        text = "".join(run for run, _ in runs[at:end])
        if marks[at]:
            unicode = unicode_from_bijoy(text)
            if unicode == text:  # marks alone tell nothing by themselves, but here the font does
                unicode = text.translate(_LONE_MARKS)
            converted = converted or (unicode != text and bool(re.search("[\u0980-\u09ff।]", unicode)))
            text = unicode
        else:
            bangla = bangla or bool(re.search("[\u0985-\u09b9]", text))
        texts.append(text)
        at = end
    return "".join(texts), ("mixed" if bangla else "bijoy") if converted else "unicode"


def _marked(runs: Sequence[tuple[str, str | None]]) -> list[bool]:
    """Tell for each run whether it is to be read as Bijoy."""
    by_font = [font is not None and is_bijoy_font(font) for _, font in runs]
    marks = list(by_font)
    for index, (text, font) in enumerate(runs):
        if by_font[index] or not text or (font is not None and is_legacy_font(font)):
            continue
        before = index > 0 and marks[index - 1]
        after = index + 1 < len(runs) and by_font[index + 1]
        if text.isspace() or (font is None and not any(map(str.isalnum, text)) and text.isascii()):
            marks[index] = before and after
        elif font is None and _BANGLA.search(text) is None and _LATIN_OR_GLYPH.search(text):
            glued = (before and not runs[index - 1][0][-1:].isspace() and not text[0].isspace()) or (
                after and not runs[index + 1][0][:1].isspace() and not text[-1].isspace()
            )
            marks[index] = glued and all(kind_of(chunk) != "english" for chunk in text.split())
    _mark_by_look(runs, marks)
    return marks


def _mark_by_look(runs: Sequence[tuple[str, str | None]], marks: list[bool]) -> None:
    at = 0
    while at < len(runs):
        end = at
        while end < len(runs) and not marks[end] and not (runs[end][1] and is_legacy_font(runs[end][1] or "")):
            end += 1
        text = "".join(run for run, _ in runs[at:end])
        if end > at and looks_bijoy(text) and not _BANGLA.search(text):
            marks[at:end] = [True] * (end - at)
        at = max(end, at + 1)


def _bare_font(name: str) -> str:
    first = name.split(",")[0] if not re.match(r"[^,]*,\s*(?:bold|italic|regular)", name, re.IGNORECASE) else name
    bare = _SUBSET.sub("", first.strip().strip("\"'").strip())
    return _STYLE.sub("", bare).replace(" ", "").lower()


@lru_cache(maxsize=1 << 15)
def _unicode_from_chunk(chunk: str) -> str:
    done: list[str] = []
    at = 0
    for start, end in english_segments(chunk):
        done += [letters_from_glyphs(chunk[at:start]), chunk[start:end]]
        at = end
    return "".join([*done, letters_from_glyphs(chunk[at:])])


def _rejoined(cut: re.Match[str]) -> str:
    """Drop the break, unless the words on either side of it are English."""
    before = re.split(r"\s", cut.string[max(0, cut.start() - 40) : cut.start()])[-1]
    after = re.split(r"\s", cut.string[cut.end() : cut.end() + 40])[0]
    return cut[0] if "english" in (kind_of(before), kind_of(after)) else ""
