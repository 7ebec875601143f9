"""One label in both languages."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh-Hant"]
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant")


@dataclass(frozen=True, slots=True)
class Label:
    """A label in both languages; both use the same `str.format` fields, if any."""

    english: str
    chinese: str

    def of(self, language: Language) -> str:
        """Return the label in one language."""
        return self.english if language == "en" else self.chinese
