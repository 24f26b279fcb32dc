"""The list to sign for money received (danh sách ký nhận tiền): one per event, days counted by the marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from flows.documents import facts
from flows.documents.event_words import event_name
from flows.documents.invitation import invited
from flows.documents.participants import is_marked
from flows.model.draft import Case, Draft, Heading
from flows.model.person import Person
from flows.vietnamese.dates import OpenDate
from flows.vietnamese.numbers import PER_DAY, PER_PERSON_ONCE, PER_SITTING, Rate, grouped, money, money_in_words
from flows.vietnamese.text import upper_first, without_stop

KIND = "ky-nhan-tien"
NAME = "Danh sách ký nhận tiền"
SERIES = ""
PER_PERSON = False
ON_REQUEST = True
NEEDS = frozenset({"dia_diem", "muc_chi"})
WORDS = {
    "ky_nhan.noi_dung": "nội dung chi; không ghi thì trống",
    "ky_nhan.cot_so": "Số ngày hoặc Số buổi; mức chi một lần cho mỗi người thì trống",
    "ky_nhan.danh_sach": "những người nhận tiền",
    "ky_nhan.danh_sach[].ho_ten": "họ và tên",
    "ky_nhan.danh_sach[].noi_cong_tac": "chức vụ, đơn vị",
    "ky_nhan.danh_sach[].so": "số ngày, số buổi có mặt; chưa điểm danh thì để trống, ghi tay",
    "ky_nhan.danh_sach[].muc": "mức chi của người ấy",
    "ky_nhan.danh_sach[].tien": "thành tiền; chưa điểm danh thì để trống, ghi tay",
    "ky_nhan.tong_so": "cộng số ngày, số buổi",
    "ky_nhan.tong_tien": "cộng thành tiền",
    "ky_nhan.tong": "số tiền, và bằng chữ; chưa điểm danh thì là chỗ để ghi tay",
    "ky_nhan.so_nguoi": "số người nhận tiền",
}
MADE_FROM = {"ky_nhan.noi_dung": frozenset({"noi_dung_chi"})}
BY_HAND = f"{'.' * 30} đồng (Bằng chữ: {'.' * 70})"
_COUNTED = {PER_DAY: "Số ngày", PER_SITTING: "Số buổi", PER_PERSON_ONCE: ""}


def waits(case: Case, _today: date) -> str:
    """Return a reason while nobody is listed or nobody knows the rate."""
    if case.event.rate is None:
        return "Chưa có Mức chi."
    return "" if case.people else "Chưa có danh sách đại biểu."


def compose(case: Case, base: facts.Base) -> Iterator[Draft]:
    """Yield the event's list."""
    event = case.event
    head = Heading(NAME.upper(), event_name(event), OpenDate(event.ends.year, event.ends.month))
    if event.rate is not None:
        yield Draft.of_event(event.code, KIND, head, {**base, "ky_nhan": received(case, event.rate)})


def received(case: Case, rate: Rate) -> Mapping[str, object]:
    """Return `ky_nhan`: who receives how much; without marks everybody, with room to write, never a full amount."""
    marked = is_marked(case)
    counted = [(person, units(case, person, rate.per) if marked else None) for person in invited(case)]
    paid = [(person, person.rate or rate.amount, count) for person, count in counted if count != 0]
    known = bool(paid) and all(count for *_, count in paid)
    total = sum(own * (count or 0) for _, own, count in paid)
    return {
        "noi_dung": upper_first(without_stop(case.event.paid_for or "")),
        "cot_so": _COUNTED[rate.per],
        "danh_sach": [
            {
                "ho_ten": person.name,
                "noi_cong_tac": facts.post(person),
                "so": count or "",
                "muc": grouped(own),
                "tien": grouped(own * count) if count else "",
            }
            for person, own, count in paid
        ],
        "tong_so": sum(count or 0 for *_, count in paid) if known else "",
        "tong_tien": grouped(total) if known else "",
        "tong": f"{money(total)} (Bằng chữ: {money_in_words(total)})" if known else BY_HAND,
        "so_nguoi": f"{len(paid):02}",
    }


def units(case: Case, person: Person, per: str) -> int | None:
    """Return for how many days or sittings a person is paid; None where the marks do not tell the days apart."""
    if per == PER_PERSON_ONCE:
        return int(any(person.present))
    if per == PER_SITTING:
        return sum(person.present)
    a_day, rest = divmod(len(person.present), len(case.event.days))
    if rest:
        return 0 if not any(person.present) else None
    return sum(any(person.present[first : first + a_day]) for first in range(0, len(person.present), a_day or 1))
