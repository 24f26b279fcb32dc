"""Facts that contradict each other: swapped days, order of dates, numbers against people, units of another time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheets import book, sheet, told
from test_event import basic, event

from flows.reading.event_checks import swapped
from flows.reading.inbox import read_inbox


@pytest.mark.parametrize(
    ("lines", "message", "fix"),
    [
        # 01-02/7/2024 typed into an Excel that puts the month first: stored as 7 January and 7 February.
        (("Ngày bắt đầu | @2024-01-07", "Ngày kết thúc | @2024-02-07", "Số ngày | #2"),
         "B4 Ghi 2 ngày nhưng từ ngày bắt đầu đến ngày kết thúc là 32 ngày.",
         "(ô B4: 07/01/2024 hay 01/7/2024; ô B5: 07/02/2024 hay 02/7/2024)"),
        # The 13th cannot be swapped, so that Excel kept it as text.
        (("Ngày bắt đầu | @2024-12-07", "Ngày kết thúc | 13/7/2024"),
         "B5 Ngày kết thúc 13/7/2024 trước ngày bắt đầu 07/12/2024.",
         "(ô B4: 07/12/2024 hay 12/7/2024)"),
        (("Ngày bắt đầu | 30/6/2024", "Ngày kết thúc | @2024-02-07"),
         "B5 Ngày kết thúc 07/02/2024 trước ngày bắt đầu 30/6/2024.",
         "(ô B5: 07/02/2024 hay 02/7/2024)"),
    ],
)  # fmt: skip
def test_days_swapped_by_another_excel_are_found_by_contradiction_and_both_readings_told(lines, message, fix):
    made, problems = basic(*lines)
    assert told(problems) == [message]
    assert fix in problems[0].fix
    assert {"ngay_bat_dau", "ngay_ket_thuc"} <= made.faulty


def test_weeks_on_end_that_would_be_two_days_are_doubted():
    made, (problem,) = basic("Ngày bắt đầu | @2024-01-07", "Ngày kết thúc | @2024-02-07")
    assert told([problem]) == ["? B4 Sự kiện kéo dài 32 ngày; nếu đảo ngày và tháng thì là 2 ngày."]
    assert not made.faulty


@pytest.mark.parametrize(
    "lines",
    [
        ("Ngày bắt đầu | @2024-07-01", "Ngày kết thúc | @2024-07-02", "Số ngày | #2"),
        ("Ngày bắt đầu | @2024-01-07", "Ngày kết thúc | @2024-02-07", "Số ngày | #32"),
        ("Ngày bắt đầu | @2024-03-04", "Ngày kết thúc | @2024-05-04", "Số ngày | #62"),
    ],
)
def test_real_days_that_contradict_nothing_are_believed(lines):
    assert basic(*lines)[1] == ()


def test_typed_days_are_never_called_swapped():
    _, problems = basic("Ngày bắt đầu | 07/01/2024", "Ngày kết thúc | 07/02/2024", "Số ngày | #2")
    assert told(problems) == ["? B6 Ghi 2 ngày nhưng từ ngày bắt đầu đến ngày kết thúc là 32 ngày."]
    assert "đảo" not in problems[0].fix


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Hạn gửi danh sách | 03/7/2024", "? B6 Hạn gửi danh sách không trước ngày bắt đầu."),
        ("Ngày đăng | 02/7/2024 - 08:00 AM", "? B6 Tin đăng trước ngày bắt đầu của sự kiện."),
        ("Ngày cấp chứng nhận | 03/7/2024", "? B6 Giấy chứng nhận cấp trước ngày kết thúc."),
        ("Ngày ký | 03/7/2024", "? B6 Ngày ký không trước ngày bắt đầu của sự kiện."),
        ("Ngày ký | 02/7/2024",
         "? B6 Từ ngày ký đến ngày bắt đầu chỉ có 1 ngày làm việc; giấy mời nên gửi trước ít nhất 3 ngày."),
        ("Ngày ký | 23/6/2024", "? B6 Ngày ký 23/6/2024 là Chủ nhật."),
        ("Ngày ký | 30/4/2024", "? B6 Ngày ký 30/4/2024 là ngày Chiến thắng 30/4."),
    ],
)  # fmt: skip
def test_days_on_the_wrong_side_of_each_other_are_doubted(line, message):
    made, problems = basic("Ngày bắt đầu | 03/7/2024", "Ngày kết thúc | 04/7/2024", line)
    assert told(problems) == [message]
    assert not made.faulty


@pytest.mark.parametrize(
    "line",
    ["Hạn gửi danh sách | 02/7/2024", "Ngày đăng | 03/7/2024", "Ngày cấp chứng nhận | 04/7/2024", "Ngày ký | 28/6/2024",
     "Ngày ký | 05/7/2024", "Ngày ký | tháng 6/2024"],
)  # fmt: skip
def test_days_in_order_are_not_doubted(line):
    assert basic("Ngày bắt đầu | 03/7/2024", "Ngày kết thúc | 04/7/2024", line)[1] == ()


def test_a_list_wanted_before_the_invitation_is_signed_is_doubted():
    _, problems = basic("Ngày bắt đầu | 03/7/2024", "Ngày ký | 21/6/2024", "Hạn gửi danh sách | 20/6/2024")
    assert told(problems) == ["? B6 Hạn gửi danh sách trước ngày ký kế hoạch và giấy mời."]


def test_a_doubtful_real_day_is_told_with_both_readings():
    _, problems = basic("Ngày bắt đầu | @2024-03-07", "Hạn gửi danh sách | 25/6/2024")
    assert problems[0].fix == "Excel có thể đã đảo ngày và tháng (ô B4: 07/3/2024 hay 03/7/2024); nếu vậy thì gõ lại."


@given(st.dates())
def test_swapping_twice_gives_the_day_back(day):
    other = swapped(day)
    assert other is None or swapped(other) == day


FACTS = ("Mã sự kiện | A-1", "Tên sự kiện | Hội nghị", "Đơn vị tổ chức | Uỷ ban MTTQ Việt Nam xã Hát Môn")


def dossier(inputs, *sheets):
    book(inputs / "hn.xlsx", *sheets)
    (found,), loose = read_inbox([inputs / "hn.xlsx"])
    assert loose == ()
    return found


def facts(*lines):
    return sheet("\n".join([*FACTS, *lines]), name="Sự kiện")


def test_an_agenda_outside_an_event_that_another_excel_swapped_names_the_event_s_cell(inputs):
    agenda = sheet("Ngày | Nội dung\n01/7/2024 | Khai mạc\n02/7/2024 | Bế mạc", name="Chương trình")
    found = dossier(inputs, facts("Ngày bắt đầu | @2024-01-07", "Ngày kết thúc | @2024-02-07"), agenda)
    assert "B4 Chương trình ở ngày 01/7/2024, nhưng ngày bắt đầu là 07/01/2024 hay 01/7/2024." in told(found.problems)
    assert {"ngay_bat_dau", "ngay_ket_thuc"} <= found.event.faulty


def test_a_day_of_the_agenda_that_another_excel_swapped_is_told_with_both_readings(inputs):
    agenda = sheet("Ngày | Nội dung\n@2024-07-01 | Khai mạc\n@2024-02-07 | Bế mạc", name="Chương trình")
    found = dossier(inputs, facts("Ngày bắt đầu | 01/7/2024", "Ngày kết thúc | 02/7/2024"), agenda)
    (problem,) = found.problems
    assert told([problem]) == ["A3 Ngày này (07/02/2024) nằm ngoài thời gian của sự kiện."]
    assert "(ô A3: 07/02/2024 hay 02/7/2024)" in problem.fix


ROSTER = sheet("Họ và tên | Đơn vị | Có mặt\nLê An | xã Hát Môn | x\nVũ Bình | xã Hát Môn |", name="Danh sách")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Số lượng | #230", "? B5 Ghi 230 người nhưng danh sách có 2 người."),
        ("Số lượng | #2", None),
        ("Có mặt | #2", "? B5 Ghi 2 người có mặt nhưng danh sách đánh dấu 1 người."),
        ("Có mặt | #1", None),
    ],
)
def test_numbers_typed_are_compared_with_the_people_counted(inputs, line, message):
    found = dossier(inputs, facts("Ngày bắt đầu | 03/7/2024", line), ROSTER)
    assert told(found.problems) == ([message] if message else [])


def test_speakers_of_the_roster_may_be_left_out_of_the_number(inputs):
    people = sheet("Họ và tên | Đơn vị | Vai trò\nLê An | xã A | báo cáo viên\nVũ Bình | xã A |", name="Danh sách")
    assert dossier(inputs, facts("Ngày bắt đầu | 03/7/2024", "Số lượng | #1"), people).problems == ()


def test_units_of_another_time_are_named_once_a_sheet_with_the_first_cell_and_the_count(inputs):
    people = sheet(
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Lê An | Chủ tịch | xã Cẩm Đình
        2 | Vũ Bình | Trưởng ban | MTTQ xã Cẩm Đình
        3 | Tạ Cúc | nguyên Bí thư Huyện uỷ | xã Hát Môn
        """,
        name="Danh sách",
    )
    found = dossier(inputs, facts("Ngày bắt đầu | 05/01/2026", "Địa điểm | Hội trường huyện"), people)
    assert told(found.problems) == [
        "? B5 Có chữ «huyện»: từ 01/7/2025 không còn cấp huyện (huyện, quận, thị xã) (Nghị quyết 203/2025/QH15).",
        (
            "? D2 «xã Cẩm Đình» chỉ có đến 29/02/2020 (Nghị quyết 895/NQ-UBTVQH14); nay thuộc xã Phúc Lộc. "
            "Có 2 người ghi như vậy."
        ),
    ]
    assert not found.event.faulty


def test_an_event_of_2024_does_not_know_the_communes_of_2025(inputs):
    people = sheet("I. Xã Phúc Lộc\nHọ và tên | Đơn vị\nLê An | xã Phúc Lộc", name="Danh sách")
    found = dossier(inputs, facts("Ngày bắt đầu | 03/7/2024"), people)
    assert told(found.problems) == ["? B3 «xã Phúc Lộc» chỉ có từ 01/7/2025 (Nghị quyết 1656/NQ-UBTVQH15)."]


def test_a_row_of_a_table_of_events_is_judged_like_a_sheet():
    _, problems = event(
        "Mã sự kiện | Tên sự kiện | Ngày bắt đầu | Ngày kết thúc | Số ngày | Đơn vị tổ chức\n"
        "A-1 | Hội nghị | @2024-01-07 | @2024-02-07 | #2 | UBND"
    )
    assert told(problems) == ["C2 Ghi 2 ngày nhưng từ ngày bắt đầu đến ngày kết thúc là 32 ngày."]


def test_a_span_of_real_days_in_one_cell_is_one_day():
    made, problems = basic("Thời gian | @2024-07-03")
    assert (made.starts, made.ends, problems) == (date(2024, 7, 3), date(2024, 7, 3), ())
