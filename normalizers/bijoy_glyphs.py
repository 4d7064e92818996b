"""Glyphs of Bijoy in the order of the eye, letters of Unicode in the order of the tongue: one into the other."""

import re
from functools import lru_cache

from normalizers import bijoy_tables as tables
from normalizers.letters import nfc, sound_letters

_HASANTA = tables.HASANTA
_REPH, _EXPLICIT = "\ue000", "\ue001"  # stand-ins until the letters are in order
_LITERAL = 0xF0000  # offset at which a character that is itself (a quotation mark, not ু) sits out the conversion
_SAT_OUT = re.compile("[\U000f0000-\U000f2fff]")
_CONSONANT = "[\u0995-\u09b9\u09ce\u09dc\u09dd\u09df]"
_CLUSTER = f"{_CONSONANT}(?:[{_HASANTA}{_EXPLICIT}]{_CONSONANT}){{0,6}}"
_SIGN = "[\u09be-\u09cc\u09d7]"

_TEXT_OF_GLYPH = str.maketrans(
    {
        **tables.VOWELS_AND_CONSONANTS,
        **tables.MARKS,
        **tables.DIGITS,
        **tables.PUNCTUATION,
        **tables.PRE_BASE,
        **tables.POST_BASE,
        **{glyph: letter + _HASANTA for glyph, letter in tables.HALVES.items()},
        **{glyph: _HASANTA + letters for glyph, letters in tables.SUBJOINED.items()},
        **tables.CONJUNCTS,
        tables.REPH: _REPH,
        tables.EXPLICIT_HASANTA: _EXPLICIT,
    }
)

_BEARS = f"[K-Z_`a-r^©{''.join(tables.CONJUNCTS)}{''.join(tables.SUBJOINED)}]"  # a sign may stand after these
_HALF = f"[{''.join(tables.HALVES)}]"
_PRE = f"[{''.join(tables.PRE_BASE)}]"
_CODE = f"[A-Za-z_`~^&{re.escape(''.join(sorted(tables.GLYPHS)))}]"

# Characters that writers also use as what they are: quotation marks, dashes, bullets, signs between numbers.
_ITSELF = re.compile(
    f"(?<!{_BEARS})[“„…]|(?<={_PRE}[K-Z_`a-r])[„…]|…(?=[….])|(?<=[.…])…"
    "|(?<![ªÖ«åµÎi¿£])–|(?<![¯š›])[—‘]|(?<![¯š›˜])’"
    f"|”(?!{_PRE}?[PQT])|•(?!{_PRE}?[KLMN¶ÿ])|(?<!{_CODE})•"
    f"|(?<![A-Za-z_`])(?<=[0-9])[°±²³¹º¼½¾×÷·]|(?<!{_CODE})[°±²³¹º¼½¾·×÷§©®&¨ªÖ^~¯´](?!{_CODE})"
    f"|(?<!{_CODE})[vwxyzuƒ‚†‡ˆ‰Š¿¡¦¤](?!{_CODE})|(?<![^\\s(])(?:[ivx]{{2,4}}|i)(?=[).])|_{{2,}}"
)
_ONE_PASS = (
    (re.compile(f"((?:{_CONSONANT}{_HASANTA}){{1,4}})([\u09bf\u09c7\u09c8])(?={_HASANTA}?{_CONSONANT})"), r"\2\1"),
    (re.compile(f"{_HASANTA}{{2,}}"), _HASANTA),
    (re.compile(f"{_REPH}((?:{_HASANTA}{_CONSONANT}){{1,4}})"), rf"\1{_REPH}"),
    (re.compile(f"((?:{_SIGN}|\u0981){{1,4}})((?:{_HASANTA}{_CONSONANT}){{1,4}})"), r"\2\1"),
    (re.compile(f"([\u09bf\u09c7\u09c8])(\u0981?)({_CLUSTER}|[\u0985-\u0994])"), r"\3\1\2"),
    (re.compile(f"(?<![{_HASANTA}{_EXPLICIT}])র{_HASANTA}য"), f"র\u200d{_HASANTA}য"),
    (re.compile(f"({_CLUSTER}|[\u0985-\u0994])((?:{_SIGN}|\u0981){{0,4}}){_REPH}"), rf"র{_HASANTA}\1\2"),
    (re.compile(f"\u0981({_SIGN}{{1,4}})"), "\\1\u0981"),
    (re.compile("\u0985\u09be"), "আ"),
    (re.compile(_REPH), f"র{_HASANTA}"),
    (re.compile(_EXPLICIT), _HASANTA),
)


@lru_cache(maxsize=1 << 15)
def letters_from_glyphs(glyphs: str) -> str:
    """Return a word of Bijoy glyphs as NFC Unicode letters.

    >>> letters_from_glyphs("wm×všÍ"), letters_from_glyphs("Kvh©vjq")
    ('সিদ্ধান্ত', 'কার্যালয়')
    """
    text = _ITSELF.sub(lambda match: "".join(chr(_LITERAL + ord(character)) for character in match[0]), glyphs)
    text = text.translate(_TEXT_OF_GLYPH)
    for pattern, replacement in _ONE_PASS:
        text = pattern.sub(replacement, text)
    text = sound_letters(nfc(text))
    return _SAT_OUT.sub(lambda match: chr(ord(match[0]) - _LITERAL), text)


