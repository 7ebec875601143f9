r"""A user's own themes: categories of patterns in a TOML file, matched against the words of a text.

    "青年發展" = ["青年*", "大專生", "社會 流動"]

    ["房屋"]
    "公營房屋" = ["公屋", "居屋*", "*公營房屋"]
    "土地供應" = ["造地", "收地", "北部都會區"]

A category is a list of patterns, or a table of concepts that are lists of patterns. A pattern
matches whole words of the segmented text, one or several in a row: 公屋 is found as a word, and in
公|屋, and never inside 公屋住戶 if that is one word. `*` is the rest of a word (40 characters at
most, or none), by itself a whole word; `?` is one letter, digit or Chinese character of the same
word; a space is a break between words. Variants, width, capitals and quotation marks do not matter.
Where matches overlap, the one with most characters counts, of equal ones the first; a stretch that
patterns of two concepts match counts for both.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from cantext.analyses.themes import Hit
from cantext.errors import DictionaryError
from cantext.lexicon.toml_files import read_toml
from cantext.normalise import project
from cantext.segmentation.tokens import TokenBlock

# Before every word, and at the end of a block: no character that a text has.
_BREAK = "\x1f"
_LINE = "\n"
_QUOTES = '「」"'
_JOINT = f"(?:{_BREAK}(?:[{_QUOTES}]{_BREAK})*)?"
_STAR = f"[^{_BREAK}{_LINE}]{{0,40}}"
_ONE = r"\w"
_SOME = _ONE + _STAR
_WORD_END = f"(?={_BREAK})"
_MOST_STARS = 4


@dataclass(frozen=True)
class Pattern:
    """A pattern as the user wrote it, with the concept it counts for."""

    category: str
    concept: str
    text: str

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """What must stand in a text without breaks and quotation marks for the pattern to match."""
        return tuple(part for part in re.split(r"[*?\s]+", _key(self.text)) if part)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The expression that finds the pattern in words with a break before each."""
        return re.compile(_BREAK + "(" + _expression(_key(self.text)) + ")" + _WORD_END)


@dataclass(frozen=True)
class ThemeDictionary:
    """The patterns of a file; `name` and `sha256` say which."""

    name: str
    sha256: str
    patterns: tuple[Pattern, ...]

    def described(self) -> dict[str, Any]:
        """Return what a manifest says of it."""
        return {"name": self.name, "sha256": self.sha256, "patterns": len(self.patterns)}

    def categories(self) -> tuple[str, ...]:
        """Return its categories, in the order of the file."""
        return tuple(dict.fromkeys(pattern.category for pattern in self.patterns))

    def hits(self, block: TokenBlock) -> Iterator[Hit]:
        """Yield the occurrences in a block, in order.

        >>> from cantext.documents.document import Line
        >>> block = TokenBlock("a", (Line(1, 0, "建公屋"),), ["建", "公屋"], [0, 1], [1, 3], [0, 2])
        >>> list(ThemeDictionary("-", "", (Pattern("房屋", "公屋", "公*"),)).hits(block))
        [Hit(category='房屋', concept='公屋', first=1, stop=2)]
        """
        plain = _key(_without_breaks("".join(block.texts)))
        candidates = [
            pattern
            for pattern in self.patterns
            if all(literal in plain for literal in pattern.literals)
        ]
        if not candidates:
            return
        words = _Words.of(block)
        found: list[tuple[int, int, int, Pattern]] = []
        for pattern in candidates:
            for match in pattern.expression.finditer(words.text):
                first, stop = words.tokens(*match.span(1))
                characters = block.ends[stop - 1] - block.starts[first]
                found.append((-characters, first, stop, pattern))
        found.sort(key=lambda item: item[:3])
        owner: dict[int, tuple[int, int]] = {}
        kept: dict[tuple[int, int, str, str], None] = {}
        for _, first, stop, pattern in found:
            span = first, stop
            if all(owner.setdefault(index, span) == span for index in range(first, stop)):
                kept[(*span, pattern.category, pattern.concept)] = None
        for first, stop, category, concept in sorted(kept):
            yield Hit(category, concept, first, stop)


