"""No page fetches anything, and no text of a corpus acts in one."""

import base64
import hashlib
import json
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsed_pages import LANGUAGES, Parsed, report_pages

from cantext.analyses.report import report
from cantext.corpus import Corpus
from cantext.documents.document import Document
from cantext.lexicon.stopwords import load_stopwords
from cantext.render.page import render_report_page, render_table_page
from cantext.render.page.environment import embedded_json
from cantext.result import Result


@pytest.fixture(scope="module")
def pages() -> dict[str, Parsed]:
    return report_pages()


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
