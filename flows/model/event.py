"""An event and its agenda: every field of the sheets "Sự kiện" and "Chương trình"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType

from flows.model.fields import column
from flows.model.printing import Items
from flows.problems import Where
from flows.vietnamese.date_reading import Span
from flows.vietnamese.dates import OpenDate

NOWHERE: Mapping[str, Where] = MappingProxyType({})
AS_TYPED, BY_UNIT, BY_NAME = "như danh sách", "theo đơn vị", "theo tên"
"""How the people of an event may be listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One item of an agenda: a row of the sheet "Chương trình"; `faulty` the keys that could not be read."""

    event_code: str | None = column("ma_su_kien", "Mã sự kiện", "text", "Mã lớp", "Mã HN")
    day: date | None = column("ngay", "Ngày", "day", "Ngày thứ", "Ngày tháng", example="01/7/2024")
    session: str | None = column("buoi", "Buổi", "text", "Sáng/chiều", "Ca", example="Sáng")
    starts: time | None = column("gio_bat_dau", "Từ giờ", "hour", "Giờ bắt đầu", "Bắt đầu", example="8h00")
    ends: time | None = column("gio_ket_thuc", "Đến giờ", "hour", "Giờ kết thúc", "Kết thúc", example="9h30")
    hours: str | None = column(
        "thoi_gian", "Thời gian", "hours", "Giờ", "Thời gian thực hiện", note="từ giờ đến giờ trong một ô: 8h00-9h30"
    )
    content: str | None = column(
        "noi_dung",
        "Nội dung",
        "text",
        "Chuyên đề",
        "Nội dung chuyên đề",
        "Nội dung chương trình",
        "Tên chuyên đề",
        required=True,
        example="Luật Thực hiện dân chủ ở cơ sở",
    )
    speaker: str | None = column(
        "bao_cao_vien",
        "Báo cáo viên",
        "text",
        "Người trình bày",
        "Giảng viên",
        "Người thực hiện",
        "Diễn giả",
        "BCV",
        "Người phụ trách",
        example="Tạ Văn Sỹ",
    )
    degree: str | None = column("hoc_vi", "Học hàm, học vị", "text", "Trình độ", "Học vị", example="Tiến sỹ")
    title: str | None = column(
        "chuc_vu", "Chức vụ", "text", "Chức vụ báo cáo viên", "Chức danh", "Chức vụ, đơn vị công tác"
    )
    manner: str | None = column("hinh_thuc", "Hình thức", "text", "Cách trình bày", example="giới thiệu về")
    note: str | None = column("ghi_chu", "Ghi chú", "text", "GC")
    where: Where = Where()
    faulty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What one event sheet (or one row of a table of events) says.

    `sources` gives the cell of each key that had one; `faulty` the keys whose cells could not be read.
    """

    code: str = column(
        "ma_su_kien", "Mã sự kiện", "text", "Mã lớp", "Mã HN", "Mã hội nghị", "Ký hiệu lớp", "ID",
        required=True, example="PT-2024-07",
    )  # fmt: skip
    name: str = column(
        "ten_su_kien", "Tên sự kiện", "text", "Tên lớp", "Tên hội nghị", "Nội dung hội nghị", "Tên lớp tập huấn",
        "Tên hoạt động", "Tên lớp bồi dưỡng", "Tên hội thảo",
        required=True, example="Lớp bồi dưỡng kiến thức nghiệp vụ công tác Mặt trận năm 2024",
    )  # fmt: skip
    category: str | None = column(
        "loai_su_kien", "Loại", "text", "Loại sự kiện", "Hình thức", "Loại hình", "Loại hoạt động",
        choices=("lớp bồi dưỡng", "lớp tập huấn", "hội nghị", "hội thảo"),
        example="hội nghị", note="tin bài gọi cuộc này là gì: Dự hội nghị có ...",
    )  # fmt: skip
    short_name: str | None = column("goi_tat", "Gọi tắt", "text", "Tên ngắn", "Tên gọi tắt", example="lớp bồi dưỡng")
    starts: date = column(
        "ngay_bat_dau", "Ngày bắt đầu", "day", "Từ ngày", "Ngày khai mạc", "Bắt đầu", "Thời gian từ",
        required=True, example="01/7/2024",
    )  # fmt: skip
    ends: date = column(
        "ngay_ket_thuc", "Ngày kết thúc", "day", "Đến ngày", "Ngày bế mạc", "Kết thúc", "Thời gian đến",
        example="02/7/2024", note="để trống thì bằng ngày bắt đầu",
    )  # fmt: skip
    span: Span | None = column(
        "ngay", "Thời gian", "span", "Ngày tổ chức", "Thời gian tổ chức", "Ngày", "Thời gian dự kiến",
        note="thay cho hai ô trên: 01-02/7/2024",
    )  # fmt: skip
    start_hour: time | None = column(
        "gio_bat_dau", "Giờ", "hour", "Giờ bắt đầu", "Giờ khai mạc", "Lúc", "Từ giờ", example="8 giờ 00"
    )
    end_hour: time | None = column("gio_ket_thuc", "Giờ kết thúc", "hour", "Đến giờ", "Giờ bế mạc")
    session: str | None = column(
        "buoi", "Buổi", "text", "Sáng/chiều", "Ca", choices=("sáng", "chiều", "tối", "cả ngày")
    )
    day_count: int | None = column(
        "so_ngay", "Số ngày", "days", "Thời lượng", note="chỉ để đối chiếu với ngày bắt đầu và kết thúc"
    )
    place: str | None = column(
        "dia_diem", "Địa điểm", "text", "Nơi tổ chức", "Tại", "Hội trường", "Địa điểm tổ chức",
        required=True, example="Hội trường Trung tâm Chính trị huyện",
    )  # fmt: skip
    organiser: str = column(
        "don_vi_to_chuc", "Đơn vị tổ chức", "text", "Đơn vị chủ trì", "Cơ quan tổ chức", "Ban tổ chức",
        "Cơ quan chủ trì",
        required=True, example="Ban Thường trực Uỷ ban MTTQ Việt Nam huyện Phúc Thọ",
    )  # fmt: skip
    partners: Items = column(
        "don_vi_phoi_hop", "Đơn vị phối hợp", "items", "Phối hợp", "Cơ quan phối hợp", "Cùng phối hợp"
    )
    chair: str | None = column("chu_tri", "Chủ trì", "text", "Người chủ trì", "Lãnh đạo chủ trì")
    opener: str | None = column(
        "khai_mac", "Phát biểu khai mạc", "text", "Khai mạc", "Người khai mạc", example="Lê Thị Toan"
    )
    speakers: Items = column(
        "bao_cao_vien", "Báo cáo viên", "items", "Giảng viên", "Diễn giả", "Người trình bày", "BCV"
    )
    topics: Items = column(
        "chuyen_de", "Chuyên đề", "items", "Nội dung", "Bài giảng", "Nội dung chuyên đề", "Nội dung bồi dưỡng"
    )
    groups: Items = column(
        "thanh_phan", "Thành phần", "items", "Đối tượng", "Thành phần tham dự", "Đại biểu mời", "Thành phần dự",
        note="mỗi nhóm một dòng",
    )  # fmt: skip
    expected: int | None = column(
        "so_luong_du_kien", "Số lượng", "number", "Số đại biểu", "Dự kiến", "Tổng số", "SL", "Số lượng dự kiến",
        example="230",
    )  # fmt: skip
    present: int | None = column("so_co_mat", "Có mặt", "number", "Thực tế", "Số có mặt", "Số đại biểu có mặt")
    purpose: Items = column("muc_dich", "Mục đích", "paragraphs", "Mục tiêu")
    demands: Items = column("yeu_cau", "Yêu cầu", "paragraphs", "Yêu cầu đặt ra")
    grounds: Items = column("can_cu", "Căn cứ", "paragraphs", "Căn cứ pháp lý", "Thực hiện theo")
    carrying_out: Items = column("to_chuc_thuc_hien", "Tổ chức thực hiện", "paragraphs", "Phân công thực hiện")
    budget: int | None = column("kinh_phi", "Kinh phí", "money", "Tổng kinh phí", "Dự toán")
    budget_source: str | None = column("nguon_kp", "Nguồn kinh phí", "text", "Nguồn KP")
    reply_by: date | None = column(
        "han_dang_ky", "Hạn gửi danh sách", "day", "Trước ngày", "Hạn đăng ký", "Thời hạn", "Hạn đăng kí"
    )
    contact: str | None = column(
        "lien_he", "Liên hệ", "text", "Đầu mối", "Người liên hệ", "ĐT liên hệ", "Đầu mối liên hệ"
    )
    signatory: str | None = column(
        "nguoi_ky", "Người ký", "text", "Ký", "Lãnh đạo ký", "Họ tên người ký", note="để trống thì lấy của cơ quan"
    )
    plan_number: str | None = column(
        "so_van_ban", "Số", "text", "Số VB", "Số văn bản", "Số hiệu", "Số, ký hiệu", "Số kế hoạch",
        note="số của kế hoạch, nếu đã có",
    )  # fmt: skip
    invitation_number: str | None = column(
        "so_giay_moi", "Số giấy mời", "text", note="số của giấy mời, nếu đã có; mọi giấy mời của sự kiện chung một số"
    )
    signed: date | OpenDate | None = column(
        "ngay_ky", "Ngày ký", "open_day", "Ngày ban hành", "Ngày VB", "Ngày tháng", "Ngày văn bản",
        note="để trống thì chừa chỗ ghi tay; biết tháng thì ghi: tháng 6/2024",
    )  # fmt: skip
    certified: date | None = column(
        "ngay_cap_chung_nhan", "Ngày cấp chứng nhận", "day", "Ngày cấp", "Ngày cấp giấy chứng nhận",
        note="để trống thì bằng ngày kết thúc",
    )  # fmt: skip
    recipients: Items = column("noi_nhan", "Nơi nhận", "paragraphs", "Gửi", "Nơi gửi", note="mỗi nơi một dòng")
    certificate_office: str | None = column(
        "co_quan_cap_chung_nhan", "Cơ quan cấp chứng nhận", "text", note="tên đầy đủ của một cơ quan trong co-quan.xlsx"
    )
    news_title: str | None = column("tieu_de_tin", "Tiêu đề tin", "text", "Tiêu đề", "Tiêu đề tin bài")
    background: Items = column("boi_canh", "Bối cảnh", "paragraphs")
    highlights: Items = column("diem_nhan", "Điểm nhấn", "paragraphs")
    outcome: Items = column("ket_qua", "Kết quả", "paragraphs")
    author: str | None = column("tac_gia", "Tác giả", "text", "Người viết", "Tin", "Tin ảnh", "Tin, ảnh", "Bút danh")
    published: datetime | None = column("dang_luc", "Ngày đăng", "moment", "Thời gian đăng", "Ngày giờ đăng")
    photo: str | None = column("anh", "Ảnh", "text", "Hình ảnh", note="tên tệp ảnh đặt cạnh bảng tính")
    caption: str | None = column("chu_thich", "Chú thích ảnh", "text", "Chú thích")
    extras: Items = column(
        "giay_to_kem_theo", "Giấy tờ kèm theo", "items", "Giấy tờ khác",
        note="làm thêm: danh sách điểm danh, biển tên, chương trình; mỗi loại một dòng",
    )  # fmt: skip
    roster_order: str | None = column(
        "thu_tu_danh_sach", "Thứ tự danh sách", "choice", "Sắp xếp danh sách", choices=(AS_TYPED, BY_UNIT, BY_NAME),
        note="để trống thì như danh sách; số đã cấp vẫn của người ấy",
    )  # fmt: skip
    note: str | None = column("ghi_chu", "Ghi chú", "text", "GC")
    where: Where = Where()
    sources: Mapping[str, Where] = field(default_factory=lambda: NOWHERE)
    faulty: frozenset[str] = frozenset()

    @property
    def days(self) -> tuple[date, ...]:
        """Return every day of the event, in order."""
        if self.span is not None:
            return self.span.days
        return tuple(date.fromordinal(day) for day in range(self.starts.toordinal(), self.ends.toordinal() + 1))

    def place_of(self, key: str) -> Where:
        """Return the cell of a key, or the sheet when the key has none."""
        return self.sources.get(key, self.where)
