"""Build a token store in one call."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from cantext.result import Result
from cantext.segmentation.engine import DEFAULT_ENGINE
from cantext.store.build import IndexRow, build_store
from cantext.store.executors import processes, serial
from cantext.store.work import Work

if TYPE_CHECKING:
    from cantext.documents.reading import ErrorPolicy

AnyPath: TypeAlias = str | os.PathLike[str]


def index(
    inputs: AnyPath | Sequence[AnyPath],
    store: AnyPath,
    *,
    engine: str = DEFAULT_ENGINE,
    dictionaries: Sequence[AnyPath] = (),
    hk_policy: bool = True,
    duplicates: bool = True,
    encoding: str | None = None,
    errors: "ErrorPolicy" = "strict",
    format: str | None = None,
    jobs: int = 1,
) -> Result[IndexRow]:
    """Segment inputs into a token store, or bring one up to date.

    Parameters
    ----------
    inputs
        Files, folders, globs and URLs, as for `cantext.read`; no standard input.
    store
        The folder of the store. One that is a store already is brought up to date: what is new or
        has changed is read, and what has gone from the inputs goes.
    engine, dictionaries, hk_policy
        How texts are cut: a name of `cantext.engines`, files of one's own, and whether the shipped
        dictionary is used.
    duplicates
        Look for repeats, without which `duplicates="drop"` will not work; that takes a quarter of
        the time.
    encoding, errors, format
        As for `cantext.read`.
    jobs
        Processes. More than one start Python anew: a script that asks for them must keep what it
        does under `if __name__ == "__main__":`.

    Returns
    -------
    Result[IndexRow]
        One row: how many documents, tokens and types there are, how many parts were made and taken
        over. `meta` is the store's manifest; `meta["refused"]` are the inputs that could not be
        read, each with the reason.

    Raises
    ------
    OutputError
        When the folder is there and is no store, or cannot be written.
    InputError
        When no input can be read.
    CantextError
        Where DuckDB is not installed.

    Examples
    --------
    >>> import cantext, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = Path(folder, "speech.txt")
    ...     _ = text.write_text("推動產學研合作。", encoding="utf-8")
    ...     (row,) = cantext.index(text, f"{folder}/speech.store").rows
    ...     counted = cantext.frequency(f"{folder}/speech.store")
    >>> row.documents, row.tokens, [found.term for found in counted.rows]
    (1, 4, ['合作', '推動', '產學研'])
    """
    given = [inputs] if isinstance(inputs, str | os.PathLike) else inputs
    work = Work(
        engine=engine,
        dictionaries=tuple(str(Path(path).resolve()) for path in dictionaries),
        hk_policy=hk_policy,
        encoding=encoding,
        errors=errors,
        format=format,
        look_for_repeats=duplicates,
    )
    runs = processes(jobs) if jobs > 1 else serial
    built = build_store([os.fspath(path) for path in given], Path(store), work, executor=runs)
    return Result((IndexRow.of(store, built),), {"command": "index", **built.manifest})
