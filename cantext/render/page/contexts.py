"""Terms in context for a page's script: each once, under a short name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from cantext.analyses.report_context import Occurrences, ReportContext


def short_names(ids: Iterable[str]) -> dict[str, str]:
    """Return the file name of each document, or its whole name where two file names are alike.

    >>> short_names(["2024/a.txt", "2025/b.txt"])
    {'2024/a.txt': 'a.txt', '2025/b.txt': 'b.txt'}
    >>> short_names(["2024/a.txt", "2025/a.txt"])["2025/a.txt"]
    '2025/a.txt'
    """
    names = {id: PurePath(id).name or id for id in ids}
    return names if len(set(names.values())) == len(names) else {id: id for id in names}


class Contexts:
    """Gives occurrences short names and holds what the script shows of them.

    >>> found = Contexts(ReportContext(terms={"香港": Occurrences(2, ())}))
    >>> found.term("香港"), found.term("香港"), found.term("無")
    ('k0', 'k0', None)
    """

    def __init__(self, context: ReportContext) -> None:
        self._context = context
        self._names: dict[tuple[str, ...], str] = {}
        self._data: dict[str, dict[str, Any]] = {}
        self._documents: dict[str, int] = {}

    def term(self, term: str) -> str | None:
        """Return the name of the occurrences of a term."""
        return self._named(("term", term), term, self._context.terms.get(term))

    def concept(self, category: str, concept: str | None) -> str | None:
        """Return the name of the occurrences of a concept."""
        key = (category, concept or "")
        return self._named(("concept", *key), key[1], self._context.concepts.get(key))

    def pair(self, node: str, collocate: str) -> str | None:
        """Return the name of the occurrences of a collocate near a node."""
        key = (node, collocate)
        return self._named(("pair", *key), f"{node} ↔ {collocate}", self._context.pairs.get(key))

    def new_term(self, term: str) -> str | None:
        """Return the name of the occurrences of a discovered term."""
        return self._named(("new", term), term, self._context.new_terms.get(term))

    def _named(self, key: tuple[str, ...], title: str, found: Occurrences | None) -> str | None:
        if found is None:
            return None
        if key not in self._names:
            self._names[key] = name = f"k{len(self._names)}"
            self._data[name] = {
                "title": title,
                "total": found.total,
                "lines": [
                    [self._number(line.document), line.line, line.left, line.node, line.right]
                    for line in found.lines
                ],
            }
        return self._names[key]

    def _number(self, document: str) -> int:
        return self._documents.setdefault(document, len(self._documents))

    def data(self) -> Mapping[str, Any]:
        """Return what the script needs: the occurrences by name, and the names of documents."""
        names = short_names(self._documents)
        documents = [{"id": id, "name": names[id]} for id in self._documents]
        return {"contexts": self._data, "documents": documents}
