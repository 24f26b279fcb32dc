"""The certificate (giấy chứng nhận): one per person who completed, numbered by the register."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from flows.documents import facts
from flows.documents.event_words import event_name, is_unbroken
from flows.documents.head_and_foot import CERTIFICATES, certificate_day, needed, numbered
from flows.documents.participants import completion_rule, has_only_failures, has_only_scores
from flows.documents.sentences import join
from flows.model.draft import Case, Draft, Heading, Later, Numbers
from flows.model.event import Event
from flows.model.office import NOT_PRINTED
from flows.model.person import Person
from flows.model.printing import Absent, Blank
from flows.vietnamese.dates import born, date_range, day_list, long_date, short_date
from flows.vietnamese.text import fold, lower_first, upper_first, without_stop

KIND = "giay-chung-nhan"
NAME = "Giấy chứng nhận"
PER_PERSON = True
ON_REQUEST = False
SERIES = CERTIFICATES
NEEDS = frozenset({"ngay_cap_chung_nhan", "co_quan_cap_chung_nhan"}) | needed(SERIES)
WORDS = {
    "chung_nhan.nguoi_cap": "tên cơ quan cấp, chữ hoa",
    "chung_nhan.co_noi_cong_tac": "sai khi danh sách không có cột chức vụ, đơn vị: dòng ấy không in",
    "chung_nhan.xung_ho": "Ông, Bà, Đồng chí, Em; không rõ thì Ông/Bà",
    "chung_nhan.nguoi": "xưng hô và họ tên chữ hoa: Ông ĐỖ MINH KHANG",
    "chung_nhan.sinh": "Sinh ngày 02/3/1978, Sinh năm 1978; danh sách không có cột ngày sinh thì trống",
    "chung_nhan.noi_cong_tac": "chức vụ, đơn vị; danh sách không có các cột ấy thì trống",
    "chung_nhan.nhan_cong_tac": "Chức vụ, đơn vị công tác; của học sinh: Lớp, trường",
    "chung_nhan.noi_dung": "Đã hoàn thành và tên sự kiện, hoặc như ô Nội dung chứng nhận",
    "chung_nhan.da_lam": "như trên, không có tên sự kiện: Đã hoàn thành",
    "chung_nhan.thoi_gian": "Từ ngày ... đến ngày ..., viết đủ",
    "chung_nhan.quyet_dinh": "Theo Quyết định số ... ngày ...; không ghi quyết định thì trống",
    "chung_nhan.ma_qr": "ảnh mã QR có chữ ký của giấy, rộng 20 mm; cơ quan ghi «không in» thì trống",
}
MADE_FROM = {
    "chung_nhan.nguoi_cap": frozenset({"ten_day_du"}),
    "chung_nhan.noi_dung": frozenset({"noi_dung_chung_nhan"}),
    "chung_nhan.da_lam": frozenset({"noi_dung_chung_nhan"}),
    "chung_nhan.quyet_dinh": frozenset({"so_quyet_dinh", "ngay_quyet_dinh"}),
}


def waits(case: Case, today: date) -> str:
    """Return a reason until the event is over and somebody's result or attendance is known."""
    if not case.over(today):
        return f"Sự kiện chưa kết thúc; làm sau ngày {short_date(case.event.ends)}."
    if case.roster.has_attendance:
        return ""
    if has_only_scores(case):
        return "Điểm, xếp loại không cho biết ai hoàn thành; ghi thêm cột Kết quả."
    if has_only_failures(case):
        return "Kết quả chỉ cho biết ai không hoàn thành; ghi Kết quả của những người còn lại."
    return "" if case.roster.has_results else "Chưa có cột Kết quả hoặc điểm danh được ghi."


