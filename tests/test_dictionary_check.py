"""Every rule of `dict check`, each with a file that breaks it."""

from pathlib import Path

import pytest

from cantext.lexicon.check import check_files
from cantext.lexicon.entry import Entry
from cantext.lexicon.files import COLUMNS
from cantext.lexicon.lexicon import make_lexicon, policy_files, policy_folder
from cantext.lexicon.nesting import nested_terms


def test_the_shipped_files_have_nothing_to_mend() -> None:
    folder = policy_folder()
    tables = [folder / "categories.tsv", folder / "relations.tsv"]
    assert check_files([*policy_files(), *tables]) == ()


def row(term: str, concept: str = "", form: str = "pref", **cells: str) -> str:
    """Return a good row of places.tsv, but for the cells given."""
    whole = {"category": "places", "pos": "PROPN", "source": "PA2025", **cells}
    cells_of = {"term": term, "concept": concept or term, "form": form, **whole}
    return "\t".join(cells_of.get(column, "") for column in COLUMNS)


GOOD = row("甲灣區")
RULES = [
    # rows after the header, line of the problem, what is said
    ([row("乙灣區"), row("丙灣區")], 3, "sort by term"),
    ([row("甲灣區"), row("甲灣", "甲灣區", "short")], 3, "form 'short' is unknown; use one of"),
    ([GOOD, row("甲灣", "甲灣區")], 3, "is a preferred form, so its concept must be 甲灣"),
    ([row("甲灣區", "甲灣區", "alt")], 2, "so its form must be pref"),
    ([row("甲灣", "甲灣區", "abbr")], 2, "concept 甲灣區 has no preferred form; add its row"),
    ([row("衛灣區"), row("衞灣區", "衛灣區", "alt")], 3, "is already at places.tsv:2"),
    ([row("「甲灣」區"), row("甲灣區", "「甲灣」區", "alt")], 3, "is already at places.tsv:2"),
    ([row("甲灣區"), row("甲灣區", "乙灣區", "alt")], 3, "at the same time; give both their dates"),
    ([row("\ue40c灣區")], 2, "U+E40C"),
    ([row("\uf9b5灣區")], 2, "U+F9B5"),
    ([row("⼤灣區")], 2, "U+2F24"),
    ([row("Ａ灣區")], 2, "U+FF21"),
    ([row("甲\u200b灣區")], 2, "U+200B"),
    ([row("甲灣e\u0301")], 2, "not in Unicode form NFC"),
    ([row("甲灣區 ")], 2, "spaces around it"),
    ([row("甲灣區", english="Bay  Area")], 2, "has spaces too many"),
    ([row("甲灣區", note=" x")], 2, "has spaces too many"),
    ([row("甲\x07灣區")], 2, "a control character '\\x07'"),
    ([row("甲灣區", source="x\x1b[31m")], 2, "a control character '\\x1b'"),
    ([row("港")], 2, "single character"),
    ([row("2047")], 2, "is a number"),
    ([row("我們")], 2, "also a stopword (我們)"),
    ([row("甲灣區", category="islands")], 2, "'islands' is not in categories.tsv"),
    ([row("甲灣區", category="health")], 2, "health belongs in health.tsv; move the row"),
    ([row("甲灣區", source="")], 2, "has no source"),
    ([row("甲灣區", status="vague")], 2, "status 'vague' is unknown"),
    ([row("甲灣區", pos="NAME")], 2, "pos 'NAME' is no tag"),
    ([row("甲灣區", valid_from="2015年")], 2, "date '2015年' of 甲灣區 is none"),
    ([row("甲灣區", valid_to="2015-02-30")], 2, "date '2015-02-30' of 甲灣區 is none"),
    ([row("甲灣區", valid_from="2022", valid_to="2015")], 2, "ends (2015) before it begins (2022)"),
    ([row("甲灣區", guard="特")], 2, "guard: condition '特' must have one _"),
    ([GOOD, "甲灣\t甲灣區"], 3, "2 cells under 12 columns"),
    ([GOOD, "", row("乙灣區", source="")], 4, "has no source"),  # blank lines keep their number
]


