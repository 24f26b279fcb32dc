"""What people are recognised by: known and seen people in, faces and groups of those who look alike out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.vietnamese.text import bare, fold, slug


class KnownPerson(NamedTuple):
    """A person the register knows; `mark` stands for the birth year, `post` for the post ("" when nobody said)."""

    key: str
    ordinal: int
    name: str
    unit: str
    mark: str = ""
    doubt: str = ""
    post: str = ""


class SeenPerson(NamedTuple):
    """A person as a roster has it now."""

    name: str
    unit: str
    mark: str = ""
    post: str = ""


class Face(NamedTuple):
    """What a person is recognised by, and where it stands in its list."""

    at: int
    name: str
    unit: str
    mark: str
    post: str
    person: KnownPerson | SeenPerson

    # What is only asked of the few who are not found at once.
    @property
    def bare(self) -> str:
        """The name without diacritics."""
        return bare(self.person.name)

    @property
    def key(self) -> str:
        """The person's key; of one whom only a roster knows, the key of that name and unit."""
        person = self.person
        return person.key if isinstance(person, KnownPerson) else base_key(person.name, person.unit)

    def may_be(self, other: Face) -> bool:
        """Whether nothing is known that speaks against the same person."""
        return not (self.mark and other.mark) or self.mark == other.mark


Trait = Callable[[Face], Hashable]


def base_key(name: str, unit: str) -> str:
    """Return the key of a person of that name and unit, if nobody has it."""
    return f"{slug(name, 40)}--{_slug_of_unit(unit, 30)}" if unit.strip() else slug(name, 40)


# Thousands of people come from a few units.
_slug_of_unit = lru_cache(maxsize=1 << 12)(slug)


def face_of(at: int, person: KnownPerson | SeenPerson) -> Face:
    """Return the face of a person at a place of a list."""
    return Face(at, fold(person.name), fold(person.unit), person.mark, person.post, person)


def once(faces: Iterable[Face]) -> set[str]:
    """Return the names that one face bears."""
    return {name for name, count in Counter(face.name for face in faces).items() if count == 1}


def posts_of(faces: Iterable[Face]) -> dict[tuple[str, str], list[str]]:
    """Return the posts of those who share name and unit."""
    groups: dict[tuple[str, str], list[str]] = {}
    for face in faces:
        groups.setdefault((face.name, face.unit), []).append(face.post)
    return groups


def are_distinct(posts: Sequence[str]) -> bool:
    """Whether each of several namesakes has a post of their own."""
    return all(posts) and len(set(posts)) == len(posts) > 1


def tell(before: Sequence[str] | None, now: Sequence[str]) -> bool:
    """Whether posts say who of some namesakes is who: each has its own, and none went while another came."""
    known, seen = set(before or ()), set(now)
    whole = all(known) and all(seen) and len(known) == len(before or ()) and len(seen) == len(now)
    return whole and max(len(known), len(seen)) > 1 and not (known - seen and seen - known)


def grouped(faces: Iterable[Face], trait: Trait) -> dict[Hashable, list[Face]]:
    """Return the faces by a trait; an empty trait is none."""
    groups: dict[Hashable, list[Face]] = {}
    for face in faces:
        shared = trait(face)
        if shared:
            groups.setdefault(shared, []).append(face)
    return groups
