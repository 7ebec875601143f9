"""The names of the dictionary's categories for people."""

from cantext.lexicon.lexicon import categories


def category_name(category: str, language: str) -> str:
    """Return the name of a category in a language; a user's own stands for itself.

    >>> category_name("housing_land", "zh-Hant") != "housing_land"
    True
    """
    found = categories().get(category)
    if found is None:
        return category
    return found.english if language == "en" else found.chinese
