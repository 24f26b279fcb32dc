"""Many people of one name: the first who may be another is found without looking through all of them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.model.person import Person
from flows.problems import Where
from flows.reading.doubles import FEW, may_be_one, without_doubles
from flows.reading.namesakes import Namesakes
from flows.vietnamese.dates import PartialDay

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


@given(st.lists(people, max_size=30), people)
def test_who_is_looked_up_is_who_would_be_found_one_by_one(others: list[Person], person: Person) -> None:
    first = next((other for other in others if may_be_one(person, other)), None)
    assert Namesakes(others).first_like(person) is first


@given(st.lists(people, max_size=10), people, people)
def test_who_is_added_later_is_found_too(others: list[Person], later: Person, person: Person) -> None:
    namesakes = Namesakes(others)
    namesakes.first_like(person)
    others.append(later)
    first = next((other for other in others if may_be_one(person, other)), None)
    assert namesakes.first_like(person) is first


def _person(row: int, born: date) -> Person:
    return Person(name="Lê An", unit="xã Hát Môn", born=born, where=Where("ds.xlsx", "Danh sách", f"B{row}"))


def test_of_ten_thousand_of_one_name_and_unit_the_one_listed_twice_is_found() -> None:
    day = date(1950, 1, 1)
    everybody = [_person(row, day + timedelta(days=row)) for row in range(2, 10_002)]
    kept, problems = without_doubles([*everybody, _person(10_002, day + timedelta(days=FEW + 500))])
    assert kept == everybody
    assert [str(problem.where) for problem in problems] == ['ds.xlsx, trang "Danh sách", ô B10002']
    assert f"B{FEW + 500}" in problems[0].message
