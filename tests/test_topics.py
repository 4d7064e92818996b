"""Agenda titles become topics, whatever their wording; measured on labelled titles beside plain k-means."""

import csv
import io
import random
import sys
from collections import defaultdict
from collections.abc import Hashable, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.analysis.topics.build import build
from pipeline.analysis.topics.glossary import glossary, subjects_of
from pipeline.analysis.topics.grouping import topics_of
from pipeline.analysis.topics.similarity import LIKE, groups
from pipeline.analysis.topics.titles import print_topics
from pipeline.analysis.topics.words import words_of

LABELLED = Path(__file__).parents[2] / "shared" / "cases" / "topic_titles.tsv"

SAME_WORDS = [
    ("রাস্তা মেরামত", "রাস্তাসমূহের মেরামত প্রসঙ্গে"),
    ("ভি জি ডি কার্ড", "ভিজিডি কার্ড"),
    ("টি.আর প্রকল্প", "টিআর প্রকল্প"),
    ("ই-নথি", "ই নথি"),
    ("২০২১-২০২২ অর্থবছরের ২য় পর্যায়ের নলকূপ", "নলকুপ"),
    ("জুলাই মাসের বাসত্মবায়ন", "বাস্তবায়ন"),
    ("ৰিবিধ।", "বিবিধ"),
]
SAME_TOPIC = [
    ("Facebook পেজ খোলা", "সামাজিক যোগাযোগ মাধ্যমে প্রচার"),
    ("যান জট", "শহরের যানজট কমানো"),
    ("গরু চুরি রোধে টহল", "চুরি প্রতিরোধ"),
    ("কবরস্থানের প্রাচীর নির্মাণ", "কবরস্তানের প্রাচির নির্মান প্রসঙ্গে"),
]
OTHER_TOPIC = [
    ("ভিজিডি চাল বিতরণ", "ভিজিএফ চাল বিতরণ"),
    ("ই-নথি বাস্তবায়ন", "ই-নথি প্রশিক্ষণ"),
    ("ব্রিজ নির্মাণ", "বীজ বিতরণ"),
    ("কবরস্থানের প্রাচীর নির্মাণ", "খেলার মাঠ ভরাট"),
]


@pytest.mark.parametrize(("one", "other"), SAME_WORDS)
def test_words_are_the_same(one: str, other: str) -> None:
    assert words_of(one) == words_of(other) != ()


@pytest.mark.parametrize(("one", "other"), SAME_TOPIC)
def test_topics_are_the_same(one: str, other: str) -> None:
    first, second = topics_of([one, other])
    assert first is not None
    assert first == second


@pytest.mark.parametrize(("one", "other"), OTHER_TOPIC)
def test_topics_are_not_the_same(one: str, other: str) -> None:
    first, second = topics_of([one, other])
    assert first is not None
    assert second is not None
    assert first.topic_id != second.topic_id


def test_ids_do_not_depend_on_order_and_stay_when_titles_come_in() -> None:
    titles = [title for pair in SAME_TOPIC + OTHER_TOPIC for title in pair]
    shuffled = random.Random(5).sample(titles, len(titles))
    ids = {title: topic.topic_id for title, topic in zip(titles, topics_of(titles), strict=True) if topic}
    assert ids == {title: topic.topic_id for title, topic in zip(shuffled, topics_of(shuffled), strict=True) if topic}
    first = next(topic for topic in topics_of(titles[-2:]) if topic)
    more = ["কবরস্থান প্রাচীর", *["কবরস্থানের প্রাচীর মেরামত ও রং করা"] * 5, *titles[-2:]]
    known = {first.topic_id: (first.label, first.examples)}
    again = topics_of(more, known=known)
    assert {topic.topic_id for topic in again if topic and "কবর" in topic.label} == {first.topic_id}


@pytest.mark.parametrize("title", ["", None, " ", "।", "১২", "ও", "\x00", "ক" * 50_000, "ই " * 5_000])
def test_any_title_is_taken(title: str | None) -> None:
    (topic,) = topics_of([title])
    assert (topic is None) == (not (title and title.strip()))


def test_a_topic_says_which_words_tied_it() -> None:
    topic = topics_of(["গ্রামের রাস্তা মেরামত"])[0]
    assert topic is not None
    assert topic.origin == "glossary"
    assert set(topic.words) == {"রাস্তা", "মেরামত"}


def test_titles_of_a_file_keep_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "titles.tsv"
    path.write_text("title\tmonth\ttopic\nযানজট নিরসন\t2019-01\tক\nযান জট\t2019-02\tখ\n", "utf-8")
    printed = io.StringIO()
    print_topics(path, printed)
    rows = list(csv.DictReader(io.StringIO(printed.getvalue()), delimiter="\t"))
    assert [row["given_topic"] for row in rows] == ["ক", "খ"]
    assert rows[0]["topic_id"] == rows[1]["topic_id"]
    path.write_text("name\nক\n", "utf-8")
    with pytest.raises(ValueError, match="title"):
        print_topics(path, printed)


