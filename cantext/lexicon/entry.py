"""One surface form of one concept: a row of a dictionary file."""

from dataclasses import dataclass

# The category of words that an analysis adopted from the text itself: no concepts.
ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Entry:
    """A surface form as the dictionary lists it.

    `form` is `pref`, `abbr`, `alt`, `former` or `hidden`; `valid_from` and `valid_to` are years or
    ISO dates, empty when open; `status` is empty, or `ambiguous` for a form whose characters often
    meet by chance (港大 in 香港大部分), which then counts only where segmentation agrees.
    """

    term: str
    concept: str
    form: str = "pref"
    category: str = ""
    pos: str = ""
    english: str = ""
    valid_from: str = ""
    valid_to: str = ""
    guard: str = ""
    status: str = ""
    source: str = ""
    note: str = ""

    @property
    def is_ambiguous(self) -> bool:
        """Whether the form counts only where segmentation agrees."""
        return self.status == "ambiguous"
