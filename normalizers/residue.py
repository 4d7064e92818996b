"""Residue: what a Bijoy converter with the wrong table left in Unicode text, and the words that were meant.

Old converters read Bijoy 2003 by a table in which Í is ত্ম, æ ম্ন, ø স্ন and Ð a hyphen, or did not know a glyph and let it
stand. The letters that come out are mostly no Bangla at all, so they can be put right without knowing the word; where they
might be Bangla, only a word of `normalizers.vocabulary` is.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from normalizers import bijoy_tables as tables
from normalizers.assamese import khya_from_assamese
from normalizers.bijoy_glyphs import glyphs_from_letters, keys_from_letters
from normalizers.bijoy_words import leaning
from normalizers.letters import nfc, sound_letters
from normalizers.vocabulary import is_bangla_word, is_english_word

_B = "[\u0980-\u09ff]"
_C = "[\u0995-\u09b9\u09ce]\u09bc?"
_H = tables.HASANTA
_SIGN = "[\u09be-\u09cc\u09d7]"
_PRE = "[\u09bf\u09c7\u09c8]"

# Sequences that no Bangla word holds (আত্ম, মাহাত্ম্য, নিম্ন, স্নান do not match), each after a part that it needs: a text
# without the part is not searched.
_IMPOSSIBLE = (
    (f"ত{_H}ম", re.compile(f"(?<!{_H})ম({_PRE}?)ত{_H}ম"), rf"ন{_H}ত\1"),  # সিদ্ধামত্ম, প্রামেত্ম
    (f"ত{_H}ম", re.compile(f"(?<!{_H})স({_PRE}?)ত{_H}ম"), rf"স{_H}ত\1"),  # বাসত্মবায়ন
    (f"ত{_H}ম", re.compile(f"([নস]{_H}ত){_H}ম"), r"\1"),
    (f"ত{_H}ত", re.compile(f"([নস]{_H}ত){_H}ত\u09c1?"), "\\1\u09c1"),  # প্রস্ত্ততি, আগন্ত্তক: the glyph of ্তু
    (f"ম{_H}ন", re.compile(f"র({_PRE}?)ম{_H}ন"), "র\\1\u09c1"),  # শুরম্ন, দ্রম্নত
    ("সণ", re.compile(f"(?<!{_B})সণ(?=\u09be(?:ত|ন|য\u09bc)|\u09c7হ|\u09bfগ)"), f"স{_H}ন"),  # সণাতক
    ("ণ", re.compile(f"(?<!{_B})স([\u09bf\u09c7])ণ(?=হ|গ)"), f"স{_H}ন\\1"),  # সেণহ
    ("-", re.compile(f"(?<={_B})-(?={_SIGN})"), f"ণ{_H}ড"),  # পা-ুলিপি
)
_THA = re.compile(f"([নস])['’](?={_SIGN}|{_H})")  # ব্যবস'া: no word has a sign after a quotation mark
_THA_WORD = re.compile(f"(?<![‘'’{_B[1:-1]}]){_B}*[নস]{_PRE}?['’]{_B}*")
_LA = re.compile(f"(?<!{_H})([লশবপগমফকহস])({_PRE}?)(স{_H}ন)({_B}*)")  # সংশিস্নষ্ট, কুমিলস্না
_BATHING = re.compile("স\u09cdন(?:\u09beন|\u09beতক|\u09beত(?!\u09c7)|\u09c7হ|\u09beয\u09bc|\u09bfগ)")
_TANTA_MA = re.compile(f"{_B}+ন{_H}তম{_B}*")
_HYPHENED = re.compile(f"(?<![{_B[1:-1]}-])({_B}+)-({_B}*)(?![{_B[1:-1]}-])")
_REPH = re.compile(f"({_C}(?:{_H}{_C}){{0,4}}{_SIGN}{{0,3}})র{_H}(?!য?\u200d)")
_REPH_AND_SIGN = re.compile(f"({_C}(?:{_H}{_C}){{0,3}})([\u09bf\u09c7])র{_H}({_C}(?:{_H}{_C}){{0,3}})(\u09be?)")
_WORD = re.compile(f"{_B}{{3,}}")
# English read by Bijoy's table begins with letters that begin no Bangla word, and has a visarga inside (t is ঃ).
_NO_BANGLA = re.compile(f"^(?:[ডঢয]\u09bc|[ৎ\u0981-\u0983])|\u0983(?=[ক-হ])|ৎ(?={_SIGN})")
_BESIDE_ENGLISH = re.compile(f"(?<=[A-Za-z][ .,])(?<!{_B}){_B}{{2,6}}(?!{_B})|(?<!{_B}){_B}{{2,6}}(?= [A-Za-z])")
# Log-likelihood ratios as in `bijoy_words`. Measured on the 4,100 of 57,000 common Bangla words that could be English so
# read: none lies above either limit; of 5,000 English words one in twenty lies below.
_SHORTEST_GUESS = 4
_GUESS, _GUESS_WITH_A_SIGN = 6.0, 2.0
_PASSES = 4
_LONGEST_WORD = 80  # in code points; longer runs are noise

_TYPOGRAPHY = "“”‘’–—…•·„°±²³×÷½¼¾§©®™\xad"  # also used as what they are
_GLYPHS = "".join(sorted(tables.GLYPHS))
_CERTAIN = "".join(sorted(tables.GLYPHS - frozenset(_TYPOGRAPHY)))
_GLYPH = re.compile(f"[{re.escape(_GLYPHS)}^]")
_TOUCHING = re.compile(f"{_B}[{re.escape(_GLYPHS)}^]|[{re.escape(_GLYPHS)}^]{_B}")
_MIXED = re.compile(f"[{_B[1:-1]}{re.escape(_GLYPHS)}^]+")
_BOUND = re.compile(
    f"(?<={_B})[{_TYPOGRAPHY}](?={_SIGN}|{_H})|(?<=[¯š™˜›®¤{_H}])[‘’—•”](?={_B}|[{_CERTAIN}])|(?<=র)“(?={_B})|(?<=[\u0981-\u09e3])[§©×½](?=[\u0981-\u09e3])"
)
_PRE_OF_GLYPH = {"\u09bf": "\ue010", "\u09c7": "\ue011", "\u09c8": "\ue012"}  # signs still drawn before their letter
_TEXT_OF_GLYPH = str.maketrans(
    {glyph: _PRE_OF_GLYPH[sign] for glyph, sign in tables.PRE_BASE.items() if not glyph.isascii()}
    | {glyph: sign for glyph, sign in tables.POST_BASE.items() if not glyph.isascii()}
    | {glyph: letter + _H for glyph, letter in tables.HALVES.items()}
    | {glyph: _H + letters for glyph, letters in tables.SUBJOINED.items()}
    | tables.CONJUNCTS
    | {tables.REPH: "\ue000"}
)
_ORDER = (
    (
        re.compile(f"((?:{_C}{_H}){{1,4}})({_SIGN}|[\ue010-\ue012])((?:{_H}{_C}){{1,4}}|{_C}(?!{_H}))"),
        r"\1\3\2",
    ),  # নি¤েœাক্ত
    (re.compile(f"{_H}{{2,}}"), _H),
    (re.compile(f"({_SIGN}{{1,4}})((?:{_H}{_C}){{1,4}})"), r"\2\1"),
    (re.compile(f"\ue010({_C}(?:{_H}{_C}){{0,4}})"), "\\1\u09bf"),
    (re.compile(f"\ue011({_C}(?:{_H}{_C}){{0,4}})"), "\\1\u09c7"),
    (re.compile(f"\ue012({_C}(?:{_H}{_C}){{0,4}})"), "\\1\u09c8"),
    (re.compile(f"({_C}(?:{_H}{_C}){{0,4}})({_SIGN}{{0,4}})\ue000"), rf"র{_H}\1\2"),
)
_UNSOUND = re.compile(f"^(?:{_SIGN}|{_H})|{_H}$|[\ue000-\ue012]|{_H}{_SIGN}")

_MARKS = (
    ("t", re.compile(f"(?<={_B})t(?![A-Za-z0-9])"), "ঃ"),
    (" t", re.compile(rf"(?<={_B}) t(?=[ \t]*(?:$|[\n:-]|{_B}|[0-9(“‘]))"), " ঃ"),
    ("|", re.compile(rf"(?m)^([ \t]*\(?[০-৯0-9]{{1,3}})\|(?=[ \t]*{_B})"), r"\1।"),
    ("Ñ", re.compile(f"(?<={_B})Ñ(?={_B})"), "—"),
    ("Ò", re.compile(f"Ò(?={_B})"), "“"),
    ("Ó", re.compile(f"(?<=[{_B[1:-1]}।])Ó"), "”"),
    ("Ô", re.compile(f"Ô(?={_B})"), "‘"),
    ("Õ", re.compile(f"(?<=[{_B[1:-1]}।])Õ"), "’"),
    ("", re.compile(rf"(?m)^([ \t]*)[ØüŸ§¨v](?=[ \t]+{_B})"), r"\1•"),
)
_PIPE_LINE = re.compile(rf"(?m)^[^|\n]*(?:(?<={_B})\|(?:[ \t][^|\n]*|[ \t]*$))+|^[^|\n]*(?<={_B}) \|$")


def repair_residue(text: str) -> str:
    """Return NFC `text` with a converter's residue put right; unchanged where nothing is sure.

    Run it before `clean`, which takes ৰ for র. Real ত্ম and ম্ন, English and spelling mistakes stay.

    >>> repair_residue("সভায় সিদ্ধামত্ম বাসত্মবায়ন শুরম্ন হয়|")
    'সভায় সিদ্ধান্ত বাস্তবায়ন শুরু হয়।'
    >>> repair_residue("নি¤েœাক্ত গøাস, স্বাÿর, সংরৰিত; আত্মা, মাহাত্ম্য, জন্মান্তর")
    'নিম্নোক্ত গ্লাস, স্বাক্ষর, সংরক্ষিত; আত্মা, মাহাত্ম্য, জন্মান্তর'
    """
    if not re.search(_B, text):
        return text
    before, text = "", nfc(text)
    for _ in range(_PASSES):  # one repair may bring another's letters together
        if text == before:
            break
        before, text = text, _repaired(text)
    return text


def _repaired(text: str) -> str:
    if _GLYPH.search(text) and _TOUCHING.search(text):
        text = _MIXED.sub(lambda match: _from_mixed(match[0]), text)
    text = _substituted(khya_from_assamese(text), _IMPOSSIBLE)
    if "'" in text or "’" in text:
        text = _THA_WORD.sub(_tha, _THA.sub(rf"\1{_H}থ", text))
    if f"স{_H}ন" in text:
        text = _LA.sub(_la, text)
    if "-" in text:
        text = _HYPHENED.sub(_hyphened, text)
    text = _with_words_repaired(text)
    text = _substituted(text, _MARKS)
    if "|" in text:
        text = _PIPE_LINE.sub(_with_dari, text)
    return nfc(text)


def _substituted(text: str, rules: Iterable[tuple[str, re.Pattern[str], str]]) -> str:
    for needed, pattern, replacement in rules:
        if needed in text:
            text = pattern.sub(replacement, text)
    return text


def _with_words_repaired(text: str) -> str:
    repaired = {word: _word(word) for word in set(_WORD.findall(text))}
    changed = {word for word, better in repaired.items() if better != word}
    if not changed:
        return text
    text = _WORD.sub(lambda match: repaired[match[0]], text)
    if any(repaired[word].isascii() for word in changed):
        text = _BESIDE_ENGLISH.sub(lambda match: _english(match[0], beside=True) or match[0], text)
    return text


def _from_mixed(token: str) -> str:
    """Read the glyphs that stand among the Unicode letters of `token`."""
    if len(token) > _LONGEST_WORD or not _TOUCHING.search(token):
        return token
    known = _read(token)
    if known is not None and is_bangla_word(known):
        return known
    edges = token.strip(_TYPOGRAPHY)
    start = token.index(edges) if edges else 0
    head, tail = token[:start], token[start + len(edges) :]
    if edges.endswith("র") and tail.startswith("“") and "”" not in tail:  # শুর“
        edges, tail = edges + "“", tail[1:]
    if not re.search(f"[{re.escape(_GLYPHS)}^]", edges) or not re.search(_B, edges):
        return token
    whole = _read(edges)
    bound = _BOUND.sub("", edges)
    if whole is not None and (not re.search(f"[{_TYPOGRAPHY}]", bound.removesuffix("“")) or is_bangla_word(whole)):
        return head + whole + tail
    parts = [
        part if part[:1] in _TYPOGRAPHY else _read(part) or part for part in re.split(f"([{_TYPOGRAPHY}]+)", edges)
    ]
    return head + "".join(parts) + tail


def _read(mixed: str) -> str | None:
    text = mixed.translate(_TEXT_OF_GLYPH)
    for pattern, replacement in _ORDER:
        text = pattern.sub(replacement, text)
    if text == mixed or _UNSOUND.search(text):
        return None
    return sound_letters(nfc(text))


def _tha(match: re.Match[str]) -> str:
    """A word whose ্থ (the glyph ’) stayed a quotation mark: উপসি'ত."""
    word = re.sub(f"([নস])({_PRE}?)['’]", rf"\1{_H}থ\2", match[0])
    return word if is_bangla_word(word) else match[0]


