"""What a PDF may cost: no stream that unpacks without end, no reading without end.

PDFium unpacks up to a gigabyte of a stream and then reads it all as drawing operators, in one call
that nothing can end. So the streams are looked at before, and the clock between pages.
"""

import re
import time
import zlib

from cantext.documents.encoding import printable
from cantext.errors import InputError

# The drawing operators of a page of a newspaper take some hundred kB; a Chinese font, 20 MB.
MAX_STREAM = 48 << 20
# Beyond this a reading is given up between two pages: an ordinary page takes 10 ms.
SECONDS = 60.0
SECONDS_A_PAGE = 0.2

_STREAM = re.compile(rb"stream\r?\n")
_HEAD = 2000  # bytes before a stream in which its dictionary stands
_PIECE = 1 << 20


def refuse_bombs(data: bytes, name: str) -> None:
    """Refuse a PDF in which a stream other than a picture unpacks to more than `MAX_STREAM`.

    Pictures are not unpacked when text is read. Streams of an encrypted file cannot be seen into;
    for them there is the clock.
    """
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - _HEAD) : found.start()]
        head = head[head.rfind(b" obj") + 1 :]
        times = head.count(b"/FlateDecode") + len(re.findall(rb"/Fl\b", head))
        if not times or b"/Image" in head:
            continue
        if _unpacks_beyond(data, found.end(), times):
            raise InputError(
                f"{printable(name)}: a stream of the PDF unpacks to more than {MAX_STREAM >> 20} "
                "MiB, more than a page can need: print it to a new PDF, or give its text"
            )


def _unpacks_beyond(data: bytes, start: int, times: int) -> bool:
    """Whether a stream, packed so many times over, unpacks to more than the limit at any stage."""
    source = memoryview(data)[start:]
    packed = b""
    for stage in range(min(times, 4)):
        unpacker = zlib.decompressobj()
        out: list[bytes] = []
        size = 0
        try:
            rest: bytes | memoryview = source[:_PIECE] if stage == 0 else packed
            at = _PIECE
            while rest and not unpacker.eof:
                part = unpacker.decompress(rest, _PIECE)
                size += len(part)
                if size > MAX_STREAM:
                    return True
                out.append(part)
                rest = unpacker.unconsumed_tail
                if not rest and stage == 0:
                    rest = source[at : at + _PIECE]
                    at += _PIECE
        except zlib.error:
            return False  # encrypted, or broken: PDFium stops where this does
        packed = b"".join(out)
    return False


class Clock:
    """Gives up a reading that takes longer than pages of text do."""

    def __init__(self, pages: int, name: str) -> None:
        self._end = time.monotonic() + SECONDS + SECONDS_A_PAGE * pages
        self._name = name

    def check(self, page: int) -> None:
        """Refuse when the time is over before a page, counted from 1."""
        if time.monotonic() > self._end:
            raise InputError(
                f"{printable(self._name)}: the PDF takes too long to read (given up at page "
                f"{page:,}): print it to a new PDF, or give its text"
            )
