"""What is doubtful about an event and its office together: a case in, warnings out; nothing is held back by them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from flows.documents import KINDS
from flows.documents.facts import certificate_day, signing_day
from flows.documents.invitation import speakers
from flows.model.case import Case
from flows.model.event import Event
from flows.model.office import Office
from flows.model.person import Person
from flows.problems import Problem, Where
from flows.reading.bygone_units import bygone_office
from flows.reading.offices import OFFICE_FILE
from flows.vietnamese.dates import short_date
from flows.vietnamese.text import fold
from flows.vietnamese.titles import shortened_in


def doubts_of_case(case: Case) -> list[Problem]:
    """Return the warnings of an event with its agenda, its people and the office that issues its papers."""
    of_people = [*_invited_speakers(case), *_shortened_posts(case)]
    return [*_undated_talks(case), *of_people, *_unknown_extras(case.event), *_office_doubts(case)]


def _undated_talks(case: Case) -> list[Problem]:
    """Return a warning for talks that fall on no day of the event though it has several."""
    event = case.event
    undated = [item for item in case.agenda if item.day is None and item.speaker and not item.faulty]
    if not undated or event.starts == event.ends:
        return []
    return [Problem(undated[0].where, "Chuyên đề không rõ thuộc ngày nào.", "Ghi ngày của từng mục.", "warning")]


def _invited_speakers(case: Case) -> list[Problem]:
    """Return a warning for each person of the roster who bears a speaker's name and so gets no invitation."""
    names = speakers(case)
    return [_is_speaker(person) for person in case.people if fold(person.name) in names and not person.role]


def _is_speaker(person: Person) -> Problem:
    message = f"«{person.name}» trùng tên báo cáo viên nên không làm giấy mời."
    return Problem(person.where, message, "Nếu là người khác, ghi vai trò «đại biểu» ở cột Vai trò.", "warning")


def _shortened_posts(case: Case) -> list[Problem]:
    """Return a warning for each shortened word among the posts: papers print it as it was typed."""
    found: dict[tuple[str, str], list[Person]] = {}
    for person in case.people:
        for shortened in shortened_in(person.title or ""):
            found.setdefault(shortened, []).append(person)
    return [_is_shortened(*shortened, people) for shortened, people in found.items()]


def _is_shortened(word: str, full: str, people: list[Person]) -> Problem:
    others = f" và {len(people) - 1} người nữa" if len(people) > 1 else ""
    message = f"Chức vụ của {people[0].called}{others} viết tắt «{word}»; giấy mời, giấy chứng nhận in đúng như đã gõ."
    return Problem(people[0].where, message, f"Nên viết đủ, ví dụ «{full}».", "warning")


def _unknown_extras(event: Event) -> list[Problem]:
    """Return a warning for each paper asked for that is none of those made on request."""
    names = [kind.NAME for kind in KINDS if kind.ON_REQUEST]
    unknown = [typed for typed in event.extras if fold(typed) not in map(fold, names)]
    fix = f"Ghi một trong các loại: {', '.join(names).lower()}; mỗi loại một dòng."
    where = event.place_of("giay_to_kem_theo")
    return [Problem(where, f"Không có loại giấy tờ «{typed}».", fix, "warning") for typed in unknown]


def _office_doubts(case: Case) -> list[Problem]:
    """Return warnings for an office that is not in force on the day of signing, or that names units of another time."""
    event, office = case.event, case.office
    signed, found = signing_day(event), list(bygone_office(office, event))
    if isinstance(signed, date) and not office.valid_on(signed):
        message = f"«{office.full_name}» không có hiệu lực vào ngày ký {short_date(signed)}."
        fix = f"Sửa ngày ký, hoặc thời gian có hiệu lực trong templates/{OFFICE_FILE}."
        found.append(Problem(event.place_of("ngay_ky"), message, fix, "warning"))
    return [*found, *_other_symbols(event, office)]


def _other_symbols(event: Event, office: Office) -> list[Problem]:
    """Return a warning for a number that was typed with a symbol that is not the office's."""
    typed = (("so_van_ban", event.plan_number, office.plan_symbol),
             ("so_giay_moi", event.invitation_number, office.invitation_symbol))  # fmt: skip
    return [_other_symbol(event.place_of(key), text, symbol) for key, text, symbol in typed if _differs(text, symbol)]


def _differs(typed: str | None, symbol: str | None) -> bool:
    own, office = ("/".join((text or "").split("/")[1:]) for text in (typed, symbol))
    return bool(own and office) and fold(own).replace(" ", "") != fold(office).replace(" ", "")


def _other_symbol(where: Where, typed: str | None, symbol: str | None) -> Problem:
    message = f"Ký hiệu trong «{typed}» khác ký hiệu của cơ quan vào ngày này («{symbol}»); giấy tờ in theo cơ quan."
    return Problem(where, message, f"Sửa ô này, hoặc sửa ký hiệu trong templates/{OFFICE_FILE}.", "warning")


def outlived(event: Event, office: Office) -> list[Problem]:
    """Return a warning for an office that is no longer in force on the day of its certificates."""
    day = certificate_day(event)
    if office.valid_on(day):
        return []
    message = f"«{office.full_name}» không còn hiệu lực vào ngày {short_date(day)} của giấy chứng nhận."
    fix = "Ghi «Ngày cấp chứng nhận» hoặc «Cơ quan cấp chứng nhận» cho đúng."
    return [Problem(event.place_of("ngay_cap_chung_nhan"), message, fix, "warning")]


def missing_photo(event: Event, folder: Path) -> list[Problem]:
    """Return a warning for a photograph that is not where the event says."""
    photo = event.photo
    if not photo or (folder / Path(photo).name).is_file():
        return []
    message = f"Không thấy tệp ảnh «{photo}»."
    return [Problem(event.place_of("anh"), message, "Đặt tệp ảnh cạnh bảng tính, ghi đúng tên.", "warning")]
