"""Small events for the tests of documents: say only what the test is about, the rest is a plain two-day course."""

from dataclasses import replace
from datetime import date, time

from flows.documents.facts import shared
from flows.model.draft import Case
from flows.model.event import AgendaItem, Event
from flows.model.office import Office
from flows.model.person import Person, Roster
from flows.model.printing import Items

OFFICE = Office(
    parent="ỦY BAN MTTQ VIỆT NAM\nXÃ HÁT MÔN",
    issuer="BAN THƯỜNG TRỰC",
    full_name="Ban Thường trực Ủy ban MTTQ Việt Nam xã Hát Môn",
    place="Hát Môn",
    plan_symbol="{so}/KH-MTTQ-BTT",
    invitation_symbol="{so}/GM-MTTQ-BTT",
    certificate_symbol="{so:03}/GCN",
    authority=Items(["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"]),
    signatory="Nguyễn Văn Ký",
    recipients=Items(["- Như trên;", "- Lưu: VT."]),
)
EVENT = Event(
    code="HM-1",
    name="Lớp tập huấn công tác Mặt trận năm 2025",
    starts=date(2025, 9, 8),
    ends=date(2025, 9, 9),
    start_hour=time(8),
    place="Hội trường xã",
    organiser="Ban Thường trực Ủy ban MTTQ Việt Nam xã Hát Môn",
)
TALKS = (
    AgendaItem(day=date(2025, 9, 8), content="Luật Mặt trận", speaker="Trần Thị Giảng", title="Phó Chủ tịch"),
    AgendaItem(day=date(2025, 9, 9), content="Giám sát cộng đồng", speaker="Lê Văn Thuyết", degree="Tiến sĩ"),
)


def person(name, **more):
    return Person(name=name, key=name, **more)


def case(*people, agenda=TALKS, results=False, attendance=False, office=OFFICE, certifier=None, **event):
    roster = Roster(tuple(people), results, attendance)
    return Case(replace(EVENT, **event), agenda, roster, office, certifier or office)


def drafts(kind, of):
    return list(kind.compose(of, shared(of)))


def words(kind, of, place=0):
    return drafts(kind, of)[place].filled()
