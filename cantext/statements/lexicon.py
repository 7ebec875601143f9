"""The words that commitments are told by: the files of dictionaries/commitments/."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from cantext.errors import DictionaryError
from cantext.lexicon.files import read_lines
from cantext.lexicon.locate import dictionaries_folder
from cantext.normalise import project

FOLDER = "commitments"


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


class Facts(NamedTuple):
    """What the files say of a word; `frame` is its class in frame.tsv, "" for none."""

    cue: Cue | None
    frame: str
    verb: frozenset[str]
    actor: str


class _Met(dict[str, Facts]):
    """The facts of words met so far; a dictionary, so that most are looked up in C."""

    def __init__(self, work_out: Callable[[str], Facts]) -> None:
        super().__init__()
        self.work_out = work_out

    def __missing__(self, text: str) -> Facts:
        facts = self[text] = self.work_out(project(text))
        return facts


_NOTHING: frozenset[str] = frozenset()
_UNKNOWN = Facts(None, "", _NOTHING, "")
_LONGEST_SUFFIX = 6
# The columns of each file, and the classes that its `class` column may have.
CLASSES = {
    "cues.tsv": (
        "future", "progress", "continuing", "perfect", "plan", "strive", "hope", "commit",
        "resolve", "study", "expect", "suffix_done", "suffix_under_way",
    ),
    "verbs.tsv": ("begin", "launch", "complete", "once", "attitude", "stative", "saying", "policy"),
    "actors.tsv": ("actor", "place", "suffix", "not_actor", "foreign"),
    "frame.tsv": (
        "adverb", "time", "future_time", "past", "preposition", "negation", "condition", "cause",
        "proviso",
        "question", "uncertain", "possessive", "other",
    ),
}  # fmt: skip
COLUMNS = {
    name: ("form", "class", "status", "modality") if name == "cues.tsv" else ("form", "class")
    for name in CLASSES
}
NAMED = ("statuses.tsv", "modalities.tsv")


@dataclass(frozen=True)
class CommitmentWords:
    """The words of the files, by their projected form, with the facts of words met so far."""

    cues: dict[str, Cue]
    verbs: dict[str, frozenset[str]]
    actors: dict[str, frozenset[str]]
    frame: dict[str, str]
    foreign: tuple[str, ...]
    # The last characters of suffixes: most words have none of them.
    ends: frozenset[str]

    @cached_property
    def met(self) -> dict[str, Facts]:
        """The facts of every word, worked out when it is first asked for."""
        return _Met(self._facts)

    def facts(self, text: str) -> Facts:
        """Return what is known of a word, whatever its variants.

        >>> commitment_words().facts("將會").cue.status
        'will'
        >>> commitment_words().facts("創新科技署").actor
        'suffix'
        """
        return self.met[text]

    def learn(self, texts: Iterable[str]) -> None:
        """Work out the facts of many words: one projection of all costs a tenth of many."""
        new = sorted(set(texts) - self.met.keys())
        keys = project("\n".join(new)).split("\n")
        if len(keys) == len(new):
            self.met.update(zip(new, map(self._facts, keys), strict=True))

    def _facts(self, key: str) -> Facts:
        actor = self._actor(key)
        if not actor and key not in self.known:
            return _UNKNOWN
        verb = self.verbs.get(key, _NOTHING)
        return Facts(self.cues.get(key), self.frame.get(key, ""), verb, actor)

    @cached_property
    def known(self) -> frozenset[str]:
        """All forms of cues, verbs and the frame."""
        return frozenset((*self.cues, *self.frame, *self.verbs))

    def _actor(self, key: str) -> str:
        classes = self.actors.get(key, _NOTHING)
        for name in ("not_actor", "actor", "place", "foreign"):
            if name in classes:
                return name
        if key[-1:] not in self.ends or key.startswith(self.foreign):
            return "not_actor" if key.startswith(self.foreign) else ""
        for size in range(min(_LONGEST_SUFFIX, len(key)), 0, -1):
            if "suffix" in self.actors.get(key[-size:], _NOTHING):
                return "suffix"
        return ""

    def forms(self, *kinds: str) -> list[str]:
        """Return the forms of the cues of some kinds, projected, in order."""
        return sorted(form for form, cue in self.cues.items() if cue.kind in kinds)


@lru_cache(maxsize=1)
def commitment_words() -> CommitmentWords:
    """Return the words of the shipped files.

    Raises
    ------
    DictionaryError
        With file, line and mend, when a row breaks the format.
    """
    folder = dictionaries_folder() / FOLDER
    rows = {name: list(_sound(folder / name)) for name in CLASSES}
    foreign = (row[0] for row in rows["actors.tsv"] if row[1] == "foreign")
    return CommitmentWords(
        cues={project(row[0]): Cue(*row) for row in rows["cues.tsv"]},
        verbs={project(form): frozenset(kinds.split("+")) for form, kinds in rows["verbs.tsv"]},
        actors={project(form): frozenset(kinds.split("+")) for form, kinds in rows["actors.tsv"]},
        frame={project(form): kind for form, kind in rows["frame.tsv"]},
        # 廣東省政府 is none of ours; a single character (前) begins too many names.
        ends=frozenset(
            project(form)[-1] for form, kinds in rows["actors.tsv"] if "suffix" in kinds
        ),
        foreign=tuple(sorted(project(form) for form in foreign if len(form) > 1)),
    )


@lru_cache(maxsize=1)
def statuses() -> dict[str, Named]:
    """Return the statuses by id, in the order of the file: from announced to done.

    >>> list(statuses())
    ['will', 'planned', 'studying', 'under_way', 'continuing', 'done', 'expected']
    """
    return _named("statuses.tsv")


@lru_cache(maxsize=1)
def modalities() -> dict[str, Named]:
    """Return the modalities by id, in the order of the file."""
    return _named("modalities.tsv")


def _named(name: str) -> dict[str, Named]:
    rows = map(Named._make, _sound(dictionaries_folder() / FOLDER / name))
    return {row.id: row for row in rows}


def _sound(path: Path) -> Iterator[list[str]]:
    for line, row in read_word_rows(path):
        if isinstance(row, str):
            raise DictionaryError(f"{path}:{line}: {row}")
        yield row


def word_files() -> list[Path]:
    """Return the shipped files, sorted."""
    folder = dictionaries_folder() / FOLDER
    return sorted(folder / name for name in (*CLASSES, *NAMED))


def read_word_rows(path: Path) -> Iterator[tuple[int, list[str] | str]]:
    """Yield the line number of each row with its cells, or with what is wrong with the row."""
    columns = Named._fields if path.name in NAMED else COLUMNS[path.name]
    lines = read_lines(path)
    if tuple(lines[0].split("\t")) != columns:
        yield 1, f"the header row must be {', '.join(columns)}"
        return
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            yield (
                number,
                f"{len(cells)} cells under {len(columns)} columns; separate cells by single tabs",
            )
        elif problem := _problem(path.name, cells):
            yield number, problem
        else:
            yield number, cells


def _problem(name: str, cells: list[str]) -> str:
    if not all(cell == cell.strip() and cell for cell in cells):
        return "a cell is empty or has spaces around it; fill it in"
    if name in NAMED:
        return ""
    for kind in cells[1].split("+"):
        if kind not in CLASSES[name]:
            return f"class {kind!r} is unknown; the classes are {', '.join(CLASSES[name])}"
    if name == "cues.tsv":
        for value, known in ((cells[2], statuses()), (cells[3], modalities())):
            if value not in known:
                return f"{value!r} is unknown; known are {', '.join(known)}"
    return ""
