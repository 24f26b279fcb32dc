"""What becomes of the papers when the office changes its symbol, its counting, or an event its year."""

from __future__ import annotations

from datetime import datetime

import openpyxl
import pytest

from flows.after_signing.issue import issue
from flows.after_signing.replace import renumber
from flows.numbering.register import open_register
from flows.pipeline import make

AT = datetime(2024, 7, 6, 8)
FIRST = "giay-chung-nhan/001-le-van-an.docx"
OLD = ["001/GCN", "002/GCN", "003/GCN"]
NEXT_YEAR = datetime(2025, 7, 5, 8)


def restyled(bureau, old, new):
    """Write another symbol into the stationery."""
    path = bureau.folder / "templates" / "co-quan.xlsx"
    book = openpyxl.load_workbook(path)
    for cell in [cell for row in book.active.iter_rows() for cell in row if cell.value == old]:
        cell.value = new
    book.save(path)


def certificates(report):
    return [one.number for event in report.events for one in event.documents if one.kind == "giay-chung-nhan"]


def told(report, word):
    problems = [problem for problem in report.all_problems if word in problem.message]
    return [(problem.severity, problem.message) for problem in problems]


def states(bureau):
    with open_register(bureau.order().register_target) as register:
        return [(row.symbol, row.year, row.state) for row in register.rows()]


@pytest.fixture(scope="module")
def first(first_bureau):
    first_bureau.make()
    return first_bureau


@pytest.fixture
def made(first, tmp_path):
    return first.copied(tmp_path)


def test_a_changed_symbol_leaves_every_paper_as_it_is_and_says_so_once(made):
    before = made.text(FIRST), states(made)
    restyled(made, "{so:03}/GCN", "{so:03}/GCN-MTTQ")
    report = made.make()
    assert certificates(report) == OLD
    assert (made.text(FIRST), states(made)) == before
    ((severity, message),) = told(report, "ký hiệu")
    assert severity == "warning"
    assert message.startswith("Đã cấp 3 số giấy chứng nhận theo ký hiệu hoặc cách đếm cũ (ví dụ 001/GCN), ")
    assert "nay là 001/GCN-MTTQ" in message


def test_a_symbol_changed_and_changed_back_leaves_no_trace(made):
    before = states(made)
    restyled(made, "{so:03}/GCN", "{so:03}/GCN-MTTQ")
    made.make()
    restyled(made, "{so:03}/GCN-MTTQ", "{so:03}/GCN")
    report = made.make()
    assert (certificates(report), states(made), told(report, "ký hiệu")) == (OLD, before, [])


def test_who_is_added_after_a_changed_symbol_bears_the_new_one(made):
    restyled(made, "{so:03}/GCN", "{so:03}/GCN-MTTQ")
    made.write(roster=f"{made.roster}Lò Thị Mới |  | thôn Tư | hoàn thành\n")
    assert certificates(made.make()) == [*OLD, "001/GCN-MTTQ"]


def test_a_changed_row_is_printed_with_the_number_and_the_symbol_it_had(made):
    restyled(made, "{so:03}/GCN", "{so:03}/GCN-MTTQ")
    made.write(roster=made.roster.replace("Lê Văn An", "Lê Văn Ân"))
    made.make()
    assert made.text(FIRST) == "001/GCN Lê Văn Ân"


def test_an_office_that_goes_over_to_terms_keeps_the_numbers_and_goes_on_after_them(made):
    made.stationery(Đánh_số_theo="nhiệm kỳ", Nhiệm_kỳ="2024-2029")
    made.write(roster=f"{made.roster}Lò Thị Mới |  | thôn Tư | hoàn thành\n")
    report = made.make()
    assert certificates(report) == [*OLD, "004/GCN"]
    ((severity, message),) = told(report, "cách đếm")
    assert severity == "warning"
    assert "001/GCN năm 2024), nay là đếm theo nhiệm kỳ 2024-2029" in message


def test_issued_papers_keep_number_and_symbol_without_a_word(made):
    issue(made.order(events=("AN-01",)), day=None, at=AT)
    before = made.text("ke-hoach.docx")
    restyled(made, "{so}/KH-UB", "{so}/KH-UBND")
    report = made.make()
    assert made.text("ke-hoach.docx") == before
    assert told(report, "ký hiệu") == []


def test_an_event_moved_to_another_year_is_held_back_until_somebody_decides(made):
    before = made.text(FIRST), states(made)
    made.write(event=made.event.replace("7/2024", "7/2025"))
    report = make(made.order(today=NEXT_YEAR.date()), NEXT_YEAR)
    ((severity, message),) = told(report, "mang số của")
    assert severity == "error"
    assert message.startswith("3 giấy chứng nhận mang số của năm 2024 (ví dụ 001/GCN), mà ngày trên văn bản nay")
    assert (made.text(FIRST), states(made)) == before
    made.write()
    assert certificates(made.make()) == OLD
    assert (made.text(FIRST), states(made)) == before


def test_renumbering_prints_the_new_symbol_on_papers_not_yet_issued(made):
    restyled(made, "{so:03}/GCN", "{so:03}/GCN-MTTQ")
    report = renumber(made.order(events=("AN-01",)), at=AT)
    assert certificates(report) == ["001/GCN-MTTQ", "002/GCN-MTTQ", "003/GCN-MTTQ"]
    assert made.text(FIRST).startswith("001/GCN-MTTQ")
    assert made.text(f"bo/{FIRST}").startswith("001/GCN ")
    assert told(report, "ký hiệu") == []
    assert states(made) == [(number, 2024, "void") for number in OLD] + [
        (f"{number}-MTTQ", 2024, "reserved") for number in OLD
    ]


def test_renumbering_twice_changes_nothing_and_says_so(made):
    restyled(made, "{so:03}/GCN", "{so:03}/GCN-MTTQ")
    renumber(made.order(events=("AN-01",)), at=AT)
    before = states(made)
    report = renumber(made.order(events=("AN-01",)), at=AT)
    assert states(made) == before
    assert told(report, "không đổi số nào") == [("warning", report.problems[-1].message)]


def test_renumbering_an_event_moved_to_another_year_gives_numbers_of_that_year(made):
    made.write(event=made.event.replace("7/2024", "7/2025"))
    report = renumber(made.order(events=("AN-01",), today=NEXT_YEAR.date()), at=NEXT_YEAR)
    assert certificates(report) == OLD
    assert [row for row in states(made) if row[2] == "reserved"] == [(number, 2025, "reserved") for number in OLD]
    assert not [problem for problem in report.all_problems if problem.is_error]
