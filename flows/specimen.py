"""An event that never was, with everything filled in: what a template prints when nobody has dropped a workbook yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from flows.documents import Kind
from flows.documents.facts import shared
from flows.model.case import Case
from flows.model.event import AgendaItem, Event
from flows.model.office import Office
from flows.model.person import Person, Roster
from flows.model.printing import Items

_BODY = "Ban Thường trực Ủy ban MTTQ Việt Nam xã Phúc Thọ"
_TEXT = (
    "Nâng cao kiến thức, kỹ năng nghiệp vụ công tác Mặt trận cho đội ngũ cán bộ ở cơ sở, đáp ứng yêu cầu nhiệm vụ"
    " trong tình hình mới."
)
_OFFICE = Office(
    parent="ỦY BAN MTTQ VIỆT NAM\nXÃ PHÚC THỌ",
    issuer="BAN THƯỜNG TRỰC",
    full_name=_BODY,
    place="Phúc Thọ",
    plan_symbol="{so}/KH-MTTQ-BTT",
    invitation_symbol="{so}/GM-MTTQ-BTT",
    certificate_symbol="{so:03}/GCN",
    authority=Items(("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")),
    signatory="Nguyễn Văn Mẫu",
    recipients=Items(("- Như thành phần mời;", "- Lưu: VT, MTTQ.")),
)
_EVENT = Event(
    code="MAU",
    name="Lớp bồi dưỡng kiến thức nghiệp vụ công tác Mặt trận năm 2024",
    starts=date(2024, 7, 1),
    ends=date(2024, 7, 2),
    start_hour=time(8),
    place="Hội trường Trung tâm Chính trị",
    organiser=_BODY,
    partners=Items(("Trung tâm Chính trị",)),
    chair="đồng chí Chủ tịch",
    opener="Nguyễn Văn Mẫu",
    topics=Items(("Luật Thực hiện dân chủ ở cơ sở",)),
    groups=Items(("Cán bộ Mặt trận các thôn", "Trưởng ban Công tác Mặt trận")),
    expected=230,
    purpose=Items((_TEXT,)),
    demands=Items((_TEXT,)),
    grounds=Items(("Căn cứ Điều lệ Mặt trận Tổ quốc Việt Nam;",)),
    carrying_out=Items((_TEXT,)),
    budget=10_000_000,
    budget_source="ngân sách xã",
    contact="Văn phòng",
)
_AGENDA = (AgendaItem(day=_EVENT.starts, starts=time(8), content="Khai mạc", speaker="Nguyễn Văn Mẫu"),)
_PERSON = Person(
    name="Trần Thị Thử", title="Trưởng ban Công tác Mặt trận", unit="thôn Đông", result="hoàn thành", key="1"
)
_CASE = Case(_EVENT, _AGENDA, Roster((_PERSON,), has_results=True), _OFFICE, _OFFICE)


def specimen_of(kind: Kind) -> Mapping[str, object]:
    """Return every object that a template of the kind may name."""
    return next(kind.compose(_CASE, shared(_CASE))).filled()
