"""The office's books: the columns the decree and custom ask for, void numbers included, no formula let through."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import text

from flows.model.series import Series
from flows.numbering.books import certificate_book, harmless, outgoing_book
from flows.numbering.tables import Enrolment, Holder


def test_the_outgoing_book_has_the_eight_columns_and_the_numbers_in_order(register, ask, at):
    plans = Series("{so}/KH-MTTQ-BTT", 2024)
    paper = {"kind": "ke-hoach", "series": plans, "signer": "Hoàng Thị Cúc", "title": "Kế hoạch mở lớp"}
    register.issue([ask("", **paper, fixed=12, recipient="Các xã", day=date(2024, 2, 5))], at=at)
    register.allot([ask("", **paper, event="LOP-13", fixed=3, recipient="=1+1"), ask("an")], at=at)
    register.void("03/KH-MTTQ-BTT", "trùng", at=at)

    book = outgoing_book(register.rows())

    assert book.headings == (
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Người ký",
        "Nơi nhận văn bản",
        "Đơn vị, người nhận bản lưu",
        "Số lượng bản",
        "Ghi chú",
    )
    assert book.rows == (
        ("03/KH-MTTQ-BTT", "", "Kế hoạch mở lớp", "Hoàng Thị Cúc", "'=1+1", "", "", "Đã hủy: trùng"),
        ("12/KH-MTTQ-BTT", "05/02", "Kế hoạch mở lớp", "Hoàng Thị Cúc", "Các xã", "", "", ""),
    )


def test_the_certificate_book_counts_its_lines_and_names_what_was_replaced(register, ask, at):
    (place,) = register.enrol({"LOP-12": [Enrolment("Lê Văn An", "xã Hát Môn", 1970)]})["LOP-12"]
    an = {"recipient": "Lê Văn An", "title": "Lớp bồi dưỡng, 01-02/7/2024", "day": date(2024, 7, 3)}
    register.allot([ask(place.key, **an)], at=at)
    register.void("001/GCN", "in hỏng", at=at)
    register.allot([ask(place.key, **an, anew=True)], at=at)

    book = certificate_book(register.rows())

    assert [dict(zip(book.headings, row, strict=True)) for row in book.rows] == [
        {
            "STT": str(number),
            "Số vào sổ": f"00{number}/GCN",
            "Số hiệu phôi": "",
            "Họ và tên": "Lê Văn An",
            "Ngày sinh": "",
            "Chức vụ, đơn vị": "xã Hát Môn",
            "Tên lớp, thời gian": "Lớp bồi dưỡng, 01-02/7/2024",
            "Kết quả": "",
            "Số QĐ, ngày cấp": "03/7/2024",
            "Ngày nhận": "",
            "Ký nhận": "",
            "Ghi chú": remarks,
        }
        for number, remarks in ((1, "Đã hủy: in hỏng; Được thay bằng số 002/GCN"), (2, "Thay số 001/GCN"))
    ]


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "--1", "+(1)"])
def test_text_that_a_spreadsheet_takes_for_a_formula_is_made_harmless(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Lê Văn An - xã Hát Môn", "-", "-5", "+84 912 000 001", "- Như trên", "'90", ""])
def test_other_text_stays_as_it_is(text):
    assert harmless(text) == text


def test_a_book_of_several_years_says_the_year_of_each_day(register, ask, at):
    paper = {"kind": "ke-hoach", "day": date(2024, 12, 5)}
    register.issue([ask("", **paper, series=Series("{so}/KH", 2024))], at=datetime(2024, 12, 5))
    assert [row[1] for row in outgoing_book(register.rows()).rows] == ["05/12"]

    later = paper | {"event": "LOP-13", "day": date(2025, 1, 5)}
    register.issue([ask("", **later, series=Series("{so}/KH", 2025))], at=datetime(2025, 1, 5))
    assert [row[1] for row in outgoing_book(register.rows()).rows] == ["05/12/2024", "05/01/2025"]


def test_the_certificate_book_says_post_and_result_of_who_has_a_number(register, ask, at):
    (an, binh) = register.enrol({"LOP-12": [Enrolment("Lê Văn An", "xã Hát Môn"), Enrolment("Hà Bình", "thôn Hai")]})[
        "LOP-12"
    ]
    register.allot([ask(an.key), ask(binh.key)], at=at)
    told = [Holder("LOP-12", an.key, "Bí thư, xã Hát Môn", "hoàn thành, Giỏi", "02/3/1978", "57/QĐ ngày 01/7/2024")]
    register.note(told)
    register.note(told)

    book = certificate_book(register.rows(), register.holders())

    rows = [dict(zip(book.headings, row, strict=True)) for row in book.rows]
    assert [row["Chức vụ, đơn vị"] for row in rows] == ["Bí thư, xã Hát Môn", "thôn Hai"]
    assert [row["Kết quả"] for row in rows] == ["hoàn thành, Giỏi", ""]
    assert [row["Ngày sinh"] for row in rows] == ["02/3/1978", ""]
    assert rows[0]["Số QĐ, ngày cấp"] == "57/QĐ ngày 01/7/2024"


def test_a_register_of_the_version_before_gets_the_books_new_columns(register, ask, at):
    (an,) = register.enrol({"LOP-12": [Enrolment("Lê Văn An", "xã Hát Môn")]})["LOP-12"]
    register.allot([ask(an.key)], at=at)
    with register.writing() as connection:
        connection.execute(text("CREATE TABLE holders (event VARCHAR, key VARCHAR, workplace VARCHAR, result VARCHAR)"))
        connection.execute(text("INSERT INTO holders VALUES ('LOP-12', :key, 'Bí thư', 'đạt')"), {"key": an.key})
    assert register.holders() == {("LOP-12", an.key): Holder("LOP-12", an.key, "Bí thư", "đạt")}

    told = Holder("LOP-12", an.key, "Bí thư", "đạt", "1978")
    register.note([told])

    assert register.holders() == {("LOP-12", an.key): told}


def test_what_the_book_says_of_a_person_is_corrected_and_forgotten_with_the_person(register, ask, at):
    (an,) = register.enrol({"LOP-12": [Enrolment("Lê Văn An", "xã Hát Môn")]})["LOP-12"]
    register.allot([ask(an.key)], at=at)
    for post in ("=Bí thư", "Trưởng thôn"):
        register.note([Holder("LOP-12", an.key, post)])
    assert register.holders() == {("LOP-12", an.key): Holder("LOP-12", an.key, "Trưởng thôn")}

    register.forget("LOP-12", an.key, at=at)

    assert register.holders() == {}
