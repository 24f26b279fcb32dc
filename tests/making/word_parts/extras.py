"""The papers on request: sign-in sheet, name plates and programme."""

from word_parts.blocks import A4_LONG, A4_SHORT, END, head_without_number, portrait
from word_parts.ooxml import cell, command, millimetres, paragraph, row, row_command, table
from word_parts.plan import agenda_table
from word_parts.styles import LANDSCAPE_WIDTH

PLACE, NAME, POST = millimetres(12), millimetres(56), millimetres(75)
ROOM = LANDSCAPE_WIDTH - PLACE - NAME - POST
ROOM_FOR_NAME = 175
PLATE, PLATE_HEIGHT = millimetres(180), millimetres(88)


def _headed(abstract, *more, rule="KeTrichYeu"):
    lines = "".join(paragraph("ThoiGianDiaDiem", line) for line in more)
    return paragraph("TenLoai", "{{ van_ban.loai }}") + paragraph("TrichYeu", abstract) + lines + paragraph(rule)


def _page(width, height, *, top, side, orient=""):
    turned = f' w:orient="{orient}"' if orient else ""
    return (
        f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{side}" w:bottom="{top}" w:left="{side}"'
        ' w:header="454" w:footer="454" w:gutter="0"/></w:sectPr>'
    )


