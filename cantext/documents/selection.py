"""Which documents of those read are meant: by speaker, by date, by any field of their metadata."""

from collections.abc import Iterable, Iterator, Sequence

from cantext.documents.document import Document
from cantext.errors import UsageError

# The names that conditions and groups give to fields which hold a date: a year is enough of one.
_DATES = frozenset(("date", "created"))


def parse_conditions(conditions: Sequence[str]) -> dict[str, set[str]]:
    """Read conditions KEY=VALUE: of one key any value will do, of several keys all must hold.

    >>> parse_conditions(["speaker=主席", "date=2013"])
    {'speaker': {'主席'}, 'date': {'2013'}}

    Raises
    ------
    UsageError
        A condition has no key, or no value.
    """
    found: dict[str, set[str]] = {}
    for condition in conditions:
        key, equals, value = condition.partition("=")
        if not (equals and key.strip() and value.strip()):
            raise UsageError(f"'{condition}' is no condition: write KEY=VALUE, as in speaker=主席")
        found.setdefault(key.strip(), set()).add(value.strip())
    return found


def select(documents: Iterable[Document], conditions: Sequence[str]) -> Iterator[Document]:
    """Yield the documents that meet all conditions; a date meets its year and its month too.

    >>> texts = [Document("a", "", metadata={"date": "2025-09-17"}), Document("b", "")]
    >>> [document.id for document in select(texts, ["date=2025"])]
    ['a']

    Raises
    ------
    UsageError
        No document meets them; the message names what there is.
    """
    wanted = parse_conditions(conditions)
    seen: dict[str, set[str]] = {}
    found = False
    for document in documents:
        for key, value in document.metadata.items():
            seen.setdefault(key, set()).add(value)
        if all(
            _meets(document.metadata.get(key, ""), key, values) for key, values in wanted.items()
        ):
            found = True
            yield document
    if wanted and not found:
        raise UsageError(_nothing(wanted, seen))


def _meets(value: str, key: str, wanted: set[str]) -> bool:
    if value in wanted:
        return True
    return key in _DATES and any(value.startswith(f"{part}-") for part in wanted)


def _nothing(wanted: dict[str, set[str]], seen: dict[str, set[str]]) -> str:
    missing = [key for key in wanted if key not in seen]
    if missing:
        fields = ", ".join(sorted(seen)) or "none"
        return f"no document has the field '{missing[0]}'; the fields are: {fields}"
    key = next(iter(wanted))
    values = sorted(seen[key])
    shown = ", ".join(values[:8]) + (f" and {len(values) - 8:,} more" if len(values) > 8 else "")
    return f"no document meets all conditions; of '{key}' there are: {shown}"
