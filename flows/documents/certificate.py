"""The certificate (giấy chứng nhận): one per person who completed, numbered by the register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from flows.documents import facts
from flows.documents.facts import Base
from flows.documents.naming import event_name
from flows.model.case import Case
from flows.model.draft import Draft, Heading
from flows.model.event import Event
from flows.model.person import Person
from flows.model.personal import Own, Personal
from flows.model.printing import Blank
from flows.vietnamese.dates import date_range, day_list, short_date
from flows.vietnamese.results import completion
from flows.vietnamese.text import lower_first, upper_first

KIND = "giay-chung-nhan"
NAME = "Giấy chứng nhận"
PER_PERSON = True
ON_REQUEST = False
ONE_PAGE = True
NAME_LINE = True
NEEDS = frozenset(
    {"ngay_cap_chung_nhan", "co_quan_cap_chung_nhan", *facts.OFFICE_NEEDS, "so_bat_dau_chung_nhan",
     "ky_hieu_chung_nhan", "cap_so_chung_nhan"}
)  # fmt: skip
WORDS = {
    "chung_nhan.nguoi_cap": "tên cơ quan cấp, chữ hoa",
    "chung_nhan.xung_ho": "Ông, Bà, Đồng chí; không rõ thì Ông/Bà",
    "chung_nhan.noi_cong_tac": "chức vụ, đơn vị",
    "chung_nhan.thoi_gian": "Từ ngày ... đến ngày ..., viết đủ",
    **facts.PERSON_WORDS,
}
MADE_FROM = {"chung_nhan.nguoi_cap": frozenset({"ten_day_du"})}


def waits(case: Case, today: date) -> str:
    """Return a reason until the event is over and somebody's result or attendance is known."""
    if not case.over(today):
        return f"Sự kiện chưa kết thúc; làm sau ngày {short_date(case.event.ends)}."
    if case.roster.has_attendance or (case.roster.has_results and not _has_only_scores(case)):
        return ""
    return _ONLY_SCORES if _has_only_scores(case) else "Chưa có cột Kết quả hoặc điểm danh được ghi."


_ONLY_SCORES = "Điểm, xếp loại không cho biết ai hoàn thành; ghi thêm cột Kết quả."


def _has_only_scores(case: Case) -> bool:
    """Whether there are no results, and grades that tell of nobody whether he passed."""
    people = case.roster.people
    grades = [person.grade for person in people if person.grade]
    return bool(grades) and not any(person.result for person in people) and not any(map(_tells, grades))


def _tells(grade: str) -> bool:
    return completion(grade) is not None


def _test_of_completion(case: Case) -> Callable[[Person], bool]:
    """Return what tells who gets a certificate: the result; without results, being present in every session."""
    roster = case.roster
    if roster.has_results and not (roster.has_attendance and _has_only_scores(case)):
        if any(person.result for person in roster.people):
            return lambda person: completion(person.result or "") is True
        return lambda person: completion(person.grade or "") is True
    if roster.has_attendance:
        return lambda person: bool(person.present) and all(person.present)
    return lambda _person: True  # asked for before anything is known: for everyone


def compose(case: Case, base: Base) -> Iterator[Draft]:
    """Yield a certificate for each person who completed."""
    event, office, day = case.event, case.certifier, facts.certificate_day(case.event)
    head = Heading(
        NAME.upper(),
        event_name(event),
        day,
        facts.series(office, office.certificate_symbol, day, event),
        automatic=facts.gives_certificates(office),
        symbol_heading="Ký hiệu chứng nhận",
        start=office.first_certificate or 1,
        title=", ".join(filter(None, (event_name(event), _booked_days(event)))),
    )
    own_signatory = event if office is case.office else None
    shared = {**base, "co_quan": facts.certifier_values(office, own_signatory)}
    issuer = (office.full_name or "").upper() or Blank("Tên đầy đủ")
    own = partial(_own, issuer, _course_days(event))
    has_completed = _test_of_completion(case)
    for place, person in enumerate(case.people, 1):
        if has_completed(person):
            values = Personal(shared, own, person, place)
            yield Draft(event.code, KIND, person.key, person.name, place, person.name, head, values)


def _own(issuer: str | Blank, days: str, person: Person, place: int) -> Own:
    """Return what a certificate says of its person."""
    told = facts.person_values(person, place)
    address = str(told["xung_ho"])
    certified = {
        "nguoi_cap": issuer,
        "xung_ho": "Ông/Bà" if address == "ông/bà" else upper_first(address),
        "noi_cong_tac": told["noi_cong_tac"],
        "thoi_gian": days,
    }
    return {"nguoi": told, "chung_nhan": certified}


def _course_days(event: Event) -> str:
    """Return the days of the course in full; days that do not follow each other are listed."""
    if facts.is_unbroken(event):
        return upper_first(date_range(event.starts, event.ends, "day_du"))
    return f"Các ngày {day_list(event.days)}"


def _booked_days(event: Event) -> str:
    """Return the days of the course as the certificates' book asks for them: in short where they follow each other."""
    unbroken = facts.is_unbroken(event)
    return date_range(event.starts, event.ends, "co_nam") if unbroken else lower_first(_course_days(event))
