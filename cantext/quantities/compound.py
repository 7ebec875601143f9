"""Durations told in two units (三年四個月, 兩小時十五分鐘) are one quantity, in the larger unit."""

from collections.abc import Iterable
from dataclasses import replace

from cantext.quantities.model import Quantity

# How many of the smaller unit make one of the larger.
_PARTS = {
    ("年", "個月"): 12,
    ("個月", "日"): 30,
    ("個月", "星期"): 52 / 12,
    ("星期", "日"): 7,
    ("日", "小時"): 24,
    ("小時", "分鐘"): 60,
    ("分鐘", "秒"): 60,
}


def joined_durations(text: str, found: Iterable[Quantity]) -> list[Quantity]:
    """Join durations that follow each other at once, the second in a smaller unit.

    >>> first = Quantity(0, 2, "三年", "duration", value=3, unit="年")
    >>> second = Quantity(2, 5, "三個月", "duration", value=3, unit="個月")
    >>> [(one.text, one.value) for one in joined_durations("三年三個月", [first, second])]
    [('三年三個月', 3.25)]
    """
    joined: list[Quantity] = []
    for quantity in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.kind == quantity.kind == "duration"
            and before.end == quantity.start
            and before.value_high is None is quantity.value_high
            and isinstance(before.value, int)
            and quantity.value is not None
            and (parts := _PARTS.get((before.unit or "", quantity.unit or "")))
            and quantity.value < parts
        ):
            joined[-1] = replace(
                before,
                end=quantity.end,
                text=text[before.start : quantity.end],
                value=before.value + quantity.value / parts,
                qualifier=before.qualifier or quantity.qualifier,
                qualifier_text=before.qualifier_text or quantity.qualifier_text,
            )
        else:
            joined.append(quantity)
    return joined
