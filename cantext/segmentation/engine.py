"""Which engines there are: our own, and those of other packages."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cantext.errors import UsageError
from cantext.segmentation.protocol import Engine, EngineInfo


def _jieba(model: Path | None) -> Engine:
    from cantext.segmentation.rust_jieba import RustJieba

    return RustJieba()


def _jieba_py(model: Path | None) -> Engine:
    from cantext.segmentation.python_jieba import PythonJieba

    return PythonJieba()


def _hk(model: Path | None) -> Engine:
    from cantext.segmentation.hk import HongKong

    return HongKong()


def _pkuseg(model: Path | None) -> Engine:
    from cantext.segmentation.pkuseg import Pkuseg

    return Pkuseg(model)


def _wapic(model: Path | None) -> Engine:
    from cantext.segmentation.wapic import Wapic

    return Wapic()


def _pycantonese(model: Path | None) -> Engine:
    from cantext.segmentation.pycantonese import PyCantonese

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
    PluginError
        For an engine of another package that does not work.
    """
    if name not in engine_names(name):
        raise UsageError(f"unknown engine {name!r}; the engines are {', '.join(engine_names())}")
    if model is not None and name != "pkuseg":
        raise UsageError(f"engine {name!r} reads no model folder; --model goes with pkuseg")
    if name in ENGINES:
        return ENGINES[name](model)
    from cantext.plugins import plugins
    from cantext.segmentation.plugged import plugged_engine

    return plugged_engine(plugins("engines")[name])


def engine_names(wanted: str | None = None) -> tuple[str, ...]:
    """Return the names of the engines, our own first; of ours alone when one of them is `wanted`.

    >>> engine_names("hk") == tuple(ENGINES)
    True
    """
    if wanted in ENGINES:  # other packages are not looked at
        return tuple(ENGINES)
    from cantext.plugins import plugins

    return (*ENGINES, *(name for name in plugins("engines") if name not in ENGINES))


def describe_engines() -> tuple[EngineInfo, ...]:
    """Return a row for each engine: what runs it, under which licence, and what is missing.

    Engines of other packages come last; one that does not work says why in `hint`.

    >>> [row.engine for row in describe_engines() if row.available][0]
    'jieba'
    """
    from cantext.segmentation.plugged import plugged_engines

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
        *plugged_engines(taken=ENGINES),
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
