"""Markdown to text: the marks go, the words stay, headings and lists are told.

No full parser: the marks that writers of notes and of exported pages use. What looks like markup
and is none (an asterisk in a footnote, an underscore in a name) stays.
"""

import re
from collections.abc import Iterator

from cantext.documents.blocks import WIDE, Block, Extracted, assemble, counted
from cantext.documents.front_matter import without_front_matter
from cantext.documents.repair import join_all

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-{2,})[ \t]*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"^\s*(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|(\d{1,9}[.)])[ \t]+)(.*)$")
_QUOTE = re.compile(r"^ {0,3}(?:>[ ]?)+")
_TABLE_RULE = re.compile(
    r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?[ \t]*)?\|?[ \t]*$"
)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]^]{1,200}\]:[ \t]*\S+")
_TARGET = r"""\((?:[^()\s]|\([^()]*\)){0,2000}(?:\s+(?:"[^"]{0,500}"|'[^']{0,500}'))?\)"""
_PICTURE = re.compile(r"!\[([^\[\]]{0,1000})\]" + _TARGET)
_LINK = re.compile(r"\[([^\[\]]{1,1000})\]" + _TARGET)
_REFERENCE = re.compile(r"\[([^\[\]]{1,500})\]\[[^\[\]]{0,200}\]")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]{1,2000})>")
_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>]{0,500})?/?>|<!--(?:(?!<!--).){0,5000}?-->", re.DOTALL
)
_CODE = re.compile(r"(`{1,2})(?!`)(.{1,500}?)(?<!`)\1(?!`)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).){1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{0,2000}?[^\s*_])\1(?![\w*])")
# Between Han nothing parts words, so that \w around a star says nothing.
_HAN_EMPHASIS = re.compile(rf"(?<=[{WIDE}])\*(?=\S)([^*\n]{{1,500}}?)(?<=\S)\*(?=[{WIDE}])")
_STRUCK = re.compile(r"~~(?=\S)((?:(?!~~).){1,2000}?)(?<=\S)~~")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")
# A mark that is none goes to the end of the last private-use plane while the others are read.
_ASIDE = 0x10FF00
_ANY_MARK = re.compile(r"[\\`*_\[<~]|[\U0010ff00-\U0010ff7f]")
_PUT_ASIDE = re.compile("[\U0010ff00-\U0010ff7f]")


def read_markdown(text: str) -> Extracted:
    r"""Return the text of Markdown, a line for each paragraph, heading, item and table row.

    >>> read = read_markdown("# 施政報告\n\n**發展**經濟，\n改善[民生](https://a.hk)。\n- 房屋\n")
    >>> read.text, read.kinds
    ('施政報告\n發展經濟，改善民生。\n房屋\n', {1: 'heading', 3: 'list_item'})

    Fields at the head (title, date, …) become metadata; the text of a picture is a caption.

    >>> read_markdown("---\ntitle: 預算\ndate: 2025-02-26\n---\n![局長會見傳媒](a.png)\n").metadata
    {'title': '預算', 'date': '2025-02-26'}
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, metadata = without_front_matter(text)
    blocks = [piece for block in _blocks(text.split("\n")) for piece in _captions(block)]
    lines, kinds = assemble(Block(_inline(block.text), block.kind) for block in blocks)
    captions = sum(kind == "caption" for kind in kinds.values())
    return Extracted(lines, kinds, metadata, counted(captions_kept=captions))


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Cut lines into blocks: a paragraph's lines are joined, as Markdown does."""
    current: list[str] = []
    kind = "body"
    fence = ""

    def close() -> Iterator[Block]:
        nonlocal kind
        # Two spaces or a backslash at its end break a line.
        runs: list[list[str]] = [[]]
        for line in current:
            runs[-1].append(line.rstrip(" \\") if line.endswith(("  ", "\\")) else line.strip())
            if line.endswith(("  ", "\\")):
                runs.append([])
        if current:
            yield Block("\n".join(map(join_all, runs)), kind)
        current.clear()
        kind = "body"

    for line in lines:
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            else:
                yield Block(_protected(line))
            continue
        if opened := _FENCE.match(line):
            yield from close()
            fence = opened[1]
            continue
        line = _QUOTE.sub("", line) if ">" in line[:9] else line
        if line[:1] > "\x7f":  # most lines: they begin with Han
            current.append(line)
            continue
        if not line.strip() or _DEFINITION.match(line) or _TABLE_RULE.match(line):
            yield from close()
        elif current and kind == "body" and _UNDERLINE.match(line):
            kind = "heading"
            yield from close()
        elif _RULE.match(line):
            yield from close()
        elif found := _HEADING.match(line):
            yield from close()
            yield Block(found[1], "heading")
        elif line.strip().startswith("|") and line.strip().endswith("|") and len(line.strip()) > 1:
            yield from close()
            cells = (cell.strip() for cell in line.strip().strip("|").split("|"))
            yield Block("\t".join(filter(None, cells)))
        elif found := _ITEM.match(line):
            yield from close()
            kind = "list_item"
            current.append(f"{found[1]} {found[2]}" if found[1] else found[2])
        else:
            current.append(line)
    yield from close()


def _captions(block: Block) -> Iterator[Block]:
    """Take the pictures out of a block; their texts are captions, behind it."""
    if "![" not in block.text:
        yield block
        return
    pictures = [text for text in _PICTURE.findall(block.text) if text.strip()]
    yield Block(_PICTURE.sub("", block.text), block.kind)
    yield from (Block(text, "caption") for text in pictures)


def _protected(text: str) -> str:
    """Hide every mark of a line of code from `_inline`."""
    return re.sub(r"[\\`*_\[\]<>!~]", lambda found: chr(_ASIDE + ord(found[0])), text)


def _inline(text: str) -> str:
    if not _ANY_MARK.search(text):
        return text
    text = _ESCAPE.sub(lambda found: chr(_ASIDE + ord(found[1])), text)
    text = _CODE.sub(lambda found: _protected(found[2]), text)
    text = _LINK.sub(r"\1", text)
    text = _REFERENCE.sub(r"\1", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _TAG.sub("", text)
    for _ in range(2):  # emphasis nests once: ***both***
        text = _STRONG.sub(r"\2", text)
        text = _EMPHASIS.sub(r"\2", text)
    text = _HAN_EMPHASIS.sub(r"\1", text)
    text = _STRUCK.sub(r"\1", text)
    return _PUT_ASIDE.sub(lambda found: chr(ord(found[0]) - _ASIDE), text)
