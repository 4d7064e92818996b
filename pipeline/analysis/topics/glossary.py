"""Recurring subjects of government and the words minutes use for them (tables/topics.csv).

Wording of one subject can share no letter (ফেসবুক পেজ, সামাজিক যোগাযোগ মাধ্যম): only a list of terms knows that. People
extend the list by a line; a subject that is not in it is still grouped, by similarity alone.
"""

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from pipeline.analysis.topics.misspellings import near
from pipeline.analysis.topics.words import STOPS, WEAK, keys_of

MISSPELT = 3  # power of likeness by which a term that is misspelt weighs less
LONG, ALONE = 5, 0.89  # letters and likeness of a misspelt word where no other word of the term stands as it should
WEAK_SHARE = 0.3  # of the weight of other words
STOP_SHARE = 0.05
LETTER = 0.02  # of a term: of two that fit, the longer
GENERAL = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One line of the glossary: its label, and each term as the keys of words that must all stand in a title.

    Rank 3 is a programme or subject by its own name, which decides whatever stands beside it; 2 a subject; 1 business
    that any subject can have (a report, a training), taken only where the title says nothing else.
    """

    label: str
    rank: int
    terms: tuple[tuple[str, ...], ...]


@cache
def glossary() -> tuple[Subject, ...]:
    """Return the subjects of tables/topics.csv."""
    text = (files("pipeline.analysis.topics") / "tables" / "topics.csv").read_text("utf-8")
    subjects = []
    for row in csv.DictReader(text.splitlines()):
        terms = {words for term in row["terms"].split("|") if (words := tuple(dict.fromkeys(keys_of(term))))}
        subjects.append(Subject(label=row["label"], rank=int(row["rank"]), terms=tuple(sorted(terms))))
    return tuple(subjects)


Found = tuple[Subject, tuple[str, ...]]  # with the words of the title that are its term


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """The terms of all subjects, to be looked up by any of their words."""

    of_word: Mapping[str, Sequence[tuple[Subject, tuple[str, ...], float]]]  # as written or joined, with its weight
    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Seen:
    """A word of the glossary in a title."""

    likeness: float
    before: int  # of words that stand behind it
    keys: tuple[str, ...]


def subjects_of(titles: Iterable[Sequence[str]], subjects: Sequence[Subject]) -> list[Found | None]:
    """Return for each title (as keys of all its words) the subject whose term fits best; None where none fits.

    A term fits when all its words stand in the title, in any order, parted or joined ("যান জট"), with a wrong letter or
    two in long ones. The higher rank wins, then more words, rarer ones before those of many subjects, then the earlier
    in the title.
    """
    keys = [tuple(title) for title in titles]
    terms = _terms(subjects)
    words = near({key for title in keys for key in title}, terms.words)
    return [_best(title, terms, words) for title in keys]


def _terms(subjects: Sequence[Subject]) -> _Terms:
    used = Counter(word for subject in subjects for word in {word for term in subject.terms for word in term})
    most = math.log(1 + len(subjects))
    weights = {
        word: (math.log((1 + len(subjects)) / number) / most + LETTER * len(word))
        * (STOP_SHARE if word in STOPS else WEAK_SHARE if word in WEAK else 1)
        for word, number in used.items()
    }
    of_word: dict[str, list[tuple[Subject, tuple[str, ...], float]]] = defaultdict(list)
    for subject in subjects:
        for term in subject.terms:
            weight = sum(weights[word] for word in term)
            for form in sorted({term, ("".join(term),)}):
                of_word[form[0]].append((subject, form, weight))
    return _Terms(of_word=of_word, words=frozenset(used) | of_word.keys())


def _best(title: tuple[str, ...], terms: _Terms, words: Mapping[str, Sequence[tuple[str, float]]]) -> Found | None:
    seen: dict[str, _Seen] = {}
    pieces: list[tuple[int, tuple[str, ...]]] = [(place, (key,)) for place, key in enumerate(title)]
    pieces += enumerate(pairwise(title))
    for place, keys in pieces:
        for word, likeness in words.get("".join(keys), ()):
            found = _Seen(likeness=likeness, before=len(title) - place, keys=keys)
            if word not in seen or found > seen[word]:
                seen[word] = found
    best: tuple[tuple[int, float, int, str], Subject, tuple[str, ...]] | None = None
    for word in seen:
        for subject, term, weight in terms.of_word.get(word, ()):
            if not all(part in seen for part in term):
                continue
            parts = [seen[part] for part in term]
            if not any(part.likeness == 1 for part in parts) and not all(
                len(part.keys[0]) >= LONG and part.likeness >= ALONE for part in parts
            ):
                continue
            said = tuple(key for part in parts for key in part.keys)
            if subject.rank == GENERAL and not all(key in said or key in WEAK or key in STOPS for key in title):
                continue
            likeness = math.prod(part.likeness for part in parts) ** MISSPELT
            order = (subject.rank, round(weight * likeness, 6), max(part.before for part in parts), subject.label)
            if best is None or order > best[0]:
                best = (order, subject, said)
    return (best[1], best[2]) if best else None
