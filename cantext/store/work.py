"""The work on one part: which inputs, read how and cut how; done in any process."""

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from cantext import __version__
from cantext.documents.document import Document
from cantext.documents.reading import Fields, read_documents
from cantext.documents.sources import Source
from cantext.errors import InputError
from cantext.result import plain_value
from cantext.store.part import write_part

if TYPE_CHECKING:
    from cantext.documents.formats import Format
    from cantext.documents.reading import ErrorPolicy
    from cantext.segment.pipeline import Segmenter


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker is sent: paths and settings, never a dictionary or a text."""

    engine: str = "hk"
    model: str | None = None
    dictionaries: tuple[str, ...] = ()
    hk_policy: bool = True
    encoding: str | None = None
    errors: "ErrorPolicy" = "strict"
    format: "Format | None" = None
    fields: Fields = field(default_factory=Fields)
    unwrap: bool = False
    split: bool = False
    look_for_repeats: bool = True
    sources: tuple[tuple[str, str], ...] = ()

    def with_sources(self, sources: Sequence[Source]) -> "Work":
        """Return the same for some inputs."""
        return replace(self, sources=tuple((source.id, str(source.path)) for source in sources))

    def size(self) -> int:
        """Return the bytes of the inputs."""
        return sum(Path(path).stat().st_size for _, path in self.sources)

    def segmenter(self) -> "Segmenter":
        """Return the segmenter, one for the whole process."""
        return _segmenter(self.engine, self.model, self.dictionaries, self.hk_policy)

    def described(self) -> dict[str, Any]:
        """Return what the store's manifest says of the settings."""
        segmenter = self.segmenter()
        engine, lexicon = segmenter.engine, segmenter.lexicon
        settings = {key: value for key, value in asdict(self).items() if key != "sources"}
        return {
            "engine": {"name": engine.name, "version": engine.version},
            "dictionary": {"name": lexicon.name, "sha256": lexicon.sha256, "size": len(lexicon)},
            "settings": settings,
        }

    def key(self) -> str:
        """Return a name for the part that changes with anything its tables depend on."""
        described = json.dumps([__version__, self.described()], sort_keys=True)
        digest = hashlib.sha256(described.encode())
        for name, path in self.sources:
            digest.update(f"\0{name}\0".encode("utf-8", "surrogateescape"))
            with Path(path).open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
        return digest.hexdigest()[:24]

    def documents(self, refused: list[str]) -> "list[Document]":
        """Read the inputs one at a time; what cannot be read is named in `refused`."""
        found: list[Document] = []
        for _, path in self.sources:
            errors: list[InputError] = []
            try:
                read = read_documents(
                    [path],
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

    FILE: ClassVar[str] = "done.json"

    documents: int
    size: int
    refused: tuple[str, ...] = ()
    duplicates: dict[str, Any] | None = None

    @classmethod
    def read(cls, folder: Path) -> "WorkDone":
        """Read what `do` wrote."""
        told = json.loads((folder / cls.FILE).read_text(encoding="utf-8"))
        return cls(**{**told, "refused": tuple(told["refused"])})


def do(work: Work, folder: Path) -> WorkDone:
    """Make a part in a folder named by its key, which is there whole or not at all.

    Raises
    ------
    InputError
        When inputs, dictionary or model are no longer those that the key was made of.
    """
    if work.key() != folder.name:
        names = ", ".join(name for name, _ in work.sources[:3])
        raise InputError(f"{names}, or a dictionary, changed while it was read: run index again")
    temporary = folder.with_name(f"{folder.name}.{os.getpid()}.tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    try:
        refused: list[str] = []
        documents = work.documents(refused)
        duplicates = write_part(
            documents, work.segmenter(), temporary, look_for_repeats=work.look_for_repeats
        )
        done = WorkDone(len(documents), work.size(), tuple(refused), plain_value(duplicates))
        text = json.dumps(asdict(done), ensure_ascii=False)
        (temporary / WorkDone.FILE).write_bytes(text.encode("utf-8", "backslashreplace"))
        shutil.rmtree(folder, ignore_errors=True)  # of a run that was cut off
        temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return done


@lru_cache(maxsize=1)
def _segmenter(
    engine: str, model: str | None, dictionaries: tuple[str, ...], hk_policy: bool
) -> "Segmenter":
    from cantext.lexicon.lexicon import load_lexicon
    from cantext.segment.engine import load_engine
    from cantext.segment.pipeline import Segmenter

    lexicon = load_lexicon(list(map(Path, dictionaries)), hk_policy=hk_policy)
    return Segmenter(load_engine(engine, model=Path(model) if model else None), lexicon)
