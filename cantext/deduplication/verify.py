"""Whether two keys that look alike say the same: edit distance within a budget, and guards.

No distance tells a typing error from 第一輪 against 第二輪. The guards do: numbers must be equal,
and no edit may negate, reverse, or exchange a name, a place or a word.
"""

import re
from typing import cast

from cantext.deduplication.vocabulary import reads_as

# Two keys more edits apart than this are not looked at, whatever their length.
FARTHEST = 5
NUMERALS = "零〇一二三四五六七八九十百千万亿两半"
_NUMBER = re.compile(rf"\d+(?:[.\-/:~]\d+)*%?|[{NUMERALS}]+")
_LATIN = re.compile(r"[a-z]+")
# Characters that turn a statement around, or tell two things of one family apart. An edit that
# puts one in place of another is a different statement; an edit elsewhere is a typing error.
_FAMILIES = (
    "增减升跌降涨扩缩加",
    "有没无未不非否勿",
    "上下中前后左右内外",
    "东南西北港九",
    "春夏秋冬",
    "早晚晨午夜昨今明",
    "日周月年季时",
    "男女父母子儿夫妻兄弟姐妹他她",
    "大小高低多少长短快慢强弱轻重深浅新旧老幼",
    "买卖进出开关闭收放借还得失胜负赢输",
    "正副总代首次末初终",
    "甲乙丙丁戊己庚辛",
    "大中小幼",
    "轮期批届次阶章节条项组号级",
    "局署处部院厅司委会所组",
    "岛湾洲村镇市县省区国州郡",
    "赞反支拒批通可准",
    "红黄蓝绿白黑紫橙",
    "金银铜铁",
    "英美法德日韩俄中印澳加泰越台粤沪京津渝",
    "太生嫂婆伯叔姨",
    "往离抵返",
    "冠亚季殿",
    "里尺米寸码",
    "顺逆正反异",
)
_NEGATIONS = frozenset("不没无未非否勿别莫毋")
_WEIGHTY = _NEGATIONS | frozenset("前副代首末女男免禁拒")
SURNAMES = frozenset(
    "陈李张黄王林梁刘吴何郑罗叶周郭许曾冯邓杨朱谢萧蔡潘徐孙马胡余杜苏卢钟曹袁唐程彭沈赵江姚汪方石汤廖甄区"
    "伍莫温严容麦翁关夏侯蒋邱丘霍甘龚欧聂简倪章葛宋韩魏贾丁董范邵薛尹易武戴孔白崔康毛秦史顾孟龙万段雷钱黎尤"
)
_TITLES = (
    "先生|女士|小姐|太太|太|议员|局长|司长|署长|处长|主席|教授|博士|校长|医生|专员|院长|部长|书记|总统|总理|首相"
    "|特首|主任|总监|总裁|会长|秘书长|发言人|律师|法官|大使|经理|导演|歌手|演员|艺人|球员|教练|师傅|老师"
)
_TITLE = re.compile(f"(?:{_TITLES})")
_TITLE_BEFORE = re.compile(f"(?:{_TITLES})[{''.join(sorted(SURNAMES))}].?$")
# What the name of a house, an estate or a body ends in: the characters before are a name.
_BODY = re.compile(
    "道|街|花园|医院|大学|中学|小学|书院|公园|口岸|隧道|大桥|码头|机场|广场|商场|银行|集团|公司|酒店|大厦|协会|商会|工会|学会"
)
_ESTATE = re.compile("[邨村苑]")
# Single characters of grammar: one for another is a slip, and no name.
_FUNCTIONAL = frozenset("的地得了着在再是与和及而于向由为之以已己其这那也都就会可将")
# Two spellings of one word: 計劃 and 計畫, 身份 and 身分, 報道 and 報導.
_SPELLINGS = frozenset(("划画", "份分", "道导", "账帐", "定订", "像象", "做作", "他它", "系係"))
_PLACES = re.compile(
    "荃湾|柴湾|铜锣湾|土瓜湾|九龙湾|长沙湾|葵涌|观塘|官塘|沙田|大埔|元朗|屯门|西贡|北区|东区|南区|湾仔|中环|上环|西环|金钟|旺角|油麻地|尖沙咀|深水埗|"
    "黄大仙|将军澳|上水|粉岭|天水围|东涌|青衣|马鞍山|离岛|长洲|坪洲|南丫岛|大澳|赤鱲角|河套|新田|洪水桥|古洞|启德|数码港|科学园|落马洲|罗湖|"
    "香港|澳门|九龙|新界|北京|上海|广州|深圳|东莞|佛山|珠海|中山|惠州|江门|肇庆|南沙|前海|横琴|福田|台湾|台北|广东|广西|海南|四川|云南|福建|浙江|江苏|天津|重庆|"
    "美国|英国|法国|德国|日本|韩国|印度|泰国|越南|俄罗斯|乌克兰|以色列|伊朗|加拿大|澳洲|新加坡|马来西亚|印尼|东京|伦敦|纽约|巴黎"
)


