"""The templates, and what makes any text safe to stand in them."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cantext import __version__
from cantext.render.formats import compact_json
from cantext.render.labels import LABELS, label, phrase
from cantext.render.text import printable, printable_lines
from cantext.result import plain_value

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

# Noncharacters, which HTML forbids.
_FORBIDDEN = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
# A field of a label: `{shown:,}`.
_FIELD = re.compile(r"\{(\w+)[^}]*\}")

# The labels that the script shows.
_SCRIPT_LABELS = (
    "page.close", "page.dark", "page.filter", "page.place", "text.page_rows", "text.page_show_all",
    "text.page_show_fewer", "text.page_in_context", "text.page_more_lines",
    "text.page_kwic_command", "text.line_numbers", "left", "right", "node", "text.no_rows",
)  # fmt: skip


def html_text(text: str) -> str:
    r"""Return text as a page may show it: nothing in it acts on the reader, everything is seen.

    Escaping is the templates' work.

    >>> html_text("香港\x1b\u202e<b>")
    '香港␛\\u202e<b>'
    """
    return _FORBIDDEN.sub(_escape, printable(text))


def html_lines(text: str) -> str:
    r"""Return text as `html_text` does, but with its line breaks.

    >>> html_lines("a\n\ufffe")
    'a\n\\ufffe'
    """
    return _FORBIDDEN.sub(_escape, printable_lines(text))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


def embedded_json(value: object) -> Markup:
    r"""Return a value as JSON that can stand in a script element.

    `<`, `>` and `&` are written as escapes, so that neither `</script>` nor `<!--` can occur.

    >>> print(embedded_json(["</script>", "\u2028"]))
    ["\u003c/script\u003e","\\u2028"]
    """
    from markupsafe import Markup

    text = compact_json(_visible(plain_value(value)))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # the three characters that matter are escaped


def _visible(plain: Any) -> Any:
    if isinstance(plain, str):
        return html_text(plain)
    if isinstance(plain, list):
        return [_visible(item) for item in plain]
    if isinstance(plain, dict):
        return {html_text(key): _visible(item) for key, item in plain.items()}
    return plain


def script_labels(language: str) -> dict[str, str]:
    """Return the labels that the script fills in, their fields without formats."""
    return {
        key.removeprefix("page.").removeprefix("text.page_").removeprefix("text."): _FIELD.sub(
            r"{\1}", label(key, language)
        )
        for key in _SCRIPT_LABELS
    }


def html_language(language: str) -> str:
    """Return the language tag of a page; that of Hong Kong chooses its forms of characters."""
    return "zh-Hant-HK" if language == "zh-Hant" else "en"


@lru_cache(maxsize=1)
def _assets() -> dict[str, str]:
    folder = files("cantext.render.page") / "assets"
    return {
        name: (folder / name).read_text(encoding="utf-8")
        for name in ("style.css", "dark.css", "page.js")
    }


def _digest(content: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() + "'"


def policy() -> str:
    """Return the Content-Security-Policy of a page: its own style and script, and nothing else."""
    assets = _assets()
    styles = f"{_digest(assets['style.css'])} {_digest(assets['dark.css'])}"
    return (
        f"default-src 'none'; style-src {styles}; script-src {_digest(assets['page.js'])}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _with_code(text: str) -> Markup:
    """Return a sentence with what stands between backticks as code."""
    from markupsafe import Markup, escape

    pieces = (escape(html_text(piece)) for piece in text.split("`"))
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if place % 2 else piece
        for place, piece in enumerate(pieces)
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: object) -> object:
        return (
            html_text(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
        )

    environment = Environment(
        loader=PackageLoader("cantext.render.page", "templates"),
        autoescape=True,
        finalize=shown,  # every value a template writes passes here before it is escaped
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["code"] = _with_code
    # Files of our own, which go in as they are.
    own = {name.replace(".", "_"): Markup(text) for name, text in _assets().items()}
    environment.globals.update(own, version=__version__, policy=policy())
    return environment


def render_template(name: str, language: str, data: object, **values: Any) -> str:
    """Fill in a template.

    Parameters
    ----------
    name
        A file of `templates/`.
    language
        `en` or `zh-Hant`; templates write labels by `t(key)` and `t(key, field=…)`.
    data
        What the script reads, as JSON.
    values
        What else the template names.
    """

    def t(key: str, **fields: object) -> str:
        return phrase(key, language, **fields) if fields else label(key, language)

    def title(key: str) -> str:
        return label(key, language) if key in LABELS else key

    return (
        _environment()
        .get_template(name)
        .render(
            t=t,
            title_of=title,
            lang=html_language(language),
            text_lang="zh-Hant-HK",
            data=embedded_json({"labels": script_labels(language), **plain_value(data)}),
            **values,
        )
    )
