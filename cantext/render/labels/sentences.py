"""Headings of sections, and words and sentences of notes and summaries."""

from cantext.render.labels.label import Label

SECTIONS = {
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


WORDS = {
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
    "word.semicolon": Label("; ", "；"),
    "word.colon": Label(": ", "："),
}


TEXTS = {
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
    "text.many_lines": Label(
        "lines {numbers} and {more:,} more", "第 {numbers} 行及另外 {more:,} 行"
    ),
    "text.and_more": Label(" and {count:,} more", "及另外 {count:,} 項"),
    "text.and_more_concepts": Label("{count:,} more", "另有 {count:,} 個"),
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
    "text.and_more_forms": Label(" and others, {total:,} in all", "等，共 {total:,} 種寫法"),
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
        "同時檢驗 {terms:,} 個詞：即使純屬偶然，約有 {chance:.1f} 個會通過 p = .001，"
        "實際有 {passed:,} 個；"
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
