"""What a query looks for: a word, several forms of one, a pattern, or a concept."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from cantext.errors import UsageError
from cantext.segmentation.columns import ColumnSource, TokenColumns, TokenType
from cantext.segmentation.tokens import TokenBlock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Places: TypeAlias = "NDArray[np.intp]"

NodeKind = Literal["text", "pattern", "concept"]


class NodeFinder:
    """Finds a node on token boundaries, be it one token, part of no token, or several in a row.

    Parameters
    ----------
    node
        One or several that count as one node. Of kind `text` it is a text; white space in it
        stands for any white space, and none need stand between its other characters: 人工智能 is
        found as 人工|智能, and never inside a longer token. Of kind `pattern` it is a regular
        expression that is searched in single tokens, of kind `concept` the name of a concept of
        the dictionary, found in all its forms.

    Attributes
    ----------
    across_words
        How many occurrences of the text, of those seen so far, were passed over because they
        begin or end inside a word: 大部 in 香港大部分. Always 0 for patterns and concepts.

    Raises
    ------
    UsageError
        If the node is empty or the pattern is no regular expression.
    """

    def __init__(self, node: str | Collection[str], kind: NodeKind = "text") -> None:
        self.forms = (node,) if isinstance(node, str) else tuple(node)
        self.kind = kind
        self.across_words = 0
        if not self.forms or not all(form.strip() for form in self.forms):
            raise UsageError("the node is empty; name a word to look for")
        self._token: re.Pattern[str] | None = None
        self._texts: list[re.Pattern[str]] = []
        # How the types that were met last spell the forms: pieces of a text have the same.
        self._spellings: tuple[Sequence[TokenType], list[_Spelling]] | None = None
        self._keys: list[str] = []
        if kind == "pattern":
            self._token = compiled("|".join(f"(?:{form})" for form in self.forms))
        elif kind == "text":
            # A look ahead finds what overlaps: 人人 in 人|人人 is not where it is spelled first.
            self._texts = [re.compile(f"(?=({_spaced(form)}))") for form in self.forms]
            self._keys = [form.split()[0][0] for form in self.forms]

    @property
    def name(self) -> str:
        """What the node is called in rows: the first of its forms."""
        return self.forms[0]

    def spans(self, block: TokenBlock, index: int) -> list[tuple[int, int]]:
        """Return (first, last + 1) token indexes of the node in a line of a block, in order.

        Where two forms overlap, the one that starts first counts, and of those the longest.
        """
        first, stop = block.bounds[index], block.bounds[index + 1]
        if self.kind == "concept":
            return [
                (k, k + 1)
                for k in range(first, stop)
                if k in block.entries and block.entries[k].concept in self.forms
            ]
        if self._token is not None:
            search = self._token.search
            return [(k, k + 1) for k in range(first, stop) if search(block.texts[k])]
        line = block.lines[index]
        found: list[tuple[int, int]] = []
        for key, text in zip(self._keys, self._texts, strict=True):
            if key not in line.text:
                continue
            for match in text.finditer(line.text):
                start, past = (line.start + place for place in match.span(1))
                begin = bisect_left(block.starts, start, first, stop)
                end = bisect_left(block.ends, past, first, stop)
                if (
                    begin < stop
                    and end < stop
                    and block.starts[begin] == start
                    and block.ends[end] == past
                ):
                    found.append((begin, end + 1))
                else:
                    self.across_words += 1
        found.sort(key=lambda span: (span[0], -span[1]))
        kept: list[tuple[int, int]] = []
        for span in found:
            if not kept or span[0] >= kept[-1][1]:
                kept.append(span)
        return kept

    @property
    def is_in_columns(self) -> bool:
        """Whether columns tell where it stands; for a text with white space only blocks do."""
        spaced = any(any(map(str.isspace, form)) for form in self.forms)
        return self.kind != "text" or not spaced

    def types(self, types: Sequence[TokenType]) -> list[int]:
        """Return the numbers of the types that are the node by themselves; none for a text."""
        if self.kind == "concept":
            return [k for k, kind in enumerate(types) if kind.concept in self.forms]
        if self._token is None:
            return []
        search = self._token.search
        return [k for k, kind in enumerate(types) if search(kind.text)]

    def places(self, columns: TokenColumns) -> "tuple[Places, Places] | None":
        """Return first and last + 1 place in columns of the node's occurrences, in order.

        None for a text with white space in it, for which the text must be looked at.
        """
        import numpy as np

        if self.kind == "text":
            if not self.is_in_columns:
                return None
            if self._spellings is None or self._spellings[0] is not columns.types:
                spelled = ["".join(kind.text.split()) for kind in columns.types]
                self._spellings = columns.types, [_Spelling(form, spelled) for form in self.forms]
            found = [_runs_spelling(spelling, columns) for spelling in self._spellings[1]]
            firsts, stops = (np.concatenate(sides) for sides in zip(*found, strict=True))
        else:
            wanted = np.zeros(len(columns.types), np.bool_)
            wanted[self.types(columns.types)] = True
            firsts = np.flatnonzero(wanted[columns.ids]) if len(wanted) else np.zeros(0, np.intp)
            return firsts, firsts + 1
        order = np.lexsort((-stops, firsts))
        kept: list[int] = []
        reach = 0
        for k, first, stop in zip(
            order.tolist(), firsts[order].tolist(), stops[order].tolist(), strict=True
        ):
            if first >= reach:
                kept.append(k)
                reach = stop
        return firsts[kept], stops[kept]


def narrowed(blocks: Iterable[TokenBlock], finders: Sequence[NodeFinder]) -> Iterable[TokenBlock]:
    """Return blocks of the lines that nodes may stand in, where these can be had by themselves.

    That is of a token store; other blocks are returned as they are.
    """
    if not isinstance(blocks, ColumnSource):
        return blocks
    forms = [form for finder in finders if finder.kind == "text" for form in finder.forms]
    types = {k for finder in finders for k in finder.types(blocks.types)}
    return blocks.lines_with(forms, sorted(types))


class _Spelling:
    """How types spell a form: by the number of characters that are spelled, what may go on."""

    def __init__(self, form: str, spelled: Sequence[str]) -> None:
        self.form = form
        self._spelled = spelled
        self._sizes: dict[int, Places] = {}

    def sizes(self, offset: int) -> "Places":
        """Return for each type its length where it continues the form at an offset, 0 elsewhere."""
        import numpy as np

        if offset not in self._sizes:
            begins = self.form.startswith
            self._sizes[offset] = np.array(
                [len(text) if text and begins(text, offset) else 0 for text in self._spelled],
                np.intp,
            )
        return self._sizes[offset]


def _runs_spelling(spelling: _Spelling, columns: TokenColumns) -> "tuple[Places, Places]":
    """Return where tokens of one line in a row spell a form, by whole tokens."""
    import numpy as np

    form = spelling.form
    beginning = spelling.sizes(0)
    firsts = np.flatnonzero(beginning[columns.ids]) if len(beginning) else np.zeros(0, np.intp)
    done_firsts, done_stops = [np.zeros(0, np.intp)], [np.zeros(0, np.intp)]
    places, spelt = firsts, np.zeros(len(firsts), np.intp)
    while len(places):
        step = np.zeros(len(places), np.intp)
        for offset in np.unique(spelt).tolist():
            here = spelt == offset
            step[here] = spelling.sizes(offset)[columns.ids[places[here]]]
        goes_on = step > 0
        firsts, places, spelt = firsts[goes_on], places[goes_on] + 1, (spelt + step)[goes_on]
        complete = spelt == len(form)
        done_firsts.append(firsts[complete])
        done_stops.append(places[complete])
        open_ended = ~complete & (places < len(columns.ids))
        firsts, places, spelt = firsts[open_ended], places[open_ended], spelt[open_ended]
        in_line = ~columns.opens[places]
        firsts, places, spelt = firsts[in_line], places[in_line], spelt[in_line]
    return np.concatenate(done_firsts), np.concatenate(done_stops)


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a user's pattern.

    >>> compiled("局$").pattern
    '局$'

    Raises
    ------
    UsageError
        If it is no regular expression.
    """
    try:
        return re.compile(pattern)
    except re.error as error:
        raise UsageError(f"pattern {pattern!r} is no regular expression: {error}") from error


def _spaced(form: str) -> str:
    r"""Return an expression for a form that allows white space between characters.

    >>> print(_spaced("好去 M+"))
    好\s*去\s+M\s*\+
    """
    return r"\s+".join(r"\s*".join(map(re.escape, word)) for word in form.split())
