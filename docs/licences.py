"""Write the licences of all dependencies into docs/licences.md, from what is installed.

    python docs/licences.py          writes the table anew
    python docs/licences.py --check  writes nothing; fails when it is out of date or one is strange

Install `cantext[dask,html,pdf,store,xlsx]` first, from `.ci/constraints.txt`; what an extra that is
not installed asks for keeps its rows. The page's other parts are written by hand.
"""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, requires
from pathlib import Path

PAGE = Path(__file__).parent / "licences.md"
BEGIN, END = "<!-- made by docs/licences.py: begin -->\n", "<!-- end -->\n"
# What users install: extras of the people who work on cantext are not theirs.
EXTRAS = ("dask", "html", "pdf", "remote", "store", "xlsx", "wapic", "pycantonese")
# Found in a licence's name, these let anybody use and pass on the package beside an MIT programme.
PERMISSIVE = (
    "MIT", "BSD", "Apache", "ISC", "PSF", "Python Software Foundation", "MPL", "Mozilla", "HPND",
    "CMU", "OFL", "Open Font", "Zlib", "0BSD", "Unlicense", "CC0", "Public Domain",
)  # fmt: skip
_NAME = re.compile(r"^([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?[^;]*(?:;(.*))?$")
_ROW = re.compile(r"^\| \[([^\]]+)\]\(([^)]*)\) \| (.*?) \| (.*?) \|$", re.MULTILINE)


def closure() -> dict[str, set[str]]:
    """Return the packages that cantext and its extras bring, each with what asks for it."""
    found: dict[str, set[str]] = {}
    waiting = [("cantext", extra, extra or "cantext") for extra in ("", *EXTRAS)]
    seen = set()
    while waiting:
        package, extra, why = waiting.pop()
        if (package, extra, why) in seen:
            continue
        seen.add((package, extra, why))
        for name, extras in needed(package, extra):
            if name != "cantext":  # whose extras ask for others of its own
                found.setdefault(name, set()).add(why)
            waiting += [(name, each, why) for each in ("", *extras)]
    return found


def needed(package: str, extra: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what a package asks for with an extra, or without any, and with which extras."""
    try:
        lines = requires(package) or []
    except PackageNotFoundError:
        return
    for line in lines:
        match = _NAME.match(line)
        if match is None:
            continue
        name, extras, marker = match.groups()
        asked = re.search(r"""extra\s*==\s*["']([\w-]+)["']""", marker or "")
        if (asked[1] if asked else "") != extra:
            continue
        if re.search(r"""(sys_platform|platform_system|os_name)\s*==\s*["'](win|Win|nt)""", line):
            continue
        if re.search(r"""python_(full_)?version\s*<\s*["']3\.([0-9]|1[01])["']""", line):
            continue
        yield re.sub(r"[-_.]+", "-", name).lower(), re.split(r"\s*,\s*", extras) if extras else []


def licence(told: PackageMetadata) -> str:
    """Return the licence that a package states, in one line."""
    if expression := told.get("License-Expression"):
        return str(expression)
    classified = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or ()
        if line.startswith("License :: ") and line != "License :: OSI Approved"
    ]
    if classified:
        return "; ".join(classified)
    written = str(told.get("License") or "").strip().splitlines()
    return written[0][:60] if written else "not stated"


def rows(before: str) -> list[tuple[str, str, str, str]]:
    """Return (package, address, licence, who asks for it); of what is not installed as before."""
    lacking = {extra for extra in EXTRAS if not all(map(is_installed, names_of(extra)))}
    kept = [row for row in _ROW.findall(before) if set(row[3].split(", ")) <= lacking]
    found = []
    for name, whys in closure().items():
        if not is_installed(name):
            continue
        told = metadata(name)
        why = "cantext" if "cantext" in whys else ", ".join(sorted(whys))
        found.append((name, f"https://pypi.org/project/{name}/", licence(told), why))
    return sorted({row[0]: row for row in (*kept, *found)}.values())


def names_of(extra: str) -> list[str]:
    """Return the packages that an extra asks for."""
    return [name for name, _ in needed("cantext", extra)]


def is_installed(name: str) -> bool:
    """Whether a package is there."""
    try:
        metadata(name)
    except PackageNotFoundError:
        return False
    return True


def page(before: str) -> str:
    """Return the page with its table made anew."""
    head, _, rest = before.partition(BEGIN)
    _, _, tail = rest.partition(END)
    table = ["| package | licence | asked for by |", "|---|---|---|"]
    table += [f"| [{name}]({url}) | {told} | {why} |" for name, url, told, why in rows(before)]
    return head + BEGIN + "\n" + "\n".join(table) + "\n\n" + END + tail


def doubtful(text: str) -> list[str]:
    """Return the packages whose licence is none that we know to be permissive."""
    return [f"{row[0]}: {row[2]}" for row in _ROW.findall(text) if not any(
        name.casefold() in row[2].casefold() for name in PERMISSIVE
    )]  # fmt: skip


def main() -> int:
    """Write or check."""
    before = PAGE.read_text(encoding="utf-8")
    after = page(before)
    for line in (strange := doubtful(after)):
        print(f"look at the licence of {line}", file=sys.stderr)
    if "--check" not in sys.argv:
        PAGE.write_text(after, encoding="utf-8")
    elif before != after:
        print("docs/licences.md is out of date: run python docs/licences.py", file=sys.stderr)
        return 1
    return 1 if strange else 0


if __name__ == "__main__":
    sys.exit(main())
