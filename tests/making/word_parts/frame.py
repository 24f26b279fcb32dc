"""The frame of a certificate: one drawing behind the page, the same on all four sides in every program.

Word's own page borders are not: LibreOffice draws `thinThickThin` and its like lopsided. So the frame is a group of
shapes, anchored to the page in the header; each corner is computed from the first one, nothing is flipped.
"""

from word_parts.ooxml import root
from word_parts.styles import GOLD, RED

WIDTH, HEIGHT = 297, 210
EMU = 36000
BLACK = "000000"
# How far the control points of a quarter circle stand from its ends, in radii.
QUARTER = 0.5523
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
WORD_2010 = "http://schemas.microsoft.com/office/word/2010"
NAMESPACES = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": f"{DRAWING}/main",
    "wp": f"{DRAWING}/wordprocessingDrawing",
    "wpg": f"{WORD_2010}/wordprocessingGroup",
    "wps": f"{WORD_2010}/wordprocessingShape",
}

# Curves of the first corner, in millimetres: where each begins, then three points a bend.
PETALS = (
    ("E3D3A6", [(16.08, 14.25), (18, 16.27), (21.26, 15.68), (23.19, 13.12), (20.57, 11.29), (17.29, 11.74), (16.08, 14.25)]),
    ("CDB06A", [(16.04, 14.94), (17.18, 18.3), (21.27, 19.38), (24.88, 17.48), (22.83, 13.95), (18.79, 12.7), (16.04, 14.94)]),
)  # fmt: skip
MIDDLE_PETAL = [(15.63, 15.63), (14.87, 19.69), (18.39, 23.06), (23.13, 23.13), (23.06, 18.39), (19.69, 14.87), (15.63, 15.63)]  # fmt: skip
LEAVES = (
    [(28.6, 12.6), (30.46, 14.3), (34.96, 15.3), (38.34, 14.85), (35.5, 12.96), (31.02, 11.89), (28.6, 12.6)],
    [(35.2, 12.6), (36.68, 14.02), (40.27, 14.82), (42.99, 14.4), (40.73, 12.83), (37.15, 11.97), (35.2, 12.6)],
    [(40.8, 12.6), (41.93, 13.75), (44.72, 14.37), (46.84, 13.99), (45.1, 12.73), (42.32, 12.06), (40.8, 12.6)],
    [(45.2, 12.6), (46.03, 13.49), (48.1, 13.95), (49.68, 13.63), (48.4, 12.66), (46.34, 12.16), (45.2, 12.6)],
)


def across(curve):
    """Return a curve on the other side of the corner's diagonal."""
    return [(y, x) for x, y in curve]


def circle(x, y, radius):
    near = radius * QUARTER
    right, below, left, above = (x + radius, y), (x, y + radius), (x - radius, y), (x, y - radius)
    return [
        right, (x + radius, y + near), (x + near, y + radius), below, (x - near, y + radius), (x - radius, y + near),
        left, (x - radius, y - near), (x - near, y - radius), above, (x + near, y - radius), (x + radius, y - near), right,
    ]  # fmt: skip


def at_all_corners(*curves):
    """Return the curves of the first corner at all four."""
    places = ((0, 1, 0, 1), (WIDTH, -1, 0, 1), (WIDTH, -1, HEIGHT, -1), (0, 1, HEIGHT, -1))
    return [
        [(left + turn * x, top + fall * y) for x, y in curve] for left, turn, top, fall in places for curve in curves
    ]


def point(x, y):
    return f'<a:pt x="{round(x * EMU)}" y="{round(y * EMU)}"/>'


def bends(points):
    return "".join(
        f"<a:cubicBezTo>{''.join(point(*one) for one in points[start : start + 3])}</a:cubicBezTo>"
        for start in range(0, len(points), 3)
    )


def path(first, inner):
    return (
        f'<a:path w="{WIDTH * EMU}" h="{HEIGHT * EMU}"><a:moveTo>{point(*first)}</a:moveTo>{inner}<a:close/></a:path>'
    )


def curved(curves):
    return "".join(path(curve[0], bends(curve[1:])) for curve in curves)


def line_to(*points):
    return "".join(f"<a:lnTo>{point(*one)}</a:lnTo>" for one in points)


