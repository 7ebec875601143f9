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
_REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)([^;]*)(?:;\s*extra == ['\"](\w+)['\"])?")
_BOUND = re.compile(r"(>=|<=|==|!=|>|<)\s*([\d.]+)")


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
    extras: dict[str, dict[str, str]] = {
        name: {} for name in metadata("cantext").get_all("Provides-Extra") or ()
    }
    needed: dict[str, str] = {}
    for line in requires("cantext") or ():
        if found := _REQUIREMENT.match(line):
            name, bounds, extra = found.groups()
            (extras.setdefault(extra, {}) if extra else needed)[name] = bounds.strip()
    lacking = " ".join(f"'{name}{needed[name]}'" for name in needed if not _version(name))
    yield _looked_at("packages", "required", needed, "broken", f"pip install {lacking}")
    for extra, names in sorted(extras.items()):
        if extra not in _FOR_DEVELOPERS:
            advice = f"pip install 'cantext[{extra}]'"
            yield _looked_at("extras", extra, names, "missing", advice)


def _looked_at(
    area: str, name: str, bounds: Mapping[str, str], absent: State, advice: str
) -> Check:
    """Return what there is to say of packages, each with the bounds of its version."""
    lacking = [package for package in bounds if not _version(package)]
    if lacking:
        return Check(area, name, absent, f"no {', '.join(lacking)}", advice)
    told = ", ".join(f"{package} {_version(package)}" for package in bounds)
    outside = [package for package in bounds if not within(_version(package), bounds[package])]
    if outside:
        wanted = " ".join(f"'{package}{bounds[package]}'" for package in outside)
        return Check(area, name, "broken", told, f"pip install {wanted}")
    return Check(area, name, "ok", told)


def within(version: str, bounds: str) -> bool:
    """Say whether a version is within bounds, by its numbers: what stands behind them is no part.

    >>> within("2.1", ">=2.0,<3"), within("3.0.1", "<3,>=2.0"), within("1.26.4", ">=2.1")
    (True, False, False)

    A release candidate counts as its release, and a version without a number as within.

    >>> within("3.0rc1", "<3"), within("", "<3")
    (False, True)
    """
    here = _numbers(version)
    return not here or all(
        {
            ">=": here >= there,
            "<=": here <= there,
            "==": here == there,
            "!=": here != there,
            ">": here > there,
            "<": here < there,
        }[sign]
        for sign, there in ((sign, _numbers(text)) for sign, text in _BOUND.findall(bounds))
    )


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version without the zeros at its end: 2.0 is 2."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


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
