"""Keyness of texts compared, beyond the measures it shares with association."""

from cantext.measures.catalogue.explanation import Both, Explanation

EXPLANATIONS = (
    Explanation(
        "bic",
        ("compare",),
        "two-term G2 - ln(n1 + n2)",
        "Wilson 2013",
        Both(
            "Without bounds. Above 2 positive evidence of a difference, above 6 strong, above 10 "
            "very strong; below 0 evidence of equal rates.",
            "沒有上下限。2 以上為有差異的正面證據，6 以上強，10 以上極強；0 以下為比率相等的證據。",
        ),
        Both(
            "Significance that allows for the size of the texts.",
            "已計入文本大小的顯著程度。",
        ),
        Both(
            "It approximates a Bayes factor and still takes words for independent draws.",
            "它只是貝葉斯因子的近似值，仍假設詞語互相獨立。",
        ),
        "Wilson, A. (2013). Embracing Bayes factors for key item analysis in corpus linguistics. "
        "In M. Bieswanger & A. Koll-Stobbe (eds), New Approaches to the Study of Linguistic "
        "Variability, 3–11. Peter Lang.",
        ("bayes factor",),
    ),
    Explanation(
        "percent_diff",
        ("compare",),
        "100 * (rate1 - rate2) / rate2, a reference rate of 0 taken as 1e-18",
        "Gabrielatos & Marchi 2011",
        Both("From -100 up; 100 is twice the rate.", "由 −100 起；100 即兩倍。"),
        Both(
            "By how many per cent the target says the word more often.",
            "目標文本比對照文本多用百分之幾。",
        ),
        Both(
            "A word that the reference lacks gets an astronomical figure that stands for no "
            "quantity: read such words as a list of their own (key only_in).",
            "對照文本沒有的詞會得出天文數字，並非實際份量；這類詞應另作清單閱讀（見 only_in）。",
        ),
        "Gabrielatos, C. & Marchi, A. (2011). Keyness: matching metrics to definitions. Corpus "
        "Linguistics in the South 1, University of Portsmouth.",
        ("%diff", "percent difference"),
    ),
    Explanation(
        "simple_maths",
        ("compare",),
        "(per_million1 + k) / (per_million2 + k), k = 1",
        "Kilgarriff 2009",
        Both("Above 0; 1 is the same rate.", "大於 0；1 即比率相同。"),
        Both(
            "The ratio of rates, damped so that a count of 0 needs no special case. --smoothing "
            "sets k: 1 brings out rare words, 1000 common ones.",
            "經平滑處理的比率之比，無須特別處理零次。--smoothing 設定 k：1 突出罕用詞，"
            "1000 突出常用詞。",
        ),
        Both(
            "In short texts one occurrence is hundreds per million, so that k = 1 damps nothing.",
            "短文中一次出現已等於每百萬詞數百次，k = 1 幾乎毫無平滑作用。",
        ),
        "Kilgarriff, A. (2009). Simple maths for keywords. Proceedings of Corpus Linguistics, "
        "University of Liverpool.",
        ("simple math",),
    ),
    Explanation(
        "p_value",
        ("compare",),
        "chance of a G2 (log_likelihood) at least as high with one degree of freedom: "
        "erfc(sqrt(G2 / 2))",
        "Dunning 1993",
        Both("From 0 to 1; low is surprising.", "由 0 至 1；愈低愈出人意表。"),
        Both(
            "How often so large a difference would come from equal rates, if one word were tested.",
            "假如比率相等而只檢驗一個詞，出現如此大差異的機會。",
        ),
        Both(
            "Thousands of words are tested at once: one in a thousand passes p = .001 by chance. "
            "Use p_adjusted.",
            "同時檢驗數千個詞，即使純屬偶然，每千個便有一個通過 p = .001。應看 p_adjusted。",
        ),
        "Dunning, T. (1993), as for log_likelihood.",
        ("p",),
    ),
    Explanation(
        "p_adjusted",
        ("compare",),
        "p * tests / rank, made to rise with the rank",
        "Benjamini & Hochberg 1995",
        Both("From 0 to 1, at least p_value.", "由 0 至 1，不低於 p_value。"),
        Both(
            "Of the words below .05, about 5% are there by chance, however many were tested.",
            "無論檢驗多少個詞，低於 .05 的詞之中約有 5% 純屬偶然。",
        ),
        Both(
            "It mends the number of tests, not the fact that a word said once tends to be said "
            "again in the same document.",
            "它只修正檢驗數目，沒有修正「同一文件內用過的詞往往會再用」這一點。",
        ),
        "Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate: a practical "
        "and powerful approach to multiple testing. Journal of the Royal Statistical Society B "
        "57(1), 289–300.",
        ("fdr", "q value", "benjamini-hochberg"),
    ),
)
