"""The certificates' own page: A4 lying, in a frame, one page whatever the names; stately in colour, or plain in black.

What is written is the same in both; styles and frame differ. A text takes the largest style whose line holds it.
"""

from word_parts.blocks import A4_LONG, A4_SHORT, AUTHORITY, END, ISSUER, NATION, PLACE_AND_DAY
from word_parts.ooxml import cell, chosen, command, millimetres, paragraph, row, shown_if, table
from word_parts.styles import CERTIFICATE_FOOT, CERTIFICATE_HEAD

# Short texts spread over the page; long ones (a course of three lines, four lines of authority) still end on it, for
# the rows grow from these heights, and the page has 6 mm more.
HEAD_HEIGHT, TEXT_HEIGHT, FOOT_HEIGHT = (millimetres(height) for height in (21.5, 90, 61.5))
# The width of the page's text, and what the signs that are spread leave of it, in millimetres.
LINE, NAME_LINE, COURSE_LINE, SMALL_LINE = 240, 228, 225, 213
# Two lines of a course, less what the last word of the first may leave free.
COURSE_LINES = 2 * COURSE_LINE - 20
NAME = "nguoi.ho_ten|upper"
COURSE = "su_kien.ten_trong_cau"
GRADE = "{% if nguoi.xep_loai %}. Xếp loại: {{ nguoi.xep_loai }}{% endif %}"


def certificate_head():
    """Issuer, room for a crest, nation; a crest is put in the middle in Word and needs no more than that."""
    left, middle, right = CERTIFICATE_HEAD
    crest = cell(middle, paragraph("BieuTrung"), align="center")
    return table(
        "BangKhongVien", CERTIFICATE_HEAD, row(cell(left, ISSUER), crest, cell(right, NATION), least=HEAD_HEIGHT)
    )


def issuer():
    return chosen(
        "{{ chung_nhan.nguoi_cap }}", (f"chung_nhan.nguoi_cap|vua_dong(15, {LINE})", "NguoiCap"), "NguoiCapNho"
    )


def holder():
    """Whom it is given to; the room above goes where texts take more than their line."""
    is_airy = " and ".join(
        f"{text}|vua_dong({size}, {room})"
        for text, size, room in (
            ("chung_nhan.nguoi_cap", 15, LINE),
            ("chung_nhan.noi_cong_tac", 15, LINE),
            (COURSE, 19, COURSE_LINE),
        )
    )
    sizes = ((34, "HoTen"), (30, "HoTenVua"), (26, "HoTenNho"), (24, "HoTenRatNho"))
    styles = [(f"{NAME}|vua_dong({size}, {NAME_LINE})", style) for size, style in sizes]
    return (
        chosen("Chứng nhận: {{ chung_nhan.xung_ho }}", (is_airy, "ChungNhan"), "ChungNhanSat")
        + chosen(f"{{{{ {NAME} }}}}", *styles, "HoTenNhoNhat")
        + shown_if("nguoi.ngay_sinh or chung_nhan.sinh != ''", paragraph("ThongTin", "{{ chung_nhan.sinh }}"))
    )


def work():
    """Post and unit: nothing where no column of the roster tells them."""
    shown = "{{ chung_nhan.noi_cong_tac }}"
    return (
        command("if chung_nhan.noi_cong_tac|vua_dong(15, 240)")
        + paragraph("ThongTin", shown)
        + command("elif chung_nhan.noi_cong_tac != ''")
        + paragraph("ThongTinNho", shown)
        + command("endif")
    )


def achievement():
    sizes = (
        (f"{COURSE}|vua_dong(19, {COURSE_LINE})", "TenLop"),
        (f"{COURSE}|vua_dong(17, {COURSE_LINES})", "TenLopVua"),
    )
    return (
        shown_if("chung_nhan.da_lam", paragraph("DaHoanThanh", "{{ chung_nhan.da_lam }}"))
        + chosen(f"{{{{ {COURSE} }}}}", *sizes, "TenLopNho")
        + paragraph("ThongTin", f"{{{{ chung_nhan.thoi_gian }}}}{GRADE}")
    )


def certificate_text():
    width = sum(CERTIFICATE_HEAD)
    inner = paragraph("TenGiay", "GIẤY CHỨNG NHẬN") + issuer() + holder() + work() + achievement()
    return table("BangKhongVien", (width,), row(cell(width, inner), least=TEXT_HEIGHT))


def certificate_foot():
    left, right = CERTIFICATE_FOOT
    book = (
        shown_if("chung_nhan.ma_qr", paragraph("AnhQR", "{{ chung_nhan.ma_qr }}"))
        + paragraph("VaoSo", "Vào sổ số: {{ van_ban.ky_hieu }}")
        + shown_if("chung_nhan.quyet_dinh", paragraph("TheoQuyetDinh", "{{ chung_nhan.quyet_dinh }}"))
    )
    room = command("if co_quan.tham_quyen_ky|length > 3") + paragraph("ChoKyNho")
    room += command("else") + paragraph("ChoKy") + command("endif")
    signed = PLACE_AND_DAY + AUTHORITY + room + paragraph("HoTenNguoiKy", "{{ co_quan.nguoi_ky }}")
    cells = (cell(left, book, align="bottom"), cell(right, signed, align="bottom"))
    return table("BangKhongVien", CERTIFICATE_FOOT, row(*cells, least=FOOT_HEIGHT))


def landscape():
    top, bottom, side, edge = (millimetres(length) for length in (15, 14.5, 27, 6))
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        f'<w:pgSz w:w="{A4_LONG}" w:h="{A4_SHORT}" w:orient="landscape"/>'
        f'<w:pgMar w:top="{top}" w:right="{side}" w:bottom="{bottom}" w:left="{side}"'
        f' w:header="{edge}" w:footer="{edge}" w:gutter="0"/></w:sectPr>'
    )


def certificate_body():
    # Between two tables Word wants a paragraph, else it makes one of them.
    return END.join((certificate_head(), certificate_text(), certificate_foot(), landscape()))
