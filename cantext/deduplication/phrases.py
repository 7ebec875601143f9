"""What the machinery of a page says on any site: buttons, sections, teasers, who wrote it, when.

All read projected text (Simplified, lower case, ASCII punctuation) and match it whole.
"""

import re
from functools import lru_cache

from cantext.deduplication.key import DATELINE_PART

_COPYRIGHT = re.compile(
    r"©|\(c\)\s*(?:19|20)\d\d|copyright|all rights reserved|版权所有|不得转载|保留所有权利|未经许可"
)
# What buttons and links say on any site; the whole line must be made of these.
_ACTION = re.compile(
    r"^(?:首页|主页|主目录|目录页|菜单|选单|网站地图|搜寻|搜索|登入|登录|登出|注册|会员登入|(?:立即|免费)?订阅.{0,4}|电子报|下载.{0,8}app|app"
    r"|(?:更多|查看|看更多|阅读更多|查看更多|显示更多|载入更多|点击|展开|收起|继续阅读)"
    r"(?:相片|图片|照片|图辑|新闻|内容|文章|影片|留言|故事|放大|全文|查看|详情)?|(?:查看)?(?:所有|全部)(?:留言|评论|相片|新闻)\d*"
    r"|阅读全文|全文|分享|分享[到至].{0,8}|分享(?:此文|文章|本文)|转发|(?:友善)?[列打]印.{0,3}|寄给朋友|电邮给朋友|点击.{0,6}|热门搜[寻索]|收藏|书签|留言|我要留言|发表(?:评论|留言|回[复应])|回[复应]|点赞|赞好|[讚赞]|like|share"
    r"|facebook|whatsapp|wechat|twitter|line|telegram|threads|instagram|youtube|微博|电邮|email|复制(?:连结|链接)|copylink"
    r"|上一[篇页则张]|下一[篇页则张]|返回.{0,4}|回(?:到)?(?:顶部|页首)|页首|top|back|next|previous|prev|home|menu|search|login|more|donatenow|followus|supportus|getinvolved"
    r"|繁体?版?|简体?版?|繁体中文|简体中文|en|eng|english|字体大小|字级|[aa][+-]?"
    r"|广告|赞助内容|广告查询|关于我们|联[络系]我们|加入我们|(?:私隐|隐私)(?:政策|声明|条款)|免责声明|重要告示|(?:使用|服务)条款|条款及细则|版权(?:声明|告示)|常见问题|意见反映"
    r"|跳[至到](?:主要)?内容|skiptocontent|skiptomaincontent|关闭|close|接受|同意|设定|关键[字词]|tags?|报错|举报|[追关]?[踪注]我们|支持我们|(?:立即)?捐款|[讚赞]好专页"
    r"|设为首页|收藏本站|网[页站]指南|站内搜[寻索]|searchfor|我的(?:帐户|账户|收藏)|会员(?:专区|中心)|订户登[入录]|登[入录]注册|忘记密码|繁简?|简繁?"
    r"|即日新闻|新闻公报(?:一览)?|重要告示|无障碍(?:网页|网站|声明)?|版权告示|(?:cookies?|网上私隐)(?:政策|设定|声明)|职位空缺|诚聘.{0,4}|招聘(?:人才|广告)|广告(?:服务|刊例|合作)"
    r"|(?:列印|打印|分享)[此本]?页|(?:点击|按)?(?:图片|此|图)?放大(?:图片)?|收听|转寄|检举|引用|只看[该此]作者|显示全部楼层|阅读模式|倒序浏览|快速回[复覆]|高级模式|发新[帖话].?|发帖"
    r"|较[新旧]的文章|网志存档|我要(?:留言|报名|捐款|订阅)|立即\w{2,4}|编辑|(?:按月|单次|每月)捐款|取消订阅|退订|更新资料|看全文|字[号级体]|标准|放大|缩小"
    r"|readmore|loadmore|showmore|seeall|viewall|subscribe|signin|signup|register|sitemap|contact(?:us)?|about(?:us)?|privacy(?:policy)?|disclaimer|termsofuse|terms|cookies?|print|faqs?|careers)$"
)
# Sections of a site; alone on a line they may as well be a heading.
_SECTION = re.compile(
    r"^(?:新闻|港闻|要闻|本地|本港|国际|两岸|中国|内地|大湾区|财经|地产|娱乐|体育|生活|科技|副刊|社论|评论|观点|专题|专栏|影片|图片|图辑|直播|天气"
    r"|即时|最新|热门|社会|政治|经济|世界|文化|健康|教育|旅游|饮食|科创|创科|即时新闻|最新新闻|社会新闻|大|中|小|news|local|world|sports?|business|finance|opinion|video)$"
)
_LINK = re.compile(r"^\W*(?:相关|推荐|延伸)(?:新闻|文章|报道|阅读|图辑|影片)\s*[:|]\s*\S")
# What a site publishes: 「更多…」, 「最新…」 of these stands above teasers.
_PIECE = (
    r"(?:新闻稿?|文章|报[道导]|消息|贴文|帖子|话题|主题|专题|系列|专栏|评论|故事|人物|内容|资讯|影片|视频|节目"
    r"|图[片辑集]|相片|食谱|港闻|财经|国际|两岸|体育|娱乐|副刊|研究|刊物|活动|连结|链接|阅读|排行榜?|推[介荐])"
)
_RELATED = re.compile(
    rf"^\W*(?:(?:看|睇|阅读)?(?:更多|其他|相关|最新|热门|人气|精选|同类|点击)\w{{0,6}}?{_PIECE}"
    r"|(?:编辑|为你|今日|本周)(?:推[荐介]|精选|之选)|同场加映|点击排行榜?|你(?:可能|或)(?:也|会|有|还|都)?(?:想看|喜欢|兴趣|感兴趣)"
    r"|(?:其他|更多)?相关(?:新闻|文章|报道|内容|连结|链接|主题|影片|图辑|阅读)|延伸阅读|推荐(?:阅读|文章|新闻)|[热人][门气](?:新闻|文章|话题)?|最新(?:新闻|消息|文章)"
    r"|最多人看|编辑推荐|猜你喜欢|更多(?:新闻|文章|报道|故事)(?:morestories)?|你可能(?:有兴趣|也喜欢|感兴趣).{0,4}|其他人也在看|同类文章|即时新闻|本周热门|今日热门|热搜|relatedstories|morestories|readmore)\W*$"
)
# Pictures stand under these: 「更多相片」, 「圖片」.
_GALLERY = re.compile(r"^\W*(?:更多|查看|相关|全部)?(?:相片|图片|照片|图辑)\W*$")
_WRITER = (
    r"撰文|撰稿|采访|文|作者|记者|编辑|责任编辑|责编|特约记者|本报记者|来源|出处|报道|编译|摄影"
    r"|text|author|reporter|editor"
)
_BYLINE = re.compile(
    # What a reporter asks goes on after a comma, or ends in a question mark.
    rf"^\W*(?:{_WRITER})\s*[:/|]\s*[^\s,。!?][^,。!?]{{0,40}}$"
    r"|^\W*(?:撰文|撰稿|采访|作者|记者|摄影|文|图)\s+\S{2,6}(?:\s+(?:撰文|采访|摄影|文|图)\s*\S{2,6}){0,2}$"
    r"|^(?:text|words|story)\s+\S{2,12}(?:\s+photos?\s+\S{2,12})?$"
    r"|^(?:特约记者|研究员|译者|主笔|整理)\s+\S{2,4}(?:[、,\s]\s*\S{2,4}){0,4}$"
    r"|^\S{2,6}记者$|^\W*(?:本文)?作者[是为]\S[^。!?]{2,40}$"
    r"|^by [a-z. -]{3,40}$"
    r"|^\W*(?:本报|本刊|本台|本网|特约|驻\S{1,4})?记者\s*[^\s:,。]{2,10}\s*(?:报道|专访|综合报道|香港报道)?\W*$"
    r"|^\W*(?:最后更新|更新|发布|发表|出版|刊[登出]|上[载传]|建立|文章|updated?|published|posted)"
    r"(?:时间|日期|于|on|at)?\s*[: ]\s*\S.{0,40}$"
)
_BYLINE_HINT = re.compile(
    r"\W*[文图撰采作记编责特来出报本驻最更发刊上建摄研译主整taurepbws]|\S{2,6}记者$"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MOMENT_PART = re.compile(
    rf"{DATELINE_PART.pattern}|\d{{1,2}}\s*{_MONTH}\.?,?\s*(?:19|20)\d\d"
    rf"|{_MONTH}\.?\s*\d{{1,2}},?\s*(?:19|20)\d\d|(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)"
    r"|\d{1,2}月\s*\d{1,2},\s*(?:19|20)\d\d|(?<!\d)\d{1,2}[./](?:19|20)\d\d"
    r"|[(][一二三四五六日][)]|[今昨前][日天]|(?:19|20)\d\d年\d{1,2}月|香港时间|hkt|gmt(?:[+-]\d+)?|[二一][零〇一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)?"
)
# 「2025-03-28 04:23 來源：東方角時報」 says by whom as well.
_SOURCE = re.compile(r"(?<=\s)(?:来源|文|记者|撰文|作者|编辑)\s*[:/]\s*[^\s,。!?]{1,12}$")
_AGO = re.compile(
    r"^(?:刚刚|\d{1,2}\s*(?:秒|分钟?|小时|日|天|周|星期|个?月|年)(?:之?前)|昨[天日])$"
)
_NOT_WORD = re.compile(r"[^\w+-]")
_MENU_MARK = re.compile(r"[|>»›/·•<«‹\s]+")
_SCRIPTS = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[a-z])|(?<=[a-z])\s+(?=[\u3400-\u9fff])")
_BARS = re.compile(r"\s*[|>»›]\s*|\s+[/·•]\s+")
_COUNT = re.compile(r"^[+＋]?\d{1,3}$|^\d{1,3}\s*/\s*\d{1,3}$")


def is_copyright(text: str) -> bool:
    """Whether a line says whose rights are reserved."""
    return bool(_COPYRIGHT.search(text))


def is_related(text: str) -> bool:
    """Whether teasers of other articles stand under the line.

    >>> is_related("相关新闻"), is_related("相关法例")
    (True, False)
    """
    return bool(_RELATED.match("".join(text.split())))


def is_section(text: str) -> bool:
    """Whether the line is what a section of a site is called."""
    return bool(_SECTION.match(text))


def is_gallery(text: str) -> bool:
    """Whether pictures stand under the line: 「更多相片」."""
    return bool(_GALLERY.match(text))


def is_navigation(text: str) -> bool:
    """Whether a line is a button, a menu, a breadcrumb or the number of a picture.

    >>> is_navigation("首页 > 港闻 > 政情"), is_navigation("北都 新田")
    (True, False)
    """
    if len(text) <= 16:
        if _COUNT.match(text) or _ACTION.match(_NOT_WORD.sub("", text)):
            return True
    elif len(text) > 120:
        return False
    if _LINK.match(text) or _is_bilingual_action(text):
        return True
    if _is_barred(text):
        return True
    pieces = _MENU_MARK.split(text)
    if len(pieces) < 2 or max(map(len, pieces)) > 20:
        return False
    pieces = [piece for piece in (_NOT_WORD.sub("", piece) for piece in pieces) if piece]
    if len(pieces) < 2 or max(map(len, pieces)) > 10:
        return False
    known = sum(map(_is_entry, pieces))
    # A breadcrumb or a menu: short pieces between separators, most of them well known.
    needed = 1 if re.search("[>»›|]", text) else 2
    return known >= needed and known * 2 >= len(pieces)


