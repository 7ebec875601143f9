"""Texts ready to be analysed: documents, how they are cut, and what is left out of the counts."""

from cantext.corpus.corpus import Corpus, DuplicatesPolicy

__all__ = ["Corpus", "DuplicatesPolicy"]
