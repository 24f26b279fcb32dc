"""The list to sign for money received: an accounting paper, without Quốc hiệu and number."""

from word_parts.blocks import A4_LONG, A4_SHORT, END, ISSUER, PLACE_AND_DAY
from word_parts.extras import SIGN_BY_HAND, page
from word_parts.ooxml import cell, command, millimetres, paragraph, row, row_command, shown_if, table
from word_parts.styles import LANDSCAPE_HEAD, LANDSCAPE_WIDTH

COUNT = ("{{ ky_nhan.cot_so }}", 17, "Giua", "{{ n.so }}", "{{ ky_nhan.tong_so }}")
COLUMNS = (
    ("TT", 10, "Giua", "{{ loop.index }}", ""),
    ("Họ và tên", 50, "", "{{ n.ho_ten }}", "Tổng cộng"),
    ("Chức vụ, đơn vị", 69, "", "{{ n.noi_cong_tac }}", ""),
    COUNT,
    ("Mức chi (đồng)", 27, "Tien", "{{ n.muc }}", ""),
    ("Thành tiền (đồng)", 31, "Tien", "{{ n.tien }}", "{{ ky_nhan.tong_tien }}"),
    ("Ký nhận", 45, "", "", ""),
)
SIGNERS = ("NGƯỜI LẬP", "KẾ TOÁN", "THỦ TRƯỞNG ĐƠN VỊ")


def _rows(columns):
    """The table; its last three people stay with the total and the signatures on one page."""
    widths = [millimetres(width) for _, width, *_ in columns]
    # Where nobody counts days, the post has their room.
    widths[2] += LANDSCAPE_WIDTH - sum(widths)
    all_of_it = sum(widths), len(columns)

    def cells(style, texts):
        return (
            cell(width, paragraph(f"{style}{place}", text), align="center")
            for width, (_, _, place, *_), text in zip(widths, columns, texts, strict=True)
        )

    top = (
        cell(width, paragraph("DauBang", name[0]), align="center") for width, name in zip(widths, columns, strict=True)
    )
    person, last = (
        row(*cells(style, (c[3] for c in columns)), least=millimetres(9)) for style in ("OBangSo", "OBangCuoi")
    )
    return table(
        "BangChuongTrinh",
        tuple(widths),
        row(*top, header=True),
        row_command("for n in ky_nhan.danh_sach", *all_of_it),
        row_command("if loop.revindex <= 3", *all_of_it),
        last,
        row_command("else", *all_of_it),
        person,
        row_command("endif", *all_of_it),
        row_command("endfor", *all_of_it),
        row(*cells("OBangTong", (c[4] for c in columns)), least=millimetres(9)),
    )


def signatures():
    third = LANDSCAPE_WIDTH // 3
    blank = cell(third, paragraph("NgayTrinh"))
    dated = row(blank, blank, cell(third, PLACE_AND_DAY))
    signed = row(*(cell(third, paragraph("NguoiTrinh", name), paragraph("KyTen", SIGN_BY_HAND)) for name in SIGNERS))
    lister = paragraph("NguoiTrinh", "{% if su_kien.nguoi_lap %}{{ su_kien.nguoi_lap }}{% endif %}")
    accountant = paragraph("NguoiTrinh", "{{ co_quan.ke_toan }}")
    middle = command("if co_quan.ke_toan") + accountant + command("else") + paragraph("NgayTrinh") + command("endif")
    head = paragraph("NguoiTrinh", "{{ co_quan.nguoi_ky }}")
    name = row(cell(third, lister), cell(third, middle), cell(third, head))
    return table("BangKhongVien", (third,) * 3, dated, signed, name)


def money_body():
    left, right = LANDSCAPE_HEAD
    head = table("BangKhongVien", (left, right), row(cell(left, ISSUER), cell(right, paragraph("NgayTrinh"))))
    lines = (
        paragraph("TenLoai", "{{ van_ban.loai }}")
        + shown_if("ky_nhan.noi_dung", paragraph("NguoiTrinh", "{{ ky_nhan.noi_dung }}"))
        + paragraph("TenSuKien", "{{ su_kien.ten_trong_cau }}")
        + shown_if("su_kien.can_cu_chi", paragraph("ThoiGianDiaDiem", "Căn cứ: {{ su_kien.can_cu_chi|bo_cham }}"))
        + paragraph("ThoiGianDiaDiem", "Thời gian: {{ su_kien.ngay }}; địa điểm: {{ su_kien.dia_diem|bo_cham }}")
        + paragraph("SauDanhSach")
    )
    both = _rows(COLUMNS), _rows(tuple(column for column in COLUMNS if column is not COUNT))
    ruled = command("if ky_nhan.cot_so") + both[0] + command("else") + both[1] + command("endif")
    total = paragraph("CongTien", "Tổng số tiền: {{ ky_nhan.tong }}.")
    total += paragraph("CongTien", "Danh sách có {{ ky_nhan.so_nguoi }} người nhận tiền.")
    side = (A4_LONG - LANDSCAPE_WIDTH) // 2
    size = page(A4_LONG, A4_SHORT, top=millimetres(15), side=side, orient="landscape", numbered=True)
    return head + lines + ruled + total + signatures() + END + size