def test_tables_get_topics_and_keep_the_rest(imported: Path) -> None:
    before = pq.read_table(imported / "decisions.parquet")
    count, items = build(imported)
    after = pq.read_table(imported / "decisions.parquet")
    topics = pq.read_table(imported / "topics.parquet")
    assert after.schema.equals(before.schema, check_metadata=True)
    kept = [name for name in before.schema.names if not name.startswith("topic")]
    assert after.select(kept).equals(before.select(kept))
    assert topics.num_rows == count > 20
    assert sum(topics["items"].to_pylist()) == items
    assert set(after["topic_id"].to_pylist()) - {None} == set(topics["topic_id"].to_pylist())
    written = (imported / "topics.parquet").read_bytes(), (imported / "decisions.parquet").read_bytes()
    build(imported)
    assert written == ((imported / "topics.parquet").read_bytes(), (imported / "decisions.parquet").read_bytes())


Score = tuple[float, float, float]


def b_cubed(gold: Sequence[str], found: Sequence[Hashable], of: str | None = None) -> list[tuple[float, float]]:
    """Precision and recall of each title, or of those of one gold topic."""
    same_gold, same_found = defaultdict(set), defaultdict(set)
    for place, (one, other) in enumerate(zip(gold, found, strict=True)):
        same_gold[one].add(place)
        same_found[other].add(place)
    shared = [
        (len(same_gold[one] & same_found[other]), len(same_found[other]), len(same_gold[one]))
        for one, other in zip(gold, found, strict=True)
        if of in (None, one)
    ]
    return [(both / of_found, both / of_gold) for both, of_found, of_gold in shared]


def score(pairs: Sequence[tuple[float, float]]) -> Score:
    precision, recall = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
    return precision, recall, 2 * precision * recall / (precision + recall)


def test_labelled_titles_are_grouped(capsys: pytest.CaptureFixture[str]) -> None:
    if not LABELLED.exists():
        pytest.skip("the shared folder is not here")
    with LABELLED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    gold, titles = [row["topic_id"] for row in rows], [row["title"] for row in rows]
    stems = [words_of(title) for title in titles]
    whole = b_cubed(gold, [topic and topic.topic_id for topic in topics_of(titles)])
    alone = {like: groups(stems, like) for like in (0.1, 0.15, 0.2, 0.25, 0.3)}
    subjects = glossary()
    served = subjects_of(stems, subjects)

    def unseen(topic: str, like: float) -> list[tuple[float, float]]:
        """The titles of one topic, with every line of the glossary that serves them taken out."""
        gone = {found[0].label for found, name in zip(served, gold, strict=True) if name == topic and found}
        left = subjects_of(stems, [subject for subject in subjects if subject.label not in gone])
        named = [found[0].label if found else number for found, number in zip(left, alone[like], strict=True)]
        return b_cubed(gold, named, of=topic)

    topics = sorted(set(gold))
    held_out: list[tuple[float, float]] = []
    for topic in topics:  # the threshold is chosen on the other topics
        others = {
            like: score([p for p, g in zip(b_cubed(gold, found), gold, strict=True) if g != topic])
            for like, found in alone.items()
        }
        held_out += unseen(topic, max(others, key=lambda like: others[like][2]))
    fixed = [pair for topic in topics for pair in unseen(topic, LIKE)]
    table: dict[str, Score] = {
        "with the glossary (its author knew these topics)": score(whole),
        "leave one topic out of glossary and threshold": score(held_out),
        f"leave one topic out of glossary, threshold {LIKE}": score(fixed),
        f"similarity alone, threshold {LIKE}": score(b_cubed(gold, alone[LIKE])),
        "TF-IDF and k-means, k = the true number": score(b_cubed(gold, plain_k_means(titles, len(topics)))),
    }
    lines = [f"{name:52}  {p:9.3f}  {r:6.3f}  {f1:5.3f}" for name, (p, r, f1) in table.items()]
    with capsys.disabled():
        sys.stdout.write(
            "\n".join([f"\n{f'B-cubed on {len(titles)} titles':52}  precision  recall     F1", *lines, ""])
        )
    scores = [f1 for _, _, f1 in table.values()]
    assert scores[0] >= 0.85
    assert min(scores[1:4]) > scores[4] + 0.1


def plain_k_means(titles: Sequence[str], number: int) -> list[int]:
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    matrix = TfidfVectorizer(token_pattern=r"\S+").fit_transform(titles)
    return [int(label) for label in KMeans(number, n_init=10, random_state=0).fit_predict(matrix)]
