"""Event sheets: headings with values, or a row an event; days, hours, and what is missing or does not fit."""

from __future__ import annotations

from datetime import date, time

import pytest
from sheets import sheet, told

from flows.reading.event_sheet import events_of
from flows.reading.sheet_kinds import recognise

BASIC = """
    Mã sự kiện | A-1
    Tên sự kiện | Hội nghị
    Đơn vị tổ chức | UBND xã
    """


def event(table, **more):
    (read,) = events_of(recognise(sheet(table, name="Sự kiện", file="sk.xlsx", **more)))
    return read


def basic(*lines):
    return event("\n".join([*(line.strip() for line in BASIC.strip().splitlines()), *lines]))


def test_headings_with_values_beside_them_are_an_event():
    made, problems = event(
        """
        THÔNG TIN SỰ KIỆN | |

        Mã sự kiện | A-1 | bắt buộc
        Tên sự kiện: | Hội nghị | bắt buộc
        Đơn vị tổ chức * | UBND xã |
        I. THỜI GIAN | |
        1. Ngày bắt đầu | 01/7/2024 | ngày/tháng/năm
        Ngày kết thúc | @2024-07-02 |
        Giờ (nếu có) | 8 giờ 00 |
        ĐỊA ĐIỂM | Hội trường | chỗ nào
        """,
        merges=("A1:C1",),
    )
    assert (made.code, made.name, made.organiser) == ("A-1", "Hội nghị", "UBND xã")
    assert (made.starts, made.ends, made.start_hour, made.place) == (
        date(2024, 7, 1),
        date(2024, 7, 2),
        time(8),
        "Hội trường",
    )
    assert problems == ()


def test_a_value_in_a_merged_range_and_a_heading_in_one_are_read():
    made, problems = event(
        "Mã sự kiện | | A-1 | |\nTên sự kiện | | Hội nghị | |\nĐơn vị tổ chức | | UBND xã | |\nNgày bắt đầu | | 01/7/2024",
        merges=("A1:B1", "A2:B2", "A3:B3", "A4:B4", "C1:E1", "C2:E2", "C3:E3", "C4:E4"),
    )
    assert (made.code, made.starts) == ("A-1", date(2024, 7, 1))
    assert problems == ()
    assert made.place_of("ngay_bat_dau").cell == "C4"


def test_a_list_that_goes_on_in_the_rows_below_is_read_to_its_end():
    made, _ = basic(
        "Ngày bắt đầu | 01/7/2024", "Thành phần | Chủ tịch", "| Phó Chủ tịch", "| Trưởng ban", "Địa điểm | A"
    )
    assert made.groups == ("Chủ tịch", "Phó Chủ tịch", "Trưởng ban")
    assert made.place == "A"


def test_a_value_without_a_heading_below_a_single_one_is_named():
    _, problems = basic("Ngày bắt đầu | 01/7/2024", "Địa điểm | Hội trường", "| tầng 2")
    assert told(problems) == ["? B6 Ô này không có đề mục bên cạnh nên không đọc (mục «Địa điểm» chỉ nhận một ô)."]


def test_a_table_gives_an_event_a_row():
    read = events_of(
        recognise(
            sheet(
                """
                KẾ HOẠCH NĂM 2024
                STT | Mã lớp | Tên lớp | Thời gian | Đơn vị tổ chức
                VÍ DỤ | X-1 | Lớp mẫu | 01/01/2024 | UBND
                #1 | A-1 | Lớp một | 01-02/7/2024 | UBND xã
                #2 | A-2 | Lớp hai | | nt
                Tổng cộng | | 2 lớp | |
                | | | | Phúc Thọ, ngày 01 tháng 6 năm 2024
                """
            )
        )
    )
    assert [made.code for made, _ in read] == ["A-1", "A-2"]
    assert read[0][0].ends == date(2024, 7, 2)
    assert read[1][0].organiser == "UBND xã"
    assert [told(problems) for _, problems in read] == [[], ["A5 Chưa có «Ngày bắt đầu»."]]


