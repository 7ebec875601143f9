"""Count what can be counted of how packages are written, side by side.

    python tests/benchmarks/craft.py cantext SITE_PACKAGES/sqlite_utils

For each folder of Python: modules, lines, the median and the largest module, the share of public
functions, methods and classes with a docstring, of parameters and returns with a type, doctests.
"""

import ast
import statistics
import sys
from pathlib import Path


def measured(folder: Path) -> tuple[str, ...]:
    """Return the cells of a package's row."""
    trees = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))}
    lines = {path: len(text.splitlines()) for path, text in trees.items()}
    public = documented = slots = typed = examples = 0
    for text in trees.values():
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            doc = ast.get_docstring(node) or ""
            examples += doc.count(">>> ")
            if not node.name.startswith("_"):
                public += 1
                documented += bool(doc)
            if not isinstance(node, ast.ClassDef):
                given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                given = [each for each in given if each.arg not in ("self", "cls")]
                slots += len(given) + 1
                typed += sum(each.annotation is not None for each in given)
                typed += node.returns is not None
    largest = max(lines, key=lambda path: lines[path])
    return (
        folder.name,
        f"{len(lines):,}",
        f"{sum(lines.values()):,}",
        f"{statistics.median(lines.values()):.0f}",
        f"{lines[largest]:,} ({largest.name})",
        f"{documented / max(public, 1):.0%}",
        f"{typed / max(slots, 1):.0%}",
        f"{examples:,}",
        "yes" if (folder / "py.typed").exists() else "no",
    )


def main() -> None:
    """Print a table in Markdown."""
    heads = ("package", "modules", "lines", "median", "largest", "documented", "typed")
    heads = (*heads, "lines of doctest", "`py.typed`")
    print("|" + "".join(f" {head} |" for head in heads))
    print("|---|" + "---:|" * (len(heads) - 2) + "---|")
    for name in sys.argv[1:]:
        print("|" + "".join(f" {cell} |" for cell in measured(Path(name))))


if __name__ == "__main__":
    main()
