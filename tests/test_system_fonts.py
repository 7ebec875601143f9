"""Installed fonts: by name, those of Hong Kong first, on each system."""

from pathlib import Path, PurePath

import pytest

from cantext.errors import CantextError
from cantext.render.system_fonts import (
    PREFERRED,
    families_of,
    find_font,
    font_folders,
    installed_fonts,
)

FONTS = {
    "notosanstc": Path("/f/NotoSansTC.otf"),
    "pingfanghk": Path("/f/PingFang.ttc"),
    "pingfangtc": Path("/f/PingFang.ttc"),
    "msjh": Path("/f/msjh.ttc"),
    "notosansscregular": Path("/f/NotoSansSC-Regular.otf"),
    "notosansscbold": Path("/f/NotoSansSC-Bold.otf"),
    "dejavusans": Path("/f/DejaVuSans.ttf"),
}


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ("PingFang HK", "/f/PingFang.ttc"),
        ("pingfang-hk", "/f/PingFang.ttc"),
        ("Microsoft JhengHei", "/f/msjh.ttc"),  # Windows names the file otherwise
        ("Noto Sans SC", "/f/NotoSansSC-Regular.otf"),  # the regular one of a family
        ("system", "/f/PingFang.ttc"),  # Hong Kong before Taiwan
        ("absent/font.otf", "absent/font.otf"),  # a file is a file, its absence told when read
    ],
)
def test_a_font_by_name(choice: str, found: str) -> None:
    assert find_font(choice, FONTS).as_posix() == found


def test_the_order_of_preference() -> None:
    assert find_font("system", {"notosanstc": Path("tc"), "msjh": Path("jh")}) == Path("jh")
    hong_kong = [k for k, name in enumerate(PREFERRED) if "HK" in name or "HC" in name]
    taiwan = [k for k, name in enumerate(PREFERRED) if "TC" in name or "JhengHei" in name]
    assert max(hong_kong) < min(taiwan)


def test_no_such_font_names_those_there_are() -> None:
    with pytest.raises(CantextError, match=r"'Comic'.*PingFang HK.*leave --font out"):
        find_font("Comic", FONTS)
    with pytest.raises(CantextError, match="no Chinese one is installed"):
        find_font("system", {"dejavusans": Path("/f/DejaVuSans.ttf")})


def test_fontconfig_lists_families_with_their_regular_file() -> None:
    listing = (
        "/f/A-Bold.otf\tA Sans,甲體\n/f/A-Regular.otf\tA Sans,甲體\n"
        "/f/b.pcf.gz\tB\n/f/C-Light.ttf\tC\n"
    )
    found = families_of(listing)
    assert found == {
        "asans": Path("/f/A-Regular.otf"),
        "甲體": Path("/f/A-Regular.otf"),
        "c": Path("/f/C-Light.ttf"),
    }


@pytest.mark.parametrize(
    ("platform", "environ", "folders"),
    [
        ("linux", {"HOME": "/h"}, ["/h/.local/share/fonts", "/usr/share/fonts"]),
        ("darwin", {"HOME": "/h"}, ["/h/Library/Fonts", "/System/Library/Fonts"]),
        ("win32", {"WINDIR": "W", "LOCALAPPDATA": "L"}, ["L/Microsoft/Windows/Fonts", "W/Fonts"]),
    ],
)
def test_folders(platform: str, environ: dict[str, str], folders: list[str]) -> None:
    found = [PurePath(folder).as_posix() for folder in font_folders(platform, environ)]
    assert found[0] == folders[0]
    assert folders[1] in found


def test_fonts_in_folders_are_found_without_fontconfig(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ".fonts" / "deep"
    folder.mkdir(parents=True)
    (folder / "NotoSansHK-Regular.otf").write_bytes(b"")
    (folder / "readme.txt").write_bytes(b"")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    found = installed_fonts()
    assert found["notosanshkregular"] == folder / "NotoSansHK-Regular.otf"
    assert "readme" not in found
    assert find_font("Noto Sans HK") == folder / "NotoSansHK-Regular.otf"


def test_a_fontconfig_that_fails_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fc-list").write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    (tmp_path / "fc-list").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert isinstance(installed_fonts(), dict)
