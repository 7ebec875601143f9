"""What an engine is, and which there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from cantext.errors import UsageError

if TYPE_CHECKING:
    from cantext.segment.characters import Codes, Margins

# What an engine that only cuts says of every gap, in hundredths of the logarithm of the odds: one
# in ten of its boundaries may be wrong.
CUT_MARGIN = 220


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


@runtime_checkable
class ScoringEngine(Engine, Protocol):
    """An engine that also says how sure it is of each word boundary."""

    def margins(self, codes: "Codes") -> "Margins":
        """Return for each character of a projected text how sure it is that a word begins there.

        Above zero one begins. The unit is a hundredth of the logarithm of the odds.
        """


def margins_of(engine: Engine, codes: "Codes") -> "Margins":
    """Return an engine's margins; one that only cuts is taken to be fairly sure everywhere.

    >>> from cantext.segment.characters import code_points
    >>> margins_of(load_engine("jieba"), code_points("香港人")).tolist()
    [220, -220, 220]
    """
    if isinstance(engine, ScoringEngine):
        return engine.margins(codes)
    import numpy as np

    from cantext.segment.characters import text_of

    words = engine.cut(text_of(codes))
    margins = np.full(len(codes) + 1, -CUT_MARGIN, np.int16)
    margins[np.fromiter(accumulate(map(len, words), initial=0), np.intp, len(words) + 1)] = (
        CUT_MARGIN
    )
    return margins[: len(codes)]


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


def _wapic(model: Path | None) -> Engine:
    from cantext.segment.wapic import Wapic

    return Wapic()


def _pycantonese(model: Path | None) -> Engine:
    from cantext.segment.pycantonese import PyCantonese

    return PyCantonese()


DEFAULT_ENGINE = "hk"
ENGINES: Mapping[str, Callable[[Path | None], Engine]] = {
    "jieba": _jieba,
    "jieba-py": _jieba_py,
    "hk": _hk,
    "pkuseg": _pkuseg,
    "wapic": _wapic,
    "pycantonese": _pycantonese,
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
            description="jieba's algorithm in Rust on a Hong Kong vocabulary",
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
            description="our own boundary classifier, trained on Hong Kong text; the default",
            model="dictionaries/hk_general/hk_model.npz",
            licence="MIT; trained on CC BY-SA 4.0 and CC BY 4.0 treebanks, see MODEL.md",
            version=_installed("cantext"),
            available=True,
            hint="",
        ),
        EngineInfo(
            engine="pkuseg",
            description="conditional random field (spacy-pkuseg) with a model of our own; slow; "
            "--model FOLDER reads another",
            model="dictionaries/hk_pkuseg",
            licence="MIT; trained on CC BY-SA 4.0 and CC BY 4.0 treebanks, see MODEL.md",
            version=_installed("spacy-pkuseg"),
            available=bool(_installed("spacy-pkuseg")),
            hint="",
        ),
        _optional(
            "wapic",
            "conditional random field in C++, for written Chinese",
            model="wapic-cws-model",
            licence="MIT",
        ),
        _optional(
            "pycantonese",
            "word graph and hidden Markov model, for Cantonese alone",
            model="in the package",
            licence="MIT; trained on CC BY 4.0 data",
        ),
    )


def _optional(package: str, description: str, *, model: str, licence: str) -> EngineInfo:
    """Return the row of an engine that is an extra of cantext's and is named for its package."""
    installed = _installed(package)
    hint = f"pip install 'cantext[{package}]'"
    return EngineInfo(
        engine=package,
        description=description if installed else f"{description}; {hint}",
        model=model,
        licence=licence,
        version=installed,
        available=bool(installed),
        hint="" if installed else hint,
    )


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
