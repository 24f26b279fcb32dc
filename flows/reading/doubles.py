"""Tell one person listed twice from two of the same name: people of all rosters in, each once out, with warnings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.model.person import Person
from flows.problems import Problem
from flows.reading.columns import folded as fold
from flows.reading.namesakes import Namesakes
from flows.vietnamese.text import bare
from flows.vietnamese.unit_names import unit_name

People = Sequence[Person]
FEW = 16
"""So many namesakes are looked through one by one."""

_SUMMARY = re.compile(r"\b(?:tong hop|tong|toan huyen|toan tinh|toan bo|chung|tat ca|all)\b")


def without_summaries(rosters: Sequence[People]) -> tuple[list[list[Person]], list[Problem]]:
    """Return the rosters without what a summary repeats: all of a sheet that says what the others say together.

    Of a sheet that is called a summary ("Tổng hợp") everybody is dropped who is in another sheet.
    """
    left = [list(people) for people in rosters]
    problems: list[Problem] = []
    for place in sorted(range(len(left)), key=lambda place: (not _is_called_summary(left[place]), -place)):
        others = [person for other, people in enumerate(left) if other != place for person in people]
        if not _is_called_summary(left[place]) and len(left[place]) != len(others):
            continue
        new = _not_in(left[place], others)
        whole = not new and len(left[place]) == len(others)
        if 1 < len(left[place]) > len(new) and (whole or (_is_called_summary(left[place]) and len(left) > 1)):
            problems.append(_dropped(left[place], len(new)))
            left[place] = new
    return left, problems


def _is_called_summary(people: People) -> bool:
    return bool(people) and bool(_SUMMARY.search(bare(people[0].where.sheet)))


def _not_in(people: People, others: People) -> list[Person]:
    """Return those who are not among the others; two of a name need two of that name there."""
    by_name: dict[str, list[Person]] = {}
    for other in others:
        by_name.setdefault(fold(other.name), []).append(other)
    new: list[Person] = []
    for person in people:
        namesakes = by_name.get(fold(person.name), [])
        same = next((other for other in namesakes if _same_place(person, other)), None)
        if same is None:
            new.append(person)
        else:
            namesakes.remove(same)
    return new


def _same_place(person: Person, other: Person) -> bool:
    unknown = not (person.unit and other.unit)
    return (unknown or _same_unit(person, other)) and may_be_born_alike(person, other)


def _same_unit(person: Person, other: Person) -> bool:
    """Whether two people are of one unit, however each writes it: X. Hát Môn, xã Hát Môn."""
    return unit_name(person.unit or "").may_be(unit_name(other.unit or ""))


def _dropped(people: People, left: int) -> Problem:
    where = people[0].where.at(cell="", heading="")
    repeated = f"{len(people) - left} người đã có ở các trang khác"
    message = f"Trang này lặp lại {repeated}, nên {f'chỉ lấy {left} người còn lại' if left else 'không đọc'}."
    return Problem(where, message, "Xóa trang tổng hợp, hoặc chỉ giữ trang này.", "warning")


def without_doubles(people: People) -> tuple[list[Person], list[Problem]]:
    """Return the people without exact doubles, and a warning for each pair that may be one person."""
    seen = _Seen({}, {})
    kept: list[Person] = []
    problems: list[Problem] = []
    for person in people:
        keys = _keys(person)
        twin = next(filter(None, (seen.twin(key, person) for key in keys if key in seen.people)), None)
        if twin is None or not _is_one(person, twin):
            kept.append(person)
            for key in keys:
                seen.people.setdefault(key, []).append(person)
        if twin is not None:
            problems.append(_doubled(person, twin))
    return kept, problems


Key = tuple[str, str, str]


def _keys(person: Person) -> tuple[Key, ...]:
    """Return under what a person's doubles are found: name and unit, name and telephone; nothing for no name."""
    name = fold(person.name)
    if not name:
        return ()
    same_unit = (name, unit_name(person.unit or "").name, "")
    return (same_unit, (name, "", person.phone)) if person.phone else (same_unit,)


@dataclass(frozen=True, slots=True)
class _Seen:
    """People seen before, by key; those of a key that are many are looked up, not looked through."""

    people: dict[Key, list[Person]]
    many: dict[Key, Namesakes]

    def twin(self, key: Key, person: Person) -> Person | None:
        """Return the first under a key who may be this person."""
        alike = self.people[key]
        if len(alike) <= FEW:
            return next((other for other in alike if may_be_one(person, other)), None)
        if key not in self.many:
            self.many[key] = Namesakes(alike)
        return self.many[key].first_like(person)


def may_be_one(person: Person, other: Person) -> bool:
    """Whether two of a name may be one: born alike, and of one unit or with one telephone."""
    if not may_be_born_alike(person, other) or (person.phone and other.phone and person.phone != other.phone):
        return False
    same_phone = person.phone is not None and person.phone == other.phone
    return same_phone or _same_unit(person, other)


def may_be_born_alike(person: Person, other: Person) -> bool:
    """Whether two birth dates, each perhaps only a year or unknown, can be the same."""
    one, two = person.born, other.born
    if one is None or two is None or (isinstance(one, date) and isinstance(two, date)):
        return one is None or two is None or one == two
    return one.year == two.year and (one.month == two.month or None in (one.month, two.month))


def _is_one(person: Person, other: Person) -> bool:
    """Whether there is no doubt: the same name, unit and day of birth. Of a year alone two may be born."""
    return _same_unit(person, other) and isinstance(person.born, date) and person.born == other.born


def _doubled(person: Person, other: Person) -> Problem:
    same_sheet = (other.where.file, other.where.sheet) == (person.where.file, person.where.sheet)
    at = other.where._replace(file="", sheet="") if same_sheet else other.where
    if _is_one(person, other):
        message = f"Trùng họ tên, đơn vị và ngày sinh với {at}: chỉ lấy dòng đầu."
        return Problem(person.where, message, "Xóa dòng thừa.", "warning")
    message = f"Có thể trùng người với {at}: cùng họ tên, cùng {_in_common(person, other)}."
    asked = "đủ ngày, tháng sinh" if person.born and other.born else "ngày sinh"
    fix = f"Ghi {asked} của cả hai nếu là hai người; xóa bớt nếu là một."
    return Problem(person.where, message, fix, "warning")


def _in_common(person: Person, other: Person) -> str:
    return "đơn vị" if _same_unit(person, other) else "số điện thoại"
