"""The invitation (giấy mời, form 1.7 of Nghị định 30): one per person of the roster."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flows.documents import facts
from flows.documents.agenda_acts import AWARD, CONTEST, REPORT, TOPIC, VISIT, is_course, topic_names
from flows.documents.event_words import WHEN_FROM, event_name, when
from flows.documents.head_and_foot import addressed, needed, numbered, recipient_lines, signing_day
from flows.documents.sentences import join
from flows.model.draft import Case, Draft, Heading
from flows.model.event import Event
from flows.model.office import PRINTED
from flows.model.person import Person
from flows.model.printing import Blank, Items
from flows.vietnamese.names import person_line, split_honorific
from flows.vietnamese.text import fold, lower_first, upper_first, without_stop

KIND = "giay-moi"
NAME = "Giấy mời"
PER_PERSON = True
ON_REQUEST = False
SERIES = "giay_moi"
NEEDS = frozenset({"dia_diem", "gio_bat_dau", "ngay_ky", "bao_cao_vien", "chuong_trinh.bao_cao_vien"}) | needed(SERIES)
WORDS = {
    "giay_moi.kinh_moi": "xưng hô, họ tên - chức vụ, đơn vị",
    "giay_moi.thoi_gian": "số ngày, giờ, ngày, thứ, viết đủ",
    "giay_moi.noi_dung": "các chuyên đề, nối bằng dấu chấm phẩy",
    "giay_moi.goi_nguoi_du": "gọi người được mời ở câu kết: đại biểu; học sinh là em",
}
MADE_FROM = {"giay_moi.thoi_gian": WHEN_FROM, "giay_moi.noi_dung": facts.TOPICS_FROM}
PROGRAMME = "Chương trình"
_LISTED = frozenset({TOPIC, REPORT, VISIT})
SPEAKERS = ("báo cáo viên", "giảng viên", "diễn giả", "bcv")


def waits(case: Case, _today: date) -> str:
    """Return a reason while there is nobody to invite."""
    return "" if any(invited(case)) else "Chưa có danh sách đại biểu."


def invited(case: Case) -> Iterator[Person]:
    """Yield the people who get an invitation: neither speakers nor withdrawn."""
    names = speakers(case)
    others = (person for person in case.people if not fold(person.role or "").startswith(SPEAKERS))
    return (person for person in others if fold(person.name) not in names)


def speakers(case: Case) -> frozenset[str]:
    """Return the folded names of those who speak at the event."""
    typed = [item.speaker for item in case.agenda if item.speaker]
    named = (person_line(line)[0] for line in (*typed, *case.event.speakers))
    return frozenset(fold(split_honorific(name)[1]) for name in named) - {""}


def compose(case: Case, base: facts.Base) -> Iterator[Draft]:
    """Yield an invitation for each person; all of them share one number."""
    event = case.event
    head = numbered(Heading(NAME.upper(), abstract(event), signing_day(event)), SERIES, event, case.office)
    places = {id(person): place for place, person in enumerate(case.people, 1)}
    shared = {"thoi_gian": when(event), "noi_dung": contents(case)}
    base = facts.with_recipients(base, _with_invited(case))
    code = "" if case.office.paper_codes == PRINTED else None
    for person in invited(case):
        called = "em" if facts.address(person, event) == "em" else "đại biểu"
        own = {"kinh_moi": invited_line(person, event), "goi_nguoi_du": called, **shared}
        place = places[id(person)]
        values = {**base, "nguoi": facts.person_values(person, place), "giay_moi": own}
        yield Draft(event.code, KIND, person.key, person.name, place, person.name, head, values, code=code)


def invited_line(person: Person, event: Event) -> str:
    """Return whom the invitation invites: "đồng chí A - Trưởng thôn Bến"."""
    post, called = facts.post(person), facts.address(person, event)
    name = f"{called} {person.name}"
    post = lower_first(post) if called == "em" else post
    return f"{name} - {post}" if post else name


def abstract(event: Event) -> str:
    """Return what the invitation is about: "Dự Lớp tập huấn ..."."""
    return join("Dự", upper_first(event_name(event)))


def contents(case: Case) -> str:
    """Return what is taught or told, and the programme where it goes with the invitation; "" where nothing is known."""
    told = facts.told_acts(case)
    is_ceremony = not is_course(case.event) and all(act.kind != CONTEST for act in told)
    listed = {*_LISTED, AWARD} if is_ceremony else _LISTED
    lines = [act.text for act in told if act.kind in listed] or list(topic_names(case.event))
    lines = lines or [act.text for act in told]
    enclosed = bool(case.agenda) and case.event.asks_for(PROGRAMME)
    if not lines:
        return f"theo {PROGRAMME} gửi kèm" if enclosed else ""
    return "; ".join(map(without_stop, lines)) + (f" (có {PROGRAMME} gửi kèm)" if enclosed else "")


def _with_invited(case: Case) -> Items | Blank:
    """Return the recipients with those invited in front (form 1.7), unless the office's list names them."""
    first = fold("".join(recipient_lines(case.recipients)[:1]))
    if any(word in first for word in ("thành phần mời", "đại biểu", "như kính mời")):
        return case.recipients
    return addressed(case.recipients, "Như thành phần mời")
