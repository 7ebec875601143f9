"""Which engines there are: our own, and those of other packages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cantext.errors import UsageError
from cantext.segmentation.protocol import Engine, EngineInfo

_CANTEXT_LICENCE = "MIT; trained on CC BY-SA 4.0 and CC BY 4.0 treebanks, see MODEL.md"


@dataclass(frozen=True, slots=True)
class ShippedEngine:
    """An engine of ours: where its class is, and what `cantext engines` says of it.

    `made_by` names module and class, imported when the engine is called for; `package` is what must
    be installed, and the extra of cantext that brings it where `is_extra`.
    """

    made_by: str
    package: str
    description: str
    model: str
    licence: str
    reads_model: bool = False
    is_extra: bool = False

    def load(self, model: Path | None) -> Engine:
        """Make the engine; `model` is a folder, for one that reads it."""
        module, name = self.made_by.split(":")
        made_by = getattr(import_module(f"cantext.segmentation.{module}"), name)
        engine: Engine = made_by(model) if self.reads_model else made_by()
        return engine

    def info(self, name: str) -> EngineInfo:
        """Return the engine's row."""
        installed = _installed(self.package)
        hint = f"pip install 'cantext[{self.package}]'" if self.is_extra and not installed else ""
        return EngineInfo(
            engine=name,
            description=f"{self.description}; {hint}" if hint else self.description,
            model=self.model,
            licence=self.licence,
            version=installed,
            available=bool(installed) or self.package == "cantext",
            hint=hint,
        )


DEFAULT_ENGINE = "hk"
ENGINES: Mapping[str, ShippedEngine] = {
    "jieba": ShippedEngine(
        made_by="rust_jieba:RustJieba",
        package="rjieba",
        description="jieba's algorithm in Rust on a Hong Kong vocabulary",
        model="dictionaries/hk_general",
        licence="MIT",
    ),
    "jieba-py": ShippedEngine(
        made_by="python_jieba:PythonJieba",
        package="jieba",
        description="the same algorithm and vocabulary in pure Python: the same words, slower",
        model="dictionaries/hk_general",
        licence="MIT",
    ),
    "hk": ShippedEngine(
        made_by="hk:HongKong",
        package="cantext",
        description="our own boundary classifier, trained on Hong Kong text; the default",
        model="dictionaries/hk_general/hk_model.npz",
        licence=_CANTEXT_LICENCE,
    ),
    "pkuseg": ShippedEngine(
        made_by="pkuseg:Pkuseg",
        package="spacy-pkuseg",
        description="conditional random field (spacy-pkuseg) with a model of our own; slow; "
        "--model FOLDER reads another",
        model="dictionaries/hk_pkuseg",
        licence=_CANTEXT_LICENCE,
        reads_model=True,
    ),
    "wapic": ShippedEngine(
        made_by="wapic:Wapic",
        package="wapic",
        description="conditional random field in C++, for written Chinese",
        model="wapic-cws-model",
        licence="MIT",
        is_extra=True,
    ),
    "pycantonese": ShippedEngine(
        made_by="pycantonese:PyCantonese",
        package="pycantonese",
        description="word graph and hidden Markov model, for Cantonese alone",
        model="in the package",
        licence="MIT; trained on CC BY 4.0 data",
        is_extra=True,
    ),
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
    shipped = ENGINES.get(name)
    if model is not None and not (shipped and shipped.reads_model):
        raise UsageError(f"engine {name!r} reads no model folder; --model goes with pkuseg")
    if shipped:
        return shipped.load(model)
    from cantext.plugins import plugins
    from cantext.segmentation.plugin_engines import plugged_engine

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
    from cantext.segmentation.plugin_engines import plugged_engines

    ours = (shipped.info(name) for name, shipped in ENGINES.items())
    return (*ours, *plugged_engines(taken=ENGINES))


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
