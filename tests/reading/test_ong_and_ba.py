"""Ông, Bà, Cô and Cụ are honorifics and surnames: no name loses its surname, and no woman is «ông»."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheets import roster, told


def read(table):
    """Who is read: honorific and name; and what is doubted."""
    reading = roster(table)
    return [(one.honorific, one.name) for one in reading.people], told(reading.problems)


def names(table):
    return [name for _, name in read(table)[0]]


@pytest.mark.parametrize(
    ("name", "gender", "honorific", "read_as"),
    [
        ("Ông Thị Lan", "Nữ", None, "Ông Thị Lan"),
        ("Ông Thị Lan Anh", "", None, "Ông Thị Lan Anh"),
        ("Ông Cao Thắng", "Nữ", None, "Ông Cao Thắng"),
        ("Bà Văn Nam", "Nam", None, "Bà Văn Nam"),
        ("CÔ VĂN QUỐC BẢO", "Nam", None, "Cô Văn Quốc Bảo"),
        ("TS. Ông Mai Lan", "Nữ", "TS", "Ông Mai Lan"),
        ("Ông Nguyễn Văn An", "Nam", "ông", "Nguyễn Văn An"),
        ("Bà Nguyễn Thị An", "Nữ", "bà", "Nguyễn Thị An"),
        ("ông Cao Thắng", "Nam", "ông", "Cao Thắng"),
        ("Bà TS. Lê Lan", "Nữ", "bà TS", "Lê Lan"),
    ],
)
def test_the_sex_tells_a_surname_and_a_whole_name_an_honorific(name, gender, honorific, read_as):
    assert read(f"Họ và tên | Giới tính | Đơn vị\n{name} | {gender} | xã A")[0] == [(honorific, read_as)]


def test_in_a_column_without_honorifics_it_is_the_surname():
    table = "Họ và tên | Đơn vị\nNguyễn Văn An | xã A\nTrần Thị Bình | xã A\nÔng Cao Thắng | xã A\nTS. Ông Hoàng | xã A"
    found, problems = read(table)
    assert found[2:] == [(None, "Ông Cao Thắng"), ("TS", "Ông Hoàng")]
    assert problems == []


def test_two_such_words_of_which_one_stands_before_a_family_name_are_asked():
    found, problems = read(
        "Họ và tên | Đơn vị\nTrần Thị Bình | xã A\nÔng Cao Thắng | xã A\nBà Lê An | xã A\nCụ Na | xã A"
    )
    assert [name for _, name in found[1:]] == ["Ông Cao Thắng", "Bà Lê An", "Cụ Na"]
    assert problems == [
        "A3 Không rõ «Ông» là họ hay xưng hô.",
        "A4 Không rõ «Bà» là họ hay xưng hô.",
        "A5 Không rõ «Cụ» là họ hay xưng hô.",
    ]


def test_before_a_whole_name_in_a_column_without_honorifics_it_is_kept_and_told():
    found, problems = read("Họ và tên | Đơn vị\nTrần Thị Bình | xã A\nÔng Nguyễn Thùy Linh | xã A")
    assert found[1] == (None, "Ông Nguyễn Thùy Linh")
    assert problems == ["? A3 «Ông» được hiểu là họ, vì các dòng khác không ghi xưng hô."]


@pytest.mark.parametrize(
    "others", ["Ông Trần Văn Bình | xã A\nBà Vũ Lan | xã A", "Đ/c Trần Bình | xã A", "Bà Vũ Lan | xã A"]
)
def test_in_a_column_where_everybody_bears_an_honorific_it_is_one(others):
    found, problems = read(f"Họ và tên | Đơn vị\n{others}\nÔng Cao Thắng | xã A\nÔng Hoàng | xã A")
    assert found[-2:] == [("ông", "Cao Thắng"), ("ông", "Hoàng")]
    assert problems == ["? A5 Họ tên chỉ có một chữ."] or problems == [f"? A{len(found) + 1} Họ tên chỉ có một chữ."]


def test_where_some_bear_honorifics_and_some_none_it_is_told_or_asked():
    table = """
        Họ và tên | Đơn vị
        Đ/c Nguyễn Văn An | xã A
        Trần Thị Bình | xã A
        Ông Cao Thắng | xã A
        Ông Hoàng | xã A
    """
    reading = roster(table)
    assert [(one.honorific, one.name, one.held) for one in reading.people][2:] == [
        ("ông", "Cao Thắng", False),
        (None, "Ông Hoàng", True),
    ]
    assert told(reading.problems) == [
        "? A4 «Ông» được hiểu là xưng hô, họ tên là «Cao Thắng».",
        "A5 Không rõ «Ông» là họ hay xưng hô.",
    ]
    assert all("cột «Danh xưng»" in problem.fix for problem in reading.problems)


def test_a_honorific_in_its_own_column_answers_the_question():
    table = """
        Họ và tên | Danh xưng | Đơn vị
        Đ/c Nguyễn Văn An | | xã A
        Trần Thị Bình | | xã A
        Ông Hoàng | ông | xã A
        Bà Lan | bà | xã A
        Ông Nguyễn Văn Tý | Ông | xã A
    """
    assert read(table) == (
        [("đồng chí", "Nguyễn Văn An"), (None, "Trần Thị Bình"), ("ông", "Ông Hoàng"), ("bà", "Bà Lan"),
         ("Ông", "Nguyễn Văn Tý")], [],
    )  # fmt: skip


@pytest.mark.parametrize("headings", ["Họ | Tên", "Họ đệm | Tên"])
def test_where_family_names_stand_apart_it_is_one(headings):
    table = (
        f"{headings} | Đơn vị\nNguyễn Văn | An | xã A\nÔng | Hoàng | xã A\nÔng Cao | Thắng | xã A\nBà Thị | Lan | xã A"
    )
    assert names(table)[1:] == ["Ông Hoàng", "Ông Cao Thắng", "Bà Thị Lan"]


def test_where_honorifics_stand_before_family_names_apart_they_are_taken_off():
    assert read("Họ đệm | Tên | Đơn vị\nÔng Nguyễn Văn | An | xã A\nBà Trần Thị | Lan | xã A")[0] == [
        ("ông", "Nguyễn Văn An"),
        ("bà", "Trần Thị Lan"),
    ]


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ("Ông Nguyễn Thị Lan | | Nữ", "A3"),
        ("Bà Nguyễn Văn An | | Nam", "A3"),
        ("Nguyễn Thị Lan | Ông | Nữ", "B3"),
        ("Nguyễn Văn An | cô | Nam", "B3"),
    ],
)
def test_an_honorific_against_the_sex_is_asked_and_nobody_is_addressed_by_it(row, cell):
    reading = roster(f"Họ và tên | Danh xưng | Giới tính | Đơn vị\nĐ/c Lê Thị Hoa | | Nữ | xã A\n{row} | xã A")
    (problem,) = reading.problems
    assert (problem.where.cell, problem.is_error) == (cell, True)
    assert "trái với giới tính" in problem.message
    assert (reading.people[1].honorific, reading.people[1].held) == (None, True)


SYLLABLES = st.lists(
    st.sampled_from(["Nguyễn", "Cao", "Hoàng", "Văn", "Thị", "Ích", "Lan", "Thắng", "An", "Đức"]),
    min_size=1,
    max_size=4,
)


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "", "Ông ", "Bà ", "Cô ", "Cụ ", "Đ/c "]), SYLLABLES), min_size=1, max_size=6
    ),
    st.sampled_from(["Nam", "Nữ", ""]),
)
def test_whatever_the_column_no_word_of_a_name_is_lost_and_no_woman_is_ong(rows, gender):
    body = "\n".join(f"{before}{' '.join(name)} | {gender} | xã A" for before, name in rows)
    read_as = roster(f"Họ và tên | Giới tính | Đơn vị\n{body}").people
    for (before, name), person in zip(rows, read_as, strict=True):
        whole = f"{before}{' '.join(name)}"
        taken = whole.removesuffix(person.name).strip()
        assert whole.endswith(person.name)
        assert person.held or (person.honorific or "") == {"Đ/c": "đồng chí"}.get(taken, taken.lower())
        assert (person.honorific, gender) not in {("ông", "Nữ"), ("bà", "Nam"), ("cô", "Nam")}
