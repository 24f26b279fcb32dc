"""A person of a roster: every field of the sheet "Danh sách"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flows.model.fields import column
from flows.problems import Where
from flows.vietnamese.dates import PartialDay

OWNERS = (
    "đại biểu", "học viên", "học sinh", "sinh viên", "SV", "cán bộ", "công chức", "viên chức", "giáo viên", "VĐV",
    "giảng viên", "hội viên", "đảng viên", "đoàn viên", "thành viên", "ủy viên", "nhân viên", "vận động viên",
    "người lao động", "thí sinh", "người tham dự", "người tham gia", "người dự", "người được mời", "khách mời",
    "CBCC", "CBCCVC", "CBCNV", "CNLĐ", "NLĐ", "đồng chí", "người học", "ứng viên", "hòa giải viên",
    "tuyên truyền viên", "cộng tác viên", "tình nguyện viên", "cựu chiến binh", "CCB", "chiến sĩ", "phụ nữ",
    "trưởng thôn",
)  # fmt: skip
"""Whose name a heading may say, one or several: Họ và tên cán bộ, Tên đoàn viên, hội viên."""
LAST_UNITS = (
    "Lớp", "Tên lớp", "Lớp học", "Khoa", "Tên khoa", "Trường", "Tên trường", "Tên trường học", "Trường học", "Viện",
    "Chi bộ", "Chi hội", "Chi đoàn", "Đảng bộ", "Xã", "Phường", "Phường, xã",
    "Xã, phường, thị trấn", "Xã, phường, đặc khu", "Địa phương", "Công ty", "Doanh nghiệp",
    "Ban, ngành", "Chùa", "Giáo xứ", "Câu lạc bộ", "CLB", "Đội", "Chi nhánh", "Phân xưởng", "Hợp tác xã",
)  # fmt: skip
"""Headings that are the unit where no other column says it."""
ENGLISH = {
    "ho_ten": ("full name", "fullname", "name"), "ngay_sinh": ("date of birth", "dob", "birthday", "year of birth"),
    "gioi_tinh": ("gender", "sex"), "chuc_vu": ("position", "job title", "title"),
    "don_vi": ("organization", "organisation", "company", "unit", "department", "workplace", "work place", "agency"),
    "dien_thoai": ("phone", "phone number", "mobile", "tel", "telephone"), "dia_chi": ("address",),
    "ket_qua": ("result",), "xep_loai": ("grade",), "diem": ("score",),
    "ghi_chu": ("note", "notes", "remark", "remarks"),
}  # fmt: skip
"""What headings say in English, behind the Vietnamese or in a row below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One delegate, learner or speaker; `held` when a cell of the row could not be read.

    `is_uncounted` when that cell is one that says whether the person was there.
    `unasked` are the keys of post, unit and birth where the roster has no column for them: papers do without.
    `key` names the person within the event: as read by sheet and cell, once the register knows it the same in every
    run.
    """

    listed: int | None = column(
        "stt", "STT", "number", "TT", "Số TT", "Số thứ tự", "#", "TT hộ",
        note="không đọc; được đánh lại theo thứ tự dòng",
    )  # fmt: skip
    name: str = column(
        "ho_ten", "Họ và tên", "text", "Họ tên", "Họ & tên", "Họ, tên đệm và tên", "Tên", "Name", "hoten", "Full name",
        "Họ, chữ đệm và tên", "Họ, chữ đệm, tên", "Họ và tên khai sinh", "Quý danh", "Kính mời", "Pháp danh",
        "Pháp danh, thế danh", "Pháp danh - Thế danh", "Thế danh, pháp danh",
        required=True, example="Nguyễn Thị Hòa",
    )  # fmt: skip
    family_name: str | None = column(
        "ho_dem", "Họ đệm", "text", "Họ lót", "Họ và đệm", "Họ và chữ đệm", "Họ và tên đệm", "Họ tên đệm",
        "Họ", "Họ và", "Đệm", "Tên đệm", "Chữ đệm", "Tên lót", "Họ và tên lót", "Họ và lót",
        "Họ và chữ lót", note="khi họ tên chia nhiều cột: Họ đệm | Tên",
    )  # fmt: skip
    event_code: str | None = column("ma_su_kien", "Mã sự kiện", "text", "Mã lớp", "Mã HN")
    honorific: str | None = column(
        "xung_ho", "Danh xưng", "text", "Ông/Bà", "Xưng hô", "Đ/c", "Tên gọi", choices=("ông", "bà", "đồng chí")
    )
    gender: str | None = column("gioi_tinh", "Giới tính", "text", "GT", "Nam/Nữ", "Phái", choices=("Nam", "Nữ"))
    born: date | PartialDay | None = column(
        "ngay_sinh", "Ngày sinh", "birth", "Ngày tháng năm sinh", "NTNS", "Năm sinh", "Ngày, tháng, năm sinh", "NS",
        "Sinh ngày", "Sinh năm", "Ngày sinh/Năm sinh", "Ngày, năm sinh",
        private=True, example="01/7/1965",
    )  # fmt: skip
    title: str | None = column(
        "chuc_vu", "Chức vụ", "text", "Chức danh", "Chức vụ, đơn vị", "Chức vụ công tác", "Chức vụ hiện nay", "CV",
        "Chức vụ, đơn vị công tác", "Nghề nghiệp, chức vụ", "Chức danh, đơn vị", "Chức danh, đơn vị công tác",
        "Chức vụ, nơi công tác", "Chức vụ và đơn vị công tác", "Chức vụ, chức danh", "Chức danh, chức vụ",
        "Chức vụ, nghề nghiệp", "Chức vụ, vị trí công tác", "Chức vụ, cơ quan", "Chức vụ, cơ quan công tác",
        "Chức vụ và đơn vị", "Cấp bậc, chức vụ", "Vị trí công tác", "Vị trí việc làm", "Chức vụ chính quyền",
        example="Trưởng ban Công tác Mặt trận",
    )  # fmt: skip
    unit: str | None = column(
        "don_vi", "Đơn vị", "text", "Đơn vị công tác", "Cơ quan", "Nơi công tác", "Xã/thị trấn", "Xã, TT",
        "Đơn vị (xã, thị trấn)", "Xã, thị trấn", "Nơi làm việc", "Xã, phường", "Xã/phường", "Tên đơn vị",
        "Tên đơn vị/tập thể", "Tên đơn vị/tập thể công tác", "Tên phòng ban/khối, tổ công tác", "Khoa/phòng",
        "Cơ quan, đơn vị", "Cơ quan, đơn vị công tác", "Cơ quan công tác", "Nơi công tác hiện nay",
        "Đơn vị công tác hiện nay", "Đơn vị, địa phương", "Tên cơ quan", "Tên cơ quan, đơn vị", "Phòng, ban",
        "Đơn vị, địa chỉ", "Trường, đơn vị", "Trường, lớp", "Cơ quan, tổ chức", "Đơn vị, phòng ban",
        "Phòng, ban, đơn vị", "Đơn vị phòng, ban", "Nơi công tác, học tập", "Đơn vị công tác, nơi cư trú",
        "Đơn vị cử đi",
        "Đơn vị trực thuộc", "Đơn vị sinh hoạt", "Chi bộ, chi hội", "Chi đoàn, lớp", "Chi hội, tổ",
        example="xã Hát Môn",
    )  # fmt: skip
    hamlet: str | None = column(
        "thon", "Thôn, TDP", "text", "Thôn/tổ dân phố", "Khu dân cư", "Cụm dân cư", "Địa bàn", "KDC", "Thôn",
        "Thôn, tổ dân phố", "Tổ dân phố", "TDP", "Tên thôn", "Thôn, xóm", "Xóm", "Tên thôn, tổ dân phố",
        "Tổ, thôn", "Thôn, tổ", "Tổ dân phố, thôn", "Thôn, bản", "Thôn, bản, tổ dân phố", "Thôn, xóm, tổ dân phố",
        "Thôn, khu phố", "Tổ DP", "Khu phố", "Ấp", "Khóm", "Buôn", "Làng", "Tổ nhân dân",
    )  # fmt: skip
    party_title: str | None = column("chuc_danh_dang", "Chức vụ Đảng", "text", "Chức vụ Đảng, CQ, đoàn thể")
    degree: str | None = column(
        "hoc_vi", "Trình độ", "text", "Học hàm, học vị", "Chuyên môn", "Học vị", "Trình độ chuyên môn"
    )
    role: str | None = column(
        "vai_tro", "Vai trò", "text", "Thành phần", "Đối tượng", "Loại đại biểu", "Nhóm",
        choices=("đại biểu", "học viên", "báo cáo viên"), note="báo cáo viên thì không làm giấy mời",
    )  # fmt: skip
    phone: str | None = column(
        "dien_thoai", "Số điện thoại", "digits", "SĐT", "ĐT", "Điện thoại", "Di động", "Số ĐT", "ĐTDĐ", "Zalo", "ĐT DĐ",
        "Phone", "Số ĐTDĐ", "Số di động", "Số Zalo", private=True,
    )  # fmt: skip
    identity: str | None = column(
        "cccd", "Số CCCD", "digits", "CCCD", "CMND", "CMND/CCCD", "CCCD/CMND", "Số CCCD/CMND", "Số căn cước",
        "Số định danh", "Số CC", "Số thẻ căn cước/CMND", "Số CMND/CCCD", "Số CMND", "Số thẻ CCCD",
        "Căn cước công dân", "Số căn cước công dân", "Số định danh cá nhân", "CMTND", "Số CMTND", private=True,
    )  # fmt: skip
    email: str | None = column(
        "email", "Email", "text", "Thư điện tử", "Hộp thư", "Địa chỉ email", "E-mail", "Email đang sử dụng",
        private=True,
    )  # fmt: skip
    address: str | None = column(
        "dia_chi", "Địa chỉ", "text", "Nơi ở", "Thường trú", "Hộ khẩu thường trú", "Nơi ở hiện nay", "Địa chỉ liên hệ",
        "Nơi đăng ký thường trú", "Địa chỉ/Nơi ở", private=True,
    )  # fmt: skip
    present: tuple[bool, ...] = column(
        "co_mat", "Có mặt", "marks", "Điểm danh", "Ký tên", "Ký nhận", "Tham dự", "Hiện diện", "Có mặt/Vắng",
        "Có mặt/Vắng mặt", "Tham gia", "Chữ ký", "Ký xác nhận", example="x",
    )  # fmt: skip
    result: str | None = column(
        "ket_qua", "Kết quả", "text", "Hoàn thành", "Kết quả học tập", "Kết quả lớp học", "KQ", "Kết quả đạt được",
        example="hoàn thành",
    )  # fmt: skip
    grade: str | None = column("xep_loai", "Xếp loại", "score", "Xếp loại học tập", "Học lực", "XL")
    score: str | None = column(
        "diem", "Điểm", "score", "Điểm số", "Điểm thi", "Điểm kiểm tra", "Tổng điểm", "Điểm bài thi", "Điểm tổng kết",
        "Điểm thu hoạch", "Điểm bài thu hoạch",
    )  # fmt: skip
    absence: str | None = column(
        "ly_do_vang", "Lý do vắng", "text", "Lý do vắng mặt", "Vắng lý do", "Lý do nghỉ", "Lý do không tham dự"
    )
    certified_for: str | None = column(
        "noi_dung_chung_nhan", "Nội dung chứng nhận", "text", "Danh hiệu", note="cho riêng một người"
    )
    book_number: str | None = column("so_vao_so", "Số vào sổ", "text", "Vào sổ số", "Số GCN", "Số hiệu")
    stands_for: str | None = column(
        "thay_cho_so", "Thay cho số", "text", "Thay số",
        note="sửa sai họ tên sau phát hành: số của bản sai, như 012/GCN; «không» nếu là người khác",
    )  # fmt: skip
    rate: int | None = column("muc_chi", "Mức chi", "money", note="của riêng một người, khi ký nhận tiền")
    sort_name: str | None = column("ten_sap_xep", "Tên sắp xếp", "text")
    note: str | None = column("ghi_chu", "Ghi chú", "text", "GC")
    key: str = ""
    section: str | None = None
    withdrawn: bool = False
    where: Where = Where()
    held: bool = False
    is_uncounted: bool = False
    unasked: frozenset[str] = frozenset()

    @property
    def called(self) -> str:
        """Return the name; of a row without one, where it is: lists of who waits must not show nobody."""
        return self.name or f"chưa ghi họ tên, ô {self.where.cell}"

    @property
    def given_name(self) -> str | None:
        """Return the name without the family name, of a roster that has them apart."""
        return self.name.removeprefix(self.family_name).strip() if self.family_name else None


PRIVATE_COLUMNS = ("Dân tộc", "DT", "Tôn giáo", "TG", "Tên dân tộc thiểu số", "Dân tộc, tôn giáo")
"""Headings of sensitive data (Luật 91/2025/QH15): their cells are never read."""


Columns = Mapping[tuple[str, str], Mapping[str, str]]
"""For each roster sheet (file, sheet) the letters of its fields' columns by heading, of those that have one column."""


def cell_of(person: Person, heading: str, columns: Columns) -> Where:
    """Return the cell of a person's field; the name's where a section or the sheet said it, or several columns may."""
    row = re.search(r"\d+$", person.where.cell)
    column = columns.get((person.where.file, person.where.sheet), {}).get(heading)
    return person.where.at(cell=f"{column}{row[0]}", heading=heading) if column and row else person.where


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of an event; `whole` is false when a sheet of theirs could not be read."""

    people: tuple[Person, ...] = ()
    has_results: bool = False
    has_attendance: bool = False
    whole: bool = True
    columns: Columns = field(default_factory=dict)
