"""Tables of contents: entries that say again what a heading says, with the number of its page."""

import re
from collections.abc import Sequence

from cantext.deduplication.marks import BLANK, CONTENTS, SENTENCE
from cantext.deduplication.readings import Readings

_ENTRY = re.compile(r"^\s*(\S.*\S)[\s\u3000]+(\d{1,4})\s*$")
_LONGEST_ENTRY = 60
_LEAST_SIZE = 2
# So many entries in a row, and of them so many that are headings further down.
_LEAST = 3
_FOUND = 0.6


def unleaded_entries(
    distinct: Sequence[str], which: Sequence[int], readings: Readings
) -> dict[int, str]:
    """Return the words of entries without dots, such as 「財務報告 7」, by distinct line.

    A run of lines that end in numbers which do not fall is a table of contents when most of its
    lines, without the number, are lines of the document; else it is a table.
    """
    marks, words = readings.marks, readings.words
    shown: dict[int, tuple[str, int]] = {}
    for n, text in enumerate(distinct):
        if (
            len(text) <= _LONGEST_ENTRY
            and text.rstrip()[-1:].isdigit()
            and not marks[n] & (SENTENCE | CONTENTS)
            and readings.sizes[n] >= _LEAST_SIZE
            and (match := _ENTRY.match(text))
            # 「超過 50 0 0」 and 「總數： 60」 are rows of a table.
            and not match[1][-1].isdigit()
            and match[1][-1] not in ":："
        ):
            shown[n] = (words[n].removesuffix(str(int(match[2]))), int(match[2]))
    if len(shown) < _LEAST:
        return {}
    present = set(words)
    found: dict[int, str] = {}
    run: list[int] = []
    for n in [*which, -1]:
        if n >= 0 and marks[n] & BLANK:
            continue
        if n in shown and (not run or shown[n][1] >= shown[run[-1]][1]):
            run.append(n)
            continue
        known = sum(shown[entry][0] in present for entry in run)
        if len(run) >= _LEAST and known >= _FOUND * len(run):
            found |= {entry: shown[entry][0] for entry in run}
        run = [n] if n in shown else []
    return found
