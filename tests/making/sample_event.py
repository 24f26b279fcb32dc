"""Write inputs/phuc-tho-2024/, the event of the sample article with 230 invented delegates, always with the same bytes."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from office import DAY, HOME, THIN, TYPED, lines_of, new_book, on_paper, put, save
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

FOLDER = HOME / "inputs" / "phuc-tho-2024"
COURSE = "Lớp bồi dưỡng kiến thức nghiệp vụ công tác Mặt trận năm 2024"
FRONT = "Uỷ ban MTTQ Việt Nam"
CHAIR = "UVTV Huyện uỷ, Chủ tịch Uỷ ban MTTQ Việt Nam huyện"
MONDAY, TUESDAY = date(2024, 7, 1), date(2024, 7, 2)

EVENT = (
    {
        "Mã sự kiện": "PT-2024-07",
        "Tên sự kiện": COURSE,
        "Loại": "hội nghị",
        "Gọi tắt": "lớp bồi dưỡng",
    },
    {
        "Ngày bắt đầu": MONDAY,
        "Ngày kết thúc": "02/7/2024",
        "Giờ": "8 giờ 00",
        "Giờ kết thúc": "16 giờ 30",
        "Số ngày": 2,
        "Địa điểm": "Hội trường Trung tâm Chính trị huyện Phúc Thọ",
    },
    {
        "Đơn vị tổ chức": f"Ban Thường trực {FRONT} huyện Phúc Thọ",
        "Đơn vị phối hợp": "Trung tâm Chính trị huyện",
        "Chủ trì": f"Lê Thị Toan - {CHAIR}",
        "Phát biểu khai mạc": f"Lê Thị Toan - {CHAIR}",
        "Thành phần": (
            f"Ban Thường trực {FRONT} huyện\n"
            f"Chủ tịch, Phó Chủ tịch {FRONT} các xã, thị trấn\n"
            "Trưởng ban Công tác Mặt trận các thôn, tổ dân phố\n"
            "Trưởng ban Thanh tra nhân dân các xã, thị trấn"
        ),
        "Số lượng": 230,
    },
    {
        "Căn cứ": (
            "Căn cứ Luật Mặt trận Tổ quốc Việt Nam ngày 09 tháng 6 năm 2015;\n"
            "Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022;\n"
            "Thực hiện Nghị quyết Đại hội đại biểu MTTQ Việt Nam huyện Phúc Thọ nhiệm kỳ 2024-2029;\n"
            f"Thực hiện Chương trình phối hợp và thống nhất hành động năm 2024 của {FRONT} huyện Phúc Thọ."
        ),
        "Mục đích": (
            "Cập nhật chủ trương mới và bổ sung kiến thức, nghiệp vụ cho đội ngũ cán bộ Mặt trận từ huyện đến thôn, "
            "tổ dân phố, nhất là những đồng chí lần đầu đảm nhiệm công việc.\n"
            "Giúp người học hiểu thấu đáo nội dung Nghị quyết Đại hội nhiệm kỳ 2024-2029, từ đó xây dựng được kế hoạch "
            "hành động sát với điều kiện của địa phương mình.\n"
            "Rèn cách làm dân vận, giám sát và phản biện xã hội; góp phần đưa Luật Thực hiện dân chủ ở cơ sở vào nền nếp "
            "ở từng khu dân cư."
        ),
        "Yêu cầu": (
            "Tài liệu biên soạn ngắn gọn, bám sát công việc hằng ngày của người làm Mặt trận; dành thời gian thoả đáng "
            "cho trao đổi, giải đáp.\n"
            "Đơn vị cử người dự đúng đối tượng, đủ số lượng và đúng hạn; học viên có mặt đầy đủ cả hai ngày, chấp hành "
            "nội quy của lớp.\n"
            "Công tác tổ chức chu đáo, an toàn, tiết kiệm."
        ),
        "Tổ chức thực hiện": (
            f"1. Ban Thường trực {FRONT} huyện: Chủ trì chuẩn bị nội dung, mời báo cáo viên, gửi giấy mời; cấp giấy chứng "
            "nhận cho học viên học đủ chương trình.\n"
            "2. Trung tâm Chính trị huyện: Bố trí hội trường, trang thiết bị; cùng quản lý lớp và điểm danh từng ngày học.\n"
            f"3. {FRONT} các xã, thị trấn: Lập danh sách cử người dự lớp, gửi về Văn phòng {FRONT} huyện trước ngày "
            "25/6/2024; đôn đốc học viên tham gia đầy đủ, đúng giờ.\n"
            f"4. Văn phòng {FRONT} huyện: Tổng hợp danh sách, in tài liệu, chuẩn bị hậu cần và thanh quyết toán kinh phí "
            "theo quy định."
        ),
    },
    {
        "Kinh phí": "57.400.000 đồng",
        "Nguồn kinh phí": f"Dự toán ngân sách năm 2024 giao cho {FRONT} huyện",
        "Hạn gửi danh sách": "25/6/2024",
        "Liên hệ": f"Văn phòng {FRONT} huyện Phúc Thọ",
        "Ngày ký": "tháng 6/2024",
        "Ngày cấp chứng nhận": None,
    },
    {
        "Tiêu đề tin": "Phúc Thọ: Hai ngày bồi dưỡng nghiệp vụ cho 230 cán bộ Mặt trận",
        "Bối cảnh": (
            "Những năm gần đây, Mặt trận các cấp ở Phúc Thọ đã gắn chương trình công tác hằng năm với những việc cần làm "
            "ngay của từng địa phương. Nhiều phong trào thi đua, cuộc vận động được phát động kịp thời, có địa chỉ cụ thể; "
            "ý kiến của Nhân dân được lắng nghe và phản ánh đầy đủ hơn. Nhờ đó, tiếng nói của Mặt trận ngày càng có sức "
            "nặng, khối đại đoàn kết ở khu dân cư thêm bền chặt."
        ),
        "Điểm nhấn": (
            "Nghị quyết Đại hội nhiệm kỳ 2024-2029 xác định 8 chỉ tiêu cùng 2 chương trình hành động. Chương trình thứ nhất "
            "tập trung tuyên truyền, tập hợp Nhân dân, tạo đồng thuận xã hội để cùng đưa Phúc Thọ đạt chuẩn nông thôn mới "
            "nâng cao. Chương trình thứ hai hướng vào giám sát, phản biện xã hội, mở rộng dân chủ, góp ý xây dựng Đảng và "
            "chính quyền. Đây là những phần việc đòi hỏi sự chung tay của các tổ chức thành viên và mỗi người dân."
        ),
        "Kết quả": (
            "Kết thúc chương trình, học viên nắm được cách tổ chức hoạt động ở khu dân cư, các bước giám sát một công trình, "
            "một khoản đóng góp của dân, cũng như cách nắm tình hình và trả lời kiến nghị của bà con. Đây là hành trang để "
            "cán bộ Mặt trận ở cơ sở tự tin hơn trong công việc, sớm đưa Nghị quyết Đại hội vào cuộc sống."
        ),
        "Chú thích ảnh": "Học viên theo dõi phần trình bày của báo cáo viên tại hội trường",
        "Ảnh": None,
        "Tác giả": "Hoàng Thị Cúc",
        "Ngày đăng": "03/07/2024 - 01:53 PM",
    },
    {
        "Mức chi": "80.000 đồng/ngày",
        "Nội dung chi": "Hỗ trợ tiền ăn cho đại biểu",
    },
)

AGENDA_WIDTHS = {
    "Ngày": 14, "Từ giờ": 9, "Đến giờ": 9, "Nội dung": 58, "Báo cáo viên": 18, "Học hàm, học vị": 12,
    "Chức vụ": 44, "Hình thức": 22,
}  # fmt: skip
AGENDA = {
    MONDAY: (
        ("7h30", "8h00", "Đón tiếp đại biểu, phát tài liệu"),
        ("8h00", "8h15", "Tuyên bố lý do, giới thiệu đại biểu, nội quy lớp học"),
        ("8h15", "8h30", "Phát biểu khai mạc"),
        (
            "8h30",
            "11h30",
            (
                "Nghị quyết Đại hội đại biểu MTTQ Việt Nam huyện Phúc Thọ nhiệm kỳ 2024-2029, nhiệm vụ trọng tâm công tác Mặt "
                "trận và các cuộc vận động, phong trào thi đua yêu nước do MTTQ Việt Nam chủ trì"
            ),
            "Lê Thị Toan",
            None,
            CHAIR,
            "tuyên truyền, quán triệt",
        ),
        ("13h30", "16h30", "Thảo luận tổ về cách triển khai Nghị quyết ở cơ sở"),
    ),
    TUESDAY: (
        (
            "8h00",
            "11h30",
            (
                "Luật Thực hiện dân chủ ở cơ sở; tổ chức, hoạt động của Ban Thanh tra nhân dân và Ban Giám sát đầu tư của "
                "cộng đồng"
            ),
            "Tạ Văn Sỹ",
            "Tiến sỹ",
            "Nguyên Giám đốc Trung tâm Bồi dưỡng cán bộ và Nghiên cứu khoa học Uỷ ban Trung ương MTTQ Việt Nam",
            "giới thiệu về",
        ),
        ("13h30", "15h30", "Trao đổi, giải đáp tình huống thường gặp ở khu dân cư"),
        ("15h30", "16h00", "Viết bài thu hoạch"),
        ("16h00", "16h30", "Bế mạc, trao giấy chứng nhận"),
    ),
}

UNITS = {
    "thị trấn Phúc Thọ": 11, "xã Vân Hà": 5, "xã Vân Phúc": 7, "xã Vân Nam": 7, "xã Xuân Đình": 9, "xã Sen Phương": 10,
    "xã Võng Xuyên": 11, "xã Thọ Lộc": 7, "xã Long Xuyên": 8, "xã Thượng Cốc": 6, "xã Hát Môn": 8, "xã Tích Giang": 8,
    "xã Thanh Đa": 6, "xã Trạch Mỹ Lộc": 7, "xã Phúc Hòa": 7, "xã Ngọc Tảo": 8, "xã Phụng Thượng": 9, "xã Tam Thuấn": 7,
    "xã Tam Hiệp": 7, "xã Hiệp Thuận": 7, "xã Liên Hiệp": 5,
}  # fmt: skip
"""The district's units in the middle of 2024, each with the number of its residential areas that send their head."""
VILLAGES = (
    "thôn Đông, thôn Đoài, thôn Trung, thôn Thượng, thôn Hạ, thôn Nội, thôn Ngoại, thôn Bãi, thôn Đình, thôn Chùa"
)
DISTRICT = (
    ("Phó Chủ tịch Thường trực", f"{FRONT} huyện Phúc Thọ"),
    ("Phó Chủ tịch", f"{FRONT} huyện Phúc Thọ"),
    ("Uỷ viên Thường trực", f"{FRONT} huyện Phúc Thọ"),
    ("Uỷ viên Thường trực", f"{FRONT} huyện Phúc Thọ"),
    ("Uỷ viên Thường trực", f"{FRONT} huyện Phúc Thọ"),
    ("Phó Giám đốc", "Trung tâm Chính trị huyện Phúc Thọ"),
    ("Giảng viên", "Trung tâm Chính trị huyện Phúc Thọ"),
)

