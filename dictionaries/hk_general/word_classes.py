"""Classes of words by the company they keep: a table for the part-of-speech tagger.

Words that stand between the same words are mostly of the same part of speech. For each word, the
words left and right of it are counted in large text; the counts, as positive pointwise mutual
information, are reduced to a few dimensions (Levy & Goldberg 2014, "Neural word embedding as
implicit matrix factorization") and clustered by k-means.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

import numpy as np
from scipy.cluster.vq import kmeans2
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from cantext.segmentation.pos_features import CLASS_BITS, class_places, word_hashes

CLASSES = 128
_DIMENSIONS = 60
_LEAST_COUNT = 4
_NEIGHBOURS = 1500
# Counts of neighbours are flattened, else the rare ones weigh too much.
_SMOOTHING = 0.75
_EDGE = "\n"


def word_classes(sentences: Sequence[Sequence[str]]) -> np.ndarray:
    """Return the class of each word of projected sentences, from 1 on, at its `class_places`."""
    counts = Counter(chain.from_iterable(sentences))
    words = [
        word
        for word, count in counts.most_common()
        if count >= _LEAST_COUNT and any(character.isalnum() for character in word)
    ]
    vectors = _reduced(_information(sentences, words, _most_common(counts)))
    _, found = kmeans2(vectors, CLASSES, minit="++", iter=30, seed=np.random.default_rng(1))
    table = np.zeros(1 << CLASS_BITS, np.uint8)
    # Commonest last: where two words have one place, it is theirs.
    table[class_places(word_hashes(words[::-1]))] = found[::-1] + 1
    return table


def _most_common(counts: Counter[str]) -> dict[str, int]:
    common = sorted(counts, key=lambda word: (-counts[word], word))[: _NEIGHBOURS - 1]
    return {word: column for column, word in enumerate([_EDGE, *common])}


def _information(
    sentences: Iterable[Sequence[str]], words: Sequence[str], neighbours: dict[str, int]
) -> csr_matrix:
    """Return words × neighbours, those on the left and then those on the right."""
    rows, columns = [], []
    places = {word: row for row, word in enumerate(words)}
    for sentence in sentences:
        for left, right in pairwise([_EDGE, *sentence, _EDGE]):
            if right in places and left in neighbours:
                rows.append(places[right])
                columns.append(neighbours[left])
            if left in places and right in neighbours:
                rows.append(places[left])
                columns.append(_NEIGHBOURS + neighbours[right])
    shape = (len(words), 2 * _NEIGHBOURS)
    counted = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    counted.sum_duplicates()
    counted = counted.tocoo()
    by_word = np.bincount(counted.row, counted.data, shape[0])
    by_neighbour = np.bincount(counted.col, counted.data, shape[1]) ** _SMOOTHING
    by_neighbour *= by_word.sum() / by_neighbour.sum()
    expected = by_word[counted.row] * by_neighbour[counted.col] / by_word.sum()
    information = np.log(counted.data / expected)
    positive = information > 0
    kept = (information[positive], (counted.row[positive], counted.col[positive]))
    return csr_matrix(kept, shape=shape)


def _reduced(information: csr_matrix) -> np.ndarray:
    """Return a vector of length one for each word."""
    first = np.random.default_rng(1).standard_normal(min(information.shape))
    left, scale, _ = svds(information, k=_DIMENSIONS, v0=first)
    vectors = left * np.sqrt(scale)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
