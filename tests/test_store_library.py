"""A token store is a text to the library: the same rows, without a line being cut again."""

import json
import shutil
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from commands import run

pytest.importorskip("duckdb")

import cantext
from cantext.corpus import Corpus, DuplicatesPolicy
from cantext.corpus.stored import StoredCorpus
from cantext.errors import InputError, StoreWarning
from cantext.lexicon import lexicon as lexicons
from cantext.lexicon.files import COLUMNS, read_dictionary, whole_rows
from cantext.lexicon.lexicon import load_lexicon, make_lexicon, policy_files, shipped_entries
from cantext.result import plain_value
from cantext.segmentation.pipeline import Segmenter
from cantext.store.build import build_store
from cantext.store.work import Work

EXAMPLES = Path(__file__).parent.parent / "examples"
EARLIER = str(EXAMPLES / "speech_2023.txt")
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
    build_store([str(texts)], target, Work())
    return target


def periods(texts: Any) -> dict[str, str]:
    return cantext.group_of(texts.documents, "document")


STOPWORDS = cantext.load_stopwords()
ANALYSES: dict[str, Callable[[Any], Any]] = {
    "collocations": lambda texts: cantext.collocations(texts, stopwords=STOPWORDS),
    "collocations, node": lambda texts: cantext.collocations(texts, node="產學研"),
    "commitments": cantext.commitments,
    "compare": lambda texts: cantext.compare(texts, EARLIER),
    "compare, reference": lambda texts: cantext.compare(EARLIER, texts),
    "concordance": lambda texts: cantext.concordance(texts, ["產學研", "發展"], sort="right"),
    "concordance, concept": lambda texts: cantext.concordance(texts, "產學研", kind="concept"),
    "figure_totals": lambda texts: cantext.figure_totals(texts, "concept"),
    "figures": cantext.figures,
    "frequency": cantext.frequency,
    "frequency, category": lambda texts: cantext.frequency(texts, by="category"),
    "keywords": cantext.keywords,
    "network": lambda texts: cantext.network(texts, stopwords=STOPWORDS),
    "ngrams": lambda texts: cantext.ngrams(texts, n=3, min_count=2),
    "profile": cantext.profile,
    "quotations": cantext.quotations,
    "segment": cantext.segment,
    "terms": cantext.terms,
    "themes": lambda texts: cantext.themes(texts, examples=1),
    "trend": lambda texts: cantext.trend(texts, periods(texts), terms=["產學研"]),
}
# Which cut lines by themselves, of whatever corpus.
CUT = {"figure_totals", "figures"}
# Public names that take texts, but are no analyses of tokens; tested below.
OTHERS = {"clean", "duplicates", "find_duplicates", "index", "read", "report", "sql", "wordcloud"}
NO_TEXTS = {
    "CantextError", "Corpus", "Document", "Result", "Segmenter", "StoreWarning", "engines",
    "evaluate", "group_commitments", "group_of", "load_engine", "load_lexicon", "load_stopwords",
    "match_commitments", "word_cloud",
}  # fmt: skip


def test_no_public_analysis_is_left_out() -> None:
    assert set(cantext.__all__) == {name.split(",")[0] for name in ANALYSES} | OTHERS | NO_TEXTS


