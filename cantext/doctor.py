"""What is installed, what is missing and how to get it: what `cantext doctor` shows."""

import locale
import os
import platform
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path
from typing import Literal

from cantext.errors import CantextError

State = Literal["ok", "missing", "broken"]

# The extras of the people who work on cantext itself.
_FOR_DEVELOPERS = frozenset({"test", "dev", "browser"})
_REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)[^;]*(?:;\s*extra == ['\"](\w+)['\"])?")


@dataclass(frozen=True, slots=True)
class Check:
    """A thing that was looked at.

    `missing` is what one can do without, `broken` what must be mended; `advice` says how.
    """

    area: str
    name: str
    state: State
    found: str
    advice: str = ""


def examine(
    variables: Mapping[str, str] = os.environ, *, terminal: bool = False
) -> tuple[Check, ...]:
    """Look at this installation.

    Parameters
    ----------
    variables
        The environment variables.
    terminal
        Whether the output goes to a terminal, whose encoding then matters.

    >>> [check.found for check in examine() if check.name == "cantext"] == [version("cantext")]
    True
    """
    return (
        *_system(),
        *_packages(),
        *_engines(),
        *_plugins(),
        *_data(variables),
        *_fonts(),
        *_terminal(variables, terminal),
    )


def _system() -> Iterator[Check]:
    folder = Path(__file__).resolve().parent
    yield Check("system", "cantext", "ok", version("cantext"))
    yield Check("system", "folder", "ok", str(folder))
    yield Check("system", "python", "ok", f"{platform.python_version()}, {sys.executable}")
    yield Check("system", "platform", "ok", platform.platform())


def _packages() -> Iterator[Check]:
    """Yield what cantext needs, then the extras, of each package the version."""
    extras: dict[str, list[str]] = {
        name: [] for name in metadata("cantext").get_all("Provides-Extra") or ()
    }
    needed: list[str] = []
    for line in requires("cantext") or ():
        if found := _REQUIREMENT.match(line):
            (extras.setdefault(found[2], []) if found[2] else needed).append(found[1])
    lacking = [name for name in needed if not _version(name)]
    if lacking:
        advice = f"pip install {' '.join(lacking)}"
        yield Check("packages", "required", "broken", f"no {', '.join(lacking)}", advice)
    else:
        told = ", ".join(f"{name} {_version(name)}" for name in needed)
        yield Check("packages", "required", "ok", told)
    for extra, names in sorted(extras.items()):
        if extra in _FOR_DEVELOPERS:
            continue
        if all(map(_version, names)):
            told = ", ".join(f"{name} {_version(name)}" for name in names)
            yield Check("extras", extra, "ok", told)
        else:
            lacking = [name for name in names if not _version(name)]
            advice = f"pip install 'cantext[{extra}]'"
            yield Check("extras", extra, "missing", f"no {', '.join(lacking)}", advice)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _engines() -> Iterator[Check]:
    from cantext.segmentation.engine import DEFAULT_ENGINE, describe_engines, load_engine

    for row in describe_engines():
        if row.package != "cantext":
            continue  # told with the plug-ins
        told = row.version or "not installed"
        state: State = "ok" if row.available else "missing"
        if row.engine == DEFAULT_ENGINE:
            state, told, advice = _tried(lambda: load_engine().version)
            yield Check("engines", row.engine, state, told, advice)
            continue
        yield Check("engines", row.engine, state, told, row.hint)


def _plugins() -> Iterator[Check]:
    from cantext.plugins import KINDS, Plugin, plugins
    from cantext.segmentation.plugin_engines import plugged_engine

    def tried(plugin: Plugin) -> str:
        if plugin.kind == "engines":
            return f"{plugin.source}: {plugged_engine(plugin).version}"
        plugin.load()
        return plugin.source

    for kind in KINDS:
        for plugin in plugins(kind).values():
            state, told, advice = _tried(tried, plugin)
            yield Check("plug-ins", f"{plugin.name} ({kind})", state, told, advice)


def _tried(look: Callable[..., str], *arguments: object) -> tuple[State, str, str]:
    """Return what a look found; when it fails, the error, which says how to mend it."""
    try:
        return "ok", look(*arguments), ""
    except CantextError as error:
        return "broken", "does not work", str(error)


def _data(variables: Mapping[str, str]) -> Iterator[Check]:
    from cantext.lexicon.locate import dictionaries_folder
    from cantext.lexicon.own import own_dictionary

    def entries() -> str:
        from cantext.lexicon.lexicon import load_lexicon

        return f"{len(load_lexicon()):,} forms in {dictionaries_folder() / 'hk_policy'}"

    yield Check("data", "policy dictionary", *_tried(entries))
    own = own_dictionary(variables)
    if own.is_file():

        def terms() -> str:
            from cantext.lexicon.files import read_dictionary

            return f"{len(list(read_dictionary(own))):,} forms in {own}"

        yield Check("data", "your dictionary", *_tried(terms))
    else:
        advice = "`cantext dict add TERM` begins one"
        yield Check("data", "your dictionary", "missing", f"none at {own}", advice)


def _fonts() -> Iterator[Check]:
    from cantext.render.fonts import bundled_font
    from cantext.render.system_fonts import find_font

    yield Check("fonts", "that of cantext", *_tried(lambda: str(bundled_font())))
    try:
        yield Check("fonts", "of this system", "ok", str(find_font("system")))
    except CantextError:
        advice = "none is needed: cantext brings its own"
        yield Check("fonts", "of this system", "missing", "no Chinese font", advice)


def _terminal(variables: Mapping[str, str], terminal: bool) -> Iterator[Check]:
    # What a stream was before we made it UTF-8 is no longer known; the locale says it.
    codec = locale.getencoding().lower().replace("-", "").replace("_", "")
    told = f"{locale.getencoding()}; cantext writes UTF-8"
    # Python speaks to a console of Windows in Unicode, whatever its code page.
    if codec == "utf8" or (sys.platform == "win32" and terminal):
        yield Check("terminal", "encoding", "ok", told)
    elif sys.platform == "win32":
        advice = "in PowerShell: [Console]::OutputEncoding = [Text.Encoding]::UTF8"
        yield Check("terminal", "encoding", "missing", told, advice)
    else:
        advice = "a UTF-8 locale shows Chinese rightly: export LC_ALL=C.UTF-8 or zh_HK.UTF-8"
        yield Check("terminal", "encoding", "missing", told, advice)
    yield Check("terminal", "file names", "ok", sys.getfilesystemencoding())
    from cantext.render.labels import language_from_locale

    yield Check("terminal", "language", "ok", language_from_locale(variables))
