"""What a line looks like by itself, before its neighbours are asked."""

import re
from dataclasses import dataclass

from cantext.duplicates.key import CREDIT_WORD, DATELINE_PART, is_credit, is_machine

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0002fa1f]")
# 「多謝各位。（掌聲）」 ends a sentence too.
_SENTENCE_END = re.compile(r"[。!?；;…⋯][」』”\"')\]】]*(?:\([^()]{1,8}\))?\s*$")
_MARKUP = re.compile(r"</?[a-z!?][^<>]*>?")
_URL = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+(?:\.[\w-]+)+/\S+")
_NUMBER_ONLY = re.compile(
    r"^\W*(?:第\s*|page\s*|p\.?\s*)?(?:[a-z]{0,2}\d{1,5}|[ivxlc]{1,7})\s*(?:页)?\s*(?:(?:/|of|共)\s*\d{1,5}\s*页?)?\W*$"
)
_BULLET = re.compile(
    r"^(?:[-–—*•●○◦‧·▪■□◆➢✓]|\(?[ivx]{1,4}[).、]|\(?[a-z][).]|\(?\d{1,2}[).、])\s*(?=\S)"
)
_ENUMERATED = re.compile(
    r"^(?:第\s*[一二三四五六七八九十百\d]+\s*[章节部篇编]|[(]?\s*[一二三四五六七八九十]{1,3}\s*[)、.．]|[甲乙丙丁戊]\s*[、.]|[(]\s*[甲乙丙丁戊]\s*[)]|[a-h]\.\s|\d{1,2}\.\d{1,2}\s)"
)
_COPYRIGHT = re.compile(
    r"©|\(c\)\s*(?:19|20)\d\d|copyright|all rights reserved|版权所有|不得转载|保留所有权利|未经许可"
)
# What buttons and links say on any site; the whole line must be made of these.
_ACTION = re.compile(
    r"^(?:首页|主页|主目录|目录页|菜单|选单|网站地图|搜寻|搜索|登入|登录|登出|注册|会员登入|(?:立即|免费)?订阅.{0,4}|电子报|下载.{0,8}app|app"
    r"|(?:更多|查看|看更多|阅读更多|查看更多|显示更多|载入更多|点击|展开|收起|继续阅读)"
    r"(?:相片|图片|照片|图辑|新闻|内容|文章|影片|放大|全文|查看|详情)?"
    r"|分享|分享[到至].{0,8}|分享(?:此文|文章|本文)|转发|(?:友善)?[列打]印.{0,3}|寄给朋友|电邮给朋友|点击.{0,6}|热门搜[寻索]|收藏|书签|留言|我要留言|发表(?:评论|留言)|点赞|赞好|赞|like|share"
    r"|facebook|whatsapp|wechat|twitter|line|telegram|threads|instagram|youtube|微博|电邮|email|复制(?:连结|链接)|copylink"
    r"|上一[篇页则张]|下一[篇页则张]|返回.{0,4}|回(?:到)?(?:顶部|页首)|页首|top|back|next|previous|prev|home|menu|search|login|more"
    r"|繁体?|简体?|繁体中文|简体中文|en|eng|english|字体大小|字级|[aa][+-]?"
    r"|广告|赞助内容|广告查询|关于我们|联[络系]我们|加入我们|(?:私隐|隐私)(?:政策|声明|条款)|免责声明|(?:使用|服务)条款|条款及细则|版权声明|常见问题|意见反映"
    r"|跳[至到](?:主要)?内容|skiptocontent|skiptomaincontent|关闭|close|关键[字词]|tags?|报错|举报|[追关]?[踪注]我们|讚?赞好专页)$"
)
# Channels of a news site; alone on a line they may as well be a heading.
_CHANNEL = re.compile(
    r"^(?:新闻|港闻|要闻|本地|本港|国际|两岸|中国|内地|大湾区|财经|地产|娱乐|体育|生活|科技|副刊|社论|评论|观点|专题|专栏|影片|图片|图辑|直播|天气"
    r"|即时|最新|热门|社会|政治|经济|世界|文化|健康|教育|旅游|饮食|科创|创科|即时新闻|最新新闻|大|中|小|news|local|world|sports?|business|finance|opinion|video)$"
)
_MENU_MARK = re.compile(r"[|>»›/·•<«‹\s]+")
_LINK = re.compile(r"^\W*(?:相关|推荐|延伸)(?:新闻|文章|报道|阅读)\s*[:|]\s*\S")
_COUNT = re.compile(r"^[+＋]?\d{1,3}$|^\d{1,3}/\d{1,3}$")
_NOT_WORD = re.compile(r"[^\w+-]")
_HASHTAGS = re.compile(r"^(?:#[^\s#]{1,20}\s*)+$")
_RELATED = re.compile(
    r"^\W*(?:(?:其他|更多)?相关(?:新闻|文章|报道|内容|连结|链接|主题|影片|阅读)|延伸阅读|推荐(?:阅读|文章|新闻)|热门(?:新闻|文章|话题)?|最新(?:新闻|消息|文章)|最多人看|编辑推荐|猜你喜欢|更多(?:新闻|文章|报道)|你可能(?:有兴趣|也喜欢|感兴趣).{0,4}|其他人也在看|同类文章|即时新闻|本周热门|今日热门|热搜)\W*$"
)
_BYLINE = re.compile(
    r"^\W*(?:撰文|撰稿|采访|文|作者|记者|编辑|责任编辑|责编|特约记者|本报记者|来源|出处|报道|编译|text|author|reporter|editor)\s*[:/|]\s*\S.{0,40}$"
    r"|^by [a-z. -]{3,40}$"
    r"|^\W*(?:本报|本刊|本台|本网|特约|驻\S{1,4})?记者\s*\S{2,10}\s*(?:报道|专访|综合报道|香港报道)?\W*$"
    r"|^\W*(?:最后更新|更新|发布|发表|出版|刊登|上载|建立|updated?|published|posted)"
    r"(?:时间|日期|于|on|at)?\s*[: ]\s*\S.{0,40}$"
)
_BYLINE_HINT = re.compile(r"\W*[文撰采作记编责特来出报本驻最更发刊上建taurepb]")
# Beyond this many characters a line is a paragraph, whatever else it looks like.
_LONG = 600


