"""Networks of collocations: the right edges, files that other programs read, labels apart."""

import io
import itertools
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import networkx
import pytest
from commands import run
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.analyses.collocations import collocations
from cantext.analyses.network import network
from cantext.corpus import Corpus
from cantext.documents.document import Document, Line
from cantext.errors import CantextError, UsageError
from cantext.render.drawing.marks import Circle, Drawing, Text
from cantext.render.drawing.type import estimated_width
from cantext.render.network import encode_network, network_format, network_graph
from cantext.render.network_drawing import network_drawing
from cantext.render.network_layout import apart, packed
from cantext.result import Result
from cantext.segmentation.tokens import TokenBlock

EXAMPLES = Path(__file__).parent.parent / "examples"
SPEECH = (EXAMPLES / "speech_2025.txt").read_text(encoding="utf-8")


def block_of(sentences: list[list[str]], name: str = "a") -> TokenBlock:
    """Tokens as given, a sentence a line."""
    lines, texts, starts, ends, bounds = [], [], [], [], [0]
    at = 0
    for number, words in enumerate(sentences, start=1):
        line = "".join(words)
        lines.append(Line(number, at, line))
        for word in words:
            texts.append(word)
            starts.append(at)
            at += len(word)
            ends.append(at)
        at += 1
        bounds.append(len(texts))
    return TokenBlock(name, tuple(lines), texts, starts, ends, bounds)


@pytest.fixture(scope="module")
def blocks() -> list[TokenBlock]:
    documents = [
        Document(name, (EXAMPLES / name).read_text(encoding="utf-8"))
        for name in ("speech_2023.txt", "speech_2025.txt", "interview_page.txt")
    ]
    return list(Corpus.of(documents).blocks())


@pytest.fixture(scope="module")
def found(blocks: list[TokenBlock]) -> Result[Any]:
    return network(blocks, min_count=2)


def test_edges_are_the_pairs_of_collocations(blocks: list[TokenBlock], found: Result[Any]) -> None:
    pairs = {
        (row.node, row.collocate): row
        for row in collocations(blocks, min_count=2, measure="log_likelihood").rows
    }
    assert len(found.rows) > 20
    for row in found.rows:
        same = pairs[row.node, row.collocate]
        for key in ("count", "node_count", "collocate_count", "expected", "mi", "log_dice"):
            assert getattr(row, key) == pytest.approx(getattr(same, key)), (row, key)
        assert row.weight == row.log_likelihood
        assert row.count > row.expected
    weights = [row.weight for row in found.rows]
    assert weights == sorted(weights, reverse=True)


def test_nodes_sum_up_their_edges(found: Result[Any]) -> None:
    nodes = {node["term"]: node for node in found.meta["nodes"]}
    assert len(nodes) <= 60
    for term, node in nodes.items():
        own = [row for row in found.rows if term in (row.node, row.collocate)]
        assert node["degree"] == len(own)
        assert node["strength"] == pytest.approx(sum(row.weight for row in own))
    for row in found.rows:
        assert row.node_community == nodes[row.node]["community"]
        assert row.collocate_count == nodes[row.collocate]["count"]
    assert {n["community"] for n in nodes.values()} == set(range(1, found.meta["communities"] + 1))


def test_communities_part_what_is_apart() -> None:
    groups = ["甲甲 乙乙 丙丙", "丁丁 戊戊 己己"]
    sentences = [group.split() for group in groups for _ in range(4)]
    sentences += [["其他", f"詞{chr(0x4E00 + k)}"] for k in range(40)]
    result = network([block_of(sentences)], min_count=3)
    community = {node["term"]: node["community"] for node in result.meta["nodes"]}
    assert len({community[w] for w in groups[0].split()}) == 1
    assert community["甲甲"] != community["丁丁"]
    assert result.meta["modularity"] == pytest.approx(0.5)  # two equal cliques (Newman 2006)


def test_top_nodes_and_top_edges(blocks: list[TokenBlock]) -> None:
    few = network(blocks, min_count=2, top_nodes=10, top_edges=5)
    assert len(few.rows) <= 5
    assert len(few.meta["nodes"]) <= 10
    assert few.meta["edges"] >= len(few.rows)


def test_the_network_around_a_node(blocks: list[TokenBlock]) -> None:
    result = network(blocks, node="產學研", min_count=2, top_edges=20)
    own = [row for row in result.rows if row.node == "產學研"]
    assert 0 < len(own) <= 10
    neighbours = {row.collocate for row in own}
    for row in result.rows:
        assert row in own or {row.node, row.collocate} <= neighbours
    same = {
        row.collocate: row
        for row in collocations(blocks, node="產學研", min_count=2).rows
    }  # fmt: skip
    for row in own:
        assert row.log_likelihood == pytest.approx(same[row.collocate].log_likelihood)


