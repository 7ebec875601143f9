"""Several processes give what one gives, and one that is killed loses nothing."""

import os
import signal
from collections.abc import Iterator

import pytest

from cantext.deduplication import parallel
from cantext.deduplication.clean import clean
from cantext.deduplication.groups import find_duplicates
from cantext.deduplication.parallel import audits
from cantext.documents.document import Document


def _page(number: int) -> Document:
    caption = f"第{number}批獲資助團隊出席產學研計劃簽約儀式"
    text = (
        f"產學研計劃公布第{number}輪結果\n記者：伍樂生\n{caption}。（資料圖片）\n"
        f"計劃一連三年，{caption}，局方表示會檢討成效。\n更多相片\n{caption}\n{caption}。\r\n"
    )
    return Document(f"page{number}", text, kinds={2: "byline"})


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_BATCH", 600)
    monkeypatch.setattr(parallel, "_WORTH", 1_000)


@pytest.mark.usefixtures("small_batches")
def test_the_same_rows_whatever_the_number_of_processes() -> None:
    pages = [_page(n) for n in range(40)]
    alone, both = list(audits(pages)), list(audits(iter(pages), 2))
    assert both == alone
    assert find_duplicates(both) == find_duplicates(pages)
    assert clean(both) == clean(pages)


@pytest.mark.usefixtures("small_batches")
def test_audits_pass_and_few_documents_stay_here(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [_page(n) for n in range(12)]
    seen = list(audits(pages))
    mixed = [
        found if n % 3 else page for n, (found, page) in enumerate(zip(seen, pages, strict=True))
    ]
    assert list(audits(mixed, 2)) == seen
    monkeypatch.setattr(parallel, "_spread", None)  # would be called
    assert list(audits(pages[:3], 2)) == seen[:3]


def _killing(pages: list[Document], killed: list[int]) -> Iterator[Document]:
    """Kill the workers once some documents are under way."""
    import multiprocessing

    for number, page in enumerate(pages):
        if number == len(pages) // 2:
            for child in multiprocessing.active_children():
                assert child.pid is not None
                os.kill(child.pid, signal.SIGTERM)
                killed.append(child.pid)
        yield page


@pytest.mark.usefixtures("small_batches")
def test_a_worker_that_is_killed_loses_nothing() -> None:
    pages = [_page(n) for n in range(60)]
    killed: list[int] = []
    assert list(audits(_killing(pages, killed), 2)) == list(audits(pages))
    assert killed
