"""The result of one analysis as a page: its table, and how it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cantext.render.cells import Column
from cantext.render.labels import LABELS, label
from cantext.render.page.contexts import short_names
from cantext.render.page.environment import render_template
from cantext.render.page.groups import PageGroup, page_group
from cantext.render.page.method import manifest, method
from cantext.render.page.tables import page_table
from cantext.result import Result, plain_value

_ROWS_OPEN = 100


def render_table_page(
    result: Result[Any],
    columns: Sequence[Column],
    language: str,
    rows: Sequence[Mapping[str, Any]] | None = None,
    total: int | None = None,
) -> str:
    """Return a result as one HTML file that needs no network.

    Parameters
    ----------
    result
        Rows and manifest.
    columns
        What to show of the rows, from left to right; all keys where there are none.
    language
        `en` or `zh-Hant`.
    rows
        The rows as people shall see them, where that is otherwise.
    total
        How many rows there would be without a limit.
    """
    shown = [_flat(row) for row in (result.to_dicts() if rows is None else map(plain_value, rows))]
    chosen = list(columns) or _all_columns(shown)
    command = str(result.meta.get("command", ""))
    title = f"cantext {command}".strip()
    groups = _groups(result.rows, language)
    if groups:
        shown, chosen = [], []
    made = page_table("table", title, shown, chosen, language, shown=_ROWS_OPEN)
    return render_template(
        "single.html", language, {}, title=title, table=made, method=method(result.meta, language),
        groups=groups, inputs=[item["document"] for item in result.meta.get("inputs", ())],
        formulae=[(key, str(text)) for key, text in result.meta.get("formulae", {}).items()],
        manifest=manifest(result.meta), total=max(total or 0, len(shown)), shown=len(shown),
    )  # fmt: skip


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with its lists of tokens and examples as their texts."""

    def text(value: Any) -> Any:
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            if all("text" in item for item in value):
                return " ".join(item["text"] for item in value)
            if all("node" in item for item in value):
                return [f"{item['left']}【{item['node']}】{item['right']}" for item in value]
        return value

    return {key: text(value) for key, value in row.items()}


def _groups(rows: Sequence[Any], language: str) -> list[PageGroup]:
    """Return groups of copies, which are no table."""
    from cantext.deduplication.model import DuplicateGroup

    found = [row for row in rows if isinstance(row, DuplicateGroup)]
    documents = {member.document for group in found for member in group.members}
    names = short_names(sorted(documents)) if len(documents) > 1 else {}
    return [page_group(group, language, names) for group in found]


def _all_columns(rows: Sequence[Mapping[str, Any]]) -> list[Column]:
    """Return a column for each key, of numbers where there is nothing else."""
    columns = []
    for key in dict.fromkeys(key for row in rows for key in row):
        values = [row[key] for row in rows if row.get(key) is not None]
        if all(isinstance(value, bool) for value in values):
            columns.append(Column(key, "flag"))
        elif all(isinstance(value, int) for value in values):
            columns.append(Column(key, "count"))
        elif all(isinstance(value, int | float) for value in values):
            columns.append(Column(key, "measure"))
        else:
            known = any(name.startswith(f"{key}.") for name in LABELS)
            columns.append(Column(key, "label" if known else "text"))
    return columns or [Column("term", "term", title_text=label("term", "en"))]
