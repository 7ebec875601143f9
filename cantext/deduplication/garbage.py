"""Python's search for cycles, put off while millions of small objects are made that have none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_cycles() -> Iterator[None]:
    """Look for no cycles of objects inside; a tenth of the time of an archive goes into it.

    >>> import gc
    >>> with no_cycles():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