@pytest.mark.parametrize(("rows", "line", "said"), RULES, ids=[rule[2][:24] for rule in RULES])
def test_every_rule(tmp_path: Path, rows: list[str], line: int, said: str) -> None:
    path = tmp_path / "places.tsv"
    path.write_text("\n".join(["\t".join(COLUMNS), *rows, ""]), encoding="utf-8")
    problems = check_files([path])
    assert [(p.file, p.line) for p in problems if said in p.problem] == [(path.as_posix(), line)], (
        problems
    )


def test_a_good_file(tmp_path: Path) -> None:
    path = tmp_path / "places.tsv"
    rows = [
        row("丙局", valid_from="2015", valid_to="2022-06-30"),
        row("乙灣區"),
        row("丙局(新)", valid_from="2022-07-01"),
    ]
    good = sorted([*rows, row("甲灣「一」區")])
    path.write_text("\n".join(["\t".join(COLUMNS), *good, ""]), encoding="utf-8")
    assert check_files([path]) == ()


def test_one_abbreviation_of_two_bodies_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "places.tsv"
    old, new = {"valid_from": "2015", "valid_to": "2022-06-30"}, {"valid_from": "2022-07-01"}
    rows = [
        row("甲局", "甲及乙局", "abbr", **new), row("甲局", "甲局一", "abbr", **old),
        row("甲及乙局", **new), row("甲局一", **old),
    ]  # fmt: skip
    rows.sort(key=lambda text: text.split("\t")[:2])
    path.write_text("\n".join(["\t".join(COLUMNS), *rows, ""]), encoding="utf-8")
    assert check_files([path]) == ()


def test_forms_of_a_concept_stand_together(tmp_path: Path) -> None:
    for name, text in (("places", row("甲灣區")), ("health", row("甲灣", "甲灣區", "abbr"))):
        text = text.replace("\tplaces\t", f"\t{name}\t")
        content = "\t".join(COLUMNS) + "\n" + text + "\n"
        (tmp_path / f"{name}.tsv").write_text(content, encoding="utf-8")
    (problem,) = check_files([tmp_path / "places.tsv", tmp_path / "health.tsv"])
    assert problem.file.endswith("health.tsv")
    assert "in another category than places.tsv:2" in problem.problem


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "big5.tsv").write_bytes("甲灣區".encode("big5"))
    first, second = check_files([tmp_path / "big5.tsv", tmp_path / "none.tsv"])
    assert "not UTF-8 at byte 0" in first.problem
    assert "cannot read dictionary" in second.problem


def test_every_problem_of_a_file_is_told_not_the_first_alone(tmp_path: Path) -> None:
    path = tmp_path / "places.tsv"
    rows = ["甲灣", row("乙灣", status="x"), "丙灣"]
    path.write_text("\n".join(["\t".join(COLUMNS), *rows]), encoding="utf-8")
    assert [problem.line for problem in check_files([path])] == [2, 3, 4]


CATEGORY_HEADER = "id\tparent\tenglish\tchinese\tdefinition"
CATEGORIES = [
    ("id\tname", 1, "the header row must be"),
    (f"{CATEGORY_HEADER}\nplaces\t\tPlaces", 2, "3 cells under 5 columns"),
    (f"{CATEGORY_HEADER}\nplaces\thome\tPlaces\t地方\tWhere.", 2, "parent 'home' of places"),
    (f"{CATEGORY_HEADER}\nplaces\t\tPlaces\t\tWhere.", 2, "has no chinese"),
    (f"{CATEGORY_HEADER}\nlaw\t\tLaw\t法律\tLaws.", 2, "no file law.tsv"),
    (
        f"{CATEGORY_HEADER}\nplaces\t\tPlaces\t地方\tWhere.\nplaces\t\tPlaces\t地方\tWhere.",
        3,
        "is already at line 2",
    ),
]


