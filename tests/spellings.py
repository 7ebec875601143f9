"""Other spellings of a text, for tests that what is found does not depend on them."""

from opencc import OpenCC


def simplified(text: str) -> str:
    """Write a text in Simplified characters, one for one, so that offsets stay."""
    characters = map(OpenCC("t2s").convert, text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, characters, strict=True))
