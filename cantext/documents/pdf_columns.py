"""The order in which the fragments of a page are read: two columns, one after the other."""

from itertools import pairwise
from statistics import median

from cantext.documents.pdf_rows import Fragment

# So many lines must stand on either side of a gutter before it parts two columns.
_LEAST_LINES = 6
# Prose fills its column: the cells of a table mostly do not.
_FILLED = 0.7


def in_reading_order(fragments: list[Fragment]) -> list[list[Fragment]]:
    """Return the columns of a page in reading order, each a list of its fragments.

    A page without two columns of prose is one column in the order drawn, which word processors
    keep, or from top to bottom where more than half of the steps of that order lead upwards. Lines
    across both columns part the page into bands, each with its left and then its right column.
    """
    if not fragments:
        return []
    gutter = _gutter(fragments)
    if gutter is None:
        return [_downwards(fragments)]
    columns: list[list[Fragment]] = []
    left: list[Fragment] = []
    right: list[Fragment] = []

    def close() -> None:
        columns.extend(column for column in (left, right) if column)

    for part in sorted(fragments, key=lambda f: (-f.top, f.left)):
        if part.left < gutter < part.right:
            close()
            left, right = [], []
            if columns and columns[-1][-1].left < gutter < columns[-1][-1].right:
                columns[-1].append(part)
            else:
                columns.append([part])
        elif part.right <= gutter:
            left.append(part)
        else:
            right.append(part)
    close()
    return columns


def _downwards(fragments: list[Fragment]) -> list[Fragment]:
    steps = [b.bottom - a.top for a, b in pairwise(fragments)]
    upwards = sum(step > 0 for step in steps)
    if upwards <= 0.5 * len(steps):
        return fragments
    return sorted(fragments, key=lambda f: (-round(f.top / 3), f.left))


def _gutter(fragments: list[Fragment]) -> float | None:
    """Return the middle of the gap between two columns of prose, or None."""
    if len(fragments) < 2 * _LEAST_LINES:
        return None
    start = min(part.left for part in fragments)
    end = max(part.right for part in fragments)
    width = end - start
    # Edges are candidates: between the right edge of one fragment and the left edge of another.
    best: tuple[int, float, float] | None = None
    edges = sorted({round(part.left, 0) for part in fragments})
    for edge in edges:
        if not start + 0.35 * width < edge < start + 0.68 * width:
            continue
        place = edge - 1.0
        crossing = sum(part.left < place < part.right for part in fragments)
        reach = [part.right for part in fragments if part.right <= place]
        if not reach:
            continue
        gap = edge - max(reach)
        if best is None or (crossing, -gap) < best[:2]:
            best = (crossing, -gap, edge - min(gap, 40.0) / 2)
    if best is None or best[0] > 0.25 * len(fragments) or -best[1] < 4:
        return None
    gutter = best[2]
    left = [part for part in fragments if part.right <= gutter]
    right = [part for part in fragments if part.left >= gutter]
    if min(len(left), len(right)) < _LEAST_LINES or not (_fills(left) and _fills(right)):
        return None
    shared = min(max(p.top for p in left), max(p.top for p in right)) - max(
        min(p.bottom for p in left), min(p.bottom for p in right)
    )
    height = min(_height(left), _height(right))
    return gutter if shared > 0.5 * height else None


def _height(column: list[Fragment]) -> float:
    return max(part.top for part in column) - min(part.bottom for part in column)


def _fills(column: list[Fragment]) -> bool:
    extent = max(part.right for part in column) - min(part.left for part in column)
    widths = [part.width for part in column]
    size = median(part.size for part in column)
    return median(widths) >= _FILLED * extent and extent >= 8 * size