def test_concepts_gather_their_forms() -> None:
    text = "北都發展產學研。北部都會區推動產學研。" * 2 + "今天天氣很好，我們出去走走。" * 5
    result = network(Corpus.of([Document("a", text)]).blocks(), by="concept", min_count=2)
    (row,) = result.rows
    assert {row.node, row.collocate} == {"北部都會區", "產學研"}
    assert (row.count, row.node_count, row.collocate_count) == (4, 4, 4)
    assert all(node["category"] for node in result.meta["nodes"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measure": "odds_ratio"}, "unknown measure"),
        ({"by": "word"}, "by must be"),
        ({"within": "page"}, "within must be"),
        ({"left": 0, "right": 0}, "must hold a word"),
        ({"top_edges": 0}, "1 or more"),
        ({"resolution": 0}, "above 0"),
        ({"node": " "}, "empty"),
    ],
)
def test_errors(options: Any, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        network([], **options)


def test_nothing_found_is_an_empty_network() -> None:
    result = network([block_of([["甲甲", "乙乙"]])])
    assert (result.rows, result.meta["nodes"], result.meta["modularity"]) == ((), [], None)
    with pytest.raises(CantextError, match="no network"):
        encode_network(result, "graphml")


def test_graphml_and_gexf_and_json_are_read_by_networkx(found: Result[Any]) -> None:
    expected = network_graph(found)
    graphml = networkx.read_graphml(io.BytesIO(encode_network(found, "graphml")[0]))
    gexf = networkx.read_gexf(io.BytesIO(encode_network(found, "gexf")[0]))
    linked = networkx.node_link_graph(json.loads(encode_network(found, "json")[0]), edges="edges")
    for graph in (graphml, gexf, linked):
        assert not graph.is_directed()
        assert set(graph.nodes) == set(expected.nodes)
        assert {frozenset(edge) for edge in graph.edges} == {frozenset(e) for e in expected.edges}
        for name, values in expected.nodes(data=True):
            for key in ("count", "community"):
                assert graph.nodes[name][key] == values[key]
                assert type(graph.nodes[name][key]) is int
            assert graph.nodes[name]["label"] == name
        for a, b, values in expected.edges(data=True):
            assert graph[a][b]["weight"] == pytest.approx(values["weight"])
            assert graph[a][b]["count"] == values["count"]


def test_hostile_terms_are_safe_in_every_file() -> None:
    evil = ["<b>\x1b[31m&", "\ufffe\"'香", "\x00甲]]>", "＝cmd()"]
    sentences = [evil[:2]] * 4 + [evil[2:]] * 4 + [["別的", chr(0x4E00 + k)] for k in range(40)]
    result = network([block_of(sentences)], min_count=3)
    assert len(result.meta["nodes"]) == 4
    for name in ("graphml", "gexf", "svg"):
        ET.fromstring(encode_network(result, name)[0])  # type: ignore[arg-type]
    graph = networkx.read_graphml(io.BytesIO(encode_network(result, "graphml")[0]))
    assert set(graph.nodes) == {"<b>␛[31m&", "\"'香", "␀甲]]>", "＝cmd()"}


def test_terms_that_are_alike_when_written_stay_apart() -> None:
    sentences = [["甲甲", "甲甲\ufffe"]] * 4 + [["別的", chr(0x4E00 + k)] for k in range(40)]
    graph = network_graph(network([block_of(sentences)], min_count=3))
    assert sorted(graph.nodes) == ["甲甲", "甲甲′"]


def test_same_bytes_in_another_process(tmp_path: Path) -> None:
    code = (
        "import sys, hashlib; from cantext.corpus import Corpus;"
        "from cantext.documents.document import Document;"
        "from cantext.analyses.network import network;"
        "from cantext.render.network import FORMATS, encode_network;"
        "text = open(sys.argv[1], encoding='utf-8').read();"
        "found = network(Corpus.of([Document('a', text)]).blocks(), min_count=2);"
        "print([hashlib.sha256(encode_network(found, f)[0]).hexdigest() for f in FORMATS])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code, str(EXAMPLES / "speech_2025.txt")],
            capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(said) == 1


def boxes_of(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    """What labels and circles take up."""
    boxes = []
    for mark in drawing.marks:
        if isinstance(mark, Circle):
            r = mark.radius
            boxes.append((mark.x - r, mark.y - r, mark.x + r, mark.y + r))
        elif isinstance(mark, Text):
            width = estimated_width(mark.text, mark.size)
            left = mark.x - (width / 2 if mark.anchor == "middle" else 0)
            boxes.append((left, mark.y - 0.86 * mark.size, left + width, mark.y + 0.14 * mark.size))
    return boxes


@pytest.mark.parametrize("options", [{}, {"node": "產學研"}, {"by": "concept"}])
def test_no_label_collides_with_a_label_or_a_circle(
    blocks: list[TokenBlock], options: dict[str, Any]
) -> None:
    result = network(blocks, min_count=2, **options)
    drawing = network_drawing(result, estimated_width, "題", "zh-Hant", 1)
    boxes = boxes_of(drawing)
    assert len(boxes) == 2 * len(result.meta["nodes"]) + 2  # title and legend
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] + 0.01 or b[3] <= a[1] + 0.01
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= drawing.width
        assert bottom <= drawing.height


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(*[st.floats(0, 50)] * 2, *[st.floats(1, 60)] * 2), min_size=1, max_size=30)
)
def test_boxes_are_pushed_apart(rows: list[tuple[float, float, float, float]]) -> None:
    import numpy as np

    table = np.array(rows)
    places, sizes = apart(table[:, :2], table[:, 2:]), table[:, 2:]
    for i, j in itertools.combinations(range(len(rows)), 2):
        gap = np.abs(places[i] - places[j]) - (sizes[i] + sizes[j]) / 2
        assert gap.max() >= -1e-5


