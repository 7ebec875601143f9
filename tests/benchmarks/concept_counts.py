"""Hold the counts of concepts in the 2025 Policy Address against expressions written by hand.

    python tests/benchmarks/concept_counts.py pa2025_tc.txt

The 50 concepts were drawn at random (25 of those found five times and more, 25 of the others,
seed 4). Each expression was written while reading every place of the text where the characters
stand. It says what a reader would count: all spellings of the concept, but not where they are part
of a longer name that the dictionary has as a concept of its own (北都 in 北都發展委員會), nor where
the characters only meet (出海 in 提出海關). Printed are the concepts on which the two differ, with
the places, and how many agree. Another release of the dictionary has other longer names.
"""

import argparse
import re
from pathlib import Path

from cantext.analyses.themes import themes
from cantext.corpus import Corpus
from cantext.documents.document import Document

EXPRESSIONS = {
    "AIR@InnoHK創新香港研發平台": "「?AIR@InnoHK」?(創新香港研發平台)?",
    "一國兩制": "一國兩制",
    "人工智能": (
        "(?<![A-Za-z])(?<!生成式)(?<!產業)AI(?!人工智能)(?![A-Za-z@+]|效能提升組|政務|產業化|教育|大語言模型)"
        "(?!公務應用|助手|沙盒計劃)|(AI)?(?<!香港)人工智能(?!超算中心|資助計劃|素養)"
    ),
    "人民幣債券": "人民幣債券",
    "人類乳頭瘤病毒（HPV）自行採樣檢測先導計劃": "人類乳頭瘤病毒（HPV）自行採樣檢測先導計劃",
    "代幣化": "代幣化(?!存款|債券|電子提單)",
    "低空經濟": "(?<!香港)低空經濟(?!論壇|規劃行動綱領|生態圈)",
    "公營房屋": "公營房屋",
    "出海": "(?<!提)(?<!內地企業)出海|(?<=內地企業)出海(?!專班)",
    "創新科技": (
        "(?<!國際)創新科技(?!及工業局|署|產業)"
        "|(?<!三大)(?<!國際)(?<!產學)創科(?!局|產業|生態圈|基金)"
    ),
    "創新科技及工業局": "創新科技及工業局|創科局",
    "創新藥物": "(?<!引進)創新藥物?(?!物|械|及醫療器械)",
    "北部都會區": "北部都會區|北都(?!發展委員會|大學城|新發展區)",
    "北艇南下": "北艇南下",
    "厦村": "(?<!╱)[厦廈]村",
    "可持續航空燃料": "可持續航空燃料|(?<![A-Za-z])SAF(?![A-Za-z])",
    "啟航1331": "啟航1331",
    "國際學校": "國際學校",
    "國際調解院": "國際調解院",
    "場外衍生工具": "場外衍生工具",
    "基本法": "基本法",
    "大灣區商事調解及仲裁平台": "大灣區商事調解及仲裁平台",
    "好客之道": "好客之道",
    "家庭醫學門診": "家庭醫學門診",
    "少數族裔人士支援服務中心": "少數族裔人士支援服務中心",
    "居者有其屋計劃": "居者有其屋計劃|(?<!白表)居屋",
    "市區重建局": "市區重建局|市建局",
    "建設–運營–移交": "建設–運營–移交|(?<![A-Za-z])BOT(?![A-Za-z])",
    "愛國主義教育": "愛國主義教育(?!基地)",
    "房屋署": "房屋署",
    "文藝創意產業發展藍圖": "文藝創意產業發展藍圖",
    "普通法": "普通法",
    "殘疾人士": "殘疾人士(?!院舍)",
    "河套深港科技創新合作區": "河套(?!合作區香港園區|香港園區)(合作區|深港科技創新合作區|區)?",
    "洪水橋": "洪水橋(?!╱厦村新發展區|站|至前海)",
    "照顧者": "(?<!與)(?<!被)照顧者(?!資訊網|數據平台)",
    "現代物流業": "現代物流業",
    "知識產權貿易中心": "知識產權貿易中心",
    "精神健康急救": "精神健康急救",
    "藝術行政人才": "藝術行政人才",
    "行政長官": "(?<!會同)行政長官(?!會同行政會議)",
    "西九文化區": "西九(?!文化區管理局|文化區學院|龍|碼頭)(文化區)?",
    "財經事務及庫務局": "財經事務及庫務局|財庫局",
    "跨境快件清關便利安排": "跨境快件清關便利安排|CEFA",
    "醫務衞生局": "醫務[衞衛]生局|醫[衞衛]局",
    "關愛隊": "(?<!少數族裔)關愛隊(?!伍)|地區服務及關愛隊伍",
    "香港品牌": "香港品牌",
    "香港投資管理有限公司": "香港投資管理有限公司|港投公司",
    "香港貿易發展局": "香港貿易發展局|(?<!香港)貿發局",
    "僱員再培訓局": "(僱員)?再培訓局",
}


def main() -> None:
    """Print the differences."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("text", type=Path)
    arguments = parser.parse_args()
    text = arguments.text.read_text(encoding="utf-8")
    rows = themes(Corpus.of([Document("text", text)]).blocks(), examples=1000, width=8).rows
    counted = {row.concept: row for row in rows}
    equal = 0
    for concept, expression in EXPRESSIONS.items():
        by_hand = [(match.start(), match.group()) for match in re.finditer(expression, text)]
        row = counted.get(concept)
        count = row.count if row else 0
        if count == len(by_hand):
            equal += 1
            continue
        print(f"{concept}: {count} counted, {len(by_hand)} by hand")
        starts = {start for start, _ in by_hand}
        found = {example.start: example for example in row.examples} if row else {}
        for start in sorted(starts ^ found.keys()):
            side = "by hand alone" if start in starts else "counted alone"
            around = text[max(start - 10, 0) : start + 16].replace("\n", "⏎")
            print(f"    {side}: {around}")
    print(f"{equal} of {len(EXPRESSIONS)} concepts agree")


if __name__ == "__main__":
    main()
