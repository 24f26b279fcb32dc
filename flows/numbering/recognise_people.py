"""Recognise people again after their rows were corrected, moved or reordered.

Rules, from the surest to the least sure; each one pairs only whom the ones before left over:
1. same name, unit and birth year, by their posts where those tell namesakes apart;
2. same name without diacritics, unit and birth year, one to one;
3. same name and unit, birth years not against it: by posts as before, else in the order of the rows, those without a
   birth year first;
4. same name and birth year, other unit, one to one;
5. same name without diacritics and same unit, one to one, birth years not against it;
6. same name, other unit, the only one of that name on both sides, birth years not against it;
7. same name and unit: the birth year was corrected;
8. same date of birth and unit, one to one: the name was corrected, unless the row says that it is somebody else;
before all of them, whoever has the number that a row says it stands for;
everybody else is new. It is asked, at the row, where the birth year does not decide: of namesakes whom nothing but the
order of rows tells apart; of a corrected row when others of that name (without diacritics) were corrected too; of a
new one when somebody of that name has left, as name and unit may have changed together; of namesakes whose posts seem
exchanged. So a number goes to another person unasked only where a row bears that one's name and unit, and no other
birth year. A corrected name is asked too once a paper was issued.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count

from flows.numbering.tables import bare_symbol
from flows.problems import grouped_by
from flows.vietnamese.text import bare, fold, slug


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person the register knows.

    `mark` stands for the birth year, `post` for the post, `born` for unit and date of birth ("" when nobody said).
    `was` is the name before a correction that a clerk has still to confirm.
    `numbers` are those of the person's papers, `gone_out` of those that were issued: as printed, with the name there.
    """

    key: str
    ordinal: int
    name: str
    unit: str
    mark: str = ""
    doubt: str = ""
    post: str = ""
    born: str = ""
    was: str = ""
    numbers: tuple[str, ...] = ()
    gone_out: Mapping[str, str] = field(default_factory=dict)

    def out_as_another(self, name: str) -> str:
        """Return the number of a paper that went out when the person had another name; "" once one bears this name."""
        names = [fold(recipient) for recipient in self.gone_out.values()]
        return "" if fold(name) in names else next(iter(self.gone_out), "")


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """A person as a roster has it now; `stands_for` as in `entries.Enrolment`."""

    name: str
    unit: str
    mark: str = ""
    post: str = ""
    born: str = ""
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a person is recognised by, and where it stands in its list."""

    at: int
    name: str
    unit: str
    mark: str
    post: str
    person: KnownPerson | SeenPerson

    @property
    def bare(self) -> str:
        """The name without diacritics."""
        return bare(self.person.name)

    @property
    def key(self) -> str:
        """The person's key; of one whom only a roster knows, the key of that name and unit."""
        person = self.person
        return person.key if isinstance(person, KnownPerson) else _base_key(person.name, person.unit)

    def may_be(self, other: Candidate) -> bool:
        """Whether nothing is known that speaks against the same person."""
        return not (self.mark and other.mark) or self.mark == other.mark


Trait = Callable[[Candidate], Hashable]
Pairs = Iterator[tuple[Candidate, Candidate]]
Pairing = Callable[[Sequence[Candidate], Sequence[Candidate]], Pairs]


@dataclass(frozen=True, slots=True)
class Recognition:
    """Whom a row means, None for a new person.

    A question must be asked again by every look at the same rows, or a second run would differ from the first:
    `doubt` is to be kept with the person, `twins` follows from the rows alone. `is_renamed` says that only unit and
    date of birth are the same.
    """

    known: KnownPerson | None
    doubt: str = ""
    twins: str = ""
    is_renamed: bool = False


