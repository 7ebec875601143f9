"""How often the short forms of the dictionary meet by chance in real text.

    python tests/benchmarks/ambiguity.py --text HANSARD... --lines NEWS... ADDRESS... \\
        --gold zh_hk.conllu yue_hk.conllu

For every form of two or three characters, raw matches (港大 in 香港大部分 and in 港大校長) are held
against the word boundaries of two careful segmenters, the engine `hk` and wapic (`pip install
wapic==0.1.0`), both reading the text without the dictionary; in GOLD (CoNLL-U) against those of the
treebank. A match at both of whose ends both find a boundary is a *word*; one that both see begin or
end inside a word and take in the end of another (香港|大部分) is a *chance* meeting; one that both
find inside a single word (金鐘 in 金鐘道) is *inside*. The others are disputed and left out.

    share = chance / (chance + word)

Matches inside a longer term of the dictionary (港大 in 港大學生會) are `covered`: they never count,
whatever the form's status. They are left out of the share, and so are those that a guard refuses;
`raw_share` has both in. Paragraphs of TEXT are put together again from their wrapped lines; in
LINES each line is a paragraph.

Printed are the forms above the threshold that the dictionary does not mark `ambiguous`, with
contexts of the chance meetings, to be read by eye: where segmenters split a real term (皇后|山邨),
the share is an error of theirs. `--all` prints every form, `--table FILE` writes every figure.

Two figures say what cantext makes of it with its default engine: of the matches that count, `left`
is the share that are chance meetings all the same, and `lost` the share of words that do not count.
The default engine being one of the judges, both flatter it.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from cantext.documents.document import Document
from cantext.lexicon.entry import Entry
from cantext.lexicon.guard import permitted
from cantext.lexicon.lexicon import Lexicon, load_lexicon
from cantext.lexicon.matching import TermMatcher
from cantext.normalise import decode_private_use, project
from cantext.segmentation.engine import load_engine
from cantext.segmentation.pipeline import Segmenter

_RUNNING_HEADER = re.compile(r"^立法會\s*[─—－-].*$|^\s*\d+\s*$", re.MULTILINE)
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
_WHITE_SPACE = re.compile(r"\s+")
_CONTEXT = 8
_SHORT = (2, 3)


@dataclass
class Tally:
    """What became of a form's raw matches."""

    raw: int = 0
    covered: int = 0
    word: int = 0
    chance: int = 0
    inside: int = 0
    chance_covered: int = 0
    # What the guard refuses of each.
    word_refused: int = 0
    chance_refused: int = 0
    # Of the words and the chance meetings, those that count.
    word_kept: int = 0
    chance_kept: int = 0
    examples: list[str] = field(default_factory=list)
    inside_examples: list[str] = field(default_factory=list)

    @property
    def judged(self) -> int:
        """Matches outside longer terms on which both segmenters agree."""
        return self.word + self.chance

    @property
    def share(self) -> float:
        """Chance meetings among these."""
        return self.chance / self.judged if self.judged else 0.0

    @property
    def raw_share(self) -> float:
        """The same with the matches inside longer terms."""
        chance = self.chance + self.chance_covered + self.chance_refused
        judged = self.word + self.word_refused + chance
        return chance / judged if judged else 0.0

    @property
    def left(self) -> float:
        """Chance meetings among the matches that count."""
        kept = self.word_kept + self.chance_kept
        return self.chance_kept / kept if kept else 0.0

    @property
    def lost(self) -> float:
        """Words that do not count."""
        return 1 - self.word_kept / self.word if self.word else 0.0

    def unguarded(self) -> tuple[int, int]:
        """Chance meetings and words, those that a guard refuses included."""
        return self.chance + self.chance_refused, self.word + self.word_refused

    def guarded(self) -> tuple[int, int]:
        """Chance meetings and words that no guard refuses."""
        return self.chance, self.word

    def counted(self) -> tuple[int, int]:
        """Chance meetings and words that count."""
        return self.chance_kept, self.word_kept


