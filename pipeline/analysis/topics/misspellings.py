"""Words of the glossary that a misspelt or badly scanned word of a title stands for."""

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from itertools import combinations

from normalizers.letters import nfc
from normalizers.vocabulary import bangla_words
from pipeline.analysis.topics.words import key_of, may_be_misspelt

SHORTEST = 4  # letters and signs of a key
CUTOFF = 0.72  # of normalised Levenshtein similarity: a first sieve
FINDS = 3  # words that one misspelling may stand for
CHUNK = 1_000  # misspellings looked up at once
ERROR = 1.0  # a letter for another; less for letters alike, vowel signs, letters lost or gained, a lost reph; more at the head
ALIKE, SIGN, LOST, REPH, FIRST = 0.4, 0.6, 0.6, 0.4, 0.4
MOST = 0.18  # error that each letter of the longer word allows
# Keys of words have made one of letters of one sound already; these are alike in shape, or their strokes are lost.
_ALIKE = frozenset(
    pair
    for group in (
        "তভখ",
        "টডচ",
        "নলত",
        "রকদ",
        "যসম",
        "সমগপ",
        "দখহ",
        "উড",
        "ইহ",
        "জত",
        "পভ",
        "চজস",
        "কগ",
        "পয",
        "আঅএ",
        "ওঅ",
    )
    for pair in combinations(nfc(group), 2)
)
_SIGNS = frozenset("ািুৃেৈোৌঁঃৗ")


def near(keys: set[str], words: frozenset[str]) -> Mapping[str, list[tuple[str, float]]]:
    """Map each of `keys` to the words it is or nearly is, each with its likeness: 1 for the word itself.

    Correct words of Bangla and acronyms are no misspelling of others.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    found = {word: [(word, 1.0)] for word in words}
    choices = sorted(word for word in words if len(word) >= SHORTEST and may_be_misspelt(word))
    strange = sorted(key for key in keys - words - _known() if len(key) >= SHORTEST and may_be_misspelt(key))
    scorer = Levenshtein.normalized_similarity
    for start in range(0, len(strange) if choices else 0, CHUNK):
        chunk = strange[start : start + CHUNK]
        if find_spec("numpy") is None:  # slower
            sieved = [
                [word for word, _, _ in process.extract(key, choices, scorer=scorer, score_cutoff=CUTOFF, limit=None)]
                for key in chunk
            ]
        else:
            table = process.cdist(chunk, choices, scorer=scorer, score_cutoff=CUTOFF, workers=-1)
            sieved = [[choices[place] for place in row.nonzero()[0]] for row in table]
        for key, some in zip(chunk, sieved, strict=True):
            ranked = sorted((_error(key, word) / max(len(key), len(word)), word) for word in some)
            found[key] = [(word, 1 - error) for error, word in ranked[:FINDS] if error <= MOST]
    return found


def _error(key: str, word: str) -> float:
    """Return what it costs to make `word` of `key`; letters that are confused cost less than others."""
    from rapidfuzz.distance import Levenshtein

    error = 0.0
    for edit in Levenshtein.editops(key, word):
        operation, at, to = edit.tag, edit.src_pos, edit.dest_pos
        one, other = key[at : at + 1], word[to : to + 1]
        if operation == "replace":
            pair = {one, other}
            error += SIGN if pair <= _SIGNS else ALIKE if (one, other) in _ALIKE or (other, one) in _ALIKE else ERROR
        else:
            letter = one if operation == "delete" else other
            error += SIGN if letter in _SIGNS else REPH if letter == "র" else LOST
        error += FIRST if not at and not to else 0
    return error


@cache
def _known() -> frozenset[str]:
    """Keys of correct Bangla words."""
    return frozenset(map(key_of, bangla_words()))
