"""HTML pages for tests: made by a command, and taken apart."""

import json
from html.parser import HTMLParser
from pathlib import Path

from commands import run

EXAMPLES = Path(__file__).parent.parent / "examples"
PAGE = str(EXAMPLES / "interview_page.txt")
SPEECH = str(EXAMPLES / "speech_2025.txt")
LANGUAGES = ["en", "zh-Hant"]
VOID = {"meta", "link", "input", "br"}


class Parsed(HTMLParser):
    """Elements in order, with their attributes, their text and the names of those around them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.around: list[int] = []
        self.text: dict[int, str] = {}
        self.feed(page)
        self.close()
        assert self.around == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        path = [self.elements[k][0] for k in self.around]
        self.elements.append((tag, {name: value or "" for name, value in attrs}, path))
        self.text[len(self.elements) - 1] = ""
        if tag not in VOID:
            self.around.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.around.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self.around.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for k in self.around:
            self.text[k] += data

    def all(self, tag: str) -> list[tuple[dict[str, str], str]]:
        return [
            (attributes, self.text[k])
            for k, (name, attributes, _) in enumerate(self.elements)
            if name == tag
        ]

    def data(self) -> dict[str, object]:
        (found,) = (text for attributes, text in self.all("script") if attributes.get("id"))
        read: dict[str, object] = json.loads(found)
        return read


def page_of(*arguments: str) -> str:
    done = run(*arguments, "--format", "html", "--quiet")
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def report_pages() -> dict[str, Parsed]:
    """Return the report of a page in every language."""
    return {
        language: Parsed(page_of("report", PAGE, "--language", language)) for language in LANGUAGES
    }
