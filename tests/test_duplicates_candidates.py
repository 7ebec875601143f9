"""Candidates miss no pair that is near, however many lines there are."""

import random
from itertools import combinations

import pytest
from rapidfuzz.distance import Levenshtein

from cantext.deduplication.candidates import near_candidates
from cantext.deduplication.grams import SINGLE, gram_counts, share_grams
from cantext.deduplication.verify import FARTHEST, is_near

_CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 3_000)]


def _paragraphs(rng: random.Random, count: int, *, short: int, long: int) -> list[str]:
    return ["".join(rng.choices(_CHARACTERS, k=rng.randint(short, long))) for _ in range(count)]


def _slipped(rng: random.Random, text: str, slips: int) -> str:
    """Change, drop or put in as many characters, none of them beside another."""
    found = list(text)
    for place in sorted(rng.sample(range(0, len(text), 3), slips), reverse=True):
        match rng.randrange(3):
            case 0:
                found[place] = rng.choice(_CHARACTERS)
            case 1:
                del found[place]
            case _:
                found.insert(place, rng.choice(_CHARACTERS))
    return "".join(found)


@pytest.mark.parametrize(("short", "long"), [(6, 30), (40, 56), (48, 200), (370, 395)])
def test_every_near_pair_is_a_candidate(short: int, long: int) -> None:
    rng = random.Random(short)
    # More than 2,000 long keys, so that the lonely among them are left out first.
    keys = _paragraphs(rng, 2_100, short=short, long=long)
    pairs = set()
    for place in range(0, 2_100, 7):
        copy = _slipped(rng, keys[place], rng.randint(1, 4 if short >= 40 else 1))
        if copy != keys[place] and is_near(keys[place], copy):
            pairs.add((place, len(keys)))
            keys.append(copy)
    assert len(pairs) > 20
    first, second = near_candidates(keys)
    assert pairs <= set(zip(first.tolist(), second.tolist(), strict=True))


def test_keys_that_share_grams() -> None:
    rng = random.Random(1)
    keys = _paragraphs(rng, 60, short=50, long=90)
    keys += [_slipped(rng, keys[0], FARTHEST), keys[1][:30] + keys[2][:30]]
    shares = share_grams(keys, 4, 4 * FARTHEST + 1).tolist()
    assert shares[0]
    assert shares[60]
    for a, b in combinations(range(len(keys)), 2):
        if Levenshtein.distance(keys[a], keys[b]) <= FARTHEST:
            assert shares[a], (a, b)
            assert shares[b], (a, b)
    assert sum(shares) < len(keys) // 2  # the others are left out


def test_counts_rise_and_tell_one_place_from_two() -> None:
    counts = gram_counts(["甲乙", "甲乙丙", *["丁戊"] * 100], 2)
    assert set(counts[counts > 0].tolist()) >= {1, 2}
    assert counts.max() > 16
    assert SINGLE >> 26 == 2
