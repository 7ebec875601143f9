"""Small Word documents for tests, written by hand."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

STYLES = f"""<?xml version="1.0" encoding="UTF-8"?><w:styles {W}>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="a5"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="My1"><w:name w:val="章題"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Out"><w:name w:val="節"/>
<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="環"/><w:basedOn w:val="Loop"/></w:style>
</w:styles>"""

FOOTNOTES = f"""<w:footnotes {W}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>線</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>註：不包括私人樓宇。</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""

CORE = """<cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>房屋政策擬稿</dc:title><dc:creator>運輸及房屋局</dc:creator><dc:language>zh-HK</dc:language>
<dcterms:created>2012-03-01T08:00:00Z</dcterms:created></cp:coreProperties>"""


def p(text: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of one run; `text` may be XML of runs."""
    runs = text if text.startswith("<") else f"<w:r><w:t>{text}</w:t></w:r>"
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{runs}</w:p>"


def table(*rows: list[str]) -> str:
    cells = (
        "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr/>{''.join(cells)}</w:tbl>"


def docx(body: str, **parts: str) -> bytes:
    """Return a Word document; `parts` replace or add files of the folder `word`."""
    files = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/footnotes.xml": FOOTNOTES,
        "word/header1.xml": f"<w:hdr {W}>{p('頁首')}</w:hdr>",
        "docProps/core.xml": CORE,
    }
    files |= {f"word/{name}.xml": content for name, content in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
