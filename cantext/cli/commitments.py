"""`commitments`: what the Government says it will do, is doing and has done."""

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from cantext.cli.bundles import COMMITMENTS, OUTPUT, panel
from cantext.cli.job import Job
from cantext.cli.options import Category, Concept, CorpusOptions, DatePattern, Limit, OutputOptions
from cantext.cli.run import Run
from cantext.errors import UsageError

if TYPE_CHECKING:
    from cantext.result import Result
    from cantext.statements.rows import CommitmentRow

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Group(StrEnum):
    """What commitments are counted by."""

    CATEGORY = "category"
    CONCEPT = "concept"
    STATUS = "status"
    ACTOR = "actor"


def commitments(
    source: CorpusOptions,
    output: OutputOptions,
    status: Annotated[
        str | None,
        panel(
            COMMITMENTS,
            "--status",
            help="Only these, parted by commas: will, planned, studying, under_way, continuing, "
            "done, expected.",
        ),
    ] = None,
    category: Category = None,
    concept: Concept = None,
    actor: Annotated[
        str | None, panel(COMMITMENTS, "--actor", help="Only of this actor: a name, or part of it.")
    ] = None,
    before: Annotated[
        str | None,
        panel(COMMITMENTS, "--before", metavar="DATE", help="Only what is due by this day."),
    ] = None,
    match: Annotated[
        bool,
        panel(
            OUTPUT,
            "--match",
            help="Pair the commitments of two documents: repeated, changed, dropped, new.",
        ),
    ] = False,
    by: Annotated[
        Group | None,
        panel(OUTPUT, "--by", help="Count by category, concept, status or actor."),
    ] = None,
    date_pattern: DatePattern = None,
    limit: Limit = None,
) -> None:
    """Find what the Government, or a named body, will do, is doing or has done.

    Example: cantext commitments examples/speech_2025.txt --status will,planned
    """
    from cantext.analyses.commitments import commitments as find
    from cantext.analyses.commitments import group_commitments
    from cantext.render.commitments import commitment_columns, shown_commitment
    from cantext.render.table import Column

    if match and by:
        raise UsageError("--match pairs commitments and --by counts them; leave one out")
    if before is not None and not _DAY.fullmatch(before):
        raise UsageError(f"--before {before!r}: write a day, as in 2026-12-31")
    wanted = [name.strip() for name in status.split(",") if name.strip()] if status else []
    job = Job.start("commitments", source, output, match=match, by=by)
    dates = _dates(job, date_pattern)
    names = _concepts(job, concept)
    whole = match or by is not None
    result = job.over(
        lambda blocks: find(
            blocks,
            status=wanted,
            category=category,
            concept=names,
            actor=actor,
            before=before,
            dates=dates,
            limit=None if whole else limit,
        )
    )
    if match:
        _match(job, result, limit)
        return
    total = result.meta["commitments"]
    if by is not None:
        grouped = group_commitments(result.rows, by.value)
        total = len(grouped.rows)
        result = replace(result, rows=grouped.rows[:limit], meta={**result.meta, **grouped.meta})
        columns = [
            Column("group", "term", heading=by.value),
            Column("count", "count"),
            Column("with_target", "count"),
            Column("with_deadline", "count"),
            Column("money", "count"),
        ]
        job.run.finish(result, columns, display=partial(_shown_group, job.run, by), total=total)
        return
    language = job.run.language
    job.run.finish(
        result,
        commitment_columns(several=job.several),
        display=lambda row: shown_commitment(row, language),
        total=total,
    )


def _dates(job: Job, pattern: str | None) -> dict[str, str | None]:
    """Return the date of each document, by which next year is known."""
    from cantext.analyses.groups import date_of
    from cantext.analyses.nodes import compiled

    expression = compiled(pattern) if pattern else None
    return {document.id: date_of(document, expression) for document in job.corpus.documents}


def _concepts(job: Job, concept: str | None) -> str | None:
    """Return the concept that a term is a form of."""
    if concept is None:
        return None
    from cantext.cli.choices import chosen_concepts

    return next(iter(chosen_concepts([concept], job.corpus.segmenter.lexicon)))


def _match(job: Job, result: "Result[CommitmentRow]", limit: int | None) -> None:
    from cantext.analyses.commitments import match_commitments
    from cantext.render.commitments import shown_pair
    from cantext.render.table import Column

    documents = [document.id for document in job.corpus.documents]
    if len(documents) != 2:
        raise UsageError(f"--match compares two documents, but {len(documents):,} were read")
    sides = [[row for row in result.rows if row.document == name] for name in documents]
    found = match_commitments(*sides)
    total, language = len(found.rows), job.run.language
    meta = {**result.meta, **found.meta}
    pairs = replace(found, rows=found.rows[:limit], meta=meta)
    columns = [
        Column("change", "text"),
        Column("concept", "term"),
        Column("before", "text", heading="match_before"),
        Column("after", "text", heading="match_after"),
        Column("similarity", "measure"),
    ]
    job.run.finish(pairs, columns, display=lambda row: shown_pair(row, language), total=total)
    counts = found.meta["changes"]
    job.run.note(", ".join(f"{counts[change]:,} {change}" for change in counts))


def _shown_group(run: Run, by: Group, row: Mapping[str, Any]) -> Mapping[str, Any]:
    from cantext.render.commitments import id_name

    group = row["group"]
    if group is not None and by is Group.STATUS:
        return {**row, "group": id_name(group, run.language)}
    if by is Group.CATEGORY:
        return {**row, "group": run.with_category_names({"category": group})["category"]}
    return row
