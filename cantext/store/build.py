"""Build a token store: inputs to parts, parts to tables, and the whole put in place at once."""

import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cantext import __version__
from cantext.deduplication.policy import repeated_share
from cantext.documents.places import size_of
from cantext.documents.sources import Source, find_sources
from cantext.documents.stored import FORMAT, MANIFEST, is_store, part_documents
from cantext.errors import InputError, OutputError
from cantext.locks import one_at_a_time
from cantext.parquet import connect
from cantext.result import plain_value
from cantext.store.delivery import LAST, Delivery, Folder, delivery_at
from cantext.store.executors import Executor, serial
from cantext.store.merge import merge_parts
from cantext.store.repeats import summed
from cantext.store.work import Work, WorkDone

_BUILDING = ".building"
_REPLACED = ".replaced"
_LOCK = ".lock"
# A part ends where the name of its last file says so, if it has come to this size, or at the
# larger one whatever the name: so files that come or go change the parts around them alone.
_SMALL, _LARGE = 2_000_000, 16_000_000
_ENDS = 4


@dataclass(frozen=True, slots=True)
class Built:
    """What was done: the store's manifest, how many parts were made and how many taken over.

    `refused` are the inputs that could not be read, each with the reason.
    """

    manifest: dict[str, Any]
    made: int
    taken_over: int
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A store that was built, and how many of its parts were made or taken over."""

    store: str
    documents: int
    tokens: int
    types: int
    parts_made: int
    parts_taken_over: int
    not_read: int

    @classmethod
    def of(cls, store: str | os.PathLike[str], built: Built) -> "IndexRow":
        """Return the row of a store that was built."""
        told = built.manifest
        return cls(
            Path(store).as_posix(),
            told["documents"],
            told["tokens"],
            told["types"],
            built.made,
            built.taken_over,
            len(built.refused),
        )


def build_store(
    inputs: Sequence[str],
    target: str | Path,
    work: Work,
    *,
    executor: Executor = serial,
    parts: str | None = None,
    advance: Callable[[int], None] = lambda size: None,
) -> Built:
    """Segment inputs into a token store, or bring one up to date.

    Parameters
    ----------
    inputs
        Files, folders and globs, as for every command; not standard input, which could not be read
        again.
    target
        The folder of the store. One that is a store is brought up to date and replaced at the end;
        one that holds anything else is an error. Until then it stays as it is.
    work
        How the inputs are read and cut.
    executor
        What runs the parts: see `cantext.store.executors`.
    parts
        Where workers deliver finished parts, when that is not the folder beside the target: another
        folder that all of them see, or a URL of object storage. They are taken away at the end.
    advance
        Told the number of bytes of input that are done.

    Returns
    -------
    What was built.

    Raises
    ------
    OutputError
        When the target is no store, cannot be written, or is being built by another run.
    InputError
        When no input can be read.

    Notes
    -----
    The store grows in a folder beside the target, `NAME.building`. Finished parts stay there when a
    run is interrupted, and the next run goes on from them; parts of an existing store whose inputs
    and settings have not changed are taken over. The same inputs give the same bytes, however the
    work was parted or interrupted.
    """
    folder = Path(target).absolute()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror or error}") from error
    busy = f"another run is building {folder}: let it end, or choose another place"
    with one_at_a_time(folder.with_name(folder.name + _LOCK), busy):
        return _build(inputs, folder, work, executor, parts, advance)


def _build(
    inputs: Sequence[str],
    folder: Path,
    work: Work,
    executor: Executor,
    parts: str | None,
    advance: Callable[[int], None],
) -> Built:
    before = _existing(folder)
    sources = list(find_sources(inputs))
    if any(source.place is None for source in sources):
        raise InputError("an index is made of files, not of standard input: save the text first")
    for source in sources:
        if source.path is not None and is_store(source.path):
            raise InputError(f"{source.id} is a token store already: name what it was made of")
    connect().close()  # the error that names the extra comes before the work
    building = folder.with_name(folder.name + _BUILDING)
    own = Folder(building / "parts")
    try:
        own.path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write {building}: {error.strerror or error}") from error
    keyed = {part.key(): part for part in map(work.with_sources, _groups(sources))}
    made, taken_over = _gather(
        keyed, own, folder / "parts" if before else None, executor, parts, advance
    )
    for path in own.path.iterdir():  # of a run with other inputs, or cut off while writing
        if path.name not in keyed:
            shutil.rmtree(path)
    paths = [own.path / key for key in keyed]
    done = list(map(WorkDone.read, paths))
    refused = [reason for part in done for reason in part.refused]
    if refused and not any(part.documents for part in done):
        raise InputError(refused[-1])
    for name in ("merged", "merged.old"):
        shutil.rmtree(building / name, ignore_errors=True)
    merged = building / "merged"
    merged.mkdir()
    told = merge_parts(paths, merged)
    manifest = plain_value(
        {
            "format": FORMAT,
            "version": __version__,
            **work.described(),
            "parts": list(keyed),
            "refused": refused,
            **told,
            "duplicates": _duplicates(done, paths) if work.look_for_repeats else None,
        }
    )
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (merged / MANIFEST).write_bytes(text.encode("utf-8", "backslashreplace"))
    own.path.rename(merged / "parts")
    _put_in_place(merged, folder)
    shutil.rmtree(building, ignore_errors=True)
    if parts:
        for key in keyed:
            delivery_at(parts).remove(key)
    return Built(manifest, made, taken_over, tuple(refused))


def _gather(
    keyed: Mapping[str, Work],
    own: Folder,
    before: Path | None,
    executor: Executor,
    parts: str | None,
    advance: Callable[[int], None],
) -> tuple[int, int]:
    """Have all parts in the folder `own`: those of earlier runs, and new ones.

    Return how many were made, and how many taken over.
    """
    place = parts or str(own.path)
    delivered: list[Delivery] = [own]
    delivered += [delivery_at(parts)] if parts else []
    delivered += [Folder(before)] if before else []
    there = [source.finished() for source in delivered]
    waiting: dict[str, Work] = {}
    for key, part in keyed.items():
        source = next(
            (source for source, has in zip(delivered, there, strict=True) if key in has), None
        )
        if source is None:
            waiting[key] = part
            continue
        if source is not own:
            source.fetch(key, own.path / key)
        advance(part.size())
    for finished in executor(waiting, place):
        if parts:
            delivery_at(parts).fetch(finished.key, own.path / finished.key)
        elif not (own.path / finished.key / LAST).is_file():
            raise OutputError(
                f"a worker wrote its part to a folder {own.path} of its own: name a place that all "
                "machines see, with --parts"
            )
        advance(finished.size)
    return len(waiting), len(keyed) - len(waiting)


def _duplicates(done: Sequence[WorkDone], folders: Sequence[Path]) -> dict[str, Any]:
    """Return what `--duplicates drop` leaves out, and what a run that keeps all says of repeats."""
    lines, share = repeated_share(document.text for document in part_documents(folders))
    return {
        "manifest": summed([part.duplicates or {} for part in done]),
        "repeated_lines": lines,
        "repeated_share": share,
    }


def _existing(folder: Path) -> bool:
    """Whether there is a store already; what else is there must not be lost."""
    if (folder / MANIFEST).is_file():
        return True
    empty = folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir())
    if os.path.lexists(folder) and not empty:  # a file, a link, a device, somebody's folder
        raise OutputError(f"{folder} is there and is no token store: choose another place")
    return False


def _groups(sources: Sequence[Source]) -> Iterator[tuple[Source, ...]]:
    """Yield the sources of each part."""
    group: list[Source] = []
    size = 0
    for source in sources:
        group.append(source)
        size += size_of(source.place or "")
        ends = zlib.crc32(source.id.encode("utf-8", "surrogateescape")) % _ENDS == 0
        if size >= _LARGE or (size >= _SMALL and ends):
            yield tuple(group)
            group, size = [], 0
    if group:
        yield tuple(group)


def _put_in_place(merged: Path, folder: Path) -> None:
    """Rename; of two stores one is always whole."""
    replaced = folder.with_name(folder.name + _REPLACED)
    shutil.rmtree(replaced, ignore_errors=True)
    if folder.exists():
        folder.rename(replaced)
    merged.rename(folder)
    shutil.rmtree(replaced, ignore_errors=True)
