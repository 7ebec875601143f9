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
EVERYWHERE = [*PAGES, *sorted((ROOT / "docs" / "commands").glob("*.md")), ROOT / "CHANGELOG.md",
              *sorted((ROOT / "dictionaries").rglob("*.md"))]  # fmt: skip
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^(```+).*?^\1$", flags=re.MULTILINE | re.DOTALL)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """What the headings of a page can be linked to by, as GitHub makes it."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.fixture(scope="module")
def manual() -> ModuleType:
    spec = importlib.util.spec_from_file_location("manual_blocks", ROOT / "docs" / "blocks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["manual_blocks"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_code_of_a_page_prints_what_stands_under_it(page: Path, manual: ModuleType) -> None:
    there = page.read_text(encoding="utf-8")
    made = manual.with_output(there, manual.locale_of(page))
    assert made == there, f"run python docs/blocks.py {name_of(page)}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_code_of_a_page_escapes_being_run(page: Path) -> None:
    """What is merely indented would be shown as code, and not be run."""
    text = FENCED.sub("", page.read_text("utf-8"))
    by_hand = text.partition("<!-- The text from here on is made by")[0]  # statistics.md
    assert not re.findall(r"^\n {4,}\S.*$", by_hand, flags=re.MULTILINE)


@pytest.mark.parametrize("page", EVERYWHERE, ids=name_of)
def test_programs_named_on_a_page_are_there(page: Path) -> None:
    for program in re.findall(r"\bpython3? ([\w./]+\.py)\b", page.read_text("utf-8")):
        assert (ROOT / program).is_file(), program


@pytest.mark.parametrize("page", PAGES, ids=name_of)
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


@pytest.mark.parametrize("page", EVERYWHERE, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


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
    with pytest.raises(ValueError, match="Invalid value"):
        manual.with_output("```toml\nhousing = [公屋]\n```\n")


def test_a_chinese_page_shows_chinese_headings(manual: ModuleType) -> None:
    page = "```sh\ncantext freq examples/speech_2025.txt --limit 1\n```\n\n```text\n```\n"
    assert "每百萬詞" in manual.with_output(page, manual.locale_of(Path("tutorial.zh-Hant.md")))
    assert "million" in manual.with_output(page, manual.locale_of(Path("tutorial.md")))
