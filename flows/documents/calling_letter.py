"""The letter that asks units to send people (công văn, form 1.5 of Nghị định 30): one per unit, under one number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from flows.documents import facts
from flows.documents.event_words import WHEN_FROM, event_name, event_noun, when
from flows.documents.head_and_foot import addressed, cited_plan, needed, numbered, signing_day
from flows.documents.invitation import invited
from flows.documents.participants import group, inside
from flows.model.draft import Case, Draft, Heading, Later, Numbers
from flows.model.event import Event
from flows.model.person import Person
from flows.model.printing import Blank, Items
from flows.problems import grouped_by
from flows.vietnamese.dates import short_date
from flows.vietnamese.text import fold, join_list, lower_first, upper_first, without_stop

KIND = "cong-van"
NAME = "Công văn"
SERIES = "cong_van"
PER_PERSON = False
ON_REQUEST = True
NEEDS = needed(SERIES) | {"dia_diem", "gio_bat_dau", "han_dang_ky", "phan_bo", "mau_kinh_gui", "ngay_cong_van"}
WORDS = {
    "cong_van.kinh_gui": "dòng Kính gửi",
    "cong_van.mo_dau": "câu mở đầu: Thực hiện Kế hoạch số ..., cơ quan đề nghị ... cử người tham dự",
    "cong_van.so_luong": "bao nhiêu người, là những ai",
    "cong_van.thoi_gian": "số ngày, giờ, ngày, thứ, viết đủ",
    "cong_van.danh_sach": "những người của đơn vị đã có tên; chưa có thì trống",
    "cong_van.danh_sach[].ho_ten": "họ và tên",
    "cong_van.danh_sach[].noi_cong_tac": "chức vụ, đơn vị",
    "cong_van.gui_danh_sach": "câu về nơi, hạn gửi danh sách hoặc báo thay đổi",
    "cong_van.noi_gui": "công văn gửi nơi nào, để đặt trong câu",
}
MADE_FROM = {
    "cong_van.mo_dau": frozenset({"ten_ngan"}),
    "cong_van.thoi_gian": WHEN_FROM,
    "cong_van.so_luong": frozenset({"thanh_phan"}),
    "cong_van.gui_danh_sach": frozenset({"lien_he", "email_nhan"}),
}
_QUOTA = re.compile(r"(?P<unit>.+?)\s*(?::|\(|\s[-–])\s*(?P<count>\d+)\s*(?P<who>.*?)\s*\)?")
_PEOPLE = re.compile(r"(?:người|đ/c|đồng chí|đại biểu|học viên)(?!\w)[\s,:]*(?:(?:là|gồm)\s+)?")
HAMLETS = ("thôn ", "tổ dân phố ", "khu phố ", "bản ", "ấp ", "xóm ")
"""Units that are no body which could send anybody."""
_SEVERAL = re.compile(r",| và |;")


@dataclass(frozen=True, slots=True)
class Share:
    """What is asked of a unit: how many are to come (None: those named), who they are to be, who is named already."""

    unit: str
    count: int | None = None
    who: str = ""
    people: tuple[Person, ...] = ()


def shares(case: Case) -> list[Share]:
    """Return the units of «Phân bổ» in its order, else those of the roster, each with its people."""
    named = grouped_by(invited(case), lambda person: fold(person.unit or ""))
    units = [one[0].unit or "" for unit, one in named.items() if unit]
    typed = [_share(line) for line in case.event.quotas] or list(map(Share, units))
    return [replace(share, people=tuple(named.get(fold(share.unit), ()))) for share in typed]


def _share(line: str) -> Share:
    """Read "thôn Đình: 3 hòa giải viên"."""
    found = _QUOTA.fullmatch(without_stop(line))
    if not found:
        return Share(without_stop(line))
    return Share(found["unit"], int(found["count"]), _PEOPLE.sub("", found["who"], count=1))


def waits(case: Case, today: date) -> str:
    """Return a reason once the event has begun, and while no unit is known."""
    if today >= case.event.starts:
        return f"Sự kiện đã bắt đầu (ngày {short_date(case.event.starts)})."
    return "" if shares(case) else "Chưa có «Phân bổ», cũng chưa có danh sách ghi đơn vị."


def compose(case: Case, base: facts.Base) -> Iterator[Draft]:
    """Yield a letter for each unit; all of them share one number."""
    event = case.event
    abstract = f"V/v cử người tham dự {event_noun(event)}"
    day = event.letter_day or signing_day(event)
    head = numbered(Heading(NAME.upper(), abstract, day), SERIES, event, case.office)
    base = facts.with_recipients(base, addressed(case.recipients, "Như trên"))
    for place, share in enumerate(shares(case), 1):
        key, name = fold(share.unit), upper_first(addressee(event, share.unit))
        values = {**base, "cong_van": Later(partial(letter, case, share))}
        yield Draft(event.code, KIND, key, name, place, share.unit, head, values)


def addressee(event: Event, unit: str) -> str:
    """Return whom the letter addresses, as a sentence names them."""
    place = lower_first(unit) if fold(unit).startswith(HAMLETS) else unit
    return event.addressee.replace("{don_vi}", place) if event.addressee else place


def letter(case: Case, share: Share, numbers: Numbers) -> Mapping[str, object]:
    """Return `cong_van`: what is asked of one unit."""
    event, name = case.event, addressee(case.event, share.unit)
    return {
        "kinh_gui": Items([f"Kính gửi: {upper_first(name)}"]),
        "mo_dau": opening(case, name, cited_plan(case, numbers)),
        "so_luong": asked(case, share),
        "thoi_gian": when(event),
        "danh_sach": [{"ho_ten": one.name, "noi_cong_tac": facts.post(one)} for one in share.people],
        "gui_danh_sach": " ".join(_to_send(case, share)),
        "noi_gui": name,
    }


def opening(case: Case, name: str, plan: str) -> str:
    """Return the sentence before the items; the plan says the event's name where it is cited."""
    who, asks = facts.organiser(case.event), f"đề nghị {name} cử người tham dự"
    if plan:
        return f"Thực hiện {plan}, {facts.named_again(case, who)} {asks}, cụ thể như sau:"
    return f"{who} {asks} {event_name(case.event)}, cụ thể như sau:"


