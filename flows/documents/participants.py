"""Who is at an event: its groups as papers tell and list them, and who was invited, came and completed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.documents.event_words import event_noun
from flows.documents.invitation import invited
from flows.documents.performers import HEADS, PLACE, named, performers, written_out
from flows.documents.sentences import BODY, dashed, enumerated, join
from flows.model.draft import Case
from flows.model.person import Person
from flows.problems import grouped_by
from flows.vietnamese.numbers import grouped
from flows.vietnamese.results import completion
from flows.vietnamese.text import fold, lower_first, upper_first, without_stop

_TITLES = re.compile(
    rf"(?:{'|'.join(HEADS)}|thường trực(?! các)|ủy viên|nguyên|bà mẹ việt nam|anh hùng|y tế|nhân dân|đảng(?! viên)|"
    r"(?:nghệ nhân|nhà giáo|thầy thuốc) (?:ưu tú|nhân dân)|nhà nước|chính phủ|quốc hội|trung ương|thanh tra|mặt trận|"
    r"quân đội)(?!\w)"
)
"""Posts, titles and bodies, folded: they keep their capital inside a sentence."""
_UNIT = (
    r"(?P<unit>đ/c|đc|đồng chí|người|em|vị|đại biểu|học viên|hộ|bác|cụ|ông|bà|chiến sĩ|giáo viên|đội|gia đình|"
    r"tập thể|cá nhân|đơn vị|thí sinh|đôi|cặp|mẹ|bạn|cháu|đoàn|nghệ nhân|"
    r"diễn viên|vận động viên|sinh viên|đoàn viên|hội viên|đảng viên|doanh nghiệp|lớp|trường|thôn|tổ)?"
)
_ABOUT = r"(?P<about>khoảng|gần|hơn|trên|dự kiến)?"
_COUNTED = re.compile(
    rf"(?P<who>.+?)\s*(?:[:(]|\s[-–])\s*{_ABOUT}\s*(?P<count>\d[\d.]*)\s*{_UNIT}\s*\)?", re.IGNORECASE
)
_ALL_OF = ("các ", "toàn thể ", "toàn bộ ", "tất cả ", "đông đảo ")
_LEADING_NUMBER = re.compile(r"^\d[\d.]*\s+")


@dataclass(frozen=True, slots=True)
class Group:
    """One line of «Thành phần»; `count` is None where the line has no number, `about` its «khoảng»."""

    who: str
    count: int | None = None
    unit: str = ""
    about: str = ""


def group(line: str) -> Group:
    """Read a line such as "Trưởng thôn (12 đ/c)"."""
    text = written_out(without_stop(line))
    found = _COUNTED.fullmatch(text)
    if not found:
        return Group(text)
    about, unit = (fold(found[name] or "") for name in ("about", "unit"))
    return Group(found["who"], int(found["count"].replace(".", "")), unit, f"{about} " if about else "")


def groups_told(lines: Sequence[str], called: str, *, numbers: bool = True) -> str:
    """Return the groups as one enumeration, persons first; `called` is what the attendants are called.

    Without `numbers` the groups are named alone: those planned are more than those who came.
    """
    if len(lines) == 1:
        return group_told(lines[0], called, numbers=numbers)
    people = [line for line in lines if performers(line).are_people]
    rest = [line for line in lines if line not in people]
    return enumerated([group_told(line, called, numbers=numbers) for line in (*people, *rest)])


def group_told(line: str, called: str, *, numbers: bool) -> str:
    """Return one group inside a sentence; a person with honorific and post."""
    who = performers(line)
    if who.are_people:
        return named(who)
    one = group(line)
    if not numbers:
        return inside(_LEADING_NUMBER.sub("", one.who))
    if one.count is None:
        return inside(one.who)
    many = f"{one.about}{grouped(one.count)}"
    if is_of_all(one):
        return f"{inside(one.who)} ({many} {one.unit or 'người'})"
    if PLACE.match(fold(one.who)) and not one.unit:
        return f"{many} {called} {lower_first(one.who)}"
    unit = "" if one.unit == "người" or one.unit in fold(one.who).split()[1:] else f"{one.unit} "
    return f"{many} {join(unit.strip(), inside(one.who))}"


def is_of_all(one: Group) -> bool:
    """Whether a group is a body or all of some: its number stands in brackets behind it."""
    folded = fold(one.who)
    return bool(BODY.match(folded) or _LEADING_NUMBER.match(one.who) or folded.startswith(_ALL_OF))


def inside(text: str) -> str:
    """Return a group inside a sentence: common nouns lose their capital, posts keep it."""
    folded, words = fold(text), text.split()
    is_name = any(word[:1].isupper() for word in words[:2][1:]) or words[0][:2].isupper() if words else True
    return text if is_name or _TITLES.match(folded) or BODY.match(folded) else lower_first(text)


def group_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the groups as the plan lists them: "- Trưởng thôn: 12 đồng chí;", and "." the last."""
    said = []
    for line in lines:
        person = performers(line)
        one = Group(named(person)) if person.are_people else group(line)
        count = "" if one.count is None else f": {one.about}{one.count:02} {one.unit or 'người'}"
        said.append(f"{upper_first(one.who)}{count}")
    return dashed(said)


def counted(lines: Sequence[str]) -> int:
    """Return how many people the groups count together; «khoảng 20» counts nobody."""
    leading = [_LEADING_NUMBER.match(line) for line in lines]
    first = [int(found[0].replace(".", "")) if found else 0 for found in leading]
    read = [group(line) for line in lines]
    return sum(0 if one.about else one.count or number for one, number in zip(read, first, strict=True))


def attendants(case: Case) -> str:
    """Return what those who attend are called: as the event says, else «đại biểu», «học viên», «em học sinh»."""
    event, people = case.event, case.people
    if event.attendants:
        return lower_first(event.attendants)
    groups = [fold(line) for line in event.groups]
    if groups and all(line.startswith("học sinh") for line in groups):
        return "em học sinh"
    learners = sum(fold(person.role or "").startswith("học viên") for person in people)
    are_learners = learners * 2 > len(people) or any(line.startswith("học viên") for line in groups)
    return "học viên" if are_learners else "đại biểu"


def learners(case: Case) -> str:
    """Return what those who attend are called in papers about results: those of a course are «học viên»."""
    is_class = event_noun(case.event).startswith(("lớp", "khóa"))
    return "học viên" if is_class and not case.event.attendants else attendants(case)


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
