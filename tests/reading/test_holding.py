"""What a cell that cannot be read holds back: the kinds that print it, whole or in a sentence, and no other kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from sheets import book, sheet, told

from flows.model.order import Order
from flows.steps.check_templates import look_at
from flows.steps.draft_papers import draft
from flows.steps.report_event import check, wanted
from flows.telling.screen_lines import report_lines

TEMPLATES = Path("templates")
OFFICE = "Ban Thường trực Uỷ ban MTTQ Việt Nam huyện Phúc Thọ"
EVENT = f"""
Mã sự kiện | A-1
Tên sự kiện | Lớp tập huấn
Ngày bắt đầu | 01/7/2024
Ngày kết thúc | 02/7/2024
Địa điểm | Hội trường
Đơn vị tổ chức | {OFFICE}
Thành phần | Trưởng thôn
"""
ROSTER = "Họ và tên | Chức vụ | Đơn vị | Kết quả\nLê An | Trưởng thôn | xã Hát Môn | hoàn thành"
AGENDA = """
Ngày | Từ giờ | Nội dung | Báo cáo viên | Chức vụ
01/7/2024 | 8h00 | Luật Mặt trận | Tạ Sỹ | Giám đốc
02/7/2024 | 8h00 | Giám sát | Hà Thuyết | Phó Giám đốc
"""
ALL = {"ke-hoach", "giay-moi", "tin-bai", "giay-chung-nhan"}


@pytest.fixture
def due(inputs):
    def due(more="", agenda=AGENDA, *, event=EVENT, only=(), templates=TEMPLATES, office=""):
        """Return the kinds that are made, and the errors."""
        sheets = [sheet(event.strip() + more, name="SK"), sheet(ROSTER, name="DS"), sheet(agenda.strip(), name="CT")]
        book(inputs / "lop.xlsx", *sheets, *([sheet(office, name="CQ")] if office else []))
        order = Order(inputs=inputs, templates=templates, only=only, today=date(2024, 7, 5))
        batch = draft(order, look_at(templates, wanted(order)).uses)
        problems = [*batch.problems, *(problem for each in batch.events for problem in each.problems)]
        made = {each.kind for event in batch.events for each in event.drafts}
        due.waiting = {kind: reason for event in batch.events for kind, reason in event.not_due.items()}
        return made, [line for line in told(problems) if not line.startswith("?")]

    return due


def test_nothing_is_held_back_of_an_event_without_mistakes(due):
    assert due() == (ALL, [])


@pytest.mark.parametrize(
    ("row", "held"),
    [
        ("Giờ | 25h", {"ke-hoach", "giay-moi"}),
        ("Gọi tắt | #REF!", {"tin-bai"}),
        ("Loại | #REF!", {"tin-bai"}),
        ("Phát biểu khai mạc | #REF!", {"tin-bai"}),
        ("Tiêu đề tin | #REF!", {"tin-bai"}),
        ("Bối cảnh | #REF!", {"tin-bai"}),
        ("Kết quả | #REF!", {"tin-bai"}),
        ("Ngày đăng | 31/6/2024", {"tin-bai"}),
        ("Có mặt | nhiều", {"tin-bai"}),
        ("Báo cáo viên | #REF!", {"giay-moi", "tin-bai"}),
        ("Nơi nhận | #REF!", {"ke-hoach", "giay-moi"}),
        ("Người ký | #REF!", {"ke-hoach", "giay-moi", "giay-chung-nhan"}),
        ("Người ký | #REF!\nCơ quan cấp chứng nhận | Trung tâm Chính trị huyện Phúc Thọ", {"ke-hoach", "giay-moi"}),
        ("Ngày ký | 31/6/2024", {"ke-hoach", "giay-moi", "giay-chung-nhan"}),
        ("Ngày ký | 31/6/2024\nNgày cấp chứng nhận | 02/7/2024", {"ke-hoach", "giay-moi"}),
        ("Ngày cấp chứng nhận | 31/6/2024", {"giay-chung-nhan"}),
        ("Hạn gửi danh sách | 31/6/2024", {"ke-hoach"}),
        ("Giờ kết thúc | 25h", set()),
        ("Ghi chú | #REF!", set()),
    ],
)
def test_a_field_holds_back_the_kinds_that_say_it_in_a_sentence_too(due, row, held):
    made, errors = due("\n" + row)
    assert made == ALL - held
    assert len(errors) == 1


def test_the_last_hour_holds_back_invitations_of_one_day_which_print_it(due):
    one_day = EVENT.replace("02/7/2024", "01/7/2024")
    made, _ = due("\nGiờ kết thúc | 25h", "Nội dung | Báo cáo viên\nLuật Mặt trận | Tạ Sỹ", event=one_day)
    assert made == {"tin-bai", "giay-chung-nhan"}


@pytest.mark.parametrize(
    ("item", "held"),
    [
        ("01/7/2024 | 25h | Luật Mặt trận | Tạ Sỹ | Giám đốc", {"ke-hoach"}),
        ("31/6/2024 | 8h00 | Luật Mặt trận | Tạ Sỹ | Giám đốc", {"ke-hoach", "tin-bai"}),
        ("01/7/2024 | 8h00 | #REF! | Tạ Sỹ | Giám đốc", {"ke-hoach", "giay-moi", "tin-bai"}),
        ("01/7/2024 | 8h00 | Luật Mặt trận | #REF! | Giám đốc", {"ke-hoach", "giay-moi", "tin-bai"}),
        ("01/7/2024 | 8h00 | Luật Mặt trận | Tạ Sỹ | #REF!", {"ke-hoach", "tin-bai"}),
    ],
)
def test_an_item_of_the_agenda_holds_back_the_kinds_that_tell_of_it(due, item, held):
    made, errors = due(agenda=AGENDA.replace("01/7/2024 | 8h00 | Luật Mặt trận | Tạ Sỹ | Giám đốc", item))
    assert made == ALL - held
    assert errors


def test_a_day_across_the_table_that_cannot_be_read_holds_back_what_tells_the_days_of_its_items(due):
    made, _ = due(agenda="Giờ | Nội dung | Báo cáo viên\nNgày 31/6/2024\n8h | Luật Mặt trận | Tạ Sỹ")
    assert made == {"giay-moi", "giay-chung-nhan"}


def test_the_event_s_own_office_sheet_holds_back_what_prints_it(due):
    made, errors = due(office="Cơ quan ban hành | BAN B\nĐịa danh | #REF!")
    assert made == set()
    assert errors == ["B2 Ô đang báo lỗi công thức."]


@pytest.mark.parametrize(
    ("cell", "held"),
    [
        ("D2", ALL),  # Địa danh: the news' title names it too
        ("E2", {"ke-hoach"}),  # Ký hiệu kế hoạch
        ("I2", {"ke-hoach", "giay-moi", "giay-chung-nhan"}),  # Người ký
        ("K2", {"ke-hoach", "giay-moi", "giay-chung-nhan"}),  # Có hiệu lực từ
        ("M2", {"giay-chung-nhan"}),  # Cấp số chứng nhận: a number that is given cannot be taken back
    ],
)
def test_what_the_stationery_does_not_tell_holds_back_the_kinds_that_print_it(due, tmp_path, cell, held):
    copytree(TEMPLATES, tmp_path / "templates")
    headings = ("Tên đầy đủ | Cơ quan chủ quản | Cơ quan ban hành | Địa danh | Ký hiệu kế hoạch | Ký hiệu giấy mời | "
                "Ký hiệu chứng nhận | Thẩm quyền ký | Người ký | Nơi nhận | Có hiệu lực từ | Có hiệu lực đến | "
                "Cấp số chứng nhận | Cấp số văn bản")  # fmt: skip
    own = [OFFICE, "MTTQ", "BTT", "An", "{so}/KH", "{so}/GM", "{so}/GCN", "CHỦ TỊCH", "Lê Toan", "- Lưu.",
           "01/01/2020", "01/01/2030", "tự động", "để trống"]  # fmt: skip
    own["ABCDEFGHIJKLMN".index(cell[0])] = "#REF!"
    book(tmp_path / "templates" / "co-quan.xlsx", sheet(f"{headings}\n{' | '.join(own)}", name="CQ"))
    made, errors = due(templates=tmp_path / "templates")
    assert made == ALL - held
    assert errors == [f"{cell} Ô đang báo lỗi công thức."]


def test_the_signatory_that_the_event_names_is_not_asked_of_the_office(due):
    made, _ = due("\nNgười ký | Bùi Ký", office="Cơ quan ban hành | BAN B\nNgười ký | #REF!")
    assert made == ALL


def test_a_kind_asked_for_by_name_is_made_with_its_slot_open_where_a_required_field_is_blank(due):
    placeless = EVENT.replace("Địa điểm | Hội trường\n", "")
    assert due(event=placeless) == ({"tin-bai", "giay-chung-nhan"}, [" Chưa có «Địa điểm»."])
    assert due(event=placeless, only=("ke-hoach",)) == ({"ke-hoach"}, [])


def test_a_kind_asked_for_by_name_still_waits_for_a_cell_that_cannot_be_read(due):
    assert due("\nGiờ | 25h", only=("giay-moi",)) == (set(), ["B8 «25h»: không có 25 giờ."])


def test_what_waits_for_a_mend_is_told_by_its_name(due, inputs):
    due("\nGiờ | 25h")
    report = check(Order(inputs=inputs, templates=TEMPLATES, today=date(2024, 7, 5)))
    assert "  Chưa làm được, chờ sửa lỗi: kế hoạch, giấy mời." in list(report_lines(report))


def test_a_kind_that_nobody_gets_is_named_with_its_reason(due, monkeypatch):
    monkeypatch.setattr("test_holding.ROSTER", ROSTER.replace("hoàn thành", "không hoàn thành"))
    assert due() == (ALL - {"giay-chung-nhan"}, [])
    assert due.waiting == {"giay-chung-nhan": "Danh sách chưa có ai được nhận giấy chứng nhận."}
