"""Headings down a column with values beside them."""

from __future__ import annotations

from sheets import sheet, told

from flows.model.event import Event
from flows.reading.pairs import pairs_of


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
    assert told(found.problems) == []


def test_a_heading_merged_over_rows_takes_the_values_of_all_of_them():
    found = pairs("Mã sự kiện | A-1\nTên sự kiện | B\nThành phần | C\n | D\n | E", merges=("A3:A5",))
    assert found.cells["thanh_phan"].value == "C\nD\nE"
