"""Names that a user gives, checked against those there are, and those of the dictionary."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from cantext.errors import UsageError

if TYPE_CHECKING:
    from cantext.lexicon.lexicon import Lexicon

Name = TypeVar("Name", bound=str)


def chosen(option: str, value: str, names: Iterable[Name]) -> Name:
    """Return a value that is one of a few names, as one of their type.

    >>> chosen("--within", "line", ("sentence", "line"))
    'line'

    Raises
    ------
    UsageError
        When it is none; the message names the option and those there are.
    """
    known = tuple(names)
    for name in known:
        if name == value:
            return name
    raise UsageError(f"{option} {value!r}: choose from {', '.join(known)}")


def chosen_concepts(names: Iterable[str], lexicon: "Lexicon") -> list[str]:
    """Return the concepts that terms are forms of.

    >>> from cantext.lexicon.lexicon import load_lexicon
    >>> chosen_concepts(["北都"], load_lexicon())
    ['北部都會區']

    Raises
    ------
    UsageError
        If a term is none of the dictionary.
    """
    found: dict[str, None] = {}
    for name in names:
        concepts = [entry.concept for entry in lexicon.look_up(name)]
        if not concepts:
            raise UsageError(
                f"{name!r} is no concept of the dictionary; see `cantext dict search {name}`"
            )
        found.update(dict.fromkeys(concepts))
    return list(found)


def chosen_categories(names: Iterable[str], lexicon: "Lexicon") -> list[str]:
    """Return categories as they are, once they are known to be in the dictionary.

    Raises
    ------
    UsageError
        If one is not; the message names those there are.
    """
    wanted = list(dict.fromkeys(names))
    known = {entry.category for entry in lexicon.entries()} if wanted else set()
    for name in wanted:
        if name not in known:
            raise UsageError(f"no category {name!r}; there are {', '.join(sorted(known))}")
    return wanted
