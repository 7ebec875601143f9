"""Formulae that a user writes over the columns of a result: `count * cohesion`.

An expression is numbers, names of columns, + - * / **, brackets, and a few functions; nothing in
it can run code.
"""

import ast
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cantext.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FUNCTIONS = ("min", "max", "log2", "log", "sqrt", "abs")
_LONGEST = 500
_OPERATORS: Mapping[type[ast.AST], str] = MappingProxyType(
    {
        ast.Add: "add",
        ast.Sub: "subtract",
        ast.Mult: "multiply",
        ast.Div: "divide",
        ast.Pow: "power",
        ast.USub: "negative",
        ast.UAdd: "positive",
    }
)


class Expression:
    """A formula, read and checked; `text` is what the user wrote.

    >>> import numpy as np
    >>> formula = Expression("log2(count) * min(cohesion, 10)", ("count", "cohesion"))
    >>> formula({"count": np.array([4.0]), "cohesion": np.array([12.0])}).tolist()
    [20.0]

    What has no value (a logarithm of 0, a division by it) is below every number.

    >>> Expression("1 / count", ("count",))({"count": np.array([0.0, 2.0])}).tolist()
    [-inf, 0.5]

    Raises
    ------
    UsageError
        If it is no such formula, or names what there is not.
    """

    def __init__(self, text: str, names: tuple[str, ...]) -> None:
        self.text = text
        self._names = names
        advice = f"use numbers, + - * / ** ( ), {', '.join(FUNCTIONS)}, {', '.join(names)}"
        if len(text) > _LONGEST:
            raise UsageError(f"formula of {len(text)} characters is too long; {advice}")
        try:
            tree = ast.parse(text.strip(), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise UsageError(f"{text!r} is no formula; {advice}") from None
        for node in ast.walk(tree):
            if problem := self._problem(node):
                raise UsageError(f"{problem} in the formula {text!r}; {advice}")
        self._body = tree.body

    def _problem(self, node: ast.AST) -> str:
        """Return what is wrong with a piece of the formula, or nothing."""
        if isinstance(node, ast.Name):
            known = node.id in self._names or node.id in FUNCTIONS
            return "" if known else f"unknown name {node.id!r}"
        if isinstance(node, ast.Constant):
            number = isinstance(node.value, int | float) and not isinstance(node.value, bool)
            return "" if number else f"unknown value {node.value!r}"
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            if called not in FUNCTIONS or node.keywords:
                return "unknown function"
            fits = len(node.args) >= 2 if called in ("min", "max") else len(node.args) == 1
            return "" if fits else f"wrong number of arguments for {called}"
        allowed = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.Load, *_OPERATORS)
        return "" if isinstance(node, allowed) else "something that is no arithmetic"

    def __call__(self, columns: "Mapping[str, Floats]") -> "Floats":
        """Return the value for each row; `columns` holds an array for each name."""
        import numpy as np

        with np.errstate(all="ignore"):
            value = np.asarray(self._value(self._body, columns), np.float64)
        shape = next((column.shape for column in columns.values()), ())
        return np.where(np.isfinite(value), value, -np.inf) + np.zeros(shape)

    def _value(self, node: ast.AST, columns: "Mapping[str, Floats]") -> Any:
        import numpy as np

        if isinstance(node, ast.Constant):
            return np.float64(node.value)  # type: ignore[arg-type]  # checked to be a number
        if isinstance(node, ast.Name):
            if node.id not in columns:
                raise UsageError(f"{node.id!r} is a function in {self.text!r}; give it arguments")
            return columns[node.id]
        if isinstance(node, ast.UnaryOp):
            return getattr(np, _OPERATORS[type(node.op)])(self._value(node.operand, columns))
        if isinstance(node, ast.BinOp):
            operation = getattr(np, _OPERATORS[type(node.op)])
            return operation(self._value(node.left, columns), self._value(node.right, columns))
        assert isinstance(node, ast.Call)
        assert isinstance(node.func, ast.Name)
        arguments = [self._value(argument, columns) for argument in node.args]
        if node.func.id in ("min", "max"):
            pick: Callable[..., Any] = np.minimum if node.func.id == "min" else np.maximum
            value = arguments[0]
            for argument in arguments[1:]:
                value = pick(value, argument)
            return value
        return getattr(np, node.func.id)(arguments[0])
