"""How strongly words are bound, or a word to a text, from a fourfold table."""

from cantext.measures.catalogue.explanation import Both, Explanation

_PAIR = ("collocations",)
_EITHER = ("collocations", "compare")

EXPLANATIONS = (
    Explanation(
        "mi",
        _PAIR,
        "pointwise mutual information in bits: log2(o11 / e11), o11 = 0 taken as 0.5",
        "Church & Hanks 1990",
        Both(
            "Without bounds; 0 is chance, 1 twice as often, 3 eight times.",
            "沒有上下限；0 為隨機水平，1 為兩倍，3 為八倍。",
        ),
        Both(
            "How many times as often as by chance the two meet, in doublings. Values above 3 are "
            "commonly called collocations.",
            "兩詞相遇的次數是隨機水平的多少倍（以 2 為底）。一般以 3 以上為搭配。",
        ),
        Both(
            "Rare words lead the list: two words that occur once each, together, have the highest "
            "MI there is. Set --min-count, or use mi3, npmi or log_dice.",
            "罕用詞會排在最前：各出現一次而恰好相鄰的兩詞，MI 最高。請設 --min-count，"
            "或改用 mi3、npmi、log_dice。",
        ),
        "Church, K. W. & Hanks, P. (1990). Word association norms, mutual information, and "
        "lexicography. Computational Linguistics 16(1), 22–29.",
        ("pmi", "mutual information", "互信息"),
    ),
    Explanation(
        "mi3",
        _PAIR,
        "MI with the joint count cubed, in bits: log2(o11^3 / e11)",
        "Daille 1994",
        Both("Without bounds.", "沒有上下限。"),
        Both(
            "MI that frequent pairs lead instead of rare ones.",
            "把 MI 改為偏重常見詞對。",
        ),
        Both(
            "0 has no meaning here, and values of texts of different size do not compare.",
            "0 並無特別意義；大小不同的文本，數值不能比較。",
        ),
        "Daille, B. (1994). Approche mixte pour l'extraction automatique de terminologie: "
        "statistiques lexicales et filtres linguistiques. PhD thesis, Université Paris 7.",
        ("mi^3", "cubic association ratio"),
    ),
    Explanation(
        "npmi",
        _PAIR,
        "MI / -log2(o11 / n)",
        "Bouma 2009",
        Both(
            "From -1 (never together) by 0 (chance) to 1 (never apart).",
            "由 −1（從不同現）經 0（隨機）至 1（從不分開）。",
        ),
        Both(
            "MI as a share of the most it could be; comparable between pairs of different "
            "frequency.",
            "MI 佔其最高可能值的比例，頻率不同的詞對亦可比較。",
        ),
        Both(
            "It still favours rare pairs, if less than MI.",
            "仍偏向罕見詞對，只是不如 MI 嚴重。",
        ),
        "Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. "
        "Proceedings of GSCL, 31–40.",
        ("normalised mutual information", "normalized pmi"),
    ),
    Explanation(
        "t_score",
        _PAIR,
        "(o11 - e11) / sqrt(o11), the root of 0 taken as that of 0.5",
        "Church et al. 1991",
        Both(
            "Below sqrt(o11). Values above 2 are commonly taken.",
            "低於 sqrt(o11)。一般取 2 以上。",
        ),
        Both(
            "How well supported the pair is; frequent pairs lead.",
            "詞對有多少實例支持；常見詞對排前。",
        ),
        Both(
            "It ranks nearly as the plain count does, and its p-values mean nothing, for counts "
            "are not normally distributed.",
            "排序與單看次數相差無幾；次數並非常態分佈，其 p 值沒有意義。",
        ),
        "Church, K., Gale, W., Hanks, P. & Hindle, D. (1991). Using statistics in lexical "
        "analysis. In U. Zernik (ed.), Lexical Acquisition, 115–164. Erlbaum.",
        ("t", "t-score", "t test"),
    ),
    Explanation(
        "z_score",
        _PAIR,
        "(o11 - e11) / sqrt(e11), without continuity correction",
        "Evert 2008",
        Both("Without bounds; 0 is chance.", "沒有上下限；0 為隨機水平。"),
        Both(
            "By how many standard deviations the count exceeds chance.",
            "次數高出隨機水平多少個標準差。",
        ),
        Both(
            "As MI it favours rare words, since a small expected count makes it large. "
            "Berry-Rogghe's z divides by sqrt(e11 * (1 - p)) and is a little higher.",
            "與 MI 一樣偏向罕用詞，因為預期次數愈小，數值愈大。Berry-Rogghe 的 z 除以 "
            "sqrt(e11 * (1 - p))，略高於此。",
        ),
        "Evert, S. (2008), as for expected; Berry-Rogghe, G. L. M. (1973). The computation of "
        "collocations and their relevance to lexical studies. In A. J. Aitken et al. (eds), The "
        "Computer and Literary Studies, 103–112. Edinburgh University Press.",
        ("z", "z-score"),
    ),
    Explanation(
        "dice",
        _PAIR,
        "2 * o11 / (f1 + f2)",
        "Smadja et al. 1996",
        Both("From 0 to 1.", "由 0 至 1。"),
        Both(
            "The share of both words' occurrences that are together; 1 for words never apart.",
            "兩詞的出現之中，有多少是一起出現；1 即從不分開。",
        ),
        Both(
            "Values are small and hard to read: log_dice ranks the same.",
            "數值細小，不易閱讀；log_dice 的排序與它相同。",
        ),
        "Smadja, F., McKeown, K. R. & Hatzivassiloglou, V. (1996). Translating collocations for "
        "bilingual lexicons: a statistical approach. Computational Linguistics 22(1), 1–38.",
    ),
    Explanation(
        "log_dice",
        _PAIR,
        "14 + log2(2 * o11 / (f1 + f2)), o11 = 0 taken as 0.5",
        "Rychly 2008",
        Both("At most 14; mostly from 0 to 10.", "最高 14；一般介乎 0 至 10。"),
        Both(
            "How exclusive the pair is. One more is twice as often; values of corpora of different "
            "size compare.",
            "詞對有多專一。每增 1 即多一倍；不同大小的語料可以比較。",
        ),
        Both(
            "It compares with no expectation, so that very common words may score high with "
            "everything; and a wide span raises it.",
            "它沒有與預期次數比較，極常用的詞與任何詞都可能得分偏高；跨距愈闊，數值亦愈高。",
        ),
        "Rychlý, P. (2008). A lexicographer-friendly association score. Proceedings of RASLAN, "
        "6–9.",
        ("logdice", "log-dice"),
    ),
    Explanation(
        "minimum_sensitivity",
        _PAIR,
        "min(o11 / f1, o11 / f2)",
        "Pedersen & Bruce 1996",
        Both("From 0 to 1.", "由 0 至 1。"),
        Both(
            "The smaller of the two shares: of each word's occurrences, how many are with the "
            "other.",
            "兩個比例中較小者：各詞的出現之中，有多少與另一詞一起。",
        ),
        Both(
            "A rare word beside a common one always scores low, even if it never stands alone: "
            "see the two ΔP.",
            "罕用詞配常用詞必然偏低，即使罕用詞從不單獨出現：可看兩個方向的 ΔP。",
        ),
        "Pedersen, T. & Bruce, R. (1996). What to infer from a description. Technical report "
        "96-CSE-04, Southern Methodist University.",
        ("ms",),
    ),
    Explanation(
        "delta_p_forward",
        _PAIR,
        "o11 / r1 - o21 / (n - r1)",
        "Gries 2013",
        Both("From -1 to 1; 0 is chance.", "由 −1 至 1；0 為隨機水平。"),
        Both(
            "How much likelier the collocate is near the node than elsewhere: how well the node "
            "foretells it.",
            "搭配詞在中心詞附近比在別處更可能出現多少：即由中心詞預測搭配詞的能力。",
        ),
        Both(
            "Within a span of ten words it stays small, because one occurrence can be only one of "
            "the ten: compare values of the same span alone.",
            "跨距為十個詞時，一次出現只佔其中一格，數值必然偏小：只宜比較相同跨距的數值。",
        ),
        "Gries, S. Th. (2013). 50-something years of work on collocations: what is or should be "
        "next … International Journal of Corpus Linguistics 18(1), 137–165.",
        ("delta p", "Δp"),
    ),
    Explanation(
        "delta_p_backward",
        _PAIR,
        "o11 / c1 - o12 / (n - c1)",
        "Gries 2013",
        Both("From -1 to 1; 0 is chance.", "由 −1 至 1；0 為隨機水平。"),
        Both(
            "How much likelier the node's span is where the collocate stands: how well the "
            "collocate foretells the node.",
            "搭配詞出現之處，有多大可能正在中心詞跨距之內：即由搭配詞預測中心詞的能力。",
        ),
        Both(
            "A collocate that occurs twice and both times by the node has the full value.",
            "只出現兩次而兩次都在中心詞旁的搭配詞，已達最高值。",
        ),
        "Gries, S. Th. (2013), as for delta_p_forward.",
    ),
    Explanation(
        "log_ratio",
        _EITHER,
        "log2 of the ratio of the two rates, (o11 / r1) / (o21 / (n - r1)), a count of 0 taken as "
        "0.5",
        "Hardie 2014",
        Both(
            "Without bounds; 0 is the same rate, 1 twice, -1 half.",
            "沒有上下限；0 為比率相同，1 為兩倍，−1 為一半。",
        ),
        Both(
            "How big the difference is, in doublings: near the node against elsewhere, or in the "
            "target against the reference.",
            "差異有多大（以倍數計）：中心詞附近與別處相比，或目標文本與對照文本相比。",
        ),
        Both(
            "It says nothing of certainty: three occurrences against none give a high value. Read "
            "it beside log_likelihood.",
            "它不說明把握：三次對零次亦會得出高值。應與 log_likelihood 一併閱讀。",
        ),
        "Hardie, A. (2014). Log Ratio – an informal introduction. ESRC Centre for Corpus "
        "Approaches to Social Science, Lancaster University.",
        ("log ratio", "binary log ratio"),
    ),
    Explanation(
        "odds_ratio",
        _EITHER,
        "(o11 * o22) / (o12 * o21), a half added to each cell if one is 0",
        "Haldane 1956; Pojanapunya & Watson Todd 2018",
        Both("Above 0; 1 is no difference.", "大於 0；1 即無差別。"),
        Both(
            "The odds of the word here over the odds there. For rare words it is nearly the ratio "
            "of the rates, 2^log_ratio.",
            "此處與彼處的勝算之比。對罕用詞而言，與比率之比（2 的 log_ratio 次方）幾乎相同。",
        ),
        Both(
            "As log_ratio it says nothing of certainty, and a cell of 0 gives what the added half "
            "makes it.",
            "與 log_ratio 一樣不說明把握；有零格時，數值取決於所加的 0.5。",
        ),
        "Pojanapunya, P. & Watson Todd, R. (2018). Log-likelihood and odds ratio: keyness "
        "statistics for different purposes of keyword analysis. Corpus Linguistics and Linguistic "
        "Theory 14(1), 133–167; Haldane, J. B. S. (1956). The estimation and significance of the "
        "logarithm of a ratio of frequencies. Annals of Human Genetics 20, 309–311.",
        ("odds",),
    ),
)
