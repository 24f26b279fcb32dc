"""Recognise people again after their rows were corrected, moved or reordered: known and seen people in, pairs out.

Rules, from the surest to the least sure; each one pairs only whom the ones before left over:
1. same name, unit and birth year, by their posts where those tell namesakes apart;
2. same name without diacritics, unit and birth year, one to one;
3. same name and unit, birth years not against it: by posts as before, else in the order of the rows, those without a
   birth year first;
4. same name and birth year, other unit, one to one;
5. same name without diacritics and same unit, one to one, birth years not against it;
6. same name, other unit, the only one of that name on both sides, birth years not against it;
7. same name and unit: the birth year was corrected;
everybody else is new. It is asked, at the row, where the birth year does not decide: of namesakes whom nothing but the
order of rows tells apart; of a corrected row when others of that name (without diacritics) were corrected too; of a
new one when somebody of that name has left, as name and unit may have changed together; of namesakes whose posts seem
exchanged. So a number goes to another person unasked only where a row bears that one's name and unit, and no other
birth year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from flows.numbering.faces import (
    Face,
    KnownPerson,
    SeenPerson,
    Trait,
    are_distinct,
    base_key,
    face_of,
    grouped,
    once,
    posts_of,
    tell,
)
from flows.vietnamese.text import fold

__all__ = ["KnownPerson", "Recognition", "SeenPerson", "first_key", "recognise"]


class Recognition(NamedTuple):
    """Whom a row means, None for a new person.

    A question must be asked again by every look at the same rows, or a second run would differ from the first:
    `doubt` is to be kept with the person, `twins` follows from the rows alone.
    """

    known: KnownPerson | None
    doubt: str = ""
    twins: str = ""


_NEW = Recognition(None)
Pairs = Iterator[tuple[Face, Face]]
Pairing = Callable[[Sequence[Face], Sequence[Face]], Pairs]


def recognise(known: Sequence[KnownPerson], seen: Sequence[SeenPerson]) -> list[Recognition]:
    """Return, for each person seen and in that order, whom of the known it is."""
    if not known:
        return _newcomers(seen)
    match = _Match(known, seen)
    match.pair(lambda face: face.mark and match.tells(face) and (face.name, face.unit, face.mark, face.post), _in_order)
    match.pair(lambda face: face.mark and (face.name, face.unit, face.mark), _in_order)
    match.pair(lambda face: face.mark and (face.bare, face.unit, face.mark), _one_to_one)
    match.pair(lambda face: match.tells(face) and (face.name, face.unit, face.post), _in_order)
    match.pair(lambda face: not face.mark and (face.name, face.unit), _in_order)
    match.pair(lambda face: (face.name, face.unit), _in_order)
    exact = match.exact()
    match.pair(lambda face: face.key, _lost_unit)
    match.pair(lambda face: face.mark and (face.name, face.mark), _one_to_one)
    match.pair(lambda face: (face.bare, face.unit), _one_to_one)
    match.pair(lambda face: face.name in match.unique_names and face.name, _one_to_one)
    match.pair(lambda face: (face.name, face.unit), _corrected_year)
    match.order_twins()
    return match.verdicts(exact)


def _newcomers(seen: Sequence[SeenPerson]) -> list[Recognition]:
    """Return that all are new, as those of a first roster are; only namesakes need a look at their faces."""
    pairs = [(fold(each.name), fold(each.unit)) for each in seen]
    found = [_NEW] * len(seen)
    rows = Counter(pairs)
    if len(rows) < len(pairs):
        alike = [at for at, pair in enumerate(pairs) if rows[pair] > 1]
        for at, recognition in zip(alike, _Match([], [seen[at] for at in alike]).newcomers(), strict=True):
            found[at] = recognition
    return found


def first_key(name: str, unit: str, taken: Collection[str]) -> str:
    """Return a key for a new person, as le-van-an--xa-hat-mon; a suffix tells it from those taken, best a set."""
    base = base_key(name, unit)
    if base not in taken:
        return base
    numbered = (f"{base}-{count}" for count in range(2, len(taken) + 3))
    return next(key for key in numbered if key not in taken)


class _Match:
    """Who is paired so far."""

    def __init__(self, known: Sequence[KnownPerson], seen: Sequence[SeenPerson]) -> None:
        self.people = known
        self.known = [face_of(at, person) for at, person in enumerate(known)]
        self.seen = [face_of(at, person) for at, person in enumerate(seen)]
        self.found: dict[int, int] = {}
        self.unique_names = once(self.known) & once(self.seen)
        self._left = set(range(len(known)))
        self._namesakes = Counter((face.name, face.unit) for face in self.known)
        self._rows = Counter((face.name, face.unit) for face in self.seen)
        self._alike = Counter((face.name, face.unit, face.mark) for face in self.seen)
        self._posts = posts_of(self.seen)
        before = posts_of(self.known)
        self._told_by_post = {group for group, now in self._posts.items() if tell(before.get(group), now)}
        self._gone: dict[Hashable, list[Face]] = {}
        self._changed: dict[str, tuple[list[Face], list[Face]]] = {}

    def pair(self, trait: Trait, pairing: Pairing) -> None:
        """Pair those left over who share a trait; an empty trait is none."""
        if not self._left or len(self.found) == len(self.seen):
            return
        candidates = grouped((face for face in self.known if face.at in self._left), trait)
        wanted = grouped((face for face in self.seen if face.at not in self.found), trait)
        for shared in wanted.keys() & candidates.keys():
            for old, new in pairing(candidates[shared], wanted[shared]):
                self.found[new.at] = old.at
                self._left.remove(old.at)

    def tells(self, face: Face) -> bool:
        """Whether the post tells whom of some namesakes a face means."""
        return (face.name, face.unit) in self._told_by_post

    def exact(self) -> frozenset[int]:
        """Return who is found with name and unit; note by their bare names who else there is on both sides."""
        found = {at: old for at, old in self.found.items() if self._is_same(self.known[old], self.seen[at])}
        for side, faces, done in ((0, self.known, {*found.values()}), (1, self.seen, found.keys())):
            for face in faces:
                if face.at not in done:
                    self._changed.setdefault(face.bare, ([], []))[side].append(face)
        return frozenset(found)

    @staticmethod
    def _is_same(old: Face, new: Face) -> bool:
        return (old.name, old.unit) == (new.name, new.unit)

    def order_twins(self) -> None:
        """Give identical rows their people by ordinal, as the next look at them will."""
        alike = (face for face in self.seen if self._alike[face.name, face.unit, face.mark] > 1)
        unlike = [face for face in alike if not self.tells(face)]
        for twins in grouped(unlike, lambda face: (face.name, face.unit, face.mark)).values():
            owners = sorted(self.found.pop(face.at) for face in twins if face.at in self.found)
            self.found.update(zip((face.at for face in twins), owners, strict=False))

    def newcomers(self) -> list[Recognition]:
        """Return that all are new, as those of a first roster are."""
        return [Recognition(None, "", self._twins(face)) for face in self.seen]

    def verdicts(self, exact: frozenset[int]) -> list[Recognition]:
        """Return whom each face means, with the questions that raises."""
        left = [self.known[at] for at in sorted(self._left)]
        self._gone = grouped(left, lambda face: (face.bare, face.mark))
        return [self._found(face, exact) if face.at in self.found else self._new(face) for face in self.seen]

    def _found(self, face: Face, exact: frozenset[int]) -> Recognition:
        person, twins, both = self.people[self.found[face.at]], self._twins(face), (face.name, face.unit)
        alone, single = self._namesakes[both] < 2, self._rows[both] < 2
        if twins:
            return Recognition(person, "", twins)
        if alone and face.at not in exact:
            return Recognition(person, self._mixed_up(face, person))
        if alone and single and face.mark and not person.mark:
            # The year answers an earlier question, unless somebody of that year has left.
            rival = self._gone.get((face.bare, face.mark))
            return Recognition(person, _either(person, self.people[rival[0].at]) if rival else "")
        if (alone and single) or self.tells(face) or (face.mark and face.mark == person.mark):
            return Recognition(person, person.doubt or self._exchanged(face, person))
        return Recognition(person, "Có nhiều người cùng họ tên, cùng đơn vị; chưa chắc dòng này là ai của lần trước.")

    def _mixed_up(self, face: Face, person: KnownPerson) -> str:
        """Return the question of a corrected row that is not the only one of its name, "" where the year decides."""
        known, seen = self._changed[face.bare]
        decides = face.mark == person.mark and all(
            [each.mark for each in side].count(face.mark) == 1 for side in (known, seen)
        )
        others = [self.people[each.at] for each in known if self.people[each.at] is not person]
        if (face.mark and decides) or (not others and len(seen) < 2):
            return ""
        return _either(person, others[0] if others else None)

    def _exchanged(self, face: Face, person: KnownPerson) -> str:
        """Return the question of a row that bears the post of a namesake elsewhere."""
        if not (face.post and person.post) or face.post == person.post or (face.mark and face.mark == person.mark):
            return ""
        mine = self.known[self.found[face.at]]
        holders = self._holders.get((mine.name, face.post))
        if not holders:
            return ""
        unit = self.people[holders[0].at].unit
        return f"Chức vụ này lần trước là của {person.name} ở {unit}; chưa chắc hai người đổi chức vụ hay đổi dòng."

    @cached_property
    def _holders(self) -> Mapping[Hashable, Sequence[Face]]:
        return grouped(self.known, lambda face: (face.name, face.post))

    def _new(self, face: Face) -> Recognition:
        # Whom another row was taken for may still be this one.
        others = sorted(self._changed[face.bare][0], key=lambda other: other.at not in self._left)
        likely, twins = next((self.people[other.at] for other in others if face.may_be(other)), None), self._twins(face)
        if likely is None or twins:
            return Recognition(None, "", twins)
        question = (
            f"Có thể là {likely.name} ({likely.unit or 'không ghi đơn vị'}) của lần trước; "
            "chưa chắc nên coi là người mới, số mới."
        )
        return Recognition(None, question)

    def _twins(self, face: Face) -> str:
        rows = self._rows[face.name, face.unit]
        if rows < 2:
            return ""
        told_apart = face.mark and self._alike[face.name, face.unit, face.mark] == 1
        if told_apart or are_distinct(self._posts[face.name, face.unit]):
            return ""
        return f"Có {rows} người cùng họ tên, cùng đơn vị; đang phân biệt theo thứ tự dòng."


def _either(person: KnownPerson, other: KnownPerson | None) -> str:
    or_else = f"{other.name} ({other.unit})" if other else "là người mới"
    return f"Coi là {person.name} ({person.unit}) của lần trước, giữ số cũ; chưa chắc là người đó hay {or_else}."


def _in_order(known: Sequence[Face], seen: Sequence[Face]) -> Pairs:
    left = list(known)
    for new in seen:
        old = next((each for each in left if each.may_be(new)), None)
        if old is not None:
            left.remove(old)
            yield old, new


def _one_to_one(known: Sequence[Face], seen: Sequence[Face]) -> Pairs:
    if len(known) == len(seen) == 1 and known[0].may_be(seen[0]):
        yield known[0], seen[0]


def _lost_unit(known: Sequence[Face], seen: Sequence[Face]) -> Pairs:
    # A register rebuilt from manifests knows the key, which holds the unit, but not the unit.
    return _one_to_one([old for old in known if not old.unit], seen)


def _corrected_year(known: Sequence[Face], seen: Sequence[Face]) -> Pairs:
    return iter(zip(known, seen, strict=False))
