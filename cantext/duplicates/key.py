"""The normal form of a line: two lines with one form say the same thing.

The form is a key for matching and never shown. It leaves out what a copy of a caption may gain or
lose on its way through a page: photo credits, gallery labels, a date stamp, punctuation, spacing,
digit grouping, width and script.
"""

import re
import unicodedata
from dataclasses import dataclass

from cantext.normalise import project

# Beyond this a line is a paragraph, and peeling bits off its end would only take time.
_LONGEST_CAPTION = 2_000
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_SPACED_OUT = re.compile(r"(?:\S\s+){5,}\S")

# All patterns below read projected text: Simplified, lower case, ASCII punctuation.
_CLOSING = frozenset(")]】〕}")
_OPEN, _CLOSE = r"[(\[【〔{]", r"[)\]】〕}]"
_AGENCY = (
    r"(?:路透|法新|美联|中新|新华|共同|中通|韩联|塔斯|中央|欧新|俄新|埃菲"
    r"|合众国际|朝中|安莎|德新)社?"
)
# 藍圖, 網絡 and 影片 end many a heading: they say who made a picture only inside brackets.
_STRONG_END = (
    r"图片|图像|相片|照片|摄|摄影|提供|供图|截图|撷图|资料图|配图|制图|绘图|翻摄|翻拍|新闻处|fb|facebook"
    r"|ig|instagram|photos?|reuters|getty(?: images)?"
)
_CREDIT_END = re.compile(
    rf"(?:{_STRONG_END}|影片|视频|录像|画面|档案|资料|通讯社|新闻社|新华网|网站|网页|网志|脸书|youtube"
    r"|twitter|threads|weibo|微博|互联网|网上|网络|afp|ap|epa|xinhua|bloomberg|彭博|handout|授权|合成)$"
    rf"|^{_AGENCY}$|^(?:本报|本刊|本台|本网)"
)
_BARE_CREDIT_END = re.compile(rf"(?:{_STRONG_END})$")
_CREDIT_START = re.compile(
    r"^(?:图片?来源|图片?由|[相照影]片来源|图片?提供|图源|摄影|摄|来源|资料来源|制图|绘图"
    r"|photo(?:graph)?s?(?: by| credit| courtesy(?: of)?)?|pictures?(?: by)?|credits?|source"
    r"|courtesy of|image(?: by| credit)?)\s*(?:[:/|@]|(?<=由)|(?<=by) |(?<=of) )\s*\S"
)
# 「圖：」 opens a caption as often as a credit: what follows decides.
_WEAK_CREDIT_START = re.compile(r"^(?:资料)?(?:图片?|照片|视频|影片)\s*[:/|@]\s*(\S.*)$")
# When something happened, said so vaguely that copies add it and leave it out at will.
_VAGUE_TIME = re.compile("日前|(?:较)?早前|近日")
CREDIT_WORD = re.compile(
    r"[图像摄片供资源由社网报]|来源|视频|画面|档案|新闻处|脸书|微博|彭博|授权|合成|photo|fb|facebook|ig|credit|source|courtesy|reuters|afp|ap$|image"
)
# 「（圖一）」, 「（見附件）」 and 「（第二期）」 belong to the text.
_REFERENCE = re.compile(
    r"[\d,。;:!?第]|^[附图表件]{0,2}[一二三四五六七八九十甲乙丙]{1,3}$|^[见附参]"
)
_DOTS = re.compile(r"[…⋯‥]|\.\.|。。|··")
_STAGE = re.compile(
    r"^(?:掌声|笑声|众笑|鼓掌|欢呼|完|待续|续|节录|译文|左|右|中|上|下|前排?.*|后排?.*)$"
)
_BRACKET_TAIL = re.compile(rf"\s*{_OPEN}\s*([^()\[\]【】〔〕{{}}]{{1,40}}?)\s*{_CLOSE}\s*[。.]?$")
_BRACKET_HEAD = re.compile(rf"^{_OPEN}\s*([^()\[\]【】〔〕{{}}]{{1,40}}?)\s*{_CLOSE}\s*")
_BARE_TAIL = re.compile(r"(?:(?<=[。!?|/])|\s)\s*([^\s。!?|][^。!?|]{0,28})$")
_COUNTER = r"图片?\s*\d{1,3}\s*(?:/\s*\d{1,3})?"
_COUNTER_TAIL = re.compile(rf"\s*{_OPEN}?\s*{_COUNTER}\s*{_CLOSE}?$")
_LABEL = re.compile(
    r"^(?:[▲△▼▽◆◇■□●○◎★☆►▶▷◀◄↑↓→←※♦•‧·▸▍▎|]+\s*"
    rf"|{_OPEN}\s*(?:{_COUNTER}|图|组图|多图|附图|有图|图说|图文|影片|有片|视频|photo|相片?)\s*{_CLOSE}\s*"
    r"|图片?\s*\d{1,3}\s*/\s*\d{1,3}\s*[:.、|]?\s*"
    r"|(?:图片?|相片?|照片|附图|上图|下图|左图|右图|组图|大图|图说|图片说明|相片说明|图注|photo|pic|caption|fig(?:ure)?\.?)"
    r"\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})?\s*[:|/]\s*"
    r"|图[为示](?=\S))"
)
_ELLIPSIS_TAIL = re.compile(
    rf"\s*(?:[…⋯‥]+|\.{{2,}}|。{{2,}}|·{{3,}})\s*"
    rf"(?:{_OPEN}?\s*(?:更多|看更多|全文|阅读全文|继续阅读|阅读更多|详情|展开|(?:read )?more)"
    rf"\s*{_CLOSE}?\s*[>»]*)?$"
)
# A cut may fall inside the credit: 「…的經驗。（資……」.
_UNCLOSED_TAIL = re.compile(rf"(?<=.{{8}})\s*{_OPEN}[^()\[\]【】〔〕]{{0,12}}$")
_DATE = (
    r"(?:(?:19|20)\d\d\s*[年/.\-]\s*\d{1,2}\s*[月/.\-]\s*\d{1,2}\s*日?|\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)\d\d)"
)
_WEEKDAY = rf"(?:{_OPEN}?(?:星期|周|礼拜)[一二三四五六日天]{_CLOSE}?)"
_TIME = r"(?:(?:[上下]午|凌晨|晚上)?\s*\d{1,2}[:时]\d{1,2}分?(?::\d{2})?\s*(?:[ap]m|hkt)?)"
_MOMENT = rf"{_DATE}\s*{_WEEKDAY}?\s*,?\s*{_TIME}?"
_STAMP_TAIL = re.compile(
    rf"(?:(?<=[。!?])|[\s|\-–—,]+|\s*{_OPEN})\s*(?:(?:更新|发布|发表|上载|刊登|摄于|摄)(?:时间|日期|于)?\s*:?\s*)?"
    rf"({_MOMENT})\s*(?:更新|发布|摄|刊登)?\s*{_CLOSE}?$"
)
_STAMP_HEAD = re.compile(rf"({_MOMENT})(?:\s*[|:]\s*|\s+)(?=\S)")
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
_NOISE = re.compile(r"(?<=\d)([.\-/:~])(?=\d)|[^\w%$€£¥℃°+]|_")
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


