"""Small Word files for the tests: raw parts zipped, with styles of the size Word itself writes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from docxtpl import DocxTemplate
from lxml import etree

from flows.rendering import Template
from flows.word.check_template import review_template

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    f' xmlns:r="{_OFFICE}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Kieu{n}"><w:name w:val="Kiểu {n}"/><w:basedOn w:val="Normal"/>'
    f'<w:pPr><w:spacing w:before="{n}" w:after="{n * 7 % 240}"/></w:pPr><w:rPr><w:sz w:val="{20 + n % 20}"/></w:rPr></w:style>'
    for n in range(150)
)


def review(template, **about):
    """Return every fault of a template once, without its paragraph."""
    return tuple(dict.fromkeys(each.problem for each in review_template(template, **about).findings))


def text(shown: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(shown)}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """Return a paragraph of texts and ready runs."""
    return f"<w:p>{''.join(run if run.startswith('<w:') else text(run) for run in runs)}</w:p>"


def cell(*paragraphs: str, properties: str = '<w:tcW w:w="1000" w:type="dxa"/>') -> str:
    """Return a cell of texts and ready paragraphs."""
    inner = "".join(each if each.startswith("<w:") else paragraph(each) for each in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str) -> str:
    """Return a row of texts and ready cells."""
    return f"<w:tr>{''.join(each if each.startswith('<w:tc>') else cell(each) for each in cells)}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = (1000, 2000)) -> str:
    """Return a table with a grid of these widths."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def drawing(number: int = 7, inside: str = "") -> str:
    """Return a run with a drawing, as a rule or a text box is one."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="{number}" name="Hình {number}"/>'
        f'<a:graphic><a:graphicData uri="x">{inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def text_box(shown: str) -> str:
    """Return a text box as Word writes it: every text twice."""
    inner = f"<w:txbxContent>{paragraph(shown)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:docPr id="3" name="Hộp"/>'
        f"<wps:txbx>{inner}</wps:txbx></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def docx(
    *body: str,
    header: str = "",
    footer: str = "",
    footnotes: str = "",
    properties: Mapping[str, str] | None = None,
    extra: Mapping[str, str | bytes] | None = None,
    relations: str = "",
    settings: str = '<w:zoom w:percent="100"/>',
) -> bytes:
    """Return a .docx of these paragraphs and tables; a plain text is a paragraph."""
    parts: dict[str, str | bytes] = {"word/styles.xml": f"<w:styles {NAMESPACES}>{STYLES}</w:styles>"}
    references = ""
    for name, inner in (("header", header), ("footer", footer)):
        if inner:
            parts[f"word/{name}1.xml"] = f"<w:{_ROOTS[name]} {NAMESPACES}>{inner}</w:{_ROOTS[name]}>"
            references += f'<w:{name}Reference w:type="default" r:id="rId{name}"/>'
    if footnotes:
        parts["word/footnotes.xml"] = f"<w:footnotes {NAMESPACES}>{footnotes}</w:footnotes>"
    if settings:
        parts["word/settings.xml"] = f"<w:settings {NAMESPACES}>{settings}</w:settings>"
    if properties is not None:
        parts["docProps/core.xml"] = _core(properties)
    inner = "".join(each if each.startswith("<w:") else paragraph(each) for each in body)
    parts["word/document.xml"] = (
        f"<w:document {NAMESPACES}><w:body>{inner}<w:sectPr>{references}"
        '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
    )
    return _zipped({**parts, **(extra or {})}, relations)


_ROOTS = {"header": "hdr", "footer": "ftr"}
_TYPES = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/header1.xml": f"{_WORD}.header+xml",
    "word/footer1.xml": f"{_WORD}.footer+xml",
    "word/footnotes.xml": f"{_WORD}.footnotes+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/comments.xml": f"{_WORD}.comments+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}


def _core(properties: Mapping[str, str]) -> str:
    inner = "".join(f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in properties.items())
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{inner}</cp:coreProperties>'
    )


def _zipped(parts: Mapping[str, str | bytes], relations: str) -> bytes:
    types = "".join(f'<Override PartName="/{name}" ContentType="{_TYPES[name]}"/>' for name in parts if name in _TYPES)
    related = "".join(
        f'<Relationship Id="rId{name[5:-4].rstrip("1")}" Type="{_OFFICE}/{name[5:-4].rstrip("1")}" Target="{name[5:]}"/>'
        for name in parts
        if name in _TYPES and name.startswith("word/") and name != "word/document.xml"
    )
    core = (
        '<Relationship Id="rId2" Target="docProps/core.xml"'
        ' Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/>'
        if "docProps/core.xml" in parts
        else ""
    )
    package = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        f"{types}</Types>",
        "_rels/.rels": _rels(
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>{core}'
        ),
        "word/_rels/document.xml.rels": _rels(related + relations),
        **parts,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in package.items():
            is_bare = isinstance(content, str) and not content.startswith("<?xml")
            archive.writestr(name, _HEAD + content if is_bare else content)
    return buffer.getvalue()


def _rels(inner: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def relation(name: str, kind: str, target: str, *, external: bool = False) -> str:
    """Return a relation of the document."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def parts_of(document: bytes) -> dict[str, bytes]:
    """Return the parts of a document, XML in its canonical form."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: _canonical(name, archive.read(name)) for name in archive.namelist()}


def _canonical(name: str, content: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return content
    return etree.tostring(etree.fromstring(content), method="c14n")


def printed(document: bytes, part: str = "word/document.xml") -> list[str]:
    """Return the text of a part, paragraph by paragraph; line breaks and tabs as in a program."""
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        root = etree.fromstring(archive.read(part))
    shown = {f"{word}br": "\n", f"{word}tab": "\t"}
    return [
        "".join(each.text or "" if each.tag == f"{word}t" else shown.get(each.tag, "") for each in found.iter())
        for found in root.iter(f"{word}p")
    ]


def by_docxtpl(template: bytes, values: Mapping[str, object]) -> bytes:
    """Return what docxtpl makes of a template."""
    filled = DocxTemplate(io.BytesIO(template))
    filled.render(dict(values), autoescape=True)
    buffer = io.BytesIO()
    filled.save(buffer)
    return buffer.getvalue()


_MADE_NOW = re.compile(rb"<dcterms:modified.*?</dcterms:modified>")


def differing(template: bytes, *documents: Mapping[str, object]) -> list[str]:
    """Return the names of the parts in which one template's documents and docxtpl's differ."""
    ours = Template(template)
    made = [(_undated(ours.render(values)), _undated(by_docxtpl(template, values))) for values in documents]
    return sorted({name for mine, other in made for name in mine | other if mine.get(name) != other.get(name)})


def _undated(document: bytes) -> dict[str, bytes]:
    # python-docx dates the properties it makes up itself.
    parts = parts_of(document)
    return {name: _MADE_NOW.sub(b"", part) if name.startswith("docProps/") else part for name, part in parts.items()}
