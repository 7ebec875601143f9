"""A user's own dictionary: one file of terms in the platform's configuration folder."""

import os
from collections.abc import Mapping
from pathlib import Path

from cantext.errors import DictionaryError
from cantext.lexicon.entry import Entry
from cantext.lexicon.files import COLUMNS, FORMS, USER_CATEGORY, read_dictionary
from cantext.lexicon.guard import guard_problem
from cantext.lexicon.lexicon import Lexicon, match_key

OWN_FILE = "my_terms.tsv"
# Names another folder than the platform's; tests use it, and whoever keeps several set-ups.
FOLDER_VARIABLE = "CANTEXT_CONFIG_DIR"


def own_dictionary(variables: Mapping[str, str] = os.environ) -> Path:
    """Return where the user's own dictionary is, or would be.

    >>> own_dictionary({"CANTEXT_CONFIG_DIR": "settings"}).as_posix()
    'settings/my_terms.tsv'
    """
    if folder := variables.get(FOLDER_VARIABLE):
        return Path(folder) / OWN_FILE
    from platformdirs import user_config_path

    return user_config_path("cantext", appauthor=False) / OWN_FILE


def completed(entry: Entry, lexicon: Lexicon) -> Entry:
    """Return a new form with what its concept says: the category, and that a name is no other.

    A form of a concept that the lexicon has counts for that concept, so it takes the category.

    >>> from cantext.lexicon.lexicon import load_lexicon
    >>> completed(Entry("北都區", "北部都會區", form=""), load_lexicon())[2:4]
    ('alt', 'places')

    Raises
    ------
    DictionaryError
        When the concept is another one than the term and not in the lexicon.
    """
    concept = entry.concept or entry.term
    named = match_key(concept) == match_key(entry.term)
    form = entry.form or ("pref" if named else "alt")
    known = lexicon.look_up(concept)  # in any of its forms, the likeliest first
    if not named and not known:
        raise DictionaryError(
            f"concept {concept!r} is in no dictionary; add it first: cantext dict add {concept}"
        )
    category = entry.category or (known[0].category if known and not named else USER_CATEGORY)
    concept = entry.term if named else known[0].concept
    return entry._replace(concept=concept, form=form, category=category)


def with_entry(path: Path, entry: Entry) -> str:
    """Return what the dictionary at a path holds once an entry is in its place.

    Raises
    ------
    DictionaryError
        When the file that is there cannot be read, has the form already, or the entry is faulty.
    """
    from cantext.lexicon.check import check_entry

    entries = read_dictionary(path) if path.exists() else []
    key = match_key(entry.term), entry.concept
    for there in entries:
        if (match_key(there.term), there.concept) == key:
            raise DictionaryError(f"{entry.term} of {entry.concept} is already in {path}; edit it")
    if entry.form not in FORMS:
        raise DictionaryError(f"form {entry.form!r} is unknown; use one of {', '.join(FORMS)}")
    if problem := next(iter(check_entry(path, entry)), "") or guard_problem(entry.guard):
        raise DictionaryError(problem)
    rows = sorted([*entries, entry], key=lambda row: row[:2])
    return "\n".join(map("\t".join, [COLUMNS, *rows])) + "\n"