def is_credit(text: str, *, bracketed: bool = True) -> bool:
    """Whether projected text names the source of a picture and nothing else.

    >>> is_credit(project("政府新聞處圖片")), is_credit(project("陳大文攝"))
    (True, True)
    >>> is_credit(project("第二期"))
    False
    """
    text = text.strip()
    if not text or _STAGE.match(text):
        return False
    if _CREDIT_START.match(text):
        return len(text) <= 40
    if weak := _WEAK_CREDIT_START.match(text):
        return len(weak[1]) <= 5 or is_credit(weak[1], bracketed=bracketed)
    if re.search(r"[,。;!?]", text):
        return False
    if bracketed:
        return bool(_CREDIT_END.search(text))
    return len(text) <= 14 and bool(_BARE_CREDIT_END.search(text))


def line_key(folded: str, credits: frozenset[str] = frozenset()) -> LineKey:
    """Return the key of a projected line; `credits` are bracketed tails known to be credits.

    >>> line_key(project("▲ 李家超：推動產學研（資料圖片）"))
    LineKey(words='李家超推动产学研', credit='资料图片', stamp='', labelled=True, truncated=False)
    >>> line_key(project("李家超表示，推動產學研…")).words
    '李家超推动产学研'
    >>> line_key(project("首輪資助 3 000 萬元")).words
    '首轮资助3000万元'
    """
    if len(folded) > _LONGEST_CAPTION:
        return prose_key(folded)
    text = _tidy(folded)
    if is_machine(text):
        return LineKey("".join(text.split()))
    credit, stamp, labelled, truncated = "", "", False, False
    while True:
        before = text
        if match := _LABEL.match(text):
            text, labelled = text[match.end() :], True
        if (match := _BRACKET_HEAD.match(text)) and is_credit(match[1]):
            text, credit = text[match.end() :], match[1]
        text, found = _peel_credit(text, credits)
        credit = found or credit
        match = _STAMP_HEAD.match(text) if text[:1].isdigit() else None
        if match and len(text) - match.end() >= 8:
            text, stamp = text[match.end() :], "-".join(re.findall(r"\d+", match[1]))
        # Patterns tied to the end are tried on the end alone: a paragraph may be a megabyte long.
        end = text[-8:]
        if "图" in text[-14:] and (match := _COUNTER_TAIL.search(text, _start(text))):
            text, labelled = text[: match.start()], True
        if any(map(str.isdigit, end)) and (match := _STAMP_TAIL.search(text, _start(text))):
            governor = text[max(0, match.start() - 4) : match.start()]
            # 「立法會 2013年2月20日」 names a sitting: too little is left without its date.
            if match.start() >= 8 and not _DATE_GOVERNOR.search(governor):
                text, stamp = text[: match.start()], "-".join(re.findall(r"\d+", match[1]))
        if _DOTS.search(text, _start(text)) and (
            match := _ELLIPSIS_TAIL.search(text, _start(text))
        ):
            text, truncated = _UNCLOSED_TAIL.sub("", text[: match.start()]), True
        if text == before:
            break
        if len(text.strip()) < 2:  # the line is nothing but credit, label or stamp
            return LineKey(_words(_tidy(folded)) or "".join(folded.split()))
    words = _words(_without_reporting_verb(text))
    if "前" in words or "近" in words:
        words = _VAGUE_TIME.sub("", words) or words
    if not words:
        return LineKey("".join(folded.split()))
    return LineKey(words, credit, stamp, labelled, truncated)


