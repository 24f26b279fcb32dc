"""After a power cut: runs that died are closed, and what a person asked for is begun again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import FlowRunFilter, TaskRunFilter
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Cancelled, Crashed, Scheduled

BY_WATCH = "theo dõi thư mục"
"""The tag of runs that the watch began."""
CUT = "Bị ngắt khi mất điện hoặc tắt máy; lần chạy sau làm tiếp phần còn dở."
AGAIN = "Bị ngắt khi mất điện hoặc tắt máy; làm lại theo yêu cầu của người bấm."
CUT_OFF, PASSED_OVER = "Bị ngắt", "Bỏ qua"
"""How such runs stand in Prefect's list."""
MISSED = "Máy không chạy vào giờ này; lần chạy khi khởi động đã làm thay."
AT_WORK = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]


async def close_the_dead(client: PrefectClient, deployments: Sequence[UUID], *, alone: bool) -> None:
    """Close what died with the service; `alone` says that the server is ours, with commands that died on it too."""
    for run in await _found(client, these_runs(AT_WORK, None if alone else deployments)):
        await _close_tasks(client, run)
        again = _was_asked_for(run) and run.deployment_id in deployments and run.run_count <= 1
        await client.set_flow_run_state(run.id, Crashed(name=CUT_OFF, message=AGAIN if again else CUT), force=True)
        if again:
            await client.set_flow_run_state(run.id, Scheduled(message=AGAIN), force=True)


async def _close_tasks(client: PrefectClient, run: FlowRun) -> None:
    at_work = TaskRunFilter.model_validate({"state": {"type": {"any_": AT_WORK}}})
    dead = FlowRunFilter.model_validate({"id": {"any_": [run.id]}})
    for task in await client.read_task_runs(flow_run_filter=dead, task_run_filter=at_work):
        await client.set_task_run_state(task.id, Crashed(name=CUT_OFF, message=CUT), force=True)


async def drop_the_missed(client: PrefectClient, deployments: Sequence[UUID], *, keep: int = 0) -> None:
    """Cancel what the schedule and the watch foresaw and nothing came of, but for the last so many.

    Runs that people asked for stand, and those that had begun and wait to go on, as after an approval.
    """
    waiting = await _found(client, these_runs([StateType.SCHEDULED], deployments, before_=datetime.now(UTC)))
    missed = sorted((run for run in waiting if not run.run_count and not _was_asked_for(run)), key=_moment)
    for run in missed[: len(missed) - keep]:
        await client.set_flow_run_state(run.id, Cancelled(name=PASSED_OVER, message=MISSED), force=True)


def _was_asked_for(run: FlowRun) -> bool:
    """Whether a person began this run in Prefect's page."""
    return not run.auto_scheduled and BY_WATCH not in run.tags


def _moment(run: FlowRun) -> datetime:
    return run.next_scheduled_start_time or datetime.max.replace(tzinfo=UTC)


def these_runs(states: Sequence[StateType], deployments: Sequence[UUID] | None, **due: datetime) -> FlowRunFilter:
    """Return what finds runs in these states, of some deployments or of all; `before_` or `after_` say when due."""
    return FlowRunFilter.model_validate({
        "state": {"type": {"any_": list(states)}},
        "deployment_id": None if deployments is None else {"any_": list(deployments)},
        "next_scheduled_start_time": due or None,
    })  # fmt: skip


async def _found(client: PrefectClient, wanted: FlowRunFilter) -> list[FlowRun]:
    found: list[FlowRun] = []
    while page := await client.read_flow_runs(flow_run_filter=wanted, offset=len(found)):
        found += page
    return found