def recognise(known: Sequence[KnownPerson], seen: Sequence[SeenPerson]) -> list[Recognition]:
    """Match each person seen, in their order, with one of those known."""
    match = _Match(known, seen)
    match.pair(match.number_stood_for, _only)
    match.pair(lambda row: row.mark and match.tells(row) and (row.name, row.unit, row.mark, row.post), _in_order)
    match.pair(lambda row: row.mark and (row.name, row.unit, row.mark), _in_order)
    match.pair(lambda row: row.mark and (row.bare, row.unit, row.mark), _one_to_one)
    match.pair(lambda row: match.tells(row) and (row.name, row.unit, row.post), _in_order)
    match.pair(lambda row: not row.mark and (row.name, row.unit), _in_order)
    match.pair(lambda row: (row.name, row.unit), _in_order)
    exact = match.exact()
    match.pair(lambda row: row.key, _lost_unit)
    match.pair(lambda row: row.mark and (row.name, row.mark), _one_to_one)
    match.pair(lambda row: (row.bare, row.unit), _one_to_one)
    match.pair(lambda row: row.name in match.unique_names and row.name, _one_to_one)
    match.pair(lambda row: (row.name, row.unit), zip)  # the year was corrected
    match.pair(match.number_stood_for, _only)  # of a number that many share: by now the others are found
    match.pair_renamed()
    match.order_twins()
    return match.verdicts(exact)


def first_key(name: str, unit: str, taken: Collection[str]) -> str:
    """Return a key for a new person, as le-van-an--xa-hat-mon; a suffix tells it from those taken."""
    base = _base_key(name, unit)
    keys = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(key for key in keys if key not in taken)


def _base_key(name: str, unit: str) -> str:
    """Return the key of a person of that name and unit, if nobody has it."""
    return f"{slug(name, 40)}--{slug(unit, 30)}" if unit.strip() else slug(name, 40)


