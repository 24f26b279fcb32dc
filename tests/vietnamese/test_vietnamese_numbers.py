"""Numbers in words, ordinals and money, written and read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.vietnamese.numbers import (
    grouped,
    in_words,
    money,
    money_in_words,
    ordinal,
    read_day_count,
    read_money,
    read_number,
    roman,
    two_digits,
)
from flows.vietnamese.text import clean


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (1, "một"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (230, "hai trăm ba mươi"),
        (1005, "một nghìn không trăm linh năm"),
        (1010, "một nghìn không trăm mười"),
        (2024, "hai nghìn không trăm hai mươi tư"),
        (100001, "một trăm nghìn không trăm linh một"),
        (1001000, "một triệu không trăm linh một nghìn"),
        (1500000, "một triệu năm trăm nghìn"),
        (65500000, "sáu mươi lăm triệu năm trăm nghìn"),
        (120050000, "một trăm hai mươi triệu không trăm năm mươi nghìn"),
        (1000000001, "một tỷ không trăm linh một"),
        (10**15, "một triệu tỷ"),
        (10**18, "một tỷ tỷ"),
        (-5, "âm năm"),
        (1.5, "một phẩy năm"),
        (Decimal("1.50"), "một phẩy năm"),
        ("1,25", "một phẩy hai mươi lăm"),
        ("1.500,05", "một nghìn năm trăm phẩy không năm"),
        (Decimal("3.1415"), "ba phẩy một bốn một năm"),
        ("-0", "không"),
    ],
)
def test_numbers_are_read_as_in_the_north(number, words):
    assert in_words(number) == words


@pytest.mark.parametrize(
    "number", ["một", "", "1.2.3", float("nan"), float("inf"), 10**18 + 1, -(10**18) - 1, "1e-999999"]
)
def test_what_has_no_reading_is_refused(number):
    with pytest.raises(ValueError):
        in_words(number)


UNITS = {
    word: digit
    for digit, words in enumerate(["không", "một mốt", "hai", "ba", "bốn tư", "năm lăm", "sáu", "bảy", "tám", "chín"])
    for word in words.split()
}
SIZES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}


def number_of(words: str) -> int:
    """Count up what is said, the way one listens: digits, tens and hundreds make a group, sizes multiply it."""
    total = millions = group = digit = 0
    for word in words.split():
        if word in UNITS:
            digit = UNITS[word]
        elif word == "trăm":
            group, digit = digit * 100, 0
        elif word == "mươi":
            group, digit = group + digit * 10, 0
        elif word == "mười":
            group += 10
        elif word == "tỷ":
            total, millions, group, digit = (total + millions + group + digit) * 10**9, 0, 0, 0
        elif word in SIZES:
            millions, group, digit = millions + (group + digit) * SIZES[word], 0, 0
    return total + millions + group + digit


@given(st.integers(min_value=0, max_value=10**18) | st.integers(min_value=0, max_value=10**6))
def test_every_number_can_be_heard_back_from_its_words(number):
    assert number_of(in_words(number)) == number
    assert in_words(-number).removeprefix("âm ") == in_words(number)


def test_a_fourth_and_a_first_have_their_own_words():
    assert [ordinal(n) for n in (1, 2, 3, 4, 5, 10, 14, 24)] == [
        "thứ nhất",
        "thứ hai",
        "thứ ba",
        "thứ tư",
        "thứ năm",
        "thứ mười",
        "thứ mười bốn",
        "thứ hai mươi tư",
    ]
    with pytest.raises(ValueError):
        ordinal(0)


def test_money_is_grouped_by_dots_and_named():
    assert money(1500000) == "1.500.000 đồng"
    assert money_in_words(1500000) == "Một triệu năm trăm nghìn đồng"
    assert money_in_words(65500000) == "Sáu mươi lăm triệu năm trăm nghìn đồng"
    assert grouped(25.3) == "25,3"
    assert grouped(-1500) == "-1.500"


def test_a_number_below_ten_takes_a_zero():
    assert [two_digits(n) for n in (5, 10, 230)] == ["05", "10", "230"]


@pytest.mark.parametrize(
    ("number", "figure"),
    [(1, "I"), (3, "III"), (4, "IV"), (9, "IX"), (13, "XIII"), (49, "XLIX"), (2024, "MMXXIV"), (3999, "MMMCMXCIX")],
)
def test_congresses_are_counted_in_roman_figures(number, figure):
    assert roman(number) == figure


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_romans_had_no_nought_and_no_four_thousand(number):
    with pytest.raises(ValueError):
        roman(number)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("230", 230),
        ("02", 2),
        ("0", 0),
        ("1.500", 1500),
        ("1,500", 1500),
        ("1 500", 1500),
        ("230.0", 230),
        ("230 đại biểu", 230),
        ("2 ngày", 2),
        ("02 (hai) ngày", 2),
        ("2 nghìn đại biểu", 2000),
        ("12 tr", 12),
    ],
)
def test_a_count_is_read_with_its_unit(cell, number):
    assert read_number(cell) == (number, ())


@pytest.mark.parametrize("cell", ["khoảng 120 đ/c", "Dự kiến: 120", "Dự kiến trên 120 người", "~120"])
def test_a_count_that_is_not_exact_is_read_and_told(cell):
    value, (mistake,) = read_number(cell)
    assert (value, mistake.severity) == (120, "warning")
    assert mistake.message == f"«{cell}»: giấy tờ chỉ in số 120."


@pytest.mark.parametrize(
    "cell", ["abc", "-5", "khoảng 100-120", "200-230", "1.5", "2,5", "2 ngày 3 đêm", "12 + 3", "9" * 40, "1.50.0"]
)
def test_what_is_no_whole_number_is_a_mistake_that_quotes_it(cell):
    value, (mistake,) = read_number(cell)
    assert value is None
    assert cell in mistake.message
    assert mistake.severity == "error"
    assert mistake.fix


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1.500.000", 1500000),
        ("1,500,000", 1500000),
        ("1500000", 1500000),
        ("1 500 000", 1500000),
        ("1.500.000đ", 1500000),
        ("1.500.000 ₫", 1500000),
        ("1.500.000 VNĐ", 1500000),
        ("1,5 triệu", 1500000),
        ("1.5 triệu đồng", 1500000),
        ("1.500 triệu", 1500000000),
        ("150 nghìn", 150000),
        ("150 ngàn đồng", 150000),
        ("150k", 150000),
        ("5 tr", 5000000),
        ("3 tỉ", 3000000000),
        ("2 tỷ", 2000000000),
        ("1 triệu 500 nghìn", 1500000),
        ("1.500.000 đồng (Bằng chữ: Một triệu năm trăm nghìn đồng)", 1500000),
        ("1.500.000 đồng chẵn./.", 1500000),
        ("1.500.000,00", 1500000),
        ("1 triệu rưỡi", 1500000),
        ("1 tỷ rưỡi đồng", 1500000000),
        ("1tr5", 1500000),
        ("1tr500", 1500000),
        ("1tr250 đồng", 1250000),
        ("2tr500k", 2500000),
        ("150.000", 150000),
    ],
)
def test_money_is_read_however_it_was_typed(cell, amount):
    assert read_money(cell) == (amount, ())


@pytest.mark.parametrize(
    "cell",
    [
        "miễn phí",
        "1,5",
        "1.50.0",
        "1,500 triệu",
        "1 triệu 500",
        "500 nghìn 1 triệu",
        "-5.000",
        "100 USD",
        "1.500.000,5",
        "1tr25",
        "1,5tr5",
        "1 triệu 5",
        "một triệu rưỡi",
        "200.000đ/người",
        "10%",
    ],
)
def test_an_amount_with_two_readings_or_none_is_a_mistake(cell):
    value, (mistake,) = read_money(cell)
    assert value is None
    assert cell in mistake.message
    assert mistake.fix


@given(st.integers(min_value=0, max_value=10**17))
def test_money_reads_back_what_was_written(amount):
    assert read_money(money(amount)) == (amount, ())
    assert read_number(grouped(amount)) == (amount, ())


@given(st.text())
def test_any_text_is_a_number_or_a_mistake(text):
    for read in (read_number, read_money, read_day_count):
        value, mistakes = read(text)
        assert (value is None and not mistakes) == (not clean(text))


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("2", 2),
        ("02 ngày", 2),
        ("04 buổi (02 ngày)", 2),
        ("02 ngày (04 buổi)", 2),
        ("hai ngày", 2),
        ("Hai (02) ngày", 2),
        ("01 ngày rưỡi", 2),
        ("1,5 ngày", 2),
        ("1.5", 2),
        ("½ ngày", 1),
        ("nửa ngày", 1),
        ("1/2 ngày", 1),
        ("4 buổi", None),
        ("", None),
    ],
)
def test_a_length_is_read_as_days_of_the_calendar(cell, days):
    assert read_day_count(cell) == (days, ())


@pytest.mark.parametrize("cell", ["04 buổi (05-06/3/2026)", "8 tiết", "1 tuần", "05 buổi tối"])
def test_sittings_lessons_and_weeks_do_not_tell_how_many_days(cell):
    assert read_day_count(cell) == (None, ())


@pytest.mark.parametrize("cell", ["-1 ngày", "2-3 ngày"])
def test_a_length_that_is_not_certain_is_asked(cell):
    assert read_day_count(cell)[1][0].message == f"«{cell}»: không phải một số."


@pytest.mark.parametrize("cell", ["-150.000", "- 150.000 đồng", "(150.000)", "âm 150.000"])
def test_a_negative_amount_is_named_so(cell):
    assert read_money(cell)[1][0].message == f"«{cell}»: số tiền âm."


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("100%", "là phần trăm, không phải một số"),
        ("95 %", "là phần trăm, không phải một số"),
        ("-5", "không phải một số"),
    ],
)
def test_a_share_or_a_negative_is_no_number_of_people(cell, fault):
    assert read_number(cell)[1][0].message == f"«{cell}»: {fault}."


def test_a_length_that_is_no_number_is_a_mistake():
    assert read_day_count("nhiều")[1][0].message == "«nhiều»: không phải một số."
