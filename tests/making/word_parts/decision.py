"""The decision of form 1.2 of the decree, and behind it the annex that lists who is awarded."""

from word_parts.blocks import head, portrait, signature, title
from word_parts.ooxml import cell, each, labelled, millimetres, paragraph, row, row_command, shown_if, table
from word_parts.styles import TEXT_WIDTH

PLACE, NAME = millimetres(11), millimetres(46)
ROOM = (TEXT_WIDTH - PLACE - NAME) // 13
ENCLOSED = "(Kèm theo Quyết định số {{ van_ban.ky_hieu }} {{ van_ban.ngay|ngay_day_du }} của {{ co_quan.ten_day_du }})"


def article(number, text, style="LoiVan"):
    return paragraph(style, runs=labelled(f"Điều {number}. ", text))


def _each_column(loop, style, text):
    """Cells of as many parts of the room as the column takes; see the sign-in sheet."""
    shared = paragraph(style, f"{{% colspan c.rong %}}{text}")
    return (
        cell(ROOM, paragraph("DongLenh", f"{{%tc for c in {loop} %}}")),
        cell(None, shared, align="center"),
        cell(ROOM, paragraph("DongLenh", "{%tc endfor %}")),
    )


def annex_table():
    names = (cell(PLACE, paragraph("DauBang", "TT"), align="center"),)
    names += (cell(NAME, paragraph("DauBang", "Họ và tên"), align="center"),)
    person = (
        cell(PLACE, paragraph("OBangSoGiua", "{{ loop.index }}"), align="center"),
        cell(NAME, paragraph("OBangSo", "{{ n.ho_ten }}"), align="center"),
    )
    return table(
        "BangChuongTrinh",
        (PLACE, NAME, *[ROOM] * 13),
        row(*names, *_each_column("quyet_dinh.cot", "DauBang", "{{ c.ten }}"), header=True),
        row_command("for n in quyet_dinh.danh_sach", TEXT_WIDTH, 15),
        row(*person, *_each_column("n.o", "OBangSo", "{{ c.chu }}")),
        row_command("endfor", TEXT_WIDTH, 15),
    )


def annex():
    """The list on pages of its own, numbered from 1: the section break stands before it."""
    return shown_if(
        "quyet_dinh.phu_luc",
        f'<w:p><w:pPr><w:pStyle w:val="CuoiBai"/>{portrait()}</w:pPr></w:p>',
        paragraph("PhuLuc", "Phụ lục"),
        paragraph("TenPhuLuc", "{{ quyet_dinh.phu_luc }}"),
        paragraph("KemTheo", ENCLOSED),
        annex_table(),
        paragraph("TongSo", "Danh sách có {{ quyet_dinh.so_nguoi }} người."),
    )


def decision_body():
    grounds = each("dong in quyet_dinh.can_cu", paragraph("CanCu", "{{ dong }}"))
    return (
        head()
        + title()
        + paragraph("ThamQuyenBanHanh", "{{ quyet_dinh.tham_quyen }}")
        + grounds
        + paragraph("ThamQuyenBanHanh", "QUYẾT ĐỊNH:")
        + article(1, "{{ quyet_dinh.dieu_1 }}")
        + article(2, "Quyết định này có hiệu lực kể từ ngày ký.")
        + article(3, "{{ quyet_dinh.dieu_3 }}", "CauKet")
        + signature()
        + annex()
        + portrait()
    )
