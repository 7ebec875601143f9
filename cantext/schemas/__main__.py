"""Write the schemas anew: `python -m cantext.schemas`."""

import json
from pathlib import Path

from cantext.schemas import OUTPUTS, file_name
from cantext.schemas.generate import make_schema


def text(command: str) -> str:
    """Return what the file of a command should hold."""
    return json.dumps(make_schema(command), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for name in OUTPUTS:
        (Path(__file__).parent / file_name(name)).write_text(text(name), encoding="utf-8")
