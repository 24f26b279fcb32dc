"""The words of the contract, through a template from end to end."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from word_files import docx, printed

from flows.errors import TemplateError
from flows.model.printing import Blank
from flows.rendering import WORDS, Template
from flows.vietnamese.dates import OpenDate, PartialDay

DAY = date(2024, 7, 3)
CONTRACT = [
    ("v|ngay_day_du", DAY, "ngày 03 tháng 7 năm 2024"),
    ("v|ngay_ngan", DAY, "03/7/2024"),
    ("v|ngay_ngan_0", DAY, "03/07/2024"),
    ("v|ngay_thang", DAY, "03/7"),
    ("v|thang_nam", DAY, "tháng 7/2024"),
    ("v|quy", DAY, "quý III/2024"),
    ("v|thu", DAY, "thứ Tư"),
    ("v|am_lich", date(2024, 7, 1), "ngày 26 tháng 5 năm Giáp Thìn"),
    ("v|am_lich", date(2024, 2, 10), "ngày 01 tháng Giêng năm Giáp Thìn"),
    ("v|am_lich", date(2025, 7, 25), "ngày 01 tháng 6 nhuận năm Ất Tỵ"),
    ("v|am_lich", date(2025, 1, 28), "ngày 29 tháng Chạp năm Giáp Thìn"),
    ("khoang_ngay('2024-07-01', '2024-07-02')", None, "01-02/7"),
    ("khoang_ngay('2024-06-30', '2024-07-02')", None, "30/6-02/7"),
    ("khoang_ngay(tu='2024-06-30', den='2024-07-02')", None, "30/6-02/7"),
    ("khoang_ngay('2024-07-01', den='2024-07-02', kieu='co_nam')", None, "01-02/7/2024"),
    ("dong_ky(ngay='2024-07-03', dia_danh='Phúc Thọ')", None, "Phúc Thọ, ngày 03 tháng 7 năm 2024"),
    ("khoang_ngay('2024-12-30', '2025-01-03')", None, "30/12/2024 - 03/01/2025"),
    ("khoang_ngay('2024-07-01', '2024-07-01')", None, "01/7"),
    ("khoang_ngay('2024-07-01', '2024-07-02', 'co_nam')", None, "01-02/7/2024"),
    ("khoang_ngay('2024-07-01', '2024-07-02', 'tu_den')", None, "từ ngày 01 đến ngày 02/7/2024"),
    ("khoang_ngay('2024-06-30', '2024-07-02', 'tu_den')", None, "từ ngày 30/6 đến ngày 02/7/2024"),
    (
        "khoang_ngay('2024-07-01', '2024-07-02', 'day_du')",
        None,
        "từ ngày 01 tháng 7 năm 2024 đến ngày 02 tháng 7 năm 2024",
    ),
    ("v|ngay_sinh", date(1965, 3, 2), "Sinh ngày 02/3/1965"),
    ("v|ngay_sinh", PartialDay("3/1965", 1965, 3), "Sinh tháng 3 năm 1965"),
    ("v|ngay_sinh", PartialDay("SN 1965", 1965), "Sinh năm 1965"),
    ("v|ngay_sinh", "00/00/1965", "Sinh năm 1965"),
    ("v|gio_phut", time(8), "08 giờ 00 phút"),
    ("v|gio_h", time(8), "08h00"),
    ("khoang_gio(v, '09:30')", time(8), "08h00 - 09h30"),
    ("khoang_gio(v)", time(8), "08h00"),
    ("v|buoi", time(8), "sáng"),
    ("v|bang_chu", 2024, "hai nghìn không trăm hai mươi tư"),
    ("v|tien", 1500000, "1.500.000 đồng"),
    ("v|tien", "150.000", "150.000 đồng"),
    ("v|tien", "-2.000", "-2.000 đồng"),
    ("v|tien_bang_chu", "150.000", "Một trăm năm mươi nghìn đồng"),
    ("v|bang_chu", "2.000", "hai nghìn"),
    ("v|nhom_ba_so", "1.500.000", "1.500.000"),
    ("v|hai_so", "1.500", "1500"),
    ("v|bang_chu", "1.5", "một phẩy năm"),
    ("v|tien_bang_chu", 1500000, "Một triệu năm trăm nghìn đồng"),
    ("v|hai_so", 5, "05"),
    ("v|thu_tu", 4, "thứ tư"),
    ("v|la_ma", 4, "IV"),
    ("dong_ky('Phúc Thọ', v)", DAY, "Phúc Thọ, ngày 03 tháng 7 năm 2024"),
    ("dong_ky('Phúc Thọ', v)", OpenDate(2024, 7), "Phúc Thọ, ngày      tháng 7 năm 2024"),
    ("v|gio_dang", datetime(2024, 7, 3, 13, 53), "03/07/2024 - 01:53 PM"),
    ("v|hoa_dau", "lớp bồi dưỡng", "Lớp bồi dưỡng"),
    ("v|thuong_dau", "Lớp bồi dưỡng", "lớp bồi dưỡng"),
    ("v|noi", ["A", "B", "C"], "A, B và C"),
    ("v|noi", "một đơn vị", "một đơn vị"),
    ("ngay_day_du(v)", DAY, "ngày 03 tháng 7 năm 2024"),
    ("v|ngay_day_du", "2024-07-03", "ngày 03 tháng 7 năm 2024"),
    ("v|gio_phut", "08:00", "08 giờ 00 phút"),
    ("v|hai_so", "5", "05"),
    ("v|ngay_ngan", datetime(2024, 7, 3, 13, 53), "03/7/2024"),
    ("v|gio_h", datetime(2024, 7, 3, 13, 53), "13h53"),
    ("v|ngay_day_du", PartialDay("1965", 1965), "1965"),
    ("v|thu", PartialDay("7/1965", 1965, 7), "7/1965"),
    ("v|ngay_day_du|upper", DAY, "NGÀY 03 THÁNG 7 NĂM 2024"),
]


class Missing:
    is_blank = True

    def __bool__(self):
        return False

    def __str__(self):
        return "[CẦN BỔ SUNG: Ngày & giờ]"


@pytest.mark.parametrize(("expression", "value", "shown"), CONTRACT)
def test_a_word_prints_what_the_contract_says(expression, value, shown):
    assert printed(Template(docx(f"{{{{ {expression} }}}}")).render({"v": value})) == [shown]


@pytest.mark.parametrize(
    "word", [word for word in WORDS if word.name not in ("khoang_ngay", "dong_ky")], ids=lambda word: word.name
)
def test_every_word_hands_a_missing_value_through_to_the_print(word):
    made = Template(docx(f"{{{{ v|{word.name} }}}}")).fill({"v": Missing()})
    assert printed(made.document) == ["[CẦN BỔ SUNG: Ngày & giờ]"]
    assert made.blanks == ("Ngày & giờ",)


@pytest.mark.parametrize("call", ["khoang_ngay(v, v)", "khoang_ngay('2024-07-01', v)", "dong_ky('Phúc Thọ', v)"])
def test_a_function_hands_a_missing_day_through(call):
    assert Template(docx(f"{{{{ {call} }}}}")).fill({"v": Missing()}).blanks == ("Ngày & giờ",)


@pytest.mark.parametrize(
    "computed", ["v / 2", "230 - v", "v|round(1)", "v|int", "'%d'|format(v|int)", "'' if v > 5 else v"]
)
def test_what_is_computed_with_a_blank_is_as_blank(computed):
    assert Template(docx(f"{{{{ {computed} }}}}")).fill({"v": Blank("Có mặt")}).blanks == ("Có mặt",)


@pytest.mark.parametrize(
    "word", ["default(0)", "default(default_value=0)", "d(0)", "int(0)", "int(default=0)", "float(0)"]
)
def test_a_stand_in_takes_a_blanks_place(word):
    assert printed(Template(docx(f"{{{{ v|{word} }}}} người")).render({"v": Blank("Có mặt")})) == ["0 người"]


def test_a_format_of_text_says_what_is_missing_in_its_place():
    said = printed(Template(docx("{{ '%s người'|format(v) }}")).render({"v": Blank("Có mặt")}))
    assert said == ["[CẦN BỔ SUNG: Có mặt] người"]


def test_an_unknown_name_through_a_word_prints_nothing():
    assert printed(Template(docx("a{{ khong_co|ngay_day_du }}b")).render({})) == ["ab"]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("v|ngay_day_du", "Bí Mật"),
        ("v|ngay_day_du", 5),
        ("v|thu", OpenDate(2024)),
        ("v|gio_phut", "Bí Mật"),
        ("v|tien", "Bí Mật"),
        ("v|hai_so", 1.5),
        ("v|hai_so", True),
        ("v|thu_tu", None),
        ("khoang_ngay(v)", "2024-07-01"),
    ],
)
def test_a_wrong_value_is_refused_with_the_words_name_and_without_the_value(expression, value):
    with pytest.raises(TemplateError) as raised:
        Template(docx("trước", f"xin {{{{ {expression} }}}}"), file="giay-moi.docx").render({"v": value})
    assert "giay-moi.docx, đoạn «xin " in str(raised.value)
    assert "«" + expression.split("|")[-1].split("(")[0] + "»" in str(raised.value)
    assert "Bí Mật" not in str(raised.value)


@pytest.mark.parametrize("word", ["bang_chu", "tien", "tien_bang_chu", "nhom_ba_so", "hai_so", "thu_tu", "la_ma"])
@pytest.mark.parametrize("value", ["nan", "inf", "1e999999999", "-1e-999999999", float("inf"), Decimal("NaN"), 10**999])
def test_what_is_no_number_a_paper_could_hold_is_refused_at_once(word, value):
    with pytest.raises(TemplateError, match=f"«{word}» không dùng được"):
        Template(docx(f"{{{{ v|{word} }}}}")).render({"v": value})


def test_a_form_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(TemplateError, match="co_nam"):
        Template(docx("{{ khoang_ngay('2024-07-01', '2024-07-02', 'co_nm') }}")).render({})


def test_an_argument_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(TemplateError, match="«tư»; các tham số: tu, den, kieu"):
        Template(docx("{{ khoang_ngay('2024-07-01', **{'tư': '2024-07-02'}) }}")).render({})


def test_no_word_is_declared_twice():
    assert len({word.name for word in WORDS}) == len(WORDS)


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.name)
def test_the_example_of_every_word_can_be_parsed_and_uses_it(word):
    Template(docx(word.example))
    assert word.name in word.example
