"""Which earlier decision a later text speaks of: a row of a review, a sentence, or a decision that is taken again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from normalizers.digits import ascii_digits
from normalizers.letters import nfc
from normalizers.text import fold
from pipeline.analysis.topics.words import WEAK, stem, words_of

ALIKE = 0.85  # of the best likeness: decisions as alike as that were said again and again, and are all meant
FAR = 0.2  # likeness under which letters are not compared any more
WEIGHT_OF_WEAK = 0.4  # words that many agenda titles have tell less of two decisions, but they tell
_AUXILIARY = (
    "করতে করিতে করবে করবেন করা করার করে করেছে করেছেন হবে হইবে হয় হয়েছে হইয়াছে হয়নি হচ্ছে হওয়া দিতে দেওয়া দেয়া নিতে নেওয়া নেয়া রাখতে রাখা "
    "রয়েছে আছে ছিল থাকা থাকে চলছে যায় যাবে যায়নি নেই নাই জানান জানানো বলেন মর্মে সভাকে সভায় এখনও এখনো পর্যন্ত"
)
_VERBS = frozenset(stem(fold(word)) for word in _AUXILIARY.split())
_ACTS = {  # what is to be done or was done; those of one line are told of each other
    nfc(act): number
    for number, acts in enumerate(
        (
            "প্রেরণ দাখিল", "বিতরণ", "মেরামত সংস্কার", "নির্মাণ স্থাপন", "গঠন", "আয়োজন", "অপসারণ উচ্ছেদ", "রোপণ", "খনন",
            "পরিশোধ", "আদায়", "নিয়োগ", "পরিদর্শন",
        )
    )
    for act in acts.split()
}  # fmt: skip
_ACT = re.compile(rf"(?<![\u0980-\u09ff])({'|'.join(_ACTS)})(?:ের|র|ে|সহ)?(?![\u0980-\u09ff])")
_DIRECTIONS = tuple(map(nfc, ("উত্তর", "দক্ষিণ", "পূর্ব", "পশ্চিম")))
_DIRECTION = re.compile(rf"(?<![\u0980-\u09ff])({'|'.join(_DIRECTIONS)})(?:[ে]|াংশ[েরে]*|দিক[েরে]*)?(?![\u0980-\u09ff])")
_NUMBERED = re.compile(nfc(r"([0-9]{1,4})\s*(?:নং|নম্বর|নম্বার)"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text made ready for comparing."""

    words: frozenset[str]
    weight: float  # of all its words
    key: str
    numbers: frozenset[str]  # of wards, roads …: other numbers are other things
    directions: frozenset[str]
    acts: tuple[int, ...]  # in order: the last one of a decision is what it orders


def text_of(text: str) -> Text:
    """Return `text` ready for comparing."""
    words = frozenset(words_of(text)) - _VERBS
    return Text(
        words=words,
        weight=_weight(words),
        key=fold(text),
        numbers=frozenset(_NUMBERED.findall(ascii_digits(text))),
        directions=frozenset(_DIRECTION.findall(text)),
        acts=tuple(_ACTS[act] for act in _ACT.findall(text)),
    )


def likeness(one: Text, other: Text) -> float:
    """Return Dice's share of common words, or the share of common letters where the texts are nearly the same."""
    shared = one.words & other.words
    dice = 2 * _weight(shared) / (one.weight + other.weight) if shared else 0.0
    if dice < FAR or _contradict(one, other):
        return 0.0
    return max(dice, fuzz.ratio(one.key, other.key, score_cutoff=80) / 100)


def told_of(sentence: Text, decision: Text, least: float) -> float:
    """Return the share of the decision's words, or of the sentence's if they are fewer, that the other has too.

    0 where the words they share weigh less than `least`: a strong word weighs 1, one of many titles WEIGHT_OF_WEAK.
    """
    shared = _weight(sentence.words & decision.words)
    other_act = sentence.acts and decision.acts and decision.acts[-1] not in sentence.acts
    if shared < least or other_act or _contradict(sentence, decision):
        return 0.0
    return shared / min(sentence.weight, decision.weight)


def meant(scores: Sequence[float], least: float) -> list[int]:
    """Return the places of the best of `scores` and of those ALIKE; none where the best is under `least`."""
    best = max(scores, default=0.0)
    return [place for place, score in enumerate(scores) if score >= max(least, best * ALIKE)]


def _weight(words: Iterable[str]) -> float:
    return sum(WEIGHT_OF_WEAK if word in WEAK else 1.0 for word in words)


def _contradict(one: Text, other: Text) -> bool:
    return any(
        mine and theirs and not mine & theirs
        for mine, theirs in ((one.numbers, other.numbers), (one.directions, other.directions))
    )
