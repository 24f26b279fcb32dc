"""Recognise people again after their rows were corrected, moved or reordered: known and seen people in, pairs out.

Rules, from the surest to the least sure; each one pairs only whom the ones before left over:
1. same name, unit and birth year;
2. same name without diacritics, unit and birth year, one to one;
3. same name and unit, birth years not against it, in the order of the rows;
4. same name without diacritics and same unit, one to one, birth years not against it;
5. same name and birth year, other unit, one to one;
6. same name, other unit, the only one of that name on both sides, birth years not against it;
7. same name and unit: the birth year was corrected;
everybody else is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from flows.vietnamese.text import bare, fold, slug


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person the register knows; `mark` stands for the birth year ("" when nobody said)."""

    key: str
    ordinal: int
    name: str
    unit: str
    mark: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """A person as a roster has it now."""

    name: str
    unit: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Recognition:
    """Whom a row means, None for a new person.

    A question must be asked again by every look at the same rows, or a second run would differ from the first:
    `doubt` is to be kept with the person, `twins` follows from the rows alone.
    """

    known: KnownPerson | None
    doubt: str = ""
    twins: str = ""


@dataclass(frozen=True, slots=True)
class _Face:
    """What a person is recognised by, and where it stands in its list."""

    at: int
    name: str
    bare: str
    unit: str
    mark: str
    key: str

    def may_be(self, other: _Face) -> bool:
        """Whether nothing is known that speaks against the same person."""
        return not (self.mark and other.mark) or self.mark == other.mark


Trait = Callable[[_Face], Hashable]
Pairs = Iterator[tuple[_Face, _Face]]
Pairing = Callable[[Sequence[_Face], Sequence[_Face]], Pairs]


def recognise(known: Sequence[KnownPerson], seen: Sequence[SeenPerson]) -> list[Recognition]:
    """Return, for each person seen and in that order, whom of the known it is."""
    match = _Match(known, seen)
    match.pair(lambda face: face.mark and (face.name, face.unit, face.mark), _in_order)
    match.pair(lambda face: face.mark and (face.bare, face.unit, face.mark), _one_to_one)
    match.pair(lambda face: (face.name, face.unit), _in_order)
    exact = frozenset(match.found)
    match.pair(lambda face: face.key, _lost_unit)
    match.pair(lambda face: (face.bare, face.unit), _one_to_one)
    match.pair(lambda face: face.mark and (face.name, face.mark), _one_to_one)
    match.pair(lambda face: face.name in match.unique_names and face.name, _one_to_one)
    match.pair(lambda face: (face.name, face.unit), _corrected_year)
    match.order_twins()
    return match.verdicts(exact)


def first_key(name: str, unit: str, taken: Collection[str]) -> str:
    """Return a key for a new person, as le-van-an--xa-hat-mon; a suffix tells it from those taken, best a set."""
    base = _base_key(name, unit)
    numbered = (f"{base}-{count}" for count in range(2, len(taken) + 3))
    return base if base not in taken else next(key for key in numbered if key not in taken)


def _base_key(name: str, unit: str) -> str:
    return f"{slug(name, 40)}--{slug(unit, 30)}" if unit.strip() else slug(name, 40)


def _face(at: int, person: KnownPerson | SeenPerson) -> _Face:
    key = person.key if isinstance(person, KnownPerson) else _base_key(person.name, person.unit)
    return _Face(at, fold(person.name), bare(person.name), fold(person.unit), person.mark, key)