@dataclass(frozen=True)
class _Words:
    """The projected words of a block in one text, and where each begins in it."""

    text: str
    starts: list[int]

    @classmethod
    def of(cls, block: TokenBlock) -> "_Words":
        starts: list[int] = []
        pieces: list[str] = []
        place = 0
        for index in range(len(block.lines)):
            for text in block.line_texts(index):
                starts.append(place + 1)
                pieces.append(_BREAK + _without_breaks(text))
                place += len(text) + 1
            pieces.append(_BREAK + _LINE)
            place += 2
        return cls(project("".join(pieces)), starts)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and last + 1 token of a match in the text."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def read_themes(path: Path) -> ThemeDictionary:
    """Read a theme dictionary.

    Raises
    ------
    DictionaryError
        With file, key and mend.
    """
    file = read_toml(path, "themes", 'Chinese keys need quotation marks, as in "房屋" = ["公屋"]')
    try:
        patterns = make_patterns(file.content)
    except ValueError as error:
        raise DictionaryError(f"{path}: {error}") from error
    return ThemeDictionary(path.name, file.sha256, patterns)


def make_patterns(content: Mapping[str, Any]) -> tuple[Pattern, ...]:
    """Return the patterns of categories, or of concepts by category.

    >>> content = {"房屋": {"公屋": ["公屋"]}, "青年": ["青年*"]}
    >>> [(pattern.category, pattern.concept) for pattern in make_patterns(content)]
    [('房屋', '公屋'), ('青年', '青年')]

    Raises
    ------
    ValueError
        With the key and the mend.
    """
    patterns: list[Pattern] = []
    for category, value in content.items():
        concepts = value if isinstance(value, dict) else {category: value}
        for concept, texts in concepts.items():
            place = repr(category) if concepts is not value else f"{category!r}, {concept!r}"
            if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
                raise ValueError(
                    f'{place} must be a list of patterns, as in ["公屋", "居屋*"], '
                    f"not {texts!r:.40}"
                )
            for text in texts:
                if problem := _problem(text):
                    raise ValueError(f"{place}: pattern {text!r} {problem}")
                patterns.append(Pattern(category, concept, text))
    if not patterns:
        raise ValueError('holds no pattern; write categories as in "房屋" = ["公屋", "居屋*"]')
    return tuple(patterns)


def _problem(text: str) -> str:
    if not re.sub(r"[*?\s]+", "", _key(text)):
        return "has no character to look for; write some beside * and ?"
    if re.sub(r"\*+", "*", text).count("*") > _MOST_STARS:
        return f"has more than {_MOST_STARS} stars; write several patterns"
    return ""


def _key(text: str) -> str:
    key = project(text.strip())
    for quote in _QUOTES:
        key = key.replace(quote, "")
    return key


def _without_breaks(text: str) -> str:
    return text.replace(_BREAK, " ").replace(_LINE, " ")


def _expression(key: str) -> str:
    words = []
    for word in key.split():
        parts = [
            _STAR if part.startswith("*") else _ONE if part == "?" else re.escape(part)
            for part in re.findall(r"\*+|\?|[^*?]", word)
        ]
        # The words may part between two characters of the pattern, but not beside a star or a mark,
        # which stand for more of the same word.
        joined = _SOME if parts == [_STAR] else parts[0]
        for before, part in pairwise(parts):
            is_literal = before not in (_STAR, _ONE) and part not in (_STAR, _ONE)
            joined += (_JOINT if is_literal else "") + part
        words.append(joined)
    # Between words a break, or the spaces inside a term such as iAM Smart.
    return f"(?:{_BREAK}(?:[{_QUOTES}]{_BREAK})*| +)".join(words)
