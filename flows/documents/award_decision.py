"""The decision that awards the certificates (quyết định, form 1.2 of Nghị định 30), with the list of their holders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from flows.documents import certificate, facts
from flows.documents.certificate import DECISION, deed_of
from flows.documents.event_words import event_name, event_noun
from flows.documents.head_and_foot import addressed, cited_plan, needed, numbered
from flows.documents.invitation import invited_line
from flows.documents.participants import completed, learners
from flows.documents.sentences import ended, ground_lines
from flows.model.draft import Case, Draft, Heading, Later, Numbers
from flows.model.office import Office
from flows.model.person import Person
from flows.model.printing import Blank
from flows.vietnamese.dates import OpenDate, short_date
from flows.vietnamese.text import fold, join_list, lower_first, upper_first, without_stop

KIND = "quyet-dinh"
NAME = DECISION
SERIES = "quyet_dinh"
PER_PERSON = False
ON_REQUEST = True
NEEDS = needed(SERIES) | {"ngay_quyet_dinh", "co_quan_cap_chung_nhan", "can_cu_tham_quyen"}
WORDS = {
    "quyet_dinh.tham_quyen": "người hoặc cơ quan quyết định, chữ hoa",
    "quyet_dinh.can_cu": "các căn cứ, mỗi căn cứ một dòng, có dấu cuối dòng",
    "quyet_dinh.dieu_1": "câu của Điều 1: cấp giấy chứng nhận ... cho ...",
    "quyet_dinh.dieu_3": "câu của Điều 3: ai chịu trách nhiệm thi hành",
    "quyet_dinh.phu_luc": "tên danh sách ở phụ lục, chữ hoa; một, hai người thì không có phụ lục",
    "quyet_dinh.cot": "các cột sau Họ và tên của phụ lục; cột mà không ai có gì thì không có",
    "quyet_dinh.cot[].ten": "tên cột",
    "quyet_dinh.cot[].rong": "cột rộng mấy phần mười ba",
    "quyet_dinh.danh_sach": "những người được cấp",
    "quyet_dinh.danh_sach[].ho_ten": "họ và tên",
    "quyet_dinh.danh_sach[].o": "các ô theo các cột",
    "quyet_dinh.danh_sach[].o[].chu": "chữ trong ô",
    "quyet_dinh.danh_sach[].o[].rong": "như của cột",
    "quyet_dinh.so_nguoi": "số người được cấp",
}
MADE_FROM = {
    "quyet_dinh.tham_quyen": frozenset({"tham_quyen_ban_hanh", "tham_quyen_ky", "ten_day_du"}),
    "quyet_dinh.can_cu": frozenset({"can_cu_quyet_dinh", "don_vi_de_nghi"}),
    "quyet_dinh.dieu_1": frozenset({"noi_dung_chung_nhan"}),
    "quyet_dinh.dieu_3": frozenset({"don_vi_de_nghi", "thi_hanh"}),
}
MOST_NAMED = 2
"""So many are named in the first article; more stand in the annex."""
PARTS = 13
"""The columns behind the name share so many parts of the table; post and unit take what is left."""
_NARROW = {"Ngày sinh": 3, "Xếp loại": 2, "Số vào sổ": 3, "Nội dung chứng nhận": 3, "Giải": 3}
_FOR_ANOTHER = re.compile(r"(?:KT\.|K/T|TL\.|T/L|TUQ\.|Q\.)\s*", re.IGNORECASE)
_FOR_THE_BODY = re.compile(r"TM\.|T/M", re.IGNORECASE)
_PRIZE = "đạt giải"


def waits(case: Case, today: date) -> str:
    """Return a reason until certificates are due and somebody completed."""
    return certificate.waits(case, today) or ("" if completed(case) else "Chưa có ai hoàn thành.")


def compose(case: Case, base: facts.Base) -> Iterator[Draft]:
    """Yield the event's decision."""
    event, office, people = case.event, case.certifier, completed(case)
    if not people:
        return
    day = event.decided or OpenDate(event.ends.year)
    head = numbered(Heading(NAME.upper(), f"Về việc {_award_at(case, people)}", day), SERIES, event, office)
    base = {**base, "co_quan": facts.office_values(case, office)}
    named = case.recipients if office is case.office else office.recipients
    base = facts.with_recipients(base, addressed(named, "Như Điều 3"))
    yield Draft.of_event(event.code, KIND, head, {**base, "quyet_dinh": Later(partial(decision, case))})


def decision(case: Case, numbers: Numbers) -> Mapping[str, object]:
    """Return `quyet_dinh`: the grounds, the articles, and the annex where many are awarded."""
    people, annexed = completed(case), len(completed(case)) > MOST_NAMED
    columns = _columns(case, people, numbers) if annexed else {}
    widths = {name: _NARROW.get(name, PARTS - sum(_NARROW.get(other, 0) for other in columns)) for name in columns}
    return {
        "tham_quyen": authority(case.certifier) or Blank("Thẩm quyền ký"),
        "can_cu": grounds(case, cited_plan(case, numbers)),
        "dieu_1": first_article(case, people),
        "dieu_3": third_article(case),
        "phu_luc": f"Danh sách {_holders(case)} được {_award_at(case, people)}".upper() if annexed else "",
        "cot": [{"ten": name, "rong": width} for name, width in widths.items()],
        "danh_sach": [
            {
                "ho_ten": person.name,
                "o": [{"chu": cells[place], "rong": widths[name]} for name, cells in columns.items()],
            }
            for place, person in enumerate(people if annexed else ())
        ],
        "so_nguoi": f"{len(people):02}",
    }


