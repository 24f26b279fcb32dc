"""The template objects that all kinds share: su_kien, chuong_trinh, danh_sach, co_quan, nguoi."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from flows.documents.naming import category, event_name
from flows.documents.recipients import recipient_lines
from flows.model.case import Case
from flows.model.draft import Heading, Series
from flows.model.event import AgendaItem, Event
from flows.model.fields import field_named
from flows.model.office import AUTOMATIC, BLANK, Office
from flows.model.person import Person
from flows.model.printing import Blank, Items, Picture, as_values
from flows.vietnamese.dates import OpenDate, date_range, day_list, short_date, weekday
from flows.vietnamese.hours import hour_h, hour_minute
from flows.vietnamese.names import person_line, split_honorific
from flows.vietnamese.text import fold, upper_first

WORKING_DAYS_AHEAD = 3
"""Invitations go out at least three working days before (QĐ 45/2018/QĐ-TTg)."""

POSTS_OF_A_BODY = frozenset(map(fold, (
    "chủ tịch", "phó chủ tịch", "giám đốc", "phó giám đốc", "bí thư", "phó bí thư", "hiệu trưởng", "ct", "pct", "pbt",
)))  # fmt: skip
BODIES = tuple(map(fold, (
    "ủy ban", "ban", "hội", "đảng ủy", "trung tâm", "huyện ủy", "mttq", "liên đoàn", "trường", "công đoàn",
)))  # fmt: skip


OFFICE_NEEDS = ("danh_so_theo", "nhiem_ky", "hieu_luc_tu", "hieu_luc_den")
"""The office's fields that say in what periods numbers count, and whether it may sign at all: no paper that bears a
number is made while they cannot be read."""

WHEN_FROM = frozenset({"gio_bat_dau", "gio_ket_thuc", "buoi"})
TOPICS_FROM = frozenset({"chuyen_de", "chuong_trinh.noi_dung", "chuong_trinh.bao_cao_vien"})
SPEAKERS_FROM = frozenset({"chuong_trinh.hoc_vi", "chuong_trinh.chuc_vu"})
SHARED_FROM: Mapping[str, frozenset[str]] = {
    "su_kien.goi_tat": frozenset({"loai_su_kien"}),
    "su_kien.ten_trong_cau": frozenset({"ten_su_kien"}),
    "co_quan.noi_nhan_in": frozenset({"noi_nhan"}),
}
"""The fields that words are made of, beside the one whose name they bear."""

Base = Mapping[str, object]


def shared(case: Case, *, with_people: bool = True) -> Base:
    """Return the objects that are the same in every document of an event; the list of people where it is asked for."""
    people = enumerate(case.people, 1) if with_people else ()
    return {
        "su_kien": event_values(case),
        "chuong_trinh": agenda_values(case.agenda),
        "danh_sach": [person_values(person, place) for place, person in people],
        "co_quan": office_values(case.event, case.office),
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
        nguoi_ky=event.signatory or case.office.signatory,
        noi_nhan=_items(event.recipients or case.office.recipients),
        anh=photo(case) or Blank("Ảnh"),
    )


def is_unbroken(event: Event) -> bool:
    """Whether the event goes on from its first day to its last without a gap."""
    return len(event.days) == (event.ends - event.starts).days + 1


def photo(case: Case) -> Picture | None:
    """Return the event's photograph if it stands beside the workbook; the cell names a file, never a path."""
    path = case.folder / Path(case.event.photo or "").name
    return Picture(path) if case.event.photo and path.is_file() else None


EVENT_WORDS = {
    "su_kien.ten_trong_cau": "tên sự kiện để đặt trong câu: bỏ «Tổ chức» gõ ở đầu và dấu chấm gõ ở cuối",
}


def _items(items: tuple[str, ...]) -> Items | None:
    return (items if isinstance(items, Items) else Items(items)) if items else None


