"""A body and its styles in, the bytes of a .docx out: every part a Word file has, always the same bytes."""

import io
import zipfile
from dataclasses import dataclass

from word_parts.ooxml import DECLARATION, paragraph, root
from word_parts.styles import FONT
from word_parts.theme import THEME

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PROPERTIES = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
EPOCH = (2024, 6, 1, 0, 0, 0)
STAMP = "2024-06-01T00:00:00Z"
PARTS = {
    "word/document.xml": f"{WORD}.document.main+xml",
    "word/styles.xml": f"{WORD}.styles+xml",
    "word/settings.xml": f"{WORD}.settings+xml",
    "word/fontTable.xml": f"{WORD}.fontTable+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "word/header1.xml": f"{WORD}.header+xml",
    "word/header2.xml": f"{WORD}.header+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
# The number in the upper margin, on every page but the first (Nghị định 30, Phụ lục I, I.7).
PAGE_NUMBER = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
PAGE_NUMBERS = (root("hdr", paragraph("Header", runs=PAGE_NUMBER)), root("hdr", paragraph("Header")))
SETTINGS = root(
    "settings",
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    + "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    + '</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>',
)
FONTS = root(
    "fonts",
    f'<w:font w:name="{FONT}"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/>'
    '<w:family w:val="roman"/><w:pitch w:val="variable"/><w:sig w:usb0="E0002EFF" w:usb1="C000785B"'
    ' w:usb2="00000009" w:usb3="00000000" w:csb0="000001FF" w:csb1="00000000"/></w:font>',
)
APPLICATION = (
    f'{DECLARATION}<Properties xmlns="{OFFICE}/extended-properties"><Template>Normal.dotm</Template>'
    "<Application>Microsoft Office Word</Application><DocSecurity>0</DocSecurity><AppVersion>16.0000</AppVersion>"
    "</Properties>"
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What differs from template to template: its name, body (with its section), styles and header parts.

    `of` is what the title of each paper adds to the name.
    """

    name: str
    body: str
    styles: str
    headers: tuple[str, ...] = PAGE_NUMBERS
    of: str = "su_kien.ten_trong_cau"


def content_types(names):
    own = "".join(f'<Override PartName="/{name}" ContentType="{PARTS[name]}"/>' for name in names)
    plain = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{DECLARATION}<Types xmlns="{PROPERTIES}/content-types">{plain}{own}</Types>'


def relationships(*targets):
    own = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}">{own}</Relationships>'


def document_relationships(headers):
    files = {
        "styles": "styles.xml",
        "settings": "settings.xml",
        "fontTable": "fontTable.xml",
        "theme": "theme/theme1.xml",
    }
    targets = [(f"{OFFICE}/relationships/{kind}", file) for kind, file in files.items()]
    targets += [(f"{OFFICE}/relationships/header", f"header{number}.xml") for number in range(1, headers + 1)]
    return relationships(*targets)


PACKAGE_RELATIONSHIPS = relationships(
    (f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
    (f"{PROPERTIES}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{OFFICE}/relationships/extended-properties", "docProps/app.xml"),
)


def core(paper):
    """The properties: what the paper is and whose, and the office as its author; a title may have 255 letters."""
    title = f"{paper.name} - {{{{ ({paper.of}|string)[:200] }}}}"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PROPERTIES}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>{{{{ co_quan.ten_day_du or '' }}}}</dc:creator>"
        "<dc:language>vi-VN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{STAMP}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{STAMP}</dcterms:modified></cp:coreProperties>'
    )


def parts(paper):
    """Return every part by name, in the order of the file."""
    own = {
        "word/document.xml": root("document", f"<w:body>{paper.body}</w:body>"),
        "word/styles.xml": paper.styles,
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": FONTS,
        "word/theme/theme1.xml": THEME,
        **{f"word/header{number}.xml": header for number, header in enumerate(paper.headers, 1)},
        "docProps/core.xml": core(paper),
        "docProps/app.xml": APPLICATION,
    }
    return {
        "[Content_Types].xml": content_types(own),
        "_rels/.rels": PACKAGE_RELATIONSHIPS,
        "word/_rels/document.xml.rels": document_relationships(len(paper.headers)),
        **own,
    }


def packed(paper):
    """Return the bytes of the .docx; no clock and no machine leaves a trace in them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts(paper).items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, text.encode())
    return made.getvalue()
