"""Where rows do not say for sure who is who, it is asked at the row: no number goes to another person unasked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_identity import people

from flows.numbering.people import settle
from flows.numbering.recognise_people import SeenPerson
from flows.vietnamese.text import bare, fold


def told(register, table):
    """Return everybody's ordinal and question."""
    found = register.enrol({"LOP-12": people(table)})["LOP-12"]
    return [(place.ordinal, place.question.message if place.question else "") for place in found]


def test_name_and_unit_changed_together_are_a_new_person_and_a_question_that_stays(register):
    told(register, "Lê Văn An | xã Hát Môn |\nTạ Văn Sỹ | xã Tích Lộc |")
    now = "Lê Văn Ân | xã Võng Xuyên |\nTạ Văn Sỹ | xã Tích Lộc |"
    asked = "Có thể là Lê Văn An (xã Hát Môn) của lần trước; chưa chắc nên coi là người mới, số mới."
    assert told(register, now) == [(3, asked), (2, "")]
    assert told(register, now) == [(3, asked), (2, "")]


def test_the_question_says_both_ways_out(register):
    told(register, "Lê Văn An | xã Hát Môn |")
    (place,) = register.enrol({"LOP-12": people("Lê Văn Ân | xã Võng Xuyên |")})["LOP-12"]
    assert place.question.severity == "warning"
    assert "trả họ tên, đơn vị về như lần trước" in place.question.fix
    assert "ghi ngày sinh" in place.question.fix


def test_going_back_to_the_old_name_and_unit_gives_the_old_place_without_a_question(register):
    told(register, "Lê Văn An | xã Hát Môn |")
    told(register, "Lê Văn Ân | xã Võng Xuyên |")
    assert told(register, "Lê Văn An | xã Hát Môn |") == [(1, "")]


def test_a_birth_year_that_was_not_there_before_answers_the_question(register):
    told(register, "Lê Văn An | xã Hát Môn |")
    told(register, "Lê Văn Ân | xã Võng Xuyên |")
    assert told(register, "Lê Văn Ân | xã Võng Xuyên | 1970") == [(2, "")]
    assert told(register, "Lê Văn Ân | xã Võng Xuyên | 1970") == [(2, "")]


def test_another_birth_year_is_another_person_and_no_question(register):
    told(register, "Lê Văn An | xã Hát Môn | 1970")
    assert told(register, "Lê Văn Ân | xã Võng Xuyên | 1988") == [(2, "")]


def test_two_people_of_one_name_who_are_corrected_at_once_are_asked_about(register):
    told(register, "Lê Văn An | xã A |\nLê Văn Ân | xã B |")
    now = told(register, "Lê Văn Ấn | xã A |\nLê Văn Ẩn | xã B |")
    assert [ordinal for ordinal, _ in now] == [1, 2]
    assert now[0][1] == (
        "Coi là Lê Văn An (xã A) của lần trước, giữ số cũ; chưa chắc là người đó hay Lê Văn Ân (xã B)."
    )
    assert told(register, "Lê Văn Ấn | xã A |\nLê Văn Ẩn | xã B |") == now


def test_a_single_correction_is_no_question(register):
    told(register, "Lê Văn An | xã A |\nTạ Sỹ | xã B |")
    assert told(register, "Lê Văn Ân | xã A |\nTạ Sỹ | xã C |") == [(1, ""), (2, "")]


TWO = "Lê An | thôn Một | | Trưởng thôn\nLê An | thôn Một | | Bí thư"


def test_namesakes_of_one_unit_are_told_apart_by_their_posts_in_any_order(register):
    assert told(register, TWO) == [(1, ""), (2, "")]
    assert told(register, "\n".join(reversed(TWO.splitlines()))) == [(2, ""), (1, "")]
    assert told(register, TWO) == [(1, ""), (2, "")]


@pytest.mark.parametrize("posts", [("Bí thư", "Phó thôn"), ("Kế toán", "Phó thôn"), ("Phó thôn", "Bí thư")])
def test_namesakes_whose_posts_changed_are_asked_about(register, posts):
    told(register, TWO)
    now = f"Lê An | thôn Một | | {posts[0]}\nLê An | thôn Một | | {posts[1]}"
    asked = "Có nhiều người cùng họ tên, cùng đơn vị; chưa chắc dòng này là ai của lần trước."
    assert [question for _, question in told(register, now)] == [asked] * 2
    assert [question for _, question in told(register, now)] == [asked] * 2


