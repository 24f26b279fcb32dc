"""Declared styles in, the styles part of a Word file out."""

from xml.sax.saxutils import escape

from word_parts.ooxml import root
from word_parts.styles import FONT, SHARED, SINGLE


def switch(name, value):
    if value is None:
        return ""
    state = "" if value else ' w:val="0"'
    return f"<w:{name}{state}/><w:{name}Cs{state}/>"


def number(name, value):
    return "" if value is None else f'<w:{name} w:val="{value}"/>'


def letters(style):
    """Return the character properties of a style, in the schema's order."""
    size = None if style.size is None else round(style.size * 2)
    looks = switch("b", style.bold) + switch("i", style.italic)
    return f"{looks}{number('color', style.colour)}{number('spacing', style.stretch)}{number('sz', size)}{number('szCs', size)}"


def element(name, **attributes):
    given = "".join(f' w:{key}="{value}"' for key, value in attributes.items() if value is not None)
    return f"<w:{name}{given}/>" if given else ""


def border(style):
    if style.rule is None:
        return ""
    return f'<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="{style.rule}"/></w:pBdr>'


def spacing(style):
    how = None if style.line is None else "exact" if style.exact else "auto"
    return element("spacing", before=style.before, after=style.after, line=style.line, lineRule=how)


def shape(style):
    """Return the paragraph properties of a style, in the schema's order."""
    kept = "<w:keepNext/>" * style.keep + "<w:keepLines/>" * style.whole
    indents = element("ind", left=style.left, right=style.right, hanging=style.hanging, firstLine=style.first)
    return (
        kept
        + border(style)
        + spacing(style)
        + indents
        + number("jc", style.align)
        + number("outlineLvl", style.outline)
    )


def written(style, rank):
    base = "DefaultParagraphFont" if style.kind == "character" else style.base
    own = "" if style.ident == "Header" else ' w:customStyle="1"'
    head = (
        f'<w:name w:val="{escape(style.name)}"/><w:basedOn w:val="{base}"/><w:uiPriority w:val="{rank}"/><w:qFormat/>'
    )
    paragraph = "" if style.kind == "character" else f"<w:pPr>{shape(style)}</w:pPr>"
    inner = f"{head}{paragraph}<w:rPr>{letters(style)}</w:rPr>".replace("<w:pPr></w:pPr>", "").replace(
        "<w:rPr></w:rPr>", ""
    )
    return f'<w:style w:type="{style.kind}"{own} w:styleId="{style.ident}">{inner}</w:style>'


# Of Word's own styles the gallery shows these; the rest stays hidden, so that the office's are easy to find.
LATENT = "".join(
    f'<w:lsdException w:name="{name}" w:uiPriority="{rank}" w:semiHidden="0" w:unhideWhenUsed="0" w:qFormat="{shown}"/>'
    for name, rank, shown in (
        ("Normal", 0, 1),
        ("Strong", 22, 1),
        ("Emphasis", 20, 1),
        ("List Paragraph", 34, 1),
        ("Table Grid", 39, 0),
    )
)
DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
    '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
    f'<w:spacing w:before="0" w:after="0" w:line="{SINGLE}" w:lineRule="auto"/>'
    "</w:pPr></w:pPrDefault></w:docDefaults>"
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1"'
    f' w:defQFormat="0" w:count="376">{LATENT}</w:latentStyles>'
)
BUILT_IN = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    "<w:pPr><w:widowControl/></w:pPr>"
    f'<w:rPr><w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/></w:rPr></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
)


def table_style(ident, name, inner):
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{ident}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr>{inner}</w:tblPr></w:style>'
    )


LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
NO_MARGINS = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
BARE_TABLE = table_style("BangKhongVien", "Bảng không viền", NO_MARGINS)
RULED_TABLE = table_style("BangChuongTrinh", "Bảng chương trình", f"<w:tblBorders>{LINES}</w:tblBorders>")
FOLD = LINES.replace('insideV w:val="single"', 'insideV w:val="dashed"')
PLATE_TABLE = table_style("BangBienTen", "Bảng biển tên", f"<w:tblBorders>{FOLD}</w:tblBorders>")


def styles_part(styles, tables):
    """Return the styles part; `tables` are table styles already written."""
    own = "".join(written(style, rank) for rank, style in enumerate((*styles, *SHARED), 1))
    return root("styles", DEFAULTS + BUILT_IN + own + tables)
