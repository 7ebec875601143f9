"""Commitments: what the Government, or a named body, will do, is doing or has done."""

from cantext.commitments.find import find_statements
from cantext.commitments.model import Statement

__all__ = ["Statement", "find_statements"]
