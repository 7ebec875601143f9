"""Title, date, source, author and language of a page: JSON-LD first, then meta elements."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cantext.documents.blocks import names, one_line, present
from cantext.documents.dates import iso_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = names(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle "
    "BlogPosting Report TechArticle ScholarlyArticle WebPage GovernmentService "
    "SpecialAnnouncement"
)
# In order of trust; names as pages write them, in lower case.
_TITLES = ("og:title", "dc.title", "dcterms.title", "twitter:title")
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dcterms.issued",
    "dcterms.date",
    "dc.date.issued",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "date",
)
_SOURCES = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator")
# A JSON-LD block longer than this describes a shop, no article.
_MAX_JSON = 1_000_000


def metadata_of(root: "HtmlElement") -> dict[str, str]:
    """Return what a page says of itself: title, date, source, author, language, address.

    >>> import lxml.html
    >>> page = lxml.html.document_fromstring('''<html lang="zh-HK"><head><title>預算｜某報</title>
    ... <meta property="og:title" content="預算"><meta name="date" content="2025年2月26日">''')
    >>> metadata_of(page)
    {'title': '預算', 'date': '2025-02-26', 'language': 'zh-HK'}
    """
    metas = _metas(root)
    article = next(_articles(root), {})
    publisher = article.get("publisher")
    title = root.findtext(".//title")
    return present(
        {
            "title": _text(article.get("headline")) or _first(metas, _TITLES) or title,
            "date": iso_date(_text(article.get("datePublished")) or "")
            or next(filter(None, (iso_date(metas.get(name, "")) for name in _DATES)), None)
            or _time(root),
            "source": _name(publisher) or _first(metas, _SOURCES),
            "author": _name(article.get("author")) or _first(metas, _AUTHORS),
            "language": root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
            "url": _address(root, metas),
        }
    )


def _metas(root: "HtmlElement") -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if key and content and content.strip():
            found.setdefault(key.strip().lower(), content)
    return found


def _first(metas: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _articles(root: "HtmlElement") -> Iterator[Mapping[str, Any]]:
    """Yield the objects of JSON-LD that describe an article, those that name a day first."""
    found: list[Mapping[str, Any]] = []
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        text = script.text or ""
        if len(text) > _MAX_JSON:
            continue
        try:
            found += list(_objects(json.loads(text)))
        except (ValueError, RecursionError):
            continue
    yield from sorted(found, key=lambda item: "datePublished" not in item)


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for item in value[:100]:
            yield from _objects(item)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and kind in _ARTICLES for kind in kinds):
            yield value
        yield from _objects(value.get("@graph", []))


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _name(value: Any) -> str | None:
    """Return the name of a person or an organisation, as JSON-LD may write it in three ways."""
    if isinstance(value, list):
        names = [_name(item) for item in value[:20]]
        return "、".join(filter(None, names)) or None
    if isinstance(value, dict):
        return _text(value.get("name"))
    return _text(value)


def _time(root: "HtmlElement") -> str | None:
    """Return the day of the one `<time datetime>` of the page, or of the first in an article."""
    times = [time for time in root.iter("time") if time.get("datetime")]
    inside = [time for time in times if any(p.tag == "article" for p in time.iterancestors())]
    days = {iso_date(time.get("datetime", "")) for time in inside or times} - {None}
    return days.pop() if len(days) == 1 else None


def _address(root: "HtmlElement", metas: Mapping[str, str]) -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return one_line(str(link.get("href")))
    return metas.get("og:url")
