"""The day on which papers go out: refused where it cannot be meant, told where numbers and days fall out of step."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from flows.after_signing.issue import issue
from flows.after_signing.replace import Replacing, reissue
from flows.errors import UsageError
from flows.numbering.register import open_register

AT = datetime(2024, 7, 6, 8)


def issued(bureau, *only, day, code="AN-01"):
    return issue(bureau.order(events=(code,), only=only), day=day, at=AT)


def states(bureau):
    with open_register(bureau.order().register_target) as register:
        return {row.symbol: (row.state, row.day) for row in register.rows()}


def told(report, word):
    return [(problem.severity, problem.message) for problem in report.all_problems if word in problem.message]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (date(2024, 8, 7), "Ngày 07/8/2024 còn hơn 31 ngày nữa mới tới, nên chưa phát hành."),
        (date(2042, 7, 8), "Ngày 08/7/2042 còn hơn 31 ngày nữa mới tới, nên chưa phát hành."),
        (date(2023, 6, 1), "Ngày 01/6/2023 sớm hơn ngày 01/7/2024 của sự kiện hơn một năm, nên chưa phát hành."),
    ],
)
def test_a_day_that_cannot_be_meant_gives_no_number(bureau, day, message):
    bureau.make()
    before = states(bureau)
    report = issued(bureau, day=day)
    assert told(report, "chưa phát hành") == [("error", message)]
    assert states(bureau) == before
    assert not (bureau.outputs / "AN-01" / "phat-hanh").exists()


@pytest.mark.parametrize("day", [date(2024, 8, 6), date(2023, 7, 2)])
def test_the_first_and_last_day_that_may_be_meant(bureau, day):
    bureau.make()
    issued(bureau, "ke-hoach", day=day)
    assert states(bureau)["01/KH-UB"] == ("issued", day)


def test_a_number_of_one_year_does_not_go_out_in_another(bureau):
    bureau.make()
    before = states(bureau)
    at_new_year = datetime(2025, 1, 3, 8)
    order = bureau.order(events=("AN-01",), only=("giay-chung-nhan",))
    report = issue(order, day=at_new_year.date(), at=at_new_year)
    assert told(report, "năm 2024") == [
        ("error", "Ngày 03/01/2025 không thuộc năm 2024, mà số đã cấp là số của năm 2024; chưa phát hành.")
    ]
    assert states(bureau) == before


def test_numbers_and_days_out_of_step_are_told(bureau):
    bureau.write("hai.xlsx", event=bureau.event.replace("AN-01", "AN-02"))
    bureau.make()
    assert told(issued(bureau, "ke-hoach", day=date(2024, 6, 25)), "thứ tự") == []
    report = issued(bureau, "ke-hoach", day=date(2024, 6, 20), code="AN-02")
    assert states(bureau)["02/KH-UB"] == ("issued", date(2024, 6, 20))
    ((severity, message),) = told(report, "thứ tự")
    assert severity == "warning"
    assert message.startswith("Số 02/KH-UB ghi ngày 20/6/2024, mà số 01/KH-UB ghi ngày 25/6/2024: ")


def test_a_paper_is_not_replaced_on_a_day_that_cannot_be_meant(bureau):
    bureau.make()
    issued(bureau, day=date(2024, 6, 20))
    before = states(bureau)
    with pytest.raises(UsageError, match="31 ngày"):
        reissue(bureau.order(events=("AN-01",)), Replacing("01/KH-UB", "sai"), day=date(2025, 6, 20), at=AT)
    assert states(bureau) == before
    replaced = reissue(bureau.order(events=("AN-01",)), Replacing("01/KH-UB", "sai"), day=date(2024, 6, 19), at=AT)
    assert told(replaced, "thứ tự") == []
