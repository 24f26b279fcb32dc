"""Find people who are listed twice, and sheets that repeat the people of other sheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from heapq import merge
from itertools import product

from flows.model.person import Person
from flows.problems import Problem
from flows.vietnamese.dates import PartialDay
from flows.vietnamese.text import bare, fold
from flows.vietnamese.units import unit_name

People = Sequence[Person]

_SUMMARY = re.compile(r"\b(?:tong hop|tong|toan huyen|toan tinh|toan bo|chung|tat ca|all)\b")


def without_summaries(rosters: Sequence[People]) -> tuple[list[list[Person]], list[Problem]]:
    """Return the rosters without what a summary repeats: all of a sheet that says what the others say together.

    Of a sheet that is called a summary ("Tổng hợp") everybody is dropped who is in another sheet.
    """
    left = [list(people) for people in rosters]
    problems: list[Problem] = []
    for place in sorted(range(len(left)), key=lambda place: (not _are_of_summary(left[place]), -place)):
        others = [person for other, people in enumerate(left) if other != place for person in people]
        if not _are_of_summary(left[place]) and len(left[place]) != len(others):
            continue
        same = matched(others, left[place], _same_place)  # two of a name need two of that name there
        new = [person for at, person in enumerate(left[place]) if at not in same]
        whole = not new and len(left[place]) == len(others)
        if 1 < len(left[place]) > len(new) and (whole or (_are_of_summary(left[place]) and len(left) > 1)):
            problems.append(_dropped(left[place], len(new)))
            left[place] = new
    return left, problems


def is_called_summary(name: str) -> bool:
    """Whether a sheet is called one that says again what the others say: Tổng hợp, Chung."""
    return bool(_SUMMARY.search(bare(name)))


def _are_of_summary(people: People) -> bool:
    return bool(people) and is_called_summary(people[0].where.sheet)


def matched(base: People, others: People, are_one: Callable[[Person, Person], bool]) -> dict[int, int]:
    """Return for the places of others those of the same people in the first list; of two of a name one each."""
    by_name: dict[str, list[int]] = {}
    for place, person in enumerate(base):
        by_name.setdefault(fold(person.name), []).append(place)
    pairs: dict[int, int] = {}
    for place, person in enumerate(others):
        namesakes = by_name.get(fold(person.name), [])
        same = next((at for at in namesakes if are_one(base[at], person)), None)
        if same is not None:
            namesakes.remove(same)
            pairs[place] = same
    return pairs


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
    kept: list[Person] = []
    places: dict[tuple[Key, object], list[int]] = {}
    problems: list[Problem] = []
    for person in people:
        keys, sought = _keys(person)
        alike = (kept[place] for key in sought for place in _alike(places, key, person.born))
        twin = next((other for other in alike if may_be_one(person, other) or _same_post(person, other)), None)
        if twin is None or not _is_one(person, twin):
            for key, birth in product(keys, {person.born if isinstance(person.born, date) else None, _ANY}):
                places.setdefault((key, birth), []).append(len(kept))
            kept.append(person)
        if twin is not None:
            problems.append(_doubled(person, twin))
    return kept, problems


Key = tuple[str, str, str]
_ANY = "any"


def _alike(places: Mapping[tuple[Key, object], list[int]], key: Key, born: date | PartialDay | None) -> Iterable[int]:
    """Return where those of a key stand who may be born alike; thousands of one name mostly differ in their day."""
    births = (born, None) if isinstance(born, date) else (_ANY,)
    return merge(*(places.get((key, birth), ()) for birth in births))


def _keys(person: Person) -> tuple[list[Key], list[Key]]:
    """Return under what a person is noted, and where doubles are looked for: name and unit, telephone or post.

    Of two with one post the unit of one is not known.
    """
    name, post = fold(person.name), fold(person.title or "")
    if not name:
        return [], []
    keys = [(name, unit_name(person.unit or "").name, ""), *([(name, "", person.phone)] if person.phone else [])]
    of_post = [(name, unit, post) for unit in ("không", "có")] if post else []
    return [*keys, *of_post[bool(person.unit) :][:1]], [*keys, *(of_post[:1] if person.unit else of_post)]


def may_be_one(person: Person, other: Person) -> bool:
    """Whether two of a name may be one: born alike, and of one unit or with one telephone."""
    if not may_be_born_alike(person, other) or (person.phone and other.phone and person.phone != other.phone):
        return False
    same_phone = person.phone is not None and person.phone == other.phone
    return same_phone or _same_unit(person, other)


def _same_post(person: Person, other: Person) -> bool:
    """Whether two of a name have one post, and the unit of one of them is not known."""
    post, unknown = fold(person.title or ""), not (person.unit and other.unit)
    alike = bool(post) and post == fold(other.title or "")
    return alike and unknown and may_be_one(replace(person, unit=None), replace(other, unit=None))


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
    shared = "đơn vị" if _same_unit(person, other) else "chức vụ" if _same_post(person, other) else "số điện thoại"
    message = f"Có thể trùng người với {at}: cùng họ tên, cùng {shared}."
    asked = "đủ ngày, tháng sinh" if person.born and other.born else "ngày sinh"
    fix = f"Ghi {asked} của cả hai nếu là hai người; xóa bớt nếu là một."
    return Problem(person.where, message, fix, "warning")
