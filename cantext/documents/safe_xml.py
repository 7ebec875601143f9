"""XML without its dangers: no entities of its own, nothing fetched, bounded depth and size."""

import re
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from cantext.documents.encoding import printable
from cantext.errors import InputError

# A speech has ten levels or so; the readers walk trees by recursion.
MAX_DEPTH = 200
# An element takes about ten times its text in memory.
MAX_CHARACTERS = 32 << 20
MAX_ELEMENTS = 2_000_000

# It names an encoding, and the text has been decoded.
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")


def parse_xml(text: str, *, name: str = "input") -> Element:
    """Return the root element of XML text; tags are `{namespace}name`.

    Raises
    ------
    InputError
        The text is not well-formed, declares entities of its own (so-called bombs, files of this
        machine, addresses on the network), nests deeper than `MAX_DEPTH`, or is too long.

    Examples
    --------
    >>> parse_xml("<a xmlns='urn:x'><b>甲</b></a>")[0].tag
    '{urn:x}b'
    >>> parse_xml("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", name="a.xml")
    ... # doctest: +NORMALIZE_WHITESPACE
    Traceback (most recent call last):
    cantext.errors.InputError: a.xml: the XML declares an entity of its own (e), which may stand
    for any amount of text or for another file: take it out, or save the text as plain text
    """
    shown = printable(name)
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"{shown}: {len(text):,} characters of XML; {MAX_CHARACTERS:,} are read at most: split "
            "it"
        )
    builder = TreeBuilder()
    depth = elements = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if elements > MAX_ELEMENTS:
            raise InputError(f"{shown}: more than {MAX_ELEMENTS:,} elements of XML: split it")
        if depth > MAX_DEPTH:
            raise InputError(f"{shown}: XML elements nested more than {MAX_DEPTH} deep")
        builder.start(_braced(tag), {_braced(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_braced(tag))

    def refuse(entity: str, *_: Any) -> None:
        raise InputError(
            f"{shown}: the XML declares an entity of its own ({printable(entity)[:40]}), which may "
            "stand for any amount of text or for another file: take it out, or save the text as "
            "plain text"
        )

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        what = expat.errors.messages.get(error.code, "an error")
        raise InputError(
            f"{shown}: not well-formed XML: {what} at line {error.lineno}, column {error.offset}"
        ) from None
    return builder.close()


def _braced(name: str) -> str:
    return "{" + name if "}" in name else name


def local(element: Element) -> str:
    """Return the name of an element without its namespace; "" for what is no element.

    >>> local(Element("{http://docbook.org/ns/docbook}para"))
    'para'
    """
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
