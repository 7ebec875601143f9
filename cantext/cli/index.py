"""`index`, `sql`: a token store of an archive, and questions to it."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cantext import __version__
from cantext.cli.bundles import INPUT, OUTPUT, WORK, panel, without
from cantext.cli.options import EngineOptions, InputOptions, OutputOptions, Split
from cantext.cli.parameters import shown_parameters
from cantext.cli.run import Run
from cantext.errors import UsageError
from cantext.result import Result

if TYPE_CHECKING:
    from cantext.store.executors import Executor


class ExecutorChoice(StrEnum):
    """What runs the work on parts."""

    SERIAL = "serial"
    PROCESSES = "processes"
    DASK = "dask"


def index(
    texts: Annotated[InputOptions, without("where", "strict")],
    cut: Annotated[EngineOptions, without("adopt")],
    output: OutputOptions,
    store: Annotated[
        Path,
        panel(
            OUTPUT,
            "--store",
            metavar="FOLDER",
            help="Folder of the store; an old one is brought up to date.",
        ),
    ],
    jobs: Annotated[
        int | None,
        panel(WORK, "--jobs", "-j", min=1, help="Processes to work in.", show_default="one a core"),
    ] = None,
    executor: Annotated[
        ExecutorChoice,
        panel(WORK, "--executor", help="This process, several, or a cluster of Dask."),
    ] = ExecutorChoice.PROCESSES,
    scheduler: Annotated[
        str | None,
        panel(
            WORK,
            "--scheduler",
            metavar="ADDRESS",
            help="The cluster's: tcp://HOST:PORT, or the file.",
        ),
    ] = None,
    parts: Annotated[
        str | None,
        panel(
            WORK,
            "--parts",
            help="Folder or URL that all workers see, for finished parts.",
            show_default="beside the store",
        ),
    ] = None,
    no_duplicates: Annotated[
        bool,
        panel(
            INPUT,
            "--no-duplicates",
            help="Do not look for repeats: faster; --duplicates drop will not work.",
        ),
    ] = False,
) -> None:
    """Segment an archive once, into a token store that every analysis takes as INPUT.

    Interrupted, it goes on from its finished parts. Run again, it reads only what is new or has
    changed.

    Example: cantext index examples --store speeches.store
    """
    from cantext.cli.failures import failure
    from cantext.cli.progress import CharacterProgress
    from cantext.documents.places import size_of
    from cantext.documents.sources import files, find_sources
    from cantext.render.table import Column
    from cantext.store.build import IndexRow, build_store
    from cantext.store.work import Work

    run = Run.start(output)
    if not texts.inputs:
        raise UsageError("name the files and folders to index")
    runs = _executor(executor, scheduler, jobs)
    work = Work(
        engine=cut.engine,
        model=None if cut.model is None else str(cut.model.resolve()),
        dictionaries=tuple(str(path.resolve()) for path in cut.dictionary or ()),
        hk_policy=not cut.no_hk_dictionary,
        encoding=texts.encoding,
        errors=texts.encoding_errors.value,
        format=texts.kind,
        fields=texts.fields,
        unwrap=texts.unwrap,
        split=texts.split is Split.SPEAKER,
        look_for_repeats=not no_duplicates,
    )
    sources = list(find_sources(texts.inputs))
    size = sum(size_of(source.place) for source in sources if source.place)
    if output.dry_run:
        there = ", which is there: what has not changed is taken over" if store.exists() else ""
        run.environment.note(
            f"would build the store {store} of {files(len(sources))}, {size:,} bytes{there}"
        )
        return
    with CharacterProgress(
        run.environment.stderr, size, enabled=not output.quiet, unit="bytes", lines=True
    ) as bar:
        try:
            built = build_store(
                texts.inputs, store, work, executor=runs, parts=parts, advance=bar.advance
            )
        except KeyboardInterrupt:
            run.note("interrupted; the same command goes on from the parts that are finished")
            raise
    for reason in built.refused:
        failure(reason)
        run.environment.note(f"not read: {reason}")
    used = shown_parameters(texts, cut, no_duplicates=no_duplicates)
    meta = {"command": "index", **built.manifest, "parameters": used}
    columns = [
        Column("store", "label"),
        Column("documents", "count", heading="document_count"),
        Column("tokens", "count", heading="token_count"),
        Column("types", "count"),
        Column("parts_made", "count"),
        Column("parts_taken_over", "count"),
    ]
    run.finish(Result((IndexRow.of(store, built),), meta), columns)


def _executor(choice: ExecutorChoice, scheduler: str | None, jobs: int | None) -> "Executor":
    """Return what was chosen to run the work.

    Raises
    ------
    UsageError
        When options do not go together.
    """
    import os

    from cantext.store.executors import processes, serial

    if (choice is ExecutorChoice.DASK) != bool(scheduler):
        raise UsageError("a cluster wants both --executor dask and --scheduler ADDRESS")
    if jobs and choice is not ExecutorChoice.PROCESSES:
        raise UsageError("--jobs is the number of processes of --executor processes")
    if scheduler:
        from cantext.store.executors.cluster import dask

        return dask(scheduler)
    return serial if choice is ExecutorChoice.SERIAL else processes(jobs or os.cpu_count() or 1)


def sql(
    store: Annotated[
        Path, typer.Argument(metavar="STORE", help="A store that `cantext index` has built.")
    ],
    statement: Annotated[str, typer.Argument(metavar="SELECT", help="One SELECT of SQL.")],
    output: OutputOptions,
    memory: Annotated[
        str, panel(WORK, "--memory", help="Memory for the query; more goes to the disk.")
    ] = "1GB",
) -> None:
    """Ask a token store in SQL: its tables are documents, lines, tokens and types.

    Example: cantext sql speeches.store "SELECT text, count FROM types ORDER BY 2 DESC LIMIT 9"
    """
    from cantext.documents.stored import is_store
    from cantext.render.table import Column
    from cantext.store.sql import query
    from cantext.store.store import Store

    run = Run.start(output)
    if not is_store(store):
        raise UsageError(f"{store} is no token store: build one with `cantext index`")
    result = query(Store(store), statement, memory=memory)
    signed = Result(result.rows, {"command": "sql", "version": __version__, **result.meta})
    run.finish(signed, [Column(name, "text", title_text=name) for name in result.meta["columns"]])
