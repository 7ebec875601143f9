"""HTML to text: what trafilatura takes for the article, with headings and captions kept as such.

trafilatura says *which* text of a page is its matter. It drops `<figcaption>` and `alt`, runs list
items together and forgets what was a heading; so the page is also cut here into blocks, each with
its kind, and those blocks are kept whose words trafilatura kept, with the captions among them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cantext.documents.blocks import Block, Extracted, assemble, counted, names, one_line
from cantext.documents.encoding import printable
from cantext.errors import InputError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# trafilatura's own limit; a page of this size is a dump of many.
MAX_CHARACTERS = 20_000_000
MAX_ELEMENTS = 500_000
# trafilatura takes a millisecond for every three elements; articles have some thousand.
_ARTICLE_ELEMENTS = 20_000

_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BREAKING = _HEADINGS | names(
    "address article aside blockquote body caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form header hgroup hr li main nav ol p pre section "
    "summary table tbody tfoot thead tr ul"
)
_SILENT = names(
    "script style noscript template iframe object embed svg math canvas audio video map "
    "button select textarea input head title"
)
# Parts of a page that are no part of its article, for captions and pages trafilatura gives up.
_AROUND = frozenset(["nav", "aside", "footer", "header", "form"])
_CAPTION_CLASS = re.compile(
    r"(?<![a-z])(?:fig(?:ure)?|img|image|photo|pic|picture|media|wp)?[-_]?"
    r"(?:caption|cutline|photodesc|imgdesc|pictext|phototext)(?:[-_]?text)?(?![a-z])",
    re.IGNORECASE,
)
_CAPTION_TAGS = frozenset(("p", "div", "span", "td", "em"))
_LONGEST_ALT = 1000
# 「圖片」 and file names say nothing of the picture.
_EMPTY_ALT = re.compile(
    r"\W*(?:圖片?|相片|照片|圖示|標誌|logo|image|photo|picture|banner|icon|avatar|img)?[\W\d_]*"
    r"|\S+\.(?:jpe?g|png|gif|webp|svg)",
    re.IGNORECASE,
)
# Twenty characters with a mark among them are a sentence, in no menu.
_SENTENCE = re.compile(r"^(?=.{20})(?:.*[，。；！？,.;!?])", re.DOTALL)
# Less of the page's sentences than this, and trafilatura has taken something else for the article.
_LEAST_PROSE = 0.2
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


@dataclass(slots=True)
class _Piece:
    """A block of the page; `around` when it stands in navigation, or is hardly more than links."""

    text: str
    kind: str
    element: Any
    around: bool
    kept: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether it reads as a sentence."""
        return self.kind in ("body", "list_item") and bool(_SENTENCE.search(self.text))


def read_html(text: str, *, name: str = "input") -> Extracted:
    """Return the article of a page, a line for each paragraph, heading, caption and list item.

    Lines of kind "caption" are those of `<figcaption>`, of elements whose class says caption, of
    `<caption>`, and the `alt` of pictures in the article, where it says what no other line does.
    Scripts are never run, and nothing is fetched.

    Raises
    ------
    InputError
        The page has no text, is longer than `MAX_CHARACTERS`, or the extra `html` is not installed.
    """
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"{printable(name)}: a page of {len(text):,} characters; {MAX_CHARACTERS:,} are read "
            "at most: split it, or give its text"
        )
    try:
        import lxml.html
    except ImportError:
        raise InputError(
            f'{printable(name)}: HTML is read with trafilatura: pip install "cantext[html]"'
        ) from None
    from cantext.documents.html_metadata import metadata_of

    # libxml2 stops at NUL, and reads a declaration of encoding as an order.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""), count=1)
    parser = lxml.html.HTMLParser(huge_tree=False, no_network=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            f"{printable(name)}: HTML that cannot be read ({printable(str(error))[:80]}): give its "
            "text"
        ) from None
    # The parser stops in the middle, without a word, at its limits of depth and length.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise InputError(
            f"{printable(name)}: HTML nested more than 256 elements deep, or with text too long to "
            "be parsed: give its text"
        )
    elements = sum(1 for _ in root.iter())
    if elements > MAX_ELEMENTS:
        raise InputError(
            f"{printable(name)}: a page of {elements:,} elements; {MAX_ELEMENTS:,} are read at "
            "most: give its text"
        )
    metadata = metadata_of(root)
    pieces = list(_pieces(root))
    article = _article_lines(root) if elements <= _ARTICLE_ELEMENTS else []
    whole = not _mark_article(pieces, article)
    _mark_title(pieces, metadata.get("title", ""))
    _mark_captions(pieces)
    blocks = [Block(piece.text, piece.kind) for piece in pieces if piece.kept]
    lines, kinds = assemble(blocks)
    if not lines:
        raise InputError(
            f"{printable(name)}: a page without text (is it made by scripts?): save it from the "
            "browser when it is loaded, or give its text"
        )
    notes = ("no article found on the page: all text outside menus is read",) if whole else ()
    repairs = counted(
        captions_kept=sum(kind == "caption" for kind in kinds.values()),
        blocks_left_out=sum(not piece.kept and piece.kind != "alt" for piece in pieces),
    )
    return Extracted(lines, kinds, metadata, repairs, notes)


