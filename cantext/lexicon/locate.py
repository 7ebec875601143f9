"""Where the dictionaries are: inside an installed package, or beside it in a checkout."""

from functools import lru_cache
from pathlib import Path

from cantext.errors import DictionaryError


@lru_cache(maxsize=1)
def dictionaries_folder() -> Path:
    """Return the folder that holds `hk_policy/`, `hk_general/` and `stopwords/`."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_dictionaries", package.parent / "dictionaries"):
        if (folder / "hk_policy").is_dir():
            return folder
    raise DictionaryError(
        f"the dictionaries are missing beside {package}; reinstall cantext (pip install -U cantext)"
    )
