"""The shape of a word cloud, from an image."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from cantext.errors import CantextError
from cantext.render.text import printable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

# More cannot be seen in the layout, and a small file may claim any size.
_MOST_PIXELS = 50_000_000
_DARK = 128  # of 255: darker is inside
_LEAST_SHARE = 0.01  # of the picture, for a shape to be one


def read_mask(path: str | os.PathLike[str], width: int, height: int) -> NDArray[np.bool_]:
    """Read a shape and fit it into the middle of a picture.

    Inside is what is dark and not transparent; if nothing opaque is dark (a white emblem on a
    transparent ground), what is opaque.

    Parameters
    ----------
    path
        An image that Pillow reads: PNG, JPEG, GIF, WebP, TIFF, BMP.
    width, height
        Pixels of the picture.

    Returns
    -------
    Array of bool of shape (height, width), true inside.

    Raises
    ------
    CantextError
        When the file is absent, no image, larger than 50 million pixels, or has no shape in it.
    """
    import numpy as np

    shown = printable(os.fspath(path))
    image = _opened(Path(path), shown)
    alpha = np.asarray(image.getchannel("A")) >= _DARK
    dark = np.asarray(image.convert("RGB").convert("L")) < _DARK
    inside = alpha & dark
    if not inside.any() and not alpha.all():
        inside = alpha
    if inside.mean() < _LEAST_SHARE:
        raise CantextError(
            f"The mask {shown} has no dark area: words stand where it is dark, not where it is "
            "white or transparent"
        )
    if inside.all():
        raise CantextError(
            f"The mask {shown} is dark everywhere: make white or transparent what words leave free"
        )
    scale = min(width / image.width, height / image.height)
    columns, rows = max(1, int(image.width * scale)), max(1, int(image.height * scale))
    across = np.minimum((np.arange(columns) / scale).astype(int), image.width - 1)
    down = np.minimum((np.arange(rows) / scale).astype(int), image.height - 1)
    mask = np.zeros((height, width), np.bool_)
    top, left = (height - rows) // 2, (width - columns) // 2
    mask[top : top + rows, left : left + columns] = inside[np.ix_(down, across)]
    return mask


def _opened(path: Path, shown: str) -> Image:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow on sizes, which are checked here
            with Image.open(path) as image:
                pixels = image.width * image.height
                if pixels > _MOST_PIXELS:
                    raise CantextError(
                        f"The mask {shown} has {image.width:,} by {image.height:,} pixels: "
                        f"{_MOST_PIXELS:,} in all are enough, so make it smaller"
                    )
                return image.convert("RGBA")
    except UnidentifiedImageError as error:
        raise CantextError(
            f"The mask {shown} is no image that can be read; choose a PNG or JPEG file"
        ) from error
    except Image.DecompressionBombError as error:
        raise CantextError(f"The mask {shown} has far too many pixels; make it smaller") from error
    except OSError as error:
        if error.strerror:
            raise CantextError(f"Cannot read the mask {shown}: {error.strerror}") from error
        raise CantextError(f"The mask {shown} is damaged: {error}") from error
    except (ValueError, SyntaxError, EOFError) as error:  # what Pillow meets in damaged files
        raise CantextError(f"The mask {shown} is damaged: {error}") from error
