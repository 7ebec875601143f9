"""One surface form of one concept: a row of a dictionary file."""

from typing import NamedTuple

# The category of words that an analysis adopted from the text itself: no concepts.
ADOPTED = "adopted"


class Entry(NamedTuple):
    """A surface form as the dictionary lists it; the fields are the columns of a file, in order.

    `form` is `pref`, `abbr`, `alt`, `former` or `hidden`; `valid_from` and `valid_to` are years,
    months or days in ISO 8601, empty when open; `guard` is a condition on the characters around the
    form (see `cantext.lexicon.guard`); `status` is empty, or `ambiguous` for a form whose
    characters often meet by chance (港大 in 香港大部分), which then counts only where segmentation
    agrees, or `firm` for one that engines cut although it is real (離島區|議會): it always stands.

    A tuple and no dataclass: thousands are made at every start, and a tuple is made ten times as
    fast.
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
    def is_firm(self) -> bool:
        """Whether the form stands whatever segmentation says."""
        return self.status == "firm"

    @property
    def is_ambiguous(self) -> bool:
        """Whether the form counts only where segmentation agrees."""
        return self.status == "ambiguous"

    def was_in_use(self, date: str) -> bool:
        """Whether the form was in use at some time of a date: a year, a month or a day.

        >>> form = Entry("創科局", "創新及科技局", valid_from="2015-11-20", valid_to="2022-06-30")
        >>> [form.was_in_use(date) for date in ("2015-11", "2022", "2022-07-01", "2014")]
        [True, True, False, False]
        """
        begins, ends = self.valid_from, self.valid_to
        # ISO dates sort as text; each is compared at the precision that both have.
        return begins[: len(date)] <= date[: len(begins)] and (
            not ends or date[: len(ends)] <= ends[: len(date)]
        )


def reading_at(entries: tuple[Entry, ...], date: str) -> Entry:
    """Return the entry that was in use at a date, the first of several; without one, the first.

    >>> old = Entry("創科局", "創新及科技局", valid_to="2022-06-30")
    >>> new = Entry("創科局", "創新科技及工業局", valid_from="2022-07-01")
    >>> [reading_at((new, old), date).concept for date in ("2016-02-24", "2025", "")]
    ['創新及科技局', '創新科技及工業局', '創新科技及工業局']
    """
    if date and len(entries) > 1:
        return next((entry for entry in entries if entry.was_in_use(date)), entries[0])
    return entries[0]