def test_a_table_with_one_row_is_one_event():
    made, problems = event(
        "Mã sự kiện | Tên sự kiện | Ngày bắt đầu | Đơn vị tổ chức\nA-1 | Hội nghị | 01/7/2024 | UBND"
    )
    assert (made.code, made.place_of("ngay_bat_dau").cell) == ("A-1", "C2")
    assert problems == ()


@pytest.mark.parametrize(
    ("lines", "starts", "ends"),
    [
        (("Thời gian | 01-02/7/2024",), (2024, 7, 1), (2024, 7, 2)),
        (("Thời gian | Từ ngày 30/6 đến ngày 02/7/2024",), (2024, 6, 30), (2024, 7, 2)),
        (("Ngày bắt đầu | 01/7", "Ngày kết thúc | 02/7/2024"), (2024, 7, 1), (2024, 7, 2)),
        (("Ngày bắt đầu | 01/7/2024", "Ngày kết thúc | 02/7"), (2024, 7, 1), (2024, 7, 2)),
        (("Ngày bắt đầu | 01/7/2024", "Thời gian | 01-02/7"), (2024, 7, 1), (2024, 7, 2)),
        (("Ngày bắt đầu | #45474",), (2024, 7, 1), (2024, 7, 1)),
        (("Thời gian | 8h00 ngày 01/7/2024",), (2024, 7, 1), (2024, 7, 1)),
        (("Ngày bắt đầu | Thứ Hai, 01/7/2024",), (2024, 7, 1), (2024, 7, 1)),
    ],
)
def test_days_are_read_and_lend_each_other_the_year(lines, starts, ends):
    made, problems = basic(*lines)
    assert (made.starts, made.ends) == (date(*starts), date(*ends))
    assert not [p for p in problems if p.is_error]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("Thời gian | 01-02/7",), "B4 «01-02/7»: chưa có năm."),
        (("Thời gian | từ tháng 7 đến tháng 9/2024",),
         "B4 «từ tháng 7 đến tháng 9/2024»: mới có tháng, chưa có ngày."),
        (("Thời gian | Lớp 1: 01-02/7/2024; lớp 2: 04-05/7/2024",),
         "B4 «Lớp 1: 01-02/7/2024; lớp 2: 04-05/7/2024»: một ô ghi ngày của nhiều lớp."),
        (("Ngày bắt đầu | 01/13/2024",), "B4 «01/13/2024»: tháng 13 không có trong lịch."),
        (("Ngày bắt đầu | 31/6/2024",), "B4 «31/6/2024»: tháng 6/2024 không có ngày 31, chỉ có 30 ngày."),
        (("Ngày bắt đầu | 02/7/2024", "Ngày kết thúc | 01/7/2024"),
         "B5 Ngày kết thúc 01/7/2024 trước ngày bắt đầu 02/7/2024."),
        (("Ngày bắt đầu | 02/7/2024", "Ngày kết thúc | 02/7/2042"), "B5 Sự kiện kéo dài 6575 ngày."),
        (("Ngày bắt đầu | =?",), "B4 Ô là công thức nhưng tệp không giữ kết quả."),
        (("Ngày bắt đầu | Thứ Ba, 01/7/2024",), "B4 «Thứ Ba, 01/7/2024»: 01/7/2024 là thứ Hai."),
        (("Ngày bắt đầu |",), "B4 Chưa có «Ngày bắt đầu»."),
    ],
)  # fmt: skip
def test_wrong_days_are_named_and_hold_the_event_back(lines, message):
    made, problems = basic(*lines)
    assert told(problems) == [message]
    assert made.faulty & {"ngay_bat_dau", "ngay_ket_thuc"}
    assert problems[0].fix


