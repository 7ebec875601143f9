"""Token blocks from lists of tokens, for the tests of analyses."""

from cantext.documents.document import Line
from cantext.lexicon.entry import Entry
from cantext.segmentation.tokens import TokenBlock


def block(
    document: str, *lines: list[str], entries: dict[str, Entry] | None = None, spaced: bool = False
) -> TokenBlock:
    """Build a block as a tokeniser would: lines of tokens with offsets in the document.

    Tokens stand side by side, or with a space between them when `spaced`; tokens that `entries`
    names carry that dictionary entry.
    """
    joint = " " if spaced else ""
    rows: list[Line] = []
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    bounds = [0]
    offset = 0
    for number, tokens in enumerate(lines, start=1):
        rows.append(Line(number, offset, joint.join(tokens)))
        for token in tokens:
            texts.append(token)
            starts.append(offset)
            ends.append(offset + len(token))
            offset = ends[-1] + len(joint)
        offset = rows[-1].start + len(rows[-1].text) + 1
        bounds.append(len(texts))
    found = {k: entries[text] for k, text in enumerate(texts) if entries and text in entries}
    return TokenBlock(document, tuple(rows), texts, starts, ends, bounds, found)
