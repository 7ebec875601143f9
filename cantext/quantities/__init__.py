"""Quantities of plain text: amounts, counts, shares, dates, each with its value and unit."""

from cantext.quantities.find import find_quantities
from cantext.quantities.model import KINDS, Quantity

__all__ = ["KINDS", "Quantity", "find_quantities"]
