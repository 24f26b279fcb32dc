"""What a run leaves in the certificates' book: the course with its days, each person's post and result."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from flows.after_signing.register_book import entries, export, holders


def book(bureau):
    """Return the certificates' book as the clerk exports it, a row a line, by heading."""
    target, path = bureau.order().register_target, bureau.folder / "so.xlsx"
    export(entries(target), path, holders(target))
    _, _, headings, *rows = openpyxl.load_workbook(path)["Sổ cấp giấy chứng nhận"].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows[:-2]]


def test_the_book_says_course_days_post_and_result(bureau):
    bureau.make()
    assert [(row["Chức vụ, đơn vị"], row["Tên lớp, thời gian"], row["Kết quả"]) for row in book(bureau)] == [
        ("Trưởng thôn Một", "Lớp bồi dưỡng, 01-02/7/2024", "hoàn thành"),
        ("Bí thư thôn Hai", "Lớp bồi dưỡng, 01-02/7/2024", "hoàn thành"),
        ("Hội viên, thôn Ba", "Lớp bồi dưỡng, 01-02/7/2024", "hoàn thành"),
    ]


def test_a_corrected_post_is_corrected_in_the_book_and_a_second_run_writes_nothing(bureau):
    bureau.make()
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", "Bí thư"))
    bureau.make()
    before = bureau.times()
    bureau.make()
    assert bureau.times() == before
    assert book(bureau)[0]["Chức vụ, đơn vị"] == "Bí thư thôn Một"


def test_days_that_do_not_follow_each_other_are_listed(bureau):
    days = "Thời gian | 01, 03 và 05/7/2024"
    event = bureau.event.replace("Ngày bắt đầu | 01/7/2024\nNgày kết thúc | 02/7/2024", days)
    bureau.write(event=event)
    bureau.make(today=date(2024, 7, 9))
    assert book(bureau)[0]["Tên lớp, thời gian"].startswith("Lớp bồi dưỡng, các ngày 01")


@pytest.mark.parametrize("kind", ["giay-moi", "ke-hoach"])
def test_of_who_has_no_certificate_the_register_keeps_no_post(bureau, kind):
    bureau.make(only=(kind,))
    assert holders(bureau.order().register_target) == {}