@given(st.lists(st.tuples(st.floats(1, 500), st.floats(1, 500)), min_size=1, max_size=20))
def test_frames_are_packed_without_overlap(frames: list[tuple[float, float]]) -> None:
    corners, width, height = packed(frames)
    rectangles = [
        (x, y, x + w, y + h) for (x, y), (w, h) in zip(corners, frames, strict=True)
    ]  # fmt: skip
    for a, b in itertools.combinations(rectangles, 2):
        assert (
            a[2] <= b[0] + 1e-6 or b[2] <= a[0] + 1e-6 or a[3] <= b[1] + 1e-6 or b[3] <= a[1] + 1e-6
        )
    assert all(r[2] <= width + 1e-6 and r[3] <= height + 1e-6 for r in rectangles)


def test_a_drawing_keeps_its_size_or_says_what_it_needs(found: Result[Any]) -> None:
    from PIL import Image

    data, missing = encode_network(found, "png", size=(1600, 1200))
    assert missing == ""
    assert Image.open(io.BytesIO(data)).size == (1600, 1200)
    with pytest.raises(CantextError, match="at least"):
        encode_network(found, "png", size=(200, 150))


def test_a_search_in_the_pdf_finds_each_word_once(found: Result[Any]) -> None:
    import pypdfium2

    page = pypdfium2.PdfDocument(encode_network(found, "pdf")[0])[0]
    lines = page.get_textpage().get_text_range().split()
    for node in found.meta["nodes"]:
        assert lines.count(node["term"]) == 1, node


def test_formats_by_suffix() -> None:
    assert network_format(Path("a.PNG")) == "png"
    assert network_format(Path("a.csv")) is None


def test_the_command(tmp_path: Path) -> None:
    speech = str(EXAMPLES / "speech_2025.txt")
    done = run("network", speech, "--min-count", "2", "--json")
    told = json.loads(done.stdout)
    assert told["meta"]["command"] == "network"
    assert told["meta"]["parameters"]["top_edges"] == 100
    assert {"node", "collocate", "weight", "count"} <= set(told["rows"][0])
    for suffix in ("graphml", "gexf", "json", "svg", "png", "pdf"):
        path = tmp_path / f"net.{suffix}"
        done = run("network", speech, "--min-count", "2", "--output", str(path))
        assert done.returncode == 0, done.stderr
        assert path.stat().st_size > 500
        assert b"words" in done.stderr
    # Rows asked for by name are rows, in a file too.
    rows = tmp_path / "rows.json"
    assert run("network", speech, "--json", "--output", str(rows)).returncode == 0
    assert set(json.loads(rows.read_text(encoding="utf-8"))) == {"meta", "rows"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--by", "word"), "--by 'word'"),
        (("--measure", "luck"), "unknown measure"),
        (("--within", "page"), "--within 'page'"),
        (("--concept",), "name a node"),
        (("--size", "10x10"), "--size"),
        (("--size", "800x600"), "for a drawing"),
    ],
)
def test_usage_errors(arguments: tuple[str, ...], message: str) -> None:
    done = run("network", str(EXAMPLES / "speech_2025.txt"), *arguments)
    assert done.returncode == 2
    assert message in done.stderr.decode()