FAMILIES = (
    "Nguyễn " * 33 + "Trần " * 9 + "Lê " * 8 + "Phạm " * 5 + "Hoàng " * 4 + "Kiều " * 5 + "Khuất " * 4 + "Đỗ " * 5
    + "Bùi " * 3 + "Vũ " * 3 + "Đặng " * 3 + "Phùng " * 3 + "Dương " * 2 + "Doãn " * 2 + "Cấn " * 2 + "Phan " * 2
    + "Trương Đinh Ngô Chu Lưu Đào Hà Mai Cao Đoàn Trịnh Tô Lại Vương"
).split()  # fmt: skip
MEN = (
    "Văn," * 14 + "Đức,Hữu,Quang,Xuân,Đình,Công,Minh,Ngọc,Bá,Duy,Tiến,Trọng,Mạnh,Viết,Danh,Huy,Thế,,,,",
    (
        "Thắng,Hùng,Dũng,Sơn,Hải,Tuấn,Chiến,Bình,Lợi,Khải,Vinh,Phúc,Thành,Toàn,Hiếu,Nam,Quyết,Tuyển,Cường,Long,Hưng,Thịnh,"
        "Lộc,Bảy,Tám,Ba,Tư,Năm,Mão,Dần,Hợi,Thìn,Chính,Nghĩa,Tín,Khiêm,Lịch,Hoạch,Doanh,Tâm,Khang,Phong,Giang,Tân,Tài,Đạt,"
        "Kiên,Trung,Thưởng,Quý,Vượng,Luyến,Hoè,Đông,Chức,Sáng,Điền,Ước"
    ),
)
WOMEN = (
    "Thị," * 14 + "Thu,Thanh,Ngọc,Minh,Mai,Phương,Kim,Bích,Hồng,Tuyết,Thị Thu,Thị Thanh,Thị Minh,Thị Kim,Thị Bích,",
    (
        "Hoa,Hà,Hương,Hường,Lan,Liên,Loan,Nga,Nhung,Nguyệt,Oanh,Thoa,Thơm,Thảo,Thuỷ,Thuý,Tuyên,Vân,Yến,Xuyến,Hiền,Hạnh,"
        "Hằng,Hoà,Huệ,Dung,Duyên,Chiên,Chuyên,Lý,Mùi,Tỵ,Sửu,Nhàn,Nhâm,Tâm,Thắm,Tươi,Ánh,Ân"
    ),
)
"""Middle names, some blank, and given names."""
SPECIAL = {
    4: ("Tôn Nữ Diệu Hiền", "Nữ"),
    9: ("Đặng Trần Khoát", "Nam"),
    24: ("Quách Công Điểu", "Nam"),
    38: ("Bùi Thị Nhiêu", "Nữ"),
    51: ("Giàng A Sếnh", "Nam"),
    67: ("H'Linh Niê", "Nữ"),
    73: ("Nguyễn Văn Thắng", "Nam"),
    88: ("Y Thuân Êban", "Nam"),
    97: ("Lò Thị Phương", "Nữ"),
    112: ("K'Brín", "Nam"),
    126: ("Vì Văn Thoan", "Nam"),
    139: ("Lê Phạm Quỳnh Chi", "Nữ"),
    144: ("Hà Công Ảng", "Nam"),
    157: ("Ksor H'Nhan", "Nữ"),
    163: ("Tôn Thất Lâm", "Nam"),
    176: ("Nguyễn Văn Thắng", "Nam"),
    185: ("Lý A Phềnh", "Nam"),
    199: ("Nguyễn Đỗ Hoàng Nam", "Nam"),
    208: ("Tẩn Mẩy Cói", "Nữ"),
    221: ("Kpă Thuyên", "Nam"),
}
"""Rare shapes of names, by the person's number; 73 and 176 are namesakes. Nobody here exists."""
BIRTH_FORMS = (
    ["date"] * 118 + ["01/7"] * 42 + ["01/07"] * 15 + ["."] * 22 + ["-"] * 3 + ["year"] * 15 + ["typed year"] * 15
)
BORN = {
    "Chủ tịch": (1966, 1982),
    "Trưởng ban Thanh tra nhân dân": (1953, 1976),
    "Trưởng ban Công tác Mặt trận": (1955, 1984),
}
ROSTER_WIDTHS = {"A": 6, "B": 25, "C": 12, "D": 12, "E": 47, "F": 43, "G": 15, "H": 7, "I": 7, "J": 16}


