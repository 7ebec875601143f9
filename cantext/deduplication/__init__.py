"""Repeated lines: which lines repeat, of what kind, and the text without them.

`find_duplicates` reports groups of copies, `label_lines` the kind of every line, `clean` the text
without repeats and boilerplate. The package is called as `find_duplicates` is:
`cantext.duplicates("page.txt")`.
"""

from cantext.deduplication.clean import clean, label_lines
from cantext.deduplication.groups import Audit, audit, find_duplicates
from cantext.deduplication.model import (
    KINDS,
    CleanedDocument,
    Cleaning,
    Dropped,
    DuplicateGroup,
    LineLabel,
    Member,
)
from cantext.deduplication.parallel import audits

__all__ = [
    "KINDS",
    "Audit",
    "CleanedDocument",
    "Cleaning",
    "Dropped",
    "DuplicateGroup",
    "LineLabel",
    "Member",
    "audit",
    "audits",
    "clean",
    "find_duplicates",
    "label_lines",
]
