"""What a line looks like by itself, before its neighbours are asked."""

import re

from cantext.deduplication.credits import CREDIT_WORD, is_credit
from cantext.deduplication.key import LineKey, is_machine
from cantext.deduplication.marks import (
    BLANK,
    BULLET,
    BYLINE,
    CHANNEL,
    CONTENTS,
    COUNTER,
    CREDIT,
    CREDITED,
    ENCLOSED,
    ENUMERATED,
    FIELD,
    GALLERY,
    LABELLED,
    MACHINE,
    MARKUP,
    MOMENT,
    NAVIGATION,
    NOISE,
    NUMBERED,
    OPEN,
    POSED,
    RELATED,
    SENTENCE,
    STAMPED,
    TAGGED,
    TALLY,
    TRUNCATED,
    UNTITLED,
)
from cantext.deduplication.phrases import (
    is_byline,
    is_copyright,
    is_gallery,
    is_moment,
    is_navigation,
    is_related,
    is_section,
)

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0002fa1f]")
# 「多謝各位。（掌聲）」 ends a sentence too.
_SENTENCE_END = re.compile(r"[。!?；;…⋯][」』”\"')\]】]*(?:\([^()]{1,8}\))?\s*$")
_LATIN_END = re.compile(r"[a-z]{2}[)\"”’']*\.[)\"”’']*$")
_MARKUP = re.compile(r"</?[a-z!?][^<>]*>?")
_URL = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+(?:\.[\w-]+)+/\S+")
_NUMBER_ONLY = re.compile(
    r"^\W*(?:第\s*|page\s*|p\.?\s*)?(?:[a-z]{0,2}\d{1,5}|[ivxlc]{1,7})\s*(?:页)?\s*(?:(?:/|of|共)\s*\d{1,5}\s*页?)?\W*$"
)
_BULLET = re.compile(
    r"^(?:[-–—*•●○◦‧·▪■□◆➢✓]|\(?[ivx]{1,4}[).、]|\(?[a-z][).]|\(?\d{1,2}[).、])\s*(?=\S)"
)
_ENUMERATED = re.compile(
    r"^(?:第\s*[一二三四五六七八九十百\d]+\s*[章节部篇编]|[(]?\s*[一二三四五六七八九十]{1,3}\s*[)、.．]|[甲乙丙丁戊]\s*[、.]|[(]\s*[甲乙丙丁戊]\s*[)]|[a-h]\.\s|(?:议项|议程|附件|附录|表)\s*[一二三四五六七八九十\d]{1,3}(?=[\s:、.])|\d{1,2}\.\d{1,2}\s)"
)
_HASHTAGS = re.compile(r"^(?:#[^\s#]{1,20}\s*)+$")
_COUNTER = re.compile(r"^\(?\d{1,3}\s*/\s*\d{1,3}\)?$")
_TALLY = re.compile(r"^[^\W\d]{1,4}\s*[:(]?\s*\+?\d[\d,.]*\s*[km万]?\+?\)?$")
_FIELD = re.compile(r"^[^\W\d]{1,8}\s*:\s*\S")
_POSED = re.compile(r"\((?:[前后]排)?[左右中](?:[一二三四五六七八九十]|\d{1,2})?(?:起|至右|者)?\)")
_OPEN_ENDS = frozenset(",、:﹕︰")
# A title may be a question or a quotation, never a whole statement or half of one.
_UNTITLED_END = re.compile(r"[。;；,、:﹕︰][」』”’\"')）]*$")
_LEADERS = frozenset(
    "-–—*•●○◦‧·▪■□◆➢✓([第议附表一二三四五六七八九十甲乙丙丁戊abcdefghijklmnopqrstuvwxyz0123456789"
)
LONGEST_PAGE_NUMBER = 16
# Beyond this many characters a line is a paragraph, whatever else it looks like.
LONG = 600

# What may be asked of a line; the classes of its characters rule most of it out (see `readings`).
ASK_END = 1 << 0
ASK_LEADER = 1 << 1
ASK_MACHINE = 1 << 2
ASK_NAVIGATION = 1 << 3
ASK_SECTION = 1 << 4
ASK_NOISE = 1 << 5
ASK_MOMENT = 1 << 6
ASK_BYLINE = 1 << 7
ASK_CREDIT = 1 << 8
ASK_FIELD = 1 << 9
ASK_POSED = 1 << 10
ASK_ALL = (1 << 11) - 1


