"""The dictionary as SKOS, the W3C's vocabulary for thesauri, in Turtle.

Categories and concepts are `skos:Concept`s of one scheme. A concept's preferred form is its
`prefLabel`, its other forms are `altLabel`s, what is found in texts but not recommended is a
`hiddenLabel`; Chinese labels are tagged `zh-Hant-HK`, English ones `en`. A concept is narrower than
its category and a category than its parent. Succession is Dublin Core's `dct:isReplacedBy`.

What SKOS asks for (S13, S14) is kept: no label of a concept is of two kinds, and a concept has at
most one preferred label in a language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cantext.lexicon.entry import Entry
from cantext.lexicon.lexicon import Category
from cantext.lexicon.relations import Relation

DEFAULT_BASE = "urn:cantext:hk_policy:"
_PREFIXES = (
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("dct", "http://purl.org/dc/terms/"),
)
_CHINESE = "zh-Hant-HK"
# What may not stand in an IRI of Turtle (IRIREF in its grammar), and `%`, so that names stay apart.
_NOT_IN_IRI = re.compile('[\x00-\x20<>"{}|^`\\\\%]')
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile('["\\\\\x00-\x1f\x7f\ud800-\udfff]')
_HIDDEN = "hidden"


def is_base(base: str) -> bool:
    """Whether names can be made by adding to a text: an IRI with a scheme.

    >>> is_base("https://example.org/terms/"), is_base("terms"), is_base("a:<b>")
    (True, False, False)
    """
    return bool(_SCHEME.match(base)) and not _NOT_IN_IRI.search(base.replace("%", ""))


def skos_turtle(
    entries: Iterable[Entry],
    categories: Mapping[str, Category],
    relations: Iterable[Relation] = (),
    *,
    base: str = DEFAULT_BASE,
    title: str = "Hong Kong policy terms",
) -> Iterator[str]:
    r"""Yield a Turtle document in pieces, in the order of the concepts' names.

    Relations whose concepts are not among the entries are left out.

    >>> entries = [Entry("北部都會區", "北部都會區"), Entry("北都", "北部都會區", "abbr")]
    >>> print("".join(skos_turtle(entries, {})).split("\n\n")[2].strip())
    <urn:cantext:hk_policy:北部都會區> a skos:Concept ;
        skos:inScheme <urn:cantext:hk_policy:> ;
        skos:prefLabel "北部都會區"@zh-Hant-HK ;
        skos:altLabel "北都"@zh-Hant-HK .
    """
    forms: dict[str, list[Entry]] = {}
    for entry in entries:
        forms.setdefault(entry.concept, []).append(entry)
    successors: dict[str, list[Relation]] = {}
    for relation in relations:
        if relation.concept in forms and relation.successor in forms and relation.is_succession:
            successors.setdefault(relation.concept, []).append(relation)
    used = _with_parents({rows[0].category for rows in forms.values()}, categories)

    yield "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES)
    yield "\n" + _resource(
        _iri(base, ""), "skos:ConceptScheme", [("dct:title", _literal(title, "en"))]
    )
    for category in used:
        yield "\n" + _category(categories[category], base)
    for concept in sorted(forms):
        yield "\n" + _concept(
            concept, forms[concept], successors.get(concept, ()), categories, base
        )


def _category(category: Category, base: str) -> str:
    scheme = _iri(base, "")
    properties = [("skos:inScheme", scheme)]
    if category.parent:
        properties.append(("skos:broader", _category_iri(base, category.parent)))
    else:
        properties.append(("skos:topConceptOf", scheme))
    properties += [
        ("skos:prefLabel", _literal(category.chinese, _CHINESE)),
        ("skos:prefLabel", _literal(category.english, "en")),
        ("skos:definition", _literal(category.definition, "en")),
    ]
    return _resource(_category_iri(base, category.id), "skos:Concept", properties)


def _concept(
    concept: str,
    forms: Sequence[Entry],
    successors: Sequence[Relation],
    categories: Mapping[str, Category],
    base: str,
) -> str:
    forms = sorted(forms, key=lambda entry: (entry.form != "pref", entry.term))
    first = forms[0]
    properties = [("skos:inScheme", _iri(base, ""))]
    if first.category in categories:
        properties.append(("skos:broader", _category_iri(base, first.category)))
    properties += _labels(concept, forms)
    if first.valid_from or first.valid_to:
        properties.append(("dct:valid", _literal(f"{first.valid_from}/{first.valid_to}")))
    sources = dict.fromkeys(entry.source for entry in forms if entry.source)
    properties += [("dct:source", _literal(source)) for source in sources]
    replaced = dict.fromkeys(relation.successor for relation in successors)
    properties += [("dct:isReplacedBy", _iri(base, successor)) for successor in replaced]
    return _resource(_iri(base, concept), "skos:Concept", properties)


def _labels(concept: str, forms: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    seen = {concept}
    yield "skos:prefLabel", _literal(concept, _CHINESE)
    english = list(dict.fromkeys(entry.english for entry in forms if entry.english))
    if english:
        yield "skos:prefLabel", _literal(english[0], "en")
    for kind in ("skos:altLabel", "skos:hiddenLabel"):
        for entry in forms:
            if entry.term not in seen and (entry.form == _HIDDEN) == (kind == "skos:hiddenLabel"):
                seen.add(entry.term)
                yield kind, _literal(entry.term, _CHINESE)
    for name in english[1:]:
        yield "skos:altLabel", _literal(name, "en")


def _with_parents(ids: Iterable[str], categories: Mapping[str, Category]) -> list[str]:
    """Return the categories of ids and those above them, in the order of the file."""
    wanted: set[str] = set()
    for start in ids:
        category = start
        while category in categories and category not in wanted:
            wanted.add(category)
            category = categories[category].parent
    return [category for category in categories if category in wanted]


def _resource(iri: str, kind: str, properties: Iterable[tuple[str, str]]) -> str:
    lines = [f"{iri} a {kind}", *(f"    {name} {value}" for name, value in properties)]
    return " ;\n".join(lines) + " .\n"


def _iri(base: str, name: str) -> str:
    return f"<{base}{_NOT_IN_IRI.sub(_percent, name)}>"


def _category_iri(base: str, category: str) -> str:
    # No concept's name begins like this: they are Chinese, or Latin without a slash.
    return _iri(base, f"category/{category}")


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def _literal(text: str, language: str = "") -> str:
    escaped = _TO_ESCAPE.sub(_escaped, text)
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    # A surrogate is no character, in Turtle or anywhere.
    return _ESCAPES.get(match[0], "\ufffd" if code >= 0xD800 else f"\\u{code:04X}")
