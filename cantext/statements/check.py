"""Check the lists of words, as `dict check` does."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from cantext.lexicon.check import Problem
from cantext.normalise import project
from cantext.statements.word_lists import FOLDER, ROWS, Named, read_word_list


def is_word_file(path: Path) -> bool:
    """Whether a file is one of these, by its name and that of its folder."""
    return path.resolve().parent.name == FOLDER and path.name in ROWS


def check_word_files(paths: Sequence[Path]) -> tuple[Problem, ...]:
    """Return the problems of files of dictionaries/commitments/, by file and line; none is good."""
    return tuple(problem for path in paths for problem in _problems(path))


def _problems(path: Path) -> Iterator[Problem]:
    file = path.as_posix()
    rows: list[tuple[int, tuple[str, ...]]] = []
    for line, row in read_word_list(path, ROWS[path.name]):
        if isinstance(row, str):
            yield Problem(file, line, row)
        else:
            rows.append((line, tuple(row)))
    seen: dict[str, int] = {}
    for line, (form, *_) in rows:
        key = project(form)
        if key in seen:
            yield Problem(file, line, f"{form} is already at line {seen[key]}; keep one")
        seen.setdefault(key, line)
    if ROWS[path.name] is Named:
        return  # in the order of their meaning
    for (_, before), (line, after) in pairwise(rows):
        if (before[1], before[0]) > (after[1], after[0]):
            yield Problem(file, line, f"{after[0]} is out of order; sort by kind, then form")
