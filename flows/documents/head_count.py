"""Who came and who completed: one count for report, decision, list to sign for money and certificates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flows.documents.invitation import invited
from flows.model.draft import Case
from flows.model.person import Person
from flows.problems import grouped_by
from flows.vietnamese.results import completion
from flows.vietnamese.text import fold

_EXCUSES = ("ốm", "bận", "công tác", "xin vắng", "có phép", "xin phép")
"""What a remark begins with that is the reason of an absence."""


@dataclass(frozen=True, slots=True)
class HeadCount:
    """How many were invited, came, came to every sitting, were away with a reason and without, and completed.

    invited = present + excused + unexcused where attendance was marked.
    """

    invited: int
    present: int
    full: int
    excused: int
    unexcused: int
    completed: int


def head_count(case: Case) -> HeadCount:
    """Return the count of all who were invited."""
    return _count(case, invited(case))


def counts_by_unit(case: Case) -> Mapping[str, HeadCount]:
    """Return the count of each unit in the order of the roster; people without one are under ""."""
    units = grouped_by(invited(case), lambda person: person.unit or "")
    return {unit: _count(case, people) for unit, people in units.items()}


def _count(case: Case, counted: Iterable[Person]) -> HeadCount:
    people = list(counted)
    here, away = ([one for one in people if any(one.present) is there] for there in (True, False))
    full, excused = sum(all(one.present) for one in here), sum(map(has_excuse, away))
    done = sum(map(completion_rule(case), people))
    return HeadCount(len(people), len(here), full, excused, len(away) - excused, done)


def has_excuse(person: Person) -> bool:
    """Whether roster or remark give a reason for an absence."""
    typed = fold(person.absence or "")
    return bool(typed and not typed.startswith("không")) or fold(person.note or "").startswith(_EXCUSES)


def is_marked(case: Case) -> bool:
    """Whether the roster says of everybody whether he came."""
    return case.roster.has_attendance and not any(person.is_uncounted for person in case.people)


def completed(case: Case) -> list[Person]:
    """Return those who completed, in the order of the roster."""
    return list(filter(completion_rule(case), case.people))


def has_only_scores(case: Case) -> bool:
    """Whether there are no results, and grades and scores that tell of nobody whether he passed."""
    people = case.roster.people
    if any(person.result for person in people) or not any(person.grade or person.score for person in people):
        return False
    return all(completion(person.grade or "") is None for person in people)


def has_only_failures(case: Case) -> bool:
    """Whether the results only name those who failed: of the others nothing is known."""
    said = {completion(person.result or "") for person in case.roster.people}
    return False in said and True not in said and not all(person.result for person in case.roster.people)


def completion_rule(case: Case) -> Callable[[Person], bool]:
    """Return what tells who gets a certificate: the result; without results, being present in every session."""
    roster = case.roster
    if roster.has_attendance and (not roster.has_results or has_only_scores(case) or has_only_failures(case)):
        return lambda person: (
            completion(person.result or "") is not False and bool(person.present) and all(person.present)
        )
    if roster.has_results:
        if any(person.result for person in roster.people):
            return lambda person: completion(person.result or "") is True
        return lambda person: completion(person.grade or "") is True
    return lambda _person: True  # asked for before anything is known: for everyone
