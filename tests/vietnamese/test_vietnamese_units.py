"""Units of another time: gone by the day of an event, or not made yet."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.vietnamese.dates import holiday, working_days
from flows.vietnamese.units import CHANGES, TWO_TIERS, is_here, unit_doubts

IN_2024, IN_SPRING_2025, IN_2026 = date(2024, 7, 1), date(2025, 3, 1), date(2026, 1, 5)


def doubts(text, day, *, here=True):
    return [doubt.mistake.message for doubt in unit_doubts(text, day, here=here)]


@pytest.mark.parametrize(
    "text",
    ["huyện Phúc Thọ", "HUYỆN PHÚC THỌ", "quận 1", "thị xã Sơn Tây", "Trung tâm Chính trị huyện", "UVTV Huyện uỷ",
     "Uỷ ban MTTQ Việt Nam huyện", "Hội Cựu chiến binh huyện", "thôn 3, huyện Phúc Thọ",
     "Trưởng phòng Tài nguyên và Môi trường huyện", "Hội trường UBND huyện Hưng Hà", "Trường THCS Hát Môn - huyện Phúc Thọ",
     "Chủ tịch UBND thành phố, quận"],
)  # fmt: skip
def test_the_district_level_is_gone_since_july_2025(text):
    (message,) = doubts(text, IN_2026, here=False)
    assert "từ 01/7/2025 không còn cấp huyện (huyện, quận, thị xã) (Nghị quyết 203/2025/QH15)" in message
    assert doubts(text, date(2025, 6, 30), here=False) == []


@pytest.mark.parametrize("text", ["các xã, thị trấn", "UBND thị trấn Vôi", "THỊ TRẤN"])
def test_towns_are_gone_since_july_2025(text):
    told = ["Có chữ «thị trấn»: từ 01/7/2025 không còn thị trấn (Nghị quyết 203/2025/QH15)."]
    assert doubts(text, IN_2026, here=False) == told
    assert doubts(text, date(2025, 6, 30), here=False) == []


@pytest.mark.parametrize(
    ("text", "word"), [("UBND quận 1", "quận"), ("Thường trực Huyện uỷ", "huyện ủy"), ("thị xã Sơn Tây", "thị xã")]
)
def test_the_word_that_is_doubted_is_named(text, word):
    (message,) = doubts(text, IN_2026, here=False)
    assert message.startswith(f"Có chữ «{word}»:")


@pytest.mark.parametrize(
    "text",
    ["thôn Huyện Đình", "Chi bộ thôn Quận 1", "Trường THCS Thị trấn", "Hiệu trưởng Trường THPT huyện",
     "Hạt Kiểm lâm liên huyện", "tổ dân phố Thị trấn", "Trạm Y tế Thị trấn", "Chợ Huyện", "số 5 phố Huyện",
     "Bí thư Chi bộ KDC Quận 1", "đồng chí Nguyễn Văn Huyện chủ trì", "Bà Trần Thị Quận"],
)  # fmt: skip
def test_the_word_inside_the_name_of_a_hamlet_a_school_or_a_person_is_no_unit(text):
    assert doubts(text, IN_2026) == []


def test_a_unit_beside_a_hamlet_with_such_a_name_is_still_doubted():
    (message,) = doubts("thôn Huyện Đình, huyện Hưng Hà", IN_2026)
    assert "«huyện»" in message


@pytest.mark.parametrize(
    "text",
    ["nguyên Chủ tịch huyện", "huyện Phúc Thọ (cũ)", "xã Hát Môn", "thành phố Hà Nội", "quân đội", "Huyền Trang",
     "phường Ba Đình", ""],
)  # fmt: skip
def test_what_is_called_former_and_what_exists_is_passed_over(text):
    assert doubts(text, IN_2026) == []


def test_a_province_that_became_part_of_another_is_doubted_since_july_2025():
    (message,) = doubts("Công an tỉnh Hà Giang", IN_2026)
    assert message == "Tỉnh này từ 01/7/2025 thuộc tỉnh Tuyên Quang (Nghị quyết 202/2025/QH15)."
    passed = ("tỉnh Hà Giang cũ", "tỉnh Tuyên Quang", "Hà Giang", "đường Nam Định")
    assert [doubts(text, IN_2026) for text in passed] == [[]] * 4
    assert doubts("tỉnh Hà Giang", IN_2024) == []


def test_a_special_zone_exists_only_since_july_2025():
    assert doubts("đặc khu Phú Quốc", IN_2026) == []
    assert len(doubts("đặc khu Phú Quốc", IN_2024)) == 1


@pytest.mark.parametrize(
    ("text", "day", "message"),
    [
        ("xã Cẩm Đình", IN_2024,
         "«xã Cẩm Đình» chỉ có đến 29/02/2020 (Nghị quyết 895/NQ-UBTVQH14); nay thuộc xã Xuân Đình."),
        ("MTTQ Cẩm Đình", IN_2026,
         "«xã Cẩm Đình» chỉ có đến 29/02/2020 (Nghị quyết 895/NQ-UBTVQH14); nay thuộc xã Phúc Lộc."),
        ("Thượng Cốc", IN_SPRING_2025,
         "«xã Thượng Cốc» chỉ có đến 31/12/2024 (Nghị quyết 1286/NQ-UBTVQH15); nay thuộc xã Long Thượng."),
        ("TT. Phúc Thọ", IN_2026,
         "«thị trấn Phúc Thọ» chỉ có đến 30/6/2025 (Nghị quyết 1656/NQ-UBTVQH15); nay thuộc xã Phúc Thọ."),
        ("xã Phúc Thọ", IN_2024, "«xã Phúc Thọ» chỉ có từ 01/7/2025 (Nghị quyết 1656/NQ-UBTVQH15)."),
        ("UBND X. Nam Hà", IN_2024, "«xã Nam Hà» chỉ có từ 01/01/2025 (Nghị quyết 1286/NQ-UBTVQH15)."),
        ("Uỷ ban MTTQ Việt Nam xã Phúc Hoà", IN_2026,
         "«xã Phúc Hòa» chỉ có đến 30/6/2025 (Nghị quyết 1656/NQ-UBTVQH15); nay thuộc xã Phúc Thọ."),
    ],
)  # fmt: skip
def test_a_commune_is_judged_by_the_day_in_both_directions(text, day, message):
    assert doubts(text, day) == [message]


@pytest.mark.parametrize(
    ("text", "day"),
    [("thị trấn Phúc Thọ", IN_2024), ("xã Hát Môn", IN_2024), ("xã Hát Môn", IN_2026), ("xã Nam Hà", IN_SPRING_2025),
     ("xã Phúc Thọ", IN_2026), ("Phúc Thọ", IN_2024), ("Trường Thượng Cốc", IN_2026)],
)  # fmt: skip
def test_a_commune_that_exists_that_day_is_not_doubted(text, day):
    assert doubts(text, day) == []


def test_communes_of_the_same_name_elsewhere_are_not_judged():
    assert doubts("xã Liên Hiệp", IN_2026, here=False) == []
    assert is_here("Uỷ ban MTTQ Việt Nam xã Hát Môn")
    assert not is_here("Uỷ ban MTTQ Việt Nam huyện Hưng Hà")


def test_every_commune_of_2024_is_in_the_three_of_2025():
    made = [change for change in CHANGES if change.since == TWO_TIERS]
    assert [len(change.of) for change in made] == [6, 5, 7]  # 18 units from 01/01/2025
    gone = {unit for change in CHANGES for unit in change.of}
    assert all(not doubts(change.made, IN_2026) for change in made)
    assert all(doubts(unit, IN_2026) for unit in gone - {"xã Hát Môn"})


@given(st.text(), st.dates())
def test_any_text_on_any_day_gives_warnings(text, day):
    assert all(doubt.mistake.severity == "warning" for doubt in unit_doubts(text, day, here=True))


@pytest.mark.parametrize(
    ("day", "name"),
    [((2024, 2, 10), "Tết Nguyên đán"), ((2025, 1, 29), "Tết Nguyên đán"), ((2024, 4, 18), "ngày Giỗ Tổ Hùng Vương"),
     ((2024, 9, 2), "ngày Quốc khánh 02/9"), ((2024, 7, 1), "")],
)  # fmt: skip
def test_holidays_are_known_by_sun_and_moon(day, name):
    assert holiday(date(*day)) == name


def test_working_days_leave_out_weekends_and_holidays():
    assert working_days(date(2024, 8, 29), date(2024, 9, 4)) == 3  # Thursday, Friday, Tuesday
    assert working_days(date(2024, 7, 1), date(2024, 7, 1)) == 0


@given(st.dates())
def test_any_day_is_judged(day):
    assert isinstance(holiday(day), str)
