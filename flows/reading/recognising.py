"""Tell what a sheet is by its headings alone: a sheet in; its parts, each as event, agenda, roster or office, out."""

from __future__ import annotations

from itertools import pairwise

from flows.model.event import AgendaItem, Event
from flows.model.office import Office
from flows.model.person import Person
from flows.problems import Problem
from flows.reading.cells import Sheet
from flows.reading.pairs import Pairs, pairs_of
from flows.reading.table import Header, header_of

Form = Pairs | Header

FEWEST_ROWS = 3
"""A sheet with fewer rows that nothing is recognised in is a scrap, not a mistake."""
FEWEST_FIELDS = 3
"""So many headings make a second table in a sheet."""


def recognise(sheet: Sheet) -> Form | None:
    """Return what a sheet is: the reading that recognises most fields, at least two; one will do for an office alone.

    Of equal readings the first wins: agenda, roster, table of events, of offices, headings with values. So a table
    with Nội dung, Thời gian and Chức vụ is an agenda, and one with Họ và tên, Chức vụ and Đơn vị a roster.
    """
    forms: list[Form | None] = [header_of(sheet, record) for record in (AgendaItem, Person, Event, Office)]
    forms += [pairs_of(sheet, record) for record in (Event, Office)]
    found = [form for form in forms if form is not None and (form.score > 1 or _is_whole(form, sheet))]
    return max(found, key=lambda form: form.score, default=None)


def _is_whole(form: Form, sheet: Sheet) -> bool:
    """Whether a sheet says a single thing and that of an office: its signatory, for this event."""
    return isinstance(form, Pairs) and form.record is Office and len(sheet.rows) == 1


def parts_of(sheet: Sheet) -> tuple[Sheet, ...]:
    """Return the parts of a sheet that holds several kinds below one another: the event, then its agenda or roster."""
    headers = [header_of(sheet, record) for record in (AgendaItem, Person)]
    tops = sorted({_with_title(sheet, h.top) for h in headers if h is not None and h.score >= FEWEST_FIELDS})
    if not tops:
        return (sheet,)
    above = sheet.part(rows=range(tops[0]), columns=range(1 << 31))
    pairs = [pairs_of(above, record) for record in (Event, Office)]
    cuts = tops if any(p is not None and p.score >= FEWEST_FIELDS for p in pairs) else tops[1:]
    bounds = [0, *cuts, 1 << 31]
    if len(bounds) == 2:
        return (sheet,)
    return tuple(sheet.part(rows=range(start, end), columns=range(1 << 31)) for start, end in pairwise(bounds))


def _with_title(sheet: Sheet, top: int) -> int:
    """Return the first of the title rows that stand directly above a header: one text alone, mostly capitals."""
    while len(own := sheet.filled(top - 1)) == 1 and isinstance(own[0].value, str) and own[0].value.isupper():
        top -= 1
    return top


def unrecognised(sheet: Sheet) -> tuple[Problem, ...]:
    """Return the warning for a sheet that is not read."""
    if len(sheet.rows) < FEWEST_ROWS:
        return ()
    message = "Không nhận ra trang này là sự kiện, chương trình hay danh sách, nên không đọc."
    fix = "Nếu cần đọc: ghi dòng tiêu đề như trong tệp mẫu (vanthu new), ví dụ «Họ và tên», «Chức vụ», «Đơn vị»."
    return (Problem(sheet.where, message, fix, "warning"),)
