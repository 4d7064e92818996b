"""The words of an agenda title by which it is compared: stems without months, numbers and talk of the meeting itself.

The lists are in tables/words.csv, for people to edit: words that say nothing (stop), that say little (weak), that mean
the same (same), and numbers that are names (numbered: ২৬ মার্চ).
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout
from functools import cache
from importlib.resources import files

from normalizers.digits import ascii_digits
from normalizers.letters import nfc
from normalizers.residue import repair_residue
from normalizers.text import clean, fold

Tokenizer = Callable[[str], list[str]]

_WORD = re.compile(r"[0-9০-৯]+(?:ম|য়|র্থ|ষ্ঠ|তম|টি|শে)?|[a-z]+|[\u0980-\u09e5\u09f0-\u09fe]+".replace("য়", nfc("য়")))
_NUMBER = re.compile("[0-9০-৯]")
_LETTER_NAMES = "এইচ|ডব্লিউ|এক্স|ওয়াই|জেড|আই|এফ|জে|কে|এল|এম|এন|কিউ|আর|এস|ইউ|এ|বি|সি|ডি|ই|জি|ও|পি|টি|ভি"
_SPELLED_OUT = re.compile(
    nfc(rf"(?<![\u0980-\u09ff])(?:(?:{_LETTER_NAMES})[ .,-]{{1,2}}){{1,6}}(?:{_LETTER_NAMES})(?=র?(?![\u0980-\u09ff]))")
)
_LOST_E = re.compile(
    r"(?<![^\s(])-(?=(?:নথি|ফাইলিং|নামজারি|জিপি|টেন্ডার)(?![\u0980-\u09ff]*-))"
)  # a scan lost the ই of ই-নথি
_ELECTRONIC = re.compile(r"(?<![\u0980-\u09ffa-z])(ই|ডি|e|d)(?: ?- ?| )(?=[\u0980-\u09ffa-z]{3})")
_BARE = str.maketrans({"\u09bc": None, "ব": "র", "ৰ": "র", "ৱ": "র"})  # before endings are taken off
# Letters that scanning and typing exchange, and signs that are lost: what is left tells words apart well enough.
_ALIKE = str.maketrans(
    {
        "ঢ": "ড", "থ": "খ", "ঠ": "ট", "ধ": "দ", "ছ": "চ", "ঝ": "জ", "ঘ": "গ", "ফ": "প",
        "\u09cd": None, "ঞ": "ন", "ং": "ন", "ঙ": "ন",
    }
)  # fmt: skip
_DIGIT_LETTERS = str.maketrans("0123456789", "কখগচজটতদনপ")


# Endings of case and number, each only after what cannot make it the end of the word: রাস্তায় but পাঠ্য, নথিতে but আদালতে.
_ENDINGS = {
    "": "সমূহের সমূহ গুলোর গুলো গুলির গুলি দেরকে দের ের েই করণের করণে করণ করন ীকরণের ীকরণে ীকরণ গণের গণকে গণ কৃত ভুক্ত ভুক্তি মূলক বিহীন এর র ে কে",
    "(?<!সর)": "কারী",
    "(?<![\u09cdট])": "টির টি টিকে",
    "(?<=[ািুেো])": "তে য়ের য়ে",
    "(?<=া)": "য়",
}
_ENDING = re.compile(
    "|".join(
        after + nfc(fold(ending)).translate(_BARE) for after, endings in _ENDINGS.items() for ending in endings.split()
    ).join(("(?:", ")$"))
)
_SHORT_GENITIVE = re.compile("[ক-হ]{2}ের")  # ঘরের, হলের
_SHORTEST = 3  # letters and signs that an ending must leave


def own_tokens(text: str) -> list[str]:
    """Return the words, numbers and Latin words of `text` in order: the built-in tokenizer."""
    return _WORD.findall(text)


def bnlp_tokenizer() -> tuple[Tokenizer, frozenset[str]]:
    """Return bnlp-toolkit's basic tokenizer and its Bangla stop words.

    Both work without a network. Importing the package (3 s) prints to standard output and asks the network for data of
    another tokenizer of it, in vain without harm: it is used only where asked for, and its talk goes to standard error.

    Raises:
        ImportError: bnlp-toolkit is not installed (extra `analysis`).
    """
    with redirect_stdout(sys.stderr):
        from bnlp import BasicTokenizer, BengaliCorpus

    tokenizer = BasicTokenizer()

    def tokens(text: str) -> list[str]:  # its words keep their full stops and dates: part them as ours are
        return [piece for token in tokenizer.tokenize(text) for piece in _WORD.findall(str(token))]

    return tokens, frozenset(map(stem, BengaliCorpus.stopwords))


@cache
def stem(word: str) -> str:
    """Return a key of `word` for comparing: no case endings, no spelling variants, letters alike made one.

    >>> stem("রাস্তার") == stem("রাস্তায়") == stem("রাস্তাসমূহের")
    True
    """
    bare = nfc(fold(word)).replace("ব্যা", "ব্য").translate(_BARE)  # ব্যাবস্থা, ব্যবস্থা
    if _SHORT_GENITIVE.fullmatch(bare):
        bare = bare[:2]
    for _ in range(2):
        ending = _ENDING.search(bare, _SHORTEST)
        bare = bare[: ending.start()] if ending else bare
    return bare.removesuffix("\u09cd").translate(_ALIKE)


def _lists() -> Mapping[str, list[list[str]]]:
    """Return the rows of tables/words.csv by their role."""
    text = (files("pipeline.analysis.topics") / "tables" / "words.csv").read_text("utf-8")
    lists: dict[str, list[list[str]]] = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        lists[row["role"]].append(row["words"].split("|"))
    return lists


_LISTS = _lists()
_ACRONYM = re.compile(rf"(?:{nfc(_LETTER_NAMES).translate(_BARE).translate(_ALIKE)}){{2,}}|[a-z]{{1,5}}")
_SAME = {stem(word): stem(same[0]) for same in _LISTS["same"] for word in same}
_NUMBERED = [
    (
        re.compile(
            rf"(?<![\d০-৯/.-])0?{number} ?(?:শে|ই|এ|লা|তম|টাকা)? ?{nfc(name)}"
            rf"(?![\u0980-\u09ff]*[ ,/]*(?:তারিখ|খ্রি|[0-9]))"
        ),
        f" {name}{number.translate(_DIGIT_LETTERS)} ",
    )
    for names in _LISTS["numbered"]
    for number, name in (ascii_digits(phrase).split() for phrase in names)
]


def key_of(word: str) -> str:
    """Return the stem of `word`, or of the word the table prefers for its meaning.

    >>> key_of("সড়কের") == key_of("রাস্তা") == key_of("road")
    True
    """
    key = stem(word)
    return _SAME.get(key, key)


_NUMBERED_KEYS = frozenset(stem(token.strip()) for _, token in _NUMBERED)


def may_be_misspelt(key: str) -> bool:
    """Return whether one letter more or less leaves a word the same: not in acronyms and numbers that are names."""
    return key not in _NUMBERED_KEYS and not _ACRONYM.fullmatch(key)


STOPS = frozenset(key_of(word) for words in _LISTS["stop"] for word in words)
WEAK = frozenset(key_of(word) for words in _LISTS["weak"] for word in words)


def plain(title: str) -> str:
    """Return `title` repaired and lower-cased, with spelled-out acronyms ("ভি জি ডি") and ই- words in one piece."""
    text = ascii_digits(repair_residue(clean(title)).casefold())
    text = _SPELLED_OUT.sub(lambda found: re.sub("[ .,-]", "", found[0]), text)
    for pattern, token in _NUMBERED:
        text = pattern.sub(token, text)
    return _ELECTRONIC.sub(r"\1", _LOST_E.sub("ই-", text))


def keyed_words(title: str, tokens: Tokenizer = own_tokens) -> list[tuple[str, str]]:
    """Return the words of `title` in order, each as (key, form in the title), but for numbers."""
    return [(key, word) for word in tokens(plain(title)) if not _NUMBER.match(word) and (key := key_of(word))]


def keys_of(title: str, tokens: Tokenizer = own_tokens) -> tuple[str, ...]:
    """Return the keys of all words of `title` in order, but for numbers."""
    return tuple(key for key, _ in keyed_words(title, tokens))


def words_of(title: str, tokens: Tokenizer = own_tokens, more_stops: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the keys of the words of `title` in order, without numbers, months and stop words.

    >>> words_of("২০১৯ সালের জুলাই মাসে রাস্তা মেরামত প্রসঙ্গে") == words_of("রাস্তা মেরামত")
    True
    """
    return telling(keys_of(title, tokens), more_stops)


def telling(keys: Iterable[str], more_stops: Iterable[str] = ()) -> tuple[str, ...]:
    """Return `keys` without those of months and stop words."""
    stops = STOPS.union(more_stops) if more_stops else STOPS
    return tuple(key for key in keys if key not in stops)
