"""Pairs of keys worth comparing, without comparing all with all.

Prefix filtering: an edit changes at most two bigrams, so two keys within k edits share at least one
of the 2k + 1 rarest bigrams of each, whatever one order by rarity is used (Chaudhuri, Ganti and
Kaushik 2006, "A primitive operator for similarity joins"; Bayardo, Ma and Srikant 2007). Unlike
MinHash it misses nothing. The numbers of a key are part of the block it is looked up in, since keys
with different numbers are never copies.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from cantext.duplicates.verify import budget, numbers_of

# Keys longer than this are paragraphs: only exact repeats of them are looked for.
LONGEST = 400
# A block of more keys than this is a template filled in many ways; its pairs are compared only
# with the nearest in length, so that time stays proportional to the number of lines.
_LARGEST_BLOCK = 200


def near_candidates(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs (i, j), i < j, of positions in `keys` (all different) that may be near copies."""
    usable = [i for i, key in enumerate(keys) if budget(len(key)) and len(key) <= LONGEST]
    if len(usable) < 2:
        return
    bigrams = {i: {keys[i][n : n + 2] for n in range(len(keys[i]) - 1)} for i in usable}
    frequency: Counter[str] = Counter()
    for i in usable:
        frequency.update(bigrams[i])
    # Rank 0 is the rarest; ranks below `shared` belong to bigrams of a single key.
    order = sorted(frequency, key=lambda bigram: (frequency[bigram], bigram))
    rank = {bigram: place for place, bigram in enumerate(order)}
    shared = sum(1 for count in frequency.values() if count == 1)
    blocks: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
    for i in usable:
        # The budget counts slips; a transposition is one slip, but two edits and three bigrams.
        edits = budget(len(keys[i])) + 1
        rarest = sorted(map(rank.__getitem__, bigrams[i]))
        numbers = numbers_of(keys[i])
        for place in rarest[: 2 * edits + 1]:
            if place >= shared:
                blocks[place, numbers].append(i)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) > _LARGEST_BLOCK:
            members = sorted(members, key=lambda i: (len(keys[i]), keys[i]))
            pairs = (
                (a, b) for place, a in enumerate(members) for b in members[place + 1 : place + 8]
            )
        else:
            pairs = ((a, b) for place, a in enumerate(members) for b in members[place + 1 :])
        for a, b in pairs:
            pair = (a, b) if a < b else (b, a)
            if pair not in seen and abs(len(keys[a]) - len(keys[b])) <= 5:
                seen.add(pair)
                yield pair