def rectangle(inset):
    """Return a rectangle so many millimetres from each edge of the paper."""
    right, bottom = WIDTH - inset, HEIGHT - inset
    return path((inset, inset), line_to((right, inset), (right, bottom), (inset, bottom)))


def notched(inset, radius):
    """Return a rectangle whose corners are cut out by quarter circles."""
    near, far = inset + radius * QUARTER, inset + radius
    corner = [(inset, far), (near, far), (far, near), (far, inset)]
    first, second, third, fourth = at_all_corners(corner)
    inner = (
        bends(first[1:])
        + line_to(second[3])
        + bends(second[2::-1])
        + line_to(third[0])
        + bends(third[1:])
        + line_to(fourth[3])
        + bends(fourth[2::-1])
    )
    return path(first[0], inner)


def colour(value):
    return f'<a:solidFill><a:srgbClr val="{value}"/></a:solidFill>'


def outline(points, value):
    return f'<a:ln w="{round(points * 12700)}">{colour(value)}<a:miter lim="800000"/></a:ln>'


def drawn(points, value):
    """Return the look of a line."""
    return "<a:noFill/>" + outline(points, value)


def filled(value, *, edge=False):
    """Return the look of a filled shape; `edge` sets it off from what lies below by a white line."""
    return colour(value) + (outline(0.6, "FFFFFF") if edge else "<a:ln><a:noFill/></a:ln>")


WHOLE = f'<a:off x="0" y="0"/><a:ext cx="{WIDTH * EMU}" cy="{HEIGHT * EMU}"/>'


def shape(number, name, paths, look):
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="{name}"/><wps:cNvSpPr/><wps:spPr><a:xfrm>{WHOLE}</a:xfrm>'
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst>{paths}</a:pathLst></a:custGeom>{look}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def ornate():
    """Return gold lines, notched at the corners, with a lotus in each corner."""
    leaves = curved(at_all_corners(*LEAVES, *map(across, LEAVES)))
    petals = [
        (f"Cánh sen {number}", curved(at_all_corners(curve, across(curve))), filled(value, edge=True))
        for number, (value, curve) in enumerate(PETALS, 1)
    ]
    dots = curved(at_all_corners(circle(16, 16, 1.05), circle(51.8, 12.6, 0.7), circle(12.6, 51.8, 0.7)))
    return [
        ("Khung ngoài", rectangle(9), drawn(2.5, GOLD)),
        ("Khung giữa", rectangle(10.6), drawn(0.5, GOLD)),
        ("Khung trong", notched(12.6, 15), drawn(0.75, GOLD)),
        ("Lá góc", leaves, filled(GOLD)),
        *petals,
        ("Cánh sen 3", curved(at_all_corners(MIDDLE_PETAL)), filled(GOLD, edge=True)),
        ("Nhụy sen", dots, filled(RED)),
    ]


def plain():
    """Return two black lines."""
    return [("Khung ngoài", rectangle(9), drawn(1.5, BLACK)), ("Khung trong", rectangle(10.8), drawn(0.5, BLACK))]


def header(shapes):
    """Return a header part that holds the frame and no text."""
    drawings = "".join(shape(number, *one) for number, one in enumerate(shapes, 11))
    group = (
        f'<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>{WHOLE}<a:chOff x="0" y="0"/>'
        f'<a:chExt cx="{WIDTH * EMU}" cy="{HEIGHT * EMU}"/></a:xfrm></wpg:grpSpPr>{drawings}</wpg:wgp>'
    )
    anchor = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251658240" behindDoc="1"'
        ' locked="1" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{WIDTH * EMU}" cy="{HEIGHT * EMU}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        '<wp:docPr id="10" name="Khung giấy chứng nhận" descr="Khung trang trí"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{NAMESPACES["wpg"]}">{group}</a:graphicData></a:graphic></wp:anchor>'
    )
    choice = f'<mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>{anchor}</w:drawing></mc:Choice></mc:AlternateContent>'
    return root("hdr", f'<w:p><w:pPr><w:pStyle w:val="CuoiBai"/></w:pPr><w:r>{choice}</w:r></w:p>', NAMESPACES)
