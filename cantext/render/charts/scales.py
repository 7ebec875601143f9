"""Numbers of a chart: how they are written, and where the marks of an axis stand."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence

_DECIMALS = 6  # with more, a number is told by its power of ten


def written(values: Sequence[float]) -> Callable[[float], str]:
    """Return what writes the numbers of a chart, all with the same number of decimals.

    Whole numbers stay whole; others keep three figures of the largest, and at least one of the
    smallest.

    >>> write = written([1234.5, 2.25])
    >>> write(1234.5), write(2.25), written([3, 1000])(1000), written([0.0123])(0.0123)
    ('1,234.5', '2.2', '1,000', '0.0123')
    """
    sizes = [abs(value) for value in values if value]
    if all(value == int(value) for value in values) or not sizes:
        decimals = 0
    else:
        largest, smallest = math.floor(math.log10(max(sizes))), math.floor(math.log10(min(sizes)))
        decimals = max(0, 2 - largest, -smallest)
        if decimals == 0 and min(sizes) < 100:
            decimals = 1
    if decimals > _DECIMALS:
        return lambda value: f"{value:.3g}"
    return lambda value: f"{value:,.{decimals}f}"


def axis(largest: float, marks: int = 5) -> list[float]:
    """Return the marks of an axis from 0 to `largest` or just beyond, in steps of 1, 2 or 5.

    What is too small to be divided is taken for nothing.

    >>> axis(873), axis(3)
    ([0.0, 200.0, 400.0, 600.0, 800.0, 1000.0], [0.0, 1.0, 2.0, 3.0])
    """
    if largest < sys.float_info.min * 1e6:
        return [0.0, 1.0]
    rough = largest / marks
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * (1 - 1e-9))
    count = math.ceil(largest / step * (1 - 1e-9))
    return [float(f"{k * step:.12g}") for k in range(count + 1)]