class _Match:
    """Who is paired so far."""

    def __init__(self, known: Sequence[KnownPerson], seen: Sequence[SeenPerson]) -> None:
        self.people = known
        self.known, self.seen = _candidates(known), _candidates(seen)
        self.found: dict[int, int] = {}
        self.unique_names = _borne_once(self.known) & _borne_once(self.seen)
        self._left = set(range(len(known)))
        self._namesakes = Counter((row.name, row.unit) for row in self.known)
        self._rows = Counter((row.name, row.unit) for row in self.seen)
        self._alike = Counter((row.name, row.unit, row.mark) for row in self.seen)
        self._posts, before = _posts_of(self.seen), _posts_of(self.known)
        self._told_by_post = {group for group, now in self._posts.items() if _posts_tell(before.get(group, ()), now)}
        self._holders = _grouped(self.known, lambda row: (row.name, row.post))
        self._gone: dict[Hashable, list[Candidate]] = {}
        self._changed: dict[str, tuple[list[Candidate], list[Candidate]]] = {}
        self._wanted = {bare_symbol(row.stands_for) for row in seen} - {""}
        self._here = {(row.name, row.unit) for row in self.seen if not seen[row.at].stands_for}
        self._renamed: set[int] = set()

    def pair(self, trait: Trait, pairing: Pairing) -> None:
        """Pair those left over who share a trait; an empty trait is none."""
        candidates = _grouped((row for row in self.known if row.at in self._left), trait)
        wanted = _grouped((row for row in self.seen if row.at not in self.found), trait)
        for shared in wanted.keys() & candidates.keys():
            for old, new in pairing(candidates[shared], wanted[shared]):
                self.found[new.at] = old.at
                self._left.remove(old.at)

    def number_stood_for(self, row: Candidate) -> str:
        """Return the number that a row says it stands for, or that such a row means; nobody still there is meant."""
        person = row.person
        if isinstance(person, SeenPerson):
            return bare_symbol(person.stands_for)
        theirs = map(bare_symbol, () if (row.name, row.unit) in self._here else person.numbers)
        return next((number for number in theirs if number in self._wanted), "")

    def pair_renamed(self) -> None:
        """Pair by unit and date of birth those of whom nothing else is the same, unless the row says something."""
        before = set(self.found)
        self.pair(lambda row: not getattr(row.person, "stands_for", "") and row.person.born, _only)
        self._renamed = set(self.found) - before

    def tells(self, row: Candidate) -> bool:
        """Whether the post tells whom of some namesakes a row means."""
        return (row.name, row.unit) in self._told_by_post

    def exact(self) -> frozenset[int]:
        """Return who is found with name and unit; note by their bare names who else there is on both sides."""
        pairs = ((self.known[old], self.seen[at]) for at, old in self.found.items())
        same = [(old.at, new.at) for old, new in pairs if (old.name, old.unit) == (new.name, new.unit)]
        known_exactly, seen_exactly = {old for old, _ in same}, {new for _, new in same}
        for person in self.known:
            if person.at not in known_exactly:
                self._changed.setdefault(person.bare, ([], []))[0].append(person)
        for row in self.seen:
            if row.at not in seen_exactly:
                self._changed.setdefault(row.bare, ([], []))[1].append(row)
        return frozenset(seen_exactly)

    def order_twins(self) -> None:
        """Give identical rows their people by ordinal, as the next look at them will."""
        alike = (row for row in self.seen if self._alike[row.name, row.unit, row.mark] > 1)
        unlike = [row for row in alike if not self.tells(row)]
        for twins in _grouped(unlike, lambda row: (row.name, row.unit, row.mark)).values():
            owners = sorted(self.found.pop(row.at) for row in twins if row.at in self.found)
            self.found.update(zip((row.at for row in twins), owners, strict=False))

    def verdicts(self, exact: frozenset[int]) -> list[Recognition]:
        """Match each row with a person of earlier rosters; add the question a clerk must answer, if any."""
        left = [self.known[at] for at in sorted(self._left)]
        self._gone = _grouped(left, lambda row: (row.bare, row.mark))
        return [self._found(row, exact) if row.at in self.found else self._new(row) for row in self.seen]

    def _found(self, row: Candidate, exact: frozenset[int]) -> Recognition:
        person, twins, both = self.people[self.found[row.at]], self._twins(row), (row.name, row.unit)
        if row.at in self._renamed:
            return Recognition(person, is_renamed=True)
        alone, single = self._namesakes[both] < 2, self._rows[both] < 2
        if twins:
            return Recognition(person, "", twins)
        if alone and row.at not in exact:
            return Recognition(person, self._mixed_up(row, person))
        if alone and single and row.mark and not person.mark:
            # The year answers an earlier question, unless somebody of that year has left.
            rival = self._gone.get((row.bare, row.mark))
            return Recognition(person, _either(person, self.people[rival[0].at]) if rival else "")
        if (alone and single) or self.tells(row) or (row.mark and row.mark == person.mark):
            return Recognition(person, person.doubt or self._exchanged(row, person))
        return Recognition(person, "Có nhiều người cùng họ tên, cùng đơn vị; chưa chắc dòng này là ai của lần trước.")

    def _mixed_up(self, row: Candidate, person: KnownPerson) -> str:
        """Return the question of a corrected row that is not the only one of its name, "" where the year decides."""
        known, seen = self._changed[row.bare]
        decides = row.mark == person.mark and all(
            [each.mark for each in side].count(row.mark) == 1 for side in (known, seen)
        )
        others = [self.people[each.at] for each in known if self.people[each.at] is not person]
        if (row.mark and decides) or (not others and len(seen) < 2):
            return ""
        return _either(person, others[0] if others else None)

    def _exchanged(self, row: Candidate, person: KnownPerson) -> str:
        """Return the question of a row that bears the post of a namesake elsewhere."""
        if not (row.post and person.post) or row.post == person.post or (row.mark and row.mark == person.mark):
            return ""
        mine = self.known[self.found[row.at]]
        holders = self._holders.get((mine.name, row.post))
        if not holders:
            return ""
        unit = self.people[holders[0].at].unit
        return f"Chức vụ này lần trước là của {person.name} ở {unit}; chưa chắc hai người đổi chức vụ hay đổi dòng."

    def _new(self, row: Candidate) -> Recognition:
        # Whom another row was taken for may still be this one.
        others = sorted(self._changed[row.bare][0], key=lambda other: other.at not in self._left)
        likely, twins = next((self.people[other.at] for other in others if row.may_be(other)), None), self._twins(row)
        if likely is None or twins:
            return Recognition(None, "", twins)
        question = (
            f"Có thể là {likely.name} ({likely.unit or 'không ghi đơn vị'}) của lần trước; "
            "chưa chắc nên coi là người mới, số mới."
        )
        return Recognition(None, question)

    def _twins(self, row: Candidate) -> str:
        rows = self._rows[row.name, row.unit]
        if rows < 2:
            return ""
        told_apart = row.mark and self._alike[row.name, row.unit, row.mark] == 1
        posts = self._posts[row.name, row.unit]
        if told_apart or (all(posts) and len(set(posts)) == rows):
            return ""
        return f"Có {rows} người cùng họ tên, cùng đơn vị; đang phân biệt theo thứ tự dòng."