def _is_barred(text: str) -> bool:
    """Whether bars part short entries, whatever they say: 「家長 | 學生 | 校友」.

    >>> _is_barred("最新 | 最旧"), _is_barred("专访 | 产学研要行多一步")
    (True, False)
    """
    pieces = [piece.strip() for piece in _BARS.split(text)]
    longest = 4 if len(pieces) == 2 else 8
    return len(pieces) >= 2 and all(0 < len(piece) <= longest for piece in pieces)


def _is_bilingual_action(text: str) -> bool:
    """Whether a button says the same in two scripts: 「立即捐款 Donate Now」."""
    if len(text) > 40:
        return False
    parts = _SCRIPTS.split(text)
    return len(parts) == 2 and any(_ACTION.match(_NOT_WORD.sub("", part)) for part in parts)


@lru_cache(maxsize=8192)
def _is_entry(piece: str) -> bool:
    return bool(_ACTION.match(piece) or _SECTION.match(piece))


def is_byline(text: str) -> bool:
    """Whether a line says who wrote an article, or when it was published.

    >>> is_byline("撰文:陈大文"), is_byline("文化保育")
    (True, False)
    """
    # One look at the first letters spares running text the whole pattern.
    return bool(_BYLINE_HINT.match(text)) and bool(_BYLINE.match(text))


def is_moment(text: str) -> bool:
    """Whether a line is a date or a time and nothing else.

    >>> [is_moment(text) for text in ("16:20", "2025年9月3日(星期三)", "2小时前", "2025年施政报告")]
    [True, True, True, False]
    """
    if _AGO.match(text):
        return True
    digits = sum(map(str.isdigit, text))
    if digits < 3 and not text.startswith(("二", "一九", "日期", "时间")):
        return False
    rest = _SOURCE.sub("", _MOMENT_PART.sub("", text))
    return len(text) >= 4 and not any(map(str.isalnum, rest)) and rest != text
