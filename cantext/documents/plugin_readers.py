"""Readers of other packages: entry points of the group `cantext.readers`, named by suffix.

The entry point `epub` reads files that end in .epub, and whatever is to be read as `epub`. It is a
function of the bytes and of the file's name, and returns their text, or an `Extracted` with more.
"""

from cantext.documents.blocks import Extracted
from cantext.documents.encoding import printable
from cantext.documents.formats import FORMATS, PACKED_SUFFIXES, TABLE_SUFFIXES, TEXT_SUFFIXES
from cantext.errors import InputError, PluginError, UsageError
from cantext.plugins import Plugin, plugins


def plugged_reader(suffix: str) -> Plugin | None:
    """Return the reader of files with a suffix, None where they are read by ourselves or not.

    >>> plugged_reader(".txt"), plugged_reader(".nobody-reads-this")
    (None, None)
    """
    if suffix in TEXT_SUFFIXES or suffix in TABLE_SUFFIXES or suffix in PACKED_SUFFIXES:
        return None  # other packages are not looked at
    return plugins("readers").get(suffix.removeprefix("."))


def format_names(wanted: str | None = None) -> tuple[str, ...]:
    """Return what inputs can be read as, our own first; ours alone when one of them is `wanted`.

    >>> format_names("csv") == FORMATS
    True
    """
    if wanted in FORMATS:  # other packages are not looked at
        return FORMATS
    return (*FORMATS, *(name for name in plugins("readers") if name not in FORMATS))


def checked_format(name: str) -> str:
    """Return the name of a format or of a reader of another package.

    Raises
    ------
    UsageError
        When it is neither; the message lists what there is.
    """
    names = format_names(name)
    if name not in names:
        raise UsageError(f"unknown format {name!r}; the formats are {', '.join(names)}")
    return name


def named_reader(name: str) -> Plugin | None:
    """Return the reader of another package that a format names, None for a format of our own."""
    return None if name in FORMATS else plugins("readers")[name]


def read_plugged(plugin: Plugin, data: bytes, name: str) -> Extracted:
    """Read bytes by a plug-in.

    Raises
    ------
    InputError
        When the plug-in cannot be loaded, fails, or returns something else: the other inputs can
        still be read.
    """
    try:
        found = plugin.load()(data, name)
    except InputError:
        raise
    except PluginError as error:
        raise InputError(f"{printable(name)}: {error}") from error
    except Exception as error:
        raise InputError(f"{printable(name)}: {plugin.broken(error)}") from error
    if isinstance(found, str):
        return Extracted(found)
    if not isinstance(found, Extracted):
        wrong = plugin.broken(f"it returned {type(found).__name__}, not text")
        raise InputError(f"{printable(name)}: {wrong}")
    return found
