"""Packages that are called like the function they are named for: `cantext.segment(texts)`.

Importing a module of a package binds the package to its name in `cantext`, where the public
function of that name would stand; so the package is made callable, and is both.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    """A package that hands its calls on."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the function that the package is named for."""
        module, _, name = self.__dict__["__called__"].partition(":")
        return getattr(import_module(module), name)(*arguments, **options)


def make_callable(package: str, function: str) -> None:
    """Let a package be called as a function, named as `module:name`.

    >>> import cantext.duplicates
    >>> cantext.duplicates([]).rows
    ()
    """
    module = sys.modules[package]
    module.__dict__["__called__"] = function
    module.__class__ = _Callable
