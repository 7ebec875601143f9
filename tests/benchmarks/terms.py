"""Terms discovered without a dictionary: how many are terms, and how long an archive takes.

    python tests/benchmarks/terms.py --address pa2025_tc.txt
    python tests/benchmarks/terms.py --archive TEXT... --documents 50000

The first prints the share of terms among the top 200 of the 2025 Policy Address (Traditional
Chinese, HKSAR open data), by the judgements of `terms_reading.tsv`: every one of the 200 was read
by eye, doubtful ones in the text, with the question whether a glossary of policy could list it.
Names, set phrases of policy and words such as 可持續 count as terms (`yes`); clauses and free
phrases (支援照顧者, 長遠發展) are no terms (`phrase`), nor are pieces of longer terms (額上限,
策工作組: `fragment`). A term that has not been read is named, to be judged and added.

As read in November 2026, with the defaults: 183 of 200 are terms, 12 are phrases, 5 are fragments;
產學研, 北部都會區, 簡約公屋, 人工智能 and 新型工業化 are all found.

The second cuts the texts into so many documents of equal size and times the analysis alone.
"""

import argparse
import time
from pathlib import Path

from cantext.analyses.terms import terms
from cantext.documents.reading import read_documents

READING = Path(__file__).parent / "terms_reading.tsv"
WANTED = ("產學研", "北部都會區", "簡約公屋", "人工智能", "新型工業化")


def judgements() -> dict[str, str]:
    """Return what was judged of each term."""
    rows = READING.read_text(encoding="utf-8").splitlines()[1:]
    return {row.split("\t")[0]: row.split("\t")[1] for row in rows}


def read_address(path: Path) -> None:
    """Print the share of terms among the top 200."""
    (document,) = read_documents([str(path)])
    found = [row.term for row in terms((document.id, line.text) for line in document.lines()).rows]
    judged = judgements()
    top = found[:200]
    for answer in ("yes", "phrase", "fragment"):
        print(f"{answer:10} {sum(judged.get(term) == answer for term in top):4}")
    if unread := [term for term in top if term not in judged]:
        print("not read  ", "、".join(unread))
    for term in WANTED:
        print(term, f"rank {found.index(term) + 1}" if term in found else "not found")


def time_archive(paths: list[Path], n_documents: int) -> None:
    """Print how long the discovery takes on the texts cut into documents."""
    lines = [line.text for path in read_documents(map(str, paths)) for line in path.lines()]
    per_document = max(1, len(lines) // n_documents)
    pairs = [(str(k // per_document), text) for k, text in enumerate(lines)]
    begun = time.perf_counter()
    result = terms(pairs)
    seconds = time.perf_counter() - begun
    characters = sum(len(text) for text in lines)
    print(
        f"{result.meta['documents']:,} documents of {characters:,} characters in all: "
        f"{len(result.rows):,} terms in {seconds:.1f} s"
    )


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", type=Path)
    parser.add_argument("--archive", nargs="*", type=Path, default=[])
    parser.add_argument("--documents", type=int, default=50_000)
    arguments = parser.parse_args()
    if arguments.address:
        read_address(arguments.address)
    if arguments.archive:
        time_archive(arguments.archive, arguments.documents)


if __name__ == "__main__":
    main()
