"""Dictionaries of Hong Kong policy terms, general words and stopwords."""