class Judge:
    """Segmenters, and the short forms that they judge."""

    def __init__(self, lexicon: Lexicon) -> None:
        from wapic import Segmenter as Wapic

        self._by_key = lexicon.by_key
        self.keys = [key for key in lexicon.by_key if len(key) in _SHORT]
        self._automaton = AhoCorasick(self.keys)
        self._longer = TermMatcher(lexicon)
        plain = load_lexicon(hk_policy=False)
        self._careful = Segmenter(load_engine("hk"), plain)
        self._default = Segmenter(lexicon=lexicon)
        self._wapic = Wapic()
        self.tallies: dict[str, Tally] = defaultdict(Tally)

    def read(self, paragraphs: list[str]) -> None:
        """Judge the matches in paragraphs without white space."""
        text = "\n".join(paragraphs)
        careful, default = _boundaries(self._careful, text), _terms(self._default, text)
        projected = [project(paragraph) for paragraph in paragraphs]
        base = 0
        for paragraph, source, words in zip(
            projected, paragraphs, self._wapic.segment_batch(projected), strict=True
        ):
            ends = _ends(words, base)
            self._judge(paragraph, source, base, (careful, ends), default)
            base += len(paragraph) + 1

    def read_gold(self, sentences: Iterable[list[str]]) -> None:
        """Judge the matches in sentences of gold words."""
        for words in sentences:
            source = "".join(words)
            gold = _ends(words, 0)
            self._judge(project(source), source, 0, (gold, gold), _terms(self._default, source))

    def _judge(
        self,
        projected: str,
        source: str,
        base: int,
        careful: tuple[set[int], set[int]],
        default: set[tuple[int, int]],
    ) -> None:
        firm = self._longer.find(projected).firm
        for index, start, end in self._automaton.find_matches_as_indexes(
            projected, overlapping=True
        ):
            if _cuts_latin(projected, start, end):  # which the matcher never does
                continue
            tally = self.tallies[self.keys[index]]
            tally.raw += 1
            covered = any(
                span.start < end and start < span.end and span.end - span.start > end - start
                for span in firm
            )
            tally.covered += covered
            first, second = (_relation(ends, base + start, base + end) for ends in careful)
            if first != second:
                continue
            if covered:
                tally.chance_covered += first == "chance"
                continue
            if not permitted(self._by_key[self.keys[index]], projected, start, end):
                tally.word_refused += first == "word"
                tally.chance_refused += first == "chance"
                continue
            kept = (base + start, base + end) in default
            if first == "word":
                tally.word += 1
                tally.word_kept += kept
                continue
            left, right = source[max(start - _CONTEXT, 0) : start], source[end : end + _CONTEXT]
            example = f"{left}[{source[start:end]}]{right}"
            if first == "inside":
                tally.inside += 1
                tally.inside_examples.append(example)
            else:
                tally.chance += 1
                tally.chance_kept += kept
                tally.examples.append(example)


def _relation(boundaries: set[int], start: int, end: int) -> str:
    """Say how [start, end) stands to words with these boundaries."""
    if start in boundaries and end in boundaries:
        return "word"
    cuts = any(place in boundaries for place in range(start + 1, end))
    return "chance" if cuts else "inside"


def _cuts_latin(text: str, start: int, end: int) -> bool:
    pairs = text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]
    return any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in pairs)


def _boundaries(segmenter: Segmenter, text: str) -> set[int]:
    found = {0}
    for block in segmenter.blocks(Document("-", text)):
        found.update(block.starts)
        found.update(block.ends)
    return found


def _terms(segmenter: Segmenter, text: str) -> set[tuple[int, int]]:
    """Return where dictionary terms count."""
    return {
        (block.starts[index], block.ends[index])
        for block in segmenter.blocks(Document("-", text))
        for index in block.entries
    }


