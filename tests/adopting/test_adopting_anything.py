"""Whatever stands in a form, adopting gives a copy: nothing typed is lost, and a form without Jinja can be filled."""

from __future__ import annotations

import re

import pytest
from adopting_forms import adopted
from hypothesis import assume, given
from hypothesis import strategies as st
from word_files import docx, paragraph, printed, review, row, table, text

from flows.adopting.field_names import Names, name_parts
from flows.documents import KINDS
from flows.documents.vocabulary import vocabulary

PIECES = st.sampled_from(
    [
        "Họ và tên",
        ": ",
        ".....",
        "……",
        "___",
        "ngày ",
        "tháng ",
        "năm 20",
        "<<",
        ">>",
        "«",
        "»",
        "${",
        "}",
        "#",
        "[",
        "]",
        "/",
        "giờ ",
        "HoTen",
        "_",
        "dd",
        "Số",
        "\t",
        "\n",
        ", ",
        "{{#a}}",
        "{{/a}}",
        "{{ten}}",
    ]
)
WHOLE, LOOSE = re.compile(r"\{\{[#/]?\w+\}\}"), re.compile(r"\{[{#%]|[}#%]\}")
FORMS = st.lists(st.lists(PIECES, max_size=8), min_size=1, max_size=4)


@given(FORMS, st.sampled_from([kind.KIND for kind in KINDS]))
def test_any_form_gives_a_copy_that_is_a_template(paragraphs, kind):
    typed = "".join(piece for pieces in paragraphs for piece in pieces)
    assume(not LOOSE.search(WHOLE.sub("", typed)))  # braces of Jinja that are no tag stay as they are
    cells = table(row(*map("".join, paragraphs)), row(*("" for _ in paragraphs)))
    form = docx(*(paragraph(*map(text, pieces)) for pieces in paragraphs), cells)
    copy = adopted(kind, form)
    chosen = next(each for each in KINDS if kind == each.KIND)
    errors = [problem for problem in review(copy.document, known=vocabulary(chosen), file="a.docx") if problem.is_error]
    assert errors == []
    words = {word for word in ("Họ", "tháng", "giờ") if word in typed}
    kept = "".join(printed(copy.document)) + "".join(spot.place.text for spot in copy.spots)
    assert all(word in kept for word in words)


@given(st.text(max_size=40))
def test_any_label_and_any_name_means_a_known_path_or_nothing(typed):
    for kind in KINDS:
        names = Names(kind)
        assert {names.of_label(typed), names.of_tag(typed)} - {None} <= set(names.paths)
        assert len(names.nearest(typed)) == 2


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("HocVien_HoTen", ["hoc", "vien", "ho", "ten"]),
        ("hocVien.hoTen", ["hoc", "vien", "ho", "ten"]),
        ("HO_TEN", ["ho", "ten"]),
        ("Họ_và_tên", ["ho", "va", "ten"]),
        ("sdt2", ["sdt", "2"]),
    ],
)
def test_the_words_of_a_tags_name_are_told_apart(name, parts):
    assert name_parts(name) == parts


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Lop_Ten", "su_kien.ten_su_kien"),  # not the person's name
        ("SuKien_DiaDiem", "su_kien.dia_diem"),
        ("CoQuan_DiaDanh", "co_quan.dia_danh"),
        ("company.name", "co_quan.ten_day_du"),
        ("khac.name", None),  # whose name that is nobody knows
        ("NguoiDuocMoi_ChucVu", "nguoi.chuc_vu"),
        ("HT", None),
    ],
)
def test_what_stands_in_front_of_a_name_says_whose_field_it_is(name, path):
    kind = next(kind for kind in KINDS if kind.KIND == "giay-moi")
    assert Names(kind).of_tag(name) == path
