"""Subtitles (SRT, WebVTT) to text: one line for each cue, times and tags left out."""

import html
import re

from cantext.documents.blocks import Block, Extracted, assemble, counted

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{1,3}"
CUE = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*$", re.MULTILINE)
_TAG = re.compile(r"</?[A-Za-z0-9][^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\}|<\d[\d:.]{0,20}>")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>\n]{1,100})>")
_BLOCK = re.compile(r"\n[ \t]*\n")


def is_subtitles(text: str) -> bool:
    r"""Whether text is SRT or WebVTT, by its beginning.

    >>> is_subtitles("1\n00:00:01,000 --> 00:00:03,000\n各位市民\n"), is_subtitles("WEBVTT\n\n")
    (True, True)
    """
    head = text[:4096].replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n ")
    if head.startswith("WEBVTT") and head[6:7] in ("", " ", "\t", "\n"):
        return True
    found = CUE.search(head)
    return bool(found and head[: found.start()].strip().isdecimal())


def read_subtitles(text: str) -> Extracted:
    r"""Return the words of subtitles, a line for each cue, and count the cues.

    A cue of several lines is one line; a cue that shows again the words of the one before it, as
    rolling subtitles do, is left out.

    >>> srt = "1\n00:00:01,000 --> 00:00:03,000\n<i>各位</i>\n市民\n\n2\n00:00:03,500 --> "
    >>> read_subtitles(srt + "00:00:05,000\n你們好\n").text
    '各位市民\n你們好\n'
    """
    from cantext.documents.repair import join_all

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    blocks: list[Block] = []
    cues = repeated = 0
    previous: list[str] = []
    for part in _BLOCK.split(text):
        found = CUE.search(part)
        if not found:
            continue  # the heading, a note or a style
        cues += 1
        lines = [_words(line) for line in part[found.end() :].split("\n")]
        lines = [line for line in lines if line]
        fresh = lines
        for size in range(min(len(previous), len(lines)), 0, -1):
            if previous[-size:] == lines[:size]:
                fresh, repeated = lines[size:], repeated + size
                break
        previous = lines or previous
        runs: list[list[str]] = [[]]
        for line in fresh:
            if line.startswith(("-", "－")):  # the words of another speaker
                runs.append([])
            runs[-1].append(line)
        blocks.append(Block("\n".join(map(join_all, runs))))
    lines_out, kinds = assemble(blocks)
    return Extracted(lines_out, kinds, {}, counted(cues=cues, repeated_lines_left_out=repeated))


def _words(line: str) -> str:
    return html.unescape(_TAG.sub("", _VOICE.sub(r"\1：", line))).strip()
