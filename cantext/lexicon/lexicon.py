"""The dictionary of a run: entries of the shipped and the user's files, found by their spelling."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from cantext.lexicon.entry import Entry
from cantext.lexicon.files import read_dictionary, whole_rows
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

    `name` says which files. `layers` are their rows in order, the shipped ones first: those of a
    user's dictionary win over what is before them. `others` are entries for spellings that no layer
    has. What takes time is done when it is asked for: a token store asks for the digest alone.
    """

    name: str
    layers: tuple[Iterable[Entry], ...] = field(repr=False)
    others: tuple[Entry, ...] = field(default=(), repr=False)

    @cached_property
    def sha256(self) -> str:
        """The digest of the rows of the layers in order, for manifests."""
        digest = hashlib.sha256()
        for layer in self.layers:
            digest.update(layer.rows() if isinstance(layer, ShippedLayer) else _rows(layer))
        return digest.hexdigest()

    @property
    def by_key(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries of each key, the preferred reading first."""
        return self._merged[0]

    @property
    def user_keys(self) -> frozenset[str]:
        """The keys that come from a user's own dictionary."""
        return self._merged[1]

    @cached_property
    def _merged(self) -> tuple[Mapping[str, tuple[Entry, ...]], frozenset[str]]:
        merged: dict[str, tuple[Entry, ...]] = {}
        user_keys: set[str] = set()
        for number, layer in enumerate(self.layers):
            found: dict[str, tuple[Entry, ...]] = {}
            entries = tuple(layer)
            # One call for all terms: projecting thousands of short strings apart costs ten times
            # more.
            keys = match_key("\n".join([entry.term for entry in entries])).split("\n")
            for key, entry in zip(keys, entries, strict=False):
                found[key] = (*found[key], entry) if key in found else (entry,)
            found.pop("", None)  # a term of nothing but quotation marks
            merged |= found
            if number:
                user_keys |= found.keys()
        for key, several in merged.items():
            if len(several) > 1:
                merged[key] = tuple(sorted(several, key=_preference))
        added: dict[str, tuple[Entry, ...]] = {}
        for entry in self.others:
            added.setdefault(match_key(entry.term), (entry,))
        return added | merged if added else merged, frozenset(user_keys)

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

    The user's files are read and checked at once; the shipped ones when an entry is asked for.

    Raises
    ------
    DictionaryError
        With file, line and mend, when a file cannot be read or breaks the format.

    Examples
    --------
    >>> load_lexicon().look_up("衛生署")[0].category
    'government_bodies'
    """
    shipped = ShippedLayer() if hk_policy else ()
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
    first = shipped if isinstance(shipped, ShippedLayer) else tuple(shipped)
    return Lexicon(name, (first, *map(tuple, users)))


def extend(lexicon: Lexicon, entries: Iterable[Entry]) -> Lexicon:
    """Return a lexicon with entries for spellings it does not have; its name and digest stay.

    >>> lexicon = extend(make_lexicon([]), [Entry("甄柏霖", "甄柏霖")])
    >>> len(lexicon), lexicon.name
    (1, 'custom')
    """
    return replace(lexicon, others=(*lexicon.others, *entries))


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


class ShippedLayer:
    """The shipped entries, which are read when they are gone through."""

    def __iter__(self) -> Iterator[Entry]:
        """Go through the entries."""
        return iter(shipped_entries())

    def rows(self) -> bytes:
        """Return their rows one below the other, without taking the files apart."""
        is_read = shipped_entries.cache_info().currsize  # then these are what is worked with
        found = [] if is_read else [whole_rows(path) for path in policy_files()]
        if is_read or None in found:  # reading a file that leaves columns out fills them in
            return _rows(self)
        return b"\n".join(rows for rows in found if rows)


def _rows(entries: Iterable[Entry]) -> bytes:
    return "\n".join(map("\t".join, entries)).encode()


@lru_cache(maxsize=1)
def categories() -> Mapping[str, Category]:
    """Return the categories of the shipped dictionary by id, in the order of the file."""
    path = policy_folder() / CATEGORIES_FILE
    return {row.id: row for row in sound_rows(path, read_table(path, Category))}
