"""The gallery of the README is what the commands print."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def gallery() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery", ROOT / "docs" / "gallery.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["gallery"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_the_gallery_is_not_stale(gallery: ModuleType) -> None:
    there = (ROOT / "README.md").read_text(encoding="utf-8")
    assert gallery.with_gallery(there, gallery.gallery()) == there, "run python docs/gallery.py"


def test_a_changed_line_is_noticed_and_mended(gallery: ModuleType) -> None:
    shown = f"{gallery.BEGIN}\nnew\n{gallery.END}"
    stale = f"before\n{gallery.BEGIN}\nold\n{gallery.END}\nafter\n"
    assert gallery.with_gallery(stale, shown) == f"before\n{shown}\nafter\n"
    with pytest.raises(ValueError, match="once each"):
        gallery.with_gallery("no markers", shown)


def test_a_command_that_fails_does_not_go_into_the_gallery(gallery: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="exit status 1"):
        gallery.output_of("cantext freq examples/no_such_file.txt")


def test_pictures_are_there_and_small(gallery: ModuleType) -> None:
    files = [ROOT / "docs" / "gallery" / picture.file for picture in gallery.PICTURES]
    assert sum(file.stat().st_size for file in files) < 300_000
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)
