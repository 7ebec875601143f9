"""Offset-keeping forms of text, for matching only: what is shown stays the original."""

from cantext.normalise.hkscs import decode_private_use
from cantext.normalise.projection import project, project_codes

__all__ = ["decode_private_use", "project", "project_codes"]
