"""The papers on request: sign-in sheet, name plates and programme; and the list of papers to sign."""

from word_parts.blocks import A4_LONG, A4_SHORT, END, NUMBERED, head_without_number, portrait
from word_parts.ooxml import cell, chosen, hours, millimetres, paragraph, row, row_command, shown_if, table
from word_parts.plan import agenda_table
from word_parts.styles import FACE, LANDSCAPE_HEAD, LANDSCAPE_WIDTH

PLACE, NAME, POST = millimetres(12), millimetres(56), millimetres(75)
ROOM = LANDSCAPE_WIDTH - PLACE - NAME - POST
# A plate stands on the table like a tent: two faces side by side, each written along the fold between them.
ROOM_FOR_NAME = 126
PLATE_LENGTH = millimetres(132)


def _headed(abstract, *more, rule="KeTrichYeu"):
    lines = "".join(paragraph("ThoiGianDiaDiem", line) for line in more)
    return paragraph("TenLoai", "{{ van_ban.loai }}") + paragraph("TrichYeu", abstract) + lines + paragraph(rule)


def page(width, height, *, top, side, orient="", numbered=False):
    turned = f' w:orient="{orient}"' if orient else ""
    header, first = (NUMBERED, "<w:titlePg/>") if numbered else ("", "")
    return (
        f'<w:sectPr>{header}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{side}" w:bottom="{top}" w:left="{side}"'
        f' w:header="454" w:footer="454" w:gutter="0"/>{first}</w:sectPr>'
    )