@pytest.mark.parametrize("policy", ["keep", "drop"])
@pytest.mark.parametrize("name", ANALYSES)
def test_an_analysis_of_a_store_is_that_of_its_texts(
    texts: Path,
    store: Path,
    name: str,
    policy: DuplicatesPolicy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = ANALYSES[name](Corpus.of(texts, duplicates=policy))
    stored = Corpus.of(store, duplicates=policy)
    assert isinstance(stored, StoredCorpus)
    if name not in CUT and not name.startswith("compare"):  # with a text that is cut
        monkeypatch.setattr(Segmenter, "segmentations", None)
    found = ANALYSES[name](stored)
    assert found.rows
    assert found.rows == expected.rows
    assert plain_value(found.meta) == plain_value(expected.meta)


@pytest.mark.parametrize("policy", ["keep", "drop"])
def test_a_report_and_a_cloud_of_a_store(
    texts: Path, store: Path, policy: DuplicatesPolicy
) -> None:
    (of_store, of_texts) = (
        cantext.report(Corpus.of(where, duplicates=policy)) for where in (store, texts)
    )
    assert of_store.sections() == of_texts.sections()
    assert replace(of_store, context=None) == replace(of_texts, context=None)
    clouds = [
        cantext.wordcloud(Corpus.of(where, duplicates=policy), width=200, height=100)
        for where in (store, texts)
    ]
    assert clouds[0].words == clouds[1].words


@pytest.mark.parametrize("given", [str, Path, lambda path: [path], lambda path: iter([path])])
def test_a_store_may_be_named_as_a_text_is(texts: Path, store: Path, given: Any) -> None:
    expected = cantext.frequency(texts, stopwords=STOPWORDS, limit=9)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert cantext.frequency(given(store), stopwords=STOPWORDS, limit=9) == expected
        assert cantext.report(given(store)).terms == cantext.report(texts).terms


def test_what_works_on_lines_has_the_documents_of_the_store(texts: Path, store: Path) -> None:
    assert list(cantext.read([store])) == list(cantext.read([texts]))
    assert cantext.duplicates(store).rows == cantext.duplicates(texts).rows
    assert cantext.clean(store) == cantext.clean(texts)


@pytest.mark.parametrize("policy", ["keep", "drop"])
@pytest.mark.parametrize(
    ("engine", "terms", "also", "message"),
    [
        ("jieba", [], [], "was cut by the engine hk: its texts are cut anew, by jieba"),
        ("hk", ["推動經濟"], [], "with another state of the dictionary: its texts are cut anew"),
        ("hk", [], [EARLIER], "other inputs stand beside it"),
    ],
)
def test_other_choices_cut_the_texts_anew_and_say_so(
    texts: Path,
    store: Path,
    tmp_path: Path,
    policy: DuplicatesPolicy,
    engine: str,
    terms: list[str],
    also: list[str],
    message: str,
) -> None:
    own = tmp_path / "own.txt"
    own.write_text("\n".join(terms) + "\n", encoding="utf-8")
    lexicon = load_lexicon([own]) if terms else load_lexicon()
    segmenter = Segmenter(cantext.load_engine(engine), lexicon)
    with pytest.warns(StoreWarning, match=message) as told:
        found = Corpus.of([store, *also], segmenter, duplicates=policy)
    assert [warning.filename for warning in told] == [__file__]
    assert not isinstance(found, StoredCorpus)
    expected = Corpus.of([texts, *also], segmenter, duplicates=policy)
    assert cantext.frequency(found) == cantext.frequency(expected)


def test_the_warning_points_at_the_line_of_the_caller(store: Path) -> None:
    with pytest.warns(StoreWarning) as told:
        cantext.frequency([store, EARLIER])
    assert [warning.filename for warning in told] == [__file__]


def test_a_store_in_a_folder_is_not_read_and_is_no_input_of_a_store(
    texts: Path, store: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "archive"
    shutil.copytree(store, folder / "a.store")
    shutil.copy(texts / NAMES[0], folder / "page.txt")
    notes: list[str] = []
    found = cantext.read([folder], note=notes.append)
    assert [Path(document.id).name for document in found] == ["page.txt"]
    assert notes == [
        f"{(folder / 'a.store').as_posix()}: a token store in a folder is not read; name it to "
        "have its texts"
    ]
    assert len(list(cantext.read([str(folder / "*")]))) == len(NAMES) + 2
    with pytest.raises(InputError, match=r"a\.store is a token store already"):
        build_store([str(folder / "a.store")], tmp_path / "b.store", Work())
    assert not (tmp_path / "b.store").exists()


@pytest.mark.parametrize(
    "options", [("--adopt",), ("--where", "date=2025"), ("--split", "speaker")]
)
def test_the_command_says_why_texts_are_cut_anew(store: Path, options: tuple[str, ...]) -> None:
    done = run("freq", str(store), *options)
    assert "the texts are cut anew, since --" in done.stderr.decode()


def test_the_digest_of_the_dictionary_needs_no_entry(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_lexicon().sha256 == make_lexicon(shipped_entries()).sha256

    def refuse(path: Path) -> None:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr(lexicons, "read_dictionary", refuse)
    lexicons.shipped_entries.cache_clear()
    try:
        assert cantext.frequency(store, limit=1).rows
    finally:
        lexicons.shipped_entries.cache_clear()


def test_a_dictionary_that_was_changed_is_noticed(
    texts: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = [Path(shutil.copy(path, tmp_path)) for path in policy_files()]
    monkeypatch.setattr(lexicons, "policy_files", lambda: copies)
    lexicons.shipped_entries.cache_clear()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert isinstance(Corpus.of(store), StoredCorpus)
        row = "\t".join(["推動經濟", "推動經濟", "pref", "policy"] + [""] * (len(COLUMNS) - 4))
        with copies[0].open("a", encoding="utf-8") as file:
            file.write(f"{row}\n")
        with pytest.warns(StoreWarning, match="another state of the dictionary"):
            found = cantext.frequency(store)
        assert found == cantext.frequency(texts)
        assert "推動經濟" in {row.term for row in found.rows}
    finally:
        lexicons.shipped_entries.cache_clear()


def test_a_store_is_built_and_asked_in_the_library(texts: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.store"
    result = cantext.index(texts, target)
    told = json.loads(
        run("index", str(texts), "--store", str(tmp_path / "b.store"), "-j", "1", "--json").stdout
    )
    (row,), (expected,) = result.to_dicts(), told["rows"]
    assert row | {"store": ""} == expected | {"store": ""}
    assert result.meta["parts"] == told["meta"]["parts"]
    again = cantext.index([str(texts)], str(target), jobs=2).rows[0]
    assert (again.parts_made, again.parts_taken_over) == (0, row["parts_made"])
    (answer,) = cantext.sql(target, "SELECT count(*) AS n FROM documents").rows
    assert answer == {"n": row["documents"]}
    (texts / "latin.dat").write_bytes("café".encode("latin-1"))
    with pytest.raises(InputError, match="not utf-8"):
        cantext.index(texts / "latin.dat", tmp_path / "c.store", encoding="utf-8")
    (texts / "latin.dat").unlink()
    with pytest.raises(InputError, match="cannot be read"):
        cantext.sql(tmp_path, "SELECT 1")


HEADER = "\t".join(COLUMNS)
ROW = "\t".join(["產學研", "產學研", "pref", "policy"] + [""] * (len(COLUMNS) - 4))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (f"{HEADER}\n{ROW}\n", True),
        (f"{HEADER}\n{ROW}\n{ROW}", True),
        (f"{HEADER}\n", True),
        (f"{HEADER}\r\n{ROW}\r\n", False),
        (f"{HEADER}\n\n{ROW}\n", False),
        (f"{HEADER}\n{ROW}\n\n", False),
        (f"\ufeff{HEADER}\n{ROW}\n", False),
        ("term\n產學研\n", False),
        ("產學研\n", False),
    ],
)
def test_rows_are_taken_whole_where_reading_them_changes_nothing(
    tmp_path: Path, text: str, whole: bool
) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes(text.encode())
    rows = "\n".join(map("\t".join, read_dictionary(path))).encode()
    assert whole_rows(path) == (rows if whole else None)


def test_kwic_of_a_concept_loads_the_dictionary_of_the_store(store: Path, texts: Path) -> None:
    (of_store, of_texts) = (
        json.loads(run("kwic", "產學研", str(where), "--concept", "--json").stdout)
        for where in (store, texts)
    )
    assert of_store == of_texts
    assert of_store["rows"]
