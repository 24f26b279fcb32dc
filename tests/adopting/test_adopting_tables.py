"""Forms set as tables, a label in one cell and its blank in the next, and dates whose three tags share a short name."""

from __future__ import annotations

import pytest
from adopting_forms import adopted
from word_files import docx, printed, row, table


def lines(*body):
    return [line for line in printed(adopted("giay-moi", docx(*body)).document) if line]


def test_a_dotted_cell_is_named_by_the_cell_before_it():
    form = table(row("Họ và tên", "……………"), row("Chức vụ:", "............"), row("Ngày sinh", "..../..../......"))
    assert lines("GIẤY MỜI", form)[1:] == [
        "Họ và tên",
        "{{ nguoi.ho_ten }}",
        "Chức vụ:",
        "{{ nguoi.chuc_vu }}",
        "Ngày sinh",
        "{{ nguoi.ngay_sinh }}",
    ]


def test_an_empty_cell_beside_a_label_is_filled_in_a_table_of_labels():
    form = table(row("Họ và tên", ""), row("Ngày sinh", ""), row("Số tài khoản", ""))
    filled = ["Họ và tên", "{{ nguoi.ho_ten }}", "Ngày sinh", "{{ nguoi.ngay_sinh }}", "Số tài khoản"]
    assert lines("GIẤY MỜI", form)[1:] == filled
    assert "{{ nguoi.ho_ten }}" not in lines("GIẤY MỜI", table(row("Họ và tên", "")))


@pytest.mark.parametrize("cell", ["1", "Những người có tên trong danh sách dưới đây", "Họ và tên: .........."])
def test_a_cell_that_names_nothing_names_no_blank_beside_it(cell):
    assert lines("GIẤY MỜI", table(row(cell, "……………")))[-1] == "……………"


@pytest.mark.parametrize(
    ("name", "tag"),
    [("NgayKy", "su_kien.ngay_ky|ngay_ngan_0"), ("Ky", "su_kien.ngay_ky|ngay_ngan_0"), ("NgaySinh", "nguoi.ngay_sinh")],
)
def test_three_tags_of_a_date_are_a_day_and_never_a_person(name, tag):
    form = f"Ngày <<{name}_dd>>/<<{name}_MM>>/<<{name}_yyyy>>"
    assert lines("GIẤY MỜI", form)[-1] == f"Ngày {{{{ {tag} }}}}"