def agenda_values(agenda: tuple[AgendaItem, ...]) -> list[Mapping[str, object]]:
    """Return `chuong_trinh`; `dau_ngay` marks the first item of each day."""
    days = [None, *(item.day for item in agenda)]
    return [
        as_values(
            item,
            dau_ngay=item.day is not None and item.day != before,
            gio=agenda_hours(item),
            nguoi_thuc_hien=speaker_line(item),
        )
        for before, item in zip(days, agenda, strict=False)
    ]


AGENDA_WORDS = {
    "chuong_trinh[].dau_ngay": "đúng ở mục đầu tiên của mỗi ngày",
    "chuong_trinh[].gio": "giờ của mục: 08h00 - 09h30, hoặc Sáng",
    "chuong_trinh[].nguoi_thuc_hien": "học vị, họ tên - chức vụ của người trình bày",
}


def agenda_hours(item: AgendaItem) -> str:
    """Return an item's hours as agendas print them, its session when it has none."""
    if item.starts is None:
        return upper_first(item.session or "")
    return hour_h(item.starts) + (f" - {hour_h(item.ends)}" if item.ends else "")


def speaker_line(item: AgendaItem, honorific: str = "") -> str:
    """Return "Tiến sỹ Tạ Văn Sỹ - Nguyên Giám đốc ..."; `honorific` stands before a name without a degree."""
    if not item.speaker:
        return ""
    typed, _ = split_honorific(item.speaker)
    before = item.degree or ("" if typed else honorific)
    name = f"{before} {item.speaker}".strip()
    return f"{name} - {item.title}" if item.title else name


def idle(case: Case) -> frozenset[str]:
    """Return the fields that no sentence of this event's papers is made of, however they are filled in."""
    later_hours = {"gio_ket_thuc", "buoi"} if len(case.event.days) > 1 else set()
    topics = {"chuyen_de"} if any(item.speaker for item in case.agenda) else set()
    purpose = {"muc_dich"} if case.event.outcome else set()
    return frozenset(later_hours | topics | purpose)


def topics(case: Case) -> list[tuple[str, str]]:
    """Return what is taught and by whom: the agenda's talks, else the topics of the event's own sheet."""
    talks = [(item.content or "", speaker_line(item)) for item in case.agenda if item.speaker]
    return talks or [(topic, "") for topic in case.event.topics]


def bare_name(line: str) -> str:
    """Return the name alone, ready to compare, of "Đ/c Lê Thị Toan - Chủ tịch ..."."""
    return fold(split_honorific(person_line(line)[0])[1])


def person_values(person: Person, place: int) -> dict[str, object]:
    """Return `nguoi`; `stt` counts anew, `xung_ho` falls back to ông/bà."""
    return as_values(person, stt=place, xung_ho=address(person), noi_cong_tac=post(person) or Blank("Chức vụ"))


PERSON_WORDS = {"nguoi.noi_cong_tac": "chức vụ và đơn vị, không lặp"}
LIST_WORDS = {"danh_sach[].noi_cong_tac": "chức vụ và đơn vị, không lặp"}


def address(person: Person) -> str:
    """Return how a person is addressed in the middle of a sentence; unknown sex gives both, never a guess."""
    if person.honorific:
        return person.honorific
    return {"nam": "ông", "nữ": "bà", "ông": "ông", "bà": "bà"}.get(fold(person.gender or ""), "ông/bà")


def post(person: Person) -> str:
    """Return title and unit as one phrase, the unit only where the title does not already end in it."""
    return _post(person.title or "", person.unit or "")


# The papers, the book and the page of an event ask for it, and posts of a hamlet's people are few.
@lru_cache(maxsize=1 << 14)
def _post(title: str, unit: str) -> str:
    if not title or not unit or fold(unit) in fold(title):
        return title or unit
    of_a_body = fold(title) in POSTS_OF_A_BODY and fold(unit).startswith(BODIES)
    return f"{title} {unit}" if of_a_body else f"{title}, {unit}"


def office_values(event: Event, office: Office) -> dict[str, object]:
    """Return `co_quan`, with the signatory and the recipients that this event prints."""
    named = event.recipients or office.recipients
    return as_values(
        office,
        nguoi_ky=event.signatory or office.signatory,
        noi_nhan=_items(named),
        noi_nhan_in=recipient_lines(named) or Blank("Nơi nhận"),
    )


