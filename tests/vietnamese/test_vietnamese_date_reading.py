"""Days, spans, hours and moments as people type them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.vietnamese.date_reading import read_day, read_open_date
from flows.vietnamese.dates import (
    OpenDate,
    PartialDay,
    born,
    date_range,
    day_list,
    long_date,
    news_stamp,
    padded_date,
    short_date,
    signing_line,
    weekday,
)
from flows.vietnamese.hours import hour_h, hour_minute, hour_range, read_hour, read_hours, read_moment
from flows.vietnamese.span_reading import Span, read_span
from flows.vietnamese.text import clean

JULY_1, JULY_2 = date(2024, 7, 1), date(2024, 7, 2)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
HOURS = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))
# What cells with dates are made of, in any order.
SCRAPS = st.lists(
    st.sampled_from(
        [
            "01",
            "7",
            "31",
            "2024",
            "/",
            "-",
            ".",
            ",",
            " ",
            "ngày ",
            "tháng ",
            "năm ",
            "từ ",
            "đến ",
            "và ",
            "8h",
            "00",
            ":",
            "giờ ",
            "phút ",
            "thứ Hai",
            "(",
            ")",
            "…",
            "_",
            "PM",
            "chiều ",
            "x",
            "T",
            "99999",
            "\n",
            "�",
            "²",
        ]
    )
).map("".join)
READERS = [
    read_day,
    lambda text: read_day(text, birth=True),
    lambda text: read_day(text, year=2024),
    read_open_date,
    read_span,
    lambda text: read_span(text, year=2024),
    read_hour,
    read_hours,
    read_moment,
]


def days(*texts):
    return tuple(date.fromisoformat(text) for text in texts)


@pytest.mark.parametrize(
    "cell",
    [
        "01/7/2024",
        "1/7/2024",
        "01-07-2024",
        "1.7.2024",
        "01 /07/ 2024",
        "01 - 07 - 2024",
        "'01/07/2024",
        "01/7/2024.",
        "\u00a001/7/2024\u00a0",
        "ngày 01 tháng 7 năm 2024",
        "Ngày 1 tháng 7, 2024",
        "NGÀY 01 THÁNG 7 NĂM 2024",
        "ngày 01 tháng 7/2024",
        "ngày mùng 1 tháng 7 năm 2024",
        "ngay 01 thang 7 nam 2024",
        "Ngày 01/7/2024",
        "Thứ Hai, 01/7/2024",
        "thứ 2 ngày 01/7/2024",
        "T2, 01/7/2024",
        "01/7/2024 (thứ Hai)",
        "01/7/2024, thứ Hai",
        "Thứ Hai (01/7/2024)",
        "sáng thứ Hai, ngày 01/7/2024",
        "2024-07-01",
        "2024/07/01",
        "2024-07-01 00:00:00",
        "2024-07-01T00:00:00.000",
    ],
)
def test_a_day_is_read_day_first_in_every_form(cell):
    assert read_day(cell) == (JULY_1, ())


def test_sunday_has_its_names():
    for cell in ("Chủ nhật 30/6/2024", "CN, 30/6/2024", "Chủ Nhật, ngày 30/6/2024"):
        assert read_day(cell) == (date(2024, 6, 30), ())


@pytest.mark.parametrize("read", READERS)
def test_nothing_typed_is_nothing_and_no_mistake(read):
    for cell in ("", "   ", "\n\u00a0\u200b"):
        assert read(cell) == (None, ())


def test_month_thirteen_is_a_mistake_that_shows_the_right_order():
    value, (mistake,) = read_day("01/13/2024")
    assert value is None
    assert mistake.message == "«01/13/2024»: tháng 13 không có trong lịch."
    assert mistake.fix == "Viết ngày trước, tháng sau: ngày 13 tháng 1 thì gõ 13/01/2024."
    assert mistake.severity == "error"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("31/06/2024", "tháng 6/2024 không có ngày 31, chỉ có 30 ngày"),
        ("29/02/2023", "tháng 02/2023 không có ngày 29, chỉ có 28 ngày"),
        ("00/7/2024", "không có ngày 00"),
        ("01/00/2024", "tháng 0 không có"),
        ("13/13/2024", "tháng 13 không có"),
        ("01/7/1024", "năm 1024 không hợp lý"),
        ("01/7", "chưa có năm"),
        ("01/7/20245", "không đọc được ngày"),
        ("01-02/7/2024", "không đọc được ngày"),
        ("01/7-2024", "không đọc được ngày"),
        ("45474", "không đọc được ngày"),
        ("tháng 7/2024", "không đọc được ngày"),
        ("1965", "không đọc được ngày"),
        ("7/1965", "không đọc được ngày"),
        ("15", "không đọc được ngày"),
        ("July 1, 2024", "không đọc được ngày"),
        ("x", "không đọc được ngày"),
    ],
)
def test_what_is_no_day_of_the_calendar_is_a_mistake_that_quotes_it(cell, said):
    value, (mistake,) = read_day(cell)
    assert value is None
    assert said in mistake.message
    assert f"«{cell}»" in mistake.message
    assert mistake.fix
    assert mistake.severity == "error"


@pytest.mark.parametrize(
    ("cell", "fix"),
    [
        ("12/31/2024", "ngày 31 tháng 12 thì gõ 31/12/2024"),
        ("02/29/2024", "ngày 29 tháng 2 thì gõ 29/02/2024"),
        ("02/30/2024", "tháng từ 1 đến 12"),
        ("13/31/2024", "tháng từ 1 đến 12"),
    ],
)
def test_the_right_order_is_shown_where_it_is_a_day(cell, fix):
    value, (mistake,) = read_day(cell)
    assert value is None
    assert fix in mistake.fix


def test_years_far_off_are_slips():
    assert read_day("31/12/2099") == (date(2099, 12, 31), ())
    assert read_day("01/01/1900") == (date(1900, 1, 1), ())
    for cell in ("01/01/2100", "31/12/1899"):
        assert read_day(cell)[0] is None


def test_an_event_lasts_a_year_at_most():
    assert read_span("01/01/2024 - 31/12/2024")[0].end == date(2024, 12, 31)
    assert read_span("01/01/2024 - 01/01/2025")[0] is None


def test_the_leap_day_exists_in_leap_years():
    assert read_day("29/02/2024") == (date(2024, 2, 29), ())


def test_a_day_without_its_year_takes_the_one_given():
    for cell in ("01/7", "1-7", "ngày 01 tháng 7", "1.7"):
        assert read_day(cell, year=2024) == (JULY_1, ())
    assert read_day("01/7/2025", year=2024) == (date(2025, 7, 1), ())


def test_two_digits_of_a_year_are_read_with_a_warning():
    value, (mistake,) = read_day("01/7/24")
    assert value == JULY_1
    assert mistake.severity == "warning"
    assert "2024" in mistake.message
    assert "01/07/2024" in mistake.fix


def test_a_wrong_weekday_is_a_mistake_that_names_the_right_one():
    value, (mistake,) = read_day("Thứ Ba, 01/7/2024")
    assert value == JULY_1
    assert mistake.severity == "error"
    assert "01/7/2024 là thứ Hai" in mistake.message


@pytest.mark.parametrize(
    ("cell", "year", "month"),
    [
        ("1965", 1965, None),
        ("năm 1965", 1965, None),
        ("sinh năm 1965", 1965, None),
        ("7/1965", 1965, 7),
        ("07-1965", 1965, 7),
        ("tháng 7/1965", 1965, 7),
        ("tháng 7 năm 1965", 1965, 7),
        ("../7/1965", 1965, 7),
        ("…/7/1965", 1965, 7),
        ("/7/1965", 1965, 7),
        ("xx/7/1965", 1965, 7),
        ("--/7/1965", 1965, 7),
        ("00/07/1965", 1965, 7),
        ("ngày ... tháng 7 năm 1965", 1965, 7),
        ("__/__/1965", 1965, None),
        ("00/00/1965", 1965, None),
        ("00-00-1965", 1965, None),
    ],
)
def test_a_birth_date_may_be_known_in_part_and_stays_as_typed(cell, year, month):
    assert read_day(cell, birth=True) == (PartialDay(cell, year, month), ())


@pytest.mark.parametrize("cell", ["01/7/1965", "01.07.1965 ", "'01/07/1965", "ngày 01 tháng 7 năm 1965"])
def test_a_whole_birth_date_is_a_day(cell):
    assert read_day(cell, birth=True) == (date(1965, 7, 1), ())


@pytest.mark.parametrize(
    ("cell", "born"), [("01/7/65", 1965), ("1-7-65", 1965), ("01/7/99", 1999), ("01/7/24", 1924), ("01/7/05", 2005)]
)
def test_two_digits_of_a_birth_year_are_of_the_past(cell, born):
    value, (mistake,) = read_day(cell, birth=True)
    assert value == date(born, 7, 1)
    assert mistake.severity == "warning"


@pytest.mark.parametrize(
    ("cell", "secrets"),
    [
        ("01/13/1965", ("13", "1965")),
        ("31/06/1971", ("31", "1971")),
        ("01/7/65", ("65",)),
        ("13/1965", ("13", "1965")),
        ("1865", ("1865",)),
        ("Thứ Hai, 02/01/1971", ("02/", "1971")),
        ("17/9", ("17", "/9")),
        ("bí mật 17", ("bí mật", "17")),
    ],
)
def test_a_mistake_never_repeats_a_birth_date(cell, secrets):
    _, (mistake,) = read_day(cell, birth=True)
    assert mistake.message.startswith("Ngày sinh ")
    assert mistake.fix
    for secret in secrets:
        assert secret not in mistake.message + mistake.fix


def test_a_birth_date_never_takes_the_year_of_the_event():
    value, (mistake,) = read_day("01/7", birth=True, year=2024)
    assert value is None
    assert "chưa có năm" in mistake.message


@given(DAYS)
def test_every_written_day_reads_back(day):
    for cell in (
        long_date(day),
        short_date(day),
        padded_date(day),
        day.isoformat(),
        f"{weekday(day)}, {short_date(day)}",
        f"{short_date(day)} ({weekday(day)})",
        long_date(day).upper(),
    ):
        assert read_day(cell) == (day, ())
        assert read_day(cell, birth=True) == (day, ())
        assert read_span(cell) == (Span((day,)), ())
        assert read_open_date(cell) == (day, ())
        assert read_moment(cell) == (datetime.combine(day, time()), ())


@given(DAYS, st.integers(min_value=1, max_value=6))
def test_every_wrong_weekday_is_noticed(day, off):
    other = weekday(day + timedelta(off)) if day.year < 2099 else weekday(day - timedelta(off))
    value, (mistake,) = read_day(f"{other}, {short_date(day)}")
    assert value == day
    assert weekday(day) in mistake.message


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("tháng 6/2024", OpenDate(2024, 6)),
        ("tháng 6 năm 2024", OpenDate(2024, 6)),
        ("ngày      tháng 6 năm 2024", OpenDate(2024, 6)),
        ("ngày ... tháng 6 năm 2024", OpenDate(2024, 6)),
        ("ngày …… tháng 6 năm 2024", OpenDate(2024, 6)),
        ("ngày ___ tháng 06 năm 2024", OpenDate(2024, 6)),
        (".../6/2024", OpenDate(2024, 6)),
        ("6/2024", OpenDate(2024, 6)),
        ("ngày      tháng      năm 2024", OpenDate(2024)),
        ("ngày … tháng … năm 2024", OpenDate(2024)),
        ("năm 2024", OpenDate(2024)),
        ("ngày 01 tháng 7 năm 2024", JULY_1),
        ("01/7/2024", JULY_1),
    ],
)
def test_a_date_may_wait_for_its_signature(cell, expected):
    assert read_open_date(cell) == (expected, ())


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("tháng 13/2024", "tháng 13"),
        ("31/06/2024", "không có ngày 31"),
        ("01/7", "chưa có năm"),
        ("sau", "không đọc được"),
    ],
)
def test_an_open_date_is_still_of_the_calendar(cell, said):
    value, (mistake,) = read_open_date(cell)
    assert value is None
    assert said in mistake.message


@given(
    st.none() | st.integers(min_value=1900, max_value=2099),
    st.none() | st.integers(min_value=1, max_value=12),
)
def test_every_open_date_reads_back_from_its_line(year, month):
    day = OpenDate(year, month)
    assert read_open_date(long_date(day)) == (day, ())
    assert signing_line("Phúc Thọ", day) == f"Phúc Thọ, {long_date(day)}"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("01-02/7/2024", days("2024-07-01", "2024-07-02")),
        ("01 - 02/7/2024", days("2024-07-01", "2024-07-02")),
        ("01–02/7/2024", days("2024-07-01", "2024-07-02")),
        ("1-2/7/2024", days("2024-07-01", "2024-07-02")),
        ("1-2.7.2024", days("2024-07-01", "2024-07-02")),
        ("01,02/7/2024", days("2024-07-01", "2024-07-02")),
        ("01 và 02/7/2024", days("2024-07-01", "2024-07-02")),
        ("Ngày 01-02/7/2024", days("2024-07-01", "2024-07-02")),
        ("từ ngày 01 đến ngày 02/7/2024", days("2024-07-01", "2024-07-02")),
        ("từ ngày 01 đến ngày 02 tháng 7 năm 2024", days("2024-07-01", "2024-07-02")),
        ("từ ngày 01 tháng 7 năm 2024 đến ngày 02 tháng 7 năm 2024", days("2024-07-01", "2024-07-02")),
        ("01/7/2024 tới 02/7/2024", days("2024-07-01", "2024-07-02")),
        ("01/7/2024 - 02/7", days("2024-07-01", "2024-07-02")),
        ("2024-07-01 - 2024-07-02", days("2024-07-01", "2024-07-02")),
        ("từ ngày 01/07/2024 đến hết ngày 02/07/2024", days("2024-07-01", "2024-07-02")),
        ("02 ngày: 01-02/7/2024", days("2024-07-01", "2024-07-02")),
        ("02 (hai) ngày, 01-02/7/2024", days("2024-07-01", "2024-07-02")),
        ("trong hai ngày 01 và 02/7/2024", days("2024-07-01", "2024-07-02")),
        ("01-02/7/2024 (02 ngày)", days("2024-07-01", "2024-07-02")),
        ("thứ Hai 01/7, thứ Ba 02/7/2024", days("2024-07-01", "2024-07-02")),
        ("02 ngày, từ 08 giờ 00 phút, ngày 01/7/2024 (thứ Hai) đến ngày 02/7/2024", days("2024-07-01", "2024-07-02")),
        ("Từ 8h00 ngày 01/7 đến 16h30 ngày 02/7/2024", days("2024-07-01", "2024-07-02")),
        ("8 giờ 01-02/7/2024", days("2024-07-01", "2024-07-02")),
        ("8h00 ngày 01/7/2024", days("2024-07-01")),
        ("08 giờ 00 phút, ngày 01/7/2024", days("2024-07-01")),
        ("8h 01/7/2024", days("2024-07-01")),
        ("01/7/2024, 8h00-11h30", days("2024-07-01")),
        ("sáng ngày 01/7/2024", days("2024-07-01")),
        ("Sáng từ 8h00 đến 11h30; chiều từ 13h30 đến 16h30, ngày 01/7/2024", days("2024-07-01")),
        ("từ ngày 30/6 đến ngày 02/7/2024", days("2024-06-30", "2024-07-01", "2024-07-02")),
        ("30/6-02/7/2024", days("2024-06-30", "2024-07-01", "2024-07-02")),
        ("30-6 - 02-7-2024", days("2024-06-30", "2024-07-01", "2024-07-02")),
        ("từ ngày 10 đến 13/9/2019", days("2019-09-10", "2019-09-11", "2019-09-12", "2019-09-13")),
        ("từ ngày 9 đến 10-9-2019", days("2019-09-09", "2019-09-10")),
        ("từ ngày 14-16/8/2019", days("2019-08-14", "2019-08-15", "2019-08-16")),
        ("từ ngày 27/8 đến ngày 29/8/2019", days("2019-08-27", "2019-08-28", "2019-08-29")),
        ("trong 02 ngày, bắt đầu từ ngày 14 và kết thúc ngày 15/6/2018", days("2018-06-14", "2018-06-15")),
        ("ngày 28, 29 và 30/7/2015", days("2015-07-28", "2015-07-29", "2015-07-30")),
        ("Trong 3 ngày, 28, 29 và 30/7/2015", days("2015-07-28", "2015-07-29", "2015-07-30")),
        ("28-29-30/7/2015", days("2015-07-28", "2015-07-29", "2015-07-30")),
        ("(22, 23, 24/8/2019)", days("2019-08-22", "2019-08-23", "2019-08-24")),
        ("01, 03 và 05/7/2024", days("2024-07-01", "2024-07-03", "2024-07-05")),
        ("01-02, 05/7/2024", days("2024-07-01", "2024-07-02", "2024-07-05")),
        ("30/12/2024 - 03/01/2025", days("2024-12-30", "2024-12-31", "2025-01-01", "2025-01-02", "2025-01-03")),
    ],
)
def test_the_days_of_an_event_are_read_from_one_cell(cell, expected):
    assert read_span(cell) == (Span(expected), ())


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("½ ngày, sáng 01/7/2024", [JULY_1]),
        ("nửa ngày: 01/7/2024", [JULY_1]),
        ("ngày 01/7/2024 (01 buổi)", [JULY_1]),
        ("01-02/7/2024 (04 buổi)", [JULY_1, JULY_2]),
        ("01/7 → 02/7/2024", [JULY_1, JULY_2]),
        ("01/7/2024\n02/7/2024", [JULY_1, JULY_2]),
        ("01/7/2024 (tức ngày 26 tháng 5 năm Giáp Thìn)", [JULY_1]),
        ("ngày 01/7/2024, tức ngày 26/5 ÂL", [JULY_1]),
        ("01/7/2024 (26/5 Giáp Thìn)", [JULY_1]),
        ("ngày 01 tháng Bảy năm 2024", [JULY_1]),
        ("10/02/2024 (nhằm mùng 1 tháng Giêng năm Giáp Thìn)", [date(2024, 2, 10)]),
    ],
)
def test_what_offices_add_to_the_days_is_passed_over(cell, days):
    span, mistakes = read_span(cell)
    assert [*span.days] == days
    assert mistakes == ()


def test_a_lunar_day_that_is_not_that_day_is_a_mistake():
    _, (mistake,) = read_span("01/7/2024 (tức 27/5 âm lịch)")
    assert mistake.message.endswith("01/7/2024 là ngày 26 tháng 5 năm Giáp Thìn âm lịch.")
    assert read_span("01/7/1900 (tức 05/6)")[1] == ()  # before the tables


def test_an_hour_of_the_afternoon_is_not_in_the_morning():
    assert read_hour("19h30 sáng")[1][0].message == "«19h30 sáng»: 19 giờ không phải buổi sáng."
    assert read_hour("1h trưa") == (time(13), ())
    assert read_hour("11h30 trưa") == (time(11, 30), ())


def test_days_without_a_year_take_the_one_given():
    for cell in ("01-02/7", "Ngày 01-02/7", "01 và 02/7", "từ ngày 01 đến ngày 02/7", "từ ngày 1 đến 2-7"):
        assert read_span(cell, year=2024) == (Span((JULY_1, JULY_2)), ())
    assert read_span("Sáng 1/11", year=2024) == (Span(days("2024-11-01")), ())
    assert read_span("20-11", year=2024) == (Span(days("2024-11-20")), ())


def test_a_span_has_a_start_and_an_end():
    span, _ = read_span("28, 29 và 30/7/2015")
    assert (span.start, span.end) == (date(2015, 7, 28), date(2015, 7, 30))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("01-02/7", "chưa có năm"),
        ("02-01/7/2024", "ngày 01/7/2024 không sau ngày 02/7/2024"),
        ("02, 01/7/2024", "ngày 01/7/2024 không sau ngày 02/7/2024"),
        ("01 và 01/7/2024", "không sau"),
        ("từ ngày 30/12 đến ngày 03/01/2025", "không sau"),
        ("01/7/2024 - 02/7/2042", "kéo dài 6576 ngày"),
        ("01-32/7/2024", "không có ngày 32"),
        ("01/13/2024", "tháng 13"),
        ("30-31/6/2024", "không có ngày 31"),
        ("01-02", "hai ngày, hoặc ngày và tháng"),
        ("tháng 7/2024", "mới có tháng, chưa có ngày"),
        ("01/7/2024 -", "không đọc được"),
        ("Lớp 1: 01-02/7; lớp 2: 04-05/7", "ngày của nhiều lớp"),
        ("2 ngày", "không đọc được"),
    ],
)
def test_days_that_make_no_sense_are_one_mistake(cell, said):
    value, (mistake,) = read_span(cell)
    assert value is None
    assert said in mistake.message
    assert mistake.severity == "error"
    assert mistake.fix


def test_a_number_of_days_is_checked_against_the_days():
    value, (mistake,) = read_span("4 ngày (từ ngày 27/8 đến ngày 29/8/2019)")
    assert value == Span(days("2019-08-27", "2019-08-28", "2019-08-29"))
    assert "ghi 4 ngày nhưng đếm được 3 ngày" in mistake.message
    assert mistake.severity == "error"


def test_a_wrong_weekday_inside_a_span_is_noticed():
    value, (mistake,) = read_span("thứ Hai 01/7 và thứ Tư 02/7/2024")
    assert value == Span((JULY_1, JULY_2))
    assert "02/7/2024 là thứ Ba" in mistake.message


def test_two_digits_of_a_year_warn_once_in_a_span():
    value, (mistake,) = read_span("01/7/24-02/7/24")
    assert value == Span((JULY_1, JULY_2))
    assert mistake.severity == "warning"


@given(DAYS.filter(lambda day: day.year < 2098), st.integers(min_value=0, max_value=300))
def test_every_written_range_reads_back(start, length):
    end = start + timedelta(length)
    span = Span(tuple(start + timedelta(day) for day in range(length + 1)))
    for form in ("co_nam", "tu_den", "day_du"):
        assert read_span(date_range(start, end, form)) == (span, ())
    if start.year == end.year:
        assert read_span(date_range(start, end), year=start.year) == (span, ())


@given(
    DAYS.filter(lambda day: day.year < 2098), st.sets(st.integers(min_value=0, max_value=300), min_size=1, max_size=6)
)
def test_every_written_list_of_days_reads_back(start, offsets):
    listed = tuple(start + timedelta(offset) for offset in sorted(offsets))
    assert read_span(day_list(listed)) == (Span(listed), ())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("8h", time(8)),
        ("8 giờ", time(8)),
        ("8:00", time(8)),
        ("08:00:00", time(8)),
        ("08 giờ 00 phút", time(8)),
        ("lúc 8h00", time(8)),
        ("Từ 8h", time(8)),
        ("sáng 8h", time(8)),
        ("8h30", time(8, 30)),
        ("8h30'", time(8, 30)),
        ("8g30", time(8, 30)),
        ("8 giờ rưỡi", time(8, 30)),
        ("7 giờ 30 phút", time(7, 30)),
        ("14 giờ 30", time(14, 30)),
        ("2 giờ chiều", time(14)),
        ("14h chiều", time(14)),
        ("7h tối", time(19)),
        ("01:53 PM", time(13, 53)),
        ("01:53 CH", time(13, 53)),
        ("12:00 AM", time(0)),
        ("0h00", time(0)),
        ("23h59", time(23, 59)),
    ],
)
def test_an_hour_is_read_however_it_was_typed(cell, expected):
    assert read_hour(cell) == (expected, ())


@pytest.mark.parametrize("cell", ["25h", "24h00", "8h75", "8", "8h5", "0.3333", "sáng", "x", "8h00 - 9h00"])
def test_what_is_no_hour_is_a_mistake_that_quotes_it(cell):
    value, (mistake,) = read_hour(cell)
    assert value is None
    assert f"«{cell}»" in mistake.message
    assert mistake.fix


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("8h00 - 9h30", (time(8), time(9, 30))),
        ("8h00-8h15", (time(8), time(8, 15))),
        ("8h00 – 11h30", (time(8), time(11, 30))),
        ("8h-9h30'", (time(8), time(9, 30))),
        ("8-9h30", (time(8), time(9, 30))),
        ("08:00 - 09:30", (time(8), time(9, 30))),
        ("từ 8 giờ 00 đến 11 giờ 30", (time(8), time(11, 30))),
        ("8h00 tới 9h00", (time(8), time(9))),
        ("Từ 13h30 đến 16h30", (time(13, 30), time(16, 30))),
        ("Chiều: 2h - 4h", (time(14), time(16))),
        ("7h30 sáng đến 4h30 chiều", (time(7, 30), time(16, 30))),
        ("sáng 7h30 đến chiều 4h30", (time(7, 30), time(16, 30))),
        ("7h30 - 4h30 chiều", (time(7, 30), time(16, 30))),
        ("2h - 5h chiều", (time(14), time(17))),
        ("1h30 chiều - 4h30", (time(13, 30), time(16, 30))),
        ("8h", (time(8), None)),
        ("Từ 8h", (time(8), None)),
    ],
)
def test_hours_are_read_from_one_to_another(cell, expected):
    assert read_hours(cell) == (expected, ())


@pytest.mark.parametrize("cell", ["9h-8h", "8h-8h", "8h - 25h", "8h - x", "x", "8h-9h-10h"])
def test_hours_that_make_no_sense_are_one_mistake(cell):
    value, (mistake,) = read_hours(cell)
    assert value is None
    assert f"«{cell}»" in mistake.message


@given(HOURS, HOURS)
def test_every_written_hour_reads_back(one, other):
    start, end = sorted((one, other))
    assert read_hour(hour_h(one)) == (one, ())
    assert read_hour(hour_minute(one)) == (one, ())
    assert read_hours(hour_range(one)) == ((one, None), ())
    if start < end:
        assert read_hours(hour_range(start, end)) == ((start, end), ())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("03/07/2024 - 01:53 PM", datetime(2024, 7, 3, 13, 53)),
        ("12/07/2024 - 08:05 AM", datetime(2024, 7, 12, 8, 5)),
        ("30/06/2024 - 12:00 PM", datetime(2024, 6, 30, 12, 0)),
        ("13h53 ngày 03/7/2024", datetime(2024, 7, 3, 13, 53)),
        ("16h00 ngày 23/9/2026", datetime(2026, 9, 23, 16, 0)),
        ("03/7/2024 13:53", datetime(2024, 7, 3, 13, 53)),
        ("2024-07-03 13:53:00", datetime(2024, 7, 3, 13, 53)),
        ("2024-07-03T13:53", datetime(2024, 7, 3, 13, 53)),
        ("08 giờ 00 phút, ngày 01/7/2024", datetime(2024, 7, 1, 8, 0)),
        ("08 giờ 00 phút, ngày 25 tháng 9 năm 2026 (Thứ Sáu)", datetime(2026, 9, 25, 8, 0)),
        ("8h00 ngày 01/7/2024", datetime(2024, 7, 1, 8, 0)),
        ("thứ Tư, 03/7/2024 lúc 8h00", datetime(2024, 7, 3, 8, 0)),
        ("03/7/2024", datetime(2024, 7, 3)),
    ],
)
def test_a_moment_is_a_day_and_an_hour_in_either_order(cell, expected):
    assert read_moment(cell) == (expected, ())


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("8h", "không đọc được ngày"),
        ("8h-9h ngày 01/7/2024", "hai giờ"),
        ("25h ngày 01/7/2024", "25 giờ"),
        ("8h ngày 31/6/2024", "không có ngày 31"),
    ],
)
def test_a_moment_that_makes_no_sense_is_one_mistake(cell, said):
    value, (mistake,) = read_moment(cell)
    assert value is None
    assert said in mistake.message


@given(DAYS, HOURS)
def test_every_written_moment_reads_back(day, hour):
    moment = datetime.combine(day, hour)
    for cell in (
        news_stamp(moment),
        f"{hour_minute(hour)}, {long_date(day)}",
        f"{hour_h(hour)} ngày {short_date(day)}",
        moment.isoformat(),
        f"{short_date(day)} {hour:%H:%M}",
    ):
        assert read_moment(cell) == (moment, ())


@given(st.text() | SCRAPS)
def test_any_text_is_a_value_or_a_mistake(text):
    for read in READERS:
        value, mistakes = read(text)
        assert (value is None and not mistakes) == (not clean(text))
        assert all(mistake.message and mistake.fix for mistake in mistakes)


@given(SCRAPS)
def test_a_birth_date_is_in_no_message(text):
    _, mistakes = read_day(text, birth=True)
    assert all("«" not in mistake.message for mistake in mistakes)


@given(st.sampled_from(["1", "9/", "01-", "8h", "ngày ", ". ", "a,"]), st.integers(min_value=200, max_value=20_000))
def test_a_page_of_text_in_a_date_cell_is_a_mistake_at_once(scrap, times):
    for read in READERS:
        value, mistakes = read(scrap * times)
        assert value is None
        assert mistakes
        assert all(len(mistake.message) < 200 for mistake in mistakes)


@pytest.mark.parametrize(
    ("cell", "example"),
    [
        ("18-19/11", "18-19/11/(năm)"), ("19/11", "19/11/(năm)"), ("28, 29 và 30/7", "28, 29, 30/7/(năm)"),
        ("từ ngày 30/6 đến ngày 02/7", "30/6 - 02/7/(năm)"), ("8h00, 18-19/11", "18-19/11/(năm)"),
    ],
)  # fmt: skip
def test_days_without_a_year_are_shown_as_they_are_to_be_typed(cell, example):
    span, (mistake,) = read_span(cell)
    assert span is None
    assert mistake.fix == f"Gõ cả năm bốn chữ số ở cuối: {example}."


MARCH_5, MARCH_6 = date(2026, 3, 5), date(2026, 3, 6)


@pytest.mark.parametrize(
    "cell",
    [
        "(Thứ 5) 05/3/2026", "T5: 05/3/2026", "Thứ 5 - 05/3/2026", "05/3/2026 - thứ 5", "ngày 5/3 năm 2026",
        "5/3, năm 2026", "2026-03-05T00:00:00+07:00", "2026-03-04T17:00:00.000Z", "2026-03-05 00:00:00",
        "05/03/2026 12:00:00 AM", "05/03/2026 00:00:00",
    ],
)  # fmt: skip
def test_a_day_is_read_as_offices_and_programs_wrote_it(cell):
    assert read_day(cell) == (MARCH_5, ())
    assert read_span(cell) == (Span((MARCH_5,)), ())


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("04 buổi (05-06/3/2026)", (MARCH_5, MARCH_6)),
        ("02 ngày (04 buổi): 05-06/3/2026", (MARCH_5, MARCH_6)),
        ("02 buổi, ngày 05/3/2026", (MARCH_5,)),
        ("½ ngày (sáng 05/3/2026)", (MARCH_5,)),
        ("1/2 ngày, 05/3/2026", (MARCH_5,)),
        ("05÷06/3/2026", (MARCH_5, MARCH_6)),
        ("05 ~ 06/3/2026", (MARCH_5, MARCH_6)),
        ("05/3 -> 06/3/2026", (MARCH_5, MARCH_6)),
        ("05/3 đến 06/3 năm 2026", (MARCH_5, MARCH_6)),
        ("thứ 5, 6 (05, 06/3/2026)", (MARCH_5, MARCH_6)),
        ("T5-T6, 05-06/3/2026", (MARCH_5, MARCH_6)),
        ("Thứ Năm và thứ Sáu, ngày 05, 06/3/2026", (MARCH_5, MARCH_6)),
        ("05 - 06/03/2026 (Thứ 5 - Thứ 6)", (MARCH_5, MARCH_6)),
        ("thứ 4 - thứ 6 (04-06/3/2026)", (date(2026, 3, 4), MARCH_5, MARCH_6)),
        ("thứ 5, 05/3/2026", (MARCH_5,)),
        ("thứ 5, 5 tháng 3 năm 2026", (MARCH_5,)),
        ("8AM 05/3/2026", (MARCH_5,)),
        ("tám giờ ngày 05/3/2026", (MARCH_5,)),
        ("14 giờ kém 15 ngày 05/3/2026", (MARCH_5,)),
    ],
)
def test_days_are_read_with_what_offices_write_around_them(cell, days):
    assert read_span(cell) == (Span(days), ())


@pytest.mark.parametrize("cell", ["05÷06/3", "thứ 5, 6 (05, 06/3)", "04 buổi (05-06/3)"])
def test_days_of_every_form_take_the_year_given_or_ask_for_it(cell):
    assert read_span(cell, year=2026) == (Span((MARCH_5, MARCH_6)), ())
    span, (mistake,) = read_span(cell)
    assert (span, mistake.fix) == (None, "Gõ cả năm bốn chữ số ở cuối: 05-06/3/(năm)." if "," not in cell else
                                   "Gõ cả năm bốn chữ số ở cuối: 05, 06/3/(năm).")  # fmt: skip


def test_weekdays_that_stand_apart_from_their_days_are_compared_with_them():
    _, (mistake,) = read_span("thứ 4, 5 (05, 06/3/2026)")
    assert mistake.message == "«thứ 4, 5 (05, 06/3/2026)»: 05/3/2026 là thứ Năm, 06/3/2026 là thứ Sáu."


@pytest.mark.parametrize(
    "cell", ["½ ngày", "04 buổi", "trước 17 giờ ngày 05/3/2026", "chậm nhất ngày 05/3/2026", "05+06/3/2026", "3/2026"]
)
def test_what_is_not_the_days_of_an_event_is_refused(cell):
    value, (mistake,) = read_span(cell)
    assert (value, mistake.severity) == (None, "error")


@pytest.mark.parametrize(
    ("cell", "hour"),
    [
        ("8AM", time(8)), ("8 a.m.", time(8)), ("8:00AM", time(8)), ("12AM", time(0)), ("12PM", time(12)),
        ("2 p.m", time(14)), ("tám giờ", time(8)), ("Tám giờ sáng", time(8)), ("hai giờ chiều", time(14)),
        ("mười bốn giờ", time(14)), ("tám giờ ba mươi phút", time(8, 30)), ("tám giờ rưỡi", time(8, 30)),
        ("14 giờ kém 15", time(13, 45)), ("14h kém 15", time(13, 45)), ("tám giờ kém mười lăm", time(7, 45)),
        ("2 giờ kém 10 chiều", time(13, 50)), ("8h:30", time(8, 30)), ("tam gio", time(8)),
    ],
)  # fmt: skip
def test_an_hour_is_read_in_words_and_in_english(cell, hour):
    assert read_hour(cell) == (hour, ())
    assert read_moment(f"{cell}, ngày 05/3/2026") == (datetime.combine(MARCH_5, hour), ())


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("3h tối", "15 giờ không phải buổi tối"), ("8h chiều", "20 giờ không phải buổi chiều"),
        ("13h sáng", "13 giờ không phải buổi sáng"), ("9h trưa", "9 giờ không phải buổi trưa"),
        ("8 giờ kém 75", "không đọc được giờ"), ("khoảng 8h", "không đọc được giờ"), ("8.30", "không đọc được giờ"),
        ("8 rưỡi", "không đọc được giờ"), ("trước 8h", "không đọc được giờ"),
    ],
)  # fmt: skip
def test_an_hour_that_is_not_certain_is_asked(cell, fault):
    value, (mistake,) = read_hour(cell)
    assert value is None
    assert fault in mistake.message


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("8AM-11AM", (time(8), time(11))),
        ("8AM - 2PM", (time(8), time(14))),
        ("8h00 ÷ 11h30", (time(8), time(11, 30))),
        ("8h00 → 11h30", (time(8), time(11, 30))),
        ("14 giờ kém 15 - 16h", (time(13, 45), time(16))),
        ("tám giờ đến mười giờ", (time(8), time(10))),
    ],
)
def test_hours_are_read_between_every_sign(cell, hours):
    assert read_hours(cell) == (hours, ())


def test_a_stamp_of_a_program_is_the_local_moment():
    assert read_moment("2026-03-05T08:00:00+07:00") == (datetime(2026, 3, 5, 8), ())
    assert read_moment("2026-03-05T01:00:00Z") == (datetime(2026, 3, 5, 8), ())
    assert read_moment("2026-03-05T08:00:00.000") == (datetime(2026, 3, 5, 8), ())


@pytest.mark.parametrize("stamp", ["1965-03-01T16:00:00.000Z", "1965-03-01T17:00:00Z", "1965-03-02T00:00:00+07:00"])
def test_a_birth_before_1975_is_the_day_that_was_typed_whether_the_program_knows_the_old_zone_or_not(stamp):
    assert read_day(stamp, birth=True) == (date(1965, 3, 2), ())


@pytest.mark.parametrize(
    ("cell", "year", "month"),
    [
        ("SN 1965", 1965, None), ("SN: 1965", 1965, None), ("S.N 1965", 1965, None), ("sinh: 1965", 1965, None),
        ("năm sinh 1965", 1965, None), ("1965.", 1965, None), ("1965-00-00", 1965, None),
        ("sinh tháng 7/1965", 1965, 7), ("1965-07", 1965, 7), ("1965-07-00", 1965, 7), ("7-1965", 1965, 7),
    ],
)  # fmt: skip
def test_a_birth_date_known_in_part_is_said_as_far_as_it_is_known(cell, year, month):
    born_in, mistakes = read_day(cell, birth=True)
    assert (born_in.year, born_in.month, mistakes) == (year, month, ())
    assert born(born_in) == (f"Sinh tháng {month} năm {year}" if month else f"Sinh năm {year}")


@pytest.mark.parametrize("cell", ["SN 02/3/1965", "SN: 02/3/1965", "sinh ngày 02/3/1965", "1965-03-02 00:00:00"])
def test_a_birth_date_is_read_behind_the_word_for_it(cell):
    assert read_day(cell, birth=True) == (date(1965, 3, 2), ())


@pytest.mark.parametrize("cell", ["60 tuổi", "khoảng 1965", "1965?1", "65", "7/65", "1965 (61 tuổi)"])
def test_a_birth_date_that_is_not_certain_is_asked(cell):
    value, (mistake,) = read_day(cell, birth=True)
    assert (value, mistake.severity) == (None, "error")