def prose_key(folded: str) -> LineKey:
    """Return the key of a line of wrapped running text, from which nothing is peeled.

    >>> prose_key(project("特區政府 會 (資料圖片)")).words
    '特区政府会资料图片'
    """
    return LineKey(_words(_tidy(folded)) or "".join(folded.split()))


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


def _peel_credit(text: str, credits: frozenset[str]) -> tuple[str, str]:
    if text[-2:].strip("。. ")[-1:] in _CLOSING:
        match = _BRACKET_TAIL.search(text, _start(text))
    else:
        match = None
    if match:
        inside, rest = match[1], text[: match.start()]
        if rest and (
            is_credit(inside)
            or inside in credits
            # After the full stop a bracket can no longer belong to the sentence.
            or (rest[-1] in "。!?" and len(inside) <= 16 and _may_be_source(inside))
        ):
            return rest, inside
    elif (
        CREDIT_WORD.search(text, max(0, len(text) - 34))
        and (match := _BARE_TAIL.search(text, max(0, len(text) - 34)))
        and is_credit(match[1], bracketed=False)
    ):
        rest = text[: match.start()].rstrip(" |/")
        if len(rest) >= 4:
            return rest, match[1]
    return text, ""


def _start(text: str) -> int:
    return max(0, len(text) - 64)


def _may_be_source(inside: str) -> bool:
    return not (_STAGE.match(inside) or _REFERENCE.search(inside))


def bracket_tail(folded: str) -> str:
    """Return what stands in brackets at the end of a projected line, when it may be a source."""
    match = _BRACKET_TAIL.search(folded, _start(folded))
    return match[1] if match and match.start() and _may_be_source(match[1]) else ""


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
    return _NOISE.sub(_kept_mark, text).replace("著", "着")


def _kept_mark(match: re.Match[str]) -> str:
    return match[1] or ""
