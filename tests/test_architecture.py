"""The packages import what docs/architecture.md says that they import, and nothing else."""

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "cantext"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([\w.]+)` \| [^|]+ \| ([^|]*) \| ([^|]*) \|$", flags=re.MULTILINE)
# The package itself says its version, and loads its names when they are asked for.
ANYWHERE = "__init__"


def package_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else path.stem


def run_time_imports(tree: ast.AST) -> Iterator[str]:
    """Yield the modules that are imported when the code runs, wherever in it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        yield from run_time_imports(node)


def imports() -> dict[str, tuple[set[str], set[str]]]:
    """Return, for each package, which of ours and which of others it imports."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for path in SOURCE.rglob("*.py"):
        package = package_of(path)
        ours, others = found.setdefault(package, (set(), set()))
        for name in run_time_imports(ast.parse(path.read_text(encoding="utf-8"))):
            first, *rest = name.split(".")
            if first != "cantext":
                if first not in sys.stdlib_module_names:
                    others.add(first)
            elif rest and rest[0] != package:
                ours.add(rest[0])
    return found


FOUND = imports()
SAID = {
    name: (set(re.findall(r"`(\w+)`", ours)), set(re.findall(r"`(\w+)`", others)))
    for name, ours, others in ROW.findall(PAGE)
}


def test_every_package_has_its_row() -> None:
    assert set(SAID) == set(FOUND) - {ANYWHERE, "__main__"}


@pytest.mark.parametrize("package", sorted(SAID))
def test_a_package_imports_what_its_row_says(package: str) -> None:
    assert FOUND[package] == SAID[package]


def test_there_is_no_way_back_up() -> None:
    order = list(
        TopologicalSorter({name: ours for name, (ours, _) in FOUND.items()}).static_order()
    )
    assert order.index("measures") < order.index("analyses") < order.index("render")
    assert order[-1] in ("__main__", ANYWHERE) or "cli" in order[-3:]


def test_the_rules_that_the_table_must_keep() -> None:
    """So that a row cannot be changed to allow what the design forbids."""
    ours = {name: found[0] for name, found in FOUND.items()}
    others = {name: found[1] for name, found in FOUND.items()}
    assert not [name for name in ours if "cli" in ours[name] and name not in ("cli", "__main__")]
    assert {name for name in others if "rich" in others[name]} <= {"render", "cli"}
    assert {name for name in others if "typer" in others[name]} == {"cli"}
    assert (ours["measures"], others["measures"]) == (set(), {"numpy"})
    assert "segmentation" not in ours["deduplication"]
    assert not {"analyses", "render"} & ours["store"]
    assert "render" not in ours["analyses"]


def test_modules_stay_small() -> None:
    lines = {p: len(p.read_text("utf-8").splitlines()) for p in SOURCE.rglob("*.py")}
    assert {p.relative_to(SOURCE).as_posix(): n for p, n in lines.items() if n > 500} == {}
    assert sorted(lines.values())[len(lines) // 2] < 200


def test_files_that_the_page_names_are_there() -> None:
    """Paths with a slash, from the root, from the package, or from a package within it."""
    places = [ROOT, SOURCE, *(folder for folder in SOURCE.iterdir() if folder.is_dir())]
    named = set(re.findall(r"`([\w./-]+\.(?:py|tsv|md|toml|json))`", PAGE))
    assert len(named) > 20
    assert not [name for name in named if not any((place / name).exists() for place in places)]
