"""The credit behind a caption, who made the picture: read for matching, no words of the text."""

import re
from functools import lru_cache

from cantext.documents.document import Line
from cantext.normalise import project

# Credits are short; the pattern need not see a paragraph.
_LONGEST = 60
_END = 34
_OPENING_MARKS = "([【〔{"
OPENING = frozenset(_OPENING_MARKS)
CLOSING = frozenset(")]】〕}")

# All patterns read projected text: Simplified, lower case, ASCII punctuation.
OPEN_BRACKET, CLOSE_BRACKET = r"[(\[【〔{]", r"[)\]】〕}]"
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
# Behind a stroke an agency may leave out its last character: 「…／路透」.
_BARE_CREDIT_END = re.compile(rf"(?:{_STRONG_END})$|^{_AGENCY}(?<=社)$|^/\s*{_AGENCY}$")
_CREDIT_START = re.compile(
    r"^(?:图片?来源|图片?由|[相照影]片来源|图片?提供|图源|摄影|摄|来源|资料来源|制图|绘图"
    r"|photo(?:graph)?s?(?: by| credit| courtesy(?: of)?)?|pictures?(?: by)?|credits?|source"
    r"|courtesy of|image(?: by| credit)?)\s*(?:[:/|@]|(?<=由)|(?<=by) |(?<=of) )\s*\S"
)
# 「圖：」 opens a caption as often as a credit: what follows decides.
_WEAK_CREDIT_START = re.compile(r"^(?:资料)?(?:图片?|照片|视频|影片)\s*[:/|@]\s*(\S.*)$")
CREDIT_WORD = re.compile(
    r"[图像摄片供资源由社网报]|来源|视频|画面|档案|新闻处|脸书|微博|彭博|授权|合成|photo|fb|facebook|ig|credit|source|courtesy|reuters|afp|ap$|image"
)
# 「（圖一）」, 「（見附件）」 and 「（第二期）」 belong to the text.
_REFERENCE = re.compile(
    r"[\d,。;:!?第]|^[附图表件]{0,2}[一二三四五六七八九十甲乙丙]{1,3}$|^[见附参]"
)
_STAGE = re.compile(
    r"^(?:掌声|笑声|众笑|鼓掌|欢呼|完|待续|续|节录|译文|左|右|中|上|下|前排?.*|后排?.*)$"
)
_BRACKET_HEAD = re.compile(
    rf"^{OPEN_BRACKET}\s*([^()\[\]【】〔〕{{}}]{{1,40}}?)\s*{CLOSE_BRACKET}\s*"
)
_BARE_TAIL = re.compile(r"(?:(?<=[。!?|/\\])|\s)\s*([^\s。!?|\\][^。!?|\\]{0,28})$")


@lru_cache(maxsize=8192)  # a publisher has few credits, and each a thousand times
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


def peel_credit(text: str, credits: frozenset[str]) -> tuple[str, str]:
    """Return projected text without the credit at its end, and the credit ("" for none).

    `credits` are bracketed tails known to be credits.

    >>> peel_credit(project("港股升逾五百點。（法新社）"), frozenset())
    ('港股升逾五百点。', '法新社')
    >>> peel_credit(project("第三期工程完成（第二期）"), frozenset())
    ('第三期工程完成(第二期)', '')
    """
    start, inside = _bracketed_end(text)
    if inside:
        rest = text[:start].rstrip()
        if rest and (
            is_credit(inside)
            or inside in credits
            # After the full stop a bracket can no longer belong to the sentence.
            or (rest[-1] in "。!?" and len(inside) <= 16 and _may_be_source(inside))
        ):
            return rest, inside
    elif (
        CREDIT_WORD.search(text, max(0, len(text) - _END))
        and (match := _BARE_TAIL.search(text, max(0, len(text) - _END)))
        and is_credit(tail := _with_stroke(text, match), bracketed=False)
    ):
        rest = text[: match.start()].rstrip(" |/\\")
        if len(rest) >= 4:
            return rest, tail.lstrip("/ ")
    return text, ""


def _with_stroke(text: str, match: re.Match[str]) -> str:
    """Return what hangs on the end of a text, with the stroke that parts them."""
    return "/" * text.endswith("/", 0, match.start(1)) + match[1]


def peel_credit_in_front(text: str) -> tuple[str, str]:
    """Return projected text without the bracketed credit that it begins with, and the credit."""
    match = _BRACKET_HEAD.match(text) if text[:1] in OPENING else None
    if match and is_credit(match[1]):
        return text[match.end() :], match[1]
    return text, ""


def _bracketed_end(text: str) -> tuple[int, str]:
    """Return where the bracket at the end of a line opens, and what stands in it ("" for none)."""
    end = text.rstrip()
    if end[-1:] in ("。", "."):
        end = end[:-1].rstrip()
    if end[-1:] not in CLOSING:
        return 0, ""
    start = max(map(end.rfind, _OPENING_MARKS))
    inside = end[start + 1 : -1].strip()
    if start < 0 or len(inside) > 40 or not CLOSING.isdisjoint(inside):
        return 0, ""
    return start, inside


def _may_be_source(inside: str) -> bool:
    return not (_STAGE.match(inside) or _REFERENCE.search(inside))


def bracket_tail(folded: str) -> str:
    """Return what stands in brackets at the end of a projected line, when it may be a source."""
    start, inside = _bracketed_end(folded)
    return inside if inside and folded[:start].strip() and _may_be_source(inside) else ""


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
