"""What the words of a text say of commitments, looked up whatever their variants."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar

from cantext.normalise import project
from cantext.statements.word_lists import ACTORS, CUES, FRAME, VERBS, Cue, Word, word_rows


class Facts(NamedTuple):
    """What the lists say of a word; `frame` is its kind in frame.tsv, "" for none."""

    cue: Cue | None
    frame: str
    verb: frozenset[str]
    actor: str


_T = TypeVar("_T")


class _Met(dict[str, _T]):
    """What is known of words met so far; a dictionary, so that most are looked up in C."""

    def __init__(self, work_out: Callable[[str], _T]) -> None:
        super().__init__()
        self.work_out = work_out

    def __missing__(self, text: str) -> _T:
        value = self[text] = self.work_out(text)
        return value


_NOTHING: frozenset[str] = frozenset()
_UNKNOWN = Facts(None, "", _NOTHING, "")
_LONGEST_SUFFIX = 6


def keys_of(words: str) -> frozenset[str]:
    """Return the match keys of words parted by spaces: a word of a text is looked up by its key.

    >>> sorted(keys_of("透過 會"))
    ['会', '透过']
    """
    return frozenset(project(words).split())


@dataclass(frozen=True)
class CommitmentWords:
    """The words of the lists, by their match keys, with the facts of words met so far."""

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
        return _Met(lambda text: self._facts(self.keys[text]))

    @cached_property
    def keys(self) -> dict[str, str]:
        """The match key of every word, likewise."""
        return _Met(project)

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
            self.keys.update(zip(new, keys, strict=True))
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


@lru_cache(maxsize=1)
def commitment_words() -> CommitmentWords:
    """Return the words of the shipped files.

    Raises
    ------
    DictionaryError
        With file, line and mend, when a row breaks the format.
    """
    actors = _kinds_by_key(ACTORS)
    return CommitmentWords(
        cues={project(row.form): row for row in word_rows(CUES, Cue)},
        verbs=_kinds_by_key(VERBS),
        actors=actors,
        frame={project(row.form): row.kind for row in word_rows(FRAME, Word)},
        # 廣東省政府 is none of ours; a single character (前) begins too many names.
        foreign=tuple(sorted(key for key in actors if actors[key] == {"foreign"} and len(key) > 1)),
        ends=frozenset(key[-1] for key, kinds in actors.items() if "suffix" in kinds),
    )


def _kinds_by_key(name: str) -> dict[str, frozenset[str]]:
    return {project(row.form): frozenset(row.kind.split("+")) for row in word_rows(name, Word)}
