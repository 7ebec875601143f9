"""Model files: arrays in numpy's archive, with errors that a user can mend."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from cantext.errors import EngineError

# The type and the shape of an array.
Layout = tuple[type[np.generic], tuple[int, ...]]


def read_arrays(path: Path, layouts: Mapping[str, Layout], script: str) -> dict[str, NDArray[Any]]:
    """Return the arrays of a model file by name.

    Parameters
    ----------
    path
        The file.
    layouts
        What must be in it.
    script
        What trains such a model, below dictionaries/.

    Raises
    ------
    EngineError
        For a file that is missing, is none, or is of another release.
    """
    advice = f"reinstall cantext, or train it with dictionaries/{script}"
    try:
        # Opened here, since numpy leaves a file open that is no archive.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in layouts}
    except FileNotFoundError:
        raise EngineError(f"the model {path} is missing; {advice}") from None
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise EngineError(f"the model {path} cannot be read ({error}); {advice}") from None
    for name, (kind, shape) in layouts.items():
        if arrays[name].dtype != kind or arrays[name].shape != shape:
            raise EngineError(f"the model {path} is of another release of cantext; {advice}")
    return arrays