def marks_by_asking(folded: str, asks: int, found: int = 0) -> int:
    """Return the marks of a projected line, `found` and those that the questions `asks` bring.

    >>> bool(marks_by_asking("二、发展创新科技", ASK_ALL) & ENUMERATED)
    True
    >>> marks_by_asking("主席:", ASK_END | ASK_LEADER) == OPEN | UNTITLED
    True
    """
    text = " ".join(folded.split())
    if not text:
        return BLANK
    if len(text) > LONG:
        return SENTENCE
    if asks & ASK_END:
        found |= _end_marks(text)
    if asks & ASK_LEADER and text[0] in _LEADERS:
        found |= BULLET * bool(_BULLET.match(text)) | ENUMERATED * bool(_ENUMERATED.match(text))
        found |= NUMBERED * text[0].isdigit() | ENCLOSED * (text[0] == "(" and text[-1] == ")")
    if asks & ASK_FIELD and len(text) <= 40 and _FIELD.match(text):
        found |= FIELD
    if asks & ASK_POSED and _POSED.search(text):
        found |= POSED
    if asks & ASK_MACHINE and "<" in text and not _MARKUP.sub("", text).strip():
        found |= MARKUP
    elif asks & ASK_MACHINE and _is_machine(text):
        return found | NOISE | MACHINE
    elif asks & ASK_NAVIGATION and is_navigation(text):
        found |= NAVIGATION
    if asks & ASK_SECTION and len(text) <= 24:
        found |= _section_marks(text)
    if asks & ASK_NOISE and (not any(map(str.isalnum, text)) or _HASHTAGS.match(text)):
        return found | NOISE
    if len(text) <= 60:
        if asks & ASK_MOMENT and is_moment(text):
            return found | BYLINE | MOMENT
        if asks & ASK_BYLINE and is_byline(text):
            return found | BYLINE
    if asks & ASK_CREDIT and not found & GALLERY and _is_credit_line(text):
        return found | CREDIT
    return found


def _section_marks(text: str) -> int:
    found = RELATED * is_related(text)
    if len(text) <= 14:
        found |= CHANNEL * is_section(text) | TALLY * bool(_TALLY.match(text))
        found |= COUNTER * bool(_COUNTER.match(text))
        if is_gallery(text):
            found |= GALLERY | NAVIGATION
    return found


def _end_marks(text: str) -> int:
    if _LATIN_END.search(text, max(0, len(text) - 12)) and text.count(" ") >= 4:
        return SENTENCE | UNTITLED
    return (
        SENTENCE * ends_sentence(text)
        | OPEN * (text[-1] in _OPEN_ENDS)
        | UNTITLED * bool(_UNTITLED_END.search(text, max(0, len(text) - 6)))
    )


def marks_of_key(key: LineKey) -> int:
    """Return the marks that come of what was taken off the line."""
    return (
        CREDITED * bool(key.credit)
        | LABELLED * key.labelled
        | TRUNCATED * key.truncated
        | STAMPED * bool(key.stamp)
        | CONTENTS * key.contents
        | TAGGED * ("<" in key.words)
    )


def is_page_number(squeezed: str) -> bool:
    """Whether a projected line without its spaces may be the number of a page.

    >>> [is_page_number(text) for text in ("4777", "-12-", "第3页", "a3", "2013年", "#3")]
    [True, True, True, True, False, False]
    """
    # 「#3」 counts the posts of a thread.
    return (
        len(squeezed) <= LONGEST_PAGE_NUMBER
        and not squeezed.startswith("#")
        and bool(_NUMBER_ONLY.match(squeezed))
    )


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, a closing quotation mark or bracket aside.

    >>> [ends_sentence(text) for text in ("多谢各位。(掌声)", "so they said to us.", "no.")]
    [True, True, False]
    """
    if _SENTENCE_END.search(text, max(0, len(text) - 12)):
        return True
    return bool(_LATIN_END.search(text, max(0, len(text) - 12))) and text.count(" ") >= 4


def _is_machine(text: str) -> bool:
    """Whether it is an address with at most a label before it, or a line of copyright."""
    if is_machine(text) and _URL.search(text):
        rest = _URL.sub("", text)
        if len(_HAN.findall(rest)) <= 12 and len(rest.strip(" :()[]<>|-")) <= 24:
            return True
    return len(text) <= 80 and is_copyright(text) and len(_HAN.findall(text)) <= 40


def _is_credit_line(text: str) -> bool:
    if len(text) > 30 or not CREDIT_WORD.search(text):
        return False
    inner = text.strip("()[]【】〔〕 。.▲△▼")
    return is_credit(inner, bracketed=text[:1] in "([【〔")
