"""The manual is true: its code runs and prints what stands under it, its links lead somewhere."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("duckdb")
ROOT = Path(__file__).parent.parent
# Their commands and outputs have tests of their own (test_gallery, test_command_pages).
PAGES = [
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted(ROOT.glob("README*.md")),
    ROOT / "examples" / "README.md",
]
LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.fixture(scope="module")
def manual() -> ModuleType:
    spec = importlib.util.spec_from_file_location("manual_blocks", ROOT / "docs" / "blocks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["manual_blocks"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_code_of_a_page_prints_what_stands_under_it(page: Path, manual: ModuleType) -> None:
    there = page.read_text(encoding="utf-8")
    assert manual.with_output(there) == there, f"run python docs/blocks.py {page.relative_to(ROOT)}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_named_on_a_page_have_the_options_named(page: Path, manual: ModuleType) -> None:
    """Of commands that stand in the running text or in indented lines, too."""
    text = re.sub(r"\\\n\s+", "", page.read_text(encoding="utf-8"))  # lines that go on
    indented = re.findall(r"^    (cantext .*)$", text, flags=re.MULTILINE)
    quoted = re.findall(
        r"`(cantext [a-z][^`\n]*)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    )
    for line in [*indented, *quoted]:
        if line.count('"') % 2 == 0:  # not a statement in SQL that goes on
            manual.check_options(line)


@pytest.mark.parametrize("page", [*PAGES, *sorted((ROOT / "docs" / "commands").glob("*.md"))],
                         ids=lambda page: page.relative_to(ROOT).as_posix())  # fmt: skip
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in link or link.startswith(("#", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path
        assert target.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}
            assert anchor in slugs, link


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    linked = {(ROOT / "docs" / link).resolve() for link in LINK.findall(index)}
    assert {page for page in (ROOT / "docs").glob("*.md") if page.name != "README.md"} <= linked


def test_a_stale_block_is_noticed(manual: ModuleType) -> None:
    page = "```sh\ncantext explain mi --format ndjson\n```\n\n```text\nold\n[…]\n```\n"
    made = manual.with_output(page)
    assert made != page
    assert manual.with_output(made) == made
    with pytest.raises(ValueError, match="has no option --no-such"):
        manual.with_output("<!-- not run -->\n```sh\ncantext freq a.txt --no-such\n```\n")
    with pytest.raises(RuntimeError, match="exit status 1"):
        manual.with_output("```sh\ncantext freq no_such_file.txt\n```\n")
    with pytest.raises(ZeroDivisionError):
        manual.with_output("```python\n1 / 0\n```\n")
