"""Inputs that could not be read while others could: told at once, and in the exit status."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_FAILED: ContextVar[list[str] | None] = ContextVar("failed", default=None)


@contextmanager
def counting_failures() -> Iterator[list[str]]:
    """Gather the failures of a command; the list is filled as they happen."""
    failed: list[str] = []
    token = _FAILED.set(failed)
    try:
        yield failed
    finally:
        _FAILED.reset(token)


def not_read() -> dict[str, list[str]]:
    """Return what the manifest says of the inputs that could not be read: nothing of none.

    >>> with counting_failures():
    ...     failure("a.pdf: broken")
    ...     not_read()
    {'not_read': ['a.pdf: broken']}
    """
    failed = _FAILED.get()
    return {"not_read": list(failed)} if failed else {}


def failure(message: str) -> None:
    """Remember that an input could not be read."""
    failed = _FAILED.get()
    if failed is not None:
        failed.append(message)