class _Match:
    """Who is paired so far."""

    def __init__(self, known: Sequence[KnownPerson], seen: Sequence[SeenPerson]) -> None:
        self.people = known
        self.known = [_face(at, person) for at, person in enumerate(known)]
        self.seen = [_face(at, person) for at, person in enumerate(seen)]
        self.found: dict[int, int] = {}
        self.unique_names = _once(self.known) & _once(self.seen)
        self._left = set(range(len(known)))
        self._namesakes = Counter((face.name, face.unit) for face in self.known)
        self._rows = Counter((face.name, face.unit) for face in self.seen)
        self._alike = Counter((face.name, face.unit, face.mark) for face in self.seen)

    def pair(self, trait: Trait, pairing: Pairing) -> None:
        """Pair those left over who share a trait; an empty trait is none."""
        candidates = _grouped((face for face in self.known if face.at in self._left), trait)
        wanted = _grouped((face for face in self.seen if face.at not in self.found), trait)
        for shared in wanted.keys() & candidates.keys():
            for old, new in pairing(candidates[shared], wanted[shared]):
                self.found[new.at] = old.at
                self._left.remove(old.at)

    def order_twins(self) -> None:
        """Give identical rows their people by ordinal, as the next look at them will."""
        for twins in _grouped(self.seen, lambda face: (face.name, face.unit, face.mark)).values():
            owners = sorted(self.found.pop(face.at) for face in twins if face.at in self.found)
            self.found.update(zip((face.at for face in twins), owners, strict=False))

    def verdicts(self, exact: frozenset[int]) -> list[Recognition]:
        """Return whom each face means, with the questions that raises."""
        left = [self.known[at] for at in sorted(self._left)]
        elsewhere = _grouped(left, lambda face: face.name)
        mended = _grouped(left, lambda face: (face.bare, face.unit))
        return [
            self._found(face, exact)
            if face.at in self.found
            else self._new(face, [*elsewhere.get(face.name, ()), *mended.get((face.bare, face.unit), ())])
            for face in self.seen
        ]

    def _found(self, face: _Face, exact: frozenset[int]) -> Recognition:
        person, twins = self.people[self.found[face.at]], self._twins(face)
        alone = self._namesakes[face.name, face.unit] < 2
        if twins or (alone and face.at not in exact):
            return Recognition(person, "", twins)
        if alone or (face.mark and face.mark == person.mark):
            return Recognition(person, person.doubt)
        return Recognition(person, "Lần trước có nhiều người cùng họ tên, cùng đơn vị; chưa chắc dòng này là ai.")

    def _new(self, face: _Face, others: Sequence[_Face]) -> Recognition:
        likely, twins = next((self.people[other.at] for other in others if face.may_be(other)), None), self._twins(face)
        if likely is None or twins:
            return Recognition(None, "", twins)
        question = f"Có thể là {likely.name} ({likely.unit}) của lần trước; chưa chắc nên coi là người mới, số mới."
        return Recognition(None, question)

    def _twins(self, face: _Face) -> str:
        rows = self._rows[face.name, face.unit]
        told_apart = face.mark and self._alike[face.name, face.unit, face.mark] == 1
        if rows < 2 or told_apart:
            return ""
        return f"Có {rows} người cùng họ tên, cùng đơn vị; đang phân biệt theo thứ tự dòng."


def _once(faces: Iterable[_Face]) -> set[str]:
    return {name for name, count in Counter(face.name for face in faces).items() if count == 1}


def _grouped(faces: Iterable[_Face], trait: Trait) -> dict[Hashable, list[_Face]]:
    groups: dict[Hashable, list[_Face]] = {}
    for face in faces:
        shared = trait(face)
        if shared:
            groups.setdefault(shared, []).append(face)
    return groups


def _in_order(known: Sequence[_Face], seen: Sequence[_Face]) -> Pairs:
    left = list(known)
    for new in seen:
        old = next((each for each in left if each.may_be(new)), None)
        if old is not None:
            left.remove(old)
            yield old, new


def _one_to_one(known: Sequence[_Face], seen: Sequence[_Face]) -> Pairs:
    if len(known) == len(seen) == 1 and known[0].may_be(seen[0]):
        yield known[0], seen[0]


def _lost_unit(known: Sequence[_Face], seen: Sequence[_Face]) -> Pairs:
    # A register rebuilt from manifests knows the key, which holds the unit, but not the unit.
    return _one_to_one([old for old in known if not old.unit], seen)


def _corrected_year(known: Sequence[_Face], seen: Sequence[_Face]) -> Pairs:
    return iter(zip(known, seen, strict=False))
