"""The Official Record of Proceedings of the Legislative Council: its speakers' turns."""

import re
from collections.abc import Iterable, Iterator

from cantext.documents.document import Document, Turn
from cantext.documents.sitting import is_record

_HAN = r"[\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff]"
# Who may stand before the colon: a member by name, the chair, an official by post, the clerk.
_SPEAKER = (
    rf"(?:{_HAN}{{2,5}}[ ]?議員"
    r"|(?:全委會|全體委員會)?(?:代理)?主席"
    rf"|(?:候任)?行政長官|(?:署理)?{_HAN}{{1,16}}(?:司司長|局局長|局副局長|司副司長|秘書長)"
    r"|秘書|代理秘書|當選人|候選人)"
)
LABEL = re.compile(
    rf"(?:\d{{1,3}}[ ]?[.．]\s*)?(?P<speaker>{_SPEAKER})[ ]*"
    r"(?:[(（](?:譯文|續|傳譯)[ ]*[)）][ ]*)?[：︰:]"
)
_TURN = re.compile(rf"^[ \t\u3000]*{LABEL.pattern}", re.MULTILINE)
_MEMBER = re.compile(rf"^[ \t]*(?:(?:代理)?主席|副主席)?({_HAN}{{2,4}})議員", re.MULTILINE)
_STAGE = re.compile(r"[(（〈][^\n]{1,200}[)）〉]$")
# What ends a sentence, or an item of a list, of a speech.
_SPOKEN_END = re.compile(r"[。？！；…][”」』）)]*$|[”」』]$")
_LONGEST_HEADING = 45
_VERBS = "問說指稱答認"
_NOBODY = frozenset(("出席議員", "缺席議員", "列席議員", "各位議員", "多位議員"))
# Headings of the order of business: what stands below them nobody has said.
_BUSINESS = re.compile(
    r"^[ \t\u3000]*(?:提交文件|(?:議員)?質詢的(?:口頭|書面)答覆|聲明|(?:政府|議員)?(?:法案|議案)"
    r"|法案(?:首讀|二讀|三讀|委員會審議階段|：[^\n]{1,10})|休會(?:待續)?議案|暫停會議|恢復會議"
    r"|下次會議|休會|附件|附錄[^\n]{0,20}|香港特別行政區行政長官發表施政報告)[ \t]*$",
    re.MULTILINE,
)


def speaker_turns(document: Document) -> tuple[Turn, ...]:
    r"""Return the turns of the speakers of a sitting, in order; of another text, none.

    A turn begins behind the label that names its speaker at the head of a line and ends before the
    next, without the stage directions and headings that stand between them. A member counts only
    when the list of those present names them, where there is such a list.

    >>> record = "會議過程正式紀錄\n\n主席：請就座。\n(議員就座)\n1. 陳大文議員：主席，我提問。\n"
    >>> document = Document("a", record)
    >>> [(turn.speaker, record[turn.start:turn.end]) for turn in speaker_turns(document)]
    [('主席', '請就座。'), ('陳大文議員', '主席，我提問。')]
    """
    if document.turns:
        return document.turns
    text = document.text
    if not is_record(text):
        return ()
    labels = [label for label in _TURN.finditer(text) if label["speaker"] not in _NOBODY]
    members = set(_MEMBER.findall(text[: labels[0].start()])) if labels else set()
    labels = [label for label in labels if _is_speaker(label["speaker"], members)]
    turns: list[Turn] = []
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        start = label.end()
        business = _BUSINESS.search(text, start, end)
        end = business.start() if business else end
        while start < end and text[start] in " \u3000":
            start += 1
        turns.append(
            Turn(label["speaker"].replace(" ", ""), start, _spoken_until(text, start, end))
        )
    return tuple(turns)


def _is_speaker(label: str, members: set[str]) -> bool:
    label = label.replace(" ", "")
    if not label.endswith("議員"):
        return True
    name = label[:-2]
    if members:
        return name in members
    return len(name) <= 4 and name[-1] not in _VERBS


def _spoken_until(text: str, start: int, end: int) -> int:
    """Return the offset at which a speech ends: behind its last paragraph that was spoken.

    Going back from the next label, stage directions, headings (short, and no sentence) and lists of
    papers (under a line that ends in a colon) are passed over. The first paragraph is spoken.
    """
    lines: list[tuple[int, int]] = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        lines.append((at, stop))
        at = stop + 1
    last = len(lines) - 1
    passed = False
    while last > 0:
        line = text[slice(*lines[last])].strip()
        if line and not _is_between(line, text[slice(*lines[last - 1])].strip(), passed=passed):
            break
        passed = passed or bool(line)
        last -= 1
    if last < 0:
        return start
    return lines[last][0] + len(text[slice(*lines[last])].rstrip())


def _is_between(line: str, before: str, *, passed: bool) -> bool:
    if _STAGE.match(line):
        return True
    if _SPOKEN_END.search(line):
        return False
    if line[-1] in "：:":
        return passed
    # The last line of a heading of two stands under one that ends as it does.
    return len(line) <= _LONGEST_HEADING and (not before or not _is_open(before))


def _is_open(line: str) -> bool:
    """Whether a line reads as the inside of a paragraph: long, and not at the end of a sentence."""
    return len(line) > _LONGEST_HEADING // 2 and not _SPOKEN_END.search(line)


def by_speaker(documents: Iterable[Document]) -> Iterator[Document]:
    r"""Yield for each document of turns one document for each speaker; others as they are.

    The id is that of the sitting, `#` and the speaker; the text is that of the turns in order, a
    blank line between two; `metadata` names the `speaker` and counts the `turns`. Lines are those
    of the new text: page headers between the lines of a turn are left out.

    >>> record = "會議過程正式紀錄\n\n主席：請就座。\n陳大文議員：我提問。\n主席：請提問。\n"
    >>> [(part.id, part.text) for part in by_speaker([Document("a.txt", record)])]
    [('a.txt#主席', '請就座。\n\n請提問。\n'), ('a.txt#陳大文議員', '我提問。\n')]
    """
    from dataclasses import replace

    for document in documents:
        turns = speaker_turns(document)
        if not turns:
            yield document
            continue
        said: dict[str, list[str]] = {}
        for turn in turns:
            words = _without_headers(document.text[turn.start : turn.end])
            if words.strip():
                said.setdefault(turn.speaker, []).append(words)
        for speaker, parts in said.items():
            yield replace(
                document,
                id=f"{document.id}#{speaker}",
                text="\n\n".join(parts) + "\n",
                metadata={**document.metadata, "speaker": speaker, "turns": str(len(parts))},
                kinds={},
                turns=(),
            )


_PAGE_HEADER = re.compile(
    r"^[ \t]*立法會\s*[─－—–\-\uf8e7]+\s*[12]\d{3}年[^\n]{1,12}日[ \t]*\n"
    r"(?:[ \t]*\n)*(?:[ \t]*\d{1,5}[ \t]*(?:\n|\Z))?",
    re.MULTILINE,
)


def _without_headers(text: str) -> str:
    return _PAGE_HEADER.sub("", text)
