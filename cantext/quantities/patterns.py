"""Regular expressions out of word lists."""

import re
from collections.abc import Iterable


def one_of(words: Iterable[str]) -> str:
    """Return an expression that matches the longest of the words that stands at a place.

    The words share their beginnings as in a trie, so that a place is decided in a few steps however
    long the list is. An empty list matches nowhere.

    >>> one_of(["元", "元人民幣", "個", "個月"])
    '(?:個月?|元(?:人民幣)?)'
    """
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _expression(tree) if tree else "(?!)"


def _expression(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    ends = "" in node
    branches = []
    for character in sorted(key for key in node if key):
        rest = node[character]
        branches.append(re.escape(character) + ("" if set(rest) == {""} else _expression(rest)))
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    if len(branches) == 1 and len(branches[0]) == 1:
        return branches[0] + "?"
    return f"(?:{'|'.join(branches)})" + ("?" if ends else "")
