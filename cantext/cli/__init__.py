"""The command line: arguments and wiring only. The library never imports it."""

from cantext.cli.app import main

__all__ = ["main"]
