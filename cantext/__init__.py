"""Analyse Cantonese and Chinese policy text from Hong Kong."""

__version__ = "0.1.0"
