"""The dictionary of a run: entries of the shipped and the user's files, found by their spelling."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from cantext.lexicon.entry import Entry
from cantext.lexicon.files import read_dictionary
from cantext.lexicon.locate import dictionaries_folder
from cantext.lexicon.tables import read_table, sound_rows
from cantext.normalise import project


def match_key(term: str) -> str:
    """Return the form under which spellings of a term meet: projected, without quotation marks.

    >>> match_key("國家「十四五」規劃") == match_key("國家十四五規劃")
    True
    """
    return project(term).replace("「", "").replace("」", "").replace('"', "")


class Category(NamedTuple):
    """A category of the policy dictionary, as `categories.tsv` lists it."""

    id: str
    parent: str
    english: str
    chinese: str
    definition: str


@dataclass(frozen=True)
class Lexicon:
    """Entries by match key; the preferred reading of a key comes first.

    `name` says which files, `layers` are their rows in order, `user_keys` the keys that come from a
    user's own dictionary and win over the shipped ones.
    """

    name: str
    layers: tuple[tuple[Entry, ...], ...] = field(repr=False)
    by_key: Mapping[str, tuple[Entry, ...]] = field(repr=False)
    user_keys: frozenset[str] = frozenset()

    @cached_property
    def sha256(self) -> str:
        """The digest of the rows in order, made when a manifest asks for it."""
        digest = hashlib.sha256()
        for entries in self.layers:
            digest.update("\n".join(map("\t".join, entries)).encode())
        return digest.hexdigest()

    def __len__(self) -> int:
        return sum(len(entries) for entries in self.by_key.values())

    def entries(self) -> list[Entry]:
        """Return all entries, sorted by term and concept."""
        found = (entry for entries in self.by_key.values() for entry in entries)
        return sorted(found, key=lambda entry: (entry.term, entry.concept))

    def look_up(self, term: str) -> tuple[Entry, ...]:
        """Return the entries spelled like a term, whatever its variants, width and quotes."""
        return self.by_key.get(match_key(term), ())

    def forms_of(self, concept: str) -> list[Entry]:
        """Return every form of a concept, the preferred one first."""
        found = [entry for entry in self.entries() if entry.concept == concept]
        return sorted(found, key=lambda entry: (entry.form != "pref", entry.term))


def load_lexicon(user_files: Sequence[Path] = (), *, hk_policy: bool = True) -> Lexicon:
    """Load the shipped dictionary (unless turned off) and the user's files; later ones win.

    >>> load_lexicon().look_up("衛生署")[0].category
    'government_bodies'
    """
    shipped = shipped_entries() if hk_policy else ()
    names = (["hk_policy"] if hk_policy else []) + [path.name for path in user_files]
    return make_lexicon(shipped, *map(read_dictionary, user_files), name="+".join(names) or "none")


def make_lexicon(
    shipped: Iterable[Entry], *users: Iterable[Entry], name: str = "custom"
) -> Lexicon:
    """Build a lexicon from the shipped entries and any number of users' dictionaries.

    A user's entries replace those of the same spelling in what comes before.

    >>> make_lexicon([Entry("產學研", "產學研")]).look_up("产学研")[0].term
    '產學研'
    """
    layers = tuple(map(tuple, (shipped, *users)))
    merged: dict[str, tuple[Entry, ...]] = {}
    user_keys: set[str] = set()
    for layer, entries in enumerate(layers):
        found: dict[str, tuple[Entry, ...]] = {}
        # One call for all terms: projecting thousands of short strings apart costs ten times more.
        keys = match_key("\n".join([entry.term for entry in entries])).split("\n")
        for key, entry in zip(keys, entries, strict=False):
            found[key] = (*found[key], entry) if key in found else (entry,)
        found.pop("", None)  # a term of nothing but quotation marks
        merged |= found
        if layer:
            user_keys |= found.keys()
    for key, several in merged.items():
        if len(several) > 1:
            merged[key] = tuple(sorted(several, key=_preference))
    return Lexicon(name, layers, merged, frozenset(user_keys))


def extend(lexicon: Lexicon, entries: Iterable[Entry]) -> Lexicon:
    """Return a lexicon with entries for spellings it does not have; its name and digest stay.

    >>> lexicon = extend(make_lexicon([]), [Entry("甄柏霖", "甄柏霖")])
    >>> len(lexicon), lexicon.name
    (1, 'custom')
    """
    added: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        added.setdefault(match_key(entry.term), (entry,))
    return replace(lexicon, by_key=added | dict(lexicon.by_key))


def _preference(entry: Entry) -> tuple[bool, str, str]:
    """Without a date, a form still in use is likelier than one that has ended."""
    return (bool(entry.valid_to), "" if entry.form == "pref" else entry.form, entry.concept)


CATEGORIES_FILE = "categories.tsv"
_NOT_ENTRIES = frozenset({CATEGORIES_FILE, "relations.tsv"})


def policy_folder() -> Path:
    """Return the folder of the shipped policy dictionary."""
    return dictionaries_folder() / "hk_policy"


def policy_files() -> list[Path]:
    """Return the shipped files of policy terms, sorted."""
    return sorted(path for path in policy_folder().glob("*.tsv") if path.name not in _NOT_ENTRIES)


@lru_cache(maxsize=1)
def shipped_entries() -> tuple[Entry, ...]:
    """Return the entries of the shipped files, in the order of files and rows."""
    return tuple(entry for path in policy_files() for entry in read_dictionary(path))


@lru_cache(maxsize=1)
def categories() -> Mapping[str, Category]:
    """Return the categories of the shipped dictionary by id, in the order of the file."""
    path = policy_folder() / CATEGORIES_FILE
    return {row.id: row for row in sound_rows(path, read_table(path, Category))}