def test_case_10_a_day_that_another_excel_swapped_is_seen_by_the_weekday_beside_it():
    _, problems = basic("Ngày bắt đầu | @2024-03-07 | thứ Tư")
    assert told(problems) == ["B4 07/3/2024 là thứ Năm, nhưng ô C4 ghi «thứ Tư»."]
    assert problems[0].fix == "Excel có thể đã đảo ngày và tháng: nếu là 03/7/2024 thì gõ lại ô ngày."
    assert basic("Ngày bắt đầu | @2024-07-03 | thứ Tư")[1] == ()


def test_everything_missing_is_said_at_once_at_its_cell_or_by_its_heading():
    made, problems = event("Mã sự kiện |\nĐịa điểm | Hội trường\nGhi chú | x\nTên sự kiện |")
    assert told(problems) == [
        "B1 Chưa có «Mã sự kiện».",
        "B4 Chưa có «Tên sự kiện».",
        " Chưa có «Ngày bắt đầu».",
        " Chưa có «Đơn vị tổ chức».",
    ]
    assert [(p.where.file, p.where.sheet, p.where.heading) for p in problems][2] == (
        "sk.xlsx",
        "Sự kiện",
        "Ngày bắt đầu",
    )
    assert made.faulty == {"ma_su_kien", "ten_su_kien", "ngay_bat_dau", "don_vi_to_chuc"}


def test_facts_that_do_not_fit_together_are_doubted():
    _, problems = basic(
        "Ngày bắt đầu | 01/7/2024", "Ngày kết thúc | 02/7/2024", "Số ngày | #4", "Hạn đăng ký | 01/7/2024",
        "Thời gian | 01-03/7/2024",
    )  # fmt: skip
    assert [p.where.cell for p in problems if not p.is_error] == ["B8", "B6", "B7"]


def test_a_heading_given_twice_and_a_mistyped_one_are_named():
    _, problems = basic("Ngày bắt đầu | 01/7/2024", "Địa điểm | A", "Nơi tổ chức | B", "Người kíi | C")
    assert told(problems) == [
        "? B6 Mục này đã có ở ô B5 (Địa điểm); giá trị ở đây không được dùng.",
        "? A7 Không hiểu đề mục «Người kíi»; ý bạn là «Người ký»?",
    ]


def test_a_hidden_row_of_an_event_is_not_read():
    made, _ = event("Mã sự kiện | A-1\nTên sự kiện | B\nĐịa điểm | C", hidden=(3,))
    assert made.place is None


def test_a_wrong_weekday_in_the_cell_of_the_days_leaves_the_event_without_days():
    made, problems = basic("Thời gian | Thứ Hai, 01/7/2026")
    assert told(problems) == ["B4 «Thứ Hai, 01/7/2026»: 01/7/2026 là thứ Tư."]
    assert made.faulty >= {"ngay", "ngay_bat_dau", "ngay_ket_thuc"}


def test_a_wrong_range_of_days_beside_a_start_of_its_own_is_only_named():
    made, problems = basic("Ngày bắt đầu | 01/7/2026", "Thời gian | Thứ Hai, 01/7/2026")
    assert [p.where.cell for p in problems] == ["B5"]
    assert made.starts == date(2026, 7, 1)
    assert made.faulty == {"ngay"}


