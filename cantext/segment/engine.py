"""What an engine is, and which there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

from cantext.errors import UsageError


class Engine(Protocol):
    """Cuts projected text into words.

    `cut` returns tokens that join to the text it was given, and never joins characters across a
    character that is neither a letter nor a digit. `name` and `version` go into the manifest.
    """

    @property
    def name(self) -> str:
        """The name by which a user chooses the engine."""

    @property
    def version(self) -> str:
        """What must be the same for the tokens to be the same."""

    def cut(self, text: str) -> list[str]:
        """Return the words of a projected text, in order, nothing left out."""


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """A row of `cantext engines`."""

    engine: str
    description: str
    model: str
    licence: str
    version: str
    available: bool
    hint: str


def _jieba(model: Path | None) -> Engine:
    from cantext.segment.rust_jieba import RustJieba

    return RustJieba()


def _jieba_py(model: Path | None) -> Engine:
    from cantext.segment.python_jieba import PythonJieba

    return PythonJieba()


def _hk(model: Path | None) -> Engine:
    from cantext.segment.hk import HongKong

    return HongKong()


def _pkuseg(model: Path | None) -> Engine:
    from cantext.segment.pkuseg import Pkuseg

    return Pkuseg(model)


DEFAULT_ENGINE = "jieba"
ENGINES: Mapping[str, Callable[[Path | None], Engine]] = {
    "jieba": _jieba,
    "jieba-py": _jieba_py,
    "hk": _hk,
    "pkuseg": _pkuseg,
}


@lru_cache(maxsize=8)
def load_engine(name: str = DEFAULT_ENGINE, *, model: Path | None = None) -> Engine:
    """Return the engine of a name; `model` is a folder, for engines that read one.

    Loading takes a third of a second, so an engine is loaded once and kept.

    >>> load_engine("jieba").cut("特区政府推动创科发展")
    ['特区', '政府', '推动', '创科', '发展']

    Raises
    ------
    UsageError
        For an unknown name, or a model given to an engine that reads none.
    EngineError
        For a missing package or model.
    """
    if name not in ENGINES:
        raise UsageError(f"unknown engine {name!r}; the engines are {', '.join(ENGINES)}")
    if model is not None and name != "pkuseg":
        raise UsageError(f"engine {name!r} reads no model folder; --model goes with pkuseg")
    return ENGINES[name](model)


def describe_engines() -> tuple[EngineInfo, ...]:
    """Return a row for each engine: what runs it, under which licence, and what is missing."""
    return (
        EngineInfo(
            engine="jieba",
            description="jieba's algorithm in Rust on a Hong Kong vocabulary; the default",
            model="dictionaries/hk_general",
            licence="MIT",
            version=_installed("rjieba"),
            available=bool(_installed("rjieba")),
            hint="",
        ),
        EngineInfo(
            engine="jieba-py",
            description="the same algorithm and vocabulary in pure Python: the same words, slower",
            model="dictionaries/hk_general",
            licence="MIT",
            version=_installed("jieba"),
            available=bool(_installed("jieba")),
            hint="",
        ),
        EngineInfo(
            engine="hk",
            description="our own boundary classifier on the words of jieba: more accurate, slower",
            model="dictionaries/hk_general/hk_model.npz",
            licence="MIT; trained on CC BY-SA 4.0 and CC BY 4.0 treebanks, see MODEL.md",
            version=_installed("cantext"),
            available=True,
            hint="",
        ),
        EngineInfo(
            engine="pkuseg",
            description="conditional random field (spacy-pkuseg); reads a model folder",
            model="none shipped",
            licence="MIT",
            version=_installed("spacy-pkuseg"),
            available=False,
            hint="give a model folder with --model PATH",
        ),
    )


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
