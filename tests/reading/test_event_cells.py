"""Cells of an event that say more than their heading asks for: a day with its hour, an hour with its end."""

from __future__ import annotations

from datetime import date, time

import pytest
from sheets import sheet, told

from flows.reading.event_sheet import events_of
from flows.reading.sheet_kinds import recognise


def basic(*lines):
    own = ["Mã sự kiện | A-1", "Tên sự kiện | Hội nghị", "Đơn vị tổ chức | UBND xã", *lines]
    (read,) = events_of(recognise(sheet("\n".join(own), name="Sự kiện")))
    return read


@pytest.mark.parametrize(
    ("cell", "hour", "doubts"),
    [
        ("7h30 ngày 01/7/2024", time(7, 30), []),
        ("01/7/2024 7:30", time(7, 30), []),
        ("@2024-07-01 07:30", time(7, 30), ["? B4 Ô ngày có cả giờ (07h30), được dùng."]),
    ],
)
def test_the_hour_beside_the_first_day_is_the_event_s(cell, hour, doubts):
    made, problems = basic(f"Ngày bắt đầu | {cell}", "Ngày kết thúc | 17h00 ngày 02/7/2024")
    assert (made.starts, made.start_hour, made.ends, made.end_hour) == (
        date(2024, 7, 1), hour, date(2024, 7, 2), time(17)
    )  # fmt: skip
    assert told(problems) == doubts


def test_an_hour_typed_for_itself_goes_before_the_one_beside_the_day():
    made, problems = basic("Ngày bắt đầu | 7h30 ngày 01/7/2024", "Giờ | 8h")
    assert made.start_hour == time(8)
    assert told(problems) == ["? B4 Giờ ở ô này khác giờ đã ghi riêng; lấy giờ ghi riêng."]


def test_an_hour_may_be_typed_with_its_end():
    made, problems = basic("Ngày bắt đầu | 01/7/2024", "Giờ | từ 8 giờ 00 đến 11 giờ 30")
    assert (made.start_hour, made.end_hour) == (time(8), time(11, 30))
    assert told(problems) == []


def test_a_last_day_for_the_list_may_be_typed_as_the_plan_says_it():
    made, problems = basic("Ngày bắt đầu | 01/7/2024", "Hạn gửi danh sách | trước ngày 25/6/2024")
    assert made.reply_by == date(2024, 6, 25)
    assert told(problems) == []


@pytest.mark.parametrize(
    ("cell", "message", "fix"),
    [
        ("01-02/7/2024", "ô này ghi cả ngày đầu và ngày cuối.", "ngày cuối ở «Ngày kết thúc»"),
        ("7/2024", "mới có tháng, chưa có ngày.", "Ghi đủ ngày khi đã định"),
        ("tháng 7 năm 2024", "mới có tháng, chưa có ngày.", "Ghi đủ ngày khi đã định"),
    ],
)
def test_a_first_day_that_is_none_is_said_with_what_helps(cell, message, fix):
    made, problems = basic(f"Ngày bắt đầu | {cell}")
    assert "ngay_bat_dau" in made.faulty
    assert told(problems) == [f"B4 «{cell}»: {message}"]
    assert fix in problems[0].fix


def test_an_hour_of_the_last_day_for_the_list_is_asked_because_the_plan_prints_the_day_alone():
    made, problems = basic("Ngày bắt đầu | 01/7/2024", "Hạn gửi danh sách | trước 17 giờ ngày 25/6/2024")
    assert made.reply_by is None
    assert told(problems) == ["B5 Ô ngày này có cả giờ (17h00); giờ ở đây không in được."]
    assert problems[0].fix == "Chỉ ghi ngày: 25/6/2024."


@pytest.mark.parametrize("nothing", ["-", "…", "N/A", "0", "không"])
def test_what_says_that_there_is_none_is_never_printed(nothing):
    made, problems = basic("Ngày bắt đầu | 01/7/2024", f"Chủ trì | {nothing}", f"Đơn vị phối hợp | {nothing}")
    assert (made.chair, made.partners, told(problems)) == (None, (), [])


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("8AM, 05/3/2026", (time(8), None)),
        ("tám giờ ngày 05/3/2026", (time(8), None)),
        ("14 giờ kém 15 ngày 05/3/2026", (time(13, 45), None)),
        ("8AM - 11AM ngày 05/3/2026", (time(8), time(11))),
        ("2026-03-05T08:00:00+07:00", (time(8), None)),
    ],
)
def test_hours_beside_the_days_are_read_in_every_form(cell, hours):
    made, problems = basic(f"Thời gian | {cell}")
    assert (made.starts, made.start_hour, made.end_hour, told(problems)) == (date(2026, 3, 5), *hours, [])


@pytest.mark.parametrize("cell", ["3h tối", "8h chiều"])
def test_an_hour_that_is_not_of_its_part_of_the_day_is_asked(cell):
    made, problems = basic("Ngày bắt đầu | 01/7/2024", f"Giờ | {cell}")
    assert made.start_hour is None
    assert "giờ không phải buổi" in told(problems)[0]


def test_a_midnight_behind_an_exported_day_is_no_hour():
    made, _ = basic("Thời gian | 2026-03-05 00:00:00")
    assert (made.starts, made.start_hour) == (date(2026, 3, 5), None)


def test_a_share_is_no_number_of_people():
    _, problems = basic("Ngày bắt đầu | 01/7/2024", "Có mặt | 100%")
    assert told(problems) == ["B5 «100%»: là phần trăm, không phải một số."]
