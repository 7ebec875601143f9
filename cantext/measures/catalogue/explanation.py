"""What is said of a measure, once, for manifests, `cantext explain` and the documentation."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Both:
    """A text in English and in Chinese."""

    english: str
    chinese: str

    def of(self, language: str) -> str:
        """Return the text in a language, `en` or `zh-Hant`."""
        return self.english if language == "en" else self.chinese


FOURFOLD = Both(
    "o11 is the count of both together, r1 and c1 are the totals of its row and column, n is the "
    "total; o12, o21, o22 are the other cells, e what chance would give, f1 and f2 the counts of "
    "the two words. In compare o11 and o21 are the counts in target and reference, r1 and n - r1 "
    "their words.",
    "o11 為兩者同現次數，r1、c1 為所屬行列的合計，n 為總數；o12、o21、o22 為其餘三格，"
    "e 為預期次數，f1、f2 為兩詞各自的次數。在 compare 中，o11、o21 為目標與對照文本的次數，"
    "r1、n - r1 為兩者的詞數。",
)
_CELLS = re.compile(r"o1|e11|f1|G2|X2|Fisher")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A measure: `key` is its key in rows, `cited` the short form of `reference`.

    `formula` is one line of plain characters, `commands` are those whose rows hold it, `aliases`
    other names it goes by.
    """

    key: str
    commands: tuple[str, ...]
    formula: str
    cited: str
    range: Both
    reading: Both
    misleads: Both
    reference: str
    aliases: tuple[str, ...] = ()

    @property
    def symbols(self) -> Both | None:
        """What the letters of the formula stand for, where it is one of a fourfold table."""
        return FOURFOLD if _CELLS.search(self.formula) else None

    @property
    def stated(self) -> str:
        """The formula with its source, as a manifest names it."""
        return f"{self.formula} ({self.cited})" if self.cited else self.formula
