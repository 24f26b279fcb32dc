"""Make the .xls beside this file, once: `uv run --with xlwt==1.3.0 python make.py`. Nothing else writes .xls."""

from datetime import date, time
from pathlib import Path

import xlwt


def look(font: str = "Arial", form: str = "general", *, struck: bool = False) -> xlwt.XFStyle:
    style = xlwt.XFStyle()
    style.font.name, style.font.struck_out, style.num_format_str = font, struck, form
    return style


def make(name: str, *, mac: bool) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = mac
    tab = book.add_sheet("Danh sách")
    tab.write_merge(0, 0, 0, 3, "DANH SÁCH ĐẠI BIỂU")
    for column, heading in enumerate(("STT", "Họ và tên", "Ngày sinh", "Số điện thoại")):
        tab.write(2, column, heading)
    rows = [
        (1, "NguyÔn V¨n Hïng", look(".VnTime"), date(2024, 7, 1), 912345678),
        (2, "TRÇN V¡N", look(".VnTimeH"), time(8, 0), "0912 345 679"),
        (3, "Nguyeãn Vaên Taâm", look("VNI-Times"), "1965", 1.5),
        (4, "Lê Rút Tên", look(struck=True), True, -7),
    ]
    for row, (number, person, style, born, phone) in enumerate(rows, start=3):
        tab.write(row, 0, number)
        tab.write(row, 1, person, style)
        form = "DD/MM/YYYY" if isinstance(born, date) else "HH:MM" if isinstance(born, time) else "general"
        tab.write(row, 2, born, look(form=form))
        tab.write(row, 3, phone)
    tab.write_rich_text(7, 1, [("Lª", look(".VnTime").font), (" Văn An", look().font)])
    tab.write(7, 2, xlwt.Formula("A4+1"))
    tab.write(8, 1, "Dòng ẩn")
    tab.row(8).hidden = True
    tab.write(9, 5, "cột ẩn")
    tab.col(5).hidden = True
    for row in range(20, 140):
        tab.write(row, 1, f"Người thứ {row} " + "ă" * (row % 90))
    hidden = book.add_sheet("Trang ẩn")
    hidden.visibility = 1
    hidden.write(0, 0, "không đọc")
    book.save(str(Path(__file__).with_name(name)))


def make_roster(name: str, *, mac: bool) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = mac
    tab = book.add_sheet("Danh sách")
    tab.write_merge(0, 0, 0, 4, "danh s¸ch ®¹i biÓu", look(".VnTimeH"))
    for column, heading in enumerate(("STT", "Họ và tên", "Ngày sinh", "Số điện thoại", "Đơn vị")):
        tab.write(2, column, heading)
    rows = [
        ("NguyÔn V¨n Hïng", look(".VnTime"), date(1965, 7, 1), 900000001, "xã Hát Môn"),
        ("trÇn v¨n b¶o", look(".VnTimeH"), "1970", "0900 000 002", ""),
        ("Nguyeãn Vaên Taâm", look("VNI-Times"), 1971, "0900000003", "xã Phúc Hòa"),
        ("Lê Rút Tên", look(struck=True), date(1972, 3, 25), "", "xã Phúc Hòa"),
        ("Vũ Ẩn", look(), "", "", "xã Phúc Hòa"),
    ]
    for row, (person, style, born, phone, unit) in enumerate(rows, start=3):
        tab.write(row, 0, xlwt.Formula("ROW()-3"))
        tab.write(row, 1, person, style)
        tab.write(row, 2, born, look(form="DD/MM/YYYY" if isinstance(born, date) else "general"))
        tab.write(row, 3, phone)
        if unit and row > 3:
            tab.write(row, 4, unit)
    tab.write_merge(3, 4, 4, 4, "xã Hát Môn")
    tab.row(7).hidden = True
    tab.write(8, 0, "Tổng cộng: 05 đại biểu")
    hidden = book.add_sheet("Bản cũ")
    hidden.visibility = 1
    hidden.write(0, 0, "không đọc")
    book.save(str(Path(__file__).with_name(name)))


make("windows.xls", mac=False)
make_roster("roster-1900.xls", mac=False)
make_roster("roster-1904.xls", mac=True)
make("mac.xls", mac=True)