def _la(match: re.Match[str]) -> str:
    letter, sign, sna, rest = match.groups()
    if letter == "স" and _BATHING.match(sna + rest) and not sign:
        return match[0]
    if _BATHING.match(sna + rest) and is_bangla_word(_word_before(match) + letter + sign):
        return match[0]
    return f"{letter}{_H}ল{sign}" + rest


def _word_before(match: re.Match[str]) -> str:
    before = re.search(f"{_B}*$", match.string[max(0, match.start() - 40) : match.start()])
    return before[0] if before else ""


def _hyphened(match: re.Match[str]) -> str:
    left, right = match.groups()
    if len(left) == 1 and not right:
        return match[0]  # খ- counts an item
    word = f"{left}ণ{_H}ড{right}"
    return (
        word
        if is_bangla_word(word) and not (is_bangla_word(left) and (not right or is_bangla_word(right)))
        else match[0]
    )


@lru_cache(maxsize=1 << 15)
def _word(word: str) -> str:
    if len(word) > _LONGEST_WORD or is_bangla_word(word):
        return word
    if _TANTA_MA.fullmatch(word):
        shorter = word.replace(f"ন{_H}তম", f"ন{_H}ত")
        if is_bangla_word(shorter):
            return shorter
    if f"র{_H}" in word:
        moved = _REPH.sub(rf"র{_H}\1", word)
        if moved != word and is_bangla_word(moved):
            return moved
        moved = _REPH_AND_SIGN.sub(_before_both, word)
        if moved != word and is_bangla_word(moved):
            return moved
    return _english(word) or word


