"""Names that are no text, from old zips and old shares, and codes that are no line: told, and the rest is made."""

from __future__ import annotations

import json
import os
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheets import book, sheet

from flows.commands.screen import order_of
from flows.errors import UsageError
from flows.model.order import Order
from flows.pipeline import make
from flows.reading.inbox import read_inbox
from flows.service.watch_folders import found_in
from flows.steps.report_event import annotate
from flows.vietnamese.text import shown_name

OFFICE = "Ban Thường trực Uỷ ban MTTQ Việt Nam huyện Phúc Thọ"
EVENT = (
    "Mã sự kiện | {}\nTên sự kiện | Lớp tập huấn\nNgày bắt đầu | 01/7/2024\nĐịa điểm | Hội trường\nĐơn vị tổ chức | {}"
)
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems keep names as text")


def event(path: bytes, code="A-1"):
    """Put an event's workbook under a name of any bytes."""
    made = book(Path(os.fsdecode(path)).parent / "x.tmp.xlsx", sheet(EVENT.format(code, OFFICE), name="SK"))
    made.rename(os.fsdecode(path))


def run(inputs):
    order = Order(inputs=inputs, templates=Path("templates"), outputs=inputs.parent / "outputs", today=date(2024, 6, 1))
    return order, make(order, datetime(2024, 6, 1, 8))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"h\xe1\xbb.xlsx", r"inputs/h\xe1\xbb.xlsx"),
        (b"l\xedp/su-kien.xlsx", r"l\xedp/su-kien.xlsx"),
        (b"lop/con \xff/ds.xlsx", r"lop/con \xff/ds.xlsx"),
        (b"esc\x1b[31m.xlsx", r"inputs/esc\x1b[31m.xlsx"),
        ("tr\u00e1i \u202e.xlsx".encode(), r"inputs/trái \u202e.xlsx"),
    ],
)
def test_a_workbook_whose_name_is_damaged_is_told_by_a_name_that_prints_and_the_rest_is_made(inputs, name, shown):
    os.makedirs(os.path.dirname(os.path.join(os.fsencode(inputs), name)), exist_ok=True)  # noqa: PTH103, PTH118, PTH120 bytes
    event(os.path.join(os.fsencode(inputs), name))  # noqa: PTH118 the same
    event(os.fsencode(inputs / "tot.xlsx"), "B-1")
    order, report = run(inputs)
    assert [(one.event, len(one.documents)) for one in report.events] == [("B-1", 1)]
    (problem,) = report.problems
    assert (problem.where.file, problem.is_error) == (shown.split("/")[-1], True)
    assert f"«{shown}»" in problem.message
    assert json.dumps(report.as_json(), ensure_ascii=False).encode()
    marked = annotate(report.all_problems, order, (), inputs.parent / "loi")
    assert [copy.name for copy in marked] == ["tot.loi.xlsx"]
    group = Path(os.fsdecode(os.path.join(os.fsencode(inputs), name.split(b"/")[0])))  # noqa: PTH118
    assert not found_in(group, inputs).is_whole


def test_a_roster_under_a_damaged_name_leaves_nobody_for_removed(inputs):
    event(os.fsencode(book(inputs / "lop" / "x.xlsx", sheet("a", name="a")).with_name("su-kien.xlsx")))
    (inputs / "lop" / "x.xlsx").rename(os.fsdecode(os.path.join(os.fsencode(inputs), b"lop/\xe1nh.xlsx")))  # noqa: PTH118
    (dossier,), _ = read_inbox([inputs], inputs)
    assert not dossier.roster.whole
    assert [problem.where.file for problem in dossier.problems] == [r"\xe1nh.xlsx"]


def test_a_code_is_one_line_without_signs_that_do_not_show(inputs):
    event(os.fsencode(inputs / "a.xlsx"), "A 1↵\u200b\u202eB")
    (dossier,), _ = read_inbox([inputs], inputs)
    assert dossier.event.code == "A 1 B"


def test_a_folder_whose_name_is_damaged_is_refused(tmp_path):
    damaged = Path(os.fsdecode(os.fsencode(tmp_path) + b"/v\xe0o"))
    for name in ("inputs", "outputs", "templates"):
        places = {"inputs": tmp_path, "outputs": tmp_path, "templates": tmp_path, "register": ""} | {name: damaged}
        with pytest.raises(UsageError, match=r"\\xe0o"):
            order_of(type("Typed", (), places))


@given(st.binary(max_size=30), st.text(st.characters(), max_size=20))
def test_whatever_the_bytes_or_signs_a_shown_name_can_be_sent_and_shown(data, text):
    for name in (os.fsdecode(data), text):
        shown = shown_name(name)
        assert shown.encode().decode() == shown
        assert not set(shown) & set(map(chr, range(32)))
        assert shown_name(shown) == shown