def _either(person: KnownPerson, other: KnownPerson | None) -> str:
    or_else = f"{other.name} ({other.unit})" if other else "là người mới"
    return f"Coi là {person.name} ({person.unit}) của lần trước, giữ số cũ; chưa chắc là người đó hay {or_else}."


def _in_order(known: Sequence[Candidate], seen: Sequence[Candidate]) -> Pairs:
    left = list(known)
    for new in seen:
        old = next((each for each in left if each.may_be(new)), None)
        if old is not None:
            left.remove(old)
            yield old, new


def _one_to_one(known: Sequence[Candidate], seen: Sequence[Candidate]) -> Pairs:
    if len(known) == len(seen) == 1 and known[0].may_be(seen[0]):
        yield known[0], seen[0]


def _only(known: Sequence[Candidate], seen: Sequence[Candidate]) -> Pairs:
    # Names differ, so what stands for the birth year with the name tells nothing.
    return iter(zip(known, seen, strict=True) if len(known) == len(seen) == 1 else ())


def _lost_unit(known: Sequence[Candidate], seen: Sequence[Candidate]) -> Pairs:
    # A register rebuilt from manifests knows the key, which holds the unit, but not the unit.
    return _one_to_one([old for old in known if not old.unit], seen)


def _candidates(people: Iterable[KnownPerson | SeenPerson]) -> list[Candidate]:
    """Return what the people of a list are recognised by."""
    return [Candidate(at, fold(one.name), fold(one.unit), one.mark, one.post, one) for at, one in enumerate(people)]


def _borne_once(people: Iterable[Candidate]) -> set[str]:
    """Return the names that only one person bears."""
    return {name for name, times in Counter(row.name for row in people).items() if times == 1}


def _posts_of(people: Iterable[Candidate]) -> dict[Hashable, list[str]]:
    """Return the posts of those who share name and unit."""
    groups = _grouped(people, lambda row: (row.name, row.unit))
    return {group: [row.post for row in rows] for group, rows in groups.items()}


def _posts_tell(before: Sequence[str], now: Sequence[str]) -> bool:
    """Whether posts say who of some namesakes is who: each has its own, and none went while another came."""
    known, seen = set(before), set(now)
    whole = all(known) and all(seen) and len(known) == len(before) and len(seen) == len(now)
    return whole and max(len(known), len(seen)) > 1 and not (known - seen and seen - known)


def _grouped(people: Iterable[Candidate], trait: Trait) -> dict[Hashable, list[Candidate]]:
    """Return the people by a trait; an empty trait is none."""
    return {shared: rows for shared, rows in grouped_by(people, trait).items() if shared}
