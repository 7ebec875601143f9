"""The work on one part: which inputs, read how and cut how; done in any process."""

import gc
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, BinaryIO

from cantext import __version__
from cantext.documents.document import Document
from cantext.documents.places import is_url, opened, size_of
from cantext.documents.reading import Fields, read_documents
from cantext.documents.sources import Source
from cantext.errors import InputError
from cantext.result import plain_value
from cantext.store.delivery import LAST, delivery_at
from cantext.store.part import write_part

if TYPE_CHECKING:
    from cantext.documents.reading import ErrorPolicy
    from cantext.segmentation.pipeline import Segmenter


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker is sent: paths and settings, never a dictionary or a text."""

    engine: str = "hk"
    model: str | None = None
    dictionaries: tuple[str, ...] = ()
    hk_policy: bool = True
    encoding: str | None = None
    errors: "ErrorPolicy" = "strict"
    format: str | None = None
    fields: Fields = field(default_factory=Fields)
    unwrap: bool = False
    split: bool = False
    look_for_repeats: bool = True
    # The id and the place of each input; places are absolute, for a worker is anywhere.
    sources: tuple[tuple[str, str], ...] = ()

    def with_sources(self, sources: Sequence[Source]) -> "Work":
        """Return the same for some inputs."""
        places = (
            (source.id, source.url or str(Path(source.path or "").absolute())) for source in sources
        )
        return replace(self, sources=tuple(places))

    def size(self) -> int:
        """Return the bytes of the inputs."""
        return sum(size_of(place) for _, place in self.sources)

    def segmenter(self) -> "Segmenter":
        """Return the segmenter, one for the whole process."""
        return _segmenter(self.engine, self.model, self.dictionaries, self.hk_policy)

    def described(self) -> dict[str, Any]:
        """Return what the store's manifest says of the settings."""
        settings = {key: value for key, value in asdict(self).items() if key != "sources"}
        return {**self.segmenter().described(), "settings": settings}

    def key(self) -> str:
        """Return a name for the part that changes with anything its tables depend on."""
        described = json.dumps([__version__, self.described()], sort_keys=True)
        digest = hashlib.sha256(described.encode())
        for name, place in self.sources:
            digest.update(f"\0{name}\0".encode("utf-8", "surrogateescape"))
            try:
                with opened(place) as stream:
                    digest.update(_digest(stream))
            except OSError as error:  # told when it is read: one file does not stop the others
                digest.update(str(error.errno).encode())
        return digest.hexdigest()[:24]

    def documents(self, refused: list[str]) -> "list[Document]":
        """Read the inputs one at a time; what cannot be read is named in `refused`."""
        found: list[Document] = []
        for name, place in self.sources:
            source = Source(name, None, place) if is_url(place) else Source(name, Path(place))
            errors: list[InputError] = []
            try:
                read = read_documents(
                    [source],
                    encoding=self.encoding,
                    errors=self.errors,
                    format=self.format,
                    fields=self.fields,
                    unwrap=self.unwrap,
                    refuse=errors.append,
                )
                found += read
            except InputError as error:
                errors.append(error)
            refused += map(str, errors)
        if self.split:
            from cantext.documents.hansard import by_speaker

            return list(by_speaker(found))
        return found


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What is known of a finished part."""

    key: str
    documents: int
    size: int
    refused: tuple[str, ...] = ()
    duplicates: dict[str, Any] | None = None

    @classmethod
    def read(cls, folder: Path) -> "WorkDone":
        """Read what `do` wrote."""
        told = json.loads((folder / LAST).read_text(encoding="utf-8"))
        return cls(**{**told, "refused": tuple(told["refused"])})

    def write(self, folder: Path) -> None:
        """Write what `read` reads."""
        text = json.dumps(asdict(self), ensure_ascii=False)
        (folder / LAST).write_bytes(text.encode("utf-8", "backslashreplace"))


# The vocabulary and the engine are there once for all threads of a process.
_one_at_a_time = Lock()


def do(work: Work, key: str, place: str) -> WorkDone:
    """Make the part of a key and deliver it at a place, where it is whole or not at all.

    Raises
    ------
    InputError
        When inputs, dictionary or model are no longer those that the key was made of.
    """
    with _one_at_a_time, _rare_collections():
        if work.key() != key:
            names = ", ".join(name for name, _ in work.sources[:3])
            raise InputError(
                f"{names}, or a dictionary, changed while it was read, or the worker has another "
                "version of cantext: run index again"
            )
        with delivery_at(place).workshop(key) as folder:
            refused: list[str] = []
            documents = work.documents(refused)
            duplicates = write_part(
                documents, work.segmenter(), folder, look_for_repeats=work.look_for_repeats
            )
            done = WorkDone(
                key, len(documents), work.size(), tuple(refused), plain_value(duplicates)
            )
            done.write(folder)
        return done


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for cycles as rarely as the command line does, whatever process this is."""
    before = gc.get_threshold()
    gc.set_threshold(500_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _digest(stream: BinaryIO) -> bytes:
    """Return the sha256 of what a stream holds, which need be no file of the system."""
    digest = hashlib.sha256()
    while piece := stream.read(1 << 20):
        digest.update(piece)
    return digest.digest()


@lru_cache(maxsize=1)
def _segmenter(
    engine: str, model: str | None, dictionaries: tuple[str, ...], hk_policy: bool
) -> "Segmenter":
    from cantext.lexicon.lexicon import load_lexicon
    from cantext.segmentation.engine import load_engine
    from cantext.segmentation.pipeline import Segmenter

    lexicon = load_lexicon(list(map(Path, dictionaries)), hk_policy=hk_policy)
    return Segmenter(load_engine(engine, model=Path(model) if model else None), lexicon)