def _sheet(book: Workbook, title: str, widths: dict[str, float]) -> Worksheet:
    sheet = book.create_sheet(title)
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
    return sheet


def _field(sheet: Worksheet, row: int, heading: str, value: object) -> None:
    form = DAY if isinstance(value, date) else TYPED if isinstance(value, str) or value is None else "General"
    put(sheet, f"A{row}", heading, bold=True, across="left", boxed=True, shade=True)
    put(sheet, f"B{row}", value, across="left", boxed=True, form=form)
    sheet.row_dimensions[row].height = 6 + 16 * lines_of(value, 92)


def event_sheet(book: Workbook) -> None:
    sheet = _sheet(book, "Sự kiện", {"A": 24, "B": 96})
    put(sheet, "A1:B1", "THÔNG TIN SỰ KIỆN", bold=True, size=14)
    sheet.row_dimensions[1].height = 30
    row = 2
    for group in EVENT:
        for number, (heading, value) in enumerate(group.items(), row):
            _field(sheet, number, heading, value)
        _open_group(sheet, row)
        row += len(group)
    choice = DataValidation(type="list", formula1='"lớp bồi dưỡng,lớp tập huấn,hội nghị,hội thảo"', allow_blank=True)
    choice.add("B4")
    sheet.add_data_validation(choice)
    sheet.freeze_panes = "B2"
    on_paper(sheet, landscape=False, repeated="1:1")


