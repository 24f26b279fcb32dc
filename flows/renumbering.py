"""Take an event's papers over to the office's symbols and years of now: an order in, papers with new numbers out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows import making, registering
from flows.model.report import Report
from flows.numbering.register import open_register
from flows.problems import Problem, Where
from flows.settings import Order

_NOTHING = Problem(
    Where(),
    "Không có số nào đã cấp mà chưa phát hành theo ký hiệu hoặc năm cũ; không đổi số nào.",
    "Xem các số đã cấp: vanthu register.",
    "warning",
)


def renumber(order: Order, *, at: datetime) -> Report:
    """Make void the reserved numbers of another symbol or period, give new ones, and make their papers again.

    Issued papers keep theirs. Asked again, it changes nothing, and completes what was killed in between.

    Raises:
        FlowsError: usage, disk or register.
    """
    work = making.read(order, at)
    making.number(work)
    with open_register(order.register_target) as register:
        numbers = registering.renumber(register, work.batch.events, at, order.who)
    report = making.make(order, at)
    return report if numbers else replace(report, problems=(*report.problems, _NOTHING))
