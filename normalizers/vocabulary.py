"""Words of administrative Bangla and English, and which of the two a Latin-looking word is likelier to be."""

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise

from normalizers.letters import nfc

_ENDINGS = tuple(
    sorted(
        nfc(
            "র ের এর য়ের কে তে েতে য়ে য় ে ই ও রও েরও কেও েই েও টি টির টিতে টা গুলো গুলোর গুলি গুলির গুলোতে সমূহ সমূহের সমূহে গণ গণের গণকে "
            "দের েরা রা দেরকে বৃন্দ বৃন্দের বৃন্দকে সহ ভাবে মূলক জনক যোগ্য হীন বিহীন ভিত্তিক মাফিক ব্যাপী কৃত কারী কারীর কারীদের প্রাপ্ত "
            "করণ করণের ীকরণ াধীন ায়ন গুলোকে টিকে টিকেই খানা পূর্বক পূর্ণ ী ীর ীদের িত িতে া ার াকে ায় ো োর বাদ বিধি পত্র সম্মত দায়ক",
        ).split(),
        key=len,
        reverse=True,
    )
)
_SHORTEST_STEM = 2
_LONGEST_WORD = 80  # in code points


def _words(name: str) -> frozenset[str]:
    lines = files("normalizers").joinpath("tables", name).read_text("utf-8").splitlines()
    return frozenset(nfc(" ".join(line for line in lines if not line.startswith("#"))).split())


@cache
def bangla_words() -> frozenset[str]:
    """Return the dictionary forms in `tables/words_bn.txt`."""
    return _words("words_bn.txt")


@cache
def english_words() -> frozenset[str]:
    """Return the words in `tables/words_en.txt`: lower case, or in their one spelling."""
    return _words("words_en.txt")


def endings_of(word: str) -> int | None:
    """Return how many endings (case, plural, emphasis) NFC `word` bears beyond a common Bangla word; None if it is none.

    >>> endings_of("সিদ্ধান্ত"), endings_of("সিদ্ধান্তসমূহের"), endings_of("সিদ্ধামত্ম")
    (0, 1, None)
    """
    if len(word) > _LONGEST_WORD:
        return None
    known = bangla_words()
    stems = {word}
    for endings in range(3):
        if not known.isdisjoint(stems):
            return endings
        stems = {
            stem[: -len(ending)]
            for stem in stems
            for ending in _ENDINGS
            if stem.endswith(ending) and len(stem) >= len(ending) + _SHORTEST_STEM
        }
    return None


def is_bangla_word(word: str) -> bool:
    """Whether NFC `word` is a common Bangla word, bare or with up to two endings (case, plural, emphasis).

    >>> is_bangla_word("সিদ্ধান্তসমূহের"), is_bangla_word("সিদ্ধামত্ম")
    (True, False)
    """
    return endings_of(word) is not None


def is_english_word(word: str) -> bool:
    """Whether ASCII `word` is a listed English word or acronym, in a case that English writes.

    >>> is_english_word("Memo"), is_english_word("LGED"), is_english_word("mEmo")
    (True, True, False)
    """
    known = english_words()
    return word in known or (word.lower() in known and (word.islower() or word.isupper() or word.istitle()))


def model_of(bijoy: Iterable[str]) -> dict[tuple[str, str], float]:
    """Return for each pair of neighbouring characters how much it speaks for English against the `bijoy` words.

    Natural logarithms of the ratio of the two frequencies; "" stands for the edge of a word, "¤" for any character
    outside ASCII.
    """
    english = [form for word in english_words() for form in {word, word.capitalize()}]
    ours, theirs = _pairs(english), _pairs(bijoy)
    first_ours, first_theirs = Counter(a for a, _ in ours.elements()), Counter(a for a, _ in theirs.elements())
    alphabet = sorted({character for pair in [*ours, *theirs] for character in pair})
    size = len(alphabet)
    return {
        (a, b): math.log((ours[a, b] + 0.3) / (first_ours[a] + 0.3 * size))
        - math.log((theirs[a, b] + 0.3) / (first_theirs[a] + 0.3 * size))
        for a in alphabet
        for b in alphabet
    }


def pairs(word: str) -> list[tuple[str, str]]:
    """Return the pairs of neighbouring characters of `word` that `model_of` counts, edges included."""
    characters = ["", *(character if character.isascii() else "¤" for character in word), ""]
    return list(pairwise(characters))


def _pairs(words: Iterable[str]) -> Counter[tuple[str, str]]:
    return Counter(pair for word in words for pair in pairs(word))
