"""Names for runs that have not begun: what the schedule foresees, in Prefect's English, in; Vietnamese ones out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import StateType

from flows.reporting.presenting import ALL, MOST_NAMES
from flows.service.offering import HANOI


def name_at(moment: datetime, why: str, events: Sequence[str] = ()) -> str:
    """Return the name of a run of these events, of everything without any; with why and when by the office's clock."""
    what = ", ".join(events) if len(events) <= MOST_NAMES else f"{len(events)} sự kiện"
    return f"{what or ALL} – {why} – {moment.astimezone(ZoneInfo(HANOI)):%d/%m/%Y %H:%M}"


async def name_the_foreseen(client: PrefectClient, deployments: Sequence[UUID]) -> None:
    """Give the runs that the schedule has made up their names; Prefect makes up new ones every minute or so."""
    wanted = FlowRunFilter.model_validate({
        "state": {"type": {"any_": [StateType.SCHEDULED]}},
        "deployment_id": {"any_": list(deployments)},
        "next_scheduled_start_time": {"after_": datetime.now(UTC)},
    })  # fmt: skip
    for run in await client.read_flow_runs(flow_run_filter=wanted):
        if run.auto_scheduled and run.next_scheduled_start_time:
            name = name_at(run.next_scheduled_start_time, "theo lịch")
            if run.name != name:
                await client.update_flow_run(run.id, name=name)
