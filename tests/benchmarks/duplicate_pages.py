"""Scraped pages made from a seed, with the kind of every line and what repeats what.

Four publishers, four habits: credits in brackets, credits on a line of their own, captions behind
a label, a feed of short articles. Every caption is written from slots (who, where, what, how many),
so that a hard negative is the same caption with one slot exchanged. All names are made up or plain
public offices and places.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

WHO = [
    "行政長官",
    "財政司司長",
    "發展局局長",
    "創科局局長",
    "運輸署署長",
    "陳小姐",
    "陳先生",
    "何教授",
    "鄺議員",
]
NAMES = ["甄柏霖", "伍樂生", "區敏晴", "馮以澄", "霍君堯", "簡穎詩", "祝家樑", "樊美斯"]
PLACES = ["沙田", "大埔", "元朗", "屯門", "觀塘", "荃灣", "柴灣", "葵涌", "將軍澳", "東涌"]
VENUES = ["科學園", "數碼港", "會展中心", "社區會堂", "港珠澳大橋口岸", "創新斗室"]
EVENTS = [
    "創科論壇",
    "青年論壇",
    "就業博覽",
    "航空展",
    "樂齡博覽",
    "醫療研討會",
    "簽約儀式",
    "啟用典禮",
]
TOPICS = [
    "產學研合作",
    "新型工業化",
    "公屋編配",
    "碼頭重建",
    "中醫藥發展",
    "電動巴士",
    "人才引進",
    "垃圾分類",
]
ORDINALS = ["第一輪", "第二輪", "第三輪", "首批", "第三期"]
MOVES = ["增加", "減少", "上升", "下跌"]
SITES = ["獅峰日報", "海岸時報", "南灣新聞網", "維港通訊"]
CREDITS = [
    "資料圖片",
    "政府新聞處圖片",
    "本網記者攝",
    "創科局FB圖片",
    "受訪者提供",
    "{name}攝",
    "影片截圖",
    "中新社",
]
SLIPS = "的得在再已己論輪計記部步作做員源成城建健機基其期法發化花科課立利"
TEMPLATES = [
    "{who}{name}在{venue}出席{event}，與業界交流{topic}的經驗。",
    "{place}居民在{venue}參觀{event}，了解{topic}的最新安排。",
    "{ordinal}{topic}計劃共資助{number}個項目，獲資助團隊出席{event}。",
    "{name}（左二）到{place}視察{topic}的進度，聽取前線人員的意見。",
    "{venue}的訪客數字按年{move}{percent}%，{event}尤其受歡迎。",
    "{year}年{event}在{venue}舉行，{who}{name}主持開幕。",
    "參加{event}的學生在{venue}展示以{topic}為題的作品",
    "{month}月{day}日起，{place}的{topic}試驗計劃接受申請",
    "{who}{name}說，{topic}的撥款會{move}{percent}%。",
    "{place}{venue}外觀，工程預計{year}年完成。",
]
SENTENCES = [
    "當局表示會按實際情況檢視安排，並與持份者保持溝通。",
    "{name}認為，{topic}要做得好，關鍵在於不同部門肯坐下來一起想辦法。",
    "有{place}居民反映，平日往返{venue}要轉兩次車，希望增設直達路線。",
    "數字顯示，過去一年{topic}的申請有{number}宗，當中約{percent}%獲批。",
    "業界人士指出，{event}能否帶來訂單，要看海外買家有多少人來港。",
    "她說以前沒有想過{topic}會與自己的生活有關，直至去年在{place}參加了工作坊。",
    "政府預留{number}萬元作首階段開支，餘款會在{year}年後分期發放。",
]
TITLES = [
    "{topic}新安排出爐　{place}街坊：等了很久",
    "專訪｜{name}談{topic}：行多一步",
    "{event}移師{venue}　{number}個攤位明開放",
    "{who}{name}：{topic}無捷徑",
    "{place}{topic}計劃擴大　料惠及{number}戶",
]
HEADINGS = [
    "一、由構思到落實",
    "二、錢從何來",
    "三、下一步",
    "背景",
    "居民怎樣看",
    "審批時間",
    "未來路向",
]
BULLETS = ["- 每季公布{topic}的進度；", "- 在{place}增設服務點；", "- 首{number}名申請人豁免收費。"]
MENU = ["首頁", "港聞", "財經", "國際", "副刊", "影片", "登入"]
BUTTONS = ["分享", "列印", "更多相片", "返回頁首", "訂閱電子報"]


def fill(template: str, rng: random.Random, **fixed: str) -> tuple[str, dict[str, str]]:
    """Fill the slots of a template, and return what they were filled with."""
    slots = {
        "who": rng.choice(WHO),
        "name": rng.choice(NAMES),
        "place": rng.choice(PLACES),
        "venue": rng.choice(VENUES),
        "event": rng.choice(EVENTS),
        "topic": rng.choice(TOPICS),
        "ordinal": rng.choice(ORDINALS),
        "move": rng.choice(MOVES),
        "number": str(rng.randint(11, 4900)),
        "percent": str(rng.randint(2, 60)),
        "year": str(rng.randint(2021, 2027)),
        "month": str(rng.randint(1, 12)),
        "day": str(rng.randint(1, 28)),
    } | fixed
    return template.format(**slots), slots


def exchange(template: str, slots: dict[str, str], rng: random.Random) -> str | None:
    """Write the same caption about something else: one slot takes another value."""
    used = [slot for slot in slots if "{" + slot + "}" in template]
    for slot in rng.sample(used, len(used)):
        other, fresh = fill(template, rng, **{key: slots[key] for key in slots if key != slot})
        if fresh[slot] != slots[slot]:
            return other
    return None


# Variations: each leaves the caption the same caption.


def _typing_error(text: str, rng: random.Random) -> str:
    places = [i for i in range(2, len(text) - 2) if "\u4e00" <= text[i] <= "\u9fff"]
    names = {i for name in (*NAMES, *PLACES) for i in _spans(text, name)}
    numerals = set("一二三四五六七八九十百千萬兩左右第首輪批期")
    polar = set("增加減少上升下跌")
    places = [i for i in places if i not in names and text[i] not in numerals | polar]
    if not places:
        return text
    at = rng.choice(places)
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at] + rng.choice(SLIPS) + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[:at] + text[at] + text[at:]
    if at + 1 in places and text[at] != text[at + 1]:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text


def _spans(text: str, word: str) -> range:
    at = text.find(word)
    return range(at, at + len(word)) if at >= 0 else range(0)


def _credit(text: str, rng: random.Random) -> str:
    credit = rng.choice(CREDITS).format(name=rng.choice(NAMES))
    return text + rng.choice(["（{}）", "({})", "【{}】", "[{}]"]).format(credit)


def _full_width(text: str, rng: random.Random) -> str:
    return text.translate({ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789%"})


def _half_width(text: str, rng: random.Random) -> str:
    return text.translate(str.maketrans("，（）：！", ",():!"))


def _simplified(text: str, rng: random.Random) -> str:
    from opencc import OpenCC

    return str(OpenCC("t2s").convert(text))


def _grouped(text: str, rng: random.Random) -> str:
    import re

    mark = rng.choice([",", " "])
    return re.sub(r"(?<!\d)(\d)(\d{3})(?!\d|年)", lambda match: match[1] + mark + match[2], text)


def _cut(text: str, rng: random.Random) -> str:
    at = rng.randint(max(10, len(text) // 2), max(11, len(text) - 3))
    return text[:at] + rng.choice(["…", "……", "..."])


VARIATIONS: dict[str, Callable[[str, random.Random], str]] = {
    "credit": _credit,
    "label": lambda text, rng: rng.choice(["圖：", "▲", "▲ ", "圖3/7 ", "圖一：", "■"]) + text,
    "punctuation": lambda text, rng: text.rstrip("。") + rng.choice(["", "。", "！"]),
    "half width": _half_width,
    "full width digits": _full_width,
    "spaces": lambda text, rng: "".join(
        c + (rng.choice(["\u00a0", "\u200b", "\u3000", " "]) if rng.random() < 0.1 else "")
        for c in text
    ),
    "spaced out": lambda text, rng: " ".join(text),
    "simplified": _simplified,
    "variants": lambda text, rng: text.translate(str.maketrans("為眾線裡衛", "爲衆綫裏衞")),
    "quotes": lambda text, rng: text.replace("「", "“").replace("」", "”"),
    "grouping": _grouped,
    "stamp": lambda text, rng: text + rng.choice([" 2025-10-14", "（2025年10月14日）"]),
    "typing error": _typing_error,
    "two typing errors": lambda text, rng: _typing_error(_typing_error(text, rng), rng),
    "reporting verb": lambda text, rng: text.replace("說，", "：", 1),
    "cut": _cut,
}
_LAST = ("credit", "stamp", "cut", "spaced out")  # cutting comes after what is cut, never before


def vary(text: str, rng: random.Random) -> tuple[str, set[str]]:
    """Apply none to three variations."""
    count = rng.choice([0, 0, 1, 1, 1, 2, 2, 3])
    names = rng.sample(sorted(VARIATIONS), count)
    if "cut" in names:
        names = [n for n in names if n not in ("stamp", "spaced out", "reporting verb")]
    if "spaced out" in names:
        names = [n for n in names if n not in ("grouping", "spaces")]
    if {"typing error", "two typing errors"} <= set(names):
        names.remove("typing error")
    for name in sorted(names, key=lambda n: (_LAST.index(n) if n in _LAST else -1, n)):
        text = VARIATIONS[name](text, rng)
    return text, set(names)


@dataclass
class Page:
    """A page with its truth; lines are numbered from 1."""

    lines: list[str] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)
    groups: dict[str, list[int]] = field(default_factory=dict)
    variations: dict[int, set[str]] = field(default_factory=dict)
    negatives: list[tuple[str, str]] = field(default_factory=list)
    contained: list[tuple[str, int]] = field(default_factory=list)

    def add(self, text: str, kind: str, group: str = "", names: set[str] | None = None) -> int:
        """Append a line and return its number."""
        self.lines.append(text)
        number = len(self.lines)
        if text.strip():
            self.kinds[number] = kind
            self.variations[number] = names or set()
            self.groups.setdefault(group or f"{kind}:{text}", []).append(number)
        return number

    def blank(self) -> None:
        """Append a blank line."""
        self.lines.append("")

    @property
    def text(self) -> str:
        """The page as a scraper would hand it over."""
        return "\n".join(self.lines) + "\n"


def make_page(seed: int, publisher: int) -> Page:
    """Make a page of one of the four publishers, 0 to 3."""
    rng = random.Random(seed * 4 + publisher)
    page = Page()
    if publisher == 3:
        _feed(page, rng)
        return page
    title, _ = fill(rng.choice(TITLES), rng)
    site = SITES[publisher]
    page.add(f"{title}｜{site}" if publisher else title, "headline", title)
    if publisher != 1:
        for item in MENU:
            page.add(item, "boilerplate")
    else:
        page.add(" | ".join(MENU), "boilerplate")
    _article(page, rng, title, publisher)
    if rng.random() < 0.7:
        page.add("相關新聞", "boilerplate")
        for _ in range(rng.randint(2, 4)):
            page.add(fill(rng.choice(TITLES), rng)[0], "boilerplate")
        page.blank()
        second, _ = fill(rng.choice(TITLES), rng)
        _article(page, rng, second, publisher)
    page.add("返回頁首", "boilerplate")
    page.add(f"版權所有 © 2025 {site}　不得轉載", "boilerplate")
    return page


def _article(page: Page, rng: random.Random, title: str, publisher: int) -> None:
    page.add(title, "headline", title)
    name = rng.choice(NAMES)
    page.add([f"記者：{name}", f"撰文：{name}", f"文：{name}"][publisher], "byline")
    page.add("2025-10-14 07:30" if publisher else "2025年10月14日 07:30", "byline")
    page.add("分享", "boilerplate")
    captions: list[tuple[str, str]] = []
    for number in range(rng.randint(3, 7)):
        template = rng.choice(TEMPLATES)
        text, slots = fill(template, rng)
        group = f"{title}/{number}"
        if any(text == other for _, other in captions):
            continue
        captions.append((group, text))
        if rng.random() < 0.5 and (other := exchange(template, slots, rng)):
            captions.append((group + "x", other))
            page.negatives.append((group, group + "x"))
    for place, (group, text) in enumerate(captions):
        page.blank()
        _caption(page, rng, text, group, publisher, first=True)
        page.blank()
        body = "".join(fill(rng.choice(SENTENCES), rng)[0] for _ in range(rng.randint(2, 4)))
        if rng.random() < 0.25 and text.endswith("。") and "（" not in text:
            body = body + text
            page.contained.append((group, page.add(body, "body")))
        else:
            page.add(body, "body")
        if place == 1:
            page.blank()
            heading = rng.choice(HEADINGS)
            page.add(heading, "heading")
            page.add("".join(fill(rng.choice(SENTENCES), rng)[0] for _ in range(2)), "body")
            for bullet in BULLETS:
                page.add(fill(bullet, rng)[0], "list_item")
    page.blank()
    if publisher != 2:
        page.add(title, "headline", title)
    for _ in range(rng.randint(1, 2)):
        page.add("更多相片", "boilerplate")
        for group, text in captions:
            _caption(page, rng, text, group, publisher, first=False)
    page.blank()


def _caption(
    page: Page, rng: random.Random, text: str, group: str, publisher: int, *, first: bool
) -> None:
    if first:
        if publisher == 0:
            page.add(_credit(text, rng), "caption", group, {"credit"})
        elif publisher == 1:
            page.add(text, "caption", group)
            page.add("創科局FB圖片", "credit")
        else:
            page.add(rng.choice(["圖：", "▲ "]) + text, "caption", group, {"label"})
        return
    varied, names = vary(text, rng)
    if "cut" in names and _ambiguous(page, text, varied, group):
        varied, names = text, set()  # nobody could say which caption was cut
    page.add(varied, "caption", group, names)
    if publisher == 1 and rng.random() < 0.6:
        page.add("創科局FB圖片", "credit")


def _ambiguous(page: Page, text: str, varied: str, group: str) -> bool:
    """Whether a caption of another group may begin as the cut one does."""
    rival = group[:-1] if group.endswith("x") else group + "x"
    if rival not in page.groups:
        return False
    other = page.lines[page.groups[rival][0] - 1].lstrip("圖：▲ ")
    shown = len(varied.replace(" ", ""))
    return other[: shown - 1][-1:] != "" and _agree(text, other) >= shown - 6


def _agree(one: str, other: str) -> int:
    """Return how many characters two captions have in common at their beginning."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))


def _feed(page: Page, rng: random.Random) -> None:
    for number in range(rng.randint(8, 20)):
        title, slots = fill(rng.choice(TITLES), rng)
        page.add(title, "headline", title)
        page.blank()
        if rng.random() < 0.9:
            caption, _ = fill(rng.choice(TEMPLATES), rng, **slots)
            credited = rng.random() < 0.85
            page.add(_credit(caption, rng) if credited else caption, "caption", caption)
            page.blank()
        for _ in range(2):
            page.add("".join(fill(rng.choice(SENTENCES), rng)[0] for _ in range(2)), "body")
        page.blank()
        page.add("全文連結", "boilerplate")
        page.add(f"https://news.example/{seed_digits(rng)}/{number}", "boilerplate")
        page.add("維港通訊編輯部", "boilerplate")
        page.blank()


def seed_digits(rng: random.Random) -> str:
    """Return digits for an address."""
    return str(rng.randint(10_000, 99_999))
