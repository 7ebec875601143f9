"""A token store gives the numbers of its texts, whatever happened while it was built."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from commands import run

pytest.importorskip("duckdb")

from cantext.errors import CantextError, InputError, OutputError
from cantext.store import blocks, build, delivery, tables
from cantext.store import work as working
from cantext.store.build import build_store
from cantext.store.executors import processes, serial
from cantext.store.store import Store
from cantext.store.work import Work, WorkDone

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
NAMES = ("interview_page.txt", "speech_2023.txt", "speech_2025.txt")


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for name in NAMES:
        shutil.copy(EXAMPLES / name, folder / name)
    (folder / "blank.txt").write_text("\n\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(texts: Path) -> Path:
    target = texts.parent / "texts.store"
    done = run("index", str(texts), "--store", str(target), "--jobs", "1")
    assert done.returncode == 0, done.stderr.decode()
    return target


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("policy", ["keep", "drop"])
@pytest.mark.parametrize(
    "command",
    [
        ("freq", "--dispersion"),
        ("freq", "--by", "category", "--group-by", "document"),
        ("freq", "--by", "pos"),
        ("ngrams", "--skip", "1"),
        ("collocations",),
        ("collocations", "--node", "產學研", "--positions"),
        ("collocations", "--node", "創科產業", "--within", "document"),
        ("collocations", "--node", "發展|創科", "--pattern"),
        ("collocations", "--node", "產學研", "--concept"),
        ("collocations", "--adjacent", "2", "--node", "產學研"),
        ("network",),
        ("terms",),
        ("keywords",),
        ("kwic", "--sort", "right", "發展"),
        ("kwic", "--also", "香港", "產 學 研"),
        ("kwic", "--concept", "產學研"),
        ("kwic", "--pattern", "局$"),
        ("profile",),
        ("themes",),
        ("themes", "--by", "category", "--examples", "2"),
        ("trend",),
        ("trend", "--term", "發展", "--term", "產 學 研"),
        ("trend", "--concept", "產學研", "--pattern", "局$", "--category", "education"),
    ],
    ids=" ".join,
)
def test_every_analysis_gives_the_numbers_of_the_texts(
    texts: Path, store: Path, command: tuple[str, ...], policy: str
) -> None:
    options = ("--duplicates", policy, "--json")
    (of_store, of_texts) = (run(*command, str(where), *options) for where in (store, texts))
    assert of_store.returncode == 0, of_store.stderr.decode()
    assert "cut anew" not in of_store.stderr.decode()
    found, expected = json.loads(of_store.stdout), json.loads(of_texts.stdout)
    assert found["rows"]
    assert found["rows"] == expected["rows"]
    for key in (
        "documents", "tokens", "characters", "inputs", "engine", "dictionary", "duplicates",
    ):  # fmt: skip
        assert found["meta"].get(key) == expected["meta"].get(key), key


@pytest.mark.parametrize("policy", ["keep", "drop"])
@pytest.mark.parametrize(
    "command",
    [
        ("freq", "--dispersion"),
        ("freq", "--by", "category", "--group-by", "document", "--limit", "3"),
        ("freq", "--by", "pattern", "--pattern", "發展", "--pattern", "展"),
        ("compare", "--reference", str(EXAMPLES / "speech_2023.txt")),
        ("collocations", "--node", "產學研", "--positions"),
        ("collocations", "--node", "發展|創科", "--pattern", "--within", "document"),
        ("ngrams", "--dispersion"),
        ("ngrams", "--size", "9", "--min-count", "1", "--limit", "40"),  # keys of two numbers
        ("kwic", "發展"),
        ("themes",),
        ("trend", "--term", "發展", "--concept", "產學研"),
    ],
    ids=" ".join,
)
def test_an_archive_is_counted_piece_by_piece(
    texts: Path,
    store: Path,
    command: tuple[str, ...],
    policy: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blocks, "_TOKENS_KEPT", 0)
    monkeypatch.setattr(blocks, "_TOKENS_IN_PIECE", 1)  # a document each
    read: list[str] = []
    original = blocks.StoredBlocks._read
    monkeypatch.setattr(
        blocks.StoredBlocks,
        "_read",
        lambda self, condition: read.append(condition) or original(self, condition),
    )
    options = ("--duplicates", policy, "--json")
    (of_store, of_texts) = (run(*command, str(where), *options) for where in (store, texts))
    assert of_store.returncode == 0, of_store.stderr.decode()
    assert "TRUE" not in read
    # A blank document goes with the next; a concordance reads the lines that it shows.
    assert len(set(read)) == (0 if command[0] == "kwic" else 3)
    found, expected = json.loads(of_store.stdout), json.loads(of_texts.stdout)
    assert found["rows"]
    assert found["rows"] == expected["rows"]
    for key in (
        "documents", "tokens", "types", "terms", "ngrams", "groups", "nodes", "unique", "trends",
    ):  # fmt: skip
        assert found["meta"].get(key) == expected["meta"].get(key), key


@pytest.mark.parametrize(
    "command",
    [
        ("report",),
        ("segment",),
        ("duplicates",),
        ("clean",),
        ("freq", "--engine", "jieba"),
        ("freq", "--adopt"),
    ],
    ids=" ".join,
)
def test_what_needs_the_texts_has_them(texts: Path, store: Path, command: tuple[str, ...]) -> None:
    (of_store, of_texts) = (
        run(*command, str(where), "--format", "json" if command[0] == "report" else "ndjson")
        for where in (store, texts)
    )
    assert of_store.returncode == of_texts.returncode == 0
    first, second = of_store.stdout, of_texts.stdout
    if command[0] == "report":
        first, second = (json.dumps(json.loads(x)["sections"]).encode() for x in (first, second))
    assert first == second


def test_two_stores_compare(texts: Path, tmp_path: Path) -> None:
    stores = []
    for name in NAMES[1:]:
        stores.append(str(tmp_path / f"{name}.store"))
        assert run("index", str(texts / name), "--store", stores[-1]).returncode == 0
    rows = [
        run("compare", new, "--reference", old, "--format", "ndjson").stdout
        for old, new in (stores, [str(texts / name) for name in NAMES[1:]])
    ]
    assert rows[0] == rows[1]


def one_part_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_LARGE", 1)


def test_only_what_is_new_or_changed_is_read(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_part_each(monkeypatch)
    own = tmp_path / "texts"
    shutil.copytree(texts, own)
    target = tmp_path / "a.store"

    def again() -> tuple[int, int]:
        built = build_store([str(own)], target, Work())
        return built.made, built.taken_over

    assert again() == (4, 0)
    before = contents(target)
    assert again() == (0, 4)
    assert contents(target) == before
    (own / "speech_2023.txt").write_text("產學研。\n", encoding="utf-8")
    (own / "new.txt").write_text("北部都會區。\n", encoding="utf-8")
    (own / "blank.txt").unlink()
    assert again() == (2, 2)
    fresh = tmp_path / "b.store"
    build_store([str(own)], fresh, Work())
    assert contents(target) == contents(fresh)


class PowerCutError(Exception):
    """The end of a run at any place."""


@pytest.mark.parametrize("step", [0, 1, 4, 5, 8, 9, 10, 11, 12])
def test_a_run_that_is_cut_off_anywhere_goes_on(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    one_part_each(monkeypatch)
    inputs = [str(texts / "speech_2025.txt"), str(texts / "blank.txt")]
    expected = tmp_path / "whole.store"
    build_store(inputs, expected, Work())
    target = tmp_path / "cut.store"
    left = step

    def cut_off(original):
        def wrapper(*arguments, **options):
            nonlocal left
            if not left:
                raise PowerCutError
            left -= 1
            return original(*arguments, **options)

        return wrapper

    with monkeypatch.context() as patch:
        patch.setattr(tables.Path, "rename", cut_off(Path.rename))
        patch.setattr("cantext.store.part.write_table", cut_off(tables.write_table))
        patch.setattr("cantext.store.merge.write_table", cut_off(tables.write_table))
        # A process that dies tidies nothing up.
        patch.setattr(delivery.shutil, "rmtree", lambda *_, **__: None)
        try:
            build_store(inputs, target, Work())
        except PowerCutError:
            assert not target.exists()
    build_store(inputs, target, Work())
    assert contents(target) == contents(expected)
    assert [path.name for path in tmp_path.iterdir() if ".building" in path.name] == []


class Mortal(Work):
    """Work whose worker is killed the first time."""

    __slots__ = ()

    def documents(self, refused):
        marker = Path(self.sources[0][1]).with_suffix(".died")
        if not marker.exists():
            marker.touch()
            os._exit(9)
        return super().documents(refused)


class Doomed(Work):
    """Work whose worker is killed every time."""

    __slots__ = ()

    def documents(self, refused):
        os._exit(9)


def test_a_killed_worker_loses_nothing(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_part_each(monkeypatch)
    own = tmp_path / "texts"
    shutil.copytree(texts, own)
    inputs = [str(own / name) for name in NAMES[1:]]
    build_store(inputs, tmp_path / "a.store", Mortal(), executor=processes(2))
    build_store(inputs, tmp_path / "b.store", Work())
    assert contents(tmp_path / "a.store") == contents(tmp_path / "b.store")


def test_a_part_that_kills_its_worker_is_given_up(texts: Path, tmp_path: Path) -> None:
    works = [Doomed(sources=((name, str(texts / name)),)) for name in NAMES[1:]]
    with pytest.raises(CantextError, match=r"killed 3 times while it read speech_20.*--jobs 1"):
        list(processes(2)({work.key(): work for work in works}, str(tmp_path)))


def test_inputs_that_change_under_way_are_told(texts: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"speech_2023\.txt, or a dictionary, changed"):
        working.do(Work(sources=((NAMES[1], str(texts / NAMES[1])),)), "another", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_order_of_the_work_changes_nothing(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_part_each(monkeypatch)

    def backwards(parts: Mapping[str, Work], place: str) -> Iterator[WorkDone]:
        return serial(dict(reversed(parts.items())), place)

    build_store([str(texts)], tmp_path / "a.store", Work())
    build_store([str(texts)], tmp_path / "b.store", Work(), executor=backwards)
    assert contents(tmp_path / "a.store") == contents(tmp_path / "b.store")


def test_what_cannot_be_read_is_told_and_the_rest_is_there(texts: Path, tmp_path: Path) -> None:
    own = tmp_path / "texts"
    shutil.copytree(texts, own)
    (own / "bad.txt").write_bytes(b"\x81\xff\xfe\x81\x00\x01\x02" * 30)
    done = run("index", str(own), "--store", str(tmp_path / "a.store"), "--jobs", "1", "--json")
    assert done.returncode == 1
    assert b"not read" in done.stderr
    (row,) = json.loads(done.stdout)["rows"]
    assert (row["documents"], row["not_read"]) == (4, 1)


def test_nothing_but_a_store_is_replaced(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").touch()
    with pytest.raises(OutputError, match="is there and is no token store"):
        build_store([str(texts)], tmp_path / "mine", Work())
    assert (tmp_path / "mine" / "thesis.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-", "--store", "x.store"), "not of standard input"),
        (("--store", "x.store"), "name the files and folders"),
        ((str(EXAMPLES), "--store", "x.store", "--adopt"), "No such option: --adopt"),
        (("nowhere.txt", "--store", "x.store"), "nowhere.txt"),
    ],
)
def test_errors(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run("index", *arguments, cwd=tmp_path)
    assert done.returncode in (1, 2)
    assert message in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_a_store_without_repeats_drops_none(texts: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "a.store")
    assert run("index", str(texts), "--store", target, "--no-duplicates").returncode == 0
    assert run("freq", target).returncode == 0
    done = run("freq", target, "--duplicates", "drop")
    assert done.returncode == 1
    assert "without looking for repeats" in done.stderr.decode()


def test_another_dictionary_is_told_and_obeyed(store: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("推動發展\n", encoding="utf-8")
    done = run("freq", str(store), "--dictionary", str(own))
    assert "another state of the dictionary: its texts are cut anew" in done.stderr.decode()


@pytest.mark.parametrize(
    ("manifest", "message"),
    [('{"format": 99}', "format 99, not 2"), ("{", "cannot be read")],
)
def test_a_store_of_another_version_is_refused(tmp_path: Path, manifest: str, message: str) -> None:
    (tmp_path / "store.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        Store(tmp_path)


def test_sql_counts_as_freq_does(store: Path) -> None:
    statement = (
        "SELECT text AS term, count(*) AS count FROM tokens JOIN types USING (type) "
        "WHERE policy & 2 > 0 AND kind = 'word' GROUP BY text ORDER BY 2 DESC, 1 LIMIT 20"
    )
    done = run("sql", str(store), statement, "--json")
    assert done.returncode == 0, done.stderr.decode()
    options = ("--duplicates", "drop", "--stopwords", "none", "--json")
    counted = json.loads(run("freq", str(store), *options).stdout)["rows"]
    by_term = {row["term"]: row["count"] for row in counted}
    answer = json.loads(done.stdout)["rows"]
    assert len(answer) == 20
    assert all(by_term[row["term"]] == row["count"] for row in answer)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("DROP VIEW tokens", "one SELECT is answered"),
        ("SELECT 1; SELECT 2", "one SELECT is answered"),
        ("COPY types TO 'stolen.csv'", "one SELECT is answered"),
        ("SET memory_limit = '9GB'", "one SELECT is answered"),
        ("SELECT * FROM read_csv('/etc/passwd')", "SQL: Permission Error"),
        ("SELECT * FROM 'https://example.org/a.parquet'", "SQL: "),
        ("SELECT nothing FROM tokens", "SQL: Binder Error"),
        ("SELEC 1", "SQL: Parser Error"),
        ("SELECT 1 AS a, 2 AS a", "two columns of the answer have one name"),
    ],
)
def test_sql_reads_the_store_alone(
    store: Path, tmp_path: Path, statement: str, message: str
) -> None:
    before = contents(store)
    done = run("sql", str(store), statement, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert done.stderr.decode().count("\n") == 1
    assert list(tmp_path.iterdir()) == []
    assert contents(store) == before


@pytest.mark.parametrize("form", ["json", "csv", "table", "xlsx"])
def test_answers_of_every_type_can_be_written(form: str, store: Path, tmp_path: Path) -> None:
    statement = (
        "SELECT DATE '2025-01-01' AS d, 1.5::DECIMAL(4, 2) AS n, 'a'::BLOB AS b, [1.5] AS l, "
        "INTERVAL 1 DAY AS i, '1 day'::INTERVAL AS j, uuid() AS u, MAP {'a': 1.5} AS m, "
        "1::HUGEINT AS h, TIMESTAMP '2025-01-01 10:00' AS t, 'NaN'::DOUBLE AS x"
    )
    output = tmp_path / f"out.{form}"
    done = run("sql", str(store), statement, "--format", form, "--output", str(output))
    assert (done.returncode, done.stderr) == (0, b"")
    if form == "json":
        (row,) = json.loads(output.read_bytes())["rows"]
        assert (row["d"], row["n"], row["b"], row["l"], row["x"]) == (
            "2025-01-01", 1.5, "61", [1.5], None,
        )  # fmt: skip


def test_memory_that_is_none_is_told(store: Path) -> None:
    done = run("sql", str(store), "SELECT 1 AS a", "--memory", "much")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"cantext: error: memory 'much': ")


def test_an_index_tells_itself_as_a_page(texts: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "page.store")
    done = run("index", str(texts), "--store", target, "--jobs", "1", "-f", "html")
    assert done.returncode == 0, done.stderr
    assert b"<table" in done.stdout


def test_options_that_are_not_utf_8_do_not_stop_an_index(texts: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "odd.store")
    options = ("--text-field", "\udcff", "--jobs", "1", "-q")
    done = run("index", str(texts / NAMES[1]), "--store", target, *options)
    assert (done.returncode, done.stderr) == (0, b"")
    assert run("freq", target).returncode == 0
