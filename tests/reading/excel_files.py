"""Workbooks as XML, written by hand the way different programs write them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{OFFICE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{OFFICE}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{OFFICE}.sharedStrings+xml"/></Types>'
)
FONTS = ["Times New Roman", ".VnTime", ".VnTimeH", "VNI-Times"]
FORMATS = ["General", "dd/mm/yyyy", "[h]:mm", "@", "h:mm", '"ngày" 0', "[Red]0;yyyy", "[$-42A]d mmmm", "mm:ss", "\\d0"]
# Every font with and without a stroke, then every format.
LOOKS = [(font, 0) for font in range(len(FONTS) * 2)] + [(0, 164 + code) for code in range(len(FORMATS))]
LOOKS += [(0, built_in) for built_in in (14, 20, 46, 22, 27, 999)]
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts>'
    + "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{escape(c, {chr(34): "&quot;"})}"/>' for n, c in enumerate(FORMATS))
    + "</numFmts><fonts>"
    + "".join(f'<font><name val="{name}"/></font><font><strike/><name val="{name}"/></font>' for name in FONTS)
    + "</fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs>"
    + "".join(f'<xf numFmtId="{code}" fontId="{font}" fillId="0" borderId="0" xfId="0"/>' for font, code in LOOKS)
    + '</cellXfs><cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)  # fmt: skip


def relations(*entries: tuple[str, str]) -> str:
    """Return a part of relations: pairs of kind and target."""
    lines = (
        f'<Relationship Id="rId{n}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(entries, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    """Return a sheet's part around its rows."""
    return (
        f'{XML}<worksheet xmlns="{MAIN}" xmlns:r="{RELATED}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def write_excel(
    path: Path, *sheets: str | bytes, strings: str = "", changed: dict[str, str | bytes | None] | None = None
) -> Path:
    """Write sheets' parts as a workbook; `changed` replaces other parts, or with None leaves them out."""
    listed = "".join(f'<sheet name="T{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1))
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    parts: dict[str, str | bytes | None] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            *targets, ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'{XML}<sst xmlns="{MAIN}">{strings}</sst>',
        **{f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, 1)},
        **(changed or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            if content is not None:
                package.writestr(name, content)
    return path


def in_dialect(dialect: str, xml: str) -> str | bytes:  # noqa: PLR0911 a line for each program
    """Return a sheet's part, written as Excel does, as another program would write it."""
    match dialect:
        case "libreoffice":
            looks = r'\1 customFormat="false" ht="12.8" collapsed="false"'
            return re.sub(
                r'(<row r="\d+")', looks, xml.replace("<f>", '<f aca="false">').replace('hidden="1"', 'hidden="true"')
            )
        case "google":
            return xml.replace(' standalone="yes"', "").replace(
                "<sheetData>", '<sheetFormatPr defaultRowHeight="15"/><sheetData>'
            )
        case "prefixed":
            return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")
        case "single quotes":
            return re.sub("<[^<>?]*>", lambda tag: tag[0].replace('"', "'"), xml)
        case "other order":
            return re.sub(r'<c (r="\w+")( s="\d+")?( t="\w+")?', r"<c\3\2 \1", xml)
        case "no addresses":
            return re.sub(r'(<c|<row) r="\w+"', r"\1", xml)
        case "comments":
            return xml.replace("<sheetData>", '<sheetData><!-- <row r="1"><c r="A1"><v>9</v></c></row> -->')
        case "in lines":
            return re.sub(r"(</row>|</c>|/>)(?=<)", "\\1\n  ", xml)
        case "utf-16":
            return xml.replace("UTF-8", "UTF-16").encode("utf-16")
    return xml


DIALECTS = ["excel", "libreoffice", "google", "prefixed", "single quotes", "other order", "no addresses", "comments",
            "in lines", "utf-16"]  # fmt: skip
