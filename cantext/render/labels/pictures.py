"""What stands in charts, networks and word clouds, in English and in Chinese."""

from cantext.render.labels.label import Label

PICTURES = {
    "weight": Label("Weight", "連線強度"),
    "node_community": Label("Node's group", "中心詞組別"),
    "collocate_community": Label("Collocate's group", "搭配詞組別"),
    "text.chart_bars": Label(
        "Bar chart, {rows:,} rows ({unit}): {items}.", "棒形圖，共 {rows:,} 項（{unit}）：{items}。"
    ),
    "text.chart_two_sided": Label(
        "Two-sided bar chart, {rows:,} rows ({unit}): {items}.",
        "雙向棒形圖，共 {rows:,} 項（{unit}）：{items}。",
    ),
    "text.chart_lines": Label(
        "Line chart, {rows:,} lines ({unit}): {items}.",
        "折線圖，共 {rows:,} 條線（{unit}）：{items}。",
    ),
    "text.chart_dispersion": Label(
        "Dispersion plot of {rows:,} terms; occurrences ({unit}): {items}.",
        "詞語位置圖，共 {rows:,} 個詞；出現次數（{unit}）：{items}。",
    ),
    "text.missing_characters": Label(
        "the font lacks {characters}; these are drawn as boxes",
        "字型欠缺 {characters}，圖中以空格代替",
    ),
    "text.title_freq": Label("Most frequent words", "最常用詞語"),
    "text.title_ngrams": Label("Most frequent word sequences", "最常用連續詞組"),
    "text.title_keywords": Label("Keywords", "關鍵詞"),
    "text.title_themes": Label("Themes", "主題分佈"),
    "text.title_trend": Label("Rate over time", "使用頻率走勢"),
    "text.title_compare": Label("What each side says more", "兩者各自側重的詞語"),
    "text.title_dispersion": Label("Where in the text", "詞語在全文的位置"),
    "text.title_network": Label("Words that keep company", "詞語搭配網絡"),
    "text.network_legend": Label(
        "Lines: {measure}. Circles: count. Colours: groups of words that keep company.",
        "線的粗細：{measure}；圓的大小：次數；同色：經常一起出現的詞。",
    ),
    "text.network_described": Label(
        "Network of {nodes:,} words in {communities:,} groups, joined by {edges:,} pairs: {items}.",
        "共 {nodes:,} 個詞，分為 {communities:,} 組，由 {edges:,} 對搭配相連：{items}。",
    ),
    "text.cloud_others": Label("other categories", "其他類別"),
    "text.cloud_compared": Label(
        "Size: times per million words, the same scale on both sides. In colour: at least half as "
        "often again as on the other side.",
        "字的大小按每百萬詞的次數計，左右比例相同；彩色的詞比另一邊多用一半或以上。",
    ),
    "text.cloud_left_out": Label(
        "no room for {words}; a larger --size has more, or --max-words fewer",
        "容納不下：{words}；可加大 --size 或減少 --max-words",
    ),
}
