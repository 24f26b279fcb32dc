"""Days, hours and lunar dates as papers write them."""

from datetime import date, datetime, time

import pytest

from flows.vietnamese.dates import (
    OpenDate,
    PartialDay,
    date_range,
    day_list,
    day_month,
    long_date,
    month_year,
    news_stamp,
    padded_date,
    quarter,
    short_date,
    signing_line,
    spelled_date,
    weekday,
)
from flows.vietnamese.hours import hour_h, hour_minute, hour_range, session_of
from flows.vietnamese.lunar import lunar_date

JULY_3 = date(2024, 7, 3)


def test_a_day_below_ten_takes_a_zero():
    assert long_date(JULY_3) == "ngày 03 tháng 7 năm 2024"
    assert short_date(JULY_3) == "03/7/2024"
    assert day_month(JULY_3) == "03/7"


@pytest.mark.parametrize(
    ("day", "long", "short", "padded"),
    [
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020", "05/01/2020", "05/01/2020"),
        (date(2024, 2, 1), "ngày 01 tháng 02 năm 2024", "01/02/2024", "01/02/2024"),
        (date(2024, 3, 1), "ngày 01 tháng 3 năm 2024", "01/3/2024", "01/03/2024"),
        (date(2025, 9, 5), "ngày 05 tháng 9 năm 2025", "05/9/2025", "05/09/2025"),
        (date(2024, 10, 15), "ngày 15 tháng 10 năm 2024", "15/10/2024", "15/10/2024"),
    ],
)
def test_only_months_one_and_two_take_a_zero(day, long, short, padded):
    assert long_date(day) == long
    assert short_date(day) == short
    assert padded_date(day) == padded


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (OpenDate(2024, 7), "ngày      tháng 7 năm 2024"),
        (OpenDate(2024, 2), "ngày      tháng 02 năm 2024"),
        (OpenDate(2024), "ngày      tháng      năm 2024"),
        (OpenDate(None, 7), "ngày      tháng 7 năm      "),
        (OpenDate(), "ngày      tháng      năm      "),
    ],
)
def test_a_date_to_be_signed_leaves_six_blanks_for_the_pen(day, expected):
    assert long_date(day) == expected
    assert signing_line("Phúc Thọ", day) == f"Phúc Thọ, {expected}"


def test_an_open_date_leaves_room_in_the_short_forms_too():
    assert short_date(OpenDate(2024, 7)) == "      /7/2024"
    assert month_year(OpenDate(2024, 7)) == "tháng 7/2024"


def test_the_signing_line_begins_with_the_place():
    assert signing_line("Phúc Thọ", JULY_3) == "Phúc Thọ, ngày 03 tháng 7 năm 2024"
    assert signing_line("", JULY_3) == "ngày 03 tháng 7 năm 2024"


def test_a_birth_date_known_in_part_prints_as_typed():
    born = PartialDay("../7/1965", 1965, 7)
    assert str(born) == long_date(born) == short_date(born) == padded_date(born) == "../7/1965"


@pytest.mark.parametrize(
    ("month", "expected"),
    [(1, "quý I/2025"), (3, "quý I/2025"), (4, "quý II/2025"), (9, "quý III/2025"), (12, "quý IV/2025")],
)
def test_quarters_are_roman(month, expected):
    assert quarter(date(2025, month, 1)) == expected


def test_a_month_stands_with_its_year():
    assert month_year(JULY_3) == "tháng 7/2024"
    assert month_year(date(2024, 2, 9)) == "tháng 02/2024"


@pytest.mark.parametrize(
    ("day", "expected"),
    [(1, "thứ Hai"), (2, "thứ Ba"), (3, "thứ Tư"), (4, "thứ Năm"), (5, "thứ Sáu"), (6, "thứ Bảy"), (7, "Chủ nhật")],
)
def test_weekdays_are_written_as_inside_a_sentence(day, expected):
    assert weekday(date(2024, 7, day)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (JULY_3, "ngày mùng ba tháng bảy năm hai nghìn không trăm hai mươi tư"),
        (date(2024, 4, 10), "ngày mùng mười tháng tư năm hai nghìn không trăm hai mươi tư"),
        (date(2025, 1, 21), "ngày hai mươi mốt tháng một năm hai nghìn không trăm hai mươi lăm"),
    ],
)
def test_a_diploma_spells_its_date(day, expected):
    assert spelled_date(day) == expected


