"""The credit behind a caption: read for matching, but no words of the text."""

from cantext.documents.document import Line
from cantext.duplicates.key import bracket_tail, is_credit
from cantext.normalise import project

# Credits are short; the pattern need not see a paragraph.
_LONGEST = 60


def without_credit(line: Line) -> Line:
    """Return a caption's line without the bracketed credit at its end; offsets stay true.

    >>> without_credit(Line(1, 0, "港股升逾五百點。（法新社資料圖片）")).text
    '港股升逾五百點。'
    >>> without_credit(Line(1, 0, "第三期工程完成。（第二期）")).text
    '第三期工程完成。（第二期）'
    """
    end = project(line.text[-_LONGEST:])
    credit = bracket_tail(end)
    if not credit or not is_credit(credit):
        return line
    begin = len(line.text) - len(end) + end.rindex(credit)
    # Less the opening bracket and the spaces around it.
    return Line(line.number, line.start, line.text[:begin].rstrip()[:-1].rstrip())
