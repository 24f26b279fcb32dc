"""Write templates/co-quan.xlsx, the stationery of the sample's offices, always with the same bytes."""

import math
import re
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

HOME = Path(__file__).parents[2]
CLERK = "Văn phòng Uỷ ban MTTQ Việt Nam huyện Phúc Thọ"
DAY, TYPED = "dd/mm/yyyy", "@"
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
SHADE = PatternFill("solid", start_color="E7EEF6")

NOTE = (
    "Mỗi dòng là một cơ quan ban hành, dùng trong thời gian có hiệu lực của dòng ấy. Đổi tên, đổi người ký, đổi cấp "
    "hành chính thì ghi ngày hết hiệu lực ở dòng cũ và thêm dòng mới, không sửa dòng cũ.\n"
    "Ô nhiều dòng: xuống dòng bằng Alt+Enter. Trong ký hiệu, {so} là chỗ của số, {so:03} là số viết đủ ba chữ số (001). "
    "Cấp số: “tự động” là phần mềm lấy số tiếp theo trong sổ; “để trống” là chừa chỗ, văn thư ghi số sau khi ký."
)
HINTS = {
    "Tên đầy đủ": "Viết như ở ô “Đơn vị tổ chức” của bảng sự kiện: phần mềm tìm cơ quan theo tên này.",
    "Cơ quan chủ quản": "Dòng trên ở góc trái văn bản, chữ in hoa, không đậm.",
    "Cơ quan ban hành": "Dòng in đậm ngay dưới cơ quan chủ quản.",
    "Thẩm quyền ký": "Mỗi dòng một ý: TM. BAN THƯỜNG TRỰC, rồi CHỦ TỊCH. Ký thay thì thêm dòng KT. CHỦ TỊCH.",
    "Người ký": "Chỉ họ và tên, không ghi học hàm, học vị.",
    "Có hiệu lực đến": "Để trống nếu đang dùng.",
    "Tên khác": "Mỗi tên một dòng (Alt+Enter): ô “Đơn vị tổ chức” ghi tên nào cũng được.",
}
WIDTHS = {
    "Tên đầy đủ": 30, "Cơ quan chủ quản": 27, "Cơ quan ban hành": 24, "Địa danh": 12,
    "Ký hiệu kế hoạch": 20, "Ký hiệu giấy mời": 20, "Ký hiệu chứng nhận": 21, "Ký hiệu báo cáo": 20, "Ký hiệu quyết định": 20, "Ký hiệu công văn": 20, "Căn cứ thẩm quyền": 40, "Thẩm quyền ký": 26, "Người ký": 16,
    "Nơi nhận": 60, "Có hiệu lực từ": 13, "Có hiệu lực đến": 13, "Cấp số chứng nhận": 13, "Cấp số văn bản": 13,
    "Tên khác": 30,
}  # fmt: skip
OFFICES = (
    (
        "Ban Thường trực Uỷ ban MTTQ Việt Nam huyện Phúc Thọ",
        "UỶ BAN MTTQ VIỆT NAM\nHUYỆN PHÚC THỌ",
        "BAN THƯỜNG TRỰC",
        "Phúc Thọ",
        "{so}/KH-MTTQ-BTT",
        "{so}/GM-MTTQ-BTT",
        "{so:03}/GCN",
        "{so}/BC-MTTQ-BTT",
        "{so}/QĐ-MTTQ-BTT",
        "{so}/MTTQ-BTT",
        "Căn cứ Điều lệ Mặt trận Tổ quốc Việt Nam;",
        "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH",
        "Lê Thị Toan",
        (
            "- Thường trực Huyện uỷ, HĐND, UBND huyện (để b/c);\n"
            "- Ban Thường trực Uỷ ban MTTQ Việt Nam thành phố (để b/c);\n"
            "- Trung tâm Chính trị huyện (để phối hợp);\n"
            "- Uỷ ban MTTQ Việt Nam các xã, thị trấn;\n"
            "- Lưu: VT."
        ),
        date(2020, 1, 1),
        date(2025, 6, 30),
        "tự động",
        "để trống",
        None,
    ),
    (
        "Ban Thường trực Uỷ ban MTTQ Việt Nam xã Phúc Thọ",
        "UỶ BAN MTTQ VIỆT NAM\nXÃ PHÚC THỌ",
        "BAN THƯỜNG TRỰC",
        "Phúc Thọ",
        "{so}/KH-MTTQ-BTT",
        "{so}/GM-MTTQ-BTT",
        "{so:03}/GCN",
        "{so}/BC-MTTQ-BTT",
        "{so}/QĐ-MTTQ-BTT",
        "{so}/MTTQ-BTT",
        "Căn cứ Điều lệ Mặt trận Tổ quốc Việt Nam;",
        "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH",
        None,
        (
            "- Thường trực Đảng uỷ, HĐND, UBND xã (để b/c);\n"
            "- Ban Thường trực Uỷ ban MTTQ Việt Nam thành phố (để b/c);\n"
            "- Các tổ chức chính trị - xã hội xã;\n"
            "- Lưu: VT."
        ),
        date(2025, 7, 1),
        None,
        "tự động",
        "để trống",
        None,
    ),
    (
        "Trung tâm Chính trị huyện Phúc Thọ",
        "HUYỆN UỶ PHÚC THỌ",
        "TRUNG TÂM CHÍNH TRỊ",
        "Phúc Thọ",
        "{so}/KH-TTCT",
        "{so}/GM-TTCT",
        "{so:03}/GCN-TTCT",
        "{so}/BC-TTCT",
        "{so}/QĐ-TTCT",
        "{so}/TTCT",
        "Căn cứ Quy chế làm việc của Trung tâm Chính trị huyện Phúc Thọ;",
        "GIÁM ĐỐC",
        None,
        "- Thường trực Huyện uỷ (để b/c);\n- Ban Tuyên giáo Huyện uỷ (để b/c);\n- Lưu: VT.",
        date(2020, 1, 1),
        date(2025, 6, 30),
        "tự động",
        "để trống",
        None,
    ),
)


