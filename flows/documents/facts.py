"""The template objects that all kinds share: su_kien, chuong_trinh, danh_sach, co_quan, nguoi."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from flows.documents.agenda_acts import CONTENTS, OPENING, REPORT, TOPIC, Act, acts, is_deed
from flows.documents.event_words import category, event_name, is_unbroken
from flows.documents.head_and_foot import recipient_lines
from flows.documents.performers import (
    HEADS,
    NOBODY,
    PLACE,
    Performers,
    chosen_honorific,
    named,
    performers_of,
    written_out,
)
from flows.documents.sentences import BODY
from flows.model.draft import Case
from flows.model.event import AgendaItem, Event
from flows.model.office import Office
from flows.model.person import Person
from flows.model.printing import Absent, Blank, Items, Picture, as_values
from flows.vietnamese.dates import date_range, day_list
from flows.vietnamese.hours import hour_range
from flows.vietnamese.names import is_shouting, proper_case, split_honorific
from flows.vietnamese.text import fold, lower_first, upper_first

TOPICS_FROM = frozenset({"chuyen_de", "chuong_trinh.noi_dung", "chuong_trinh.bao_cao_vien"})
SPEAKERS_FROM = frozenset({"chuong_trinh.hoc_vi", "chuong_trinh.chuc_vu"})
SHARED_FROM: Mapping[str, frozenset[str]] = {
    "su_kien.goi_tat": frozenset({"loai_su_kien"}),
    "co_quan.noi_nhan_in": frozenset({"noi_nhan"}),
}
"""The fields that words are made of, beside the one whose name they bear."""

DERIVED: Mapping[type, Mapping[str, str]] = {
    Event: {"ten_trong_cau": "tên sự kiện để đặt trong câu: bỏ «Tổ chức» gõ ở đầu và dấu chấm gõ ở cuối"},
    AgendaItem: {
        "dau_ngay": "đúng ở mục đầu tiên của mỗi ngày",
        "gio": "giờ của mục: 08h00 - 09h30, hoặc Sáng",
        "nguoi_thuc_hien": "học vị, họ tên - chức vụ của người trình bày",
    },
    Person: {
        "ten": "tên, khi họ tên chia nhiều cột: Họ đệm | Tên",
        "noi_cong_tac": "chức vụ và đơn vị, không lặp",
    },
    Office: {"noi_nhan_in": "nơi nhận như văn bản in: mỗi nơi một dòng, có gạch đầu dòng và dấu cuối dòng"},
}
"""What each object says beside the fields of its record."""

EITHER_SEX = "ông/bà"
"""What somebody is called of whom nobody knows whether it is a man or a woman."""
Base = Mapping[str, object]


def shared(case: Case) -> Base:
    """Return the objects that are the same in every document of an event."""
    return {
        "su_kien": event_values(case),
        "chuong_trinh": agenda_values(case.agenda),
        "danh_sach": [person_values(person, place) for place, person in enumerate(case.people, 1)],
        "co_quan": office_values(case, case.office),
    }


def event_values(case: Case) -> dict[str, object]:
    """Return `su_kien`: the event's fields, the blank ones derived where other fields tell them."""
    event = case.event
    return as_values(
        event,
        ten_trong_cau=event_name(event),
        ngay=date_range(event.starts, event.ends, "co_nam") if is_unbroken(event) else day_list(event.days),
        so_ngay=len(event.days),
        goi_tat=event.short_name or category(event),
        loai_su_kien=category(event),
        chu_tri=event.chair and upper_first(written_out(event.chair)),
        nguoi_ky=event.signatory or case.office.signatory,
        noi_nhan=case.recipients or None,
        anh=photo(case) or Blank("Ảnh"),
    )


def photo(case: Case) -> Picture | None:
    """Return the event's photograph if it stands beside the workbook; the cell names a file, never a path."""
    path = case.folder / Path(case.event.photo or "").name
    return Picture(path) if case.event.photo and path.is_file() else None


def agenda_values(agenda: tuple[AgendaItem, ...]) -> list[Mapping[str, object]]:
    """Return `chuong_trinh`; `dau_ngay` marks the first item of each day."""
    days = [None, *(item.day for item in agenda)]
    return [
        as_values(
            item,
            dau_ngay=item.day is not None and item.day != before,
            gio=hour_range(item.starts, item.ends) if item.starts else upper_first(item.session or ""),
            nguoi_thuc_hien=upper_first(speaker_line(item)),
        )
        for before, item in zip(days, agenda, strict=False)
    ]


def speaker_line(item: AgendaItem) -> str:
    """Return "Tiến sỹ Tạ Văn Sỹ - Nguyên Giám đốc ..."."""
    if not item.speaker:
        return ""
    who = performers_of(item)
    if len(who.people) > 1:
        return named(who)
    typed, name = split_honorific(item.speaker)
    if who.are_people and is_shouting(name):
        name = proper_case(name)
    before = chosen_honorific(f"{item.degree} {typed}") if item.degree and typed else typed or item.degree or ""
    name = f"{before} {name}".strip()
    return f"{name} - {item.title}" if item.title else name


def idle(case: Case) -> frozenset[str]:
    """Return the fields that no sentence of this event's papers is made of, however they are filled in."""
    later_hours = {"gio_ket_thuc", "buoi"} if len(case.event.days) > 1 else set()
    taught = any(act.kind == TOPIC for act in told_acts(case))
    topics = {"chuyen_de"} if taught else set()
    purpose = {"muc_dich"} if case.event.outcome else set()
    return frozenset(later_hours | topics | purpose)


