"""Engines, readers and measures of other packages, as small packages on a path of their own."""

import gzip
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import run

from cantext import plugins as registry
from cantext.documents.formats import FORMATS
from cantext.documents.reading import read_documents
from cantext.errors import PluginError, UsageError
from cantext.segmentation.engine import describe_engines, load_engine

EXAMPLES = Path(__file__).parent.parent / "examples"
PAGE = str(EXAMPLES / "interview_page.txt")
SPEECH = str(EXAMPLES / "speech_2025.txt")

EXAMPLE = '''
"""A package that adds an engine, a reader and a measure to cantext."""

class SingleCharacters:
    """Every character is a word."""

    name = "single"
    version = "1.0"
    licence = "CC0"

    def cut(self, text):
        return list(text)


def read_backwards(data, name):
    """Text that somebody wrote from the end to the beginning."""
    return data.decode("utf-8")[::-1]


def jaccard(o11, r1, c1, n):
    """The share of places that have both of those that have one."""
    return o11 / (r1 + c1 - o11)


jaccard.formula = "o11 / (r1 + c1 - o11)"
'''
BROKEN = """
class Liar:
    name, version = "liar", "1"
    def cut(self, text):
        return text.split()


class Other:
    name, version = "somebody-else", "1"
    def cut(self, text):
        return [text]


def fails(*ignored):
    raise OSError("the disk\\nis full")


def short(o11, r1, c1, n):
    return o11[:-1]


def number(data, name):
    return 7
"""


def package(folder: Path, name: str, code: str, entries: str) -> None:
    """Put a package with its metadata into a folder, as an installer would."""
    (folder / f"{name}.py").write_text(code, encoding="utf-8")
    info = folder / f"{name}-0.3.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.3\n")
    (info / "entry_points.txt").write_text(entries)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "packages"
    folder.mkdir()
    package(
        folder, "example_plugin", EXAMPLE,
        "[cantext.engines]\nsingle = example_plugin:SingleCharacters\n"
        "hk = example_plugin:SingleCharacters\n"
        "[cantext.readers]\nback = example_plugin:read_backwards\n"
        "txt = example_plugin:read_backwards\n"
        "[cantext.measures]\njaccard = example_plugin:jaccard\n",
    )  # fmt: skip
    package(
        folder, "broken_plugin", BROKEN,
        "[cantext.engines]\nliar = broken_plugin:Liar\nother = broken_plugin:Other\n"
        "gone = no_such_module:Engine\nfailing = broken_plugin:fails\n"
        "[cantext.readers]\nbad = broken_plugin:fails\nnum = broken_plugin:number\n"
        "[cantext.measures]\nshort = broken_plugin:short\nfails = broken_plugin:fails\n"
        "mi3x = broken_plugin:no_such_thing\ncollocate = broken_plugin:fails\n",
    )  # fmt: skip
    monkeypatch.syspath_prepend(str(folder))
    registry.plugins.cache_clear()
    load_engine.cache_clear()
    yield tmp_path
    registry.plugins.cache_clear()
    load_engine.cache_clear()
    for name in ("example_plugin", "broken_plugin"):
        sys.modules.pop(name, None)


@pytest.mark.usefixtures("installed")
def test_an_engine_cuts_and_is_shown_with_its_package() -> None:
    done = run("segment", "--engine", "single", "--no-hk-dictionary", stdin="創科局".encode())
    assert done.stdout.decode() == "創 科 局\n"
    meta = json.loads(run("freq", SPEECH, "--engine", "single", "--json").stdout)["meta"]
    assert meta["engine"] == {"name": "single", "version": "1.0"}
    (row,) = [row for row in describe_engines() if row.engine == "single"]
    assert (row.available, row.package, row.licence) == (True, "example_plugin 0.3", "CC0")
    assert row.description == "Every character is a word."
    assert "example_plugin 0.3" in run("engines", "--width", "120").stdout.decode()
    # Nobody replaces an engine of ours.
    assert [row.package for row in describe_engines() if row.engine == "hk"] == ["cantext"]


@pytest.mark.usefixtures("installed")
def test_broken_engines_are_told_and_the_others_shown() -> None:
    done = run("engines", "--json")
    assert done.returncode == 0
    rows = {row["engine"]: row for row in json.loads(done.stdout)["rows"]}
    assert rows["single"]["available"]
    reasons = {
        "liar": "do not join", "other": "somebody-else", "gone": "no_such_module",
        "failing": "OSError: the disk is full",
    }  # fmt: skip
    told = done.stderr.decode().splitlines()
    assert len(told) == len(reasons)
    for name, reason in reasons.items():
        assert not rows[name]["available"]
        assert reason in rows[name]["hint"]
        assert any(f"'{name}'" in line and reason in line for line in told)
        with pytest.raises(PluginError, match=r"of broken_plugin 0\.3 is broken"):
            load_engine(name)
    asked = run("segment", SPEECH, "--engine", "gone")
    assert (asked.returncode, asked.stderr.count(b"\n")) == (1, 1)
    with pytest.raises(UsageError, match="single"):
        load_engine("nope")


def test_a_reader_reads_what_has_its_suffix(installed: Path) -> None:
    texts = installed / "texts"
    texts.mkdir()
    (texts / "a.back").write_text("局科創", encoding="utf-8")
    (texts / "b.txt").write_text("立法會", encoding="utf-8")
    (texts / "c.other").write_text("無人讀", encoding="utf-8")
    done = run("convert", "texts", "-q", cwd=installed)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["text"], row["format"]) for row in rows] == [
        ("創科局", "back"),
        ("立法會", "text"),
    ]


