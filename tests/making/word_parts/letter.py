"""The letter of form 1.5 of the decree: how many are asked for, when and where, who is named already."""

from word_parts.blocks import head, portrait, signature
from word_parts.ooxml import cell, command, hours, millimetres, paragraph, row, row_command, shown_if, table
from word_parts.plan import line, point
from word_parts.report import addressee
from word_parts.styles import TEXT_WIDTH

PLACE, NAME = millimetres(11), millimetres(56)
POST = TEXT_WIDTH - PLACE - NAME


def names_table():
    columns = (("TT", PLACE), ("Họ và tên", NAME), ("Chức vụ, đơn vị", POST))
    top = (cell(width, paragraph("DauBang", name), align="center") for name, width in columns)
    person = (
        cell(PLACE, paragraph("OBangSoGiua", "{{ loop.index }}"), align="center"),
        cell(NAME, paragraph("OBangSo", "{{ n.ho_ten }}"), align="center"),
        cell(POST, paragraph("OBangSo", "{{ n.noi_cong_tac }}"), align="center"),
    )
    return table(
        "BangChuongTrinh",
        (PLACE, NAME, POST),
        row(*top, header=True),
        row_command("for n in cong_van.danh_sach", TEXT_WIDTH, 3),
        row(*person),
        row_command("endfor", TEXT_WIDTH, 3),
    )


def letter_body():
    listed = (
        paragraph("DeMuc1", "4. Danh sách")
        + names_table()
        + paragraph("SauBang")
        + line("{{ cong_van.gui_danh_sach }}")
    )
    to_list = point("4. Gửi danh sách: ", "{{ cong_van.gui_danh_sach }}")
    return (
        head("{{ van_ban.trich_yeu }}")
        + addressee("cong_van")
        + line("{{ cong_van.mo_dau }}")
        + point("1. Số lượng, thành phần: ", "{{ cong_van.so_luong }}")
        + point("2. Thời gian: ", f"{hours('cong_van.thoi_gian')}.")
        + point("3. Địa điểm: ", "{{ su_kien.dia_diem|bo_cham }}.")
        + command("if cong_van.danh_sach")
        + listed
        + command("else")
        + to_list
        + command("endif")
        + shown_if("su_kien.che_do", point("5. Chế độ: ", "{{ su_kien.che_do|bo_cham }}."))
        + paragraph("CauKet", "Đề nghị {{ cong_van.noi_gui }} quan tâm phối hợp thực hiện./.")
        + signature()
        + portrait()
    )
