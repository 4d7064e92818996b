"""Text: one normal form of the same Bangla letters, and keys to compare by."""

import re
import unicodedata
from functools import lru_cache

from normalizers.assamese import bangla_from_assamese
from normalizers.digits import ascii_digits
from normalizers.letters import are_sound, nfc, sound_letters

BANGLA = "[\u0980-\u09ff]"
"""Regex class of the Bangla block. The dari (U+0964) is not in it, so a dari ends a word."""

_CHARACTERS: dict[int, str | None] = {
    **dict.fromkeys([0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
    **dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    0x09F7: "।",  # by name a currency mark, in minutes always a dari
    0x0D: "\n",
    0x2028: "\n",
    0x2029: "\n",
}
_DEVANAGARI_LETTER = re.compile("[\u0904-\u094f\u0958-\u0961]")
_DEVANAGARI_DIGITS = str.maketrans("०१२३४५६७८९", "০১২৩৪৫৬৭৮৯")

_RULE = re.compile(r"(?m)^[._…\u2013\u2014-]{4,}$")  # drawn with dots or dashes
_LINE_REPAIRS = (
    (re.compile("  +"), " "),
    (re.compile("(?<=\n) | (?=\n)"), ""),
    (re.compile(r"(?<=\S) (?=।)"), ""),
    (_RULE, ""),
    (re.compile(r"(?=[.…]*…)[.…]{2,}|\.{4,}"), "..."),
    (_RULE, ""),  # dashes and leaders together may be one only now
    (re.compile(rf"(?m)^([^|\n]*+(?<={BANGLA}))\|$"), r"\1।"),  # the Bijoy key of the dari, left as it was typed
)

# What `clean` changes, beyond ill-formed words: texts without it are left as they are.
_UNCLEAN_CHARACTER = re.compile(f"[{''.join(map(chr, _CHARACTERS))}\u0966-\u096f\u09f0\u09f1]")
_UNCLEAN_PAIRS = ("  ", " \n", "\n ", " ।", "....", "……", "….", ".…", "|\n")
_UNCLEAN_LINE = re.compile(r"[._…\u2013\u2014-]{4}|\|\Z")

_SPELLINGS = str.maketrans(
    {
        "\u09c0": "\u09bf",  # ী ি, ূ ু, ঈ ই, ঊ উ
        "\u09c2": "\u09c1",
        "ঈ": "ই",
        "ঊ": "উ",
        "ণ": "ন",
        "শ": "স",
        "ষ": "স",
        "ৎ": "ত",
        **dict.fromkeys("\u0981\u0983\u200c\u200d"),  # ঁ, ঃ, joiners
    }
)
_SENTENCE = 500  # letters of a text whose form is remembered,
_NAME = 64  # and of one whose key is
_WORDS = re.compile("[0-9a-z\u0980-\u09ff]+|[^\\W_]+")


def clean(text: str) -> str:
    """Return `text` with its Bangla in one normal form: NFC, and signs in the order and number letters allow.

    Repaired is only what no Bangla word can hold (a sign twice, a hasanta after a vowel sign, অ+া, a nukta on ক, a
    joiner that joins nothing) and stray or invisible spacing. Spelling, punctuation, ৳, quotes, tabs and line breaks
    stay; ASCII text comes back as it is. Not for Bijoy text: `normalizers.bijoy` comes first.

    >>> clean("নেৌকা, চঁাদ, অারও, বিদু্যৎ") == clean("নৌকা, চাঁদ, আরও, বিদ্যুৎ")
    True
    >>> clean("সভার  কাজ শেষ ।")
    'সভার কাজ শেষ।'
    """
    if text.isascii():
        return text
    return _remembered(text) if len(text) <= _SENTENCE else _cleaned(text)


def _cleaned(text: str) -> str:
    if _is_clean(text):
        return text
    text = nfc(text.replace("\r\n", "\n").translate(_CHARACTERS))
    if not _DEVANAGARI_LETTER.search(text):
        text = text.translate(_DEVANAGARI_DIGITS)
    text = nfc(sound_letters(bangla_from_assamese(text)))
    for pattern, replacement in _LINE_REPAIRS:
        text = pattern.sub(replacement, text)
    return text


_remembered = lru_cache(maxsize=1 << 11)(_cleaned)  # one normalizer after the other is given the same sentence


def _is_clean(text: str) -> bool:
    return not (
        _UNCLEAN_CHARACTER.search(text)
        or any(pair in text for pair in _UNCLEAN_PAIRS)
        or _UNCLEAN_LINE.search(text)
        or nfc(text) is not text
        or not are_sound(text)
    )


def one_line(text: str) -> str:
    r"""Return `text` cleaned and on one line: every run of spaces, tabs and line breaks becomes one space.

    >>> one_line(" উপজেলা পরিষদের\n\tমাসিক  সভা ")
    'উপজেলা পরিষদের মাসিক সভা'
    """
    return clean(" ".join(clean(text).split()))


def fold(text: str) -> str:
    """Return a key that is equal for spellings of the same words: for comparing, never for showing.

    Only letters, their signs and ASCII digits are left; ী/ি, ূ/ু, ণ/ন, শ/ষ/স, ৎ/ত, ঙ্গ/ংগ and কার্য্য/কার্য count as
    the same, ঁ and ঃ as nothing; Latin letters are case-folded.

    >>> fold("কার্য্য-বিবরনী (২০১৯)") == fold("কার্যবিবরণী 2019")
    True
    """
    return _folded_name(text) if len(text) <= _NAME else _folded(text)


def _folded(text: str) -> str:
    return sound_letters("".join(_WORDS.findall(_loosely_spelt(text))))


_folded_name = lru_cache(maxsize=1 << 15)(
    _folded
)  # few words make up most minutes, and they are compared again and again


def fold_words(text: str) -> str:
    """Return `text` folded as by `fold`, but word by word, with one space between: what a search index holds.

    >>> fold_words("কার্য্য-বিবরনী (২০১৯)"), fold_words("সোশ্যাল\u200cমিডিয়ায়, ।")
    ('কার্য বিবরনি 2019', 'সোস্যালমিডিয়ায়')
    """
    return sound_letters(" ".join(_WORDS.findall(_loosely_spelt(text))))


def _loosely_spelt(text: str) -> str:
    folded = ascii_digits(clean(text)).casefold().translate(_SPELLINGS).replace("ঙ\u09cd", "ং")
    return folded.replace("র\u09cdয\u09cdয", "র\u09cdয")


def word(pattern: str) -> str:
    r"""Return regex source that matches `pattern` as whole Bangla words, which `\b` cannot do.

    The pattern is put in NFC, as `clean` puts texts.

    >>> bool(re.search(word("মে"), "মে মাসে")), bool(re.search(word("মে"), "মেয়াদ"))
    (True, False)
    """
    return f"(?<!{BANGLA})(?:{unicodedata.normalize('NFC', pattern)})(?!{BANGLA})"
