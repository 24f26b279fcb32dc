"""Many people of one name: the first who may be another is found without looking through all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.model.person import Person
from flows.problems import Where
from flows.reading.doubles import may_be_one, without_doubles
from flows.vietnamese.dates import PartialDay
from flows.vietnamese.units import unit_name

BIRTHS = [None, date(1965, 7, 1), date(1965, 7, 2), date(1965, 8, 1), date(1970, 7, 1), PartialDay("1965", 1965),
          PartialDay("7/1965", 1965, 7), PartialDay("08/1965", 1965, 8), PartialDay("1970", 1970)]  # fmt: skip
UNITS = [None, "xã Hát Môn", "X. Hát Môn", "phường Hát Môn", "Hát Môn", "xã Phúc Lộc"]
PHONES = [None, "0912345678", "0987654321"]

people = st.builds(
    Person,
    name=st.just("Lê An"),
    born=st.sampled_from(BIRTHS),
    unit=st.sampled_from(UNITS),
    phone=st.sampled_from(PHONES),
)


@given(st.lists(people, max_size=30))
def test_whom_a_warning_names_is_the_first_who_may_be_the_same_person(everybody: list[Person]) -> None:
    placed = [replace(one, where=Where("ds.xlsx", "Danh sách", f"B{row}")) for row, one in enumerate(everybody, 2)]
    kept, problems = without_doubles(placed)
    told = {problem.where: problem.message for problem in problems}
    for row, person in enumerate(placed):
        before = [other for other in placed[:row] if other in kept and may_be_one(person, other)]
        of_unit = [other for other in before if unit_name(other.unit or "").name == unit_name(person.unit or "").name]
        assert bool(before) == (person.where in told)
        if before:
            assert f"ô {(of_unit or before)[0].where.cell}:" in told[person.where]


def _person(row: int, born: date) -> Person:
    return Person(name="Lê An", unit="xã Hát Môn", born=born, where=Where("ds.xlsx", "Danh sách", f"B{row}"))


def test_of_ten_thousand_of_one_name_and_unit_the_one_listed_twice_is_found() -> None:
    day = date(1950, 1, 1)
    everybody = [_person(row, day + timedelta(days=row)) for row in range(2, 10_002)]
    kept, problems = without_doubles([*everybody, _person(10_002, day + timedelta(days=516))])
    assert kept == everybody
    assert [str(problem.where) for problem in problems] == ['ds.xlsx, trang "Danh sách", ô B10002']
    assert f"B{516}" in problems[0].message


def test_one_name_and_post_beside_a_blank_unit_may_be_one_person() -> None:
    first, second, third = (
        Person(name="Lê An", title="Chủ tịch", unit=unit, where=Where("ds.xlsx", "DS", f"B{row}"))
        for row, unit in ((2, "xã A"), (3, None), (4, "xã B"))
    )
    for pair in ((first, second), (second, first)):
        _, (problem,) = without_doubles(pair)
        assert problem.message == f"Có thể trùng người với ô {pair[0].where.cell}: cùng họ tên, cùng chức vụ."
    assert without_doubles([first, third])[1] == []
