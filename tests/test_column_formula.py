"""Formulae over columns: what they give, and that nothing in them runs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cantext.analyses.column_formula import Expression
from cantext.errors import UsageError

NAMES = ("count", "cohesion")
COLUMNS = {"count": np.array([4.0, 0.0]), "cohesion": np.array([2.0, 8.0])}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("count", [4, 0]),
        ("2", [2, 2]),
        ("count + cohesion * 2", [8, 16]),
        ("-(count - 1) / 2", [-1.5, 0.5]),
        ("cohesion ** 2", [4, 64]),
        ("min(count, cohesion, 1.5)", [1.5, 0]),
        ("max(count, cohesion)", [4, 8]),
        ("log2(cohesion)", [1, 3]),
        ("sqrt(count) + abs(0 - 1) + log(1)", [3, 1]),
        # What has no value comes last.
        ("log2(count)", [2, -np.inf]),
        ("1 / count", [0.25, -np.inf]),
        ("9 ** 9 ** 9 ** 9 * count", [-np.inf, -np.inf]),
    ],
)
def test_values(text, values):
    assert Expression(text, NAMES)(COLUMNS).tolist() == pytest.approx(values)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no formula"),
        ("count +", "no formula"),
        ("score", "unknown name 'score'"),
        ("__import__('os')", "unknown"),
        ("count.__class__", "no arithmetic"),
        ("[count]", "no arithmetic"),
        ("count if count else 1", "no arithmetic"),
        ("'a' * 9", "unknown value 'a'"),
        ("True", "unknown value True"),
        ("min(count)", "wrong number of arguments for min"),
        ("log2(count, 2)", "wrong number of arguments for log2"),
        ("log2(x=count)", "unknown function"),
        ("count(2)", "unknown function"),
        ("(lambda: 1)()", "unknown function"),
        ("1 +" * 400 + "1", "too long"),
        ("(" * 300 + ")" * 100, "no formula"),
        ("1j", "unknown value"),
    ],
)
def test_what_is_no_formula(text, message):
    with pytest.raises(UsageError, match=message):
        Expression(text, NAMES)


def test_a_function_is_no_column():
    with pytest.raises(UsageError, match="'min' is a function"):
        Expression("min + 1", NAMES)(COLUMNS)


@given(st.text(alphabet="count()+-*/.12 lgmin,_[]'\"\\\x00", max_size=30))
def test_whatever_is_written_is_a_number_or_a_usage_error(text):
    try:
        values = Expression(text, NAMES)(COLUMNS)
    except UsageError:
        return
    assert values.shape == (2,)
    assert not np.isnan(values).any()
