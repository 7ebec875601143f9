"""Engines of other packages: entry points of the group `cantext.engines`."""

from collections.abc import Container

from cantext.errors import PluginError
from cantext.plugins import Plugin, plugins
from cantext.segmentation.protocol import Engine, EngineInfo

# Cut on trial: the words must join to it again.
_TRIAL = "香港 2025年，创科 AI+。"


def plugged_engine(plugin: Plugin) -> Engine:
    """Make the engine of a plug-in, a class or a function that is called without arguments.

    Raises
    ------
    PluginError
        When it cannot be made, calls itself otherwise, or loses characters of a text.
    """
    factory = plugin.load()
    try:
        engine: Engine = factory()
        name, words = engine.name, engine.cut(_TRIAL)
        str(engine.version)
        whole = "".join(words) == _TRIAL
    except Exception as error:
        raise plugin.broken(error) from error
    if name != plugin.name:
        raise plugin.broken(f"the engine's name is {name!r}")
    if not whole:
        raise plugin.broken(f"the words do not join to the text: {words!r}")
    return engine


def plugged_engines(taken: Container[str] = ()) -> tuple[EngineInfo, ...]:
    """Return a row for each engine of another package; of a broken one, `hint` says what is wrong.

    `description`, `licence` and `model` are the attributes of these names of what makes the engine,
    and its docstring's first line when it has no description. Names that are `taken` are passed
    over: no package replaces an engine of ours.
    """
    return tuple(
        _described(plugin) for name, plugin in plugins("engines").items() if name not in taken
    )


def _described(plugin: Plugin) -> EngineInfo:
    try:
        version = str(plugged_engine(plugin).version)
        hint = ""
    except PluginError as error:
        version, hint = "", str(error)
    made = None if hint else plugin.load()
    lines = (getattr(made, "__doc__", None) or "").strip().splitlines() or [""]
    return EngineInfo(
        engine=plugin.name,
        description=str(getattr(made, "description", lines[0])),
        model=str(getattr(made, "model", "")),
        licence=str(getattr(made, "licence", "")),
        version=version,
        available=not hint,
        hint=hint,
        package=plugin.source,
    )
