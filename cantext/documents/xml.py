"""XML to text: DocBook, and a generic rule for other vocabularies.

The rule: an element is *structure* when its name is one of those that vocabularies of documents
give to paragraphs, titles, lists, tables and sections, or when something below it is. Structure
breaks lines. Everything else (emphasis, links, superscripts) runs on in the line it stands in.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cantext.documents.blocks import Block, Extracted, assemble, names, one_line, present
from cantext.documents.dates import iso_date
from cantext.documents.safe_xml import local, parse_xml

_HEADINGS = names("title subtitle titleabbrev head heading headline hl1 hl2 h1 h2 h3 h4 h5 h6 num")
_CAPTIONS = frozenset(["caption", "figcaption", "figdesc"])
_LISTED = frozenset(["listitem", "item", "li"])
_ROWS = frozenset(["row", "tr"])
# JATS writes the first two with a capital or not; names are compared in lower case.
_PARAGRAPHS = names(
    "para simpara formalpara p ab l lg speech sp said quote blockquote block description "
    "summary abstract note footnote dt dd term def answer question"
)
_CONTAINERS = names(
    "section sect1 sect2 sect3 sect4 sect5 chapter part article book div body text front "
    "back figure table informaltable mediaobject itemizedlist orderedlist simplelist list "
    "ul ol dl sidebar info channel entry-content"
)
_STRUCTURE = _HEADINGS | _CAPTIONS | _LISTED | _ROWS | _PARAGRAPHS | _CONTAINERS
# What says something about the text, and the text itself nowhere.
_SILENT = names(
    "script style indexterm textobject teiheader metadata meta head-meta guid link pubdate "
    "lastbuilddate generator ttl docs cloud textinput keywordset legalnotice copyright "
    "revhistory"
)
# Of a DocBook info only the titles are printed at the head of the text.
_INFO = frozenset(["info", "articleinfo", "bookinfo", "chapterinfo", "sectioninfo"])

_SOURCES = ("publishername", "publisher", "corpauthor", "orgname", "creator", "author")
_DATES = ("pubdate", "date", "created", "issued", "published")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_xml(text: str, *, name: str = "input") -> Extracted:
    r"""Return the text of an XML document, a line for each paragraph, title, item and table row.

    Parameters
    ----------
    text
        The whole file, decoded; an encoding that it declares says nothing any more.
    name
        The input's name, for messages.

    Raises
    ------
    InputError
        As for `cantext.documents.safe_xml.parse_xml`.

    Examples
    --------
    >>> read = read_xml('''<article xmlns="http://docbook.org/ns/docbook" xml:lang="zh-hk">
    ...   <info><title>房屋</title><pubdate>2025-09-17</pubdate></info>
    ...   <para>第一段
    ...     有<emphasis>兩</emphasis>行。</para></article>''')
    >>> read.text, read.kinds[1], read.metadata["date"]
    ('房屋\n第一段有兩行。\n', 'heading', '2025-09-17')
    """
    root = parse_xml(text, name=name)
    lines, kinds = assemble(_blocks(root))
    return Extracted(lines, kinds, _metadata(root))


def _blocks(root: Element) -> Iterator[Block]:
    structural = _structural(root)
    yield from _walk(root, "body", structural)


def _structural(root: Element) -> set[Element]:
    """Return the elements that break lines: those of structural name, and all above them.

    Where no name is known, every element with element children is structure, and so is a leaf
    that stands in no text: a record of fields gives a line a field.
    """
    known: set[Element] = set()
    named = False

    def visit(element: Element) -> bool:
        nonlocal named
        inside = [visit(child) for child in element]
        own = local(element).lower() in _STRUCTURE
        named = named or own
        if own or any(inside):
            known.add(element)
            return True
        return False

    visit(root)
    if named:
        return known
    for element in root.iter():
        stray = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
        if len(element) and not stray:
            known.update([element, *element])
    return known | {root}


def _kind(element: Element, inherited: str) -> str:
    name = local(element).lower()
    if name in _HEADINGS:
        return "heading"
    if name in _CAPTIONS:
        return "caption"
    if name in _LISTED:
        return "list_item"
    return inherited


def _walk(element: Element, kind: str, structural: set[Element]) -> Iterator[Block]:
    """Yield the blocks of a structural element: its own text, cut where structure begins."""
    name = local(element).lower()
    if name in _SILENT:
        return
    if name in _ROWS:
        yield Block("\t".join(filter(None, (one_line(_inline(cell)) for cell in element))), kind)
        return
    # A caption's title is a caption; in a list, only paragraphs are items.
    kind = kind if kind == "caption" else _kind(element, kind)
    pieces = [element.text or ""]
    for child in element:
        if name in _INFO and local(child).lower() not in _HEADINGS:
            continue
        if child in structural:
            yield Block(one_line("".join(pieces)), kind)
            pieces = []
            yield from _walk(child, kind, structural)
        else:
            pieces.append(_inline(child))
        pieces.append(child.tail or "")
    yield Block(one_line("".join(pieces)), kind)


def _inline(element: Element) -> str:
    if local(element).lower() in _SILENT:
        return ""
    return (element.text or "") + "".join(_inline(child) + (child.tail or "") for child in element)


def _metadata(root: Element) -> dict[str, str]:
    """Return title, date, source and language, from the document's own head only."""
    heads = [child for child in root if local(child).lower() in (*_INFO, "teiheader", "front")]
    if local(root).lower() == "rss":
        heads = [child for child in root if local(child) == "channel"]
    found: dict[str, str | None] = {"language": root.get(_LANGUAGE)}
    for head in [*heads, root]:
        # Deeper titles of the text itself are those of its parts.
        nearby = list(head) if head is root or local(head) == "channel" else list(head.iter())
        for element in nearby:
            name = local(element).lower()
            if name not in ("title", *_DATES, *_SOURCES):
                continue
            text = one_line("".join(element.itertext()))
            if name == "title":
                found.setdefault("title", text)
            elif name in _DATES:
                found.setdefault("date", iso_date(text))
            elif name in _SOURCES:
                found.setdefault("source", text)
    return present(found)
