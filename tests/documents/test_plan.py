"""The plan: one per event, its number and day left open until they are given."""

from dataclasses import replace
from datetime import date, time

from cases import OFFICE, case, drafts, person, words

from flows.documents import plan
from flows.model.office import AUTOMATIC
from flows.model.printing import Items
from flows.vietnamese.dates import OpenDate
from flows.vietnamese.span_reading import Span


def test_a_plan_leaves_room_for_number_and_day():
    paper = words(plan, case())["van_ban"]
    assert paper["ky_hieu"] == "      /KH-MTTQ-BTT"
    assert paper["ngay"] == OpenDate(2025)
    assert paper["trich_yeu"] == "Tổ chức Lớp tập huấn công tác Mặt trận năm 2025"


def test_a_plan_for_the_first_days_of_january_is_signed_the_year_before():
    new_year = case(starts=date(2025, 1, 3), ends=date(2025, 1, 3))
    assert words(plan, new_year)["van_ban"]["ngay"] == OpenDate(2024)


def test_a_signing_day_typed_without_its_day_keeps_the_month():
    assert words(plan, case(signed=OpenDate(2025, 8)))["van_ban"]["ngay"] == OpenDate(2025, 8)


def test_a_typed_number_is_the_plans_and_takes_a_zero_below_ten():
    (draft,) = drafts(plan, case(plan_number="7/KH-MTTQ-BTT"))
    assert draft.heading.number == 7
    assert draft.filled()["van_ban"]["ky_hieu"] == "07/KH-MTTQ-BTT"


def test_an_office_may_number_its_papers_at_once():
    (draft,) = drafts(plan, case(office=replace(OFFICE, paper_numbers=AUTOMATIC)))
    assert draft.heading.automatic


def test_an_office_without_a_symbol_prints_the_slot():
    (draft,) = drafts(plan, case(office=replace(OFFICE, plan_symbol=None)))
    assert str(draft.filled()["van_ban"]["ky_hieu"]) == "[CẦN BỔ SUNG: Ký hiệu kế hoạch]"


def test_several_days_are_written_with_their_count_hours_and_weekdays():
    told = words(plan, case())["ke_hoach"]["thoi_gian"]
    assert told == "02 ngày, từ 08 giờ 00 phút, ngày 08/9/2025 (thứ Hai) đến ngày 09/9/2025 (thứ Ba)"


def test_one_day_is_written_with_its_hours():
    one = case(ends=date(2025, 9, 8), end_hour=time(11, 30))
    told = words(plan, one)["ke_hoach"]["thoi_gian"]
    assert told == "từ 08 giờ 00 phút đến 11 giờ 30 phút, ngày 08/9/2025 (thứ Hai)"


def test_one_day_without_hours_is_written_with_its_session():
    morning = case(ends=date(2025, 9, 8), start_hour=None, session="Sáng")
    assert words(plan, morning)["ke_hoach"]["thoi_gian"] == "buổi sáng ngày 08/9/2025 (thứ Hai)"


def test_days_that_do_not_follow_each_other_are_listed():
    days = Span((date(2025, 9, 8), date(2025, 9, 10), date(2025, 9, 12)))
    apart = case(span=days, ends=date(2025, 9, 12), start_hour=None)
    assert words(plan, apart)["ke_hoach"]["thoi_gian"] == "03 ngày: 08, 10 và 12/9/2025"


def test_the_headcount_is_the_expected_one_else_the_rosters_else_a_slot():
    assert words(plan, case(expected=5))["ke_hoach"]["so_luong"] == "05"
    assert words(plan, case(person("Lê An")))["ke_hoach"]["so_luong"] == "01"
    assert words(plan, case(expected=2000))["ke_hoach"]["so_luong"] == "2.000"
    assert str(words(plan, case())["ke_hoach"]["so_luong"]) == "[CẦN BỔ SUNG: Số lượng]"


def test_those_counted_are_called_what_they_are():
    assert words(plan, case(groups=Items(["Học viên: 60 người"])))["ke_hoach"]["goi_nguoi_du"] == "học viên"
    assert words(plan, case(groups=Items(["Lãnh đạo xã"])))["ke_hoach"]["goi_nguoi_du"] == "đại biểu"


def test_days_of_an_event_that_takes_weeks_are_not_counted():
    weeks = case(ends=date(2025, 11, 7), start_hour=None)
    days = "từ ngày 08/9/2025 (thứ Hai) đến ngày 07/11/2025 (thứ Sáu)"
    assert words(plan, weeks)["ke_hoach"]["thoi_gian"] == days


def test_the_first_item_of_each_day_is_marked():
    items = words(plan, case())["chuong_trinh"]
    assert [item["dau_ngay"] for item in items] == [True, True]
    assert items[1]["nguoi_thuc_hien"] == "Tiến sĩ Lê Văn Thuyết"


def test_an_issued_draft_still_gives_what_was_signed():
    (draft,) = drafts(plan, case())
    head = replace(draft.heading, number=45, day=date(2024, 6, 20), before=draft.heading)
    issued = replace(draft, heading=head)
    assert issued.filled() != draft.filled()
    assert issued.as_signed().filled() == draft.filled()
