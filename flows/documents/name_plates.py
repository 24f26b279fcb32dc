"""The name plates for the tables (biển tên): one file per event, two plates a page, to be cut out and folded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flows.documents import facts
from flows.documents.event_words import event_name
from flows.documents.performers import chosen_honorific, performers_of
from flows.model.draft import Case, Draft, Heading
from flows.vietnamese.text import fold

KIND = "bien-ten"
NAME = "Biển tên"
PER_PERSON = False
ON_REQUEST = True
SERIES = ""
NEEDS: frozenset[str] = frozenset()
WORDS = {
    "bien_ten.nguoi": "những người có biển tên",
    "bien_ten.nguoi[].ho_ten": "họ và tên: báo cáo viên trước, rồi đại biểu",
    "bien_ten.nguoi[].hoc_vi": "học hàm, học vị: Tiến sĩ; không có thì trống",
    "bien_ten.nguoi[].noi_cong_tac": "chức vụ, đơn vị; không có thì để trống",
}
MADE_FROM = {"bien_ten.nguoi": frozenset({"chuong_trinh.bao_cao_vien", "chuong_trinh.chuc_vu"})}


def waits(case: Case, _today: date) -> str:
    """Return a reason while there is nobody to name."""
    return "" if case.people or _speakers(case) else "Chưa có danh sách đại biểu."


def compose(case: Case, base: facts.Base) -> Iterator[Draft]:
    """Yield the event's plates."""
    event = case.event
    speakers = _speakers(case)
    named = [*speakers.values(), *_delegates(case, set(speakers))]
    head = Heading(NAME.upper(), event_name(event), None, None)
    yield Draft.of_event(event.code, KIND, head, {**base, "bien_ten": {"nguoi": named}})


def _speakers(case: Case) -> dict[str, dict[str, str]]:
    """Return the plates of those who speak, each once, by folded name; bodies sit at no table."""
    plates: dict[str, dict[str, str]] = {}
    for item in case.agenda:
        for one in performers_of(item).people:
            plate = {"ho_ten": one.name, "hoc_vi": _degree(one.honorific), "noi_cong_tac": one.post}
            plates.setdefault(fold(one.name), plate)
    return plates


def _delegates(case: Case, already: set[str]) -> Iterator[dict[str, str]]:
    # Two of the roster who share a name both sit at the tables.
    for person in case.people:
        if fold(person.name) not in already:
            degree = _degree(chosen_honorific(f"{person.honorific or ''} {person.degree or ''}"))
            yield {"ho_ten": person.name, "hoc_vi": degree, "noi_cong_tac": facts.post(person)}


def _degree(honorific: str) -> str:
    """Return a degree, rank or religious title; «đồng chí», «ông», and what nearly everybody has, stand on no plate."""
    return honorific if honorific[:1].isupper() and fold(honorific) not in _COMMON else ""


_COMMON = frozenset({"cử nhân", "cn", "kỹ sư", "ks"})
