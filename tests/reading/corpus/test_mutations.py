"""The corpus with cells changed at random: every sheet is read to its end, and nobody without a name gets papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from corpus_books import Tab
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets import sheet
from test_corpus import CORPUS

from flows.model.fields import fields_of
from flows.model.person import Person
from flows.reading.roster import merged_rosters, read_roster
from flows.reading.sheet_kinds import parts_of, recognise
from flows.spreadsheets.sheet import Cell, Sheet

TABS = [
    sheet(tab.table, merges=tab.merges, hidden=tab.hidden, name=tab.name)
    for one in CORPUS
    for tabs in one.files.values()
    if isinstance(tabs, list)
    for tab in tabs
    if isinstance(tab, Tab) and tab.table
]
WORDS = ["nt", '"', "Tổng cộng: 3", "I", "Xã Hát Môn (2 đ/c)", "Ghi chú:", "(1)", "Nam", "Nữ", "Ngày", "Năm", "DT", "Lê An và Vũ Bình",
         "31/02/1970", "1.1E+11", "#REF!", "NGUYỄN VĂN AN", "NguyÔn V¨n Hïng", "Hng Yên", "TT Phúc Thọ", "Phúc Thọ", "Trang 2/3", "x",
         "Rút", "- 1 -", "Họ và tên", "Đơn vị: xã A", "CHỦ TỊCH", "Thôn 3", "\u200b", " ", "=1+1"]  # fmt: skip
HEADINGS = [text for field in fields_of(Person) for text in field.headings]
values = st.one_of(
    st.sampled_from(WORDS), st.sampled_from(HEADINGS), st.none(), st.integers(-3, 10**12), st.floats(), st.booleans(),
    st.text(max_size=10), st.dates(), st.datetimes(), st.times(), st.timedeltas(),
)  # fmt: skip
changes = st.dictionaries(st.tuples(st.integers(1, 14), st.integers(1, 9)), st.tuples(values, st.booleans(), st.integers(0, 9)), max_size=8)  # fmt: skip


def changed(page: Sheet, drawn: Mapping[tuple[int, int], tuple[object, bool, int]]) -> Sheet:
    own = {at: Cell(*at, value, struck, uncached=not odds) for at, (value, struck, odds) in drawn.items()}
    return replace(page, cells={**page.cells, **own})


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TABS), changes)
def test_a_roster_with_any_cells_changed_is_read_to_its_end(page, drawn):
    for part in parts_of(changed(page, drawn)):
        form = recognise(part)
        if form is not None and form.record is Person:
            reading = read_roster(form)
            roster, problems = merged_rosters([reading, reading])
            assert all(person.name or person.held for person in roster.people)
            assert all(problem.message and problem.fix for problem in problems)
            addresses = {person.where.cell for person in reading.people}
            assert len(addresses) == len(reading.people)
