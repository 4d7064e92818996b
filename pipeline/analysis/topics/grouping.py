"""Agenda items grouped into topics that recur across months, committees and offices."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from normalizers.letters import nfc
from normalizers.text import fold, one_line
from pipeline.analysis.topics.glossary import Subject, glossary, subjects_of
from pipeline.analysis.topics.similarity import groups
from pipeline.analysis.topics.words import WEAK, Tokenizer, own_tokens, plain, stem, words_of

EXAMPLES = 10
WORDS = 6
LABEL_LETTERS = 60
_AROUND = re.compile(
    nfc(
        r"^[\s\d০-৯.,।:ঃ)(–-]+|[\s.,।:ঃ–-]+$"
        r"|\s+(?:সংক্রান্ত|প্রসঙ্গে|বিষয়ে|বিষয়ক|সম্পর্কে|সম্পর্কিত)(?:\s+(?:আলোচনা|আলোচ্য|সিদ্ধান্ত))?[\s.,।:ঃ–-]*$"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic: why its titles are together, and what to call it."""

    topic_id: str
    label: str
    origin: str  # glossary, similarity
    words: tuple[str, ...]
    examples: tuple[str, ...]


def topics_of(
    titles: Sequence[str | None],
    *,
    tokens: Tokenizer = own_tokens,
    more_stops: Iterable[str] = (),
    subjects: Sequence[Subject] | None = None,
    known: Mapping[str, tuple[str, Sequence[str]]] | None = None,
) -> list[Topic | None]:
    """Return the topic of each title; None for an empty one.

    A title with a term of the glossary belongs to that subject. The others are grouped by likeness among themselves.
    The id is made of the subject's label, or of the words of the group's label: not of order or number of titles.
    `known` maps ids of an earlier run to (label, examples): a group that holds most of them keeps id and label.
    """
    counts = Counter(text for title in titles if title and (text := one_line(title)))
    written = sorted(counts)
    stops = frozenset(more_stops)
    words = [words_of(title, tokens, stops) or words_of(title, tokens) for title in written]
    distinct = sorted(set(words))
    found = dict(zip(distinct, subjects_of(distinct, glossary() if subjects is None else subjects), strict=True))
    rest = [key for key in distinct if found[key] is None]
    numbers = dict(zip(rest, groups(rest), strict=True))
    members: dict[object, list[int]] = defaultdict(list)
    for place, key in enumerate(words):
        subject = found[key]
        members[subject[0].label if subject else numbers[key] if key else fold(written[place])].append(place)
    forms = _forms(written, tokens)
    topic_of: dict[str, Topic] = {}
    taken: set[str] = set()
    earlier = {one_line(title): topic_id for topic_id, (_, examples) in (known or {}).items() for title in examples}
    for name, places in sorted(members.items(), key=lambda item: (-len(item[1]), written[item[1][0]])):
        frequent = sorted((written[place] for place in places), key=lambda title: (-counts[title], len(title), title))
        subject = found[words[places[0]]]
        if subject:
            label, topic_id, tied = str(name), _id(str(name)), [word for p in places for word in found[words[p]][1]]  # type: ignore[index]
        else:
            votes = Counter(earlier[title] for title in frequent if title in earlier and earlier[title] not in taken)
            label = _label(frequent)
            topic_id = _id(" ".join(sorted(set(words_of(label)))) or fold(label) or label)
            if votes and known:
                topic_id = min(votes, key=lambda topic: (-votes[topic], topic))
                label = known[topic_id][0]
            tied = [word for place in places for word in set(words[place]) if word not in WEAK or len(places) == 1]
        if topic_id in taken:  # two groups whose labels have the same words are one topic
            same = next(topic for topic in topic_of.values() if topic.topic_id == topic_id)
            topic_of.update(dict.fromkeys(frequent, same))
            continue
        taken.add(topic_id)
        topic = Topic(
            topic_id=topic_id,
            label=label,
            origin="glossary" if subject else "similarity",
            words=tuple(forms.get(word, word) for word, _ in Counter(sorted(tied)).most_common(WORDS)),
            examples=tuple(frequent[:EXAMPLES]),
        )
        topic_of.update(dict.fromkeys(frequent, topic))
    return [topic_of.get(one_line(title)) if title else None for title in titles]


def _id(key: str) -> str:
    return "t" + sha256(key.encode()).hexdigest()[:10]


def _label(frequent: Sequence[str]) -> str:
    """The most frequent title that is short enough to read, without numbering and without প্রসঙ্গে."""
    title = next((title for title in frequent if len(title) <= LABEL_LETTERS), frequent[0])
    label = _AROUND.sub("", _AROUND.sub("", title)) or title
    if len(label) > LABEL_LETTERS:
        label = label[:LABEL_LETTERS].rsplit(" ", 1)[0] + " …"
    return label


def _forms(titles: Iterable[str], tokens: Tokenizer) -> dict[str, str]:
    """Map stems back to the shortest form in which a word is written."""
    forms: dict[str, str] = {}
    for word in sorted({word for title in titles for word in tokens(plain(title))}, key=lambda word: (len(word), word)):
        forms.setdefault(stem(word), word)
    return forms
