"""How an office numbers its papers, as its stationery says."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from flows.after_signing.register_book import book_lines, entries
from flows.pipeline import make

AT = datetime(2024, 7, 5, 8)


def certificates(report):
    papers = (document for event in report.events for document in event.documents)
    return [paper.number for paper in papers if paper.kind == "giay-chung-nhan"]


def year_after(bureau):
    event = bureau.event.replace("AN-01", "AN-25").replace("/2024", "/2025")
    bureau.write("lop-25.xlsx", event=event)
    return make(bureau.order(today=date(2025, 7, 5), events=("AN-25",)), AT)


def test_an_office_that_starts_in_july_goes_on_from_its_paper_book(bureau):
    bureau.stationery(Số_bắt_đầu_chứng_nhận="45")
    assert certificates(bureau.make()) == ["045/GCN", "046/GCN", "047/GCN"]
    assert certificates(bureau.make()) == ["045/GCN", "046/GCN", "047/GCN"]


def test_the_first_number_is_for_the_first_year_only(bureau):
    bureau.stationery(Số_bắt_đầu_chứng_nhận="45")
    bureau.make()
    assert certificates(year_after(bureau)) == ["001/GCN", "002/GCN", "003/GCN"]


def test_numbers_begin_anew_each_year(bureau):
    bureau.make()
    assert certificates(year_after(bureau)) == ["001/GCN", "002/GCN", "003/GCN"]


def test_numbers_by_term_go_on_over_the_years(bureau):
    bureau.stationery(Đánh_số_theo="nhiệm kỳ", Nhiệm_kỳ="2024-2029")
    bureau.make()
    assert certificates(year_after(bureau)) == ["004/GCN", "005/GCN", "006/GCN"]
    target = bureau.order().register_target
    assert next(book_lines(entries(target))).startswith("001/GCN · nhiệm kỳ 2024-2029 ·")
    assert len(entries(target, 2026)) == 6
    assert entries(target, 2030) == ()


@pytest.mark.parametrize(
    ("heading", "value", "message", "made"),
    [
        ("Đánh_số_theo", "quý", "Không hiểu «quý».", {"tin-bai"}),
        ("Đánh_số_theo", "nhiệm kỳ", "Đánh số theo nhiệm kỳ mà chưa ghi nhiệm kỳ nào.", {"tin-bai"}),
        ("Số_bắt_đầu_kế_hoạch", "bốn lăm chẵn", None, {"giay-moi", "tin-bai", "giay-chung-nhan"}),
        ("Số_bắt_đầu_chứng_nhận", "bốn lăm", None, {"ke-hoach", "giay-moi", "tin-bai"}),
    ],
)
def test_a_policy_that_cannot_be_read_is_named_and_holds_its_numbers_back(bureau, heading, value, message, made):
    bureau.stationery(**{heading: value})
    report = bureau.make()
    (problem,) = report.problems
    assert {document.kind for event in report.events for document in event.documents} == made
    assert problem.where.file == "co-quan.xlsx"
    assert message in (None, problem.message)