@dataclass(frozen=True, slots=True)
class Shape:
    """The visible features of one projected line.

    `settled` is the kind that the line alone decides ("" when its neighbours must); `machine`
    lines are addresses and copyright, `navigation` buttons and menus, `channel` the name of a
    section of a site, which may as well be a heading.
    """

    settled: str
    han: int = 0
    sentence: bool = False
    credited: bool = False
    bullet: bool = False
    enumerated: bool = False
    machine: bool = False
    navigation: bool = False
    channel: bool = False
    markup: bool = False
    related: bool = False


def line_shape(folded: str, *, credit: str = "", labelled: bool = False) -> Shape:
    """Describe a projected line; `credit` and `labelled` come from its key.

    >>> from cantext.normalise import project
    >>> line_shape(project("某局FB圖片")).settled, line_shape(project("更多相片")).navigation
    ('credit', True)
    >>> line_shape(project("二、發展創新科技")).enumerated
    True
    """
    text = " ".join(folded.split())
    if len(text) > _LONG:
        return _PARAGRAPH_SHAPE
    han = len(_HAN.findall(text))
    markup = "<" in text and not _MARKUP.sub("", text).strip()
    machine = not markup and _is_machine(text, han)
    navigation = not machine and _is_navigation(text)
    settled = ""
    if not text:
        settled = "blank"
    elif machine or not any(map(str.isalnum, text)) or _HASHTAGS.match(text):
        settled = "boilerplate"
    elif len(text) <= 60 and (_is_dateline(text) or _is_byline(text)):
        settled = "byline"
    elif _is_credit_line(text):
        settled = "credit"
    return Shape(
        settled=settled,
        han=han,
        sentence=ends_sentence(text),
        credited=bool(credit) or labelled,
        bullet=bool(_BULLET.match(text)),
        enumerated=bool(_ENUMERATED.match(text)),
        machine=machine,
        navigation=navigation,
        channel=bool(_CHANNEL.match(text)),
        markup=markup,
        related=bool(_RELATED.match(text)) if len(text) <= 14 else False,
    )


_PARAGRAPH_SHAPE = Shape("", han=_LONG, sentence=True)


def prose_shape(folded: str) -> Shape:
    """Describe a line of wrapped running text, where buttons and credits are not looked for."""
    text = folded.strip()
    if not text:
        return Shape("blank")
    if len(text) > _LONG:
        return _PARAGRAPH_SHAPE
    return Shape("", han=len(_HAN.findall(text)), sentence=ends_sentence(text))


def is_page_number(squeezed: str) -> bool:
    """Whether a projected line without its spaces may be the number of a page.

    >>> [is_page_number(text) for text in ("4777", "-12-", "第3页", "a3", "2013年")]
    [True, True, True, True, False]
    """
    return len(squeezed) <= 16 and bool(_NUMBER_ONLY.match(squeezed))


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, a closing quotation mark or bracket aside."""
    return bool(_SENTENCE_END.search(text, max(0, len(text) - 12)))


def _is_machine(text: str, han: int) -> bool:
    """Whether it is an address with at most a label before it, or a line of copyright."""
    if is_machine(text) and _URL.search(text):
        rest = _URL.sub("", text)
        if len(_HAN.findall(rest)) <= 12 and len(rest.strip(" :()[]<>|-")) <= 24:
            return True
    return len(text) <= 80 and bool(_COPYRIGHT.search(text)) and han <= 40


def _is_navigation(text: str) -> bool:
    if len(text) > 120 or max(map(len, text.split()), default=0) > 60:
        return False
    if _COUNT.match(text) or _LINK.match(text):
        return True
    if len(text) <= 16 and _ACTION.match(_NOT_WORD.sub("", text)):
        return True
    if not _MENU_MARK.search(text):
        return False
    pieces = [_NOT_WORD.sub("", piece) for piece in _MENU_MARK.split(text)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2 or max(map(len, pieces)) > 10:
        return False
    known = sum(bool(_ACTION.match(piece) or _CHANNEL.match(piece)) for piece in pieces)
    # A breadcrumb or a menu: short pieces between separators, most of them well known.
    needed = 1 if re.search("[>»›|]", text) else 2
    return known >= needed and known * 2 >= len(pieces)


def _is_byline(text: str) -> bool:
    # One look at the first letters spares running text the whole pattern.
    return bool(_BYLINE_HINT.match(text)) and bool(_BYLINE.match(text))


def _is_dateline(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    return (
        digits >= 3
        and 6 * digits >= len(text) >= 6
        and not re.sub(r"[\W_]", "", DATELINE_PART.sub("", text))
    )


def _is_credit_line(text: str) -> bool:
    if len(text) > 30 or not CREDIT_WORD.search(text):
        return False
    inner = text.strip("()[]【】〔〕 。.▲△▼")
    return is_credit(inner, bracketed=text[:1] in "([【〔")