def _each_sitting(style, text):
    """Cells once a sitting, of as many twelfths of the room as the sheet says; their widths are the grid's."""
    shared = paragraph(style, "{% colspan diem_danh.do_rong %}" + text)
    cells = (
        cell(ROOM // 12, paragraph("DongLenh", "{%tc for buoi in diem_danh.buoi %}")),
        cell(0, shared, align="center"),
        cell(ROOM // 12, paragraph("DongLenh", "{%tc endfor %}")),
    )
    return [each.replace('w:w="0" w:type="dxa"', 'w:w="0" w:type="auto"') for each in cells]


def sign_in_body():
    names = ("TT", "Họ và tên", "Chức vụ, đơn vị")
    widths = (PLACE, NAME, POST)
    top = [cell(width, paragraph("DauBang", name), align="center") for width, name in zip(widths, names, strict=True)]
    sittings, blanks = (_each_sitting(style, text) for style, text in (("DauBang", "{{ buoi }}"), ("OBang", "")))
    person = [
        cell(PLACE, paragraph("OBangGio", "{{ n.stt }}"), align="center"),
        cell(NAME, paragraph("OBang", "{{ n.ho_ten }}"), align="center"),
        cell(POST, paragraph("OBang", "{{ n.noi_cong_tac }}"), align="center"),
    ]
    ruled = table(
        "BangChuongTrinh",
        (*widths, *[ROOM // 12] * 12),
        row(*top, *sittings, header=True),
        row_command("for n in danh_sach", LANDSCAPE_WIDTH, 15),
        row(*person, *blanks, least=millimetres(9)),
        row_command("endfor", LANDSCAPE_WIDTH, 15),
    )
    page = _page(A4_LONG, A4_SHORT, top=millimetres(15), side=(A4_LONG - LANDSCAPE_WIDTH) // 2, orient="landscape")
    total = paragraph("TongSo", "Tổng số: {{ danh_sach|length }} người.")
    head = _headed("{{ su_kien.ten_trong_cau }}", "{{ su_kien.dia_diem|bo_cham }}", rule="KeTenDanhSach")
    return head + ruled + total + page


def name_plates_body():
    large, middling = (f"n.ho_ten|upper|vua_dong({size}, {ROOM_FOR_NAME})" for size in (36, 26))
    shown = "{{ n.ho_ten|upper }}"
    plate = cell(
        PLATE,
        command(f"if {large}") + paragraph("TenBien", shown),
        command(f"elif {middling}") + paragraph("TenBienVua", shown),
        command("else") + paragraph("TenBienNho", shown) + command("endif"),
        paragraph("ChucVuBien", "{{ n.noi_cong_tac }}"),
        align="center",
    )
    plates = table(
        "BangChuongTrinh",
        (PLATE,),
        row_command("for n in bien_ten.nguoi", PLATE, 1),
        row(plate, least=PLATE_HEIGHT),
        row_command("endfor", PLATE, 1),
    )
    return plates + END + _page(A4_SHORT, A4_LONG, top=millimetres(14), side=(A4_SHORT - PLATE) // 2)


LIST_COLUMNS = (
    ("TT", 11, "OBangGio", "{{ d.stt }}"),
    ("Tên loại", 30, "OBang", "{{ d.ten_loai }}"),
    ("Trích yếu", 60, "OBangNho", "{{ d.trich_yeu }}"),
    ("Số bản", 14, "OBangGio", "{{ d.so_ban }}"),
    ("Số trang", 16, "OBangGio", "{{ d.so_trang }}"),
    ("Người ký", 31, "OBang", "{{ d.nguoi_ky }}"),
    ("Nơi nhận", 75, "OBangNho", "{{ d.noi_nhan }}"),
    ("Cảnh báo", 30, "OBangNho", "{{ d.canh_bao }}"),
)
LIST_TOTAL = (
    "Danh mục có {{ tong_cong.so_loai }} loại, {{ tong_cong.so_ban }} bản"
    "{% if tong_cong.so_trang %}, {{ tong_cong.so_trang }} trang{% endif %} trình ký"
    "{% if kem_theo %}; kèm theo {{ tong_cong.so_ban_kem_theo }} bản không phải ký{% endif %}."
)
# Nghị định 30/2020/NĐ-CP, Điều 12: contents and form are each checked before the signature; offices do so by initials.
LIST_SIGNERS = (
    ("NGƯỜI SOẠN THẢO", "(Ký nháy, ghi rõ họ tên)"),
    ("VĂN THƯ KIỂM TRA THỂ THỨC", "(Ký nháy, ghi rõ họ tên)"),
    ("NGƯỜI DUYỆT", "(Ký, ghi rõ họ tên)"),
)


def signing_list_body():
    """The list laid on top of the papers to sign: what there is, how much, who signs, what to look at."""
    widths = tuple(millimetres(width) for _, width, _, _ in LIST_COLUMNS)
    top = (
        cell(width, paragraph("DauBang", name), align="center")
        for width, (name, _, _, _) in zip(widths, LIST_COLUMNS, strict=True)
    )
    items = [
        cell(width, paragraph(style, text)) for width, (_, _, style, text) in zip(widths, LIST_COLUMNS, strict=True)
    ]
    beside = cell(sum(widths), paragraph("OBangNgay", "Kèm theo, không phải ký"), span=len(widths))
    ruled = table(
        "BangChuongTrinh",
        widths,
        row(*top, header=True),
        row_command("for d in danh_muc", sum(widths), len(widths)),
        row(*items),
        row_command("endfor", sum(widths), len(widths)),
        row_command("if kem_theo", sum(widths), len(widths)),
        row(beside),
        row_command("endif", sum(widths), len(widths)),
        row_command("for d in kem_theo", sum(widths), len(widths)),
        row(*items),
        row_command("endfor", sum(widths), len(widths)),
    )
    third = sum(widths) // len(LIST_SIGNERS)
    signed = (cell(third, paragraph("NguoiTrinh", name), paragraph("KyNhay", how)) for name, how in LIST_SIGNERS)
    # The day stands over whoever approves last.
    dated = (
        cell(third, paragraph("NgayTrinh", day)) for day in ("", "", "Ngày ....... tháng ....... năm ............")
    )
    signers = table("BangKhongVien", (third,) * len(LIST_SIGNERS), row(*dated), row(*signed))
    head = (
        paragraph("CoQuanTrinh", "{{ co_quan.ten_day_du }}")
        + paragraph("TenLoai", "DANH MỤC VĂN BẢN TRÌNH KÝ")
        + paragraph("TrichYeu", "{{ su_kien.ten_trong_cau }}")
        + paragraph("KeDanhMuc")
    )
    end = paragraph("CongDanhMuc", LIST_TOTAL)
    page = _page(A4_LONG, A4_SHORT, top=millimetres(12), side=(A4_LONG - sum(widths)) // 2, orient="landscape")
    return head + ruled + end + signers + END + page


def programme_body():
    lines = ("Thời gian: {{ chuong_trinh_in.thoi_gian }}", "Địa điểm: {{ su_kien.dia_diem|bo_cham }}")
    return head_without_number() + _headed("{{ su_kien.ten_trong_cau }}", *lines) + agenda_table() + END + portrait()
