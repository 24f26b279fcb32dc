"""The invitation (giấy mời, form 1.7 of Nghị định 30): one per person of the roster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from flows.documents import facts
from flows.documents.facts import Base
from flows.documents.naming import event_name
from flows.documents.recipients import recipient_lines
from flows.model.case import Case
from flows.model.draft import Draft
from flows.model.person import Person
from flows.model.personal import Own, Personal
from flows.model.printing import Blank, Items
from flows.vietnamese.text import fold, without_stop

KIND = "giay-moi"
NAME = "Giấy mời"
PER_PERSON = True
ON_REQUEST = False
ONE_PAGE = True
NAME_LINE = False
NEEDS = frozenset(
    {"dia_diem", "gio_bat_dau", "ngay_ky", "so_giay_moi", *facts.OFFICE_NEEDS, "so_bat_dau_giay_moi",
     "ky_hieu_giay_moi", "cap_so_van_ban", "bao_cao_vien", "chuong_trinh.bao_cao_vien"}
)  # fmt: skip
WORDS = {
    "giay_moi.kinh_moi": "xưng hô, họ tên - chức vụ, đơn vị",
    "giay_moi.thoi_gian": "số ngày, giờ, ngày, thứ, viết đủ",
    "giay_moi.noi_dung": "các chuyên đề, nối bằng dấu chấm phẩy",
    **facts.PERSON_WORDS,
}
MADE_FROM = {"giay_moi.thoi_gian": facts.WHEN_FROM, "giay_moi.noi_dung": facts.TOPICS_FROM}
SPEAKERS = ("báo cáo viên", "giảng viên", "diễn giả", "bcv")


def waits(case: Case, _today: date) -> str:
    """Return a reason while there is nobody to invite."""
    return "" if any(invited(case)) else "Chưa có danh sách đại biểu."


def invited(case: Case) -> Iterator[Person]:
    """Yield the people who get an invitation: neither speakers nor withdrawn."""
    names = speakers(case)
    return (person for person in case.people if not is_speaker(person) and fold(person.name) not in names)


def is_speaker(person: Person) -> bool:
    """Whether the roster gives the person the role of a speaker."""
    return fold(person.role or "").startswith(SPEAKERS)


def speakers(case: Case) -> frozenset[str]:
    """Return the folded names of those who speak at the event."""
    typed = [item.speaker for item in case.agenda if item.speaker]
    return frozenset(facts.bare_name(line) for line in (*typed, *case.event.speakers)) - {""}


def compose(case: Case, base: Base) -> Iterator[Draft]:
    """Yield an invitation for each person; all of them share one number."""
    event = case.event
    head = facts.paper_heading(case, NAME, f"Dự {event_name(event)}", event.invitation_number, "ky_hieu_giay_moi")
    places = {id(person): place for place, person in enumerate(case.people, 1)}
    taught = "; ".join(without_stop(topic) for topic, _ in facts.topics(case))
    shared = {"thoi_gian": facts.when(event), "noi_dung": taught}
    named = _with_invited(case)
    base = {**base, "co_quan": {**_office(base), "noi_nhan": named, "noi_nhan_in": recipient_lines(named) or named}}
    own = partial(_own, shared)
    for person in invited(case):
        values = Personal(base, own, person, places[id(person)])
        yield Draft(event.code, KIND, person.key, person.name, places[id(person)], person.name, head, values)


def _own(shared: Mapping[str, object], person: Person, place: int) -> Own:
    """Return what an invitation says to its person."""
    return {"nguoi": facts.person_values(person, place), "giay_moi": {"kinh_moi": _invited_line(person), **shared}}


def _invited_line(person: Person) -> str:
    post = facts.post(person)
    name = f"{facts.address(person)} {person.name}"
    return f"{name} - {post}" if post else name


def _office(base: Base) -> Mapping[str, object]:
    office = base["co_quan"]
    return office if isinstance(office, Mapping) else {}


def _with_invited(case: Case) -> Items | Blank:
    """Return the recipients with those invited in front (form 1.7), unless the office names them itself."""
    named = case.event.recipients or case.office.recipients
    if not named:
        return Blank("Nơi nhận")
    given = any(word in fold(named[0]) for word in ("như trên", "thành phần mời", "đại biểu", "như kính mời"))
    return named if given else Items(["- Như thành phần mời;", *named])
