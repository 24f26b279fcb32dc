"""People are recognised when their rows are reordered, corrected or moved; nobody is taken for somebody else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.numbering.people import settle
from flows.numbering.recognise_people import KnownPerson, SeenPerson, first_key, recognise
from flows.numbering.tables import Enrolment

ROSTER = """
Lê Văn An     | xã Hát Môn  | 1970
Trần Thị Bình | xã Hát Môn  |
Tạ Văn Sỹ     | xã Tích Lộc | 1965
"""


def people(table: str) -> list[Enrolment]:
    rows = [[*(cell.strip() for cell in line.split("|")), ""][:4] for line in table.strip().splitlines()]
    return [Enrolment(name, unit, int(year) if year else None, post) for name, unit, year, post in rows]


def places(register, table: str) -> list[tuple[str, int]]:
    return [(place.key, place.ordinal) for place in register.enrol({"LOP-12": people(table)})["LOP-12"]]


def questions(register, table: str) -> list[str]:
    return [
        place.question.message if place.question else ""
        for place in register.enrol({"LOP-12": people(table)})["LOP-12"]
    ]


def test_a_first_roster_gets_ordinals_in_its_order_and_readable_keys(register):
    assert places(register, ROSTER) == [
        ("le-van-an--xa-hat-mon", 1),
        ("tran-thi-binh--xa-hat-mon", 2),
        ("ta-van-sy--xa-tich-loc", 3),
    ]


def test_reordered_rows_keep_their_places(register):
    first = places(register, ROSTER)

    assert places(register, "\n".join(reversed(ROSTER.strip().splitlines()))) == first[::-1]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("LÊ  VĂN AN | Xã Hát Môn | 1970", "case and blanks"),
        ("Lê Văn Ân | xã Hát Môn | 1970", "a corrected diacritic"),
        ("Lê Văn Ân | xã Hát Môn |", "a corrected diacritic, the year forgotten"),
        ("Lê Văn An | xã Võng Xuyên | 1970", "moved"),
        ("Lê Văn An | | ", "the unit forgotten"),
        ("Lê Văn An | xã Hát Môn | 1971", "a corrected birth year"),
        ("Lê Văn An | xã Hát Môn |", "the year forgotten"),
    ],
)
def test_a_corrected_row_keeps_its_place_also_when_it_is_corrected_again(register, row, why):
    (place, *_) = places(register, ROSTER)

    changed = ROSTER.replace("Lê Văn An     | xã Hát Môn  | 1970", row)

    assert places(register, changed)[0] == place
    assert places(register, changed)[0] == place
    assert places(register, ROSTER)[0] == place
    assert questions(register, changed) == ["", "", ""]


@pytest.mark.parametrize(
    "row",
    [
        "Lê Văn Bính | xã Hát Môn | 1970",
        "Lê Văn Ân | xã Hát Môn | 1988",
        "Lê Văn Ân | xã Võng Xuyên | 1970",
        "Lê Văn An | xã Võng Xuyên | 1988",
    ],
)
def test_somebody_else_gets_a_place_of_their_own(register, row):
    places(register, ROSTER)

    changed = ROSTER.replace("Lê Văn An     | xã Hát Môn  | 1970", row)

    assert places(register, changed)[0][1] == 4


def test_who_left_and_comes_back_has_the_old_place(register):
    first = places(register, ROSTER)
    places(register, "Trần Thị Bình | xã Hát Môn |\nNgô Thị Cúc | xã Long Xuyên |")

    assert places(register, ROSTER) == first


def test_namesakes_are_told_apart_by_their_birth_year_in_any_order(register):
    two = "Lê Văn An | xã Hát Môn | 1970\nLê Văn An | xã Hát Môn | 1985"

    assert places(register, two) == [("le-van-an--xa-hat-mon", 1), ("le-van-an--xa-hat-mon-2", 2)]
    assert places(register, "\n".join(reversed(two.splitlines()))) == [
        ("le-van-an--xa-hat-mon-2", 2),
        ("le-van-an--xa-hat-mon", 1),
    ]
    assert places(register, two.splitlines()[1]) == [("le-van-an--xa-hat-mon-2", 2)]
    assert questions(register, two) == ["", ""]


def test_identical_rows_are_told_apart_by_their_order_and_that_is_said_every_time(register):
    two = "Lê Văn An | xã Hát Môn |\nLê Văn An | xã Hát Môn |"
    said = ["Có 2 người cùng họ tên, cùng đơn vị; đang phân biệt theo thứ tự dòng."] * 2

    assert questions(register, two) == said
    assert questions(register, two) == said
    assert [ordinal for _, ordinal in places(register, two)] == [1, 2]


def test_a_namesake_elsewhere_who_might_have_moved_is_new_and_a_question_that_stays(register):
    places(register, "Lê Văn An | xã A |\nLê Văn An | xã B |")
    now = "Lê Văn An | xã C |"

    assert places(register, now)[0][1] == 3
    asked = ["Có thể là Lê Văn An (xã A) của lần trước; chưa chắc nên coi là người mới, số mới."]
    assert questions(register, now) == asked
    assert questions(register, now) == asked


def test_one_of_two_namesakes_moved_and_the_birth_year_says_who(register):
    places(register, "Lê Văn An | xã A | 1970\nLê Văn An | xã B | 1985")

    assert places(register, "Lê Văn An | xã C | 1985\nLê Văn An | xã A | 1970") == [
        ("le-van-an--xa-b", 2),
        ("le-van-an--xa-a", 1),
    ]


def test_a_newcomer_does_not_take_the_place_of_a_namesake_who_moved(register):
    places(register, "Lê Văn An | xã A | 1970")

    assert [ordinal for _, ordinal in places(register, "Lê Văn An | xã A | 1985\nLê Văn An | xã B | 1970")] == [2, 1]


def test_events_have_their_own_places(register):
    places(register, ROSTER)

    (place,) = register.enrol({"LOP-13": [Enrolment("Tạ Văn Sỹ", "xã Tích Lộc", 1965)]})["LOP-13"]
    assert place.ordinal == 1


def test_the_birth_year_is_not_in_the_register(register, target):
    register.enrol({"LOP-12": [Enrolment("Lê Văn An", "xã Hát Môn", 1970)]})["LOP-12"]

    with register.reading() as connection:
        rows = str(connection.exec_driver_sql("SELECT * FROM people").all())
    # A mark of eight hexadecimal digits may hold these four by chance.
    assert not re.search(r"\b1970\b", rows)


def test_keys_are_ascii_and_short_and_never_taken_twice():
    long = first_key("Nguyễn Phúc " * 20, "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Phúc Thọ", [])

    assert long.isascii()
    assert len(long) <= 80
    assert first_key("An", "", ["an", "an-2"]) == "an-3"


names = st.sampled_from(["Lê An", "Lê Ân", "Lê Ấn", "Tạ Hòa", "Tạ Hoà"])
units = st.sampled_from(["", "xã A", "xã Á", "xã B"])
marks = st.sampled_from(["", "m", "n"])
posts = st.sampled_from(["", "p", "q"])
seen_people = st.lists(st.builds(SeenPerson, names, units, marks, posts), max_size=8)


@st.composite
def known_people(draw: st.DrawFn) -> list[KnownPerson]:
    seen = draw(seen_people)
    return [
        KnownPerson(f"k{at}", at, each.name, each.unit, each.mark, post=each.post) for at, each in enumerate(seen, 1)
    ]


@given(known_people(), seen_people)
def test_nobody_is_two_people(known, seen):
    found = [each.known.key for each in recognise(known, seen) if each.known]

    assert len(found) == len(set(found))


@given(known_people(), seen_people)
def test_a_second_look_at_the_same_rows_finds_the_same_people_asks_the_same_and_writes_nothing(known, seen):
    first = settle(known, seen)
    changed = {person.key: person for person in [*known, *first.changed, *first.new]}

    again = settle(sorted(changed.values(), key=lambda person: person.ordinal), seen)

    assert again.places == first.places
    assert not again


@given(known_people(), st.randoms())
def test_unchanged_people_are_all_recognised_in_any_order(known, random):
    shuffled = random.sample(known, len(known))

    found = recognise(known, [SeenPerson(each.name, each.unit, each.mark, each.post) for each in shuffled])

    assert all(each.known for each in found)
    for person, each in zip(shuffled, found, strict=True):
        if person.mark:
            assert (each.known.name.replace("oà", "òa"), each.known.mark) == (
                person.name.replace("oà", "òa"),
                person.mark,
            )