def new_book() -> Workbook:
    book = Workbook()
    book._named_styles["Normal"].font = Font(name="Times New Roman", size=12)
    book.properties.creator = book.properties.lastModifiedBy = CLERK
    return book


def put(
    sheet: Worksheet, place: str, value: object, *, bold=False, italic=False, underline=None, size=12,
    across="center", boxed=False, form="General", shade=False,
) -> Cell:  # fmt: skip
    """Write a value into a cell, or into a range that becomes one cell."""
    first = sheet[place.split(":", maxsplit=1)[0]]
    if ":" in place:
        sheet.merge_cells(place)
    first.value, first.number_format = value, form
    first.font = Font(name="Times New Roman", size=size, bold=bold, italic=italic, underline=underline)
    first.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True, indent=int(across == "left"))
    if shade:
        first.fill = SHADE
    if boxed:
        _box(sheet, place)
    return first


def _box(sheet: Worksheet, place: str) -> None:
    found = sheet[place]
    for row in found if isinstance(found, tuple) else ((found,),):
        for cell in row:
            cell.border = BOX


def lines_of(text: object, width: float) -> int:
    return sum(max(1, math.ceil(len(line) / width)) for line in str(text or "").split("\n"))


def on_paper(sheet: Worksheet, *, landscape: bool, repeated: str) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = repeated
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left, sheet.page_margins.right = 0.8, 0.6
    sheet.page_margins.top = sheet.page_margins.bottom = 0.8
    sheet.oddFooter.center.text = "Trang &P/&N"


def save(book: Workbook, path: Path) -> None:
    """Write the workbook without the hour at which it was made: openpyxl puts it into the zip and into core.xml."""
    made = BytesIO()
    book.save(made)
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(made) as hourly, ZipFile(path, "w") as timeless:
        for name in hourly.namelist():
            part = hourly.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2024-06-10T01:00:00Z", part)
            timeless.writestr(ZipInfo(name, (2024, 6, 10, 8, 0, 0)), part, ZIP_DEFLATED)


def _headings(sheet: Worksheet) -> None:
    for number, (heading, width) in enumerate(WIDTHS.items(), 1):
        cell = put(sheet, sheet.cell(3, number).coordinate, heading, bold=True, boxed=True, shade=True)
        sheet.column_dimensions[cell.column_letter].width = width
        if heading in HINTS:
            cell.comment = Comment(HINTS[heading], CLERK, height=90, width=260)


def _office(sheet: Worksheet, row: int, office: tuple[object, ...]) -> None:
    for number, (heading, value) in enumerate(zip(WIDTHS, office, strict=True), 1):
        across = "left" if heading in ("Tên đầy đủ", "Căn cứ thẩm quyền", "Nơi nhận", "Tên khác") else "center"
        form = DAY if isinstance(value, date) else "General"
        put(sheet, sheet.cell(row, number).coordinate, value, across=across, boxed=True, form=form)
    recipients = office[tuple(WIDTHS).index("Nơi nhận")]
    sheet.row_dimensions[row].height = 17 * max(3, lines_of(recipients, 60))


def offices() -> Workbook:
    """Return the workbook with a row per office."""
    book = new_book()
    sheet = book.active
    sheet.title = "Cơ quan"
    put(sheet, "A1:S1", "CƠ QUAN BAN HÀNH VĂN BẢN", bold=True, size=14)
    put(sheet, "A2:S2", NOTE, italic=True, across="left")
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height, sheet.row_dimensions[3].height = 28, 54, 36
    _headings(sheet)
    for row, office in enumerate(OFFICES, 4):
        _office(sheet, row, office)
    choice = DataValidation(type="list", formula1='"tự động,để trống"', allow_blank=True)
    choice.add("Q4:R30")
    sheet.add_data_validation(choice)
    sheet.freeze_panes = "B4"
    on_paper(sheet, landscape=True, repeated="3:3")
    return book


if __name__ == "__main__":
    save(offices(), HOME / "templates" / "co-quan.xlsx")
