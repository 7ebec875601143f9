"""The text without its repeats and boilerplate, and the label of every line."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from cantext.deduplication.across import SHORTEST_ACROSS
from cantext.deduplication.groups import (
    Audit,
    audit,
    best_copy,
    documents_or_audits,
    relation_of,
)
from cantext.deduplication.marks import MARKUP
from cantext.deduplication.model import (
    KINDS,
    CleanedDocument,
    Cleaning,
    Dropped,
    Kind,
    LineLabel,
    Reason,
)
from cantext.documents.document import Document
from cantext.documents.texts import Texts
from cantext.errors import UsageError

DROPPED_KINDS: tuple[Kind, ...] = ("boilerplate", "credit")


def clean(
    documents: Texts | Iterable[Document | Audit],
    *,
    keep: Collection[str] = (),
    drop: Collection[str] = (),
    only_exact: bool = False,
    across_documents: bool = False,
) -> Cleaning:
    r"""Drop repeats, boilerplate and credits; every line left out is listed with its reason.

    Of several copies the first is kept, and one without a photo credit before one with. In running
    text only long repeated lines and tables of contents count as repeats, in paged text (a PDF)
    nothing but running headers and page numbers is dropped. Body text stays.

    Parameters
    ----------
    documents
        What to clean, each by itself: documents, or paths to read.
    keep
        Kinds of which no line is dropped.
    drop
        Kinds to drop besides boilerplate and credits: every line of them, but of `body` only exact
        repeats.
    only_exact
        Let near and truncated copies stand.
    across_documents
        Also drop exact repeats, of 12 characters or more, of lines of earlier documents.

    Raises
    ------
    UsageError
        A kind is unknown, or both kept and dropped.

    Examples
    --------
    >>> page = Document("page", "政府推出產學研資助（資料圖片）\n某局FB圖片\n政府推出產學研資助\n")
    >>> clean([page]).documents[0].text
    '政府推出產學研資助\n'
    >>> [(item.line.number, item.reason) for item in clean([page]).documents[0].dropped]
    [(1, 'repeat'), (2, 'kind')]
    """
    for kind in (*keep, *drop):
        if kind not in KINDS:
            raise UsageError(f"Unknown kind of line {kind!r}: choose from {', '.join(KINDS)}.")
    for kind in keep:
        if kind in drop:
            raise UsageError(f"The kind {kind!r} is both kept and dropped: name it once.")
    dropped_kinds = {*DROPPED_KINDS, *drop} - set(keep) - {"body"}
    seen: dict[str, tuple[str, int]] = {}
    cleaned = []
    layouts: Counter[str] = Counter()
    for document in documents_or_audits(documents):
        found = document if isinstance(document, Audit) else audit(document)
        layouts[found.layout] += 1
        cleaned.append(
            _clean_one(
                found,
                keep=frozenset(keep),
                dropped_kinds=frozenset(dropped_kinds),
                body="body" in drop,
                only_exact=only_exact,
                seen=seen if across_documents else None,
            )
        )
    meta = _meta(cleaned, layouts)
    meta["parameters"] = {
        "keep": sorted(keep),
        "drop": sorted(drop),
        "only_exact": only_exact,
        "across_documents": across_documents,
    }
    return Cleaning(tuple(cleaned), meta)


def label_lines(document: Document) -> tuple[LineLabel, ...]:
    r"""Return a row per line: its kind, what it repeats, and whether `clean` keeps it.

    >>> page = Document("page", "更多相片\n河套園區全景。（資料圖片）\n河套園區全景。\n")
    >>> rows = label_lines(page)
    >>> [(row.kind, row.duplicate_of, row.kept) for row in rows]
    [('boilerplate', None, False), ('caption', 3, False), ('caption', None, True)]
    """
    return tuple(clean([document]).documents[0].labels())


def _clean_one(
    found: Audit,
    *,
    keep: frozenset[str],
    dropped_kinds: frozenset[str],
    body: bool,
    only_exact: bool,
    seen: dict[str, tuple[str, int]] | None,
) -> CleanedDocument:
    sheet, kinds = found.sheet, found.kinds
    name = sheet.document.id
    dropped: dict[int, Dropped] = {}
    repeated: dict[int, int] = {}
    for copies in found.copies:
        kept = copies.kept
        if kinds[kept] in dropped_kinds:  # the copy in place of it is of a kind that stays
            staying = [i for i in copies.members if kinds[i] not in dropped_kinds]
            if not staying:  # all go for their kind, below
                repeated |= {i: kept for i in copies.members if i != kept}
                continue
            kept = best_copy(sheet, kinds, staying)
        for i in copies.members:
            if i == kept:
                continue
            repeated[i] = kept
            relation, _ = relation_of(sheet, kept, i)
            allowed = copies.repeats
            if kinds[i] == "body":  # only when asked for, and only to the letter
                allowed = body and relation == "exact"
            if allowed and kinds[i] not in keep and not (only_exact and relation != "exact"):
                dropped[i] = _dropped(found, i, "repeat", (name, kept + 1))
    for i in sheet.filled:
        if i in dropped:
            continue
        if sheet.marks[i] & MARKUP and kinds[i] not in keep:
            dropped[i] = _dropped(found, i, "markup", None)
        elif kinds[i] in dropped_kinds:
            copy = repeated.get(i)
            of = (name, copy + 1) if copy is not None else None
            dropped[i] = _dropped(found, i, "kind", of)
        elif seen is not None and len(words := sheet.words[i]) >= SHORTEST_ACROSS:
            if words not in seen:
                seen[words] = (name, i + 1)
            elif seen[words][0] != name and kinds[i] not in keep and (kinds[i] != "body" or body):
                dropped[i] = _dropped(found, i, "repeat", seen[words])
    return CleanedDocument(
        sheet.document,
        tuple(line for i, line in enumerate(sheet.lines) if i not in dropped),
        tuple(dropped[i] for i in sorted(dropped)),
        tuple(kinds),
    )


def _dropped(found: Audit, i: int, reason: Reason, of: tuple[str, int] | None) -> Dropped:
    line, kind = found.sheet.line(i), found.kinds[i]
    return Dropped(line, kind, reason, of[1] if of else None, of[0] if of else None)


def _meta(cleaned: list[CleanedDocument], layouts: Counter[str]) -> dict[str, Any]:
    lines: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for document in cleaned:
        for item in document.dropped:
            lines[item.kind] += 1
            characters[item.kind] += len(item.line.text)
            reasons[item.reason] += 1
    return {
        "documents": len(cleaned),
        "layouts": dict(sorted(layouts.items())),
        "lines": sum(len(document.kinds) for document in cleaned),
        "kept_lines": sum(len(document.kept) for document in cleaned),
        "dropped_lines": dict(sorted(lines.items())),
        "dropped_characters": dict(sorted(characters.items())),
        "dropped_by_reason": dict(sorted(reasons.items())),
    }