def test_namesakes_of_two_units_who_seem_to_have_exchanged_their_posts_are_asked_about(register):
    told(register, "Lê An | thôn Một | | Trưởng thôn\nLê An | thôn Hai | | Bí thư")
    now = "Lê An | thôn Một | | Bí thư\nLê An | thôn Hai | | Trưởng thôn"
    first = told(register, now)
    assert first[0] == (
        1, "Chức vụ này lần trước là của Lê An ở thôn Hai; chưa chắc hai người đổi chức vụ hay đổi dòng.",
    )  # fmt: skip
    assert first[1][0] == 2
    assert first[1][1]
    assert told(register, now) == first


def test_a_promotion_is_no_question(register):
    told(register, "Lê An | thôn Một | | Phó thôn\nTạ Sỹ | thôn Hai | | Bí thư")
    assert told(register, "Lê An | thôn Một | | Trưởng thôn\nTạ Sỹ | thôn Hai | | Bí thư") == [(1, ""), (2, "")]


def test_neither_posts_nor_years_are_in_the_register(register):
    told(register, "Lê An | thôn Một | 1970 | Trưởng thôn")
    with register.reading() as connection:
        rows = str(connection.exec_driver_sql("SELECT * FROM people").all())
    # A mark of eight hexadecimal digits may hold these four by chance.
    assert not re.search(r"\b1970\b", rows)
    assert "rưởng" not in rows


NAMES = ["Lê An", "Lê Ân", "Lê Ấn", "Lê Ẩn", "Tạ Hòa"]
UNITS = ["", "xã A", "xã B", "xã C"]


@dataclass(frozen=True)
class Row:
    """A row and the person who it really is about; -1 and below for one who was not there before."""

    owner: int
    face: SeenPerson


def looks(face):
    return fold(face.name), fold(face.unit), face.mark


def is_written_as(face, other):
    return looks(face)[:2] == looks(other)[:2] and (face.mark == other.mark or not (face.mark and other.mark))


@st.composite
def histories(draw):
    """Return a first roster and a later one: reordered, corrected, with people gone and others come.

    Nobody is written as another person was before: that cannot be seen by anybody.
    """
    faces = st.builds(SeenPerson, st.sampled_from(NAMES), st.sampled_from(UNITS), st.sampled_from(["", "m", "n"]))
    first = draw(st.lists(faces, max_size=5, unique_by=looks))
    rows = []
    for owner, face in enumerate(first):
        names = [name for name in NAMES if bare(name) == bare(face.name)]
        what = draw(st.sampled_from(["", "", "name", "unit", "both", "gone"]))
        name = draw(st.sampled_from(names)) if what in ("name", "both") else face.name
        unit = draw(st.sampled_from(UNITS)) if what in ("unit", "both") else face.unit
        rows += [] if what == "gone" else [Row(owner, replace(face, name=name, unit=unit))]
    others = [(row, other) for row in rows for at, other in enumerate(first) if at != row.owner]
    # Namesakes in one unit from the beginning are asked about all the same.
    assume(
        not any(
            is_written_as(row.face, other) and looks(row.face)[:2] != looks(first[row.owner])[:2]
            for row, other in others
        )
    )
    return first, draw(st.permutations(rows))


@given(histories())
@settings(max_examples=3 * settings.default.max_examples)
def test_whatever_is_reordered_and_corrected_no_number_goes_to_another_person_unasked(history):
    first, later = history
    known = settle([], first)
    owners = {place.key: at for at, place in enumerate(known.places)}

    now = settle(known.new, [row.face for row in later])

    for row, place in zip(later, now.places, strict=True):
        assert owners.get(place.key) == row.owner or place.question, (row, place)


@given(histories())
def test_who_is_written_as_before_keeps_the_number(history):
    first, later = history
    known = settle([], first)
    owners = {place.key: at for at, place in enumerate(known.places)}
    now = settle(known.new, [row.face for row in later])
    alike = [looks(face)[:2] for face in first]
    for row, place in zip(later, now.places, strict=True):
        if row.face == first[row.owner] and alike.count(looks(row.face)[:2]) == 1:
            assert owners.get(place.key) == row.owner
