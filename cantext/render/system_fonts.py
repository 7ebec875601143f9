"""Fonts that are installed: found by name, those of Hong Kong first."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from cantext.errors import CantextError
from cantext.render.text import printable

# Families by preference: Hong Kong forms, then those of Taiwan, which most systems have.
PREFERRED = (
    "Noto Sans HK", "Noto Sans CJK HK", "Source Han Sans HC", "Source Han Sans HK", "PingFang HK",
    "Noto Serif HK", "Noto Serif CJK HK", "Source Han Serif HC", "MingLiU_HKSCS", "Free HK Kai",
    "LXGW WenKai HK", "Chiron Hei HK", "Chiron Sung HK", "PingFang TC", "Heiti TC",
    "Microsoft JhengHei", "Noto Sans TC", "Noto Sans CJK TC", "Source Han Sans TC", "PMingLiU",
    "Noto Sans CJK JP", "Noto Sans CJK SC",
)  # fmt: skip
# File names by family where they do not resemble it.
_FILES = {"microsoftjhenghei": "msjh", "mingliuhkscs": "mingliu", "pmingliu": "mingliu"}
_SUFFIXES = (".otf", ".ttf", ".ttc", ".otc")
_SECONDS = 20  # fc-list builds its cache when run for the first time


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def font_folders(platform: str, environ: Mapping[str, str]) -> list[Path]:
    """Return where a system keeps its fonts, the user's own first.

    >>> [folder.as_posix() for folder in font_folders("linux", {"HOME": "/home/a"})][:2]
    ['/home/a/.local/share/fonts', '/home/a/.fonts']
    """
    if platform == "win32":
        local, windows = environ.get("LOCALAPPDATA"), environ.get("WINDIR", r"C:\Windows")
        own = [Path(local, "Microsoft", "Windows", "Fonts")] if local else []
        return [*own, Path(windows, "Fonts")]
    home = Path(environ.get("HOME", "/"))
    if platform == "darwin":
        return [
            home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"),
            Path("/System/Library/AssetsV2"),
        ]  # fmt: skip
    return [
        home / ".local/share/fonts", home / ".fonts",
        Path("/usr/local/share/fonts"), Path("/usr/share/fonts"),
    ]  # fmt: skip


def families_of(listing: str) -> dict[str, Path]:
    r"""Read what `fc-list` prints with the format `%{file}\t%{family}\n`.

    Of a family's files the regular one, then the first in the order of their names.

    >>> families_of("/f/Noto-Bold.otf\tNoto Sans HK\n/f/Noto-Regular.otf\tNoto Sans HK,思源\n")
    {'notosanshk': PosixPath('/f/Noto-Regular.otf'), '思源': PosixPath('/f/Noto-Regular.otf')}
    """
    found: dict[str, Path] = {}
    lines = (line.partition("\t") for line in listing.splitlines())
    for file, _, names in sorted(lines, key=lambda part: _plainness(Path(part[0]))):
        if Path(file).suffix.lower() in _SUFFIXES:
            for name in names.split(","):
                found.setdefault(_key(name), Path(file))
    return found


def _plainness(path: Path) -> tuple[bool, bool, str]:
    stem = path.stem.lower()
    styled = re.search(r"bold|black|light|thin|italic|oblique|medium|heavy|semi|bd$", stem)
    return "regular" not in stem, bool(styled), path.as_posix()


def installed_fonts() -> dict[str, Path]:
    """Return the font files of this system, by family (or file name) in small letters and digits.

    fontconfig is asked where it is there; else, and besides, file names are taken for families.
    """
    found: dict[str, Path] = {}
    if program := shutil.which("fc-list"):
        try:
            done = subprocess.run(
                [program, "--format", "%{file}\t%{family}\n"],
                capture_output=True, timeout=_SECONDS, check=False,
            )  # fmt: skip
            found = families_of(done.stdout.decode("utf-8", "replace"))
        except (OSError, subprocess.TimeoutExpired):
            found = {}
    files = (
        path
        for folder in font_folders(sys.platform, os.environ)
        for path in folder.rglob("*")
        if path.suffix.lower() in _SUFFIXES
    )
    for path in sorted(files, key=_plainness):
        found.setdefault(_key(path.stem), path)
    return found


def find_font(choice: str, installed: Mapping[str, Path] | None = None) -> Path:
    """Return the font file for what a user asks: a file, a family, or `system`.

    Parameters
    ----------
    choice
        The path of a file; else the name of an installed family, whole or its beginning, as in
        `Noto Sans HK`; or `system` for the installed face that suits Hong Kong best.
    installed
        What `installed_fonts` returns; without it, this system is looked at.

    Raises
    ------
    CantextError
        When there is no such font; the message says which Chinese ones there are.
    """
    path = Path(choice)
    # `os.path` says no where `Path.exists` would raise: of a name that no file could have.
    if path.suffix.lower() in _SUFFIXES or os.path.exists(choice):  # noqa: PTH110
        return path
    fonts = installed_fonts() if installed is None else installed
    for family in PREFERRED if choice == "system" else (choice,):
        if (found := _matching(family, fonts)) is not None:
            return found
    known = [family for family in PREFERRED if _matching(family, fonts)]
    there = f"Chinese ones here: {', '.join(known)}" if known else "no Chinese one is installed"
    wanted = "with Chinese glyphs" if choice == "system" else printable(repr(choice))
    raise CantextError(
        f"No font {wanted} is installed ({there}); name a file, or leave --font out for ours"
    )


def _matching(family: str, fonts: Mapping[str, Path]) -> Path | None:
    key = _key(family)
    names: Iterable[str] = (key, _FILES[key]) if key in _FILES else (key,)
    for name in names:
        if name in fonts:
            return fonts[name]
        begun = sorted((k for k in fonts if k.startswith(name)), key=lambda k: (len(k), k))
        if begun and name:
            return min((fonts[k] for k in begun), key=_plainness)
    return None
