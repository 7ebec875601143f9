"""What a quantity is."""

from dataclasses import dataclass

from cantext.lexicon.figure_lists import kinds

# The kinds of quantities, as `dictionaries/figures/kinds.tsv` defines them.
KINDS: tuple[str, ...] = tuple(row.kind for row in kinds())


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity where it stands in a text.

    Parameters
    ----------
    start, end
        Offsets in the text that was given; qualifiers stand outside them.
    text
        The quantity as the author wrote it: `text[start:end]`.
    kind
        One of `KINDS`.
    value
        The number, in `unit`; of a range its lower end; None for a date. Of 數百 it is the hundred,
        with the qualifier `several`.
    value_high
        The upper end of a range, None without one.
    unit
        The canonical unit or the classifier; None for a bare number.
    currency
        The ISO 4217 code when the kind is `money`.
    qualifier
        What limits the number (about, over, at_most …), None for nothing.
    qualifier_text
        The qualifier as written.
    date
        ISO 8601 text of a date or a period: `2026-12-31`, `2026-12`, `2026`, `--12-31` without a
        year, `---31` without a month; with EDTF-like parts `2026-Q3`, `2026-H1`; `2024/2025` for
        the year 2024-25 and for what lasts from one to the other. None where the text does not tell
        (今年, unless the year of the text is given).
    """

    start: int
    end: int
    text: str
    kind: str
    value: float | None = None
    value_high: float | None = None
    unit: str | None = None
    currency: str | None = None
    qualifier: str | None = None
    qualifier_text: str | None = None
    date: str | None = None
