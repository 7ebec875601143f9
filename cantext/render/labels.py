"""Every word of ours that a reader sees in a table or a report, in English and in Chinese.

The Chinese is what a Hong Kong editor would write, not a translation word by word. A key is

- a column of the output contract (`term`, `per_million`): the heading of that column;
- `kind.x`, `relation.x`, `form.x`, `area.x`, `state.x`: the name of a value in such a column;
- `section.x`: a heading of the report; `sheet.x`: the name of a sheet, of 31 characters at most;
- `page.x`: a word on HTML pages;
- `explain.x`: a part of a measure's explanation;
- `word.x`: a word used in notes and summaries;
- `text.x`: a whole sentence with `str.format` fields, filled in by `phrase`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from cantext.errors import CantextError
from cantext.render.commitment_labels import COMMITMENTS
from cantext.render.label import LANGUAGES, Label, Language
from cantext.render.measure_labels import MEASURES
from cantext.render.page_labels import PAGE
from cantext.render.picture_labels import PICTURES

_COLUMNS = {
    # counts and rates
    "rank": Label("Rank", "排名"),
    "term": Label("Term", "詞語"),
    "ngram": Label("Word sequence", "連續詞組"),
    "n": Label("Length", "詞數"),
    "count": Label("Count", "次數"),
    "share": Label("Share", "佔比"),
    "documents": Label("Documents", "出現篇數"),
    "pattern": Label("Pattern", "樣式"),
    "category": Label("Category", "類別"),
    "concept": Label("Concept", "概念"),
    "concepts_found": Label("Concepts", "概念"),
    "forms": Label("Forms found", "文中寫法"),
    "examples": Label("Examples", "例句"),
    "bar": Label("", ""),
    # collocations
    "node": Label("Node", "中心詞"),
    "collocates": Label("Collocates", "搭配詞"),
    "collocate": Label("Collocate", "搭配詞"),
    "node_count": Label("Node count", "中心詞次數"),
    "collocate_count": Label("Collocate count", "搭配詞次數"),
    "position": Label("Position", "位置"),
    "positions": Label("Positions", "各位置次數"),
    "left_count": Label("Left", "左方次數"),
    "right_count": Label("Right", "右方次數"),
    "window_tokens": Label("Words in span", "跨距內詞數"),
    "distance": Label("Distance", "相隔詞數"),
    # newly found terms
    "known": Label("In dictionary", "詞典已收"),
    "contained_in": Label("Contained in", "見於較長詞語"),
    # keyword in context
    "document": Label("Document", "文件"),
    "line": Label("Line", "行"),
    "left": Label("Left context", "上文"),
    "right": Label("Right context", "下文"),
    # comparison and trend
    "key": Label("Key in", "較突出於"),
    "there": Label("In reference", "對照"),
    "there_reference": Label("In target", "目標"),
    "only_in": Label("Only in", "只見於"),
    "only_in.target": Label("target", "目標文本"),
    "only_in.reference": Label("reference", "對照文本"),
    "reference_documents": Label("Reference documents", "對照出現篇數"),
    "key.target": Label("target", "目標文本"),
    "key.reference": Label("reference", "對照文本"),
    "reference_count": Label("Reference count", "對照次數"),
    "reference_per_million": Label("Reference per million", "對照每百萬詞"),
    "period": Label("Period", "時期"),
    "types": Label("Types", "不同詞語"),
    "hapaxes": Label("Once only", "只出現一次"),
    "cantonese_markers": Label("Cantonese markers", "粵語標記詞"),
    "written_markers": Label("Written markers", "書面語標記詞"),
    "latin_words": Label("Latin words", "外文詞"),
    "sentences": Label("Sentences", "句數"),
    "quotations": Label("Quotations", "引文數"),
    "cantonese_quotations": Label("Quotations in Cantonese", "粵語引文"),
    "register": Label("Register", "語體"),
    "query": Label("Query", "查詢詞"),
    # duplicates
    "group": Label("Group", "組別"),
    "kind": Label("Kind", "種類"),
    "members": Label("Lines", "所屬各行"),
    "text": Label("Text", "原文"),
    "relation": Label("Relation", "關係"),
    "similarity": Label("Similarity", "相似度"),
    "kept": Label("Kept", "保留"),
    "duplicate_of": Label("Repeats", "重複自"),
    "duplicate_in": Label("Repeats in", "重複自文件"),
    "reason": Label("Why", "原因"),
    # tokens
    "tokens": Label("Tokens", "分詞結果"),
    "token_count": Label("Tokens", "詞符數目"),
    "document_count": Label("Documents", "篇數"),
    "store": Label("Store", "索引庫"),
    "parts_made": Label("Parts made", "新建部分"),
    "parts_taken_over": Label("Parts kept", "沿用部分"),
    "start": Label("Start", "起"),
    "end": Label("End", "訖"),
    "pos": Label("Part of speech", "詞性"),
    # sources
    "contains": Label("Holds", "內含"),
    "file": Label("File", "檔案"),
    "area": Label("Area", "範疇"),
    "state": Label("State", "狀況"),
    "found": Label("Found", "結果"),
    "advice": Label("Advice", "處理方法"),
    "setting": Label("Setting", "設定項"),
    "command": Label("Command", "指令"),
    "rows": Label("Rows", "資料列"),
    "characters": Label("Characters", "字數"),
    "lines": Label("Lines", "行數"),
    "words": Label("Words", "詞數"),
    "encoding": Label("Encoding", "編碼"),
    "title": Label("Title", "標題"),
    "date": Label("Date", "日期"),
    "dropped": Label("Dropped", "剔除"),
    # the effect of repeated lines
    "before": Label("Before", "剔除前"),
    "after": Label("After", "剔除後"),
    "change": Label("Change", "變動"),
    # figures
    "figure": Label("Figure", "數字"),
    "figure_kind": Label("Kind", "種類"),
    "figure_unit": Label("Unit", "單位"),
    "figures": Label("Figures", "數字"),
    "value": Label("Value", "數值"),
    "amount": Label("Value", "數值"),
    "value_high": Label("Upper value", "上限值"),
    "currency": Label("Currency", "貨幣"),
    "qualifier": Label("Qualifier", "限定"),
    "qualifier_text": Label("Qualifier as written", "限定詞原文"),
    "measures": Label("Measures", "所指"),
    "unit": Label("Unit", "單位"),
    "sentence": Label("Sentence", "句子"),
    "verb": Label("Verb", "動詞"),
    "per": Label("For each", "每"),
    "sentence_start": Label("Sentence from", "句子起點"),
    "amounts": Label("Amounts", "款項數目"),
    "total": Label("Sum", "總和"),
    # dictionaries and engines
    "form": Label("Form", "形式"),
    "english": Label("English", "英文"),
    "valid_from": Label("From", "生效"),
    "valid_to": Label("Until", "失效"),
    "guard": Label("Guard", "使用條件"),
    "status": Label("Status", "狀態"),
    "source": Label("Source", "出處"),
    "note": Label("Note", "備註"),
    "name": Label("Name", "名稱"),
    "hint": Label("Hint", "提示"),
    "description": Label("Description", "說明"),
    "problem": Label("Problem", "問題"),
    "concepts": Label("Concepts", "概念數"),
    "engine": Label("Engine", "分詞引擎"),
    "dictionary": Label("Dictionary", "詞典"),
    "entries": Label("Entries", "詞條數"),
    "model": Label("Model", "模型"),
    "version": Label("Version", "版本"),
    "licence": Label("Licence", "授權條款"),
    "available": Label("Ready", "可用"),
    # evaluation
    "precision": Label("Precision", "精確率"),
    "recall": Label("Recall", "召回率"),
    "f1": Label("F1", "F1"),
    "han_f1": Label("F1 of Han words", "漢字詞 F1"),
    "oov_recall": Label("Unknown words found", "未登錄詞召回率"),
    "speed": Label("MB/s", "每秒 MB"),
    "memory": Label("Peak MB", "記憶體用量 MB"),
}

_VALUES = {
    "area.system": Label("System", "系統"),
    "area.packages": Label("Packages", "套件"),
    "area.extras": Label("Extras", "選裝套件"),
    "area.engines": Label("Engines", "分詞引擎"),
    "area.plug-ins": Label("Plug-ins", "外掛"),
    "area.data": Label("Data", "資料"),
    "area.fonts": Label("Fonts", "字型"),
    "area.terminal": Label("Terminal", "終端機"),
    "area.settings": Label("Settings", "設定"),
    "state.ok": Label("ok", "正常"),
    "state.missing": Label("missing", "欠缺"),
    "state.broken": Label("broken", "損壞"),
    "kind.headline": Label("headline", "標題"),
    "kind.byline": Label("byline", "記者署名"),
    "kind.caption": Label("photo caption", "圖片說明"),
    "kind.credit": Label("photo credit", "圖片來源"),
    "kind.boilerplate": Label("boilerplate", "網頁固定文字"),
    "kind.heading": Label("heading", "小標題"),
    "kind.list_item": Label("list item", "列點"),
    "kind.body": Label("body text", "正文"),
    "kind.blank": Label("blank line", "空行"),
    # why a line is not kept
    "reason.repeat": Label("repeat", "重複"),
    "reason.kind": Label("kind", "種類"),
    "reason.markup": Label("markup", "標記"),
    "register.cantonese": Label("Cantonese", "粵語"),
    "register.mixed": Label("mixed", "混合"),
    "register.written": Label("written Chinese", "書面語"),
    "register.unmarked": Label("no marker", "無標記"),
    "relation.original": Label("first occurrence", "首次出現"),
    "relation.exact": Label("exact copy", "完全相同"),
    "relation.near": Label("near copy", "大致相同"),
    "relation.truncated": Label("cut short", "經刪短"),
    "relation.contained": Label("part of another line", "屬另一行的一部分"),
    "form.pref": Label("preferred", "正式名稱"),
    "form.abbr": Label("abbreviation", "簡稱"),
    "form.alt": Label("alternative", "別稱"),
    "form.former": Label("former name", "舊稱"),
    "form.hidden": Label("variant spelling", "異寫"),
    "status.ambiguous": Label("ambiguous", "有歧義"),
}

_SECTIONS = {
    "explain.formula": Label("Formula", "算式"),
    "explain.symbols": Label("Symbols", "符號"),
    "explain.range": Label("Range", "數值範圍"),
    "explain.reading": Label("How to read it", "如何解讀"),
    "explain.misleads": Label("When it misleads", "注意事項"),
    "explain.reference": Label("Reference", "文獻"),
    "explain.commands": Label("In the rows of", "見於指令"),
    "measure": Label("Measure", "指標"),
    "commands": Label("Commands", "指令"),
    "section.report": Label("Text report", "文本分析報告"),
    "section.sources": Label("Sources", "資料來源"),
    "section.duplicates": Label(
        "Repeated lines and what they did to the counts", "重複內容及其對統計的影響"
    ),
    "section.terms": Label("Top terms", "最常用詞語"),
    "section.themes": Label("Themes", "主題分佈"),
    "section.figures": Label("Largest amounts of money", "最大筆款項"),
    "section.collocations": Label("Collocations", "詞語搭配"),
    "section.new_terms": Label("Newly found terms", "新發現詞語"),
    "sheet.sources": Label("Sources", "資料來源"),
    "sheet.duplicates": Label("Repeated lines", "重複內容"),
    "sheet.effects": Label("Effect of repeats", "重複內容的影響"),
    "sheet.terms": Label("Top terms", "最常用詞語"),
    "sheet.themes": Label("Themes", "主題分佈"),
    "sheet.figures": Label("Largest amounts", "最大筆款項"),
    "sheet.collocations": Label("Collocations", "詞語搭配"),
    "sheet.new_terms": Label("Newly found terms", "新發現詞語"),
    "sheet.about": Label("About this run", "運算記錄"),
    "item": Label("Item", "項目"),
    "content": Label("Value", "內容"),
    "section.notes": Label("Notes", "附註"),
}

_WORDS = {
    "word.before": Label("before", "剔除前"),
    "word.after": Label("after", "剔除後"),
    "word.change": Label("change", "變動"),
    "word.file": Label("file", "檔案"),
    "word.files": Label("files", "個檔案"),
    "word.characters": Label("characters", "字"),
    "word.encoding": Label("encoding", "編碼"),
    "word.lines": Label("lines", "行"),
    "word.words": Label("words", "詞"),
    "word.dropped": Label("dropped", "已剔除"),
    "word.kept": Label("kept", "已保留"),
    "word.total": Label("total", "合計"),
    "word.other": Label("other", "其他"),
    "word.none": Label("none", "無"),
    "word.yes": Label("yes", "是"),
    "word.no": Label("no", "否"),
    "word.note": Label("Note", "註"),
    "word.warning": Label("Warning", "注意"),
    "word.standard_input": Label("standard input", "標準輸入"),
    "word.separator": Label(", ", "、"),
}

_TEXTS = {
    "text.report_speaks": Label(
        "In {words:,} words ({types:,} different ones) the text speaks most of {terms}.",
        "全文共 {words:,} 詞（{types:,} 個不同詞語），最常提及{terms}。",
    ),
    "text.report_speaks_on": Label(
        "In {words:,} words ({types:,} different ones) the text speaks most of {terms}; its main "
        "themes are {themes}.",
        "全文共 {words:,} 詞（{types:,} 個不同詞語），最常提及{terms}；主題以{themes}為主。",
    ),
    "text.counted": Label("{term} ({count:,})", "{term}（{count:,}）"),
    "text.difference_marks": Label(
        "In the copies, [-…-] is what they lack and {{+…+}} what they add.",
        "[-…-] 為該處所缺文字，{{+…+}} 為該處多出文字。",
    ),
    "text.report_duplicates": Label(
        "{dropped:,} of {lines:,} lines were left out as repeats or page furniture: with them, "
        "{term} would count {before:,} times instead of {after:,}.",
        "{lines:,} 行之中，{dropped:,} 行屬重複內容或網頁固定文字，未有計算在內；"
        "若一併計算，「{term}」會由 {after:,} 次增至 {before:,} 次。",
    ),
    "text.report_dropped": Label(
        "{dropped:,} of {lines:,} lines were left out as repeats or page furniture; no count of a "
        "term changed.",
        "{lines:,} 行之中，{dropped:,} 行屬重複內容或網頁固定文字，未有計算在內；"
        "各詞語的次數不受影響。",
    ),
    "text.report_no_figures": Label("The text names no amounts of money.", "文中沒有款項。"),
    "text.report_no_duplicates": Label(
        "No repeated lines were left out.", "沒有剔除任何重複內容。"
    ),
    "text.report_empty": Label("There are no words to count.", "文中沒有可供統計的詞語。"),
    "text.more_groups": Label(
        "{shown:,} of {total:,} groups shown; `cantext duplicates` shows all.",
        "只列出 {total:,} 組中的 {shown:,} 組；`cantext duplicates` 可列出全部。",
    ),
    "text.group_size": Label("{members:,} lines", "共 {members:,} 處"),
    "text.group_size_documents": Label(
        "{members:,} lines in {documents:,} documents",
        "共 {members:,} 處，見於 {documents:,} 份文件",
    ),
    "text.placed": Label("{name} ({place})", "{name}（{place}）"),
    "text.same_but_marks": Label("same but for marks and labels", "僅標點或標示不同"),
    "text.several_lines": Label("lines {numbers}", "第 {numbers} 行"),
    "text.line_numbers": Label("line {numbers}", "第 {numbers} 行"),
    "text.and_more": Label(" and {count:,} more", " 及另外 {count:,} 處"),
    "text.and_more_concepts": Label("{count:,} more", "另外 {count:,} 個"),
    "text.more_sources": Label(
        "and {files:,} more files of {characters:,} characters",
        "另有 {files:,} 個檔案，共 {characters:,} 字",
    ),
    "text.dropped_kinds": Label("Lines left out: {kinds}.", "已剔除各行的種類：{kinds}。"),
    "text.coverage": Label(
        "{share:.1%} of the words stand under a concept of the dictionary.",
        "全文有 {share:.1%} 的詞語屬詞典所收概念。",
    ),
    "text.succeeded_by_later": Label("{date}: became {other}", "{date}：改為{other}"),
    "text.succeeded_by_earlier": Label("{date}: took over from {other}", "{date}：接替{other}"),
    "text.split_into_later": Label(
        "{date}: split; one part went to {other}", "{date}：分拆，部分職能歸{other}"
    ),
    "text.split_into_earlier": Label(
        "{date}: took over a part of {other}", "{date}：接掌{other}分拆出的職能"
    ),
    "text.merged_into_later": Label("{date}: merged into {other}", "{date}：併入{other}"),
    "text.merged_into_earlier": Label("{date}: took in {other}", "{date}：{other}併入"),
    "text.transferred_to_later": Label(
        "{date}: gave some duties to {other}", "{date}：部分職能轉交{other}"
    ),
    "text.transferred_to_earlier": Label(
        "{date}: received some duties of {other}", "{date}：接收{other}部分職能"
    ),
    "text.and_more_forms": Label(" and others, {total:,} in all", "等，共 {total:,} 個寫法"),
    "text.dict_contains": Label("Holds: {terms}", "內含：{terms}"),
    "text.dict_contained_in": Label("Part of: {terms}", "見於：{terms}"),
    "text.more_in_target": Label(
        "More in the target, {name} ({words:,} words)", "目標文本較多：{name}（{words:,} 詞）"
    ),
    "text.more_in_reference": Label(
        "More in the reference, {name} ({words:,} words)", "對照文本較多：{name}（{words:,} 詞）"
    ),
    "text.trend_periods": Label(
        "Periods: {periods:,}, {first} to {last}; rates are per million words",
        "共 {periods:,} 個時期，由 {first} 至 {last}；比率為每百萬詞次數",
    ),
    "text.only_in_target": Label("Only in the target: ", "只見於目標文本："),
    "text.only_in_reference": Label("Only in the reference: ", "只見於對照文本："),
    "text.many_tests": Label(
        "{terms:,} terms are tested at once: by chance alone about {chance:.1f} would pass "
        "p = .001, and {passed:,} do; {discoveries:,} are below .05 after adjustment for many "
        "tests (Benjamini & Hochberg).",
        "同時檢驗 {terms:,} 個詞：單憑機會約有 {chance:.1f} 個通過 p = .001，實際有 {passed:,} 個；"
        "按多重檢驗校正（Benjamini–Hochberg）後，低於 .05 者有 {discoveries:,} 個。",
    ),
    "text.no_rows": Label("Nothing found.", "沒有結果。"),
    "text.more_rows": Label(
        "{shown:,} of {total:,} shown; `--limit` shows more.",
        "只列出 {total:,} 項中的 {shown:,} 項；以 `--limit` 列出更多。",
    ),
    "text.missing_glyphs": Label(
        "The font {font} lacks {characters}; these are drawn as empty boxes.",
        "字型 {font} 欠缺 {characters}，圖中會顯示為空格。",
    ),
}

LABELS: Mapping[str, Label] = MappingProxyType(
    {
        **_COLUMNS,
        **MEASURES,
        **_VALUES,
        **_SECTIONS,
        **_WORDS,
        **_TEXTS,
        **PICTURES,
        **PAGE,
        **COMMITMENTS,
    }
)


def checked_language(language: str) -> Language:
    """Return `language` when it is one of `LANGUAGES`.

    Raises
    ------
    CantextError
        When it is not.
    """
    if language not in LANGUAGES:
        raise CantextError(f"Unknown language {language!r}: choose {' or '.join(LANGUAGES)}")
    return language


def label(key: str, language: str) -> str:
    """Return the label of `key` in a language.

    >>> label("per_million", "en"), label("per_million", "zh-Hant")
    ('Per million', '每百萬詞')

    Raises
    ------
    KeyError
        When there is no such label: every word shown has its entry here.
    """
    return LABELS[key].of(checked_language(language))


def value_label(namespace: str, value: str, language: str) -> str:
    """Return the name of a value such as the kind `caption`, or the value when it has none.

    >>> value_label("kind", "caption", "zh-Hant"), value_label("kind", "poem", "en")
    ('圖片說明', 'poem')
    """
    key = f"{namespace}.{value}"
    return label(key, language) if key in LABELS else value


def phrase(key: str, language: str, **fields: object) -> str:
    """Return a sentence with its fields filled in; braces inside a field stay as they are.

    >>> phrase("text.more_rows", "zh-Hant", shown=20, total=1234)
    '只列出 1,234 項中的 20 項；以 `--limit` 列出更多。'
    """
    return label(key, language).format(**fields)


def language_from_locale(environ: Mapping[str, str]) -> Language:
    """Choose the language of labels as POSIX chooses that of messages.

    The first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set decides. Chinese and Cantonese
    locales of any place and script give Traditional Chinese, all others English.

    >>> language_from_locale({"LANG": "zh_HK.UTF-8"}), language_from_locale({"LC_ALL": "C"})
    ('zh-Hant', 'en')
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(variable):
            primary = value.replace("-", "_").split("_")[0].split(".")[0].split("@")[0].lower()
            return "zh-Hant" if primary in ("zh", "yue") else "en"
    return "en"
