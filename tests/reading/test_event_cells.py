"""Cells of an event that say more than their heading asks for: a day with its hour, an hour with its end."""

from __future__ import annotations

from datetime import date, time

import pytest
from sheets import sheet, told

from flows.reading.event import events_of
from flows.reading.recognising import recognise


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
