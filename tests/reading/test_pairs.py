"""Headings down a column with values beside them."""

from __future__ import annotations

import pytest
from sheets import sheet, told

from flows.model.event import Event
from flows.reading.two_columns import pairs_of


def pairs(table, **more):
    return pairs_of(sheet(table, **more), Event)


def test_the_column_with_most_headings_counts_and_notes_beside_the_values_do_not():
    found = pairs(
        "STT | Mục | Ghi | Chú thích\n#1 | Mã sự kiện | A-1 | Ngày\n#2 | Tên lớp | Lớp B | Số\n#3 | Địa điểm | | Giờ"
    )
    assert {key: cell.value for key, cell in found.cells.items()} == {
        "ma_su_kien": "A-1",
        "ten_su_kien": "Lớp B",
        "dia_diem": None,
    }
    assert found.places["dia_diem"].cell == "C4"


def test_without_a_name_or_code_there_is_no_event():
    assert pairs("Địa điểm | A\nThời gian | B") is None


def test_a_value_that_is_a_heading_of_another_field_stays_a_value():
    found = pairs("Mã sự kiện | A-1\nTên sự kiện | Hội nghị\nLoại | Hội nghị\nGọi tắt | Nội dung\nGhi chú | Số lượng")
    assert (found.cells["goi_tat"].value, found.cells["ghi_chu"].value) == ("Nội dung", "Số lượng")


def test_a_heading_that_stands_twice_gives_the_filled_one():
    found = pairs("Mã sự kiện | A-1\nTên lớp |\nTên sự kiện | Lớp B")
    assert found.cells["ten_su_kien"].value == "Lớp B"
    assert told(found.problems()) == []


def test_a_heading_merged_over_rows_takes_the_values_of_all_of_them():
    found = pairs("Mã sự kiện | A-1\nTên sự kiện | B\nThành phần | C\n | D\n | E", merges=("A3:A5",))
    assert found.cells["thanh_phan"].value == "C\nD\nE"


EVENT = "Mã sự kiện | A-1\nTên sự kiện | B\n"


def unread(table, **more):
    return [problem for problem in pairs(table, **more).problems() if "không biết tiêu đề" in problem.message]


def test_a_value_beside_a_heading_that_nobody_knows_is_told_with_the_nearest_one():
    table = EVENT + "Địa điểm tổ chức hội nghị | Hội trường\nNgày | 01/7/2024\nNgười chủ trì hội nghị | Lê An"
    (problem,) = unread(table)
    assert told([problem]) == [
        "? B3 Không đọc 2 ô vì không biết tiêu đề: B3 «Địa điểm tổ chức hội nghị», B5 «Người chủ trì hội nghị»."
    ]
    assert problem.fix == ("Nếu cần dùng: sửa tiêu đề thành «Địa điểm» ở ô A3, «Chủ trì» ở ô A5; nếu không, để nguyên.")


def test_an_unknown_heading_like_none_of_ours_is_told_without_a_guess():
    (problem,) = unread(EVENT + "Màu phông nền | xanh\nNgày | 01/7/2024")
    assert problem.message == "Không đọc 1 ô vì không biết tiêu đề: B3 «Màu phông nền»."
    assert "tệp mẫu" in problem.fix


def test_no_other_field_is_offered_where_it_has_a_value_already():
    (problem,) = unread(EVENT + "Địa điểm | Hội trường\nĐịa điểm đón đại biểu | Cổng chính")
    assert "«Địa điểm»" not in problem.fix


@pytest.mark.parametrize(
    "more",
    [
        "Phần hai |\nNgày | 01/7/2024",  # a section's title
        "Gửi trước ngày 20 nhé\nNgày | 01/7/2024",  # a note
        "Thành phần | C\n | D",  # a value without a heading
        "Màu phông nền |",  # nothing that is lost
        "Người lập biểu | Lê An",  # the foot of the page
        "Ngày | 01/7/2024\n\nMàn hình | 2 cái\nLoa | 4 cái",  # another table below
        "STT | Tên đồ dùng | Số\n#1 | Màn hình | 2",
        "#1 | Màn hình",
        "Người kíi | Lê An",  # already told as a slip of the keyboard
        "Người ký | Lê An",  # said of the office
    ],
)
def test_what_is_no_heading_with_a_value_is_not_told_as_unread(more):
    assert unread(EVENT + more) == []


def test_a_title_and_the_headings_of_the_columns_above_are_not_told_as_unread():
    assert unread("Phiếu thông tin | năm 2024\nMục | Nội dung ghi\n" + EVENT) == []


def test_a_note_merged_over_both_columns_is_not_told_as_unread():
    assert unread(EVENT + "Ghi đúng như giấy mời\nNgày | 01/7/2024", merges=("A3:B3",)) == []
