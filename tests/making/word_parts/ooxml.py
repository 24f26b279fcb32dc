"""Text and styles in, WordprocessingML out: the few elements that the four templates are made of."""

from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def millimetres(length):
    return round(length * 1440 / 25.4)


def root(name, inner, more=None):
    """A whole part; `more` are further namespaces by their prefix."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in {"w": MAIN, "r": OFFICE, **(more or {})}.items())
    return f"{DECLARATION}<w:{name}{spaces}>{inner}</w:{name}>"


def hours(path):
    """Days and hours, in which a weekday never stands on another line than its date."""
    bound = "".join(f'|replace("{text}", "{text.replace(" ", chr(160))}")' for text in (" (", "(thứ ", "(Chủ "))
    return f"{{{{ {path}{bound} }}}}"


def run(text, style=None):
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def labelled(label, text, style="Nhan"):
    return run(label, style) + run(text)


def paragraph(style, text="", *, runs=""):
    inner = runs or (run(text) if text else "")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def command(tag):
    """A paragraph that docxtpl takes away; grey and small, so that the template reads well in Word."""
    return paragraph("DongLenh", f"{{%p {tag} %}}")


def each(loop, *inner, otherwise=""):
    """Paragraphs once an item; `otherwise` is a paragraph that shows the slot of an empty list."""
    kept = command("else") + otherwise if otherwise else ""
    return command(f"for {loop}") + "".join(inner) + kept + command("endfor")


def shown_if(condition, *inner):
    return command(f"if {condition}") + "".join(inner) + command("endif")


def chosen(text, *styles):
    """A text in the style of the first condition that holds; the last style has none."""
    *conditions, last = styles
    keywords = ("if", *["elif"] * len(conditions))
    ways = (
        command(f"{keyword} {condition}") + paragraph(style, text)
        for keyword, (condition, style) in zip(keywords, conditions, strict=False)
    )
    return "".join(ways) + command("else") + paragraph(last, text) + command("endif")


def cell(width, *inner, span=1, align="top", turned=""):
    """A cell; without a width it takes the grid's, `turned` is the direction in which its text runs."""
    given = "" if width is None else f'<w:tcW w:w="{width}" w:type="dxa"/>'
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    direction = f'<w:textDirection w:val="{turned}"/>' if turned else ""
    place = f'<w:vAlign w:val="{align}"/>' if align != "top" else ""
    return f"<w:tc><w:tcPr>{given}{grid}{direction}{place}</w:tcPr>{''.join(inner)}</w:tc>"


def row(*cells, header=False, least=0, exact=False, cut=False):
    """A row that no page cuts unless it may; `least` is its height when its text asks for no more, or whatever it asks."""
    rule = "exact" if exact else "atLeast"
    height = f'<w:trHeight w:val="{least}" w:hRule="{rule}"/>' if least else ""
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr>{'' if cut else '<w:cantSplit/>'}{height}{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def row_command(tag, width, columns):
    return row(cell(width, paragraph("DongLenh", f"{{%tr {tag} %}}"), span=columns))


def table(style, widths, *rows):
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
    properties = (
        f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}'
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
