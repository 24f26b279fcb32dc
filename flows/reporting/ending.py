"""How a run or a step ends in Prefect: reports and failures in, states out and back; no values in its database."""

from __future__ import annotations

import logging
from typing import Any

from prefect import State
from prefect.states import Cancelled, Completed, Failed

from flows.errors import FlowsError, NotApprovedError, WaitingError
from flows.model.report import Report
from flows.reporting.presenting import outcome

DONE, TO_MEND, NOT_DONE, NOT_APPROVED = "Đã xong", "Cần sửa dữ liệu", "Không làm được", "Không duyệt"
ELSEWHERE = "Chờ duyệt ở lần chạy khác"
"""How a run ends, in the words of Prefect's list; its colours are those of Completed, Failed and Cancelled."""
UNFORESEEN = "Phần mềm gặp lỗi chưa lường trước. Lý do nằm trong tệp nhật ký trên máy này; gửi tệp đó cho người hỗ trợ."
_LOG = logging.getLogger(__name__)


class Kept:
    """A value that Prefect carries within this process, and writes nowhere: it writes out states by their repr.

    No dataclass: Prefect would look for its own futures in every document of a report.
    """

    __slots__ = ("value",)

    def __init__(self, value: Report | Exception) -> None:
        """Take what a run or step gave."""
        self.value = value


def ended(report: Report) -> State[Any]:
    """Return the state of a run that made what it could: green only where nothing waits to be mended."""
    told = outcome(report)
    if report.failed:
        return Failed(name=NOT_DONE, message=told, data=Kept(report))
    if any(problem.is_error for problem in report.all_problems):
        return Failed(name=TO_MEND, message=told, data=Kept(report))
    return Completed(name=DONE, message=told, data=Kept(report))


def failed(failure: Exception) -> State[Any]:
    """Return the state of a run or step that failed: what to do in Vietnamese, and no traceback with values in it."""
    if not isinstance(failure, FlowsError):
        _LOG.error("unforeseen", exc_info=failure)
    if isinstance(failure, NotApprovedError):
        name = ELSEWHERE if isinstance(failure, WaitingError) else NOT_APPROVED
        return Cancelled(name=name, message=str(failure), data=Kept(failure))
    message = str(failure) if isinstance(failure, FlowsError) else UNFORESEEN
    return Failed(name=NOT_DONE, message=message, data=Kept(failure))


def value_of(state: State[Any]) -> Any:  # noqa: ANN401 whatever the run or step gave
    """Return what a run or step gave, or raise what it raised."""
    # A finished run holds its data in a record of Prefect's own.
    kept = getattr(state.data, "result", state.data)
    value = kept.value if isinstance(kept, Kept) else state.result()
    if isinstance(value, Exception):
        raise value
    return value
