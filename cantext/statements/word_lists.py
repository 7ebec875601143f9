"""The lists of words behind commitments: the TSV files of `dictionaries/commitments/`."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from cantext.lexicon.locate import dictionaries_folder
from cantext.lexicon.tables import read_table, sound_rows

FOLDER = "commitments"


class Word(NamedTuple):
    """A word of a list; it may be of several kinds, joined by `+`."""

    form: str
    kind: str


class Cue(NamedTuple):
    """A word that tells status and modality: 會, 已, 正, 計劃, 研究."""

    form: str
    kind: str
    status: str
    modality: str


class Named(NamedTuple):
    """A status or a modality with its names."""

    id: str
    english: str
    chinese: str
    definition: str


CUES, VERBS, ACTORS, FRAME = "cues.tsv", "verbs.tsv", "actors.tsv", "frame.tsv"
STATUSES, MODALITIES = "statuses.tsv", "modalities.tsv"
ROWS: Mapping[str, type[Word] | type[Cue] | type[Named]] = {
    ACTORS: Word,
    CUES: Cue,
    FRAME: Word,
    MODALITIES: Named,
    STATUSES: Named,
    VERBS: Word,
}
# The kinds of the words of each list; the README beside them says what each is good for.
KINDS = {
    CUES: (
        "future", "progress", "continuing", "perfect", "plan", "strive", "hope", "commit",
        "resolve", "study", "expect", "suffix_done", "suffix_under_way",
    ),
    VERBS: ("begin", "launch", "complete", "once", "attitude", "stative", "saying", "policy"),
    ACTORS: ("actor", "place", "suffix", "not_actor", "foreign"),
    FRAME: (
        "adverb", "time", "future_time", "past", "preposition", "negation", "condition", "cause",
        "proviso", "question", "uncertain", "possessive", "other",
    ),
}  # fmt: skip
_Row = TypeVar("_Row", bound=Word | Cue | Named)


def word_files() -> list[Path]:
    """Return the shipped files, sorted."""
    return [dictionaries_folder() / FOLDER / name for name in sorted(ROWS)]


def read_word_list(path: Path, row_type: type[_Row]) -> Iterator[tuple[int, _Row | str]]:
    """Yield the line number of each row with the row, or with what is wrong with it.

    Raises
    ------
    DictionaryError
        When the file cannot be read, or not as UTF-8.
    """
    for line, row in read_table(path, row_type):
        yield line, row if isinstance(row, str) else _problem(path.name, row) or row


def word_rows(name: str, row_type: type[_Row]) -> tuple[_Row, ...]:
    """Return the rows of a shipped file.

    Raises
    ------
    DictionaryError
        With file, line and mend, when a row breaks the format.
    """
    path = dictionaries_folder() / FOLDER / name
    return sound_rows(path, read_word_list(path, row_type))


@lru_cache(maxsize=1)
def statuses() -> dict[str, Named]:
    """Return the statuses by id, in the order of the file: from announced to done.

    >>> list(statuses())
    ['will', 'planned', 'studying', 'under_way', 'continuing', 'done', 'expected']
    """
    return {row.id: row for row in word_rows(STATUSES, Named)}


@lru_cache(maxsize=1)
def modalities() -> dict[str, Named]:
    """Return the modalities by id, in the order of the file."""
    return {row.id: row for row in word_rows(MODALITIES, Named)}


def _problem(name: str, row: Word | Cue | Named) -> str:
    if not all(cell == cell.strip() and cell for cell in row):
        return "a cell is empty or has spaces around it; fill it in"
    if isinstance(row, Named):
        return ""
    for kind in row.kind.split("+"):
        if kind not in KINDS[name]:
            return f"kind {kind!r} is unknown; the kinds are {', '.join(KINDS[name])}"
    if isinstance(row, Cue):
        for value, known in ((row.status, statuses()), (row.modality, modalities())):
            if value not in known:
                return f"{value!r} is unknown; known are {', '.join(known)}"
    return ""
