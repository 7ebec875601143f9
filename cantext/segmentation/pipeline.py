"""Text to tokens: project, hold what must be whole, let engine and dictionary decide the rest.

All steps work on arrays of characters, one array operation for many lines. The pieces that no
engine may cut (numbers, Latin words, addresses) are replaced by one character that none joins; the
engine then says how sure it is of a word boundary at each character, and dictionary terms stand
where that allows them.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cantext.documents.document import Document, Line
from cantext.lexicon.candidates import Candidates
from cantext.lexicon.cover import chosen
from cantext.lexicon.entry import reading_at
from cantext.lexicon.general import general_names
from cantext.lexicon.lexicon import Lexicon, load_lexicon
from cantext.lexicon.matching import TermMatcher
from cantext.normalise import project, project_codes
from cantext.segmentation.boundary import scored_gaps
from cantext.segmentation.characters import (
    HOLD,
    SURE,
    Codes,
    Flags,
    Margins,
    code_points,
    kinds_of,
    text_of,
)
from cantext.segmentation.engine import load_engine
from cantext.segmentation.pretoken import pretokens
from cantext.segmentation.protocol import Engine, margins_of
from cantext.segmentation.resolution import standing
from cantext.segmentation.segmentation import LineTable, Segmentation
from cantext.segmentation.spacing import inner_spaces
from cantext.segmentation.tokens import TokenBlock

# Large enough for array operations to pay, small enough for memory to stay flat.
_BLOCK_CHARACTERS = 1 << 16

# Less than any margin at which a term of two characters stands.
_IN_NUMERAL = np.int16(-150)

_Piece = tuple[int, int]


class Segmenter:
    r"""An engine and a lexicon, ready to cut documents.

    >>> segmenter = Segmenter()
    >>> block = next(segmenter.blocks(Document("-", "香港推動產學研合作，\n資助1,300個項目。")))
    >>> block.line_texts(0), block.line_texts(1)
    (['香港', '推動', '產學研', '合作', '，'], ['資助', '1,300', '個', '項目', '。'])
    """

    def __init__(self, engine: Engine | None = None, lexicon: Lexicon | None = None) -> None:
        self.engine = engine or load_engine()
        self.lexicon = load_lexicon() if lexicon is None else lexicon

    @cached_property
    def _matcher(self) -> TermMatcher:
        """Made when something is cut: a token store is asked without that."""
        return TermMatcher(self.lexicon, general_names())

    def described(self) -> dict[str, Any]:
        """Return what a manifest says of how texts are cut."""
        engine, lexicon = self.engine, self.lexicon
        return {
            "engine": {"name": engine.name, "version": engine.version},
            "dictionary": {"name": lexicon.name, "sha256": lexicon.sha256, "size": len(lexicon)},
        }

    def blocks(
        self, document: Document, lines: Iterable[Line] | None = None
    ) -> Iterator[TokenBlock]:
        """Yield the tokens of a document, or of some of its lines, in blocks of whole lines."""
        for segmentation in self.segmentations(document, lines):
            yield segmentation.tokens()

    def segmentations(
        self, document: Document, lines: Iterable[Line] | None = None
    ) -> Iterator[Segmentation]:
        """Yield the same as arrays, which is faster where no token is wanted by itself."""
        table = LineTable.all_of(document) if lines is None else LineTable.of(lines)
        for run in table.runs(_BLOCK_CHARACTERS):
            yield self._segmentation(document, run)

    def pieces(self, text: str) -> list[str]:
        """Return how the engine alone cuts a text, without dictionary terms."""
        return self.engine.cut(project(text))

    def terms_in(self, text: str) -> list[str]:
        """Return the dictionary terms in a text, ambiguous ones left out."""
        return [text[span.start : span.end] for span in self._matcher.find(project(text)).firm]

    def _segmentation(self, document: Document, lines: LineTable) -> Segmentation:
        begin, end = lines.span()
        codes = code_points(document.text[begin:end])
        places = np.arange(begin, end)
        matched = project_codes(codes)
        spaces = inner_spaces(matched)
        if spaces is not None:
            codes, matched, places = codes[~spaces], matched[~spaces], places[~spaces]

        projected = text_of(matched)
        pieces = pretokens(projected, matched)
        margins = self._margins(matched, pieces)
        terms = chosen(standing(self._matcher.candidates(projected), margins))
        _let_pass(margins, terms)
        date = document.metadata.get("date", "")
        return Segmentation(
            document,
            lines,
            codes,
            (margins > 0).view(np.uint8),
            _white(codes),
            places,
            {
                start: reading_at(entries, date)
                for start, entries in zip(terms.starts.tolist(), terms.entries(), strict=True)
                if entries
            },
        )

    def _margins(self, projected: Codes, pieces: Sequence[_Piece]) -> Margins:
        """Return the engine's margins, and those inside the pieces that it is not shown.

        A piece is never cut beside a letter or a digit. Between the Chinese characters of a numeral
        a term may begin, if it is a long one (九龍城 after 五十).
        """
        if not pieces:
            return margins_of(self.engine, projected)
        starts, ends = np.array(pieces, np.intp).T
        change = np.zeros(len(projected) + 1, np.int8)
        change[starts + 1] = 1
        change[ends] -= 1
        shown = np.cumsum(change[:-1], dtype=np.int8) == 0
        held = projected.copy()
        held[starts] = HOLD
        margins = np.where(scored_gaps(kinds_of(projected)), _IN_NUMERAL, np.int16(-SURE))
        margins[shown] = margins_of(self.engine, held[shown])
        return margins


def _let_pass(margins: Margins, terms: Candidates) -> None:
    """Make every term one token."""
    starts, ends = terms.starts, terms.ends
    change = np.zeros(len(margins) + 1, np.int8)
    change[starts + 1] += 1
    change[ends] -= 1
    margins[np.cumsum(change[:-1], dtype=np.int8) > 0] = -SURE
    margins[starts] = SURE
    margins[ends[ends < len(margins)]] = SURE


@cache
def _white_table() -> NDArray[np.bool_]:
    return np.array([chr(code).isspace() for code in range(0x3002)])


def _white(codes: Codes) -> Flags:
    """Return 1 for white space; all of it lies below U+3001."""
    return _white_table().take(codes, mode="clip").view(np.uint8)