def authority(office: Office) -> str:
    """Return who decides, as typed, else the body for which is signed (TM.) or the head, also where a deputy signs."""
    if office.decides:
        return office.decides.upper()
    first, name = "".join(office.authority[:1]), (office.full_name or "").upper()
    return name if not first or _FOR_THE_BODY.match(first) else f"{_FOR_ANOTHER.sub('', first).upper()} {name}"


def grounds(case: Case, plan: str) -> tuple[str, ...]:
    """Return the grounds: of the office's power, then of the award; at the end who proposes it."""
    event = case.event
    of_whom = "" if _are_prizes(case, completed(case)) else f"tham gia của {_holders(case)} "
    usual = [plan and f"Căn cứ {plan}", f"Căn cứ kết quả {of_whom}{event_noun(event)}"]
    proposed = [f"Theo đề nghị của {without_stop(event.proposer)}"] if event.proposer else []
    power = case.certifier.power_grounds or [str(Blank("Căn cứ thẩm quyền"))]
    return ground_lines([*power, *(event.decision_grounds or filter(None, usual)), *proposed])


def _award(case: Case, people: Sequence[Person]) -> str:
    """Return "cấp giấy chứng nhận hoàn thành Lớp ..."; what differs among people stands in their column."""
    deeds = {deed_of(case.event, person) for person in people}
    said = lower_first(deeds.pop().removeprefix("Đã ").removeprefix("đã ")) if len(deeds) == 1 else ""
    said = said or (_PRIZE if _are_prizes(case, people) else "")
    return f"cấp giấy chứng nhận {said} {event_name(case.event)}" if said else "cấp giấy chứng nhận"


def _award_at(case: Case, people: Sequence[Person]) -> str:
    """Return the award as a title says it, with the event's name whatever is certified."""
    award, name = _award(case, people), event_name(case.event)
    return award if award.endswith(name) else f"{award} tại {name}"


def _are_prizes(case: Case, people: Sequence[Person]) -> bool:
    return all(fold(deed_of(case.event, person)).startswith(_PRIZE) for person in people)


def _holders(case: Case) -> str:
    """Return what those awarded are called where no number stands before them."""
    called = learners(case)
    if _are_prizes(case, completed(case)) and not case.event.attendants:
        return "cá nhân"
    return called.removeprefix("em ")


def first_article(case: Case, people: Sequence[Person]) -> str:
    """Return what is awarded and to whom: one or two by name, more by the annex."""
    award = upper_first(_award(case, people))
    if len(people) <= MOST_NAMED:
        return ended(f"{award} cho {join_list(list(_named(case, people)))}")
    called = "cá nhân" if _holders(case) == "cá nhân" else learners(case)
    return f"{award} cho {len(people):02} {called} (có danh sách tại Phụ lục kèm theo)."


def _named(case: Case, people: Sequence[Person]) -> Iterator[str]:
    """Yield those awarded, each with what is his own where it differs."""
    deeds = [lower_first(deed_of(case.event, person).removeprefix("Đã ")) for person in people]
    for person, said in zip(people, deeds, strict=True):
        own = f" ({said.removeprefix('đạt ')})" if len(set(deeds)) > 1 else ""
        yield f"{invited_line(person, case.event)}{own}"


def third_article(case: Case) -> str:
    """Return who carries the decision out: as typed, else the proposer, the units and the holders."""
    proposer = without_stop(case.event.proposer or "")
    who = f"{upper_first(proposer)}, các đơn vị liên quan" if proposer else "Các đơn vị liên quan"
    usual = f"{who} và {_holders(case)} có tên tại Điều 1"
    return f"{without_stop(case.event.carried_out_by or '') or usual} chịu trách nhiệm thi hành Quyết định này./."


def _columns(case: Case, people: Sequence[Person], numbers: Numbers) -> Mapping[str, list[str]]:
    """Return the cells of each column in which somebody has something."""
    deeds = [deed_of(case.event, person) for person in people]
    prizes = _are_prizes(case, people)
    if prizes:
        deeds = [upper_first(deed[len(_PRIZE) :].strip()) for deed in deeds]
    columns = {
        "Ngày sinh": [short_date(person.born) if person.born else "" for person in people],
        "Chức vụ, đơn vị": list(map(facts.post, people)),
        "Xếp loại": [person.grade or "" for person in people],
        "Giải" if prizes else "Nội dung chứng nhận": deeds if len(set(deeds)) > 1 else [],
        "Số vào sổ": [numbers.certificates.get(person.where) or person.book_number or "" for person in people],
    }
    return {name: cells for name, cells in columns.items() if any(cells) or name == "Chức vụ, đơn vị"}
