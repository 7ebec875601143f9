"""一 before a classifier: an article, or a count of one."""

from cantext.quantities.words import Measure

# Of these one is counted: 一年, 一成, 一億元. Of people and things it mostly introduces.
_COUNTED_KINDS = frozenset({
    "money", "percentage", "duration", "area", "length", "mass", "volume", "capacity", "energy",
    "speed", "temperature", "age", "ratio",
})  # fmt: skip


def is_article(
    projected: str, start: int, measure: Measure, qualifier: str | None, spelled: str
) -> bool:
    """Whether 一 with a unit introduces something (一個里程碑) and does not count it.

    A numeral that goes on (一百個) counts; so does one with a qualifier (最多一次), and one of
    money, a share, a time or another measure.
    """
    if len(spelled) > 1 and spelled[1] in "十百千万亿两二点至到":
        return False
    return measure.kind not in _COUNTED_KINDS and qualifier is None
