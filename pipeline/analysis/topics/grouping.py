"""Agenda titles grouped into topics that recur across months, committees and offices."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from normalizers.letters import nfc
from normalizers.slots import MONTHS
from normalizers.text import fold, one_line
from pipeline.analysis.topics.glossary import Found, Subject, glossary, subjects_of
from pipeline.analysis.topics.similarity import groups
from pipeline.analysis.topics.words import WEAK, Tokenizer, keyed_words, own_tokens, telling, words_of

EXAMPLES = 10
WORDS = 6
LABEL_LETTERS = 60
_DIGIT = re.compile("[0-9০-৯]")
_AROUND = re.compile(
    nfc(
        r"^[\s\d০-৯.,।:ঃ)(–-]+|[\s.,।:ঃ–-]+$"
        r"|\s+(?:সংক্রান্ত|প্রসঙ্গে|বিষয়ে|বিষয়ক|সম্পর্কে|সম্পর্কিত)(?:\s+(?:আলোচনা|আলোচ্য|সিদ্ধান্ত))?[\s.,।:ঃ–-]*$"
    )
)
_MONTHS = "|".join(MONTHS)
_OF_A_MONTH = re.compile(  # জুলাই/২০১৯ মাসের, ২০১৯-২০ অর্থবছরের
    nfc(rf"^(?:{_MONTHS}|খ্রি|ইং|[\d০-৯\s/,.।ঃ:–-])+(?:মাসের|সালের|সনের|অর্থ ?বছরের|বছরের)\s+")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic: why its titles are together, and what to call it."""

    topic_id: str
    label: str
    origin: str  # glossary, similarity
    words: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What an earlier run found: the topic of each title, and the labels of topics that are of no glossary."""

    topic_of: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Title:
    """A title as written, the keys of all its words, and of those by which it is compared."""

    text: str
    keys: tuple[str, ...]
    words: tuple[str, ...]


def topics_of(
    titles: Sequence[str | None],
    *,
    tokens: Tokenizer = own_tokens,
    more_stops: Iterable[str] = (),
    subjects: Sequence[Subject] | None = None,
    earlier: Earlier | None = None,
    alike: bool = True,
) -> list[Topic | None]:
    """Return the topic of each title; None for an empty one.

    A title with a term of the glossary belongs to that subject. The others are grouped by likeness among themselves.
    The id is made of the subject's label, or of the words of the group's label: not of order or number of titles. A
    group that holds most titles of a topic of `earlier` keeps its id and label. Without `alike`, which needs
    scikit-learn, the others are together only where they have the same words.
    """
    counts = Counter(text for title in titles if title and (text := one_line(title)))
    forms: dict[str, str] = {}
    stops = frozenset(more_stops)
    read = []
    for text in sorted(counts):
        pairs = keyed_words(text, tokens)
        keys = tuple(key for key, _ in pairs)
        read.append(_Title(text=text, keys=keys, words=telling(keys, stops) or telling(keys)))
        for key, word in pairs:
            forms[key] = min(forms.get(key, word), word, key=lambda form: (len(form), form))
    distinct = sorted({title.keys for title in read})
    found = dict(zip(distinct, subjects_of(distinct, glossary() if subjects is None else subjects), strict=True))
    groups_of = _groups(read, found, alike)
    ids = _ids_kept(groups_of, counts, earlier or Earlier())
    topic_of: dict[str, Topic] = {}
    by_id: dict[str, Topic] = {}
    for name, members in sorted(groups_of.items(), key=lambda item: (-len(item[1]), item[1][0].text)):
        frequent = sorted((title.text for title in members), key=lambda text: (-counts[text], len(text), text))
        topic = _topic(name, members, frequent, found, forms)
        if earlier and name in ids:
            topic = _kept(topic, ids[name], earlier.labels[ids[name]])
        topic = by_id.setdefault(topic.topic_id, topic)  # two groups whose labels have the same words are one topic
        topic_of.update(dict.fromkeys(frequent, topic))
    return [topic_of.get(one_line(title)) if title else None for title in titles]


def moved(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return where the titles of topics went that no longer hold all of them; by earlier id, titles that are gone left out.

    >>> moved({"ক": "1", "খ": "1", "গ": "2", "ঘ": "3"}, {"ক": "1", "খ": "1", "গ": "1", "ঘ": "3"})
    {'2': ('1',)}
    """
    places: dict[str, set[str]] = defaultdict(set)
    for title, topic_id in before.items():
        if title in after:
            places[topic_id].add(after[title])
    return {topic_id: tuple(sorted(now)) for topic_id, now in sorted(places.items()) if now != {topic_id}}


