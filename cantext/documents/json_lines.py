"""JSON Lines: an object a line, and lines that are none by their numbers."""

import json
from collections.abc import Iterator
from typing import Any


def json_lines(text: str) -> Iterator[tuple[int, dict[str, Any] | None]]:
    r"""Yield the number of each line that is not blank with its object; None where it is none.

    >>> list(json_lines('{"id": "a"}\n\n[1]\n{'))
    [(1, {'id': 'a'}), (3, None), (4, None)]
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
        yield number, value if isinstance(value, dict) else None