def person_values(person: Person, place: int) -> dict[str, object]:
    """Return `nguoi`; `stt` counts anew, `xung_ho` falls back to ông/bà."""
    values = as_values(
        person,
        stt=place,
        xung_ho=address(person),
        ten=person.given_name or Blank("Tên"),
        noi_cong_tac=post(person) or _no_post(person),
    )
    for key in person.unasked:
        value = values[key]
        values[key] = Absent(value.heading) if isinstance(value, Blank) else value
    return values


def _no_post(person: Person) -> Blank:
    """Return what stands for post and unit: nothing where the roster has a column for neither."""
    if "chuc_vu" not in person.unasked:
        return Blank("Chức vụ")
    return Absent("Chức vụ") if "don_vi" in person.unasked else Blank("Đơn vị")


def address(person: Person, event: Event | None = None) -> str:
    """Return how a person is addressed in the middle of a sentence; unknown sex gives both, never a guess."""
    if person.honorific:
        return person.honorific
    if is_pupil(person):
        return "em"
    if event and _PARTY.match(fold(event.organiser or "")):
        return "đồng chí"
    known = {"nam": "ông", "nữ": "bà", "ông": "ông", "bà": "bà"}.get(fold(person.gender or ""))
    return known or (lower_first(event.called_together) if event and event.called_together else EITHER_SEX)


_PARTY = re.compile(
    r"(?:(?:ban )?thường vụ |ban chấp hành |văn phòng |ban \w+ \w+ )?(?:đảng|chi|tỉnh|huyện|thành) (?:ủy|bộ)(?!\w)"
)
"""Bodies of the Party: among its own everybody is a comrade."""


def is_pupil(person: Person) -> bool:
    """Whether post or unit say that the person goes to school: a pupil is no «ông»."""
    title, unit = fold(person.title or ""), fold(person.unit or "")
    return title.startswith("học sinh") or (not title and bool(re.match(r"lớp \d", unit) or _CLASS.fullmatch(unit)))


_CLASS = re.compile(r"\d{1,2} ?[a-zđ]\d{0,2}")
"""A class of a school as lists name it: 6A1, 12B."""


def post(person: Person) -> str:
    """Return post and unit as one phrase: the words on both sides of the seam once, a comma where no head is named."""
    title, unit = person.title or person.party_title or "", person.unit or ""
    if _CLASS.fullmatch(fold(unit)):
        unit = f"lớp {unit}" if title else f"Lớp {unit}"
    if not title or not unit or fold(unit) in fold(title):
        return title or unit
    words, of_unit = title.split(), unit.split()
    for count in range(min(len(words), len(of_unit)), 0, -1):
        if fold(" ".join(words[-count:])) == fold(" ".join(of_unit[:count])):
            in_place = PLACE.match(fold(of_unit[0]))
            return " ".join([*words, *of_unit[count:]] if in_place else [*words[:-count], *of_unit])
    is_head = fold(title).startswith(HEADS) and (BODY.match(fold(unit)) or PLACE.match(fold(unit)))
    return f"{title} {unit}" if is_head else f"{title}, {unit}"


def office_values(case: Case, office: Office) -> dict[str, object]:
    """Return `co_quan`; the event's own signatory and recipients are those of the office that holds it."""
    own = office is case.office
    named = case.recipients if own else office.recipients
    return as_values(
        office,
        nguoi_ky=(case.event.signatory if own else None) or office.signatory,
        noi_nhan=named or None,
        noi_nhan_in=recipient_lines(named) or Blank("Nơi nhận"),
    )


def with_recipients(base: Base, lines: Items | Blank) -> Base:
    """Return the shared objects with other recipients than the office's."""
    office = base["co_quan"]
    told = dict(office) if isinstance(office, Mapping) else {}
    return {**base, "co_quan": {**told, "noi_nhan": lines, "noi_nhan_in": recipient_lines(lines) or lines}}


def told_acts(case: Case) -> tuple[Act, ...]:
    """Return the acts that a plan lists as its contents: not welcome, ceremony, opening, closing, breaks, speeches."""
    return tuple(act for act in acts(case) if act.kind in CONTENTS or is_deed(act))


def performed_by(act: Act) -> str:
    """Return "(báo cáo viên: ...)" behind a talk, "(trình bày: ...)" behind a report, nothing behind other acts."""
    if act.kind not in {TOPIC, REPORT} or act.by.is_nobody:
        return ""
    line = speaker_line(act.item)
    return f" ({'báo cáo viên' if act.kind == TOPIC else 'trình bày'}: {line})"


def opener_of_agenda(case: Case) -> Performers:
    """Return the person whom the agenda names beside the opening; «Ban Tổ chức» names nobody."""
    opens = (act.by for act in acts(case) if act.kind == OPENING and act.by.are_people)
    return next(opens, Performers(NOBODY))


def named_again(case: Case, name: str) -> str:
    """Return what a paper that said the office's name calls it from then on; another body keeps its name."""
    return case.office.short_name or name if case.office.is_called(name) else name


def organiser(event: Event) -> str:
    """Return the organiser for a sentence, the loud blank where none was typed."""
    return event.organiser or str(Blank("Đơn vị tổ chức"))
