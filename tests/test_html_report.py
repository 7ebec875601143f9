"""Pages: what stands in them, that no text can act in them, and that their figures are right."""

import base64
import hashlib
import json
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st

import cantext
from cantext.analyses.report import Report, report
from cantext.analyses.report_context import pair_places, term_places, text_places
from cantext.corpus import Corpus
from cantext.documents.document import Document
from cantext.lexicon.stopwords import load_stopwords
from cantext.render.page import render_report_page, render_table_page
from cantext.render.page.environment import embedded_json
from cantext.render.page.groups import differences
from cantext.result import Result

EXAMPLES = Path(__file__).parent.parent / "examples"
PAGE = str(EXAMPLES / "interview_page.txt")
SPEECH = str(EXAMPLES / "speech_2025.txt")
ASSETS = Path(cantext.__file__).parent / "render" / "page" / "assets"
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


@pytest.fixture(scope="module")
def found() -> Report:
    corpus = Corpus.of(cantext.read([PAGE, SPEECH]), duplicates="drop")
    return report(corpus, stopwords=load_stopwords(), context_lines=10)


@pytest.fixture(scope="module")
def pages() -> dict[str, Parsed]:
    return {
        language: Parsed(page_of("report", PAGE, "--language", language))
        for language in ("en", "zh-Hant")
    }


