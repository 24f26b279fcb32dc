"""The order of a roster: as typed, unit by unit, or by given names as Vietnamese dictionaries have them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheets import names, roster, told

from flows.model.event import AS_TYPED, BY_NAME, BY_UNIT, Event
from flows.model.person import Person, Roster
from flows.problems import Where
from flows.reading.inbox import Dossier
from flows.reading.roster_order import arranged, in_order

VECTOR = ["An", "Ánh", "Ân", "Ẩn", "Bình", "Cúc", "Dũng", "Đức", "Hoa", "Hòa", "Hóa", "Hương", "Hường", "Hưởng", "Hướng", "Lý",
          "Oanh", "Ở", "Ơn", "Sỹ", "Thủy", "Thúy", "Toan", "Út", "Ước"]  # fmt: skip


def event(order):
    where = Where("lop.xlsx", "Sự kiện", "B9", "Thứ tự danh sách")
    day = date(2024, 7, 1)
    return Event(code="A", name="B", organiser="C", starts=day, ends=day, roster_order=order,
                 sources={"thu_tu_danh_sach": where})  # fmt: skip


def people(*lines):
    return roster("Họ và tên | Đơn vị\n" + "\n".join(lines)).people


def test_given_names_stand_in_vietnamese_order_however_they_were_typed():
    typed = [Person(name=f"Lê Thị {given}") for given in sorted(VECTOR, reverse=True)]
    assert [name.split()[-1] for name in names(in_order(typed, BY_NAME))] == VECTOR


def test_of_one_given_name_the_family_name_decides_then_the_middle_names_syllable_by_syllable():
    typed = people("Vũ Thị An | a", "Hoàng An | a", "Hoang Bá An | a", "Lê Văn An | a", "Hoang An | a", "Lê Thị An | a")
    assert names(in_order(typed, BY_NAME)) == [
        "Hoang An", "Hoang Bá An", "Hoàng An", "Lê Thị An", "Lê Văn An", "Vũ Thị An",
    ]  # fmt: skip


def test_a_name_for_sorting_goes_before_the_name():
    typed = roster("Họ và tên | Tên sắp xếp | Đơn vị\nVũ Ba | | a\nH'Hen Niê | Hen | a\nLê An | | a").people
    assert names(in_order(typed, BY_NAME)) == ["Lê An", "Vũ Ba", "H'Hen Niê"]


def test_units_stand_as_they_first_come_and_their_people_as_typed():
    typed = people("Vũ Bình | xã Hát Môn", "Lê An | thị trấn Phúc Thọ", "Tạ Cúc | X. Hát Môn", "Đỗ Dũng | Phúc Thọ",
                   "Hà Én | xã Phúc Thọ", "Bùi An | UBMTTQ xã Hát Môn")  # fmt: skip
    assert names(in_order(typed, BY_UNIT)) == ["Vũ Bình", "Tạ Cúc", "Bùi An", "Lê An", "Đỗ Dũng", "Hà Én"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (None, ["Vũ Bình", "Lê An", "Tạ Cúc"]),
        ("Như danh sách", ["Vũ Bình", "Lê An", "Tạ Cúc"]),
        ("theo tên", ["Lê An", "Vũ Bình", "Tạ Cúc"]),
        ("Theo đơn vị", ["Vũ Bình", "Tạ Cúc", "Lê An"]),
    ],
)
def test_the_event_sheet_says_which_order(typed, expected):
    dossier = Dossier(event(typed), roster=Roster(people("Vũ Bình | xã A", "Lê An | xã B", "Tạ Cúc | xã A")))
    done = arranged(dossier)
    assert names(done.roster.people) == expected
    assert done.problems == ()


def test_an_order_that_nobody_knows_is_told_and_the_rows_stay():
    dossier = Dossier(event("theo tuổi"), roster=Roster(people("Vũ Bình | xã A", "Lê An | xã B")))
    done = arranged(dossier)
    assert names(done.roster.people) == ["Vũ Bình", "Lê An"]
    assert told(done.problems) == ["? B9 Không hiểu thứ tự danh sách «theo tuổi»; giữ thứ tự như trong tệp."]


some = st.builds(Person, name=st.text(max_size=8), unit=st.none() | st.text(max_size=5) | st.sampled_from(["xã A", "X. A", "A", "TT A"]))  # fmt: skip


@given(st.lists(some, max_size=12), st.sampled_from([AS_TYPED, BY_UNIT, BY_NAME]))
def test_nobody_is_lost_or_doubled_by_an_order_and_doing_it_twice_changes_nothing(drawn, order):
    once = in_order(drawn, order)
    assert sorted(map(id, once)) == sorted(map(id, drawn))
    assert in_order(once, order) == once
