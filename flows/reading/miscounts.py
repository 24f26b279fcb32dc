"""Numbers that an event sheet types against the people who are counted: an event and its roster in, warnings out."""

from __future__ import annotations

from flows.model.event import Event
from flows.model.person import Person, Roster
from flows.problems import Problem
from flows.vietnamese.text import fold


def miscounted(event: Event, roster: Roster) -> tuple[Problem, ...]:
    """Return a warning where the number expected, or the number present, is not that of the roster.

    Nothing is said of a roster that is empty or not wholly read. Speakers may be counted or not.
    """
    people = [person for person in roster.people if not person.withdrawn]
    if not people or not roster.whole:
        return ()
    guests = [person for person in people if not _speaks(person)]
    found = []
    if event.expected is not None and event.expected not in (len(people), len(guests)):
        message = f"Ghi {event.expected} người nhưng danh sách có {len(people)} người."
        found.append(_problem(event, "so_luong_du_kien", message))
    present = [person for person in people if any(person.present)]
    always = [person for person in people if person.present and all(person.present)]
    if event.present is not None and roster.has_attendance and event.present not in (len(present), len(always)):
        message = f"Ghi {event.present} người có mặt nhưng danh sách đánh dấu {len(present)} người."
        found.append(_problem(event, "so_co_mat", message))
    return tuple(found)


def _speaks(person: Person) -> bool:
    return fold(person.role or "").startswith(("báo cáo viên", "giảng viên"))


def _problem(event: Event, key: str, message: str) -> Problem:
    fix = "Sửa số ở ô này, hoặc bổ sung danh sách: giấy tờ in số ở ô này."
    return Problem(event.place_of(key), message, fix, "warning")
