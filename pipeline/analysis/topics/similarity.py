"""Titles that mean the same, by the likeness of their words and letters: vectors, near neighbours, average linkage.

Measured: 300,000 titles with errors, 259,000 of them distinct, are grouped in 100 s of processor time and 0.85 GB. The
committee as one more feature was tried: 0.2 points of F1 on titles of many committees, so it is not asked.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.analysis.topics.words import WEAK

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LIKE = 0.15  # cosine from which titles belong together; see tests/test_topics.py for how it was measured
WORDS_SHARE = 0.4  # of the vector that is words; the rest is letters, which bridge misspellings
COMMON = 2_000  # a word or group of letters in more titles than this brings no pair together by itself
WEAK_SHARE = 1 / 3  # of the weight of other words
CHUNK = 1_000
NEAREST = 20  # neighbours of a title that are kept
LARGEST = 1_500  # titles that are linked at once; larger knots are parted by higher bars first, by STEP to HIGHEST
STEP, HIGHEST = 0.04, 0.95


def vectors(titles: Sequence[Sequence[str]]) -> "csr_matrix":
    """Return one unit row for each title (as stems): TF-IDF of its words, weak ones at a third, and of its letters."""
    import numpy
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    words = TfidfVectorizer(analyzer=lambda stems: stems, sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    strong = [[word for word in title if word not in WEAK] or list(title) for title in titles]
    by_words = words.fit_transform(titles)
    weak = [column for word, column in words.vocabulary_.items() if word in WEAK]
    scale = numpy.ones(by_words.shape[1])
    scale[weak] = WEAK_SHARE
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


def neighbours(matrix: "csr_matrix", like: float) -> "csr_matrix":
    """Return the symmetric graph of each row's NEAREST rows whose cosine is at least `like`.

    Features in more than COMMON rows bring no pair together: pairs are found through rarer ones, chunk by chunk, so that
    neither time nor memory grows with the square of the rows.
    """
    import numpy
    from scipy.sparse import csr_matrix

    uncommon = matrix[:, numpy.flatnonzero(matrix.getnnz(axis=0) <= COMMON)].tocsr()
    keys = uncommon.T.tocsr()
    rows, columns, cosines = [], [], []
    for start in range(0, matrix.shape[0], CHUNK):
        shared = (uncommon[start : start + CHUNK] @ keys).tocsr()
        for row in range(shared.shape[0]):
            span = slice(shared.indptr[row], shared.indptr[row + 1])
            near, values = shared.indices[span], shared.data[span]
            kept = numpy.flatnonzero((values >= like) & (near != start + row))
            if len(kept) > NEAREST:
                kept = kept[numpy.lexsort((near[kept], -values[kept]))[:NEAREST]]
            rows.append(numpy.full(len(kept), start + row))
            columns.append(near[kept])
            cosines.append(values[kept])
    shape = (matrix.shape[0], matrix.shape[0])
    graph = csr_matrix((numpy.concatenate(cosines), (numpy.concatenate(rows), numpy.concatenate(columns))), shape=shape)
    return graph.maximum(graph.T).tocsr()


def _linked(matrix: "csr_matrix", like: float) -> list[list[int]]:
    """Groups by average linkage, within each knot of the graph of neighbours."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    done = []
    for knot in _knots(neighbours(matrix, like), like):
        if len(knot) == 1:
            done.append(knot)
            continue
        part = matrix[knot]
        distances = 1 - (part @ part.T).toarray().clip(0, 1)
        tree = linkage(squareform(distances, checks=False), method="average")
        labels: dict[int, list[int]] = defaultdict(list)
        for member, label in zip(knot, fcluster(tree, 1 - like, criterion="distance"), strict=True):
            labels[int(label)].append(int(member))
        done += labels.values()
    return sorted(done)


def _knots(graph: "csr_matrix", like: float) -> Iterator[list[int]]:
    """Yield sets of connected rows; a set too large to link at once is parted with a higher bar."""
    import numpy
    from scipy.sparse.csgraph import connected_components

    waiting = [(numpy.arange(graph.shape[0]), like)]
    while waiting:
        members, bar = waiting.pop()
        part = graph[members][:, members]
        part.data[part.data < bar] = 0
        part.eliminate_zeros()
        labels = connected_components(part, directed=False)[1]
        order = numpy.argsort(labels, kind="stable")
        for found in numpy.split(members[order], numpy.flatnonzero(numpy.diff(labels[order])) + 1):
            if len(found) <= LARGEST:
                yield found.tolist()
            elif bar < HIGHEST:
                waiting.append((found, bar + STEP))
            else:
                yield from (found[start : start + LARGEST].tolist() for start in range(0, len(found), LARGEST))
