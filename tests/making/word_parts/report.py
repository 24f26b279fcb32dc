"""The report of results, form 1.4 of the decree: how it went, who came, what it cost, what is proposed."""

from word_parts.blocks import head, portrait, signature, title
from word_parts.ooxml import cell, command, each, millimetres, paragraph, row, row_command, shown_if, table
from word_parts.plan import as_typed, line
from word_parts.styles import TEXT_WIDTH

COUNTS = (
    ("Được mời", "duoc_moi"),
    ("Có mặt", "co_mat"),
    ("Vắng có lý do", "vang_co_ly_do"),
    ("Vắng không lý do", "vang_khong_ly_do"),
    ("Hoàn thành", "hoan_thanh"),
)
PLACE, COUNT = millimetres(11), millimetres(20)


def addressee(kind):
    """«Kính gửi» of a report or a letter."""
    return each(f"dong in {kind}.kinh_gui", paragraph("KinhGui", "{{ dong }}"))


def units_table(counts):
    unit = TEXT_WIDTH - PLACE - len(counts) * COUNT
    widths = (PLACE, unit, *[COUNT] * len(counts))

    def cells(style, place, of):
        yield cell(PLACE, paragraph(f"{style}Giua", place), align="center")
        yield cell(unit, paragraph(style, f"{{{{ {of}.don_vi }}}}"), align="center")
        for _, key in counts:
            yield cell(COUNT, paragraph(f"{style}Giua", f"{{{{ {of}.{key} }}}}"), align="center")

    names = ("TT", "Đơn vị", *(name for name, _ in counts))
    top = (cell(width, paragraph("DauBang", name), align="center") for width, name in zip(widths, names, strict=True))
    return table(
        "BangChuongTrinh",
        widths,
        row(*top, header=True),
        row_command("for d in bao_cao.bang", TEXT_WIDTH, len(widths)),
        row(*cells("OBangSo", "{{ loop.index }}", "d")),
        row_command("endfor", TEXT_WIDTH, len(widths)),
        row(*cells("OBangTong", "", "bao_cao.tong")),
    )


def attendance():
    tables = (
        command("if bao_cao.co_hoan_thanh") + units_table(COUNTS) + command("else") + units_table(COUNTS[:-1]),
        command("endif"),
    )
    return (
        paragraph("DeMuc1", "1. Số lượng tham dự")
        + line("{{ bao_cao.so_luong }}{% if bao_cao.bang %} Cụ thể:{% endif %}")
        + shown_if("bao_cao.bang", *tables)
    )


def results():
    learnt = "2. Kết quả{% if bao_cao.hoc_tap %} học tập{% endif %}"
    told = paragraph("DeMucSauBang", learnt) + line("{{ bao_cao.ket_qua|join(' ') }}")
    costs = paragraph("DeMucSauBang", "{% if bao_cao.ket_qua %}3{% else %}2{% endif %}. Kinh phí") + line(
        "{{ bao_cao.kinh_phi }}"
    )
    return shown_if("bao_cao.ket_qua", told) + shown_if("bao_cao.kinh_phi", costs)


def contents():
    return shown_if(
        "bao_cao.noi_dung",
        paragraph("DeMuc1", "2. Nội dung"),
        each("dong in bao_cao.noi_dung", paragraph("GachDauDong", "{{ dong }}")),
    )


def appraisal():
    typed = each("doan in muc.doan", line("{{ doan }}"))
    return each("muc in bao_cao.danh_gia", paragraph("DeMuc1", "{{ muc.tieu_de }}"), typed)


def report_body():
    when = paragraph("DeMuc1", "1. Thời gian, địa điểm") + line("{{ bao_cao.thoi_gian_dia_diem }}")
    proposals = shown_if("su_kien.kien_nghi", paragraph("DeMucI", "IV. ĐỀ XUẤT, KIẾN NGHỊ"), as_typed("kien_nghi"))
    return (
        head()
        + title()
        + addressee("bao_cao")
        + line("{{ bao_cao.mo_dau }}")
        + paragraph("DeMucI", "I. CÔNG TÁC TỔ CHỨC")
        + when
        + contents()
        + paragraph("DeMucI", "II. KẾT QUẢ")
        + attendance()
        + results()
        + paragraph("DeMucI", "III. ĐÁNH GIÁ CHUNG")
        + appraisal()
        + proposals
        + paragraph("CauKet", "{{ bao_cao.cau_ket }}")
        + signature()
        + portrait()
    )
