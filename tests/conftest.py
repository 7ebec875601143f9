import os

import pytest
from hypothesis import settings

# How long an example takes says more of the machine, and of what else runs there, than of us.
settings.register_profile("cantext", deadline=None)
settings.load_profile("cantext")


@pytest.fixture(autouse=True, scope="session")
def _no_dictionary_of_the_developer(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let no term that a developer has kept with `dict add` change what the tests count."""
    os.environ["CANTEXT_CONFIG_DIR"] = str(tmp_path_factory.mktemp("config"))
