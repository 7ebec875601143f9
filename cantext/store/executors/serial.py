"""One part after the other, in this process."""

from collections.abc import Iterator, Mapping

from cantext.store.work import Work, WorkDone, do


def serial(parts: Mapping[str, Work], place: str) -> Iterator[WorkDone]:
    """Do one part after the other in this process."""
    for key, work in parts.items():
        yield do(work, key, place)
