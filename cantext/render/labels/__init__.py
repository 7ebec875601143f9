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
from cantext.render.labels.columns import COLUMNS
from cantext.render.labels.commitments import COMMITMENTS
from cantext.render.labels.label import LANGUAGES, Label, Language
from cantext.render.labels.measures import MEASURES
from cantext.render.labels.pages import PAGE
from cantext.render.labels.pictures import PICTURES
from cantext.render.labels.sentences import SECTIONS, TEXTS, WORDS
from cantext.render.labels.values import VALUES

LABELS: Mapping[str, Label] = MappingProxyType(
    {
        **COLUMNS,
        **MEASURES,
        **VALUES,
        **SECTIONS,
        **WORDS,
        **TEXTS,
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
