"""A person of a roster: every field of the sheet "Danh sách"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.model.copying import parts, restored
from flows.model.fields import column
from flows.problems import Where
from flows.vietnamese.dates import PartialDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One delegate, learner or speaker; `held` when a cell of the row could not be read.

    `is_uncounted` when that cell is one that says whether the person was there.
    `key` names the person within the event: as read by sheet and cell, once the register knows it the same in every
    run.
    """

    listed: int | None = column(
        "stt", "STT", "number", "TT", "Số TT", "Số thứ tự", "#", "TT hộ",
        note="không đọc; được đánh lại theo thứ tự dòng",
    )  # fmt: skip
    name: str = column(
        "ho_ten", "Họ và tên", "text", "Họ tên", "Họ & tên", "Tên đại biểu", "Họ tên học viên", "Họ và tên học viên",
        "Họ, tên đệm và tên", "Họ tên đại biểu", "Họ và tên đại biểu", "Tên", "Name", "hoten", "Họ tên SV",
        "Họ và tên SV", "Họ tên học sinh", "Họ và tên học sinh",
        required=True, example="Nguyễn Thị Hòa",
    )  # fmt: skip
    family_name: str | None = column(
        "ho_dem", "Họ đệm", "text", "Họ lót", "Họ và đệm", "Họ và chữ đệm", "Họ và tên đệm", "Họ tên đệm",
        "Họ", "Đệm", "Tên đệm", "Chữ đệm", "Tên lót", note="khi họ tên chia nhiều cột: Họ đệm | Tên",
    )  # fmt: skip
    event_code: str | None = column("ma_su_kien", "Mã sự kiện", "text", "Mã lớp", "Mã HN")
    honorific: str | None = column(
        "xung_ho", "Danh xưng", "text", "Ông/Bà", "Xưng hô", "Đ/c", "Tên gọi", choices=("ông", "bà", "đồng chí")
    )
    gender: str | None = column("gioi_tinh", "Giới tính", "text", "GT", "Nam/Nữ", "Phái", choices=("Nam", "Nữ"))
    born: date | PartialDay | None = column(
        "ngay_sinh", "Ngày sinh", "birth", "Ngày tháng năm sinh", "NTNS", "Năm sinh", "Ngày, tháng, năm sinh", "NS",
        private=True, example="01/7/1965",
    )  # fmt: skip
    title: str | None = column(
        "chuc_vu", "Chức vụ", "text", "Chức danh", "Chức vụ, đơn vị", "Chức vụ công tác", "Chức vụ hiện nay", "CV",
        "Chức vụ, đơn vị công tác", "Nghề nghiệp, chức vụ", example="Trưởng ban Công tác Mặt trận",
    )  # fmt: skip
    unit: str | None = column(
        "don_vi", "Đơn vị", "text", "Đơn vị công tác", "Cơ quan", "Nơi công tác", "Xã/thị trấn", "Xã, TT",
        "Đơn vị (xã, thị trấn)", "Xã, thị trấn", "Nơi làm việc", "Xã, phường", "Xã/phường", "Tên đơn vị",
        "Tên đơn vị/tập thể", "Tên đơn vị/tập thể công tác", "Tên phòng ban/khối, tổ công tác", "Khoa/phòng",
        example="xã Hát Môn",
    )  # fmt: skip
    hamlet: str | None = column(
        "thon", "Thôn, TDP", "text", "Thôn/tổ dân phố", "Khu dân cư", "Cụm dân cư", "Địa bàn", "KDC", "Thôn",
        "Thôn, tổ dân phố",
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
        "Phone", private=True,
    )  # fmt: skip
    identity: str | None = column(
        "cccd", "Số CCCD", "digits", "CCCD", "CMND", "CMND/CCCD", "CCCD/CMND", "Số CCCD/CMND", "Số căn cước",
        "Số định danh", "Số CC", "Số thẻ căn cước/CMND", private=True,
    )  # fmt: skip
    email: str | None = column(
        "email",
        "Email",
        "text",
        "Thư điện tử",
        "Hộp thư",
        "Địa chỉ email",
        "E-mail",
        "Email đang sử dụng",
        private=True,
    )
    address: str | None = column(
        "dia_chi",
        "Địa chỉ",
        "text",
        "Nơi ở",
        "Thường trú",
        "Hộ khẩu thường trú",
        "Nơi ở hiện nay",
        "Địa chỉ liên hệ",
        "Nơi đăng ký thường trú",
        "Địa chỉ/Nơi ở",
        private=True,
    )
    present: tuple[bool, ...] = column("co_mat", "Có mặt", "marks", "Điểm danh", "Ký tên", "Ký nhận", example="x")
    result: str | None = column(
        "ket_qua", "Kết quả", "text", "Hoàn thành", "Kết quả học tập", "Kết quả lớp học", example="hoàn thành"
    )
    grade: str | None = column("xep_loai", "Xếp loại", "text", "Điểm", "Xếp loại học tập")
    book_number: str | None = column("so_vao_so", "Số vào sổ", "text", "Vào sổ số", "Số GCN", "Số hiệu")
    sort_name: str | None = column("ten_sap_xep", "Tên sắp xếp", "text")
    note: str | None = column("ghi_chu", "Ghi chú", "text", "GC", "Lý do vắng")
    key: str = ""
    section: str | None = None
    withdrawn: bool = False
    where: Where = Where()
    held: bool = False
    is_uncounted: bool = False

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to other processes in a third of the time that a dataclass takes."""
        return restored, parts(self)

    @property
    def called(self) -> str:
        """Return the name; of a row without one, where it is: lists of who waits must not show nobody."""
        return self.name or f"chưa ghi họ tên, ô {self.where.cell}"


PRIVATE_COLUMNS = ("Dân tộc", "DT", "Tôn giáo", "TG", "Tên dân tộc thiểu số", "Dân tộc, tôn giáo")
"""Headings of sensitive data (Luật 91/2025/QH15): their cells are never read."""


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of an event; `whole` is false when a sheet of theirs could not be read."""

    people: tuple[Person, ...] = ()
    has_results: bool = False
    has_attendance: bool = False
    whole: bool = True