def _each_sitting(style, text):
    """Cells once a sitting, of as many twelfths of the room as the sheet says.

    The cell has no width of its own, the grid's count: docxtpl writes the span first, which must follow a width.
    """
    shared = paragraph(style, "{% colspan diem_danh.do_rong %}" + text)
    return (
        cell(ROOM // 12, paragraph("DongLenh", "{%tc for buoi in diem_danh.buoi %}")),
        cell(None, shared, align="center"),
        cell(ROOM // 12, paragraph("DongLenh", "{%tc endfor %}")),
    )


def sign_in_body():
    names = ("TT", "Họ và tên", "Chức vụ, đơn vị")
    widths = (PLACE, NAME, POST)
    top = [cell(width, paragraph("DauBang", name), align="center") for width, name in zip(widths, names, strict=True)]
    sittings = _each_sitting("DauBang", "{{ buoi }}")

    def person(kept):
        cells = (
            cell(PLACE, paragraph(f"OBangGio{kept}", "{{ n.stt }}"), align="center"),
            cell(NAME, paragraph(f"OBang{kept}", "{{ n.ho_ten }}"), align="center"),
            cell(POST, paragraph(f"OBang{kept}", "{{ n.noi_cong_tac }}"), align="center"),
        )
        return row(*cells, *_each_sitting(f"OBang{kept}", ""), least=millimetres(9))

    ruled = table(
        "BangChuongTrinh",
        (*widths, *[ROOM // 12] * 12),
        row(*top, *sittings, header=True),
        row_command("for n in danh_sach", LANDSCAPE_WIDTH, 15),
        # Whoever answers for the list never signs on a page without a name.
        row_command("if loop.last", LANDSCAPE_WIDTH, 15),
        person("Giu"),
        row_command("else", LANDSCAPE_WIDTH, 15),
        person(""),
        row_command("endif", LANDSCAPE_WIDTH, 15),
        row_command("endfor", LANDSCAPE_WIDTH, 15),
    )
    half = LANDSCAPE_WIDTH // 2
    total = paragraph("TongSo", "Tổng số: {{ danh_sach|length }} người.")
    signed = paragraph("NgayTrinh", DAY_BY_HAND) + paragraph("NguoiTrinh", "NGƯỜI PHỤ TRÁCH ĐIỂM DANH")
    foot = table(
        "BangKhongVien", (half, half), row(cell(half, total), cell(half, signed, paragraph("KyTen", SIGN_BY_HAND)))
    )
    top, side = millimetres(20), (A4_LONG - LANDSCAPE_WIDTH) // 2
    size = page(A4_LONG, A4_SHORT, top=top, side=side, orient="landscape", numbered=True)
    lines = (f"Thời gian: {hours('diem_danh.thoi_gian')}", "Địa điểm: {{ su_kien.dia_diem|bo_cham }}")
    head = head_without_number(*LANDSCAPE_HEAD) + _headed(EVENT, *lines, rule="KeTenDanhSach")
    return head + ruled + paragraph("SauDanhSach") + foot + END + size


EVENT = "{{ su_kien.ten_trong_cau }}"
DAY_BY_HAND = "Ngày ....... tháng ....... năm ............"
SIGN_BY_HAND = "(Ký, ghi rõ họ tên)"


def _face(turned):
    sizes = (
        (f"n.ho_ten|upper|vua_dong({size}, {ROOM_FOR_NAME})", style)
        for size, style in ((32, "TenBien"), (26, "TenBienVua"))
    )
    name = chosen("{{ n.ho_ten|upper }}", *sizes, "TenBienNho")
    degree = shown_if("n.hoc_vi", paragraph("HocViBien", "{{ n.hoc_vi }}"))
    return cell(FACE, degree, name, paragraph("ChucVuBien", "{{ n.noi_cong_tac }}"), align="center", turned=turned)


def name_plates_body():
    """Two plates a page; each is cut out along its lines and folded along the broken one, where both texts have their top."""
    plates = table(
        "BangBienTen",
        (FACE, FACE),
        row_command("for n in bien_ten.nguoi", 2 * FACE, 2),
        row(_face("tbRl"), _face("btLr"), least=PLATE_LENGTH, exact=True),
        row_command("endfor", 2 * FACE, 2),
    )
    return plates + END + page(A4_SHORT, A4_LONG, top=millimetres(14), side=(A4_SHORT - 2 * FACE) // 2)


LIST_COLUMNS = (
    ("TT", 11, "OBangNhoGiua", "{{ d.stt }}"),
    ("Tên loại", 32, "OBangNho", "{{ d.ten_loai }}"),
    ("Trích yếu", 60, "OBangNho", "{{ d.trich_yeu }}"),
    ("Số bản", 14, "OBangNhoGiua", "{{ d.so_ban }}"),
    ("Số trang", 16, "OBangNhoGiua", "{{ d.so_trang }}"),
    ("Người ký", 31, "OBangNho", "{{ d.nguoi_ky }}"),
    ("Nơi nhận", 73, "OBangNho", "{{ d.noi_nhan }}"),
    ("Cảnh báo", 30, "OBangNho", "{{ d.canh_bao }}"),
)
LIST_TOTAL = (
    "Danh mục có {{ tong_cong.so_loai }} loại, {{ tong_cong.so_ban }} bản"
    "{% if tong_cong.so_trang %}, {{ tong_cong.so_trang }} trang{% endif %} trình ký"
    "{% if kem_theo %}; kèm theo {{ tong_cong.so_ban_kem_theo }} bản không phải ký{% endif %}"
    "{% if con_trong %}; {{ tong_cong.so_ban_con_trong }} bản còn chỗ trống, chưa trình ký{% endif %}."
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
    items, last = (
        [
            cell(width, paragraph(style + kept, text))
            for width, (_, _, style, text) in zip(widths, LIST_COLUMNS, strict=True)
        ]
        for kept in ("", "Giu")
    )
    beside = cell(sum(widths), paragraph("OBangNgay", "Kèm theo, không phải ký"), span=len(widths))
    span = {"span": len(widths)}
    apart = cell(sum(widths), paragraph("OBangNgay", "Còn chỗ trống, để riêng, chưa trình ký"), **span)
    lacking = cell(
        sum(widths), paragraph("OBang", "{{ d.ten_loai }}: {{ d.so_ban }} bản thiếu {{ d.thieu }}{{ d.cua }}"), **span
    )
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
        row(*last),
        row_command("endfor", sum(widths), len(widths)),
        row_command("if con_trong", sum(widths), len(widths)),
        row(apart),
        row_command("endif", sum(widths), len(widths)),
        row_command("for d in con_trong", sum(widths), len(widths)),
        row(lacking),
        row_command("endfor", sum(widths), len(widths)),
    )
    third = sum(widths) // len(LIST_SIGNERS)
    signed = (cell(third, paragraph("NguoiTrinh", name), paragraph("KyNhay", how)) for name, how in LIST_SIGNERS)
    # The day stands over whoever approves last.
    dated = (cell(third, paragraph("NgayTrinh", day)) for day in ("", "", DAY_BY_HAND))
    signers = table("BangKhongVien", (third,) * len(LIST_SIGNERS), row(*dated), row(*signed))
    head = (
        paragraph("CoQuanTrinh", "{{ co_quan.ten_day_du }}")
        + paragraph("TenLoai", "DANH MỤC VĂN BẢN TRÌNH KÝ")
        + paragraph("TrichYeu", "{{ su_kien.ten_trong_cau }}")
        + paragraph("KeDanhMuc")
    )
    end = paragraph("CongDanhMuc", LIST_TOTAL)
    side = (A4_LONG - sum(widths)) // 2
    size = page(A4_LONG, A4_SHORT, top=millimetres(14), side=side, orient="landscape", numbered=True)
    return head + ruled + end + signers + END + size


def programme_body():
    lines = (f"Thời gian: {hours('chuong_trinh_in.thoi_gian')}", "Địa điểm: {{ su_kien.dia_diem|bo_cham }}")
    return head_without_number() + _headed(EVENT, *lines) + agenda_table() + END + portrait()
