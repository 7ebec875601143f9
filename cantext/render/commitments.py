"""Commitments for people: statuses by name, dropped actors put back, what is due first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from cantext.render.cells import Column
from cantext.render.labels import label, phrase, value_label
from cantext.render.summary import counted
from cantext.result import plain_value
from cantext.statements.rows import CommitmentRow
from cantext.statements.word_lists import modalities, statuses


def id_name(id: str, language: str) -> str:
    """Return the name of a status or a modality.

    >>> id_name("under_way", "en"), id_name("under_way", "zh-Hant")
    ('under way', '進行中')
    """
    named = statuses().get(id) or modalities()[id]
    return named.english if language == "en" else named.chinese


def commitment_columns(*, several: bool) -> list[Column]:
    """Return the columns of a table of commitments; with the document where there are several."""
    return [
        *([Column("document", "label")] if several else []),
        Column("line", "count"),
        Column("status", "text"),
        Column("text", "text", heading="commitment"),
        Column("target", "text"),
        Column("deadline", "unbroken"),
    ]


def shown_commitment(row: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return a plain row for people."""
    text = row["text"]
    if row["inherited"] and row["actor"]:
        text = f"（{row['actor']}）{text}"
    return {**row, "text": text, "status": id_name(row["status"], language)}


def shown_pair(row: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return a plain row of `--match` for people: what changed, and both texts with their lines."""
    change = value_label("change", row["change"], language)
    if row["changed"]:
        told = [value_label("changed", name, language) for name in row["changed"]]
        place = label("word.separator", language).join(told)
        change = phrase("text.placed", language, name=change, place=place)
    sides = {
        side: f"{row[side]['line']}: {row[side]['text']}" if row[side] else None
        for side in ("before", "after")
    }
    return {**row, **sides, "change": change}


def due_first(rows: Sequence[CommitmentRow], most: int) -> list[CommitmentRow]:
    """Return what a report shows: what is due, the soonest first, then what has a figure."""
    dated = sorted(
        (row for row in rows if row.deadline_end), key=lambda row: row.deadline_end or ""
    )
    counted_ones = [row for row in rows if row.target and not row.deadline_end]
    return (dated + counted_ones)[:most]


def status_counts(rows: Sequence[CommitmentRow], language: str) -> list[str]:
    """Return how many commitments have each status, as `summary.counted` writes it."""
    counts = Counter(row.status for row in rows)
    return counted(
        ((id_name(id, language), counts[id]) for id in statuses() if counts[id]), language
    )


def report_rows(rows: Sequence[CommitmentRow], most: int, language: str) -> list[dict[str, Any]]:
    """Return the rows that a report shows, for people."""
    return [shown_commitment(plain_value(row), language) for row in due_first(rows, most)]