OFFICE_WORDS = {
    "co_quan.noi_nhan_in": "nơi nhận như văn bản in: mỗi nơi một dòng, có gạch đầu dòng và dấu cuối dòng",
}


def certifier_values(office: Office, event: Event | None) -> dict[str, object]:
    """Return `co_quan` for a certificate: another office than the event's signs with its own signatory."""
    lines = recipient_lines(office.recipients) or Blank("Nơi nhận")
    return office_values(event, office) if event else as_values(office, noi_nhan_in=lines)


def when(event: Event) -> str:
    """Return days and hours as an invitation says them."""
    days, hour = event.days, event.start_hour
    start = f"ngày {short_date(event.starts)} ({weekday(event.starts)})"
    opening = f"{hour_minute(hour)}, {start}" if hour else start
    if len(days) == 1:
        session = "" if hour or not event.session else f"buổi {fold(event.session).removeprefix('buổi ')} "
        until = f" đến {hour_minute(event.end_hour)}" if hour and event.end_hour else ""
        return f"từ {hour_minute(hour)}{until}, {start}" if hour and until else session + opening
    if not is_unbroken(event):
        return f"{len(days):02} ngày: {day_list(days)}" + (f", từ {hour_minute(hour)}" if hour else "")
    return f"{len(days):02} ngày, từ {opening} đến ngày {short_date(event.ends)} ({weekday(event.ends)})"


def signing_day(event: Event) -> date | OpenDate:
    """Return the day of plan and invitation: as typed, else open, in the year in which they must go out at the latest.

    A typed day that is not before the event's end belongs to the certificates.
    """
    if event.signed is not None and not (isinstance(event.signed, date) and event.signed >= event.ends):
        return event.signed
    latest, left = event.starts, WORKING_DAYS_AHEAD
    while left:
        latest -= timedelta(days=1)
        left -= latest.weekday() < SATURDAY
    return OpenDate(latest.year)


SATURDAY = 5


def certificate_day(event: Event) -> date:
    """Return the day of the certificates: as typed, else the last day, when they are handed out."""
    if event.certified is not None:
        return event.certified
    return event.signed if isinstance(event.signed, date) and event.signed >= event.ends else event.ends


def paper_heading(case: Case, name: str, abstract: str, number: str | None, symbol_key: str) -> Heading:
    """Return the head of an outgoing paper; `symbol_key` is the office's field that holds its symbol."""
    day = signing_day(case.event)
    symbol = field_named(Office, symbol_key)
    return Heading(
        name.upper(),
        abstract,
        day,
        series(case.office, getattr(case.office, symbol.attribute), day, case.event),
        typed_number(number),
        gives_papers(case.office),
        symbol.heading,
        start=getattr(case.office, _FIRST[symbol_key]) or 1,
    )


_FIRST = {"ky_hieu_ke_hoach": "first_plan", "ky_hieu_giay_moi": "first_invitation"}


def series(office: Office, pattern: str | None, day: date | OpenDate, event: Event) -> Series | None:
    """Return the series of an office's paper of that day; None when the office has no symbol for it."""
    return Series(pattern, office.period(day.year or event.starts.year)) if pattern else None


def gives_papers(office: Office) -> bool:
    """Whether plans and invitations get their numbers at once; otherwise they wait for `vanthu issue`."""
    return office.paper_numbers == AUTOMATIC


def gives_certificates(office: Office) -> bool:
    """Whether certificates get their numbers at once, as they do unless the office says otherwise."""
    return office.certificate_numbers != BLANK


def typed_number(text: str | None) -> int | None:
    """Return the number that a clerk typed, with or without its symbol: 12 of "12/KH-MTTQ-BTT"."""
    digits = (text or "").split("/", maxsplit=1)[0].strip()
    return int(digits) if digits.isascii() and digits.isdigit() else None


def plain(text: str | None, heading: str) -> Any:  # noqa: ANN401 text, or the loud blank
    """Return the text, or a blank that names its heading."""
    return text or Blank(heading)
