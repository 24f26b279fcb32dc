"""What a run leaves on Prefect's page: state, name, tables, artifacts."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from prefect import State, get_client, get_run_logger
from prefect.artifacts import acreate_table_artifact
from prefect.runtime import flow_run
from prefect.states import Cancelled, Completed, Failed

from flows.documents import KINDS, NAMES, PERSONAL
from flows.errors import FlowsError, NotApprovedError, WaitingError
from flows.model.report import EventReport, Report
from flows.outputs.signing_folder import PAGE
from flows.pipeline import Work
from flows.problems import Problem, Where, urgency

MOST_ROWS = 200
ALL = "Tất cả văn bản"
MOST_NAMES = 2
MOST_ERRORS = 10
"""So many errors are named in the log."""
_LONGEST_TITLE = 80


def table(only: Sequence[str], report: Report) -> list[dict[str, Any]]:
    """Return the run in numbers, a row for each kind."""
    held = sum(map(_held_back, report.events), Counter[str]())
    counts = {kind: sum((event.counts(kind) for event in report.events), Counter[str]()) for kind in NAMES}
    return [
        {
            "Loại văn bản": kind.NAME,
            "Làm mới": counts[kind.KIND]["made"],
            "Không đổi": counts[kind.KIND]["unchanged"],
            "Giữ bản sửa tay": counts[kind.KIND]["kept"],
            "Chờ sửa dữ liệu": held[kind.KIND],
        }
        for kind in KINDS
        if counts[kind.KIND] or (not kind.ON_REQUEST and kind.KIND in (only or NAMES))
    ]


def _held_back(event: EventReport) -> Counter[str]:
    """Return how many papers of each kind wait until a mistake is mended: of some people, or all of the kind."""
    waiting = Counter(kind for one in event.people for kind in one.waiting)
    return waiting + Counter({kind: max(1, len(event.people) if kind in PERSONAL else 1) for kind in event.stopped})


def problem_rows(report: Report) -> list[dict[str, str]]:
    """Return everything that is wrong, errors first, with its cell and what to do."""
    told = [(event.event, problem) for event in report.events for problem in event.problems]
    told += [("", problem) for problem in report.problems]
    told.sort(key=lambda one: urgency(one[1]))
    rows = [_row(event, problem) for event, problem in told[:MOST_ROWS]]
    rest = len(told) - MOST_ROWS
    return [*rows, _row("", Problem(Where(), f"Còn {rest} vấn đề nữa.", f"Xem {PAGE}."))] if rest > 0 else rows


def _row(event: str, problem: Problem) -> dict[str, str]:
    where = problem.where
    return {
        # The cell and what is wrong first: the page shows the first columns, and scrolls to the others.
        "Mức": "Lỗi" if problem.is_error else "Lưu ý",
        "Ô": where.cell,
        "Vấn đề": problem.message,
        "Cách sửa": problem.fix,
        "Cột": where.heading,
        "Trang": where.sheet,
        "Tệp": where.file,
        "Sự kiện": event,
    }


def run_name(report: Report, at: datetime) -> str:
    """Return the name of a run that was about one event: its title, what was made, when; "" for any other."""
    told = [event for event in report.events if event.bulletin.is_new]
    events = told or report.events
    if len(events) != 1:
        return ""
    title = " ".join(events[0].title.split()) or events[0].event
    short = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
    return f"{short} – {_made(events[0])} – {at:%d/%m/%Y %H:%M}"


def _made(event: EventReport) -> str:
    names = [kind.NAME for kind in KINDS if event.counts(kind.KIND)["made"]]
    if not names:
        return "Cần sửa dữ liệu" if event.errors else "Không có gì mới"
    return ", ".join(names) if len(names) <= MOST_NAMES else f"{len(names)} loại văn bản"


def log_lines(report: Report) -> Iterator[str]:
    """Yield what stands in the run's log, which its page opens with: cells alone, for the log is a file too."""
    yield outcome(report)
    wrong = [str(problem.where) for problem in report.all_problems if problem.is_error and problem.where != Where()]
    if wrong:
        more = f"; và {len(wrong) - MOST_ERRORS} chỗ nữa" if len(wrong) > MOST_ERRORS else ""
        yield f"Cần sửa: {'; '.join(wrong[:MOST_ERRORS])}{more}."
    yield "Làm gì tiếp theo: xem trang của cơ quan. Thẻ Artifacts ở đây có van-de (từng ô), ket-qua (số liệu)."


