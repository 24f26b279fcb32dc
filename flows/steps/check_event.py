"""Judge an event and its office together: what is doubtful is told, and nothing is held back by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from flows.documents import KINDS, calling_letter, certificate
from flows.documents.agenda_acts import acts
from flows.documents.event_words import event_name
from flows.documents.head_and_foot import certificate_day, signing_day
from flows.documents.invitation import speakers
from flows.documents.sentences import is_in_capitals
from flows.model.draft import Case
from flows.model.event import Event
from flows.model.office import Office
from flows.model.person import Person
from flows.problems import Problem, some_of
from flows.reading.offices import OFFICE_FILE
from flows.reading.roster_checks import bygone_office
from flows.vietnamese.dates import short_date
from flows.vietnamese.names import shortened_in
from flows.vietnamese.text import fold


def doubts_of_case(case: Case) -> list[Problem]:
    """Return the warnings of an event with its agenda, its people and the office that issues its papers."""
    of_people = [*_invited_speakers(case), *_shortened_posts(case), *_hamlets_addressed(case)]
    of_event = [*_unclear_items(case), *_undated_talks(case), *_name_in_capitals(case.event)]
    return [*of_event, *of_people, *_unknown_extras(case.event), *_office_doubts(case)]


def _unclear_items(case: Case) -> list[Problem]:
    """Return a warning for each agenda item of which neither its words nor who does it say whether it is taught."""
    unclear = [act.item for act in acts(case) if not act.is_certain]
    message = "Chưa rõ mục này là bài giảng hay việc tổ chức, nên chỉ ghi trong chương trình."
    fix = "Nếu là bài giảng, ghi «Chuyên đề:» ở đầu; nếu không, để nguyên."
    return [Problem(item.where, message, fix, "warning") for item in unclear]


# What stands before a proper name; a small letter behind it is perhaps that of a name.
_BEFORE_NAME = re.compile(
    r"(?<!\w)(?:xã|phường|thị trấn|huyện|quận|tỉnh|thành phố|thôn|làng|trường|bệnh viện|đình|đền|chùa|núi|sông|hồ|"
    r"ông|bà|đồng chí|liệt sĩ|anh hùng|nhà thơ|nhạc sĩ) (?=[^\W\d_])(?!(?:và|các|về|là|do|tổ|mẫu|học|dân|văn)\b)(\w)"
)


def _name_in_capitals(event: Event) -> list[Problem]:
    """Return a warning where a name in capitals had to be written otherwise and may hold a proper name."""
    said = event_name(event)
    if not is_in_capitals(event.name) or not any(found[1].islower() for found in _BEFORE_NAME.finditer(said)):
        return []
    message = f"Tên gõ toàn chữ hoa; trong câu được viết là «{said}», tên riêng có thể mất chữ hoa."
    return [Problem(event.place_of("ten_su_kien"), message, "Gõ lại tên với chữ hoa, chữ thường cho đúng.", "warning")]


def _undated_talks(case: Case) -> list[Problem]:
    """Return a warning for talks that fall on no day of the event though it has several."""
    event = case.event
    undated = [item for item in case.agenda if item.day is None and item.speaker and not item.faulty]
    if not undated or event.starts == event.ends:
        return []
    return [Problem(undated[0].where, "Chuyên đề không rõ thuộc ngày nào.", "Ghi ngày của từng mục.", "warning")]


def _invited_speakers(case: Case) -> Iterator[Problem]:
    """Yield a warning for each person of the roster who bears a speaker's name and so gets no invitation."""
    names = speakers(case)
    for person in case.people:
        if fold(person.name) in names and not person.role:
            message = f"«{person.name}» trùng tên báo cáo viên nên không làm giấy mời."
            fix = "Nếu là người khác, ghi vai trò «đại biểu» ở cột Vai trò."
            yield Problem(person.where, message, fix, "warning")


def _shortened_posts(case: Case) -> Iterator[Problem]:
    """Yield a warning for each shortened word among the posts: papers print it as it was typed."""
    found: dict[tuple[str, str], list[Person]] = {}
    for person in case.people:
        for shortened in shortened_in(person.title or ""):
            found.setdefault(shortened, []).append(person)
    for (word, full), people in found.items():
        whose = some_of([one.called for one in people], 1)
        message = f"Chức vụ của {whose} viết tắt «{word}»; giấy mời, giấy chứng nhận in đúng như đã gõ."
        yield Problem(people[0].where, message, f"Nên viết đủ, ví dụ «{full}».", "warning")