def _open_group(sheet: Worksheet, row: int) -> None:
    strong = Side(style="medium")
    for above, below in zip(sheet[row - 1], sheet[row], strict=True):
        below.border = Border(left=THIN, right=THIN, top=strong, bottom=THIN)
        above.border = Border(left=above.border.left, right=above.border.right, top=above.border.top, bottom=strong)


def agenda_sheet(book: Workbook) -> None:
    letters = dict(zip("ABCDEFGH", AGENDA_WIDTHS.values(), strict=True))
    sheet = _sheet(book, "Chương trình", letters)
    put(sheet, "A1:H1", f"CHƯƠNG TRÌNH\n{COURSE}", bold=True, size=14)
    sheet.row_dimensions[1].height = 44
    for letter, heading in zip(letters, AGENDA_WIDTHS, strict=True):
        put(sheet, f"{letter}2", heading, bold=True, boxed=True, shade=True)
    sheet.row_dimensions[2].height = 36
    row = 3
    for day, items in AGENDA.items():
        put(sheet, f"A{row}:A{row + len(items) - 1}", day, bold=True, boxed=True, form=DAY)
        for item in items:
            _agenda_item(sheet, row, item)
            row += 1
    sheet.freeze_panes = "A3"
    on_paper(sheet, landscape=True, repeated="2:2")