def asked(case: Case, share: Share) -> str:
    """Return how many the unit is asked for, and who they are to be."""
    there, count = len(share.people), share.count or len(share.people)
    if there and count > there:
        more = f"đề nghị cử thêm {count - there:02} người"
        return f"{count:02} người; trong đó {there:02} người theo danh sách tại mục 4, {more}."
    if there:
        return f"{count:02} người, theo danh sách tại mục 4."
    many = f"{count:02} người" if count else f"{Blank('Phân bổ')} người"
    who = share.who or join_list([inside(group(line).who) for line in case.event.groups])
    if not who:
        return f"{many}."
    return f"{many}, gồm {who}." if _SEVERAL.search(who) else f"{many} là {who}."


def _to_send(case: Case, share: Share) -> Iterator[str]:
    """Yield where and until when the unit tells its names, or that others come."""
    event, there = case.event, len(share.people)
    address = f" (thư điện tử: {without_stop(event.list_address)})" if event.list_address else ""
    where = without_stop(event.contact or facts.named_again(case, case.office.called)) + address
    until = short_date(event.reply_by) if event.reply_by else ""
    if there:
        yield f"Trường hợp thay đổi người tham dự, đề nghị báo về {where}{f' trước ngày {until}' if until else ''}."
    if not there or (share.count or 0) > there:
        what = "Danh sách người cử thêm" if there else "danh sách"
        by = until or Blank("Hạn gửi danh sách")
        yield f"{what} ghi rõ họ tên, năm sinh, chức vụ, gửi về {where} trước ngày {by}."
