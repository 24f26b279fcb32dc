"""An event and its agenda: every field of the sheets "Sự kiện" and "Chương trình"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from flows.model.fields import column
from flows.model.printing import Items
from flows.problems import Where
from flows.vietnamese.dates import OpenDate
from flows.vietnamese.numbers import Rate
from flows.vietnamese.span_reading import Span
from flows.vietnamese.text import fold

AS_TYPED, BY_UNIT, BY_NAME = "như danh sách", "theo đơn vị", "theo tên"
"""How the people of an event may be listed."""
GROUPS = {
    "ma_su_kien": "Cho mọi giấy tờ",
    "so_van_ban": "Cho kế hoạch",
    "so_giay_moi": "Cho giấy mời",
    "ngay_cap_chung_nhan": "Cho giấy chứng nhận",
    "so_co_mat": "Cho tin bài",
    "can_cu_quyet_dinh": "Cho quyết định",
    "muc_chi": "Cho danh sách ký nhận tiền",
    "nguoi_dan": "Cho kịch bản điều hành",
    "phan_bo": "Cho công văn",
    "bao_cao_gui": "Cho báo cáo",
}
"""The fields of an event are declared paper by paper: with which one the fields of a paper begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One item of an agenda: a row of the sheet "Chương trình"; `faulty` the keys that could not be read."""

    event_code: str | None = column("ma_su_kien", "Mã sự kiện", "text", "Mã lớp", "Mã HN")
    day: date | None = column(
        "ngay", "Ngày", "day", "Ngày thứ", "Ngày tháng", "Thứ, ngày", "Thứ ngày", example="01/7/2024"
    )
    session: str | None = column("buoi", "Buổi", "text", "Sáng/chiều", "Ca", "Ngày, buổi", "Buổi, ngày", example="Sáng")
    starts: time | None = column("gio_bat_dau", "Từ giờ", "hour", "Giờ bắt đầu", "Bắt đầu", "Từ", example="8h00")
    ends: time | None = column("gio_ket_thuc", "Đến giờ", "hour", "Giờ kết thúc", "Kết thúc", "Đến", example="9h30")
    hours: str | None = column(
        "thoi_gian", "Thời gian", "hours", "Giờ", "Thời gian thực hiện", note="từ giờ đến giờ trong một ô: 8h00-9h30"
    )
    content: str | None = column(
        "noi_dung", "Nội dung", "text", "Chuyên đề", "Nội dung chuyên đề", "Nội dung chương trình", "Tên chuyên đề",
        "Nội dung công việc", "Nội dung chi tiết", "Hoạt động", "Nội dung, chuyên đề",
        "Nội dung chính",
        required=True, example="Luật Thực hiện dân chủ ở cơ sở",
    )  # fmt: skip
    speaker: str | None = column(
        "bao_cao_vien", "Báo cáo viên", "text", "Người trình bày", "Giảng viên", "Người thực hiện", "Diễn giả", "BCV",
        "Người phụ trách", "Thực hiện", "Trình bày", "Phụ trách", "Người chủ trì", "Chủ trì", "Người hướng dẫn",
        "Người điều hành", "Đơn vị thực hiện", "Đơn vị, người thực hiện", "Báo cáo viên, giảng viên",
        example="Tạ Văn Sỹ",
    )  # fmt: skip
    degree: str | None = column("hoc_vi", "Học hàm, học vị", "text", "Trình độ", "Học vị", example="Tiến sỹ")
    title: str | None = column(
        "chuc_vu", "Chức vụ", "text", "Chức vụ báo cáo viên", "Chức danh", "Chức vụ, đơn vị công tác"
    )
    words: str | None = column(
        "loi_dan", "Lời dẫn", "text", "Lời dẫn chương trình", note="kịch bản; để trống thì phần mềm soạn"
    )
    ready: str | None = column(
        "chuan_bi", "Chuẩn bị", "text", "Cần chuẩn bị", note="kịch bản; để trống thì theo loại việc"
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
        "ma_su_kien", "Mã sự kiện", "text", "Mã lớp", "Mã HN", "Mã hội nghị", "Ký hiệu lớp", "ID", "Mã",
        "Mã chương trình", "Mã khóa học", "Mã hội thi", "Mã số",
        required=True, example="PT-2024-07",
    )  # fmt: skip
    name: str = column(
        "ten_su_kien", "Tên sự kiện", "text", "Tên lớp", "Tên hội nghị", "Nội dung hội nghị", "Tên lớp tập huấn",
        "Tên hoạt động", "Tên lớp bồi dưỡng", "Tên hội thảo", "Tên chương trình", "Tên khóa học", "Tên cuộc thi",
        "Tên hội thi", "Tên cuộc họp", "Tên đại hội", "Tên buổi lễ",
        "Tên giải", "Tên giải đấu", "Tên liên hoan", "Tên lễ hội", "Tên ngày hội",
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
        "Thời gian bắt đầu", "Thời gian khai mạc",
        required=True, example="01/7/2024",
    )  # fmt: skip
    ends: date = column(
        "ngay_ket_thuc", "Ngày kết thúc", "day", "Đến ngày", "Ngày bế mạc", "Kết thúc", "Thời gian đến",
        "Thời gian kết thúc", "Thời gian bế mạc",
        example="02/7/2024", note="để trống thì bằng ngày bắt đầu",
    )  # fmt: skip
    span: Span | None = column(
        "ngay", "Thời gian", "span", "Ngày tổ chức", "Thời gian tổ chức", "Ngày", "Thời gian dự kiến",
        "Thời gian họp", "Thời gian diễn ra",
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
        "dia_diem", "Địa điểm", "text", "Nơi tổ chức", "Tại", "Hội trường", "Địa điểm tổ chức", "Địa điểm họp",
        "Địa điểm diễn ra",
        required=True, example="Hội trường Trung tâm Chính trị huyện",
    )  # fmt: skip
    organiser: str = column(
        "don_vi_to_chuc", "Đơn vị tổ chức", "text", "Đơn vị chủ trì", "Cơ quan tổ chức", "Ban tổ chức",
        "Cơ quan chủ trì",
        required=True, example="Ban Thường trực Uỷ ban MTTQ Việt Nam huyện Phúc Thọ",
        note="tên đầy đủ hoặc tên khác của một cơ quan trong co-quan.xlsx",
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
    signatory: str | None = column(
        "nguoi_ky", "Người ký", "text", "Ký", "Lãnh đạo ký", "Họ tên người ký", note="để trống thì lấy của cơ quan"
    )
    signed: date | OpenDate | None = column(
        "ngay_ky", "Ngày ký", "open_day", "Ngày ban hành", "Ngày VB", "Ngày tháng", "Ngày văn bản",
        note="để trống thì chừa chỗ ghi tay; biết tháng thì ghi: tháng 6/2024",
    )  # fmt: skip
    recipients: Items = column("noi_nhan", "Nơi nhận", "paragraphs", "Gửi", "Nơi gửi", note="mỗi nơi một dòng")
    called_together: str | None = column(
        "xung_ho_chung", "Danh xưng chung", "text", choices=("đồng chí", "ông/bà"),
        note="xưng hô với người chưa biết là ông hay bà",
    )  # fmt: skip
    roster_order: str | None = column(
        "thu_tu_danh_sach", "Thứ tự danh sách", "choice", "Sắp xếp danh sách", choices=(AS_TYPED, BY_UNIT, BY_NAME),
        note="để trống thì như danh sách; số đã cấp vẫn của người ấy",
    )  # fmt: skip
    extras: Items = column(
        "giay_to_kem_theo", "Giấy tờ kèm theo", "items", "Giấy tờ khác",
        note="làm thêm: danh sách điểm danh, biển tên, chương trình, báo cáo, quyết định, công văn, "
        "danh sách ký nhận tiền, kịch bản điều hành; mỗi loại một dòng",
    )  # fmt: skip
    note: str | None = column("ghi_chu", "Ghi chú", "text", "GC")
    plan_number: str | None = column(
        "so_van_ban", "Số", "text", "Số VB", "Số văn bản", "Số hiệu", "Số, ký hiệu", "Số kế hoạch",
        note="số của kế hoạch, nếu đã có",
    )  # fmt: skip
    grounds: Items = column("can_cu", "Căn cứ", "paragraphs", "Căn cứ pháp lý", "Thực hiện theo")
    purpose: Items = column("muc_dich", "Mục đích", "paragraphs", "Mục tiêu")
    demands: Items = column("yeu_cau", "Yêu cầu", "paragraphs", "Yêu cầu đặt ra")
    carrying_out: Items = column("to_chuc_thuc_hien", "Tổ chức thực hiện", "paragraphs", "Phân công thực hiện")
    budget: int | None = column("kinh_phi", "Kinh phí", "money", "Tổng kinh phí", "Dự toán")
    budget_source: str | None = column("nguon_kp", "Nguồn kinh phí", "text", "Nguồn KP")
    reply_by: date | None = column(
        "han_dang_ky", "Hạn gửi danh sách", "day", "Trước ngày", "Hạn đăng ký", "Thời hạn", "Hạn đăng kí"
    )
    contact: str | None = column(
        "lien_he", "Liên hệ", "text", "Đầu mối", "Người liên hệ", "ĐT liên hệ", "Đầu mối liên hệ"
    )
    invitation_number: str | None = column(
        "so_giay_moi", "Số giấy mời", "text", note="số của giấy mời, nếu đã có; mọi giấy mời của sự kiện chung một số"
    )
    certified: date | None = column(
        "ngay_cap_chung_nhan", "Ngày cấp chứng nhận", "day", "Ngày cấp", "Ngày cấp giấy chứng nhận",
        note="để trống thì bằng ngày kết thúc",
    )  # fmt: skip
    certified_for: str | None = column(
        "noi_dung_chung_nhan", "Nội dung chứng nhận", "text", example="Đã tham dự",
        note="để trống thì: Đã hoàn thành; ví dụ Đã tham dự, Đạt giải Nhất",
    )  # fmt: skip
    decision_number: str | None = column(
        "so_quyet_dinh", "Theo Quyết định số", "text", "Quyết định số", "Số quyết định",
        note="in ở chân giấy chứng nhận",
    )  # fmt: skip
    decided: date | None = column("ngay_quyet_dinh", "Ngày quyết định", "day", "Ngày Quyết định")
    certificate_office: str | None = column(
        "co_quan_cap_chung_nhan", "Cơ quan cấp chứng nhận", "text", note="tên của một cơ quan trong co-quan.xlsx"
    )
    present: int | None = column("so_co_mat", "Có mặt", "number", "Thực tế", "Số có mặt", "Số đại biểu có mặt")
    news_title: str | None = column("tieu_de_tin", "Tiêu đề tin", "text", "Tiêu đề", "Tiêu đề tin bài")
    background: Items = column("boi_canh", "Bối cảnh", "paragraphs")
    highlights: Items = column("diem_nhan", "Điểm nhấn", "paragraphs")
    outcome: Items = column("ket_qua", "Kết quả", "paragraphs")
    attendants: str | None = column(
        "goi_nguoi_du", "Gọi người dự", "text", "Gọi đại biểu là",
        note="tin bài gọi người dự là gì; để trống thì: đại biểu, học viên hoặc em học sinh",
    )  # fmt: skip
    author: str | None = column("tac_gia", "Tác giả", "text", "Người viết", "Tin", "Tin ảnh", "Tin, ảnh", "Bút danh")
    published: datetime | None = column("dang_luc", "Ngày đăng", "moment", "Thời gian đăng", "Ngày giờ đăng")
    photo: str | None = column("anh", "Ảnh", "text", "Hình ảnh", note="tên tệp ảnh đặt cạnh bảng tính")
    caption: str | None = column("chu_thich", "Chú thích ảnh", "text", "Chú thích")
    decision_grounds: Items = column(
        "can_cu_quyet_dinh", "Căn cứ quyết định", "paragraphs",
        note="quyết định cấp giấy chứng nhận; để trống thì: kế hoạch, kết quả tham gia",
    )  # fmt: skip
    proposer: str | None = column("don_vi_de_nghi", "Đơn vị đề nghị", "text", "Theo đề nghị của")
    carried_out_by: str | None = column(
        "thi_hanh", "Trách nhiệm thi hành", "text", "Thi hành quyết định",
        note="Điều 3 của quyết định; để trống thì: đơn vị đề nghị, các đơn vị liên quan và học viên",
    )  # fmt: skip
    rate: Rate | None = column(
        "muc_chi", "Mức chi", "rate", "Mức hỗ trợ", example="100.000/ngày",
        note="ký nhận tiền: 100.000/ngày, 50.000/buổi hoặc 150.000/người; chỉ ghi số thì là mỗi ngày",
    )  # fmt: skip
    paid_for: str | None = column("noi_dung_chi", "Nội dung chi", "text", example="Hỗ trợ tiền ăn cho đại biểu")
    paid_by_rule: str | None = column("can_cu_chi", "Căn cứ chi", "text", note="định mức, quyết định; in trên bảng")
    listed_by: str | None = column("nguoi_lap", "Người lập danh sách", "text", note="ký nhận tiền")
    host: str | None = column("nguoi_dan", "Người dẫn chương trình", "text", "MC", "Dẫn chương trình")
    quotas: Items = column(
        "phan_bo", "Phân bổ", "items", "Phân bổ đại biểu", "Phân bổ số lượng",
        note="công văn cử người: mỗi đơn vị một dòng, ví dụ thôn Bến: 3 hòa giải viên",
    )  # fmt: skip
    addressee: str | None = column(
        "mau_kinh_gui", "Mẫu kính gửi", "text", example="Ban Công tác Mặt trận {don_vi}",
        note="công văn gửi ai của đơn vị; để trống thì gửi đơn vị",
    )  # fmt: skip
    allowances: str | None = column("che_do", "Chế độ của người dự", "text", "Chế độ", note="mục 5 của công văn")
    list_address: str | None = column(
        "email_nhan", "Thư nhận danh sách", "text", "Email nhận danh sách", note="công văn: địa chỉ thư điện tử"
    )
    letter_number: str | None = column(
        "so_cong_van", "Số công văn", "text", note="số của công văn, nếu đã có; các công văn của sự kiện chung một số"
    )
    letter_day: date | None = column("ngay_cong_van", "Ngày công văn", "day", note="để trống thì như kế hoạch")
    report_to: Items = column("bao_cao_gui", "Báo cáo gửi", "items", note="kính gửi ai; mỗi nơi một dòng")
    report_number: str | None = column("so_bao_cao", "Số báo cáo", "text", note="số của báo cáo, nếu đã có")
    reported: date | None = column("ngay_bao_cao", "Ngày báo cáo", "day", note="để trống thì chừa chỗ ghi tay")
    spent: int | None = column("kinh_phi_chi", "Kinh phí đã chi", "money", "Đã chi", "Quyết toán")
    strengths: Items = column(
        "uu_diem", "Ưu điểm", "paragraphs", "Đánh giá chung", note="báo cáo; để trống thì lấy ở Kết quả"
    )
    weaknesses: Items = column("ton_tai", "Tồn tại, hạn chế", "paragraphs", "Tồn tại", "Hạn chế", "Khó khăn")
    causes: Items = column("nguyen_nhan", "Nguyên nhân", "paragraphs")
    proposals: Items = column("kien_nghi", "Đề xuất, kiến nghị", "paragraphs", "Kiến nghị", "Đề xuất")
    where: Where = Where()
    sources: Mapping[str, Where] = field(default_factory=dict)
    faulty: frozenset[str] = frozenset()

    def asks_for(self, name: str) -> bool:
        """Whether the event names a paper that is made on request."""
        return fold(name) in map(fold, self.asked_for)

    @property
    def asked_for(self) -> tuple[str, ...]:
        """Return the papers that the event asks for; no name of one holds a comma."""
        return tuple(one.strip() for line in self.extras for one in line.split(",") if one.strip())

    @property
    def days(self) -> tuple[date, ...]:
        """Return every day of the event, in order."""
        if self.span is not None:
            return self.span.days
        return tuple(date.fromordinal(day) for day in range(self.starts.toordinal(), self.ends.toordinal() + 1))

    def place_of(self, key: str) -> Where:
        """Return the cell of a key, or the sheet when the key has none."""
        return self.sources.get(key, self.where)