def _ends(words: Iterable[str], base: int) -> set[int]:
    found = {base}
    for word in words:
        base += len(word)
        found.add(base)
    return found


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text, wrapped lines joined and white space removed."""
    for paragraph in _PARAGRAPH_BREAK.split(_RUNNING_HEADER.sub("\n", text)):
        if joined := _WHITE_SPACE.sub("", paragraph):
            yield decode_private_use(joined)


def lines(text: str) -> Iterator[str]:
    """Yield the lines of a text without white space."""
    for line in text.splitlines():
        if joined := _WHITE_SPACE.sub("", line):
            yield decode_private_use(joined)


def gold_sentences(text: str) -> Iterator[list[str]]:
    """Yield the words of each sentence of CoNLL-U."""
    for block in text.split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        if words := [row[1] for row in rows if row[0].isdecimal()]:
            yield words


def spread(examples: list[str], size: int) -> list[str]:
    """Return examples from all over a list."""
    step = max(len(examples) // size, 1) if size else 1
    return examples[::step][:size]


def main() -> None:
    """Print the forms that want a look."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", nargs="*", type=Path, default=[])
    parser.add_argument("--lines", nargs="*", type=Path, default=[])
    parser.add_argument("--gold", nargs="*", type=Path, default=[])
    parser.add_argument("--above", type=float, default=2.0, help="threshold of the share, percent")
    parser.add_argument("--examples", type=int, default=6)
    parser.add_argument("--all", action="store_true", help="print every form, not the bad alone")
    parser.add_argument("--inside", action="store_true", help="contexts of matches inside words")
    parser.add_argument("--table", type=Path)
    arguments = parser.parse_args()

    lexicon = load_lexicon()
    judge = Judge(lexicon)
    for paths, cut in ((arguments.text, paragraphs), (arguments.lines, lines)):
        for path in paths:
            judge.read(list(cut(path.read_text(encoding="utf-8"))))
    for path in arguments.gold:
        judge.read_gold(gold_sentences(path.read_text(encoding="utf-8")))

    rows = sorted(
        ((entry, judge.tallies[key]) for key in judge.keys for entry in lexicon.by_key[key][:1]),
        key=lambda row: (-row[1].share, -row[1].raw, row[0].term),
    )
    if arguments.table:
        arguments.table.write_text("".join(table(rows)), encoding="utf-8")
    marked = sum(entry.is_ambiguous for entry, _ in rows)
    seen = sum(tally.raw > 0 for _, tally in rows)
    print(f"{len(rows)} forms of two or three characters, {marked} marked ambiguous, {seen} seen")
    free = [tally for entry, tally in rows if not entry.is_ambiguous]
    bound = [tally for entry, tally in rows if entry.is_ambiguous]
    everything = [*free, *bound]
    for title, tallies, found in (
        ("all forms as if none were marked or guarded", everything, Tally.unguarded),
        ("unmarked forms, guards applied", free, Tally.guarded),
        ("marked forms, guards applied, as if unmarked", bound, Tally.guarded),
        ("unmarked forms that count", free, Tally.counted),
        ("marked forms that count", bound, Tally.counted),
    ):
        chance, word = (sum(column) for column in zip(*map(found, tallies), strict=True))
        share = chance / (chance + word) if chance else 0.0
        print(f"{title}: {chance:,} chance meetings, {word:,} words: {share:.2%}")
    for entry, tally in rows:
        wants_look = not entry.is_ambiguous and 100 * tally.share > arguments.above
        if not (wants_look or arguments.all):
            continue
        seen = tally.inside_examples if arguments.inside else tally.examples
        print(
            f"{entry.term}\t{entry.category}\t{tally.share:.0%} of {tally.judged} "
            f"(raw {tally.raw}, covered {tally.covered}, inside {tally.inside}; "
            f"left {tally.left:.0%}, lost {tally.lost:.0%})\t"
            + "  ".join(spread(seen, arguments.examples))
        )


def table(rows: Iterable[tuple[Entry, Tally]]) -> Iterator[str]:
    """Yield the lines of the table of all figures."""
    names = (
        "term", "concept", "category", "status", "guard", "raw", "covered", "word", "chance",
        "inside", "word_refused", "chance_refused", "share", "raw_share", "left", "lost",
    )  # fmt: skip
    yield "\t".join(names) + "\n"
    for entry, tally in rows:
        cells = (
            entry.term, entry.concept, entry.category, entry.status, entry.guard, tally.raw,
            tally.covered, tally.word, tally.chance, tally.inside, tally.word_refused,
            tally.chance_refused, f"{tally.share:.4f}", f"{tally.raw_share:.4f}",
            f"{tally.left:.4f}", f"{tally.lost:.4f}",
        )  # fmt: skip
        yield "\t".join(map(str, cells)) + "\n"


if __name__ == "__main__":
    main()
