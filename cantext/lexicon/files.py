"""Dictionary files to entries: our TSV (a row per surface form) and jieba's user dictionaries."""

import re
import unicodedata
from pathlib import Path

from cantext.errors import DictionaryError
from cantext.lexicon.entry import Entry

COLUMNS = (
    "term", "concept", "form", "category", "pos", "english",
    "valid_from", "valid_to", "guard", "status", "source", "note",
)  # fmt: skip
FORMS = ("pref", "abbr", "alt", "former", "hidden")
USER_CATEGORY = "user"
_JIEBA_ROW = re.compile(r"(?P<word>.+?)(?: +[0-9]+)?(?: +[a-z]+)?")


def read_dictionary(path: Path) -> list[Entry]:
    """Read a dictionary file, ours or jieba's, told apart by the header row.

    Raises
    ------
    DictionaryError
        With file, line and mend, when the file cannot be read or a row breaks the format.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DictionaryError(f"cannot read dictionary {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DictionaryError(
            f"{path}: not UTF-8 at byte {error.start}; save the dictionary as UTF-8"
        ) from error
    lines = text.split("\n")
    if lines[0].rstrip("\r").split("\t")[0] == "term":
        return _read_tsv(path, lines)
    return _read_jieba(path, lines)


def _read_tsv(path: Path, lines: list[str]) -> list[Entry]:
    header = lines[0].rstrip("\r").split("\t")
    unknown = [name for name in header if name not in COLUMNS]
    if unknown:
        raise DictionaryError(
            f"{path}:1: unknown column {unknown[0]!r}; the columns are {', '.join(COLUMNS)}"
        )
    entries = []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.rstrip("\r").split("\t")
        if cells == [""]:
            continue
        if len(cells) != len(header):
            raise DictionaryError(
                f"{path}:{number}: {len(cells)} cells under {len(header)} columns; "
                "separate cells by single tabs"
            )
        row = dict(zip(header, cells, strict=True))
        term = _checked_term(path, number, row["term"])
        form = row.get("form") or "pref"
        if form not in FORMS:
            raise DictionaryError(
                f"{path}:{number}: form {form!r} is unknown; use one of {', '.join(FORMS)}"
            )
        row |= {"term": term, "form": form, "concept": row.get("concept") or term}
        row["category"] = row.get("category") or USER_CATEGORY
        entries.append(Entry(**row))
    return entries


def _read_jieba(path: Path, lines: list[str]) -> list[Entry]:
    """Read rows of `word`, `word frequency`, `word tag` or `word frequency tag`.

    The frequency is not used: a term of a user's dictionary is kept whole whatever it says.
    """
    entries = []
    for number, line in enumerate(lines, start=1):
        row = line.strip()
        if not row or row.startswith("#"):
            continue
        if "\t" in row:
            raise DictionaryError(
                f"{path}:{number}: a tab, but no header row; begin the file with "
                f"'term<TAB>…' ({', '.join(COLUMNS)}), or use jieba's 'word frequency tag'"
            )
        match = _JIEBA_ROW.fullmatch(row)
        term = _checked_term(path, number, match["word"] if match else row)
        entries.append(Entry(term, term, category=USER_CATEGORY, source=path.name))
    return entries


def _checked_term(path: Path, number: int, term: str) -> str:
    if not term or term != term.strip():
        raise DictionaryError(f"{path}:{number}: the term is empty or has spaces around it")
    if any(unicodedata.category(character) == "Cc" for character in term):
        raise DictionaryError(f"{path}:{number}: a control character in the term {term!r}")
    return term
