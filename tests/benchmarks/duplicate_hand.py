"""Score kinds, copies and what cleaning keeps on the pages labelled by hand in `pages/`.

    python tests/benchmarks/duplicate_hand.py [--folder NAME] [--errors]

Every line of a page is `kind|text`, `kind:group|text` where the line is a copy of the others of its
group, `body@group|text` where the words of a group stand inside the paragraph, or nothing for a
blank line. Lines without a group that read the same to the letter are copies too. Each folder of
`pages/` has the pages of one writer and is scored by itself. Rules were made on `develop`, and the
line model has learned from all: what they get right says that they fit, and
`dictionaries/hk_lines/train_lines.py --leave-out third_hand` how well they do on pages unseen.

Running text was checked on a year of the Hansard (60 files, not part of the project). All 19,798
lines dropped were matched by pattern, 300 of them (seed 5) read: 9,899 running headers and as many
page numbers (17 of annexes: A1, Aa1), nothing else; no running header is left. Of the 300 short
lines kept that were read (of 54,982) none is a header or a page number. Before rows of tables were
told from tables of contents 179 rows such as 「超過 50 0 0」 were dropped too.
"""

import argparse
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from cantext.deduplication.clean import label_lines
from cantext.deduplication.groups import find_duplicates
from cantext.documents.document import Document

FOLDER = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class HandPage:
    """A page labelled by hand; lines are numbered from 1, `kinds` leaves blank lines out."""

    name: str
    text: str
    kinds: dict[int, str]
    groups: dict[str, list[int]]


def read_page(path: Path) -> HandPage:
    """Read a labelled page."""
    texts: list[str] = []
    kinds: dict[int, str] = {}
    groups: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        label, _, text = row.partition("|")
        kind, _, group = label.partition("@")[0].partition(":")
        texts.append(text)
        if text:
            kinds[number] = kind
            groups[group or f"{kind} {text.strip()}"].append(number)
    return HandPage(path.stem, "\n".join(texts) + "\n", kinds, groups)


def score(path: Path, *, errors: bool) -> tuple[int, int, Counter[tuple[str, str]]]:
    """Print a page's row and return (kinds right, lines, confusions)."""
    page = read_page(path)
    document = Document(page.name, page.text)
    labels = [label for label in label_lines(document) if label.line in page.kinds]
    wrong = [label for label in labels if label.kind != page.kinds[label.line]]
    gold = {pair for lines in page.groups.values() for pair in combinations(lines, 2)}
    found = {
        pair
        for row in find_duplicates([document], contained=False).rows
        for pair in combinations(sorted(member.line for member in row.members), 2)
    }
    # What cleaning must not lose: the first copy of anything that is text.
    text_kinds = ("headline", "byline", "caption", "heading", "list_item", "body")
    kept = {label.line for label in labels if label.kept}
    lost = sum(
        page.kinds[lines[0]] in text_kinds and not kept & set(lines)
        for lines in page.groups.values()
    )
    right = len(labels) - len(wrong)
    print(
        f"{page.name:24}{right / len(labels):7.3f}{len(labels):6}"
        f"{len(gold):8}{len(gold - found):8}{len(found - gold):8}{lost:8}"
    )
    if errors:
        for label in wrong:
            print(f"   {label.line:3} {page.kinds[label.line]} → {label.kind}: {label.text[:60]}")
        for a, b in sorted(gold - found):
            print(f"   missed pair {a} {b}")
        for a, b in sorted(found - gold):
            print(f"   extra pair {a} {b}")
    return right, len(labels), Counter((page.kinds[w.line], w.kind) for w in wrong)


def main() -> None:
    """Print a table for each folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--folder", help="one folder of pages alone")
    parser.add_argument("--errors", action="store_true", help="list every line got wrong")
    options = parser.parse_args()
    folders = [options.folder] if options.folder else sorted(p.name for p in FOLDER.iterdir())
    for folder in folders:
        print(
            f"\n{folder:24}{'kinds':>7}{'lines':>6}{'pairs':>8}{'missed':>8}{'extra':>8}{'lost':>8}"
        )
        total = lines = 0
        confusions: Counter[tuple[str, str]] = Counter()
        for path in sorted((FOLDER / folder).glob("*.txt")):
            right, count, wrong = score(path, errors=options.errors)
            total, lines, confusions = total + right, lines + count, confusions + wrong
        print(f"{'all':24}{total / lines:7.3f}{lines:6}")
        print("wrong (gold, found):", dict(confusions.most_common()))


if __name__ == "__main__":
    main()