def test_a_reader_is_named_as_a_format_is(installed: Path) -> None:
    (installed / "a.txt").write_text("局科創", encoding="utf-8")
    packed = gzip.compress("局科創".encode())
    for arguments, given in (
        (("a.txt", "--input-format", "back"), None),
        (("-", "--input-format", "back"), packed),
    ):
        done = run("convert", *arguments, "-q", cwd=installed, stdin=given)
        (row,) = map(json.loads, done.stdout.splitlines())
        assert (row["text"], row["format"]) == ("創科局", "back")
    (document,) = read_documents([installed / "a.txt"], format="back")
    assert (document.text, document.reading.format) == ("創科局", "back")
    indexed = run("index", "a.txt", "--input-format", "back", "--store", "s", "-q", cwd=installed)
    assert indexed.returncode == 0, indexed.stderr
    assert run("segment", "s", cwd=installed).stdout.decode() == "創科局\n"


@pytest.mark.usefixtures("installed")
def test_the_name_of_a_reader_is_completed() -> None:
    line = "cantext freq --input-format ba"
    done = run(_CANTEXT_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD="3")
    assert done.stdout.decode().split() == ["back", "bad"]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("command", [("freq", PAGE), ("index", PAGE, "--store", "s")])
def test_a_format_that_nobody_reads_is_told_with_those_there_are(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    done = run(*command, "--input-format", "nope", cwd=tmp_path)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line == (
        f"cantext: error: unknown format 'nope'; the formats are {', '.join(FORMATS)}, "
        "back, bad, num, txt"
    )
    with pytest.raises(UsageError, match="unknown format 'nope'"):
        read_documents([PAGE], format="nope")
    shown = " ".join(run("freq", "--help").stdout.decode().split())
    assert all(name in shown for name in FORMATS)


def test_a_reader_has_its_files_before_an_archive_is_seen_in_them(installed: Path) -> None:
    with zipfile.ZipFile(installed / "a.back", "w") as archive:
        archive.writestr("page.txt", "立法會")
    refused: list[Exception] = []
    assert list(read_documents([installed / "a.back"], refuse=refused.append)) == []
    assert "the plug-in 'back' (readers) of example_plugin 0.3 is broken" in str(refused)


def test_a_broken_reader_stops_no_other(installed: Path) -> None:
    for name in ("a.bad", "b.num", "c.txt"):
        (installed / name).write_text("立法會\n", encoding="utf-8")
    done = run("segment", "a.bad", "b.num", "c.txt", cwd=installed)
    assert (done.returncode, done.stdout.decode()) == (1, "立法會\n")
    first, second = done.stderr.decode().splitlines()
    assert first.startswith("cantext: not read: a.bad: the plug-in 'bad' (readers)")
    assert "it returned int, not text" in second


@pytest.mark.usefixtures("installed")
def test_a_measure_sorts_and_is_a_key_of_the_rows() -> None:
    arguments = ("--measure", "jaccard", "--json", "-q")
    found = json.loads(run("collocations", PAGE, "--node", "產學研", *arguments).stdout)
    row = found["rows"][0]
    both, near, times = row["count"], row["window_tokens"], row["collocate_count"]
    assert row["jaccard"] == pytest.approx(both / (near + times - both))
    above = [row["jaccard"] for row in found["rows"] if row["count"] >= row["expected"]]
    assert above == sorted(above, reverse=True)
    assert found["meta"]["formulae"]["jaccard"] == "o11 / (r1 + c1 - o11) (example_plugin 0.3)"
    other = SPEECH.replace("2025", "2023")
    compared = json.loads(run("compare", SPEECH, "-r", other, *arguments).stdout)["rows"][0]
    words = compared["count"] / compared["per_million"] * 1e6
    assert compared["jaccard"] == pytest.approx(
        compared["count"] / (words + compared["reference_count"])
    )
    shown = run("collocations", PAGE, "--node", "產學研", "--measure", "jaccard", "--width", "90")
    assert "jaccard" in shown.stdout.decode()
    assert run("compare", SPEECH, "-r", other, "--measure", "jaccard").returncode == 0


@pytest.mark.usefixtures("installed")
def test_a_measure_makes_the_edges_of_a_network(tmp_path: Path) -> None:
    found = json.loads(run("network", PAGE, "--measure", "jaccard", "--json", "-q").stdout)
    assert found["rows"]
    for row in found["rows"]:
        assert row["weight"] == row["jaccard"] > 0
    weights = [row["weight"] for row in found["rows"]]
    assert weights == sorted(weights, reverse=True)
    assert found["meta"]["formulae"]["jaccard"] == "o11 / (r1 + c1 - o11) (example_plugin 0.3)"
    drawn = tmp_path / "network.graphml"
    done = run("network", PAGE, "--measure", "jaccard", "-q", "--output", str(drawn))
    assert (done.returncode, done.stderr) == (0, b"")
    assert drawn.read_bytes().startswith(b"<?xml")
    assert "jaccard" in run("network", PAGE, "--measure", "jaccard", "-q").stdout.decode()


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("command", ["collocations", "network"])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("short", "values for"),
        ("fails", "OSError: the disk is full"),
        ("mi3x", "AttributeError"),
        ("collocate", "is broken"),
        ("nope", "jaccard"),
    ],
)
def test_a_broken_measure_is_one_line(command: str, name: str, reason: str) -> None:
    done = run(command, PAGE, "--node", "產學研", "--measure", name, "-q")
    assert done.returncode in (1, 2)
    assert done.stdout == b""
    assert reason in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_packages_are_not_looked_at_without_need() -> None:
    code = (
        "import sys; sys.argv = ['cantext', 'collocations', sys.argv[1], '-q']\n"
        "import importlib.metadata\n"
        "def refuse(**asked): raise SystemExit('looked at packages')\n"
        "importlib.metadata.entry_points = refuse\n"
        "from cantext.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, SPEECH], capture_output=True, check=False, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