@pytest.mark.parametrize(
    ("typed", "starts", "ends", "session"),
    [
        ("từ 7h30 đến 11h30 ngày 01/7/2026", time(7, 30), time(11, 30), None),
        ("8h00 - 11h30, ngày 01/7/2026", time(8), time(11, 30), None),
        ("7h30 ngày 01/7 đến 16h30 ngày 02/7/2026", time(7, 30), time(16, 30), None),
        ("13h30 ngày 01/7 đến 11h30 ngày 02/7/2026", time(13, 30), time(11, 30), None),
        ("Từ 8 giờ 00 phút ngày 01/7/2026 đến hết ngày 02/7/2026", time(8), None, None),
        ("sáng ngày 01/7/2026", None, None, "sáng"),
        ("chiều ngày 01/7/2026", None, None, "chiều"),
        ("Cả ngày 01/7/2026", None, None, "cả ngày"),
        ("sang ngay 01/7/2026", None, None, "sáng"),
        ("2 giờ chiều ngày 01/7/2026", time(14), None, "chiều"),
        ("sáng các ngày 01, 02/7/2026", None, None, "sáng"),
        ("Từ 7h30 sáng đến 4h30 chiều ngày 01/7/2026", time(7, 30), time(16, 30), None),
        ("7h30 sáng 01/7/2026 đến 4h30 chiều 02/7/2026", time(7, 30), time(16, 30), None),
        ("7h30 - 4h30 chiều 01/7/2026", time(7, 30), time(16, 30), None),
        ("từ 2h chiều đến 5h chiều ngày 01/7/2026", time(14), time(17), "chiều"),
        ("2h - 5h chiều ngày 01/7/2026", time(14), time(17), "chiều"),
        ("8h00 sáng thứ Tư, ngày 01/7/2026", time(8), None, "sáng"),
        ("@2026-07-01 08:00", time(8), None, None),
        ("01-02/7/2026", None, None, None),
    ],
)
def test_hours_and_session_beside_the_days_are_those_of_the_event(typed, starts, ends, session):
    made, problems = basic(f"Thời gian | {typed}")
    assert (made.start_hour, made.end_hour, made.session) == (starts, ends, session)
    assert made.starts == date(2026, 7, 1)
    assert problems == ()


@pytest.mark.parametrize(
    ("lines", "message", "starts"),
    [
        (["Thời gian | 7h30-11h30, 13h30-16h30 ngày 01/7/2026"], "? B4 Không dùng được giờ ghi trong ô này.", time(7, 30)),
        (["Thời gian | 11h30 - 8h00 ngày 01/7/2026"], "? B4 Không dùng được giờ ghi trong ô này.", time(11, 30)),
        (["Thời gian | Sáng 7h30, chiều 13h30 ngày 01/7/2026"], "? B4 Không dùng được giờ ghi trong ô này.", None),
        (["Thời gian | 25h00 ngày 01/7/2026"], "? B4 Không dùng được giờ ghi trong ô này.", None),
        (["Thời gian | Sáng 01/7/2026 đến chiều 02/7/2026"], "? B4 Không dùng được buổi ghi trong ô này.", None),
        (["Thời gian | 8h00 ngày 01/7/2026", "Giờ | 9h00"],
         "? B4 Giờ ở ô này khác giờ đã ghi riêng; lấy giờ ghi riêng.", time(9)),
    ],
)  # fmt: skip
def test_hours_beside_the_days_that_cannot_be_used_are_told(lines, message, starts):
    made, problems = basic(*lines)
    assert told(problems) == [message]
    assert made.start_hour == starts


@pytest.mark.parametrize("end", ["11h30", "11h30 cùng ngày", "@11:30"])
def test_an_hour_alone_where_a_day_begins_or_ends_is_the_hour(end):
    lines = f"Mã | A\nTên lớp | Lớp\nNgày tổ chức | 01/7/2024\nThời gian bắt đầu | 7h30\nThời gian kết thúc | {end}\nĐơn vị tổ chức | BTT"
    ((made, problems),) = events_of(recognise(sheet(lines)))
    assert (made.starts, made.start_hour, made.ends, made.end_hour) == (
        date(2024, 7, 1),
        time(7, 30),
        date(2024, 7, 1),
        time(11, 30),
    )
    assert problems == ()


def test_hours_of_their_own_cells_are_kept_and_only_blanks_are_filled():
    made, problems = basic("Thời gian | 8h00 - 11h30 ngày 01/7/2026", "Giờ | 8h00", "Buổi | Sáng")
    assert (made.start_hour, made.end_hour, made.session) == (time(8), time(11, 30), "Sáng")
    assert problems == ()
