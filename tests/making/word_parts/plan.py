"""The plan of form 1.4 of the decree: six parts, an agenda when there is one."""

from word_parts.blocks import head, portrait, signature, title
from word_parts.ooxml import cell, each, hours, labelled, millimetres, paragraph, row, row_command, shown_if, table
from word_parts.styles import TEXT_WIDTH

TIME, PERSON = millimetres(31), millimetres(60)
AGENDA = (TIME, TEXT_WIDTH - TIME - PERSON, PERSON)
LAST_PARTS = "{% if chuong_trinh %}V{% else %}IV{% endif %}", "{% if chuong_trinh %}VI{% else %}V{% endif %}"
NUMBER = (
    "{{ ke_hoach.so_luong }} {{ ke_hoach.goi_nguoi_du }}"
    "{% if su_kien.han_dang_ky %}; danh sách gửi trước ngày {{ su_kien.han_dang_ky|ngay_ngan }}{% endif %}"
    "{% if su_kien.lien_he %} (liên hệ: {{ su_kien.lien_he|bo_cham }}){% endif %}."
)
CLOSING = (
    "Trên đây là Kế hoạch {{ ke_hoach.viec }}; {{ su_kien.don_vi_to_chuc }}"
    " đề nghị các cơ quan, đơn vị và cá nhân liên quan phối hợp thực hiện./."
)


def line(text):
    return paragraph("LoiVan", text)


def point(label, text):
    return paragraph("LoiVan", runs=labelled(label, text))


def as_typed(key, style="LoiVan"):
    """The paragraphs of a cell as they stand, or the slot that shows they are missing."""
    return each(
        f"doan in su_kien.{key}", paragraph(style, "{{ doan }}"), otherwise=paragraph(style, f"{{{{ su_kien.{key} }}}}")
    )


def purpose():
    return (
        paragraph("DeMucI", "I. MỤC ĐÍCH, YÊU CẦU")
        + paragraph("DeMuc1", "1. Mục đích")
        + as_typed("muc_dich")
        + paragraph("DeMuc1", "2. Yêu cầu")
        + as_typed("yeu_cau")
    )


def content():
    lines = each(
        "muc in ke_hoach.noi_dung", paragraph("MucDanhSo", "{{ muc }}"), otherwise=line("{{ ke_hoach.noi_dung }}")
    )
    return paragraph("DeMucI", "II. NỘI DUNG") + lines


def attendance():
    groups = each(
        "nhom in ke_hoach.thanh_phan_in",
        paragraph("GachDauDong", "{{ nhom }}"),
        otherwise=line("{{ su_kien.thanh_phan }}"),
    )
    return (
        paragraph("DeMucI", "III. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN, SỐ LƯỢNG")
        + point("1. Thời gian: ", f"{hours('ke_hoach.thoi_gian')}.")
        + point("2. Địa điểm: ", "{{ su_kien.dia_diem|bo_cham }}.")
        + paragraph("DeMuc1", "3. Thành phần")
        + groups
        + point("4. Số lượng: ", NUMBER)
    )


def agenda_rows():
    day = "Ngày {{ muc.ngay|ngay_ngan }}\u00a0({{ muc.ngay|thu }})"
    item, last_but_one = (
        row(
            cell(AGENDA[0], paragraph(f"OBangGio{kept}", "{{ muc.gio }}")),
            cell(AGENDA[1], paragraph(f"OBang{kept}", "{{ muc.noi_dung|bo_cham }}")),
            cell(AGENDA[2], paragraph(f"OBang{kept}", "{{ muc.nguoi_thuc_hien|bo_cham }}")),
        )
        for kept in ("", "Giu")
    )
    return (
        row_command("for muc in chuong_trinh", TEXT_WIDTH, 3),
        row_command("if muc.dau_ngay", TEXT_WIDTH, 3),
        row(cell(TEXT_WIDTH, paragraph("OBangNgay", day), span=3)),
        row_command("endif", TEXT_WIDTH, 3),
        # No page begins with the last row alone.
        row_command("if loop.revindex == 2", TEXT_WIDTH, 3),
        last_but_one,
        row_command("else", TEXT_WIDTH, 3),
        item,
        row_command("endif", TEXT_WIDTH, 3),
        row_command("endfor", TEXT_WIDTH, 3),
    )


def agenda_table():
    names = ("Thời gian", "Nội dung", "Người thực hiện")
    top = (cell(width, paragraph("DauBang", name), align="center") for width, name in zip(AGENDA, names, strict=True))
    return table("BangChuongTrinh", AGENDA, row(*top, header=True), *agenda_rows())


def agenda():
    return shown_if("chuong_trinh", paragraph("DeMucI", "IV. CHƯƠNG TRÌNH"), agenda_table())


def budget():
    total = "Tổng kinh phí dự kiến: {{ su_kien.kinh_phi|tien }} (Bằng chữ: {{ su_kien.kinh_phi|tien_bang_chu }})."
    return (
        paragraph("DeMucI", f"{LAST_PARTS[0]}. KINH PHÍ")
        + line("Nguồn kinh phí: {{ su_kien.nguon_kp|bo_cham }}.")
        + shown_if("su_kien.kinh_phi", line(total))
    )


def carrying_out():
    return (
        paragraph("DeMucI", f"{LAST_PARTS[1]}. TỔ CHỨC THỰC HIỆN")
        + as_typed("to_chuc_thuc_hien")
        + paragraph("CauKet", CLOSING)
    )


def plan_body():
    grounds = each("doan in ke_hoach.can_cu_in", paragraph("CanCu", "{{ doan }}"))
    parts = purpose() + content() + attendance() + agenda() + budget() + carrying_out()
    return head() + title() + grounds + line("{{ ke_hoach.mo_dau }}") + parts + signature() + portrait()
