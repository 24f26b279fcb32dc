"""The issuing office: its stationery and who signs for it, as templates/co-quan.xlsx has it, with dates of validity."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date

from flows.model.fields import column
from flows.model.printing import Items
from flows.model.series import term_period
from flows.problems import Where
from flows.vietnamese.text import fold, without_stop

AUTOMATIC, BLANK = "tự động", "để trống"
ONE_SIDE, TWO_SIDES = "một mặt", "hai mặt"
PRINTED, NOT_PRINTED = "in", "không in"
BY_YEAR, BY_TERM = "năm", "nhiệm kỳ"


def term_years(text: str) -> tuple[int, int] | None:
    """Return the first and last year of a term typed as 2024-2029; None for what is none."""
    found = re.fullmatch(r"(?:nhiệm kỳ\s+)?(\d{4})\s*[-–]\s*(\d{4})", text.strip().casefold())
    return (int(found[1]), int(found[2])) if found and int(found[1]) <= int(found[2]) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One row of the sheet "Cơ quan"; an event's own sheet may override single fields.

    `faulty` are the keys whose cells could not be read, `emptied` those whose cells say that there is none.
    """

    parent: str | None = column("co_quan_chu_quan", "Cơ quan chủ quản", "text", note="mỗi dòng của đầu trang một dòng")
    issuer: str | None = column("co_quan_ban_hanh", "Cơ quan ban hành", "text", example="BAN THƯỜNG TRỰC")
    full_name: str | None = column(
        "ten_day_du", "Tên đầy đủ", "text", "Tên cơ quan",
        note="ở bảng của sự kiện: tên cơ quan khác thì mọi mục chỉ lấy ở đó; mục nào không có thì ghi «không»",
    )  # fmt: skip
    other_names: Items = column(
        "ten_khac", "Tên khác", "paragraphs", "Tên gọi khác",
        note="mỗi tên một dòng; sự kiện ghi «Đơn vị tổ chức» bằng tên nào cũng được",
    )  # fmt: skip
    short_name: str | None = column(
        "ten_ngan", "Tên ngắn", "text", example="Ban Thường trực Uỷ ban MTTQ Việt Nam huyện",
        note="báo cáo, công văn gọi cơ quan từ lần thứ hai; để trống thì tên đầy đủ",
    )  # fmt: skip
    place: str | None = column("dia_danh", "Địa danh", "text", "Nơi ban hành", example="Phúc Thọ")
    plan_symbol: str | None = column("ky_hieu_ke_hoach", "Ký hiệu kế hoạch", "text", example="{so}/KH-MTTQ-BTT")
    invitation_symbol: str | None = column("ky_hieu_giay_moi", "Ký hiệu giấy mời", "text", example="{so}/GM-MTTQ-BTT")
    certificate_symbol: str | None = column(
        "ky_hieu_chung_nhan", "Ký hiệu chứng nhận", "text", "Ký hiệu giấy chứng nhận", example="{so:03}/GCN"
    )
    report_symbol: str | None = column("ky_hieu_bao_cao", "Ký hiệu báo cáo", "text", example="{so}/BC-MTTQ-BTT")
    decision_symbol: str | None = column("ky_hieu_quyet_dinh", "Ký hiệu quyết định", "text", example="{so}/QĐ-MTTQ-BTT")
    letter_symbol: str | None = column("ky_hieu_cong_van", "Ký hiệu công văn", "text", example="{so}/MTTQ-BTT")
    power_grounds: Items = column(
        "can_cu_tham_quyen", "Căn cứ thẩm quyền", "paragraphs", note="căn cứ đầu tiên của quyết định: luật, quy chế"
    )
    decides: str | None = column(
        "tham_quyen_ban_hanh", "Thẩm quyền ban hành", "text",
        note="quyết định: ai quyết định; để trống thì theo Thẩm quyền ký và Tên đầy đủ",
    )  # fmt: skip
    authority: Items = column(
        "tham_quyen_ky", "Thẩm quyền ký", "paragraphs", "Quyền hạn, chức vụ", example="TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH"
    )
    signatory: str | None = column("nguoi_ky", "Người ký", "text", "Họ tên người ký", example="Lê Thị Toan")
    accountant: str | None = column("ke_toan", "Kế toán", "text", note="ký nhận tiền; để trống thì chừa chỗ")
    recipients: Items = column("noi_nhan", "Nơi nhận", "paragraphs", note="mỗi nơi một dòng")
    valid_from: date | None = column("hieu_luc_tu", "Có hiệu lực từ", "day", "Hiệu lực từ", "Từ ngày")
    valid_to: date | None = column("hieu_luc_den", "Có hiệu lực đến", "day", "Hiệu lực đến", "đến", "Đến ngày")
    certificate_numbers: str | None = column(
        "cap_so_chung_nhan", "Cấp số chứng nhận", "choice", choices=(AUTOMATIC, BLANK), note="để không thì tự động"
    )
    paper_numbers: str | None = column(
        "cap_so_van_ban", "Cấp số văn bản", "choice", choices=(AUTOMATIC, BLANK), note="để không thì để trống, chờ cấp"
    )
    counted_by: str | None = column(
        "danh_so_theo", "Đánh số theo", "choice", choices=(BY_YEAR, BY_TERM), note="để không thì theo năm"
    )
    term: str | None = column("nhiem_ky", "Nhiệm kỳ", "text", example="2024-2029", note="khi đánh số theo nhiệm kỳ")
    first_plan: int | None = column(
        "so_bat_dau_ke_hoach", "Số bắt đầu kế hoạch", "number", note="khi đã cấp số bằng sổ giấy trước đó, ví dụ 45"
    )
    first_invitation: int | None = column("so_bat_dau_giay_moi", "Số bắt đầu giấy mời", "number")
    first_certificate: int | None = column("so_bat_dau_chung_nhan", "Số bắt đầu chứng nhận", "number")
    first_report: int | None = column("so_bat_dau_bao_cao", "Số bắt đầu báo cáo", "number")
    first_decision: int | None = column("so_bat_dau_quyet_dinh", "Số bắt đầu quyết định", "number")
    codes: str | None = column(
        "ma_qr_chung_nhan", "Mã QR chứng nhận", "choice", choices=(PRINTED, NOT_PRINTED),
        note="để không thì in, nếu mẫu có chung_nhan.ma_qr",
    )  # fmt: skip
    paper_codes: str | None = column(
        "ma_qr_van_ban", "Mã QR văn bản", "choice", choices=(PRINTED, NOT_PRINTED),
        note="để không thì không in; in: góc dưới bên trái của kế hoạch, giấy mời",
    )  # fmt: skip
    first_letter: int | None = column("so_bat_dau_cong_van", "Số bắt đầu công văn", "number")
    printing: str | None = column(
        "cach_in", "Cách in", "choice", choices=(ONE_SIDE, TWO_SIDES),
        note="hai mặt: trong tệp in của tập trình ký mỗi văn bản bắt đầu ở một tờ mới",
    )  # fmt: skip
    where: Where = Where()
    sources: Mapping[str, Where] = field(default_factory=dict)
    faulty: frozenset[str] = frozenset()
    emptied: frozenset[str] = frozenset()

    @property
    def called(self) -> str:
        """Return the office's name, else the body at the head of its papers; "" where neither is told."""
        return self.full_name or " ".join((self.issuer or "").split())

    def is_called(self, name: str) -> bool:
        """Whether a name is the full name of the office or one of its other names."""
        names = {fold(without_stop(one)) for one in (self.full_name, *self.other_names) if one}
        return bool(name) and fold(without_stop(name)) in names

    def valid_on(self, day: date) -> bool:
        """Whether the office, its name and its signatory are in force that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def period(self, year: int) -> int:
        """Return the period in which numbers of that year count: the year, or the whole term."""
        years = term_years(self.term or "") if self.counted_by == BY_TERM else None
        return term_period(*years) if years else year

    def overridden(self, other: Office) -> Office:
        """Return this office with every field that the other one fills, and without those that it empties."""
        declared = {f.metadata["field"].key: f for f in fields(Office) if "field" in f.metadata}
        given = {key: getattr(other, f.name) for key, f in declared.items()}
        said = {key: value for key, value in given.items() if value not in (None, "", ())}
        said |= {key: declared[key].default for key in other.emptied}
        own = {key: place for key, place in other.sources.items() if key in said or key in other.faulty}
        sources = {**other.sources, **self.sources, **own}
        faulty = (self.faulty - said.keys()) | other.faulty
        return replace(self, sources=sources, faulty=faulty, **{declared[key].name: said[key] for key in said})