@pytest.mark.parametrize(
    ("start", "end", "form", "expected"),
    [
        (date(2024, 7, 1), date(2024, 7, 2), "", "01-02/7"),
        (date(2024, 6, 30), date(2024, 7, 2), "", "30/6-02/7"),
        (date(2024, 12, 30), date(2025, 1, 3), "", "30/12/2024 - 03/01/2025"),
        (date(2024, 7, 1), date(2024, 7, 1), "", "01/7"),
        (date(2024, 7, 1), date(2024, 7, 2), "co_nam", "01-02/7/2024"),
        (date(2024, 6, 30), date(2024, 7, 2), "co_nam", "30/6-02/7/2024"),
        (date(2024, 12, 30), date(2025, 1, 3), "co_nam", "30/12/2024 - 03/01/2025"),
        (date(2024, 7, 1), date(2024, 7, 1), "co_nam", "01/7/2024"),
        (date(2024, 7, 1), date(2024, 7, 2), "tu_den", "từ ngày 01 đến ngày 02/7/2024"),
        (date(2024, 6, 30), date(2024, 7, 2), "tu_den", "từ ngày 30/6 đến ngày 02/7/2024"),
        (date(2024, 12, 30), date(2025, 1, 3), "tu_den", "từ ngày 30/12/2024 đến ngày 03/01/2025"),
        (date(2024, 7, 1), date(2024, 7, 1), "tu_den", "ngày 01/7/2024"),
        (date(2024, 7, 1), date(2024, 7, 2), "day_du", "từ ngày 01 tháng 7 năm 2024 đến ngày 02 tháng 7 năm 2024"),
        (date(2024, 12, 30), date(2025, 1, 3), "day_du", "từ ngày 30 tháng 12 năm 2024 đến ngày 03 tháng 01 năm 2025"),
        (date(2024, 7, 1), date(2024, 7, 1), "day_du", "ngày 01 tháng 7 năm 2024"),
    ],
)
def test_a_range_writes_once_what_both_ends_share(start, end, form, expected):
    assert date_range(start, end, form) == expected


def test_an_unknown_form_names_the_known_ones():
    with pytest.raises(ValueError, match=r"'du'.*'co_nam', 'tu_den', 'day_du'"):
        date_range(JULY_3, JULY_3, "du")


def test_a_range_does_not_run_backwards():
    with pytest.raises(ValueError, match="trước"):
        date_range(JULY_3, date(2024, 7, 1))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], ""),
        ([date(2024, 7, 1)], "01/7/2024"),
        ([date(2024, 7, 2), date(2024, 7, 1), date(2024, 7, 1)], "01 và 02/7/2024"),
        ([date(2015, 7, 28), date(2015, 7, 29), date(2015, 7, 30)], "28, 29 và 30/7/2015"),
        ([date(2024, 6, 30), date(2024, 7, 1), date(2024, 7, 5)], "30/6, 01 và 05/7/2024"),
        ([date(2024, 12, 31), date(2025, 1, 2)], "31/12/2024 và 02/01/2025"),
    ],
)
def test_single_days_are_listed_in_order(days, expected):
    assert day_list(days) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2024, 7, 3, 13, 53), "03/07/2024 - 01:53 PM"),
        (datetime(2024, 7, 12, 8, 5), "12/07/2024 - 08:05 AM"),
        (datetime(2024, 6, 30, 12, 0), "30/06/2024 - 12:00 PM"),
    ],
)
def test_news_are_stamped_as_the_page_does(moment, expected):
    assert news_stamp(moment) == expected


def test_hours_are_written_on_a_24_hour_clock():
    assert hour_minute(time(8)) == "08 giờ 00 phút"
    assert hour_minute(time(14, 5)) == "14 giờ 05 phút"
    assert hour_h(time(8)) == "08h00"
    assert hour_range(time(8), time(11, 30)) == "08h00 - 11h30"
    assert hour_range(time(13, 30)) == "13h30"


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (0, "đêm"),
        (3, "đêm"),
        (4, "sáng"),
        (11, "sáng"),
        (12, "trưa"),
        (13, "chiều"),
        (17, "chiều"),
        (18, "tối"),
        (21, "tối"),
        (22, "đêm"),
    ],
)
def test_an_hour_belongs_to_a_session(hour, expected):
    assert session_of(time(hour, 59)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 7, 1), "ngày 26 tháng 5 năm Giáp Thìn"),
        (date(2024, 2, 10), "ngày 01 tháng Giêng năm Giáp Thìn"),
        (date(2025, 7, 25), "ngày 01 tháng 6 nhuận năm Ất Tỵ"),
        (date(2025, 1, 28), "ngày 29 tháng Chạp năm Giáp Thìn"),
        (date(2026, 2, 17), "ngày 01 tháng Giêng năm Bính Ngọ"),
        (date(2024, 2, 9), "ngày 30 tháng Chạp năm Quý Mão"),
    ],
)
def test_a_day_has_its_lunar_date(day, expected):
    assert lunar_date(day) == expected


def test_the_lunar_calendar_says_where_it_ends():
    with pytest.raises(ValueError, match=r"1900-2100.*2101"):
        lunar_date(date(2101, 1, 1))
