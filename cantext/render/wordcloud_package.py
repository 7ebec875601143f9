"""The packages wordcloud and matplotlib: the first loaded without the second, which is loud.

wordcloud imports matplotlib for a default that is never asked for here. That costs a fifth of a
second, makes folders in the user's home, complains on stderr where it cannot, and reads a
`matplotlibrc` of the working directory, which a folder of somebody's texts may hold.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from cantext.errors import CantextError


class _Later(ModuleType):
    """Stands for a module until something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        self.stand_aside()
        return getattr(import_module(self.__name__), name)

    def stand_aside(self) -> None:
        """Let the next import load the module itself."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]


def wordcloud_class() -> Any:
    """Return `wordcloud.WordCloud`; whoever uses its default colours loads matplotlib then."""
    later = _Later("matplotlib")
    sys.modules.setdefault(later.__name__, later)
    try:
        from wordcloud import WordCloud
    finally:
        later.stand_aside()
    return WordCloud


@contextmanager
def quiet_matplotlib() -> Iterator[None]:
    """Import matplotlib inside: what it makes of its settings is no matter of ours.

    Raises
    ------
    CantextError
        When it cannot be loaded.
    """
    log = logging.getLogger("matplotlib")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    except Exception as error:  # it fails in many ways on a broken `matplotlibrc`
        raise CantextError(
            f"matplotlib, which knows the colour maps, cannot be loaded ({error}): is there a "
            "matplotlibrc in this folder?"
        ) from error
    finally:
        log.setLevel(before)
