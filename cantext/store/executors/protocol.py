"""What an executor is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from cantext.errors import CantextError
from cantext.store.work import Work, WorkDone

# How often a part is tried whose worker died. Memory may be short once; thrice is the part's fault.
ATTEMPTS = 3


class Executor(Protocol):
    """Does the work on parts, and yields what was done, in any order."""

    def __call__(self, parts: Mapping[str, Work], place: str) -> Iterator[WorkDone]:
        """Do the work of each key; the parts are in `place` when that is told."""
        ...


def killed(work: Work, advice: str) -> CantextError:
    """Return the error on a part whose workers die."""
    names: Sequence[str] = [name for name, _ in work.sources[:3]]
    return CantextError(
        f"a worker was killed {ATTEMPTS} times while it read {', '.join(names)}: "
        f"memory may be short; {advice}, or leave these inputs out"
    )