LANGUAGES = ["en", "zh-Hant"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_tables_and_language(pages: dict[str, Parsed], language: str) -> None:
    page = pages[language]
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.all("html")[0][0]["lang"] == {"en": "en", "zh-Hant": "zh-Hant-HK"}[language]
    tables, captions = page.all("table"), page.all("caption")
    assert len(tables) == len(captions) >= 6
    assert all(text.strip() for _, text in captions)
    assert all(th.get("scope") in ("row", "col") for th, _ in page.all("th"))
    assert all(text.strip() for _, text in page.all("th"))
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for attributes, _ in page.all("a")]
    assert links
    assert all(link[0] == "#" and link[1:] in ids for link in links)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_fetches_nothing_and_forbids_it(pages: dict[str, Parsed], language: str) -> None:
    page = pages[language]
    for tag, attributes, _ in page.elements:
        assert not {"src", "srcset", "action", "style", "background", "data"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        if tag not in ("a", "link"):
            assert "href" not in attributes
    assert [attributes["href"] for attributes, _ in page.all("link")] == ["data:,"]
    (policy,) = (
        attributes["content"]
        for attributes, _ in page.all("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy

    def digests(tag: str) -> set[str]:
        return {
            f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
            for attributes, text in page.all(tag)
            if attributes.get("type") != "application/json"
        }

    assert digests("script") == set(rules["script-src"].split())
    assert digests("style") == set(rules["style-src"].split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_click_has_its_context(pages: dict[str, Parsed], language: str) -> None:
    page = pages[language]
    contexts = page.data()["contexts"]
    assert isinstance(contexts, dict)
    wanted = {a["data-kwic"] for _, a, _ in page.elements if "data-kwic" in a}
    assert wanted == set(contexts)
    assert all(len(found["lines"]) == min(found["total"], 10) for found in contexts.values())


def test_contexts_have_the_counts_of_the_rows(found: Report) -> None:
    context = found.context
    assert context is not None
    for word, count in context.words:
        assert context.terms[word].total == count
    for row in found.themes:
        assert row.concept is not None
        assert context.concepts[row.category, row.concept].total == row.count
    for pair in found.collocations:
        assert context.pairs[pair.node, pair.collocate].total == pair.count
    for term in found.new_terms:
        assert context.new_terms[term.term].total == term.count
    assert len(context.terms) == 100
    assert len(context.positions) == 10


def test_context_lines_and_positions_are_the_text(found: Report) -> None:
    context = found.context
    assert context is not None
    documents = {document.id: document for document in cantext.read([PAGE, SPEECH])}
    lines = {(d.id, line.number): line.text for d in documents.values() for line in d.lines()}
    groups = (context.terms, context.concepts, context.pairs, context.new_terms)
    for occurrences in groups:
        for shown in occurrences.values():
            for line in shown.lines:
                assert f"{line.left}{line.node}{line.right}" in lines[line.document, line.line]
    text = "".join(document.text for document in documents.values())
    for word, positions in context.positions.items():
        assert len(positions) == context.terms[word].total
        assert all(text[place : place + len(word)] == word for place in positions)
    assert context.length == len(text)


def test_context_lines_come_from_all_over_the_text() -> None:
    text = "".join(f"第{number}段談房屋。\n" for number in range(100))
    made = report(Corpus.of([Document("a", text)]), context_lines=10)
    assert made.context is not None
    shown = made.context.terms["房屋"]
    assert shown.total == 100
    assert [line.line for line in shown.lines] == list(range(1, 101, 10))


PLACES = [
    ("政府推動產學研。", ["產學研"], [4]),
    ("甲甲甲", ["甲甲"], [0, 1]),
    ("M+與M+館，XM+", ["M+"], [0, 3]),
    ("AI、MAIN、AI", ["AI"], [0, 8]),
    ("無", ["有"], []),
]


@pytest.mark.parametrize(("text", "wanted", "expected"), PLACES)
def test_texts_are_found_wherever_they_stand(
    text: str, wanted: list[str], expected: list[int]
) -> None:
    blocks = list(Corpus.of([Document("a", text)]).blocks())
    found = text_places(blocks, wanted)[wanted[0]]
    assert [start for _, _, start, _ in found] == expected


PAIRS = [
    ("政府推動房屋。", "政府", "房屋", ["政府推動房屋"]),
    ("房屋由政府推動，政府有房屋", "政府", "房屋", ["房屋由政府", "政府有房屋"]),
    ("政府。房屋", "政府", "房屋", []),  # another sentence
    ("政府\n房屋", "政府", "房屋", []),  # another line
    ("政府，，，、、、，，，房屋", "政府", "房屋", ["政府，，，、、、，，，房屋"]),  # no distance
]


@pytest.mark.parametrize(("text", "node", "collocate", "expected"), PAIRS)
def test_pairs_are_found_within_the_span(
    text: str, node: str, collocate: str, expected: list[str]
) -> None:
    blocks = list(Corpus.of([Document("a", text)]).blocks())
    found = pair_places(blocks, [node], [collocate])[collocate]
    assert [text[start:end] for _, _, start, end in found] == expected


def test_documents_of_one_name_are_one_in_the_plot() -> None:
    documents = [Document("a", "房屋房屋。" * 9), Document("a", "房屋")]
    made = report(Corpus.of(documents), context_lines=3)
    assert made.context is not None
    assert max(made.context.positions["房屋"]) < made.context.length == 47
    assert "房屋" in render_report_page(made, made.meta, "en")


def test_terms_are_tokens() -> None:
    blocks = list(Corpus.of([Document("a", "香港大部分人在香港。")]).blocks())
    texts = Counter(text for block in blocks for text in block.texts)
    assert len(term_places(blocks, ["香港"])["香港"]) == texts["香港"]


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--<script>",
    "]]><svg onload=alert(1)>",
    "\u2028\u2029\u202e香港\u2066",
    "\x1b[31m紅\x00\x07\x9b",
    "\ud800\ufffe\uffff",
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt;&amp;",
    "\"'`=",
)


@pytest.fixture(scope="module")
def hostile() -> str:
    # Said often enough to be a top term, a new term, a repeated line, a name and a title.
    lines = [f"{text}施政報告談{text}。" for text in HOSTILE for _ in range(5)]
    lines += [f"圖：{text}施政報告談{text}。（資料圖片）" for text in HOSTILE]
    documents = [Document(f"a{text}.txt", "\n".join(lines)) for text in HOSTILE]
    corpus = Corpus.of(documents, duplicates="drop")
    made = report(corpus, stopwords=load_stopwords(), context_lines=10)
    return render_report_page(made, corpus.manifest("report", {}, made.meta), "zh-Hant")


def test_no_text_of_a_corpus_acts_in_a_page(hostile: str) -> None:
    page = Parsed(hostile)
    tags = Counter(tag for tag, _, _ in page.elements)
    assert tags["script"] == 2
    assert tags["img"] == 0
    assert not [a for _, a, _ in page.elements if any(name.startswith("on") for name in a)]
    assert page.data()["contexts"]
    # Nothing that acts on a reader or cannot be written is left, all of it can be seen.
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]", hostile
    )
    hostile.encode("utf-8")
    shown = page.text[0]
    for visible in ("␛[31m", "\\u202e", "\\ud800", "<img src=x onerror=alert(1)>", "{{ 7*7 }}"):
        assert visible in shown
    assert "&lt;b&gt;&amp;" in shown  # as the author wrote it, not once decoded


def test_hostile_rows_of_a_single_table() -> None:
    rows = tuple({"term": text, "count": k} for k, text in enumerate(HOSTILE))
    page = Parsed(render_table_page(Result(rows, {"command": "freq"}), (), "en"))
    assert Counter(tag for tag, _, _ in page.elements)["script"] == 2
    assert len(page.all("tr")) == len(HOSTILE) + 1


@given(st.recursive(st.text() | st.integers(), st.lists, max_leaves=5))
def test_embedded_json_ends_no_script_and_reads_back(value: object) -> None:
    text = str(embedded_json({"k": value}))
    assert not set(text) & set("<>&\u2028\u2029")
    read = json.loads(text)["k"]
    if isinstance(value, str) and value.isprintable():
        assert read == value


@given(st.text("甲乙丙丁", max_size=12), st.text("甲乙丙丁", max_size=12))
def test_differences_make_up_both_lines(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.change != "added") == before
    assert "".join(piece.text for piece in pieces if piece.change != "removed") == after


def test_copies_are_marked(pages: dict[str, Parsed]) -> None:
    page = pages["zh-Hant"]
    assert len(page.all("details")) >= 10
    assert "（創科產業局FB圖片）" in [text for _, text in page.all("ins")]
    assert [text for _, text in page.all("del")]
    assert "完全相同" in page.text[0]


def test_the_page_says_what_the_json_says(pages: dict[str, Parsed]) -> None:
    sections = json.loads(run("report", PAGE, "--json", "--quiet").stdout)["sections"]
    assert list(sections) == [
        "sources", "duplicates", "effects", "terms", "themes", "collocations", "new_terms",
        "commitments", "figures",
    ]  # fmt: skip
    assert list(sections["terms"][0])[:7] == [
        "term", "count", "per_million", "documents", "dp", "category", "concept",
    ]  # fmt: skip
    page = pages["en"]
    rows = [text.split("\n") for _, text in page.all("tr")]
    shown = {"".join(row) for row in rows}
    for row in sections["terms"]:
        assert any(line.startswith(f"{row['term']}{row['count']:,}") for line in shown)
    for row in sections["effects"]:
        cells = f"{row['term']}{row['before']:,}{row['after']:,}{row['change']:+,}"
        assert cells in shown
    (summary,) = (
        text for attributes, text in page.all("div") if attributes.get("class") == "summary"
    )
    worst = sections["effects"][0]
    for part in (sections["terms"][0]["term"], worst["term"], worst["before"], worst["after"]):
        assert str(part) in summary


def test_the_same_input_gives_the_same_page() -> None:
    assert page_of("report", SPEECH) == page_of("report", SPEECH)


@pytest.mark.parametrize("text", ["", "。", "一", "香港"])
def test_a_report_on_next_to_nothing(text: str) -> None:
    done = run("report", "--format", "html", stdin=text.encode())
    assert done.returncode == 0, done.stderr.decode()
    page = Parsed(done.stdout.decode())
    assert len(page.all("h2")) == 10  # the sections, and the head of the contexts


def test_a_report_without_contexts() -> None:
    made = report(Corpus.of([Document("a", "香港的房屋")]))
    page = Parsed(render_report_page(made, made.meta, "en"))
    assert "香港" in page.text[0]
    assert page.data()["contexts"] == {}


SINGLE = [
    ("freq", SPEECH, "--limit", "5"),
    ("ngrams", PAGE, "--min-count", "2"),
    ("collocations", PAGE, "--node", "產學研"),
    ("terms", PAGE),
    ("kwic", "產學研", PAGE),
    ("themes", SPEECH),
    ("themes", SPEECH, "--examples", "2"),
    ("compare", PAGE, "--reference", SPEECH),
    ("clean", PAGE, "--labels"),
    ("segment", SPEECH),
    ("engines",),
]


@pytest.mark.parametrize("arguments", SINGLE, ids=[a[0] for a in SINGLE])
def test_single_analyses_are_pages_too(arguments: tuple[str, ...]) -> None:
    page = Parsed(page_of(*arguments, "--language", "zh-Hant"))
    rows = json.loads(run(*arguments, "--json", "--quiet").stdout)["rows"]
    assert len(page.all("tr")) == len(rows) + 1
    assert arguments[0] in page.all("h1")[0][1]
    assert "{'" not in page.text[0]


def test_groups_of_copies_are_a_page_of_their_own() -> None:
    page = Parsed(page_of("duplicates", PAGE))
    rows = json.loads(run("duplicates", PAGE, "--json", "--quiet").stdout)["rows"]
    groups = [a for a, _ in page.all("details") if a.get("class") == "group"]
    assert len(groups) == len(rows)


def test_a_limit_is_told() -> None:
    total = json.loads(run("freq", SPEECH, "--json", "--quiet").stdout)["meta"]["terms"]
    page = page_of("freq", SPEECH, "--limit", "5", "--language", "en")
    assert f"5 of {total:,} shown; <code>--limit</code>" in page


def test_other_formats_of_a_report_are_refused() -> None:
    done = run("report", PAGE, "--format", "csv")
    assert done.returncode == 2
    assert b"html" in done.stderr


def properties(css: str, selector: str = ":root") -> dict[str, str]:
    block = css[css.index(selector) :]
    return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6});", block[: block.index("}")]))


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXTS = [
    *((ink, ground) for ink in ("ink", "muted", "accent", "hot") for ground in ("paper", "raised")),
    *((f"cloud-{k}", "raised") for k in range(7)),
    *((f"chart-{k}", "paper") for k in range(1, 9)),
    ("on-accent", "accent"), ("mark-ink", "mark"), ("added-ink", "added"),
    ("removed-ink", "removed"),
]  # fmt: skip


@pytest.mark.parametrize("style", ["style.css", "dark.css"])
def test_contrast(style: str) -> None:
    colours = properties((ASSETS / style).read_text(encoding="utf-8"))
    for ink, ground in TEXTS:
        assert contrast(colours[f"--{ink}"], colours[f"--{ground}"]) >= 4.5, (ink, ground)
    # What bounds a field or a button (WCAG 2.2, 1.4.11).
    assert contrast(colours["--strong-rule"], colours["--paper"]) >= 3


def test_dark_mode_has_every_colour_of_the_light_one() -> None:
    light, dark = (
        properties((ASSETS / name).read_text(encoding="utf-8"))
        for name in ("style.css", "dark.css")
    )
    assert set(light) == set(dark)
    used = set(re.findall(r"var\((--[\w-]+)", (ASSETS / "style.css").read_text(encoding="utf-8")))
    assert used <= {*light, "--type"}


def test_known_contrasts() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
