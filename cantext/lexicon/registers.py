"""Words that mark a text as Cantonese or as written Chinese."""

from functools import lru_cache
from typing import Literal

from cantext.lexicon.locate import dictionaries_folder
from cantext.lexicon.stopwords import in_both_scripts

Register = Literal["cantonese", "mixed", "written", "unmarked"]
# What is called Cantonese or written has three quarters of its markers from that register.
_CLEARLY = 0.75


@lru_cache(maxsize=2)
def markers(register: Literal["cantonese", "written"]) -> frozenset[str]:
    """Return the marker words of a register, in Traditional and Simplified spelling.

    >>> "嘅" in markers("cantonese"), "他們" in markers("written"), "他们" in markers("written")
    (True, True, True)
    """
    path = dictionaries_folder() / "registers" / f"{register}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return in_both_scripts(line for line in lines if line and not line.startswith("#"))


def cantonese_share(cantonese: int, written: int) -> float | None:
    """Return the share of Cantonese markers among all, None where there are none.

    >>> cantonese_share(3, 1), cantonese_share(0, 0)
    (0.75, None)
    """
    return cantonese / (cantonese + written) if cantonese + written else None


def register_of(share: float | None) -> Register:
    """Name the register that a share of Cantonese markers speaks of.

    >>> [register_of(share) for share in (0.75, 0.5, 0.25, None)]
    ['cantonese', 'mixed', 'written', 'unmarked']
    """
    if share is None:
        return "unmarked"
    if share >= _CLEARLY:
        return "cantonese"
    return "written" if share <= 1 - _CLEARLY else "mixed"
