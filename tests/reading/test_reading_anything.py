"""Whatever stands in a sheet, reading it ends, and never with an exception."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from flows.model.event import AgendaItem, Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.person import Person
from flows.reading.agenda import read_agenda
from flows.reading.event_sheet import events_of
from flows.reading.offices import offices_of
from flows.reading.roster import merged_rosters, read_roster
from flows.reading.sheet_kinds import parts_of, recognise
from flows.reading.two_columns import Pairs
from flows.spreadsheets.sheet import Cell, Merge, Sheet

HEADINGS = [text for record in (Event, AgendaItem, Person, Office) for f in fields_of(record) for text in f.headings]
WORDS = ["I. Xã Hát Môn (2 đ/c)", "Tổng cộng", "Ghi chú:", "(1)", "Nam", "Nữ", "VÍ DỤ", "Lê An", "01/13/2024", "#REF!", "x",
         "Ngày thứ hai", "8h00 - 9h30", "thứ Tư", "A.", "PHẦN I", "C", "TM. BAN", "Lê An\nVũ Bình", "1.1E+11", "-", "Sáng",
         "nt", '"', "như trên", "Thôn 3", "TT Phúc Thọ", "X. Hát Môn", "Trang 2", "- 1 -", "NguyÔn V¨n Hïng", "Ông (Bà) Lê An", "31",
         "Rút", "1. Lê An", "0900000001 / 0900000002", "TS. BS", "\u200b", "Họ và tên", "Ngày", "Tháng", "Năm"]  # fmt: skip
values = st.one_of(
    st.sampled_from(HEADINGS), st.sampled_from(WORDS), st.none(), st.integers(-5, 60000), st.floats(), st.booleans(),
    st.text(max_size=12), st.dates(), st.datetimes(), st.times(),
)  # fmt: skip
places = st.tuples(st.integers(1, 12), st.integers(1, 7))
cells = st.dictionaries(places, st.tuples(values, st.booleans(), st.integers(0, 20)), max_size=50)
merges = st.lists(st.tuples(places, st.integers(0, 3), st.integers(0, 3)), max_size=4)
EVENT = Event(code="A", name="B", organiser="C", starts=date(2024, 7, 1), ends=date(2024, 7, 3))


def _sheet(drawn, ranges, hidden, hidden_columns) -> Sheet:
    return Sheet(
        "f.xlsx",
        "Hát Môn",
        {at: Cell(*at, value, struck, uncached=not odds) for at, (value, struck, odds) in drawn.items()},
        tuple(Merge(top, left, top + down, left + right) for (top, left), down, right in ranges),
        frozenset(hidden),
        frozenset(hidden_columns),
    )


def read_whole(sheet: Sheet) -> None:
    for part in parts_of(sheet):
        form = recognise(part)
        if isinstance(form, Pairs):
            events_of(form) if form.record is Event else offices_of(form)
        elif form is not None and form.record is Person:
            reading = read_roster(form)
            merged_rosters([reading, reading])
            assert all(p.message for p in reading.problems)
        elif form is not None and form.record is AgendaItem:
            read_agenda(form, EVENT)
        elif form is not None:
            events_of(form) if form.record is Event else offices_of(form)


@given(cells, merges, st.sets(st.integers(1, 12), max_size=2), st.sets(st.integers(1, 7), max_size=1))
def test_any_grid_of_cells_is_read_to_its_end(drawn, ranges, hidden, hidden_columns):
    read_whole(_sheet(drawn, ranges, hidden, hidden_columns))


rows = st.lists(st.lists(values, min_size=6, max_size=6), max_size=10)


@given(st.sampled_from([
    ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị", "Có mặt"], ["Ngày", "Buổi", "Từ giờ", "Đến giờ", "Nội dung", "Giảng viên"],
    ["Mã sự kiện", "Tên sự kiện", "Ngày bắt đầu", "Ngày kết thúc", "Thời gian", "Đơn vị tổ chức"],
    ["STT", "Họ đệm", "Tên", "Nam", "Nữ", "Số CCCD"], ["Họ", "Tên đệm", "Tên", "Điện thoại", "Đơn vị", "Dân tộc"],
    ["TT", "Họ và tên", "Ngày sinh", "Ngày sinh", "Kết quả", "Mã sự kiện"], ["Họ tên", "S1", "C1", "Phái", "Thôn", "Ghi chú"],
]), rows, merges)  # fmt: skip
def test_anything_below_a_header_is_read_to_its_end(header, body, ranges):
    table = [header, *body]
    cells = {(r, c): (value, False, 1) for r, line in enumerate(table, 1) for c, value in enumerate(line, 1)}
    read_whole(_sheet(cells, ranges, (), ()))