def outcome(report: Report) -> str:
    """Return how a run ended, in a sentence."""
    states = Counter(document.state for event in report.events for document in event.documents)
    errors = sum(problem.is_error for problem in report.all_problems)
    held = sum(event.bulletin.held for event in report.events)
    made = f"{states['made']} văn bản mới, {states['unchanged'] + states['kept']} giữ nguyên"
    return f"{made}; {held} văn bản chờ sửa, {errors} lỗi cần sửa." if errors else f"{made}; không có lỗi."


SUMMARY, PROBLEMS = "ket-qua", "van-de"


async def post(work: Work, report: Report) -> None:
    """Post a run's artifacts, together; name the run after its event where it is about one; say it in the log."""
    for line in log_lines(report):
        get_run_logger().info(line)
    await asyncio.gather(*_artifacts(work, report), _rename(run_name(report, work.at)))


def _artifacts(work: Work, report: Report) -> Iterator[Awaitable[Any]]:
    yield acreate_table_artifact(table(work.order.only, report), key=SUMMARY, description="Kết quả của lần chạy")
    rows = problem_rows(report)
    if rows:
        yield acreate_table_artifact(rows, key=PROBLEMS, description="Chỗ cần sửa hoặc xem lại, theo từng ô")


async def _rename(name: str) -> None:
    if name and flow_run.id:
        async with get_client() as client:
            await client.update_flow_run(UUID(str(flow_run.id)), name=name)


DONE, TO_MEND, NOT_DONE, NOT_APPROVED = "Đã xong", "Cần sửa dữ liệu", "Không làm được", "Không duyệt"
ELSEWHERE = "Chờ duyệt ở lần chạy khác"
"""How a run ends, in the words of Prefect's list; its colours are those of Completed, Failed and Cancelled."""
UNFORESEEN = "Phần mềm gặp lỗi chưa lường trước. Lý do nằm trong tệp nhật ký trên máy này; gửi tệp đó cho người hỗ trợ."
_LOG = logging.getLogger(__name__)


class Carried:
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
        return Failed(name=NOT_DONE, message=told, data=Carried(report))
    if any(problem.is_error for problem in report.all_problems):
        return Failed(name=TO_MEND, message=told, data=Carried(report))
    return Completed(name=DONE, message=told, data=Carried(report))


def failed(failure: Exception) -> State[Any]:
    """Return the state of a run or step that failed: what to do in Vietnamese, and no traceback with values in it."""
    if not isinstance(failure, FlowsError):
        _LOG.error("unforeseen", exc_info=failure)
    if isinstance(failure, NotApprovedError):
        name = ELSEWHERE if isinstance(failure, WaitingError) else NOT_APPROVED
        return Cancelled(name=name, message=str(failure), data=Carried(failure))
    message = str(failure) if isinstance(failure, FlowsError) else UNFORESEEN
    return Failed(name=NOT_DONE, message=message, data=Carried(failure))


def value_of(state: State[Any]) -> Any:  # noqa: ANN401 whatever the run or step gave
    """Return what a run or step gave, or raise what it raised."""
    # A finished run holds its data in a record of Prefect's own.
    carried = getattr(state.data, "result", state.data)
    value = carried.value if isinstance(carried, Carried) else state.result()
    if isinstance(value, Exception):
        raise value
    return value
