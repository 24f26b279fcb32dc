"""Official papers of raw parts, each line of them changeable: what a clerk would type and format in Word."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    f' xmlns:r="{OFFICE}"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
TIMES = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
DEFAULTS = f'<w:docDefaults><w:rPrDefault><w:rPr>{TIMES}<w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
TEXT = (
    "Thực hiện Chương trình phối hợp và thống nhất hành động năm 2024, Ban Thường trực Ủy ban MTTQ Việt Nam xây dựng"
    " Kế hoạch tổ chức Lớp bồi dưỡng kiến thức nghiệp vụ công tác Mặt trận như sau:"
)
MOTTO = {"align": "center", "bold": True}
BODY = {"align": "both", "first": 720, "after": 120}
LINES = {
    "parent": {"text": "ỦY BAN MTTQ VIỆT NAM XÃ PHÚC THỌ", "size": 12, "align": "center"},
    "issuer": {"text": "BAN THƯỜNG TRỰC", "size": 12, **MOTTO},
    "issuer_rule": {"rule": True},
    "country": {"text": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "size": 12, **MOTTO},
    "words": {"text": "Độc lập - Tự do - Hạnh phúc", "size": 13, **MOTTO},
    "words_rule": {"rule": True},
    "number": {"text": "Số: 05/KH-MTTQ-BTT", "size": 13, "align": "center"},
    "date": {"text": "Phúc Thọ, ngày 03 tháng 7 năm 2024", "size": 13, "italic": True, "align": "center"},
    "title": {"text": "KẾ HOẠCH", "size": 14, **MOTTO},
    "abstract": {"text": "Tổ chức Lớp bồi dưỡng kiến thức nghiệp vụ năm 2024", "size": 14, **MOTTO},
    "abstract_rule": {"rule": True},
    "body": {"text": TEXT, "size": 14, **BODY},
    "body_2": {"text": TEXT.replace("Thực hiện", "Căn cứ"), "size": 14, **BODY},
    "recipients": {"text": "Nơi nhận:", "size": 12, "bold": True, "italic": True},
    "recipient": {"text": "- Như trên;", "size": 11},
    "filing": {"text": "- Lưu: VT.", "size": 11},
    "authority": {"text": "TM. BAN THƯỜNG TRỰC", "size": 14, **MOTTO},
    "post": {"text": "CHỦ TỊCH", "size": 14, **MOTTO},
    "signer": {"text": "Lê Thị Toan", "size": 14, "before": 1600, **MOTTO},
}
PAGE = {"w": 210, "h": 297, "top": 20, "bottom": 20, "left": 30, "right": 15}


def letters(*, size=0, bold=False, italic=False, caps=False, under=False, font="", colour="", style="", more=""):
    parts = [
        f'<w:rStyle w:val="{style}"/>' if style else "",
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else "",
        "<w:b/>" if bold else "",
        "<w:i/>" if italic else "",
        "<w:caps/>" if caps else "",
        f'<w:color w:val="{colour}"/>' if colour else "",
        f'<w:sz w:val="{round(size * 2)}"/>' if size else "",
        '<w:u w:val="single"/>' if under else "",
    ]
    return f"<w:rPr>{''.join(parts)}{more}</w:rPr>"


def run(text, **look):
    return f'<w:r>{letters(**look)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


RULE = '<w:r><w:pict><v:line from="0,0" to="100,0"/></w:pict></w:r>'


def line(text="", *, align="left", first=0, before=0, after=0, spacing="", pstyle="", rule=False, runs="", **look):
    """A paragraph; `rule` draws a line in it, `runs` stand in place of the text."""
    shape = (
        (f'<w:pStyle w:val="{pstyle}"/>' if pstyle else "")
        + f'<w:spacing w:before="{before}" w:after="{after}"{spacing}/><w:ind w:firstLine="{first}"/><w:jc w:val="{align}"/>'
    )
    shown = runs or (RULE if rule else run(text, **look) if text else "")
    return f"<w:p><w:pPr>{shape}</w:pPr>{shown}</w:p>"


def cell(*lines):
    return f"<w:tc><w:tcPr/>{''.join(lines)}</w:tc>"


def table(*rows, properties=""):
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def twips(length):
    return round(length * 1440 / 25.4)


def section(references="", title_page=True, **page):
    page = {**PAGE, **page}
    margins = "".join(f' w:{side}="{twips(page[side])}"' for side in ("top", "bottom", "left", "right"))
    different = "<w:titlePg/>" if title_page else ""
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{twips(page["w"])}" w:h="{twips(page["h"])}"/>'
        f"<w:pgMar{margins}/>{different}</w:sectPr>"
    )


def body_of(page=None, without=(), **changes):
    """The body of a plan; a change is a text, or the properties of a line."""
    shown = {
        name: "" if name in without else line(**{**given, **_as_change(changes.get(name, {}))})
        for name, given in LINES.items()
    }
    left = cell(shown["parent"], shown["issuer"], shown["issuer_rule"])
    right = cell(shown["country"], shown["words"], shown["words_rule"])
    head = table(left + right, cell(shown["number"]) + cell(shown["date"]))
    middle = "".join(shown[name] for name in ("title", "abstract", "abstract_rule", "body", "body_2"))
    signing = cell(shown["authority"], shown["post"], shown["signer"])
    foot = table(cell(shown["recipients"], shown["recipient"], shown["filing"]) + signing)
    return head + middle + foot + line() + section(**(page or {}))


def _as_change(change):
    return {"text": change} if isinstance(change, str) else change


def official(page=None, without=(), styles=DEFAULTS, extra=None, **changes):
    """A plan in its right form but for what is changed, as a .docx."""
    return docx(body_of(page, without, **changes), styles, extra)


def docx(body, styles=DEFAULTS, extra=None):
    parts = {
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMES}>{styles}</w:styles>",
        **(extra or {}),
    }
    return zipped(parts)


def content_types(parts):
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {"document": "document.main", "styles": "styles", "header1": "header", "footer1": "footer"}
    named = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{main}.{kind}+xml"/>'
        for name, kind in kinds.items()
        if f"word/{name}.xml" in parts
    )
    usual = '<Default Extension="xml" ContentType="application/xml"/>'
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{usual}{rels}{named}</Types>'


def zipped(parts):
    related = "".join(
        f'<Relationship Id="{name[5:-4]}" Type="{OFFICE}/{name[5:-4].rpartition("/")[2].rstrip("123")}" Target="{name[5:]}"/>'
        for name in parts
        if name.startswith("word/") and name != "word/document.xml"
    )
    main = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in {
            "[Content_Types].xml": content_types(parts),
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{main}</Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
            **parts,
        }.items():
            package.writestr(name, content)
    return made.getvalue()


def margin(kind, inner):
    """A header or footer part, and the section's reference to it."""
    root = {"header": "hdr", "footer": "ftr"}[kind]
    part = f"<w:{root} {NAMES}>{inner}</w:{root}>"
    return {f"word/{kind}1.xml": part}, f'<w:{kind}Reference w:type="default" r:id="{kind}1"/>'


def page_number(align="center", size=14, **look):
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("2", size=size, **look)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return line(align=align, runs=field)
