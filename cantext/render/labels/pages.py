"""What stands on HTML pages besides the labels of tables, in English and in Chinese."""

from cantext.render.labels.label import Label

PAGE = {
    "page.skip": Label("Skip to the content", "跳至內容"),
    "page.contents": Label("Contents", "目錄"),
    "page.dark": Label("Dark mode", "深色模式"),
    "page.cloud": Label("Word cloud", "文字雲"),
    "page.where": Label("Where the top terms occur", "常用詞語在文中的位置"),
    "page.category_counts": Label("Words by category", "各類別詞語次數"),
    "page.concepts": Label("Concepts of the dictionary", "詞典概念"),
    "page.effects": Label("Terms that repeats would inflate", "受重複內容影響的詞語"),
    "page.left_out": Label("Lines left out, by kind", "已剔除的行，按種類"),
    "page.groups": Label("Repeated lines", "重複內容各組"),
    "page.method": Label("How this was made", "製作方法"),
    "page.formulae": Label("Formulae", "算式"),
    "page.manifest": Label("The whole manifest (JSON)", "完整執行紀錄（JSON）"),
    "page.filter": Label("Filter the rows", "篩選各列"),
    "page.close": Label("Close", "關閉"),
    "page.place": Label("Place", "位置"),
    "page.original": Label("Original", "原文"),
    "page.inputs": Label("Inputs", "輸入檔案"),
    "page.adopted": Label("Words taken from the text itself", "由文中自行識別的詞語"),
    "page.documents_fact": Label("documents", "文件"),
    "page.characters_fact": Label("characters", "字數"),
    "page.words_fact": Label("words", "詞數"),
    "page.types_fact": Label("different words", "不同詞語"),
    "page.lines_left_out": Label("lines left out", "已剔除的行"),
    "page.position_unit": Label("characters from the beginning", "由文首起計的字數"),
    "page.repeats": Label("Repeated lines and page furniture", "重複內容及網頁固定文字"),
    "text.page_dictionary": Label("{name} ({size:,} entries)", "{name}（共 {size:,} 條）"),
    "text.page_term_bars": Label("The {terms:,} commonest terms", "次數最多的 {terms:,} 個詞語"),
    "text.page_rows": Label("{shown:,} of {total:,} rows", "共 {total:,} 列，顯示 {shown:,} 列"),
    "text.page_show_all": Label("Show all {total:,} rows", "列出全部 {total:,} 列"),
    "text.page_show_fewer": Label("Show the first {shown:,} rows", "只列出首 {shown:,} 列"),
    "text.page_in_context": Label(
        "{term}: {total:,} occurrences in context", "「{term}」的上下文，共 {total:,} 處"
    ),
    "text.page_more_lines": Label(
        "{shown:,} shown, spread evenly over the text; {more:,} more not shown.",
        "以上 {shown:,} 處平均取自全文各部分，另有 {more:,} 處未列出。",
    ),
    "text.page_kwic_command": Label("cantext kwic lists all.", "以 cantext kwic 可列出全部。"),
    "text.page_click": Label("Choose a term to read it in context.", "點選詞語可看上下文。"),
    "text.page_cloud": Label(
        "The {words:,} commonest words, the larger the more frequent. The first: {terms}.",
        "最常用的 {words:,} 個詞語，字體愈大，次數愈多。首數個詞語：{terms}。",
    ),
    "text.page_cloud_left_out": Label("No room was left for {words}.", "圖中未能容納：{words}。"),
    "text.page_no_script": Label(
        "Without JavaScript everything can be read but the contexts of terms; tables cannot be "
        "sorted or filtered.",
        "瀏覽器未有啟用 JavaScript：內容可照常閱讀，但不能排序、篩選或查看詞語的上下文。",
    ),
    "text.page_more_concepts": Label(
        "{shown:,} of {total:,} concepts shown; `cantext themes` lists all.",
        "只列出 {total:,} 個概念中的 {shown:,} 個；以 `cantext themes` 可列出全部。",
    ),
    "text.page_more_members": Label(
        "{more:,} more copies not shown.", "另有 {more:,} 個複本未列出。"
    ),
    "text.page_dispersion": Label(
        "DP says how evenly a term is spread over {parts}: 0 evenly, 1 all in one place.",
        "「分佈偏差 DP」反映詞語在{parts}之中分佈是否平均：0 為平均，1 為集中一處。",
    ),
    "text.page_made": Label(
        "Made by cantext {version}. The page is complete in itself and calls no network.",
        "由 cantext {version} 製作。本頁自成一體，不會連接網絡。",
    ),
    "text.page_effect": Label(
        "What each term counts with all lines, and without repeats and page furniture.",
        "計入全部各行，與剔除重複內容及網頁固定文字後，各詞語的次數。",
    ),
    "text.page_marks": Label(
        "In near copies, what is added is underlined and what is missing struck through.",
        "大致相同者，多出的文字加底線，欠缺的文字加刪除線。",
    ),
    "text.page_documents": Label(
        "{first} and {more:,} more files", "{first}及另外 {more:,} 個檔案"
    ),
    "text.page_more_inputs": Label(" and {more:,} more", "及另外 {more:,} 個"),
    "page.parts_documents": Label("the documents", "各份文件"),
    "page.parts_stretches": Label("ten equal stretches of the text", "全文均分的十段"),
}
