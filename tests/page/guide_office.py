"""The office of the clerk's guides: made by `vanthu init`, with an event typed into the workbook of `vanthu new`."""

import argparse
from io import BytesIO

from openpyxl import load_workbook
from page_office import PageOffice
from small_office import Bureau

from flows.commands import init_office
from flows.spreadsheets.blank_workbook import blank_workbook

CODE, BOOK = "SL-2024-07", "lop-boi-duong.xlsx"
SAID = {
    "ten": "Ban Thường trực Uỷ ban MTTQ Việt Nam xã Sơn Lâm",
    "chu_quan": "Uỷ ban MTTQ Việt Nam xã Sơn Lâm",
    "dia_danh": "Sơn Lâm",
    "ky_hieu": "MTTQ-BTT",
    "tham_quyen": "TM. BAN THƯỜNG TRỰC; CHỦ TỊCH",
    "nguoi_ky": "Đỗ Văn Khiêm",
}
EVENT = {
    "Mã sự kiện *": CODE,
    "Tên sự kiện *": "Lớp bồi dưỡng nghiệp vụ công tác Mặt trận năm 2024",
    "Gọi tắt": "lớp bồi dưỡng",
    "Ngày bắt đầu *": "01/7/2024",
    "Ngày kết thúc": "02/7/2024",
    "Giờ": "8 giờ 00",
    "Giờ kết thúc": "16 giờ 30",
    "Địa điểm *": "Hội trường Uỷ ban nhân dân xã Sơn Lâm",
    "Đơn vị tổ chức *": SAID["ten"],
    "Chủ trì": "Đỗ Văn Khiêm - Chủ tịch Uỷ ban MTTQ Việt Nam xã",
    "Phát biểu khai mạc": "Đỗ Văn Khiêm - Chủ tịch Uỷ ban MTTQ Việt Nam xã",
    "Thành phần": "Trưởng ban Công tác Mặt trận các thôn\nChi hội trưởng các đoàn thể",
    "Số lượng": 12,
    "Ngày ký": "20/6/2024",
    "Nơi nhận": "- Thường trực Đảng uỷ xã (để b/c);\n- Các thôn;\n- Lưu: VT.",
    "Căn cứ": "Căn cứ Luật Mặt trận Tổ quốc Việt Nam ngày 09 tháng 6 năm 2015",
    "Mục đích": "Bồi dưỡng nghiệp vụ cho cán bộ Mặt trận và đoàn thể ở thôn",
    "Yêu cầu": "Học viên dự đủ hai ngày",
    "Tổ chức thực hiện": "Văn phòng Mặt trận xã mời học viên, điểm danh, cấp giấy chứng nhận.",
    "Kinh phí": 6000000,
    "Nguồn kinh phí": "Ngân sách xã năm 2024",
    "Có mặt": 12,
}
AGENDA = (
    ("01/7/2024", "Sáng", "8h00", "8h15", "Khai mạc lớp bồi dưỡng", "Đỗ Văn Khiêm"),
    ("01/7/2024", "Sáng", "8h15", "11h00", "Luật Thực hiện dân chủ ở cơ sở", "Hà Thị Mai"),
    ("02/7/2024", "Sáng", "8h00", "11h00", "Kỹ năng hoà giải ở thôn", "Vũ Đình Lộc"),
)
PEOPLE = (
    ("Lê Văn An", "Nam", "02/3/1965", "Trưởng ban Công tác Mặt trận", "thôn Đông"),
    ("Hà Thị Bình", "Nữ", "28/02/1971", "Chi hội trưởng Chi hội Phụ nữ", "thôn Đông"),
    ("Nguyễn Đức Cảnh", "Nam", "15/8/1958", "Chi hội trưởng Chi hội Cựu chiến binh", "thôn Đông"),
    ("Lò Thị Dung", "Nữ", "09/11/1980", "Trưởng ban Công tác Mặt trận", "thôn Đoài"),
    ("Phạm Quang Đạo", "Nam", "20/5/1969", "Trưởng thôn", "thôn Đoài"),
    ("Trần Thị Hạnh", "Nữ", "01/12/1975", "Chi hội trưởng Chi hội Nông dân", "thôn Đoài"),
    ("Quách Văn Hiếu", "Nam", "30/4/1990", "Bí thư Chi đoàn", "thôn Thượng"),
    ("Bùi Thị Lan", "Nữ", "17/7/1983", "Trưởng ban Công tác Mặt trận", "thôn Thượng"),
    ("Đinh Công Minh", "Nam", "05/9/1961", "Chi hội trưởng Chi hội Người cao tuổi", "thôn Thượng"),
    ("Vi Thị Ngân", "Nữ", "22/10/1987", "Chi hội phó Chi hội Phụ nữ", "thôn Hạ"),
    ("Hoàng Văn Phúc", "Nam", "11/01/1973", "Trưởng ban Công tác Mặt trận", "thôn Hạ"),
    ("Ngô Thị Quý", "Nữ", "08/3/1979", "Chi hội trưởng Chi hội Nông dân", "thôn Hạ"),
)
MISTAKES = {"Hà Thị Bình": "31/02/1971", "Quách Văn Hiếu": "30/4/1900"}


def filled(mistakes=()):
    """The workbook, filled in; of some people with another date of birth."""
    book = load_workbook(BytesIO(blank_workbook((SAID["ten"],))))
    event, agenda, roster = (book[name] for name in ("Sự kiện", "Chương trình", "Danh sách"))
    for row in event.iter_rows(min_row=4, max_col=2):
        if row[0].value in EVENT:
            row[1].value = EVENT[row[0].value]
    for row, item in enumerate(AGENDA, 4):
        for column, value in enumerate((row - 3, *item), 1):
            agenda.cell(row, column, value)
        for column in range(len(item) + 2, agenda.max_column + 1):
            agenda.cell(row, column).value = None
    columns = {cell.value: cell.column for cell in roster[3]}
    for row, (name, sex, born, post, unit) in enumerate(PEOPLE, 4):
        values = {"STT": row - 3, "Họ và tên *": name, "Giới tính": sex, "Chức vụ": post, "Đơn vị *": unit}
        values |= {"Ngày sinh": dict(mistakes).get(name, born), "Kết quả": "hoàn thành", "Có mặt": "x"}
        for heading in ("Danh xưng", "Vai trò", "Xếp loại"):
            roster.cell(row, columns[heading]).value = None
        for heading, value in values.items():
            roster.cell(row, columns[heading], value)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def guide_office(folder, facts):
    """The office on its first day: its folder is made, and the workbook with two mistakes is in it."""
    init_office.init(argparse.Namespace(folder=folder, **SAID))
    (folder / "inputs" / BOOK).write_bytes(filled(MISTAKES.items()))
    return PageOffice(folder, facts, bureau=Bureau(folder))