def compose(case: Case, base: facts.Base) -> Iterator[Draft]:
    """Yield a certificate for each person who completed."""
    event, office, name = case.event, case.certifier, event_name(case.event)
    # The certificates' book asks for the days in short where they follow each other.
    days = date_range(event.starts, event.ends, "co_nam") if is_unbroken(event) else lower_first(course_days(event))
    booked = ", ".join(filter(None, (name, days)))
    head = numbered(Heading(NAME.upper(), name, certificate_day(event), title=booked), SERIES, event, office)
    shared = {**base, "co_quan": facts.office_values(case, office)}
    issuer = (office.full_name or "").upper() or Blank("Tên đầy đủ")
    has_completed, awaits = completion_rule(case), event.asks_for(DECISION) and not decision_line(event)
    for place, person in enumerate(case.people, 1):
        if has_completed(person):
            told = facts.person_values(person, place)
            own = _certified(event, person, told, issuer)
            values = {**shared, "nguoi": told, "chung_nhan": Later(partial(_decided, own)) if awaits else own}
            code = None if office.codes == NOT_PRINTED else ""
            yield Draft(event.code, KIND, person.key, person.name, place, person.name, head, values, code=code)


def _certified(event: Event, person: Person, told: Mapping[str, object], issuer: str | Blank) -> Mapping[str, object]:
    """Return `chung_nhan`: what a certificate says of its person; what no column of the roster tells is left out."""
    address, post = facts.address(person, event), told["noi_cong_tac"]
    return {
        "nguoi_cap": issuer,
        "xung_ho": "Ông/Bà" if address == "ông/bà" else upper_first(address),
        "nguoi": certified_person(person, event),
        "sinh": birth_line(person) or ("" if "ngay_sinh" in person.unasked else Blank("Ngày sinh")),
        "noi_cong_tac": "" if isinstance(post, Absent) else post,
        "co_noi_cong_tac": not isinstance(post, Absent),
        "nhan_cong_tac": "Lớp, trường" if facts.is_pupil(person) else "Chức vụ, đơn vị công tác",
        "noi_dung": certified_for(event, person),
        "da_lam": deed_of(event, person),
        "thoi_gian": course_days(event),
        "quyet_dinh": decision_line(event),
        "ma_qr": Absent("Mã QR"),
    }


def _decided(own: Mapping[str, object], numbers: Numbers) -> Mapping[str, object]:
    """Return `chung_nhan` with the event's own decision, which has to be issued first."""
    symbol, day = numbers.issued.get("quyet-dinh", ("", None))
    said = f"Theo Quyết định số {symbol} ngày {short_date(day)}" if day else Blank("Theo Quyết định số")
    # As text: a template prints the line where it says something, and this blank must be seen.
    return {**own, "quyet_dinh": str(said)}


def certified_person(person: Person, event: Event) -> str:
    """Return the person as the certificate's big line names them: "Ông ĐỖ MINH KHANG"."""
    address = facts.address(person, event)
    return f"{'Ông/Bà' if address == 'ông/bà' else upper_first(address)} {person.name.upper()}"


def birth_line(person: Person) -> str:
    """Return "Sinh ngày 02/3/1978", "Sinh tháng 5 năm 1990", "Sinh năm 1978"; "" where nothing is known."""
    return born(person.born) if person.born else ""


def certified_for(event: Event, person: Person | None = None) -> str:
    """Return what is certified, with the event's name: "Đã hoàn thành Lớp tập huấn ..."."""
    typed = without_stop((person.certified_for if person else None) or event.certified_for or COMPLETED)
    name = event_name(event)
    return typed if fold(typed).endswith(fold(name)) else join(typed.rstrip(":"), name)


COMPLETED, DECISION = "Đã hoàn thành", "Quyết định"


def deed_of(event: Event, person: Person) -> str:
    """Return what is certified without the event's name, which certificates print on a line of its own."""
    return " ".join(certified_for(event, person).split()[: -len(event_name(event).split())])


def decision_line(event: Event) -> str:
    """Return "Theo Quyết định số 57/QĐ-MTTQ-BTT ngày 01/7/2026"; "" where no decision was typed."""
    number = _NAMED_DECISION.sub("", event.decision_number or "")
    day = f"ngày {short_date(event.decided)}" if event.decided else ""
    told = " ".join(filter(None, (number and f"số {number}", day)))
    return told and f"Theo Quyết định {told}"


_NAMED_DECISION = re.compile(r"(?:theo )?(?:quyết định |qđ )?(?:số:? )?", re.IGNORECASE)


def course_days(event: Event) -> str:
    """Return the days of the course in full; days that do not follow each other are listed."""
    if len(event.days) == 1:
        return upper_first(long_date(event.starts))
    if is_unbroken(event):
        return upper_first(date_range(event.starts, event.ends, "day_du"))
    return f"Các ngày {day_list(event.days)}"
