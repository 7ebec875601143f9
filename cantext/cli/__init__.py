"""The command line: arguments and wiring only. The library never imports it."""

import gc
import sys


def main() -> None:
    """Run the command line; an interrupt ends it quietly while its modules are loaded, too."""
    # A run makes millions of strings and tuples and no cycles to speak of: looking for cycles as
    # often as Python does by default takes a quarter of the time of segmentation.
    gc.set_threshold(500_000, 20, 20)
    try:
        from cantext.cli.app import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()
