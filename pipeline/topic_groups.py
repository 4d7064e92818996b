"""Titles that mean the same, by the likeness of their words and letters: vectors, near neighbours, average linkage."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.topic_words import WEAK

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LIKE = 0.15  # cosine from which titles belong together; see tests/test_topics.py for how it was measured
WORDS_SHARE = 0.4  # of the vector that is words; the rest is letters, which bridge misspellings
COMMON = 2_000  # a word or group of letters in more titles than this brings no pair together by itself
CHUNK = 1_000
LARGEST = 1_500  # titles that are linked at once; larger knots are parted by a higher bar first


def vectors(titles: Sequence[Sequence[str]]) -> "csr_matrix":
    """Return one unit row for each title (as stems): TF-IDF of its words, weak ones at a third, and of its letters."""
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    words = TfidfVectorizer(analyzer=lambda stems: stems, sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    strong = [[word for word in title if word not in WEAK] or list(title) for title in titles]
    by_words = words.fit_transform(titles)
    weak = [column for word, column in words.vocabulary_.items() if word in WEAK]
    scale = _ones(by_words.shape[1])
    scale[weak] = 1 / 3
    by_words = normalize(by_words.multiply(scale).tocsr())
    by_letters = letters.fit_transform(" ".join(title) for title in strong)
    both = hstack([by_words * WORDS_SHARE**0.5, by_letters * (1 - WORDS_SHARE) ** 0.5])
    return normalize(both.tocsr())


def groups(titles: Sequence[Sequence[str]], like: float = LIKE) -> list[int]:
    """Return a group number for each title (as stems); titles without a word are groups of their own."""
    worded = [place for place, title in enumerate(titles) if title]
    numbers = [-1 - place for place in range(len(titles))]
    if len(worded) > 1:
        matrix = vectors([titles[place] for place in worded])
        for number, members in enumerate(_linked(matrix, like)):
            for member in members:
                numbers[worded[member]] = number
    return numbers


def neighbours(left: "csr_matrix", right: "csr_matrix", like: float) -> Iterator[tuple[int, int, float]]:
    """Yield (row of `left`, row of `right`, cosine) of pairs at least `like` that share an uncommon feature."""
    import numpy

    holders = right.getnnz(axis=0)
    uncommon = numpy.flatnonzero(holders <= COMMON)
    keys = right[:, uncommon].T.tocsr()
    for start in range(0, left.shape[0], CHUNK):
        rows = left[start : start + CHUNK]
        shared = (rows[:, uncommon] @ keys).tocoo()
        hopeful = shared.data >= like / 3
        first, second = shared.row[hopeful], shared.col[hopeful]
        cosines = _row_products(rows, right, first, second)
        for one, other, cosine in zip(first, second, cosines, strict=True):
            if cosine >= like:
                yield start + int(one), int(other), float(cosine)


def _linked(matrix: "csr_matrix", like: float) -> list[list[int]]:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    done = []
    for knot in _knots(matrix, like):
        if len(knot) == 1:
            done.append(knot)
            continue
        part = matrix[knot]
        distances = 1 - (part @ part.T).toarray().clip(0, 1)
        tree = linkage(squareform(distances, checks=False), method="average")
        labels: dict[int, list[int]] = defaultdict(list)
        for member, label in zip(knot, fcluster(tree, 1 - like, criterion="distance"), strict=True):
            labels[int(label)].append(member)
        done += labels.values()
    return sorted(done)


def _knots(matrix: "csr_matrix", like: float) -> Iterable[list[int]]:
    """Sets of rows connected by pairs that are alike; a set too large to link is parted with a higher bar."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    pairs = list(neighbours(matrix, matrix, like))
    open_sets = [(list(range(matrix.shape[0])), like)]
    while open_sets:
        members, bar = open_sets.pop()
        index = {member: place for place, member in enumerate(members)}
        links = [(index[a], index[b]) for a, b, cosine in pairs if cosine >= bar and a in index and b in index]
        rows, columns = zip(*links, strict=True) if links else ((), ())
        graph = coo_matrix(([1] * len(links), (rows, columns)), shape=(len(members), len(members)))
        parts: dict[int, list[int]] = defaultdict(list)
        for member, label in zip(members, connected_components(graph, directed=False)[1], strict=True):
            parts[int(label)].append(member)
        for part in parts.values():
            if len(part) <= LARGEST or bar > 0.95:
                yield part[:LARGEST]
                yield from ([member] for member in part[LARGEST:])
            else:
                open_sets.append((part, bar + 0.06))


def _row_products(left: "csr_matrix", right: "csr_matrix", rows: Any, columns: Any) -> Any:
    import numpy

    if not len(rows):
        return numpy.zeros(0)
    return numpy.asarray(left[rows].multiply(right[columns]).sum(axis=1)).ravel()


def _ones(size: int) -> Any:
    import numpy

    return numpy.ones(size)
