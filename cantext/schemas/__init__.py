"""JSON Schemas of what the commands write with `--json`: a file for each, beside this one.

The files are made from the classes of the rows (`python -m cantext.schemas` writes them anew, and a
test fails when one is out of date), so that they say what the code does.
"""

import json
from importlib.resources import files
from typing import Any

from cantext.errors import UsageError
from cantext.schemas.outputs import OUTPUTS

__all__ = ["OUTPUTS", "file_name", "schema"]


def file_name(command: str) -> str:
    """Return the name of a command's file.

    >>> file_name("dict list")
    'dict-list.json'
    """
    return f"{command.replace(' ', '-')}.json"


def schema(command: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what a command writes with `--json`.

    The class of the rows stands in its `$defs`.

    >>> schema("freq")["properties"]["rows"]["items"]
    {'$ref': '#/$defs/FrequencyRow'}

    Raises
    ------
    UsageError
        For a command that writes no JSON.
    """
    if command not in OUTPUTS:
        raise UsageError(f"no schema of {command!r}; there are {', '.join(OUTPUTS)}")
    found = files("cantext.schemas").joinpath(file_name(command)).read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(found)
    return read
