"""Bijoy or English? Both are Latin characters; their company tells them apart."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal
from unicodedata import normalize

from normalizers import bijoy_tables as tables
from normalizers.bijoy_glyphs import glyphs_from_letters, letters_from_glyphs
from normalizers.vocabulary import bangla_words, is_bangla_word, is_english_word, model_of, pairs

Kind = Literal["bijoy", "english", "either", "neither"]

_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)\S+|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+|"
    r"(?:[a-z0-9-]+\.)+(?:com|org|net|edu|info|gov|mil|bd|pdf|docx?|xlsx?|jpe?g|png)(?:/\S*)?"
)
_TYPOGRAPHY = "“”‘’–—…•·„°²³±×÷½¼¾§©®™"  # glyphs that English prints too
SEGMENT = re.compile(f"[A-Za-z_`~^&{re.escape(''.join(sorted(tables.GLYPHS)))}]+")
_CERTAIN_GLYPH = re.compile(
    f"[_`~^|{re.escape(''.join(sorted(tables.GLYPHS - frozenset(_TYPOGRAPHY))))}]|(?<=[A-Za-z])[©§×½¼¾•](?=[A-Za-z†‡]|$)"
)
_BANGLA = re.compile("[\u0980-\u09ff]")
_NUMBERED = frozenset(
    {"phase", "class", "part", "type", "grade", "unit", "level", "category", "stage", "lot", "schedule"}
)
_EDGES = "()[]{}<>,;:.?!\"'“”‘’|/*"

# Log-likelihood ratios. Measured on 2,700 Bangla and 1,100 English words, each left out of its own count: between these
# two limits neither reading is safe.
_ENGLISH_FROM = 3.0
_BIJOY_BELOW = 1.0
_LINE_IS_BIJOY_FROM = 4.0
_LINE_SHARE = 0.25  # English words stand in Bijoy lines oftener than the other way round
_KNOWN_WORD = 4.0


@cache
def _model() -> dict[tuple[str, str], float]:
    return model_of(glyphs_from_letters(word) for word in bangla_words())


@lru_cache(maxsize=1 << 15)
def leaning(word: str) -> float:
    """Return how much the neighbouring letters of `word` speak for English (above 0) or for Bijoy (below 0).

    >>> leaning("Meeting") > 0 > leaning("mfvcwZ")
    True
    """
    model = _model()
    return sum(model.get(pair, -1.0 if "¤" in pair else 0.0) for pair in pairs(word))


@lru_cache(maxsize=1 << 15)
def _kind_of_segment(word: str) -> Kind:
    if not word.isascii() or not word.isalpha():
        return "bijoy"
    if len(word) == 1:
        return "either"
    read = letters_from_glyphs(word)
    if is_english_word(word):
        if is_bangla_word(read):
            return "bijoy"
        return "either" if len(word) <= 3 and word.islower() else "english"
    if is_bangla_word(read):
        return "bijoy"
    if word.isupper():
        return "english" if re.search("[A-J]", word[1:-1]) or (len(word) > 2 and leaning(word) > 0) else "bijoy"
    if not (word.islower() or word.istitle()):
        return "bijoy"
    score = leaning(word)
    if score > (_ENGLISH_FROM if len(word) > 4 else 2 * _ENGLISH_FROM) and re.search("[aeiouyAEIOU]", word):
        return "english"
    return "bijoy" if score < _BIJOY_BELOW else "either"


@lru_cache(maxsize=1 << 15)
def kind_of(chunk: str) -> Kind:
    """Return what a chunk without spaces is, by itself; "neither" has no Latin letters to read.

    >>> kind_of("Kvh©vjq"), kind_of("www.natore.gov.bd"), kind_of("Covid-19"), kind_of("২০১৯")
    ('bijoy', 'english', 'english', 'neither')
    """
    bare = chunk.strip(_EDGES)
    if _ADDRESS.fullmatch(bare) or (re.search("[0-9-]", bare) and is_english_word(bare.replace("-", ""))):
        return "english"
    if (hyphened := re.fullmatch("[A-Za-z]-([A-Za-z]{3,})", bare)) and is_english_word(hyphened[1]):  # X-Ray
        return "english"
    if _BANGLA.search(chunk):
        return "neither"
    kinds = [_kind_of_segment(segment) for segment in SEGMENT.findall(chunk)]
    if not kinds:
        return "neither"
    if "bijoy" in kinds:
        return "bijoy"
    return "english" if "english" in kinds else "either"


def english_segments(chunk: str) -> list[tuple[int, int]]:
    """Return where English words stand in a chunk that holds Bijoy too ("ICT-Gi", এর after an acronym)."""
    return [
        match.span()
        for match in re.finditer("(?<![A-Za-z_`~^&\u0080-\uffff])[A-Za-z]{2,}(?![A-Za-z_`~^&\u0080-\uffff])", chunk)
        if _kind_of_segment(match[0]) == "english"
    ]


def kinds_in_context(chunks: Sequence[str]) -> list[Kind]:
    """Return the kinds of neighbouring chunks: "either" beside English is English, else Bijoy."""
    kinds = [kind_of(chunk) for chunk in chunks]
    if "either" not in kinds:
        return kinds
    lettered = [index for index, kind in enumerate(kinds) if kind != "neither"]
    only_english = "english" in kinds and "bijoy" not in kinds
    sure = [kinds[index] for index in lettered]
    for at, index in enumerate(lettered):
        if sure[at] == "either" and "english" not in kinds:
            kinds[index] = "bijoy"
        elif chunks[index] == "I" and (kind := _kind_of_i(lettered, at, chunks, "bijoy" in kinds)):
            sure[at] = kinds[index] = kind
        elif sure[at] == "either":
            beside = [*sure[max(0, at - 1) : at], *sure[at + 1 : at + 2]]
            is_letter = len(SEGMENT.findall(chunks[index])[0]) == 1
            near = (beside == ["english", "english"] and chunks[index][0] != "(") if is_letter else "english" in beside
            sure[at] = kinds[index] = "english" if only_english or near else "bijoy"
    return kinds


def _kind_of_i(lettered: Sequence[int], at: int, chunks: Sequence[str], among_bijoy: bool) -> Kind | None:
    """What a lone "I" is by its neighbours: a numeral (Phase I), ও between English in a line of Bijoy or between acronyms."""
    before = chunks[lettered[at - 1]].strip(_EDGES) if at else ""
    after = chunks[lettered[at + 1]].strip(_EDGES) if at + 1 < len(lettered) else ""
    if before.lower() in _NUMBERED:
        return "english"
    acronyms = all(len(bare) > 1 and bare.isalpha() and bare.isupper() for bare in (before, after))
    return "bijoy" if before and after and (among_bijoy or acronyms) else None


def looks_bijoy(line: str) -> bool:
    r"""Whether a line whose font is unknown is Bijoy rather than English.

    Judged by the whole line, never by a word. False for lines without Latin letters (a number alone may be either).

    >>> looks_bijoy("wm×všÍ M„nxZ nq"), looks_bijoy("The minutes were approved."), looks_bijoy("২০/০৮/২০১৯")
    (True, False, False)
    """
    for_bijoy = for_english = 0.0
    for chunk in line.translate(tables.WINDOWS_1252).split():
        if _BANGLA.search(chunk) or _ADDRESS.fullmatch(chunk.strip(_EDGES)):
            continue
        for word in SEGMENT.findall(chunk):
            score = _line_score(word)
            for_bijoy -= min(0.0, score)
            for_english += max(0.0, score)
    return for_bijoy > _LINE_IS_BIJOY_FROM and for_bijoy > _LINE_SHARE * for_english


@lru_cache(maxsize=1 << 15)
def _line_score(word: str) -> float:
    unaccented = normalize("NFD", word).encode("ascii", "ignore").decode()
    if len(unaccented) == len(word) and not word.isascii() and leaning(unaccented) > _ENGLISH_FROM:
        return leaning(unaccented)  # café
    if len(word) > 1 and _CERTAIN_GLYPH.search(word):
        return min(0.0, leaning(word)) - _KNOWN_WORD
    plain = word.strip(_TYPOGRAPHY)
    known = 0.0
    if len(plain) > 2 and plain.isascii():
        known = _KNOWN_WORD * is_english_word(plain) - _KNOWN_WORD * is_bangla_word(letters_from_glyphs(plain))
    return max(-14.0, min(14.0, leaning(plain))) + known
