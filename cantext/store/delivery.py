"""Where workers deliver finished parts: a folder that all of them see, or object storage."""

import os
import platform
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cantext.documents.places import is_url, reached
from cantext.errors import InputError, OutputError

# The file that is written last: a part that has it is whole.
LAST = "done.json"


class Delivery(Protocol):
    """A place for parts, each under its key, whole or not there at all."""

    def finished(self) -> set[str]:
        """Return the keys of the parts that are there."""
        ...

    @contextmanager
    def workshop(self, key: str) -> Iterator[Path]:
        """Yield an empty folder of this machine; what is in it at the end is delivered.

        After an error nothing is. Of two workers that make the same part one delivers it.
        """
        ...

    def fetch(self, key: str, target: Path) -> None:
        """Put a part into a folder of this machine that is not there yet."""
        ...

    def remove(self, key: str) -> None:
        """Take a part away, if it is there."""
        ...


def delivery_at(place: str | Path) -> Delivery:
    """Return the place that a path or a URL names.

    Raises
    ------
    OutputError
        No folder can have that name: it holds a NUL or half a character.
    """
    if isinstance(place, str) and is_url(place):
        return Bucket(place.rstrip("/"))
    try:
        possible = b"\0" not in os.fsencode(place)
    except UnicodeEncodeError:
        possible = False
    if not possible:
        raise OutputError(f"no folder can be called {str(place)!a}: give another name")
    return Folder(Path(place))


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, be it of this machine or one that several share."""

    path: Path

    def finished(self) -> set[str]:
        """Return the keys of the parts that are there."""
        if not self.path.is_dir():
            return set()
        return {part.name for part in self.path.iterdir() if (part / LAST).is_file()}

    @contextmanager
    def workshop(self, key: str) -> Iterator[Path]:
        """Yield a folder beside the parts, renamed at the end."""
        # Workers on several machines may have one process number.
        own = f"{key}.{platform.node()}.{os.getpid()}.{uuid.uuid4().hex[:8]}.tmp"
        temporary = self.path / own
        temporary.mkdir(parents=True)
        try:
            yield temporary
            self._place(temporary, self.path / key)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)

    def _place(self, temporary: Path, target: Path) -> None:
        if not (target / LAST).is_file():
            shutil.rmtree(target, ignore_errors=True)  # of a run that was cut off
        try:
            temporary.rename(target)
        except OSError:
            if not (target / LAST).is_file():  # else another worker was first, with the same
                raise

    def fetch(self, key: str, target: Path) -> None:
        """Link or copy a part; parts never change."""
        with Folder(target.parent).workshop(target.name) as folder:
            shutil.copytree(self.path / key, folder, copy_function=_link, dirs_exist_ok=True)

    def remove(self, key: str) -> None:
        """Take a part away, if it is there."""
        shutil.rmtree(self.path / key, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A prefix of object storage, or whatever else fsspec writes to."""

    url: str

    def finished(self) -> set[str]:
        """Return the keys of the parts that are there."""
        with reached(self.url) as (files, path):
            files.invalidate_cache()  # other machines write there
            if not files.exists(path):
                return set()
            found = (name.split("/")[-2:] for name in files.find(path))
            return {names[0] for names in found if names[-1] == LAST}

    @contextmanager
    def workshop(self, key: str) -> Iterator[Path]:
        """Yield a temporary folder, sent off at the end, the file that makes it whole last."""
        with tempfile.TemporaryDirectory(prefix="cantext-part-") as temporary:
            folder = Path(temporary)
            yield folder
            with reached(f"{self.url}/{key}") as (files, path):
                files.makedirs(path, exist_ok=True)
                for file in sorted(folder.iterdir(), key=lambda file: file.name == LAST):
                    files.put_file(str(file), f"{path}/{file.name}")

    def fetch(self, key: str, target: Path) -> None:
        """Download a part."""
        with (
            Folder(target.parent).workshop(target.name) as folder,
            reached(f"{self.url}/{key}") as (files, path),
        ):
            for name in files.find(path):
                files.get_file(name, str(folder / name.rsplit("/", 1)[-1]))
            if not (folder / LAST).is_file():
                raise InputError(f"the part {key} is not whole; run index again")

    def remove(self, key: str) -> None:
        """Take a part away, if it is there; what makes it whole first."""
        with reached(f"{self.url}/{key}") as (files, path):
            names = files.find(path) if files.exists(path) else []
            for name in sorted(names, key=lambda name: not name.endswith(f"/{LAST}")):
                files.rm_file(name)


def _link(source: str, target: str) -> None:
    """Take a file over without copying it, where the file system can."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
