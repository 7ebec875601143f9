"""Change over time, lexical diversity, and the make-up of a text."""

from cantext.measures.catalogue.explanation import Both, Explanation

EXPLANATIONS = (
    Explanation(
        "tau",
        ("trend",),
        "Kendall's tau-b of the rates against the order of the periods",
        "Kendall 1945; Hilpert & Gries 2009",
        Both(
            "From -1 (falls every time) to 1 (rises every time).",
            "由 −1（每期皆跌）至 1（每期皆升）。",
        ),
        Both(
            "Whether there is a steady trend, whatever its shape.",
            "是否有持續的升勢或跌勢，不論形狀。",
        ),
        Both(
            "A rise that turns into a fall has a tau near 0: look at the sparkline.",
            "先升後跌時 tau 接近 0：須看走勢圖。",
        ),
        "Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika 33(3), "
        "239–251; Hilpert, M. & Gries, S. Th. (2009). Assessing frequency changes in multistage "
        "diachronic corpora. Literary and Linguistic Computing 24(4), 385–401.",
        ("kendall", "kendall's tau", "mann-kendall"),
    ),
    Explanation(
        "tau_p",
        ("trend",),
        "two-sided p of tau: exact without ties, else normal approximation",
        "Mann 1945",
        Both("From 0 to 1.", "由 0 至 1。"),
        Both(
            "How often so steady a trend would come from rates in random order.",
            "假如各期比率次序純屬隨機，出現如此一致走勢的機會。",
        ),
        Both(
            "Fewer than five periods can never be significant at .05, however clear the trend.",
            "少於五期時，走勢再明顯亦不可能達到 .05 的顯著水平。",
        ),
        "Mann, H. B. (1945). Nonparametric tests against trend. Econometrica 13(3), 245–259.",
    ),
    Explanation(
        "heterogeneity",
        ("trend",),
        "G2 of the counts of all periods against one common rate, degrees of freedom = periods - 1",
        "Dunning 1993",
        Both("From 0.", "由 0 起。"),
        Both(
            "Whether the rates differ between periods at all; it serves two periods too.",
            "各期比率是否有差異；只有兩期亦適用。",
        ),
        Both(
            "A single speech on the subject makes it significant; see the documents beside it.",
            "單憑一篇專題演說已可令它顯著，須同時看出現篇數。",
        ),
        "Dunning, T. (1993), as for log_likelihood.",
    ),
    Explanation(
        "heterogeneity_p",
        ("trend",),
        "p of heterogeneity by the chi-squared distribution",
        "Dunning 1993",
        Both("From 0 to 1.", "由 0 至 1。"),
        Both(
            "How often rates would differ so much if they were equal.",
            "假如各期比率相等，出現如此差異的機會。",
        ),
        Both(
            "Words of one document are no independent draws: it is too small.",
            "同一文件內的用詞並非互相獨立，數值會偏小。",
        ),
        "Dunning, T. (1993), as for log_likelihood.",
    ),
    Explanation(
        "percent_change",
        ("trend",),
        "100 * (last rate - first rate) / first rate",
        "",
        Both(
            "From -100; none where the first rate is 0.",
            "由 −100 起；首期為 0 時不計算。",
        ),
        Both("Change from the first period to the last.", "由首期至末期的變動。"),
        Both(
            "It sees two periods alone, and small counts make it jump.",
            "只看首尾兩期，次數少時大起大落。",
        ),
        "",
        ("change",),
    ),
    Explanation(
        "ttr",
        ("profile",),
        "types / words",
        "",
        Both("From nearly 0 to 1.", "由接近 0 至 1。"),
        Both("The share of different words.", "不同詞語所佔比例。"),
        Both(
            "It falls as a text grows: never compare texts of different length by it. Use mattr "
            "or mtld.",
            "文本愈長，數值愈低：長短不同的文本不可用它比較，應用 mattr 或 mtld。",
        ),
        "Templin, M. C. (1957). Certain Language Skills in Children. University of Minnesota "
        "Press.",
        ("type-token ratio",),
    ),
    Explanation(
        "mattr",
        ("profile",),
        "mean of types / words over all windows of so many words in a row",
        "Covington & McFall 2010",
        Both("From 1 / window to 1.", "由 1／窗口長度至 1。"),
        Both(
            "Lexical diversity that does not depend on length.",
            "不受篇幅影響的詞彙豐富度。",
        ),
        Both(
            "It depends on the window (--window) and on the segmentation; a text shorter than the "
            "window is measured by its plain ratio.",
            "取決於窗口長度（--window）及分詞方法；短於窗口的文本以原始比例計算。",
        ),
        "Covington, M. A. & McFall, J. D. (2010). Cutting the Gordian knot: the moving-average "
        "type–token ratio (MATTR). Journal of Quantitative Linguistics 17(2), 94–100.",
        ("moving-average ttr",),
    ),
    Explanation(
        "mtld",
        ("profile",),
        "words / factors, a factor being a stretch whose type-token ratio falls to .72; mean of "
        "both directions",
        "McCarthy & Jarvis 2010",
        Both("From 1; mostly from 50 to 200.", "由 1 起；一般介乎 50 至 200。"),
        Both(
            "How many words a text goes on for, on average, before it begins to repeat itself.",
            "文本平均寫多少個詞才開始重複用詞。",
        ),
        Both(
            "Below a hundred words it swings widely.",
            "不足一百詞的文本，數值波動很大。",
        ),
        "McCarthy, P. M. & Jarvis, S. (2010). MTLD, vocd-D, and HD-D: a validation study of "
        "sophisticated approaches to lexical diversity assessment. Behavior Research Methods "
        "42(2), 381–392.",
    ),
    Explanation(
        "sentence_length",
        ("profile",),
        "words / sentences; a sentence ends with 。！？；…, their half-width forms, or the line",
        "",
        Both("From 1.", "由 1 起。"),
        Both("How long the sentences are.", "句子有多長。"),
        Both(
            "Headings and list items are sentences too, and so is each broken line of a PDF's "
            "text.",
            "標題、列點以至 PDF 文字的每一斷行都算一句。",
        ),
        "",
    ),
    Explanation(
        "cantonese_share",
        ("profile",),
        "Cantonese markers / (Cantonese markers + written-Chinese markers)",
        "our own lists",
        Both(
            "From 0 (written Chinese) to 1 (Cantonese); none without any marker.",
            "由 0（書面語）至 1（粵語）；沒有標記詞時不計算。",
        ),
        Both(
            "How Cantonese the grammar is: 嘅 咗 喺 唔 佢 against 的 了 在 不 他. Of a document, "
            "or of each quotation in it.",
            "語法有多「粵」：嘅、咗、喺、唔、佢相對於的、了、在、不、他。可按文件或按引文計算。",
        ),
        Both(
            "A short quotation may hold one marker or none. Words of either register that are no "
            "function words (搵, 尋找) do not count.",
            "短引文可能只有一個標記詞，甚至沒有。虛詞以外的粵語詞或書面詞（搵、尋找）不計。",
        ),
        "None: the lists are our own (dictionaries/registers).",
        ("cantonese",),
    ),
    Explanation(
        "latin_share",
        ("profile",),
        "words of Latin letters / words",
        "",
        Both("From 0 to 1.", "由 0 至 1。"),
        Both(
            "How much English and other Latin script is mixed in.", "夾雜多少英文及其他拉丁字母詞。"
        ),
        Both(
            "A name of three words (iAM Smart Plus) may be one token or three.",
            "由數個詞組成的名稱可能算作一個詞，亦可能算作數個。",
        ),
        "",
        ("latin",),
    ),
)