def _english(word: str, *, beside: bool = False) -> str | None:
    """Read English that went through a Bijoy converter: গববঃরহম is Meeting. `beside` other such words short ones count."""
    drawn = glyphs_from_letters(word)
    typed = drawn if drawn.isascii() else keys_from_letters(word)
    if not (typed.isascii() and typed.isalpha()) or is_bangla_word(word):
        return None
    if (
        typed.isupper() and len(typed) > 2
    ):  # no Bangla word has ঈ or ঊ inside, and few begin with উ or এ but not ইউ, উই, এই
        inside = re.search("[ACEFHJ]", typed[1:]) or (
            re.search("[DG]", typed[1:]) and typed[:2] not in ("BD", "DB", "GB")
        )
        return typed if is_english_word(typed) and inside else None
    if is_english_word(typed):
        return typed if len(typed) > 3 or beside or (len(typed) > 2 and _NO_BANGLA.search(word)) else None
    if typed != drawn or len(typed) < _SHORTEST_GUESS or not (typed.islower() or typed.istitle()):
        return None
    if _NO_BANGLA.search(word):
        return typed if leaning(typed) > _GUESS_WITH_A_SIGN else None
    return typed if min(leaning(typed), leaning(typed.removesuffix("t"))) > _GUESS else None


def _before_both(match: re.Match[str]) -> str:
    """A reph and a sign that belong to the letters after them: সবের্মাট is সর্বমোট."""
    before, sign, after, late = match.groups()
    return f"র{_H}{before}{after}" + ("\u09cb" if sign == "\u09c7" and late else sign + late)


def _with_dari(match: re.Match[str]) -> str:
    return re.sub(r" ?\|", "।", match[0])
