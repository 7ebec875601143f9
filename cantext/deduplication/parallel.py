"""Many documents looked at in several processes: each document by itself, so the same comes out.

Processes are spawned and not forked, so that it is the same on every system; a program that asks
for several keeps its own work behind `if __name__ == "__main__":`, as with any pool of Python's.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from cantext.deduplication.groups import Audit, audit
from cantext.deduplication.sheet import split_lines
from cantext.documents.document import Document
from cantext.workers import begin_worker

if TYPE_CHECKING:
    from concurrent.futures import Future

# Characters that a process is given at a time, and below which starting processes takes longer
# than the work.
_BATCH = 1 << 20
_WORTH = 1 << 22
# Batches that wait or are done, for each process: what is done is held in memory.
_AHEAD = 2

_EMPTY = Document("", "")


def audits(documents: Iterable[Document | Audit], processes: int = 1) -> Iterator[Audit]:
    r"""Yield the audit of every document, in order; what is an audit already is passed on.

    Parameters
    ----------
    documents
        Read one after the other, a few batches ahead of what is yielded.
    processes
        How many look at them. Fewer than four million characters are looked at here, and so is
        what a process that was killed had in hand.

    Examples
    --------
    >>> [found.layout for found in audits([Document("a", "產學研\n"), Document("b", "河套\n")])]
    ['plain', 'plain']
    """
    batches = _batches(documents)
    if processes > 1:
        first: list[list[Document | Audit]] = []
        size = 0
        for batch in batches:
            first.append(batch)
            size += _size(batch)
            if size >= _WORTH:
                yield from _spread(chain(first, batches), processes)
                return
        batches = iter(first)
    for batch in batches:
        yield from map(_audited, batch)


def _batches(documents: Iterable[Document | Audit]) -> Iterator[list[Document | Audit]]:
    batch: list[Document | Audit] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += 0 if isinstance(document, Audit) else len(document.text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(batch: Sequence[Document | Audit]) -> int:
    return sum(len(item.text) for item in batch if isinstance(item, Document))


def _audited(document: Document | Audit) -> Audit:
    return document if isinstance(document, Audit) else audit(document)


def _spread(batches: Iterator[list[Document | Audit]], processes: int) -> Iterator[Audit]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    context = get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, initializer=begin_worker)
    under_way: deque[tuple[list[Document | Audit], Future[list[Audit]] | None]] = deque()
    broken = False
    try:
        more = True
        while more or under_way:
            while more and len(under_way) < processes * (1 + _AHEAD):
                batch = next(batches, None)
                if batch is None:
                    more = False
                    break
                told = [item for item in batch if isinstance(item, Document)]
                try:
                    future = None if broken else pool.submit(_bare_audits, told)
                except BrokenProcessPool:
                    future, broken = None, True
                under_way.append((batch, future))
            if not under_way:
                break
            batch, future = under_way.popleft()
            try:
                bare = iter(future.result() if future else ())
            except BrokenProcessPool:
                future, broken = None, True
            for item in batch:
                if isinstance(item, Audit) or future is None:
                    yield _audited(item)
                else:
                    yield _dressed(next(bare), item)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _bare_audits(documents: Sequence[Document]) -> list[Audit]:
    """Return audits without the text, which the parent has."""
    return [
        replace(found, sheet=replace(found.sheet, document=_EMPTY, texts=[], starts=[]))
        for found in map(audit, documents)
    ]


def _dressed(found: Audit, document: Document) -> Audit:
    texts, starts = split_lines(document)
    return replace(found, sheet=replace(found.sheet, document=document, texts=texts, starts=starts))