def numbers_of(words: str) -> tuple[str, ...]:
    """Return the numbers of a key in order, Arabic and Chinese.

    >>> numbers_of("第二轮资助50个项目") == numbers_of("第一轮资助49个项目")
    False
    """
    return tuple(_NUMBER.findall(words))


# A shorter key has no near copies: a changed character is another word.
SHORTEST = 6


def budget(length: int) -> int:
    """Return how many edits a key of `length` characters may be away from its copy.

    Measured: past four, an edit is no longer an error of typing but of meaning.
    """
    if length < SHORTEST:
        return 0
    if length < 10:
        return 1
    return min(max(2, length * 12 // 100), 4)


def is_near(first: str, second: str) -> bool:
    """Whether two different keys are one text with a typing error or two.

    >>> is_near("政府推出产学研资助计划", "政府推出产学妍资助计划")
    True
    >>> is_near("陈先生示范使用护理床", "陈女士示范使用护理床")
    False
    >>> is_near("旅游发展局公布新措施", "发展局公布新措施")
    False
    """
    from rapidfuzz.distance import OSA, Levenshtein

    allowed = budget(min(len(first), len(second)))
    if not allowed or abs(len(first) - len(second)) > allowed:
        return False
    edits = Levenshtein.editops(first, second)
    if len(edits) > 2 * allowed:  # a transposition is one slip and two edits
        return False
    swaps, unswapped = 0, second
    # Several pairs that changed places: fewer edits when that is one edit.
    if len(first) == len(second) and 2 < len(edits) > OSA.distance(first, second) + 1:
        unswapped, swaps = _unswapped(first, second)
        edits = Levenshtein.editops(first, unswapped)
    slips = _slips(first, unswapped, cast("list[tuple[str, int, int]]", edits.as_list()))
    return (
        slips is not None
        and swaps + slips <= allowed
        and numbers_of(first) == numbers_of(second)
        and _same_latin(first, second)
        and _same_places(first, second)
    )


def _same_latin(first: str, second: str) -> bool:
    """Whether the Latin words are equal; only a long word may carry a slip."""
    one, other = _LATIN.findall(first), _LATIN.findall(second)
    if one == other:
        return True
    return len(one) == len(other) and all(
        a == b or (min(len(a), len(b)) >= 6 and a[0] == b[0])
        for a, b in zip(one, other, strict=True)
    )


def _unswapped(first: str, second: str) -> tuple[str, int]:
    """Return `second` with neighbours that changed places put back, and how many pairs there were.

    Of keys of one length, where the shortest list of edits would take two pairs in a row for a
    word that is another.

    >>> _unswapped("个项目获资助", "项个目资获助")
    ('个项目获资助', 2)
    """
    if len(first) != len(second):
        return second, 0
    found, swaps, place = list(second), 0, 0
    while place + 1 < len(first):
        pair = first[place : place + 2]
        if pair[0] != pair[1] and pair == second[place : place + 2][::-1]:
            found[place : place + 2] = pair
            swaps += 1
            place += 1
        place += 1
    return "".join(found), swaps


def _slips(first: str, second: str, edits: list[tuple[str, int, int]]) -> int | None:
    """Return how many slips of the fingers the edits are; None if one makes another word."""
    slips = 0
    place = 0
    while place < len(edits):
        tag, at, to = edits[place]
        following = edits[place + 1] if place + 1 < len(edits) else None
        if following and _transposed(first, second, edits[place], following):
            slips += 1
            place += 2
            continue
        if _doubled(first, second, edits[place]):
            slips += 1
            place += 1
            continue
        if following and following[1] - at <= 1 and following[2] - to <= 1:
            return None  # two changed characters side by side are another word
        if not _is_slip(first, second, tag, at, to):
            return None
        slips += 1
        place += 1
    return slips


def _transposed(
    first: str, second: str, edit: tuple[str, int, int], following: tuple[str, int, int]
) -> bool:
    """計畫 for 畫計: as two replacements side by side, or one removed here and put in there."""
    (tag, at, to), (next_tag, next_at, next_to) = edit, following
    if tag == next_tag == "replace" and next_at == at + 1:
        return first[at : at + 2] == second[to : to + 2][::-1] and first[at] != first[at + 1]
    if {tag, next_tag} == {"insert", "delete"} and next_at - at <= 2 and next_to - to <= 2:
        removed = first[at] if tag == "delete" else first[next_at]
        added = second[next_to] if next_tag == "insert" else second[to]
        return removed == added
    return False


def _doubled(first: str, second: str, edit: tuple[str, int, int]) -> bool:
    """Whether a key was struck twice: the added character is the one beside it."""
    tag, at, to = edit
    if tag == "replace":
        return False
    text, where = (first, at) if tag == "delete" else (second, to)
    character = text[where]
    if not "\u3400" <= character <= "\u9fff" or character in NUMERALS:
        return False
    return character in (text[where - 1 : where], text[where + 1 : where + 2])


def _is_slip(first: str, second: str, tag: str, at: int, to: int) -> bool:
    if tag == "replace":
        return _is_misspelt(first, second, at, to)
    text, where = (first, at) if tag == "delete" else (second, to)
    character = text[where]
    if character in _WEIGHTY:
        return False
    return not character.isascii() or not character.isalnum()


def _is_misspelt(first: str, second: str, at: int, to: int) -> bool:
    """Whether one character in place of another is a slip, and both words not words."""
    old, new = first[at], second[to]
    if any(old in family and new in family for family in _FAMILIES):
        return False
    if (old in _NEGATIONS) != (new in _NEGATIONS):
        return False
    # 陳局長 and 李局長; 陳國強 and 陳國雄 before a title or behind it.
    if old in SURNAMES and new in SURNAMES:
        return False
    if _TITLE.match(first, at + 1) or _TITLE.match(first, at + 2):
        return False
    if _TITLE_BEFORE.search(first[max(0, at - 6) : at]) or _ESTATE.match(first, at + 1):
        return False
    if old + new in _SPELLINGS or new + old in _SPELLINGS:
        return True
    one, other = reads_as(first, at), reads_as(second, to)
    if one & other:
        return False  # 巴士 and 的士, 順差 and 逆差: each is a word in the same place
    if one or other or old in _FUNCTIONAL or new in _FUNCTIONAL:
        return True
    # Neither is a word: of a name nobody can tell which letter is wrong.
    return not (_BODY.match(first, at + 1) or _BODY.match(first, at + 2))


def _same_places(first: str, second: str) -> bool:
    one, other = set(_PLACES.findall(first)), set(_PLACES.findall(second))
    return not (one - other and other - one)