def _agenda_item(sheet: Worksheet, row: int, item: tuple[str | None, ...]) -> None:
    values = [*item, *[None] * (7 - len(item))]
    for letter, value in zip("BCDEFGH", values, strict=True):
        put(sheet, f"{letter}{row}", value, across="left" if letter in "DG" else "center", boxed=True, form=TYPED)
    sheet.row_dimensions[row].height = 8 + 16 * max(lines_of(values[2], 54), lines_of(values[5], 40))


def places() -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Give the sections of the roster: its line, and the post and unit of each person in it."""
    yield "I. HUYỆN PHÚC THỌ", DISTRICT
    for number, (unit, areas) in enumerate(UNITS.items(), 2):
        people = (
            ("Chủ tịch", f"{FRONT} {unit}"),
            ("Phó Chủ tịch", f"{FRONT} {unit}"),
            ("Trưởng ban Thanh tra nhân dân", unit),
            *((f"Trưởng ban Công tác Mặt trận {area}", unit) for area in _areas(unit, areas)),
        )
        yield f"{_roman(number)}. {unit[0].upper()}{unit[1:]} ({len(people):02} đ/c)", people


def _roman(number: int) -> str:
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]


def _areas(unit: str, count: int) -> list[str]:
    if unit.startswith("thị trấn"):
        return [f"Tổ dân phố số {number}" for number in range(1, count + 1)]
    if count % 2:
        return [f"thôn {number}" for number in range(1, count + 1)]
    return VILLAGES.split(", ")[:count]


def names(count: int, dice: Random) -> list[tuple[str, str]]:
    """Return that many invented names with the sex of each, all different but for the two namesakes."""
    made: list[tuple[str, str]] = []
    taken = {name for name, _ in SPECIAL.values()} | {"Lê Thị Toan", "Tạ Văn Sỹ", "Hoàng Thị Cúc", "Nguyễn Ngọc Loan"}
    for number in range(1, count + 1):
        made.append(SPECIAL.get(number) or _name(dice, taken))
        taken.add(made[-1][0])
    return made


def _name(dice: Random, taken: set[str]) -> tuple[str, str]:
    while True:
        sex, (middles, given) = dice.choice([("Nam", MEN), ("Nam", MEN), ("Nữ", WOMEN)])
        name = " ".join(
            f"{dice.choice(FAMILIES)} {dice.choice(middles.split(','))} {dice.choice(given.split(','))}".split()
        )
        if name not in taken and len(set(name.split())) == len(name.split()):
            return name, sex


def birth(title: str, form: str, dice: Random) -> tuple[object, str]:
    """Return a birth date in one of the forms that people type, and the cell's number format."""
    first, last = next((years for post, years in BORN.items() if title.startswith(post)), (1969, 1988))
    day = date(first, 1, 1) + timedelta(dice.randrange((last - first + 1) * 365))
    month = f"{day.month:02}" if day.month < 3 else day.month
    return {
        "date": (day, DAY),
        "01/7": (f"{day.day:02}/{month}/{day.year}", TYPED),
        "01/07": (f"{day:%d/%m/%Y}", TYPED),
        ".": (f"{day:%d.%m.%Y}", TYPED),
        "-": (f"{day.day}-{day.month}-{day:%y}", TYPED),
        "year": (day.year, "General"),
        "typed year": (str(day.year), TYPED),
    }[form]


