"""The words that limit a number: before it (約, 逾, 最多), or after it (以上, 左右, 內)."""

from cantext.quantities.compiled_lists import lists

Qualified = tuple[str | None, str | None]
_MAGNITUDES = frozenset("十百千万亿")
_DATES = ("date", "period")


def qualifier_before(text: str, projected: str, start: int) -> Qualified:
    """Return the qualifier that ends where a quantity begins, and it as written.

    >>> qualifier_before("不少於三成", "不少于三成", 3)
    ('at_least', '不少於')
    """
    table = lists().before
    if projected[start : start + 1] in _MAGNITUDES:
        table = table | lists().before_magnitude
    edge = start - 1 if projected[start - 1 : start] == " " else start
    if projected[edge - 1 : edge] not in lists().before_ends:
        return None, None
    for length in range(min(lists().longest_before, edge), 0, -1):
        begin = edge - length
        known = table.get(projected[begin:edge])
        if known is None:
            continue
        if begin and projected[begin - 1] in known[1]:
            return None, None
        return known[0], text[begin:edge]
    return None, None


def qualifier_after(text: str, projected: str, end: int, kind: str) -> Qualified:
    """Return the qualifier that begins where a quantity of a kind ends.

    >>> qualifier_after("三成以上", "三成以上", 2, "percentage")
    ('over', '以上')
    """
    found = lists().after_pattern.match(projected, end)
    if found is None:
        return None, None
    places = ["after"]
    if kind in _DATES:
        places.append("after_date")
    elif kind == "duration":
        places.append("after_duration")
    for place in places:
        known = lists().after[place].get(found[0])
        if known and projected[found.end() : found.end() + 1] not in (known[1] or {""}):
            return known[0], text[found.start() : found.end()]
        if known and found.end() == len(projected):
            return known[0], text[found.start() : found.end()]
    return None, None