_GLYPH_OF_CONJUNCT = {letters: glyph for glyph, letters in tables.CONJUNCTS.items()} | {"জ্ঞ": "Á", "ণ্ড": "Ð", "ক্ষ": "ÿ"}
_GLYPH_OF_HALF = {letter: glyph for glyph, letter in tables.HALVES.items()} | {"ন": "š", "দ": "™"}
_GLYPH_OF_SUBJOINED = {letters: glyph for glyph, letters in tables.SUBJOINED.items()} | {
    "ব": "¦",
    "ত": "Í",
    "ম": "§",
    "র": "ª",
    "ল": "ø",
}
_GLYPH_OF_LETTER = {letters: glyph for glyph, letters in tables.VOWELS_AND_CONSONANTS.items()}
_GLYPH_OF_SIGN = {
    "\u09be": "v", "\u09bf": "w", "\u09c0": "x", "\u09c1": "y", "\u09c2": "~", "\u09c3": "…", "\u09c7": "‡", "\u09c8": "ˆ", "\u09d7": "Š",
}  # fmt: skip
_GLYPH_OF_OTHER = str.maketrans(
    {value: glyph for glyph, value in (tables.DIGITS | tables.PUNCTUATION | tables.MARKS).items()}
    | _GLYPH_OF_SIGN
    | {_HASANTA: "&", "\u200c": "", "\u200d": "", "আ": "Av"}
    | {letters: glyph for letters, glyph in _GLYPH_OF_LETTER.items() if len(letters) == 1}
)
_DRAWN_BEFORE = "\u09bf\u09c7\u09c8"
_HALVES_OF_SIGN = {"\u09cb": "\u09c7\u09be", "\u09cc": "\u09c7\u09d7"}
_LONGEST_CONJUNCT = 3  # ক্ষ্ম is one glyph
_SYLLABLE = re.compile(
    f"(র\u200d?|(?!র){_CONSONANT}|[অএ](?={_HASANTA}))((?:{_HASANTA}\u200c?{_CONSONANT})*)([\u09be-\u09cc\u09d7]?)(\u0981?)"
)
_PRECOMPOSED = (("\u09a1\u09bc", "\u09dc"), ("\u09a2\u09bc", "\u09dd"), ("\u09af\u09bc", "\u09df"))


def glyphs_from_letters(text: str) -> str:
    """Return Unicode `text` in Bijoy glyphs (the table of 2003), in the order in which they are drawn.

    >>> glyphs_from_letters("কার্যালয়")
    'Kvh©vjq'
    """
    text = nfc(text)
    for decomposed, precomposed in _PRECOMPOSED:
        text = text.replace(decomposed, precomposed)
    done: list[str] = []
    end = 0
    for match in _SYLLABLE.finditer(text):
        done += [text[end : match.start()].translate(_GLYPH_OF_OTHER), _drawn(match)]
        end = match.end()
    return "".join([*done, text[end:].translate(_GLYPH_OF_OTHER)])


def keys_from_letters(text: str) -> str:
    """Return the Bijoy key of each letter of `text` in the order written, conjuncts taken apart: what English was typed.

    >>> keys_from_letters("ঈড়সঢ়ধহু")
    'Company'
    """
    text = nfc(text)
    for decomposed, precomposed in _PRECOMPOSED:
        text = text.replace(decomposed, precomposed)
    return text.translate(_GLYPH_OF_OTHER)


def _drawn(syllable: re.Match[str]) -> str:
    base, joined, sign, candrabindu = syllable.groups()
    letters = [base, *joined.replace("\u200c", "").split(_HASANTA)[1:]]
    reph = ""
    if base == "র" and len(letters) > 1:
        letters, reph = letters[1:], tables.REPH
    letters[0] = letters[0].replace("\u200d", "")
    halves = _HALVES_OF_SIGN.get(sign, sign)
    pre = "".join(_GLYPH_OF_SIGN[half] for half in halves if half in _DRAWN_BEFORE)
    post = "".join(_GLYPH_OF_SIGN.get(half, half) for half in halves if half not in _DRAWN_BEFORE)
    whole = _GLYPH_OF_CONJUNCT.get("".join([*letters, sign])) if len(letters) == 1 and sign else None
    if whole:
        return whole + reph + ("u" if candrabindu else "")
    return pre + _stacked(letters) + reph + _fitted(post, letters[-1]) + ("u" if candrabindu else "")


def _fitted(post: str, last: str) -> str:
    return {"y": "æ", "~": "ƒ"}.get(post, post) if last == "র" else post


def _stacked(letters: list[str]) -> str:
    """Draw a cluster from its fewest pieces: a conjunct of its own, a half and what follows, or parts set below."""
    drawn, at, open_half = "", 0, False
    while at < len(letters):
        for to in range(min(len(letters), at + _LONGEST_CONJUNCT), at, -1):
            part = _HASANTA.join(letters[at:to])
            glyph = _GLYPH_OF_CONJUNCT.get(part) if to - at > 1 else None
            below = _GLYPH_OF_SUBJOINED.get(part) if at else None
            if below and (open_half or not glyph):
                drawn, open_half = drawn + below, False
            elif glyph and (at == 0 or open_half):
                drawn, open_half = drawn + glyph, False
            elif to - at > 1:
                continue
            elif to < len(letters) and part in _GLYPH_OF_HALF and letters[to] not in "যর" and (at == 0 or open_half):
                drawn, open_half = drawn + _GLYPH_OF_HALF[part], True
            else:
                joint = "" if at == 0 or open_half else tables.EXPLICIT_HASANTA
                drawn, open_half = drawn + joint + _GLYPH_OF_LETTER.get(part, part), False
            at = to
            break
    return drawn