def _pieces(root: "HtmlElement") -> Iterator[_Piece]:
    """Cut a page into blocks in the order of its source."""
    body = root.find("body")
    yield from _Cutter().cut(root if body is None else body)


class _Cutter:
    """Gathers the text between two breaking elements."""

    def __init__(self) -> None:
        self._gathered: list[str] = []
        self._linked = 0
        self._element: Any = None

    def cut(self, body: "HtmlElement") -> Iterator[_Piece]:
        # libxml2 nests 256 deep at most, so recursion is bounded.
        yield from self._inside(body, "body", around=False)
        yield from self._flush("body", around=False)

    def _flush(self, kind: str, *, around: bool) -> Iterator[_Piece]:
        gathered = "".join(self._gathered)
        around = around or self._linked > 0.6 * len(_squeezed(gathered))
        self._gathered, self._linked = [], 0
        for text in map(one_line, gathered.split("\x00")):
            if text:
                yield _Piece(text, kind, self._element, around)

    def _inside(self, element: "HtmlElement", kind: str, *, around: bool) -> Iterator[_Piece]:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT or _is_hidden(element):
            return
        if tag == "br":
            self._gathered.append("\x00")
            return
        if tag == "img":
            alt = one_line((element.get("alt") or "")[:_LONGEST_ALT])
            if alt and not _EMPTY_ALT.fullmatch(alt):
                linked = any(parent.tag == "a" for parent in element.iterancestors())
                yield _Piece(alt, "alt", element, around or linked)
            return
        breaking = tag in _BREAKING
        if breaking:
            yield from self._flush(kind, around=around)
        if tag == "tr":
            self._element = element
            cells = [one_line(cell.text_content()) for cell in element if cell.tag in ("td", "th")]
            # A table that lays out a page has blocks in its cells.
            if not any(child.tag in _BREAKING for child in element.iterdescendants()):
                self._gathered.append("\t".join(filter(None, cells)))
                yield from self._rows(kind, around=around)
                return
        inner = _kind(element, tag, kind)
        # The header of an article holds its headline; that of a page, its navigation.
        if tag in _AROUND and not around:
            parents = element.iterancestors("article") if tag == "header" else ()
            around = next(iter(parents), None) is None
        if breaking or self._element is None:
            self._element = element
        if not breaking and inner == "caption" and kind != "caption":  # <span class="caption">
            yield from self._flush(kind, around=around)
            self._element, breaking = element, True
        if tag == "a" and element.get("href"):
            self._linked += len(_squeezed(str(element.text_content())))
        self._gathered.append(element.text or "")
        for child in element:
            yield from self._inside(child, inner, around=around)
            self._gathered.append(child.tail or "")
            if breaking:
                self._element = element
        if breaking or tag in ("td", "th"):
            yield from self._flush(inner, around=around)

    def _rows(self, kind: str, *, around: bool) -> Iterator[_Piece]:
        row = "".join(self._gathered).strip()
        self._gathered, self._linked = [], 0
        if row:
            yield _Piece(row, kind, self._element, around)