def _groups(
    read: Sequence[_Title], found: Mapping[tuple[str, ...], Found | None], alike: bool
) -> dict[tuple[str, object], list[_Title]]:
    """Titles of one subject, of one group of the others, or of the same letters where they have no words."""
    rest = sorted({title.words for title in read if found[title.keys] is None})
    numbers = dict(zip(rest, groups(rest) if alike else range(len(rest)), strict=True))
    together: dict[tuple[str, object], list[_Title]] = defaultdict(list)
    for title in read:
        subject = found[title.keys]
        if subject:
            together["subject", subject[0].label].append(title)
        elif title.words:
            together["group", numbers[title.words]].append(title)
        else:
            together["letters", fold(title.text)].append(title)
    return together


def _topic(
    name: tuple[str, object],
    members: Sequence[_Title],
    frequent: Sequence[str],
    found: Mapping[tuple[str, ...], Found | None],
    forms: Mapping[str, str],
) -> Topic:
    subjects = [subject for title in members if (subject := found[title.keys])]
    if subjects:
        label = str(name[1])
        topic_id = _id(label)
        tied = Counter(sorted(word for _, words in subjects for word in telling(words) or words))
    else:
        label = _label(frequent)
        topic_id = _id(" ".join(sorted(set(words_of(label)))) or fold(label) or label)
        tied = Counter(
            sorted(word for title in members for word in set(title.words) if word not in WEAK or len(members) == 1)
        )
    return Topic(
        topic_id=topic_id,
        label=label,
        origin="glossary" if subjects else "similarity",
        words=tuple(forms[word] for word, _ in tied.most_common(WORDS)),
        examples=tuple(frequent[:EXAMPLES]),
    )


def _kept(topic: Topic, topic_id: str, label: str) -> Topic:
    return Topic(topic_id=topic_id, label=label, origin=topic.origin, words=topic.words, examples=topic.examples)


def _ids_kept(
    groups_of: Mapping[tuple[str, object], Sequence[_Title]], counts: Mapping[str, int], earlier: Earlier
) -> dict[tuple[str, object], str]:
    """Give each earlier topic to the group that holds most of its items, and each group the topic it holds most of."""
    shared = Counter(
        (topic_id, name)
        for name, members in groups_of.items()
        if name[0] != "subject"
        for title in members
        if (topic_id := earlier.topic_of.get(title.text)) in earlier.labels
        for _ in range(counts[title.text])
    )
    kept: dict[tuple[str, object], str] = {}
    given: set[str] = set()
    for (topic_id, name), _ in sorted(
        shared.items(), key=lambda item: (-item[1], item[0][0], groups_of[item[0][1]][0].text)
    ):
        if topic_id is not None and topic_id not in given and name not in kept:
            kept[name] = topic_id
            given.add(topic_id)
    return kept


def _id(key: str) -> str:
    return "t" + sha256(key.encode()).hexdigest()[:10]


def _label(frequent: Sequence[str]) -> str:
    """The most frequent title that is short enough to read, one without numbers first; without its month and প্রসঙ্গে."""
    titles = [title for title in frequent if len(title) <= LABEL_LETTERS] or frequent[:1]
    title = next((title for title in titles if not _DIGIT.search(title)), titles[0])
    label = _OF_A_MONTH.sub("", title)
    label = _AROUND.sub("", _AROUND.sub("", label)) or title
    if len(label) > LABEL_LETTERS:
        label = label[:LABEL_LETTERS].rsplit(" ", 1)[0] + " …"
    return label
