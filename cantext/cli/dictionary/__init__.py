"""`dict`: list, look up, search, check, extend and export the dictionaries."""

from cantext.cli.dictionary.adding import add
from cantext.cli.dictionary.checking import check
from cantext.cli.dictionary.exporting import export
from cantext.cli.dictionary.looking import list_entries, search, show, stats

__all__ = ["add", "check", "export", "list_entries", "search", "show", "stats"]
