"""One cell for one field: every kind of value, and nothing private in a message."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.model.event import AgendaItem, Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.person import Person
from flows.reading.cell_values import as_text, parse
from flows.spreadsheets.sheet import Cell

FIELDS = [field for record in (Event, AgendaItem, Person, Office) for field in fields_of(record)]
BY_KIND = {field.kind: field for field in FIELDS}


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("text", "  Lê   An ", "Lê An"), ("text", 12.0, "12"), ("text", True, "có"), ("text", date(2024, 7, 1), "01/7/2024"),
        ("items", "- A;\n- B.", ("A", "B")), ("paragraphs", "A\n\nB", ("A", "B")),
        ("day", datetime(2024, 7, 1, 8), date(2024, 7, 1)), ("day", 45474, date(2024, 7, 1)), ("day", 45474.5, date(2024, 7, 1)),
        ("hour", 0.3333333, time(8)), ("hour", 8, time(8)), ("hour", datetime(1899, 12, 30, 8), time(8)),
        ("hour", timedelta(hours=8), time(8)), ("hours", "8h-9h", (time(8), time(9))),
        ("number", "230 đại biểu", 230), ("number", 230.0, 230), ("money", "1,5 triệu", 1_500_000),
        ("moment", "03/07/2024 - 01:53 PM", datetime(2024, 7, 3, 13, 53)), ("marks", "x", True), ("marks", "vắng", False),
        ("text", "   ", None), ("text", "\u200b", None), ("day", None, None),
    ],
)  # fmt: skip
def test_a_value_is_read_as_its_field_wants_it(kind, value, expected):
    assert parse(BY_KIND[kind], Cell(1, 1, value)) == (expected, ())


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#value!", " #DIV/0! "])
def test_an_error_value_is_a_mistake_in_every_field(error):
    for field in FIELDS:
        value, (mistake,) = parse(field, Cell(1, 1, error))
        assert (value, mistake.severity) == (None, "error")


@pytest.mark.parametrize("nothing", ["-", "…", "...", "N/A", "không", "chưa có"])
@pytest.mark.parametrize("kind", ["day", "birth", "span", "hour", "number", "money", "score", "moment"])
def test_a_cell_that_says_there_is_none_is_blank(kind, nothing):
    assert parse(BY_KIND[kind], Cell(1, 1, nothing)) == (None, ())


@pytest.mark.parametrize(
    ("kind", "value"), [("money", -150000), ("number", -5), ("number", 0.95), ("money", "-150.000")]
)
def test_a_number_below_nothing_or_a_part_of_one_is_a_mistake(kind, value):
    result, (mistake,) = parse(BY_KIND[kind], Cell(1, 1, value))
    assert (result, mistake.severity) == (None, "error")


@pytest.mark.parametrize("cell", ["17h00 ngày 05/3/2026", "05/3/2026 17:00", "2026-03-05T17:00:00"])
def test_a_day_with_an_hour_that_no_paper_prints_is_told_with_the_day_alone(cell):
    value, (mistake,) = parse(BY_KIND["day"], Cell(1, 1, cell))
    assert value is None
    assert mistake.message == "Ô ngày này có cả giờ (17h00); giờ ở đây không in được."
    assert mistake.fix == "Chỉ ghi ngày: 05/3/2026."


values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40), st.dates(), st.datetimes(), st.times(),
    st.timedeltas(), st.from_regex(r"[0-9 /.,:hg-]{1,20}"),
)  # fmt: skip


@given(field=st.sampled_from(FIELDS), value=values)
def test_no_value_makes_the_reader_fail(field, value):
    _, mistakes = parse(field, Cell(1, 1, value))
    assert all(mistake.message and mistake.fix for mistake in mistakes)


PRIVATE = [field for field in FIELDS if field.private or field.kind == "marks"]


@given(field=st.sampled_from(PRIVATE), value=st.from_regex(r"[0-9]{2,4}[ /.-]?[0-9]{2,8}[a-z]?", fullmatch=True))
def test_a_private_value_is_never_repeated(field, value):
    _, mistakes = parse(field, Cell(1, 1, value))
    assert not any(value in mistake.message + mistake.fix for mistake in mistakes)


@given(values)
def test_every_value_has_a_text(value):
    assert isinstance(as_text(value), str)
