"""Any table with content gives people, or a problem that names its sheet; never neither."""

from __future__ import annotations

import csv
import re
from datetime import date
from itertools import chain

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from flows.model.event import AgendaItem, Event
from flows.model.fields import fields_of
from flows.model.person import LAST_UNITS, OWNERS, Person
from flows.reading.agenda import read_agenda
from flows.reading.event_workbooks import groups_of

EVENT = Event(code="A", name="B", organiser="C", starts=date(2024, 7, 1), ends=date(2024, 7, 3))
KNOWN = [heading for record in (Person, AgendaItem, Event) for field in fields_of(record) for heading in field.headings]
STRANGE = ["Họ tên mẹ", "Cân nặng", "Họ vầ tênn", "Mã số", "Số tiền", "Full name", "Dân tộc", "1", "(1)", "Ngày 01/7", "x", *LAST_UNITS,
           *(f"Tên {owner}" for owner in OWNERS)]  # fmt: skip
headings = st.one_of(st.sampled_from(KNOWN), st.sampled_from(STRANGE), st.just(""))
cells = st.one_of(
    st.sampled_from(["Lê An", "Vũ Thị Bình", "Trưởng thôn", "xã A", "x", "1", "2", "01/7/2024", "Tổng cộng", "Ghi chú: ăn chay", "8h00", "-",
                     "Khai mạc", "I", "Thôn 2", "0912345678", "Người lập biểu", "Đề nghị các đơn vị gửi danh sách đúng hạn nhé",
                     "……", "Đạt", "Danh sách này có 2 người"]),
    st.just(""), st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=6),
)  # fmt: skip
tables = st.integers(1, 5).flatmap(
    lambda width: st.tuples(
        st.lists(headings, min_size=width, max_size=width),
        st.lists(st.lists(cells, min_size=width, max_size=width), max_size=4),
    )
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("inputs") / "bang.csv"


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(table=tables)
@example(table=(["STT", "", "Tên đại biểu"], [["1", "1", "I"]]))
def test_a_table_with_content_is_read_or_told(path, table):
    head, body = table
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *body])
    (group,) = groups_of([path])
    read = [row for roster in group.rosters for row in roster.rows] + group.events + group.offices
    told = [*group.problems, *(problem for roster in group.rosters for problem in roster.problems)]
    for header in group.agendas:
        items, slips = read_agenda(header, EVENT)
        read += items
        told += slips
    # Figures alone number rows ahead, or are sums; with letters such as A and I they number columns.
    words = (cell for cell in chain(*body) if not re.fullmatch(r"\s*(?:[A-ZĐ]|[IVXLC]+)\s*", cell))
    has_content = any(map(str.isalpha, "".join(words)))
    assert read or not has_content or any(problem.where.file == path.name for problem in told)
