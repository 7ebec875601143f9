"""Which characters and words may stand at the ends of a term, and which never stand in one.

Closed lists, read against Hong Kong policy papers, Hansard and news. They stand in for the part of
speech that a dictionary would give, and a person may mend them without touching the algorithm.
"""

import re
from collections.abc import Iterable, Mapping

from cantext.normalise import project


def _table(never: str, only: str) -> Mapping[str, str]:
    """Read "的:士 將:軍來領士": a character, and those that it may stand beside all the same."""
    table = dict.fromkeys("".join(never.split()), "")
    for item in only.split():
        character, companions = item.split(":")
        table[character] = companions
    return table


# Characters that do not begin a term, or only before the characters named: 的士, 將軍澳, 在職.
NOT_FIRST = _table(
    """
    了及並亦也而為是於至到被把其這那此該我你他她們您就更曾已每之者但若則讓給逾很只才仍且沒它
    較須均皆乃即倘雖除隨各某何還卻第月間內嘅咗喺係唔啲嗰佢哋咁喇㗎吧呢嗎啊啦囉喎嚟俾畀屆跟
    """,
    """
    的:士 令:牌 由:治 從:業 在:職線囚學讀場 將:軍來領士 因:素果應 和:平諧 與:會 或:然 等:級候
    又:新 再:生工造就融 最:低高惠 應:用急變力屆 都:會市 如:期意 據:點 近:岸海親 使:用命
    會:議計展所員社考堂籍 項:目 個:人案體別 年:金青輕度票齡 日:本常間照 元:朗素老宇
    時:代間段裝尚事 名:額義譽單勝牌店人城 次:級序貸 位:置元於 以:色 有:機限軌線 能:源力量見
    可:持再見樂 所:得 對:沖象外口 向:量 多:元邊媒層功 不:動良銹 未:成婚來 同:性業鄉步理學 做:法
    去:碳世 過:海境渡濾戶關 份:額 局:長勢部面 作:業品家者風用物曲文
    正:面常式統確義規值版副門當宗向
    """,
)

# Characters that do not end a term, or only after the characters named: 目的, 參與, 平等.
NOT_LAST = _table(
    """
    了並亦也而這那此我你他她們您就更曾之但若讓給逾很只仍且沒皆乃倘雖隨某何還卻嘅咗喺唔啲嗰佢
    哋咁喇㗎吧呢嗎啊啦囉喎嚟俾畀或以是於到又不未最已再每第如至須月個
    """,
    """
    的:目標 和:共溫飽緩平 及:普埃 在:現存潛內外 與:參 將:名大 對:相絕核針應面 被:棉 把:火
    等:平同高上中初 使:大天行 令:命法禁政司 要:主需紀摘重概 向:方取導意面動流 從:服侍 由:自理
    為:行作 均:平人 即:立 除:扣拆清消豁 據:數證根收單依 其:土 該:應 因:基原成 可:許認
    中:初高集空大華水當家 下:地天部線旗屬轄樓鄉 上:線網海陸水路岸 前:目學空生戰 後:善落戰背最
    時:工即臨小準及暫 約:公合契預租條節 說:小傳學演 應:供反效響 較:比 年:青周少成老財學壯
    日:節生假平休
    """,
)

# Verbs, adverbs and pointing words that stand before or after a term and are no part of it. A term
# that does begin with such a verb (改善民生) is lost: the price of losing 鞏固香港.
EDGE_WORDS = frozenset(
    word
    for line in (
        "推動 加強 鞏固 支持 確保 引入 積極 進一步 繼續 協助 提供 推出 成立 建立 鼓勵 提升 增加",
        "改善 完善 優化 落實 開拓 豐富 融入 善用 容許 吸引 促進 包括 透過 通過 涵蓋 制訂 制定",
        "訂立 設立 擴大 擴展 加快 加大 爭取 配合 帶動 帶來 帶領 打造 達致 達到 發揮 匯聚 把握",
        "對接 舉辦 針對 考慮 探討 探索 檢視 降低 減少 減輕 縮短 放寬 延長 預留 預計 邀請 利用",
        "採用 採取 滿足 應對 處理 解決 面對 聚焦 反映 顯示 要求 完成 推行 推進 實施 執行 開展",
        "展開 開始 公布 發布 宣布 提出 提交 呈交 出現 增至 升至 減至 具備 具有 擁有 享有 屬於",
        "位於 來自 位列 位至 躋身 查找 收取 收到 得到 取得 獲得 給予 覆蓋 確立 深化 強化 活化",
        "培育 培養 弘揚 維護 維持 保持 確認 接受 接納 簡化 精簡 釋放 刺激 激發 結合 涉及 包含",
        "構成 形成 產生 造成 導致 引進 引領 吸納 招攬 挽留 增強 增設 增聘 增撥 撥出 注資 改為",
        "改變 轉變 延伸 跟進 回應 說明 指出 強調 重申 同意 感謝 多謝 謝謝 助力 落戶 貫徹 研製",
        "打擊 避免 認為 表示 進行 成為 作為 希望 相信 覺得 知道 看到 令到 做到 留意 提到 提及",
        "談及 得知 獲悉 聽到 告訴 建基 指明 提醒 請問 質詢 促請 我們 他們 你們 大家 自己 本人",
        "其他 相關 有關 不同 更多 更好 更加 以及 根據 按照 已經 正在 必須 可以 需要 同時 其中",
        "例如 尤其 特別 非常 十分 以下 以上 所有 任何 各項 各個 多個 全面 盡快 逐步 分階段 現時",
        "目前 將會 期間 至少 超過 合共 分別 直接 主要 重要 由於 如果 但是 因此 所以 而且 不過",
        "雖然 或者 還有 沒有 不是 就是 什麼 甚麼 怎樣 如何 為何 是否 能夠 可能 應該 一些 一個",
        "一項 上述 對於 關於 為了 隨着 隨著 不斷 不少 很多 許多 越來越 仍然 額外 一併 共同 陸續",
        "主動 過去 未來 當中 之後 之前 以後 以前 何時 世界第 全球第 持續推 這個 那個 這些 那些",
        "這樣 那麼 但他 因為 可是 然而 不能 不會 不可 不應 並非 只是",
    )
    for word in line.split()
)