def _unknown_extras(event: Event) -> list[Problem]:
    """Return a warning for each paper asked for that is none of those made on request."""
    names = [kind.NAME for kind in KINDS if kind.ON_REQUEST]
    unknown = [typed for typed in event.asked_for if fold(typed) not in map(fold, names)]
    fix = f"Ghi một trong các loại: {', '.join(names).lower()}; mỗi loại một dòng."
    where = event.place_of("giay_to_kem_theo")
    return [Problem(where, f"Không có loại giấy tờ «{typed}».", fix, "warning") for typed in unknown]


def _hamlets_addressed(case: Case) -> list[Problem]:
    """Return a warning where a letter addresses a hamlet, which is no body that could send anybody."""
    event = case.event
    if event.addressee or not event.asks_for(calling_letter.NAME):
        return []
    hamlets = any(fold(share.unit).startswith(calling_letter.HAMLETS) for share in calling_letter.shares(case))
    message = "Công văn kính gửi một thôn; ghi «Mẫu kính gửi» nếu gửi Ban Công tác Mặt trận."
    fix = "Ví dụ: Ban Công tác Mặt trận {don_vi}"
    return [Problem(event.place_of("mau_kinh_gui"), message, fix, "warning")] if hamlets else []


def _decides_for_another(case: Case) -> list[Problem]:
    """Return a warning where the decision would be signed by order (TL.): such a power is the head's alone."""
    office, by = case.certifier, "".join(case.certifier.authority[:1])
    if not (case.event.asks_for(certificate.DECISION) and fold(by).startswith("tl.")):
        return []
    where = office.sources.get("tham_quyen_ky", office.where)
    return [Problem(where, f"Quyết định không ký thừa lệnh («{by}»).", "Ghi người đứng đầu, hoặc KT.", "warning")]


def _office_doubts(case: Case) -> list[Problem]:
    """Return warnings for an office that is not in force on the day of signing, or that names units of another time."""
    event, office = case.event, case.office
    signed, found = signing_day(event), list(bygone_office(office, event))
    if isinstance(signed, date) and not office.valid_on(signed):
        message = f"«{office.called}» không có hiệu lực vào ngày ký {short_date(signed)}."
        fix = f"Sửa ngày ký, hoặc thời gian có hiệu lực trong templates/{OFFICE_FILE}."
        found.append(Problem(event.place_of("ngay_ky"), message, fix, "warning"))
    return [*found, *_other_symbols(event, office), *_decides_for_another(case)]


def _other_symbols(event: Event, office: Office) -> Iterator[Problem]:
    """Yield a warning for a number that was typed with a symbol that is not the office's."""
    typed = (("so_van_ban", event.plan_number, office.plan_symbol),
             ("so_giay_moi", event.invitation_number, office.invitation_symbol),
             ("so_cong_van", event.letter_number, office.letter_symbol),
             ("so_bao_cao", event.report_number, office.report_symbol))  # fmt: skip
    for key, text, symbol in typed:
        own, theirs = (fold((one or "").partition("/")[2]).replace(" ", "") for one in (text, symbol))
        if own and theirs and own != theirs:
            other = f"Ký hiệu trong «{text}» khác ký hiệu của cơ quan vào ngày này («{symbol}»)"
            fix = f"Sửa ô này, hoặc sửa ký hiệu trong templates/{OFFICE_FILE}."
            yield Problem(event.place_of(key), f"{other}; giấy tờ in theo cơ quan.", fix, "warning")


def outlived(event: Event, office: Office) -> list[Problem]:
    """Return a warning for an office that is no longer in force on the day of its certificates."""
    day = certificate_day(event)
    if office.valid_on(day):
        return []
    message = f"«{office.called}» không còn hiệu lực vào ngày {short_date(day)} của giấy chứng nhận."
    fix = "Ghi «Ngày cấp chứng nhận» hoặc «Cơ quan cấp chứng nhận» cho đúng."
    return [Problem(event.place_of("ngay_cap_chung_nhan"), message, fix, "warning")]


def missing_photo(event: Event, folder: Path) -> list[Problem]:
    """Return a warning for a photograph that is not where the event says."""
    photo = event.photo
    if not photo or (folder / Path(photo).name).is_file():
        return []
    message = f"Không thấy tệp ảnh «{photo}»."
    return [Problem(event.place_of("anh"), message, "Đặt tệp ảnh cạnh bảng tính, ghi đúng tên.", "warning")]
