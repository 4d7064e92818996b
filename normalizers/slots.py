"""Slots: the word of a short closed list that a damaged reading was meant to be.

OCR swaps Bangla letters that look alike. Where a place in the document can hold only a few words (a month, a weekday, a
label, an office, a place), the nearest of them is a safe reading; over a whole dictionary it is not (measured: of ten
rare but right words, six were changed). A repair is for the understood value only, never for the text as stated.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from normalizers.letters import nfc
from normalizers.text import clean, fold, one_line

MONTHS = tuple(
    nfc(
        "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর "
        "বৈশাখ জ্যৈষ্ঠ আষাঢ় শ্রাবণ ভাদ্র আশ্বিন কার্তিক অগ্রহায়ণ পৌষ মাঘ ফাল্গুন চৈত্র",
    ).split()
)
WEEKDAYS = tuple(nfc("শনিবার রবিবার সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার").split())
LABELS = tuple(
    nfc(
        "সভাপতি|সভার তারিখ|সভার সময়|সভার স্থান|তারিখ|সময়|স্থান|স্মারক নং|আলোচ্যসূচি|আলোচ্য বিষয়|আলোচনা|সিদ্ধান্ত|গৃহীত সিদ্ধান্ত|বাস্তবায়নকারী|বাস্তবায়নে|সময়সীমা|মন্তব্য|ক্রমিক নং|উপস্থিতি|অনুলিপি|কার্যবিবরণী",
    ).split("|")
)

_BANGLA_WORD = re.compile("[\u0980-\u09e5]{4,}")
_LONGEST = 60
# Letters that scans confuse, each group alike in shape (measured on scanned minutes: ঢ়/ট, দ্ভ/ন্ন, ভ/ত, স্ব/স্থ, ৰ/র; the
# rest by their common strokes).
_ALIKE = frozenset(
    pair
    for group in (
        "ভতড",
        "ঢটচ",
        "নলণ",
        "বরকধঝ",
        "ষযয়ঘম",
        "সমগপ",
        "দথখ",
        "উডঊ",
        "ওত্ত",
        "ইহ",
        "এত্র",
        "জডঞ",
        "শগণ",
        "ািী",
        "ুূৃ্",
        "েৈ",
        "োৌ",
        "ংঃঁ",
    )
    for letters in [dict.fromkeys(nfc(group))]
    for first, second in combinations(letters, 2)
    for pair in ((first, second), (second, first))
)
_SIGNS = frozenset("\u0981\u0982\u0983\u09bc\u09be\u09bf\u09c0\u09c1\u09c2\u09c3\u09c7\u09c8\u09cb\u09cc\u09cd")
_LETTER = re.compile("র\u09cd(?=[ক-হ])|\u09cdর|.", re.DOTALL)
_RA, _RA_JOINED = "\u09cdর", ("র\u09cd", "\u09cdর")
_SHORTEST = 4  # letters: of shorter words too many are near
_ALIKE_COST = 0.4
_SIGN_COST = 0.6
_MOST = 0.34  # of the longer word's letters
_LEAD = 0.5  # that the nearest must have before the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Slotted:
    """The choice a reading stands for; `repaired` tells that the reading was another, `distance` how far it was."""

    value: str
    repaired: bool
    distance: float


def nearest(text: str, choices: Iterable[str], *, most: float = _MOST, lead: float = _LEAD) -> Slotted | None:
    """Return the one of `choices` that `text` is or was meant to be; None where none is near, or two are about as near.

    Distance counts letters, less for those that scans confuse; `most` is its limit as a share of the longer word, `lead`
    how much nearer the best must be than the second.

    >>> nearest("ভার্দ", MONTHS).value, nearest("আগস্ট", MONTHS).repaired
    ('ভাদ্র', False)
    >>> nearest("সভাপতি", MONTHS) is None
    True
    """
    reading = one_line(text[:_LONGEST]).strip(" :ঃ।,.;-")
    if not reading:
        return None
    key, letters = fold(reading), _letters(reading)
    ranked: list[tuple[float, float, str]] = []
    for choice in dict.fromkeys(choices):
        wanted = clean(choice)
        if key and fold(wanted) == key:
            return Slotted(value=choice, repaired=wanted != reading, distance=0.0)
        other = _letters(wanted)
        longer = max(len(letters), len(other))
        if min(len(letters), len(other)) >= _SHORTEST and abs(len(letters) - len(other)) <= most * longer + 1:
            distance = _distance(letters, other)
            ranked.append((distance, distance / longer, choice))
    ranked.sort()
    if not ranked or ranked[0][1] > most or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < lead):
        return None
    return Slotted(value=ranked[0][2], repaired=True, distance=round(ranked[0][0], 2))


def months_repaired(text: str) -> str:
    """Return a date's `text` with each damaged month name as the month it was meant to be; never for showing.

    >>> months_repaired("২১ অক্টেবর ২০২২")
    '২১ অক্টোবর ২০২২'
    >>> months_repaired("২১ তারিখ, সভাপতি")
    '২১ তারিখ, সভাপতি'
    """
    return _BANGLA_WORD.sub(lambda word: found.value if (found := nearest(word[0], MONTHS)) else word[0], clean(text))


def _letters(text: str) -> list[str]:
    """The letters and signs of `text`; র joined above or below another letter is one sign, wherever it stands."""
    return [_RA if letter in _RA_JOINED else letter for letter in _LETTER.findall(text)]


def _distance(first: list[str], second: list[str]) -> float:
    """Damerau's distance with the weights above."""
    before: list[float] = []
    row = [0.0]
    for letter in second:
        row.append(row[-1] + _alone(letter))
    for at, left in enumerate(first, 1):
        older, before, row = before, row, [row[0] + _alone(left)]
        for to, right in enumerate(second, 1):
            best = min(before[to] + _alone(left), row[to - 1] + _alone(right), before[to - 1] + _swap(left, right))
            if at > 1 and to > 1 and left == second[to - 2] and first[at - 2] == right and older:
                best = min(best, older[to - 2] + _SIGN_COST)
            row.append(best)
    return row[-1]


def _alone(letter: str) -> float:
    return _SIGN_COST if letter in _SIGNS or letter in (" ", _RA) else 1.0


@cache
def _swap(left: str, right: str) -> float:
    if left == right:
        return 0.0
    if (left, right) in _ALIKE:
        return _ALIKE_COST
    return _SIGN_COST if left in _SIGNS and right in _SIGNS else 1.0