# Beside one of these a string is free, as it is beside punctuation: each counts as a neighbour of
# its own, unless the tables above bind it to the character beside it (將 in 將軍, 與 in 參與).
FUNCTION_CHARACTERS = frozenset(
    "的了和及與並亦也而或將以於是在對向把被為由從至到令使讓等嘅咗喺係同畀"
)

# Members of coordinating abbreviations (官產學研, 政產學研投, 官商民): a string made of them alone
# takes another of them at either end, and is a term even when the text has it only once.
COORDINATED = frozenset("官政產學研投資商民企校用金媒軍社銀介貿工農醫")

# The patterns below are asked of the projection, which has one spelling of a word.
_EDGE_KEYS = frozenset(map(project, EDGE_WORDS))

# A body before the auxiliary 會 (政府會, 局會加強) is no assembly; what else ends in 會 may be.
_AUXILIARY = re.compile(
    project(r"[府局署處部門司們我亦都便才則將必不院者]會$|公司會$|[府局署處]會.")
)
# Never inside a term: pronouns, 亦, years that move with the speaker, words that join phrases.
_INSIDE = re.compile(
    project(
        r"[亦這那們我你您她咗嘅喺啲嗰佢哋]|(?<![目標])的(?!士)|[今明去前每]年|年[內底]"
        r"|.{2}[和在對跟是].{2}"
    )
)
_DIGITS = project("一二三四五六七八九十百千萬億兩零〇")
_UNITS = project("年月日個項名間元位次條屆成倍宗份批期天周週輪號種家歲班章部份方面級度億萬分點時")
_NUMBERED = re.compile(
    project(
        rf"[{_DIGITS}幾數半][{_DIGITS}幾數半]*[{_UNITS}].*"
        rf"|.*[{_DIGITS}][成年月日個項名元億倍條位]?"
        r"|[億萬千百].*"
    )
)
# What looks like a number and is none.
_NO_NUMBER = re.compile(project(r"統一|單一|唯一|十[四五六]五"))


def is_sound(text: str) -> bool:
    """Whether a string could be a term by its first and last word and by what it holds.

    >>> [is_sound(text) for text in ("低空經濟", "鞏固香港", "巩固香港", "立法會", "三個月")]
    [True, False, False, True, False]
    """
    key = project(text)
    if key in _EDGE_KEYS or _INSIDE.search(key) or _AUXILIARY.search(key):
        return False
    if _NUMBERED.fullmatch(key) and not _NO_NUMBER.fullmatch(key):
        return False
    return not any(
        key[:size] in _EDGE_KEYS or key[-size:] in _EDGE_KEYS for size in (2, 3) if size < len(key)
    )


def with_simplified(table: Mapping[str, str], characters: Iterable[str]) -> dict[str, str]:
    """Return one of the tables above with the Simplified spellings that a text has of its keys.

    Characters that Traditional text has too (并, which is also 併, and 后) are no such spellings.

    >>> found = with_simplified(NOT_LAST, "们与购并")
    >>> [character in found for character in "們们与并"], found["与"][-1]
    ([True, True, True, False], '参')
    """
    by_key = {project(key): companions for key, companions in table.items()}
    found = dict(table)
    for character in characters:
        if character not in table and character in by_key and not _is_traditional(character):
            found[character] = by_key[character] + project(by_key[character])
    return found


def _is_traditional(character: str) -> bool:
    """Whether a character is one of the 5,401 of everyday use in Big5."""
    try:
        code = character.encode("big5")
    except UnicodeEncodeError:
        return False
    return b"\xa4\x40" <= code <= b"\xc6\x7e"
