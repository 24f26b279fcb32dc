"""The name plates for the tables (biển tên): one file per event, three plates a page, to be cut apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flows.documents import facts
from flows.documents.facts import Base, bare_name
from flows.documents.naming import event_name
from flows.model.case import Case
from flows.model.draft import Draft, Heading
from flows.vietnamese.names import split_honorific
from flows.vietnamese.text import fold

KIND = "bien-ten"
NAME = "Biển tên"
PER_PERSON = False
ON_REQUEST = True
ONE_PAGE = False
NAME_LINE = False
NEEDS: frozenset[str] = frozenset()
WORDS = {
    "bien_ten.nguoi": "những người có biển tên",
    "bien_ten.nguoi[].ho_ten": "họ và tên: báo cáo viên trước, rồi đại biểu",
    "bien_ten.nguoi[].noi_cong_tac": "chức vụ, đơn vị; không có thì để trống",
}
MADE_FROM = {"bien_ten.nguoi": frozenset({"chuong_trinh.bao_cao_vien", "chuong_trinh.chuc_vu"})}


def waits(case: Case, _today: date) -> str:
    """Return a reason while there is nobody to name."""
    return "" if case.people or _speakers(case) else "Chưa có danh sách đại biểu."


def compose(case: Case, base: Base) -> Iterator[Draft]:
    """Yield the event's plates."""
    event = case.event
    speakers = _speakers(case)
    named = [*speakers.values(), *_delegates(case, set(speakers))]
    head = Heading(NAME.upper(), event_name(event), None, None)
    yield Draft(event.code, KIND, "", "", 0, KIND, head, {**base, "bien_ten": {"nguoi": named}})


def _speakers(case: Case) -> dict[str, dict[str, str]]:
    """Return the plates of those who speak, each once, by folded name."""
    plates: dict[str, dict[str, str]] = {}
    for item in case.agenda:
        if item.speaker:
            name = split_honorific(item.speaker)[1]
            plates.setdefault(bare_name(item.speaker), {"ho_ten": name, "noi_cong_tac": item.title or ""})
    return plates


def _delegates(case: Case, already: set[str]) -> Iterator[dict[str, str]]:
    # Two of the roster who share a name both sit at the tables.
    for person in case.people:
        if fold(person.name) not in already:
            yield {"ho_ten": person.name, "noi_cong_tac": facts.post(person)}
