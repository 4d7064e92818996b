"""Recurring subjects of local government and the words minutes use for them (tables/topics.csv).

Wording of one subject can share no letter (ফেসবুক পেজ, সামাজিক যোগাযোগ মাধ্যম): only a list of terms knows that. People
extend the list by a line; a subject that is not in it is still grouped, by similarity alone.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from pipeline.analysis.topics.words import words_of

FUZZY_FROM = 5  # letters a word must have to be recognised with an error in it
FUZZY_CUTOFF = 0.78  # of normalised Levenshtein similarity: one error in five letters, two in ten
WORD_OF_A_TERM = 1.0
LETTER_OF_A_TERM = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One line of the glossary: its label, and each term as the stems that must all stand in a title."""

    label: str
    terms: tuple[tuple[str, ...], ...]


@cache
def glossary() -> tuple[Subject, ...]:
    """Return the subjects of tables/topics.csv."""
    text = (files("pipeline.analysis.topics") / "tables" / "topics.csv").read_text("utf-8")
    subjects = []
    for row in csv.DictReader(text.splitlines()):
        terms = {words for term in row["terms"].split("|") if (words := words_of(term))}
        subjects.append(Subject(label=row["label"], terms=tuple(sorted(terms))))
    return tuple(subjects)


def subjects_of(
    titles: Iterable[Sequence[str]], subjects: Sequence[Subject]
) -> list[tuple[Subject, tuple[str, ...]] | None]:
    """Return for each title (as stems) the subject whose term fits best, with that term; None where none fits.

    A term fits when all its words stand in the title, in any order, parted or joined ("যান জট"), with a wrong letter or
    two in long ones. More words win, then longer ones, then the earlier in the title.
    """
    stems = [tuple(title) for title in titles]
    terms: dict[str, list[tuple[Subject, tuple[str, ...]]]] = defaultdict(list)
    for subject in subjects:
        for term in subject.terms:
            for form in {term, ("".join(term),)}:
                terms[form[0]].append((subject, form))
    words = {word for forms in terms.values() for _, form in forms for word in form}
    near = _near({piece for title in stems for piece, _ in _pieces(title)}, words)
    return [_best(title, terms, near) for title in stems]


def _pieces(title: tuple[str, ...]) -> list[tuple[str, int]]:
    """Words and joined neighbours, with their place."""
    pairs = [(left + right, place) for place, (left, right) in enumerate(pairwise(title))]
    return [(word, place) for place, word in enumerate(title)] + pairs


def _near(pieces: set[str], words: set[str]) -> Mapping[str, tuple[str, float]]:
    """Map each piece to the word of the glossary it is or nearly is, with their likeness."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    near = {piece: (piece, 1.0) for piece in pieces & words}
    choices = sorted(word for word in words if len(word) >= FUZZY_FROM)
    for piece in sorted(pieces - words):
        if len(piece) < FUZZY_FROM:
            continue
        found = process.extractOne(piece, choices, scorer=Levenshtein.normalized_similarity, score_cutoff=FUZZY_CUTOFF)
        if found:
            near[piece] = (found[0], found[1])
    return near


def _best(
    title: tuple[str, ...],
    terms: Mapping[str, Sequence[tuple[Subject, tuple[str, ...]]]],
    near: Mapping[str, tuple[str, float]],
) -> tuple[Subject, tuple[str, ...]] | None:
    seen: dict[str, tuple[float, int]] = {}
    for piece, place in _pieces(title):
        if piece in near:
            word, likeness = near[piece]
            seen[word] = max(seen.get(word, (0.0, 0)), (likeness, -place))
    best: tuple[tuple[float, int, str], Subject, tuple[str, ...]] | None = None
    for word in seen:
        for subject, term in terms.get(word, ()):
            if all(part in seen for part in term):
                score = sum(seen[part][0] * (WORD_OF_A_TERM + LETTER_OF_A_TERM * len(part)) for part in term)
                place = max(seen[part][1] for part in term)
                key = (round(score, 6), place, subject.label)
                if best is None or key > best[0]:
                    best = (key, subject, term)
    return (best[1], best[2]) if best else None
