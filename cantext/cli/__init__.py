"""The command line: arguments and wiring only. The library never imports it."""

import sys


def main() -> None:
    """Run the command line; an interrupt ends it quietly while its modules are loaded, too."""
    try:
        from cantext.cli.app import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()
