"""Termhood, and the words that one text is about."""

from cantext.measures.catalogue.explanation import Both, Explanation

EXPLANATIONS = (
    Explanation(
        "cohesion",
        ("terms",),
        "min over the splits xy of log2(f(xy) * n / (f(x) * f(y))), in bits",
        "after Church & Hanks 1990",
        Both(
            "Without bounds; at most log2(n / f).",
            "沒有上下限；不高於 log2(n / f)。",
        ),
        Both(
            "How tightly the weakest joint of a string holds. Strings below 4.3 bits are left out, "
            "or below six tenths of the most their count allows.",
            "字串最弱的接合處有多緊密。低於 4.3 位元（或低於該次數上限的六成）者不列出。",
        ),
        Both(
            "Rare strings hold more tightly than frequent ones, as with MI. It tells phrases said "
            "again and again (多謝主席) from terms no better than the reader can.",
            "與 MI 一樣，罕見字串數值偏高。套語（多謝主席）與術語，它分不開。",
        ),
        "Church, K. W. & Hanks, P. (1990), as for mi; the least of the splits is how Chinese "
        "new-word discovery commonly measures cohesion.",
        ("凝聚度", "凝固度"),
    ),
    Explanation(
        "left_entropy",
        ("terms",),
        "entropy in bits of the character before: -sum(p * log2(p))",
        "Jin & Tanaka-Ishii 2006",
        Both("From 0 to log2(count).", "由 0 至 log2(次數)。"),
        Both(
            "How varied the company to the left is. A fragment (學研) always has the same "
            "neighbour and an entropy of 0.",
            "左鄰有多多樣。殘缺的片段（學研）左鄰永遠相同，熵為 0。",
        ),
        Both(
            "Line ends, punctuation and function words count as a neighbour of their own each "
            "time; other programs count all punctuation as one.",
            "行首行尾、標點及虛詞每次都當作不同的鄰字；其他程式可能把標點全當作同一個。",
        ),
        "Jin, Z. & Tanaka-Ishii, K. (2006). Unsupervised segmentation of Chinese text by use of "
        "branching entropy. Proceedings of COLING/ACL, posters, 428–435; boundaries as in Feng, "
        "H., Chen, K., Deng, X. & Zheng, W. (2004). Accessor variety criteria for Chinese word "
        "extraction. Computational Linguistics 30(1), 75–93.",
        ("branching entropy",),
    ),
    Explanation(
        "right_entropy",
        ("terms",),
        "entropy in bits of the character after: -sum(p * log2(p))",
        "Jin & Tanaka-Ishii 2006",
        Both("From 0 to log2(count).", "由 0 至 log2(次數)。"),
        Both(
            "How varied the company to the right is.",
            "右鄰有多多樣。",
        ),
        Both("As for left_entropy.", "與 left_entropy 相同。"),
        "As for left_entropy.",
    ),
    Explanation(
        "c_value",
        ("terms",),
        "log2(length) * (f - nested / containers)",
        "Frantzi, Ananiadou & Mima 2000",
        Both("At most log2(length) * count.", "不高於 log2(長度) × 次數。"),
        Both(
            "How often a term stands on its own, longer terms favoured.",
            "術語獨立出現的次數，較長者佔優。",
        ),
        Both(
            "`length` is in characters here and in words in its authors' English examples.",
            "此處長度以字計；原作者的英文例子以詞計。",
        ),
        "Frantzi, K., Ananiadou, S. & Mima, H. (2000). Automatic recognition of multi-word terms: "
        "the C-value/NC-value method. International Journal on Digital Libraries 3, 115–130.",
        ("c-value",),
    ),
    Explanation(
        "score",
        ("terms",),
        "log2(count + 1) * min(cohesion, 10) * min(1, entropy / 2) * weight, entropy the smaller "
        "of both, weight .35 for 2 characters, 1.2 for 3, 1.6 for 4, 1.8 for more",
        "our own",
        Both("From 0.", "由 0 起。"),
        Both(
            "What terms are ranked by: often said, holding together, in free company, and long "
            "enough to be a term rather than a word. `--score` takes another formula over the "
            "columns, such as `c_value` or `count * cohesion`.",
            "新詞的排序依據：常說、緊密、鄰字自由，並且長度足以成為術語。可用 `--score` 改用其他"
            "算式，例如 `c_value` 或 `count * cohesion`。",
        ),
        Both(
            "The weights were set by reading Hong Kong policy papers; other genres may want "
            "others.",
            "權重按香港政策文件調校，其他文類或需另定。",
        ),
        "None: it is our own.",
    ),
    Explanation(
        "idf",
        ("keywords",),
        "ln((N + 1) / (df + 1)), df of N documents of the background",
        "Sparck Jones 1972",
        Both(
            "From 0 (in every document) to ln(N + 1) (in none).",
            "由 0（每份文件都有）至 ln(N + 1)（從未出現）。",
        ),
        Both(
            "How rare the word is in Hong Kong text at large.",
            "該詞在一般香港文本中有多罕見。",
        ),
        Both(
            "The shipped background is Hansard of 2012–13 and news of early 2025: what is new "
            "since looks rarer than it is.",
            "隨附的背景資料來自 2012–13 年度立法會會議紀錄及 2025 年初新聞，"
            "其後的新詞會顯得過於罕見。",
        ),
        "Spärck Jones, K. (1972). A statistical interpretation of term specificity and its "
        "application in retrieval. Journal of Documentation 28(1), 11–21.",
        ("inverse document frequency",),
    ),
    Explanation(
        "tf_idf",
        ("keywords",),
        "count / words * idf",
        "Salton & Buckley 1988",
        Both("From 0.", "由 0 起。"),
        Both(
            "What this text says often and other Hong Kong texts do not.",
            "本文常說而其他香港文本少說的詞。",
        ),
        Both(
            "A name or a misprint that the background has never seen ranks high after a few "
            "mentions.",
            "背景資料從未見過的人名或錯字，出現幾次便會排前。",
        ),
        "Salton, G. & Buckley, C. (1988). Term-weighting approaches in automatic text retrieval. "
        "Information Processing & Management 24(5), 513–523.",
        ("tfidf", "tf-idf"),
    ),
    Explanation(
        "text_rank",
        ("keywords",),
        "stationary share of a random walk over words met within the window, weighted by count, "
        "damping .85",
        "Mihalcea & Tarau 2004",
        Both("From 0 to 1; the shares of a text sum to 1.", "由 0 至 1；全文合計為 1。"),
        Both(
            "Which words stand beside many words that matter themselves; it needs no background.",
            "與許多重要詞語相鄰的詞；無須背景資料。",
        ),
        Both(
            "It follows plain frequency closely, and common words lead that say nothing of the "
            "text (工作, 發展). The original takes nouns and adjectives alone: "
            "--pos NOUN,PROPN,ADJ.",
            "排序與單看次數相近，常用而空泛的詞（工作、發展）會排前。原作者只取名詞與形容詞："
            "--pos NOUN,PROPN,ADJ。",
        ),
        "Mihalcea, R. & Tarau, P. (2004). TextRank: bringing order into text. Proceedings of "
        "EMNLP, 404–411.",
        ("textrank",),
    ),
)
