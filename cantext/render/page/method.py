"""How the figures of a page were made: the manifest of the run, in short and whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cantext.render.labels import label, phrase
from cantext.render.page.environment import html_lines
from cantext.result import plain_value

if TYPE_CHECKING:
    from markupsafe import Markup


def method(meta: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """Return what decides the figures, as names and values."""
    separator = label("word.separator", language)
    rows = [(label("version", language), f"cantext {meta.get('version', '')}".strip())]
    if engine := meta.get("engine"):
        rows.append((label("engine", language), f"{engine['name']} {engine['version']}"))
    if dictionary := meta.get("dictionary"):
        named = {"name": dictionary["name"], "size": dictionary["size"]}
        text = phrase("text.page_dictionary", language, **named)
        rows.append((label("dictionary", language), text))
    repeats = meta.get("duplicates") or {}
    if "policy" in repeats:  # a store has none: it is decided when it is asked
        policy = "word.dropped" if repeats["policy"] == "drop" else "word.kept"
        rows.append((label("page.repeats", language), label(policy, language)))
    if adopted := meta.get("adopted_words"):
        rows.append((label("page.adopted", language), separator.join(adopted)))
    return rows


def manifest(meta: Mapping[str, Any]) -> Markup:
    """Return the whole manifest as JSON in lines."""
    from markupsafe import escape

    # With its line breaks, which the templates' own safeguard would take for spaces.
    return escape(html_lines(json.dumps(plain_value(meta), ensure_ascii=False, indent=2)))
