"""Terms found in a text, put into a dictionary file of the user's own."""

from collections.abc import Sequence
from pathlib import Path

from cantext.analyses.terms import TermRow
from cantext.errors import UsageError
from cantext.lexicon.entry import Entry
from cantext.lexicon.files import COLUMNS, USER_CATEGORY, read_dictionary
from cantext.lexicon.lexicon import match_key
from cantext.lexicon.tables import read_lines


def chosen_rows(rows: Sequence[TermRow], picks: Sequence[str]) -> list[TermRow]:
    """Return the rows that were picked by their terms, or all that no dictionary has.

    Raises
    ------
    UsageError
        If a pick is none of the terms found.
    """
    if not picks:
        return [row for row in rows if not row.known]
    by_term = {row.term: row for row in rows}
    for pick in picks:
        if pick not in by_term:
            raise UsageError(
                f"--pick {pick!r} is none of the terms found; it may be rarer than --min-count, or "
                "part of a longer term"
            )
    return [by_term[pick] for pick in dict.fromkeys(picks)]


def with_terms(path: Path, rows: Sequence[TermRow]) -> tuple[str, list[str]]:
    """Return what a dictionary file holds once it has the terms too, and which it did not have.

    What is in the file stays as it is; a file in jieba's format stays in that format.

    Raises
    ------
    DictionaryError
        When the file that is there cannot be read as a dictionary.
    """
    lines = read_lines(path) if path.exists() else []
    known = {match_key(entry.term) for entry in read_dictionary(path)} if lines else set()
    while lines and not lines[-1].strip():
        lines.pop()
    added = [row for row in rows if match_key(row.term) not in known]
    header = lines[0].split("\t") if lines else list(COLUMNS)
    if header[0] == "term":
        new = ["\t".join(_cell(row, column) for column in header) for row in added]
    else:
        new = [f"{row.term} {row.count} n" for row in added]
    written = [*(lines or ["\t".join(header)]), *new]
    return "\n".join(written) + "\n", [row.term for row in added]


def _cell(row: TermRow, column: str) -> str:
    entry = Entry(
        row.term,
        row.term,
        category=USER_CATEGORY,
        note=f"found {row.count} times by cantext terms",
    )
    return str(getattr(entry, column))