def phone(number: int) -> tuple[object, str]:
    """Return an invented telephone, sometimes as Excel leaves it: a number that lost its zero."""
    digits = f"0900{number:06}"
    if number % 11 == 0:
        return int(digits), "General"
    if number % 7 == 0:
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}", TYPED
    return (f"{digits[:4]}.{digits[4:7]}.{digits[7:]}" if number % 9 == 0 else digits), TYPED


def roster_head(sheet: Worksheet) -> None:
    put(sheet, "A1:D1", "UỶ BAN MTTQ VIỆT NAM")
    put(sheet, "A2:D2", "HUYỆN PHÚC THỌ")
    put(sheet, "A3:D3", "BAN THƯỜNG TRỰC", bold=True, underline="single")
    put(sheet, "E1:J1", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    put(sheet, "E2:J2", "Độc lập - Tự do - Hạnh phúc", bold=True, underline="single", size=13)
    title = f"DANH SÁCH ĐẠI BIỂU THAM DỰ\n{COURSE.upper()}"
    put(sheet, "A5:J5", title, bold=True, size=14)
    source = "(Kèm theo Kế hoạch số      /KH-MTTQ-BTT ngày      tháng 6 năm 2024 của Ban Thường trực"
    put(sheet, "A6:J6", f"{source} {FRONT} huyện Phúc Thọ)", italic=True)
    sheet.row_dimensions[4].height, sheet.row_dimensions[5].height, sheet.row_dimensions[6].height = 8, 42, 26


def roster_columns(sheet: Worksheet) -> None:
    over = {
        "A7:A8": "STT", "B7:B8": "Họ và tên", "C7:D7": "Ngày, tháng, năm sinh", "C8": "Nam", "D8": "Nữ",
        "E7:E8": "Chức vụ", "F7:F8": "Đơn vị công tác", "G7:G8": "Số điện thoại", "H7:I7": "Có mặt", "H8": "01/7",
        "I8": "02/7", "J7:J8": "Ghi chú",
    }  # fmt: skip
    for place, heading in over.items():
        put(sheet, place, heading, bold=True, boxed=True, shade=True, form=TYPED)
    for number, letter in enumerate(ROSTER_WIDTHS, 1):
        put(sheet, f"{letter}9", f"({number})", italic=True, size=11, boxed=True, form=TYPED)
    sheet.row_dimensions[7].height, sheet.row_dimensions[8].height = 22, 20


def roster_rows(sheet: Worksheet) -> int:
    """Write sections and people under the headings; return the first row after them."""
    dice = Random(2024)  # noqa: S311 invented people need no secrecy
    forms = dice.sample(BIRTH_FORMS, len(BIRTH_FORMS))
    people = iter(enumerate(names(len(forms), dice), 1))
    row = 10
    for section, posts in places():
        put(sheet, f"A{row}:J{row}", section, bold=True, across="left", boxed=True)
        sheet.row_dimensions[row].height = 20
        for title, unit in posts:
            row += 1
            number, (name, sex) = next(people)
            born = birth(title, forms[number - 1], dice)
            _person(sheet, row, {"A": number, "B": name, "CD"[sex == "Nữ"]: born, "E": title, "F": unit})
        row += 1
    return row


def _person(sheet: Worksheet, row: int, known: dict[str, object]) -> None:
    number = known["A"]
    mark = "X" if number % 41 == 0 else "x"
    note = {1: "Lớp trưởng", 12: "Tổ trưởng tổ 1", 83: "Tổ trưởng tổ 2", 150: "Tổ trưởng tổ 3"}.get(number)
    cells = {"G": phone(number), "H": mark, "I": mark, "J": note, **known}
    for letter in ROSTER_WIDTHS:
        value, form = cells[letter] if isinstance(cells.get(letter), tuple) else (cells.get(letter), "General")
        put(sheet, f"{letter}{row}", value, across="left" if letter in "BEF" else "center", boxed=True, form=form)
    sheet.row_dimensions[row].height = 19


def roster_foot(sheet: Worksheet, row: int) -> None:
    put(sheet, f"A{row}:J{row}", "Tổng cộng: 230 đại biểu", bold=True, across="left", boxed=True)
    put(sheet, f"A{row + 1}:J{row + 1}", "Ấn định danh sách có 230 người./.", italic=True, across="left")
    put(sheet, f"F{row + 3}:J{row + 3}", "Phúc Thọ, ngày      tháng 6 năm 2024", italic=True)
    put(sheet, f"A{row + 4}:D{row + 4}", "NGƯỜI LẬP BIỂU", bold=True)
    put(sheet, f"F{row + 4}:J{row + 4}", "TM. BAN THƯỜNG TRỰC", bold=True)
    put(sheet, f"F{row + 5}:J{row + 5}", "CHỦ TỊCH", bold=True)
    put(sheet, f"F{row + 10}:J{row + 10}", "Lê Thị Toan", bold=True)
    for number in range(row, row + 11):
        sheet.row_dimensions[number].height = 20


def event_book() -> Workbook:
    """Return the workbook of the event: what it is, and its agenda."""
    book = new_book()
    book.remove(book.active)
    event_sheet(book)
    agenda_sheet(book)
    return book


def roster_book() -> Workbook:
    """Return the workbook of the people, as an annex of the plan is laid out."""
    book = new_book()
    book.remove(book.active)
    sheet = _sheet(book, "Danh sách", ROSTER_WIDTHS)
    roster_head(sheet)
    roster_columns(sheet)
    roster_foot(sheet, roster_rows(sheet))
    sheet.freeze_panes = "C10"
    on_paper(sheet, landscape=True, repeated="7:9")
    return book


if __name__ == "__main__":
    save(event_book(), FOLDER / "su-kien.xlsx")
    save(roster_book(), FOLDER / "danh-sach-dai-bieu.xlsx")
