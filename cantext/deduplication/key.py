"""The normal form of a line: two lines with one form say the same thing.

The form is a key for matching and never shown. It leaves out what a copy of a caption may gain or
lose on its way through a page: photo credits, gallery labels, a date stamp, punctuation, spacing,
digit grouping, width and script.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from cantext.deduplication.credits import (
    CLOSE_BRACKET,
    CLOSING,
    OPEN_BRACKET,
    peel_credit,
    peel_credit_in_front,
)
from cantext.normalise import project

# Beyond this a line is a paragraph, and peeling bits off its end would only take time.
LONGEST_CAPTION = 2_000
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")

# All patterns below read projected text: Simplified, lower case, ASCII punctuation.
_LABEL_FIRST = frozenset("▲△▼▽◆◇■□●○◎★☆►▶▷◀◄↑↓→←※♦•‧·▸▍▎|([【〔{图相照附上下左右组大资网pcf")
_CLAUSE_ENDS = frozenset("。!?")
# After one of these a full stop may close a credit, 「（資料圖片）。」, or be one of an ellipsis.
_LOOSE_ENDS = CLOSING | frozenset("。.…⋯‥·")
# When something happened, said so vaguely that copies add it and leave it out at will.
_VAGUE_TIME = re.compile("日前|(?:较)?早前|近日")
_DOTS = re.compile(r"[…⋯‥]|\.\.|。。|··")
_COUNTER = r"图片?\s*\d{1,3}\s*(?:/\s*\d{1,3})?"
_COUNTER_TAIL = re.compile(rf"\s*{OPEN_BRACKET}?\s*{_COUNTER}\s*{CLOSE_BRACKET}?$")
_LABEL = re.compile(
    r"^(?:[▲△▼▽◆◇■□●○◎★☆►▶▷◀◄↑↓→←※♦•‧·▸▍▎|]+\s*"
    rf"|{OPEN_BRACKET}\s*(?:{_COUNTER}|图|组图|多图|附图|有图|图说|图文|影片|有片|视频|photo|相片?)\s*{CLOSE_BRACKET}\s*"
    r"|图片?\s*\d{1,3}\s*/\s*\d{1,3}\s*[:.、|]?\s*"
    r"|(?:(?:资料|网上|网络)?(?:图片?|相片?|照片)|附图|上图|下图|左图|右图|组图|大图|图说|图片说明|相片说明|图注|photo|pic|caption|fig(?:ure)?\.?)"
    r"\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})?\s*[:|/]\s*"
    r"|图[为示](?=\S))"
)
_ELLIPSIS_TAIL = re.compile(
    rf"\s*(?:[…⋯‥]+|\.{{2,}}|。{{2,}}|·{{3,}})\s*"
    rf"(?:{OPEN_BRACKET}?\s*"
    r"(?:更多|看更多|全文|阅读全文|继续阅读|阅读更多|详情|展开|(?:read )?more)"
    rf"\s*{CLOSE_BRACKET}?\s*[>»]*)?$"
)
# 「第一章　背景 ........ 3」, a line of a table of contents.
_CONTENTS_TAIL = re.compile(r"(?<=\S)\s*(?:[.·‥…][ ]?){3,}\s*(?:\d{1,4}|[ivxlc]{1,6})$")
# A cut may fall inside the credit: 「…的經驗。（資……」.
_UNCLOSED_TAIL = re.compile(rf"(?<=.{{8}})\s*{OPEN_BRACKET}[^()\[\]【】〔〕]{{0,12}}$")
_DATE = (
    r"(?:(?:19|20)\d\d\s*[年/.\-]\s*\d{1,2}\s*[月/.\-]\s*\d{1,2}\s*日?|\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)\d\d)"
)
_WEEKDAY = rf"(?:{OPEN_BRACKET}?(?:星期|周|礼拜)[一二三四五六日天]{CLOSE_BRACKET}?)"
_TIME = r"(?:(?:[上下]午|凌晨|晚上)?\s*\d{1,2}[:时]\d{1,2}分?(?::\d{2})?\s*(?:[ap]m|hkt)?)"
_MOMENT = rf"{_DATE}\s*{_WEEKDAY}?\s*,?\s*{_TIME}?"
_STAMP_TAIL = re.compile(
    rf"(?:(?<=[。!?)\]】〕])|[\s|\-–—,]+|\s*{OPEN_BRACKET})\s*(?:(?:更新|发布|发表|上载|刊登|摄于|摄)(?:时间|日期|于)?\s*:?\s*)?"
    rf"({_MOMENT})\s*(?:更新|发布|摄|刊登)?\s*{CLOSE_BRACKET}?[。!]?$"
)
# 「4月8日 起」 is no dateline.
_STAMP_HEAD = re.compile(rf"({_MOMENT})(?:\s*[|:]\s*|\s+)(?=[^\s起至止前后内])")
DATELINE_PART = re.compile(
    rf"{_MOMENT}|{_TIME}|(?:最后|首次)?(?:更新|发布|发表|出版|上载|刊登|建立)(?:时间|日期|于)?|日期|时间|{_WEEKDAY}"
    r"|updated|published|posted"
)
# A date after these words is what the sentence is about, not a stamp.
_DATE_GOVERNOR = re.compile(
    r"(?:[于在至到由从自为是及和与月年,、]|截止|直至|日期|定|改期|延期|举行|生效)$"
)
# 「X表示，…」 is 「X：…」; the longer verb first.
_REPORTING = (
    *("回应称", "回应说", "指出", "表示", "强调", "认为", "透露", "补充", "直言", "坦言"),
    *("指", "说", "称"),
)
_CLAUSE = re.compile(r"[,:。;!?、]")
_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:[, ]\d{3})+(?!\d)")
# 2024-25, 10:30 and 3.1 keep their marks.
_NOISE = re.compile(r"(?:(?<!\d)[.\-/:~]|[.\-/:~](?!\d)|[^\w%$€£¥℃°+.\-/:~]|_)+")
MACHINE = re.compile(r"https?:|www\.|<[a-z/!?]|\w@\w|\S\.(?:com|hk|org|gov|net|edu)\b")


def is_machine(text: str) -> bool:
    """Whether a projected line holds an address or a tag."""
    # Three letters decide for most lines, long before the pattern would.
    return (":/" in text or "." in text or "<" in text or "@" in text) and bool(
        MACHINE.search(text)
    )


@dataclass(frozen=True, slots=True)
class LineKey:
    """The normal form of a line, and what was taken off to reach it."""

    words: str
    credit: str = ""
    stamp: str = ""
    labelled: bool = False
    truncated: bool = False
    contents: bool = False


def line_key(folded: str, credits: frozenset[str] = frozenset()) -> LineKey:
    """Return the key of a projected line; `credits` are bracketed tails known to be credits.

    >>> key = line_key(project("▲ 李家超：推動產學研（資料圖片）"))
    >>> key.words, key.credit, key.labelled
    ('李家超推动产学研', '资料图片', True)
    >>> line_key(project("李家超表示，推動產學研…")).words
    '李家超推动产学研'
    >>> line_key(project("首輪資助 3 000 萬元")).words
    '首轮资助3000万元'
    """
    if len(folded) > LONGEST_CAPTION:
        return prose_key(folded)
    text = _tidy(folded)
    if is_machine(text):
        return LineKey("".join(text.split()))
    return peeled_key(text, credits)


def peeled_key(text: str, credits: frozenset[str], plain: str = "") -> LineKey:
    """Return the key of a line that is tidy already, and neither long nor an address.

    `plain` are the words of the whole line where they are known: what stands between the bits that
    were taken off is then cut out of them.
    """
    whole, credit, stamp, labelled, truncated = text, "", "", False, False
    text, contents = _peel_leaders(text)
    while True:
        before = text
        first = text[:1]
        if first in _LABEL_FIRST:
            if match := _LABEL.match(text):
                text, labelled = text[match.end() :], True
            text, found = peel_credit_in_front(text)
            credit = found or credit
        if first.isdigit() and (match := _STAMP_HEAD.match(text)) and len(text) - match.end() >= 8:
            text, stamp = text[match.end() :], "-".join(re.findall(r"\d+", match[1]))
        if not _quiet_end(text):
            text, found = peel_credit(text, credits)
            if found:
                credit = found
                continue
            text, found, counted = _peel_counter_and_stamp(text)
            stamp, labelled = found or stamp, counted or labelled
            # Patterns tied to the end are tried on the end alone: a line may be a megabyte long.
            if _DOTS.search(text, _start(text)) and (
                match := _ELLIPSIS_TAIL.search(text, _start(text))
            ):
                text, truncated = _UNCLOSED_TAIL.sub("", text[: match.start()]), True
        if text == before:
            break
        if len(text.strip()) < 2:  # the line is nothing but credit, label or stamp
            return LineKey(_words(whole) or "".join(whole.split()))
    spoken = _without_reporting_verb(text)
    words = _cut_out(plain, whole, text) if plain and spoken is text else _words(spoken)
    if "前" in words or "近" in words:
        words = _VAGUE_TIME.sub("", words) or words
    if not words:
        return LineKey("".join(whole.split()))
    return LineKey(words, credit, stamp, labelled, truncated, contents)


def _peel_leaders(text: str) -> tuple[str, bool]:
    """Return the entry of a table of contents without its dots and page, and whether it is one."""
    if (text[-1:].isalnum() and text[-1:].isascii()) and (
        "." in text or "…" in text or "·" in text
    ):
        match = _CONTENTS_TAIL.search(text, _start(text))
        if match:
            # Leaders may be longer than the end that was searched.
            return text[: match.start()].rstrip(" .·‥…"), True
    return text, False


def _cut_out(plain: str, whole: str, text: str) -> str:
    """Return the words of `text`, a part of `whole` whose words are `plain`."""
    start = whole.find(text)
    head, tail = whole[:start], whole[start + len(text) :]
    if text[:1].isdigit() or text[-1:].isdigit():
        return _words(text)  # a mark between two digits is a word's, elsewhere it is not
    return plain[_size(head) : len(plain) - _size(tail)]


@lru_cache(maxsize=8192)
def _size(text: str) -> int:
    return len(_words(text)) if text else 0


def _quiet_end(text: str) -> bool:
    """Whether a line ends as a sentence does, so that nothing can hang on its end.

    >>> _quiet_end("推动产学研。"), _quiet_end("推动产学研。(资料图片)。")
    (True, False)
    """
    before = text[-2:-1]
    return text[-1:] in _CLAUSE_ENDS and before not in _LOOSE_ENDS and not before.isdigit()


def _peel_counter_and_stamp(text: str) -> tuple[str, str, bool]:
    """Return the text without 「(圖3/7)」 and a date at its end, the date, whether it had 圖3/7."""
    counted, stamp = False, ""
    if "图" in text[-14:] and (match := _COUNTER_TAIL.search(text, _start(text))):
        text, counted = text[: match.start()], True
    if any(map(str.isdigit, text[-8:])) and (match := _STAMP_TAIL.search(text, _start(text))):
        governor = text[max(0, match.start() - 4) : match.start()]
        # 「立法會 2013年2月20日」 names a sitting: too little is left without its date.
        if match.start() >= 8 and not _DATE_GOVERNOR.search(governor):
            text, stamp = text[: match.start()], "-".join(re.findall(r"\d+", match[1]))
    return text, stamp, counted


def prose_key(folded: str) -> LineKey:
    """Return the key of a line of wrapped running text, from which nothing is peeled.

    >>> prose_key(project("特區政府 會 (資料圖片)")).words
    '特区政府会资料图片'
    """
    text, contents = _peel_leaders(_tidy(folded))
    return LineKey(_words(text) or "".join(folded.split()), contents=contents)


def _tidy(folded: str) -> str:
    text = _INVISIBLE.sub("", folded) if _INVISIBLE.search(folded) else folded
    if not unicodedata.is_normalized("NFKC", text):
        # The ellipsis survives: NFKC would turn it into full stops of its own.
        parts = re.split("([…⋯‥]+)", text)
        text = "".join(
            part if index % 2 else project(unicodedata.normalize("NFKC", part))
            for index, part in enumerate(parts)
        )
    text = text.strip()
    if " " in text and _is_spaced_out(text):
        # Where the text had a space of its own there are now several.
        text = re.sub(r"(?<=\S)\s(?=\S)", "", text)
    return text


def _is_spaced_out(text: str) -> bool:
    """Whether the line sets every character apart: 施 政 報 告."""
    pieces = text.split()
    return len(pieces) >= 4 and sum(map(len, pieces)) <= 1.3 * len(pieces)


def _start(text: str) -> int:
    return max(0, len(text) - 64)


def _without_reporting_verb(text: str) -> str:
    mark = _CLAUSE.search(text, 0, 32)
    if mark and mark[0] in ",:":
        speaker = text[: mark.start()].rstrip()
        for verb in _REPORTING:
            if speaker.endswith(verb) and len(speaker) >= len(verb) + 2:
                return speaker[: -len(verb)] + text[mark.start() :]
    return text


def _words(text: str) -> str:
    if "," in text or " " in text:
        text = _GROUPED.sub(lambda match: re.sub("[, ]", "", match[0]), text)
    # In a key even 著 and 着 meet: publishers spell the particle both ways.
    return _NOISE.sub("", text).replace("著", "着")
