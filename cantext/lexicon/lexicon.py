"""The dictionary of a run: entries of the shipped and the user's files, found by their spelling."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from cantext.lexicon.entry import Entry
from cantext.lexicon.files import COLUMNS, read_dictionary
from cantext.lexicon.locate import dictionaries_folder
from cantext.normalise import project

_QUOTES = str.maketrans("", "", '「」"')


def match_key(term: str) -> str:
    """Return the form under which spellings of a term meet: projected, without quotation marks.

    >>> match_key("國家「十四五」規劃") == match_key("國家十四五規劃")
    True
    """
    return project(term).translate(_QUOTES)


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the policy dictionary, as `categories.tsv` lists it."""

    id: str
    parent: str
    english: str
    chinese: str
    definition: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by match key; the preferred reading of a key comes first.

    `name` says which files, `sha256` is the digest of their rows in order, `user_keys` are the keys
    that come from a user's own dictionary and win over the shipped ones.
    """

    name: str
    sha256: str
    by_key: Mapping[str, tuple[Entry, ...]] = field(repr=False)
    user_keys: frozenset[str] = frozenset()

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
    """Load the shipped dictionary (unless turned off) and the user's files, which win.

    >>> load_lexicon().look_up("衛生署")[0].category
    'government_bodies'
    """
    shipped = list(_shipped_entries()) if hk_policy else []
    users = [entry for path in user_files for entry in read_dictionary(path)]
    names = (["hk_policy"] if hk_policy else []) + [path.name for path in user_files]
    return make_lexicon(shipped, users, name="+".join(names) or "none")


def make_lexicon(
    shipped: Iterable[Entry], users: Iterable[Entry] = (), *, name: str = "custom"
) -> Lexicon:
    """Build a lexicon from entries.

    >>> make_lexicon([Entry("產學研", "產學研")]).look_up("产学研")[0].term
    '產學研'
    """
    groups: list[dict[str, list[Entry]]] = []
    digest = hashlib.sha256()
    for entries in (list(shipped), list(users)):
        # One call for all terms: projecting thousands of short strings apart costs ten times more.
        keys = match_key("\n".join(entry.term for entry in entries)).split("\n")
        by_key: dict[str, list[Entry]] = {}
        for key, entry in zip(keys, entries, strict=False):
            if key:
                by_key.setdefault(key, []).append(entry)
            digest.update("\t".join(getattr(entry, column) for column in COLUMNS).encode())
        groups.append(by_key)
    merged = {
        key: tuple(sorted(found, key=_preference)) for key, found in (groups[0] | groups[1]).items()
    }
    return Lexicon(name, digest.hexdigest(), merged, frozenset(groups[1]))


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


_NOT_ENTRIES = frozenset({"categories.tsv", "relations.tsv"})


def policy_files() -> list[Path]:
    """Return the shipped files of policy terms, sorted."""
    folder = dictionaries_folder() / "hk_policy"
    return sorted(path for path in folder.glob("*.tsv") if path.name not in _NOT_ENTRIES)


@lru_cache(maxsize=1)
def _shipped_entries() -> tuple[Entry, ...]:
    return tuple(entry for path in policy_files() for entry in read_dictionary(path))


@lru_cache(maxsize=1)
def categories() -> Mapping[str, Category]:
    """Return the categories of the shipped dictionary by id, in the order of the file."""
    path = dictionaries_folder() / "hk_policy" / "categories.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line]
    return {row[0]: Category(*row) for row in rows}
