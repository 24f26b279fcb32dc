"""Ask before numbers are given: at the screen, or on the office's page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from httpx import HTTPStatusError, codes
from prefect import get_client, get_run_logger
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import FlowFilter, FlowFilterName, FlowRunFilter, FlowRunFilterState
from prefect.client.schemas.filters import FlowRunFilterStateType as StateTypes
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.flow_runs import asuspend_flow_run
from prefect.input import RunInput
from prefect.runtime import deployment, flow_run
from prefect.states import Cancelled
from pydantic import Field

from flows.errors import NotApprovedError, WaitingError
from flows.pipeline import Work
from flows.settings import Notices
from flows.telling import office_mail
from flows.telling.preview import Ask, Preview, preview

PATIENCE = 14 * 24 * 3600
"""Seconds to wait for an answer: Prefect's own hour is over before lunch."""
YES, NO = "Duyệt", "Không duyệt"


class Approval(RunInput):
    """The form that a run waits for."""

    quyet_dinh: Literal["Duyệt", "Không duyệt"] = Field(title="Quyết định", description="Duyệt thì làm và cấp số.")
    y_kien: str = Field(default="", title="Ý kiến", description="Không bắt buộc; ghi vào kết quả của lần chạy.")


async def require_approval(work: Work, ask: Ask | None, wish: Notices) -> None:
    """Return once somebody approved what the run would do, at once where there is nothing to do.

    `ask` asks somebody at this computer; without it a run of the service asks on the office's page, and whoever
    the office wishes is told that it waits.

    Raises:
        NotApprovedError: somebody said no, or there is nobody to ask.
    """
    found = preview(work)
    if found.is_empty:
        return
    if ask is not None:
        if not ask(found):
            raise refused()
    elif deployment.id:
        await _asked_on_the_page(work, found, wish)
    else:
        raise NotApprovedError("Cơ quan đặt phải duyệt trước khi cấp số, mà không có ai để hỏi.", _WHERE)


_WHERE_TO_ANSWER = "Mở trang của cơ quan (vanthu serve), mục Sự kiện, bấm «Xem và duyệt»."
_WHERE = "Chạy vanthu run ở cửa sổ lệnh rồi trả lời, hoặc duyệt trên trang của vanthu serve."


def refused(opinion: str = "") -> NotApprovedError:
    """Return what to say when somebody said no."""
    told = f" Ý kiến: {' '.join(opinion.split())}" if opinion.strip() else ""
    return NotApprovedError("Không duyệt: chưa cấp số nào, chưa ghi văn bản nào.", told.strip())


async def _asked_on_the_page(work: Work, found: Preview, wish: Notices) -> None:
    about = found.titles[0] if len(found.titles) == 1 else f"{len(found.titles)} sự kiện"
    asked = f"{about} – {work.at:%d/%m/%Y %H:%M}"
    await _make_way(found, f"Chờ duyệt – {asked}")
    text = "\n".join([found.summary, "", *found.lines, "", _WHERE_TO_ANSWER, ""])
    news = office_mail.question(found.summary, _WHERE_TO_ANSWER, found.sign)
    for problem in office_mail.tell(work.order, [news], wish):
        get_run_logger().warning(str(problem))
    get_run_logger().info("Hỏi duyệt: %s", text.strip())
    form = Approval.with_initial_data(description=question(found))
    answer: Any = await asuspend_flow_run(wait_for_input=form, timeout=PATIENCE, key=found.sign)
    if answer.quyet_dinh != YES:
        async with get_client() as client:
            await client.update_flow_run(UUID(str(flow_run.id)), name=f"{NO} – {asked}")
        raise refused(answer.y_kien)


def question(found: Preview) -> str:
    """Return what the form shows, as Markdown."""
    lines = [f"- {line.strip()}" if line.startswith(" ") else f"\n**{line}**\n" for line in found.lines]
    note = "Dữ liệu được đọc lại sau khi duyệt; nếu đã khác thì sẽ hỏi lại."
    return "\n".join([f"### {found.summary}", *lines, "", note])


def lines_asked(form: str) -> Sequence[str]:
    """Return the summary and the lines of what a form shows (see `question`), an event's own lines after its title."""
    shown = {"### ": "", "- ": "  ", "**": ""}
    return [
        shown[mark] + line.removeprefix(mark).removesuffix("**")
        for line in form.splitlines()
        for mark in shown
        if line.startswith(mark)
    ]


async def _make_way(found: Preview, name: str) -> None:
    """Leave the question to the run that asks it already; end those whose question is overtaken, and take the name."""
    own = str(flow_run.id)
    async with get_client() as client:
        states = FlowRunFilterState(type=StateTypes(any_=[StateType.PAUSED]))
        waiting = await client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=[str(flow_run.flow_name)])),
            flow_run_filter=FlowRunFilter(state=states),
        )
        for run in waiting:
            if str(run.id) != own and await _asks(client, run, found.sign):
                raise WaitingError(f"Đang chờ duyệt ở lần chạy «{run.name}».", _WHERE_TO_ANSWER)
        for run in waiting:
            if str(run.id) != own and _asks_the_same(run, flow_run.parameters):
                told = "Lần chạy mới hơn đang chờ duyệt thay cho lần này."
                await client.set_flow_run_state(UUID(str(run.id)), Cancelled(name="Đã thay", message=told), force=True)
        await client.update_flow_run(UUID(own), name=name)


async def _asks(client: PrefectClient, run: FlowRun, sign: str) -> bool:
    """Whether a waiting run asks this, and can be answered.

    Prefect notes that a run waits before it keeps the form: a run that was killed between waits for ever. The service
    does one run at a time, so that none is between the two while another looks.
    """
    details = run.state and run.state.state_details
    if not details or details.pause_key != sign or not details.run_input_keyset:
        return False
    try:  # what it tells above the form is kept last
        await client.read_flow_run_input(run.id, details.run_input_keyset["description"])
    except HTTPStatusError as error:
        if error.response.status_code != codes.NOT_FOUND:
            raise
        return False
    return True


def _asks_the_same(run: FlowRun, parameters: dict[str, Any]) -> bool:
    """Whether a run is of the same deployment, which is one office's, and about the same events and kinds."""
    names = ("events", "only")
    return str(run.deployment_id) == str(deployment.id) and all(
        list(run.parameters.get(one) or ()) == list(parameters.get(one) or ()) for one in names
    )