@pytest.mark.parametrize(("content", "line", "said"), CATEGORIES)
def test_rules_of_categories(tmp_path: Path, content: str, line: int, said: str) -> None:
    (tmp_path / "categories.tsv").write_text(content + "\n", encoding="utf-8")
    places = "\t".join(COLUMNS) + "\n" + GOOD + "\n"
    (tmp_path / "places.tsv").write_text(places, encoding="utf-8")
    problems = check_files([tmp_path / "places.tsv", tmp_path / "categories.tsv"])
    assert [p.line for p in problems if said in p.problem] == [line], problems


RELATION_HEADER = "concept\trelation\tsuccessor\tdate\tsource\tnote"
RELATIONS = [
    ("concept\tsuccessor", 1, "the header row must be"),
    (f"{RELATION_HEADER}\n甲局\tsucceeded_by", 2, "2 cells under 6 columns"),
    (f"{RELATION_HEADER}\n甲局\tbecame\t乙局\t2022-07-01\tx\t", 2, "'became' is unknown"),
    (f"{RELATION_HEADER}\n甲局\tsucceeded_by\t丙局\t2022-07-01\tx\t", 2, "丙局 is no concept"),
    (f"{RELATION_HEADER}\n甲局\tsucceeded_by\t甲局\t2022-07-01\tx\t", 2, "cannot succeed itself"),
    (f"{RELATION_HEADER}\n甲局\tsucceeded_by\t乙局\t2022-07-01\t\t", 2, "has no source"),
    (f"{RELATION_HEADER}\n甲局\tsucceeded_by\t乙局\t2022-13\tx\t", 2, "date '2022-13' is none"),
    (f"{RELATION_HEADER}\n甲局\tsplit_into\t乙局\t2022-07-01\tx\t", 2, "a single successor"),
    (f"{RELATION_HEADER}\n甲局\tmerged_into\t乙局\t2022-07-01\tx\t", 2, "nothing else went into"),
    (f"{RELATION_HEADER}\n甲局\tsucceeded_by\t乙局\t2020-07-01\tx\t", 2, "lasts to 2022-06-30"),
    (f"{RELATION_HEADER}\n甲局\tsucceeded_by\t丁局\t2022-07-01\tx\t", 2, "begins on 2023"),
    (f"{RELATION_HEADER}\n乙局\tsucceeded_by\t丁局\t2023\tx\t", 2, "give its row a valid_to"),
    (
        f"{RELATION_HEADER}\n甲局\ttransferred_to\t乙局\t2022\tx\t\n"
        "甲局\ttransferred_to\t乙局\t2021\tx\t",
        3,
        "sort by concept, date and successor",
    ),
    (
        f"{RELATION_HEADER}\n甲局\tsucceeded_by\t乙局\t2022-07-01\tx\t\n"
        "甲局\tsucceeded_by\t乙局\t2022-07-01\tx\t",
        3,
        "the same relation",
    ),
]


@pytest.mark.parametrize(("content", "line", "said"), RELATIONS, ids=[r[2] for r in RELATIONS])
def test_rules_of_relations(tmp_path: Path, content: str, line: int, said: str) -> None:
    rows = [
        row("丁局", valid_from="2023"), row("乙局", valid_from="2022-07-01"),
        row("甲局", valid_to="2022-06-30"),
    ]  # fmt: skip
    (tmp_path / "places.tsv").write_text(
        "\n".join(["\t".join(COLUMNS), *rows, ""]), encoding="utf-8"
    )
    (tmp_path / "relations.tsv").write_text(content + "\n", encoding="utf-8")
    problems = check_files([tmp_path / "places.tsv", tmp_path / "relations.tsv"])
    assert [p.line for p in problems if said in p.problem] == [line], problems


def test_nested_terms() -> None:
    terms = ("官產學研", "產學研", "學研", "大學", "國家「十四五」規劃", "十四五規劃")
    nested = nested_terms(make_lexicon([Entry(term, term) for term in terms]))
    assert nested == {
        "國家「十四五」規劃": ("十四五規劃",),
        "官產學研": ("產學研", "學研"),
        "產學研": ("學研",),
    }
