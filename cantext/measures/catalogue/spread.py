"""Rates and dispersion: how often, and how evenly."""

from cantext.measures.catalogue.explanation import Both, Explanation

_COUNTED = ("freq", "ngrams")
_PARTS = Both(
    "It depends on what the parts are: the documents as they come, or ten stretches of a single "
    "document (meta names which, key dp_parts). With two or three documents it says little.",
    "結果取決於如何分部分：多份文件時以文件為單位，單一文件則分成十段（見 meta 的 dp_parts）。"
    "只有兩三份文件時，參考價值有限。",
)
_GRIES = (
    "Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International Journal "
    "of Corpus Linguistics 13(4), 403–437"
)

EXPLANATIONS = (
    Explanation(
        "per_million",
        ("freq", "ngrams", "compare", "trend"),
        "count / words * 1,000,000",
        "",
        Both("From 0 to 1,000,000.", "由 0 至 1,000,000。"),
        Both(
            "The rate, comparable between texts of different length. Words are all tokens but "
            "punctuation and addresses; stopwords count.",
            "比率，長短不同的文本可以比較。詞數包括標點與網址以外的所有詞，停用詞亦計算在內。",
        ),
        Both(
            "In a text of 2,000 words one occurrence is 500 per million: look at the count too. "
            "Another segmentation has another number of words.",
            "二千詞的文本，一次出現已是每百萬 500 次，須同時看次數。分詞方法不同，總詞數亦不同。",
        ),
        "",
        ("rate", "pmw", "每百萬詞"),
    ),
    Explanation(
        "per_thousand",
        ("themes",),
        "count / words * 1,000",
        "",
        Both("From 0 to 1,000.", "由 0 至 1,000。"),
        Both(
            "The rate of a concept, all its forms taken together.",
            "概念的比率，所有寫法一併計算。",
        ),
        Both(
            "A concept of six characters is one word here, as one of two is.",
            "六個字的概念與兩個字的概念同樣只算一個詞。",
        ),
        "",
    ),
    Explanation(
        "dp",
        _COUNTED,
        "DP with true part sizes: sum(|v / f - s|) / 2 over the parts",
        "Gries 2008",
        Both(
            "From 0 (as even as the parts allow) to nearly 1 (all in one small part).",
            "由 0（極均勻）至接近 1（集中於一小部分）。",
        ),
        Both(
            "The share of a word's occurrences that would have to move for it to be evenly spread.",
            "要使分佈均勻，須搬動多少比例的出現次數。",
        ),
        Both(
            "A word that occurs fewer times than there are parts cannot be even: rare words always "
            "have a high DP. " + _PARTS.english,
            "出現次數少於部分數目的詞不可能均勻，罕用詞的 DP 必然偏高。" + _PARTS.chinese,
        ),
        _GRIES + ".",
        ("deviation of proportions",),
    ),
    Explanation(
        "dp_norm",
        _COUNTED,
        "DP / (1 - min(s))",
        "Lijffijt & Gries 2012",
        Both("From 0 to 1.", "由 0 至 1。"),
        Both(
            "DP scaled so that 1 can be reached, whatever the size of the parts.",
            "把 DP 換算，使任何部分大小都能達到 1。",
        ),
        _PARTS,
        "Lijffijt, J. & Gries, S. Th. (2012). Correction to Dispersions and adjusted frequencies "
        "in corpora. International Journal of Corpus Linguistics 17(1), 147–149.",
        ("dpnorm",),
    ),
    Explanation(
        "juilland_d",
        _COUNTED,
        "1 - (sd / mean) / sqrt(parts - 1) of the word's rates in the parts, population sd",
        "Juilland et al. 1970",
        Both("From 0 (in one part) to 1 (even).", "由 0（只在一部分）至 1（均勻）。"),
        Both(
            "The classic dispersion of frequency dictionaries; times the count it is Juilland's "
            "usage coefficient U.",
            "頻率詞典的經典分佈指標；乘以次數即 Juilland 的使用係數 U。",
        ),
        Both(
            "With many documents it stands near 1 for almost every word. " + _PARTS.english,
            "文件很多時，幾乎每個詞都接近 1。" + _PARTS.chinese,
        ),
        "Juilland, A., Brodin, D. & Davidovitch, C. (1970). Frequency Dictionary of French Words. "
        "Mouton; rates instead of counts for unequal parts as in " + _GRIES + ".",
        ("juilland's d", "juilland"),
    ),
    Explanation(
        "rosengren_s",
        _COUNTED,
        "sum(sqrt(v * s))^2 / f, s the part's share of the words",
        "Rosengren 1971",
        Both(
            "From the share of the smallest part to 1 (even).",
            "由最小部分的佔比至 1（均勻）。",
        ),
        Both(
            "The share of the count that an even spread would be worth; times the count it is "
            "Rosengren's adjusted frequency.",
            "相當於均勻分佈時次數的幾成；乘以次數即 Rosengren 的調整頻率。",
        ),
        _PARTS,
        "Rosengren, I. (1971). The quantitative concept of language and its relation to the "
        "structure of frequency dictionaries. Études de linguistique appliquée 1, 103–127.",
        ("rosengren's s", "rosengren"),
    ),
    Explanation(
        "carroll_d2",
        _COUNTED,
        "entropy of the word's rates in the parts / log2(parts)",
        "Carroll 1970",
        Both("From 0 (in one part) to 1 (even).", "由 0（只在一部分）至 1（均勻）。"),
        Both(
            "How unsure one is which part an occurrence comes from.",
            "單憑一次出現，有多難判斷它來自哪一部分。",
        ),
        _PARTS,
        "Carroll, J. B. (1970). An alternative to Juilland's usage coefficient for lexical "
        "frequencies. Computer Studies in the Humanities and Verbal Behavior 3(2), 61–65; rates "
        "instead of counts for unequal parts as in " + _GRIES + ".",
        ("carroll's d2", "carroll"),
    ),
    Explanation(
        "arf",
        ("freq",),
        "(1 / v) * sum(min(d, v)), v = words / count, d the distances from each occurrence to the "
        "next, round the end",
        "Savicky & Hlavacova 2002",
        Both(
            "From 1 (all in one place) to the count (evenly spread).",
            "由 1（集中一處）至實際次數（均勻分佈）。",
        ),
        Both(
            "A frequency that discounts bursts: what is said ten times in one paragraph counts "
            "little more than once. It needs no parts.",
            "打了折扣的次數：同一段落內說十次，只比一次略多。無須劃分部分。",
        ),
        Both(
            "It depends on the order in which the documents are read.",
            "結果受文件讀入次序影響。",
        ),
        "Savický, P. & Hlaváčová, J. (2002). Measures of word commonness. Journal of Quantitative "
        "Linguistics 9(3), 215–231.",
        ("average reduced frequency",),
    ),
)
