"""What tables of commitments say, in English and in Chinese; statuses are named in their file."""

from cantext.render.labels.label import Label

COMMITMENTS = {
    "commitment": Label("Commitment", "承諾"),
    "sentence": Label("Sentence", "句子"),
    "actor": Label("Actor", "行動者"),
    "body": Label("Body", "機構"),
    "inherited": Label("Told before", "承上文"),
    "action": Label("Action", "行動"),
    "object": Label("Object", "對象"),
    "modality": Label("Modality", "語氣"),
    "target": Label("Target", "目標數字"),
    "target_value": Label("Target value", "目標數值"),
    "target_high": Label("Upper value", "數值上限"),
    "target_unit": Label("Target unit", "目標單位"),
    "deadline": Label("Deadline", "期限"),
    "deadline_end": Label("Last day", "最後一日"),
    "deadline_text": Label("Deadline as written", "期限原文"),
    "evidence": Label("Evidence", "依據"),
    "match_before": Label("First document", "第一份文件"),
    "match_after": Label("Second document", "第二份文件"),
    "changed": Label("What changed", "變更項目"),
    "shared": Label("Shared words", "共同字詞"),
    "repeats": Label("Repeats", "重複"),
    "with_target": Label("With a figure", "附數字"),
    "with_deadline": Label("With a deadline", "附期限"),
    "money": Label("HK$", "港元"),
    "statuses": Label("By status", "按狀態"),
    "section.commitments": Label("Commitments", "承諾"),
    "sheet.commitments": Label("Commitments", "承諾"),
    "text.commitments": Label(
        "{total:,} statements of what is done and to be done: {counts}. Those due soonest come "
        "first; `cantext commitments` lists all.",
        "共 {total:,} 項施政承諾及工作：{counts}。以期限先後為序；"
        "`cantext commitments` 可列出全部。",
    ),
    "change.repeated": Label("repeated", "重申"),
    "change.changed": Label("changed", "有變"),
    "change.dropped": Label("dropped", "不再提及"),
    "change.new": Label("new", "新增"),
    "changed.figure": Label("figure", "數字"),
    "changed.deadline": Label("deadline", "期限"),
    "changed.status": Label("status", "狀態"),
}
