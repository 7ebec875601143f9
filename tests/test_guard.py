import pytest
from hypothesis import given
from hypothesis import strategies as st

from cantext.lexicon.entry import Entry
from cantext.lexicon.guard import compile_guard, guard_problem
from cantext.lexicon.lexicon import make_lexicon
from cantext.lexicon.matching import TermMatcher
from cantext.normalise import project

CASES = [
    # guard, text with the term 港獨 in it, whether it counts
    ("!_特", "香港獨特", False),
    ("!_特", "主張港獨的人", True),
    ("!_[特立]", "香港獨立", False),
    ("!香_", "香港獨特", False),
    ("!香_", "港獨", True),
    ("香_", "香港獨特", True),
    ("香_", "談港獨", False),
    ("香_特", "香港獨特", True),
    ("香_特", "香港獨立", False),
    ("_特 _立", "香港獨立", True),
    ("_特 _立", "香港獨大", False),
    ("!香_ _立", "香港獨立", False),
    ("_.", "港獨", False),
    ("_.", "港獨人", True),
    ("_[人，]", "港獨，", True),
    ("!_劳", "港獨勞動", False),  # Simplified meets Traditional
    ("!_Ａ", "港獨a", False),  # width and case do not matter
]


@pytest.mark.parametrize(("guard", "text", "counts"), CASES)
def test_guards(guard: str, text: str, counts: bool) -> None:
    lexicon = make_lexicon([Entry("港獨", "港獨", guard=guard)])
    found = TermMatcher(lexicon).find(project(text)).firm
    assert bool(found) is counts


BAD = [
    ("特", "must have one _"),
    ("_特_", "must have one _"),
    ("!_特  !_立", "must have one _"),  # two spaces: an empty condition
    ("_", "says nothing"),
    ("!_", "says nothing"),
    ("_[", "lacks a ]"),
    ("_[]", "empty brackets"),
    ("_[a[b]]", "brackets in brackets"),
    ("_]", "out of place"),
    ("_!特", "out of place"),
    ("_一二三四五六七八九", "further than 8"),
]


@pytest.mark.parametrize(("guard", "problem"), BAD)
def test_bad_guards_are_explained(guard: str, problem: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        compile_guard(guard)
    assert problem in str(caught.value)
    assert problem in guard_problem(guard)


@given(st.text(alphabet="!_[].特立a ", max_size=12), st.text(alphabet="香港獨特立a", max_size=12))
def test_any_guard_compiles_or_is_explained(guard: str, text: str) -> None:
    if guard and not guard_problem(guard):
        for start in range(len(text)):
            assert compile_guard(guard).permits(project(text), start, start + 1) in (True, False)


def test_of_two_readings_the_guarded_one_drops_out() -> None:
    entries = [Entry("中大", "香港中文大學", guard="!其_"), Entry("中大", "中山大學")]
    (span,) = TermMatcher(make_lexicon(entries)).find(project("其中大學")).firm
    assert [entry.concept for entry in span.entries] == ["中山大學"]


def test_a_refused_term_leaves_the_place_to_a_shorter_one() -> None:
    entries = [Entry("公屋政策", "公屋政策", guard="!_組"), Entry("公屋", "公屋")]
    text = project("公屋政策組")
    assert [(s.start, s.end) for s in TermMatcher(make_lexicon(entries)).find(text).firm] == [
        (0, 2)
    ]
