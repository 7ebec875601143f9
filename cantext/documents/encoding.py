"""Bytes to text: which codec wrote them, and a plain word when none did.

Order of evidence: a byte order mark; strict UTF-8 (text of another encoding hardly ever passes);
then the codecs that Hong Kong files come in, each weighed by how likely its text is
(`characters.log_likelihood`). UTF-16 and UTF-32 without a mark are weighed in the same way.
"""

import codecs
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from cantext.documents.characters import common_share, log_likelihood
from cantext.errors import InputError

# On equal likelihood the first wins, so the more general name stands before the narrower one.
# Python's big5hkscs is Big5 with the Hong Kong supplement; cp950 is Microsoft's Big5, which has
# other characters at some places (～ ‧ ▓ and the kana); gb18030 covers GBK and GB 2312.
_CANDIDATES = (
    "utf-8",
    "big5hkscs",
    "cp950",
    "gb18030",
    "utf-16-le",
    "utf-16-be",
)
_EITHER_ORDER = {
    "utf-16": ("utf-16-le", "utf-16-be"),
    "utf-32": ("utf-32-le", "utf-32-be"),
}

# UTF-32 stands first: its little-endian mark begins with the one of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_MARK = "\ufeff"

_TO_TEXT = "save it as plain text first"
_UNPACK = "unpack it first"
_SIGNATURES = (
    (b"%PDF-", "a PDF document", _TO_TEXT),
    (b"{\\rtf", "an RTF document", _TO_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (DOC, XLS, PPT)", _TO_TEXT),
    (b"PK\x03\x04", "a ZIP archive", _UNPACK),
    (b"\x1f\x8b\x08", "a gzip file", _UNPACK),
    (b"BZh91AY&SY", "a bzip2 file", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz file", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", "give the text it shows"),
    (b"\xff\xd8\xff", "a JPEG picture", "give the text it shows"),
    (b"GIF87a", "a GIF picture", "give the text it shows"),
    (b"GIF89a", "a GIF picture", "give the text it shows"),
    (b"SQLite format 3\x00", "an SQLite database", "export the text it holds first"),
)
# ZIP archives that are documents, by a name or type that they hold uncompressed.
_ZIPPED = (
    (b"word/document.xml", "a Word document (DOCX)"),
    (b"xl/workbook.", "an Excel workbook (XLSX)"),
    (b"ppt/presentation.xml", "a PowerPoint presentation (PPTX)"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"application/epub+zip", "an EPUB book"),
)

# Enough to tell the codecs apart; the whole is looked at when the sample's answer fails on it.
_SAMPLE_BYTES = 1 << 16
# More than this share of undecodable and control characters in the best reading is no text.
_UNREADABLE_SHARE = 0.1
# So much of a right reading is common characters: of 20 characters of Hansard or news, 65% in all
# but one window of 2,000. Japanese, Korean and Western encodings, read as one of ours, give less.
_LEAST_COMMON_SHARE = 0.5
_LEAST_OF_FEW = 0.1
_FEW = range(3, 20)

# The first byte of three or more in UTF-8, as every Han character has it.
_LONG_SEQUENCE = re.compile(rb"[\xe0-\xff]")
_NON_ASCII = re.compile(rb"[\x80-\xff]")
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")


@dataclass(frozen=True, slots=True)
class Guess:
    """Which codec most likely wrote some bytes.

    `confidence` is 1 only when a byte order mark or valid UTF-8 says so, else the share of
    characters beyond ASCII that are common in Hong Kong text, at most 0.99; `evidence` says why.
    """

    encoding: str
    confidence: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the codec that gave it; `replaced` counts the U+FFFD put for undecodable bytes.

    `guess` is None when the encoding was asked for.
    """

    text: str
    encoding: str
    replaced: int = 0
    guess: Guess | None = None


def printable(name: str) -> str:
    r"""Return a name fit for one line of a message: control characters and the like escaped.

    >>> printable("施政報告\n\x1b[2J.txt")
    '施政報告\\n\\x1b[2J.txt'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def _sample(data: bytes) -> bytes:
    """Return at most `_SAMPLE_BYTES`, from the first byte that tells codecs apart."""
    if len(data) <= _SAMPLE_BYTES:
        return data
    first = _NON_ASCII.search(data)
    # Back to a multiple of four, for UTF-16 and UTF-32; the bytes skipped back over are ASCII.
    start = first.start() // 4 * 4 if first else 0
    return data[start : start + _SAMPLE_BYTES]


def _candidates(data: bytes) -> tuple[str, ...]:
    """Return the codecs to weigh; UTF-32 has a zero byte in every four."""
    return _CANDIDATES + (_EITHER_ORDER["utf-32"] if data.count(0) * 4 >= len(data) - 3 else ())


def _tolerant(data: bytes, codec: str, *, cut: bool = False) -> str:
    """Decode with U+FFFD for what cannot be; a character `cut` at the end counts for nothing."""
    return codecs.getincrementaldecoder(codec)("replace").decode(data, final=not cut)


def _is_noise(text: str) -> bool:
    return len(_UNREADABLE.findall(text)) > _UNREADABLE_SHARE * len(text)


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _reads_as_simplified(data: bytes) -> bool:
    """Whether valid UTF-8 without any Han is GB 18030 that happens to be valid UTF-8.

    The two bytes of 学 and of 校 are a Cyrillic letter each. Text whose characters beyond ASCII are
    all such, none of them Latin, is taken for Chinese when each of them is a common character
    there, and two are different: Russian and Greek words are not.
    """
    if data.isascii() or _LONG_SEQUENCE.search(data):
        return False
    beyond = {char for char in data.decode() if char > "\x7f"}
    if not beyond or min(beyond) < "\u0250":
        return False
    try:
        chinese = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return len({char for char in chinese if char > "\x7f"}) > 1 and common_share(chinese) == 1


def _ranked(data: bytes, candidates: tuple[str, ...], *, cut: bool = False) -> list[str]:
    """Return the candidates, that of the likeliest text first."""
    score = {codec: log_likelihood(_tolerant(data, codec, cut=cut)) for codec in candidates}
    return sorted(candidates, key=lambda codec: -score[codec])  # stable: ties keep their order


def _either_big5(data: bytes, best: str) -> str:
    """Settle big5hkscs or cp950 by the whole: a sample may miss the few places they differ in."""
    family = ("big5hkscs", "cp950")
    if best not in family:
        return best
    able = tuple(codec for codec in family if _decodes(data, codec))
    if len(able) == 1:
        return able[0]
    if not able or data.decode(able[0]) == data.decode(able[1]):
        return family[0] if able else best
    return _ranked(data, able)[0]


def _signature(data: bytes) -> tuple[str, str] | None:
    """Return what a binary file calls itself in its first bytes, and what to do with it."""
    for prefix, what, advice in _SIGNATURES:
        if data.startswith(prefix):
            if what == "a ZIP archive":
                for inside, document in _ZIPPED:
                    if inside in data:
                        return document, _TO_TEXT
            return what, advice
    return None


def _reject_binary(data: bytes, name: str) -> None:
    if found := _signature(data):
        what, advice = found
        raise InputError(f"{printable(name)}: not a text file but {what}: {advice}")


def detect(data: bytes, *, name: str = "input") -> Guess:
    r"""Say which encoding bytes are in, or that they are no text.

    Parameters
    ----------
    data
        All bytes of a file. Up to 64 KiB of them are weighed, and all when that is not enough.
    name
        The input's name, for messages.

    Raises
    ------
    InputError
        The bytes are those of a binary file, or no encoding known here gives Chinese or ASCII.

    Examples
    --------
    >>> detect("行政長官發表施政報告".encode("big5hkscs"))
    ... # doctest: +NORMALIZE_WHITESPACE
    Guess(encoding='big5hkscs', confidence=0.99,
          evidence='100% of the characters beyond ASCII are common ones')
    >>> detect("行政長官發表施政報告".encode("utf-16-be")).encoding
    'utf-16-be'
    >>> detect(b"")
    Guess(encoding='utf-8', confidence=1.0, evidence='valid UTF-8')
    >>> detect(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", name="logo.png")
    Traceback (most recent call last):
    cantext.errors.InputError: logo.png: not a text file but a PNG picture: give the text it shows
    """
    _reject_binary(data, name)
    for mark, codec in _BYTE_ORDER_MARKS:
        # FF FE 00 00 is UTF-32 only if the rest is; else UTF-16 that begins with U+0000.
        if data.startswith(mark) and (mark != codecs.BOM_UTF32_LE or _decodes(data, codec)):
            return Guess(codec, 1.0, "byte order mark")
    sample = _sample(data)
    cut = len(sample) < len(data)
    best = "utf-8"
    text = _tolerant(sample, best, cut=cut)
    # UTF-16 can pass for UTF-8, but not without control characters: 。。 is 02 30 02 30.
    if not _decodes(data, best) or "\x00" in text or _is_noise(text):
        best = _ranked(sample, _candidates(sample), cut=cut)[0]
        # What is no text from its first bytes on is not weighed whole: a MB takes a second.
        text = _tolerant(sample, best, cut=cut)
        is_text = not _is_noise(text) and common_share(text) >= _LEAST_COMMON_SHARE
        if cut and is_text and not _decodes(data, best):
            best = _ranked(data, _candidates(data))[0]
        best = _either_big5(data, best)
        text = _tolerant(sample, best, cut=cut)
    if _is_noise(text) or ("\x00" in text and not best.startswith("utf")):
        raise InputError(
            f"{printable(name)}: not a text file: full of control characters or bytes that no "
            "encoding known here can read; if it is text, name its encoding with --encoding"
        )
    if best == "utf-8" and _decodes(data, best):
        if not _reads_as_simplified(data):
            return Guess(best, 1.0, "valid UTF-8")
        best = "gb18030"
        text = _tolerant(sample, best, cut=cut)
    share = common_share(text)
    beyond = sum(char > "\x7f" for char in text)
    least = _LEAST_OF_FEW if beyond in _FEW else _LEAST_COMMON_SHARE
    if share < least and beyond >= _FEW.start:
        raise InputError(
            f"{printable(name)}: not a text file, or one in another encoding: neither Unicode, "
            "Big5 nor GB18030 gives plausible Chinese; if it is text, name its encoding with "
            "--encoding"
        )
    return Guess(
        best, min(share, 0.99), f"{share:.0%} of the characters beyond ASCII are common ones"
    )


def _codec(encoding: str, data: bytes, name: str) -> str:
    """Return Python's name of a codec asked for, byte order settled."""
    try:
        info = codecs.lookup(encoding)
        bytes(4).decode(info.name, "replace")  # refuses hex, rot13, idna: they give no text
    except (LookupError, ValueError):
        known = (*_CANDIDATES, *_EITHER_ORDER, "big5", "gbk", "gb2312")
        near = get_close_matches(encoding.lower(), known, n=1)
        hint = f"did you mean {near[0]}?" if near else "try utf-8, utf-16, big5hkscs or gb18030"
        raise InputError(f"unknown encoding '{printable(encoding)}': {hint}") from None
    codec = "utf-8" if info.name == "utf-8-sig" else info.name
    if codec in _EITHER_ORDER:
        marked = [own for mark, own in _BYTE_ORDER_MARKS if data.startswith(mark)]
        own = [order for order in marked if order in _EITHER_ORDER[codec]]
        return own[0] if own else _ranked(_sample(data), _EITHER_ORDER[codec])[0]
    return codec


def decode(
    data: bytes,
    *,
    encoding: str | None = None,
    errors: Literal["strict", "replace"] = "strict",
    name: str = "input",
) -> Decoded:
    r"""Return the text of some bytes, in the encoding asked for or in the likeliest.

    A byte order mark is not part of the text; all else stays as it is: line ends, U+0000.

    Parameters
    ----------
    data
        All bytes of a file.
    encoding
        A name Python knows, in place of a guess. "utf-16" and "utf-32" stand for either order.
    errors
        "strict" refuses bytes that cannot be decoded, "replace" puts U+FFFD and counts them.
    name
        The input's name, for messages.

    Raises
    ------
    InputError
        The bytes are no text, or not in the encoding asked for, or the encoding is unknown.

    Examples
    --------
    >>> decoded = decode("北部都會區建設加快".encode("gb18030"))
    >>> decoded.text, decoded.encoding
    ('北部都會區建設加快', 'gb18030')
    >>> decode(b"\xef\xbb\xbfA\0\r\n", encoding="utf-8").text
    'A\x00\r\n'
    >>> broken = "立法會".encode() + b"\xff"
    >>> decode(broken, encoding="utf-8", errors="replace", name="a.txt").replaced
    1
    >>> decode(broken, encoding="utf-8", name="a.txt")
    ... # doctest: +NORMALIZE_WHITESPACE
    Traceback (most recent call last):
    cantext.errors.InputError: a.txt: byte 9 (0xff, line 1) is not utf-8; no encoding known here
    fits all of it: name another with --encoding, or replace such bytes with --encoding-errors
    replace
    """
    if errors not in ("strict", "replace"):
        raise ValueError(f"errors is 'strict' or 'replace', not {errors!r}")
    guess = detect(data, name=name) if encoding is None else None
    codec = guess.encoding if guess else _codec(str(encoding), data, name)
    replaced = 0
    try:
        text = data.decode(codec)
        text.encode()  # utf-7 and the escape codecs can give lone surrogates: no text either
    except UnicodeError as error:
        if errors == "strict":
            raise InputError(_undecodable(error, data, codec, name, asked=not guess)) from None
        text, replaced = _replaced(data, codec)
    return Decoded(text.removeprefix(_MARK), codec, replaced, guess)


def _replaced(data: bytes, codec: str) -> tuple[str, int]:
    """Return the text with U+FFFD for what cannot be decoded, and how many were put."""
    text = data.decode(codec, "replace").encode("utf-8", "replace").decode()
    return text, text.count("\ufffd") - data.decode(codec, "ignore").count("\ufffd")


def _undecodable(error: UnicodeError, data: bytes, codec: str, name: str, *, asked: bool) -> str:
    """Return the one line on bytes that a codec cannot decode; binary files are named as such."""
    _reject_binary(data, name)
    place = "it"
    if isinstance(error, UnicodeDecodeError):
        line = data[: error.start].decode(codec, "replace").count("\n") + 1
        place = f"byte {error.start} (0x{data[error.start]:02x}, line {line:,})"
    if asked:
        try:
            other = detect(data, name=name).encoding
        except InputError:
            other = codec
        if other != codec and _decodes(data, other):
            return f"{printable(name)}: {place} is not {codec}; {other} fits: --encoding {other}"
    more = _replaced(data, codec)[1] - 1
    others = f", nor are {more:,} other places" if more > 1 else ", nor is 1 other place" * more
    return (
        f"{printable(name)}: {place} is not {codec}{others}; no encoding known here fits all of "
        "it: name another with --encoding, or replace such bytes with --encoding-errors replace"
    )