def _is_hidden(element: "HtmlElement") -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def _kind(element: "HtmlElement", tag: str, inherited: str) -> str:
    if inherited == "caption" or tag in ("figcaption", "caption"):
        return "caption"
    classes = element.get("class")
    named = classes and tag in _CAPTION_TAGS and _CAPTION_CLASS.search(classes)
    # The frame around picture and caption has such a class too (WordPress: wp-caption).
    if named and not any(inner is not element for inner in element.iter("img", "p")):
        return "caption"
    if tag in _HEADINGS:
        return "heading"
    return "list_item" if tag == "li" else inherited


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _mark_article(pieces: list[_Piece], article: list[str]) -> bool:
    """Mark what trafilatura keeps; where it keeps nothing, all outside navigation, and say so."""
    words = [_squeezed(piece.text) for piece in pieces]
    starts: list[int] = []
    total = 0
    for piece, word in zip(pieces, words, strict=True):
        starts.append(total)
        total += 0 if piece.kind == "alt" else len(word)
    whole = "".join(w for p, w in zip(pieces, words, strict=True) if p.kind != "alt")
    covered = bytearray(total)
    cursor = 0
    for line in article:
        word = _squeezed(line)
        at = whole.find(word, cursor)
        if at < 0:
            at = whole.find(word)
        if word and at >= 0:
            covered[at : at + len(word)] = b"\x01" * len(word)
            cursor = at + len(word)
    for piece, word, start in zip(pieces, words, starts, strict=True):
        if piece.kind != "alt" and sum(covered[start : start + len(word)]) * 2 > len(word):
            piece.kept = True
    prose = sum(len(piece.text) for piece in pieces if piece.is_prose)
    found = sum(len(piece.text) for piece in pieces if piece.is_prose and piece.kept)
    if any(piece.kept for piece in pieces) and found >= _LEAST_PROSE * prose:
        return True
    for piece in pieces:
        piece.kept = piece.kind not in ("alt", "caption") and not piece.around
    return False


def _article_lines(root: "HtmlElement") -> list[str]:
    from copy import deepcopy

    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            deepcopy(root),  # it takes the tree apart
            favor_precision=True,
            deduplicate=False,
            include_comments=False,
            include_tables=True,
            include_formatting=False,
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        # Pages made to break parsers do; its own rule for them is to give nothing.
        return []
    text = getattr(found, "text", None) or ""
    # Its rows of tables begin with a bar, its list items with a hyphen.
    return [part for line in text.split("\n") for part in re.split(r"\s*\|\s*|^-\s+", line) if part]


def _mark_title(pieces: list[_Piece], title: str) -> None:
    """Keep the headline above the article, which trafilatura gives as metadata alone."""
    first = next((index for index, piece in enumerate(pieces) if piece.kept), None)
    if first is None:
        return
    words = _squeezed(title)
    for piece in reversed(pieces[:first]):
        own = _squeezed(piece.text)
        if piece.kind != "heading" or len(own) < 2:
            continue
        named = piece.element.tag == "h2" and (own in words or words in own)
        if piece.element.tag == "h1" or named:
            piece.kept = True
            return


def _mark_captions(pieces: list[_Piece]) -> None:
    """Keep the captions that belong to what is kept, and the alts that say more than they do."""
    kept = [piece for piece in pieces if piece.kept]
    if not kept:
        return
    home = _common_ancestor([piece.element for piece in kept])
    last = max(index for index, piece in enumerate(pieces) if piece.kept)
    said = [_squeezed(piece.text) for piece in pieces if piece.kept or piece.kind == "caption"]
    for index, piece in enumerate(pieces):
        if piece.kept or piece.around or piece.kind not in ("caption", "alt"):
            continue
        if home not in piece.element.iterancestors() and not _in_lead(piece, home):
            continue
        if home.tag in ("body", "html") and index > last:
            continue  # below the text of a page without structure: pictures of other stories
        beside = pieces[max(0, index - 1) : index + 3]
        if piece.kind == "alt" and any(other.kind == "caption" for other in beside):
            continue  # the caption under the picture is what the page shows
        if piece.kind == "alt":
            words = _squeezed(piece.text)
            if len(_HAN.findall(words)) < 4 or any(words in other for other in said):
                continue
            said.append(words)
            piece.kind = "caption"
        piece.kept = True


def _in_lead(piece: _Piece, home: Any) -> bool:
    """Whether a caption stands in the same article as the text, above or beside its paragraphs."""
    article = next((p for p in piece.element.iterancestors() if p.tag in ("article", "main")), None)
    return article is not None and (home is article or article in home.iterancestors())


def _common_ancestor(elements: list[Any]) -> Any:
    paths = [[*reversed(list(element.iterancestors())), element] for element in elements]
    common = None
    for level in zip(*paths, strict=False):
        if any(element is not level[0] for element in level):
            break
        common = level[0]
    # One block alone is no home: its pictures stand beside it.
    if common is not None and any(common is element for element in elements):
        parent = common.getparent()
        common = common if parent is None else parent
    return common
