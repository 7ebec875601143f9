"""Statements of commitment: what the Government, or a named body, will do, is doing or has done."""

from cantext.statements.find import find_statements
from cantext.statements.model import Statement

__all__ = ["Statement", "find_statements"]
