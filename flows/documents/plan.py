"""The plan (kế hoạch, form 1.4 of Nghị định 30): one per event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flows.documents import facts
from flows.documents.agenda_acts import TOPIC, topic_names
from flows.documents.event_words import WHEN_FROM, deed, when
from flows.documents.head_and_foot import needed, numbered, signing_day
from flows.documents.participants import attendants, group_lines
from flows.documents.sentences import ended, ground_lines, with_partners
from flows.model.draft import Case, Draft, Heading
from flows.model.event import Event
from flows.model.office import PRINTED
from flows.model.printing import Blank, Items
from flows.vietnamese.numbers import grouped
from flows.vietnamese.text import upper_first

KIND = "ke-hoach"
NAME = "Kế hoạch"
PER_PERSON = False
ON_REQUEST = False
SERIES = "ke_hoach"
NEEDS = frozenset({"dia_diem", "thanh_phan", "so_luong_du_kien", "ngay_ky"}) | needed(SERIES)
WORDS = {
    "ke_hoach.thoi_gian": "số ngày, ngày và giờ, viết đủ",
    "ke_hoach.so_luong": "số lượng dự kiến, dưới 10 thêm số 0",
    "ke_hoach.goi_nguoi_du": "gọi người dự: đại biểu, học viên hoặc em học sinh",
    "ke_hoach.viec": "việc của kế hoạch, giữa câu: tổ chức Lớp ...",
    "ke_hoach.mo_dau": "câu mở đầu: cơ quan xây dựng Kế hoạch phối hợp với ... tổ chức ... như sau:",
    "ke_hoach.can_cu_in": "căn cứ như văn bản in: mỗi căn cứ một dòng, có dấu cuối dòng",
    "ke_hoach.noi_dung": "các dòng mục Nội dung, đánh số, có người trình bày",
    "ke_hoach.thanh_phan_in": "thành phần như văn bản in: có gạch đầu dòng và dấu cuối dòng",
    "ke_hoach.chuyen_de": "các chuyên đề có người trình bày",
    "ke_hoach.chuyen_de[].noi_dung": "tên chuyên đề",
    "ke_hoach.chuyen_de[].nguoi_thuc_hien": "người trình bày",
}
MADE_FROM = {
    "ke_hoach.thoi_gian": WHEN_FROM,
    "ke_hoach.goi_nguoi_du": frozenset({"goi_nguoi_du"}),
    "ke_hoach.mo_dau": frozenset({"don_vi_phoi_hop"}),
    "ke_hoach.can_cu_in": frozenset({"can_cu"}),
    "ke_hoach.noi_dung": facts.TOPICS_FROM | facts.SPEAKERS_FROM,
    "ke_hoach.chuyen_de": facts.TOPICS_FROM | facts.SPEAKERS_FROM,
}


def waits(_case: Case, _today: date) -> str:
    """Return nothing: a plan is due as soon as its event can be read."""
    return ""


def compose(case: Case, base: facts.Base) -> Iterator[Draft]:
    """Yield the event's plan."""
    event = case.event
    expected = event.expected or len(case.people)
    head = Heading(NAME.upper(), upper_first(deed(event)), signing_day(event))
    head = numbered(head, SERIES, event, case.office)
    own = {
        "thoi_gian": when(event),
        "so_luong": (grouped(expected) if expected > 99 else f"{expected:02}") if expected else Blank("Số lượng"),
        "goi_nguoi_du": attendants(case),
        "viec": deed(event),
        "mo_dau": opening(event),
        "can_cu_in": Items(ground_lines(event.grounds)) if event.grounds else Blank("Căn cứ"),
        "noi_dung": Items(contents(case)) or Blank("Chuyên đề"),
        "thanh_phan_in": Items(group_lines(event.groups)) or Blank("Thành phần"),
        "chuyen_de": _topics(case),
    }
    code = "" if case.office.paper_codes == PRINTED else None
    yield Draft.of_event(event.code, KIND, head, {**base, "ke_hoach": own}, code=code)


def contents(case: Case) -> tuple[str, ...]:
    """Return the lines of «II. Nội dung»: what is taught, reported, discussed, visited and handed over, numbered."""
    told = facts.told_acts(case)
    lines = [f"{act.text}{facts.performed_by(act)}" for act in told] or list(topic_names(case.event))
    return tuple(f"{number}. {ended(line)}" for number, line in enumerate(lines, 1))


def opening(event: Event) -> str:
    """Return the sentence between the căn cứ and the chapters."""
    return f"{facts.organiser(event)} xây dựng Kế hoạch{with_partners(event.partners)} {deed(event)} như sau:"


def _topics(case: Case) -> list[dict[str, str]]:
    """Return what is taught and by whom: the agenda's talks, else the topics of the event's own sheet."""
    talks = [(act.text, facts.speaker_line(act.item)) for act in facts.told_acts(case) if act.kind == TOPIC]
    told = talks or [(topic, "") for topic in topic_names(case.event)]
    return [{"noi_dung": topic, "nguoi_thuc_hien": speaker} for topic, speaker in told]
