"""The blocks that official papers share: the head, the title, the signature and the page itself."""

from word_parts.ooxml import cell, command, each, millimetres, paragraph, row, shown_if, table
from word_parts.styles import LEFT_HEAD, LEFT_NUMBER, RIGHT_HEAD, TEXT_WIDTH

A4_SHORT, A4_LONG = 11906, 16838
LEFT_FOOT = millimetres(72)
ISSUER = (
    shown_if("co_quan.co_quan_chu_quan", paragraph("CoQuanChuQuan", "{{ co_quan.co_quan_chu_quan }}"))
    + paragraph("CoQuanBanHanh", "{{ co_quan.co_quan_ban_hanh }}")
    + paragraph("KeCoQuan")
)
NATION = (
    paragraph("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    + paragraph("TieuNgu", "Độc lập - Tự do - Hạnh phúc")
    + paragraph("KeTieuNgu")
)
PLACE_AND_DAY = paragraph("DiaDanh", "{{ dong_ky(co_quan.dia_danh, van_ban.ngay) }}")
# The signer's powers and post, the room to sign, the name: one block that no page may cut.
AUTHORITY = each(
    "dong in co_quan.tham_quyen_ky",
    paragraph("ThamQuyenKy", "{{ dong }}"),
    otherwise=paragraph("ThamQuyenKy", "{{ co_quan.tham_quyen_ky }}"),
)
SIGNER = AUTHORITY + paragraph("HoTenNguoiKy", "{{ co_quan.nguoi_ky }}")
RECIPIENTS = paragraph("NoiNhanTieuDe", "Nơi nhận:") + each(
    "noi in co_quan.noi_nhan_in",
    paragraph("NoiNhanDong", "{{ noi }}"),
    otherwise=paragraph("NoiNhanDong", "{{ co_quan.noi_nhan_in }}"),
)
# Word wants a paragraph after the last table.
END = paragraph("CuoiBai")


def head(subject=""):
    """Quốc hiệu, issuer, number, place and day: two rows, so that number and day share a line.

    The names' columns part where both fit; place and day need more room than Quốc hiệu does.
    """
    between = LEFT_HEAD - LEFT_NUMBER
    below = paragraph("VeViec", subject) if subject else ""
    names = row(cell(LEFT_HEAD, ISSUER, span=2), cell(RIGHT_HEAD, NATION))
    number = paragraph("SoKyHieu", "Số: {{ van_ban.ky_hieu }}")
    dated = row(cell(LEFT_NUMBER, number, below), cell(TEXT_WIDTH - LEFT_NUMBER, PLACE_AND_DAY, span=2))
    return table("BangKhongVien", (LEFT_NUMBER, between, RIGHT_HEAD), names, dated)


def head_without_number(left=LEFT_HEAD, right=RIGHT_HEAD):
    """Quốc hiệu and issuer alone, for papers that get no number of their own."""
    return table("BangKhongVien", (left, right), row(cell(left, ISSUER), cell(right, NATION)))


def title():
    """The paper's name and abstract; the rule takes a third to a half of their line (Phụ lục I, II.5)."""
    short, middling = (f"van_ban.trich_yeu|vua_dong(14, {width})" for width in (55, 105))
    return (
        paragraph("TenLoai", "{{ van_ban.loai }}")
        + paragraph("TrichYeu", "{{ van_ban.trich_yeu }}")
        + command(f"if {short}")
        + paragraph("KeTrichYeuNgan")
        + command(f"elif {middling}")
        + paragraph("KeTrichYeuVua")
        + command("else")
        + paragraph("KeTrichYeu")
        + command("endif")
    )


def signature():
    widths = (LEFT_FOOT, TEXT_WIDTH - LEFT_FOOT)
    return table("BangKhongVien", widths, row(cell(widths[0], RECIPIENTS), cell(widths[1], SIGNER))) + END


# The headers with the page's number, on all pages but the first.
NUMBERED = '<w:headerReference w:type="default" r:id="rId5"/><w:headerReference w:type="first" r:id="rId6"/>'


def portrait():
    """The decree's page: 20, 15, 20 and 30 mm, the page's number in the upper margin but on the first page."""
    top, right, bottom, left = (millimetres(side) for side in (20, 15, 20, 30))
    return (
        f'<w:sectPr>{NUMBERED}<w:pgSz w:w="{A4_SHORT}" w:h="{A4_LONG}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        ' w:header="567" w:footer="567" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )
