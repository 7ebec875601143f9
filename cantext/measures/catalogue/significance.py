"""Whether chance could have made a count: of collocates, and of words of texts compared."""

from cantext.measures.catalogue.explanation import Both, Explanation

_PAIR = ("collocations",)
_EITHER = ("collocations", "compare")
_RARE_NOT_STRONG = Both(
    "It grows with the amount of text: in a large archive almost every difference is "
    "significant, however slight. Read it beside a measure of strength (log_ratio, log_dice). "
    "Occurrences in one document are not independent, so the chance given is too small.",
    "文本愈多，數值愈大：大型語料中，極細微的差別亦會「顯著」。應與強度指標（log_ratio、log_dice）"
    "一併閱讀。同一文件內的用詞並非互相獨立，所得機率會偏小。",
)

EXPLANATIONS = (
    Explanation(
        "expected",
        _PAIR,
        "e11 = r1 * c1 / n",
        "",
        Both("From 0.", "由 0 起。"),
        Both(
            "How often the collocate would stand within the span of the node if words fell by "
            "chance. A count above it is attraction, below it repulsion.",
            "假如詞語隨機分佈，搭配詞會在中心詞跨距內出現多少次。實際次數較高即互相吸引，較低即互相排斥。",
        ),
        Both(
            "Words never fall by chance: grammar and topic alone put most pairs above it.",
            "詞語從來不是隨機分佈：單是語法與題材，已令大部分詞對高於預期。",
        ),
        "Evert, S. (2008). Corpora and collocations. In A. Lüdeling & M. Kytö (eds), Corpus "
        "Linguistics: An International Handbook, 1212–1248. Mouton de Gruyter.",
    ),
    Explanation(
        "log_likelihood",
        _EITHER,
        "G2 over all four cells: 2 * sum(o * ln(o / e))",
        "Dunning 1993",
        Both(
            "From 0. With one degree of freedom 3.84 is p = .05, 6.63 p = .01, 10.83 p = .001.",
            "由 0 起。自由度為 1 時，3.84 相當於 p = .05，6.63 為 p = .01，10.83 為 p = .001。",
        ),
        Both(
            "How sure one may be that there is an association or a difference at all. It says "
            "nothing of its direction: see log_ratio.",
            "有多大把握說詞語確有關聯或差異。它不顯示方向：方向見 log_ratio。",
        ),
        _RARE_NOT_STRONG,
        "Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. "
        "Computational Linguistics 19(1), 61–74.",
        ("g2", "ll", "log likelihood", "g-squared"),
    ),
    Explanation(
        "log_likelihood_two_term",
        _EITHER,
        "G2 of the word's two cells alone: 2 * (o11 * ln(o11 / e11) + o21 * ln(o21 / e21))",
        "Rayson & Garside 2000",
        Both(
            "From 0; at most as high as log_likelihood.",
            "由 0 起；不會高於 log_likelihood。",
        ),
        Both(
            "The variant of UCREL's calculator and many keyness tools. Use it to compare with "
            "figures from them.",
            "UCREL 計算器及不少關鍵詞工具採用的寫法，方便與這些工具的數字對照。",
        ),
        Both(
            "It leaves all other words out of account and therefore falls behind log_likelihood "
            "for common words. Publications often give either without saying which.",
            "它不計其他詞語，遇上常用詞便會低於 log_likelihood。不少文獻沒有說明用的是哪一種。",
        ),
        "Rayson, P. & Garside, R. (2000). Comparing corpora using frequency profiling. Proceedings "
        "of the Workshop on Comparing Corpora, ACL, 1–6.",
        ("two-term g2", "ucrel"),
    ),
    Explanation(
        "chi_squared",
        _EITHER,
        "Pearson's X2 over all four cells, without Yates' correction: sum((o - e)^2 / e)",
        "Pearson 1900",
        Both(
            "From 0 to the size of the table. 3.84 is p = .05, 10.83 p = .001.",
            "由 0 至表的總數。3.84 相當於 p = .05，10.83 為 p = .001。",
        ),
        Both(
            "As log_likelihood: how sure, not how strong.",
            "與 log_likelihood 相同：說明把握，不說明強弱。",
        ),
        Both(
            "Where a count below 5 is expected, as for most words of most texts, it is far too "
            "high. Prefer log_likelihood or fisher.",
            "預期次數低於 5（大多數詞語皆是）時，數值會嚴重偏高。宜改用 log_likelihood 或 fisher。",
        ),
        "Pearson, K. (1900). On the criterion that a given system of deviations … can be "
        "reasonably supposed to have arisen from random sampling. Philosophical Magazine 50, "
        "157–175.",
        ("x2", "chi2", "chi-squared", "chi square", "卡方"),
    ),
    Explanation(
        "chi_squared_yates",
        _EITHER,
        "X2 with Yates' correction: sum((max(|o - e| - 0.5, 0))^2 / e)",
        "Yates 1934",
        Both("From 0, at most chi_squared.", "由 0 起，不高於 chi_squared。"),
        Both(
            "Chi-squared made more cautious for small counts.",
            "為小樣本而設、較審慎的卡方值。",
        ),
        Both(
            "It overcorrects: some real associations of rare words are no longer significant. "
            "For small counts fisher is exact.",
            "校正往往過度，部分罕用詞的真實關聯會變得不顯著。次數少時宜用 fisher，它是精確值。",
        ),
        "Yates, F. (1934). Contingency tables involving small numbers and the χ² test. Supplement "
        "to the Journal of the Royal Statistical Society 1(2), 217–235.",
        ("yates",),
    ),
    Explanation(
        "fisher",
        _PAIR,
        "two-sided p of Fisher's exact test: sum of the hypergeometric probabilities of all tables "
        "no likelier than the observed one",
        "Fisher 1934; Pedersen 1996",
        Both("From 0 to 1; low is strong.", "由 0 至 1；愈低愈強。"),
        Both(
            "The chance of a table so unlikely if the words were independent, exact for the "
            "smallest counts.",
            "假如兩詞獨立，出現如此罕見（或更罕見）情況的機率；次數再少亦精確。",
        ),
        Both(
            "Below 1e-308 it is 0 and ranks nothing: sort by fisher_strength. As a p-value it "
            "grows more significant with every page of text.",
            "低於 1e-308 時顯示為 0，無從排序，應改按 fisher_strength。它始終是 p 值，"
            "文本愈多愈「顯著」。",
        ),
        "Pedersen, T. (1996). Fishing for exactness. Proceedings of the South-Central SAS Users "
        "Group Conference, 188–200.",
        ("fisher exact", "fisher's exact"),
    ),
    Explanation(
        "fisher_strength",
        _PAIR,
        "-log10 of the two-sided p of Fisher's exact test",
        "Stefanowitsch & Gries 2003",
        Both("From 0. 1.3 is p = .05, 3 is p = .001.", "由 0 起。1.3 即 p = .05，3 即 p = .001。"),
        Both(
            "fisher on a scale that sorts: collostructional strength.",
            "fisher 的可排序寫法，即構式搭配強度。",
        ),
        _RARE_NOT_STRONG,
        "Stefanowitsch, A. & Gries, S. Th. (2003). Collostructions: investigating the interaction "
        "of words and constructions. International Journal of Corpus Linguistics 8(2), 209–243.",
        ("collostruction",),
    ),
)
